//! Whose records a report is of: the organisation's own, and those of whom it came that do not report for the period themselves.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    access::{Look, OrganisationId},
    http::Result,
    organisation::{organisation, organisation_lineage as lineage},
    reporting::{kinds::Progress, obligation::entity as obligation},
};

/// The organisation that owes a report, first, and its predecessors whose part of the period it reports: those that have closed and left all to it,
/// and have nothing to report in the round themselves. What one of them has finished and reported is not told again.
pub async fn reporters(look: &impl Look, owed: &obligation::Model) -> Result<Vec<OrganisationId>> {
    let mut all = vec![owed.organisation_id];
    let mut latest = all.clone();
    while !latest.is_empty() {
        let before = left_all_to(look, owed, &latest).await?;
        let themselves = reporting(look, owed, &before).await?;
        let more = before.into_iter();
        latest = more
            .filter(|body| !themselves.contains(body) && !all.contains(body))
            .collect();
        all.extend(&latest);
    }
    Ok(all)
}

/// Those that have closed and whose only successor is one of these.
async fn left_all_to(
    look: &impl Look,
    owed: &obligation::Model,
    these: &[OrganisationId],
) -> Result<Vec<OrganisationId>> {
    let connection = look.beside::<obligation::Entity>(owed);
    let lines = |which| lineage::Entity::find().filter(which).all(connection);
    let before = lines(lineage::Column::SuccessorId.is_in(these.iter().copied())).await?;
    let before = before.into_iter().map(|line| line.predecessor_id);
    let mut successors: BTreeMap<OrganisationId, usize> = before.map(|body| (body, 0)).collect();
    for line in lines(lineage::Column::PredecessorId.is_in(successors.keys().copied())).await? {
        successors.entry(line.predecessor_id).and_modify(|many| *many += 1);
    }
    let sole = successors
        .into_iter()
        .filter(|(_, many)| *many == 1)
        .map(|(body, _)| body);
    let closed = organisation::Entity::find()
        .filter(organisation::Column::Id.is_in(sole))
        .filter(organisation::Column::ValidTo.lte(look.clocks().legal.today()))
        .all(connection)
        .await?;
    Ok(closed.into_iter().map(|body| body.id).collect())
}

/// Those of some organisations that report in the round themselves.
async fn reporting(
    look: &impl Look,
    owed: &obligation::Model,
    bodies: &[OrganisationId],
) -> Result<Vec<OrganisationId>> {
    let themselves = obligation::Entity::find()
        .filter(obligation::Column::RoundId.eq(owed.round_id))
        .filter(obligation::Column::OrganisationId.is_in(bodies.iter().copied()))
        .filter(obligation::Column::Progress.ne(Progress::Waived))
        .all(look.beside::<obligation::Entity>(owed))
        .await?;
    Ok(themselves.into_iter().map(|row| row.organisation_id).collect())
}
