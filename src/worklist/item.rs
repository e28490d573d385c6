//! A piece of work that waits.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{ObligationId, RoundId, SubmissionId},
    calendar::Timeliness,
    organisation::name::NamedOrganisation,
    reporting::submission::Action,
};

/// Loại việc: what is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[expect(
    clippy::enum_variant_names,
    reason = "work of other kinds than reports comes beside it"
)]
pub enum WorkKind {
    /// Soạn báo cáo: begin or go on with a report your organisation owes, or mend one that was returned.
    DraftReport,
    /// Ký và gửi báo cáo.
    SignReport,
    /// Thẩm tra báo cáo đã nhận.
    ExamineReport,
    /// Tiếp nhận hoặc trả lại báo cáo đã nhận.
    DecideReport,
}

impl WorkKind {
    /// The work that somebody who may do `actions` has with a report; none where all there is may as well not be done.
    pub fn of(actions: &[Action], examined: bool) -> Option<Self> {
        let may = |action| actions.contains(&action);
        match () {
            () if may(Action::Accept) => Some(Self::DecideReport),
            () if may(Action::Examine) && !examined => Some(Self::ExamineReport),
            () if may(Action::Submit) => Some(Self::SignReport),
            () if may(Action::Edit) => Some(Self::DraftReport),
            () => None,
        }
    }
}

/// Việc đang chờ: one thing that waits for you.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorkItem {
    /// What is to be done.
    pub kind: WorkKind,
    /// Since when it waits for you: when the round was opened, or the report was returned, or sent.
    pub since: DateTime<Utc>,
    /// Whole days it has waited.
    #[schema(example = 3, minimum = 0)]
    pub age_days: i64,
    /// When the report is due: the first instant that is too late.
    pub due_at: DateTime<Utc>,
    /// Where the report stands against that.
    pub timeliness: Timeliness,
    /// The round.
    pub round_id: RoundId,
    /// Its name.
    #[schema(example = "Báo cáo thực hiện dân chủ ở cơ sở năm 2025")]
    pub round_name: String,
    /// Its period.
    #[schema(example = "2025")]
    pub period_key: String,
    /// Who owes the report.
    pub organisation: NamedOrganisation,
    /// The obligation; the item's `etag` is its own.
    pub obligation_id: ObligationId,
    /// The report, once begun.
    #[schema(nullable = false)]
    pub submission_id: Option<SubmissionId>,
    /// What you may do.
    pub allowed_actions: Vec<Action>,
}

/// Số việc của một loại.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct WorkCount {
    /// The kind of work.
    pub kind: WorkKind,
    /// How many wait.
    pub count: u64,
    /// How many of them are overdue or late.
    pub late: u64,
    /// Since when the oldest waits.
    pub oldest: DateTime<Utc>,
}

/// Counts by kind; kinds with nothing to do are left out.
pub fn counts(items: &[WorkItem]) -> Vec<WorkCount> {
    let mut counts: BTreeMap<WorkKind, WorkCount> = BTreeMap::new();
    for item in items {
        let late = matches!(item.timeliness, Timeliness::Overdue | Timeliness::Late);
        let count = counts.entry(item.kind).or_insert(WorkCount {
            kind: item.kind,
            count: 0,
            late: 0,
            oldest: item.since,
        });
        count.count += 1;
        count.late += u64::from(late);
        count.oldest = count.oldest.min(item.since);
    }
    counts.into_values().collect()
}
