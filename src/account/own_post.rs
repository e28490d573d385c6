//! Chuyển chức danh: a person with several posts acts in one at a time.

use actix_web::post;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    account,
    errand::Errand,
    session,
    sign_in::valid_posts,
    tokens::{Holder, Tokens, spend_others},
};
use crate::{
    access::{Caller, Event, PostId, SessionId, SystemTx, UseOwnAccount},
    http::{Answer, Code, Json, Place, Problem, Result, Said},
};

/// Chức danh muốn dùng.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"post_id": "70c30c28-f25b-5f28-9aa9-29bcbe655f60"}))]
pub struct ChosenPost {
    /// One of the posts of `GET /api/v1/me`.
    post_id: PostId,
}

/// Change the post I act in
///
/// The session acts in the chosen post from now on. Gives a new pair of tokens; those before lose their power.
#[utoipa::path(tag = "Authentication", operation_id = "choose_post", request_body = ChosenPost, security(("bearer" = ["me:use"])),
    responses((status = 200, description = "Tokens that act in the post.", body = Tokens)))]
#[post("/auth/post")]
pub async fn choose_post(caller: Caller<UseOwnAccount>, Json(sent): Json<ChosenPost>) -> Result<Answer> {
    let mut change = caller.on_errand(Errand::USE_OWN_ACCOUNT).begin().await?;
    let holder = holder(&caller, &change, sent.post_id).await?;
    let event = Event::about("session", holder.session.id);
    act_in(&mut change, holder.session.id, sent.post_id).await?;
    let tokens = renew(&caller, change, holder, event).await?;
    caller.kernel().forget_identities();
    Answer::secret(&tokens)
}

async fn holder(caller: &Caller<UseOwnAccount>, change: &SystemTx, wanted: PostId) -> Result<Holder> {
    let identity = caller.identity();
    let session = own_session(change, identity.session).await?;
    let today = caller.clocks().legal.today();
    let held = valid_posts(change.connection(), identity.account, today).await?;
    let post = held.into_iter().find(|post| post.id == wanted).ok_or_else(not_held)?;
    let account = account::Entity::find_by_id(identity.account).one(change.connection());
    let account = account.await?.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    Ok(Holder { account, post, session })
}

fn not_held() -> Problem {
    let said = Said::new("Không phải chức danh bạn đang giữ.", "You do not hold this post.");
    Problem::new(Code::UnknownReference).fault(Place::Body("/post_id".to_owned()), "unknown_reference", said)
}

/// The caller's session, locked; 401 when it has just ended.
pub async fn own_session(change: &SystemTx, id: SessionId) -> Result<session::Model> {
    let found = session::Entity::find_by_id(id).lock_exclusive();
    let alive = found
        .one(change.connection())
        .await?
        .filter(|session| session.ended_at.is_none());
    alive.ok_or_else(|| Problem::new(Code::Unauthenticated))
}

async fn act_in(change: &mut SystemTx, session: SessionId, post: PostId) -> Result<()> {
    session::Entity::update_many()
        .set(session::ActiveModel {
            post_id: Set(post),
            ..Default::default()
        })
        .filter(session::Column::Id.eq(session))
        .exec(change.connection())
        .await?;
    change.note("post_id");
    Ok(())
}

/// Hands out a new pair in place of the session's others, and commits.
pub async fn renew(
    caller: &Caller<UseOwnAccount>,
    mut change: SystemTx,
    holder: Holder,
    event: Event,
) -> Result<Tokens> {
    let kernel = caller.kernel();
    let session = holder.session.id;
    let handed_out = holder.hand_out(&change, kernel).await?;
    let (tokens, successor, identity) = handed_out.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    spend_others(&change, session, successor, kernel.clocks.real.now()).await?;
    change.note("refresh_tokens");
    change
        .acting(&identity)
        .commit(event, kernel.clocks.legal.now())
        .await?;
    Ok(tokens)
}
