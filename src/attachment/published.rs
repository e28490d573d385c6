//! Tệp đã công khai: the copy of a file that anybody may have. Whether they do is up to the record it goes with.

use sea_orm::{
    ActiveModelTrait, Condition, DeriveActiveEnum, EnumIter, IntoActiveModel, Iterable, entity::prelude::*,
    sea_query::OnConflict,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{AttachmentId, PublishedFileId, Scope, Scoped, no_one},
    http::Result,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "published_file")]
pub struct Model {
    /// Follows from the record and the file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: PublishedFileId,
    pub record: PublicRecord,
    pub record_id: Uuid,
    pub attachment_id: AttachmentId,
    pub name: String,
    pub media_type: String,
    pub bytes: i64,
    /// Of the copy: of a picture another than of the file itself.
    pub sha256: Vec<u8>,
    pub published_at: DateTimeUtc,
    pub publisher_name: String,
}

impl ActiveModelBehavior for ActiveModel {}

/// Loại bản ghi: what a public file goes with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum PublicRecord {
    /// Nội dung công khai của cấp xã.
    Disclosure,
    /// Nghị quyết của Hội đồng nhân dân.
    CouncilResolution,
    /// Hương ước, quy ước.
    VillageConvention,
}

impl Scoped for Entity {
    /// It is found with its record alone.
    fn within(_: &Scope) -> Condition {
        no_one()
    }
}

/// Keeps what was published, in place of what was before.
pub async fn keep(row: &Model, transaction: &impl ConnectionTrait) -> Result<()> {
    let others = Column::iter().filter(|column| !matches!(column, Column::Id));
    let again = OnConflict::column(Column::Id).update_columns(others).to_owned();
    let kept = Entity::insert(row.clone().into_active_model().reset_all()).on_conflict(again);
    kept.exec_without_returning(transaction).await?;
    Ok(())
}
