//! Publishing a consolidation.

use actix_web::post;

use super::{
    entity::{Entity, Model},
    rules::ConsolidationAction,
    view::{self, ReportConsolidation},
};
use crate::{
    access::{Caller, ConsolidationId, Event, PublishConsolidation},
    http::{Answer, IfMatch, Path, ProblemDocument, Result},
};

/// Publish a consolidation
///
/// Công bố báo cáo tổng hợp, by decision of the committee's leader: everybody may read it from now on.
#[utoipa::path(tag = "Reporting", operation_id = "publish_report_consolidation",
    params(ConsolidationId, ("If-Match" = String, Header, description = "The consolidation's `ETag`.")),
    security(("bearer" = ["consolidation:publish"])),
    responses((status = 200, description = "The published consolidation.", body = ReportConsolidation),
        (status = 409, description = "It has not been signed, or not been accepted above, or is published already.", body = ProblemDocument)))]
#[post("/report-consolidations/{id}/publish")]
async fn publish_report_consolidation(
    caller: Caller<PublishConsolidation>,
    id: Path<ConsolidationId>,
    if_match: IfMatch,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = tx.lock_matching::<Entity>(id.0, if_match).await?;
    ConsolidationAction::Publish.require(&before)?;
    let after = Model {
        published_at: Some(tx.clocks().legal.now()),
        publisher_name: Some(tx.identity().name.clone()),
        ..before.clone()
    };
    let row = tx.save::<Entity>(&before, after).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(publish_report_consolidation);
}
