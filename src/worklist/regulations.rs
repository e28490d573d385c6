//! The regulations that wait: those that an organisation owes and has not begun, and those on their way.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sea_orm::ColumnTrait;

use super::{
    documents::{Wait, by_owner},
    item::{WorkAction, WorkKind},
};
use crate::{
    access::{DocumentId, EditRegulation, Feature, Look, RegulationId},
    document::{
        force::Force,
        regulation::{
            RegulationAction, RegulationState, Setting, Shown, amends_one,
            entity::{Column, Entity, Model},
        },
    },
    duty::{Duty, deadline::Deadlines},
    http::Result,
    organisation::organisation,
};

pub async fn waiting(look: &impl Look, bodies: &[organisation::Model], today: NaiveDate) -> Result<Vec<Wait>> {
    let theirs = Column::OrganisationId.is_in(bodies.iter().map(|body| body.id));
    let rows = look.find::<Entity>().filter(theirs.clone()).all().await?;
    let amending = look.find::<Entity>().filter(theirs).filter(amends_one()).all().await?;
    let amending: BTreeSet<RegulationId> = amending.iter().map(|row| row.id).collect();
    let shown = Shown::of(look, &rows.iter().collect::<Vec<_>>(), today).await?;
    let mut rows = by_owner(rows, |row| row.organisation_id);
    let level = look.identity().level_in(Feature::Document);
    let deadlines = Deadlines::of(look).await?;
    let mut waits = Vec::new();
    for body in bodies {
        let known = rows.remove(&body.id).unwrap_or_default();
        // What has expired, or has another in its place, is looked at no more.
        let standing = known.iter().filter(|row| shown.force(row) != Some(Force::Expired));
        waits.extend(standing.filter_map(|row| on_its_way(row, &shown.actions(look, row))));
        if look.may::<EditRegulation>() {
            let due = deadlines.of_documents(body.unit_id, body.valid_from);
            // Whoever goes by the regulation of the body above has none of its own.
            let owed = Duty::regulations(body.kind, level, today).filter(|_| !body.follows_parent);
            let alone = || known.iter().filter(|row| !amending.contains(&row.id));
            let missing = owed.filter(|(setting, _)| !alone().any(|row| serves(row, *setting, &shown)));
            waits.extend(missing.map(|(setting, from)| begin(body, setting, from, due)));
        }
    }
    Ok(waits)
}

/// Whether a regulation is in force for a setting, or on its way there.
fn serves(row: &Model, setting: Setting, shown: &Shown) -> bool {
    let force = shown.force(row);
    let stands = force.is_none() || matches!(force, Some(Force::InForce | Force::Partly | Force::NotYet));
    row.setting == setting && stands && row.state != RegulationState::Withdrawn
}

fn begin(body: &organisation::Model, setting: Setting, from: NaiveDate, due: Option<NaiveDate>) -> Wait {
    Wait {
        setting: Some(setting),
        due,
        ..Wait::of(WorkKind::BeginRegulation, body.id, body.valid_from.max(from))
    }
}

/// The next step with one that was begun, if the caller may take it.
fn on_its_way(row: &Model, actions: &[RegulationAction]) -> Option<Wait> {
    let (kind, action, since) = next(row)?;
    actions.contains(&action).then(|| Wait {
        document: Some(DocumentId(row.id.0)),
        setting: Some(row.setting),
        actions: actions.iter().copied().map(WorkAction::from).collect(),
        version: row.version,
        ..Wait::of(kind, row.organisation_id, since)
    })
}

/// What is to be done next with one, by which action, and since when.
pub fn next(row: &Model) -> Option<(WorkKind, RegulationAction, NaiveDate)> {
    let consultation = row.course.consultation.as_ref();
    let closed = consultation.and_then(|consultation| consultation.result.as_ref());
    let (kind, action, since) = match row.state {
        RegulationState::Draft => (WorkKind::DraftRegulation, RegulationAction::OpenConsultation, None),
        RegulationState::Consultation => (
            WorkKind::ConsultOnRegulation,
            RegulationAction::CloseConsultation,
            consultation.map(|consultation| consultation.opened_on),
        ),
        RegulationState::Consulted => (
            WorkKind::IssueRegulation,
            RegulationAction::Issue,
            closed.map(|result| result.closed_on),
        ),
        RegulationState::UnderReview => (
            WorkKind::ReviewRegulation,
            RegulationAction::CloseReview,
            row.course.review.as_ref().map(|review| review.begun_on),
        ),
        RegulationState::Issued | RegulationState::Repealed | RegulationState::Withdrawn => return None,
    };
    Some((kind, action, since.unwrap_or(row.begun_on)))
}
