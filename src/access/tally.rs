//! Counting: within a scope or, of what everybody may know how much there is, for anybody. Rows come out as numbers, never as names.

use sea_orm::{ConnectionTrait, DatabaseConnection, StreamTrait};

use super::{Gather, Look, Scoped, Visitor};

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
