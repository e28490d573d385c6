//! What ends a board: its members serve no longer, what it has sent is left to its director, and the rest is taken back.

use actix_web::post;
use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    course::{Dissolution, DissolutionGround},
    deciding::itself,
    entity::Model,
    feedback::entity as feedback,
    ground::taken,
    inspection::entity as inspection,
    plan::entity as plan,
    project::entity as project,
    recommendation::{entity as recommendation, outlive},
    rules,
    view::InspectionBoard,
};
use crate::{
    access::{BoardId, Caller, RecogniseBoard, Tx},
    document::order::out_of_range,
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    said::in_english,
    text::Paragraphs,
};

/// Giải thể, kết thúc.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ground": "combined", "on": "2025-12-31", "reason": "Hợp nhất theo Quyết định 35/QĐ-MTTQ-BTT."}))]
pub struct NewBoardDissolution {
    /// Căn cứ.
    ground: DissolutionGround,
    /// The first day it no longer exists, not after today; with `term_over` not before the day on which the term ends.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-31")]
    on: NaiveDate,
    /// Lý do, 1–500 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 500>,
}

/// End a board
///
/// Giải thể, kết thúc: its members serve no longer, and the organisation it was is closed. What it has sent is followed up by
/// whoever directed it; what it has not is withdrawn.
#[utoipa::path(tag = "Boards", operation_id = "dissolve_inspection_board", request_body = NewBoardDissolution,
    params(BoardId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["board:recognise"])),
    responses((status = 200, description = "The board.", body = InspectionBoard),
        (status = 409, description = "It has ended.", body = ProblemDocument)))]
#[post("/inspection-boards/{id}/dissolve")]
async fn dissolve_inspection_board(
    caller: Caller<RecogniseBoard>,
    id: Path<BoardId>,
    if_match: IfMatch,
    new: Json<NewBoardDissolution>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let held = itself(&tx, id.0, if_match).await?;
    let end = Dissolution {
        ground: new.0.ground,
        on: new.0.on,
        reason: new.0.reason.into_string(),
    };
    require_finished(&tx, &held.board, &end).await?;
    after_its_work(&tx, &held.board, end.on).await?;
    leave(&mut tx, &held.board, &end).await?;
    taken(tx, held, |held| rules::dissolve(held, end)).await
}

/// 422 for an end before something the board did, or was told.
async fn after_its_work(tx: &Tx<RecogniseBoard>, board: &Model, end: NaiveDate) -> Result<()> {
    let made = inspection::Column::BoardId.eq(board.id);
    let inspected = tx.find::<inspection::Entity>().filter(made).all().await?;
    let inspected = inspected.iter().filter_map(|row| row.ended_on);
    let issued = plan::Column::BoardId.eq(board.id);
    let issued = tx.find::<plan::Entity>().filter(issued).all().await?;
    let sent = recommendation::Column::BoardId.eq(board.id);
    let sent = tx.find::<recommendation::Entity>().filter(sent).all().await?;
    let sent = sent.iter().filter_map(|row| row.sent_on);
    let heard = feedback::Column::BoardId.eq(board.id);
    let heard = tx.find::<feedback::Entity>().filter(heard).all().await?;
    let heard = heard.iter().map(|row| row.verified_on.unwrap_or(row.received_on));
    let issued = issued.iter().filter_map(|row| row.issued_on);
    let last = inspected.chain(issued).chain(sent).chain(heard).max();
    match last.filter(|last| end < *last) {
        None => Ok(()),
        Some(last) => Err(out_of_range(
            "/on",
            format!("Ban còn hoạt động đến ngày {last} ({}).", board.kind.founding()),
            format!(
                "The board was at work until {last} ({}).",
                in_english(board.kind.founding())
            ),
        )),
    }
}

/// 409 where a project is said to be finished that goes on.
async fn require_finished(tx: &Tx<RecogniseBoard>, board: &Model, end: &Dissolution) -> Result<()> {
    let (DissolutionGround::ProjectFinished, Some(id)) = (end.ground, board.project_id) else {
        return Ok(());
    };
    let project = tx.find::<project::Entity>().by_ids([id]).one().await?;
    match project
        .and_then(|project| project.ended_on)
        .is_some_and(|ended| ended <= end.on)
    {
        true => Ok(()),
        false => Err(Problem::new(Code::StateForbids).detail(
            "Chương trình, dự án chưa kết thúc vào ngày đó; hãy ghi ngày kết thúc của dự án trước (Luật 10/2022/QH15 Điều 41.1).",
            "The project has not ended by that day; record its end first (Law 10/2022/QH15 Art. 41.1).",
        )),
    }
}

/// Leaves what was sent to the director, and takes the rest back.
async fn leave(tx: &mut Tx<RecogniseBoard>, board: &Model, end: &Dissolution) -> Result<()> {
    for row in tx
        .hold::<recommendation::Entity>(recommendation::Column::BoardId.eq(board.id))
        .await?
    {
        let mut left = row.clone();
        outlive(&mut left, end);
        if left != row {
            tx.save::<recommendation::Entity>(&row, left).await?;
        }
    }
    Ok(())
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(dissolve_inspection_board);
}
