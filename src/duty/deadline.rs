//! By when heirs are to replace what was carried over: the act that opened their units says so.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::ColumnTrait;

use super::law::{Duty, Evidence};
use crate::{
    access::{Look, UnitId},
    http::Result,
    reorganisation::entity as reorganisation,
    territory::unit,
};

/// The last days, by the unit that an act opened and the day it did.
pub struct Deadlines(BTreeMap<(UnitId, NaiveDate), NaiveDate>);

impl Deadlines {
    pub async fn of(look: &impl Look) -> Result<Self> {
        let acts = look
            .find::<reorganisation::Entity>()
            .filter(reorganisation::Column::AppliedAt.is_not_null());
        let mut days = BTreeMap::new();
        for act in acts.all().await? {
            let Some(by) = act.lines.0.documents_by else { continue };
            for opened in &act.lines.0.opened {
                let unit = unit::id_of(opened.code.as_str(), act.effective_on);
                days.insert((unit, act.effective_on), by);
            }
        }
        Ok(Self(days))
    }

    /// The last day for an organisation founded on a day in a unit to replace documents; none where no act sets one.
    pub fn of_documents(&self, unit: UnitId, founded: NaiveDate) -> Option<NaiveDate> {
        self.0.get(&(unit, founded)).copied()
    }

    /// The last day for a duty of such an organisation.
    pub fn of_duty(&self, duty: &Duty, unit: UnitId, founded: NaiveDate) -> Option<NaiveDate> {
        match duty.evidence {
            Evidence::Regulation(_) | Evidence::Resolution => self.of_documents(unit, founded),
            Evidence::Board(_) => None,
        }
    }
}
