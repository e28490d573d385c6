//! Until when the units exist that answer for some records: what is of a unit that has ended can only be read.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait,
    sea_query::{Expr, ExprTrait, IntoColumnRef, Query},
};

use super::unit::{Column, Entity};
use crate::{
    access::{Look, UnitId},
    http::Result,
};

/// The first day on which each unit that ends no longer exists.
#[derive(Default)]
pub struct UnitEnds(BTreeMap<UnitId, NaiveDate>);

impl UnitEnds {
    pub async fn of(look: &impl Look, units: impl IntoIterator<Item = UnitId>) -> Result<Self> {
        let units = look.find::<Entity>().filter(Column::Id.is_in(units)).all().await?;
        Ok(units.into_iter().map(|unit| (unit.id, unit.valid_to)).collect())
    }

    pub fn of_unit(&self, unit: UnitId) -> Option<NaiveDate> {
        self.0.get(&unit).copied()
    }

    /// Whether a unit has ended by a day.
    pub fn is_over(&self, unit: UnitId, day: NaiveDate) -> bool {
        self.of_unit(unit).is_some_and(|end| end <= day)
    }
}

impl FromIterator<(UnitId, Option<NaiveDate>)> for UnitEnds {
    fn from_iter<I: IntoIterator<Item = (UnitId, Option<NaiveDate>)>>(units: I) -> Self {
        let ends = units.into_iter().filter_map(|(unit, end)| Some((unit, end?)));
        Self(ends.collect())
    }
}

/// The first day on which the unit that a column names no longer exists. A join would make PostgreSQL read all units, for a page of fifty.
pub fn end_of(unit: impl IntoColumnRef) -> Expr {
    let mut its_unit = Query::select();
    its_unit
        .column((Entity, Column::ValidTo))
        .from(Entity)
        .and_where(Expr::col(unit).equals((Entity, Column::Id)));
    Expr::SubQuery(None, Box::new(its_unit.into()))
}
