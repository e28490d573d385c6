use chrono::{DateTime, Days, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{AHEAD_OF_UTC, Holidays, OnDate, OnDayOfMonth, TimeOfDay, end_of_day};

/// Thời hạn gửi báo cáo: the last day on which a report is on time. A last day off moves to the next working day. The day on which
/// something happens is not counted (Civil Code 2015, Articles 147 and 148).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum DeadlineRule {
    /// Chậm nhất ngày … tháng …: a fixed day of the year.
    OnDate(OnDate),
    /// Chậm nhất ngày … của tháng: a fixed day of a month.
    OnDayOfMonth(OnDayOfMonth),
    /// Sau … ngày: calendar days after an event.
    DaysAfter(DaysAfter),
    /// Sau … ngày làm việc: working days after an event.
    WorkingDaysAfter(DaysAfter),
}

/// Số ngày sau một sự kiện: the last of them is the last day on which the report is on time.
#[serde_with::skip_serializing_none]
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(from = "AnyDaysAfter")]
pub struct DaysAfter {
    /// How many days; 0 is the day of the event itself.
    #[schema(maximum = 255)]
    pub days: u8,
    /// What they count from.
    #[schema(inline, required = false, default = "period_end")]
    pub event: DeadlineEvent,
    /// The time of the last day from which a report is late; without one the whole day counts.
    #[schema(nullable = false)]
    pub before: Option<TimeOfDay>,
}

/// What a deadline counts from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineEvent {
    /// Kết thúc kỳ báo cáo (chốt số liệu): the last day of the period.
    #[default]
    PeriodEnd,
    /// Mở đợt báo cáo: the day on which the round is opened.
    RoundOpening,
}

/// The days on which the events fell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EventDays {
    pub period_end: NaiveDate,
    pub round_opening: NaiveDate,
}

/// [`DaysAfter`] as it is sent.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AnyDaysAfter {
    days: u8,
    #[serde(default)]
    event: DeadlineEvent,
    before: Option<TimeOfDay>,
}

impl From<AnyDaysAfter> for DaysAfter {
    fn from(AnyDaysAfter { days, event, before }: AnyDaysAfter) -> Self {
        Self { days, event, before }
    }
}

impl DaysAfter {
    const fn event(self, days: EventDays) -> NaiveDate {
        match self.event {
            DeadlineEvent::PeriodEnd => days.period_end,
            DeadlineEvent::RoundOpening => days.round_opening,
        }
    }
}

impl DeadlineRule {
    /// The first instant that is too late.
    pub fn due_at(&self, events: EventDays, holidays: &Holidays) -> DateTime<Utc> {
        due_at(self.last_day(events, holidays), self.before(), holidays)
    }

    /// The day the rule names, be it worked or not.
    pub fn last_day(&self, events: EventDays, holidays: &Holidays) -> NaiveDate {
        match self {
            Self::OnDate(date) => date.day(events.period_end),
            Self::OnDayOfMonth(day) => day.day(events.period_end),
            Self::DaysAfter(after) => after.event(events) + Days::new(u64::from(after.days)),
            Self::WorkingDaysAfter(after) => holidays.add_working_days(after.event(events), u16::from(after.days)),
        }
    }

    const fn before(&self) -> Option<TimeOfDay> {
        match self {
            Self::OnDate(date) => date.before,
            Self::OnDayOfMonth(day) => day.before,
            Self::DaysAfter(after) | Self::WorkingDaysAfter(after) => after.before,
        }
    }
}

/// The first instant that is too late: the time of the last day that was given, else the beginning_of_day that ends it. A last day off moves to
/// the next working day.
pub fn due_at(last_day: NaiveDate, before: Option<TimeOfDay>, holidays: &Holidays) -> DateTime<Utc> {
    let worked = holidays.next_working_day_on_or_after(last_day);
    match before {
        Some(time) => worked.and_time(time.into()).and_utc() - AHEAD_OF_UTC,
        None => end_of_day(worked),
    }
}
