//! Reading villages.

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ExprTrait};
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::{Village, shown, shown_page};
use crate::{
    access::{Caller, Direction, ListOrder, ReadVillage, UnitId, VillageId},
    http::{Answer, Limit, Page, Path, Query, Result},
    territory::{then::Then, unit_reach::reached_from, village},
    text::{self, Text},
};

/// Filters of the list of villages.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct VillageQuery {
    /// Villages of this unit and of the units under it.
    unit: Option<UnitId>,
    /// Part of a name, without regard to tone marks, đ and d, and capitals.
    #[param(value_type = Option<String>, min_length = 1, max_length = 100)]
    q: Option<Text<1, 100>>,
    /// Villages that exist on this day, with their households as counted by then; by default today.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    as_of: Option<NaiveDate>,
    /// Where to read on: `next_cursor` of the page before.
    cursor: Option<String>,
    /// Villages on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    limit: Limit,
}

impl VillageQuery {
    fn filters(&self, then: Then) -> Condition {
        let day = then.day;
        let place = then.unit(village::Column::Id, village::Column::UnitId);
        Condition::all()
            .add(village::Column::ValidFrom.lte(day))
            .add(village::Column::ValidTo.is_null().or(village::Column::ValidTo.gt(day)))
            .add_option(self.unit.map(|unit| place.in_subquery(reached_from(unit))))
            // Folded text is letters, digits and spaces, so it holds none of LIKE's signs.
            .add_option(
                self.q
                    .as_ref()
                    .map(|q| village::Column::NameFold.contains(text::fold(q.as_str()))),
            )
    }
}

/// List villages
///
/// Thôn, bản, tổ dân phố trong phạm vi. The villages in scope that exist on a day, by name.
#[utoipa::path(tag = "Territory", operation_id = "list_villages", params(VillageQuery), security(("bearer" = ["village:read"])),
    responses((status = 200, description = "The villages.", body = Page<Village>)))]
#[get("/villages")]
pub(super) async fn list_villages(caller: Caller<ReadVillage>, query: Query<VillageQuery>) -> Result<Answer> {
    let day = query.0.as_of.unwrap_or_else(|| caller.clocks().legal.today());
    let order = ListOrder {
        name: "name",
        columns: vec![village::Column::NameSort],
        direction: Direction::Ascending,
    };
    let then = Then::on(&caller, day).await?;
    let found = caller.find::<village::Entity>().filter(query.0.filters(then));
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    Answer::page(&shown_page(&caller, page, day).await?)
}

/// The day a village is read as of.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct VillageAsOf {
    /// Households as counted by this day; by default today.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    as_of: Option<NaiveDate>,
}

/// Read a village
///
/// Một thôn, bản, tổ dân phố, kể cả đã kết thúc. One village, also one that has ended, with the count of households that held on a
/// day.
#[utoipa::path(tag = "Territory", operation_id = "get_village", params(VillageId, VillageAsOf), security(("bearer" = ["village:read"])),
    responses((status = 200, description = "The village.", body = Village)))]
#[get("/villages/{id}")]
pub(super) async fn get_village(
    caller: Caller<ReadVillage>,
    id: Path<VillageId>,
    query: Query<VillageAsOf>,
) -> Result<Answer> {
    let day = query.0.as_of.unwrap_or_else(|| caller.clocks().legal.today());
    let row = caller.find::<village::Entity>().by_id(id.0).await?;
    let (view, version) = shown(&caller, row, day).await?;
    Answer::record(&view, version)
}
