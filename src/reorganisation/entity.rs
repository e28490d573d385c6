//! Sắp xếp: one act, from its draft to the day it was carried out.

use chrono::NaiveDate;
use sea_orm::{Condition, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use super::{act::ReorganisationLines, effect::ReorganisationEffect};
use crate::access::{OrganisationId, ReorganisationId, Scope, Scoped, UnitId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "reorganisation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ReorganisationId,
    /// The committee that records the act.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    pub legal_basis: String,
    pub effective_on: NaiveDate,
    pub lines: StoredLines,
    pub drafter_name: String,
    pub applied_at: Option<DateTimeUtc>,
    pub applier_name: Option<String>,
    /// What carrying it out did.
    pub effect: Option<StoredEffect>,
    pub version: i64,
}

/// The lines as they are stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct StoredLines(pub ReorganisationLines);

/// The effect as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct StoredEffect(pub ReorganisationEffect);

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// What was carried out is public, like the map of units it changed; a draft is its committee's own.
    fn within(scope: &Scope) -> Condition {
        Condition::any()
            .add(Column::AppliedAt.is_not_null())
            .add(scope.own_rows(Column::OrganisationId))
    }
}

crate::record!(Entity, ReorganisationId, "reorganisation");
