//! Feedback as the API takes and shows it, to the board and whoever directs it.

use actix_web::{get, post, put};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::entity::{Channel, Column, Entity, Model, Verification};
use crate::{
    access::{
        BoardId, Caller, Direction, EditFeedback, Event, FeedbackId, ListOrder, Look, ReadFeedback, Tx, put, told,
    },
    board::own::own_board,
    document::order::{Lawful, follows, out_of_step},
    http::{Answer, IfMatch, Json, Limit, Page, Path, ProblemDocument, Query, Result},
    text::{Paragraphs, Text},
};

/// Phản ánh, kiến nghị được tiếp nhận.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "received_on": "2025-12-05", "channel": "suggestion_box", "content": "Thu quỹ không có biên bản họp.", "giver": "Bà Lò Thị Hoa, bản Nà Khằm"
}))]
pub struct NewCitizenFeedback {
    /// When it was received, not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-05")]
    received_on: NaiveDate,
    /// Tiếp nhận bằng cách nào.
    channel: Channel,
    /// Nội dung, 1–10000 characters.
    #[schema(inline)]
    content: Paragraphs<1, 10_000>,
    /// Who gave it, 1–300 characters: encrypted, and shown to the board and whoever directs it alone.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    giver: Option<Text<1, 300>>,
    /// When it was written down, if that was without a network.
    #[serde(default, deserialize_with = "crate::http::some_instant")]
    #[schema(nullable = false)]
    recorded_at: Option<DateTime<Utc>>,
}

/// Kết quả xác minh.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-12-10", "confirmed": true, "findings": "Đúng như phản ánh; Ban kiến nghị xử lý."}))]
pub struct NewFeedbackVerification {
    /// When, not before it was received.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-10")]
    on: NaiveDate,
    /// Whether it is borne out.
    confirmed: bool,
    /// Kết quả xác minh, 1–5000 characters.
    #[schema(inline)]
    findings: Paragraphs<1, 5000>,
}

/// Thông báo cho người phản ánh.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-12-12"}))]
pub struct NewFeedbackReply {
    /// When whoever gave it was told in writing, not before it was verified.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-12")]
    on: NaiveDate,
}

/// Phản ánh, kiến nghị.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct CitizenFeedback {
    /// Its id.
    pub id: FeedbackId,
    /// The board.
    pub board_id: BoardId,
    /// When it was received.
    #[schema(example = "2025-12-05")]
    pub received_on: NaiveDate,
    /// Tiếp nhận bằng cách nào.
    pub channel: Channel,
    /// Nội dung.
    #[schema(example = "Thu quỹ không có biên bản họp.")]
    pub content: String,
    /// Who gave it: told where one is read, in no list and in no answer to a change.
    #[schema(nullable = false, example = "Bà Lò Thị Hoa, bản Nà Khằm")]
    pub giver: Option<String>,
    /// Xác minh.
    #[schema(nullable = false)]
    pub verification: Option<Verification>,
    /// When whoever gave it was told what came of it.
    #[schema(nullable = false, example = "2025-12-12")]
    pub told_on: Option<NaiveDate>,
    /// When it was written down, where that was without a network.
    #[schema(nullable = false)]
    pub recorded_at: Option<DateTime<Utc>>,
    /// What you may do next.
    pub allowed_actions: Vec<FeedbackAction>,
}

/// Việc có thể làm tiếp với phản ánh.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeedbackAction {
    /// Xác minh.
    Verify,
    /// Thông báo cho người phản ánh.
    Reply,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FeedbackQuery {
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// Record feedback
///
/// Ghi phản ánh, kiến nghị được tiếp nhận (Law 10/2022 Art. 38.7, 43.2d, 61.7, 78.6) under an id of the client's choosing: newly begun (201), or in place of
/// what was told of it before.
#[utoipa::path(tag = "Inspections", operation_id = "put_citizen_feedback", request_body = NewCitizenFeedback,
    params(("id" = FeedbackId, Path, description = "Id of the feedback, chosen by the client.", example = "0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9b41"),
        ("If-Match" = Option<String>, Header, description = "ETag last read; needed to change what is there.")),
    security(("bearer" = ["feedback:edit"])),
    responses((status = 200, description = "The feedback as saved.", body = CitizenFeedback),
        (status = 201, description = "The feedback, newly recorded.", body = CitizenFeedback),
        (status = 409, description = "The board is not recognised, or has ended; or it was verified.", body = ProblemDocument)))]
#[put("/citizen-feedback/{id}")]
async fn put_citizen_feedback(
    caller: Caller<EditFeedback>,
    id: Path<FeedbackId>,
    if_match: IfMatch,
    new: Json<NewCitizenFeedback>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let known = tx.known::<Entity>(id.0).await?;
    let row = written(&tx, id.0, known.as_ref(), new.0).await?;
    let put = put::<_, Entity>(&mut tx, known, row, if_match).await?;
    let answer = answer(&tx, put.row())?;
    let address = format!("/api/v1/citizen-feedback/{}", id.0);
    told::<_, Entity>(tx, put, answer, address).await
}

async fn written(
    tx: &Tx<EditFeedback>,
    id: FeedbackId,
    known: Option<&Model>,
    new: NewCitizenFeedback,
) -> Result<Model> {
    let board = own_board(tx).await?;
    let today = tx.clocks().legal.today();
    follows("/received_on", new.received_on, Some(board.term_from), today, RECEIVED)?;
    let keys = &tx.kernel().person_keys;
    let before = known.and_then(Model::sealed);
    let giver = keys.seal_name(id.0, new.giver.map(Text::into_string), before)?;
    let (giver_key, giver) = giver.map(|sealed| (sealed.key, sealed.content)).unzip();
    let row = Model {
        id,
        organisation_id: board.body_id,
        unit_id: board.unit_id,
        board_id: board.id,
        director_id: board.organisation_id,
        received_on: new.received_on,
        channel: new.channel,
        content: new.content.into_string(),
        giver_key,
        giver,
        verification: known.and_then(|known| known.verification.clone()),
        verified_on: known.and_then(|known| known.verified_on),
        told_on: known.and_then(|known| known.told_on),
        recorded_at: new.recorded_at,
        version: known.map_or(1, |known| known.version),
    };
    // What was verified is what was told.
    match known {
        Some(known) if known.verification.is_some() && *known != row => Err(out_of_step(VERIFIED)),
        _ => Ok(row),
    }
}

/// Who gave it.
fn giver_of(look: &impl Look, row: &Model) -> Result<Option<String>> {
    let keys = &look.kernel().person_keys;
    row.sealed().map(|sealed| keys.open_name(row.id.0, &sealed)).transpose()
}

/// Verify feedback
///
/// Ghi kết quả xác minh (Law 10/2022 Art. 38.4, 61.4, 78.4).
#[utoipa::path(tag = "Inspections", operation_id = "verify_citizen_feedback", request_body = NewFeedbackVerification,
    params(FeedbackId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["feedback:edit"])),
    responses((status = 200, description = "The feedback.", body = CitizenFeedback),
        (status = 409, description = "It was verified before.", body = ProblemDocument)))]
#[post("/citizen-feedback/{id}/verify")]
async fn verify_citizen_feedback(
    caller: Caller<EditFeedback>,
    id: Path<FeedbackId>,
    if_match: IfMatch,
    new: Json<NewFeedbackVerification>,
) -> Result<Answer> {
    let found = Verification {
        on: new.0.on,
        confirmed: new.0.confirmed,
        findings: new.0.findings.into_string(),
    };
    changed(caller, id.0, if_match, |row, today| {
        follows("/on", found.on, Some(row.received_on), today, VERIFIED)?;
        FeedbackAction::Verify.require(row)?;
        row.verified_on = Some(found.on);
        row.verification = Some(found);
        Ok(())
    })
    .await
}

/// Tell whoever gave feedback
///
/// Ghi việc thông báo kết quả bằng văn bản (Decree 59/2023 Art. 14.2c, 18.2d, 22.2b, 26.2d).
#[utoipa::path(tag = "Inspections", operation_id = "answer_citizen_feedback", request_body = NewFeedbackReply,
    params(FeedbackId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["feedback:edit"])),
    responses((status = 200, description = "The feedback.", body = CitizenFeedback),
        (status = 409, description = "It was not verified, or they were told before.", body = ProblemDocument)))]
#[post("/citizen-feedback/{id}/reply")]
async fn answer_citizen_feedback(
    caller: Caller<EditFeedback>,
    id: Path<FeedbackId>,
    if_match: IfMatch,
    new: Json<NewFeedbackReply>,
) -> Result<Answer> {
    let on = new.0.on;
    changed(caller, id.0, if_match, |row, today| {
        FeedbackAction::Reply.require(row)?;
        follows("/on", on, row.verified_on, today, TOLD)?;
        row.told_on = Some(on);
        Ok(())
    })
    .await
}

async fn changed(
    caller: Caller<EditFeedback>,
    id: FeedbackId,
    if_match: IfMatch,
    change: impl FnOnce(&mut Model, NaiveDate) -> Result<()>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let today = tx.clocks().legal.today();
    let row = tx.edit::<Entity>(id, if_match, |row| change(row, today)).await?;
    let answer = answer(&tx, &row)?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

/// What comes before whatever a board receives, and where the law has it received.
const RECEIVED: Lawful = (
    "Ban tiếp nhận phản ánh từ khi được thành lập",
    "A board receives feedback once there is one",
    "Luật 10/2022/QH15 Điều 38.4, 61.4, 78.4",
);

/// What is refused of feedback that was verified, and where the law has the board verify it.
const VERIFIED: Lawful = (
    "Phản ánh đã được xem xét, xác minh không sửa nữa",
    "Feedback that was verified is not changed any more",
    "Luật 10/2022/QH15 Điều 38.4, 61.4, 78.4",
);

/// What is refused of an answer, and where the decree has whoever gave the feedback told.
const TOLD: Lawful = (
    "Thông báo kết quả một lần, sau khi xác minh",
    "The result is told once, after the verification",
    "Nghị định 59/2023/NĐ-CP Điều 14.2c, 18.2d, 22.2b, 26.2d",
);

impl FeedbackAction {
    const fn fits(self, row: &Model) -> bool {
        match self {
            Self::Verify => row.verification.is_none(),
            Self::Reply => row.verification.is_some() && row.told_on.is_none(),
        }
    }

    fn require(self, row: &Model) -> Result<()> {
        match self.fits(row) {
            true => Ok(()),
            false => Err(out_of_step(match self {
                Self::Verify => VERIFIED,
                Self::Reply => TOLD,
            })),
        }
    }
}

/// List feedback
///
/// Phản ánh, kiến nghị mà Ban đã tiếp nhận, the latest first: of one's own board, or of those one directs. Without who gave it.
#[utoipa::path(tag = "Inspections", operation_id = "list_citizen_feedback", params(FeedbackQuery),
    security(("bearer" = ["feedback:read"])),
    responses((status = 200, description = "A page of feedback.", body = Page<CitizenFeedback>)))]
#[get("/citizen-feedback")]
async fn list_citizen_feedback(caller: Caller<ReadFeedback>, query: Query<FeedbackQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "received_on",
        columns: vec![Column::ReceivedOn],
        direction: Direction::Descending,
    };
    let found = caller.find::<Entity>();
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    Answer::page(&page.map(|row| (view(&caller, &row, None), row.version)))
}

/// Get feedback
///
/// With who gave it.
#[utoipa::path(tag = "Inspections", operation_id = "get_citizen_feedback", params(FeedbackId),
    security(("bearer" = ["feedback:read"])),
    responses((status = 200, description = "The feedback.", body = CitizenFeedback)))]
#[get("/citizen-feedback/{id}")]
async fn get_citizen_feedback(caller: Caller<ReadFeedback>, id: Path<FeedbackId>) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    Answer::record(&view(&caller, &row, giver_of(&caller, &row)?), row.version)
}

fn view(look: &impl Look, row: &Model, giver: Option<String>) -> CitizenFeedback {
    let own = row.organisation_id == look.scope().organisation && look.may::<EditFeedback>();
    let all = [FeedbackAction::Verify, FeedbackAction::Reply].into_iter();
    CitizenFeedback {
        id: row.id,
        board_id: row.board_id,
        received_on: row.received_on,
        channel: row.channel,
        content: row.content.clone(),
        giver,
        verification: row.verification.clone(),
        told_on: row.told_on,
        recorded_at: row.recorded_at,
        allowed_actions: all.filter(|action| own && action.fits(row)).collect(),
    }
}

/// One piece of feedback as it was written, with its `ETag`. Answers are kept for whoever repeats a request, and who gave it is kept sealed alone.
fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    Answer::record(&view(look, row, None), row.version)
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_citizen_feedback)
        .service(list_citizen_feedback)
        .service(get_citizen_feedback)
        .service(verify_citizen_feedback)
        .service(answer_citizen_feedback);
}
