//! The units right below one on a day, and what lies in each.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Iterable, sea_query::ExprTrait};

use super::{unit, unit_reach};
use crate::{
    access::{Tally, UnitId},
    http::Result,
};

pub struct Parts {
    /// In the order of their codes.
    pub units: Vec<unit::Model>,
    of: BTreeMap<UnitId, UnitId>,
}

impl Parts {
    pub async fn of(look: &impl Tally, unit: UnitId, day: NaiveDate) -> Result<Self> {
        let lasting = unit::Column::ValidTo.is_null().or(unit::Column::ValidTo.gt(day));
        let below = look
            .tally::<unit::Entity>()
            .columns(unit::Column::iter())
            .filter(unit::Column::ParentId.eq(unit))
            .filter(unit::Column::ValidFrom.lte(day))
            .filter(lasting);
        let units: Vec<unit::Model> = below.order_by(unit::Column::Code).all().await?;
        let reached = look
            .tally::<unit_reach::Entity>()
            .columns(unit_reach::Column::iter())
            .filter(unit_reach::Column::RootId.is_in(units.iter().map(|part| part.id)));
        let reached: Vec<unit_reach::Model> = reached.all().await?;
        let of = reached.into_iter().map(|line| (line.unit_id, line.root_id));
        Ok(Self {
            of: of.collect(),
            units,
        })
    }

    /// The part that a unit is, or lies in.
    pub fn of_unit(&self, unit: UnitId) -> Option<UnitId> {
        self.of.get(&unit).copied()
    }
}
