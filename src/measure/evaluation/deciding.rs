//! Whoever is above decides.

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    above::require_right_above,
    api::Evaluation,
    entity::{Entity, EvaluationDecision, Model, Rating},
};
use crate::{
    access::{Caller, DecideEvaluation, EvaluationId, Event},
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    measure::kept::answer,
    text::{Paragraphs, Text},
};

/// Quyết định xếp loại.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"rating": "good", "reason": "Công khai đủ 14 nhóm; một nội dung chậm.", "document": "Thông báo số 77/TB-UBND"}))]
pub struct NewEvaluationDecision {
    /// Mức xếp loại.
    rating: Rating,
    /// Nhận xét, lý do, 1–5000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 5000>,
    /// Quyết định, thông báo, 1–300 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    document: Option<Text<1, 300>>,
}

/// Decide on an evaluation
///
/// Quyết định xếp loại by the leader of whoever is right above: manages the organisation, or else is the committee above it. From then on it stays as it is.
#[utoipa::path(tag = "Measures", operation_id = "decide_evaluation", request_body = NewEvaluationDecision,
    params(EvaluationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["evaluation:decide"])),
    responses((status = 200, description = "The evaluation.", body = Evaluation),
        (status = 409, description = "It was decided on.", body = ProblemDocument)))]
#[post("/evaluations/{id}/decide")]
async fn decide_evaluation(
    caller: Caller<DecideEvaluation>,
    id: Path<EvaluationId>,
    if_match: IfMatch,
    new: Json<NewEvaluationDecision>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    require_right_above(&tx, id.0).await?;
    let decision = EvaluationDecision {
        by: tx.principal().organisation,
        on: tx.clocks().legal.today(),
        rating: new.0.rating,
        reason: new.0.reason.into_string(),
        document: new.0.document.map(Text::into_string),
    };
    let row = tx.edit::<Entity>(id.0, if_match, |row| decide(row, decision)).await?;
    let answer = answer::<Entity>(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

fn decide(row: &mut Model, decision: EvaluationDecision) -> Result<()> {
    if row.decided_on.is_some() {
        return Err(Problem::new(Code::StateForbids));
    }
    row.rating = Some(decision.rating);
    row.decided_on = Some(decision.on);
    row.course.decision = Some(decision);
    Ok(())
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(decide_evaluation);
}
