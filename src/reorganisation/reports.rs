//! What becomes of open reports. No clock is lost: whatever goes on keeps its deadline, and where nobody can go on the successor owes
//! the report of the whole period by the deadline there was.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, LockType},
};

use super::{
    bodies::BodyPlan,
    effect::{AffectedReport, ReportOutcome},
    entity::Model,
    units::UnitPlan,
};
use crate::{
    access::{ConsolidationId, Level, OrganisationId, SubmissionId, Sweep, UnitId, derived},
    calendar::Holidays,
    http::Result,
    organisation::{organisation, routing::Directory},
    reporting::{
        consolidation::entity::{self as consolidation, ConsolidationState},
        kinds::Progress,
        obligation::{
            entity::{self as obligation, Entity as Obligation},
            rules::waive,
            succession::passed_on,
        },
        round::{entity as round, open::Plan},
        submission::draft,
        template::entity as template,
    },
};

/// Rows in one statement: both databases bound its parameters.
const CHUNK: usize = 500;

/// What the reports are settled by.
pub struct Settling<'a> {
    pub units: &'a UnitPlan,
    pub bodies: &'a BodyPlan,
    pub levels: BTreeMap<UnitId, Level>,
    pub holidays: Holidays,
    pub today: NaiveDate,
    pub act: &'a Model,
}

impl Settling<'_> {
    /// Settles the obligations of every open round in reach; tells what became of them.
    pub async fn obligations(&self, sweep: &mut impl Sweep) -> Result<Vec<AffectedReport>> {
        let rounds = self.open_rounds(sweep).await?;
        let directory = Directory::load(sweep.connection(), self.today).await?;
        let mut told = Vec::new();
        for round in &rounds {
            let owed = Obligation::find()
                .filter(obligation::Column::RoundId.eq(round.id))
                .filter(sweep.reach(obligation::Column::UnitId))
                .order_by_asc(obligation::Column::Id)
                .lock(LockType::NoKeyUpdate)
                .all(sweep.connection())
                .await?;
            let mut heirs = BTreeSet::new();
            for before in &owed {
                let Some((after, outcome)) = self.settled(before, &directory) else {
                    continue;
                };
                if outcome == ReportOutcome::Waived {
                    heirs.extend(self.successor(before.organisation_id));
                }
                let row = sweep.amend::<Obligation>(before, after).await?;
                told.push(tell(&row, outcome));
            }
            self.move_drafts(&owed, sweep).await?;
            heirs.retain(|heir| owed.iter().all(|row| row.organisation_id != *heir));
            let added = self.owed_by_heirs(round, &heirs, &directory, sweep).await?;
            sweep.add_all::<Obligation>(&added).await?;
            told.extend(added.iter().map(|row| tell(row, ReportOutcome::Added)));
        }
        Ok(told)
    }

    async fn open_rounds(&self, sweep: &impl Sweep) -> Result<Vec<round::Model>> {
        let open = round::Entity::find()
            .filter(round::Column::ClosedAt.is_null())
            .filter(sweep.reach(round::Column::UnitId))
            .order_by_asc(round::Column::Id);
        Ok(open.all(sweep.connection()).await?)
    }

    /// The obligation as it goes on; none when the act does not touch it.
    fn settled(&self, before: &obligation::Model, directory: &Directory) -> Option<(obligation::Model, ReportOutcome)> {
        let body = self.bodies.after(before.organisation_id)?;
        let closed = self.bodies.closed.iter().any(|closed| closed.before.id == body.id);
        let waived = closed.then(|| waive(before, &self.act.legal_basis).ok()).flatten();
        let (outcome, after) = match waived {
            Some(after) => (ReportOutcome::Waived, after),
            None => (ReportOutcome::Passed, self.received(before, body, directory)),
        };
        let unit_id = match closed {
            true => self.units.answering(before.unit_id),
            false => body.unit_id,
        };
        let after = obligation::Model { unit_id, ..after };
        (after != *before).then_some((after, outcome))
    }

    /// With whoever receives it now, while it still can be received.
    fn received(
        &self,
        before: &obligation::Model,
        body: &organisation::Model,
        directory: &Directory,
    ) -> obligation::Model {
        let open = !matches!(before.progress, Progress::Accepted | Progress::Waived);
        let passed = open.then(|| passed_on(before, body, directory)).flatten();
        passed.unwrap_or_else(|| before.clone())
    }

    fn successor(&self, body: OrganisationId) -> Option<OrganisationId> {
        let closed = self.bodies.closed.iter().find(|closed| closed.before.id == body)?;
        closed.successor
    }

    /// What is being written is written on where the report is owed now.
    async fn move_drafts(&self, owed: &[obligation::Model], sweep: &impl Sweep) -> Result<()> {
        let mut to: BTreeMap<UnitId, Vec<SubmissionId>> = BTreeMap::new();
        for row in owed {
            let body = self
                .bodies
                .passed
                .iter()
                .find(|passed| passed.after.id == row.organisation_id);
            if let (Some(passed), Some(submission)) = (body, row.submission_id) {
                to.entry(passed.after.unit_id).or_default().push(submission);
            }
        }
        for (unit, submissions) in to {
            for chunk in submissions.chunks(CHUNK) {
                draft::Entity::update_many()
                    .col_expr(draft::Column::UnitId, Expr::value(unit))
                    .filter(draft::Column::SubmissionId.is_in(chunk.iter().copied()))
                    .exec(sweep.connection())
                    .await?;
            }
        }
        Ok(())
    }

    async fn owed_by_heirs(
        &self,
        round: &round::Model,
        heirs: &BTreeSet<OrganisationId>,
        directory: &Directory,
        sweep: &impl Sweep,
    ) -> Result<Vec<obligation::Model>> {
        let template = template::Entity::find_by_id(round.template_id)
            .one(sweep.connection())
            .await?;
        let Some(template) = template.filter(|_| !heirs.is_empty()) else {
            return Ok(Vec::new());
        };
        let plan = Plan {
            round,
            template: &template,
            directory,
            day: self.act.effective_on,
            levels: self.levels.clone(),
            holidays: self.holidays.clone(),
            also: heirs.clone(),
        };
        let bodies = self.bodies.opened.iter().filter(|body| heirs.contains(&body.id));
        let owed = bodies
            .filter_map(|body| plan.obligation(body))
            .map(|row| obligation::Model {
                id: derived(&format!(
                    "reorganisation/{}/{}/{}",
                    self.act.id, round.id, row.organisation_id
                )),
                addition_reason: Some(self.act.legal_basis.clone()),
                ..row
            });
        Ok(owed.collect())
    }

    /// Signed consolidations that waited for a committee which has closed wait for whoever stands above now.
    pub async fn consolidations(&self, sweep: &mut impl Sweep) -> Result<Vec<ConsolidationId>> {
        let closed: Vec<OrganisationId> = self.bodies.closed.iter().map(|closed| closed.before.id).collect();
        let mut waiting = Vec::new();
        for chunk in closed.chunks(CHUNK) {
            let touched = Condition::any()
                .add(consolidation::Column::ReceiverId.is_in(chunk.iter().copied()))
                .add(consolidation::Column::OrganisationId.is_in(chunk.iter().copied()));
            let found = consolidation::Entity::find()
                .filter(consolidation::Column::State.eq(ConsolidationState::Signed))
                .filter(touched)
                .filter(sweep.reach(consolidation::Column::UnitId))
                .lock(LockType::NoKeyUpdate);
            waiting.extend(found.all(sweep.connection()).await?);
        }
        let directory = Directory::load(sweep.connection(), self.today).await?;
        let mut told = BTreeSet::new();
        for before in waiting.iter().filter(|row| row.receiver_id.is_some()) {
            let body = organisation::Entity::find_by_id(before.organisation_id)
                .one(sweep.connection())
                .await?;
            let after = consolidation::Model {
                unit_id: self.units.answering(before.unit_id),
                receiver_id: body.and_then(|body| directory.receiver_of(&body)),
                ..before.clone()
            };
            if after != *before && told.insert(before.id) {
                sweep.amend::<consolidation::Entity>(before, after).await?;
            }
        }
        Ok(told.into_iter().collect())
    }
}

fn tell(row: &obligation::Model, outcome: ReportOutcome) -> AffectedReport {
    AffectedReport {
        id: row.id,
        round: row.round_id,
        organisation: row.organisation_id,
        outcome,
    }
}
