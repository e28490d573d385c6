//! An inspection of how democracy is carried out, as it is kept by whoever makes it.

use chrono::NaiveDate;
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{ComplianceInspectionId, DirectiveId, OrganisationId, Scope, Scoped, UnitId},
    attachment::attached::AttachedFile,
    document::step::Timed,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "compliance_inspection")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ComplianceInspectionId,
    /// Who inspects.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub kind: ComplianceKind,
    /// Who is inspected, and the unit that answers for them.
    pub subject_id: OrganisationId,
    pub subject_unit_id: UnitId,
    pub title: String,
    /// The programme it is part of.
    pub programme_id: Option<DirectiveId>,
    pub planned_on: NaiveDate,
    pub visited_on: Option<NaiveDate>,
    pub state: ComplianceState,
    /// The last day to answer, where something is to be put right.
    pub answer_by: Option<NaiveDate>,
    pub answered_on: Option<NaiveDate>,
    pub course: ComplianceCourse,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

impl Model {
    /// Whether who inspected and who was inspected have become one organisation since.
    pub fn is_of_itself(&self) -> bool {
        self.organisation_id == self.subject_id
    }
}

/// Kiểm tra hay giám sát.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ComplianceKind {
    /// Kiểm tra by an authority (Resolution 75 Art. 4.4b, 4.6b).
    Inspection,
    /// Giám sát by a Council's standing body, committees or deputies, the Front or a mass organisation (Art. 6.2, 6.3).
    Oversight,
}

/// Trạng thái.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ComplianceState {
    /// Dự kiến.
    Planned,
    /// Đã làm việc, chưa kết luận.
    Visited,
    /// Đã kết luận; what is to be put right waits for an answer.
    Concluded,
    /// Đã trả lời, khắc phục; it waits to be followed up.
    Answered,
    /// Đã kết thúc.
    Closed,
    /// Không tiến hành: given up before it was concluded; nobody else is told of it.
    GivenUp,
}

/// Those with which something is still to be done.
pub const UNDER_WAY: [ComplianceState; 4] = [
    ComplianceState::Planned,
    ComplianceState::Visited,
    ComplianceState::Concluded,
    ComplianceState::Answered,
];

/// What is kept of it beside what is counted.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct ComplianceCourse {
    pub conclusion: Option<Conclusion>,
    pub answer: Option<ComplianceAnswer>,
    pub closing: Option<ComplianceClosing>,
}

/// Kết luận.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ComplianceConclusion)]
pub struct Conclusion {
    /// The day.
    #[schema(example = "2025-11-20")]
    pub on: NaiveDate,
    /// Nội dung.
    #[schema(example = "Bản niêm yết dự toán gỡ sau 12 ngày; chưa có danh sách quý III.")]
    pub findings: String,
    /// Số tồn tại, hạn chế.
    #[schema(example = 2)]
    pub shortcomings: u32,
    /// Việc phải khắc phục.
    #[schema(nullable = false, example = "Niêm yết lại đủ 30 ngày; lập danh sách quý III.")]
    pub remedy: Option<String>,
    /// The last day to have it put right and to answer.
    #[schema(nullable = false, example = "2025-12-19")]
    pub answer_by: Option<NaiveDate>,
    /// Biên bản, kết luận.
    pub files: Vec<AttachedFile>,
}

/// Trả lời, báo cáo khắc phục.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ComplianceAnswer {
    /// When, against the last day.
    pub given: Timed,
    /// Nội dung.
    #[schema(example = "Đã niêm yết lại từ ngày 24/11; danh sách quý III kèm theo.")]
    pub explanation: String,
    /// Minh chứng.
    pub files: Vec<AttachedFile>,
}

/// Kết thúc.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ComplianceClosing {
    /// The day.
    #[schema(example = "2025-12-22")]
    pub on: NaiveDate,
    /// What it came to.
    pub outcome: ComplianceOutcome,
    /// Nhận xét, lý do.
    #[schema(example = "Đã khắc phục đủ.")]
    pub remark: String,
}

/// Kết quả theo dõi.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComplianceOutcome {
    /// Không có việc phải khắc phục.
    NothingToRemedy,
    /// Đã khắc phục.
    Remedied,
    /// Chưa khắc phục, chuyển cấp có thẩm quyền.
    NotRemedied,
    /// Không tiến hành.
    NotHeld,
}

impl Scoped for Entity {
    /// Whoever makes it; whom it is of, and those above both, if it was concluded.
    fn within(scope: &Scope) -> Condition {
        let untold = [
            ComplianceState::Planned,
            ComplianceState::Visited,
            ComplianceState::GivenUp,
        ];
        let near = Condition::any()
            .add(scope.own_rows(Column::SubjectId))
            .add(scope.places(Column::OrganisationId, Column::UnitId))
            .add(scope.places(Column::SubjectId, Column::SubjectUnitId));
        let concluded = Condition::all().add(Column::State.is_not_in(untold)).add(near);
        Condition::any()
            .add(concluded)
            .add(scope.own_rows(Column::OrganisationId))
    }
}

crate::record!(Entity, ComplianceInspectionId, "compliance_inspection", is_confidential: true);
