//! Quản trị tài khoản: finding, making and changing accounts.

use actix_web::{get, patch, post};
use sea_orm::{
    ColumnTrait, Condition,
    sea_query::{ExprTrait, LikeExpr},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    account::{Column, Entity, Model},
    login::Login,
    password::Password,
    reach::lock_mine,
    secret::one_time_password,
    view::{Account, Accounts},
};
use crate::{
    access::{AccountId, Caller, Direction, Event, ListOrder, ManageAccount, OrganisationId, ReadAccount, Tx},
    http::{Answer, IfMatch, Json, Limit, Page, Path, Problem, ProblemDocument, Query, Result},
    organisation::organisation,
    text::{self, Text},
};

/// Which accounts to list.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AccountQuery {
    /// Looked after by this organisation.
    #[param(value_type = Option<uuid::Uuid>)]
    organisation: Option<OrganisationId>,
    /// Suspended accounts only, or active ones only.
    suspended: Option<bool>,
    /// Login or name contains this, tone marks and case ignored.
    #[param(value_type = Option<String>, min_length = 1, max_length = 100)]
    q: Option<Text<1, 100>>,
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    limit: Limit,
}

/// Tài khoản mới.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"login": "lo.thi.mai", "name": "Lò Thị Mai", "organisation": "536fe4ab-f100-538c-adde-d78e3d0be4ca"}))]
pub struct NewAccount {
    /// Tên đăng nhập: unique; capitals are taken as small letters.
    #[schema(inline)]
    login: Login,
    /// Họ và tên, 1–200 characters.
    #[schema(inline)]
    name: Text<1, 200>,
    /// Cơ quan quản lý tài khoản: an organisation within reach.
    organisation: OrganisationId,
}

/// What to change; what is absent stays.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Lò Thị Mai"}))]
pub struct AccountChange {
    /// Tên đăng nhập.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    login: Option<Login>,
    /// Họ và tên, 1–200 characters.
    #[serde(default, deserialize_with = "crate::http::not_null")]
    #[schema(inline, nullable = false)]
    name: Option<Text<1, 200>>,
}

/// An account with a password that is shown this once.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct AccountWithPassword {
    #[serde(flatten)]
    pub account: Account,
    /// Mật khẩu một lần: to be changed at the first sign-in. danchu keeps no copy: the answer to a repeated `Idempotency-Key`
    /// lacks it, and `POST /api/v1/accounts/{id}/reset-password` makes another.
    #[schema(nullable = false, example = "k7m2p-x9qtw-4hcnv-8rzfd")]
    pub one_time_password: Option<String>,
}

impl AccountWithPassword {
    /// The answer that shows the password; what is kept of it does not.
    pub fn shown_once(account: Account, password: String, version: i64) -> Result<Answer> {
        let mut view = Self {
            account,
            one_time_password: None,
        };
        let kept = Answer::record(&view, version)?;
        view.one_time_password = Some(password);
        kept.showing_once(&view)
    }
}

/// List accounts
///
/// Tài khoản trong phạm vi: looked after within reach, or with a post there; in the order of their names.
#[utoipa::path(tag = "Accounts", operation_id = "list_accounts", params(AccountQuery), security(("bearer" = ["account:read"])),
    responses((status = 200, description = "A page of accounts.", body = Page<Account>)))]
#[get("/accounts")]
pub async fn list_accounts(caller: Caller<ReadAccount>, Query(query): Query<AccountQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "name",
        columns: vec![Column::NameSort],
        direction: Direction::Ascending,
    };
    let found = caller
        .find::<Entity>()
        .filter_some(query.organisation, |home| Column::OrganisationId.eq(home).into())
        .filter_some(query.suspended, suspended)
        .filter_some(query.q, |words| called(words.as_str()));
    let page = found.page(order, query.cursor.as_deref(), query.limit).await?;
    let rows: Vec<Model> = page.items.iter().map(|(row, _)| row.clone()).collect();
    let accounts = Accounts::of(&caller, &rows).await?;
    Answer::page(&page.map(|row| {
        let version = row.version;
        (accounts.view(row), version)
    }))
}

fn suspended(wanted: bool) -> Condition {
    Condition::all().add(match wanted {
        true => Column::SuspendedAt.is_not_null(),
        false => Column::SuspendedAt.is_null(),
    })
}

fn called(words: &str) -> Condition {
    let contains = |words: &str| {
        let literal = words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
        LikeExpr::new(format!("%{literal}%")).escape('\\')
    };
    Condition::any()
        .add(sea_orm::sea_query::Expr::col((Entity, Column::NameFold)).like(contains(&text::fold(words))))
        .add(sea_orm::sea_query::Expr::col((Entity, Column::Login)).like(contains(&words.to_ascii_lowercase())))
}

/// Get an account
#[utoipa::path(tag = "Accounts", operation_id = "get_account", params(AccountId), security(("bearer" = ["account:read"])),
    responses((status = 200, description = "The account.", body = Account)))]
#[get("/accounts/{id}")]
pub async fn get_account(caller: Caller<ReadAccount>, Path(id): Path<AccountId>) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id).await?;
    Answer::record(&Account::of(&caller, &row).await?, row.version)
}

/// Create an account
///
/// Tạo tài khoản. Its one-time password is in this answer and nowhere else. It can sign in once it has a post:
/// `POST /api/v1/accounts/{id}/posts`.
#[utoipa::path(tag = "Accounts", operation_id = "create_account", request_body = NewAccount, security(("bearer" = ["account:manage"])),
    responses((status = 201, description = "Created.", body = AccountWithPassword),
        (status = 409, description = "`already_exists`: the login is taken. Or `idempotency_in_progress`.", body = ProblemDocument, content_type = "application/problem+json")))]
#[post("/accounts")]
pub async fn create_account(caller: Caller<ManageAccount>, Json(new): Json<NewAccount>) -> Result<Answer> {
    let password = one_time_password()?;
    let hash = Password::new(&password).hash().await?;
    let mut tx = caller.begin().await?;
    let row = record(&mut tx, new, hash).await?;
    let view = Account::of(&tx, &row).await?;
    let answer = AccountWithPassword::shown_once(view, password, row.version)?;
    let answer = answer.created(format!("/api/v1/accounts/{}", row.id));
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn record(tx: &mut Tx<ManageAccount>, new: NewAccount, password_hash: String) -> Result<Model> {
    let home = tx
        .find::<organisation::Entity>()
        .filter(organisation::Column::Id.eq(new.organisation));
    let home = home.one().await?;
    let home = home.ok_or_else(|| Problem::unknown_reference("/organisation"))?;
    let clocks = tx.clocks();
    tx.add::<Entity>(Model::new(new.login, new.name, password_hash, &home, clocks))
        .await
}

/// Change an account
///
/// Sửa tên hoặc tên đăng nhập.
#[utoipa::path(tag = "Accounts", operation_id = "change_account",
    params(AccountId, ("If-Match" = String, Header, description = "The account's `ETag`.")),
    request_body = AccountChange, security(("bearer" = ["account:manage"])),
    responses((status = 200, description = "Changed.", body = Account),
        (status = 409, description = "`already_exists`: the login is taken.", body = ProblemDocument, content_type = "application/problem+json")))]
#[patch("/accounts/{id}")]
pub async fn change_account(
    caller: Caller<ManageAccount>,
    Path(id): Path<AccountId>,
    if_match: IfMatch,
    Json(change): Json<AccountChange>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = lock_mine(&tx, id, if_match).await?;
    let row = tx.save::<Entity>(&before, changed(before.clone(), change)).await?;
    let view = Account::of(&tx, &row).await?;
    let answer = tx
        .commit(Event::on::<Entity>(&row), Answer::record(&view, row.version)?)
        .await?;
    caller.kernel().forget_identities();
    Ok(answer)
}

fn changed(mut row: Model, change: AccountChange) -> Model {
    if let Some(login) = change.login {
        row.login = login.into_string();
    }
    if let Some(name) = change.name {
        row.name_fold = text::fold(name.as_str());
        row.name_sort = text::sort_key(name.as_str());
        row.name = name.into_string();
    }
    row
}
