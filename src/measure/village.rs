//! The village a measure is of.

use crate::{
    access::{Look, UnitId, VillageId},
    http::{Problem, Result},
    territory::{village, village_then::village_of},
};

/// 422 at `/village` unless it is in the unit.
pub async fn village_in(look: &impl Look, village: VillageId, unit: UnitId) -> Result<village::Model> {
    let found = village_of(look, village, "/village").await?;
    match found.unit_id == unit {
        true => Ok(found),
        false => Err(Problem::unknown_reference("/village")),
    }
}
