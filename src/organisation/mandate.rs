//! Giao tham mưu: a committee lets a body act for it in one feature, from a date to a date.

use chrono::NaiveDate;
use sea_orm::{Condition, entity::prelude::*};

use crate::{
    access::{Feature, MandateId, OrganisationId, Owner, Record, Scope, Scoped, UnitId},
    calendar::holds,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "mandate")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: MandateId,
    pub committee_id: OrganisationId,
    /// The mandated body.
    pub organisation_id: OrganisationId,
    /// The committee's unit.
    pub unit_id: UnitId,
    pub feature: Feature,
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
    /// Whether the mandate holds on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        holds(day, self.valid_from, self.valid_to)
    }
}

impl Scoped for Entity {
    fn within(scope: &Scope) -> Condition {
        scope.places(Column::OrganisationId, Column::UnitId)
    }
}

impl Record for Entity {
    type Id = MandateId;
    const KIND: &'static str = "mandate";

    fn id_of(row: &Model) -> MandateId {
        row.id
    }

    /// A mandate is the committee's to give and to end.
    fn owner(row: &Model) -> Owner {
        Owner {
            organisation: row.committee_id,
            unit: row.unit_id,
        }
    }

    fn version(row: &Model) -> i64 {
        row.version
    }

    fn set_version(row: &mut Model, version: i64) {
        row.version = version;
    }
}
