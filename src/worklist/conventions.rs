//! The village conventions that wait for a commune, by the clocks of Decree 61/2023/NĐ-CP.

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate};
use sea_orm::{ColumnTrait, Condition, sea_query::ExprTrait};

use super::{
    documents::Wait,
    item::{WorkAction, WorkKind},
};
use crate::{
    access::{DocumentId, EditConvention, Level, Look, OrganisationId, OrganisationKind, VillageId},
    calendar::{Holidays, day::holidays},
    document::convention::{
        ConventionAction, ConventionState, Decree, Shown,
        entity::{Column, Entity, Model},
        next_remedy,
    },
    http::Result,
    organisation::organisation,
    territory::village,
};

pub async fn waiting(look: &impl Look, bodies: &[organisation::Model], today: NaiveDate) -> Result<Vec<Wait>> {
    let committees = bodies
        .iter()
        .filter(|body| body.kind == OrganisationKind::PeopleCommittee);
    let committees: Vec<OrganisationId> = committees.map(|body| body.id).collect();
    if committees.is_empty() || look.identity().level_in(crate::access::Feature::Document) != Level::Commune {
        return Ok(Vec::new());
    }
    let over = [
        ConventionState::Replaced,
        ConventionState::Annulled,
        ConventionState::Withdrawn,
    ];
    let rows = look
        .find::<Entity>()
        .filter(Column::OrganisationId.is_in(committees.iter().copied()))
        .filter(Column::State.is_not_in(over));
    let rows = rows.all().await?;
    let living = living(look, &committees, today).await?;
    let shown = Shown::of(look, &rows.iter().collect::<Vec<_>>(), today).await?;
    let off = holidays(look).await?;
    let mut waits: Vec<Wait> = Vec::new();
    for row in &rows {
        let actions = shown.actions(look, row);
        let lives = living.iter().any(|village| village.id == row.village_id);
        let due = steps(row, (today, lives), &off);
        let due = due.into_iter().filter(|step| actions.contains(&step.action));
        waits.extend(due.map(|step| step.of(row, &actions)));
    }
    if look.may::<EditConvention>() {
        waits.extend(without(living, &rows, today));
    }
    Ok(waits)
}

/// The villages of today.
async fn living(look: &impl Look, committees: &[OrganisationId], today: NaiveDate) -> Result<Vec<village::Model>> {
    use village::Column;
    let goes_on = Column::ValidTo.is_null().or(Column::ValidTo.gt(today));
    let theirs = Condition::all()
        .add(Column::OrganisationId.is_in(committees.iter().copied()))
        .add(Column::ValidFrom.lte(today))
        .add(goes_on);
    look.find::<village::Entity>().filter(theirs).all().await
}

/// Villages that have none, nor one on its way.
fn without(living: Vec<village::Model>, rows: &[Model], today: NaiveDate) -> impl Iterator<Item = Wait> {
    let have: BTreeSet<VillageId> = rows.iter().map(|row| row.village_id).collect();
    let first = Decree::on(today).map_or(today, |decree| decree.from);
    let missing = living.into_iter().filter(move |village| !have.contains(&village.id));
    missing.map(move |village| Wait {
        village: Some(village.id),
        ..Wait::of(
            WorkKind::BeginConvention,
            village.organisation_id,
            Ord::max(village.valid_from, first),
        )
    })
}

/// A step that is to be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    pub kind: WorkKind,
    /// By which it is taken.
    action: ConventionAction,
    pub since: NaiveDate,
    pub due: Option<NaiveDate>,
    /// Of a complaint: its place among those against the convention, from 1 on.
    pub complaint: Option<u32>,
}

impl Step {
    fn of(self, row: &Model, actions: &[ConventionAction]) -> Wait {
        Wait {
            document: Some(DocumentId(row.id.0)),
            village: Some(row.village_id),
            due: self.due,
            actions: actions.iter().copied().map(WorkAction::from).collect(),
            version: row.version,
            complaint: self.complaint,
            ..Wait::of(self.kind, row.organisation_id, self.since)
        }
    }
}

/// How long before it the review begins to wait.
const REVIEW_SEASON_DAYS: i64 = 30;

/// All that is to be done with a convention on a day. Nobody reviews that of a village that is gone.
pub fn steps(row: &Model, (today, lives): (NaiveDate, bool), off: &Holidays) -> Vec<Step> {
    let course = &row.course;
    let mut steps: Vec<Step> = course
        .complaints
        .iter()
        .zip(1..)
        .filter(|(complaint, _)| complaint.answer.is_none())
        .map(|(complaint, place)| Step {
            complaint: Some(place),
            kind: WorkKind::AnswerComplaint,
            action: ConventionAction::DismissComplaint,
            since: complaint.received_on,
            due: Some(complaint.answer_by),
        })
        .collect();
    steps.extend(next(row, off));
    steps.extend(to_send_back(row, off));
    steps.extend(yearly(row, today).filter(|_| lives));
    steps.retain(|step| step.since <= today && step.action.fits(row));
    steps
}

fn next(row: &Model, off: &Holidays) -> Option<Step> {
    let course = &row.course;
    let step = |kind, action, since, due| Step {
        kind,
        action,
        since,
        due,
        complaint: None,
    };
    match row.state {
        ConventionState::Proposed => {
            let since = course.proposal.as_ref()?.on;
            Some(step(
                WorkKind::GoOnWithConvention,
                ConventionAction::FormTeam,
                since,
                None,
            ))
        }
        ConventionState::Drafting => {
            let since = course.team.as_ref()?.on;
            Some(step(WorkKind::GoOnWithConvention, ConventionAction::Post, since, None))
        }
        ConventionState::Posted => {
            let since = course.posting.as_ref()?.open_until;
            Some(step(
                WorkKind::GoOnWithConvention,
                ConventionAction::RecordVote,
                since,
                None,
            ))
        }
        ConventionState::Adopted => {
            let voted = course.votes.last()?.on;
            let due = Decree::on(voted).map(|decree| off.add_working_days(voted, decree.send_days));
            Some(step(
                WorkKind::SendConvention,
                ConventionAction::SendDossier,
                voted,
                due,
            ))
        }
        ConventionState::Submitted => {
            let dossier = course.dossier.as_ref()?;
            let due = Some(dossier.decide_by);
            Some(step(
                WorkKind::DecideConvention,
                ConventionAction::Recognise,
                dossier.received_on,
                due,
            ))
        }
        ConventionState::Suspended | ConventionState::SuspendedInPart => {
            let suspension = next_remedy(row)?;
            let due = Some(suspension.remedy_ends_on(off));
            Some(step(
                WorkKind::FollowRemedy,
                ConventionAction::Annul,
                suspension.on,
                due,
            ))
        }
        // What was refused, or voted down, is mended and asked about again.
        ConventionState::Refused => {
            let since = course.refusals.last()?.made.on;
            Some(step(WorkKind::GoOnWithConvention, ConventionAction::Post, since, None))
        }
        ConventionState::NotAdopted => {
            let since = course.votes.last()?.on;
            Some(step(WorkKind::GoOnWithConvention, ConventionAction::Post, since, None))
        }
        ConventionState::Recognised
        | ConventionState::Replaced
        | ConventionState::Annulled
        | ConventionState::Withdrawn => None,
    }
}

/// What was recognised is sent back, be it suspended meanwhile.
fn to_send_back(row: &Model, off: &Holidays) -> Option<Step> {
    let made = row.course.recognition.as_ref()?.made.on;
    let decree = Decree::on(made)?;
    ConventionAction::SendBack.fits(row).then(|| Step {
        kind: WorkKind::SendBackConvention,
        action: ConventionAction::SendBack,
        since: made,
        due: Some(off.add_working_days(made, decree.send_back_days)),
        complaint: None,
    })
}

/// The yearly review, from a month before its day until it is recorded; where it was missed, until the next one waits.
fn yearly(row: &Model, today: NaiveDate) -> Option<Step> {
    let this_year = review_of(row, today.year()).filter(|step| step.since <= today);
    this_year.or_else(|| review_of(row, today.year() - 1))
}

/// The review of a year, unless it was held then or since.
fn review_of(row: &Model, year: i32) -> Option<Step> {
    let due = NaiveDate::from_ymd_opt(year, 12, 31).and_then(|last| Decree::on(last)?.review_in(year))?;
    let done = row.course.reviews.iter().any(|review| review.on.year() >= year);
    // As the duty has it: what comes into force after its day is reviewed in the next year.
    let held = row.in_force_on.is_some_and(|day| day <= due);
    (held && !done).then(|| Step {
        kind: WorkKind::ReviewConvention,
        action: ConventionAction::Review,
        since: due - chrono::TimeDelta::days(REVIEW_SEASON_DAYS),
        due: Some(due),
        complaint: None,
    })
}

#[cfg(test)]
mod tests;
