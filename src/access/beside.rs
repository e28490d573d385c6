//! Rows that follow from records and are kept beside them, for counting and for finding.

use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, Value};

use crate::http::Result;

/// Rows in one statement: both databases bound its parameters.
const AT_ONCE: usize = 200;

/// Writes what follows from some records in place of what did before. `of` is the column that names the record.
pub async fn replace<E: EntityTrait>(
    of: E::Column,
    records: impl IntoIterator<Item = impl Into<Value>>,
    lines: impl IntoIterator<Item = E::Model>,
    connection: &impl ConnectionTrait,
) -> Result<()>
where
    E::Model: IntoActiveModel<E::ActiveModel>,
{
    let records: Vec<Value> = records.into_iter().map(Into::into).collect();
    for records in records.chunks(AT_ONCE) {
        let before = of.is_in(records.iter().cloned());
        E::delete_many().filter(before).exec(connection).await?;
    }
    let lines = lines.into_iter().map(|line| line.into_active_model().reset_all());
    let lines: Vec<E::ActiveModel> = lines.collect();
    for lines in lines.chunks(AT_ONCE) {
        let new = E::insert_many(lines.iter().cloned());
        new.exec_without_returning(connection).await?;
    }
    Ok(())
}
