//! What the board does with a recommendation that is on its way: send it, ask for help, follow it up, close it.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    course::{Closing, FollowUp, Implementation, Recovered, Sending},
    ground::step,
    rules,
    view::BoardRecommendation,
};
use crate::{
    access::{Caller, EditRecommendation, RecommendationId},
    document::number::DocumentNumber,
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result, amount},
    text::Paragraphs,
};

/// Gửi kiến nghị.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"number": "05/KN-BTTND", "on": "2025-12-14"}))]
pub struct NewRecommendationSending {
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// When, not before the Front has confirmed.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-14")]
    on: NaiveDate,
    /// Whether it goes through the union (Decree 59/2023 Art. 22.2a, 26.2c).
    #[serde(default)]
    #[schema(default = false)]
    through_director: bool,
}

/// Đề nghị Mặt trận, công đoàn có ý kiến.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"content": "Quá 15 ngày chưa có trả lời."}))]
pub struct NewRecommendationRequest {
    /// What the board asks for, 1–2000 characters.
    #[schema(inline)]
    content: Paragraphs<1, 2000>,
}

/// Theo dõi việc thực hiện.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-12-22", "progress": "in_progress", "findings": "Đang sửa chữa.", "money_recovered": 12_000_000}))]
pub struct NewRecommendationFollowUp {
    /// When, not before it was answered.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-22")]
    on: NaiveDate,
    /// How far it is carried out.
    progress: Implementation,
    /// What the board has found, 1–5000 characters.
    #[schema(inline)]
    findings: Paragraphs<1, 5000>,
    /// Thu hồi tiền since the last time, in đồng.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000_000_000_000_i64)]
    money_recovered: u64,
    /// Xử lý khác về tiền, in đồng.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000_000_000_000_i64)]
    money_otherwise: u64,
    /// Giảm trừ quyết toán, in đồng.
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000_000_000_000_i64)]
    settlement_reduced: u64,
    /// Thu hồi đất, in m².
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000_000_000_000_i64)]
    land_recovered: u64,
    /// Xử lý khác về đất, in m².
    #[serde(default)]
    #[schema(minimum = 0, maximum = 10_000_000_000_000_i64)]
    land_otherwise: u64,
}

/// Kết thúc theo dõi.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-12-22", "reason": "Đã thực hiện xong."}))]
pub struct NewRecommendationClosing {
    /// When, not before the last follow-up.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-22")]
    on: NaiveDate,
    /// Vì sao, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Send a recommendation
///
/// Gửi kiến nghị; of a commune's board once the Front has confirmed it. It is not changed any more.
#[utoipa::path(tag = "Recommendations", operation_id = "send_board_recommendation", request_body = NewRecommendationSending,
    params(RecommendationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["recommendation:edit"])),
    responses((status = 200, description = "The recommendation.", body = BoardRecommendation),
        (status = 409, description = "The Front has not confirmed it, or it was sent.", body = ProblemDocument)))]
#[post("/board-recommendations/{id}/send")]
async fn send_board_recommendation(
    caller: Caller<EditRecommendation>,
    id: Path<RecommendationId>,
    if_match: IfMatch,
    new: Json<NewRecommendationSending>,
) -> Result<Answer> {
    let sending = Sending {
        number: new.0.number,
        on: new.0.on,
        through_director: new.0.through_director,
    };
    step(&caller, id.0, if_match, |row, today| rules::send(row, sending, today)).await
}

/// Ask the Front or the union to take it up
///
/// Đề nghị Mặt trận, công đoàn có ý kiến, đôn đốc (Law 10/2022 Art. 40.2d, 45.1d, 63.2c, 81.2c): before an answer once its time is over or where there is
/// none; after an answer, whatever it was, until it is closed. As often as need be.
#[utoipa::path(tag = "Recommendations", operation_id = "send_recommendation_request", request_body = NewRecommendationRequest,
    params(RecommendationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["recommendation:edit"])),
    responses((status = 200, description = "The recommendation.", body = BoardRecommendation),
        (status = 409, description = "It is neither overdue nor answered, or is closed.", body = ProblemDocument)))]
#[post("/board-recommendations/{id}/ask-director")]
async fn send_recommendation_request(
    caller: Caller<EditRecommendation>,
    id: Path<RecommendationId>,
    if_match: IfMatch,
    new: Json<NewRecommendationRequest>,
) -> Result<Answer> {
    let content = new.0.content.into_string();
    step(&caller, id.0, if_match, |row, today| rules::ask(row, content, today)).await
}

/// Follow a recommendation up
///
/// Theo dõi việc thực hiện kiến nghị (Law 10/2022 Art. 38.2), as often as need be.
#[utoipa::path(tag = "Recommendations", operation_id = "record_recommendation_follow_up", request_body = NewRecommendationFollowUp,
    params(RecommendationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["recommendation:edit"])),
    responses((status = 200, description = "The recommendation.", body = BoardRecommendation),
        (status = 409, description = "It was not answered, or is closed.", body = ProblemDocument)))]
#[post("/board-recommendations/{id}/follow-up")]
async fn record_recommendation_follow_up(
    caller: Caller<EditRecommendation>,
    id: Path<RecommendationId>,
    if_match: IfMatch,
    new: Json<NewRecommendationFollowUp>,
) -> Result<Answer> {
    let found = found(new.0)?;
    step(&caller, id.0, if_match, |row, today| {
        rules::follow_up(row, found, today)
    })
    .await
}

fn found(new: NewRecommendationFollowUp) -> Result<FollowUp> {
    Ok(FollowUp {
        on: new.on,
        progress: new.progress,
        findings: new.findings.into_string(),
        recovered: Recovered {
            money_recovered: amount("/money_recovered", new.money_recovered)?,
            money_otherwise: amount("/money_otherwise", new.money_otherwise)?,
            settlement_reduced: amount("/settlement_reduced", new.settlement_reduced)?,
            land_recovered: amount("/land_recovered", new.land_recovered)?,
            land_otherwise: amount("/land_otherwise", new.land_otherwise)?,
        },
    })
}

/// Close a recommendation
///
/// Kết thúc theo dõi, be it without an answer.
#[utoipa::path(tag = "Recommendations", operation_id = "close_board_recommendation", request_body = NewRecommendationClosing,
    params(RecommendationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["recommendation:edit"])),
    responses((status = 200, description = "The recommendation.", body = BoardRecommendation),
        (status = 409, description = "It was not received, or is closed.", body = ProblemDocument)))]
#[post("/board-recommendations/{id}/close")]
async fn close_board_recommendation(
    caller: Caller<EditRecommendation>,
    id: Path<RecommendationId>,
    if_match: IfMatch,
    new: Json<NewRecommendationClosing>,
) -> Result<Answer> {
    let closing = Closing {
        on: new.0.on,
        reason: new.0.reason.into_string(),
    };
    step(&caller, id.0, if_match, |row, today| rules::close(row, closing, today)).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(send_board_recommendation)
        .service(send_recommendation_request)
        .service(record_recommendation_follow_up)
        .service(close_board_recommendation);
}
