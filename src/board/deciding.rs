//! What the director decides: recognised or refused, told to the investor, and what becomes of it.

use actix_web::post;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    alone::{after_the_last, alike},
    course::{Fate, FateDecision},
    entity::{BoardState, Column, Entity, Model},
    ground::{Held, findings_of, hold, step, taken},
    member,
    rules::{self, BoardAction, Decision},
    view::InspectionBoard,
};
use crate::{
    access::{BoardId, BoardMemberId, Caller, EditBoard, RecogniseBoard, Tx},
    document::number::DocumentNumber,
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    organisation::line,
    said::in_english,
    text::{Paragraphs, Text},
};

/// Quyết định công nhận.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"number": "21/QĐ-MTTQ-BTT", "signed_on": "2025-10-09", "signer": "Lò Thị Phương", "explanation": "Bản Nà Đông sẽ bầu bổ sung."}))]
pub struct NewBoardRecognition {
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// The day it was signed; after 5 working days it is late (Law 10/2022 Art. 21.2; Decree 59/2023 Art. 21.1, 25.1).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-09")]
    signed_on: NaiveDate,
    /// Người ký, 1–200 characters.
    #[schema(inline)]
    signer: Text<1, 200>,
    /// Giải trình, 1–2000 characters: required where a finding asks for one.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    explanation: Option<Paragraphs<1, 2000>>,
}

/// Văn bản không công nhận.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"number": "22/MTTQ-BTT", "on": "2025-10-09", "reason": "Ông Lò Văn Ín là Trưởng bản."}))]
pub struct NewBoardRefusal {
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// The day it was signed; after 5 working days it is late.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-09")]
    on: NaiveDate,
    /// Lý do, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
    /// Whose election is refused, at most 100; all who wait where it is left out.
    #[serde(default)]
    #[schema(max_items = 100)]
    members: Vec<BoardMemberId>,
}

/// Thông báo cho chủ đầu tư.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"number": "30/MTTQ-BTT", "on": "2025-10-15", "starts_on": "2025-12-01"}))]
pub struct NewBoardNotice {
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// When it was sent; fewer than 45 days before `starts_on` is late (Law 10/2022 Art. 45.1b).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-15")]
    on: NaiveDate,
    /// The day the supervision begins.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-01")]
    starts_on: NaiveDate,
}

/// Quyết định về Ban khi sắp xếp.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"decision": "elect_anew", "number": "35/QĐ-MTTQ-BTT", "on": "2025-10-10", "by": "2025-12-31"}))]
pub struct NewBoardFate {
    /// What was decided.
    decision: FateDecision,
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// The day it was signed, not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-10")]
    on: NaiveDate,
    /// With `elect_anew`: by when, not before it was decided.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2025-12-31")]
    by: Option<NaiveDate>,
}

/// Recognise an election
///
/// Công nhận kết quả bầu, of all who are not recognised yet and whose result had come by the day it was signed. They serve from that day, and no sooner
/// than the term.
#[utoipa::path(tag = "Boards", operation_id = "recognise_inspection_board", request_body = NewBoardRecognition,
    params(BoardId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["board:recognise"])),
    responses((status = 200, description = "The board.", body = InspectionBoard),
        (status = 409, description = "`state_forbids`: nobody waits, or a finding blocks; the detail names the article. `already_exists`: another of the \
         kind is there, and is to be ended first; `existing_id` names it.", body = ProblemDocument)))]
#[post("/inspection-boards/{id}/recognise")]
async fn recognise_inspection_board(
    caller: Caller<RecogniseBoard>,
    id: Path<BoardId>,
    if_match: IfMatch,
    new: Json<NewBoardRecognition>,
) -> Result<Answer> {
    let tx = caller.begin().await?;
    let held = itself(&tx, id.0, if_match).await?;
    let held = by_then(&tx, held, new.0.signed_on).await?;
    alone(&tx, &held.board, new.0.signed_on.max(held.board.term_from)).await?;
    taken(tx, held, |held| recognised(held, new.0)).await
}

fn recognised(held: &mut Held, new: NewBoardRecognition) -> Result<()> {
    let by = held.board.organisation_id;
    let decision = Decision {
        number: new.number,
        on: new.signed_on,
    };
    let explanation = new.explanation.map(Paragraphs::into_string);
    rules::recognise(held, (decision, by), (new.signer.into_string(), explanation))
}

/// Leaves out whose result came after a day, where it came of others: a later decision is on them.
async fn by_then(tx: &Tx<RecogniseBoard>, held: Held, day: NaiveDate) -> Result<Held> {
    let kind = held.board.kind;
    let waiting = held.members.iter().filter(|member| member.is_pending());
    let first = waiting.map(|member| member.decided_since(kind)).min();
    // Of a day on which nobody's result had come the first is told.
    let day = first.map_or(day, |first| first.max(day));
    let late = |member: &member::Model| member.is_pending() && member.decided_since(kind) > day;
    if !held.members.iter().any(late) {
        return Ok(held);
    }
    let mut members = held.members;
    members.retain(|member| !late(member));
    Ok(Held {
        findings: findings_of(tx, &held.board, &members).await?,
        members,
        ..held
    })
}

/// The director alone decides, not who acts for it.
pub async fn itself(tx: &Tx<RecogniseBoard>, id: BoardId, if_match: IfMatch) -> Result<Held> {
    let held = hold(tx, id, if_match).await?;
    match held.board.organisation_id == tx.scope().organisation {
        true => Ok(held),
        false => Err(Problem::new(Code::NotYours)),
    }
}

/// 409 while another like it is there, whoever directs it; 422 for a day on which the last was. The host's row is locked, so that of two recognised at once
/// one is refused.
async fn alone(tx: &Tx<RecogniseBoard>, board: &Model, since: NaiveDate) -> Result<()> {
    // Where communes were merged, several go on by the Front's decision.
    if board.state != BoardState::Forming {
        return Ok(());
    }
    tx.hold::<line::Entity>(line::Column::Id.eq(board.host_id)).await?;
    let connection = tx.within_lock::<Entity>(board);
    let others = Entity::find()
        .filter(alike(board))
        .filter(Column::State.eq(BoardState::Recognised));
    match others.one(connection).await? {
        Some(other) => Err(Problem::new(Code::AlreadyExists)
            .detail(
                format!("Ban của nhiệm kỳ trước chưa kết thúc ({}).", board.kind.founding()),
                format!(
                    "The board before it has not ended ({}).",
                    in_english(board.kind.founding())
                ),
            )
            .existing(other.id)),
        None => after_the_last(board, "/signed_on", since, connection).await,
    }
}

/// Refuse an election
///
/// Không công nhận, trả lời bằng văn bản và nêu rõ lý do.
#[utoipa::path(tag = "Boards", operation_id = "refuse_inspection_board", request_body = NewBoardRefusal,
    params(BoardId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["board:recognise"])),
    responses((status = 200, description = "The board.", body = InspectionBoard),
        (status = 409, description = "Nobody waits to be recognised.", body = ProblemDocument)))]
#[post("/inspection-boards/{id}/refuse")]
async fn refuse_inspection_board(
    caller: Caller<RecogniseBoard>,
    id: Path<BoardId>,
    if_match: IfMatch,
    new: Json<NewBoardRefusal>,
) -> Result<Answer> {
    let tx = caller.begin().await?;
    let held = itself(&tx, id.0, if_match).await?;
    let reason = new.0.reason.into_string();
    let decision = Decision {
        number: new.0.number,
        on: new.0.on,
    };
    taken(tx, held, |held| rules::refuse(held, &new.0.members, decision, reason)).await
}

/// Tell the investor
///
/// Mặt trận thông báo cho chủ chương trình, chủ đầu tư kế hoạch giám sát và thành phần Ban, once (Law 10/2022 Art. 45.1b).
#[utoipa::path(tag = "Boards", operation_id = "notify_board_investor", request_body = NewBoardNotice,
    params(BoardId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["board:edit"])),
    responses((status = 200, description = "The board.", body = InspectionBoard),
        (status = 409, description = "It is no supervision board, is not recognised, or the investor was told.", body = ProblemDocument)))]
#[post("/inspection-boards/{id}/notify-investor")]
async fn notify_board_investor(
    caller: Caller<EditBoard>,
    id: Path<BoardId>,
    if_match: IfMatch,
    new: Json<NewBoardNotice>,
) -> Result<Answer> {
    let decision = Decision {
        number: new.0.number,
        on: new.0.on,
    };
    let starts_on = new.0.starts_on;
    step(&caller, id.0, if_match, |held| rules::notify(held, decision, starts_on)).await
}

/// Record what becomes of a board
///
/// Ghi quyết định của Mặt trận, công đoàn khi sắp xếp: continue, combine or elect anew.
#[utoipa::path(tag = "Boards", operation_id = "decide_board_fate", request_body = NewBoardFate,
    params(BoardId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["board:recognise"])),
    responses((status = 200, description = "The board.", body = InspectionBoard),
        (status = 409, description = "The board has ended.", body = ProblemDocument)))]
#[post("/inspection-boards/{id}/decide-fate")]
async fn decide_board_fate(
    caller: Caller<RecogniseBoard>,
    id: Path<BoardId>,
    if_match: IfMatch,
    new: Json<NewBoardFate>,
) -> Result<Answer> {
    let tx = caller.begin().await?;
    let held = itself(&tx, id.0, if_match).await?;
    taken(tx, held, |held| fated(held, new.0)).await
}

fn fated(held: &mut Held, new: NewBoardFate) -> Result<()> {
    BoardAction::DecideFate.require(&held.board, &held.members)?;
    let order = BoardAction::DecideFate.follows(held.board.kind);
    let before = held
        .board
        .course
        .fates
        .last()
        .map_or(held.board.term_from, |fate| fate.on);
    held.today.follows("/on", new.on, Some(before), order)?;
    let anew = new.decision == FateDecision::ElectAnew;
    if new.by.is_some() != anew || new.by.is_some_and(|by| by < new.on) {
        return Err(Problem::invalid(
            "/by",
            "unsuited",
            "Nêu thời hạn, từ ngày quyết định trở đi, khi bầu mới, và chỉ khi đó.",
            "A new election has a date, not before it was decided; nothing else has.",
        ));
    }
    held.board.course.fates.push(Fate {
        decision: new.decision,
        number: new.number,
        on: new.on,
        by: new.by,
    });
    Ok(())
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(recognise_inspection_board)
        .service(refuse_inspection_board)
        .service(notify_board_investor)
        .service(decide_board_fate);
}
