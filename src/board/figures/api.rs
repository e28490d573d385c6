//! The figures as the API takes and shows them.

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, sea_query::IntoCondition};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};

use super::{BoardFigures, Tables, figures_of};
use crate::{
    access::{Caller, ReadBoard, UnitId},
    board::{entity as board, kind::BoardKind, project::entity as project},
    calendar::Window,
    http::{Answer, Problem, ProblemDocument, Query, Result},
    territory::{unit, unit_reach::reached_from},
};

/// Kinds of boards, counted together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BoardGroup {
    /// Ban Thanh tra nhân dân of communes.
    CommuneInspectorates,
    /// Ban Thanh tra nhân dân of agencies and enterprises.
    WorkplaceInspectorates,
    /// Ban Giám sát đầu tư của cộng đồng.
    Supervision,
}

impl BoardGroup {
    pub const fn kinds(self) -> &'static [BoardKind] {
        match self {
            Self::CommuneInspectorates => &[BoardKind::CommunePeopleInspectorate],
            Self::WorkplaceInspectorates => &[
                BoardKind::AgencyPeopleInspectorate,
                BoardKind::EnterprisePeopleInspectorate,
            ],
            Self::Supervision => &[BoardKind::CommunityInvestmentSupervision],
        }
    }
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct BoardFiguresQuery {
    /// Which boards.
    #[param(inline)]
    group: BoardGroup,
    /// Boards of this unit and of all under it; by default of your own unit.
    unit: Option<UnitId>,
    /// The first day.
    #[serde(deserialize_with = "crate::http::day")]
    #[param(example = "2025-01-01")]
    from: NaiveDate,
    /// The last day; not before the first.
    #[serde(deserialize_with = "crate::http::day")]
    #[param(example = "2025-12-31")]
    to: NaiveDate,
}

/// Count what boards do
///
/// Số liệu về các Ban for any time and unit, as the groups F and G of the democracy reports ask.
#[utoipa::path(tag = "Boards", operation_id = "get_board_figures", params(BoardFiguresQuery),
    security(("bearer" = ["board:read"])),
    responses((status = 200, description = "The figures.", body = BoardFigures),
        (status = 404, description = "There is no such unit.", body = ProblemDocument),
        (status = 422, description = "The last day comes before the first.", body = ProblemDocument)))]
#[get("/board-figures")]
async fn get_board_figures(caller: Caller<ReadBoard>, query: Query<BoardFiguresQuery>) -> Result<Answer> {
    let window = query.0.window()?;
    let unit = query.0.unit.unwrap_or_else(|| caller.identity().unit);
    let unit = caller.find::<unit::Entity>().by_id(unit).await?;
    let here = Condition::all()
        .add(board::Column::UnitId.in_subquery(reached_from(unit.id)))
        .add(board::Column::Kind.is_in(query.0.group.kinds().iter().copied()));
    let projects = project::Column::UnitId
        .in_subquery(reached_from(unit.id))
        .into_condition();
    Answer::view(&figures_of(&here, projects, window, Tables::within(&caller)).await?)
}

impl BoardFiguresQuery {
    fn window(&self) -> Result<Window> {
        match self.from <= self.to {
            true => Ok(Window {
                from: self.from,
                to: self.to,
            }),
            false => Err(Problem::invalid_parameter(
                "to",
                "out_of_range",
                "Ngày cuối trước ngày đầu.",
                "The last day comes before the first.",
            )),
        }
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(get_board_figures);
}
