//! People: their posts, accounts and what was delegated to them.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, sea_query::LockType};

use super::{CHUNK, Work};
use crate::{
    access::{AccountId, OrganisationId, PostId, Sweep, UnitId, derived},
    account::{account, delegation::entity as delegation, own_session::end_sessions, post, session},
    http::Result,
    reorganisation::{
        bodies::{BodyPlan, Closed},
        effect::AffectedAccount,
        entity::Model,
        people::{self, Destination, Hands, PeoplePlan},
        units::UnitPlan,
    },
};

impl Work<'_> {
    pub(super) async fn people(
        &self,
        units: &UnitPlan,
        bodies: &BodyPlan,
        committees: &BTreeMap<UnitId, OrganisationId>,
        sweep: &mut impl Sweep,
    ) -> Result<PeoplePlan> {
        let destinations = destinations(units, bodies, committees, self.act);
        self.delegations(&destinations, sweep).await?;
        let accounts = self.accounts(&destinations, sweep).await?;
        let posts = self.posts(&accounts, sweep).await?;
        let act = self.act.id;
        let plan = people::plan(Hands {
            destinations: &destinations,
            posts: &posts,
            accounts: &accounts,
            fate: self.act.lines.0.accounts,
            on: self.act.effective_on,
            at: self.moment.now,
            legal_basis: &self.act.legal_basis,
            new_id: &|post: PostId| derived(&format!("reorganisation/{act}/post/{post}")),
        });
        for (before, after) in &plan.posts {
            sweep.amend::<post::Entity>(before, after.clone()).await?;
        }
        sweep.add_all::<post::Entity>(&plan.new_posts).await?;
        for (before, after) in &plan.accounts {
            sweep.amend::<account::Entity>(before, after.clone()).await?;
        }
        let suspended = plan
            .accounts
            .iter()
            .filter(|(before, after)| before.suspended_at != after.suspended_at);
        let suspended: Vec<AccountId> = suspended.map(|(row, _)| row.id).collect();
        for chunk in suspended.chunks(CHUNK) {
            let theirs = Condition::all().add(session::Column::AccountId.is_in(chunk.iter().copied()));
            end_sessions(sweep.connection(), theirs, "account suspended", self.moment.real_now).await?;
        }
        Ok(plan)
    }

    /// What was delegated goes with its body; in one that closes it lapses with the leader's post.
    async fn delegations(
        &self,
        destinations: &BTreeMap<OrganisationId, Destination>,
        sweep: &mut impl Sweep,
    ) -> Result<()> {
        for (body, destination) in destinations {
            let Destination::Unit(unit_id) = *destination else {
                continue;
            };
            let theirs = delegation::Entity::find()
                .filter(delegation::Column::OrganisationId.eq(*body))
                .filter(delegation::Column::ValidTo.gt(self.act.effective_on))
                .lock(LockType::NoKeyUpdate)
                .all(sweep.connection())
                .await?;
            for before in theirs {
                let after = delegation::Model {
                    unit_id,
                    ..before.clone()
                };
                sweep.amend::<delegation::Entity>(&before, after).await?;
            }
        }
        Ok(())
    }

    /// The accounts that bodies of the act look after, and those of people who hold a post there.
    async fn accounts(
        &self,
        destinations: &BTreeMap<OrganisationId, Destination>,
        sweep: &impl Sweep,
    ) -> Result<Vec<account::Model>> {
        let mut found = BTreeMap::new();
        let concerned: Vec<OrganisationId> = destinations.keys().copied().collect();
        for chunk in concerned.chunks(CHUNK) {
            let holding = post::Entity::find()
                .select_only()
                .column(post::Column::AccountId)
                .filter(post::Column::OrganisationId.is_in(chunk.iter().copied()))
                .filter(self.lasting(post::Column::ValidTo))
                .into_query();
            let theirs = Condition::any()
                .add(account::Column::OrganisationId.is_in(chunk.iter().copied()))
                .add(account::Column::Id.in_subquery(holding));
            let rows = account::Entity::find()
                .filter(theirs)
                .lock(LockType::NoKeyUpdate)
                .all(sweep.connection())
                .await?;
            found.extend(rows.into_iter().map(|row| (row.id, row)));
        }
        Ok(found.into_values().collect())
    }

    /// What these people hold, wherever: somebody with a post elsewhere is not suspended.
    async fn posts(&self, accounts: &[account::Model], sweep: &impl Sweep) -> Result<Vec<post::Model>> {
        let mut posts = Vec::new();
        for chunk in accounts.chunks(CHUNK) {
            let found = post::Entity::find()
                .filter(post::Column::AccountId.is_in(chunk.iter().map(|account| account.id)))
                .filter(self.lasting(post::Column::ValidTo))
                .lock(LockType::NoKeyUpdate);
            posts.extend(found.all(sweep.connection()).await?);
        }
        Ok(posts)
    }
}

/// Where the people of each body that the act touches belong afterwards.
fn destinations(
    units: &UnitPlan,
    bodies: &BodyPlan,
    committees: &BTreeMap<UnitId, OrganisationId>,
    act: &Model,
) -> BTreeMap<OrganisationId, Destination> {
    let closed = bodies.closed.iter().map(|Closed { before, successor, .. }| {
        let unit = units.answering(before.unit_id);
        let destination = match successor {
            Some(organisation) => Destination::Successor {
                organisation: *organisation,
                unit,
            },
            None => Destination::Nobody {
                caretaker: committees.get(&unit).copied().unwrap_or(act.organisation_id),
                unit: if committees.contains_key(&unit) {
                    unit
                } else {
                    act.unit_id
                },
            },
        };
        (before.id, destination)
    });
    let passed = bodies
        .passed
        .iter()
        .filter(|passed| passed.before.unit_id != passed.after.unit_id);
    closed
        .chain(passed.map(|passed| (passed.after.id, Destination::Unit(passed.after.unit_id))))
        .collect()
}

/// What became of the accounts.
pub(super) fn told(plan: &PeoplePlan) -> Vec<AffectedAccount> {
    let told = |(before, after): &(account::Model, account::Model)| AffectedAccount {
        id: after.id,
        organisation: after.organisation_id,
        suspended: before.suspended_at != after.suspended_at,
    };
    plan.accounts.iter().map(told).collect()
}
