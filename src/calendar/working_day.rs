use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

const BUILT_IN: &str = include_str!("../../assets/calendar/holidays.csv");

/// Loại ngày: what a day is, against its place in the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DayKind {
    /// Ngày nghỉ lễ, nghỉ bù, nghỉ hoán đổi: a day off.
    Holiday,
    /// Ngày làm bù: a Saturday or Sunday worked instead of another day.
    WorkingDay,
}

/// Ngày nghỉ và ngày làm bù: the days that are not what their place in the week says. Saturdays and Sundays are off
/// without being listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holidays(BTreeMap<NaiveDate, DayKind>);

/// A list of holidays that cannot be read; names the line.
#[derive(Debug, Error)]
#[error("holidays: {0}")]
pub struct HolidaysRefused(#[from] csv::Error);

impl Holidays {
    /// The list that comes with the program, 2023 to 2027.
    pub fn built_in() -> Result<Self, HolidaysRefused> {
        Self::from_csv(BUILT_IN)
    }

    /// A list with the columns `date,name_vi,kind`; lines that begin with `#` are remarks.
    pub fn from_csv(list: &str) -> Result<Self, HolidaysRefused> {
        #[derive(Deserialize)]
        struct Row {
            date: NaiveDate,
            kind: DayKind,
        }
        let mut rows = csv::ReaderBuilder::new()
            .comment(Some(b'#'))
            .from_reader(list.as_bytes());
        let days: Result<Self, csv::Error> = rows
            .deserialize()
            .map(|row| row.map(|Row { date, kind }| (date, kind)))
            .collect();
        Ok(days?)
    }

    pub fn is_working_day(&self, day: NaiveDate) -> bool {
        match self.0.get(&day) {
            Some(DayKind::Holiday) => false,
            Some(DayKind::WorkingDay) => true,
            None => !matches!(day.weekday(), Weekday::Sat | Weekday::Sun),
        }
    }

    /// The `count`th working day after `event`; the day of the event is not counted. None counted is the day itself.
    pub fn add_working_days(&self, event: NaiveDate, count: u16) -> NaiveDate {
        let after = event.iter_days().skip(1).filter(|day| self.is_working_day(*day));
        after.take(usize::from(count)).last().unwrap_or(event)
    }

    /// The day itself if it is worked, else the next that is.
    pub fn next_working_day_on_or_after(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days().find(|day| self.is_working_day(*day)).unwrap_or(day)
    }
}

impl FromIterator<(NaiveDate, DayKind)> for Holidays {
    fn from_iter<T: IntoIterator<Item = (NaiveDate, DayKind)>>(days: T) -> Self {
        Self(days.into_iter().collect())
    }
}
