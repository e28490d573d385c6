//! Refresh tokens: opaque, kept as SHA-256, each good for one exchange.

use sea_orm::entity::prelude::*;

use crate::access::SessionId;

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_token")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub hash: Vec<u8>,
    pub session_id: SessionId,
    pub issued_at: DateTimeUtc,
    /// When it was exchanged.
    pub spent_at: Option<DateTimeUtc>,
    /// The token it was exchanged for.
    pub successor: Option<Vec<u8>>,
    /// Whether an access token issued with it was ever used.
    pub used: bool,
}

impl ActiveModelBehavior for ActiveModel {}
