//! Phiên đăng nhập của mình: where one is signed in, and signing out.

use actix_web::{delete, get, post};
use chrono::{DateTime, Utc};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::{errand::Errand, session};
use crate::{
    access::{Caller, Event, PostId, SessionId, SystemTx, UseOwnAccount},
    http::{Answer, Code, Path, Problem, Result},
};

/// Sessions shown at most, those used last.
const SHOWN: u64 = 200;

/// Phiên đăng nhập.
#[derive(Serialize, ToSchema)]
pub struct Session {
    id: SessionId,
    /// Whether this request is part of it.
    current: bool,
    /// The post it acts in.
    post_id: PostId,
    /// What the program that signed in calls itself.
    user_agent: String,
    created_at: DateTime<Utc>,
    /// When its tokens were last refreshed or first used.
    last_used_at: DateTime<Utc>,
    /// When it ends unless it is refreshed before.
    expires_at: DateTime<Utc>,
}

/// Các phiên đăng nhập của tôi.
#[derive(Serialize, ToSchema)]
pub struct Sessions {
    /// The sessions that are alive, the one used last first; at most 200.
    items: Vec<Session>,
}

/// Sign out
///
/// Ends this session: its refresh token is worth nothing from now on, its access token within 5 seconds.
#[utoipa::path(tag = "Authentication", operation_id = "sign_out", security(("bearer" = ["me:use"])),
    responses((status = 204, description = "Signed out.")))]
#[post("/auth/logout")]
pub async fn sign_out(caller: Caller<UseOwnAccount>) -> Result<Answer> {
    end_own(&caller, caller.identity().session).await
}

/// List my sessions
///
/// Where the account is signed in.
#[utoipa::path(tag = "Authentication", operation_id = "list_my_sessions", security(("bearer" = ["me:use"])),
    responses((status = 200, description = "The sessions that are alive.", body = Sessions)))]
#[get("/auth/sessions")]
pub async fn list_my_sessions(caller: Caller<UseOwnAccount>) -> Result<Answer> {
    let alive = session::Entity::find()
        .filter(alive_of(&caller))
        .order_by_desc(session::Column::LastUsedAt)
        .order_by_asc(session::Column::Id)
        .limit(SHOWN)
        .all(caller.on_errand(Errand::USE_OWN_ACCOUNT).reader())
        .await?;
    let current = caller.identity().session;
    let items = alive.into_iter().map(|row| view(row, current)).collect();
    Answer::view(&Sessions { items })
}

/// End one of my sessions
///
/// Signs a lost or forgotten device out.
#[utoipa::path(tag = "Authentication", operation_id = "end_my_session", params(SessionId), security(("bearer" = ["me:use"])),
    responses((status = 204, description = "The session has ended.")))]
#[delete("/auth/sessions/{id}")]
pub async fn end_my_session(caller: Caller<UseOwnAccount>, Path(id): Path<SessionId>) -> Result<Answer> {
    end_own(&caller, id).await
}

fn view(row: session::Model, current: SessionId) -> Session {
    Session {
        id: row.id,
        current: row.id == current,
        post_id: row.post_id,
        user_agent: row.user_agent,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
        expires_at: row.expires_at,
    }
}

fn alive_of(caller: &Caller<UseOwnAccount>) -> Condition {
    Condition::all()
        .add(session::Column::AccountId.eq(caller.identity().account))
        .add(session::Column::EndedAt.is_null())
        .add(session::Column::ExpiresAt.gt(caller.clocks().real.now()))
}

async fn end_own(caller: &Caller<UseOwnAccount>, id: SessionId) -> Result<Answer> {
    let clocks = caller.clocks();
    let mut change = caller.on_errand(Errand::USE_OWN_ACCOUNT).begin().await?;
    let this = alive_of(caller).add(session::Column::Id.eq(id));
    match end_sessions(change.connection(), this, "signed out", clocks.real.now()).await? {
        0 => Err(Problem::new(Code::NotFound)),
        _ => {
            note_end(&mut change);
            let event = Event::about("session", id).because("signed out");
            change
                .acting(caller.identity())
                .commit(event, clocks.legal.now())
                .await?;
            caller.kernel().forget_identities();
            Ok(Answer::nothing())
        }
    }
}

/// Names what ending changes of a session.
pub fn note_end(change: &mut SystemTx) {
    change.note("ended_at");
    change.note("end_reason");
}

/// Ends the sessions that are chosen and alive; tells how many.
pub async fn end_sessions(
    connection: &impl ConnectionTrait,
    chosen: Condition,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<u64> {
    let ended = session::Entity::update_many()
        .set(session::ActiveModel {
            ended_at: Set(Some(now)),
            end_reason: Set(Some(reason.to_owned())),
            ..Default::default()
        })
        .filter(chosen)
        .filter(session::Column::EndedAt.is_null())
        .exec(connection)
        .await?;
    Ok(ended.rows_affected)
}
