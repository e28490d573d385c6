use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{beginning_of_day, end_of_day};

/// How long before its deadline a report is `due_soon`.
const DUE_SOON: TimeDelta = TimeDelta::days(7);

/// Tình trạng thời hạn: where a report stands against its deadline. The clock decides, not the report's progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Timeliness {
    /// Chưa đến hạn: not received, more than seven days left.
    NotDue,
    /// Sắp đến hạn: not received, seven days left or fewer.
    DueSoon,
    /// Quá hạn: not received, the deadline has passed.
    Overdue,
    /// Đúng hạn: first received before the deadline.
    OnTime,
    /// Trễ hạn: first received at the deadline or after it.
    Late,
    /// Đã đóng: not received when the round was closed; nothing is waited for any more.
    Closed,
}

/// What is known of the course of a report, as far as its deadline is concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Course {
    /// The deadline that was set when the round was opened.
    pub due_at: DateTime<Utc>,
    pub extension: Option<Extension>,
    pub first_submitted_at: Option<DateTime<Utc>>,
    /// The day on which the report came on another way, when the network or the service had failed.
    pub received_otherwise_on: Option<NaiveDate>,
    /// When the round was closed.
    pub closed_at: Option<DateTime<Utc>>,
}

/// Gia hạn: a later deadline, granted to one organisation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extension {
    pub granted_at: DateTime<Utc>,
    pub until: DateTime<Utc>,
}

/// How a report first came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Receipt {
    Submitted(DateTime<Utc>),
    /// Only the day is known, so its first instant counts for the deadline and its last for the extension.
    Otherwise(NaiveDate),
}

/// Where a report stands, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Judgement {
    pub timeliness: Timeliness,
    /// The deadline that counted.
    pub due_at: DateTime<Utc>,
    /// Whether that is the extension's.
    pub extended: bool,
    /// The receipt that counted; none has come.
    pub receipt: Option<Receipt>,
}

impl Course {
    /// A report that is owed, without extension, receipt on another way, or close.
    pub const fn owed(due_at: DateTime<Utc>, first_submitted_at: Option<DateTime<Utc>>) -> Self {
        Self {
            due_at,
            extension: None,
            first_submitted_at,
            received_otherwise_on: None,
            closed_at: None,
        }
    }

    /// What was received first counts, whatever was returned and sent again since.
    fn receipt(&self) -> Option<Receipt> {
        let submitted = self.first_submitted_at.map(Receipt::Submitted);
        let otherwise = self.received_otherwise_on.map(Receipt::Otherwise);
        [submitted, otherwise].into_iter().flatten().min_by_key(Receipt::from)
    }

    /// The deadline that counts.
    pub fn due(&self) -> DateTime<Utc> {
        self.extended_to(self.receipt()).unwrap_or(self.due_at)
    }

    /// An extension counts if it was granted before the report came, and never takes time away.
    fn extended_to(&self, receipt: Option<Receipt>) -> Option<DateTime<Utc>> {
        self.extension
            .filter(|extension| receipt.is_none_or(|receipt| extension.granted_at < receipt.until()))
            .map(|extension| extension.until)
            .filter(|until| *until > self.due_at)
    }
}

impl Receipt {
    fn from(&self) -> DateTime<Utc> {
        match self {
            Self::Submitted(at) => *at,
            Self::Otherwise(day) => beginning_of_day(*day),
        }
    }

    fn until(&self) -> DateTime<Utc> {
        match self {
            Self::Submitted(at) => *at,
            Self::Otherwise(day) => end_of_day(*day),
        }
    }
}

/// Where a report stands at `now`, and why: the one decision about lateness.
pub fn judge(now: DateTime<Utc>, course: &Course) -> Judgement {
    let receipt = course.receipt();
    let extended_to = course.extended_to(receipt);
    let due_at = extended_to.unwrap_or(course.due_at);
    let timeliness = match receipt {
        Some(receipt) if receipt.from() < due_at => Timeliness::OnTime,
        Some(_) => Timeliness::Late,
        None if course.closed_at.is_some_and(|closed| closed <= now) => Timeliness::Closed,
        None if now >= due_at => Timeliness::Overdue,
        None if due_at - now <= DUE_SOON => Timeliness::DueSoon,
        None => Timeliness::NotDue,
    };
    Judgement {
        timeliness,
        due_at,
        extended: extended_to.is_some(),
        receipt,
    }
}
