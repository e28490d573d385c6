//! Dates as the law counts them: reporting periods, working days, deadlines. Pure functions; nothing here knows what
//! day it is. [`day`] keeps which days are off and which are worked instead.

pub mod day;
mod deadline;
mod fixed_day;
mod nationwide;
mod period;
pub mod since;
mod time_of_day;
mod timeliness;
mod validity;
mod window;
mod working_day;

pub use deadline::{DaysAfter, DeadlineEvent, DeadlineRule, EventDays, due_at};
pub use fixed_day::{DeadlineTurn, OnDate, OnDayOfMonth};
pub use nationwide::{ListRefused, ListedDay, nationwide};
pub use period::{PeriodKey, Periodicity};
pub use time_of_day::TimeOfDay;
pub use timeliness::{Course, Extension, Judgement, Receipt, Timeliness, judge};
pub use validity::holds;
pub use window::{Calendar, Window};
pub use working_day::{DayKind, Holidays};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

/// Asia/Ho_Chi_Minh is seven hours ahead of UTC the whole year.
pub const AHEAD_OF_UTC: TimeDelta = TimeDelta::hours(7);

/// The instant at which a day ends in Vietnam.
pub fn end_of_day(day: NaiveDate) -> DateTime<Utc> {
    beginning_of_day(day.succ_opt().unwrap_or(day))
}

/// The instant at which a day begins in Vietnam.
pub fn beginning_of_day(day: NaiveDate) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc() - AHEAD_OF_UTC
}

#[cfg(test)]
mod tests;
