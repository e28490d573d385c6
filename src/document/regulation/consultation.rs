//! Asking those a draft is for.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{Consultation, ConsultationResult, Entity},
    law::ConsultationForm,
    rules,
    view::{self, DemocracyRegulation},
};
use crate::{
    access::{AttachmentId, Caller, EditRegulation, Event, RegulationId},
    attachment::attached::uploaded,
    calendar::day::holidays,
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result},
    text::{Paragraphs, Text},
};

/// Bắt đầu lấy ý kiến.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"opened_on": "2025-09-01", "forms": ["community_meeting", "portal"], "plan": "Kế hoạch số 15/KH-UBND ngày 25/8/2025"}))]
pub struct NewRegulationConsultation {
    /// The day the draft was made known: not after today, nor before the last day of the consultation before.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-09-01")]
    opened_on: NaiveDate,
    /// How those concerned may speak: at least one, of those the law knows for the setting.
    #[schema(min_items = 1, max_items = 10)]
    forms: Vec<ConsultationForm>,
    /// Kế hoạch lấy ý kiến, 1–500 characters.
    #[serde(default)]
    #[schema(inline, nullable = false)]
    plan: Option<Text<1, 500>>,
    /// Dự thảo: a file your organisation has uploaded.
    #[serde(default)]
    #[schema(nullable = false)]
    draft_file: Option<AttachmentId>,
}

/// Kết thúc lấy ý kiến.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"closed_on": "2025-09-22", "opinions": 34, "accepted": 21, "explanation": "Tiếp thu 21 ý kiến.", "explained_on": "2025-09-25"}))]
pub struct RegulationConsultationEnd {
    /// The last day; in a commune not before `open_until` (Law Art. 28.2).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-09-22")]
    closed_on: NaiveDate,
    /// Số ý kiến nhận được.
    #[schema(minimum = 0, maximum = 10_000_000)]
    opinions: u32,
    /// Số ý kiến tiếp thu, of these.
    #[schema(minimum = 0, maximum = 10_000_000)]
    accepted: u32,
    /// Giải trình, tiếp thu, 1–5000 characters.
    #[schema(inline)]
    explanation: Paragraphs<1, 5000>,
    /// The day it was made known, not before the last day.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-09-25")]
    explained_on: NaiveDate,
}

impl From<RegulationConsultationEnd> for ConsultationResult {
    fn from(end: RegulationConsultationEnd) -> Self {
        Self {
            closed_on: end.closed_on,
            opinions: end.opinions,
            accepted: end.accepted,
            explanation: end.explanation.into_string(),
            explained_on: end.explained_on,
        }
    }
}

/// Consult on a draft
///
/// Lấy ý kiến dự thảo: of the people in a commune, for at least 20 days (Law Art. 25.7, 28.2); of the staff elsewhere (Art. 53.8, 71.1đ). A draft that was
/// changed since may be consulted on again before it is issued, 100 times at most: it is issued by what came of the latest.
#[utoipa::path(tag = "Regulations", operation_id = "open_regulation_consultation", request_body = NewRegulationConsultation,
    params(RegulationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["regulation:edit"])),
    responses((status = 200, description = "The regulation.", body = DemocracyRegulation),
        (status = 409, description = "A consultation is open, or it was issued or withdrawn.", body = ProblemDocument)))]
#[post("/democracy-regulations/{id}/open-consultation")]
async fn open_regulation_consultation(
    caller: Caller<EditRegulation>,
    id: Path<RegulationId>,
    if_match: IfMatch,
    new: Json<NewRegulationConsultation>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let (off, today) = (holidays(&tx).await?, tx.clocks().legal.today());
    let consultation = Consultation {
        opened_on: new.0.opened_on,
        forms: new.0.forms,
        plan: new.0.plan.map(Text::into_string),
        draft_file: uploaded(&tx, new.0.draft_file, "/draft_file").await?,
        open_until: None,
        result: None,
    };
    let opened = |row: &mut _| rules::open_consultation(row, consultation, today, &off);
    let row = tx.edit::<Entity>(id.0, if_match, opened).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

/// End a consultation
///
/// Kết thúc lấy ý kiến, with what was said, what was accepted, and the explanation that was made known.
#[utoipa::path(tag = "Regulations", operation_id = "close_regulation_consultation", request_body = RegulationConsultationEnd,
    params(RegulationId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["regulation:edit"])),
    responses((status = 200, description = "The regulation.", body = DemocracyRegulation),
        (status = 409, description = "Nobody is being asked.", body = ProblemDocument)))]
#[post("/democracy-regulations/{id}/close-consultation")]
async fn close_regulation_consultation(
    caller: Caller<EditRegulation>,
    id: Path<RegulationId>,
    if_match: IfMatch,
    end: Json<RegulationConsultationEnd>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let today = tx.clocks().legal.today();
    let closed = |row: &mut _| rules::close_consultation(row, end.0.into(), today);
    let row = tx.edit::<Entity>(id.0, if_match, closed).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(open_regulation_consultation)
        .service(close_regulation_consultation);
}
