//! Carrying an act out, inside one change: units, then the bodies on them, then villages, people and reports. A rehearsal runs this very
//! code and is not committed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ActiveEnum, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, LockType},
};

use super::{
    bodies::{self, BodyPlan, Closed, Occasion, Passed, Standing},
    effect::{
        AffectedAccount, AffectedOrganisation, AffectedUnit, AffectedVillage, OrganisationOutcome, ReorganisationEffect,
    },
    entity::Model,
    faults::Faults,
    people::{self, Destination, Hands, PeoplePlan},
    reports::Settling,
    units::{self, Ground, UnitPlan},
};
use crate::{
    access::{AccountId, Level, OrganisationId, OrganisationKind, PostId, ReorganisationId, Sweep, UnitId, derived},
    account::{account, delegation::entity as delegation, own_session::end_sessions, post, session},
    calendar::Holidays,
    http::{Problem, Result},
    organisation::{identifier, mandate, organisation, organisation_lineage, reach},
    territory::{lineage, load, unit, village},
};

/// Rows in one statement: both databases bound its parameters.
const CHUNK: usize = 500;

/// When an act is carried out, and the days off that deadlines are reckoned with.
#[derive(Clone, Debug)]
pub struct Moment {
    pub now: DateTime<Utc>,
    pub today: NaiveDate,
    /// As sessions count it.
    pub real_now: DateTime<Utc>,
    pub holidays: Holidays,
}

/// Carries the act out; tells what it did.
pub async fn carry_out(sweep: &mut impl Sweep, act: &Model, moment: &Moment) -> Result<ReorganisationEffect> {
    let work = Work { act, moment };
    let units = work.units(sweep).await?;
    let levels = work.levels(sweep).await?;
    let bodies = work.bodies(&units, &levels, sweep).await?;
    let committees = work.committees(sweep).await?;
    let villages = work.villages(&units, &levels, &committees, sweep).await?;
    let people = work.people(&units, &bodies, &committees, sweep).await?;
    let settling = Settling {
        units: &units,
        bodies: &bodies,
        levels,
        holidays: moment.holidays.clone(),
        today: moment.today,
        act,
    };
    Ok(ReorganisationEffect {
        reports: settling.obligations(sweep).await?,
        consolidations: settling.consolidations(sweep).await?,
        opened: units.opened.iter().map(AffectedUnit::from).collect(),
        closed: units.closed.iter().map(AffectedUnit::from).collect(),
        organisations: told_bodies(&bodies),
        villages,
        accounts: told_accounts(&people),
    })
}

/// The id of a body that an act opens.
pub fn body_id(act: ReorganisationId, kind: OrganisationKind, unit: UnitId) -> OrganisationId {
    derived(&format!("reorganisation/{act}/{}/{unit}", kind.to_value()))
}

struct Work<'a> {
    act: &'a Model,
    moment: &'a Moment,
}

impl Work<'_> {
    async fn units(&self, sweep: &impl Sweep) -> Result<UnitPlan> {
        let connection = sweep.connection();
        // Of two acts of one province at a time, the second finds what the first has left.
        unit::Entity::find_by_id(self.act.unit_id)
            .lock(LockType::NoKeyUpdate)
            .one(connection)
            .await?;
        // Nothing new can come to lie in a unit while it is being closed.
        let ending = self.act.lines.0.ending();
        unit::Entity::find()
            .filter(unit::Column::Id.is_in(ending))
            .order_by_asc(unit::Column::Id)
            .lock(LockType::Update)
            .all(connection)
            .await?;
        let reached = unit::Entity::find().filter(sweep.reach(unit::Column::Id));
        let within = reached.clone().select_only().column(unit::Column::Id).into_query();
        let lines = lineage::Entity::find().filter(lineage::Column::PredecessorId.in_subquery(within.clone()));
        let known = load::Known {
            units: reached.all(connection).await?,
            lineage: lines.all(connection).await?,
        };
        let codes = self.act.lines.0.opened.iter().map(|unit| unit.code.to_string());
        let elsewhere = unit::Entity::find()
            .filter(unit::Column::Code.is_in(codes))
            .filter(unit::Column::Id.not_in_subquery(within))
            .filter(
                Condition::any()
                    .add(unit::Column::ValidTo.is_null())
                    .add(unit::Column::ValidTo.gt(self.act.effective_on)),
            );
        let codes_elsewhere = elsewhere
            .all(connection)
            .await?
            .into_iter()
            .map(|unit| unit.code)
            .collect();
        let ground = Ground {
            known: &known,
            root: self.act.unit_id,
            codes_elsewhere: &codes_elsewhere,
        };
        let plan = units::plan(ground, &self.act.lines.0, self.act.effective_on, &self.act.legal_basis)?;
        load::write(
            connection,
            &plan.opened,
            &plan.closed,
            &plan.lineage,
            self.act.effective_on,
        )
        .await?;
        Ok(plan)
    }

    /// The units that stand after the act.
    async fn levels(&self, sweep: &impl Sweep) -> Result<BTreeMap<UnitId, Level>> {
        let reached = unit::Entity::find()
            .filter(sweep.reach(unit::Column::Id))
            .all(sweep.connection())
            .await?;
        let stands = |unit: &&unit::Model| unit.exists_on(self.act.effective_on) && unit.valid_to.is_none();
        let standing = reached.iter().filter(stands);
        Ok(standing.map(|unit| (unit.id, unit.level)).collect())
    }

    async fn bodies(
        &self,
        units: &UnitPlan,
        levels: &BTreeMap<UnitId, Level>,
        sweep: &mut impl Sweep,
    ) -> Result<BodyPlan> {
        let living = organisation::Entity::find()
            .filter(sweep.reach(organisation::Column::UnitId))
            .filter(self.lasting(organisation::Column::ValidTo))
            .order_by_asc(organisation::Column::Id)
            .lock(LockType::NoKeyUpdate)
            .all(sweep.connection())
            .await?;
        let standing = Standing {
            bodies: &living,
            levels,
            units,
        };
        let act = self.act;
        let occasion = Occasion {
            on: act.effective_on,
            legal_basis: &act.legal_basis,
            at: self.moment.now,
            id_of: &|kind, unit| body_id(act.id, kind, unit),
        };
        let plan = bodies::plan(standing, &act.lines.0, occasion)?;
        // Codes are unique: whoever closes gives its own up before it is given on.
        for closed in &plan.closed {
            sweep
                .amend::<organisation::Entity>(&closed.before, closed.after.clone())
                .await?;
        }
        sweep.add_all::<organisation::Entity>(&plan.opened).await?;
        for body in &plan.opened {
            reach::begin(body.id, None, sweep.connection()).await?;
        }
        for closed in &plan.closed {
            self.inherit(closed, sweep).await?;
        }
        self.end_mandates(&plan, sweep).await?;
        for Passed { before, after } in &plan.passed {
            sweep.amend::<organisation::Entity>(before, after.clone()).await?;
            let moved = before.managed_by != after.managed_by;
            if moved && !reach::pass(after.id, after.managed_by, sweep.connection()).await? {
                return Err(Problem::internal("an organisation came to manage itself"));
            }
        }
        Ok(plan)
    }

    /// Records who goes on with a body's work, and by what names.
    async fn inherit(&self, closed: &Closed, sweep: &impl Sweep) -> Result<()> {
        let Some(successor_id) = closed.successor else {
            return Ok(());
        };
        let line = organisation_lineage::Model {
            predecessor_id: closed.before.id,
            successor_id,
        };
        organisation_lineage::Entity::insert(line.into_active_model())
            .exec_without_returning(sweep.connection())
            .await?;
        if closed.leaves_its_names {
            identifier::Entity::update_many()
                .col_expr(identifier::Column::OrganisationId, Expr::value(successor_id))
                .filter(identifier::Column::OrganisationId.eq(closed.before.id))
                .exec(sweep.connection())
                .await?;
        }
        Ok(())
    }

    /// Ends the mandates of bodies that close or leave the unit of the committee that gave them.
    async fn end_mandates(&self, plan: &BodyPlan, sweep: &mut impl Sweep) -> Result<()> {
        let left = plan
            .passed
            .iter()
            .filter(|passed| passed.before.unit_id != passed.after.unit_id);
        let closed = plan.closed.iter().map(|closed| closed.before.id);
        let closed: Vec<OrganisationId> = closed.chain(left.map(|passed| passed.before.id)).collect();
        let mut ended = BTreeSet::new();
        for chunk in closed.chunks(CHUNK) {
            let party = Condition::any()
                .add(mandate::Column::OrganisationId.is_in(chunk.iter().copied()))
                .add(mandate::Column::CommitteeId.is_in(chunk.iter().copied()));
            let outliving = Condition::any()
                .add(mandate::Column::ValidTo.is_null())
                .add(mandate::Column::ValidTo.gt(self.act.effective_on));
            let found = mandate::Entity::find()
                .filter(party)
                .filter(outliving)
                .lock(LockType::NoKeyUpdate);
            for before in found.all(sweep.connection()).await? {
                if ended.insert(before.id) {
                    let after = mandate::Model {
                        valid_to: Some(self.act.effective_on.max(before.valid_from)),
                        end_reason: Some(self.act.legal_basis.clone()),
                        ..before.clone()
                    };
                    sweep.amend::<mandate::Entity>(&before, after).await?;
                }
            }
        }
        Ok(())
    }

    /// The committee of each unit after the act.
    async fn committees(&self, sweep: &impl Sweep) -> Result<BTreeMap<UnitId, OrganisationId>> {
        let found = organisation::Entity::find()
            .filter(sweep.reach(organisation::Column::UnitId))
            .filter(organisation::Column::Kind.eq(OrganisationKind::PeopleCommittee))
            .filter(organisation::Column::ValidTo.is_null());
        let rows = found.all(sweep.connection()).await?;
        Ok(rows.into_iter().map(|row| (row.unit_id, row.id)).collect())
    }

    async fn villages(
        &self,
        units: &UnitPlan,
        levels: &BTreeMap<UnitId, Level>,
        committees: &BTreeMap<UnitId, OrganisationId>,
        sweep: &mut impl Sweep,
    ) -> Result<Vec<AffectedVillage>> {
        let living = village::Entity::find()
            .filter(sweep.reach(village::Column::UnitId))
            .filter(self.lasting(village::Column::ValidTo))
            .order_by_asc(village::Column::Id)
            .lock(LockType::NoKeyUpdate)
            .all(sweep.connection())
            .await?;
        let lines = &self.act.lines.0.villages;
        let mut faults = Faults::none();
        for (index, line) in lines.iter().enumerate() {
            let at = |field: &str| format!("/villages/{index}/{field}");
            if living.iter().all(|village| village.id != line.village) {
                let (vi, en) = (
                    "Không có thôn, tổ dân phố này trong phạm vi.",
                    "No such village exists in your scope.",
                );
                faults.add(at("village"), "unknown", vi, en);
            }
            if levels.get(&line.to_unit) != Some(&Level::Commune) {
                let (vi, en) = (
                    "Không có xã, phường này sau sắp xếp.",
                    "There is no such commune after the act.",
                );
                faults.add(at("to_unit"), "unknown", vi, en);
            }
        }
        faults.refuse()?;
        let mut told = Vec::new();
        for before in living {
            let line = lines.iter().find(|line| line.village == before.id);
            let unit_id = line.map_or_else(|| units.answering(before.unit_id), |line| line.to_unit);
            if unit_id == before.unit_id {
                continue;
            }
            let after = village::Model {
                unit_id,
                organisation_id: committees.get(&unit_id).copied().unwrap_or(before.organisation_id),
                ..before.clone()
            };
            let row = sweep.amend::<village::Entity>(&before, after).await?;
            told.push(AffectedVillage {
                id: row.id,
                name: row.name,
                unit: row.unit_id,
            });
        }
        Ok(told)
    }

    async fn people(
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

    /// What the act still finds: no end is recorded, or one after its day.
    fn lasting<C: ColumnTrait>(&self, end: C) -> Condition {
        Condition::any().add(end.is_null()).add(end.gt(self.act.effective_on))
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

fn told_bodies(plan: &BodyPlan) -> Vec<AffectedOrganisation> {
    let told = |body: &organisation::Model, outcome, successor| AffectedOrganisation {
        id: body.id,
        name: body.name.clone(),
        kind: body.kind,
        outcome,
        unit: body.unit_id,
        managed_by: body.managed_by,
        successor,
    };
    let opened = plan
        .opened
        .iter()
        .map(|body| told(body, OrganisationOutcome::Opened, None));
    let closed = plan
        .closed
        .iter()
        .map(|closed| told(&closed.after, OrganisationOutcome::Closed, closed.successor));
    let passed = plan
        .passed
        .iter()
        .map(|passed| told(&passed.after, OrganisationOutcome::Passed, None));
    opened.chain(closed).chain(passed).collect()
}

fn told_accounts(plan: &PeoplePlan) -> Vec<AffectedAccount> {
    let told = |(before, after): &(account::Model, account::Model)| AffectedAccount {
        id: after.id,
        organisation: after.organisation_id,
        suspended: before.suspended_at != after.suspended_at,
    };
    plan.accounts.iter().map(told).collect()
}
