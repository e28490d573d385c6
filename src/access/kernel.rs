//! What every request needs and every replica shares: the store, the clocks, the permission table and the keys.

use std::sync::{Arc, PoisonError, RwLock};

use moka::future::Cache;
use uuid::Uuid;

use super::{Claims, Identity, KeyRing, PermissionTable, SessionId, Store, System, Task, authenticate};
use crate::{
    clock::Clocks,
    http::{Code, Problem, Result},
};

pub struct Kernel {
    pub store: Store,
    pub clocks: Clocks,
    pub permissions: PermissionTable,
    pub issuer: String,
    keys: RwLock<Option<Arc<KeyRing>>>,
    identities: Cache<(SessionId, i64, Uuid), Option<Identity>>,
}

impl Kernel {
    /// Reads the signing keys, when the tables are there; until then the service is not ready.
    pub async fn start(
        store: Store,
        clocks: Clocks,
        permissions: PermissionTable,
        issuer: String,
    ) -> Result<Arc<Self>> {
        let kernel = Arc::new(Self {
            store,
            clocks,
            permissions,
            issuer,
            keys: RwLock::new(None),
            identities: Cache::builder()
                .max_capacity(10_000)
                .time_to_live(authenticate::FRESH)
                .build(),
        });
        kernel.refresh_keys().await?;
        Ok(kernel)
    }

    /// The keys as last read; 503 while there are none.
    pub fn keys(&self) -> Result<Arc<KeyRing>> {
        let keys = self.keys.read().unwrap_or_else(PoisonError::into_inner).clone();
        keys.ok_or_else(|| Problem::new(Code::NotReady))
    }

    /// Reads the keys again, so that a rotation elsewhere is noticed; makes the first one in a new register.
    pub async fn refresh_keys(&self) -> Result<()> {
        if !self.store.is_current().await {
            return Ok(());
        }
        let now = self.clocks.real.now();
        let mut keys = KeyRing::load(self.store.reader(), now).await?;
        if keys.is_none() {
            rotate_keys(&self.store, self.clocks).await?;
            keys = KeyRing::load(self.store.reader(), now).await?;
        }
        *self.keys.write().unwrap_or_else(PoisonError::into_inner) = keys.map(Arc::new);
        Ok(())
    }

    /// Who a token's bearer is now; none when it has lost its power.
    pub async fn identity(&self, claims: Claims) -> Result<Option<Identity>> {
        let key = (claims.sid, claims.ver, claims.jti);
        let loaded = self
            .identities
            .try_get_with(key, authenticate::load(self.store.reader(), &claims, self))
            .await;
        loaded
            .map(|identity| identity.filter(|identity| identity.account == claims.sub))
            .map_err(|problem| Problem::new(problem.code).cause(problem.as_ref()))
    }

    /// Forgets what is known of everybody here at once; other replicas follow within [`authenticate::FRESH`].
    pub fn forget_identities(&self) {
        self.identities.invalidate_all();
    }

    pub fn system(&self, task: Task) -> System<'_> {
        System::new(&self.store, task)
    }
}

/// Makes a new signing key; returns its `kid`.
pub async fn rotate_keys(store: &Store, clocks: Clocks) -> Result<String> {
    let change = System::new(store, Task::RotateKeys).begin().await?;
    let kid = KeyRing::rotate(change.connection(), clocks.real.now()).await?;
    let event = super::Event::about("signing_key", super::derived::<uuid::Uuid>(&kid));
    change.commit(event, clocks.real.now()).await?;
    Ok(kid)
}
