//! `Caller<P>`: proof that a verified person holds permission `P`, and the only way from a request to the data.

use std::{
    future::{Ready, ready},
    marker::PhantomData,
    sync::Arc,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web::ThinData};
use sea_orm::DatabaseConnection;
use tracing_actix_web::RequestId;

use super::{Find, HeldKey, Identity, Kernel, Permission, Reach, Scope, Scoped, Tx, transaction::Actor};
use crate::{
    clock::Clocks,
    http::{BodyDigest, Code, Language, Problem, Result},
};

/// A verified caller that holds permission `P`. It is a handler's first argument, so that 401 and 403 are decided before
/// anything else of the request is read.
pub struct Caller<P> {
    kernel: Arc<Kernel>,
    request: HttpRequest,
    identity: Identity,
    scope: Scope,
    reach: Reach,
    permission: PhantomData<P>,
}

impl<P: Permission> FromRequest for Caller<P> {
    type Error = Problem;
    type Future = Ready<Result<Self>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        ready(Self::of(request))
    }
}

impl<P: Permission> Caller<P> {
    fn of(request: &HttpRequest) -> Result<Self> {
        let kernel = Kernel::of(request)?;
        let identity = request
            .extensions()
            .get::<Identity>()
            .cloned()
            .ok_or_else(|| Problem::new(Code::Unauthenticated))?;
        let reach = kernel.permissions.allow::<P>(&identity)?;
        tracing::Span::current().record("permission", P::NAME);
        Ok(Self {
            scope: Scope::of(&identity, P::FEATURE),
            kernel,
            request: request.clone(),
            identity,
            reach,
            permission: PhantomData,
        })
    }

    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    pub fn clocks(&self) -> Clocks {
        self.kernel.clocks
    }

    pub fn language(&self) -> Language {
        Language::accepted(&self.request)
    }

    pub fn kernel(&self) -> &Arc<Kernel> {
        &self.kernel
    }

    /// Whether the caller also holds `Q`; for `allowed_actions`.
    pub fn may<Q: Permission>(&self) -> bool {
        self.kernel.permissions.allow::<Q>(&self.identity).is_ok()
    }

    /// Looks within the scope.
    pub fn find<E: Scoped>(&self) -> Find<'_, E, DatabaseConnection> {
        Find::new(&self.scope, self.kernel.store.reader())
    }

    /// Begins a change. A repeat of an earlier request with the same `Idempotency-Key` ends here, with its answer.
    pub async fn begin(&self) -> Result<Tx<P>> {
        let transaction = self.kernel.store.begin().await?;
        let digest = self
            .request
            .extensions()
            .get::<BodyDigest>()
            .copied()
            .unwrap_or_default();
        let now = self.kernel.clocks.real.now();
        let key = HeldKey::take(&self.request, self.identity.post, digest, &transaction, now).await?;
        let actor = Actor {
            identity: self.identity.clone(),
            scope: self.scope.clone(),
            reach: self.reach,
            request_id: self.request.extensions().get::<RequestId>().map(|id| id.to_string()),
        };
        Ok(Tx::new(transaction, actor, Arc::clone(&self.kernel), key))
    }
}

impl Kernel {
    /// The kernel the app was built with.
    pub fn of(request: &HttpRequest) -> Result<Arc<Self>> {
        request
            .app_data::<ThinData<Arc<Self>>>()
            .map(|kernel| Arc::clone(&kernel.0))
            .ok_or_else(|| Problem::internal("the app has no kernel"))
    }
}
