//! Tạm khóa, mở lại, cấp lại mật khẩu: whether an account may sign in.

use actix_web::post;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    account::{Entity, Model},
    administration::AccountWithPassword,
    last_administrator::somebody_remains,
    own_session::end_sessions,
    password::Password,
    post,
    reach::lock_mine,
    secret::one_time_password,
    session,
    view::Account,
};
use crate::{
    access::{AccountId, Caller, Event, ManageAccount, Tx},
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    text::Paragraphs,
};

/// Lý do.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AccountReason)]
#[schema(example = json!({"reason": "Nghỉ hưu từ ngày 01/01/2026"}))]
pub struct Reason {
    /// Why, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Suspend an account
///
/// Tạm khóa. All its sessions end and its tokens lose their power within 5 seconds.
#[utoipa::path(tag = "Accounts", operation_id = "suspend_account", request_body = Reason,
    params(AccountId, ("If-Match" = String, Header, description = "The account's `ETag`.")),
    security(("bearer" = ["account:manage"])),
    responses((status = 200, description = "Suspended.", body = Account),
        (status = 409, description = "`state_forbids`: it is suspended. `last_administrator`: nobody else could administer its organisation. Or `idempotency_in_progress`.",
         body = ProblemDocument, content_type = "application/problem+json")))]
#[post("/accounts/{id}/suspend")]
pub async fn suspend_account(
    caller: Caller<ManageAccount>,
    Path(id): Path<AccountId>,
    if_match: IfMatch,
    Json(sent): Json<Reason>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = lock_mine(&tx, id, if_match).await?;
    let row = suspend(&mut tx, &before, &sent).await?;
    let view = Account::of(&tx, &row).await?;
    let event = Event::on::<Entity>(&row).because(sent.reason.as_str());
    let answer = tx.commit(event, Answer::record(&view, row.version)?).await?;
    caller.kernel().forget_identities();
    Ok(answer)
}

async fn suspend(tx: &mut Tx<ManageAccount>, before: &Model, sent: &Reason) -> Result<Model> {
    if before.suspended_at.is_some() {
        return Err(forbidden(
            "Tài khoản đang bị tạm khóa.",
            "The account is suspended already.",
        ));
    }
    let posts = post::Entity::find().filter(post::Column::AccountId.eq(before.id));
    let posts = posts.all(tx.within_lock::<Entity>(before)).await?;
    somebody_remains(tx.within_lock::<Entity>(before), &posts, tx.clocks().legal.today()).await?;
    let after = Model {
        suspended_at: Some(tx.clocks().legal.now()),
        suspend_reason: Some(sent.reason.as_str().to_owned()),
        token_version: before.token_version + 1,
        ..before.clone()
    };
    sign_out_everywhere(tx, before, "account suspended").await?;
    tx.save::<Entity>(before, after).await
}

fn forbidden(vi: &'static str, en: &'static str) -> Problem {
    Problem::new(Code::StateForbids).detail(vi, en)
}

async fn sign_out_everywhere(tx: &mut Tx<ManageAccount>, account: &Model, reason: &str) -> Result<()> {
    let all = Condition::all().add(session::Column::AccountId.eq(account.id));
    let now = tx.clocks().real.now();
    if end_sessions(tx.within_lock::<Entity>(account), all, reason, now).await? > 0 {
        tx.note("sessions");
    }
    Ok(())
}

/// Reinstate an account
///
/// Mở lại: it may sign in again, with the password it had.
#[utoipa::path(tag = "Accounts", operation_id = "reinstate_account", request_body = Reason,
    params(AccountId, ("If-Match" = String, Header, description = "The account's `ETag`.")),
    security(("bearer" = ["account:manage"])),
    responses((status = 200, description = "Reinstated.", body = Account),
        (status = 409, description = "`state_forbids`: it is not suspended. Or `idempotency_in_progress`.",
         body = ProblemDocument, content_type = "application/problem+json")))]
#[post("/accounts/{id}/reinstate")]
pub async fn reinstate_account(
    caller: Caller<ManageAccount>,
    Path(id): Path<AccountId>,
    if_match: IfMatch,
    Json(sent): Json<Reason>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = lock_mine(&tx, id, if_match).await?;
    if before.suspended_at.is_none() {
        return Err(forbidden(
            "Tài khoản không bị tạm khóa.",
            "The account is not suspended.",
        ));
    }
    let row = tx.save::<Entity>(&before, reinstated(before.clone())).await?;
    let view = Account::of(&tx, &row).await?;
    let event = Event::on::<Entity>(&row).because(sent.reason.as_str());
    tx.commit(event, Answer::record(&view, row.version)?).await
}

fn reinstated(row: Model) -> Model {
    Model {
        suspended_at: None,
        suspend_reason: None,
        failed_attempts: 0,
        locked_until: None,
        ..row
    }
}

/// Reset a password
///
/// Cấp lại mật khẩu. The new one-time password is in this answer and nowhere else; all sessions of the account end, and a lockout
/// is lifted.
#[utoipa::path(tag = "Accounts", operation_id = "reset_password", request_body = Reason,
    params(AccountId, ("If-Match" = String, Header, description = "The account's `ETag`.")),
    security(("bearer" = ["account:manage"])),
    responses((status = 200, description = "The password was reset.", body = AccountWithPassword)))]
#[post("/accounts/{id}/reset-password")]
pub async fn reset_password(
    caller: Caller<ManageAccount>,
    Path(id): Path<AccountId>,
    if_match: IfMatch,
    Json(sent): Json<Reason>,
) -> Result<Answer> {
    let password = one_time_password()?;
    let hash = Password::new(&password).hash().await?;
    let mut tx = caller.begin().await?;
    let row = reset(&mut tx, id, if_match, hash).await?;
    let view = Account::of(&tx, &row).await?;
    let event = Event::on::<Entity>(&row).because(sent.reason.as_str());
    let answer = AccountWithPassword::shown_once(view, password, row.version)?;
    let answer = tx.commit(event, answer).await?;
    caller.kernel().forget_identities();
    Ok(answer)
}

async fn reset(tx: &mut Tx<ManageAccount>, id: AccountId, if_match: IfMatch, password_hash: String) -> Result<Model> {
    let before = lock_mine(tx, id, if_match).await?;
    let after = Model {
        password_hash,
        password_changed_at: tx.clocks().real.now(),
        must_change_password: true,
        failed_attempts: 0,
        locked_until: None,
        token_version: before.token_version + 1,
        ..before.clone()
    };
    sign_out_everywhere(tx, &before, "password reset").await?;
    tx.save::<Entity>(&before, after).await
}
