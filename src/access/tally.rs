//! Counting: within a scope or, of what everybody may know how much there is, for anybody. Rows come out as numbers, never as names.

use std::{future::Future, sync::Arc};

use sea_orm::{ConnectionTrait, DatabaseConnection, StreamTrait};

use super::{Caller, Gather, Look, Permission, Scoped, UnitId, Visitor};
use crate::http::Result;

/// A table of which anybody may know how much there is.
pub trait Tallied: Scoped {}

/// Whoever counts.
pub trait Tally {
    type Connection: ConnectionTrait + StreamTrait;

    /// Counts in a table, within what they may.
    fn tally<E: Tallied>(&self) -> Gather<'_, E, Self::Connection>;
}

impl<L: Look> Tally for L {
    type Connection = L::Connection;

    fn tally<E: Tallied>(&self) -> Gather<'_, E, Self::Connection> {
        self.gather()
    }
}

impl Tally for Visitor {
    type Connection = DatabaseConnection;

    fn tally<E: Tallied>(&self) -> Gather<'_, E, DatabaseConnection> {
        Gather::beside(self.reader())
    }
}

/// Whoever is told again what was counted before, as long as nothing has happened since.
pub trait Recount: Tally {
    /// What was counted under a unit, or is counted now. `asked` says all that it depends on beside the records and who counts.
    fn unless_changed<T: Send + Sync + 'static, F: Future<Output = Result<T>>>(
        &self,
        asked: String,
        unit: UnitId,
        count: impl FnOnce() -> F,
    ) -> impl Future<Output = Result<Arc<T>>>;
}

impl<P: Permission> Recount for Caller<P> {
    async fn unless_changed<T: Send + Sync + 'static, F: Future<Output = Result<T>>>(
        &self,
        asked: String,
        unit: UnitId,
        count: impl FnOnce() -> F,
    ) -> Result<Arc<T>> {
        let asked = (format!("{asked} {unit} {:?}", self.scope), unit);
        let kernel = &self.kernel;
        kernel.unchanged.of(asked, kernel.store.reader(), count).await
    }
}

impl Recount for Visitor {
    async fn unless_changed<T: Send + Sync + 'static, F: Future<Output = Result<T>>>(
        &self,
        asked: String,
        unit: UnitId,
        count: impl FnOnce() -> F,
    ) -> Result<Arc<T>> {
        let asked = (format!("{asked} {unit} anybody"), unit);
        self.unchanged().of(asked, self.reader(), count).await
    }
}
