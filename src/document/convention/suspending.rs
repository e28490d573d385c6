//! Suspending a convention, and annulling it.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    ground::step,
    objection::{Annulment, AnnulmentGround, Suspension, SuspensionGround},
    rules,
    view::VillageConvention,
};
use crate::{
    access::{Caller, ConventionId, RecogniseConvention},
    document::number::DocumentNumber,
    http::{Answer, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    reporting::official::{SigningCapacity, at_most_three},
    text::{Paragraphs, Text},
};

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
    /// Which complaint it answers: its place in `complaints`, from 1 on; where it is left out, the one whose time ends first, if any waits.
    #[serde(default)]
    #[schema(nullable = false, minimum = 1, example = 1)]
    complaint: Option<u32>,
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
    /// Which complaint it answers: its place in `complaints`, from 1 on, of a part; of the whole it answers all. Where it is left out, the one whose time ends first, if any waits.
    #[serde(default)]
    #[schema(nullable = false, minimum = 1, example = 1)]
    complaint: Option<u32>,
}

/// Suspend a convention
///
/// Tạm ngừng thực hiện toàn bộ hoặc một phần (Decree 61/2023 Art. 12). It answers a complaint, where one waits.
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
    let complaint = new.0.complaint;
    let suspension = Suspension::try_from(new.0)?;
    let reason = Some(suspension.reason.clone());
    step(&caller, id.0, if_match, reason, |row, today| {
        rules::suspend(row, suspension, complaint, today)
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
/// Bãi bỏ toàn bộ hoặc một phần (Decree 61/2023 Art. 14). It answers a complaint, where one waits, and of the whole every one.
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
    let complaint = new.0.complaint;
    let annulment = Annulment::try_from(new.0)?;
    let reason = Some(annulment.reason.clone());
    step(&caller, id.0, if_match, reason, |row, today| {
        rules::annul(row, annulment, complaint, today)
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
        .service(suspend_village_convention)
        .service(annul_village_convention);
}
