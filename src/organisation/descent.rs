//! Whom organisations came of, over however many acts.

use std::collections::BTreeSet;

use sea_orm::ColumnTrait;

use super::organisation_lineage::{Column, Entity};
use crate::{
    access::{Look, OrganisationId},
    http::Result,
};

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
