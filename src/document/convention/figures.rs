//! Thống kê hương ước, quy ước (Decree 61/2023 Art. 16.1): how many there are, and what happened to how many in a time.

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, ExprTrait, FromQueryResult, QueryFilter, QuerySelect,
    QueryTrait, StreamTrait, sea_query::SelectStatement,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    entity::{Column, Entity},
    milestone::{self, Milestone},
};
use crate::{
    access::{Caller, Gather, Look, ReadConvention, UnitId},
    calendar::Window,
    http::{Answer, Problem, ProblemDocument, Query, Result},
    territory::{unit, unit_reach::reached_from, village},
};

/// One of the figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConventionFigure {
    InForce,
    Recognised,
    Refused,
    /// Amended or replaced.
    Changed,
    Amended,
    Replaced,
    Suspended,
    Annulled,
    Reviewed,
}

/// Số liệu về hương ước, quy ước. Each convention counts once in each figure, whatever happened to it how often.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct ConventionFigures {
    /// Đang có hiệu lực on the last day: recognised, its village still there, and not suspended as a whole.
    #[schema(example = 9)]
    pub in_force: i64,
    /// Được công nhận (Art. 16.1b).
    #[schema(example = 3)]
    pub recognised: i64,
    /// Không được công nhận (Art. 16.1b).
    #[schema(example = 1)]
    pub refused: i64,
    /// Được sửa đổi, bổ sung, by recognition of the amended text (Art. 16.1c).
    #[schema(example = 1)]
    pub amended: i64,
    /// Được thay thế, by recognition of the new one (Art. 16.1c).
    #[schema(example = 1)]
    pub replaced: i64,
    /// Bị tạm ngừng thực hiện, as a whole or in part (Art. 16.1d).
    #[schema(example = 0)]
    pub suspended: i64,
    /// Bị bãi bỏ, as a whole or in part (Art. 16.1d).
    #[schema(example = 0)]
    pub annulled: i64,
    /// Được rà soát, đánh giá (Art. 15.4).
    #[schema(example = 8)]
    pub reviewed: i64,
}

impl ConventionFigures {
    pub const fn of(&self, figure: ConventionFigure) -> i64 {
        match figure {
            ConventionFigure::InForce => self.in_force,
            ConventionFigure::Recognised => self.recognised,
            ConventionFigure::Refused => self.refused,
            ConventionFigure::Changed => self.amended.saturating_add(self.replaced),
            ConventionFigure::Amended => self.amended,
            ConventionFigure::Replaced => self.replaced,
            ConventionFigure::Suspended => self.suspended,
            ConventionFigure::Annulled => self.annulled,
            ConventionFigure::Reviewed => self.reviewed,
        }
    }

    const fn place(&mut self, what: Milestone) -> &mut i64 {
        match what {
            Milestone::Recognised => &mut self.recognised,
            Milestone::Amended => &mut self.amended,
            Milestone::Replaced => &mut self.replaced,
            Milestone::Refused => &mut self.refused,
            Milestone::Suspended => &mut self.suspended,
            Milestone::Annulled => &mut self.annulled,
            Milestone::Reviewed => &mut self.reviewed,
        }
    }
}

#[derive(FromQueryResult)]
struct Happened {
    what: Milestone,
    conventions: i64,
}

#[derive(FromQueryResult)]
struct Standing {
    conventions: i64,
}

/// The figures of some conventions for a time, in two statements.
pub async fn figures_of<C: ConnectionTrait + StreamTrait>(
    among: &Condition,
    window: Window,
    standing: Gather<'_, Entity, C>,
    happened: Gather<'_, milestone::Entity, C>,
) -> Result<ConventionFigures> {
    let standing = standing.filter(among.clone()).filter(in_force_on(window.to));
    let standing: Vec<Standing> = standing.count("conventions").all().await?;
    let these = Entity::find().select_only().column(Column::Id).filter(among.clone());
    let happened: Vec<Happened> = happened
        .filter(milestone::Column::ConventionId.in_subquery(these.into_query()))
        .filter(milestone::Column::HappenedOn.between(window.from, window.to))
        .alike_in([milestone::Column::What])
        .count_different("conventions", milestone::Column::ConventionId)
        .all()
        .await?;
    let mut figures = ConventionFigures {
        in_force: standing.first().map_or(0, |counted| counted.conventions),
        ..ConventionFigures::default()
    };
    for counted in happened {
        *figures.place(counted.what) = counted.conventions;
    }
    Ok(figures)
}

/// Conventions in force on a day, be it in part: neither ended nor suspended as a whole, and of a village that was there.
pub fn in_force_on(day: NaiveDate) -> Condition {
    let living = village::Entity::find()
        .select_only()
        .column(village::Column::Id)
        .filter(village::Column::ValidTo.is_null().or(village::Column::ValidTo.gt(day)));
    holding_on(day).add(Column::VillageId.in_subquery(living.into_query()))
}

/// As [`in_force_on`], be the village there or not: where it has passed into another, its convention is carried over.
pub fn holding_on(day: NaiveDate) -> Condition {
    let suspended = milestone::Entity::find()
        .select_only()
        .column(milestone::Column::ConventionId)
        .filter(milestone::Column::What.eq(Milestone::Suspended))
        .filter(milestone::Column::InPart.eq(false))
        .filter(milestone::Column::HappenedOn.lte(day));
    Condition::all()
        .add(Column::InForceOn.lte(day))
        .add(Column::EndedOn.is_null().or(Column::EndedOn.gt(day)))
        .add(Column::Id.not_in_subquery(suspended.into_query()))
}

/// Conventions to which something happened in a time.
pub fn happened_in(what: Milestone, from: Option<NaiveDate>, to: Option<NaiveDate>) -> SelectStatement {
    let time = Condition::all()
        .add(milestone::Column::What.eq(what))
        .add_option(from.map(|from| milestone::Column::HappenedOn.gte(from)))
        .add_option(to.map(|to| milestone::Column::HappenedOn.lte(to)));
    let happened = milestone::Entity::find().select_only();
    happened
        .column(milestone::Column::ConventionId)
        .filter(time)
        .into_query()
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ConventionFiguresQuery {
    /// Conventions of this unit and of all under it; by default of your own unit.
    unit: Option<UnitId>,
    /// The first day.
    #[serde(deserialize_with = "crate::http::day")]
    #[param(example = "2025-01-01")]
    from: NaiveDate,
    /// The last day, for which `in_force` is told; not before the first.
    #[serde(deserialize_with = "crate::http::day")]
    #[param(example = "2025-12-31")]
    to: NaiveDate,
}

/// Count conventions
///
/// Thống kê hương ước, quy ước for any time and unit, as Decree 61/2023 Art. 16.1 asks. The conventions behind a figure are listed with
/// `milestone`, `from` and `to`.
#[utoipa::path(tag = "Conventions", operation_id = "get_village_convention_figures", params(ConventionFiguresQuery),
    security(("bearer" = ["convention:read"])),
    responses((status = 200, description = "The figures.", body = ConventionFigures),
        (status = 404, description = "There is no such unit.", body = ProblemDocument),
        (status = 422, description = "The last day comes before the first.", body = ProblemDocument)))]
#[get("/village-convention-figures")]
async fn get_village_convention_figures(
    caller: Caller<ReadConvention>,
    query: Query<ConventionFiguresQuery>,
) -> Result<Answer> {
    let window = query.0.window()?;
    let unit = query.0.unit.unwrap_or_else(|| caller.identity().unit);
    let unit = caller.find::<unit::Entity>().by_id(unit).await?;
    let here = Condition::all().add(Column::UnitId.in_subquery(reached_from(unit.id)));
    Answer::view(&figures_of(&here, window, caller.gather(), caller.gather()).await?)
}

impl ConventionFiguresQuery {
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
    config.service(get_village_convention_figures);
}
