//! Reading within a scope, be it plainly or inside a change; what both can show, one function can write.

use std::ops::Deref;

use sea_orm::{ConnectionTrait, DatabaseConnection, DatabaseTransaction, StreamTrait};

use super::{Actor, Caller, Feature, Find, Gather, Permission, Record, Scope, Scoped, Tx};
use crate::http::Result;

/// A way to the data within a scope.
pub trait Look: Deref<Target = Actor> {
    type Connection: ConnectionTrait + StreamTrait;

    /// Looks within the scope.
    fn find<E: Scoped>(&self) -> Find<'_, E, Self::Connection>;

    /// Reads columns and counts within the scope.
    fn gather<E: Scoped>(&self) -> Gather<'_, E, Self::Connection>;

    /// The connection, for what is shown with a record and has no scope of its own there. The caller of this names the record it has found.
    fn beside<E: Record>(&self, _found: &E::Model) -> &Self::Connection;
}

impl<P: Permission> Look for Caller<P> {
    type Connection = DatabaseConnection;

    fn find<E: Scoped>(&self) -> Find<'_, E, DatabaseConnection> {
        self.find()
    }

    fn gather<E: Scoped>(&self) -> Gather<'_, E, DatabaseConnection> {
        Gather::new(&self.scope, self.kernel.store.reader())
    }

    fn beside<E: Record>(&self, _found: &E::Model) -> &DatabaseConnection {
        self.kernel.store.reader()
    }
}

/// One moment of the register within a scope: whatever is committed meanwhile, all that is read fits together.
pub struct Snapshot {
    transaction: DatabaseTransaction,
    actor: Actor,
}

impl Deref for Snapshot {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.actor
    }
}

impl<P: Permission> Caller<P> {
    /// Begins to read one moment.
    pub async fn snapshot(&self) -> Result<Snapshot> {
        Ok(Snapshot {
            transaction: self.kernel.store.snapshot().await?,
            actor: Actor::clone(self),
        })
    }
}

/// The same moment as it is seen in another feature, where mandates may reach further.
pub struct Within<'s> {
    transaction: &'s DatabaseTransaction,
    actor: Actor,
}

impl Deref for Within<'_> {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.actor
    }
}

impl Snapshot {
    /// Reads on in a feature. What is shown there asks for its own permissions, by [`Actor::may`].
    pub fn within(&self, feature: Feature) -> Within<'_> {
        let mut actor = self.actor.clone();
        actor.scope = Scope::of(&actor.identity, feature);
        Within {
            transaction: &self.transaction,
            actor,
        }
    }
}

impl Look for Within<'_> {
    type Connection = DatabaseTransaction;

    fn find<E: Scoped>(&self) -> Find<'_, E, DatabaseTransaction> {
        Find::new(&self.scope, self.transaction)
    }

    fn gather<E: Scoped>(&self) -> Gather<'_, E, DatabaseTransaction> {
        Gather::new(&self.scope, self.transaction)
    }

    fn beside<E: Record>(&self, _found: &E::Model) -> &DatabaseTransaction {
        self.transaction
    }
}

impl Look for Snapshot {
    type Connection = DatabaseTransaction;

    fn find<E: Scoped>(&self) -> Find<'_, E, DatabaseTransaction> {
        Find::new(&self.scope, &self.transaction)
    }

    fn gather<E: Scoped>(&self) -> Gather<'_, E, DatabaseTransaction> {
        Gather::new(&self.scope, &self.transaction)
    }

    fn beside<E: Record>(&self, _found: &E::Model) -> &DatabaseTransaction {
        &self.transaction
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

    fn beside<E: Record>(&self, _found: &E::Model) -> &DatabaseTransaction {
        self.transaction()
    }
}
