//! Accepting many reports at once: each on its own terms, all in one change.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::post;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::review::{accept, write};
use crate::{
    access::{Caller, Event, ReviewSubmission, SubmissionId, Tx},
    http::{Answer, IfMatch, Json, Problem, Result},
    reporting::{obligation::entity as obligation, total},
};

const MOST: usize = 200;

/// Tiếp nhận nhiều báo cáo.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportsToAccept, example = json!({
    "reports": [{"id": "ce3c7bb9-2209-5b3d-83c3-131434d74a63", "etag": "4.9f86d081884c7d65"}]
}))]
pub struct Batch {
    /// The reports, at most 200, each named once.
    #[schema(min_items = 1, max_items = 200)]
    reports: Vec<Named>,
}

/// Một báo cáo để tiếp nhận.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportToAccept)]
pub struct Named {
    /// Id of the report.
    id: SubmissionId,
    /// Its `etag` as it was read, from a list or from the report.
    #[schema(example = "4.9f86d081884c7d65")]
    etag: String,
}

/// Kết quả tiếp nhận nhiều báo cáo.
#[derive(Serialize, ToSchema)]
#[schema(as = AcceptedReports)]
pub struct Results {
    /// One for each report, in the order asked.
    results: Vec<Outcome>,
}

/// Kết quả của một báo cáo.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = AcceptedReport)]
pub struct Outcome {
    /// Id of the report.
    id: SubmissionId,
    /// Whether it is accepted now.
    accepted: bool,
    /// Why not: the code of the problem that accepting it alone would answer with.
    #[schema(nullable = false, example = "precondition_failed")]
    code: Option<&'static str>,
    /// What that means, in the caller's language.
    #[schema(nullable = false)]
    detail: Option<String>,
}

/// Accept many reports
///
/// Tiếp nhận nhiều báo cáo. Each report is accepted as `POST /report-submissions/{id}/accept` would, or left as it is with the reason; those that
/// are accepted are accepted together, or none when the answer is an error.
#[utoipa::path(tag = "Reporting", operation_id = "accept_report_submissions", request_body = Batch,
    security(("bearer" = ["submission:review"])),
    responses((status = 200, description = "What became of each.", body = Results)))]
#[post("/report-acceptances")]
async fn accept_report_submissions(caller: Caller<ReviewSubmission>, batch: Json<Batch>) -> Result<Answer> {
    let named = checked(batch.0.reports)?;
    let mut tx = caller.begin().await?;
    let mut decided = BTreeMap::new();
    let mut rows = Vec::new();
    // In one order, so that two that accept the same reports never wait for each other in a circle.
    for (id, if_match) in named.iter().copied().collect::<BTreeMap<_, _>>() {
        decided.insert(id, one(&mut tx, id, if_match, &mut rows).await?);
    }
    finish(tx, &caller, &named, &decided, rows).await
}

fn checked(reports: Vec<Named>) -> Result<Vec<(SubmissionId, IfMatch)>> {
    let ids: BTreeSet<SubmissionId> = reports.iter().map(|report| report.id).collect();
    if reports.is_empty() || reports.len() > MOST || ids.len() != reports.len() {
        return Err(Problem::invalid(
            "/reports",
            "out_of_range",
            "Từ 1 đến 200 báo cáo, mỗi báo cáo một lần.",
            "From 1 to 200 reports, each named once.",
        ));
    }
    let tag = |(place, report): (usize, Named)| match IfMatch::of_tag(&report.etag) {
        Some(if_match) => Ok((report.id, if_match)),
        None => Err(Problem::invalid(
            format!("/reports/{place}/etag"),
            "malformed",
            "Phải là `etag` đã đọc.",
            "It must be an `etag` that was read.",
        )),
    };
    reports.into_iter().enumerate().map(tag).collect()
}

/// Accepts one; a refusal is told, a failure of ours ends the whole change.
async fn one(
    tx: &mut Tx<ReviewSubmission>,
    id: SubmissionId,
    if_match: IfMatch,
    rows: &mut Vec<obligation::Model>,
) -> Result<Option<Problem>> {
    match accept(tx, id, if_match).await {
        Ok((row, version)) => {
            write(tx, &row, version).await?;
            rows.push(row);
            Ok(None)
        }
        Err(problem) if problem.code.status().is_client_error() => Ok(Some(problem)),
        Err(problem) => Err(problem),
    }
}

async fn finish(
    tx: Tx<ReviewSubmission>,
    caller: &Caller<ReviewSubmission>,
    named: &[(SubmissionId, IfMatch)],
    decided: &BTreeMap<SubmissionId, Option<Problem>>,
    mut rows: Vec<obligation::Model>,
) -> Result<Answer> {
    rows.sort_by_key(|row| (row.round_id, row.origin_unit_id));
    rows.dedup_by_key(|row| (row.round_id, row.origin_unit_id));
    for row in &rows {
        total::recompute(&tx, row).await?;
    }
    let language = caller.language();
    let results = named.iter().map(|(id, _)| {
        let refused = decided.get(id).and_then(Option::as_ref);
        Outcome {
            id: *id,
            accepted: refused.is_none(),
            code: refused.map(|problem| problem.code.as_str()),
            detail: refused.map(|problem| problem.told(language)),
        }
    });
    let answer = Answer::view(&Results {
        results: results.collect(),
    })?;
    match rows.first() {
        Some(row) => tx.commit(Event::on::<obligation::Entity>(row), answer).await,
        None => Ok(answer),
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(accept_report_submissions);
}
