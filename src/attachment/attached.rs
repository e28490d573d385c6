//! A file as a record names it.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, FromJsonQueryResult};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::entity;
use crate::{
    access::{AttachmentId, Look},
    http::{Problem, Result},
};

/// Tệp đính kèm: a file that goes with a record, as it was when it was named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AttachedFile {
    /// Its id.
    pub id: AttachmentId,
    /// Its name.
    #[schema(example = "bien-ban-doi-thoai.pdf")]
    pub name: String,
    /// Its media type, by what it holds.
    #[schema(example = "application/pdf")]
    pub media_type: String,
    /// Its size in bytes.
    #[schema(example = 184_320, minimum = 1, maximum = 26_214_400)]
    pub bytes: i64,
    /// SHA-256 of what it holds, in hexadecimal.
    #[schema(example = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")]
    pub sha256: String,
}

impl From<&entity::Model> for AttachedFile {
    fn from(row: &entity::Model) -> Self {
        Self {
            id: row.id,
            name: row.name.clone(),
            media_type: row.media_type.clone(),
            bytes: row.bytes,
            sha256: hex::encode(&row.sha256),
        }
    }
}

impl AttachedFile {
    /// What it holds is kept by this.
    pub fn content_hash(&self) -> Result<[u8; 32]> {
        let hash = hex::decode(&self.sha256).ok();
        let hash = hash.and_then(|hash| <[u8; 32]>::try_from(hash).ok());
        hash.ok_or_else(|| Problem::internal("a file without a hash"))
    }
}

/// A file that the caller's organisation has uploaded, where a request names one; 422 at `pointer` where there is none.
pub async fn uploaded(look: &impl Look, id: Option<AttachmentId>, pointer: &str) -> Result<Option<AttachedFile>> {
    let Some(id) = id else { return Ok(None) };
    let found = look
        .find::<entity::Entity>()
        .filter(entity::Column::Id.eq(id))
        .one()
        .await?;
    let found = found.ok_or_else(|| Problem::unknown_reference(pointer))?;
    Ok(Some(AttachedFile::from(&found)))
}

/// The files of these ids, in their order; 422 at `pointer` where one is not among the caller's organisation's, or is named twice.
pub async fn all_uploaded(look: &impl Look, ids: &[AttachmentId], pointer: &str) -> Result<Vec<AttachedFile>> {
    known_or_uploaded(look, Vec::new(), ids, pointer).await
}

/// As [`all_uploaded`], of files that are known already or the caller's organisation's.
pub async fn known_or_uploaded(
    look: &impl Look,
    known: Vec<AttachedFile>,
    ids: &[AttachmentId],
    pointer: &str,
) -> Result<Vec<AttachedFile>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let own = look
        .find::<entity::Entity>()
        .filter(entity::Column::Id.is_in(ids.iter().copied()));
    let own = own.all().await?;
    let own = own.iter().map(AttachedFile::from);
    let mut found: BTreeMap<AttachmentId, AttachedFile> = own.chain(known).map(|file| (file.id, file)).collect();
    let named = ids.iter().map(|id| found.remove(id));
    named
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| Problem::unknown_reference(pointer))
}

/// The files of a report, by the code of what they answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Attached(pub BTreeMap<String, Vec<AttachedFile>>);

impl Attached {
    pub fn is_empty(&self) -> bool {
        self.0.values().all(Vec::is_empty)
    }

    /// The file of this id, if it is there.
    pub fn file(&self, id: AttachmentId) -> Option<&AttachedFile> {
        self.0.values().flatten().find(|file| file.id == id)
    }
}
