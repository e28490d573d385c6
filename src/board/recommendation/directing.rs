//! What whoever directs the board does: confirm, give back, take up.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    course::TakingUp,
    ground::{only, step},
    rules,
    view::BoardRecommendation,
};
use crate::{
    access::{Caller, ConfirmRecommendation, RecommendationId},
    document::number::DocumentNumber,
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result},
    text::{Paragraphs, Text},
};

/// Trả lại kiến nghị.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Chưa nêu căn cứ."}))]
pub struct BoardRecommendationReturn {
    /// Lý do, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Đôn đốc, kiến nghị với cấp có thẩm quyền.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"number": "40/MTTQ-BTT", "on": "2026-01-12", "to": "Chủ tịch Ủy ban nhân dân tỉnh"}))]
pub struct NewTakingUp {
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// When, not before it was sent, nor before the board has last asked.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2026-01-12")]
    on: NaiveDate,
    /// To whom, 1–300 characters.
    #[schema(inline)]
    to: Text<1, 300>,
}

/// Confirm a recommendation
///
/// Mặt trận xác nhận kiến nghị của Ban (Law 10/2022 Art. 40.2d, 45.1d): now it may be sent.
#[utoipa::path(tag = "Recommendations", operation_id = "confirm_board_recommendation",
    params(RecommendationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["recommendation:confirm"])),
    responses((status = 200, description = "The recommendation.", body = BoardRecommendation),
        (status = 409, description = "It was not submitted.", body = ProblemDocument)))]
#[post("/board-recommendations/{id}/confirm")]
async fn confirm_board_recommendation(
    caller: Caller<ConfirmRecommendation>,
    id: Path<RecommendationId>,
    if_match: IfMatch,
) -> Result<Answer> {
    let me = caller.scope().organisation;
    step(&caller, id.0, if_match, |row, today| {
        only(Some(row.director_id), me)?;
        rules::confirm(row, me, today)
    })
    .await
}

/// Give a recommendation back
///
/// Mặt trận trả lại, with the reason: the board may change it.
#[utoipa::path(tag = "Recommendations", operation_id = "return_board_recommendation", request_body = BoardRecommendationReturn,
    params(RecommendationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["recommendation:confirm"])),
    responses((status = 200, description = "The recommendation.", body = BoardRecommendation),
        (status = 409, description = "It was not submitted.", body = ProblemDocument)))]
#[post("/board-recommendations/{id}/return")]
async fn return_board_recommendation(
    caller: Caller<ConfirmRecommendation>,
    id: Path<RecommendationId>,
    if_match: IfMatch,
    new: Json<BoardRecommendationReturn>,
) -> Result<Answer> {
    let (me, reason) = (caller.scope().organisation, new.0.reason.into_string());
    step(&caller, id.0, if_match, |row, today| {
        only(Some(row.director_id), me)?;
        rules::give_back(row, reason, today)
    })
    .await
}

/// Take a recommendation up
///
/// Mặt trận, công đoàn đôn đốc việc giải quyết, kiến nghị với cấp có thẩm quyền, asked by the board or not (Law 10/2022 Art. 40.2d, 45.1d, 63.2c, 81.2c):
/// from its sending until it is closed, before an answer and after it, as often as need be. The time for the answer, and the answer, stay as they are.
#[utoipa::path(tag = "Recommendations", operation_id = "take_up_board_recommendation", request_body = NewTakingUp,
    params(RecommendationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["recommendation:confirm"])),
    responses((status = 200, description = "The recommendation.", body = BoardRecommendation),
        (status = 409, description = "It was not sent, or is closed.", body = ProblemDocument)))]
#[post("/board-recommendations/{id}/take-up")]
async fn take_up_board_recommendation(
    caller: Caller<ConfirmRecommendation>,
    id: Path<RecommendationId>,
    if_match: IfMatch,
    new: Json<NewTakingUp>,
) -> Result<Answer> {
    let me = caller.scope().organisation;
    let taking = TakingUp {
        number: new.0.number,
        on: new.0.on,
        to: new.0.to.into_string(),
    };
    step(&caller, id.0, if_match, |row, today| {
        only(Some(row.director_id), me)?;
        rules::take_up(row, taking, today)
    })
    .await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(confirm_board_recommendation)
        .service(return_board_recommendation)
        .service(take_up_board_recommendation);
}
