//! Showing what is sensitive, for a reason.

use actix_web::post;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    entity::Entity,
    sealed::{NationalId, Secrets},
    view,
};
use crate::{
    access::{Caller, Event, PersonId, RevealPerson},
    http::{Answer, Code, Json, Path, Problem, ProblemDocument, Result},
    text::Paragraphs,
};

/// Lý do xem dữ liệu nhạy cảm.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Lập hồ sơ đề nghị khen thưởng."}))]
pub struct RevealReason {
    /// Lý do, 1–500 characters. It is recorded with who asked.
    #[schema(inline)]
    reason: Paragraphs<1, 500>,
}

/// Dữ liệu nhạy cảm của một người.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct RevealedPerson {
    /// Their id.
    pub id: PersonId,
    /// Dân tộc.
    #[schema(nullable = false, example = "Thái")]
    pub ethnicity: Option<String>,
    /// Số định danh cá nhân.
    #[schema(inline, nullable = false)]
    pub national_id: Option<NationalId>,
}

/// Reveal what is sensitive
///
/// Xem dân tộc, số định danh cá nhân, for a reason that is recorded. It is shown this once: a repeat with the same `Idempotency-Key` shows the
/// person without it.
#[utoipa::path(tag = "Persons", operation_id = "reveal_person", request_body = RevealReason, params(PersonId),
    security(("bearer" = ["person:reveal"])),
    responses((status = 200, description = "What is sensitive of the person.", body = RevealedPerson),
        (status = 409, description = "Nothing is kept, or it was erased.", body = ProblemDocument)))]
#[post("/persons/{id}/reveal")]
async fn reveal_person(caller: Caller<RevealPerson>, id: Path<PersonId>, why: Json<RevealReason>) -> Result<Answer> {
    let tx = caller.begin().await?;
    let row = tx.lock::<Entity>(id.0).await?;
    let locked = row.locked().ok_or_else(|| Problem::new(Code::StateForbids))?;
    let secrets = Secrets::open(&tx.kernel().person_keys, row.id, &locked)?;
    let revealed = RevealedPerson {
        id: row.id,
        ethnicity: secrets.ethnicity,
        national_id: secrets.national_id,
    };
    let answer = view::answer(&tx, &row).await?.showing_once(&revealed)?;
    tx.commit(Event::on::<Entity>(&row).because(why.0.reason.into_string()), answer)
        .await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(reveal_person);
}
