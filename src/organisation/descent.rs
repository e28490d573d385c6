//! Whom organisations came of, over however many acts.

use std::collections::BTreeSet;

use sea_orm::ColumnTrait;

use super::organisation_lineage::{Column, Entity};
use crate::{
    access::{Look, OrganisationId},
    http::Result,
};

/// The organisations nobody but one goes on with the work of, nor did in between: what they had is that one's alone.
pub async fn taken_over(look: &impl Look, by: OrganisationId) -> Result<BTreeSet<OrganisationId>> {
    let mut all = ancestors(look, [by]).await?;
    let lines = Column::PredecessorId.is_in(all.iter().copied());
    let lines = look.find::<Entity>().filter(lines).all().await?;
    loop {
        let shared = lines.iter().filter(|line| all.contains(&line.predecessor_id));
        let shared = shared.filter(|line| line.successor_id != by && !all.contains(&line.successor_id));
        let shared: BTreeSet<_> = shared.map(|line| line.predecessor_id).collect();
        if shared.is_empty() {
            return Ok(all);
        }
        all.retain(|body| !shared.contains(body));
    }
}

/// The organisations whose work some others go on with.
pub async fn ancestors(
    look: &impl Look,
    of: impl IntoIterator<Item = OrganisationId>,
) -> Result<BTreeSet<OrganisationId>> {
    let mut known = BTreeSet::new();
    let mut latest: BTreeSet<OrganisationId> = of.into_iter().collect();
    while !latest.is_empty() {
        let lines = look.find::<Entity>().filter(Column::SuccessorId.is_in(latest));
        let before = lines.all().await?.into_iter().map(|line| line.predecessor_id);
        latest = before.filter(|body| !known.contains(body)).collect();
        known.extend(&latest);
    }
    Ok(known)
}
