//! Somebody who calls, and where they stand.

use std::collections::BTreeSet;

use danchu::{
    access::{AccountId, Feature, OrganisationId, OrganisationKind, UnitId},
    organisation::organisation,
};
use serde_json::{Value, json};

use super::world::World;
use crate::support::{client::Client, register::PASSWORD, server::TestServer};

pub struct Caller {
    pub login: String,
    pub client: Client,
    pub token: String,
    pub refresh_token: String,
    pub account: AccountId,
    pub organisation: OrganisationId,
    pub unit: UnitId,
    pub roles: Vec<String>,
    pub ended: bool,
    pub must_change_password: bool,
    /// What the unit reaches, whatever the caller's part in it.
    pub reach: BTreeSet<UnitId>,
    /// The organisation with those it manages.
    pub managed: BTreeSet<OrganisationId>,
    /// The organisations whose reports its organisation drafts.
    pub fills: BTreeSet<OrganisationId>,
    /// Outside any mandate.
    own: Standing,
    mandated: Vec<(Feature, Standing)>,
}

/// In what capacity somebody acts in one part of danchu, and what that covers.
#[derive(Clone)]
pub struct Standing {
    pub capacity: &'static str,
    pub level: String,
    pub place: Place,
    /// The organisations whose own records these are.
    pub principals: Vec<OrganisationId>,
}

#[derive(Clone)]
pub enum Place {
    Units(BTreeSet<UnitId>),
    Organisations(BTreeSet<OrganisationId>),
}

impl Standing {
    pub fn covers(&self, organisation: OrganisationId, unit: UnitId) -> bool {
        match &self.place {
            Place::Units(units) => units.contains(&unit),
            Place::Organisations(bodies) => bodies.contains(&organisation),
        }
    }

    /// The committee that acts here, or is acted for.
    pub fn committee(&self) -> Option<OrganisationId> {
        let acts = matches!(self.capacity, "committee" | "mandated");
        self.principals.last().copied().filter(|_| acts)
    }

    pub fn oversees(&self) -> bool {
        self.capacity == "overseer"
    }
}

impl Caller {
    /// Signs in as somebody of the demonstration; the session is used once, so that nothing is left to note of it.
    pub async fn sign_in(nobody: &Client, world: &World, login: &str) -> Self {
        let credentials = json!({ "login": login, "password": PASSWORD });
        let reply = nobody.post("/api/v1/auth/login", &credentials).await;
        assert_eq!(reply.status, 200, "{login}: {}", reply.json);
        let text = |name: &str| reply.json[name].as_str().expect("a text").to_owned();
        let client = nobody.bearing(&text("access_token"));
        client.get("/api/v1/me").await.ok(200);
        let post: uuid::Uuid = text("post_id").parse().expect("an id");
        let post = world.posts.iter().find(|row| row.id.0 == post).expect("a post");
        let account = world
            .accounts
            .iter()
            .find(|account| account.id == post.account_id)
            .expect("an account");
        let body = world.organisation(post.organisation_id);
        let unit = world.unit(body.unit_id);
        Self {
            login: login.to_owned(),
            client,
            token: text("access_token"),
            refresh_token: text("refresh_token"),
            account: account.id,
            organisation: body.id,
            unit: unit.id,
            roles: post.roles.0.iter().map(word).collect(),
            ended: !body.exists_on(world.today) || !unit.exists_on(world.today),
            must_change_password: account.must_change_password,
            reach: world.reach(unit.id),
            managed: world.managed(body.id),
            fills: world.filled_by(body.id),
            own: own(world, body),
            mandated: mandated(world, body),
        }
    }

    pub fn standing(&self, feature: &str) -> &Standing {
        let held = self.mandated.iter().find(|(given, _)| word(given) == feature);
        held.map_or(&self.own, |(_, standing)| standing)
    }

    /// The committees this caller's organisation works for.
    pub fn works_for(&self, organisation: OrganisationId) -> bool {
        organisation != self.organisation
            && self
                .mandated
                .iter()
                .any(|(_, standing)| standing.principals.contains(&organisation))
    }
}

/// Nobody in particular, who opens a connection for each request: between two of them the server may have closed it.
pub fn patient(server: &TestServer) -> Client {
    server.nobody().with("Connection", "close")
}

/// The name of a value as the API writes it.
pub fn word(value: &impl serde::Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(Value::String(word)) => word,
        other => panic!("not a word: {other:?}"),
    }
}

fn own(world: &World, body: &organisation::Model) -> Standing {
    use OrganisationKind::{CouncilCommittee, FatherlandFront, PeopleCommittee, PeopleCouncil};
    let (capacity, place) = match body.kind {
        PeopleCommittee => ("committee", Place::Units(world.reach(body.unit_id))),
        PeopleCouncil | CouncilCommittee | FatherlandFront => ("overseer", Place::Units(world.reach(body.unit_id))),
        _ => ("body", Place::Organisations(world.managed(body.id))),
    };
    Standing {
        capacity,
        level: word(&world.unit(body.unit_id).level),
        place,
        principals: vec![body.id],
    }
}

fn mandated(world: &World, body: &organisation::Model) -> Vec<(Feature, Standing)> {
    let held = world
        .mandates
        .iter()
        .filter(|mandate| mandate.organisation_id == body.id);
    held.filter(|mandate| mandate.holds_on(world.today))
        .map(|mandate| {
            let standing = Standing {
                capacity: "mandated",
                level: word(&world.unit(mandate.unit_id).level),
                place: Place::Units(world.reach(mandate.unit_id)),
                principals: vec![body.id, mandate.committee_id],
            };
            (mandate.feature, standing)
        })
        .collect()
}
