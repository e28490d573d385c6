//! Signing a consolidation: from then on it does not change, and goes to the committee above.

use actix_web::post;
use sha2::{Digest, Sha256};

use super::{
    entity::{ConsolidationState, Entity, Model},
    rules::{self, ConsolidationAction},
    view::{self, ReportConsolidation},
};
use crate::{
    access::{Caller, ConsolidationId, Event, OrganisationId, SignConsolidation, TemplateId, Tx},
    http::{Answer, IfMatch, Path, Problem, ProblemDocument, Result},
    organisation::{organisation, routing::Directory},
    reporting::round::entity as round,
};

/// Sign a consolidation
///
/// Ký, gửi lên cấp trên. It is hashed and never changes again, unless the committee above returns it. Where nobody is above, it is done.
#[utoipa::path(tag = "Reporting", operation_id = "sign_report_consolidation",
    params(ConsolidationId, ("If-Match" = String, Header, description = "The consolidation's `ETag`.")),
    security(("bearer" = ["consolidation:sign"])),
    responses((status = 200, description = "The signed consolidation.", body = ReportConsolidation),
        (status = 409, description = "It was signed.", body = ProblemDocument),
        (status = 422, description = "A narrative part that reports must have is missing.", body = ProblemDocument)))]
#[post("/report-consolidations/{id}/sign")]
async fn sign_report_consolidation(
    caller: Caller<SignConsolidation>,
    id: Path<ConsolidationId>,
    if_match: IfMatch,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = tx.lock_matching::<Entity>(id.0, if_match).await?;
    ConsolidationAction::Sign.require(&before)?;
    let after = signed(&tx, &before).await?;
    let row = tx.save::<Entity>(&before, after).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn signed(tx: &Tx<SignConsolidation>, before: &Model) -> Result<Model> {
    let round = tx.find::<round::Entity>().by_id(before.round_id).await?;
    let template = tx.kernel().templates.get(tx, round.template_id).await?;
    rules::complete(&template.content.0, &before.narrative.0)?;
    let signed = Model {
        state: ConsolidationState::Signed,
        signed_at: Some(tx.clocks().legal.now()),
        signed_by: Some(tx.identity().account),
        signed_in: Some(tx.identity().post),
        signer_name: Some(tx.identity().name.clone()),
        signer_title: Some(tx.identity().post_title.clone()),
        signed_for: tx.signed_for(),
        receiver_id: above_today(tx, before).await?,
        decided_at: None,
        decider_name: None,
        ..before.clone()
    };
    Ok(Model {
        hash: Some(hash(template.id, &signed)?),
        ..signed
    })
}

/// SHA-256 over the RFC 8785 form of all it says, and of who signed it and when.
pub fn hash(template: TemplateId, row: &Model) -> Result<Vec<u8>> {
    let said = serde_json::json!({
        "template": template,
        "round": row.round_id,
        "organisation": row.organisation_id,
        "unit": row.unit_id,
        "number": row.number,
        "figures": row.figures,
        "adjustments": row.adjustments,
        "narrative": row.narrative,
        "signed_at": row.signed_at,
        "signer": row.signer_name,
        "signer_title": row.signer_title,
        "signed_for": row.signed_for,
    });
    let canonical = serde_json_canonicalizer::to_vec(&said).map_err(Problem::internal)?;
    Ok(Sha256::digest(canonical).to_vec())
}

/// The committee above, as it stands today; none at the top.
async fn above_today(tx: &Tx<SignConsolidation>, row: &Model) -> Result<Option<OrganisationId>> {
    let own = tx.find::<organisation::Entity>().by_id(row.organisation_id).await?;
    let connection = tx.within_lock::<Entity>(row);
    let directory = Directory::above(&own, tx.clocks().legal.today(), connection).await?;
    Ok(directory.receiver_of(&own))
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(sign_report_consolidation);
}
