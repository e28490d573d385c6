//! Đăng nhập. Every refusal looks alike and takes about as long, so that it tells nothing: an unknown login, a wrong password, a
//! suspended account, one that rests after too many failures, one without a post today.

use std::{sync::Arc, time::Duration};

use actix_web::{HttpRequest, http::header, post, web::ThinData};
use chrono::NaiveDate;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};
use serde::Deserialize;
use tokio::time::Instant;
use utoipa::ToSchema;

use super::{
    account,
    errand::Errand,
    lockout::{Failures, Verdict, judge},
    login::Login,
    password::Password,
    post, renew_hash, session,
    sign_in_limit::Attempt,
    tokens::{Holder, SESSION, Tokens},
};
use crate::{
    access::{AccountId, Event, Kernel, PostId, System, SystemTx, fresh_personal},
    http::{Answer, Code, Json, Problem, ProblemDocument, Result},
    text::Text,
};

/// No refusal comes sooner: it hides what only some refusals write.
const REFUSAL: Duration = Duration::from_millis(100);
const LONGEST_USER_AGENT: usize = 200;

/// Yêu cầu đăng nhập.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"login": "officer.03388", "password": "Danchu-2026-demo"}))]
pub struct SignIn {
    /// Tên đăng nhập; capitals and small letters are the same.
    #[schema(inline, example = "officer.03388")]
    login: Text<1, 200>,
    /// Mật khẩu.
    #[schema(inline, example = "Danchu-2026-demo")]
    password: Password,
    /// The post to act in; without it the one held longest. `GET /api/v1/me` lists them.
    #[schema(nullable = false)]
    post_id: Option<PostId>,
}

/// Sign in
///
/// Gives an access token for 15 minutes and a refresh token. Unknown login, wrong password, suspended or locked account and
/// an account without a valid post are all answered alike. After 5 wrong passwords the account rests for a minute, then
/// for twice as long each time, at most 15 minutes; a correct password is refused meanwhile too. The attempts of one address are
/// limited as well.
#[utoipa::path(tag = "Authentication", operation_id = "sign_in", request_body = SignIn,
    responses((status = 200, description = "Signed in.", body = Tokens),
        (status = 401, description = "`wrong_credentials`", body = ProblemDocument, content_type = "application/problem+json"),
        (status = 429, description = "`too_many_requests`: too many attempts from this address.", body = ProblemDocument, content_type = "application/problem+json",
         headers(("Retry-After" = u64, description = "Seconds to wait."))),
        (status = 503, description = "`overloaded`: too many sign in at once.", body = ProblemDocument, content_type = "application/problem+json")))]
#[post("/auth/login")]
pub async fn sign_in(
    _: Attempt,
    request: HttpRequest,
    kernel: ThinData<Arc<Kernel>>,
    Json(sent): Json<SignIn>,
) -> Result<Answer> {
    let started = Instant::now();
    let signed_in = attempt(&kernel, sent, &request).await;
    if signed_in.is_err() {
        tokio::time::sleep_until(started + REFUSAL).await;
    }
    Answer::secret(&signed_in?)
}

fn user_agent(request: &HttpRequest) -> String {
    let sent = request
        .headers()
        .get(header::USER_AGENT)
        .and_then(|value| value.to_str().ok());
    sent.unwrap_or_default().chars().take(LONGEST_USER_AGENT).collect()
}

fn refused() -> Problem {
    Problem::new(Code::WrongCredentials)
}

async fn attempt(kernel: &Kernel, sent: SignIn, request: &HttpRequest) -> Result<Tokens> {
    let known = match Login::parse(sent.login.as_str()) {
        Some(login) => by_login(kernel.on_errand(Errand::SIGN_IN).reader(), &login).await?,
        None => None,
    };
    let hash = known.as_ref().map(|account| account.password_hash.clone());
    let correct = sent.password.matches(hash).await?;
    let Some(known) = known else {
        return Err(refused());
    };
    let errand = if correct {
        Errand::SIGN_IN
    } else {
        Errand::REFUSE_SIGN_IN
    };
    let system = kernel.on_errand(errand).asked_by(request);
    let Some((change, account)) = decide(kernel, &system, &known, correct).await? else {
        return Err(refused());
    };
    let tokens = begin_session(kernel, change, account, sent.post_id, user_agent(request)).await?;
    renew_hash::where_outdated(kernel, &known, &sent.password, request).await;
    Ok(tokens)
}

pub async fn by_login(connection: &impl ConnectionTrait, login: &Login) -> Result<Option<account::Model>> {
    let found = account::Entity::find().filter(account::Column::Login.eq(login.as_str()));
    Ok(found.one(connection).await?)
}

/// Judges the attempt on the account as it is now; a wrong password is counted. Gives the change to go on with when it is
/// admitted.
pub async fn decide(
    kernel: &Kernel,
    system: &System<'_>,
    known: &account::Model,
    correct: bool,
) -> Result<Option<(SystemTx, account::Model)>> {
    let now = kernel.clocks.real.now();
    let mut change = system.begin().await?;
    let Some(account) = locked(&change, known.id).await? else {
        return Ok(None);
    };
    let before = Failures {
        count: account.failed_attempts,
        locked_until: account.locked_until,
    };
    // A password that was changed meanwhile is wrong.
    let correct = correct && account.password_hash == known.password_hash;
    match judge(before, account.suspended_at.is_some(), correct, now) {
        Verdict::Admitted => {
            let clean = Failures {
                count: 0,
                locked_until: None,
            };
            let account = keep(&mut change, account, clean).await?;
            Ok(Some((change, account)))
        }
        Verdict::Refused => Ok(None),
        Verdict::Counted(failures) => {
            let account = keep(&mut change, account, failures).await?;
            let event = Event::on::<account::Entity>(&account);
            change.commit(event, kernel.clocks.legal.now()).await?;
            Ok(None)
        }
    }
}

/// The account as it is now, and nobody else changes it.
pub async fn locked(change: &SystemTx, id: AccountId) -> Result<Option<account::Model>> {
    let found = account::Entity::find_by_id(id).lock_exclusive();
    Ok(found.one(change.connection()).await?)
}

/// Leaves the version as it is: nobody who changes the account need know of it.
async fn keep(change: &mut SystemTx, before: account::Model, failures: Failures) -> Result<account::Model> {
    let after = account::Model {
        failed_attempts: failures.count,
        locked_until: failures.locked_until,
        ..before.clone()
    };
    change.save::<account::Entity>(&before, &after).await?;
    Ok(after)
}

async fn begin_session(
    kernel: &Kernel,
    change: SystemTx,
    account: account::Model,
    wanted: Option<PostId>,
    user_agent: String,
) -> Result<Tokens> {
    let posts = valid_posts(change.connection(), account.id, kernel.clocks.legal.today()).await?;
    let Some(post) = posts
        .into_iter()
        .find(|post| wanted.is_none_or(|wanted| post.id == wanted))
    else {
        return Err(refused());
    };
    let now = kernel.clocks.real.now();
    let session = session::Model {
        id: fresh_personal(),
        account_id: account.id,
        post_id: post.id,
        user_agent,
        created_at: now,
        last_used_at: now,
        expires_at: now + SESSION,
        ended_at: None,
        end_reason: None,
    };
    session::Entity::insert(session.clone().into_active_model().reset_all())
        .exec_without_returning(change.connection())
        .await?;
    let event = Event::about("session", session.id);
    let holder = Holder { account, post, session };
    let (tokens, _, identity) = holder.hand_out(&change, kernel).await?.ok_or_else(refused)?;
    change
        .acting(&identity)
        .commit(event, kernel.clocks.legal.now())
        .await?;
    Ok(tokens)
}

/// The posts an account holds on a day, the one held longest first.
pub async fn valid_posts(
    connection: &impl ConnectionTrait,
    account: AccountId,
    today: NaiveDate,
) -> Result<Vec<post::Model>> {
    let mut posts = post::Entity::find()
        .filter(post::Column::AccountId.eq(account))
        .order_by_asc(post::Column::ValidFrom)
        .order_by_asc(post::Column::Id)
        .all(connection)
        .await?;
    posts.retain(|post| post.holds_on(today));
    Ok(posts)
}
