//! What is known, for whoever writes a report.

use actix_web::get;
use serde::Serialize;
use utoipa::ToSchema;

use super::{find::known_of, source::KnownFigure};
use crate::{
    access::{Caller, Look, ObligationId, ReadSubmission},
    http::{Answer, Path, Result},
    reporting::{obligation::entity as obligation, round::entity as round},
};

/// Số liệu đã biết cho một báo cáo.
#[derive(Serialize, ToSchema)]
pub struct ReportKnownFigures {
    /// What is known, in the order of the template.
    pub figures: Vec<KnownFigure>,
}

/// Get the figures danchu knows
///
/// Số liệu hệ thống đã biết, to begin a report with: for each indicator that names its source, as far as it is recorded, with the records behind it. A
/// report may say otherwise; it then explains why in `narrative`, under the indicator's code. What was known when it was signed is kept with the
/// version.
#[utoipa::path(tag = "Reporting", operation_id = "get_known_figures", params(ObligationId),
    security(("bearer" = ["submission:read"])),
    responses((status = 200, description = "The figures known.", body = ReportKnownFigures)))]
#[get("/report-obligations/{id}/known-figures")]
async fn get_known_figures(caller: Caller<ReadSubmission>, id: Path<ObligationId>) -> Result<Answer> {
    let moment = caller.snapshot().await?;
    let row = moment.find::<obligation::Entity>().by_id(id.0).await?;
    let round = moment.find::<round::Entity>().by_id(row.round_id).await?;
    let template = moment.kernel().templates.get(&moment, round.template_id).await?;
    let known = known_of(&moment, &row, &round, &template.content.0).await?;
    Answer::view(&ReportKnownFigures { figures: known.0 })
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(get_known_figures);
}
