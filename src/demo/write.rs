//! Rows by the hundred.

use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, IntoActiveModel};

use crate::http::Result;

/// Rows in one statement: both databases bound its parameters.
const CHUNK: usize = 200;

/// Inserts all rows, in their order.
pub async fn write<E>(rows: &[E::Model], connection: &impl ConnectionTrait) -> Result<()>
where
    E: EntityTrait<Model: IntoActiveModel<E::ActiveModel>>,
{
    for chunk in rows.chunks(CHUNK) {
        let rows = chunk.iter().cloned().map(|row| row.into_active_model().reset_all());
        E::insert_many(rows).exec_without_returning(connection).await?;
    }
    Ok(())
}
