//! The village a measure is of.

use chrono::NaiveDate;

use crate::{
    access::{Look, UnitId, VillageId},
    http::{Problem, Result},
    territory::{village, village_then::village_of},
};

/// 422 at `/village` unless it is in the unit, and was there on the day.
pub async fn village_in(look: &impl Look, village: VillageId, unit: UnitId, day: NaiveDate) -> Result<village::Model> {
    let found = village_of(look, village, "/village").await?;
    match (found.unit_id == unit, found.exists_on(day)) {
        (true, true) => Ok(found),
        (true, false) => Err(Problem::invalid(
            "/village",
            "out_of_range",
            "Thôn, tổ dân phố không có vào ngày này.",
            "The village did not exist on that day.",
        )),
        (false, _) => Err(Problem::unknown_reference("/village")),
    }
}
