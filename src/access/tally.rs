//! Counting: within a scope or, of what everybody may know how much there is, for anybody. Rows come out as numbers, never as names.

use std::{future::Future, sync::Arc};

use sea_orm::{ConnectionTrait, DatabaseConnection, StreamTrait};

use super::{Caller, Gather, Kernel, Look, Permission, Scoped, UnitId, Visitor, unchanged::Weighed};
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
    /// What all share, and who counts.
    fn counting(&self) -> (&Kernel, String);

    /// What was counted under a unit, or is counted now. `asked` says all that it depends on beside the records and who counts.
    fn unless_changed<T: Weighed, F: Future<Output = Result<T>>>(
        &self,
        asked: String,
        unit: UnitId,
        count: impl FnOnce() -> F,
    ) -> impl Future<Output = Result<Arc<T>>> {
        let (kernel, who) = self.counting();
        let asked = (format!("{asked} {unit} {who}"), unit);
        kernel.unchanged.of(asked, kernel.store.reader(), count)
    }
}

impl<P: Permission> Recount for Caller<P> {
    fn counting(&self) -> (&Kernel, String) {
        (&self.kernel, format!("{:?}", self.scope))
    }
}

impl Recount for Visitor {
    fn counting(&self) -> (&Kernel, String) {
        (self.kernel(), "anybody".to_owned())
    }
}
