//! What the addressee does: receive and answer. Where they do it on paper, the board records it.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    course::{Outcome, Receipt, RecommendationAnswer},
    entity::Entity,
    ground::{only, step, told},
    rules,
    view::BoardRecommendation,
};
use crate::{
    access::{
        AnswerRecommendation, AttachmentId, Caller, EditRecommendation, Permission, ReceiveRecommendation,
        RecommendationId, Tx,
    },
    attachment::attached::uploaded,
    document::{number::DocumentNumber, step::Today},
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    text::Paragraphs,
};

/// Tiếp nhận kiến nghị.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-12-15"}))]
pub struct NewRecommendationReceipt {
    /// When it was received, not before it was sent: the 15 days of the law begin.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-15")]
    on: NaiveDate,
}

/// Trả lời kiến nghị.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "outcome": "accepted", "explanation": "Đã yêu cầu đơn vị thi công khắc phục.", "number": "215/UBND-KT", "on": "2025-12-20"
}))]
pub struct NewRecommendationAnswer {
    /// What comes of it.
    outcome: Outcome,
    /// Giải trình, 1–5000 characters.
    #[schema(inline)]
    explanation: Paragraphs<1, 5000>,
    /// Số, ký hiệu.
    #[serde(default)]
    #[schema(nullable = false)]
    number: Option<DocumentNumber>,
    /// When it was answered, not before it was received.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-20")]
    on: NaiveDate,
    /// Minh chứng: a file your organisation has uploaded.
    #[serde(default)]
    #[schema(nullable = false)]
    file: Option<AttachmentId>,
}

/// Receive a recommendation
///
/// Ghi nhận đã tiếp nhận kiến nghị, by whomever it is for. Their 15 days begin (Law 10/2022 Art. 40.1c, 45.2c, 63.1c, 81.1d).
#[utoipa::path(tag = "Recommendations", operation_id = "receive_board_recommendation", request_body = NewRecommendationReceipt,
    params(RecommendationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["recommendation:receive"])),
    responses((status = 200, description = "The recommendation.", body = BoardRecommendation),
        (status = 409, description = "It was received before.", body = ProblemDocument)))]
#[post("/board-recommendations/{id}/receive")]
async fn receive_board_recommendation(
    caller: Caller<ReceiveRecommendation>,
    id: Path<RecommendationId>,
    if_match: IfMatch,
    new: Json<NewRecommendationReceipt>,
) -> Result<Answer> {
    let me = caller.principal().organisation;
    let receipt = Receipt {
        on: new.0.on,
        by_addressee: true,
    };
    step(&caller, id.0, if_match, |row, today| {
        only(row.addressee_id, me)?;
        rules::receive(row, receipt, today)
    })
    .await
}

/// Record that a recommendation was received
///
/// Ban ghi nhận nơi nhận đã tiếp nhận, where they do not say so themselves. Of an organisation in the register, the 15 days then begin today.
#[utoipa::path(tag = "Recommendations", operation_id = "record_recommendation_receipt", request_body = NewRecommendationReceipt,
    params(RecommendationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["recommendation:edit"])),
    responses((status = 200, description = "The recommendation.", body = BoardRecommendation),
        (status = 409, description = "It was not sent, or was received before.", body = ProblemDocument)))]
#[post("/board-recommendations/{id}/record-receipt")]
async fn record_recommendation_receipt(
    caller: Caller<EditRecommendation>,
    id: Path<RecommendationId>,
    if_match: IfMatch,
    new: Json<NewRecommendationReceipt>,
) -> Result<Answer> {
    let receipt = Receipt {
        on: new.0.on,
        by_addressee: false,
    };
    step(&caller, id.0, if_match, |row, today| {
        rules::receive(row, receipt, today)
    })
    .await
}

/// Answer a recommendation
///
/// Trả lời kiến nghị, once, by whomever it is for; after their time it is late. What the board has recorded of an answer makes way for it.
#[utoipa::path(tag = "Recommendations", operation_id = "answer_board_recommendation", request_body = NewRecommendationAnswer,
    params(RecommendationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["recommendation:answer"])),
    responses((status = 200, description = "The recommendation.", body = BoardRecommendation),
        (status = 409, description = "It was not received, or was answered before.", body = ProblemDocument)))]
#[post("/board-recommendations/{id}/answer")]
async fn answer_board_recommendation(
    caller: Caller<AnswerRecommendation>,
    id: Path<RecommendationId>,
    if_match: IfMatch,
    new: Json<NewRecommendationAnswer>,
) -> Result<Answer> {
    let tx = caller.begin().await?;
    answered(tx, id.0, if_match, new.0, true).await
}

/// Record the answer to a recommendation
///
/// Ban ghi trả lời nhận được bằng văn bản, where the addressee does not answer here.
#[utoipa::path(tag = "Recommendations", operation_id = "record_recommendation_answer", request_body = NewRecommendationAnswer,
    params(RecommendationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["recommendation:edit"])),
    responses((status = 200, description = "The recommendation.", body = BoardRecommendation),
        (status = 409, description = "It was not received, or was answered before.", body = ProblemDocument)))]
#[post("/board-recommendations/{id}/record-answer")]
async fn record_recommendation_answer(
    caller: Caller<EditRecommendation>,
    id: Path<RecommendationId>,
    if_match: IfMatch,
    new: Json<NewRecommendationAnswer>,
) -> Result<Answer> {
    let tx = caller.begin().await?;
    answered(tx, id.0, if_match, new.0, false).await
}

async fn answered<P: Permission>(
    mut tx: Tx<P>,
    id: RecommendationId,
    if_match: IfMatch,
    new: NewRecommendationAnswer,
    by_addressee: bool,
) -> Result<Answer> {
    let before = tx.lock_matching::<Entity>(id, if_match).await?;
    if by_addressee && before.addressee_id != Some(tx.scope().organisation) {
        return Err(Problem::new(Code::NotYours));
    }
    let file = uploaded(&tx, new.file, "/file").await?;
    let answer = RecommendationAnswer {
        outcome: new.outcome,
        explanation: new.explanation.into_string(),
        number: new.number,
        on: new.on,
        late: None,
        by_addressee,
        file,
    };
    let mut after = before.clone();
    rules::answer(&mut after, answer, &Today::of(&tx).await?)?;
    let row = tx.save::<Entity>(&before, after).await?;
    told(tx, &row).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(receive_board_recommendation)
        .service(record_recommendation_receipt)
        .service(answer_board_recommendation)
        .service(record_recommendation_answer);
}
