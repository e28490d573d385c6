//! Writing a recommendation, submitting it to the Front, and taking it back.

use actix_web::{patch, post};
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    course::Course,
    entity::{Entity, Model, RecommendationKind, RecommendationState},
    ground::step,
    rules::{self, RecommendationAction},
    view::{self, BoardRecommendation},
};
use crate::{
    access::{Caller, EditRecommendation, Event, Look, OrganisationId, RecommendationId, Tx, fresh},
    board::{
        entity as board,
        own::{own_led_board, within_reach},
    },
    http::{Answer, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    text::{Paragraphs, Text},
};

/// Kiến nghị mới.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "kind": "remedy", "title": "Khắc phục đoạn đường sụt lún ở bản Nà Khằm", "content": "Đề nghị khắc phục trước mùa mưa.",
    "addressee": "536fe4ab-f100-538c-adde-d78e3d0be4ca"
}))]
pub struct NewBoardRecommendation {
    /// Kiến nghị về việc gì.
    kind: RecommendationKind,
    /// Tên, 1–300 characters.
    #[schema(inline)]
    title: Text<1, 300>,
    /// Nội dung, 1–10000 characters.
    #[schema(inline)]
    content: Paragraphs<1, 10_000>,
    /// Whom it is for: an organisation of the board's unit or of one above it. This or `addressee_name`.
    #[serde(default)]
    #[schema(nullable = false)]
    addressee: Option<OrganisationId>,
    /// Whom it is for, where danchu does not know them, 1–300 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    addressee_name: Option<Text<1, 300>>,
    /// By when an answer is asked for, from today on. The commune's committee, the head of the agency and the management of the enterprise have the 15
    /// days of the law instead.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2026-02-28")]
    answer_by: Option<NaiveDate>,
}

/// Thay đổi kiến nghị đang soạn: only what is named changes (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"title": "Khắc phục hai đoạn đường sụt lún ở bản Nà Khằm"}))]
pub struct BoardRecommendationChange {
    /// Kiến nghị về việc gì.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(nullable = false)]
    kind: Option<RecommendationKind>,
    /// Tên, 1–300 characters.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    title: Option<Text<1, 300>>,
    /// Nội dung, 1–10000 characters.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    content: Option<Paragraphs<1, 10_000>>,
}

/// Rút kiến nghị.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Việc đã được giải quyết."}))]
pub struct BoardRecommendationWithdrawal {
    /// Lý do, 1–500 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 500>,
}

/// Write a recommendation
///
/// Soạn kiến nghị của Ban, by the board itself. Nobody but the board and whoever directs it sees it before it was sent.
#[utoipa::path(tag = "Recommendations", operation_id = "create_board_recommendation", request_body = NewBoardRecommendation,
    security(("bearer" = ["recommendation:edit"])),
    responses((status = 201, description = "The recommendation.", body = BoardRecommendation),
        (status = 409, description = "`state_forbids`: the board is not recognised, has no head, or has ended.", body = ProblemDocument)))]
#[post("/board-recommendations")]
async fn create_board_recommendation(
    caller: Caller<EditRecommendation>,
    new: Json<NewBoardRecommendation>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = written(&tx, new.0).await?;
    let row = tx.add::<Entity>(row).await?;
    let address = format!("/api/v1/board-recommendations/{}", row.id);
    let answer = view::answer(&tx, &row).await?.created(address);
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn written(tx: &Tx<EditRecommendation>, new: NewBoardRecommendation) -> Result<Model> {
    let board = own_led_board(tx).await?;
    let addressee_id = addressee(tx, &board, new.addressee, new.addressee_name.is_some()).await?;
    let today = tx.clocks().legal.today();
    if new.answer_by.is_some_and(|by| by < today) {
        return Err(Problem::invalid(
            "/answer_by",
            "out_of_range",
            "Không được trước hôm nay.",
            "It must not come before today.",
        ));
    }
    Ok(Model {
        id: fresh(),
        organisation_id: board.body_id,
        body_id: board.body_id,
        unit_id: board.unit_id,
        origin_unit_id: board.unit_id,
        board_id: board.id,
        board_kind: board.kind,
        director_id: board.organisation_id,
        host_id: board.host_id,
        kind: new.kind,
        title: new.title.into_string(),
        content: new.content.into_string(),
        addressee_id,
        addressee_name: new.addressee_name.map(Text::into_string),
        answer_by: new.answer_by,
        state: RecommendationState::Draft,
        begun_on: today,
        sent_on: None,
        due_on: None,
        answered_on: None,
        reminded_days: None,
        course: Course::default(),
        version: 1,
    })
}

/// 422 unless it is for an organisation of the board's unit or of one above it, or for somebody by name.
async fn addressee(
    look: &impl Look,
    board: &board::Model,
    id: Option<OrganisationId>,
    named: bool,
) -> Result<Option<OrganisationId>> {
    if id.is_some() == named {
        return Err(Problem::invalid(
            "/addressee",
            "required",
            "Nêu cơ quan nhận hoặc tên nơi nhận, một trong hai.",
            "Name the organisation it is for, or somebody by name: one of the two.",
        ));
    }
    match id {
        Some(id) => Ok(Some(within_reach(look, board, id, "/addressee").await?)),
        None => Ok(None),
    }
}

/// Change a recommendation
///
/// Sửa kiến nghị đang soạn; what was submitted or sent is not changed.
#[utoipa::path(tag = "Recommendations", operation_id = "change_board_recommendation", request_body = BoardRecommendationChange,
    params(RecommendationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["recommendation:edit"])),
    responses((status = 200, description = "The recommendation.", body = BoardRecommendation),
        (status = 409, description = "It is no draft any more.", body = ProblemDocument)))]
#[patch("/board-recommendations/{id}")]
async fn change_board_recommendation(
    caller: Caller<EditRecommendation>,
    id: Path<RecommendationId>,
    if_match: IfMatch,
    change: Json<BoardRecommendationChange>,
) -> Result<Answer> {
    step(&caller, id.0, if_match, |row, today| {
        RecommendationAction::Change.require(row, today.day)?;
        change.0.apply(row);
        Ok(())
    })
    .await
}

impl BoardRecommendationChange {
    fn apply(self, row: &mut Model) {
        if let Some(kind) = self.kind {
            row.kind = kind;
        }
        if let Some(title) = self.title {
            row.title = title.into_string();
        }
        if let Some(content) = self.content {
            row.content = content.into_string();
        }
    }
}

/// Submit a recommendation to the Front
///
/// Trình Mặt trận xác nhận; boards of communes alone (Law 10/2022 Art. 40.2d, 45.1d).
#[utoipa::path(tag = "Recommendations", operation_id = "submit_board_recommendation",
    params(RecommendationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["recommendation:edit"])),
    responses((status = 200, description = "The recommendation.", body = BoardRecommendation),
        (status = 409, description = "It is no draft any more, or needs no confirmation.", body = ProblemDocument)))]
#[post("/board-recommendations/{id}/submit")]
async fn submit_board_recommendation(
    caller: Caller<EditRecommendation>,
    id: Path<RecommendationId>,
    if_match: IfMatch,
) -> Result<Answer> {
    step(&caller, id.0, if_match, rules::submit).await
}

/// Withdraw a recommendation
///
/// Rút kiến nghị, with the reason, before it is sent.
#[utoipa::path(tag = "Recommendations", operation_id = "withdraw_board_recommendation", request_body = BoardRecommendationWithdrawal,
    params(RecommendationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["recommendation:edit"])),
    responses((status = 200, description = "The recommendation.", body = BoardRecommendation),
        (status = 409, description = "It was sent.", body = ProblemDocument)))]
#[post("/board-recommendations/{id}/withdraw")]
async fn withdraw_board_recommendation(
    caller: Caller<EditRecommendation>,
    id: Path<RecommendationId>,
    if_match: IfMatch,
    new: Json<BoardRecommendationWithdrawal>,
) -> Result<Answer> {
    let reason = new.0.reason.into_string();
    step(&caller, id.0, if_match, |row, today| {
        rules::withdraw(row, reason, today)
    })
    .await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(create_board_recommendation)
        .service(change_board_recommendation)
        .service(submit_board_recommendation)
        .service(withdraw_board_recommendation);
}
