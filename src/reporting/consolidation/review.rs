//! The committee above accepts a consolidation, or returns it.

use actix_web::post;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{ConsolidationState, Entity, Model},
    rules::ConsolidationAction,
    view::{self, ReportConsolidation},
};
use crate::{
    access::{Caller, ConsolidationId, Event, ReviewConsolidation, Tx},
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    reporting::submission::four_eyes,
    text::Paragraphs,
};

/// Trả lại báo cáo tổng hợp.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Chưa giải trình số liệu giảm so với kỳ trước."}))]
pub struct ConsolidationReturn {
    /// Why, 1–4000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 4000>,
}

/// Accept a consolidation
///
/// Tiếp nhận báo cáo tổng hợp của cấp dưới. Nobody accepts what they signed themselves.
#[utoipa::path(tag = "Reporting", operation_id = "accept_report_consolidation",
    params(ConsolidationId, ("If-Match" = String, Header, description = "The consolidation's `ETag`.")),
    security(("bearer" = ["consolidation:review"])),
    responses((status = 200, description = "The accepted consolidation.", body = ReportConsolidation),
        (status = 409, description = "It does not wait for a decision.", body = ProblemDocument)))]
#[post("/report-consolidations/{id}/accept")]
async fn accept_report_consolidation(
    caller: Caller<ReviewConsolidation>,
    id: Path<ConsolidationId>,
    if_match: IfMatch,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = received(&tx, id.0, if_match, ConsolidationAction::Accept).await?;
    let after = decided(&tx, &before, ConsolidationState::Accepted);
    let row = tx.save::<Entity>(&before, after).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

/// Return a consolidation
///
/// Trả lại báo cáo tổng hợp: the committee below mends it and signs it again.
#[utoipa::path(tag = "Reporting", operation_id = "return_report_consolidation", request_body = ConsolidationReturn,
    params(ConsolidationId, ("If-Match" = String, Header, description = "The consolidation's `ETag`.")),
    security(("bearer" = ["consolidation:review"])),
    responses((status = 200, description = "The returned consolidation.", body = ReportConsolidation),
        (status = 409, description = "It does not wait for a decision.", body = ProblemDocument)))]
#[post("/report-consolidations/{id}/return")]
async fn return_report_consolidation(
    caller: Caller<ReviewConsolidation>,
    id: Path<ConsolidationId>,
    if_match: IfMatch,
    returned: Json<ConsolidationReturn>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = received(&tx, id.0, if_match, ConsolidationAction::Return).await?;
    let mut after = decided(&tx, &before, ConsolidationState::Returned);
    after.reason = Some(returned.0.reason.to_string());
    let row = tx.save::<Entity>(&before, after).await?;
    let answer = view::answer(&tx, &row).await?;
    let event = Event::on::<Entity>(&row).because(returned.0.reason.as_str());
    tx.commit(event, answer).await
}

/// The consolidation, locked for whoever receives it: 404, 403, 412, 409 as the case may be.
async fn received(
    tx: &Tx<ReviewConsolidation>,
    id: ConsolidationId,
    if_match: IfMatch,
    action: ConsolidationAction,
) -> Result<Model> {
    let visible = tx.find::<Entity>().by_id(id).await?;
    let mine = visible.receiver_id.is_some_and(|receiver| tx.scope().owns(receiver));
    if !mine {
        return Err(Problem::new(Code::NotYours));
    }
    let row = tx.lock_matching::<Entity>(id, if_match).await?;
    action.require(&row)?;
    match row.signed_by {
        Some(signer) => four_eyes(tx.identity().account, signer).map(|()| row),
        None => Ok(row),
    }
}

fn decided(tx: &Tx<ReviewConsolidation>, before: &Model, state: ConsolidationState) -> Model {
    Model {
        state,
        decided_at: Some(tx.clocks().legal.now()),
        decider_name: Some(tx.identity().name.clone()),
        ..before.clone()
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(accept_report_consolidation)
        .service(return_report_consolidation);
}
