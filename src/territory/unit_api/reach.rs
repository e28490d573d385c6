//! How far a unit reaches, for callers that want to know what a committee of it sees.

use std::collections::BTreeMap;

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::query::by_name;
use crate::{
    access::{Caller, ReadTerritory, UnitId},
    http::{Answer, Limit, Page, Path, Query, Result},
    territory::{
        unit,
        unit_name::NamedUnit,
        unit_reach::{self, reached_from},
    },
};

/// Một đơn vị trong phạm vi: a unit within another's reach.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ReachedUnit {
    /// The unit.
    pub unit: NamedUnit,
    /// The first day it exists.
    pub valid_from: NaiveDate,
    /// The first day it no longer exists; absent while it does.
    #[schema(nullable = false)]
    pub valid_to: Option<NaiveDate>,
    /// Whether it has ended: its records may be read, not changed.
    pub inherited: bool,
}

/// Which part of the reach is listed.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
struct ReachQuery {
    /// Where to read on: `next_cursor` of the page before.
    cursor: Option<String>,
    /// Units on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    limit: Limit,
}

/// List a unit's reach
///
/// Phạm vi của đơn vị: the unit, everything under it and, through the units it is heir of, what they held. What has ended is inherited
/// and read only. This is what a People's committee of the unit sees.
#[utoipa::path(tag = "Territory", operation_id = "list_unit_reach", security(("bearer" = ["territory:read"])),
    params(("id" = UnitId, Path, description = "Id of the unit.", example = "cf1f942c-e3a8-5251-8a4b-c5f644ab2785"), ReachQuery),
    responses((status = 200, description = "The units it reaches.", body = Page<ReachedUnit>)))]
#[get("/units/{id}/reach")]
pub(super) async fn list_unit_reach(
    caller: Caller<ReadTerritory>,
    id: Path<UnitId>,
    query: Query<ReachQuery>,
) -> Result<Answer> {
    let root = caller.find::<unit::Entity>().by_id(id.0).await?;
    let units = caller
        .find::<unit::Entity>()
        .filter(unit::Column::Id.in_subquery(reached_from(root.id)));
    let page = units.page(by_name(), query.0.cursor.as_deref(), query.0.limit).await?;
    let inherited = inherited(&caller, root.id, &page).await?;
    Answer::page(&page.map(|row| {
        let view = ReachedUnit {
            unit: NamedUnit::from(&row),
            valid_from: row.valid_from,
            valid_to: row.valid_to,
            inherited: inherited.get(&row.id).copied().unwrap_or(true),
        };
        (view, row.version)
    }))
}

async fn inherited(
    caller: &Caller<ReadTerritory>,
    root: UnitId,
    page: &Page<unit::Model>,
) -> Result<BTreeMap<UnitId, bool>> {
    let on_page = page.items.iter().map(|(unit, _)| unit.id);
    let rows = caller
        .find::<unit_reach::Entity>()
        .filter(unit_reach::Column::RootId.eq(root))
        .filter(unit_reach::Column::UnitId.is_in(on_page))
        .all()
        .await?;
    Ok(rows.into_iter().map(|row| (row.unit_id, row.inherited)).collect())
}
