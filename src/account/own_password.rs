//! Đổi mật khẩu: a person sets a password only they know.

use actix_web::post;
use sea_orm::{ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    account,
    own_post::{own_session, renew},
    own_session::end_sessions,
    password::Password,
    password_rule::weakness,
    post, session,
    sign_in::decide,
    tokens::{Holder, Tokens},
};
use crate::{
    access::{Caller, SystemTx, Task, UseOwnAccount},
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
    let identity = caller.identity();
    if let Some(weakness) = weakness(sent.new_password.as_str(), &identity.login) {
        return Err(weakness.refused("/new_password"));
    }
    let (change, account) = confirmed(&caller, &sent.current_password, &sent.new_password).await?;
    let holder = keep(&caller, &change, account).await?;
    let tokens = renew(&caller, change, holder).await?;
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

/// The account, locked, once the current password has proved right, with the new one's hash in place of the old.
async fn confirmed(
    caller: &Caller<UseOwnAccount>,
    current: &Password,
    new: &Password,
) -> Result<(SystemTx, account::Model)> {
    let kernel = caller.kernel();
    let known = account::Entity::find_by_id(caller.identity().account)
        .one(kernel.system(Task::UseOwnAccount).reader())
        .await?
        .ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    let correct = current.matches(Some(known.password_hash.clone())).await?;
    let new_hash = new.hash().await?;
    if current.as_str() == new.as_str() {
        return Err(same());
    }
    let (change, account) = decide(kernel, &known, correct, Task::UseOwnAccount)
        .await?
        .ok_or_else(wrong)?;
    let account = account::Model {
        password_hash: new_hash,
        password_changed_at: kernel.clocks.real.now(),
        must_change_password: false,
        token_version: account.token_version + 1,
        version: account.version + 1,
        ..account
    };
    Ok((change, account))
}

/// Keeps the account with its new password, ends its other sessions, and tells who gets new tokens.
async fn keep(caller: &Caller<UseOwnAccount>, change: &SystemTx, account: account::Model) -> Result<Holder> {
    let identity = caller.identity();
    let session = own_session(change, identity.session).await?;
    let row = account::ActiveModel {
        password_hash: Set(account.password_hash.clone()),
        password_changed_at: Set(account.password_changed_at),
        must_change_password: Set(account.must_change_password),
        token_version: Set(account.token_version),
        version: Set(account.version),
        ..Default::default()
    };
    account::Entity::update_many()
        .set(row)
        .filter(account::Column::Id.eq(account.id))
        .exec(change.connection())
        .await?;
    let others = Condition::all()
        .add(session::Column::AccountId.eq(account.id))
        .add(session::Column::Id.ne(session.id));
    end_sessions(
        change.connection(),
        others,
        "password changed",
        account.password_changed_at,
    )
    .await?;
    let post = post::Entity::find_by_id(identity.post).one(change.connection()).await?;
    let post = post.ok_or_else(|| Problem::new(Code::Unauthenticated))?;
    Ok(Holder { account, post, session })
}
