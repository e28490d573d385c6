//! Which organisation came of which.

use sea_orm::{Condition, entity::prelude::*};

use crate::access::{OrganisationId, Scope, Scoped, everyone};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_lineage")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub predecessor_id: OrganisationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub successor_id: OrganisationId,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// As public as the names of organisations.
    fn within(_: &Scope) -> Condition {
        everyone()
    }
}
