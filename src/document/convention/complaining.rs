//! What happens to a convention in force: its yearly review, and what is said against it.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    course::YearlyReview,
    ground::step,
    objection::{AnswerKind, Answered, ComplaintAim, ComplaintSource},
    rules,
    view::VillageConvention,
};
use crate::{
    access::{Caller, ConventionId, EditConvention, RecogniseConvention},
    document::number::DocumentNumber,
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result},
    text::Paragraphs,
};

/// Rà soát hằng năm.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-11-18", "findings": "Các hộ thực hiện tốt; đề xuất giữ nguyên."}))]
pub struct NewConventionReview {
    /// When: on 18 November or another day the community agreed on.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-11-18")]
    on: NaiveDate,
    /// What it found, 1–5000 characters.
    #[schema(inline)]
    findings: Paragraphs<1, 5000>,
}

/// Phản ánh, kiến nghị.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"received_on": "2025-12-01", "asks": "suspension", "content": "Điều 9 thu quỹ không qua bàn bạc."}))]
pub struct NewConventionComplaint {
    /// When it was received: the clock begins.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-01")]
    received_on: NaiveDate,
    /// Where it came from; `residents` when left out.
    #[serde(default)]
    source: ComplaintSource,
    /// What it asks for.
    asks: ComplaintAim,
    /// What it says, 1–5000 characters. Leave out who made it: that is not kept.
    #[schema(inline)]
    content: Paragraphs<1, 5000>,
}

/// Trả lời không có cơ sở.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"number": "41/UBND-VX", "on": "2025-12-04", "reason": "Nội dung phản ánh không có cơ sở."}))]
pub struct ConventionComplaintDismissal {
    /// Văn bản trả lời.
    number: DocumentNumber,
    /// When it was signed.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-04")]
    on: NaiveDate,
    /// Lý do, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
    /// Which complaint it answers: its place in `complaints`, from 1 on; where it is left out, the one whose time ends first.
    #[serde(default)]
    #[schema(nullable = false, minimum = 1, example = 1)]
    complaint: Option<u32>,
}

/// Record a yearly review
///
/// Ghi kết quả rà soát, đánh giá hằng năm của cộng đồng dân cư (Decree 61/2023 Art. 15.4).
#[utoipa::path(tag = "Conventions", operation_id = "record_convention_review", request_body = NewConventionReview,
    params(ConventionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["convention:edit"])),
    responses((status = 200, description = "The convention.", body = VillageConvention),
        (status = 409, description = "It is not in force.", body = ProblemDocument)))]
#[post("/village-conventions/{id}/review")]
async fn record_convention_review(
    caller: Caller<EditConvention>,
    id: Path<ConventionId>,
    if_match: IfMatch,
    new: Json<NewConventionReview>,
) -> Result<Answer> {
    let review = YearlyReview {
        on: new.0.on,
        findings: new.0.findings.into_string(),
    };
    step(&caller, id.0, if_match, None, |row, today| {
        rules::review(row, review, today)
    })
    .await
}

/// Record a complaint
///
/// Ghi phản ánh, kiến nghị, or what a review, an inspection or a supervision found against it. The committee has 3 working
/// days where it asks for suspension, 5 where for annulment (Decree 61/2023 Art. 12.2, 14.3).
#[utoipa::path(tag = "Conventions", operation_id = "record_convention_complaint", request_body = NewConventionComplaint,
    params(ConventionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["convention:edit"])),
    responses((status = 200, description = "The convention.", body = VillageConvention),
        (status = 409, description = "It is not in force.", body = ProblemDocument)))]
#[post("/village-conventions/{id}/record-complaint")]
async fn record_convention_complaint(
    caller: Caller<EditConvention>,
    id: Path<ConventionId>,
    if_match: IfMatch,
    new: Json<NewConventionComplaint>,
) -> Result<Answer> {
    let new = new.0;
    let raised = rules::Raised {
        received_on: new.received_on,
        source: new.source,
        asks: new.asks,
        content: new.content.into_string(),
    };
    step(&caller, id.0, if_match, None, |row, today| {
        rules::record_complaint(row, raised, today)
    })
    .await
}

/// Answer that a complaint is unfounded
///
/// Trả lời phản ánh, kiến nghị không có cơ sở (Decree 61/2023 Art. 12.2a, 14.3a).
#[utoipa::path(tag = "Conventions", operation_id = "dismiss_convention_complaint", request_body = ConventionComplaintDismissal,
    params(ConventionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["convention:recognise"])),
    responses((status = 200, description = "The convention.", body = VillageConvention),
        (status = 409, description = "No complaint waits.", body = ProblemDocument)))]
#[post("/village-conventions/{id}/dismiss-complaint")]
async fn dismiss_convention_complaint(
    caller: Caller<RecogniseConvention>,
    id: Path<ConventionId>,
    if_match: IfMatch,
    new: Json<ConventionComplaintDismissal>,
) -> Result<Answer> {
    let reason = new.0.reason.into_string();
    let answer = Answered {
        by: AnswerKind::Unfounded,
        on: new.0.on,
        late: false,
        number: new.0.number,
        reason: reason.clone(),
    };
    step(&caller, id.0, if_match, Some(reason), |row, today| {
        rules::dismiss(row, answer, new.0.complaint, today)
    })
    .await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(record_convention_review)
        .service(record_convention_complaint)
        .service(dismiss_convention_complaint);
}
