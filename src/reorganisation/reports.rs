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
        round::{
            entity as round,
            open::{Plan, asked_of_boards},
        },
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
    /// Settles what is open in every round in reach; tells what became of it.
    pub async fn obligations(&self, sweep: &mut impl Sweep) -> Result<Vec<AffectedReport>> {
        let directory = Directory::load(sweep.connection(), self.today).await?;
        let bodies = After::of(self.bodies);
        let mut told = Vec::new();
        for round in &self.rounds(sweep).await? {
            let owed = self.owed(round, sweep).await?;
            let mut waived: Waived<'_> = BTreeMap::new();
            for before in &owed {
                let Some((after, outcome)) = self.settled(round, before, &bodies, &directory) else {
                    continue;
                };
                if let (ReportOutcome::Waived, Some(heir)) = (outcome, bodies.successor(before.organisation_id)) {
                    waived.entry(heir).or_default().push(before);
                }
                let row = sweep.amend::<Obligation>(before, after).await?;
                told.push(tell(&row, outcome));
            }
            self.move_drafts(&owed, &bodies, sweep).await?;
            waived.retain(|heir, _| owed.iter().all(|row| row.organisation_id != *heir));
            let added = self.owed_by_heirs(round, &waived, &directory, sweep).await?;
            sweep.add_all::<Obligation>(&added).await?;
            told.extend(added.iter().map(|row| tell(row, ReportOutcome::Added)));
        }
        Ok(told)
    }

    async fn rounds(&self, sweep: &impl Sweep) -> Result<Vec<round::Model>> {
        let rounds = round::Entity::find()
            .filter(sweep.reach(round::Column::UnitId))
            .order_by_asc(round::Column::Id);
        Ok(rounds.all(sweep.connection()).await?)
    }

    /// The obligations of a round; of one that is closed, those that still wait for a decision or, should it be opened again, for a report.
    async fn owed(&self, round: &round::Model, sweep: &impl Sweep) -> Result<Vec<obligation::Model>> {
        let finished = [Progress::Accepted, Progress::Waived];
        let waiting = round
            .closed_at
            .map(|_| obligation::Column::Progress.is_not_in(finished));
        let open = Condition::all().add_option(waiting);
        let owed = Obligation::find()
            .filter(obligation::Column::RoundId.eq(round.id))
            .filter(open)
            .filter(sweep.reach(obligation::Column::UnitId))
            .order_by_asc(obligation::Column::Id)
            .lock(LockType::NoKeyUpdate);
        Ok(owed.all(sweep.connection()).await?)
    }

    /// The obligation as it goes on; none when the act does not touch it. Nobody is excused from a round that is closed.
    fn settled(
        &self,
        round: &round::Model,
        before: &obligation::Model,
        bodies: &After<'_>,
        directory: &Directory,
    ) -> Option<(obligation::Model, ReportOutcome)> {
        let body = bodies.0.get(&before.organisation_id)?;
        let excused = body.closed && round.closed_at.is_none();
        let waived = excused.then(|| waive(before, &self.act.legal_basis).ok()).flatten();
        let (outcome, after) = match waived {
            Some(after) => (ReportOutcome::Waived, after),
            None => (ReportOutcome::Passed, self.received(before, body.model, directory)),
        };
        let unit_id = match body.closed {
            true => self.units.answering(before.unit_id),
            false => body.model.unit_id,
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

    /// What is being written is written on where the report is owed now.
    async fn move_drafts(&self, owed: &[obligation::Model], bodies: &After<'_>, sweep: &impl Sweep) -> Result<()> {
        let mut to: BTreeMap<UnitId, Vec<SubmissionId>> = BTreeMap::new();
        for row in owed {
            let body = bodies.0.get(&row.organisation_id).filter(|body| !body.closed);
            if let (Some(body), Some(submission)) = (body, row.submission_id) {
                to.entry(body.model.unit_id).or_default().push(submission);
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
        waived: &Waived<'_>,
        directory: &Directory,
        sweep: &impl Sweep,
    ) -> Result<Vec<obligation::Model>> {
        let template = template::Entity::find_by_id(round.template_id)
            .one(sweep.connection())
            .await?;
        let Some(template) = template.filter(|_| !waived.is_empty()) else {
            return Ok(Vec::new());
        };
        let plan = Plan {
            round,
            template: &template,
            directory,
            day: self.act.effective_on,
            levels: self.levels.clone(),
            boards: asked_of_boards(sweep.connection()).await?,
            holidays: self.holidays.clone(),
            also: waived.keys().copied().collect(),
        };
        let heirs = self
            .bodies
            .opened
            .iter()
            .filter_map(|body| Some((body, waived.get(&body.id)?)));
        let owed = heirs.filter_map(|(body, before)| Some(self.inherited(round, plan.obligation(body)?, before)));
        Ok(owed.collect())
    }

    /// What an heir owes: by the latest extension its predecessors had, and where the unit came after the period, in the place of one
    /// of them, so that its figures are found in the tree of the period.
    fn inherited(
        &self,
        round: &round::Model,
        row: obligation::Model,
        before: &[&obligation::Model],
    ) -> obligation::Model {
        let extended = before.iter().max_by_key(|row| row.extended_until);
        let later = self.act.effective_on > round.period_to;
        let origin = before.first().filter(|_| later).map(|row| row.origin_unit_id);
        obligation::Model {
            id: derived(&format!(
                "reorganisation/{}/{}/{}",
                self.act.id, round.id, row.organisation_id
            )),
            origin_unit_id: origin.unwrap_or(row.origin_unit_id),
            extended_until: extended.and_then(|row| row.extended_until),
            extended_at: extended.and_then(|row| row.extended_at),
            reminded_days: None,
            extension_reason: extended.and_then(|row| row.extension_reason.clone()),
            addition_reason: Some(self.act.legal_basis.clone()),
            ..row
        }
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

/// The waived obligations of each heir's predecessors.
type Waived<'a> = BTreeMap<OrganisationId, Vec<&'a obligation::Model>>;

/// The bodies that the act touches, as it leaves them.
struct After<'a>(BTreeMap<OrganisationId, Touched<'a>>);

struct Touched<'a> {
    model: &'a organisation::Model,
    closed: bool,
    successor: Option<OrganisationId>,
}

impl<'a> After<'a> {
    fn of(plan: &'a BodyPlan) -> Self {
        let closed = plan.closed.iter().map(|closed| Touched {
            model: &closed.after,
            closed: true,
            successor: closed.successor,
        });
        let passed = plan.passed.iter().map(|passed| Touched {
            model: &passed.after,
            closed: false,
            successor: None,
        });
        Self(closed.chain(passed).map(|body| (body.model.id, body)).collect())
    }

    fn successor(&self, body: OrganisationId) -> Option<OrganisationId> {
        self.0.get(&body)?.successor
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
