//! By when heirs are to replace what was carried over: the act that opened their units says so.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};
use sea_orm::{ColumnTrait, FromQueryResult};

use super::{
    evidence::{quarter_of, work_year},
    law::{Duty, Evidence},
};
use crate::{
    access::{Tally, UnitId},
    document::convention::Decree,
    http::Result,
    reorganisation::entity as reorganisation,
    territory::unit,
};

#[derive(FromQueryResult)]
struct Act {
    effective_on: NaiveDate,
    lines: reorganisation::StoredLines,
}

/// The last days, by the unit that an act opened and the day it did.
pub struct Deadlines(BTreeMap<(UnitId, NaiveDate), NaiveDate>);

impl Deadlines {
    pub async fn of(look: &impl Tally) -> Result<Self> {
        let acts = look
            .tally::<reorganisation::Entity>()
            .columns([reorganisation::Column::EffectiveOn, reorganisation::Column::Lines])
            .filter(reorganisation::Column::AppliedAt.is_not_null());
        let acts: Vec<Act> = acts.all().await?;
        let mut days = BTreeMap::new();
        for act in acts {
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

    /// The last day for a duty of an organisation, as of a day; none where neither an act nor the law sets one, or the duty did not hold yet.
    pub fn of_duty(&self, duty: &Duty, of: Owing, day: NaiveDate) -> Option<NaiveDate> {
        self.last_day(duty, of, day).filter(|last| duty.from <= *last)
    }

    fn last_day(&self, duty: &Duty, of: Owing, day: NaiveDate) -> Option<NaiveDate> {
        let in_this_year = |month, last| NaiveDate::from_ymd_opt(day.year(), month, last);
        match duty.evidence {
            Evidence::Regulation(_) | Evidence::Resolution => self.of_documents(of.unit, of.founded?),
            Evidence::Activity(_)
            | Evidence::Planned(_)
            | Evidence::ReportedToCouncil
            | Evidence::VillageConference => in_this_year(12, 31),
            Evidence::QuarterlyList => quarter_of(day).checked_add_months(Months::new(3))?.pred_opt(),
            Evidence::ConventionReview => Decree::on(day)?.review_in(day.year()),
            Evidence::StaffConference => {
                let start = work_year(day, u32::try_from(of.work_year_start?).ok()?)?;
                start.checked_add_months(Months::new(3))?.pred_opt()
            }
            // Six months are over for whoever owes it at all.
            Evidence::ConferenceReview => day.pred_opt(),
            Evidence::Board(_)
            | Evidence::AppliesIt
            | Evidence::Appointed(..)
            | Evidence::Serving(_)
            | Evidence::Convention => None,
        }
    }
}

/// What of those who owe a duty its last day depends on.
#[derive(Clone, Copy, Debug)]
pub struct Owing {
    pub unit: UnitId,
    /// Of organisations alone.
    pub founded: Option<NaiveDate>,
    pub work_year_start: Option<i16>,
}

impl Owing {
    /// What is not of organisations.
    pub const fn in_unit(unit: UnitId) -> Self {
        Self {
            unit,
            founded: None,
            work_year_start: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::duty::law::DutyCode;

    /// Law Art. 51.1: three months of the next work year; Decree 61/2023 Art. 15.4: 18 November; what is asked of a year, to its end.
    #[rstest]
    #[case::of_a_calendar_year(DutyCode::StaffConference, 1, "2026-02-10", Some("2026-03-31"))]
    #[case::on_the_last_day(DutyCode::StaffConference, 1, "2026-03-31", Some("2026-03-31"))]
    #[case::of_a_school_year(DutyCode::StaffConference, 9, "2026-02-10", Some("2025-11-30"))]
    #[case::of_the_school_year_that_begins(DutyCode::StaffConference, 9, "2026-09-01", Some("2026-11-30"))]
    #[case::review_of_conventions(DutyCode::ConventionReview, 1, "2026-02-10", Some("2026-11-18"))]
    #[case::dialogue(DutyCode::CommuneDialogue, 1, "2026-02-10", Some("2026-12-31"))]
    #[case::conference_of_villages(DutyCode::VillageConference, 1, "2026-02-10", Some("2026-12-31"))]
    #[case::list_of_a_quarter(DutyCode::DisclosureList, 1, "2026-02-10", Some("2026-03-31"))]
    #[case::list_on_its_last_day(DutyCode::DisclosureList, 1, "2026-06-30", Some("2026-06-30"))]
    #[case::list_of_the_last_quarter(DutyCode::DisclosureList, 1, "2026-12-01", Some("2026-12-31"))]
    #[case::training(DutyCode::VillageHeadsTrained, 1, "2026-02-10", None)]
    fn the_last_day(#[case] duty: DutyCode, #[case] month: i16, #[case] day: &str, #[case] last: Option<&str>) {
        let day: NaiveDate = day.parse().unwrap();
        let of = Owing {
            unit: crate::access::derived("unit"),
            founded: Some(day),
            work_year_start: Some(month),
        };
        let last = last.map(|last| last.parse().unwrap());
        let deadlines = Deadlines(BTreeMap::new());
        assert_eq!(deadlines.of_duty(Duty::of(duty, day).unwrap(), of, day), last);
    }
}
