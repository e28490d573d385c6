//! The act danchu brings along: Resolution 1670/NQ-UBTVQH15, by which Lai Châu's 106 communes became 38 on 2025-07-01 and its 8 districts
//! ended.

use chrono::NaiveDate;

use super::act::{AccountsFate, CameOf, OpenedUnit, OrganisationLine, ReorganisationLines};
use crate::{
    access::{Level, UnitId},
    http::{Problem, Result},
    territory::{
        load::{self, built_in::LAI_CHAU_2025},
        unit,
    },
    text::Text,
};

/// The act's day and name, as the list that belongs to it gives them.
pub fn act_1670() -> Result<load::Act> {
    LAI_CHAU_2025.act()
}

/// The lines of the act on the map of the day before: every listed commune of the communes it is made of, and all districts abolished.
pub fn lines_1670(units: &[unit::Model], organisations: Vec<OrganisationLine>) -> Result<ReorganisationLines> {
    let act = act_1670()?;
    let rows = load::read(&[LAI_CHAU_2025.list])
        .map_err(|faults| Problem::internal(format!("the built-in list: {faults:?}")))?;
    let communes = rows.iter().filter(|row| row.level == Level::Commune);
    let before = Before {
        units,
        on: act.valid_from,
    };
    let opened: Result<Vec<OpenedUnit>> = communes.map(|row| before.opened(row)).collect();
    let districts = units
        .iter()
        .filter(|unit| unit.level == Level::District && unit.exists_on(act.valid_from));
    Ok(ReorganisationLines {
        opened: opened?,
        abolished: districts.map(|unit| unit.id).collect(),
        organisations,
        villages: Vec::new(),
        accounts: AccountsFate::Suspend,
        documents_by: None,
    })
}

/// The map before the act.
struct Before<'a> {
    units: &'a [unit::Model],
    on: NaiveDate,
}

impl Before<'_> {
    fn opened(&self, row: &load::Row) -> Result<OpenedUnit> {
        let came_of: Result<Vec<CameOf>> = row
            .merged_from
            .iter()
            .map(|origin| {
                Ok(CameOf {
                    unit: self.unit(&origin.code, &origin.full_name)?,
                    heir: origin.marked_heir,
                    remains: false,
                })
            })
            .collect();
        Ok(OpenedUnit {
            code: word(&row.code)?,
            name: word(&row.name)?,
            kind: word(&row.kind)?,
            level: row.level,
            parent_code: word(row.parent_code.as_deref().unwrap_or_default())?,
            came_of: came_of?,
        })
    }

    fn unit(&self, code: &str, full_name: &str) -> Result<UnitId> {
        let same = |unit: &&unit::Model| unit.code == code && unit.full_name() == full_name && unit.exists_on(self.on);
        let found = self.units.iter().find(same);
        found
            .map(|unit| unit.id)
            .ok_or_else(|| Problem::internal(format!("{full_name} ({code}) is not on the map")))
    }
}

fn word<const MAX: usize>(text: &str) -> Result<Text<1, MAX>> {
    Text::try_from(text).map_err(|refused| Problem::internal(format!("`{text}` in the built-in act: {refused}")))
}
