//! Reading within a scope, be it plainly or inside a change; what both can show, one function can write.

use std::ops::Deref;

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, StreamTrait};

use super::{Actor, Caller, Find, Gather, Permission, Scoped, Tx};

/// A way to the data within a scope.
pub trait Look: Deref<Target = Actor> {
    type Connection: ConnectionTrait + StreamTrait;

    /// Looks within the scope.
    fn find<E: Scoped>(&self) -> Find<'_, E, Self::Connection>;

    /// Reads columns and counts within the scope.
    fn gather<E: Scoped>(&self) -> Gather<'_, E, Self::Connection>;
}

impl<P: Permission> Look for Caller<P> {
    type Connection = DatabaseConnection;

    fn find<E: Scoped>(&self) -> Find<'_, E, DatabaseConnection> {
        self.find()
    }

    fn gather<E: Scoped>(&self) -> Gather<'_, E, DatabaseConnection> {
        Gather::new(&self.scope, self.kernel.store.reader())
    }
}

impl<P: Permission> Look for Tx<P> {
    type Connection = DatabaseTransaction;

    fn find<E: Scoped>(&self) -> Find<'_, E, DatabaseTransaction> {
        self.find()
    }

    fn gather<E: Scoped>(&self) -> Gather<'_, E, DatabaseTransaction> {
        Gather::new(&self.scope, self.transaction())
    }
}
