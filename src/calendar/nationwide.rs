use chrono::NaiveDate;
use serde::Deserialize;
use thiserror::Error;

use super::DayKind;

const BUILT_IN: &str = include_str!("../../assets/calendar/holidays.csv");

/// A day of the list that comes with the program.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListedDay {
    pub day: NaiveDate,
    pub kind: DayKind,
    pub name: String,
    pub legal_basis: String,
}

/// A list of days that cannot be read; names the line.
#[derive(Debug, Error)]
#[error("calendar: {0}")]
pub struct ListRefused(#[from] csv::Error);

/// What holds nationwide as far as it is known, 2023 to 2027.
pub fn nationwide() -> Result<Vec<ListedDay>, ListRefused> {
    read(BUILT_IN)
}

/// A list with the columns `day,kind,name,legal_basis`.
pub fn read(list: &str) -> Result<Vec<ListedDay>, ListRefused> {
    let days: Result<_, csv::Error> = csv::Reader::from_reader(list.as_bytes()).deserialize().collect();
    Ok(days?)
}
