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

/// Whether a year is one that records may name.
pub fn is_plausible(year: i32) -> bool {
    YEARS.contains(&year)
}

/// A day that must be given.
pub fn day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let day = NaiveDate::deserialize(deserializer)?;
    match is_plausible(day.year()) {
        true => Ok(day),
        false => Err(D::Error::custom(IMPLAUSIBLE)),
    }
}

/// A day that may be left out.
pub fn some_day<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<NaiveDate>, D::Error> {
    match Option::<NaiveDate>::deserialize(deserializer)? {
        Some(day) if !is_plausible(day.year()) => Err(D::Error::custom(IMPLAUSIBLE)),
        day => Ok(day),
    }
}

/// An instant that may be left out, in whole milliseconds.
pub fn some_instant<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<DateTime<Utc>>, D::Error> {
    match Option::<DateTime<Utc>>::deserialize(deserializer)? {
        Some(instant) if !is_plausible(instant.year()) => Err(D::Error::custom(IMPLAUSIBLE)),
        instant => Ok(instant.map(|instant| instant.trunc_subsecs(3))),
    }
}
