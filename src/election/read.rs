//! Reading elections.

use actix_web::get;
use sea_orm::{ColumnTrait, Condition};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    course::Purpose,
    entity::{Column, ElectionState, Entity, Model},
    view::{self, Shown, VillageElection},
};
use crate::{
    access::{Caller, Direction, ElectionId, ListOrder, OrganisationId, ReadElection, UnitId, VillageId},
    http::{Answer, Limit, Page, Path, Query, Result},
    territory::unit_reach::reached_from,
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ElectionQuery {
    /// Elections in this unit, and in all under it.
    pub unit: Option<UnitId>,
    /// Elections that this commune's committee has called.
    pub organisation: Option<OrganisationId>,
    /// Elections in this village.
    pub village: Option<VillageId>,
    /// Elections or dismissals.
    #[param(inline)]
    pub purpose: Option<Purpose>,
    /// Those that have come so far.
    #[param(inline)]
    pub state: Option<ElectionState>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List elections of village heads
///
/// Bầu, cho thôi Trưởng thôn, Tổ trưởng tổ dân phố in scope, the latest meeting first.
#[utoipa::path(tag = "Elections", operation_id = "list_village_elections", params(ElectionQuery),
    security(("bearer" = ["election:read"])),
    responses((status = 200, description = "A page of elections.", body = Page<VillageElection>)))]
#[get("/village-elections")]
async fn list_village_elections(caller: Caller<ReadElection>, query: Query<ElectionQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "meeting_on",
        columns: vec![Column::MeetingOn],
        direction: Direction::Descending,
    };
    let found = caller.find::<Entity>().filter(query.0.filters());
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    let rows: Vec<&Model> = page.items.iter().map(|(row, _)| row).collect();
    let shown = Shown::of(&caller, &rows).await?;
    Answer::page(&page.map(|row| (shown.view(&caller, &row), row.version)))
}

impl ElectionQuery {
    fn filters(&self) -> Condition {
        Condition::all()
            .add_option(self.unit.map(|unit| Column::UnitId.in_subquery(reached_from(unit))))
            .add_option(self.organisation.map(|id| Column::OrganisationId.eq(id)))
            .add_option(self.village.map(|id| Column::VillageId.eq(id)))
            .add_option(self.purpose.map(|purpose| Column::Purpose.eq(purpose)))
            .add_option(self.state.map(|state| Column::State.eq(state)))
    }
}

/// Get an election of a village head
#[utoipa::path(tag = "Elections", operation_id = "get_village_election", params(ElectionId),
    security(("bearer" = ["election:read"])),
    responses((status = 200, description = "The election.", body = VillageElection)))]
#[get("/village-elections/{id}")]
async fn get_village_election(caller: Caller<ReadElection>, id: Path<ElectionId>) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    view::answer(&caller, &row).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_village_elections).service(get_village_election);
}
