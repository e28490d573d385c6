//! What is written with a board: the organisation it is, and its supports.

use sea_orm::ConnectionTrait;

use super::{body, entity::Model, support};
use crate::http::Result;

/// Writes what follows from boards, as they are now.
pub async fn keep(boards: &[Model], connection: &impl ConnectionTrait) -> Result<()> {
    body::keep(boards, connection).await?;
    support::keep(boards, connection).await
}
