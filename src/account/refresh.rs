//! Gia hạn phiên: a refresh token is exchanged once for a new pair. One that comes back although it is spent is either a lost
//! answer or a theft; [`super::hand_over`] says how they are told apart.

use std::sync::Arc;

use actix_web::{HttpRequest, post, web::ThinData};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    account,
    errand::Errand,
    own_session::{end_sessions, note_end},
    post, refresh_token,
    secret::RefreshHash,
    session,
    tokens::{Holder, SESSION, Tokens},
};
use crate::{
    access::{Event, Kernel, SessionId, SystemTx},
    http::{Answer, Code, Json, Problem, ProblemDocument, Result},
    text::Text,
};

/// How long a spent refresh token is remembered, to know it when it is presented again.
const REMEMBERED: TimeDelta = TimeDelta::days(30);

/// Yêu cầu gia hạn phiên.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"refresh_token": "the refresh_token of the last answer"}))]
pub struct Refresh {
    /// The refresh token last received.
    #[schema(inline)]
    refresh_token: Text<1, 200>,
}

/// Refresh tokens
///
/// Exchanges a refresh token for a new pair; the session lasts 30 days from now. Each refresh token is good for one
/// exchange. If its answer was lost, the exchange may be repeated until the new tokens are used; a spent token presented
/// later ends the session, for somebody has stolen it.
#[utoipa::path(tag = "Authentication", operation_id = "refresh_session", request_body = Refresh,
    responses((status = 200, description = "A new pair of tokens.", body = Tokens),
        (status = 401, description = "`invalid_refresh_token`", body = ProblemDocument, content_type = "application/problem+json")))]
#[post("/auth/refresh")]
pub async fn refresh_session(
    request: HttpRequest,
    kernel: ThinData<Arc<Kernel>>,
    Json(sent): Json<Refresh>,
) -> Result<Answer> {
    let presented = RefreshHash::of(sent.refresh_token.as_str());
    match exchange(&kernel, presented, &request).await? {
        Exchange::Made(tokens) => Answer::secret(&*tokens),
        Exchange::Refused => Err(Problem::new(Code::InvalidRefreshToken)),
        Exchange::Stolen(session) => {
            end_stolen(&kernel, session, &request).await?;
            Err(Problem::new(Code::InvalidRefreshToken))
        }
    }
}

enum Exchange {
    Made(Box<Tokens>),
    Refused,
    /// A spent token came back, and its successor is in use.
    Stolen(SessionId),
}

async fn exchange(kernel: &Kernel, presented: RefreshHash, request: &HttpRequest) -> Result<Exchange> {
    let errand = kernel.on_errand(Errand::REFRESH_SESSION).asked_by(request);
    let mut change = errand.begin().await?;
    let Some((session, token)) = found(&change, presented).await? else {
        return Ok(Exchange::Refused);
    };
    let Some(holder) = holder(kernel, &change, session).await? else {
        return Ok(Exchange::Refused);
    };
    if !is_good(&change, &token).await? {
        return Ok(Exchange::Stolen(holder.session.id));
    }
    let session = holder.session.id;
    let Some((tokens, successor, identity)) = holder.hand_out(&change, kernel).await? else {
        return Ok(Exchange::Refused);
    };
    let now = kernel.clocks.real.now();
    spend(&change, &token, successor, now).await?;
    prolong(&mut change, session, now).await?;
    let event = Event::about("session", session);
    change
        .acting(&identity)
        .commit(event, kernel.clocks.legal.now())
        .await?;
    Ok(Exchange::Made(Box::new(tokens)))
}

/// The token and its session, which is locked: exchanges of one session follow one another.
async fn found(change: &SystemTx, presented: RefreshHash) -> Result<Option<(session::Model, refresh_token::Model)>> {
    let by_hash = || refresh_token::Entity::find_by_id(presented.to_vec()).one(change.connection());
    let Some(token) = by_hash().await? else {
        return Ok(None);
    };
    let session = session::Entity::find_by_id(token.session_id).lock_exclusive();
    let session = session.one(change.connection()).await?;
    // Read again: it may have been spent while the lock was waited for.
    let token = by_hash().await?;
    Ok(session.zip(token))
}

/// Who the session belongs to, with its life prolonged; none when session, account or post has ended.
async fn holder(kernel: &Kernel, change: &SystemTx, session: session::Model) -> Result<Option<Holder>> {
    let now = kernel.clocks.real.now();
    let connection = change.connection();
    let account = account::Entity::find_by_id(session.account_id).one(connection).await?;
    let post = post::Entity::find_by_id(session.post_id).one(connection).await?;
    let Some((account, post)) = account.zip(post) else {
        return Ok(None);
    };
    let alive = session.ended_at.is_none() && session.expires_at > now;
    let held = post.account_id == account.id && post.holds_on(kernel.clocks.legal.today());
    let session = session::Model {
        expires_at: now + SESSION,
        ..session
    };
    Ok((alive && held && account.suspended_at.is_none()).then_some(Holder { account, post, session }))
}

/// Whether the token may be exchanged: it is unspent, or nobody has what it was exchanged for, which is then taken back.
async fn is_good(change: &SystemTx, token: &refresh_token::Model) -> Result<bool> {
    let Some(successor) = token.spent_at.and(token.successor.clone()) else {
        return Ok(token.spent_at.is_none());
    };
    let taken_back = refresh_token::Entity::delete_many()
        .filter(refresh_token::Column::Hash.eq(successor))
        .filter(refresh_token::Column::Used.eq(false))
        .filter(refresh_token::Column::SpentAt.is_null())
        .exec(change.connection())
        .await?;
    Ok(taken_back.rows_affected == 1)
}

async fn spend(
    change: &SystemTx,
    token: &refresh_token::Model,
    successor: RefreshHash,
    now: DateTime<Utc>,
) -> Result<()> {
    refresh_token::Entity::update_many()
        .set(refresh_token::ActiveModel {
            spent_at: Set(Some(now)),
            successor: Set(Some(successor.to_vec())),
            ..Default::default()
        })
        .filter(refresh_token::Column::Hash.eq(token.hash.clone()))
        .exec(change.connection())
        .await?;
    refresh_token::Entity::delete_many()
        .filter(refresh_token::Column::SessionId.eq(token.session_id))
        .filter(refresh_token::Column::SpentAt.lt(now - REMEMBERED))
        .exec(change.connection())
        .await?;
    Ok(())
}

async fn prolong(change: &mut SystemTx, session: SessionId, now: DateTime<Utc>) -> Result<()> {
    session::Entity::update_many()
        .set(session::ActiveModel {
            last_used_at: Set(now),
            expires_at: Set(now + SESSION),
            ..Default::default()
        })
        .filter(session::Column::Id.eq(session))
        .exec(change.connection())
        .await?;
    for field in ["last_used_at", "expires_at", "refresh_tokens"] {
        change.note(field);
    }
    Ok(())
}

async fn end_stolen(kernel: &Kernel, session: SessionId, request: &HttpRequest) -> Result<()> {
    let now = kernel.clocks.real.now();
    let errand = kernel.on_errand(Errand::END_SESSION).asked_by(request);
    let mut change = errand.begin().await?;
    let this = session::Column::Id.eq(session);
    end_sessions(
        change.connection(),
        Condition::all().add(this),
        "refresh token presented again",
        now,
    )
    .await?;
    note_end(&mut change);
    let event = Event::about("session", session).because("refresh token presented again");
    change.commit(event, kernel.clocks.legal.now()).await?;
    kernel.forget_identities();
    Ok(())
}
