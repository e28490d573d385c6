//! One organisation's leave for another to draft its reports.

use chrono::NaiveDate;
use sea_orm::{Condition, entity::prelude::*};

use crate::{
    access::{FillingId, OrganisationId, Scope, Scoped, UnitId},
    calendar::holds,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_filling")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FillingId,
    /// Whose reports are drafted.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// Who drafts them.
    pub filler_id: OrganisationId,
    pub valid_from: NaiveDate,
    /// The first day it no longer holds.
    pub valid_to: Option<NaiveDate>,
    /// The document that gives it.
    pub document: String,
    pub end_reason: Option<String>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether it holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        holds(day, self.valid_from, self.valid_to)
    }
}

impl Scoped for Entity {
    /// Whoever sees the organisation, and whoever drafts for it.
    fn within(scope: &Scope) -> Condition {
        Condition::any()
            .add(scope.places(Column::OrganisationId, Column::UnitId))
            .add(scope.own_rows(Column::FillerId))
    }
}

crate::record!(Entity, FillingId, "report_filling");
