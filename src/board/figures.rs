//! Số liệu về hoạt động của các Ban: the figures F and G that reports ask for, of any boards and time.

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, QueryTrait,
    StreamTrait,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, IntoCondition},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    entity::{self as board},
    feedback::entity as feedback,
    inspection::entity as inspection,
    kind::BoardKind,
    member,
    recommendation::{
        entity::{self as recommendation},
        follow_up,
    },
};
use crate::{
    access::{Caller, Gather, Look, ReadBoard, UnitId},
    calendar::Window,
    http::{Answer, Problem, ProblemDocument, Query, Result},
    person::entity::{self as person, Sex},
    territory::{unit, unit_reach::reached_from},
};

/// Among fewer members it is not told how many are women, or of a minority: that would be told of each.
const FEWEST: i64 = 5;

/// One of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BoardFigure {
    Boards,
    Founded,
    Dissolved,
    Members,
    Women,
    Minorities,
    Inspections,
    Cases,
    BoardsWithCases,
    Recommendations,
    Answered,
    AnsweredInTime,
    MoneyRecovered,
    MoneyOtherwise,
    SettlementReduced,
    LandRecovered,
    LandOtherwise,
    Feedback,
    FeedbackVerified,
}

/// Số liệu về các Ban.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct BoardFigures {
    /// Số Ban đang hoạt động on the last day.
    #[schema(example = 1)]
    pub boards: i64,
    /// Số Ban thành lập.
    #[schema(example = 1)]
    pub founded: i64,
    /// Số Ban kết thúc, giải thể.
    #[schema(example = 0)]
    pub dissolved: i64,
    /// Số thành viên who serve on the last day.
    #[schema(example = 9)]
    pub members: i64,
    /// Trong đó: nữ; left out where there are fewer than five members.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = 3)]
    pub women: Option<i64>,
    /// Trong đó: dân tộc thiểu số; left out where there are fewer than five members.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false, example = 7)]
    pub minorities: Option<i64>,
    /// Số cuộc kiểm tra, giám sát, xác minh that ended.
    #[schema(example = 4)]
    pub inspections: i64,
    /// Số vụ việc, sai phạm phát hiện in those.
    #[schema(example = 2)]
    pub cases: i64,
    /// Số Ban that found any; of supervision boards, projects.
    #[schema(example = 1)]
    pub boards_with_cases: i64,
    /// Số kiến nghị that were sent.
    #[schema(example = 2)]
    pub recommendations: i64,
    /// Số kiến nghị that were answered.
    #[schema(example = 1)]
    pub answered: i64,
    /// Trong đó: by the body inspected, in the 15 days of the law.
    #[schema(example = 1)]
    pub answered_in_time: i64,
    /// Thu hồi tiền, in đồng.
    #[schema(example = 12_000_000)]
    pub money_recovered: i64,
    /// Xử lý khác về tiền, in đồng.
    #[schema(example = 0)]
    pub money_otherwise: i64,
    /// Giảm trừ quyết toán, in đồng.
    #[schema(example = 0)]
    pub settlement_reduced: i64,
    /// Thu hồi đất, in m².
    #[schema(example = 0)]
    pub land_recovered: i64,
    /// Xử lý khác về đất, in m².
    #[schema(example = 0)]
    pub land_otherwise: i64,
    /// Số phản ánh, kiến nghị tiếp nhận, of boards one is or directs.
    #[schema(example = 1)]
    pub feedback: i64,
    /// Trong đó: đã xác minh.
    #[schema(example = 1)]
    pub feedback_verified: i64,
}

impl BoardFigures {
    /// One of them; none where it would tell who is who.
    pub const fn of(&self, figure: BoardFigure) -> Option<i64> {
        Some(match figure {
            BoardFigure::Boards => self.boards,
            BoardFigure::Founded => self.founded,
            BoardFigure::Dissolved => self.dissolved,
            BoardFigure::Members => self.members,
            BoardFigure::Women => return self.women,
            BoardFigure::Minorities => return self.minorities,
            BoardFigure::Inspections => self.inspections,
            BoardFigure::Cases => self.cases,
            BoardFigure::BoardsWithCases => self.boards_with_cases,
            BoardFigure::Recommendations => self.recommendations,
            BoardFigure::Answered => self.answered,
            BoardFigure::AnsweredInTime => self.answered_in_time,
            BoardFigure::MoneyRecovered => self.money_recovered,
            BoardFigure::MoneyOtherwise => self.money_otherwise,
            BoardFigure::SettlementReduced => self.settlement_reduced,
            BoardFigure::LandRecovered => self.land_recovered,
            BoardFigure::LandOtherwise => self.land_otherwise,
            BoardFigure::Feedback => self.feedback,
            BoardFigure::FeedbackVerified => self.feedback_verified,
        })
    }
}

/// Where the figures are read: each of the tables, within what the caller may count.
pub struct Tables<'c, C: ConnectionTrait> {
    pub boards: Gather<'c, board::Entity, C>,
    pub members: Gather<'c, member::Entity, C>,
    pub inspections: Gather<'c, inspection::Entity, C>,
    pub recommendations: Gather<'c, recommendation::Entity, C>,
    pub follow_ups: Gather<'c, follow_up::Entity, C>,
    pub feedback: Gather<'c, feedback::Entity, C>,
}

#[derive(FromQueryResult)]
struct Boards {
    boards: i64,
    founded: i64,
    dissolved: i64,
}

#[derive(FromQueryResult)]
struct Members {
    members: i64,
    women: i64,
    minorities: i64,
}

#[derive(FromQueryResult)]
struct Inspections {
    inspections: i64,
    cases: Option<i64>,
    boards: i64,
}

#[derive(FromQueryResult)]
struct Recommendations {
    recommendations: i64,
    answered: i64,
    in_time: i64,
}

#[derive(FromQueryResult)]
struct Recovered {
    money_recovered: Option<i64>,
    money_otherwise: Option<i64>,
    settlement_reduced: Option<i64>,
    land_recovered: Option<i64>,
    land_otherwise: Option<i64>,
}

#[derive(FromQueryResult)]
struct Heard {
    feedback: i64,
    verified: i64,
}

/// The figures of some boards for a time, in six statements.
pub async fn figures_of<C: ConnectionTrait + StreamTrait>(
    among: &Condition,
    window: Window,
    tables: Tables<'_, C>,
) -> Result<BoardFigures> {
    let mut figures = BoardFigures::default();
    let these = || {
        let these = board::Entity::find().select_only().column(board::Column::Id);
        these.filter(among.clone()).into_query()
    };
    for counted in boards(tables.boards.filter(among.clone()), window).await? {
        figures.boards = counted.boards;
        figures.founded = counted.founded;
        figures.dissolved = counted.dissolved;
    }
    let serving = tables.members.filter(member::Column::BoardId.in_subquery(these()));
    for counted in members(serving, window.to).await? {
        figures.members = counted.members;
        let enough = counted.members >= FEWEST;
        figures.women = enough.then_some(counted.women);
        figures.minorities = enough.then_some(counted.minorities);
    }
    let ended = tables
        .inspections
        .filter(inspection::Column::BoardId.in_subquery(these()));
    for counted in inspections(ended, window).await? {
        figures.inspections = counted.inspections;
        figures.cases = counted.cases.unwrap_or_default();
        figures.boards_with_cases = counted.boards;
    }
    let made = tables
        .recommendations
        .filter(recommendation::Column::BoardId.in_subquery(these()));
    for counted in recommendations(made, window).await? {
        figures.recommendations = counted.recommendations;
        figures.answered = counted.answered;
        figures.answered_in_time = counted.in_time;
    }
    let found = tables
        .follow_ups
        .filter(follow_up::Column::BoardId.in_subquery(these()));
    for counted in recovered(found, window).await? {
        figures.money_recovered = counted.money_recovered.unwrap_or_default();
        figures.money_otherwise = counted.money_otherwise.unwrap_or_default();
        figures.settlement_reduced = counted.settlement_reduced.unwrap_or_default();
        figures.land_recovered = counted.land_recovered.unwrap_or_default();
        figures.land_otherwise = counted.land_otherwise.unwrap_or_default();
    }
    let heard = tables.feedback.filter(feedback::Column::BoardId.in_subquery(these()));
    for counted in feedback_of(heard, window).await? {
        figures.feedback = counted.feedback;
        figures.feedback_verified = counted.verified;
    }
    Ok(figures)
}

async fn boards<C: ConnectionTrait + StreamTrait>(
    boards: Gather<'_, board::Entity, C>,
    window: Window,
) -> Result<Vec<Boards>> {
    use board::Column;
    let goes_on = Column::EndedOn.is_null().or(Column::EndedOn.gt(window.to));
    // One of which nobody was ever recognised was never a board.
    let recognised = || {
        let members = member::Entity::find().select_only().column(member::Column::BoardId);
        let recognised = members.filter(member::Column::RecognisedOn.is_not_null());
        Column::Id.in_subquery(recognised.into_query())
    };
    let there = Condition::all()
        .add(recognised())
        .add(Column::TermFrom.lte(window.to))
        .add(goes_on);
    let founded = Condition::all()
        .add(recognised())
        .add(Column::TermFrom.between(window.from, window.to));
    let counted = boards
        .count_where("boards", there)
        .count_where("founded", founded)
        .count_where(
            "dissolved",
            recognised().and(Column::EndedOn.between(window.from, window.to)),
        );
    counted.all().await
}

async fn members<C: ConnectionTrait + StreamTrait>(
    members: Gather<'_, member::Entity, C>,
    day: NaiveDate,
) -> Result<Vec<Members>> {
    use member::Column;
    let goes_on = Column::EndedOn.is_null().or(Column::EndedOn.gt(day));
    let serving = members.filter(Column::RecognisedOn.lte(day)).filter(goes_on);
    let who = |which: Condition| {
        let people = person::Entity::find().select_only().column(person::Column::Id);
        Column::PersonId.in_subquery(people.filter(which).into_query())
    };
    let counted = serving
        .count("members")
        .count_where("women", who(person::Column::Sex.eq(Sex::Female).into_condition()))
        .count_where("minorities", who(person::Column::OfAMinority.eq(true).into_condition()));
    counted.all().await
}

async fn inspections<C: ConnectionTrait + StreamTrait>(
    inspections: Gather<'_, inspection::Entity, C>,
    window: Window,
) -> Result<Vec<Inspections>> {
    use inspection::Column;
    let found = CaseStatement::new().case(Column::Cases.gt(0), Column::BoardId.into_expr());
    let counted = inspections
        .filter(Column::EndedOn.between(window.from, window.to))
        .count("inspections")
        .value("cases", sum(Column::Cases))
        .value("boards", Func::count_distinct(found));
    counted.all().await
}

async fn recommendations<C: ConnectionTrait + StreamTrait>(
    recommendations: Gather<'_, recommendation::Entity, C>,
    window: Window,
) -> Result<Vec<Recommendations>> {
    use recommendation::Column;
    let answered = || Column::AnsweredOn.between(window.from, window.to);
    // Nobody but the body inspected has the law's 15 days.
    let of_the_law = Column::AddresseeId.into_expr().eq(Column::HostId.into_expr());
    let in_time = Column::AnsweredOn
        .into_expr()
        .lte(Column::DueOn.into_expr())
        .and(of_the_law);
    let counted = recommendations
        .count_where("recommendations", Column::SentOn.between(window.from, window.to))
        .count_where("answered", answered())
        .count_where("in_time", answered().and(in_time));
    counted.all().await
}

async fn recovered<C: ConnectionTrait + StreamTrait>(
    found: Gather<'_, follow_up::Entity, C>,
    window: Window,
) -> Result<Vec<Recovered>> {
    use follow_up::Column;
    let summed = found
        .filter(Column::FoundOn.between(window.from, window.to))
        .value("money_recovered", sum(Column::MoneyRecovered))
        .value("money_otherwise", sum(Column::MoneyOtherwise))
        .value("settlement_reduced", sum(Column::SettlementReduced))
        .value("land_recovered", sum(Column::LandRecovered))
        .value("land_otherwise", sum(Column::LandOtherwise));
    summed.all().await
}

async fn feedback_of<C: ConnectionTrait + StreamTrait>(
    heard: Gather<'_, feedback::Entity, C>,
    window: Window,
) -> Result<Vec<Heard>> {
    use feedback::Column;
    let counted = heard
        .filter(Column::ReceivedOn.between(window.from, window.to))
        .count("feedback")
        .count_where("verified", Column::Verification.is_not_null());
    counted.all().await
}

/// The sum of a column, as an integer: PostgreSQL makes a decimal of it.
fn sum<C: ColumnTrait>(column: C) -> Expr {
    Func::cast_as(Func::sum(column.into_expr()), Alias::new("bigint")).into()
}

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
        (status = 422, description = "The last day comes before the first.", body = ProblemDocument)))]
#[get("/board-figures")]
async fn get_board_figures(caller: Caller<ReadBoard>, query: Query<BoardFiguresQuery>) -> Result<Answer> {
    let window = query.0.window()?;
    let unit = query.0.unit.unwrap_or_else(|| caller.identity().unit);
    let unit = caller.find::<unit::Entity>().by_id(unit).await?;
    let here = Condition::all()
        .add(board::Column::UnitId.in_subquery(reached_from(unit.id)))
        .add(board::Column::Kind.is_in(query.0.group.kinds().iter().copied()));
    Answer::view(&figures_of(&here, window, Tables::within(&caller)).await?)
}

impl<'c, C: ConnectionTrait + StreamTrait> Tables<'c, C> {
    /// Within the caller's scope.
    pub fn within(look: &'c impl Look<Connection = C>) -> Self {
        Self {
            boards: look.gather(),
            members: look.gather(),
            inspections: look.gather(),
            recommendations: look.gather(),
            follow_ups: look.gather(),
            feedback: look.gather(),
        }
    }

    /// Beside a record that the caller has found.
    pub fn beside(connection: &'c C) -> Self {
        Self {
            boards: Gather::beside(connection),
            members: Gather::beside(connection),
            inspections: Gather::beside(connection),
            recommendations: Gather::beside(connection),
            follow_ups: Gather::beside(connection),
            feedback: Gather::beside(connection),
        }
    }
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
