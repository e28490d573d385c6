//! Dates as the law counts them: reporting periods, working days, deadlines. Pure functions; nothing here knows what
//! day it is.

mod deadline;
mod period;
mod window;
mod working_day;

pub use deadline::{DUE_SOON, DeadlineRefused, DeadlineRule, DeadlineYear, OnDate, Timeliness, due_at, timeliness};
pub use period::{PeriodKey, PeriodRefused, Periodicity};
pub use window::{Calendar, Window};
pub use working_day::{DayKind, Holidays, HolidaysRefused};

use chrono::TimeDelta;

/// Asia/Ho_Chi_Minh is seven hours ahead of UTC the whole year.
pub const AHEAD_OF_UTC: TimeDelta = TimeDelta::hours(7);

#[cfg(test)]
mod tests;
