//! Public files, for anybody.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, get};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, sea_query::ExprTrait};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::publishable::Publishable;
use crate::{
    access::{Published, PublishedFileId, Visitor},
    attachment::{
        Content,
        attached::AttachedFile,
        content,
        published::{Column, Entity, Model, PublicRecord},
    },
    document::{convention::entity as convention, resolution::entity as resolution},
    http::{Code, Path, Problem, ProblemDocument, Result},
    measure::disclosure::entity as disclosure,
};

impl Published for Entity {
    /// All that were published; whether they still are is up to their records.
    fn published(_: NaiveDate) -> Condition {
        Condition::all()
    }
}

/// Tệp công khai.
#[derive(Clone, Serialize, ToSchema)]
pub struct PublicFile {
    /// Its id as a public file.
    pub id: PublishedFileId,
    /// Its name.
    #[schema(example = "nghi-quyet-75.pdf")]
    pub name: String,
    /// Its media type.
    #[schema(example = "application/pdf")]
    pub media_type: String,
    /// Its size in bytes.
    #[schema(example = 184_320)]
    pub bytes: i64,
    /// SHA-256 of what it holds, in hexadecimal.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub sha256: String,
    /// Where anybody downloads it.
    #[schema(example = "/api/v1/public/files/0b0a3b52-70c5-5d0b-9f3f-6f8f1b5e2a11/content")]
    pub content: String,
}

impl From<&Model> for PublicFile {
    fn from(row: &Model) -> Self {
        Self {
            id: row.id,
            name: row.name.clone(),
            media_type: row.media_type.clone(),
            bytes: row.bytes,
            sha256: hex::encode(&row.sha256),
            content: format!("/api/v1/public/files/{}/content", row.id),
        }
    }
}

/// The public files of records, by their ids.
pub struct FilesOf(BTreeMap<Uuid, Vec<Model>>);

/// Reads the public files of these records.
pub async fn files_of<'r, E: Publishable>(
    visitor: &Visitor,
    rows: impl IntoIterator<Item = &'r E::Model>,
) -> Result<FilesOf> {
    let mut rows = rows.into_iter().peekable();
    let Some(first) = rows.peek() else {
        return Ok(FilesOf(BTreeMap::new()));
    };
    let connection = visitor.beside::<E>(first);
    let ids: Vec<Uuid> = rows.map(|row| E::id_of(row).into()).collect();
    let theirs = Column::Record.eq(E::RECORD).and(Column::RecordId.is_in(ids));
    let mut of: BTreeMap<Uuid, Vec<Model>> = BTreeMap::new();
    for row in Entity::find().filter(theirs).all(connection).await? {
        of.entry(row.record_id).or_default().push(row);
    }
    Ok(FilesOf(of))
}

impl FilesOf {
    /// Those of one, in the order in which it names them; what it names no longer is not public any more.
    pub fn of<E: Publishable>(&self, row: &E::Model) -> Vec<PublicFile> {
        let published = self.0.get(&E::id_of(row).into()).into_iter().flatten();
        let published: BTreeMap<_, _> = published.map(|row| (row.attachment_id, row)).collect();
        let named = E::files(row).into_iter().filter_map(|file| E::file(row, file.id));
        let public = named.filter_map(|file| published.get(&file.id).copied());
        public.map(PublicFile::from).collect()
    }
}

/// Download a public file
///
/// Tệp công khai, whole, or the part a `Range` asks for; always to be saved, never to be shown in place.
#[utoipa::path(tag = "Public", operation_id = "get_public_file_content", params(PublishedFileId),
    responses((status = 200, description = "The file.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 206, description = "The part asked for.", content_type = "application/octet-stream", body = Vec<u8>),
        (status = 416, description = "The file has no such part.", body = ProblemDocument)))]
#[get("/public/files/{id}/content")]
async fn get_public_file_content(visitor: Visitor, id: Path<PublishedFileId>, request: HttpRequest) -> Result<Content> {
    let row = visitor.find::<Entity>().by_id(id.0).await?;
    require_public(&visitor, &row).await?;
    content(visitor.files(), &file(&row), &request).await
}

/// 404 unless the file's record is public and names it.
async fn require_public(visitor: &Visitor, row: &Model) -> Result<()> {
    let named = match row.record {
        PublicRecord::Disclosure => is_named::<disclosure::Entity>(visitor, row).await?,
        PublicRecord::CouncilResolution => is_named::<resolution::Entity>(visitor, row).await?,
        PublicRecord::VillageConvention => is_named::<convention::Entity>(visitor, row).await?,
    };
    match named {
        true => Ok(()),
        false => Err(Problem::new(Code::NotFound)),
    }
}

async fn is_named<E: Publishable>(visitor: &Visitor, row: &Model) -> Result<bool>
where
    E::Id: From<Uuid>,
{
    let record = visitor.find::<E>().by_ids([E::Id::from(row.record_id)]).one().await?;
    Ok(record.is_some_and(|record| E::file(&record, row.attachment_id).is_some()))
}

fn file(row: &Model) -> AttachedFile {
    AttachedFile {
        id: row.attachment_id,
        name: row.name.clone(),
        media_type: row.media_type.clone(),
        bytes: row.bytes,
        sha256: hex::encode(&row.sha256),
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(get_public_file_content);
}
