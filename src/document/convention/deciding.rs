//! What the commune's committee decides: recognised or refused, sent back, suspended, annulled.

use std::collections::BTreeSet;

use actix_web::post;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    course::{Decision, Refusal},
    entity::{Column, Entity, Model},
    ground::{HOLDING, alone, lives, step},
    objection::{Annulment, AnnulmentGround, Suspension, SuspensionGround},
    rules,
    view::{self, VillageConvention},
};
use crate::{
    access::{AttachmentId, Caller, ConventionId, EditConvention, Event, Look, RecogniseConvention, Tx, VillageId},
    attachment::attached::uploaded,
    document::{
        number::DocumentNumber,
        step::{Timed, Today},
    },
    http::{Answer, IfMatch, Json, Path, Problem, ProblemDocument, Result},
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

/// Quyết định tạm ngừng (Form 04).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "ground": "content", "number": "130/QĐ-UBND", "on": "2025-12-04", "parts": "Điều 9", "remedy_by": "2026-03-31",
    "reason": "Mức đóng góp trái nguyên tắc tự nguyện."
}))]
pub struct NewConventionSuspension {
    /// Căn cứ: `procedure` suspends the whole, the others a part (Art. 12.1).
    ground: SuspensionGround,
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// The day it was signed: it takes effect.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-04")]
    on: NaiveDate,
    /// Which parts, 1–500 characters, where it is not the whole.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    parts: Option<Text<1, 500>>,
    /// Thời hạn khắc phục: the last day for the community to mend it, after `on`. Where it is a day off, the time ends with the next working day
    /// (Civil Code 2015 Art. 148.5).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2026-03-31")]
    remedy_by: NaiveDate,
    /// Lý do, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
    /// Người ký, 1–200 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    signer: Option<Text<1, 200>>,
    /// Thẩm quyền ký, at most 3.
    #[serde(default)]
    #[schema(max_items = 3)]
    capacities: Vec<SigningCapacity>,
}

/// Quyết định bãi bỏ (Form 05).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "ground": "unlawful_content", "number": "15/QĐ-UBND", "on": "2025-12-08", "reason": "Nội dung trái pháp luật."
}))]
pub struct NewConventionAnnulment {
    /// Căn cứ: `content_not_remedied` annuls the part that was suspended, the others the whole (Art. 14.1, 14.2).
    ground: AnnulmentGround,
    /// Số, ký hiệu.
    number: DocumentNumber,
    /// The day it was signed.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-12-08")]
    on: NaiveDate,
    /// Which parts, 1–500 characters, where it is not the whole.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    parts: Option<Text<1, 500>>,
    /// Lý do, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
    /// Người ký, 1–200 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    signer: Option<Text<1, 200>>,
    /// Thẩm quyền ký, at most 3.
    #[serde(default)]
    #[schema(max_items = 3)]
    capacities: Vec<SigningCapacity>,
}

/// Recognise a convention
///
/// Công nhận (Decree 61/2023 Art. 11.3b, 11.5). What it was to replace ends that day, and a suspension with it (Art. 12.5); so do the conventions of villages
/// that were merged into its own.
#[utoipa::path(tag = "Conventions", operation_id = "recognise_village_convention", request_body = NewConventionRecognition,
    params(ConventionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["convention:recognise"])),
    responses((status = 200, description = "The convention.", body = VillageConvention),
        (status = 409, description = "`state_forbids`: no dossier waits. `already_exists`: another of the village is in force and would not be \
         replaced; `existing_id` names it.", body = ProblemDocument)))]
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
    take_its_place(&mut tx, &after).await?;
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
async fn take_its_place(tx: &mut Tx<RecogniseConvention>, row: &Model) -> Result<()> {
    let village = tx.lock::<village::Entity>(row.village_id).await?;
    lives(&village, "/signed_on", row.in_force_on.unwrap_or(village.valid_from))?;
    alone(tx, row).await?;
    let merged = merged_into(tx, village.id).await?;
    for before in tx.hold::<Entity>(taken_over(row, merged)).await? {
        let mut after = before.clone();
        rules::replaced(&mut after, row)?;
        tx.save::<Entity>(&before, after).await?;
    }
    Ok(())
}

/// The villages that were merged into one, and into those.
async fn merged_into(look: &impl Look, village: VillageId) -> Result<BTreeSet<VillageId>> {
    let (mut all, mut last) = (BTreeSet::new(), vec![village]);
    while !last.is_empty() {
        let before = village::Column::SuccessorId.is_in(last);
        let before = look.find::<village::Entity>().filter(before).all().await?;
        last = before
            .iter()
            .map(|village| village.id)
            .filter(|id| all.insert(*id))
            .collect();
    }
    Ok(all)
}

/// What holds and ends with it: what it replaces, and what the villages that were merged into its own have.
fn taken_over(row: &Model, merged: BTreeSet<VillageId>) -> Condition {
    let these = Condition::any()
        .add(Column::VillageId.is_in(merged))
        .add_option(row.replaces_id.map(|old| Column::Id.eq(old)));
    Condition::all().add(Column::State.is_in(HOLDING)).add(these)
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

/// Suspend a convention
///
/// Tạm ngừng thực hiện toàn bộ hoặc một phần (Decree 61/2023 Art. 12). It answers the complaint that has waited longest, where one waits.
#[utoipa::path(tag = "Conventions", operation_id = "suspend_village_convention", request_body = NewConventionSuspension,
    params(ConventionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["convention:recognise"])),
    responses((status = 200, description = "The convention.", body = VillageConvention),
        (status = 409, description = "It is not in force, or suspended already.", body = ProblemDocument)))]
#[post("/village-conventions/{id}/suspend")]
async fn suspend_village_convention(
    caller: Caller<RecogniseConvention>,
    id: Path<ConventionId>,
    if_match: IfMatch,
    new: Json<NewConventionSuspension>,
) -> Result<Answer> {
    let suspension = Suspension::try_from(new.0)?;
    let reason = Some(suspension.reason.clone());
    step(&caller, id.0, if_match, reason, |row, today| {
        rules::suspend(row, suspension, today)
    })
    .await
}

impl TryFrom<NewConventionSuspension> for Suspension {
    type Error = Problem;

    fn try_from(new: NewConventionSuspension) -> Result<Self> {
        Ok(Self {
            ground: new.ground,
            on: new.on,
            number: new.number,
            reason: new.reason.into_string(),
            parts: new.parts.map(Text::into_string),
            remedy_by: new.remedy_by,
            signer: new.signer.map(Text::into_string),
            capacities: at_most_three(new.capacities)?,
        })
    }
}

/// Annul a convention
///
/// Bãi bỏ toàn bộ hoặc một phần (Decree 61/2023 Art. 14). It answers the complaint that has waited longest, where one waits.
#[utoipa::path(tag = "Conventions", operation_id = "annul_village_convention", request_body = NewConventionAnnulment,
    params(ConventionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["convention:recognise"])),
    responses((status = 200, description = "The convention.", body = VillageConvention),
        (status = 409, description = "It is not in force, or there is still time to mend it.", body = ProblemDocument)))]
#[post("/village-conventions/{id}/annul")]
async fn annul_village_convention(
    caller: Caller<RecogniseConvention>,
    id: Path<ConventionId>,
    if_match: IfMatch,
    new: Json<NewConventionAnnulment>,
) -> Result<Answer> {
    let annulment = Annulment::try_from(new.0)?;
    let reason = Some(annulment.reason.clone());
    step(&caller, id.0, if_match, reason, |row, today| {
        rules::annul(row, annulment, today)
    })
    .await
}

impl TryFrom<NewConventionAnnulment> for Annulment {
    type Error = Problem;

    fn try_from(new: NewConventionAnnulment) -> Result<Self> {
        Ok(Self {
            ground: new.ground,
            on: new.on,
            number: new.number,
            reason: new.reason.into_string(),
            parts: new.parts.map(Text::into_string),
            signer: new.signer.map(Text::into_string),
            capacities: at_most_three(new.capacities)?,
        })
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(recognise_village_convention)
        .service(refuse_village_convention)
        .service(send_convention_back)
        .service(suspend_village_convention)
        .service(annul_village_convention);
}
