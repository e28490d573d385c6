//! Totals and progress of a round, as the API shows them.

use actix_web::get;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::ground::Ground;
use crate::{
    access::{Caller, Level, ReadTotals, RoundId, Snapshot, UnitId},
    http::{Answer, Path, Query, Result},
    reporting::rollup::IndicatorTotal,
    territory::unit_name::NamedUnit,
};

/// Cây đơn vị: by which tree of units figures are grouped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = TotalsBasis)]
pub enum TreeBasis {
    /// The tree at the end of the round's period.
    Original,
    /// The tree on `as_of`; what ended since counts with its heir.
    Current,
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct TotalsQuery {
    /// The unit to add up; by default the caller's own.
    pub unit: Option<UnitId>,
    /// The state at the end of this day in Vietnam; by default now.
    #[serde(default, deserialize_with = "crate::http::some_day")]
    pub as_of: Option<NaiveDate>,
    /// By which tree of units to group; by default `original`, and `current` for a unit that came after the period.
    #[param(inline)]
    pub basis: Option<TreeBasis>,
    /// Cấp của các đơn vị liệt kê: list, in place of the units directly under it, all of this level under it.
    #[param(inline)]
    pub level: Option<Level>,
    /// Whether to list the texts of indicators that are lists, at the top: at most 5,000 of each and 4 MiB in all. `n` tells how
    /// many there are.
    #[serde(default)]
    #[param(default = false)]
    pub items: bool,
}

/// Số liệu tổng hợp: what the accepted reports of a unit and all below it add up to, and how many of those owed that is.
#[derive(Serialize, ToSchema)]
pub struct Totals {
    /// The unit added up.
    pub unit: NamedUnit,
    /// The day whose end this is the state of.
    pub as_of: NaiveDate,
    /// By which tree it is grouped.
    pub basis: TreeBasis,
    /// The round's period.
    pub period: TotalsPeriod,
    /// How much of what is owed is in.
    pub coverage: Coverage,
    /// Each indicator added up.
    pub indicators: Vec<IndicatorTotal>,
    /// The organisations that stand in none of the units listed: those directly at the unit, and where a level was chosen all between.
    pub own: OwnTotals,
    /// The units directly under it, or all of the level chosen.
    pub children: Vec<ChildTotals>,
}

/// Kỳ báo cáo.
#[derive(Serialize, ToSchema)]
pub struct TotalsPeriod {
    /// Key of the period.
    #[schema(example = "2025")]
    pub key: String,
    /// `reporting` (from the 15th) or `civil`.
    #[schema(example = "reporting")]
    pub calendar: String,
    /// First day.
    #[schema(example = "2024-12-15")]
    pub from: NaiveDate,
    /// Last day.
    #[schema(example = "2025-12-14")]
    pub to: NaiveDate,
}

/// Mức độ đầy đủ: how many required reports there are behind a total. No total goes without it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ReportCoverage)]
pub struct Coverage {
    /// Organisations that must report and are not waived.
    pub required: u64,
    /// Those that have submitted at least once.
    pub submitted: u64,
    /// Those with an accepted report, which is in the total.
    pub accepted: u64,
    /// Those that have not submitted.
    pub missing: u64,
}

/// Totals of the organisations directly at the unit.
#[derive(Serialize, ToSchema)]
pub struct OwnTotals {
    /// How much of what is owed is in.
    pub coverage: Coverage,
    /// Each indicator added up.
    pub indicators: Vec<IndicatorTotal>,
}

/// Totals of a unit under the one asked for.
#[derive(Serialize, ToSchema)]
pub struct ChildTotals {
    /// The unit.
    pub unit: NamedUnit,
    /// How much of what is owed is in.
    pub coverage: Coverage,
    /// Each indicator added up.
    pub indicators: Vec<IndicatorTotal>,
}

/// Add up a round
///
/// The total of a unit and all below it, live: a report counts the moment it is accepted. Each organisation reports its own figures,
/// so nothing is counted twice. A body that manages others gets the total of the organisations in its scope.
#[utoipa::path(tag = "Reporting", operation_id = "get_report_round_totals", params(RoundId, TotalsQuery),
    security(("bearer" = ["totals:read"])),
    responses((status = 200, description = "The totals with their coverage.", body = Totals)))]
#[get("/report-rounds/{id}/totals")]
async fn get_report_round_totals(
    caller: Caller<ReadTotals>,
    id: Path<RoundId>,
    query: Query<TotalsQuery>,
) -> Result<Answer> {
    let moment = caller.snapshot().await?;
    Answer::view(&totals_of(&moment, id.0, &query.0).await?)
}

/// The totals of a round as of one moment.
pub async fn totals_of(moment: &Snapshot, id: RoundId, query: &TotalsQuery) -> Result<Totals> {
    let ground = Ground::lay(moment, id, query.unit, query.basis, query.level, query.as_of).await?;
    let today = moment.clocks().legal.today();
    let past = query.as_of.filter(|day| *day < today);
    ground.totals(moment, past, query.items).await
}

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct ProgressQuery {
    /// The unit to look at; by default the caller's own.
    pub unit: Option<UnitId>,
    /// By which tree of units to group; by default `original`, and `current` for a unit that came after the period.
    #[param(inline)]
    pub basis: Option<TreeBasis>,
    /// Cấp của các đơn vị liệt kê: list, in place of the units directly under it, all of this level under it.
    #[param(inline)]
    pub level: Option<Level>,
}

/// Tiến độ của đợt báo cáo.
#[derive(Serialize, ToSchema)]
pub struct RoundProgress {
    /// The unit looked at.
    pub unit: NamedUnit,
    /// All obligations there.
    pub total: Standing,
    /// The organisations that stand in none of the units listed.
    pub own: Standing,
    /// The units directly under it, or all of the level chosen.
    pub children: Vec<ChildProgress>,
}

/// Progress of a unit under the one asked for.
#[derive(Serialize, ToSchema)]
pub struct ChildProgress {
    /// The unit.
    pub unit: NamedUnit,
    /// All obligations there.
    pub total: Standing,
}

/// Counts of obligations by how far they have come, and beside that by the clock. `expected` is the sum of the first five.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = ProgressCounts)]
pub struct Standing {
    /// Must report: the sum of the five that follow.
    pub expected: u64,
    /// Chưa bắt đầu.
    pub not_started: u64,
    /// Đang soạn.
    pub draft: u64,
    /// Chờ tiếp nhận.
    pub submitted: u64,
    /// Bị trả lại.
    pub returned: u64,
    /// Đã tiếp nhận.
    pub accepted: u64,
    /// Được miễn, beside the expected.
    pub waived: u64,
    /// First submitted in time.
    pub on_time: u64,
    /// First submitted too late.
    pub late: u64,
    /// Not submitted, the deadline passed.
    pub overdue: u64,
    /// Not submitted, seven days left or fewer.
    pub due_soon: u64,
    /// Not submitted when the round was closed.
    pub missing: u64,
}

/// See a round's progress
///
/// How many reports stand where, for the unit and for each unit under it. Rates count required obligations only; so does this.
#[utoipa::path(tag = "Reporting", operation_id = "get_report_round_progress", params(RoundId, ProgressQuery),
    security(("bearer" = ["totals:read"])),
    responses((status = 200, description = "The progress.", body = RoundProgress)))]
#[get("/report-rounds/{id}/progress")]
async fn get_report_round_progress(
    caller: Caller<ReadTotals>,
    id: Path<RoundId>,
    query: Query<ProgressQuery>,
) -> Result<Answer> {
    let moment = caller.snapshot().await?;
    Answer::view(&progress_of(&moment, id.0, &query.0).await?)
}

/// The progress of a round as of one moment.
pub async fn progress_of(moment: &Snapshot, id: RoundId, query: &ProgressQuery) -> Result<RoundProgress> {
    let ground = Ground::lay(moment, id, query.unit, query.basis, query.level, None).await?;
    ground.progress(moment).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(get_report_round_totals)
        .service(get_report_round_progress);
}
