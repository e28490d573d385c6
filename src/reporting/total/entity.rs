//! Tổng hợp của một đơn vị: what the accepted reports of one unit's own organisations add up to in one round. Recomputed by the
//! transaction that accepts a report; reading folds the rows along the tree.

use sea_orm::{Condition, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    access::{RoundId, Scope, ScopePlace, Scoped, UnitId, no_one},
    reporting::rollup::Folded,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_total")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub round_id: RoundId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub unit_id: UnitId,
    pub cells: Cells,
}

/// The totals as they are stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Cells(pub Folded);

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// A unit's total covers all its organisations, so only those that see the whole unit see it.
    fn within(scope: &Scope) -> Condition {
        match scope.place {
            ScopePlace::Unit { .. } => scope.places(Column::UnitId, Column::UnitId),
            ScopePlace::Organisation(_) => no_one(),
        }
    }
}
