//! Showing who told of a violation, for a reason.

use actix_web::post;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity::Entity;
use crate::{
    access::{Caller, Event, RevealPerson, ViolationId},
    http::{Answer, Code, Json, Path, Problem, ProblemDocument, Result},
    measure::kept::answer,
    text::Paragraphs,
};

/// Lý do xem người cung cấp thông tin.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Mời làm việc để xác minh."}))]
pub struct InformantRevealReason {
    /// Lý do, 1–500 characters. It is recorded with who asked.
    #[schema(inline)]
    reason: Paragraphs<1, 500>,
}

/// Người cung cấp thông tin.
#[derive(Serialize, ToSchema)]
pub struct RevealedInformant {
    /// The violation.
    pub id: ViolationId,
    /// Who told of it.
    #[schema(example = "Ông Vàng A Páo, bản Nà Khằm")]
    pub informant: String,
}

/// Reveal who told of a violation
///
/// Xem người cung cấp thông tin (Law 10/2022 Art. 9.2 forbids to disclose them), for a reason that is recorded. They are shown this once: a repeat with the
/// same `Idempotency-Key` shows the violation without them.
#[utoipa::path(tag = "Measures", operation_id = "reveal_violation_informant", request_body = InformantRevealReason, params(ViolationId),
    security(("bearer" = ["person:reveal"])),
    responses((status = 200, description = "Who told of it.", body = RevealedInformant),
        (status = 409, description = "It is not known.", body = ProblemDocument)))]
#[post("/violations/{id}/reveal-informant")]
async fn reveal_violation_informant(
    caller: Caller<RevealPerson>,
    id: Path<ViolationId>,
    why: Json<InformantRevealReason>,
) -> Result<Answer> {
    let tx = caller.begin().await?;
    let row = tx.lock::<Entity>(id.0).await?;
    let sealed = row.sealed().ok_or_else(|| Problem::new(Code::StateForbids))?;
    let informant = tx.kernel().person_keys.open_name(row.id.0, &sealed)?;
    let revealed = RevealedInformant { id: row.id, informant };
    let answer = answer::<Entity>(&tx, &row).await?.showing_once(&revealed)?;
    tx.commit(Event::on::<Entity>(&row).because(why.0.reason.into_string()), answer)
        .await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(reveal_violation_informant);
}
