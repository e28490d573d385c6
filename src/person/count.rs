//! Counting who holds what, for everybody in scope: numbers, and nobody's name.

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ExprTrait, FromQueryResult};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    appointment::{Column, Entity},
    entity::{self as person, Sex},
    held::held_on,
    position::Position,
};
use crate::{
    access::{Caller, CountAppointments, Look, UnitId, is_one_of},
    http::{Answer, Query, Result},
    territory::{then::Then, unit_reach::reached_from},
};

/// Of fewer people, nothing is told that could be one's own.
const FEWEST: i64 = 5;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CountQuery {
    /// In this unit and under it; by default all in scope.
    unit: Option<UnitId>,
    /// On this day; by default today.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    as_of: Option<NaiveDate>,
}

/// Số người giữ chức danh.
#[derive(Serialize, ToSchema)]
pub struct AppointmentCounts {
    /// The day.
    #[schema(example = "2025-12-22")]
    pub as_of: NaiveDate,
    /// By position; those that nobody holds are left out.
    pub positions: Vec<PositionCount>,
}

/// Số người giữ một chức danh.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct PositionCount {
    /// Chức danh.
    pub position: Position,
    /// How many hold it.
    #[schema(example = 412)]
    pub people: i64,
    /// Nữ; left out where fewer than five people hold it.
    #[schema(nullable = false, example = 97)]
    pub women: Option<i64>,
    /// Người dân tộc thiểu số; left out where fewer than five people hold it.
    #[schema(nullable = false, example = 361)]
    pub of_a_minority: Option<i64>,
}

#[derive(FromQueryResult)]
struct Counted {
    position: Position,
    people: i64,
    women: i64,
    of_a_minority: i64,
}

/// Count appointments
///
/// Số người giữ từng chức danh on a day: what percentages of people trained are of. In a village that has ended nobody holds any.
#[utoipa::path(tag = "Persons", operation_id = "get_appointment_counts", params(CountQuery),
    security(("bearer" = ["appointment:count"])),
    responses((status = 200, description = "The counts.", body = AppointmentCounts)))]
#[get("/appointment-counts")]
async fn get_appointment_counts(caller: Caller<CountAppointments>, query: Query<CountQuery>) -> Result<Answer> {
    let as_of = query.0.as_of.unwrap_or_else(|| caller.clocks().legal.today());
    let place = Then::on(&caller, as_of).await?.unit(Column::Id, Column::UnitId);
    let held = Condition::all()
        .add(held_on(as_of))
        .add_option(query.0.unit.map(|unit| place.in_subquery(reached_from(unit))));
    let counted: Vec<Counted> = caller
        .gather::<Entity>()
        .filter(held)
        .alike_in([Column::Position])
        .count("people")
        .count_where(
            "women",
            is_one_of::<person::Entity>(Column::PersonId, person::Column::Sex.eq(Sex::Female)),
        )
        .count_where(
            "of_a_minority",
            is_one_of::<person::Entity>(Column::PersonId, person::Column::OfAMinority.eq(true)),
        )
        .order_by(Column::Position)
        .all()
        .await?;
    let positions = counted.into_iter().map(PositionCount::from).collect();
    Answer::view(&AppointmentCounts { as_of, positions })
}

impl From<Counted> for PositionCount {
    fn from(counted: Counted) -> Self {
        let told = |count: i64| (counted.people >= FEWEST).then_some(count);
        Self {
            position: counted.position,
            people: counted.people,
            women: told(counted.women),
            of_a_minority: told(counted.of_a_minority),
        }
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(get_appointment_counts);
}
