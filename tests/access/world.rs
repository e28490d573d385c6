//! The whole register as rows in memory, and reach by naive walks over them: nothing here asks the program's own scope.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use danchu::{
    access::{Level, OrganisationId, Task, UnitId},
    account::{account, delegation::entity as delegation, post, session},
    attachment::entity as attachment,
    board::{
        entity as board, feedback::entity as feedback, inspection::entity as inspection, member, plan::entity as plan,
        project::entity as project, recommendation::entity as recommendation,
    },
    calendar::day::entity as calendar_day,
    document::{convention::entity as convention, regulation::entity as regulation, resolution::entity as resolution},
    election::entity as election,
    organisation::{mandate, organisation, organisation_lineage},
    person::{appointment, entity as person},
    reorganisation::entity as reorganisation,
    reporting::{
        consolidation::entity as consolidation,
        filling::entity as filling,
        obligation::entity as obligation,
        round::entity as round,
        submission::{draft, version},
        template::{entity as template, install},
    },
    territory::{lineage, unit, village},
};
use sea_orm::{EntityTrait, QueryOrder};

use super::measure::{self, Measure};
use crate::support::replica::Replica;

/// Every row that access is about.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    pub today: NaiveDate,
    pub units: BTreeMap<UnitId, unit::Model>,
    pub lineage: Vec<lineage::Model>,
    pub passed: Vec<organisation_lineage::Model>,
    pub organisations: BTreeMap<OrganisationId, organisation::Model>,
    pub mandates: Vec<mandate::Model>,
    pub accounts: Vec<account::Model>,
    pub posts: Vec<post::Model>,
    pub sessions: Vec<session::Model>,
    pub villages: Vec<village::Model>,
    pub templates: Vec<template::Model>,
    pub delegations: Vec<delegation::Model>,
    pub fillings: Vec<filling::Model>,
    pub attachments: Vec<attachment::Model>,
    pub reorganisations: Vec<reorganisation::Model>,
    pub regulations: Vec<regulation::Model>,
    pub resolutions: Vec<resolution::Model>,
    pub persons: Vec<person::Model>,
    pub appointments: Vec<appointment::Model>,
    pub elections: Vec<election::Model>,
    pub boards: Vec<board::Model>,
    pub members: Vec<member::Model>,
    pub recommendations: Vec<recommendation::Model>,
    pub plans: Vec<plan::Model>,
    pub projects: Vec<project::Model>,
    pub inspections: Vec<inspection::Model>,
    pub feedback: Vec<feedback::Model>,
    pub measures: Vec<Measure>,
    pub conventions: Vec<convention::Model>,
    pub calendar_days: Vec<calendar_day::Model>,
    pub consolidations: Vec<consolidation::Model>,
    pub rounds: Vec<round::Model>,
    pub obligations: Vec<obligation::Model>,
    pub drafts: Vec<draft::Model>,
    pub versions: Vec<version::Model>,
}

/// All rows of a table, in the order of a column.
macro_rules! all {
    ($entity:path, $column:path, $connection:expr) => {{
        use $entity as entity;
        let rows = entity::Entity::find().order_by_asc($column).all($connection).await;
        rows.expect("the table can be read")
    }};
}

impl World {
    pub async fn read(kernel: &Replica) -> Self {
        let system = kernel.system(Task::LoadBuiltIns);
        let rows = system.reader();
        Self {
            today: kernel.clocks.legal.today(),
            units: by_id(all!(unit, unit::Column::Id, rows), |row| row.id),
            lineage: all!(lineage, lineage::Column::PredecessorId, rows),
            passed: all!(organisation_lineage, organisation_lineage::Column::PredecessorId, rows),
            organisations: by_id(all!(organisation, organisation::Column::Id, rows), |row| row.id),
            mandates: all!(mandate, mandate::Column::Id, rows),
            accounts: all!(account, account::Column::Id, rows),
            posts: all!(post, post::Column::Id, rows),
            sessions: all!(session, session::Column::Id, rows),
            villages: all!(village, village::Column::Id, rows),
            calendar_days: all!(calendar_day, calendar_day::Column::Id, rows),
            fillings: all!(filling, filling::Column::Id, rows),
            attachments: all!(attachment, attachment::Column::Id, rows),
            delegations: all!(delegation, delegation::Column::Id, rows),
            conventions: all!(convention, convention::Column::Id, rows),
            regulations: all!(regulation, regulation::Column::Id, rows),
            resolutions: all!(resolution, resolution::Column::Id, rows),
            persons: all!(person, person::Column::Id, rows),
            appointments: all!(appointment, appointment::Column::Id, rows),
            elections: all!(election, election::Column::Id, rows),
            boards: all!(board, board::Column::Id, rows),
            members: all!(member, member::Column::Id, rows),
            plans: all!(plan, plan::Column::Id, rows),
            projects: all!(project, project::Column::Id, rows),
            inspections: all!(inspection, inspection::Column::Id, rows),
            feedback: all!(feedback, feedback::Column::Id, rows),
            recommendations: all!(recommendation, recommendation::Column::Id, rows),
            measures: measure::all(kernel).await,
            reorganisations: all!(reorganisation, reorganisation::Column::Id, rows),
            templates: all!(template, template::Column::Id, rows),
            consolidations: all!(consolidation, consolidation::Column::Id, rows),
            rounds: all!(round, round::Column::Id, rows),
            obligations: all!(obligation, obligation::Column::Id, rows),
            drafts: all!(draft, draft::Column::SubmissionId, rows),
            versions: all!(version, version::Column::Id, rows),
        }
    }

    pub fn unit(&self, id: UnitId) -> &unit::Model {
        &self.units[&id]
    }

    pub fn organisation(&self, id: OrganisationId) -> &organisation::Model {
        &self.organisations[&id]
    }

    /// A unit for what belongs to no unit.
    pub fn province(&self) -> &unit::Model {
        let mut units = self.units.values();
        units.find(|unit| unit.level == Level::Province).expect("a province")
    }

    pub fn built_in_template(&self) -> &template::Model {
        let mut templates = self.templates.iter();
        let built_in =
            templates.find(|template| template.code == install::YEARLY && template.organisation_id.is_none());
        built_in.expect("a built-in template")
    }

    /// The open round of the demonstration's province.
    pub fn open_round(&self) -> &round::Model {
        let open = |round: &&round::Model| round.closed_at.is_none() && self.unit(round.unit_id).code == "12";
        self.rounds.iter().find(open).expect("an open round")
    }

    /// Whether an organisation is what another of its kind was in a unit that ended: that of the one heir.
    pub fn goes_on_with(&self, body: &organisation::Model, other: OrganisationId) -> bool {
        let other = self.organisation(other);
        let mut unit = other.unit_id;
        while let Some(line) = self
            .lineage
            .iter()
            .find(|line| line.heir && line.predecessor_id == unit)
        {
            unit = line.successor_id;
        }
        other.kind == body.kind && unit == body.unit_id && other.unit_id != unit
    }

    /// The unit, what lies or lay under it, and what units held that it is the heir of.
    /// The organisations that passed into one, over however many acts.
    pub fn passed_into(&self, heir: OrganisationId) -> BTreeSet<OrganisationId> {
        let mut found = BTreeSet::new();
        let mut latest = BTreeSet::from([heir]);
        while !latest.is_empty() {
            let lines = self.passed.iter().filter(|line| latest.contains(&line.successor_id));
            latest = lines.map(|line| line.predecessor_id).collect();
            latest.retain(|body| found.insert(*body));
        }
        found
    }

    pub fn reach(&self, root: UnitId) -> BTreeSet<UnitId> {
        let mut found = BTreeSet::from([root]);
        loop {
            let under = self
                .units
                .values()
                .filter(|unit| unit.parent_id.is_some_and(|id| found.contains(&id)));
            let before = self
                .lineage
                .iter()
                .filter(|line| line.heir && found.contains(&line.successor_id));
            let wider: BTreeSet<UnitId> = under
                .map(|unit| unit.id)
                .chain(before.map(|line| line.predecessor_id))
                .chain(found.iter().copied())
                .collect();
            if wider.len() == found.len() {
                return found;
            }
            found = wider;
        }
    }

    /// The organisation and those it manages, however indirectly.
    pub fn managed(&self, root: OrganisationId) -> BTreeSet<OrganisationId> {
        let mut found = BTreeSet::from([root]);
        loop {
            let more = self
                .organisations
                .values()
                .filter(|body| body.managed_by.is_some_and(|id| found.contains(&id)));
            let wider: BTreeSet<OrganisationId> = more.map(|body| body.id).chain(found.iter().copied()).collect();
            if wider.len() == found.len() {
                return found;
            }
            found = wider;
        }
    }

    /// The organisations whose reports another drafts.
    pub fn filled_by(&self, filler: OrganisationId) -> BTreeSet<OrganisationId> {
        let holding = self.fillings.iter().filter(|row| row.holds_on(self.today));
        let filled = holding.filter(|row| row.filler_id == filler);
        filled.map(|row| row.organisation_id).collect()
    }

    /// The units above, nearest first.
    pub fn above(&self, unit: UnitId) -> Vec<UnitId> {
        std::iter::successors(self.unit(unit).parent_id, |above| self.unit(*above).parent_id).collect()
    }
}

fn by_id<K: Ord, M>(rows: Vec<M>, id: impl Fn(&M) -> K) -> BTreeMap<K, M> {
    rows.into_iter().map(|row| (id(&row), row)).collect()
}
