//! Review: the receiver's officer examines, its leader accepts or returns. What is accepted counts in the totals at once.

use actix_web::post;
use sea_orm::{
    ActiveValue::{Set, Unchanged},
    EntityTrait,
};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    reading::by_submission,
    rules::{self, Action, Relation},
    version::{self, Remark, Remarks},
    view::{self, ReportSubmission},
};
use crate::{
    access::{Caller, Event, ExamineSubmission, Permission, ReviewSubmission, SubmissionId, Tx},
    http::{Answer, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    reporting::{
        kinds::{Outcome, Progress},
        obligation::entity as obligation,
        round::entity as round,
        total,
    },
    text::{Paragraphs, Text},
};

const MOST_REMARKS: usize = 500;

/// Kết quả thẩm tra.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"findings": "Số liệu khớp với hồ sơ gửi kèm; đề nghị tiếp nhận."}))]
pub struct ReportExamination {
    /// What the examination found, for the leader who decides.
    #[schema(inline)]
    pub findings: Paragraphs<1, 4000>,
}

/// Trả lại báo cáo.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "reason": "Thiếu số liệu hội nghị đối thoại với Nhân dân.",
    "remarks": [{"indicator": "E05", "remark": "Luật yêu cầu ít nhất 01 hội nghị mỗi năm; đề nghị kiểm tra lại."}]
}))]
pub struct ReportReturn {
    /// Why it is returned; the organisation reads it with the report.
    #[schema(inline)]
    pub reason: Paragraphs<1, 4000>,
    /// Remarks on single indicators.
    #[serde(default)]
    #[schema(max_items = 500)]
    pub remarks: Vec<NewRemark>,
}

/// Ý kiến về một chỉ tiêu.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewReportRemark)]
pub struct NewRemark {
    /// Code of the indicator.
    #[schema(inline)]
    pub indicator: Text<1, 40>,
    /// What is to be mended.
    #[schema(inline)]
    pub remark: Paragraphs<1, 2000>,
}

/// Record an examination
///
/// The receiver's officer notes what examining the submitted version found. It decides nothing; the leader does.
#[utoipa::path(tag = "Reporting", operation_id = "examine_report_submission", request_body = ReportExamination,
    params(SubmissionId, ("If-Match" = String, Header, description = "ETag of the report as you read it.")),
    security(("bearer" = ["submission:examine"])),
    responses((status = 200, description = "The report with the examination.", body = ReportSubmission),
        (status = 409, description = "The report does not wait for a decision.", body = ProblemDocument)))]
#[post("/report-submissions/{id}/examine")]
async fn examine_report_submission(
    caller: Caller<ExamineSubmission>,
    id: Path<SubmissionId>,
    if_match: IfMatch,
    found: Json<ReportExamination>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let (before, mut version) = received(&tx, id.0, if_match, Action::Examine).await?;
    version.examined_at = Some(tx.clocks().legal.now());
    version.examined_by = Some(tx.identity().account);
    version.examination = Some(found.0.findings.to_string());
    tx.note("examination");
    let row = tx.save::<obligation::Entity>(&before, before.clone()).await?;
    decided(tx, &row, version).await
}

/// Accept a report
///
/// The receiver's leader accepts the submitted version; from then on it counts in every total above it. Nobody accepts what they
/// signed themselves.
#[utoipa::path(tag = "Reporting", operation_id = "accept_report_submission",
    params(SubmissionId, ("If-Match" = String, Header, description = "ETag of the report as you read it.")),
    security(("bearer" = ["submission:review"])),
    responses((status = 200, description = "The accepted report.", body = ReportSubmission),
        (status = 409, description = "The report does not wait for a decision.", body = ProblemDocument)))]
#[post("/report-submissions/{id}/accept")]
async fn accept_report_submission(
    caller: Caller<ReviewSubmission>,
    id: Path<SubmissionId>,
    if_match: IfMatch,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let (row, version) = accept(&mut tx, id.0, if_match).await?;
    decided(tx, &row, version).await
}

/// Has the waiting version accepted; its totals are still to be renewed.
pub(super) async fn accept(
    tx: &mut Tx<ReviewSubmission>,
    id: SubmissionId,
    if_match: IfMatch,
) -> Result<(obligation::Model, version::Model)> {
    let (before, mut version) = received(tx, id, if_match, Action::Accept).await?;
    decide(tx, &mut version, Outcome::Accepted)?;
    let after = obligation::Model {
        progress: Progress::Accepted,
        accepted_version: Some(version.number),
        first_accepted_at: before.first_accepted_at.or(version.decided_at),
        supplement_reason: None,
        ..before.clone()
    };
    let row = tx.save::<obligation::Entity>(&before, after).await?;
    Ok((row, version))
}

/// Return a report
///
/// The receiver's leader sends the submitted version back, with the reason and remarks on single indicators. The organisation
/// mends its draft and submits again.
#[utoipa::path(tag = "Reporting", operation_id = "return_report_submission", request_body = ReportReturn,
    params(SubmissionId, ("If-Match" = String, Header, description = "ETag of the report as you read it.")),
    security(("bearer" = ["submission:review"])),
    responses((status = 200, description = "The returned report.", body = ReportSubmission),
        (status = 409, description = "The report does not wait for a decision.", body = ProblemDocument)))]
#[post("/report-submissions/{id}/return")]
async fn return_report_submission(
    caller: Caller<ReviewSubmission>,
    id: Path<SubmissionId>,
    if_match: IfMatch,
    returned: Json<ReportReturn>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let (before, mut version) = received(&tx, id.0, if_match, Action::Return).await?;
    decide(&tx, &mut version, Outcome::Returned)?;
    version.remarks = remarks_on(&tx, &before, returned.0.remarks).await?;
    version.reason = Some(returned.0.reason.to_string());
    tx.note("remarks");
    let after = obligation::Model {
        progress: Progress::Returned,
        ..before.clone()
    };
    let row = tx.save::<obligation::Entity>(&before, after).await?;
    decided(tx, &row, version).await
}

/// The report and its waiting version, locked: 404, 403, 409, 412 as the case may be.
async fn received<P: Permission>(
    tx: &Tx<P>,
    id: SubmissionId,
    if_match: IfMatch,
    action: Action,
) -> Result<(obligation::Model, version::Model)> {
    let visible = by_submission(tx, id).await?;
    Relation::of(tx, &visible).require(action)?;
    let row = tx.lock_matching::<obligation::Entity>(visible.id, if_match).await?;
    action.require(row.progress)?;
    let version = rules::pending(view::versions_of(tx, id).await?.pop())?;
    Ok((row, version))
}

/// Notes the decision, who made it and when; nobody decides on what they signed themselves.
fn decide<P: Permission>(tx: &Tx<P>, version: &mut version::Model, outcome: Outcome) -> Result<()> {
    rules::four_eyes(tx.identity().account, version.signed_by)?;
    version.outcome = outcome;
    version.decided_at = Some(tx.clocks().legal.now());
    version.decided_by = Some(tx.identity().account);
    version.decider_name = Some(tx.identity().name.clone());
    Ok(())
}

/// Remarks may name only what the report was asked.
async fn remarks_on<P: Permission>(tx: &Tx<P>, row: &obligation::Model, given: Vec<NewRemark>) -> Result<Remarks> {
    let round = tx.find::<round::Entity>().by_id(row.round_id).await?;
    let template = tx.kernel().templates.get(tx, round.template_id).await?;
    let asked = &template.content.0.indicators;
    if given.len() > MOST_REMARKS {
        return Err(Problem::invalid(
            "/remarks",
            "too_many",
            "Tối đa 500 ý kiến.",
            "At most 500 remarks.",
        ));
    }
    let mut remarks = Vec::with_capacity(given.len());
    for (position, remark) in given.into_iter().enumerate() {
        if !asked
            .iter()
            .any(|indicator| indicator.code == remark.indicator.as_str())
        {
            return Err(Problem::invalid(
                format!("/remarks/{position}/indicator"),
                "unknown_indicator",
                "Mẫu báo cáo không có chỉ tiêu này.",
                "The template has no such indicator.",
            ));
        }
        remarks.push(Remark {
            indicator: remark.indicator.to_string(),
            remark: remark.remark.to_string(),
        });
    }
    Ok(Remarks(remarks))
}

/// Saves the version beside its locked report, renews the unit's totals when it now counts, and commits.
async fn decided<P: Permission>(tx: Tx<P>, row: &obligation::Model, version: version::Model) -> Result<Answer> {
    let reason = version.reason.clone();
    let counts = version.outcome == Outcome::Accepted;
    write(&tx, row, version).await?;
    if counts {
        total::recompute(&tx, row).await?;
    }
    let answer = Answer::record(&view::submission(&tx, row).await?, row.version)?;
    let event = Event::on::<obligation::Entity>(row);
    let event = match reason {
        Some(reason) => event.because(reason),
        None => event,
    };
    tx.commit(event, answer).await
}

/// What was sent never changes; only the receiver's part is written.
pub(super) async fn write<P: Permission>(tx: &Tx<P>, row: &obligation::Model, version: version::Model) -> Result<()> {
    let decision = version::ActiveModel {
        id: Unchanged(version.id),
        outcome: Set(version.outcome),
        reason: Set(version.reason),
        remarks: Set(version.remarks),
        examined_at: Set(version.examined_at),
        examined_by: Set(version.examined_by),
        examination: Set(version.examination),
        decided_at: Set(version.decided_at),
        decided_by: Set(version.decided_by),
        decider_name: Set(version.decider_name),
        ..Default::default()
    };
    version::Entity::update(decision)
        .exec_without_returning(tx.within_lock::<obligation::Entity>(row))
        .await?;
    Ok(())
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(examine_report_submission)
        .service(accept_report_submission)
        .service(return_report_submission);
}
