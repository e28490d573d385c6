//! The resolutions that wait for a council: to be examined, and to be decided on.

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
        .filter_map(|row| next(row, &shown.actions(look, row)))
        .collect())
}

fn next(row: &Model, actions: &[ResolutionAction]) -> Option<Wait> {
    let may = |action| actions.contains(&action);
    let examined = row.examination.as_ref().map(|examination| examination.signed_on);
    let (kind, since) = match row.state {
        ResolutionState::Proposed if may(ResolutionAction::Examine) => {
            (WorkKind::ExamineResolution, row.proposal.signed_on)
        }
        ResolutionState::Examined if may(ResolutionAction::Adopt) => {
            (WorkKind::DecideResolution, examined.unwrap_or(row.proposal.signed_on))
        }
        _ => return None,
    };
    Some(Wait {
        document: Some(DocumentId(row.id.0)),
        actions: actions.iter().copied().map(WorkAction::from).collect(),
        version: row.version,
        ..Wait::of(kind, row.organisation_id, since)
    })
}
