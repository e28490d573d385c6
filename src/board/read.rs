//! Reading boards.

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, sea_query::ExprTrait};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    entity::{BoardState, Column, Entity},
    ground::in_order,
    kind::BoardKind,
    listed::{BoardRow, MemberRow},
    member,
    view::{self, InspectionBoard, ListedBoard, Shown},
};
use crate::{
    access::{BoardId, Caller, Direction, ListOrder, OrganisationId, ReadBoard, UnitId},
    http::{Answer, Limit, Page, Path, Query, Result},
    territory::{then::Then, unit_reach::reached_from},
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BoardQuery {
    /// Boards of this kind.
    #[param(inline)]
    pub kind: Option<BoardKind>,
    /// Boards that have come so far.
    #[param(inline)]
    pub state: Option<BoardState>,
    /// Boards in this unit, in all under it, and in those that ended and whose heir it is.
    pub unit: Option<UnitId>,
    /// Boards in the work of this organisation.
    pub host: Option<OrganisationId>,
    /// The board that this organisation is.
    pub body: Option<OrganisationId>,
    /// Boards that this organisation directs.
    pub director: Option<OrganisationId>,
    /// Boards that exist on this day.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub as_of: Option<NaiveDate>,
    /// Where to read on: `next_cursor` of the page before.
    pub cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    pub limit: Limit,
}

/// List boards
///
/// Các Ban in scope, in the order of their names. Councils and Fronts see those of communes.
#[utoipa::path(tag = "Boards", operation_id = "list_inspection_boards", params(BoardQuery),
    security(("bearer" = ["board:read"])),
    responses((status = 200, description = "A page of boards.", body = Page<ListedBoard>)))]
#[get("/inspection-boards")]
async fn list_inspection_boards(caller: Caller<ReadBoard>, query: Query<BoardQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "name",
        columns: vec![Column::NameSort],
        direction: Direction::Ascending,
    };
    let today = caller.clocks().legal.today();
    let then = Then::on(&caller, query.0.as_of.unwrap_or(today)).await?;
    let found = caller.find::<Entity>().filter(query.0.filters(then));
    let page = found.page_of(order, query.0.cursor.as_deref(), query.0.limit, today);
    let page: Page<BoardRow> = page.await?;
    let shown = Shown::listed(page.items.iter().map(|(listed, _)| listed));
    Answer::page(&page.map(|listed| (shown.brief(&listed.row), listed.row.version)))
}

impl BoardQuery {
    fn filters(&self, then: Then) -> Condition {
        let place = then.unit(Column::Id, Column::UnitId);
        let host = then.organisation(Column::Id, Column::HostId);
        let existing = |day: NaiveDate| {
            let goes_on = Column::EndedOn.is_null().or(Column::EndedOn.gt(day));
            Condition::all().add(Column::TermFrom.lte(day)).add(goes_on)
        };
        Condition::all()
            .add_option(self.kind.map(|kind| Column::Kind.eq(kind)))
            .add_option(self.state.map(|state| Column::State.eq(state)))
            .add_option(self.unit.map(|unit| place.in_subquery(reached_from(unit))))
            .add_option(self.host.map(|id| host.eq(id)))
            .add_option(self.body.map(|id| Column::BodyId.eq(id)))
            .add_option(self.director.map(|id| Column::OrganisationId.eq(id)))
            .add_option(self.as_of.map(existing))
    }
}

/// Get a board
///
/// The board with its members and in what it departs from the law.
#[utoipa::path(tag = "Boards", operation_id = "get_inspection_board", params(BoardId),
    security(("bearer" = ["board:read"])),
    responses((status = 200, description = "The board.", body = InspectionBoard)))]
#[get("/inspection-boards/{id}")]
async fn get_inspection_board(caller: Caller<ReadBoard>, id: Path<BoardId>) -> Result<Answer> {
    let today = caller.clocks().legal.today();
    let found = caller.find::<Entity>();
    let (listed, members): (BoardRow, Vec<MemberRow>) = found.row_with(id.0, member::Column::BoardId, today).await?;
    view::answer_with(&caller, &listed.row, in_order(members), &Shown::listed([&listed])).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(list_inspection_boards).service(get_inspection_board);
}
