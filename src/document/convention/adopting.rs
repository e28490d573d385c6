//! From the posting of the draft to the dossier: what the community does.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    course::{Posting, PostingForm, VoteForm},
    ground::{step, while_it_lives},
    rules::{self, Count, Sending},
    view::VillageConvention,
};
use crate::{
    access::{AttachmentId, Caller, ConventionId, EditConvention},
    attachment::attached::uploaded,
    http::{Answer, IfMatch, Json, Path, ProblemDocument, Result},
    territory::village_then::households_on,
    text::Text,
};

/// Niêm yết, lấy ý kiến.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-09-03", "place": "Nhà văn hóa tổ dân phố 1", "forms": ["copies", "meeting"]}))]
pub struct NewConventionPosting {
    /// The day it was posted.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-09-03")]
    on: NaiveDate,
    /// Where, 1–300 characters.
    #[schema(inline)]
    place: Text<1, 300>,
    /// The further ways of asking, at least one (Art. 9.2).
    #[schema(min_items = 1, max_items = 4)]
    forms: Vec<PostingForm>,
    /// Dự thảo: a file your organisation has uploaded.
    #[serde(default)]
    #[schema(nullable = false)]
    draft_file: Option<AttachmentId>,
}

/// Kết quả biểu quyết.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"by": "meeting", "on": "2025-10-05", "present": 96, "in_favour": 88}))]
pub struct NewConventionVote {
    /// How.
    by: VoteForm,
    /// The day of the meeting, or the last day for ballots; not before `open_until` of the posting.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-05")]
    on: NaiveDate,
    /// Households that were represented, or gave their ballot back.
    #[schema(minimum = 0, maximum = 100_000)]
    present: u32,
    /// Households in favour, of these.
    #[schema(minimum = 0, maximum = 100_000)]
    in_favour: u32,
}

/// Hồ sơ đề nghị công nhận.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-10-08", "received_on": "2025-10-08"}))]
pub struct NewConventionDossier {
    /// When it was sent; after 5 working days it is late (Art. 11.3a).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-08")]
    on: NaiveDate,
    /// When the committee had it whole: from then its 5 working days count (Art. 11.3b).
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-08")]
    received_on: NaiveDate,
    /// Văn bản đề nghị công nhận of the village head, Form 01 (Art. 11.4a): a file your organisation has uploaded.
    #[serde(default)]
    #[schema(nullable = false)]
    request_file: Option<AttachmentId>,
    /// Nghị quyết hoặc biên bản of the meeting or the ballots, Form 02 (Art. 11.4b): a file your organisation has uploaded.
    #[serde(default)]
    #[schema(nullable = false)]
    minutes_file: Option<AttachmentId>,
    /// Bản đã thông qua (Art. 11.4c): a file your organisation has uploaded.
    #[serde(default)]
    #[schema(nullable = false)]
    text_file: Option<AttachmentId>,
}

/// Post the draft
///
/// Niêm yết dự thảo ít nhất 30 ngày và lấy ý kiến (Decree 61/2023 Art. 9). What was voted down or refused is posted again once it is mended.
#[utoipa::path(tag = "Conventions", operation_id = "post_convention_draft", request_body = NewConventionPosting,
    params(ConventionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["convention:edit"])),
    responses((status = 200, description = "The convention.", body = VillageConvention),
        (status = 409, description = "It is not being drafted.", body = ProblemDocument)))]
#[post("/village-conventions/{id}/post")]
async fn post_convention_draft(
    caller: Caller<EditConvention>,
    id: Path<ConventionId>,
    if_match: IfMatch,
    new: Json<NewConventionPosting>,
) -> Result<Answer> {
    while_it_lives(&caller, id.0, "/on", new.0.on).await?;
    let posting = Posting {
        on: new.0.on,
        place: new.0.place.into_string(),
        forms: new.0.forms,
        open_until: new.0.on,
        draft_file: uploaded(&caller, new.0.draft_file, "/draft_file").await?,
    };
    step(&caller, id.0, if_match, None, |row, today| {
        rules::post(row, posting, today)
    })
    .await
}

/// Record a vote
///
/// Ghi kết quả biểu quyết (Decree 61/2023 Art. 10): adopted when more than half of *all* households of that day, as counted, are in favour. A
/// meeting needs more than half present; only after one that failed may ballots be handed out.
#[utoipa::path(tag = "Conventions", operation_id = "record_convention_vote", request_body = NewConventionVote,
    params(ConventionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["convention:edit"])),
    responses((status = 200, description = "The convention, adopted, rejected, or waiting for ballots.", body = VillageConvention),
        (status = 409, description = "It is not posted, or ballots do not follow a meeting that failed.", body = ProblemDocument)))]
#[post("/village-conventions/{id}/record-vote")]
async fn record_convention_vote(
    caller: Caller<EditConvention>,
    id: Path<ConventionId>,
    if_match: IfMatch,
    new: Json<NewConventionVote>,
) -> Result<Answer> {
    let row = while_it_lives(&caller, id.0, "/on", new.0.on).await?;
    let count = Count {
        by: new.0.by,
        on: new.0.on,
        households: households_on(&caller, row.village_id, new.0.on, "/on").await?,
        present: new.0.present,
        in_favour: new.0.in_favour,
    };
    step(&caller, id.0, if_match, None, |row, today| {
        rules::record_vote(row, count, today)
    })
    .await
}

/// Send the dossier
///
/// Gửi hồ sơ đề nghị công nhận (Decree 61/2023 Art. 11.3a, 11.4).
#[utoipa::path(tag = "Conventions", operation_id = "send_convention_dossier", request_body = NewConventionDossier,
    params(ConventionId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["convention:edit"])),
    responses((status = 200, description = "The convention.", body = VillageConvention),
        (status = 409, description = "It was not adopted.", body = ProblemDocument)))]
#[post("/village-conventions/{id}/send-dossier")]
async fn send_convention_dossier(
    caller: Caller<EditConvention>,
    id: Path<ConventionId>,
    if_match: IfMatch,
    new: Json<NewConventionDossier>,
) -> Result<Answer> {
    while_it_lives(&caller, id.0, "/on", new.0.on).await?;
    let sending = Sending {
        on: new.0.on,
        received_on: new.0.received_on,
        request_file: uploaded(&caller, new.0.request_file, "/request_file").await?,
        minutes_file: uploaded(&caller, new.0.minutes_file, "/minutes_file").await?,
        text_file: uploaded(&caller, new.0.text_file, "/text_file").await?,
    };
    step(&caller, id.0, if_match, None, |row, today| {
        rules::send_dossier(row, sending, today)
    })
    .await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(post_convention_draft)
        .service(record_convention_vote)
        .service(send_convention_dossier);
}
