//! Attachments over HTTP.

use actix_web::{HttpRequest, get, put};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    attached::AttachedFile,
    claim::claim,
    download::{Content, content},
    entity::{Entity, Model},
    upload::{Kept, MOST_BYTES, Upload},
};
use crate::{
    access::{AttachmentId, Caller, EditAttachment, Event, ReadAttachment, Tx},
    http::{Answer, Code, Path, Problem, ProblemDocument, Query, Result},
    text::Text,
};

/// Tệp đã tải lên.
#[derive(Serialize, ToSchema)]
pub struct Attachment {
    #[serde(flatten)]
    pub file: AttachedFile,
    /// When it was uploaded.
    pub uploaded_at: DateTime<Utc>,
}

impl From<&Model> for Attachment {
    fn from(row: &Model) -> Self {
        Self {
            file: row.into(),
            uploaded_at: row.uploaded_at,
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UploadQuery {
    /// Tên tệp, 1–200 characters; folders in it are left out, and an ending that is not of the file's kind is followed by one that is.
    #[param(value_type = String, min_length = 1, max_length = 200, example = "bien-ban-doi-thoai.pdf")]
    pub name: Text<1, 200>,
}

/// Upload a file
///
/// Tải tệp lên, under an id of the client's choosing: PDF, DOCX, XLSX without macros, JPEG, PNG or HEIC by what it holds, at most 25 MiB. An
/// equal repeat is safe. What is uploaded never changes; records name it by its id. It is your organisation's alone until a record that others see
/// names it.
#[utoipa::path(tag = "Attachments", operation_id = "put_attachment",
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The file."),
    params(AttachmentId, UploadQuery), security(("bearer" = ["attachment:edit"])),
    responses((status = 200, description = "It is there already.", body = Attachment),
        (status = 201, description = "Uploaded.", body = Attachment),
        (status = 409, description = "Another file has this id.", body = ProblemDocument),
        (status = 413, description = "It is larger than 25 MiB.", body = ProblemDocument),
        (status = 422, description = "It is of no kind that is taken (`unsuited_file`), or harmful (`harmful_file`).", body = ProblemDocument)))]
#[put("/attachments/{id}")]
async fn put_attachment(
    caller: Caller<EditAttachment>,
    id: Path<AttachmentId>,
    query: Query<UploadQuery>,
    upload: Upload,
) -> Result<Answer> {
    let (files, scan) = (&caller.kernel().files, caller.kernel().scan.as_ref());
    let arrived = upload.receive(files, MOST_BYTES).await?;
    let kept = Kept::of(arrived, files, scan).await?;
    keep(&caller, id.0, query.0.name.as_str(), kept).await
}

/// Records a file that is kept; an equal repeat is answered alike.
pub async fn keep(caller: &Caller<EditAttachment>, id: AttachmentId, name: &str, mut kept: Kept) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = described(&tx, id, name, &kept)?;
    let known = tx.known::<Entity>(id).await?;
    if let Some(known) = known {
        return repeated(&known, &row);
    }
    let row = tx.add::<Entity>(row).await?;
    stay(&tx, &row, &mut kept).await?;
    let answer =
        Answer::record(&Attachment::from(&row), row.version)?.created(format!("/api/v1/attachments/{}", row.id));
    tx.commit(Event::on::<Entity>(&row), answer).await
}

/// Nobody sweeps the content away from now on; where that was done since it was kept, it is kept again.
async fn stay(tx: &Tx<EditAttachment>, row: &Model, kept: &mut Kept) -> Result<()> {
    let now = tx.clocks().real.now();
    claim(&kept.arrived.hash, now, tx.within_lock::<Entity>(row)).await?;
    tx.kernel().files.keep(&mut kept.arrived).await
}

fn described(tx: &Tx<EditAttachment>, id: AttachmentId, name: &str, kept: &Kept) -> Result<Model> {
    let name = name
        .rsplit(['/', '\\'])
        .next()
        .filter(|name| !name.trim_matches('.').is_empty());
    Ok(Model {
        id,
        organisation_id: tx.identity().organisation,
        unit_id: tx.identity().unit,
        name: kept.kind.named(name.unwrap_or("tep")),
        media_type: kept.kind.media_type().to_owned(),
        bytes: i64::try_from(kept.arrived.bytes).map_err(Problem::internal)?,
        sha256: kept.arrived.hash.to_vec(),
        uploaded_at: tx.clocks().legal.now(),
        uploaded_by: tx.identity().account,
        version: 1,
    })
}

/// The same file again is answered alike; another under the same id is 409.
fn repeated(known: &Model, row: &Model) -> Result<Answer> {
    match known.sha256 == row.sha256 && known.name == row.name {
        true => Answer::record(&Attachment::from(known), known.version),
        false => Err(Problem::new(Code::AlreadyExists).existing(known.id)),
    }
}

/// Get what is known of a file
///
/// Of those your organisation uploaded. Files of others are with the records that name them.
#[utoipa::path(tag = "Attachments", operation_id = "get_attachment", params(AttachmentId), security(("bearer" = ["attachment:read"])),
    responses((status = 200, description = "The file's name, kind, size and hash.", body = Attachment)))]
#[get("/attachments/{id}")]
async fn get_attachment(caller: Caller<ReadAttachment>, id: Path<AttachmentId>) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    Answer::record(&Attachment::from(&row), row.version)
}

/// Download a file
///
/// Whole, or the part a `Range` asks for; always to be saved, never to be shown in place.
#[utoipa::path(tag = "Attachments", operation_id = "get_attachment_content", params(AttachmentId), security(("bearer" = ["attachment:read"])),
    responses((status = 200, description = "The file.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, description = "The part asked for.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 416, description = "The file has no such part.", body = ProblemDocument)))]
#[get("/attachments/{id}/content")]
async fn get_attachment_content(
    caller: Caller<ReadAttachment>,
    id: Path<AttachmentId>,
    request: HttpRequest,
) -> Result<Content> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    content(&caller.kernel().files, &AttachedFile::from(&row), &request).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_attachment)
        .service(get_attachment)
        .service(get_attachment_content);
}
