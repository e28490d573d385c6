//! Giving, listing and ending delegations.

use actix_web::{get, post};
use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{
    entity::{Column, Delegated, Entity, Model},
    rules,
    view::{self, Delegation},
};
use crate::{
    access::{Caller, Delegate, DelegationId, Direction, Event, ListOrder, ReadDelegation, Tx, fresh},
    account::{account, login::Login, post},
    http::{Answer, IfMatch, Json, Limit, Page, Path, Problem, ProblemDocument, Query, Result},
    text::{Paragraphs, Text},
};

/// More than a leader has permissions.
const MOST: usize = 50;

/// Ủy quyền mới.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "to": "officer.03388", "permissions": ["submission:submit"], "valid_from": "2025-12-22", "valid_to": "2026-01-05",
    "document": "Giấy ủy quyền số 02/GUQ-UBND"
}))]
pub struct NewDelegation {
    /// Login of a colleague with a post in your organisation.
    #[schema(value_type = String, example = "officer.03388")]
    to: Login,
    /// Names of the permissions, 1–50: of yours, that change something.
    #[schema(min_items = 1, max_items = 50, example = json!(["submission:submit"]))]
    permissions: Vec<String>,
    /// Its first day; not before today.
    #[schema(example = "2025-12-22")]
    #[serde(deserialize_with = "crate::http::day")]
    valid_from: NaiveDate,
    /// The first day it no longer holds; at most a year later.
    #[schema(example = "2026-01-05")]
    #[serde(deserialize_with = "crate::http::day")]
    valid_to: NaiveDate,
    /// Văn bản ủy quyền, 1–500 characters.
    #[schema(inline)]
    document: Text<1, 500>,
}

/// Kết thúc ủy quyền.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = DelegationEnd, example = json!({"reason": "Chủ tịch đã trở lại làm việc."}))]
pub struct End {
    /// Why, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct DelegationQuery {
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List delegations
///
/// Các ủy quyền trong phạm vi, the latest first.
#[utoipa::path(tag = "Accounts", operation_id = "list_delegations", params(DelegationQuery), security(("bearer" = ["delegation:read"])),
    responses((status = 200, description = "A page of delegations.", body = Page<Delegation>)))]
#[get("/delegations")]
async fn list_delegations(caller: Caller<ReadDelegation>, query: Query<DelegationQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "first_day",
        columns: vec![Column::ValidFrom],
        direction: Direction::Descending,
    };
    let found = caller.find::<Entity>();
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    Answer::page(&page.map(|row| {
        let version = row.version;
        (Delegation::of(&caller, row), version)
    }))
}

/// Get a delegation
#[utoipa::path(tag = "Accounts", operation_id = "get_delegation", params(DelegationId), security(("bearer" = ["delegation:read"])),
    responses((status = 200, description = "The delegation.", body = Delegation)))]
#[get("/delegations/{id}")]
async fn get_delegation(caller: Caller<ReadDelegation>, id: Path<DelegationId>) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    view::answer(&caller, &row)
}

/// Delegate permissions
///
/// Ủy quyền cho đồng nghiệp: of a leader's own permissions, for a time, by a document. It holds while the leader's post does. What is signed
/// under it says so (`TUQ.`), and nobody decides on what they signed themselves, whoever delegated it.
#[utoipa::path(tag = "Accounts", operation_id = "give_delegation", request_body = NewDelegation, security(("bearer" = ["delegation:give"])),
    responses((status = 201, description = "The delegation.", body = Delegation),
        (status = 422, description = "The colleague has no post here, or a permission is not yours to hand on.", body = ProblemDocument)))]
#[post("/delegations")]
async fn give_delegation(caller: Caller<Delegate>, new: Json<NewDelegation>) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = row(&tx, new.0).await?;
    let row = tx.add::<Entity>(row).await?;
    let address = format!("/api/v1/delegations/{}", row.id);
    let answer = view::answer(&tx, &row)?.created(address);
    let answer = tx.commit(Event::on::<Entity>(&row), answer).await?;
    caller.kernel().forget_identities();
    Ok(answer)
}

async fn row(tx: &Tx<Delegate>, new: NewDelegation) -> Result<Model> {
    let identity = tx.identity();
    rules::within_reason(new.valid_from, new.valid_to, tx.clocks().legal.today())?;
    handed_on(tx, &new.permissions)?;
    let colleague = tx
        .find::<account::Entity>()
        .filter(account::Column::Login.eq(new.to.as_str()))
        .one()
        .await?;
    let colleague = colleague.filter(|colleague| colleague.id != identity.account);
    let colleague = colleague.ok_or_else(|| Problem::unknown_reference("/to"))?;
    let posts = tx
        .find::<post::Entity>()
        .filter(post::Column::AccountId.eq(colleague.id))
        .all()
        .await?;
    let here = |post: &post::Model| post.organisation_id == identity.organisation && post.holds_on(new.valid_from);
    if !posts.iter().any(here) {
        return Err(Problem::unknown_reference("/to"));
    }
    Ok(Model {
        id: fresh(),
        organisation_id: identity.organisation,
        unit_id: identity.unit,
        from_post_id: identity.post,
        from_name: identity.name.clone(),
        from_title: identity.post_title.clone(),
        to_account_id: colleague.id,
        to_name: colleague.name,
        permissions: Delegated(new.permissions),
        valid_from: new.valid_from,
        valid_to: new.valid_to,
        document: new.document.into_string(),
        end_reason: None,
        version: 1,
    })
}

/// 422 for a permission that is not there, not a leader's, not the caller's, or named twice.
fn handed_on(tx: &Tx<Delegate>, names: &[String]) -> Result<()> {
    let table = &tx.kernel().permissions;
    let mine = |name: &String| {
        let rule = table.rule(name);
        rule.is_some_and(|rule| rules::can_be_delegated(rule) && rule.is_held_by(tx.identity()))
    };
    let wrong = names
        .iter()
        .position(|name| !mine(name) || names.iter().filter(|other| *other == name).count() > 1);
    match wrong {
        None if (1..=MOST).contains(&names.len()) => Ok(()),
        _ => Err(Problem::invalid(
            wrong.map_or_else(|| "/permissions".to_owned(), |at| format!("/permissions/{at}")),
            "cannot_be_delegated",
            "Không phải quyền của lãnh đạo mà bạn đang có, hoặc nêu hai lần.",
            "It is no permission of a leader that you hold, or it is named twice.",
        )),
    }
}

/// End a delegation
///
/// Kết thúc ủy quyền trước hạn: from today. What was signed under it stands.
#[utoipa::path(tag = "Accounts", operation_id = "end_delegation", request_body = End,
    params(DelegationId, ("If-Match" = String, Header, description = "The delegation's `ETag`.")),
    security(("bearer" = ["delegation:give"])),
    responses((status = 200, description = "Ended.", body = Delegation),
        (status = 409, description = "It has ended before.", body = ProblemDocument)))]
#[post("/delegations/{id}/end")]
async fn end_delegation(
    caller: Caller<Delegate>,
    id: Path<DelegationId>,
    if_match: IfMatch,
    end: Json<End>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let (today, reason) = (tx.clocks().legal.today(), end.0.reason.as_str());
    let row = tx
        .edit::<Entity>(id.0, if_match, |row| rules::end(row, reason, today))
        .await?;
    let answer = view::answer(&tx, &row)?;
    let answer = tx.commit(Event::on::<Entity>(&row).because(reason), answer).await?;
    caller.kernel().forget_identities();
    Ok(answer)
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_delegations)
        .service(get_delegation)
        .service(give_delegation)
        .service(end_delegation);
}
