//! Looking at a regulation again (Resolution 75 Art. 3.5, 4.3a).

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::Entity,
    rules,
    view::{self, DemocracyRegulation},
};
use crate::{
    access::{Caller, DocumentId, EditRegulation, Event, RegulationId},
    document::register::still_stands,
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result},
    text::Paragraphs,
};

/// Bắt đầu rà soát.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"begun_on": "2025-12-22", "reason": "Sau khi sắp xếp đơn vị hành chính."}))]
pub struct NewRegulationReview {
    /// When it began: not after today, nor before it is in force (Resolution 75 Art. 4.3a).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-22")]
    begun_on: NaiveDate,
    /// Why, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Kết thúc rà soát.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ended_on": "2025-12-22", "findings": "Giữ nguyên."}))]
pub struct RegulationReviewEnd {
    /// When it ended, not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-22")]
    ended_on: NaiveDate,
    /// What it found, 1–5000 characters.
    #[schema(inline)]
    findings: Paragraphs<1, 5000>,
}

/// Review a regulation
///
/// Rà soát, of what is in force. It stays so meanwhile.
#[utoipa::path(tag = "Regulations", operation_id = "open_regulation_review", request_body = NewRegulationReview,
    params(RegulationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["regulation:edit"])),
    responses((status = 200, description = "The regulation.", body = DemocracyRegulation),
        (status = 409, description = "It was not issued, or is under review already.", body = ProblemDocument)))]
#[post("/democracy-regulations/{id}/open-review")]
async fn open_regulation_review(
    caller: Caller<EditRegulation>,
    id: Path<RegulationId>,
    if_match: IfMatch,
    new: Json<NewRegulationReview>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let today = tx.clocks().legal.today();
    still_stands(&tx, DocumentId(id.0.0)).await?;
    let opened = |row: &mut _| rules::open_review(row, new.0.begun_on, new.0.reason.into_string(), today);
    let row = tx.edit::<Entity>(id.0, if_match, opened).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

/// End a review
///
/// Kết thúc rà soát. What is to be changed becomes a new regulation, which replaces or amends this one.
#[utoipa::path(tag = "Regulations", operation_id = "close_regulation_review", request_body = RegulationReviewEnd,
    params(RegulationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["regulation:edit"])),
    responses((status = 200, description = "The regulation.", body = DemocracyRegulation),
        (status = 409, description = "It is not under review.", body = ProblemDocument)))]
#[post("/democracy-regulations/{id}/close-review")]
async fn close_regulation_review(
    caller: Caller<EditRegulation>,
    id: Path<RegulationId>,
    if_match: IfMatch,
    end: Json<RegulationReviewEnd>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let today = tx.clocks().legal.today();
    let closed = |row: &mut _| rules::close_review(row, end.0.ended_on, end.0.findings.into_string(), today);
    let row = tx.edit::<Entity>(id.0, if_match, closed).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(open_regulation_review).service(close_regulation_review);
}
