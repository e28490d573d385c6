//! How an activity ends: its result is reported, or it is given up.

use actix_web::post;
use chrono::NaiveDate;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{ActivityCancellation, ActivityReport, ActivityState, Entity, Model},
    view::{Activity, ActivityAction},
};
use crate::{
    access::{ActivityId, AttachmentId, Caller, EditMeasure, Event},
    attachment::attached::uploaded,
    document::order::in_order,
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    measure::kept::answer,
    text::Paragraphs,
};

/// Báo cáo kết quả.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"on": "2025-10-20", "summary": "14 ý kiến, đã giải quyết 12, còn 2 ý kiến chuyển Sở Xây dựng."}))]
pub struct NewActivityReport {
    /// The day of the report, not before it was held.
    #[serde(deserialize_with = "crate::http::day")]
    #[schema(example = "2025-10-20")]
    on: NaiveDate,
    /// Kết quả, 1–10000 characters.
    #[schema(inline)]
    summary: Paragraphs<1, 10_000>,
    /// The report itself: a file your organisation has uploaded.
    #[serde(default)]
    #[schema(nullable = false)]
    file: Option<AttachmentId>,
}

/// Không tổ chức.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Mưa lũ, lùi sang quý IV."}))]
pub struct NewActivityCancellation {
    /// Lý do, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Report what an activity came to
///
/// Báo cáo kết quả hoạt động. From then on it stays as it is.
#[utoipa::path(tag = "Measures", operation_id = "report_activity", request_body = NewActivityReport,
    params(ActivityId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["measure:edit"])),
    responses((status = 200, description = "The activity.", body = Activity),
        (status = 409, description = "It was not held, or was reported already.", body = ProblemDocument)))]
#[post("/activities/{id}/report")]
async fn report_activity(
    caller: Caller<EditMeasure>,
    id: Path<ActivityId>,
    if_match: IfMatch,
    new: Json<NewActivityReport>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let today = tx.clocks().legal.today();
    let report = ActivityReport {
        on: new.0.on,
        summary: new.0.summary.into_string(),
        file: uploaded(&tx, new.0.file, "/file").await?,
    };
    let row = tx
        .edit::<Entity>(id.0, if_match, |row| reported(row, report, today))
        .await?;
    let answer = answer::<Entity>(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

fn reported(row: &mut Model, report: ActivityReport, today: NaiveDate) -> Result<()> {
    require(ActivityAction::Report, row)?;
    in_order("/on", report.on, row.held_on, today)?;
    row.state = ActivityState::Reported;
    row.course.report = Some(report);
    Ok(())
}

/// Give up an activity
///
/// Không tổ chức hoạt động đã dự kiến, with the reason.
#[utoipa::path(tag = "Measures", operation_id = "cancel_activity", request_body = NewActivityCancellation,
    params(ActivityId, ("If-Match" = String, Header, description = "Its `ETag`.")),
    security(("bearer" = ["measure:edit"])),
    responses((status = 200, description = "The activity.", body = Activity),
        (status = 409, description = "It was held, or given up already.", body = ProblemDocument)))]
#[post("/activities/{id}/cancel")]
async fn cancel_activity(
    caller: Caller<EditMeasure>,
    id: Path<ActivityId>,
    if_match: IfMatch,
    new: Json<NewActivityCancellation>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let cancelled = ActivityCancellation {
        on: tx.clocks().legal.today(),
        reason: new.0.reason.into_string(),
    };
    let row = tx
        .edit::<Entity>(id.0, if_match, |row| given_up(row, cancelled))
        .await?;
    let answer = answer::<Entity>(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row), answer).await
}

fn given_up(row: &mut Model, cancelled: ActivityCancellation) -> Result<()> {
    require(ActivityAction::Cancel, row)?;
    row.state = ActivityState::Cancelled;
    row.course.cancelled = Some(cancelled);
    Ok(())
}

/// 409 where the state does not let it be done.
fn require(action: ActivityAction, row: &Model) -> Result<()> {
    match ActivityAction::in_state(row.state).contains(&action) {
        true => Ok(()),
        false => Err(Problem::new(Code::StateForbids)),
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(report_activity).service(cancel_activity);
}
