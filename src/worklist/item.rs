//! A piece of work that waits.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Ref, RefOr, Schema, schema::AnyOfBuilder},
};
use uuid::Uuid;

use crate::{
    access::{ConsolidationId, ObligationId, RoundId, SubmissionId},
    calendar::Timeliness,
    organisation::name::NamedOrganisation,
    reporting::{consolidation::ConsolidationAction, round::entity as round, submission::Action},
};

/// Loại việc: what is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WorkKind {
    /// Soạn báo cáo: begin or go on with a report your organisation owes, or mend one that was returned.
    DraftReport,
    /// Ký và gửi báo cáo.
    SignReport,
    /// Thẩm tra báo cáo đã nhận.
    ExamineReport,
    /// Tiếp nhận hoặc trả lại báo cáo đã nhận.
    DecideReport,
    /// Lập báo cáo tổng hợp: go on with your committee's consolidation, or mend one that was returned.
    WriteConsolidation,
    /// Ký và gửi báo cáo tổng hợp.
    SignConsolidation,
    /// Tiếp nhận hoặc trả lại báo cáo tổng hợp của cấp dưới.
    DecideConsolidation,
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

    /// The work that somebody who may do `actions` has with a consolidation.
    pub fn of_consolidation(actions: &[ConsolidationAction]) -> Option<Self> {
        let may = |action| actions.contains(&action);
        match () {
            () if may(ConsolidationAction::Accept) => Some(Self::DecideConsolidation),
            () if may(ConsolidationAction::Sign) => Some(Self::SignConsolidation),
            () if may(ConsolidationAction::Change) => Some(Self::WriteConsolidation),
            () => None,
        }
    }
}

/// Việc có thể làm tiếp: with a report or with a consolidation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum WorkAction {
    /// With a report.
    Report(Action),
    /// With a consolidation.
    Consolidation(ConsolidationAction),
}

/// Some actions are called alike for both, so that it is any of the two and not exactly one.
impl PartialSchema for WorkAction {
    fn schema() -> RefOr<Schema> {
        let either = AnyOfBuilder::new()
            .item(Ref::from_schema_name(Action::name()))
            .item(Ref::from_schema_name(ConsolidationAction::name()));
        RefOr::T(Schema::AnyOf(either.build()))
    }
}

impl ToSchema for WorkAction {
    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        schemas.push((Action::name().into_owned(), Action::schema()));
        schemas.push((ConsolidationAction::name().into_owned(), ConsolidationAction::schema()));
    }
}

impl From<Action> for WorkAction {
    fn from(action: Action) -> Self {
        Self::Report(action)
    }
}

impl From<ConsolidationAction> for WorkAction {
    fn from(action: ConsolidationAction) -> Self {
        Self::Consolidation(action)
    }
}

/// The round that work belongs to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct WorkRound {
    /// The round.
    #[serde(rename = "round_id")]
    pub id: RoundId,
    /// Its name.
    #[serde(rename = "round_name")]
    #[schema(example = "Báo cáo thực hiện dân chủ ở cơ sở năm 2025")]
    pub name: String,
    /// Its period.
    #[schema(example = "2025")]
    pub period_key: String,
}

impl From<&round::Model> for WorkRound {
    fn from(row: &round::Model) -> Self {
        Self {
            id: row.id,
            name: row.name.clone(),
            period_key: row.period_key.clone(),
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
    /// When it is due: the first instant that is too late; for a consolidation, what its committee's level is given for reports.
    pub due_at: DateTime<Utc>,
    /// Where the report stands against that.
    pub timeliness: Timeliness,
    #[serde(flatten)]
    pub round: WorkRound,
    /// Who owes the report, or consolidates.
    pub organisation: NamedOrganisation,
    /// The obligation; the item's `etag` is its own.
    #[schema(nullable = false)]
    pub obligation_id: Option<ObligationId>,
    /// The report, once begun.
    #[schema(nullable = false)]
    pub submission_id: Option<SubmissionId>,
    /// The consolidation, where the work is with one; the item's `etag` is then its own.
    #[schema(nullable = false)]
    pub consolidation_id: Option<ConsolidationId>,
    /// What you may do.
    pub allowed_actions: Vec<WorkAction>,
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

impl WorkItem {
    /// What it is about.
    pub fn subject(&self) -> Uuid {
        let report = self.obligation_id.map(Uuid::from);
        report.or(self.consolidation_id.map(Uuid::from)).unwrap_or_default()
    }
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
