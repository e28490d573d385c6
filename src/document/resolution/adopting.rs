//! Adopting a resolution, rejecting and repealing it.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{Adoption, Entity, Model, Rejection},
    rules::{self, Adopting},
    view::{self, CouncilResolution},
};
use crate::{
    access::{AdoptResolution, AttachmentId, Caller, DocumentId, Event, ResolutionId, Tx},
    attachment::attached::uploaded,
    document::{
        number::DocumentNumber,
        register::{never_took_effect, numbered_once, still_stands, take_effect},
        repeal::{NewRepeal, Repeal},
    },
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result},
    organisation::organisation,
    text::{Paragraphs, Text},
};

/// Thông qua.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "number": "9/NQ-HĐND", "adopted_on": "2025-10-10", "in_force_on": "2025-10-10", "session": "Khóa I, kỳ họp thứ ba",
    "deputies": 26, "present": 25, "in_favour": 25, "signer": "Lò Văn Pâng"
}))]
pub struct NewResolutionAdoption {
    /// Số, ký hiệu, as it is typed: blanks, `Ð` and missing marks do no harm. One council has a number once a year.
    number: DocumentNumber,
    /// Ngày thông qua: not after today, not before the examination.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-10")]
    adopted_on: NaiveDate,
    /// Ngày có hiệu lực: not before it is adopted.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-10")]
    in_force_on: NaiveDate,
    /// The first day it no longer holds, where it says so itself.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    #[schema(nullable = false, example = "2030-10-10")]
    expires_on: Option<NaiveDate>,
    /// Kỳ họp, 1–200 characters.
    #[schema(inline)]
    session: Text<1, 200>,
    /// Tổng số đại biểu of the council that day, 1–1000.
    #[schema(minimum = 1, maximum = 1000)]
    deputies: u32,
    /// Có mặt, of these.
    #[schema(minimum = 0, maximum = 1000)]
    present: u32,
    /// Tán thành, of those present: more than half of all deputies.
    #[schema(minimum = 0, maximum = 1000)]
    in_favour: u32,
    /// Người ký chứng thực, 1–200 characters.
    #[schema(inline)]
    signer: Text<1, 200>,
    /// Bản đã ký: a file your organisation has uploaded.
    #[serde(default)]
    #[schema(nullable = false)]
    signed_file: Option<AttachmentId>,
}

/// Không thông qua, hoặc rút.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-10-10", "reason": "Cơ quan trình rút để hoàn thiện."}))]
pub struct NewResolutionRejection {
    /// The day, not after today.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-10")]
    on: NaiveDate,
    /// Lý do, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Adopt a resolution
///
/// Thông qua. What it replaces, repeals or amends is affected from the day it enters into force.
#[utoipa::path(tag = "Resolutions", operation_id = "adopt_council_resolution", request_body = NewResolutionAdoption,
    params(ResolutionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["resolution:adopt"])),
    responses((status = 200, description = "The resolution.", body = CouncilResolution),
        (status = 409, description = "`state_forbids`: it was not examined, or was decided on. `already_exists`: the number is taken; \
         `existing_id` names the document that has it.", body = ProblemDocument)))]
#[post("/council-resolutions/{id}/adopt")]
async fn adopt_council_resolution(
    caller: Caller<AdoptResolution>,
    id: Path<ResolutionId>,
    if_match: IfMatch,
    new: Json<NewResolutionAdoption>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let (before, in_force_on) = (tx.lock_matching::<Entity>(id.0, if_match).await?, new.0.in_force_on);
    let after = adopted(&tx, &before, new.0).await?;
    let row = tx.save::<Entity>(&before, after).await?;
    take_effect::<Entity, _>(&tx, &row, in_force_on).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn adopted(tx: &Tx<AdoptResolution>, before: &Model, new: NewResolutionAdoption) -> Result<Model> {
    // The council is locked, so that of two at once with one number one is refused.
    tx.lock::<organisation::Entity>(before.organisation_id).await?;
    let adopting = Adopting {
        number: new.number,
        adopted_on: new.adopted_on,
        in_force_on: new.in_force_on,
        expires_on: new.expires_on,
        adoption: Adoption {
            session: new.session.into_string(),
            deputies: new.deputies,
            present: new.present,
            in_favour: new.in_favour,
            signer: new.signer.into_string(),
            signed_file: uploaded(tx, new.signed_file, "/signed_file").await?,
        },
    };
    let mut after = before.clone();
    rules::adopt(&mut after, adopting, tx.clocks().legal.today())?;
    numbered_once::<Entity, _>(tx, &after).await?;
    Ok(after)
}

/// Reject a resolution
///
/// Không thông qua, hoặc cơ quan trình rút.
#[utoipa::path(tag = "Resolutions", operation_id = "reject_council_resolution", request_body = NewResolutionRejection,
    params(ResolutionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["resolution:adopt"])),
    responses((status = 200, description = "The resolution.", body = CouncilResolution),
        (status = 409, description = "It was decided on already.", body = ProblemDocument)))]
#[post("/council-resolutions/{id}/reject")]
async fn reject_council_resolution(
    caller: Caller<AdoptResolution>,
    id: Path<ResolutionId>,
    if_match: IfMatch,
    new: Json<NewResolutionRejection>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let today = tx.clocks().legal.today();
    let (on, reason) = (new.0.on, new.0.reason.into_string());
    let rejection = Rejection {
        on,
        reason: reason.clone(),
    };
    let rejected = |row: &mut _| rules::reject(row, rejection, today);
    let row = tx.edit::<Entity>(id.0, if_match, rejected).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row).because(reason), answer).await
}

/// Repeal a resolution
///
/// Bãi bỏ, without another in its place, as by a council above. What a later resolution of the same council ends, that one names in `does`.
#[utoipa::path(tag = "Resolutions", operation_id = "repeal_council_resolution", request_body = NewRepeal,
    params(ResolutionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["resolution:adopt"])),
    responses((status = 200, description = "The resolution.", body = CouncilResolution),
        (status = 409, description = "It was not adopted, or is repealed already; or another was adopted since that counts on it, which `existing_id` \
         names.", body = ProblemDocument)))]
#[post("/council-resolutions/{id}/repeal")]
async fn repeal_council_resolution(
    caller: Caller<AdoptResolution>,
    id: Path<ResolutionId>,
    if_match: IfMatch,
    new: Json<NewRepeal>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    still_stands(&tx, DocumentId(id.0.0)).await?;
    let (on, repeal) = (new.0.on, Repeal::from(new.0));
    let (reason, today) = (repeal.reason.clone(), tx.clocks().legal.today());
    let repealed = |row: &mut _| rules::repeal(row, repeal, on, today);
    let row = tx.edit::<Entity>(id.0, if_match, repealed).await?;
    never_took_effect::<Entity, _>(&tx, &row).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row).because(reason), answer).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(adopt_council_resolution)
        .service(reject_council_resolution)
        .service(repeal_council_resolution);
}
