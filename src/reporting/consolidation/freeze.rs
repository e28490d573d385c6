//! Freezing: the versions that count at one moment, added up.

use std::collections::BTreeMap;

use sea_orm::ColumnTrait;
use uuid::Uuid;

use super::entity::{Frozen, Source};
use crate::{
    access::{Look, RoundId, UnitId},
    http::{Problem, Result},
    reporting::{
        rollup::Folded,
        submission::version,
        total::{
            Counting, add,
            api::{Coverage, TreeBasis},
            ground::Ground,
        },
    },
};

/// What a unit, by default the caller's own, comes to now in a round. Read in one snapshot, figures and coverage fit together.
pub async fn freeze(
    look: &impl Look,
    round: RoundId,
    unit: Option<UnitId>,
    basis: Option<TreeBasis>,
) -> Result<Frozen> {
    let ground = Ground::lay(look, round, unit, basis, None, None).await?;
    let mut whole = Folded::empty(ground.content());
    let mut counted = Vec::new();
    let visit = |counting: Counting| {
        if ground.part(counting.origin).is_none() {
            return Ok(());
        }
        counted.push(counting.id);
        add(&mut whole, ground.content(), counting.id, &counting.values.0)
    };
    ground.each_counting(look, None, visit).await?;
    let mut coverage = Coverage::default();
    for part in ground.coverage(look, None).await? {
        coverage.merge(&part);
    }
    Ok(Frozen {
        frozen_at: look.clocks().legal.now(),
        basis: ground.basis,
        coverage,
        indicators: whole.totals(ground.content()).map_err(Problem::internal)?,
        sources: sources(look, &counted).await?,
    })
}

/// The versions themselves, by id; those out of scope are left out.
pub async fn versions(look: &impl Look, ids: &[Uuid]) -> Result<BTreeMap<Uuid, version::Model>> {
    let mut found = BTreeMap::new();
    for ids in ids.chunks(500) {
        let rows = look.find::<version::Entity>();
        let rows = rows
            .filter(version::Column::Id.is_in(ids.iter().copied()))
            .all()
            .await?;
        found.extend(rows.into_iter().map(|row| (row.id, row)));
    }
    Ok(found)
}

async fn sources(look: &impl Look, counted: &[Uuid]) -> Result<Vec<Source>> {
    let found = versions(look, counted).await?;
    let source = |row: &version::Model| Source {
        version_id: row.id,
        submission_id: row.submission_id,
        organisation_id: row.organisation_id,
        number: row.number,
        hash: hex::encode(&row.hash),
    };
    Ok(counted.iter().filter_map(|id| found.get(id)).map(source).collect())
}
