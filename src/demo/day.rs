//! Days and hours in Vietnam, as the demonstration's tables write them.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

use crate::calendar::AHEAD_OF_UTC;

/// A day that the program itself names. There is no such day only if the program is wrong; then it is the epoch.
pub fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

/// So many minutes after midnight in Asia/Ho_Chi_Minh.
pub fn at(day: NaiveDate, minutes: i64) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() - AHEAD_OF_UTC + TimeDelta::minutes(minutes)
}

/// 08:00 in Asia/Ho_Chi_Minh.
pub fn morning(day: NaiveDate) -> DateTime<Utc> {
    at(day, 8 * 60)
}
