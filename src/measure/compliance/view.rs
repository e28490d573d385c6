//! How an inspection is shown.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::entity::{ComplianceAnswer, ComplianceClosing, ComplianceKind, ComplianceState, Conclusion, Model};
use crate::{
    access::{ComplianceInspectionId, DirectiveId, UnitId},
    measure::kept::Shown,
    organisation::name::NamedOrganisation,
};

/// Kiểm tra, giám sát việc thực hiện dân chủ.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ComplianceInspection {
    /// Its id.
    pub id: ComplianceInspectionId,
    /// Who inspects.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// Kiểm tra hay giám sát.
    pub kind: ComplianceKind,
    /// Who is inspected.
    pub subject: NamedOrganisation,
    /// Nội dung.
    #[schema(example = "Kiểm tra việc công khai và hội nghị đối thoại năm 2025")]
    pub title: String,
    /// The programme it is part of.
    #[schema(nullable = false)]
    pub programme_id: Option<DirectiveId>,
    /// The day it is planned for.
    #[schema(example = "2025-11-18")]
    pub planned_on: NaiveDate,
    /// The day of the visit.
    #[schema(nullable = false, example = "2025-11-18")]
    pub visited_on: Option<NaiveDate>,
    /// Trạng thái.
    pub state: ComplianceState,
    /// Kết luận.
    #[schema(nullable = false)]
    pub conclusion: Option<Conclusion>,
    /// Trả lời.
    #[schema(nullable = false)]
    pub answer: Option<ComplianceAnswer>,
    /// Quá hạn trả lời: the last day is over, and there is no answer.
    pub overdue: bool,
    /// Kết thúc.
    #[schema(nullable = false)]
    pub closing: Option<ComplianceClosing>,
    /// What you may do next.
    pub allowed_actions: Vec<ComplianceAction>,
}

/// Việc có thể làm tiếp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ComplianceAction {
    /// Sửa, ghi kết luận: `PUT`.
    Change,
    /// Trả lời, báo cáo khắc phục.
    Answer,
    /// Kết thúc.
    Close,
}

pub fn view(row: &Model, shown: &Shown) -> ComplianceInspection {
    ComplianceInspection {
        id: row.id,
        organisation: shown.name(row.organisation_id),
        unit_id: row.unit_id,
        kind: row.kind,
        subject: shown.name(row.subject_id),
        title: row.title.clone(),
        programme_id: row.programme_id,
        planned_on: row.planned_on,
        visited_on: row.visited_on,
        state: row.state,
        conclusion: row.course.conclusion.clone(),
        answer: row.course.answer.clone(),
        overdue: row.is_overdue(shown.today.day),
        closing: row.course.closing.clone(),
        allowed_actions: actions(row, shown),
    }
}

/// What the caller may do with it.
pub fn actions(row: &Model, shown: &Shown) -> Vec<ComplianceAction> {
    let inspected = shown.is_mine(row.subject_id);
    let makes = shown.may_inspect && shown.is_mine(row.organisation_id) && (!inspected || row.is_of_itself());
    let answers = shown.may_answer && inspected && row.answer_by.is_some();
    let fits = |action: &&ComplianceAction| **action == ComplianceAction::Close || !row.is_of_itself();
    let of_the_maker = row.state.of_the_maker().iter().filter(|_| makes).filter(fits);
    let of_the_subject = row.state.of_the_subject().iter().filter(|_| answers);
    of_the_maker.chain(of_the_subject).copied().collect()
}
