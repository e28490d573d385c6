//! Whom an organisation manages, transitively, itself included. Changed in the transaction that changes `managed_by`.

use sea_orm::entity::prelude::*;

use crate::access::OrganisationId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_reach")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub root_id: OrganisationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
}

impl ActiveModelBehavior for ActiveModel {}
