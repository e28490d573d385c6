//! Obligations as counts see them. Overseers count everything that is owed below them, though they read only what was accepted: a
//! total never goes without its coverage.

use sea_orm::{Condition, entity::prelude::*};

use crate::{
    access::{ObligationId, OrganisationId, RoundId, Scope, Scoped, UnitId},
    reporting::kinds::{Basis, Progress},
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_obligation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ObligationId,
    pub round_id: RoundId,
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub origin_unit_id: UnitId,
    pub basis: Basis,
    pub progress: Progress,
    pub due_at: DateTimeUtc,
    pub extended_until: Option<DateTimeUtc>,
    pub extended_at: Option<DateTimeUtc>,
    pub received_on: Option<Date>,
    pub first_submitted_at: Option<DateTimeUtc>,
    pub first_accepted_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    fn within(scope: &Scope) -> Condition {
        scope.places(Column::OrganisationId, Column::UnitId)
    }
}
