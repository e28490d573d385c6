//! What other systems call an organisation.

use sea_orm::{Condition, entity::prelude::*};

use super::organisation::ids_within;
use crate::access::{OrganisationId, Scope, Scoped};

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

impl Scoped for Entity {
    fn within(scope: &Scope) -> Condition {
        Condition::all().add(Column::OrganisationId.in_subquery(ids_within(scope)))
    }
}
