//! Steps that the law puts in an order and gives a time.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::order::{Lawful, follows, in_order};
use crate::{
    access::Look,
    calendar::{Holidays, day::holidays},
    http::Result,
};

/// A step against its clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = TimedStep)]
pub struct Timed {
    /// When it was done.
    #[schema(example = "2025-11-14")]
    pub on: NaiveDate,
    /// The last day the law gave.
    #[schema(example = "2025-11-14")]
    pub due_on: NaiveDate,
    /// Whether it came after that.
    pub late: bool,
}

impl Timed {
    /// Done on a day for which the law set no clock, or none that has been reckoned yet.
    pub const fn unhurried(on: NaiveDate) -> Self {
        Self {
            on,
            due_on: on,
            late: false,
        }
    }
}

impl Timed {
    /// Done on a day, of which the last one is known.
    pub fn by(on: NaiveDate, due_on: NaiveDate) -> Self {
        Self {
            on,
            due_on,
            late: on > due_on,
        }
    }
}

/// The day on which something is recorded, and the days off.
pub struct Today {
    pub day: NaiveDate,
    pub off: Holidays,
}

impl Today {
    /// Today, by the calendar that holds where the caller is.
    pub async fn of(look: &impl Look) -> Result<Self> {
        Ok(Self {
            day: look.clocks().legal.today(),
            off: holidays(look).await?,
        })
    }

    /// 422 for what is yet to come, or comes before what it follows.
    pub fn lies(&self, pointer: &'static str, day: NaiveDate, first: Option<NaiveDate>) -> Result<()> {
        in_order(pointer, day, first, self.day)
    }

    /// As [`Self::lies`], naming the article that says what comes first.
    pub fn follows(&self, pointer: &'static str, day: NaiveDate, first: Option<NaiveDate>, step: Lawful) -> Result<()> {
        follows(pointer, day, first, self.day, step)
    }

    /// A step so many working days after what began its clock.
    pub fn timed(&self, on: NaiveDate, since: NaiveDate, working_days: u16) -> Timed {
        Timed::by(on, self.off.add_working_days(since, working_days))
    }
}
