//! What becomes of a report, so that each way it can go is met in the demonstration.

use chrono::{DateTime, NaiveDate, Utc};

use super::{chance::between, day::at, report::Report};
use crate::{calendar::Holidays, clock::date_in_vietnam, http::Result};

/// How far a report has come, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    NotStarted,
    Draft,
    Submitted,
    SubmittedLate,
    Returned,
    /// Returned once, sent again.
    SentAgain,
    Accepted,
    AcceptedLate,
    /// Returned once, accepted when sent again.
    AcceptedAgain,
}

use Course::{Accepted, AcceptedAgain, AcceptedLate, Draft, NotStarted, Returned, SentAgain, Submitted, SubmittedLate};

const OPEN: [Course; 17] = [
    Accepted,
    Submitted,
    AcceptedLate,
    Returned,
    Accepted,
    NotStarted,
    SentAgain,
    Accepted,
    Draft,
    AcceptedAgain,
    SubmittedLate,
    Accepted,
    Submitted,
    Accepted,
    NotStarted,
    Accepted,
    AcceptedLate,
];
const FINISHED: [Course; 7] = [
    Accepted,
    Accepted,
    AcceptedAgain,
    Accepted,
    AcceptedLate,
    Accepted,
    Accepted,
];

impl Course {
    /// The course of the `turn`th report of an open round.
    pub fn open(turn: usize) -> Self {
        OPEN.get(turn % OPEN.len()).copied().unwrap_or(NotStarted)
    }

    /// The course of the `turn`th report of a finished one.
    pub fn finished(turn: usize) -> Self {
        FINISHED.get(turn % FINISHED.len()).copied().unwrap_or(Accepted)
    }

    /// Takes a report this far, by `now`; what is not yet due cannot be late.
    pub fn take(self, report: &mut Report<'_>, calendar: &Days<'_>, now: DateTime<Utc>) -> Result<()> {
        let due = report.obligation.due_at;
        let late = due < now;
        let days = Walk::of(report, calendar, late);
        match self {
            NotStarted => {}
            Draft => report.begin(days.hour(1, 15))?,
            Submitted => report.submit(days.hour(1, 8))?,
            SubmittedLate => report.submit(days.overdue(8))?,
            Returned => days.returned(report)?,
            SentAgain => {
                days.returned(report)?;
                report.submit(days.hour(2, 8))?;
            }
            Accepted => days.accepted(report, days.hour(1, 8), days.hour(1, 14))?,
            AcceptedLate => days.accepted(report, days.overdue(8), days.overdue(14))?,
            AcceptedAgain => {
                days.returned(report)?;
                days.accepted(report, days.hour(2, 8), days.hour(2, 14))?;
            }
        }
        Ok(())
    }
}

/// The working days of a round.
pub struct Days<'h> {
    pub holidays: &'h Holidays,
    /// The last day of the period.
    pub end: NaiveDate,
}

/// When one report's steps are taken.
struct Walk<'d> {
    calendar: &'d Days<'d>,
    /// The first day it is late; the day before the deadline's where it cannot be late yet.
    overdue: NaiveDate,
    /// Minutes after the hour, so that not everybody signs at once.
    minutes: i64,
}

impl<'d> Walk<'d> {
    fn of(report: &Report<'_>, calendar: &'d Days<'d>, late: bool) -> Self {
        let due = date_in_vietnam(report.obligation.due_at);
        let overdue = match late {
            true => calendar.holidays.next_working_day_on_or_after(due),
            false => calendar.holidays.add_working_days(calendar.end, 2),
        };
        Self {
            calendar,
            overdue,
            minutes: between(&report.obligation.id.to_string(), 15, 150),
        }
    }

    /// So many working days after the period, at this hour or somewhat later.
    fn hour(&self, working_days: u16, hour: i64) -> DateTime<Utc> {
        let day = self.calendar.holidays.add_working_days(self.calendar.end, working_days);
        at(day, hour * 60 + self.minutes)
    }

    fn overdue(&self, hour: i64) -> DateTime<Utc> {
        at(self.overdue, hour * 60 + self.minutes)
    }

    fn returned(&self, report: &mut Report<'_>) -> Result<()> {
        report.submit(self.hour(1, 8))?;
        report.send_back(self.hour(1, 14));
        Ok(())
    }

    fn accepted(&self, report: &mut Report<'_>, submitted: DateTime<Utc>, decided: DateTime<Utc>) -> Result<()> {
        report.submit(submitted)?;
        report.examine(decided - chrono::TimeDelta::minutes(20));
        report.accept(decided);
        Ok(())
    }
}
