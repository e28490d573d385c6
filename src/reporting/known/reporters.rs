//! Whose records a report is of: the organisation's own, and those of whom it came that do not report for the period themselves.

use std::collections::BTreeSet;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{
    access::{Look, OrganisationId},
    http::Result,
    organisation::organisation_lineage as lineage,
    reporting::{kinds::Progress, obligation::entity as obligation},
};

/// The organisation that owes a report, first, and its predecessors whose part of the period it reports: of what one of them has reported, or still
/// reports, nothing is counted again.
pub async fn reporters(look: &impl Look, owed: &obligation::Model) -> Result<Vec<OrganisationId>> {
    let connection = look.beside::<obligation::Entity>(owed);
    let mut all = vec![owed.organisation_id];
    let mut latest = all.clone();
    while !latest.is_empty() {
        let before = lineage::Entity::find()
            .filter(lineage::Column::SuccessorId.is_in(latest))
            .all(connection)
            .await?;
        let before: BTreeSet<OrganisationId> = before.into_iter().map(|line| line.predecessor_id).collect();
        let themselves = obligation::Entity::find()
            .filter(obligation::Column::RoundId.eq(owed.round_id))
            .filter(obligation::Column::OrganisationId.is_in(before.iter().copied()))
            .filter(obligation::Column::Progress.ne(Progress::Waived))
            .all(connection)
            .await?;
        let report = |body: &OrganisationId| themselves.iter().any(|row| row.organisation_id == *body);
        latest = before
            .into_iter()
            .filter(|body| !report(body) && !all.contains(body))
            .collect();
        all.extend(&latest);
    }
    Ok(all)
}
