//! The units already in the register, as a new list meets them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{
    access::{Level, UnitId},
    territory::{lineage, unit},
};

/// All units and their lineage, of all times.
#[derive(Clone, Debug, Default)]
pub struct Known {
    pub units: Vec<unit::Model>,
    pub lineage: Vec<lineage::Model>,
}

impl Known {
    /// The units that exist on a day, by code; no two living units share one.
    pub fn on(&self, day: NaiveDate) -> BTreeMap<&str, &unit::Model> {
        let living = self.units.iter().filter(|unit| unit.exists_on(day));
        living.map(|unit| (unit.code.as_str(), unit)).collect()
    }

    pub fn nation(&self) -> Option<&unit::Model> {
        self.units.iter().find(|unit| unit.level == Level::Nation)
    }

    /// These units and everything that was ever under them.
    pub fn under(&self, roots: BTreeSet<UnitId>) -> BTreeSet<UnitId> {
        let mut children: BTreeMap<UnitId, Vec<UnitId>> = BTreeMap::new();
        for unit in &self.units {
            if let Some(parent) = unit.parent_id {
                children.entry(parent).or_default().push(unit.id);
            }
        }
        let mut open: Vec<UnitId> = roots.iter().copied().collect();
        let mut found = roots;
        while let Some(unit) = open.pop() {
            for child in children.get(&unit).into_iter().flatten() {
                if found.insert(*child) {
                    open.push(*child);
                }
            }
        }
        found
    }
}
