//! Reading consolidations.

use actix_web::get;
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    entity::{Column, ConsolidationState, Entity},
    view::{self, ReportConsolidation, Shown},
};
use crate::{
    access::{Caller, ConsolidationId, Direction, ListOrder, ReadConsolidation, RoundId, UnitId},
    http::{Answer, Limit, Page, Path, Query, Result},
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ConsolidationQuery {
    /// Consolidations of this round.
    pub round: Option<RoundId>,
    /// Consolidations of the committee of this unit.
    pub unit: Option<UnitId>,
    /// Consolidations that stand so.
    #[param(inline)]
    pub state: Option<ConsolidationState>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List consolidations
///
/// Your committee's, those sent to it or lying in its scope once signed, and whatever was published. Without figures and words.
#[utoipa::path(tag = "Reporting", operation_id = "list_report_consolidations", params(ConsolidationQuery),
    security(("bearer" = ["consolidation:read"])),
    responses((status = 200, description = "A page of consolidations.", body = Page<ReportConsolidation>)))]
#[get("/report-consolidations")]
async fn list_report_consolidations(
    caller: Caller<ReadConsolidation>,
    query: Query<ConsolidationQuery>,
) -> Result<Answer> {
    let order = ListOrder {
        name: "number",
        columns: vec![Column::Number],
        direction: Direction::Ascending,
    };
    let found = caller
        .find::<Entity>()
        .filter_some(query.0.round, |round| Column::RoundId.eq(round).into())
        .filter_some(query.0.unit, |unit| Column::UnitId.eq(unit).into())
        .filter_some(query.0.state, |state| Column::State.eq(state).into());
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    let shown = Shown::of(&caller, page.items.iter().map(|(row, _)| row)).await?;
    Answer::page(&page.map(|row| (shown.brief(&caller, &row), row.version)))
}

/// Get a consolidation
#[utoipa::path(tag = "Reporting", operation_id = "get_report_consolidation", params(ConsolidationId),
    security(("bearer" = ["consolidation:read"])),
    responses((status = 200, description = "The consolidation.", body = ReportConsolidation)))]
#[get("/report-consolidations/{id}")]
async fn get_report_consolidation(caller: Caller<ReadConsolidation>, id: Path<ConsolidationId>) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    view::answer(&caller, &row).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_report_consolidations)
        .service(get_report_consolidation);
}
