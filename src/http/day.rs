//! Days and instants from outside: within the years the law could mean, and both databases compare alike.

use std::borrow::Cow;

use chrono::{DateTime, Datelike, NaiveDate, SubsecRound, Utc};
use serde::{Deserialize, Deserializer, de::Error};

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
    exact(&String::deserialize(deserializer)?)
}

/// RFC 3339's full-date and nothing looser, so that a day has one spelling.
fn exact<E: Error>(text: &str) -> Result<NaiveDate, E> {
    let day: NaiveDate = text.parse().map_err(E::custom)?;
    match (day.to_string() == text, is_plausible(day.year())) {
        (_, false) => Err(E::custom(IMPLAUSIBLE)),
        (false, true) => Err(E::custom(LOOSE)),
        (true, true) => Ok(day),
    }
}

/// A day that may be left out.
pub fn some_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    let given = Option::<String>::deserialize(deserializer)?;
    given.as_deref().map(exact).transpose()
}

/// An instant that may be left out, in whole milliseconds.
pub fn some_instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    match Option::<DateTime<Utc>>::deserialize(deserializer)? {
        Some(instant) if !is_plausible(instant.year()) => Err(D::Error::custom(IMPLAUSIBLE)),
        instant => Ok(instant.map(|instant| instant.trunc_subsecs(3))),
    }
}
