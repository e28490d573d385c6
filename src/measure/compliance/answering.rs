//! Whoever was inspected answers, and whoever inspected follows it up.

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{ComplianceClosing, ComplianceOutcome, Entity},
    rules,
    view::ComplianceInspection,
};
use crate::{
    access::{AnswerCompliance, AttachmentId, Caller, ComplianceInspectionId, EditCompliance, Event},
    attachment::attached::all_uploaded,
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result},
    measure::kept::answer,
    text::Paragraphs,
};

/// Trả lời, báo cáo khắc phục.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"explanation": "Đã niêm yết lại từ ngày 24/11; danh sách quý III kèm theo."}))]
pub struct NewComplianceAnswer {
    /// Nội dung, 1–10000 characters.
    #[schema(inline)]
    explanation: Paragraphs<1, 10_000>,
    /// Minh chứng: files your organisation has uploaded, at most 20.
    #[serde(default)]
    #[schema(max_items = 20)]
    files: Vec<AttachmentId>,
}

/// Kết thúc.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"outcome": "remedied", "remark": "Đã khắc phục đủ."}))]
pub struct NewComplianceClosing {
    /// What it came to: `remedied` or `not_remedied` where something was to be put right, else `nothing_to_remedy`; `not_held` of one that was never concluded.
    outcome: ComplianceOutcome,
    /// Nhận xét, lý do, 1–2000 characters.
    #[schema(inline)]
    remark: Paragraphs<1, 2000>,
}

/// Answer an inspection
///
/// Trả lời kết luận, báo cáo khắc phục: by the leader of whoever was inspected. The day counts against the last day that was set.
#[utoipa::path(tag = "Measures", operation_id = "answer_compliance_inspection", request_body = NewComplianceAnswer,
    params(ComplianceInspectionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["compliance:answer"])),
    responses((status = 200, description = "The inspection.", body = ComplianceInspection),
        (status = 409, description = "Nothing is to be put right, or it was answered.", body = ProblemDocument)))]
#[post("/compliance-inspections/{id}/answer")]
async fn answer_compliance_inspection(
    caller: Caller<AnswerCompliance>,
    id: Path<ComplianceInspectionId>,
    if_match: IfMatch,
    new: Json<NewComplianceAnswer>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let today = tx.clocks().legal.today();
    let files = all_uploaded(&tx, &new.0.files, "/files").await?;
    let given = (new.0.explanation.into_string(), files);
    let mine: Vec<_> = tx.scope().principals().collect();
    let row = tx
        .edit::<Entity>(id.0, if_match, |row| rules::answer(row, &mine, given, today))
        .await?;
    let answer = answer::<Entity>(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

/// Close an inspection
///
/// Kết thúc cuộc kiểm tra, giám sát after what was to be put right was followed up, or because it was not held.
#[utoipa::path(tag = "Measures", operation_id = "close_compliance_inspection", request_body = NewComplianceClosing,
    params(ComplianceInspectionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["compliance:edit"])),
    responses((status = 200, description = "The inspection.", body = ComplianceInspection),
        (status = 409, description = "It was closed.", body = ProblemDocument)))]
#[post("/compliance-inspections/{id}/close")]
async fn close_compliance_inspection(
    caller: Caller<EditCompliance>,
    id: Path<ComplianceInspectionId>,
    if_match: IfMatch,
    new: Json<NewComplianceClosing>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let closing = ComplianceClosing {
        on: tx.clocks().legal.today(),
        outcome: new.0.outcome,
        remark: new.0.remark.into_string(),
    };
    let me = tx.identity().organisation;
    let row = tx
        .edit::<Entity>(id.0, if_match, |row| rules::close(row, me, closing))
        .await?;
    let answer = answer::<Entity>(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(answer_compliance_inspection)
        .service(close_compliance_inspection);
}
