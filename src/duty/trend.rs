//! How far a duty was fulfilled at the end of each month of a year.

use actix_web::get;
use chrono::{Datelike, Days, Months, NaiveDate};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    counted::{Told, Within, count},
    coverage::Cells,
    deadline::Deadlines,
    law::{Duty, DutyCode, DutySubject},
};
use crate::{
    access::{Caller, ReadDuty, Tally, UnitId},
    calendar::holds,
    http::{Answer, Path, Query, Result},
    territory::{then::Then, unit},
};

/// So many months end before the last day.
const MONTHS: u32 = 12;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TrendQuery {
    /// The unit; by default your own.
    unit: Option<UnitId>,
    /// The last day; by default today.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    as_of: Option<NaiveDate>,
}

/// Diễn biến theo tháng.
#[derive(Clone, Serialize, ToSchema)]
pub struct Trend {
    /// The unit.
    pub unit_id: UnitId,
    /// Its full name.
    #[schema(example = "Tỉnh Lai Châu")]
    pub unit_name: String,
    /// The duty.
    pub duty: DutyCode,
    /// Of whom it is counted.
    pub of: DutySubject,
    /// The ends of the twelve months before the last day, and the last day itself; without days on which the duty did not hold.
    pub days: Vec<TrendDay>,
}

/// Mức độ thực hiện vào một ngày.
#[serde_with::skip_serializing_none]
#[derive(Clone, Serialize, ToSchema)]
pub struct TrendDay {
    /// The day.
    #[schema(example = "2025-11-30")]
    pub as_of: NaiveDate,
    #[serde(flatten)]
    pub cells: Cells,
    /// Phần trăm of `owing` that is done, with one decimal; left out where nobody owed it.
    #[schema(nullable = false, example = 97.4)]
    pub percentage: Option<f64>,
}

/// How far a duty was fulfilled, month by month
///
/// Diễn biến mức độ thực hiện một nhiệm vụ của đơn vị theo tháng, counted from the records as they are known now.
#[utoipa::path(tag = "Duties", operation_id = "get_duty_trend",
    params(("duty" = inline(DutyCode), Path, description = "Which duty."), TrendQuery),
    security(("bearer" = ["duty:read"])),
    responses((status = 200, description = "The trend.", body = Trend)))]
#[get("/duties/{duty}/trend")]
async fn get_duty_trend(caller: Caller<ReadDuty>, code: Path<DutyCode>, query: Query<TrendQuery>) -> Result<Answer> {
    let as_of = query.0.as_of.unwrap_or_else(|| caller.clocks().legal.today());
    let duty = Duty::of(code.0, as_of)?;
    let unit = query.0.unit.unwrap_or_else(|| caller.identity().unit);
    let unit = caller.find::<unit::Entity>().by_id(unit).await?;
    Answer::view(&trend(&caller, duty, &unit, (as_of, Told::All)).await?)
}

/// Two statements for each day.
pub async fn trend(
    look: &impl Tally,
    duty: &Duty,
    unit: &unit::Model,
    (as_of, told): (NaiveDate, Told),
) -> Result<Trend> {
    let deadlines = Deadlines::of(look).await?;
    let mut days = Vec::new();
    for day in month_ends(as_of).filter(|day| holds(*day, duty.from, duty.to)) {
        let (mut cells, then) = (Cells::default(), Then::on(look, day).await?);
        for counted in count(look, duty, Within::Under(unit.id), then).await? {
            let last = deadlines.of_duty(duty, counted.of, day);
            cells.add(counted.cells(duty, told, last.is_some_and(|last| last < day)));
        }
        days.push(TrendDay {
            as_of: day,
            cells,
            percentage: cells.percentage(),
        });
    }
    Ok(Trend {
        unit_id: unit.id,
        unit_name: unit.full_name(),
        duty: duty.code,
        of: duty.evidence.subject(),
        days,
    })
}

/// The ends of the months before a day, and the day.
fn month_ends(last: NaiveDate) -> impl Iterator<Item = NaiveDate> {
    let first = last.with_day(1).unwrap_or(last);
    let ends = (0..MONTHS).rev().filter_map(move |months| {
        first
            .checked_sub_months(Months::new(months))?
            .checked_sub_days(Days::new(1))
    });
    ends.chain([last])
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(get_duty_trend);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn twelve_months_end_before_a_day() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let ends: Vec<NaiveDate> = month_ends(day("2025-03-31")).collect();
        assert_eq!(ends.len(), 13);
        assert_eq!(ends[..2], [day("2024-03-31"), day("2024-04-30")]);
        assert_eq!(ends[10..], [day("2025-01-31"), day("2025-02-28"), day("2025-03-31")]);
    }
}
