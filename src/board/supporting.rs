//! Recording what a board is given for its work.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    course::Support,
    ground::{Held, step},
    rules::BoardAction,
    view::InspectionBoard,
};
use crate::{
    access::{BoardId, Caller, EditBoard},
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result, amount},
    text::Text,
};

/// Kinh phí hỗ trợ.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-12-15", "amount": 5_000_000, "from": "Ủy ban nhân dân phường Đoàn Kết"}))]
pub struct NewBoardSupport {
    /// When, in the board's time and not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-15")]
    on: NaiveDate,
    /// How much, in đồng.
    #[schema(minimum = 0, maximum = 10_000_000_000_000_i64)]
    amount: u64,
    /// From whom, 1–300 characters.
    #[schema(inline)]
    from: Text<1, 300>,
}

/// Record support
///
/// Ghi kinh phí hỗ trợ hoạt động của Ban (Law 10/2022 Art. 40.2e, 63.2đ, 81.2đ), each time it is given.
#[utoipa::path(tag = "Boards", operation_id = "record_board_support", request_body = NewBoardSupport,
    params(BoardId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["board:edit"])),
    responses((status = 200, description = "The board.", body = InspectionBoard),
        (status = 409, description = "The board is not recognised, or has ended.", body = ProblemDocument)))]
#[post("/inspection-boards/{id}/record-support")]
async fn record_board_support(
    caller: Caller<EditBoard>,
    id: Path<BoardId>,
    if_match: IfMatch,
    new: Json<NewBoardSupport>,
) -> Result<Answer> {
    let support = Support {
        on: new.0.on,
        amount: amount("/amount", new.0.amount)?,
        from: new.0.from.into_string(),
    };
    step(&caller, id.0, if_match, |held| given(held, support)).await
}

fn given(held: &mut Held, support: Support) -> Result<()> {
    BoardAction::RecordSupport.require(&held.board, &held.members)?;
    let order = BoardAction::RecordSupport.follows(held.board.kind);
    held.today
        .follows("/on", support.on, Some(held.board.term_from), order)?;
    held.board.course.supports.push(support);
    Ok(())
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(record_board_support);
}
