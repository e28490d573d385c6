//! The documents that wait, counted by unit and step.

use std::collections::BTreeMap;

use actix_web::get;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{Pending, pending_in};
use crate::{
    access::{Caller, ReadDocument, UnitId},
    http::{Answer, ProblemDocument, Query, Result, wire_name},
    territory::{parts::Parts, unit},
    worklist::item::WorkKind,
};

#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct PendingCountsQuery {
    /// The unit; by default your own.
    unit: Option<UnitId>,
}

/// Số văn bản đang chờ of a unit and of each unit right below.
#[derive(Serialize, ToSchema)]
pub struct PendingCounts {
    /// The unit.
    pub unit_id: UnitId,
    /// Its full name.
    #[schema(example = "Tỉnh Lai Châu")]
    pub unit_name: String,
    /// In the whole unit; steps that nothing waits for are left out.
    pub counts: Vec<PendingCount>,
    /// In each unit right below, in the order of their codes.
    pub parts: Vec<PartPendingCounts>,
}

/// Số văn bản đang chờ of a unit right below.
#[derive(Serialize, ToSchema)]
pub struct PartPendingCounts {
    /// The unit.
    pub unit_id: UnitId,
    /// Its code.
    #[schema(example = "03388")]
    pub unit_code: String,
    /// Its full name.
    #[schema(example = "Phường Đoàn Kết")]
    pub unit_name: String,
    /// There; steps that nothing waits for are left out.
    pub counts: Vec<PendingCount>,
}

/// Số văn bản chờ một việc.
#[derive(Serialize, ToSchema)]
pub struct PendingCount {
    /// What is to be done.
    pub kind: WorkKind,
    /// How many wait for it.
    #[schema(example = 4, minimum = 1)]
    pub count: u64,
    /// How many of them have passed their last day.
    #[schema(example = 1, minimum = 0)]
    pub overdue: u64,
    /// Since when the oldest waits.
    #[schema(example = "2025-11-03")]
    pub oldest: NaiveDate,
    /// Where they are listed.
    #[schema(example = "/api/v1/documents/pending?unit=f9f5c0c6-7d8e-5b62-9cde-0d2a4f4e2a55&kind=decide_convention")]
    pub documents: String,
}

/// Count documents that wait for their next step
///
/// Số văn bản đang chờ xử lý, by unit and step.
#[utoipa::path(tag = "Worklist", operation_id = "get_pending_document_counts", params(PendingCountsQuery),
    security(("bearer" = ["document:read"])),
    responses((status = 200, description = "The counts.", body = PendingCounts),
        (status = 404, description = "There is no such unit.", body = ProblemDocument)))]
#[get("/documents/pending/counts")]
async fn get_pending_document_counts(caller: Caller<ReadDocument>, query: Query<PendingCountsQuery>) -> Result<Answer> {
    let unit = query.0.unit.unwrap_or_else(|| caller.identity().unit);
    let unit = caller.find::<unit::Entity>().by_id(unit).await?;
    let today = caller.clocks().legal.today();
    let pending = pending_in(&caller, unit.id).await?;
    let parts = Parts::of(&caller, unit.id, today).await?;
    Answer::view(&PendingCounts::of(&unit, &parts, &pending, today)?)
}

impl PendingCounts {
    fn of(unit: &unit::Model, parts: &Parts, pending: &[Pending], today: NaiveDate) -> Result<Self> {
        let of_part = |part: &unit::Model| {
            let there = pending
                .iter()
                .filter(|pending| parts.of_unit(pending.unit) == Some(part.id));
            Ok(PartPendingCounts {
                unit_id: part.id,
                unit_code: part.code.clone(),
                unit_name: part.full_name(),
                counts: counts(there, part.id, today)?,
            })
        };
        Ok(Self {
            unit_id: unit.id,
            unit_name: unit.full_name(),
            counts: counts(pending.iter(), unit.id, today)?,
            parts: parts.units.iter().map(of_part).collect::<Result<_>>()?,
        })
    }
}

/// By step; those that nothing waits for are left out.
fn counts<'p>(pending: impl Iterator<Item = &'p Pending>, unit: UnitId, today: NaiveDate) -> Result<Vec<PendingCount>> {
    let mut by_kind: BTreeMap<WorkKind, (u64, u64, NaiveDate)> = BTreeMap::new();
    for pending in pending {
        let (count, overdue, oldest) = by_kind.entry(pending.kind).or_insert((0, 0, pending.since));
        *count += 1;
        *overdue += u64::from(pending.is_overdue(today));
        *oldest = (*oldest).min(pending.since);
    }
    let of = |(kind, (count, overdue, oldest))| {
        Ok(PendingCount {
            kind,
            count,
            overdue,
            oldest,
            documents: format!("/api/v1/documents/pending?unit={unit}&kind={}", wire_name(&kind)?),
        })
    };
    by_kind.into_iter().map(of).collect()
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(get_pending_document_counts);
}
