//! From a bearer token to an identity. The token names account and session; everything else is read from the database, at
//! most [`FRESH`] old, so that a suspended account or an ended post loses its power within five seconds on every replica.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use actix_web::{
    Error, HttpMessage, HttpRequest,
    body::{BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{Method, header},
    middleware::Next,
};
use chrono::NaiveDate;
use moka::Expiry;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::{AccountId, Claims, Delegated, Identity, Kernel, Mandate, OrganisationId, SessionId, UnitId};
use crate::{
    account::{
        account,
        delegation::entity as delegation,
        hand_over::{HandedOver, handed_over},
        post, session,
    },
    http::{Code, Problem, Result},
    organisation::{mandate, organisation},
    reporting::filling::entity as filling,
    territory::{unit, unit_reach},
};

/// How old the knowledge of an identity may be.
pub const FRESH: Duration = Duration::from_secs(4);

/// More units than any commune came of.
const FEW: u64 = 16;

/// The operations that need no token.
pub const PUBLIC: &[(Method, &str)] = &[
    (Method::POST, "/api/v1/auth/login"),
    (Method::POST, "/api/v1/auth/refresh"),
];

/// What is published lies under here, for anybody to read.
const PUBLISHED: &str = "/api/v1/public/";

fn is_public(method: &Method, path: &str) -> bool {
    let reads = *method == Method::GET && path.starts_with(PUBLISHED);
    reads || PUBLIC.iter().any(|(known, at)| known == method && *at == path)
}

/// Middleware around the API: 401 before anything of the request is parsed.
pub async fn authenticate(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if !is_public(request.method(), request.path()) {
        let identity = match identify(request.request()).await {
            Ok(identity) => identity,
            Err(problem) => return Ok(request.error_response(problem)),
        };
        let span = tracing::Span::current();
        span.record("account", tracing::field::display(identity.account));
        span.record("unit", tracing::field::display(identity.unit));
        request.extensions_mut().insert(identity);
    }
    next.call(request).await.map(ServiceResponse::map_into_boxed_body)
}

/// Who a request's token stands for now; 401 when it has no power, or none any more.
pub(super) async fn identify(request: &HttpRequest) -> Result<Arc<Identity>> {
    let kernel = Kernel::of(request)?;
    let token = bearer(request).ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    kernel
        .identity(token)
        .await?
        .ok_or_else(|| Problem::new(Code::Unauthenticated))
}

/// The token of the one `Authorization` header; two are as bad as none.
fn bearer(request: &HttpRequest) -> Option<&str> {
    let mut sent = request.headers().get_all(header::AUTHORIZATION);
    let value = sent.next()?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let only = sent.next().is_none() && scheme.eq_ignore_ascii_case("bearer");
    only.then_some(token.trim())
}

/// What is known of a token.
pub(super) struct Bearer {
    pub claims: Claims,
    /// Nobody, when the token has lost its power.
    pub identity: Option<Arc<Identity>>,
    /// When reading it began.
    read_at: Instant,
}

/// A bearer is known until [`FRESH`] after reading it began, however long that took.
pub(super) struct UntilStale;

impl Expiry<[u8; 32], Arc<Bearer>> for UntilStale {
    fn expire_after_create(&self, _: &[u8; 32], bearer: &Arc<Bearer>, created_at: Instant) -> Option<Duration> {
        Some(FRESH.saturating_sub(created_at.saturating_duration_since(bearer.read_at)))
    }
}

/// Reads whose a token is; 401 when it is not genuine, of which no note is kept.
pub(super) async fn read(token: &str, kernel: &Kernel) -> Result<Arc<Bearer>> {
    let read_at = Instant::now();
    let claims = Claims::verify(token, &*kernel.keys()?, &kernel.issuer, kernel.clocks.real.now())
        .ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    let identity = load(kernel.store.reader(), &claims, kernel).await?.map(Arc::new);
    Ok(Arc::new(Bearer {
        claims,
        identity,
        read_at,
    }))
}

/// Reads who a session belongs to now; none when the session, the account or the post has ended, or its power changed since
/// `version`.
async fn load(connection: &impl ConnectionTrait, claims: &Claims, kernel: &Kernel) -> Result<Option<Identity>> {
    let now = kernel.clocks.real.now();
    let today = kernel.clocks.legal.today();
    // May wait for its turn to write; what is read afterwards is as it is then.
    if handed_over(kernel, claims).await? == HandedOver::Superseded {
        return Ok(None);
    }
    let Some(session) = session::Entity::find_by_id(claims.sid).one(connection).await? else {
        return Ok(None);
    };
    let Some(account) = account::Entity::find_by_id(session.account_id).one(connection).await? else {
        return Ok(None);
    };
    let alive = session.ended_at.is_none() && session.expires_at > now;
    if !alive || account.id != claims.sub || account.suspended_at.is_some() || account.token_version != claims.ver {
        return Ok(None);
    }
    let Some(post) = post::Entity::find_by_id(session.post_id).one(connection).await? else {
        return Ok(None);
    };
    // A token stands for one post: when its session acts in another, it is spent.
    if post.account_id != account.id || !post.holds_on(today) || post.id != claims.post {
        return Ok(None);
    }
    identity_of(connection, session.id, account, post, today).await
}

/// Puts together who somebody is when acting in `post`.
pub async fn identity_of(
    connection: &impl ConnectionTrait,
    session: SessionId,
    account: account::Model,
    post: post::Model,
    today: NaiveDate,
) -> Result<Option<Identity>> {
    let Some(organisation) = organisation::Entity::find_by_id(post.organisation_id)
        .one(connection)
        .await?
    else {
        return Ok(None);
    };
    let Some(unit) = unit::Entity::find_by_id(organisation.unit_id).one(connection).await? else {
        return Ok(None);
    };
    let delegations = delegations_to(connection, account.id, organisation.id, today).await?;
    let fills_for = fills_for(connection, organisation.id, today).await?;
    let mandates = mandates_of(connection, organisation.id, today).await?;
    let roots = mandates.iter().map(|mandate| mandate.unit).chain([unit.id]);
    Ok(Some(Identity {
        near: near(connection, roots).await?,
        account: account.id,
        name: account.name,
        login: account.login,
        session,
        post: post.id,
        post_title: post.title,
        roles: post.roles.0,
        mandates,
        delegations,
        fills_for,
        organisation: organisation.id,
        ended: !organisation.exists_on(today) || !unit.exists_on(today),
        organisation_name: organisation.name,
        kind: organisation.kind,
        unit: unit.id,
        level: unit.level,
        must_change_password: account.must_change_password,
    }))
}

/// What was delegated to an account in an organisation, by leaders who still are.
async fn delegations_to(
    connection: &impl ConnectionTrait,
    account: AccountId,
    organisation: OrganisationId,
    today: NaiveDate,
) -> Result<Vec<Delegated>> {
    let given = delegation::Entity::find()
        .filter(delegation::Column::ToAccountId.eq(account))
        .filter(delegation::Column::OrganisationId.eq(organisation))
        .filter(delegation::Column::ValidFrom.lte(today))
        .filter(delegation::Column::ValidTo.gt(today))
        .all(connection)
        .await?;
    let mut delegated = Vec::new();
    for row in given {
        let leader = post::Entity::find_by_id(row.from_post_id).one(connection).await?;
        if leader.is_some_and(|post| post.holds_on(today)) {
            let title = row.from_title;
            let each = row.permissions.0.into_iter();
            delegated.extend(each.map(|permission| Delegated {
                permission,
                title: title.clone(),
            }));
        }
    }
    Ok(delegated)
}

async fn fills_for(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
    today: NaiveDate,
) -> Result<Vec<OrganisationId>> {
    let given = filling::Entity::find()
        .filter(filling::Column::FillerId.eq(organisation))
        .all(connection)
        .await?;
    let holding = given.into_iter().filter(|filling| filling.holds_on(today));
    Ok(holding.map(|filling| filling.organisation_id).collect())
}

async fn mandates_of(
    connection: &impl ConnectionTrait,
    organisation: OrganisationId,
    today: NaiveDate,
) -> Result<Vec<Mandate>> {
    let held = mandate::Entity::find()
        .filter(mandate::Column::OrganisationId.eq(organisation))
        .all(connection)
        .await?;
    let mut mandates = Vec::new();
    for mandate in held.into_iter().filter(|mandate| mandate.holds_on(today)) {
        if let Some(unit) = unit::Entity::find_by_id(mandate.unit_id).one(connection).await? {
            mandates.push(Mandate {
                feature: mandate.feature,
                committee: mandate.committee_id,
                unit: unit.id,
                level: unit.level,
            });
        }
    }
    Ok(mandates)
}

/// The units reached from each of some units, where they are few.
async fn near(
    connection: &impl ConnectionTrait,
    roots: impl Iterator<Item = UnitId>,
) -> Result<BTreeMap<UnitId, Vec<UnitId>>> {
    let mut near = BTreeMap::new();
    for root in roots {
        let reached = unit_reach::Entity::find()
            .select_only()
            .column(unit_reach::Column::UnitId)
            .filter(unit_reach::Column::RootId.eq(root))
            .limit(FEW + 1);
        let reached: Vec<UnitId> = reached.into_tuple().all(connection).await?;
        if u64::try_from(reached.len()).is_ok_and(|reached| reached <= FEW) {
            near.insert(root, reached);
        }
    }
    Ok(near)
}
