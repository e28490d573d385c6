use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use super::{AHEAD_OF_UTC, Holidays, Window};

/// How long before its deadline a report is `due_soon`.
pub const DUE_SOON: TimeDelta = TimeDelta::days(7);

/// Thời hạn gửi báo cáo: the last day on which a report is on time. A last day off moves to the next working day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum DeadlineRule {
    /// Chậm nhất ngày … tháng …: a fixed day of the year.
    OnDate(OnDate),
    /// Sau … ngày: calendar days after the last day of the period.
    DaysAfterPeriod {
        #[schema(maximum = 255)]
        days: u8,
    },
    /// Sau … ngày làm việc: working days after the last day of the period.
    WorkingDaysAfterPeriod {
        #[schema(maximum = 255)]
        days: u8,
    },
}

/// Ngày cố định: the last day on which the report is on time. "Before 20/12" (trước ngày 20/12) is the 19th.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "AnyDate")]
pub struct OnDate {
    #[schema(minimum = 1, maximum = 12)]
    month: u8,
    /// A day the month has in every year: 29 February is refused.
    #[schema(minimum = 1, maximum = 31)]
    day: u8,
    #[schema(required = false)]
    year: DeadlineYear,
}

/// The year of a fixed deadline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineYear {
    /// The year in which the period ends.
    #[default]
    Same,
    /// The year after that.
    Next,
}

/// The message is a predicate in English.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("must be a day and month that come every year; there is no day {day} of month {month}")]
pub struct DeadlineRefused {
    month: u8,
    day: u8,
}

/// [`OnDate`] as it is sent, before it is known to be a date.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnyDate {
    month: u8,
    day: u8,
    #[serde(default)]
    year: DeadlineYear,
}

impl TryFrom<AnyDate> for OnDate {
    type Error = DeadlineRefused;

    fn try_from(AnyDate { month, day, year }: AnyDate) -> Result<Self, DeadlineRefused> {
        Self::new(month, day, year)
    }
}

impl OnDate {
    pub fn new(month: u8, day: u8, year: DeadlineYear) -> Result<Self, DeadlineRefused> {
        let common_year = 2001;
        NaiveDate::from_ymd_opt(common_year, month.into(), day.into())
            .map(|_| Self { month, day, year })
            .ok_or(DeadlineRefused { month, day })
    }

    fn in_year_of(self, end: NaiveDate) -> NaiveDate {
        let years = match self.year {
            DeadlineYear::Same => 0,
            DeadlineYear::Next => 1,
        };
        let new_year = end - Days::new(end.ordinal0().into()) + Months::new(years * 12);
        new_year + Months::new(u32::from(self.month) - 1) + Days::new(u64::from(self.day) - 1)
    }
}

impl DeadlineRule {
    /// The day the rule names for a period; [`due_at`] makes it an instant.
    pub fn last_day(&self, window: Window, holidays: &Holidays) -> NaiveDate {
        match self {
            Self::OnDate(date) => date.in_year_of(window.to),
            Self::DaysAfterPeriod { days } => window.to + Days::new(u64::from(*days)),
            Self::WorkingDaysAfterPeriod { days } => holidays.add_working_days(window.to, u16::from(*days)),
        }
    }
}

/// The first instant that is too late: the midnight in Asia/Ho_Chi_Minh that ends the last day, which moves to the next
/// working day if it is a day off (Civil Code 2015, Articles 147 and 148).
pub fn due_at(last_day: NaiveDate, holidays: &Holidays) -> DateTime<Utc> {
    let worked = holidays.next_working_day_on_or_after(last_day);
    let day_after = worked.succ_opt().unwrap_or(worked);
    day_after.and_time(NaiveTime::MIN).and_utc() - AHEAD_OF_UTC
}

/// Tình trạng thời hạn: where a report stands against its deadline. The clock decides, not the report's progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Timeliness {
    /// Chưa đến hạn: not submitted, more than seven days left.
    NotDue,
    /// Sắp đến hạn: not submitted, seven days left or fewer.
    DueSoon,
    /// Quá hạn: not submitted, the deadline has passed.
    Overdue,
    /// Đúng hạn: first submitted before the deadline.
    OnTime,
    /// Trễ hạn: first submitted at the deadline or after it.
    Late,
}

/// Where a report stands at `now`. What was submitted first counts, whatever was returned and sent again since.
pub fn timeliness(
    now: DateTime<Utc>,
    due_at: DateTime<Utc>,
    first_submitted_at: Option<DateTime<Utc>>,
    soon: TimeDelta,
) -> Timeliness {
    match first_submitted_at {
        Some(submitted) if submitted < due_at => Timeliness::OnTime,
        Some(_) => Timeliness::Late,
        None if now >= due_at => Timeliness::Overdue,
        None if due_at - now <= soon => Timeliness::DueSoon,
        None => Timeliness::NotDue,
    }
}
