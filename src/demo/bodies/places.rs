//! The units of the demonstration, looked up as its organisations need them.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use crate::{
    access::{Level, UnitId},
    http::{Problem, Result},
    territory::unit,
};

/// All units, in the order of their codes.
pub struct Places {
    pub units: Vec<unit::Model>,
}

impl Places {
    pub async fn load(connection: &impl ConnectionTrait) -> Result<Self> {
        let units = unit::Entity::find()
            .order_by_asc(unit::Column::Code)
            .order_by_asc(unit::Column::ValidFrom)
            .all(connection)
            .await?;
        Ok(Self { units })
    }

    pub fn province(&self) -> Result<&unit::Model> {
        let found = self.units.iter().find(|unit| unit.level == Level::Province);
        found.ok_or_else(|| Problem::internal("the demonstration has no province"))
    }

    /// The units of a level that began on this day or stood on it.
    pub fn standing(&self, level: Level, on: NaiveDate) -> impl Iterator<Item = &unit::Model> {
        self.units
            .iter()
            .filter(move |unit| unit.level == level && unit.exists_on(on))
    }

    pub fn levels(&self) -> BTreeMap<UnitId, Level> {
        self.units.iter().map(|unit| (unit.id, unit.level)).collect()
    }
}
