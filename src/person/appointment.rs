//! An appointment as it is kept.

use chrono::NaiveDate;
use sea_orm::{Condition, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::position::Position;
use crate::{
    access::{AppointmentId, OrganisationId, PersonId, Scope, Scoped, UnitId, VillageId},
    calendar::holds,
    document::number::DocumentNumber,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "appointment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: AppointmentId,
    pub person_id: PersonId,
    pub position: Position,
    /// Who keeps the record, and in whose work it is held.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub village_id: Option<VillageId>,
    pub valid_from: NaiveDate,
    /// The first day it is no longer held.
    pub valid_to: Option<NaiveDate>,
    pub decision: AppointingDecision,
    pub end_reason: Option<String>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Quyết định: the paper by which somebody was appointed or recognised.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
pub struct AppointingDecision {
    /// Số, ký hiệu.
    pub number: DocumentNumber,
    /// The day it was signed.
    #[schema(example = "2025-09-15")]
    pub signed_on: NaiveDate,
    /// Of an acting head: when the commune's Front agreed (Decree 59/2023 Art. 9.3).
    #[schema(nullable = false, example = "2025-09-12")]
    pub front_agreed_on: Option<NaiveDate>,
}

impl Model {
    /// Whether it is held on a day.
    pub fn holds_on(&self, day: NaiveDate) -> bool {
        holds(day, self.valid_from, self.valid_to)
    }

    /// Whether it is held on a day, or will be.
    pub fn lasts_beyond(&self, day: NaiveDate) -> bool {
        !self.is_taken_back() && self.valid_to.is_none_or(|end| day < end)
    }

    /// Whether it was ended before it began: nobody ever held it.
    pub fn is_taken_back(&self) -> bool {
        self.valid_to == Some(self.valid_from)
    }
}

impl Scoped for Entity {
    fn within(scope: &Scope) -> Condition {
        scope.places(Column::OrganisationId, Column::UnitId)
    }
}

crate::record!(Entity, AppointmentId, "appointment");
