//! The resolutions that wait for a council: to be examined, and to be decided on.

use chrono::NaiveDate;
use sea_orm::ColumnTrait;

use super::{
    documents::Wait,
    item::{WorkAction, WorkKind},
};
use crate::{
    access::{DocumentId, Look},
    document::resolution::{
        ResolutionAction, ResolutionState, Shown,
        entity::{Column, Entity, Model},
    },
    http::Result,
    organisation::organisation,
};

pub async fn waiting(look: &impl Look, bodies: &[organisation::Model]) -> Result<Vec<Wait>> {
    let theirs = Column::OrganisationId.is_in(bodies.iter().map(|body| body.id));
    let open = Column::State.is_in([ResolutionState::Proposed, ResolutionState::Examined]);
    let rows = look.find::<Entity>().filter(theirs).filter(open).all().await?;
    let today = look.clocks().legal.today();
    let shown = Shown::of(look, &rows.iter().collect::<Vec<_>>(), today).await?;
    Ok(rows
        .iter()
        .filter_map(|row| on_its_way(row, &shown.actions(look, row)))
        .collect())
}

/// The next step, if the caller may take it.
fn on_its_way(row: &Model, actions: &[ResolutionAction]) -> Option<Wait> {
    let (kind, action, since) = next(row)?;
    actions.contains(&action).then(|| Wait {
        document: Some(DocumentId(row.id.0)),
        actions: actions.iter().copied().map(WorkAction::from).collect(),
        version: row.version,
        ..Wait::of(kind, row.organisation_id, since)
    })
}

/// What is to be done next with one, by which action, and since when.
pub fn next(row: &Model) -> Option<(WorkKind, ResolutionAction, NaiveDate)> {
    let proposed = row.proposal.signed_on;
    match row.state {
        ResolutionState::Proposed => Some((WorkKind::ExamineResolution, ResolutionAction::Examine, proposed)),
        ResolutionState::Examined => {
            let examined = row.examination.as_ref().map(|examination| examination.signed_on);
            Some((
                WorkKind::DecideResolution,
                ResolutionAction::Adopt,
                examined.unwrap_or(proposed),
            ))
        }
        _ => None,
    }
}
