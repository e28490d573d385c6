//! Counting what boards do, in as many statements whichever and however many they are.

use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect, QueryTrait,
    StreamTrait,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait, Func, SimpleExpr},
};

use super::BoardFigures;
use crate::{
    access::{Gather, Look, has_one_of, is_one_of},
    board::{
        entity as board,
        feedback::entity as feedback,
        inspection::entity as inspection,
        member,
        project::entity as project,
        recommendation::{entity as recommendation, follow_up},
        support,
    },
    calendar::Window,
    http::Result,
    person::entity::{self as person, Sex},
};

/// Among fewer members it is not told how many are women, or of a minority: that would be told of each.
const FEWEST: i64 = 5;

/// Where the figures are read: each of the tables, within what the caller may count.
pub struct Tables<'c, C: ConnectionTrait> {
    pub boards: Gather<'c, board::Entity, C>,
    pub members: Gather<'c, member::Entity, C>,
    pub inspections: Gather<'c, inspection::Entity, C>,
    pub recommendations: Gather<'c, recommendation::Entity, C>,
    pub follow_ups: Gather<'c, follow_up::Entity, C>,
    pub feedback: Gather<'c, feedback::Entity, C>,
    pub supports: Gather<'c, support::Entity, C>,
    pub projects: Gather<'c, project::Entity, C>,
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
            supports: look.gather(),
            projects: look.gather(),
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
            supports: Gather::beside(connection),
            projects: Gather::beside(connection),
        }
    }
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
struct Given {
    support: Option<i64>,
}

#[derive(FromQueryResult)]
struct Projects {
    projects: i64,
}

#[derive(FromQueryResult)]
struct Heard {
    feedback: i64,
    verified: i64,
}

/// The figures of some boards, and of the projects in some communes, for a time: in eight statements.
pub async fn figures_of<C: ConnectionTrait + StreamTrait>(
    among: &Condition,
    projects: Condition,
    window: Window,
    tables: Tables<'_, C>,
) -> Result<BoardFigures> {
    let mut figures = BoardFigures::default();
    let these = || {
        let these = board::Entity::find().select_only().column(board::Column::Id);
        these.filter(among.clone())
    };
    let of_these = || these().into_query();
    for counted in boards(tables.boards.filter(among.clone()), window).await? {
        figures.boards = counted.boards;
        figures.founded = counted.founded;
        figures.dissolved = counted.dissolved;
    }
    let at_work = these().filter(at_work_on(window.to)).into_query();
    let serving = tables.members.filter(member::Column::BoardId.in_subquery(at_work));
    for counted in members(serving, window.to).await? {
        figures.members = counted.members;
        let enough = counted.members >= FEWEST;
        figures.women = enough.then_some(counted.women);
        figures.minorities = enough.then_some(counted.minorities);
    }
    let ended = tables
        .inspections
        .filter(inspection::Column::BoardId.in_subquery(of_these()));
    for counted in inspections(ended, window).await? {
        figures.inspections = counted.inspections;
        figures.cases = counted.cases.unwrap_or_default();
        figures.boards_with_cases = counted.boards;
    }
    let made = tables
        .recommendations
        .filter(recommendation::Column::BoardId.in_subquery(of_these()));
    for counted in recommendations(made, window).await? {
        figures.recommendations = counted.recommendations;
        figures.answered = counted.answered;
        figures.answered_in_time = counted.in_time;
    }
    let found = tables
        .follow_ups
        .filter(follow_up::Column::BoardId.in_subquery(of_these()));
    for counted in recovered(found, window).await? {
        figures.money_recovered = counted.money_recovered.unwrap_or_default();
        figures.money_otherwise = counted.money_otherwise.unwrap_or_default();
        figures.settlement_reduced = counted.settlement_reduced.unwrap_or_default();
        figures.land_recovered = counted.land_recovered.unwrap_or_default();
        figures.land_otherwise = counted.land_otherwise.unwrap_or_default();
    }
    let heard = tables
        .feedback
        .filter(feedback::Column::BoardId.in_subquery(of_these()));
    for counted in feedback_of(heard, window).await? {
        figures.feedback = counted.feedback;
        figures.feedback_verified = counted.verified;
    }
    let given = tables.supports.filter(support::Column::BoardId.in_subquery(of_these()));
    for counted in supports_of(given, window).await? {
        figures.support = counted.support.unwrap_or_default();
    }
    for counted in going_on(tables.projects.filter(projects), window).await? {
        figures.projects = counted.projects;
    }
    Ok(figures)
}

async fn boards<C: ConnectionTrait + StreamTrait>(
    boards: Gather<'_, board::Entity, C>,
    window: Window,
) -> Result<Vec<Boards>> {
    use board::Column;
    let recognised = |which: SimpleExpr| has_one_of::<member::Entity>(member::Column::BoardId, Column::Id, which);
    let recognised_by_then = || recognised(member::Column::RecognisedOn.lte(window.to));
    let recognised_before = recognised(member::Column::RecognisedOn.lt(window.from));
    // One of which nobody was recognised by then is none yet.
    let there = Condition::all().add(recognised_by_then()).add(at_work_on(window.to));
    let founded = Condition::all().add(recognised_by_then()).add(recognised_before.not());
    // A supervision board whose project goes on did not end because its task was done.
    let over = Expr::col((project::Entity, project::Column::EndedOn)).lte(Expr::col((board::Entity, Column::EndedOn)));
    let done = Column::ProjectId
        .is_null()
        .or(is_one_of::<project::Entity>(Column::ProjectId, over));
    let dissolved = Condition::all()
        .add(recognised_by_then())
        .add(Column::EndedOn.between(window.from, window.to))
        .add(done);
    let counted = boards
        .count_where("boards", there)
        .count_where("founded", founded)
        .count_where("dissolved", dissolved);
    counted.all().await
}

/// Boards whose term has begun, and neither they nor it have ended.
fn at_work_on(day: NaiveDate) -> Condition {
    use board::Column;
    Condition::all()
        .add(Column::TermFrom.lte(day))
        .add(Column::EndedOn.is_null().or(Column::EndedOn.gt(day)))
        .add(Column::TermTo.is_null().or(Column::TermTo.gt(day)))
}

async fn members<C: ConnectionTrait + StreamTrait>(
    members: Gather<'_, member::Entity, C>,
    day: NaiveDate,
) -> Result<Vec<Members>> {
    use member::Column;
    let goes_on = Column::EndedOn.is_null().or(Column::EndedOn.gt(day));
    let serving = members.filter(Column::RecognisedOn.lte(day)).filter(goes_on);
    let women = is_one_of::<person::Entity>(Column::PersonId, person::Column::Sex.eq(Sex::Female));
    let minorities = is_one_of::<person::Entity>(Column::PersonId, person::Column::OfAMinority.eq(true));
    // Whoever is on several boards is counted once.
    let counted = serving
        .count_different("members", Column::PersonId)
        .count_different_where("women", Column::PersonId, women)
        .count_different_where("minorities", Column::PersonId, minorities);
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
        .count_where("verified", Column::VerifiedOn.lte(window.to));
    counted.all().await
}

async fn supports_of<C: ConnectionTrait + StreamTrait>(
    given: Gather<'_, support::Entity, C>,
    window: Window,
) -> Result<Vec<Given>> {
    use support::Column;
    let summed = given
        .filter(Column::GivenOn.between(window.from, window.to))
        .value("support", sum(Column::Amount));
    summed.all().await
}

/// Those that are to be supervised on the last day.
async fn going_on<C: ConnectionTrait + StreamTrait>(
    projects: Gather<'_, project::Entity, C>,
    window: Window,
) -> Result<Vec<Projects>> {
    use project::Column;
    let goes_on = Column::EndedOn.is_null().or(Column::EndedOn.gt(window.to));
    let counted = projects
        .filter(Column::BeginsOn.lte(window.to))
        .filter(goes_on)
        .count("projects");
    counted.all().await
}

/// The sum of a column, as an integer: PostgreSQL makes a decimal of it.
fn sum<C: ColumnTrait>(column: C) -> Expr {
    Func::cast_as(Func::sum(column.into_expr()), Alias::new("bigint")).into()
}
