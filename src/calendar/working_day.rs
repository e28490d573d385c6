use std::{collections::BTreeMap, iter::successors};

use chrono::{Datelike, NaiveDate, Weekday};
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::nationwide::{ListRefused, nationwide};

/// Loại ngày: what a day is, against its place in the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Ngày nghỉ lễ, nghỉ bù, nghỉ hoán đổi: a day off.
    Holiday,
    /// Ngày làm bù: a day worked, such as a Saturday instead of another day.
    Working,
}

/// Ngày nghỉ và ngày làm bù: the days that are not what their place in the week says. Saturdays and Sundays are off
/// without being listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays(BTreeMap<NaiveDate, DayKind>);

impl Holidays {
    /// What holds nationwide, 2023 to 2027.
    pub fn built_in() -> Result<Self, ListRefused> {
        Ok(nationwide()?.iter().map(|listed| (listed.day, listed.kind)).collect())
    }

    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        match self.0.get(&day) {
            Some(DayKind::Holiday) => false,
            Some(DayKind::Working) => true,
            None => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }

    /// The `count`th working day after `event`; the day of the event is not counted. None counted is the day itself.
    pub fn add_working_days(&self, event: NaiveDate, count: u16) -> NaiveDate {
        let after = event.iter_days().skip(1).filter(|day| self.is_working_day(*day));
        after.take(usize::from(count)).last().unwrap_or(event)
    }

    /// The last day from which so many working days still end no later than `day`.
    pub fn last_day_before(&self, day: NaiveDate, count: u16) -> NaiveDate {
        let mut before = successors(Some(day), NaiveDate::pred_opt);
        let enough = before.find(|before| self.add_working_days(*before, count) <= day);
        enough.unwrap_or(day)
    }

    /// The day itself if it is worked, else the next that is.
    pub fn next_working_day_on_or_after(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().find(|day| self.is_working_day(*day)).unwrap_or(day)
    }
}

/// Of two kinds for one day the later holds.
impl FromIterator<(NaiveDate, DayKind)> for Holidays {
    fn from_iter<T: IntoIterator<Item = (NaiveDate, DayKind)>>(days: T) -> Self {
        Self(days.into_iter().collect())
    }
}
