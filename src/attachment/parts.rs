//! Files that come in parts: over a connection that breaks, only what is missing is sent again.

use actix_web::{get, post, put};
use sea_orm::ColumnTrait;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    api::{Attachment, keep},
    entity::{Column, Entity},
    store::{Coming, not_come},
    upload::{Kept, MOST_BYTES, Upload},
};
use crate::{
    access::{AttachmentId, Caller, EditAttachment},
    http::{Answer, Code, Json, Path, Problem, ProblemDocument, Result},
    text::Text,
};

/// Bytes of a part at most.
const MOST_OF_A_PART: u64 = 5 * 1024 * 1024;
/// Parts of a file at most.
const MOST_PARTS: u16 = 100;

/// Phần của tệp.
#[derive(Serialize, ToSchema)]
pub struct AttachmentPart {
    /// Its number, from 1.
    #[schema(example = 1, minimum = 1, maximum = 100)]
    pub number: u16,
    /// Its size in bytes.
    #[schema(example = 1_048_576)]
    pub bytes: u64,
}

/// Các phần đã tải lên.
#[derive(Serialize, ToSchema)]
pub struct AttachmentParts {
    /// Those that have come, in their order.
    pub parts: Vec<AttachmentPart>,
}

/// Ghép các phần.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "bien-ban-doi-thoai.pdf", "parts": 3}))]
pub struct AttachmentCompletion {
    /// Tên tệp, 1–200 characters; as for an upload in one piece.
    #[schema(inline)]
    name: Text<1, 200>,
    /// How many parts it has.
    #[schema(minimum = 1, maximum = 100)]
    parts: u16,
}

/// Upload a part of a file
///
/// Tải lên một phần của tệp: parts are counted from 1, at most 100 of at most 5 MiB each. The same number again takes the place of what came before. Parts
/// that are not joined within a day are removed.
#[utoipa::path(tag = "Attachments", operation_id = "put_attachment_part",
    request_body(content = Vec<u8>, content_type = "application/octet-stream", description = "The part."),
    params(("id" = AttachmentId, Path, description = "Id of the file, of your choosing."), ("number" = u16, Path, description = "Which part.", example = 1)),
    security(("bearer" = ["attachment:edit"])),
    responses((status = 200, description = "It is there.", body = AttachmentPart),
        (status = 409, description = "The file is there already, whole.", body = ProblemDocument),
        (status = 413, description = "It is larger than 5 MiB.", body = ProblemDocument)))]
#[put("/attachments/{id}/parts/{number}")]
async fn put_attachment_part(
    caller: Caller<EditAttachment>,
    path: Path<(AttachmentId, u16)>,
    upload: Upload,
) -> Result<Answer> {
    let (id, number) = path.0;
    if !(1..=MOST_PARTS).contains(&number) {
        return Err(Problem::new(Code::NotFound));
    }
    unfinished(&caller, id).await?;
    let files = &caller.kernel().files;
    let mut arrived = upload.receive(files, MOST_OF_A_PART).await?;
    files.keep_part(coming(&caller, id), number, &mut arrived).await?;
    Answer::view(&AttachmentPart {
        number,
        bytes: arrived.bytes,
    })
}

/// Get the parts of a file that have come
///
/// Các phần đã tải lên: what is missing is sent again.
#[utoipa::path(tag = "Attachments", operation_id = "get_attachment_parts", params(AttachmentId),
    security(("bearer" = ["attachment:edit"])),
    responses((status = 200, description = "The parts; none of a file that was joined.", body = AttachmentParts)))]
#[get("/attachments/{id}/parts")]
async fn get_attachment_parts(caller: Caller<EditAttachment>, id: Path<AttachmentId>) -> Result<Answer> {
    let parts = caller.kernel().files.parts(coming(&caller, id.0)).await?;
    let parts = parts
        .into_iter()
        .map(|(number, bytes)| AttachmentPart { number, bytes });
    Answer::view(&AttachmentParts { parts: parts.collect() })
}

/// Join the parts of a file
///
/// Ghép các phần thành tệp, which is then as if it had come in one piece: of a kind that is taken, at most 25 MiB. An equal repeat is safe.
#[utoipa::path(tag = "Attachments", operation_id = "complete_attachment", request_body = AttachmentCompletion, params(AttachmentId),
    security(("bearer" = ["attachment:edit"])),
    responses((status = 200, description = "It is there already.", body = Attachment),
        (status = 201, description = "Uploaded.", body = Attachment),
        (status = 409, description = "`state_forbids`: a part is missing. `already_exists`: another file has this id.", body = ProblemDocument),
        (status = 413, description = "It is larger than 25 MiB.", body = ProblemDocument),
        (status = 422, description = "It is of no kind that is taken (`unsuited_file`), or harmful (`harmful_file`).", body = ProblemDocument)))]
#[post("/attachments/{id}/complete")]
async fn complete_attachment(
    caller: Caller<EditAttachment>,
    id: Path<AttachmentId>,
    completion: Json<AttachmentCompletion>,
) -> Result<Answer> {
    let (files, coming) = (&caller.kernel().files, coming(&caller, id.0));
    let AttachmentCompletion { name, parts } = completion.0;
    let come = files.parts(coming).await?;
    if come.is_empty() {
        return joined_before(&caller, id.0, name.as_str()).await;
    }
    whole(&come, parts)?;
    let pieces = Box::pin(files.joined(coming, parts));
    let arrived = files.receive(pieces, MOST_BYTES).await?;
    let kept = Kept::of(arrived, files, caller.kernel().scan.as_ref()).await?;
    let answer = keep(&caller, id.0, name.as_str(), kept).await?;
    files.forget_parts(coming).await?;
    Ok(answer)
}

/// 409 where the file is there already.
async fn unfinished(caller: &Caller<EditAttachment>, id: AttachmentId) -> Result<()> {
    match caller.find::<Entity>().filter(Column::Id.eq(id)).one().await? {
        Some(row) => Err(Problem::new(Code::AlreadyExists).existing(row.id)),
        None => Ok(()),
    }
}

/// The file, as the caller's organisation uploads it: nobody joins what another sends.
fn coming(caller: &Caller<EditAttachment>, id: AttachmentId) -> Coming {
    Coming {
        organisation: caller.identity().organisation,
        id,
    }
}

/// What was joined before is answered again; of what was not, no part has come.
async fn joined_before(caller: &Caller<EditAttachment>, id: AttachmentId, name: &str) -> Result<Answer> {
    let known = caller.find::<Entity>().filter(Column::Id.eq(id)).one().await?;
    match known {
        Some(row) if row.name == name => Answer::record(&Attachment::from(&row), row.version),
        Some(row) => Err(Problem::new(Code::AlreadyExists).existing(row.id)),
        None => Err(not_come(1)),
    }
}

/// 409 while a part is missing.
fn whole(come: &[(u16, u64)], parts: u16) -> Result<()> {
    let missing = (1..=parts).find(|number| come.iter().all(|(known, _)| known != number));
    match (missing, parts) {
        (None, 1..=MOST_PARTS) => Ok(()),
        (Some(number), 1..=MOST_PARTS) => Err(not_come(number)),
        _ => Err(Problem::invalid(
            "/parts",
            "out_of_range",
            format!("Từ 1 đến {MOST_PARTS}."),
            format!("1 to {MOST_PARTS}."),
        )),
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(put_attachment_part)
        .service(get_attachment_parts)
        .service(complete_attachment);
}
