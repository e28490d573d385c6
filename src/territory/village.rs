//! Thôn, bản, tổ dân phố, khu phố: a self-managed community of a commune, not an administrative unit.

use chrono::NaiveDate;
use sea_orm::{Condition, entity::prelude::*};

use super::village_kind::VillageKind;
use crate::{
    access::{OrganisationId, Scope, Scoped, UnitId, VillageId},
    calendar::holds,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "village")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: VillageId,
    /// The commune's People's committee, which keeps the record.
    pub organisation_id: OrganisationId,
    /// The commune that answers for it now.
    pub unit_id: UnitId,
    /// The commune it arose in.
    pub origin_unit_id: UnitId,
    pub code: Option<String>,
    pub name: String,
    pub name_fold: String,
    pub name_sort: Vec<u8>,
    pub kind: VillageKind,
    pub valid_from: NaiveDate,
    /// The first day it is no longer valid.
    pub valid_to: Option<NaiveDate>,
    pub legal_basis: Option<String>,
    pub close_reason: Option<String>,
    /// The village it was merged into.
    pub successor_id: Option<VillageId>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether the village exists on a day.
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        holds(day, self.valid_from, self.valid_to)
    }

    /// Whether the village has ended by a day.
    pub fn is_over(&self, day: NaiveDate) -> bool {
        self.valid_to.is_some_and(|end| end <= day)
    }
}

impl Scoped for Entity {
    fn within(scope: &Scope) -> Condition {
        scope.places(Column::OrganisationId, Column::UnitId)
    }
}

crate::record!(Entity, VillageId, "village");
