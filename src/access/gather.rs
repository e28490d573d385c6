//! Queries within a scope that read single columns, or count rows alike, where whole rows would be too many or too large.

use std::{marker::PhantomData, pin::pin};

use chrono::NaiveDate;
use futures_util::TryStreamExt;
use sea_orm::{
    Condition, ConnectionTrait, DbErr, FromQueryResult, IdenStatic, Order, StreamTrait,
    sea_query::{Alias, CaseStatement, Expr, Func, IntoColumnRef, IntoCondition, SelectStatement},
};

use super::{
    Scope, Scoped,
    find::{read, rows_of},
    listed::{Columns, Listed},
};
use crate::http::Result;

/// A query within a scope that names what it reads; the names are those of the fields it is read into.
#[must_use]
pub struct Gather<'c, E, C> {
    rows: SelectStatement,
    connection: &'c C,
    of: PhantomData<E>,
}

impl<'c, E: Scoped, C: ConnectionTrait + StreamTrait> Gather<'c, E, C> {
    pub(super) fn new(scope: &Scope, connection: &'c C) -> Self {
        Self::beside(connection).filter(E::within(scope))
    }

    /// Reads beside a record that the caller has found, what has no scope of its own there.
    pub fn beside(connection: &'c C) -> Self {
        Self {
            rows: rows_of::<E>(Condition::all()),
            connection,
            of: PhantomData,
        }
    }

    /// Narrows the query.
    pub fn filter(mut self, by: impl IntoCondition) -> Self {
        self.rows.cond_where(by.into_condition());
        self
    }

    /// Reads columns as they are.
    pub fn columns(mut self, columns: impl IntoIterator<Item = E::Column>) -> Self {
        read::<E>(&mut self.rows, columns);
        self
    }

    /// Reads what is worked out for each row.
    pub fn value(mut self, name: &'static str, value: impl Into<Expr>) -> Self {
        self.rows.expr_as(value, Alias::new(name));
        self
    }

    /// Rows alike in these columns are one.
    pub fn alike_in(mut self, columns: impl IntoIterator<Item = E::Column>) -> Self {
        for column in columns {
            let column = (E::default(), column);
            self.rows.column(column).group_by_col(column);
        }
        self
    }

    /// Rows alike in what is worked out for each are one; `name` is that of no column.
    pub fn alike_by(mut self, name: &'static str, value: impl Into<Expr>) -> Self {
        self = self.value(name, value);
        // By its name: the same expression with other parameters would be another one to PostgreSQL.
        self.rows.add_group_by([Expr::col(Alias::new(name))]);
        self
    }

    /// Counts the rows of each kind.
    pub fn count(self, name: &'static str) -> Self {
        self.value(name, Func::count(Expr::val(1)))
    }

    /// Counts the different values in the rows of each kind.
    pub fn count_different(self, name: &'static str, column: E::Column) -> Self {
        let column = (E::default(), column).into_column_ref();
        self.value(name, Func::count_distinct(Expr::col(column)))
    }

    /// Counts the different values in the rows of each kind that are so.
    pub fn count_different_where(self, name: &'static str, column: E::Column, which: impl IntoCondition) -> Self {
        let column = (E::default(), column).into_column_ref();
        let those = CaseStatement::new().case(which.into_condition(), Expr::col(column));
        self.value(name, Func::count_distinct(those))
    }

    /// Counts the rows of each kind that are so.
    pub fn count_where(self, name: &'static str, which: impl IntoCondition) -> Self {
        let one = CaseStatement::new().case(which.into_condition(), 1);
        self.value(name, Func::count(one))
    }

    /// The least value among the rows of each kind.
    pub fn least(self, column: E::Column) -> Self {
        let name = column.as_str();
        self.value(name, Func::min(Expr::col((E::default(), column).into_column_ref())))
    }

    pub fn order_by(mut self, column: E::Column) -> Self {
        self.rows.order_by((E::default(), column), Order::Asc);
        self
    }

    /// All of it; for what is few by nature.
    pub async fn all<R: FromQueryResult>(self) -> Result<Vec<R>> {
        let rows = self.connection.query_all(&self.rows).await?;
        let read = rows.iter().map(|row| R::from_query_result(row, ""));
        Ok(read.collect::<Result<Vec<R>, DbErr>>()?)
    }

    /// Whole rows with what they name; for what is few by nature.
    pub async fn listed<L: Listed<Entity = E>>(mut self) -> Result<Vec<L>> {
        let Self { rows, connection, .. } = &mut self;
        read::<E>(rows, L::columns());
        L::join(rows, NaiveDate::MIN);
        let rows = connection.query_all(rows).await?;
        let read = rows.iter().map(|row| L::read(&mut Columns::after(0, row)));
        Ok(read.collect::<Result<Vec<L>, DbErr>>()?)
    }

    /// One row after the other, so that memory holds one at a time.
    pub async fn each<R: FromQueryResult + Send>(self, mut visit: impl FnMut(R) -> Result<()>) -> Result<()> {
        let mut rows = pin!(self.connection.stream(&self.rows).await?);
        while let Some(row) = rows.try_next().await? {
            visit(R::from_query_result(&row, "")?)?;
        }
        Ok(())
    }
}
