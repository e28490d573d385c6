//! A village as a record names it, and what was counted of it by a day.

use chrono::NaiveDate;
use sea_orm::ColumnTrait;

use super::{village, village_households as households};
use crate::{
    access::{Look, VillageId},
    http::{Problem, Result},
};

/// The village; 422 at `pointer` where there is none in scope.
pub async fn village_of(look: &impl Look, id: VillageId, pointer: &str) -> Result<village::Model> {
    let found = look.find::<village::Entity>().filter(village::Column::Id.eq(id));
    found.one().await?.ok_or_else(|| Problem::unknown_reference(pointer))
}

/// Households of a village on a day, as counted last by then; 422 at `pointer` where they were not.
pub async fn households_on(look: &impl Look, village: VillageId, day: NaiveDate, pointer: &str) -> Result<i64> {
    let counted = look
        .find::<households::Entity>()
        .filter(households::Column::VillageId.eq(village))
        .filter(households::Column::CountedOn.lte(day));
    let counts = counted.order_by(households::Column::CountedOn).all().await?;
    let last = counts.last().map(|count| count.households);
    last.ok_or_else(|| {
        Problem::invalid(
            pointer,
            "no_count",
            "Chưa có số hộ của thôn tại ngày này; hãy ghi số hộ trước.",
            "The village's households were not counted by that day; record the count first.",
        )
    })
}
