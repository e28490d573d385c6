//! Two rounds of the yearly report: one finished, one open.

mod row;

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::ConnectionTrait;

use super::{
    Tier,
    bodies::{Body, Places, invited},
    course::{Course, Days},
    events,
    people::{People, Person},
    report::{Hands, Report},
    write::write,
};
use crate::{
    access::{CloseRound, Event, OpenRound, OrganisationId, Permission, UnitId, derived, event},
    calendar::Holidays,
    http::{Problem, Result},
    organisation::{organisation, routing::Directory},
    reporting::{
        obligation::entity as obligation,
        round::{entity as round, open::Plan},
        submission::{draft, version},
        template::entity as template,
        total,
    },
};

/// What the rounds are made of.
pub struct Ground<'g> {
    pub tier: Tier,
    pub template: &'g template::Model,
    pub places: &'g Places,
    pub bodies: &'g [Body],
    pub people: &'g People,
}

/// Where a round stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Finished,
    Open,
}

impl<'g> Ground<'g> {
    /// Writes the finished round with its reports and totals; returns what happened.
    pub async fn finished(&self, connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
        self.write_round(self.tier.finished_year(), Stage::Finished, connection)
            .await
    }

    /// Writes the open round of the year after it.
    pub async fn open(&self, connection: &impl ConnectionTrait) -> Result<Vec<event::Model>> {
        self.write_round(self.tier.finished_year() + 1, Stage::Open, connection)
            .await
    }

    async fn write_round(
        &self,
        year: i32,
        stage: Stage,
        connection: &impl ConnectionTrait,
    ) -> Result<Vec<event::Model>> {
        let row = self.round(year, stage)?;
        let holidays = Holidays::built_in().map_err(Problem::internal)?;
        let plan = Plan {
            round: &row,
            template: self.template,
            directory: &Directory::load(connection, row.period_to).await?,
            day: row.period_to,
            levels: self.places.levels(),
            // None of them reports to a committee.
            boards: BTreeMap::new(),
            holidays: holidays.clone(),
            also: invited().collect(),
        };
        let days = Days {
            holidays: &holidays,
            end: row.period_to,
        };
        let reports = self.reports(&plan, &days, stage)?;
        write::<round::Entity>(std::slice::from_ref(&row), connection).await?;
        write_reports(&reports, connection).await?;
        self.write_totals(&row, &reports, connection).await?;
        let mut events = self.told(&row)?;
        events.extend(reports.into_iter().flat_map(|report| report.events));
        Ok(events)
    }

    /// The reports of a round, each as far as it has come.
    fn reports(&self, plan: &Plan<'_>, days: &Days<'_>, stage: Stage) -> Result<Vec<Report<'g>>> {
        let mut bodies: Vec<&organisation::Model> = self.bodies.iter().map(|body| &body.row).collect();
        bodies.sort_by_key(|body| (body.kind, body.code.as_deref()));
        let untouched = self.untouched();
        let owed = bodies.into_iter().filter_map(|body| plan.obligation(body));
        owed.zip(0_usize..)
            .map(|(mut obligation, turn)| {
                let course = match stage {
                    Stage::Finished => Course::finished(turn),
                    Stage::Open if untouched.contains(&obligation.organisation_id) => Course::NotStarted,
                    Stage::Open => Course::open(turn),
                };
                obligation.id = derived(&format!(
                    "demo/obligation/{}/{}",
                    plan.round.id, obligation.organisation_id
                ));
                let mut report = Report::new(self.template, self.hands(&obligation)?, obligation);
                course.take(&mut report, days, self.tier.start())?;
                Ok(report)
            })
            .collect()
    }

    /// The committees whose report is left to whoever tries the demonstration.
    fn untouched(&self) -> BTreeSet<OrganisationId> {
        let left = self.tier.untouched();
        let living = self.bodies.iter().filter(|body| left.contains(&body.login.as_str()));
        living.map(|body| body.row.id).collect()
    }

    /// Nobody decides on a report of their own: where the mandated body owes it, the committee itself decides.
    fn hands(&self, obligation: &obligation::Model) -> Result<Hands<'g>> {
        let owing = obligation.organisation_id;
        let deciding = obligation
            .handled_by
            .filter(|body| *body != owing)
            .unwrap_or(obligation.receiver_id);
        let must = |person: Option<&'g Person>| {
            person.ok_or_else(|| Problem::internal(format!("nobody at {} or {}", owing, deciding)))
        };
        Ok(Hands {
            officer: must(self.people.officer(owing))?,
            leader: must(self.people.leader(owing))?,
            examiner: must(self.people.officer(deciding))?,
            reviewer: must(self.people.leader(deciding))?,
        })
    }

    async fn write_totals(
        &self,
        round: &round::Model,
        reports: &[Report<'_>],
        connection: &impl ConnectionTrait,
    ) -> Result<()> {
        let accepted = reports
            .iter()
            .filter(|report| report.obligation.accepted_version.is_some());
        let units: BTreeSet<UnitId> = accepted.map(|report| report.obligation.origin_unit_id).collect();
        for unit in units {
            total::renew(connection, &self.template.content.0, round.id, unit).await?;
        }
        Ok(())
    }

    /// That the round was opened and, if it was, closed, by the province's leader.
    fn told(&self, row: &round::Model) -> Result<Vec<event::Model>> {
        let leader = self.people.leader(row.organisation_id);
        let leader = leader.ok_or_else(|| Problem::internal("the province has no leader"))?;
        let told = |action, record_version, fields: &[&str], reason: Option<String>, at| {
            let event = Event {
                record_version,
                reason,
                ..Event::on::<round::Entity>(row)
            };
            events::done_by(leader, action, event, fields, at)
        };
        let closing = ["closed_at", "close_reason"];
        let closed = row
            .closed_at
            .map(|at| told(CloseRound::NAME, 2, &closing, row.close_reason.clone(), at));
        let opened = told(OpenRound::NAME, 1, &[], None, row.opened_at);
        Ok([opened].into_iter().chain(closed).collect())
    }
}

async fn write_reports(reports: &[Report<'_>], connection: &impl ConnectionTrait) -> Result<()> {
    let obligations: Vec<obligation::Model> = reports.iter().map(|report| report.obligation.clone()).collect();
    let drafts: Vec<draft::Model> = reports.iter().filter_map(|report| report.draft.clone()).collect();
    let versions: Vec<version::Model> = reports.iter().flat_map(|report| report.versions.clone()).collect();
    write::<obligation::Entity>(&obligations, connection).await?;
    write::<draft::Entity>(&drafts, connection).await?;
    write::<version::Entity>(&versions, connection).await
}
