//! What becomes of people's posts and accounts where bodies close: nothing is taken from anybody silently.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::act::AccountsFate;
use crate::{
    access::{AccountId, OrganisationId, PostId, UnitId},
    account::{account, post},
};

/// A body whose people the act concerns: where it goes, if anywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// It closed; this one goes on with its work.
    Successor { organisation: OrganisationId, unit: UnitId },
    /// It closed, and nobody goes on; this one looks after its people's accounts.
    Nobody { caretaker: OrganisationId, unit: UnitId },
    /// It lives on in another unit.
    Unit(UnitId),
}

/// The changes of posts and accounts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PeoplePlan {
    /// Before and after.
    pub posts: Vec<(post::Model, post::Model)>,
    pub new_posts: Vec<post::Model>,
    /// Before and after.
    pub accounts: Vec<(account::Model, account::Model)>,
}

/// What the plan is made from.
#[derive(Clone, Copy)]
pub struct Hands<'a> {
    pub destinations: &'a BTreeMap<OrganisationId, Destination>,
    /// Posts that have not ended, of the people concerned, wherever they hold them.
    pub posts: &'a [post::Model],
    /// The accounts of the people concerned, and those that the bodies look after.
    pub accounts: &'a [account::Model],
    pub fate: AccountsFate,
    pub on: NaiveDate,
    pub at: DateTime<Utc>,
    pub legal_basis: &'a str,
    pub new_id: &'a dyn Fn(PostId) -> PostId,
}

/// The plan.
pub fn plan(hands: Hands<'_>) -> PeoplePlan {
    let mut plan = PeoplePlan::default();
    for before in hands.posts {
        let Some(destination) = hands.destinations.get(&before.organisation_id) else {
            continue;
        };
        match (*destination, hands.fate) {
            (Destination::Unit(unit_id), _) => plan.posts.push((
                before.clone(),
                post::Model {
                    unit_id,
                    ..before.clone()
                },
            )),
            (Destination::Successor { organisation, unit }, AccountsFate::Move) => {
                plan.new_posts.push(moved(hands, before, organisation, unit));
                plan.posts.push((before.clone(), ended(hands, before)));
            }
            (Destination::Successor { .. } | Destination::Nobody { .. }, _) => {
                plan.posts.push((before.clone(), ended(hands, before)));
            }
        }
    }
    let left: BTreeSet<AccountId> = holding(hands.posts, &plan);
    let losing: BTreeSet<AccountId> = plan
        .posts
        .iter()
        .filter(|(_, after)| after.end_reason.is_some())
        .map(|(post, _)| post.account_id)
        .collect();
    for before in hands.accounts {
        let after = account(hands, before, losing.contains(&before.id), !left.contains(&before.id));
        if after != *before {
            plan.accounts.push((before.clone(), after));
        }
    }
    plan
}

/// Whoever still has a post afterwards.
fn holding(posts: &[post::Model], plan: &PeoplePlan) -> BTreeSet<AccountId> {
    let ended: BTreeSet<PostId> = plan
        .posts
        .iter()
        .filter(|(_, after)| after.end_reason.is_some())
        .map(|(row, _)| row.id)
        .collect();
    let staying = posts.iter().filter(|post| !ended.contains(&post.id));
    staying.chain(&plan.new_posts).map(|post| post.account_id).collect()
}

fn ended(hands: Hands<'_>, post: &post::Model) -> post::Model {
    let next_day = post.valid_from.succ_opt().unwrap_or(post.valid_from);
    let end = hands.on.max(next_day);
    post::Model {
        valid_to: Some(post.valid_to.map_or(end, |before| before.min(end))),
        end_reason: Some(hands.legal_basis.to_owned()),
        ..post.clone()
    }
}

fn moved(hands: Hands<'_>, post: &post::Model, organisation: OrganisationId, unit: UnitId) -> post::Model {
    post::Model {
        id: (hands.new_id)(post.id),
        organisation_id: organisation,
        unit_id: unit,
        valid_from: post.valid_from.max(hands.on),
        document: Some(hands.legal_basis.to_owned()),
        end_reason: None,
        version: 1,
        ..post.clone()
    }
}

/// An account goes where its body goes; one that is left without any post is suspended.
fn account(
    hands: Hands<'_>,
    before: &account::Model,
    held_in_a_closed_body: bool,
    without_post: bool,
) -> account::Model {
    let destination = hands.destinations.get(&before.organisation_id);
    let (organisation_id, unit_id) = match destination {
        None => (before.organisation_id, before.unit_id),
        Some(Destination::Unit(unit)) => (before.organisation_id, *unit),
        Some(Destination::Successor { organisation, unit }) => (*organisation, *unit),
        Some(Destination::Nobody { caretaker, unit }) => (*caretaker, *unit),
    };
    let mut after = account::Model {
        organisation_id,
        unit_id,
        ..before.clone()
    };
    if held_in_a_closed_body {
        after.token_version += 1;
        if without_post && before.suspended_at.is_none() {
            after.suspended_at = Some(hands.at);
            after.suspend_reason = Some(hands.legal_basis.to_owned());
        }
    }
    after
}
