//! Queries that already carry the caller's scope. Filters can only narrow them.

use std::marker::PhantomData;

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, DbErr, EntityTrait, FromQueryResult, Iterable, ModelTrait,
    Order, PrimaryKeyToColumn, PrimaryKeyTrait, QueryResult, Value,
    sea_query::{Alias, Expr, ExprTrait, Func, IntoCondition, LockType, Query, SelectStatement},
};

use super::{
    Record, Scope, Scoped,
    listed::{Columns, Listed, is_null, key_at, of_known_length},
    visitor::Published,
};
use crate::http::{Code, Cursor, Key, Limit, Page, Problem, Result};

/// The id a table's rows are found by.
pub(super) type PrimaryKeyOf<E> = <<E as EntityTrait>::PrimaryKey as PrimaryKeyTrait>::ValueType;

/// The order of a list: a stable name for its cursors and the columns it follows; the id comes last by itself.
#[derive(Clone, Debug)]
pub struct ListOrder<C> {
    pub name: &'static str,
    pub columns: Vec<C>,
    pub direction: Direction,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Ascending,
    Descending,
}

impl From<Direction> for Order {
    fn from(direction: Direction) -> Self {
        match direction {
            Direction::Ascending => Self::Asc,
            Direction::Descending => Self::Desc,
        }
    }
}

/// A query within a scope. What it reads of the rows is named last.
#[must_use]
pub struct Find<'c, E, C> {
    rows: SelectStatement,
    connection: &'c C,
    of: PhantomData<E>,
}

/// The rows of a table that are so.
pub(super) fn rows_of<E: EntityTrait>(so: Condition) -> SelectStatement {
    Query::select().from(E::default()).cond_where(so).take()
}

/// Reads columns of a table as they are.
pub(super) fn read<E: EntityTrait>(rows: &mut SelectStatement, columns: impl IntoIterator<Item = E::Column>) {
    rows.columns(columns.into_iter().map(|column| (E::default(), column)));
}

impl<'c, E: Scoped, C: ConnectionTrait> Find<'c, E, C> {
    pub(super) fn new(scope: &Scope, connection: &'c C) -> Self {
        Self::so(E::within(scope), connection)
    }

    fn so(so: Condition, connection: &'c C) -> Self {
        Self {
            rows: rows_of::<E>(so),
            connection,
            of: PhantomData,
        }
    }

    /// A query among what anybody may read.
    pub(super) fn published(today: NaiveDate, connection: &'c C) -> Self
    where
        E: Published,
    {
        Self::so(E::published(today), connection)
    }

    /// Narrows the query.
    pub fn filter(mut self, by: impl IntoCondition) -> Self {
        self.rows.cond_where(by.into_condition());
        self
    }

    pub fn filter_some<T>(self, value: Option<T>, by: impl FnOnce(T) -> Condition) -> Self {
        match value {
            Some(value) => self.filter(by(value)),
            None => self,
        }
    }

    pub(super) fn locked(mut self) -> Self {
        // Weaker than FOR UPDATE: rows that only refer to this one need not wait.
        self.rows.lock(LockType::NoKeyUpdate);
        self
    }

    pub fn order_by(mut self, column: E::Column) -> Self {
        self.rows.order_by((E::default(), column), Order::Asc);
        self
    }

    /// The one row with this id; 404 when there is none in scope.
    pub async fn by_id(self, id: PrimaryKeyOf<E>) -> Result<E::Model>
    where
        PrimaryKeyOf<E>: Into<Value>,
    {
        let found = self.filter(key_of::<E>()?.eq(id.into()));
        found.one().await?.ok_or_else(|| Problem::new(Code::NotFound))
    }

    /// The rows with these ids.
    pub fn by_ids(self, ids: impl IntoIterator<Item = E::Id>) -> Self
    where
        E: Record,
    {
        match E::PrimaryKey::iter().next() {
            Some(key) => self.filter(key.into_column().is_in(ids)),
            None => self,
        }
    }

    pub async fn one(self) -> Result<Option<E::Model>> {
        Ok(self.some(1).await?.pop())
    }

    /// All rows; for sets that are small by nature.
    pub async fn all(self) -> Result<Vec<E::Model>> {
        let Self {
            mut rows, connection, ..
        } = self;
        read::<E>(&mut rows, E::Column::iter());
        models::<E>(&connection.query_all(&rows).await?)
    }

    pub async fn count(self) -> Result<u64> {
        let Self {
            mut rows, connection, ..
        } = self;
        counted(connection.query_one(rows.expr(Func::count(Expr::val(1)))).await?)
    }

    /// How many rows there are, counted up to `most`.
    pub async fn count_up_to(mut self, most: u64) -> Result<u64> {
        let some = self.rows.expr(Expr::val(1)).limit(most).take();
        let mut count = Query::select();
        count
            .expr(Func::count(Expr::val(1)))
            .from_subquery(some, Alias::new("some"));
        counted(self.connection.query_one(&count).await?)
    }

    /// At most so many rows, any of them.
    pub async fn some(mut self, most: u64) -> Result<Vec<E::Model>> {
        self.rows.limit(most);
        self.all().await
    }

    /// One page in `order`, from `cursor` on.
    pub async fn page(self, order: ListOrder<E::Column>, cursor: Option<&str>, limit: Limit) -> Result<Page<E::Model>> {
        let connection = self.connection;
        let columns = order.with_id::<E>()?;
        let mut rows = self.read_on(&order, &columns, cursor, limit)?;
        read::<E>(&mut rows, E::Column::iter());
        let rows = models::<E>(&connection.query_all(&rows).await?)?;
        let key_of = |row: &E::Model, place: usize| columns.get(place).and_then(|column| Key::of(row.get(*column)));
        cut(rows, limit, |last| {
            cursor_at(&order.list::<E>(), columns.len(), |place| key_of(last, place))
        })
    }

    /// One page in `order`, from `cursor` on, with what its rows name.
    pub async fn page_of<L: Listed<Entity = E>>(
        self,
        order: ListOrder<E::Column>,
        cursor: Option<&str>,
        limit: Limit,
        today: NaiveDate,
    ) -> Result<Page<L>> {
        let connection = self.connection;
        let columns = order.with_id::<E>()?;
        let mut rows = self.read_on(&order, &columns, cursor, limit)?;
        let listed = L::columns();
        // What the order needs and is not read anyway comes first.
        let first: Vec<E::Column> = columns.iter().filter(|column| !has(&listed, column)).copied().collect();
        let all: Vec<E::Column> = first.iter().chain(&listed).copied().collect();
        read::<E>(&mut rows, all.iter().copied());
        let backend = connection.get_database_backend();
        let mut page = match backend {
            // It joins row by row in the order of the index, and would only copy a page that was read before.
            DbBackend::Sqlite => rows,
            // It would join whole tables, for a page of fifty.
            _ => read_before::<E>(rows, &all, &columns, order.direction),
        };
        L::join(&mut page, today);
        let rows = connection.query_all_raw(of_known_length(backend.build(&page))).await?;
        let key_of = |row: &_, place: usize| {
            let column = columns.get(place)?;
            let selected = all.iter().position(|known| is(known, column))?;
            key_at::<E>(row, selected, *column)
        };
        let page = cut(rows, limit, |last| {
            cursor_at(&order.list::<E>(), columns.len(), |place| key_of(last, place))
        })?;
        page.try_map(|row| Ok((L::read(&mut Columns::after(first.len(), &row))?, 0)))
    }

    /// One row by its id, with what it names and with the rows of another table that say in a column that they belong to it, in no order.
    pub async fn row_with<L, M>(
        self,
        id: PrimaryKeyOf<E>,
        belongs: <M::Entity as EntityTrait>::Column,
        today: NaiveDate,
    ) -> Result<(L, Vec<M>)>
    where
        PrimaryKeyOf<E>: Into<Value>,
        L: Listed<Entity = E>,
        M: Listed,
    {
        let connection = self.connection;
        let key = key_of::<E>()?;
        let mut rows = self.filter(key.eq(id.into())).rows;
        read::<E>(&mut rows, L::columns());
        L::join(&mut rows, today);
        let theirs = Expr::col((M::Entity::default(), belongs)).equals((E::default(), key));
        rows.left_join(M::Entity::default(), theirs);
        read::<M::Entity>(&mut rows, M::columns());
        M::join(&mut rows, today);
        let rows = connection.query_all(&rows).await?;
        let first = rows.first().ok_or_else(|| Problem::new(Code::NotFound))?;
        let mut columns = Columns::after(0, first);
        let (one, theirs) = (L::read(&mut columns)?, columns.place());
        let many = rows.iter().filter(|row| !is_null(row, theirs));
        let many = many.map(|row| M::read(&mut Columns::after(theirs, row)));
        Ok((one, many.collect::<std::result::Result<_, DbErr>>()?))
    }

    /// The rows from a cursor on, one more than fit on the page.
    fn read_on(
        mut self,
        order: &ListOrder<E::Column>,
        columns: &[E::Column],
        cursor: Option<&str>,
        limit: Limit,
    ) -> Result<SelectStatement> {
        if let Some(text) = cursor {
            let after = Cursor::decode(text, &order.list::<E>())?;
            self = self.filter(beyond::<E>(columns, &after, order.direction)?);
        }
        for column in columns {
            self.rows.order_by((E::default(), *column), order.direction.into());
        }
        Ok(self.rows.limit(limit.get() + 1).take())
    }
}

fn models<E: EntityTrait>(rows: &[QueryResult]) -> Result<Vec<E::Model>> {
    let models = rows.iter().map(|row| E::Model::from_query_result(row, ""));
    Ok(models.collect::<Result<Vec<_>, DbErr>>()?)
}

fn counted(row: Option<QueryResult>) -> Result<u64> {
    let counted: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    Ok(u64::try_from(counted).unwrap_or_default())
}

/// A page of rows that are read before anything is joined to them.
fn read_before<E: EntityTrait>(
    rows: SelectStatement,
    all: &[E::Column],
    order: &[E::Column],
    direction: Direction,
) -> SelectStatement {
    let mut page = Query::select();
    page.from_subquery(rows, Alias::new(E::default().table_name()));
    read::<E>(&mut page, all.iter().copied());
    for column in order {
        page.order_by((E::default(), *column), direction.into());
    }
    page
}

impl<C> ListOrder<C> {
    /// The list's name in its cursors: those of one list mean nothing to another.
    fn list<E: EntityTrait>(&self) -> String {
        format!("{}/{}", E::default().table_name(), self.name)
    }

    /// The columns of the order, the id last: no two rows are alike in them.
    fn with_id<E: EntityTrait<Column = C>>(&self) -> Result<Vec<C>>
    where
        C: ColumnTrait,
    {
        Ok(self.columns.iter().copied().chain([key_of::<E>()?]).collect())
    }
}

/// The column of a table's key.
fn key_of<E: EntityTrait>() -> Result<E::Column> {
    let key = E::PrimaryKey::iter().next();
    let key = key.ok_or_else(|| Problem::internal("a table without a key"))?;
    Ok(key.into_column())
}

/// Makes a page of rows that may be one more than fit on it; `cursor` is where the next begins.
fn cut<R>(mut rows: Vec<R>, limit: Limit, cursor: impl FnOnce(&R) -> Result<String>) -> Result<Page<R>> {
    let full = usize::try_from(limit.get()).unwrap_or(usize::MAX);
    let next_cursor = match rows.len() > full {
        false => None,
        true => {
            rows.truncate(full);
            rows.last().map(cursor).transpose()?
        }
    };
    Ok(Page {
        items: rows.into_iter().map(|row| (row, 0)).collect(),
        next_cursor,
    })
}

/// Rows after a cursor: one comparison of row values, which an index over the same columns answers directly.
fn beyond<E: EntityTrait>(columns: &[E::Column], after: &Cursor, direction: Direction) -> Result<Condition> {
    if columns.len() != after.keys.len() {
        return Err(Cursor::refused());
    }
    let values = columns
        .iter()
        .zip(&after.keys)
        .map(|(column, key)| key.value(&E::Model::get_value_type(*column)).map(Expr::val))
        .collect::<Option<Vec<_>>>()
        .ok_or_else(Cursor::refused)?;
    let row = Expr::tuple(columns.iter().map(|column| Expr::col((E::default(), *column))));
    let bound = Expr::tuple(values);
    Ok(Condition::all().add(match direction {
        Direction::Ascending => row.gt(bound),
        Direction::Descending => row.lt(bound),
    }))
}

/// The cursor of a row whose sort values `key_of` knows by their place in the order.
fn cursor_at(order: &str, places: usize, key_of: impl Fn(usize) -> Option<Key>) -> Result<String> {
    let keys = (0..places)
        .map(key_of)
        .collect::<Option<Vec<_>>>()
        .ok_or_else(|| Problem::internal("a list is sorted by a column without a key"))?;
    Cursor {
        order: order.to_owned(),
        keys,
    }
    .encode()
}

/// Whether `column` is among `columns`; they are compared by name, for that is all they tell.
fn has<C: ColumnTrait>(columns: &[C], column: &C) -> bool {
    columns.iter().any(|known| is(known, column))
}

fn is<C: ColumnTrait>(one: &C, other: &C) -> bool {
    one.as_str() == other.as_str()
}
