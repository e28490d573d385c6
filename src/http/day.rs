//! Days and instants from outside: within the years the law could mean, and both databases compare alike.

use std::{borrow::Cow, fmt};

use chrono::{DateTime, Datelike, NaiveDate, SubsecRound, Utc};
use serde::{
    Deserialize, Deserializer,
    de::{Error, Visitor},
};

use super::Said;

const YEARS: std::ops::RangeInclusive<i32> = 1900..=2200;
const IMPLAUSIBLE: Said = Said {
    vi: Cow::Borrowed("Phải nằm trong các năm từ 1900 đến 2200."),
    en: Cow::Borrowed("It must lie in the years 1900 to 2200."),
};

const LOOSE: Said = Said {
    vi: Cow::Borrowed("Ngày phải có dạng YYYY-MM-DD."),
    en: Cow::Borrowed("A day is written YYYY-MM-DD."),
};

/// Whether a year is one that records may name.
pub fn is_plausible(year: i32) -> bool {
    YEARS.contains(&year)
}

/// A day that must be given.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    ExactDay::deserialize(deserializer).map(|day| day.0)
}

/// RFC 3339's full-date and nothing looser, so that a day has one spelling.
struct ExactDay(NaiveDate);

impl<'de> Deserialize<'de> for ExactDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DayVisitor)
    }
}

struct DayVisitor;

impl Visitor<'_> for DayVisitor {
    type Value = ExactDay;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a formatted date string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<ExactDay, E> {
        let day: NaiveDate = text.parse().map_err(E::custom)?;
        match (is_plausible(day.year()), day.to_string() == text) {
            (false, _) => Err(E::custom(IMPLAUSIBLE)),
            (true, false) => Err(E::custom(LOOSE)),
            (true, true) => Ok(ExactDay(day)),
        }
    }
}

/// A day that may be left out.
pub fn some_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    let given = Option::<ExactDay>::deserialize(deserializer)?;
    Ok(given.map(|day| day.0))
}

/// An instant that may be left out, in whole milliseconds.
pub fn some_instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    match Option::<DateTime<Utc>>::deserialize(deserializer)? {
        Some(instant) if !is_plausible(instant.year()) => Err(D::Error::custom(IMPLAUSIBLE)),
        instant => Ok(instant.map(|instant| instant.trunc_subsecs(3))),
    }
}
