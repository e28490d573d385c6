//! A change that an act of law makes to the records of many owners at once, drafts and all. Only permissions marked [`Sweeping`] may,
//! and nothing beyond the unit they act for.

use std::future::Future;

use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, IntoActiveModel, Iterable,
    PrimaryKeyToColumn, QueryFilter, QueryOrder, QuerySelect, sea_query::LockType,
};

use super::{
    ApplyReorganisation, CloseOrganisation, EditReorganisation, Event, Permission, Record, ScopePlace, Tx, no_one,
    scope::everything_in, transaction::difference,
};
use crate::http::Result;

/// Rows in one statement: both databases bound its parameters.
const AT_ONCE: usize = 200;

/// A permission under which an act of law is carried out, or rehearsed.
pub trait Sweeping: Permission {}

impl Sweeping for EditReorganisation {}
impl Sweeping for ApplyReorganisation {}
impl Sweeping for CloseOrganisation {}

/// A change in progress that may touch the records of many owners.
pub trait Sweep {
    type Connection: ConnectionTrait;

    /// The connection, for tables that are no records of their own.
    fn connection(&self) -> &Self::Connection;

    /// The rows it may reach, by the unit that answers for them.
    fn reach<U: ColumnTrait>(&self, unit: U) -> Condition;

    /// Adds records.
    fn add_all<E: Record>(&mut self, rows: &[E::Model]) -> impl Future<Output = Result<()>>;

    /// The rows of a kind, in the order of their ids, locked.
    fn locked<E: Record>(&self, which: Condition) -> impl Future<Output = Result<Vec<E::Model>>> {
        let mut rows = E::find().filter(which);
        for key in E::PrimaryKey::iter() {
            rows = rows.order_by_asc(key.into_column());
        }
        async move { Ok(rows.lock(LockType::NoKeyUpdate).all(self.connection()).await?) }
    }

    /// Saves a record that was read and locked through this change; its version rises by one.
    fn amend<E: Record>(&mut self, before: &E::Model, after: E::Model) -> impl Future<Output = Result<E::Model>>;

    /// Saves it where it is another than before.
    fn amend_changed<E: Record<Model: PartialEq>>(
        &mut self,
        before: E::Model,
        after: E::Model,
    ) -> impl Future<Output = Result<()>> {
        async move {
            if after != before {
                self.amend::<E>(&before, after).await?;
            }
            Ok(())
        }
    }
}

impl<P: Sweeping> Sweep for Tx<P> {
    type Connection = DatabaseTransaction;

    fn connection(&self) -> &DatabaseTransaction {
        self.transaction()
    }

    fn reach<U: ColumnTrait>(&self, unit: U) -> Condition {
        match self.scope().place {
            ScopePlace::Unit { root, level } => everything_in(root, level, unit),
            ScopePlace::Organisation(_) => no_one(),
        }
    }

    async fn add_all<E: Record>(&mut self, rows: &[E::Model]) -> Result<()> {
        for rows in rows.chunks(AT_ONCE) {
            let new = rows.iter().map(|row| row.clone().into_active_model().reset_all());
            E::insert_many(new).exec_without_returning(self.transaction()).await?;
            E::keep_beside(rows, self.transaction()).await?;
            self.trail().add(rows.iter().map(Event::on::<E>));
        }
        Ok(())
    }

    async fn amend<E: Record>(&mut self, before: &E::Model, after: E::Model) -> Result<E::Model> {
        let (saved, event) = written::<E>(before, after, self.transaction()).await?;
        self.trail().touch(event);
        Ok(saved)
    }
}

/// Saves a record, its version raised by one, and returns the event that tells which fields changed.
pub(crate) async fn written<E: Record>(
    before: &E::Model,
    mut after: E::Model,
    connection: &impl ConnectionTrait,
) -> Result<(E::Model, Event)> {
    E::set_version(&mut after, E::version(before) + 1);
    let (row, fields) = difference::<E>(before, &after);
    let saved = E::update(row).exec(connection).await?;
    E::keep_beside(std::slice::from_ref(&saved), connection).await?;
    let event = Event::naming::<E>(&saved, fields);
    Ok((saved, event))
}
