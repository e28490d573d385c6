//! Units over HTTP: lists and search, one unit, its children, where it came from and how far it reaches.

mod lineage;
mod query;
mod reach;
mod view;

pub use view::{AreaKind, Unit};

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_actix_web::service_config::ServiceConfig;

use self::{
    query::{UnitQuery, by_name, existing_on},
    view::{Around, shown},
};
use super::unit;
use crate::{
    access::{Caller, ReadTerritory, UnitId},
    http::{Answer, Limit, Page, Path, Query, Result},
};

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list_units)
        .service(get_unit)
        .service(list_unit_children)
        .service(lineage::get_unit_lineage)
        .service(reach::list_unit_reach);
}

/// List units
///
/// Danh sách và tìm kiếm đơn vị hành chính. The units of a day, by name in the order of a Vietnamese dictionary, or the best finds
/// of a search. All units are public.
#[utoipa::path(tag = "Territory", operation_id = "list_units", params(UnitQuery), security(("bearer" = ["territory:read"])),
    responses((status = 200, description = "The units.", body = Page<Unit>)))]
#[get("/units")]
async fn list_units(caller: Caller<ReadTerritory>, query: Query<UnitQuery>) -> Result<Answer> {
    let page = query.0.page(&caller).await?;
    Answer::page(&shown(&caller, page).await?)
}

/// Read a unit
///
/// Một đơn vị hành chính, kể cả đã kết thúc. One unit, also one that has ended.
#[utoipa::path(tag = "Territory", operation_id = "get_unit", security(("bearer" = ["territory:read"])),
    params(("id" = UnitId, Path, description = "Id of the unit.", example = "cf1f942c-e3a8-5251-8a4b-c5f644ab2785")),
    responses((status = 200, description = "The unit.", body = Unit)))]
#[get("/units/{id}")]
async fn get_unit(caller: Caller<ReadTerritory>, id: Path<UnitId>) -> Result<Answer> {
    let row = caller.find::<unit::Entity>().by_id(id.0).await?;
    let (view, version) = Around::of(&caller, [&row]).await?.view(row);
    Answer::record(&view, version)
}

/// Which children are listed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ChildrenQuery {
    /// Children that exist on this day; by default today.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    as_of: Option<NaiveDate>,
    /// Where to read on: `next_cursor` of the page before.
    cursor: Option<String>,
    /// Units on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    limit: Limit,
}

/// List a unit's children
///
/// Các đơn vị trực thuộc vào một ngày. The units directly under this one on a day: districts of a province until 2025-06-30,
/// communes since.
#[utoipa::path(tag = "Territory", operation_id = "list_unit_children", security(("bearer" = ["territory:read"])),
    params(("id" = UnitId, Path, description = "Id of the unit.", example = "b83a2afb-d0a4-5e1c-88ec-20cdccf3c704"), ChildrenQuery),
    responses((status = 200, description = "The units under it.", body = Page<Unit>)))]
#[get("/units/{id}/children")]
async fn list_unit_children(
    caller: Caller<ReadTerritory>,
    id: Path<UnitId>,
    query: Query<ChildrenQuery>,
) -> Result<Answer> {
    let parent = caller.find::<unit::Entity>().by_id(id.0).await?;
    let day = query.0.as_of.unwrap_or_else(|| caller.clocks().legal.today());
    let children = caller
        .find::<unit::Entity>()
        .filter(unit::Column::ParentId.eq(parent.id))
        .filter(existing_on(day));
    let page = children
        .page(by_name(), query.0.cursor.as_deref(), query.0.limit)
        .await?;
    Answer::page(&shown(&caller, page).await?)
}
