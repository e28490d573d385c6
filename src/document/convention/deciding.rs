//! What the commune's committee decides on what was sent in: recognised or refused; and sending it back.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    course::{Decision, Refusal},
    entity::{ConventionChange, Entity, Model},
    ground::{alone, lives, step},
    merged::ending_with,
    rules,
    view::{self, VillageConvention},
};
use crate::{
    access::{AttachmentId, Caller, ConventionId, EditConvention, Event, RecogniseConvention, Tx},
    attachment::attached::uploaded,
    document::{
        number::DocumentNumber,
        step::{Timed, Today},
    },
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result},
    reporting::official::{SigningCapacity, at_most_three},
    territory::village,
    text::{Paragraphs, Text},
};

/// Quyết định công nhận (Form 03).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"number": "118/QĐ-UBND", "signed_on": "2025-10-14", "signer": "Lò Văn Inh", "capacities": ["TM"]}))]
pub struct NewConventionRecognition {
    /// Số, ký hiệu; one decision may recognise several.
    number: DocumentNumber,
    /// The day it was signed: the convention is in force from it. After 5 working days it is late.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-14")]
    signed_on: NaiveDate,
    /// Người ký, 1–200 characters.
    #[schema(inline)]
    signer: Text<1, 200>,
    /// Thẩm quyền ký, at most 3.
    #[serde(default)]
    #[schema(max_items = 3)]
    capacities: Vec<SigningCapacity>,
    /// Bản đã ký: a file your organisation has uploaded.
    #[serde(default)]
    #[schema(nullable = false)]
    signed_file: Option<AttachmentId>,
}

/// Văn bản không công nhận.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"number": "42/UBND-VX", "on": "2025-10-14", "reason": "Điều 7 quy định mức phạt tiền trái pháp luật."}))]
pub struct NewConventionRefusal {
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// The day it was signed; after 5 working days it is late.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-14")]
    on: NaiveDate,
    /// Lý do, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Gửi lại thôn và Mặt trận.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-10-15"}))]
pub struct ConventionSendingBack {
    /// When; after 2 working days it is late.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-15")]
    on: NaiveDate,
}

/// Recognise a convention
///
/// Công nhận (Decree 61/2023 Art. 11.3b, 11.5). What it was to replace ends that day, and a suspension with it (Art. 12.5); so do the conventions of villages
/// that were merged into its own by the day of the vote: it replaces one of these where `replaces_id` names none.
#[utoipa::path(tag = "Conventions", operation_id = "recognise_village_convention", request_body = NewConventionRecognition,
    params(ConventionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["convention:recognise"])),
    responses((status = 200, description = "The convention.", body = VillageConvention),
        (status = 409, description = "`state_forbids`: no dossier waits, or what it replaces holds no more, or is of a village that was not merged into its own by the vote. \
         `already_exists`: another of the village is in force and would not be replaced; `existing_id` names it.", body = ProblemDocument)))]
#[post("/village-conventions/{id}/recognise")]
async fn recognise_village_convention(
    caller: Caller<RecogniseConvention>,
    id: Path<ConventionId>,
    if_match: IfMatch,
    new: Json<NewConventionRecognition>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = tx.lock_matching::<Entity>(id.0, if_match).await?;
    let after = recognised(&tx, &before, new.0).await?;
    let after = take_its_place(&mut tx, after).await?;
    let row = tx.save::<Entity>(&before, after).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn recognised(tx: &Tx<RecogniseConvention>, before: &Model, new: NewConventionRecognition) -> Result<Model> {
    let today = Today::of(tx).await?;
    let decision = Decision {
        made: Timed::unhurried(new.signed_on),
        number: new.number,
        signer: new.signer.into_string(),
        capacities: at_most_three(new.capacities)?,
        signed_file: uploaded(tx, new.signed_file, "/signed_file").await?,
    };
    let mut after = before.clone();
    rules::recognise(&mut after, decision, &today)?;
    Ok(after)
}

/// Ends what the convention replaces, and those of the villages merged into its own; 409 where another of its village would stay in force. The village is
/// locked, so that of two at once one is refused.
async fn take_its_place(tx: &mut Tx<RecogniseConvention>, mut row: Model) -> Result<Model> {
    let village = tx.lock::<village::Entity>(row.village_id).await?;
    lives(&village, "/signed_on", row.in_force_on.unwrap_or(village.valid_from))?;
    alone(tx, &row).await?;
    let ending = ending_with(tx, &row).await?;
    if let (None, Some(merged)) = (row.replaces_id, ending.first()) {
        row.replaces_id = Some(merged.id);
        row.change = Some(ConventionChange::Replaces);
    }
    for before in ending {
        let mut after = before.clone();
        rules::replaced(&mut after, &row)?;
        tx.save::<Entity>(&before, after).await?;
    }
    Ok(row)
}

/// Refuse a convention
///
/// Không công nhận, bằng văn bản và nêu rõ lý do (Decree 61/2023 Art. 11.3b). The community mends it and posts it again.
#[utoipa::path(tag = "Conventions", operation_id = "refuse_village_convention", request_body = NewConventionRefusal,
    params(ConventionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["convention:recognise"])),
    responses((status = 200, description = "The convention.", body = VillageConvention),
        (status = 409, description = "No dossier waits.", body = ProblemDocument)))]
#[post("/village-conventions/{id}/refuse")]
async fn refuse_village_convention(
    caller: Caller<RecogniseConvention>,
    id: Path<ConventionId>,
    if_match: IfMatch,
    new: Json<NewConventionRefusal>,
) -> Result<Answer> {
    let reason = new.0.reason.into_string();
    let refusal = Refusal {
        made: Timed::unhurried(new.0.on),
        number: new.0.number,
        reason: reason.clone(),
        files: Vec::new(),
    };
    step(&caller, id.0, if_match, Some(reason), |row, today| {
        rules::refuse(row, refusal, today)
    })
    .await
}

/// Send a convention back
///
/// Gửi hương ước, quy ước đã công nhận cho Trưởng thôn và Ủy ban Mặt trận Tổ quốc Việt Nam cấp xã (Decree 61/2023 Art. 18.1a).
#[utoipa::path(tag = "Conventions", operation_id = "send_convention_back", request_body = ConventionSendingBack,
    params(ConventionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["convention:edit"])),
    responses((status = 200, description = "The convention.", body = VillageConvention),
        (status = 409, description = "It was not recognised, or is sent back already.", body = ProblemDocument)))]
#[post("/village-conventions/{id}/send-back")]
async fn send_convention_back(
    caller: Caller<EditConvention>,
    id: Path<ConventionId>,
    if_match: IfMatch,
    new: Json<ConventionSendingBack>,
) -> Result<Answer> {
    step(&caller, id.0, if_match, None, |row, today| {
        rules::send_back(row, new.0.on, today)
    })
    .await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(recognise_village_convention)
        .service(refuse_village_convention)
        .service(send_convention_back);
}
