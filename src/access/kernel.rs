//! What every request needs and every replica shares: the store, the clocks, the permission table and the keys.

use std::sync::{Arc, PoisonError, RwLock};

use moka::future::Cache;
use sha2::{Digest, Sha256};

use super::{
    Identity, KeyRing, PermissionTable, Store, System, Task,
    authenticate::{self, Bearer},
    unchanged::Unchanged,
};
use crate::{
    attachment::{Files, Scan},
    clock::Clocks,
    http::{Code, Problem, Result},
    person::PersonKeys,
    reporting::template::published::Published,
};

pub struct Kernel {
    /// Never shown to a request: with it, data could be read without a scope.
    pub(super) store: Store,
    pub clocks: Clocks,
    pub permissions: PermissionTable,
    pub issuer: String,
    pub templates: Published,
    pub files: Files,
    /// What looks at a file before it is kept, where something does.
    pub scan: Option<Scan>,
    pub person_keys: PersonKeys,
    pub(super) unchanged: Unchanged,
    keys: RwLock<Option<Arc<KeyRing>>>,
    /// By the hash of their tokens.
    bearers: Cache<[u8; 32], Arc<Bearer>>,
}

impl Kernel {
    /// Reads the signing keys, when the tables are there; until then the service is not ready.
    pub async fn start(
        store: Store,
        clocks: Clocks,
        permissions: PermissionTable,
        issuer: String,
        files: Files,
        scan: Option<Scan>,
        person_keys: PersonKeys,
    ) -> Result<Arc<Self>> {
        let kernel = Arc::new(Self {
            store,
            clocks,
            permissions,
            issuer,
            templates: Published::default(),
            files,
            scan,
            person_keys,
            unchanged: Unchanged::default(),
            keys: RwLock::new(None),
            bearers: Cache::builder()
                .max_capacity(10_000)
                .expire_after(authenticate::UntilStale)
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

    /// Who a token's bearer is now; none when it has lost its power, 401 when it is not genuine.
    pub async fn identity(&self, token: &str) -> Result<Option<Arc<Identity>>> {
        let hash: [u8; 32] = Sha256::digest(token.as_bytes()).into();
        let known = self.bearers.try_get_with(hash, authenticate::read(token, self)).await;
        let bearer = known.map_err(|problem| Problem::new(problem.code).cause(problem.as_ref()))?;
        let alive = bearer.claims.is_alive(self.clocks.real.now());
        Ok(bearer.identity.clone().filter(|_| alive))
    }

    /// Forgets what is known of everybody here at once; other replicas follow within [`authenticate::FRESH`].
    pub fn forget_identities(&self) {
        self.bearers.invalidate_all();
    }

    /// Whether the database answers, its tables are up to date, and there are keys.
    pub async fn is_ready(&self) -> bool {
        self.store.answers().await.is_ok() && self.store.is_current().await && self.keys().is_ok()
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
