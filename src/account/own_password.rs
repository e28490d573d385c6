//! Đổi mật khẩu: a person sets a password only they know.

use actix_web::post;
use sea_orm::{ColumnTrait, Condition, EntityTrait};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    account,
    errand::Errand,
    own_post::{own_session, renew},
    own_session::end_sessions,
    password::Password,
    password_rule::weakness,
    post, session,
    sign_in::decide,
    tokens::{Holder, Tokens},
};
use crate::{
    access::{Caller, Event, SystemTx, UseOwnAccount},
    http::{Answer, Code, Json, Problem, ProblemDocument, Result},
};

/// Mật khẩu cũ và mới.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"current_password": "Danchu-2026-demo", "new_password": "chợ phiên Sìn Hồ"}))]
pub struct NewPassword {
    /// Mật khẩu đang dùng. Wrong ones count towards the lockout, as at signing in.
    #[schema(inline)]
    current_password: Password,
    /// Mật khẩu mới: at least 12 characters, without the login, not a common one.
    #[schema(inline)]
    new_password: Password,
}

/// Change my password
///
/// Ends all other sessions of the account and gives this one a new pair of tokens; those before lose their power.
#[utoipa::path(tag = "Authentication", operation_id = "change_password", request_body = NewPassword, security(("bearer" = ["me:use"])),
    responses((status = 200, description = "The password was changed.", body = Tokens),
        (status = 422, description = "`weak_password`, or `invalid_content`: the current password is wrong.", body = ProblemDocument, content_type = "application/problem+json")))]
#[post("/auth/password")]
pub async fn change_password(caller: Caller<UseOwnAccount>, Json(sent): Json<NewPassword>) -> Result<Answer> {
    if let Some(weakness) = weakness(sent.new_password.as_str(), &caller.identity().login) {
        return Err(weakness.refused("/new_password"));
    }
    let hash = sent.new_password.hash().await?;
    let (mut change, account) = confirmed(&caller, &sent).await?;
    let holder = keep(&caller, &mut change, account, hash).await?;
    let event = Event::on::<account::Entity>(&holder.account);
    let tokens = renew(&caller, change, holder, event).await?;
    caller.kernel().forget_identities();
    Answer::secret(&tokens)
}

fn same() -> Problem {
    Problem::invalid(
        "/new_password",
        "unchanged",
        "Mật khẩu mới phải khác mật khẩu đang dùng.",
        "The new password must differ from the current one.",
    )
}

fn wrong() -> Problem {
    Problem::invalid(
        "/current_password",
        "wrong_password",
        "Mật khẩu đang dùng không đúng.",
        "The current password is wrong.",
    )
}

/// The account, locked, once the current password has proved right.
async fn confirmed(caller: &Caller<UseOwnAccount>, sent: &NewPassword) -> Result<(SystemTx, account::Model)> {
    let known = account::Entity::find_by_id(caller.identity().account)
        .one(caller.on_errand(Errand::USE_OWN_ACCOUNT).reader())
        .await?
        .ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    let correct = sent.current_password.matches(Some(known.password_hash.clone())).await?;
    if sent.current_password.as_str() == sent.new_password.as_str() {
        return Err(same());
    }
    let errand = match correct {
        true => Errand::USE_OWN_ACCOUNT,
        false => Errand::REFUSE_SIGN_IN,
    };
    let admitted = decide(caller.kernel(), &caller.on_errand(errand), &known, correct).await?;
    admitted.ok_or_else(wrong)
}

/// Keeps the account with its new password, ends its other sessions, and tells who gets new tokens.
async fn keep(
    caller: &Caller<UseOwnAccount>,
    change: &mut SystemTx,
    before: account::Model,
    password_hash: String,
) -> Result<Holder> {
    let (identity, now) = (caller.identity(), caller.clocks().real.now());
    let session = own_session(change, identity.session).await?;
    let account = account::Model {
        password_hash,
        password_changed_at: now,
        must_change_password: false,
        token_version: before.token_version + 1,
        version: before.version + 1,
        ..before.clone()
    };
    change.save::<account::Entity>(&before, &account).await?;
    let others = Condition::all()
        .add(session::Column::AccountId.eq(account.id))
        .add(session::Column::Id.ne(session.id));
    if end_sessions(change.connection(), others, "password changed", now).await? > 0 {
        change.note("sessions");
    }
    let post = post::Entity::find_by_id(identity.post).one(change.connection()).await?;
    let post = post.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    Ok(Holder { account, post, session })
}
