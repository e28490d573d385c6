//! How a decision of the people is undone.

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    api::PeopleDecision,
    entity::{Entity, Model, Undoing, UndoingGround},
};
use crate::{
    access::{Caller, DecideMeasure, Event, PeopleDecisionId},
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    measure::kept::answer,
    text::Paragraphs,
};

/// Bãi bỏ, sửa đổi, thay thế.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"ground": "wrong_procedure", "reason": "Mức thu không có trong biên bản họp."}))]
pub struct NewDecisionUndoing {
    /// Why.
    ground: UndoingGround,
    /// Lý do, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Undo a decision of the people
///
/// Ghi việc bãi bỏ quyết định của cộng đồng dân cư (Law 10/2022 Art. 22), by the leader of the commune's committee, or as the people have decided.
#[utoipa::path(tag = "Measures", operation_id = "undo_people_decision", request_body = NewDecisionUndoing,
    params(PeopleDecisionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["measure:decide"])),
    responses((status = 200, description = "The decision.", body = PeopleDecision),
        (status = 409, description = "It was not passed, or undone before.", body = ProblemDocument)))]
#[post("/people-decisions/{id}/undo")]
async fn undo_people_decision(
    caller: Caller<DecideMeasure>,
    id: Path<PeopleDecisionId>,
    if_match: IfMatch,
    new: Json<NewDecisionUndoing>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let undone = Undoing {
        on: tx.clocks().legal.today(),
        ground: new.0.ground,
        reason: new.0.reason.into_string(),
    };
    let row = tx.edit::<Entity>(id.0, if_match, |row| undo(row, undone)).await?;
    let answer = answer::<Entity>(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

fn undo(row: &mut Model, undone: Undoing) -> Result<()> {
    if !row.passed || row.undone_on.is_some() {
        return Err(Problem::new(Code::StateForbids));
    }
    row.undone_on = Some(undone.on);
    row.course.undone = Some(undone);
    Ok(())
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(undo_people_decision);
}
