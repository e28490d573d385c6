//! Giao và kết thúc chức danh: the posts of an account.

use actix_web::{get, post};
use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    account,
    last_administrator::somebody_remains,
    post::{Column, Entity, Model, Roles},
    reach::not_myself,
    role_rule::suits,
    view::Post,
};
use crate::{
    access::{
        AccountId, Caller, Direction, Event, ListOrder, ManageAccount, OrganisationId, PostId, ReadAccount, Role, Tx,
        fresh,
    },
    http::{Answer, Code, IfMatch, Json, Limit, Page, Path, Problem, ProblemDocument, Query, Result},
    organisation::{name::Names, organisation},
    text::{Paragraphs, Text},
};

/// Paging through posts.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PostQuery {
    /// `next_cursor` of the page before.
    cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    limit: Limit,
}

/// Chức danh mới.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"organisation": "536fe4ab-f100-538c-adde-d78e3d0be4ca", "title": "Công chức Văn phòng - Thống kê", "roles": ["officer"], "valid_from": "2026-01-01", "document": "Quyết định 15/QĐ-UBND ngày 01/7/2025"}))]
pub struct NewPost {
    /// Cơ quan: an organisation within reach that exists on the first day.
    organisation: OrganisationId,
    /// Chức vụ, as in the appointing document, 1–200 characters.
    #[schema(inline)]
    title: Text<1, 200>,
    /// Vai trò, each once: `overseer` in Councils and the Front only, `board` in inspection boards only.
    #[schema(min_items = 1, max_items = 5, example = json!(["officer"]))]
    roles: Vec<Role>,
    /// The first day; today by default.
    #[schema(nullable = false, example = "2026-01-01")]
    #[serde(default, deserialize_with = "crate::http::some_day")]
    valid_from: Option<NaiveDate>,
    /// The first day it is no longer held.
    #[schema(nullable = false, example = "2031-01-01")]
    #[serde(default, deserialize_with = "crate::http::some_day")]
    valid_to: Option<NaiveDate>,
    /// Văn bản giao, 1–500 characters.
    #[schema(inline, nullable = false)]
    document: Option<Text<1, 500>>,
}

/// Kết thúc chức danh.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Chuyển công tác", "on": "2026-01-01"}))]
pub struct PostEnd {
    /// Why, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
    /// The first day it is no longer held; today by default.
    #[schema(nullable = false, example = "2026-01-01")]
    #[serde(default, deserialize_with = "crate::http::some_day")]
    on: Option<NaiveDate>,
}

/// List an account's posts
///
/// Chức danh của tài khoản trong phạm vi, past ones included, by their first day.
#[utoipa::path(tag = "Accounts", operation_id = "list_posts", params(AccountId, PostQuery), security(("bearer" = ["account:read"])),
    responses((status = 200, description = "A page of posts.", body = Page<Post>)))]
#[get("/accounts/{id}/posts")]
pub async fn list_posts(
    caller: Caller<ReadAccount>,
    Path(id): Path<AccountId>,
    Query(query): Query<PostQuery>,
) -> Result<Answer> {
    let account = caller.find::<account::Entity>().by_id(id).await?;
    let order = ListOrder {
        name: "valid_from",
        columns: vec![Column::ValidFrom],
        direction: Direction::Ascending,
    };
    let found = caller.find::<Entity>().filter(Column::AccountId.eq(account.id));
    let page = found.page(order, query.cursor.as_deref(), query.limit).await?;
    let names = Names::of(&caller, page.items.iter().map(|(row, _)| row.organisation_id)).await?;
    Answer::page(&page.map(|row| {
        let version = row.version;
        (Post::new(&caller, &names, row), version)
    }))
}

/// Grant a post
///
/// Giao chức danh. Nobody grants a post to themselves, and nobody grants one beyond their reach.
#[utoipa::path(tag = "Accounts", operation_id = "grant_post", params(AccountId), request_body = NewPost,
    security(("bearer" = ["account:manage"])),
    responses((status = 201, description = "Granted.", body = Post)))]
#[post("/accounts/{id}/posts")]
pub async fn grant_post(
    caller: Caller<ManageAccount>,
    Path(id): Path<AccountId>,
    Json(new): Json<NewPost>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = grant(&mut tx, id, new).await?;
    let view = Post::of(&tx, &row).await?;
    let answer = Answer::record(&view, row.version)?.created(format!("/api/v1/accounts/{id}/posts"));
    tx.commit(Event::on::<Entity>(&row), answer).await
}

async fn grant(tx: &mut Tx<ManageAccount>, id: AccountId, new: NewPost) -> Result<Model> {
    let account = tx.lock::<account::Entity>(id).await?;
    not_myself(tx, id)?;
    let organisation = tx
        .find::<organisation::Entity>()
        .filter(organisation::Column::Id.eq(new.organisation));
    let organisation = organisation.one().await?;
    let organisation = organisation.ok_or_else(|| Problem::unknown_reference("/organisation"))?;
    let valid_from = new.valid_from.unwrap_or_else(|| tx.clocks().legal.today());
    check(&new, valid_from, &organisation)?;
    tx.add::<Entity>(Model {
        id: fresh(),
        account_id: account.id,
        organisation_id: organisation.id,
        unit_id: organisation.unit_id,
        title: new.title.into_string(),
        roles: Roles(new.roles),
        valid_from,
        valid_to: new.valid_to,
        document: new.document.map(Text::into_string),
        end_reason: None,
        version: 1,
    })
    .await
}

fn check(new: &NewPost, valid_from: NaiveDate, organisation: &organisation::Model) -> Result<()> {
    if !organisation.exists_on(valid_from) {
        return Err(Problem::invalid(
            "/valid_from",
            "organisation_not_valid",
            "Cơ quan không tồn tại vào ngày này.",
            "The organisation does not exist on this day.",
        ));
    }
    if new.valid_to.is_some_and(|end| end <= valid_from) {
        return Err(Problem::invalid(
            "/valid_to",
            "not_after_start",
            "Ngày kết thúc phải sau ngày bắt đầu.",
            "The end must come after the start.",
        ));
    }
    let unsuitable = new.roles.iter().position(|role| !suits(*role, organisation.kind));
    let repeated = (1..new.roles.len()).find(|at| {
        let (before, rest) = new.roles.split_at(*at);
        rest.first().is_some_and(|role| before.contains(role))
    });
    match (new.roles.is_empty(), unsuitable.or(repeated)) {
        (false, None) => Ok(()),
        (true, _) => Err(Problem::invalid(
            "/roles",
            "required",
            "Phải có ít nhất một vai trò.",
            "Name at least one role.",
        )),
        (false, Some(at)) => Err(Problem::invalid(
            format!("/roles/{at}"),
            if unsuitable.is_some() {
                "unsuitable_role"
            } else {
                "repeated"
            },
            "Vai trò không hợp với loại cơ quan, hoặc lặp lại.",
            "The role does not suit this kind of organisation, or is repeated.",
        )),
    }
}

/// End a post
///
/// Kết thúc chức danh. Its power is gone within 5 seconds of the first moment of that day.
#[utoipa::path(tag = "Accounts", operation_id = "end_post", request_body = PostEnd,
    params(PostId, ("If-Match" = String, Header, description = "The post's `etag`, in quotes, from the list of the account's posts.")),
    security(("bearer" = ["account:manage"])),
    responses((status = 200, description = "Ended.", body = Post),
        (status = 409, description = "`state_forbids`: it has ended. `last_administrator`: nobody else could administer the organisation. Or `idempotency_in_progress`.",
         body = ProblemDocument, content_type = "application/problem+json")))]
#[post("/posts/{id}/end")]
pub async fn end_post(
    caller: Caller<ManageAccount>,
    Path(id): Path<PostId>,
    if_match: IfMatch,
    Json(sent): Json<PostEnd>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = end(&mut tx, id, if_match, &sent).await?;
    let view = Post::of(&tx, &row).await?;
    let event = Event::on::<Entity>(&row).because(sent.reason.as_str());
    let answer = tx.commit(event, Answer::record(&view, row.version)?).await?;
    caller.kernel().forget_identities();
    Ok(answer)
}

async fn end(tx: &mut Tx<ManageAccount>, id: PostId, if_match: IfMatch, sent: &PostEnd) -> Result<Model> {
    let found = tx.find::<Entity>().by_id(id).await?;
    let account = tx.lock::<account::Entity>(found.account_id).await?;
    let before = tx.lock::<Entity>(id).await?;
    not_myself(tx, account.id)?;
    if_match.check(before.version)?;
    let today = tx.clocks().legal.today();
    let on = sent.on.unwrap_or(today);
    check_end(&before, on, today)?;
    somebody_remains(tx.within_lock::<Entity>(&before), std::slice::from_ref(&before), today).await?;
    let powerless = account::Model {
        token_version: account.token_version + 1,
        ..account.clone()
    };
    tx.save::<account::Entity>(&account, powerless).await?;
    let after = Model {
        valid_to: Some(on),
        end_reason: Some(sent.reason.as_str().to_owned()),
        ..before.clone()
    };
    tx.save::<Entity>(&before, after).await
}

fn check_end(post: &Model, on: NaiveDate, today: NaiveDate) -> Result<()> {
    if post.valid_to.is_some_and(|end| end <= today) {
        return Err(Problem::new(Code::StateForbids).detail("Chức danh đã kết thúc.", "The post has ended already."));
    }
    let within = on >= post.valid_from && post.valid_to.is_none_or(|end| on <= end);
    match within {
        true => Ok(()),
        false => Err(Problem::invalid(
            "/on",
            "outside_validity",
            "Ngày kết thúc phải nằm trong thời hạn của chức danh.",
            "The end must lie within the post's time.",
        )),
    }
}
