//! Số người làm việc: how many people work in an organisation, by the day they were counted.

use chrono::NaiveDate;
use sea_orm::{Condition, entity::prelude::*};

use super::organisation::ids_within;
use crate::access::{OrganisationId, Scope, Scoped};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisation_staff")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub counted_on: NaiveDate,
    pub staff: i64,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    fn within(scope: &Scope) -> Condition {
        Condition::all().add(Column::OrganisationId.in_subquery(ids_within(scope)))
    }
}
