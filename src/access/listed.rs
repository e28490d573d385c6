//! Lists that read some columns of their rows and, in the same query, what the rows name.

use sea_orm::{
    DbBackend, DbErr, EntityTrait, FromQueryResult, Iterable, ModelTrait, QueryResult, Statement, TryGetable, Value,
    Values,
    prelude::{ChronoDate, ChronoDateTimeUtc},
    sea_query::{ArrayType, SelectStatement},
    sqlx::{Row, ValueRef},
};
use uuid::Uuid;

use crate::http::Key;

/// A row of such a list.
pub trait Listed: Sized {
    type Entity: EntityTrait;

    /// The columns that are read of a row itself.
    fn columns() -> Vec<<Self::Entity as EntityTrait>::Column>;

    /// Joins the tables with what the rows name, and selects what is read of those, as it stands today. The rows go by the name of
    /// their table.
    fn join(page: &mut SelectStatement, today: ChronoDate);

    /// Reads [`Self::columns`] and then what [`Self::join`] selected, in that order.
    fn read(columns: &mut Columns<'_>) -> Result<Self, DbErr>;
}

/// The columns of a row, one after the other: on a page of fifty rows, finding each by its name would show.
pub struct Columns<'r> {
    row: &'r QueryResult,
    next: usize,
}

impl<'r> Columns<'r> {
    pub(super) fn after(read: usize, row: &'r QueryResult) -> Self {
        Self { row, next: read }
    }

    /// The next column.
    pub fn read<T: TryGetable>(&mut self) -> Result<T, DbErr> {
        let place = self.next;
        self.next += 1;
        self.row.try_get_by_index(place)
    }

    /// The next column, where it may be empty: to read it as an `Option` writes an error for each that is.
    pub fn some<T: TryGetable>(&mut self) -> Result<Option<T>, DbErr> {
        match is_null(self.row, self.next) {
            true => {
                self.next += 1;
                Ok(None)
            }
            false => self.read().map(Some),
        }
    }

    /// Where the next column is.
    pub(super) fn place(&self) -> usize {
        self.next
    }

    /// The whole row of a table, where all its columns come next.
    pub fn model<E: EntityTrait>(&mut self) -> Result<E::Model, DbErr> {
        self.next += E::Column::iter().count();
        E::Model::from_query_result(self.row, "")
    }
}

pub(super) fn is_null(row: &QueryResult, place: usize) -> bool {
    let sqlite = row.try_as_sqlite_row().and_then(|row| row.try_get_raw(place).ok());
    let postgres = || row.try_as_pg_row().and_then(|row| row.try_get_raw(place).ok());
    match sqlite {
        Some(value) => value.is_null(),
        None => postgres().is_some_and(|value| value.is_null()),
    }
}

/// The sort value at a place of a row; none of a kind no list is sorted by.
pub(super) fn key_at<E: EntityTrait>(row: &QueryResult, place: usize, column: E::Column) -> Option<Key> {
    let value = match E::Model::get_value_type(column) {
        ArrayType::Bytes => value::<Vec<u8>>(row, place),
        ArrayType::String => value::<String>(row, place),
        ArrayType::BigInt => value::<i64>(row, place),
        ArrayType::ChronoDateTimeUtc => value::<ChronoDateTimeUtc>(row, place),
        ArrayType::ChronoDate => value::<ChronoDate>(row, place),
        ArrayType::Uuid => value::<Uuid>(row, place),
        _ => None,
    };
    Key::of(value?)
}

/// The statement of a page with its length written out: PostgreSQL would not know how few rows to expect, and plan it anew each time.
pub(super) fn of_known_length(mut page: Statement) -> Statement {
    let Some(Values(values)) = page.values.as_mut().filter(|_| page.db_backend == DbBackend::Postgres) else {
        return page;
    };
    let bound = format!("LIMIT ${}", values.len());
    if let (Some(Value::BigUnsigned(Some(length))), Some(at)) = (values.last(), page.sql.rfind(&bound)) {
        page.sql.replace_range(at..at + bound.len(), &format!("LIMIT {length}"));
        values.pop();
    }
    page
}

fn value<T: TryGetable + Into<Value>>(row: &QueryResult, place: usize) -> Option<Value> {
    row.try_get_by_index::<T>(place).ok().map(Into::into)
}
