//! `Caller<P>`: proof that a verified person holds permission `P`, and the only way from a request to the data.

use std::{
    future::{Ready, ready},
    marker::PhantomData,
    ops::Deref,
    sync::Arc,
};

use actix_web::{FromRequest, HttpMessage, HttpRequest, dev::Payload, web::ThinData};
use sea_orm::DatabaseConnection;
use tracing_actix_web::RequestId;

use super::{
    Actor, Find, HeldKey, Identity, Kernel, Permission, Scope, Scoped, Tx, authenticate::identify, own_name::as_named,
};
use crate::http::{BodyDigest, Code, Language, Problem, Result, refuse_unknown_parameters};

/// A verified caller that holds permission `P`. It is a handler's first argument, so that 401 and 403 are decided before
/// anything else of the request is read.
pub struct Caller<P> {
    actor: Actor,
    request: HttpRequest,
    permission: PhantomData<P>,
}

impl<P> Deref for Caller<P> {
    type Target = Actor;

    fn deref(&self) -> &Actor {
        &self.actor
    }
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
        let identity = request
            .extensions()
            .get::<Arc<Identity>>()
            .cloned()
            .ok_or_else(|| Problem::new(Code::Unauthenticated))?;
        let actor = Self::actor(request, identity)?;
        tracing::Span::current().record("permission", P::NAME);
        refuse_unknown_parameters(request)?;
        Ok(Self {
            actor,
            request: request.clone(),
            permission: PhantomData,
        })
    }

    /// 403 when somebody does not hold the permission.
    fn actor(request: &HttpRequest, identity: Arc<Identity>) -> Result<Actor> {
        let kernel = Kernel::of(request)?;
        let identity = as_named(request, identity)?;
        Ok(Actor {
            reach: kernel.permissions.allow::<P>(&identity)?,
            scope: Scope::of(&identity, P::FEATURE),
            kernel,
            identity,
            request_id: request_id(request),
        })
    }

    pub fn language(&self) -> Language {
        Language::accepted(&self.request)
    }

    pub(super) fn request(&self) -> &HttpRequest {
        &self.request
    }

    /// Looks within the scope.
    pub fn find<E: Scoped>(&self) -> Find<'_, E, DatabaseConnection> {
        Find::new(&self.scope, self.kernel.store.reader())
    }

    /// Begins a change, if the caller still may: the body may have taken its time to arrive. A repeat of an earlier request with the
    /// same `Idempotency-Key` ends here, with its answer.
    pub async fn begin(&self) -> Result<Tx<P>> {
        let actor = Self::actor(&self.request, identify(&self.request).await?)?;
        let transaction = self.kernel.store.begin().await?;
        let digest = self
            .request
            .extensions()
            .get::<BodyDigest>()
            .copied()
            .unwrap_or_default();
        let now = self.kernel.clocks.real.now();
        let key = HeldKey::take(&self.request, actor.identity.post, digest, &transaction, now).await?;
        Ok(Tx::new(transaction, actor, key))
    }
}

/// What the answer calls the request.
pub(super) fn request_id(request: &HttpRequest) -> Option<String> {
    request.extensions().get::<RequestId>().map(|id| id.to_string())
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
