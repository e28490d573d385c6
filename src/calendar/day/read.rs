//! Reading the calendar.

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};
use serde::{Deserialize, Deserializer, de::Error};
use utoipa::IntoParams;

use super::{
    entity::{Column, Entity},
    holding::holding,
    view::CalendarDay,
};
use crate::{
    access::{Caller, Direction, ListOrder, ReadCalendar, Scope},
    calendar::DayKind,
    http::{Answer, Code, Limit, Page, Path, Problem, Query, Result, is_plausible},
    said::Said,
};

/// The day in a path. One that does not exist names nothing: 404.
#[derive(Clone, Copy, Deserialize)]
#[serde(transparent)]
pub(super) struct DayInPath(#[serde(deserialize_with = "crate::http::day")] pub(super) NaiveDate);

/// Filters of the calendar.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(super) struct CalendarQuery {
    /// Days of this year; by default of all years.
    #[serde(default, deserialize_with = "some_year")]
    #[param(minimum = 1900, maximum = 2200, example = 2026)]
    year: Option<i32>,
    /// Only days off, or only days worked instead.
    kind: Option<DayKind>,
    /// With what the province recorded and withdrew.
    #[serde(default)]
    #[param(default = false)]
    include_withdrawn: bool,
    /// Where to read on: `next_cursor` of the page before.
    cursor: Option<String>,
    /// Days on a page.
    #[serde(default)]
    #[param(value_type = u64, minimum = 1, maximum = 200, default = 50)]
    limit: Limit,
}

fn some_year<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i32>, D::Error> {
    match Option::<i32>::deserialize(deserializer)? {
        Some(year) if !is_plausible(year) => Err(D::Error::custom(Said::new(
            "Năm từ 1900 đến 2200.",
            "The year must be 1900 to 2200.",
        ))),
        year => Ok(year),
    }
}

impl CalendarQuery {
    fn condition(&self, scope: &Scope) -> Condition {
        let withdrawn = self.include_withdrawn.then(|| Column::WithdrawnAt.is_not_null());
        let shown = Condition::any().add(holding(scope)).add_option(withdrawn);
        let day = |month, day| self.year.and_then(|year| NaiveDate::from_ymd_opt(year, month, day));
        Condition::all()
            .add(shown)
            .add_option(day(1, 1).map(|first| Column::Day.gte(first)))
            .add_option(day(12, 31).map(|last| Column::Day.lte(last)))
            .add_option(self.kind.map(|kind| Column::Kind.eq(kind)))
    }
}

/// List the days off and days worked instead
///
/// Lịch ngày nghỉ lễ, Tết và ngày làm bù dùng để tính thời hạn. The days that are not what their place in the week says, in their order, as
/// they hold in your province: what the province recorded takes the place of what holds nationwide. Saturdays and Sundays are off
/// without being listed. Of a year that is not listed yet, only weekends are known.
#[utoipa::path(tag = "Calendar", operation_id = "list_calendar_days", params(CalendarQuery),
    security(("bearer" = ["calendar:read"])),
    responses((status = 200, description = "A page of days.", body = Page<CalendarDay>)))]
#[get("/calendar-days")]
pub(super) async fn list_calendar_days(caller: Caller<ReadCalendar>, query: Query<CalendarQuery>) -> Result<Answer> {
    let order = ListOrder {
        name: "day",
        columns: vec![Column::Day],
        direction: Direction::Ascending,
    };
    let found = caller.find::<Entity>().filter(query.0.condition(caller.scope()));
    let page = found.page(order, query.0.cursor.as_deref(), query.0.limit).await?;
    Answer::page(&page.map(|row| {
        let version = row.version;
        (CalendarDay::new(&caller, row), version)
    }))
}

/// Get a day off or a day worked instead
///
/// What holds on that day in your province; 404 for a day that is what its place in the week says. The version in the `ETag` of what holds
/// nationwide is 0.
#[utoipa::path(tag = "Calendar", operation_id = "get_calendar_day",
    params(("day" = NaiveDate, Path, description = "The day.", example = "2026-02-17")),
    security(("bearer" = ["calendar:read"])),
    responses((status = 200, description = "The day.", body = CalendarDay)))]
#[get("/calendar-days/{day}")]
pub(super) async fn get_calendar_day(caller: Caller<ReadCalendar>, day: Path<DayInPath>) -> Result<Answer> {
    let found = caller.find::<Entity>().filter(holding(caller.scope()));
    let row = found.filter(Column::Day.eq(day.0.0)).one().await?;
    let row = row.ok_or_else(|| Problem::new(Code::NotFound))?;
    let version = row.version;
    Answer::record(&CalendarDay::new(&caller, row), version)
}
