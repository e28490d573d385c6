//! Reading people and appointments.

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, ExprTrait};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{
    appointment,
    entity::{Column, Entity, Model},
    held::{VillageEnds, held_on},
    position::Position,
    view::{self, Appointment, Person, Shown},
};
use crate::{
    access::{
        AppointmentId, Caller, Direction, ListOrder, OrganisationId, PersonId, ReadPerson, UnitId, VillageId, no_one,
    },
    http::{Answer, Limit, Page, Path, Problem, Query, Result},
    territory::{then::Then, unit_reach::reached_from},
    text::{self, Text},
};

/// Digits in a row that look like an identifier.
const IDENTIFYING: usize = 9;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PersonQuery {
    /// Name contains these words, tone marks and case ignored. Identifiers do not belong in an address: see `POST /person-lookups`.
    #[param(value_type = Option<String>, min_length = 1, max_length = 100)]
    q: Option<Text<1, 100>>,
    /// Recorded by this organisation.
    organisation: Option<OrganisationId>,
    /// Recorded in this unit, or under it.
    unit: Option<UnitId>,
    /// Where to read on: `next_cursor` of the page before.
    cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    limit: Limit,
}

/// List persons
///
/// Người được bầu, cử, giao nhiệm vụ in scope, in the order of their names.
#[utoipa::path(tag = "Persons", operation_id = "list_persons", params(PersonQuery),
    security(("bearer" = ["person:read"])),
    responses((status = 200, description = "A page of people.", body = Page<Person>)))]
#[get("/persons")]
async fn list_persons(caller: Caller<ReadPerson>, query: Query<PersonQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "name",
        columns: vec![Column::NameSort],
        direction: Direction::Ascending,
    };
    let found = caller.find::<Entity>().filter(query.0.filters()?);
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    let rows: Vec<&Model> = page.items.iter().map(|(row, _)| row).collect();
    let shown = Shown::of(&caller, &rows).await?;
    Answer::page(&page.map(|row| (shown.view(&caller, &row), row.version)))
}

impl PersonQuery {
    fn filters(&self) -> Result<Condition> {
        let named = self.q.as_ref().map(|words| named(words.as_str())).transpose()?;
        Ok(Condition::all()
            .add_option(named)
            .add_option(self.organisation.map(|id| Column::OrganisationId.eq(id)))
            .add_option(self.unit.map(|unit| Column::UnitId.in_subquery(reached_from(unit)))))
    }
}

/// A folded text holds letters, digits and spaces only, so nothing in it is a wildcard.
fn named(words: &str) -> Result<Condition> {
    let digits = words.chars().filter(char::is_ascii_digit).count();
    match text::fold(words) {
        _ if digits >= IDENTIFYING => Err(Problem::invalid_parameter(
            "q",
            "unsuited",
            "Không tìm theo số định danh ở địa chỉ; dùng POST /api/v1/person-lookups.",
            "Identifiers do not belong in an address; use POST /api/v1/person-lookups.",
        )),
        folded if folded.is_empty() => Ok(no_one()),
        folded => Ok(Column::NameFold.contains(folded).into()),
    }
}

/// Get a person
#[utoipa::path(tag = "Persons", operation_id = "get_person", params(PersonId),
    security(("bearer" = ["person:read"])),
    responses((status = 200, description = "The person.", body = Person)))]
#[get("/persons/{id}")]
async fn get_person(caller: Caller<ReadPerson>, id: Path<PersonId>) -> Result<Answer> {
    let row = caller.find::<Entity>().by_id(id.0).await?;
    view::answer(&caller, &row).await
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct AppointmentQuery {
    /// Appointments to this position.
    #[param(inline)]
    position: Option<Position>,
    /// Appointments in this village.
    village: Option<VillageId>,
    /// Appointments in this unit, or under it.
    unit: Option<UnitId>,
    /// Those held on this day; in a village that has ended by then none is.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    as_of: Option<NaiveDate>,
    /// Where to read on: `next_cursor` of the page before.
    cursor: Option<String>,
    /// Items on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    limit: Limit,
}

/// List appointments
///
/// Chức danh đang và đã giữ, the first begun first.
#[utoipa::path(tag = "Persons", operation_id = "list_appointments", params(AppointmentQuery),
    security(("bearer" = ["person:read"])),
    responses((status = 200, description = "A page of appointments.", body = Page<Appointment>)))]
#[get("/appointments")]
async fn list_appointments(caller: Caller<ReadPerson>, query: Query<AppointmentQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "begun",
        columns: vec![appointment::Column::ValidFrom],
        direction: Direction::Ascending,
    };
    let day = query.0.as_of.unwrap_or_else(|| caller.clocks().legal.today());
    let then = Then::on(&caller, day).await?;
    let found = caller.find::<appointment::Entity>().filter(query.0.filters(then));
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    let rows: Vec<_> = page.items.iter().map(|(row, _)| row.clone()).collect();
    let ends = VillageEnds::beside(&caller, &rows).await?;
    Answer::page(&page.map(|row| (Appointment::from(&ends.held(&row)), row.version)))
}

impl AppointmentQuery {
    fn filters(&self, then: Then) -> Condition {
        use appointment::Column;
        let place = then.unit(Column::Id, Column::UnitId);
        Condition::all()
            .add_option(self.position.map(|position| Column::Position.eq(position)))
            .add_option(self.village.map(|id| Column::VillageId.eq(id)))
            .add_option(self.unit.map(|unit| place.in_subquery(reached_from(unit))))
            .add_option(self.as_of.map(held_on))
    }
}

/// Get an appointment
#[utoipa::path(tag = "Persons", operation_id = "get_appointment", params(AppointmentId),
    security(("bearer" = ["person:read"])),
    responses((status = 200, description = "The appointment.", body = Appointment)))]
#[get("/appointments/{id}")]
async fn get_appointment(caller: Caller<ReadPerson>, id: Path<AppointmentId>) -> Result<Answer> {
    let row = caller.find::<appointment::Entity>().by_id(id.0).await?;
    view::appointment(&caller, &row).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(list_persons)
        .service(get_person)
        .service(list_appointments)
        .service(get_appointment);
}
