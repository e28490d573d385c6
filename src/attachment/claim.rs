//! Who is at work with a content, so that one that is being uploaded again is not swept away: whoever holds its row goes first.

use sea_orm::{ConnectionTrait, Set, entity::prelude::*, sea_query::OnConflict};

use crate::http::Result;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file_content")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: Vec<u8>,
    pub claimed_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}

/// Holds the content's row until the transaction ends.
pub async fn claim(hash: &[u8; 32], now: DateTimeUtc, transaction: &impl ConnectionTrait) -> Result<()> {
    let row = ActiveModel {
        sha256: Set(hash.to_vec()),
        claimed_at: Set(now),
    };
    let again = OnConflict::column(Column::Sha256)
        .update_column(Column::ClaimedAt)
        .to_owned();
    let held = Entity::insert(row).on_conflict(again);
    held.exec_without_returning(transaction).await?;
    Ok(())
}
