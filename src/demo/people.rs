//! The people: who holds which post for each organisation.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;

use super::{
    bodies::Body,
    day::{day, morning},
    events,
    names::name,
    write::write,
};
use crate::{
    access::{AccountId, Event, OrganisationId, OrganisationKind, PostId, Role, derived, event},
    account::{account, post},
    http::Result,
    text,
};

/// Somebody in a post.
#[derive(Clone, Debug)]
pub struct Person {
    pub account: AccountId,
    pub post: PostId,
    pub organisation: OrganisationId,
    pub name: String,
    pub title: String,
}

/// Everybody, found by organisation and role.
#[derive(Default)]
pub struct People {
    pub accounts: Vec<account::Model>,
    pub posts: Vec<post::Model>,
    by_place: BTreeMap<(OrganisationId, &'static str), Person>,
    password_hash: String,
}

/// The login of the person with two posts.
pub const TWO_POSTS: &str = "hai.chuc-danh";

impl People {
    pub fn new(password_hash: String) -> Self {
        Self {
            password_hash,
            ..Self::default()
        }
    }

    /// The people of some bodies take up their posts; tells what happened.
    pub async fn join(&mut self, bodies: &[Body], connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
        let (accounts, posts) = (self.accounts.len(), self.posts.len());
        for body in bodies {
            for (prefix, role) in posts_of(body) {
                let login = format!("{prefix}.{}", body.login);
                self.hire(&login, prefix, role, body);
            }
        }
        let second = |login: &str| bodies.iter().find(|body| body.login == login);
        for body in [second("03388"), second("so-noi-vu")].into_iter().flatten() {
            self.hire(TWO_POSTS, "second", Role::Officer, body);
        }
        let (accounts, posts) = (self.accounts.get(accounts..), self.posts.get(posts..));
        let (accounts, posts) = (accounts.unwrap_or_default(), posts.unwrap_or_default());
        write::<account::Entity>(accounts, connection).await?;
        write::<post::Entity>(posts, connection).await?;
        Ok(events(accounts, posts))
    }

    pub fn officer(&self, organisation: OrganisationId) -> Option<&Person> {
        self.by_place.get(&(organisation, "officer"))
    }

    pub fn leader(&self, organisation: OrganisationId) -> Option<&Person> {
        self.by_place.get(&(organisation, "leader"))
    }

    /// Gives a login a post, and its holder an account with the first one.
    fn hire(&mut self, login: &str, prefix: &'static str, role: Role, body: &Body) {
        let account = derived(&format!("demo/account/{login}"));
        let organisation = body.row.id;
        let name = name(login);
        if self.accounts.iter().all(|known| known.id != account) {
            self.accounts
                .push(new_account(account, login, &name, body, &self.password_hash));
        }
        let row = new_post(account, role, body);
        let person = Person {
            account,
            post: row.id,
            organisation,
            name,
            title: row.title.clone(),
        };
        self.posts.push(row);
        self.by_place.insert((organisation, prefix), person);
    }
}

/// That accounts and posts began, and that posts have ended.
fn events(accounts: &[account::Model], posts: &[post::Model]) -> Vec<event::Model> {
    let began = accounts
        .iter()
        .map(|row| events::made(Event::on::<account::Entity>(row), row.created_at));
    let held = posts
        .iter()
        .flat_map(|row| events::lifetime::<post::Entity>(row, morning(row.valid_from), row.valid_to));
    began.chain(held).collect()
}

/// The first half of each login, and its role.
fn posts_of(body: &Body) -> Vec<(&'static str, Role)> {
    match body.row.kind {
        // Whoever keeps the council's papers, and whoever signs them.
        OrganisationKind::PeopleCouncil => vec![
            ("overseer", Role::Overseer),
            ("clerk", Role::Officer),
            ("chair", Role::Leader),
        ],
        OrganisationKind::CouncilCommittee => vec![("overseer", Role::Overseer)],
        // Whoever oversees for the Front, and whoever keeps its papers on the boards it directs and signs them.
        OrganisationKind::FatherlandFront => vec![
            ("front", Role::Overseer),
            ("secretary", Role::Officer),
            ("president", Role::Leader),
        ],
        OrganisationKind::InspectionBoard => vec![("board", Role::Board)],
        OrganisationKind::PeopleCommittee if body.login == "12" => vec![
            ("administrator", Role::Administrator),
            ("officer", Role::Officer),
            ("leader", Role::Leader),
        ],
        _ => vec![("officer", Role::Officer), ("leader", Role::Leader)],
    }
}

fn new_account(id: AccountId, login: &str, name: &str, body: &Body, password_hash: &str) -> account::Model {
    let since = morning(body.row.valid_from.max(first_day()));
    account::Model {
        id,
        login: login.to_owned(),
        name: name.to_owned(),
        name_fold: text::fold(name),
        name_sort: text::sort_key(name),
        password_hash: password_hash.to_owned(),
        password_changed_at: since,
        must_change_password: false,
        suspended_at: None,
        suspend_reason: None,
        failed_attempts: 0,
        locked_until: None,
        token_version: 1,
        organisation_id: body.row.id,
        unit_id: body.row.unit_id,
        created_at: since,
        version: 1,
    }
}

/// Posts end with their organisation.
fn new_post(account: AccountId, role: Role, body: &Body) -> post::Model {
    let valid_to = body.row.valid_to;
    post::Model {
        id: derived(&format!("demo/post/{account}/{}", body.row.id)),
        account_id: account,
        organisation_id: body.row.id,
        unit_id: body.row.unit_id,
        title: title(body.row.kind, role),
        roles: post::Roles(vec![role]),
        valid_from: body.row.valid_from.max(first_day()),
        valid_to,
        document: Some("Quyết định phân công nhiệm vụ".to_owned()),
        end_reason: valid_to.and(body.row.close_reason.clone()),
        version: if valid_to.is_some() { 2 } else { 1 },
    }
}

fn title(kind: OrganisationKind, role: Role) -> String {
    let said = match (role, kind) {
        (Role::Administrator, _) => "Quản trị hệ thống",
        (Role::Board, _) => "Thư ký Ban Thanh tra nhân dân",
        (Role::Officer, OrganisationKind::FatherlandFront) => "Cán bộ Ủy ban Mặt trận Tổ quốc Việt Nam",
        (Role::Leader, OrganisationKind::FatherlandFront) => "Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam",
        (Role::Officer, _) => "Chuyên viên phụ trách báo cáo",
        (Role::Overseer, OrganisationKind::FatherlandFront) => "Phó Chủ tịch Ủy ban Mặt trận Tổ quốc Việt Nam",
        (Role::Overseer, _) => "Phó Chủ tịch Hội đồng nhân dân",
        (Role::Leader, OrganisationKind::PeopleCommittee) => "Chủ tịch Ủy ban nhân dân",
        (Role::Leader, OrganisationKind::CommuneDivision) => "Trưởng phòng",
        (Role::Leader, OrganisationKind::PartyBody) => "Chánh Văn phòng",
        (Role::Leader, OrganisationKind::CentralAgency) => "Chánh án",
        (Role::Leader, _) => "Thủ trưởng đơn vị",
    };
    said.to_owned()
}

/// The law has been in force since then (Law Art. 90).
fn first_day() -> NaiveDate {
    day(2023, 7, 1)
}
