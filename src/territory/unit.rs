//! Đơn vị hành chính: a unit is valid from a date to a date and never changes code, name, kind, level or parent; any such change
//! closes it and opens a successor. Codes were given out again with another meaning in 2025, so a code alone names nothing.

use chrono::NaiveDate;
use sea_orm::{Condition, entity::prelude::*};

use crate::{
    access::{Level, Scope, Scoped, UnitId, derived, everyone},
    calendar::holds,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "unit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: UnitId,
    pub code: String,
    pub name: String,
    pub name_fold: String,
    pub name_sort: Vec<u8>,
    /// Tỉnh, Huyện, Xã, Phường …
    pub kind: String,
    pub level: Level,
    pub parent_id: Option<UnitId>,
    pub valid_from: NaiveDate,
    /// The first day it is no longer valid.
    pub valid_to: Option<NaiveDate>,
    pub legal_basis: Option<String>,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether the unit exists on a day.
    pub fn exists_on(&self, day: NaiveDate) -> bool {
        holds(day, self.valid_from, self.valid_to)
    }

    /// Kind and name, as one says it: "Phường Đoàn Kết".
    pub fn full_name(&self) -> String {
        format!("{} {}", self.kind, self.name)
    }

    /// The same inside another name: "phường Đoàn Kết".
    pub fn said(&self) -> String {
        format!("{} {}", self.kind.to_lowercase(), self.name)
    }
}

impl Scoped for Entity {
    /// The map of units is public.
    fn within(_: &Scope) -> Condition {
        everyone()
    }
}

/// The id of a unit: alike in every installation.
pub fn id_of(code: &str, valid_from: NaiveDate) -> UnitId {
    derived(&format!("unit/{code}/{valid_from}"))
}
