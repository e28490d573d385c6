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
        Duty, DutyCode, DutySubject,
        coverage::{Coverage, DutyCoverage, covered},
    },
    http::{Answer, Code, Problem, Query, Result},
    territory::unit,
};

/// Of fewer people it is not told how many are trained: that would be told of each.
const FEWEST: i64 = 5;

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PublicCoverageQuery {
    /// The unit; by default the whole register.
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
    /// Who owes it.
    #[schema(example = 38)]
    pub owing: i64,
    /// Đã thực hiện; left out of fewer than five people.
    #[schema(nullable = false, example = 37)]
    pub done: Option<i64>,
    /// Đang áp dụng văn bản của đơn vị cũ.
    #[schema(example = 0)]
    pub carried_over: i64,
    /// Phần trăm of `owing` that is done, with one decimal; left out where nobody owes it, and of fewer than five people.
    #[schema(nullable = false, example = 97.3)]
    pub percentage: Option<f64>,
}

/// How far duties are fulfilled, for anybody
///
/// Mức độ thực hiện các nhiệm vụ theo Nghị quyết 75 và Luật, of a unit and of each unit right below.
#[utoipa::path(tag = "Public", operation_id = "get_public_coverage", params(PublicCoverageQuery),
    responses((status = 200, description = "The coverage.", body = PublicCoverage)))]
#[get("/public/coverage")]
async fn get_public_coverage(
    visitor: Visitor,
    query: Query<PublicCoverageQuery>,
    request: HttpRequest,
) -> Result<Answer> {
    kept(&request, || told(&visitor, &query.0)).await
}

async fn told(visitor: &Visitor, query: &PublicCoverageQuery) -> Result<Answer> {
    let unit = match query.unit {
        Some(unit) => visitor.find::<unit::Entity>().by_id(unit).await?,
        None => topmost(visitor).await?,
    };
    let coverage = covered(visitor, &unit, visitor.today()).await?;
    Answer::view(&PublicCoverage::from(coverage))
}

/// The unit that is part of no other.
async fn topmost(visitor: &Visitor) -> Result<unit::Model> {
    let top = visitor.find::<unit::Entity>().filter(unit::Column::ParentId.is_null());
    let top = top.one().await?;
    top.ok_or_else(|| Problem::new(Code::NotFound))
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
        let few = covered.of == DutySubject::Person && covered.cells.owing < FEWEST;
        Some(Self {
            duty: covered.duty,
            name_vi: duty.name_vi,
            name_en: duty.name_en,
            target: duty.target,
            of: covered.of,
            owing: covered.cells.owing,
            done: Some(covered.cells.done).filter(|_| !few),
            carried_over: covered.cells.carried_over,
            percentage: covered.percentage.filter(|_| !few),
        })
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(get_public_coverage);
}
