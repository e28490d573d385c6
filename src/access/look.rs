//! Reading within a scope, be it plainly or inside a change; what both can show, one function can write.

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction};

use super::{Caller, Find, Identity, Permission, Scope, Scoped, Tx};
use crate::clock::Clocks;

/// A way to the data within a scope.
pub trait Look {
    type Connection: ConnectionTrait;

    /// Looks within the scope.
    fn find<E: Scoped>(&self) -> Find<'_, E, Self::Connection>;
    fn identity(&self) -> &Identity;
    fn scope(&self) -> &Scope;
    fn clocks(&self) -> Clocks;
    /// Whether the caller also holds `Q`; for `allowed_actions`.
    fn may<Q: Permission>(&self) -> bool;
}

impl<P: Permission> Look for Caller<P> {
    type Connection = DatabaseConnection;

    fn find<E: Scoped>(&self) -> Find<'_, E, DatabaseConnection> {
        self.find()
    }

    fn identity(&self) -> &Identity {
        self.identity()
    }

    fn scope(&self) -> &Scope {
        self.scope()
    }

    fn clocks(&self) -> Clocks {
        self.clocks()
    }

    fn may<Q: Permission>(&self) -> bool {
        self.may::<Q>()
    }
}

impl<P: Permission> Look for Tx<P> {
    type Connection = DatabaseTransaction;

    fn find<E: Scoped>(&self) -> Find<'_, E, DatabaseTransaction> {
        self.find()
    }

    fn identity(&self) -> &Identity {
        self.identity()
    }

    fn scope(&self) -> &Scope {
        self.scope()
    }

    fn clocks(&self) -> Clocks {
        self.clocks()
    }

    fn may<Q: Permission>(&self) -> bool {
        self.may::<Q>()
    }
}
