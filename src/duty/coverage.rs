//! How far each duty is fulfilled in a unit and in each part of it, as of any day.

use std::{collections::BTreeMap, sync::Arc};

use actix_web::get;
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Iterable};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    counted::{Counted, Told, Within, count},
    deadline::Deadlines,
    law::{Duty, DutyCode, DutySubject},
    records::records,
};
use crate::{
    access::{Caller, Level, ReadDuty, Recount, Tally, UnitId, Weighed},
    http::{Answer, ProblemDocument, Query, Result, wire_name},
    territory::{parts::Parts, then::Then, unit, unit_reach},
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct CoverageQuery {
    /// The unit; by default your own.
    unit: Option<UnitId>,
    /// As of this day; by default today.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    as_of: Option<NaiveDate>,
}

/// Mức độ thực hiện nhiệm vụ.
#[derive(Serialize, ToSchema)]
pub struct Coverage {
    /// The unit.
    pub unit_id: UnitId,
    /// Its full name.
    #[schema(example = "Tỉnh Lai Châu")]
    pub unit_name: String,
    /// The day.
    #[schema(example = "2025-12-15")]
    pub as_of: NaiveDate,
    /// Each duty in the whole unit.
    pub duties: Vec<DutyCoverage>,
    /// Each duty in each unit right below, in the order of their codes.
    pub parts: Vec<PartCoverage>,
}

/// Mức độ thực hiện ở một đơn vị trực thuộc.
#[derive(Serialize, ToSchema)]
pub struct PartCoverage {
    /// The unit.
    pub unit_id: UnitId,
    /// Its code.
    #[schema(example = "03388")]
    pub unit_code: String,
    /// Its full name.
    #[schema(example = "Phường Đoàn Kết")]
    pub unit_name: String,
    /// Each duty there.
    pub duties: Vec<DutyCoverage>,
}

/// Mức độ thực hiện một nhiệm vụ.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct DutyCoverage {
    /// The duty.
    pub duty: DutyCode,
    /// Of whom it is counted.
    pub of: DutySubject,
    #[serde(flatten)]
    pub cells: Cells,
    /// Phần trăm of `owing` that is done, with one decimal; left out where nobody owes it.
    #[schema(nullable = false, example = 97.4)]
    pub percentage: Option<f64>,
    /// Where the records are listed among which are those by which it is done.
    #[schema(
        example = "/api/v1/democracy-regulations?unit=f9f5c0c6-7d8e-5b62-9cde-0d2a4f4e2a55&setting=commune&as_of=2025-12-15"
    )]
    pub records: String,
    /// Who has not.
    #[schema(
        example = "/api/v1/duties/commune_regulation/gaps?unit=f9f5c0c6-7d8e-5b62-9cde-0d2a4f4e2a55&as_of=2025-12-15"
    )]
    pub gaps: String,
}

/// Organisations, people or villages by how far they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Cells {
    /// Who owes it.
    #[schema(example = 38)]
    pub owing: i64,
    /// Đã thực hiện.
    #[schema(example = 37)]
    pub done: i64,
    /// Đang áp dụng văn bản của đơn vị cũ: neither done nor missing, until the day by which it is to be replaced.
    #[schema(example = 0)]
    pub carried_over: i64,
    /// Chưa thực hiện.
    #[schema(example = 1)]
    pub due: i64,
    /// Quá hạn: the last day is over or, of what is owed every year, the last year passed without it and this one has so far.
    #[schema(example = 0)]
    pub overdue: i64,
    /// Không phải thực hiện: those of the same kind of whom the law does not ask it, as small agencies of a conference; not in `owing`.
    #[schema(example = 0)]
    pub not_applicable: i64,
    /// People of whom nothing is told: in none of the others.
    #[serde(skip)]
    pub withheld: i64,
}

/// How far duties are fulfilled
///
/// Mức độ thực hiện các nhiệm vụ, of the unit and of each unit right below, counted from the records.
#[utoipa::path(tag = "Duties", operation_id = "get_duty_coverage", params(CoverageQuery),
    security(("bearer" = ["duty:read"])),
    responses((status = 200, description = "The coverage.", body = Coverage),
        (status = 404, description = "There is no such unit.", body = ProblemDocument)))]
#[get("/duties/coverage")]
async fn get_duty_coverage(caller: Caller<ReadDuty>, query: Query<CoverageQuery>) -> Result<Answer> {
    let unit = query.0.unit.unwrap_or_else(|| caller.identity().unit);
    let unit = caller.find::<unit::Entity>().by_id(unit).await?;
    let as_of = query.0.as_of.unwrap_or_else(|| caller.clocks().legal.today());
    Answer::view(&covered(&caller, &unit, as_of, Told::All).await?)
}

pub async fn covered(look: &impl Recount, unit: &unit::Model, as_of: NaiveDate, told: Told) -> Result<Coverage> {
    let parts = Parts::of(look, unit.id, as_of).await?;
    let deadlines = Deadlines::of(look).await?;
    let counts = parts.counts(look, unit, as_of).await?;
    let mut whole = Vec::new();
    let mut below: BTreeMap<UnitId, Vec<DutyCoverage>> = BTreeMap::new();
    for (place, duty) in Duty::on(as_of).enumerate() {
        let mut all = Cells::default();
        let mut each: BTreeMap<UnitId, Cells> = parts.units.iter().map(|part| (part.id, Cells::default())).collect();
        for counted in counts.iter().flat_map(|counts| parts.counted(counts, place)) {
            let last = deadlines.of_duty(duty, counted.of, as_of);
            let cells = counted.cells(duty, told, last.is_some_and(|last| last < as_of));
            all.add(cells);
            if let Some(part) = parts.of_unit(counted.of.unit).and_then(|part| each.get_mut(&part)) {
                part.add(cells);
            }
        }
        whole.push(DutyCoverage::of(duty, all, unit.id, as_of)?);
        for (part, cells) in each {
            let cells = DutyCoverage::of(duty, cells, part, as_of)?;
            below.entry(part).or_default().push(cells);
        }
    }
    Ok(Coverage {
        unit_id: unit.id,
        unit_name: unit.full_name(),
        as_of,
        duties: whole,
        parts: parts.units.iter().map(|part| part_of(part, &mut below)).collect(),
    })
}

fn part_of(part: &unit::Model, below: &mut BTreeMap<UnitId, Vec<DutyCoverage>>) -> PartCoverage {
    PartCoverage {
        unit_id: part.id,
        unit_code: part.code.clone(),
        unit_name: part.full_name(),
        duties: below.remove(&part.id).unwrap_or_default(),
    }
}

/// Who owes each duty, in the order of the duties.
type Counts = Vec<Vec<Counted>>;

impl Weighed for Counts {
    fn bytes(&self) -> usize {
        let each = self
            .iter()
            .map(|counted| counted.len().saturating_mul(size_of::<Counted>()));
        each.sum()
    }
}

/// Those of a part, or of what lies in none.
type PartCounts = (Option<UnitId>, Arc<Counts>);

/// Counts them, unless nothing has happened since they were counted.
async fn counted(look: &impl Recount, under: UnitId, within: Within<'_>, as_of: NaiveDate) -> Result<Arc<Counts>> {
    let count_all = async || {
        let (mut counts, then) = (Vec::new(), Then::on(look, as_of).await?);
        for duty in Duty::on(as_of) {
            counts.push(count(look, duty, within, then).await?);
        }
        Ok(counts)
    };
    look.unless_changed(format!("duties {as_of} {within:?}"), under, count_all)
        .await
}

impl Parts {
    /// Who owes each duty in the unit, in the order of the duties: of the nation, province by province and what lies in none, that what happens in one leaves
    /// the others as they were counted.
    async fn counts(&self, look: &impl Recount, unit: &unit::Model, as_of: NaiveDate) -> Result<Vec<PartCounts>> {
        if unit.level != Level::Nation {
            return Ok(vec![(
                None,
                counted(look, unit.id, Within::Under(unit.id), as_of).await?,
            )]);
        }
        let rest = self.rest(look, unit.id).await?;
        let mut counts = vec![(None, counted(look, unit.id, Within::Units(&rest), as_of).await?)];
        for part in self.units.iter().map(|part| part.id) {
            counts.push((Some(part), counted(look, part, Within::Under(part), as_of).await?));
        }
        Ok(counts)
    }

    /// The units that lie under one, and in none of the parts.
    async fn rest(&self, look: &impl Tally, root: UnitId) -> Result<Vec<UnitId>> {
        let reached = look
            .tally::<unit_reach::Entity>()
            .columns(unit_reach::Column::iter())
            .filter(unit_reach::Column::RootId.eq(root));
        let reached: Vec<unit_reach::Model> = reached.all().await?;
        let reached = reached.into_iter().map(|line| line.unit_id);
        Ok(reached.filter(|unit| self.of_unit(*unit).is_none()).collect())
    }

    /// Those of one duty; what lies in a unit that was divided between two parts is told once.
    fn counted<'c>(&self, (part, counts): &'c PartCounts, duty: usize) -> impl Iterator<Item = &'c Counted> {
        let all = counts.get(duty).into_iter().flatten();
        all.filter(move |counted| part.is_none() || self.of_unit(counted.of.unit) == *part)
    }
}

impl Cells {
    pub const fn add(&mut self, other: Self) {
        self.owing += other.owing;
        self.done += other.done;
        self.carried_over += other.carried_over;
        self.due += other.due;
        self.overdue += other.overdue;
        self.not_applicable += other.not_applicable;
        self.withheld += other.withheld;
    }

    /// Done of owing, with one decimal; no whole hundred is told before all is done.
    pub fn percentage(self) -> Option<f64> {
        let tenths = (self.done * 1000).checked_div(self.owing)?;
        Some(f64::from(i32::try_from(tenths).ok()?) / 10.0)
    }
}

impl DutyCoverage {
    fn of(duty: &Duty, cells: Cells, unit: UnitId, as_of: NaiveDate) -> Result<Self> {
        let code = wire_name(&duty.code)?;
        Ok(Self {
            duty: duty.code,
            of: duty.evidence.subject(),
            cells,
            percentage: cells.percentage(),
            records: records(duty, unit, as_of)?,
            gaps: format!("/api/v1/duties/{code}/gaps?unit={unit}&as_of={as_of}"),
        })
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(get_duty_coverage);
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::nobody(0, 0, None)]
    #[case::none(0, 38, Some(0.0))]
    #[case::all_but_one(37, 38, Some(97.3))]
    #[case::all_but_one_of_many(9_999, 10_000, Some(99.9))]
    #[case::all(38, 38, Some(100.0))]
    fn a_percentage_is_never_rounded_up(#[case] done: i64, #[case] owing: i64, #[case] expected: Option<f64>) {
        let cells = Cells {
            owing,
            done,
            ..Cells::default()
        };
        assert_eq!(cells.percentage(), expected);
    }
}
