//! What other systems call an organisation.

use sea_orm::entity::prelude::*;

use crate::access::OrganisationId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_identifier")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub system: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub value: String,
    pub organisation_id: OrganisationId,
}

impl ActiveModelBehavior for ActiveModel {}
