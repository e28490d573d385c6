//! Mức độ thực hiện các nhiệm vụ, for anybody: numbers, and of few people none.

use actix_web::{HttpRequest, get};
use chrono::NaiveDate;
use sea_orm::ColumnTrait;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::kept::kept;
use crate::{
    access::{UnitId, Visitor},
    duty::{
        Duty, DutyCode, DutySubject, Told,
        coverage::{Coverage, DutyCoverage, covered},
    },
    http::{Answer, Code, Problem, ProblemDocument, Query, Result},
    territory::unit,
};

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PublicCoverageQuery {
    /// The unit; by default the whole register: the province where there is one.
    pub unit: Option<UnitId>,
}

/// Mức độ thực hiện các nhiệm vụ.
#[derive(Serialize, ToSchema)]
pub struct PublicCoverage {
    /// The unit.
    pub unit_id: UnitId,
    /// Its full name.
    #[schema(example = "Tỉnh Lai Châu")]
    pub unit_name: String,
    /// The day.
    #[schema(example = "2025-12-15")]
    pub as_of: NaiveDate,
    /// Each duty in the whole unit.
    pub duties: Vec<PublicDuty>,
    /// Each duty in each unit right below, in the order of their codes.
    pub parts: Vec<PublicPart>,
}

/// Mức độ thực hiện ở một đơn vị trực thuộc.
#[derive(Serialize, ToSchema)]
pub struct PublicPart {
    /// The unit.
    pub unit_id: UnitId,
    /// Its code.
    #[schema(example = "03388")]
    pub unit_code: String,
    /// Its full name.
    #[schema(example = "Phường Đoàn Kết")]
    pub unit_name: String,
    /// Each duty there.
    pub duties: Vec<PublicDuty>,
}

/// Mức độ thực hiện một nhiệm vụ.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct PublicDuty {
    /// The duty.
    pub duty: DutyCode,
    /// In Vietnamese.
    #[schema(example = "Ủy ban nhân dân cấp xã ban hành quy chế thực hiện dân chủ ở xã")]
    pub name_vi: &'static str,
    /// In English.
    #[schema(example = "The commune's committee issues the commune's democracy regulation")]
    pub name_en: &'static str,
    /// The target it belongs to.
    #[schema(example = "Nghị quyết 75/NQ-HĐND Điều 3.5")]
    pub target: &'static str,
    /// Of whom it is counted.
    pub of: DutySubject,
    /// Who owes it, as far as it is told.
    #[schema(example = 38)]
    pub owing: i64,
    /// Đã thực hiện; left out where there are too few people to tell.
    #[schema(nullable = false, example = 37)]
    pub done: Option<i64>,
    /// Có người ở đơn vị có dưới 5 người: of them nothing is told, not even how many, and they are in none of the numbers.
    pub withheld: bool,
    /// Đang áp dụng văn bản của đơn vị cũ.
    #[schema(example = 0)]
    pub carried_over: i64,
    /// Phần trăm of `owing` that is done, with one decimal; left out where nobody owes it, as far as it is told.
    #[schema(nullable = false, example = 97.3)]
    pub percentage: Option<f64>,
}

/// How far duties are fulfilled, for anybody
///
/// Mức độ thực hiện các nhiệm vụ theo Nghị quyết 75 và Luật, of a unit and of each unit right below.
#[utoipa::path(tag = "Public", operation_id = "get_public_coverage", params(PublicCoverageQuery),
    responses((status = 200, description = "The coverage.", body = PublicCoverage),
        (status = 404, description = "There is no such unit.", body = ProblemDocument)))]
#[get("/public/coverage")]
async fn get_public_coverage(
    visitor: Visitor,
    query: Query<PublicCoverageQuery>,
    request: HttpRequest,
) -> Result<Answer> {
    kept(&request, &query.0, || told(&visitor, &query.0)).await
}

async fn told(visitor: &Visitor, query: &PublicCoverageQuery) -> Result<Answer> {
    let unit = match query.unit {
        Some(unit) => visitor.find::<unit::Entity>().by_id(unit).await?,
        None => topmost(visitor).await?,
    };
    Answer::view(&public_coverage(visitor, &unit).await?)
}

/// As of today, with what is told of few people left out.
pub async fn public_coverage(visitor: &Visitor, unit: &unit::Model) -> Result<PublicCoverage> {
    Ok(covered(visitor, unit, visitor.today(), Told::OfMany).await?.into())
}

/// The unit that has a code today.
pub async fn unit_coded(visitor: &Visitor, code: &str) -> Result<Option<unit::Model>> {
    let coded = visitor.find::<unit::Entity>().filter(unit::Column::Code.eq(code));
    coded.one().await
}

/// The unit that is part of no other or, where all of it lies in a single part, that part.
pub async fn topmost(visitor: &Visitor) -> Result<unit::Model> {
    let top = visitor.find::<unit::Entity>().filter(unit::Column::ParentId.is_null());
    let mut top = top.one().await?.ok_or_else(|| Problem::new(Code::NotFound))?;
    loop {
        let below = visitor.find::<unit::Entity>().filter(unit::Column::ParentId.eq(top.id));
        match <[unit::Model; 1]>::try_from(below.some(2).await?) {
            Ok([only]) => top = only,
            Err(_several_or_none) => return Ok(top),
        }
    }
}

impl From<Coverage> for PublicCoverage {
    fn from(coverage: Coverage) -> Self {
        let duties = |duties: Vec<DutyCoverage>| duties.into_iter().filter_map(PublicDuty::of).collect();
        Self {
            unit_id: coverage.unit_id,
            unit_name: coverage.unit_name,
            as_of: coverage.as_of,
            duties: duties(coverage.duties),
            parts: coverage
                .parts
                .into_iter()
                .map(|part| PublicPart {
                    unit_id: part.unit_id,
                    unit_code: part.unit_code,
                    unit_name: part.unit_name,
                    duties: duties(part.duties),
                })
                .collect(),
        }
    }
}

impl PublicDuty {
    fn of(covered: DutyCoverage) -> Option<Self> {
        let duty = Duty::coded(covered.duty)?;
        let cells = covered.cells;
        Some(Self {
            duty: covered.duty,
            name_vi: duty.name_vi,
            name_en: duty.name_en,
            target: duty.target,
            of: covered.of,
            owing: cells.owing,
            done: Some(cells.done).filter(|_| cells.owing > 0 || cells.withheld == 0),
            withheld: cells.withheld > 0,
            carried_over: cells.carried_over,
            percentage: covered.percentage,
        })
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(get_public_coverage);
}
