use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::TimeOfDay;
use crate::said::Said;

/// Ngày cố định: the last day on which the report is on time. "Before 20/12" (trước ngày 20/12) is the 19th.
#[serde_with::skip_serializing_none]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "AnyDate")]
pub struct OnDate {
    /// Tháng.
    #[schema(minimum = 1, maximum = 12)]
    month: u8,
    /// Ngày: one the month has in every year; 29 February is refused.
    #[schema(minimum = 1, maximum = 31)]
    day: u8,
    /// The year in which the period ends, or the one after.
    #[schema(inline, required = false, default = "same")]
    year: DeadlineTurn,
    /// The time of that day from which a report is late; without one the whole day counts.
    #[schema(nullable = false)]
    pub(super) before: Option<TimeOfDay>,
}

/// Ngày cố định của tháng: the last day on which the report is on time.
#[serde_with::skip_serializing_none]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "AnyDayOfMonth")]
pub struct OnDayOfMonth {
    /// Ngày: one the month does not have is its last; 31 is the end of every month.
    #[schema(minimum = 1, maximum = 31)]
    day: u8,
    /// The month in which the period ends, or the one after.
    #[schema(inline, required = false, default = "same")]
    month: DeadlineTurn,
    /// The time of that day from which a report is late; without one the whole day counts.
    #[schema(nullable = false)]
    pub(super) before: Option<TimeOfDay>,
}

/// Which year or month a fixed day lies in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineTurn {
    /// The one in which the period ends.
    #[default]
    Same,
    /// The one after that.
    Next,
}

/// [`OnDate`] as it is sent, before it is known to be a date.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnyDate {
    month: u8,
    day: u8,
    #[serde(default)]
    year: DeadlineTurn,
    before: Option<TimeOfDay>,
}

/// [`OnDayOfMonth`] as it is sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnyDayOfMonth {
    day: u8,
    #[serde(default)]
    month: DeadlineTurn,
    before: Option<TimeOfDay>,
}

impl TryFrom<AnyDate> for OnDate {
    type Error = Said;

    fn try_from(any: AnyDate) -> Result<Self, Said> {
        Ok(Self {
            before: any.before,
            ..Self::new(any.month, any.day, any.year)?
        })
    }
}

impl TryFrom<AnyDayOfMonth> for OnDayOfMonth {
    type Error = Said;

    fn try_from(AnyDayOfMonth { day, month, before }: AnyDayOfMonth) -> Result<Self, Said> {
        match day {
            1..=31 => Ok(Self { day, month, before }),
            _ => Err(Said::new(
                format!("Tháng không có ngày {day}: ngày từ 1 đến 31."),
                format!("No month has a day {day}: a day is 1 to 31."),
            )),
        }
    }
}

impl DeadlineTurn {
    const fn later(self) -> u32 {
        match self {
            Self::Same => 0,
            Self::Next => 1,
        }
    }
}

impl OnDate {
    pub fn new(month: u8, day: u8, year: DeadlineTurn) -> Result<Self, Said> {
        let common_year = 2001;
        match NaiveDate::from_ymd_opt(common_year, month.into(), day.into()) {
            Some(_) => Ok(Self {
                month,
                day,
                year,
                before: None,
            }),
            None => Err(Said::new(
                format!("Không phải năm nào cũng có ngày {day} tháng {month}."),
                format!("There is no day {day} of month {month} in every year."),
            )),
        }
    }

    pub(super) fn day(self, period_end: NaiveDate) -> NaiveDate {
        let new_year = period_end - Days::new(period_end.ordinal0().into()) + Months::new(self.year.later() * 12);
        new_year + Months::new(u32::from(self.month) - 1) + Days::new(u64::from(self.day) - 1)
    }
}

impl OnDayOfMonth {
    pub(super) fn day(self, period_end: NaiveDate) -> NaiveDate {
        let first = period_end - Days::new(period_end.day0().into()) + Months::new(self.month.later());
        let last = first + Months::new(1) - Days::new(1);
        last.min(first + Days::new(u64::from(self.day) - 1))
    }
}
