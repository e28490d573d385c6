//! Which unit came of which: a merger, split or renaming, with the one heir that inherits a closed unit's history.

use chrono::NaiveDate;
use sea_orm::{Condition, entity::prelude::*};

use crate::access::{Scope, Scoped, UnitId, everyone};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unit_lineage")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub predecessor_id: UnitId,
    #[sea_orm(primary_key, auto_increment = false)]
    pub successor_id: UnitId,
    /// Whether the successor inherits the predecessor's history.
    pub heir: bool,
    pub effective_on: NaiveDate,
    pub legal_basis: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    fn within(_: &Scope) -> Condition {
        everyone()
    }
}
