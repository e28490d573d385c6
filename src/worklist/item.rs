//! A piece of work that waits.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{Ref, RefOr, Schema, schema::AnyOfBuilder},
};
use uuid::Uuid;

use crate::{
    access::{
        BoardId, ConsolidationId, DocumentId, ElectionId, ObligationId, RecommendationId, RoundId, SubmissionId,
        VillageId,
    },
    board::RecommendationAction,
    calendar::Timeliness,
    document::{
        convention::ConventionAction,
        regulation::{RegulationAction, Setting},
        resolution::ResolutionAction,
    },
    duty::DutyCode,
    election::ElectionAction,
    measure::{activity::ActivityAction, compliance::ComplianceAction, evaluation::EvaluationAction},
    organisation::name::NamedOrganisation,
    reporting::{consolidation::ConsolidationAction, submission::Action},
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
    /// Xây dựng quy chế: none is in force for the setting, nor on its way; what a predecessor had issued may be carried over meanwhile.
    BeginRegulation,
    /// Soạn quy chế, to the consultation.
    DraftRegulation,
    /// Lấy ý kiến dự thảo quy chế, to its end.
    ConsultOnRegulation,
    /// Ban hành quy chế.
    IssueRegulation,
    /// Rà soát quy chế, to its end.
    ReviewRegulation,
    /// Thẩm tra nghị quyết.
    ExamineResolution,
    /// Thông qua hoặc không thông qua nghị quyết.
    DecideResolution,
    /// Xây dựng hương ước, quy ước: the village has none, nor one on its way.
    BeginConvention,
    /// Soạn thảo, niêm yết, biểu quyết hương ước, quy ước.
    GoOnWithConvention,
    /// Gửi hồ sơ đề nghị công nhận (Decree 61/2023 Art. 11.3a).
    SendConvention,
    /// Công nhận hoặc không công nhận hương ước, quy ước (Art. 11.3b).
    DecideConvention,
    /// Gửi lại thôn và Mặt trận (Art. 18.1a).
    SendBackConvention,
    /// Trả lời phản ánh, kiến nghị (Art. 12.2, 14.3).
    AnswerComplaint,
    /// Theo dõi việc khắc phục, to the annulment where it fails (Art. 12.3, 14.1b, 14.2).
    FollowRemedy,
    /// Rà soát hương ước, quy ước hằng năm (Art. 15.4).
    ReviewConvention,
    /// Quyết định bầu Trưởng thôn mới: within 60 days of a dismissal (Decree 59/2023 Art. 9.3), as a term ends, or while somebody only acts as head.
    CallElection,
    /// Chuẩn bị và tổ chức cuộc họp bầu, cho thôi Trưởng thôn: the next step that is missing (Art. 3, 6), or ballots or another meeting after one that half of
    /// all households or fewer attended (Law 10/2022 Art. 17.2, 19.1b).
    PrepareElection,
    /// Gửi kết quả bầu, cho thôi Trưởng thôn (Art. 3.5d).
    SendElectionResult,
    /// Công nhận hoặc không công nhận kết quả bầu, cho thôi Trưởng thôn (Art. 8, 9.3).
    DecideElection,
    /// Công nhận hoặc không công nhận kết quả bầu thành viên Ban (Law 10/2022 Art. 21.2; Decree 59/2023 Art. 21.1, 25.1).
    DecideBoard,
    /// Bầu Ban mới: the term ends within 60 days or has ended, or the Front has decided so by a date.
    ElectBoard,
    /// Thông báo cho chủ đầu tư, 45 days before the supervision begins (Law 10/2022 Art. 45.1b).
    NotifyInvestor,
    /// Gửi kế hoạch kiểm tra, giám sát, 5 working days before it begins (Decree 59/2023 Art. 14.1b, 22.1b, 26.1b).
    SendInspectionPlan,
    /// Kết thúc cuộc kiểm tra, giám sát của Ban and record what it found.
    EndBoardInspection,
    /// Xác nhận kiến nghị của Ban (Law 10/2022 Art. 40.2d, 45.1d).
    ConfirmRecommendation,
    /// Gửi kiến nghị đã được xác nhận.
    SendRecommendation,
    /// Tiếp nhận kiến nghị của Ban.
    ReceiveRecommendation,
    /// Trả lời kiến nghị của Ban, within 15 days where the law gives them (Art. 40.1c, 45.2c, 63.1c, 81.1d).
    AnswerRecommendation,
    /// Đề nghị Mặt trận, công đoàn có ý kiến: the time for an answer is over.
    AskAboutRecommendation,
    /// Đôn đốc, kiến nghị với cấp có thẩm quyền: the board has asked for it, before an answer or after it, or the time for an answer is over.
    TakeUpRecommendation,
    /// Theo dõi việc thực hiện kiến nghị, to its end.
    FollowRecommendation,
    /// Công khai nội dung đã phát sinh (Law 10/2022 Art. 12.3, 47.2, 65.2).
    Disclose,
    /// Gửi quyết định của thôn, tổ dân phố đến Ủy ban nhân dân, Mặt trận cấp xã (Art. 20.3).
    SendDecision,
    /// Tổ chức hoạt động đã dự kiến, or say that it was given up: its day has come.
    HoldActivity,
    /// Kết thúc lấy ý kiến.
    EndConsultation,
    /// Giải trình, tiếp thu ý kiến (Art. 28.3, 55.1, 74.1).
    ExplainConsultation,
    /// Kết luận cuộc kiểm tra, giám sát.
    ConcludeInspection,
    /// Trả lời kết luận kiểm tra, giám sát, báo cáo khắc phục.
    AnswerInspection,
    /// Theo dõi việc khắc phục, to the end of the inspection.
    FollowInspection,
    /// Quyết định xếp loại of somebody right below.
    DecideEvaluation,
    /// Thực hiện nhiệm vụ theo Nghị quyết 75 và Luật: `duty` says which.
    FulfilDuty,
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

/// Việc có thể làm tiếp: with a report, a consolidation or a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum WorkAction {
    Report(Action),
    Consolidation(ConsolidationAction),
    Regulation(RegulationAction),
    Convention(ConventionAction),
    Resolution(ResolutionAction),
    Election(ElectionAction),
    Recommendation(RecommendationAction),
    Activity(ActivityAction),
    Compliance(ComplianceAction),
    Evaluation(EvaluationAction),
}

/// Actions of each kind of record, into those of a worklist and its schema.
macro_rules! work_actions {
    ($($variant:ident $action:ty,)*) => {
        $(impl From<$action> for WorkAction {
            fn from(action: $action) -> Self {
                Self::$variant(action)
            }
        })*

        /// Some actions are called alike for several, so that it is any of them and not exactly one.
        impl PartialSchema for WorkAction {
            fn schema() -> RefOr<Schema> {
                let any = AnyOfBuilder::new()$(.item(Ref::from_schema_name(<$action>::name())))*;
                RefOr::T(Schema::AnyOf(any.build()))
            }
        }

        impl ToSchema for WorkAction {
            fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
                $(schemas.push((<$action>::name().into_owned(), <$action>::schema()));)*
            }
        }
    };
}

work_actions! {
    Report Action,
    Consolidation ConsolidationAction,
    Regulation RegulationAction,
    Convention ConventionAction,
    Resolution ResolutionAction,
    Election ElectionAction,
    Recommendation RecommendationAction,
    Activity ActivityAction,
    Compliance ComplianceAction,
    Evaluation EvaluationAction,
}

/// After all that is due.
const NEVER: DateTime<Utc> = match NaiveDate::from_ymd_opt(9999, 12, 31) {
    Some(day) => day.and_time(NaiveTime::MIN).and_utc(),
    None => DateTime::<Utc>::MAX_UTC,
};

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
    /// When it is due: the first instant that is too late; for a consolidation, what its committee's level is given for reports. Left out
    /// where the law sets no time.
    #[schema(nullable = false)]
    pub due_at: Option<DateTime<Utc>>,
    /// Where it stands against that.
    #[schema(nullable = false)]
    pub timeliness: Option<Timeliness>,
    /// The round, of a report or consolidation.
    #[schema(nullable = false)]
    pub round_id: Option<RoundId>,
    /// Its name.
    #[schema(nullable = false, example = "Báo cáo thực hiện dân chủ ở cơ sở năm 2025")]
    pub round_name: Option<String>,
    /// Its period.
    #[schema(nullable = false, example = "2025")]
    pub period_key: Option<String>,
    /// Who owes the report, consolidates, or answers for the document.
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
    /// The regulation, resolution or convention, once begun; the item's `etag` is then its own.
    #[schema(nullable = false)]
    pub document_id: Option<DocumentId>,
    /// The election or dismissal of a village head; the item's `etag` is then its own.
    #[schema(nullable = false)]
    pub election_id: Option<ElectionId>,
    /// The board, of work with one; the item's `etag` is then its own.
    #[schema(nullable = false)]
    pub board_id: Option<BoardId>,
    /// The board's recommendation; the item's `etag` is then its own.
    #[schema(nullable = false)]
    pub recommendation_id: Option<RecommendationId>,
    /// Where the measure is read, of work with one; the item's `etag` is then its own.
    #[schema(
        nullable = false,
        example = "/api/v1/disclosures/0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9c31"
    )]
    pub address: Option<String>,
    /// The duty that is not fulfilled.
    #[schema(nullable = false)]
    pub duty: Option<DutyCode>,
    /// Thôn, tổ dân phố, where the work is with its convention or head.
    #[schema(nullable = false)]
    pub village_id: Option<VillageId>,
    /// Of a complaint: its place among the convention's, from 1 on, by which a step names it.
    #[schema(nullable = false, example = 1)]
    pub complaint: Option<u32>,
    /// What a regulation is, or is to be, for.
    #[schema(nullable = false)]
    pub setting: Option<Setting>,
    /// Tells this work from other work.
    #[serde(skip)]
    pub subject: Uuid,
    /// What you may do with it; with what is yet to be begun, nothing.
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
    /// Its place in the list: what is due first comes first, what has no time last.
    pub fn place(&self) -> (i64, Uuid) {
        (self.due_at.unwrap_or(NEVER).timestamp_micros(), self.subject)
    }
}

/// Counts by kind; kinds with nothing to do are left out.
pub fn counts(items: &[WorkItem]) -> Vec<WorkCount> {
    let mut counts: BTreeMap<WorkKind, WorkCount> = BTreeMap::new();
    for item in items {
        let late = matches!(item.timeliness, Some(Timeliness::Overdue | Timeliness::Late));
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
