//! Tôi là ai: the caller's account, posts, organisation, roles and permissions.

use actix_web::get;
use sea_orm::EntityTrait;
use serde::Serialize;
use utoipa::ToSchema;

use super::{errand::Errand, post, sign_in::valid_posts};
use crate::{
    access::{
        AccountId, Caller, Decision, Feature, Level, OrganisationId, OrganisationKind, PostId, Role, SessionId, UnitId,
        UseOwnAccount,
    },
    http::{Answer, Problem, Result},
    organisation::organisation,
    territory::unit_name::NamedUnit,
};

/// Người đang dùng: who the access token speaks for, and what it may do.
#[derive(Serialize, ToSchema)]
pub struct Me {
    account_id: AccountId,
    #[schema(example = "officer.03388")]
    login: String,
    /// Họ và tên.
    name: String,
    session_id: SessionId,
    /// A one-time password is in use: everything but `/me` and `/auth` is refused until it is changed.
    must_change_password: bool,
    /// The active post.
    post_id: PostId,
    /// All posts held today; `POST /api/v1/auth/post` changes the active one.
    posts: Vec<MyPost>,
    organisation: MyOrganisation,
    /// Its unit.
    unit: NamedUnit,
    /// The organisation or its unit has ended: history may be read, nothing changed.
    history_only: bool,
    /// Roles of the active post.
    roles: Vec<Role>,
    /// Names of the permissions the active post has; `GET /api/v1/permissions` explains them.
    #[schema(example = json!(["organisation:read", "submission:edit"]))]
    permissions: Vec<&'static str>,
    /// The committees the organisation works for by mandate, by part of danchu.
    acting_for: Vec<ActingFor>,
}

/// Chức danh của tôi.
#[derive(Serialize, ToSchema)]
pub struct MyPost {
    id: PostId,
    /// Chức vụ.
    title: String,
    roles: Vec<Role>,
    organisation_id: OrganisationId,
    organisation_name: String,
    /// Whether the access token acts in it.
    active: bool,
}

/// Cơ quan của tôi.
#[derive(Serialize, ToSchema)]
pub struct MyOrganisation {
    id: OrganisationId,
    name: String,
    kind: OrganisationKind,
}

/// Nhiệm vụ tham mưu đang giữ.
#[derive(Serialize, ToSchema)]
pub struct ActingFor {
    feature: Feature,
    committee_id: OrganisationId,
    unit_id: UnitId,
    level: Level,
}

/// Who am I
///
/// The account, all its posts and which one is active, and the permissions that post has.
#[utoipa::path(tag = "Authentication", operation_id = "get_me", security(("bearer" = ["me:use"])),
    responses((status = 200, description = "The caller.", body = Me)))]
#[get("/me")]
pub async fn get_me(caller: Caller<UseOwnAccount>) -> Result<Answer> {
    let identity = caller.identity();
    Answer::view(&Me {
        account_id: identity.account,
        login: identity.login.clone(),
        name: identity.name.clone(),
        session_id: identity.session,
        must_change_password: identity.must_change_password,
        post_id: identity.post,
        posts: my_posts(&caller).await?,
        organisation: MyOrganisation {
            id: identity.organisation,
            name: identity.organisation_name.clone(),
            kind: identity.kind,
        },
        unit: NamedUnit::of(&caller, identity.unit).await?,
        history_only: identity.ended,
        roles: identity.roles.clone(),
        permissions: permissions(&caller),
        acting_for: acting_for(&caller),
    })
}

fn permissions(caller: &Caller<UseOwnAccount>) -> Vec<&'static str> {
    let rules = caller.kernel().permissions.rules();
    rules
        .filter(|rule| rule.decide(caller.identity()) == Decision::Allowed)
        .map(|rule| rule.name)
        .collect()
}

fn acting_for(caller: &Caller<UseOwnAccount>) -> Vec<ActingFor> {
    let mandates = caller.identity().mandates.iter();
    mandates
        .map(|mandate| ActingFor {
            feature: mandate.feature,
            committee_id: mandate.committee,
            unit_id: mandate.unit,
            level: mandate.level,
        })
        .collect()
}

/// One's own posts are found by who one is, not by scope: they may lie in different provinces.
async fn my_posts(caller: &Caller<UseOwnAccount>) -> Result<Vec<MyPost>> {
    let identity = caller.identity();
    let reader = caller.on_errand(Errand::USE_OWN_ACCOUNT).reader();
    let held = valid_posts(reader, identity.account, caller.clocks().legal.today()).await?;
    let mut posts = Vec::new();
    for post in held {
        let organisation = organisation::Entity::find_by_id(post.organisation_id)
            .one(reader)
            .await?
            .ok_or_else(|| Problem::internal("a post without its organisation"))?;
        posts.push(my_post(post, organisation, identity.post));
    }
    Ok(posts)
}

fn my_post(post: post::Model, organisation: organisation::Model, active: PostId) -> MyPost {
    MyPost {
        id: post.id,
        title: post.title,
        roles: post.roles.0,
        organisation_id: organisation.id,
        organisation_name: organisation.name,
        active: post.id == active,
    }
}
