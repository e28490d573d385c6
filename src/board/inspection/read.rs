//! Reading inspections.

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    entity::{Column, Entity, InspectionKind, Model},
    view::{self, BoardInspection, Shown},
};
use crate::{
    access::{BoardId, Caller, Direction, InspectionId, ListOrder, ReadInspection, UnitId},
    http::{Answer, Limit, Page, Path, Query, Result},
    territory::unit_reach::reached_from,
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct InspectionQuery {
    /// Inspections of this board.
    pub board: Option<BoardId>,
    /// Inspections in this unit, or in one under it.
    pub unit: Option<UnitId>,
    /// Of this kind.
    #[param(inline)]
    pub kind: Option<InspectionKind>,
    /// Those that begin on this day or later.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub from: Option<NaiveDate>,
    /// Those that begin on this day or earlier.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub to: Option<NaiveDate>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List inspections
///
/// Các cuộc kiểm tra, giám sát, xác minh in scope, the latest first. Whom they are about sees them once they were given the plan, those above and
/// councils once they have ended.
#[utoipa::path(tag = "Inspections", operation_id = "list_board_inspections", params(InspectionQuery),
    security(("bearer" = ["inspection:read"])),
    responses((status = 200, description = "A page of inspections.", body = Page<BoardInspection>)))]
#[get("/board-inspections")]
async fn list_board_inspections(caller: Caller<ReadInspection>, query: Query<InspectionQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "starts_on",
        columns: vec![Column::StartsOn],
        direction: Direction::Descending,
    };
    let found = caller.find::<Entity>().filter(query.0.filters());
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    let rows: Vec<&Model> = page.items.iter().map(|(row, _)| row).collect();
    let shown = Shown::of(&caller, &rows).await?;
    Answer::page(&page.map(|row| (shown.view(&row), row.version)))
}

impl InspectionQuery {
    fn filters(&self) -> Condition {
        Condition::all()
            .add_option(self.board.map(|id| Column::BoardId.eq(id)))
            .add_option(self.unit.map(|unit| Column::UnitId.in_subquery(reached_from(unit))))
            .add_option(self.kind.map(|kind| Column::Kind.eq(kind)))
            .add_option(self.from.map(|day| Column::StartsOn.gte(day)))
            .add_option(self.to.map(|day| Column::StartsOn.lte(day)))
    }
}

/// Get an inspection
#[utoipa::path(tag = "Inspections", operation_id = "get_board_inspection", params(InspectionId),
    security(("bearer" = ["inspection:read"])),
    responses((status = 200, description = "The inspection.", body = BoardInspection)))]
#[get("/board-inspections/{id}")]
async fn get_board_inspection(caller: Caller<ReadInspection>, id: Path<InspectionId>) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    view::answer(&caller, &row).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_board_inspections).service(get_board_inspection);
}
