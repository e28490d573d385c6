//! What the receiver's leader decides about an obligation itself: a later deadline, a waiver, a receipt on another way.

use actix_web::post;
use chrono::{DateTime, NaiveDate, Utc};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    entity::{Entity, Model, ReceiptOtherwise},
    rules,
    view::{self, ReportObligation},
};
use crate::{
    access::{Caller, Event, ExtendObligation, ObligationId, Permission, ReceiveObligation, Tx, WaiveObligation},
    calendar::{TimeOfDay, day::holidays, due_at},
    clock::date_in_vietnam,
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    organisation::organisation,
    reporting::{
        round::entity as round,
        submission::{Action, Relation, four_eyes, version},
    },
    text::{Paragraphs, Text},
};

/// Gia hạn.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewDeadlineExtension, example = json!({"until": "2025-12-31", "reason": "Mưa lũ, mất điện trên diện rộng."}))]
pub struct NewExtension {
    /// The last day on which the report is on time; one that is off moves to the next working day.
    #[schema(example = "2025-12-31")]
    #[serde(deserialize_with = "crate::http::day")]
    until: NaiveDate,
    /// The time of that day from which it is late; without one the whole day counts.
    #[schema(nullable = false)]
    before: Option<TimeOfDay>,
    /// Why, 1–2000 characters; the organisation reads it.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Miễn báo cáo.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportWaiver, example = json!({"reason": "Đơn vị giải thể theo Quyết định 120/QĐ-UBND."}))]
pub struct Waiver {
    /// Why, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Bỏ miễn báo cáo.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportReinstatement, example = json!({"reason": "Miễn nhầm đơn vị."}))]
pub struct Reinstatement {
    /// Why, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Nhận báo cáo bằng cách khác.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewReportReceipt, example = json!({
    "received_on": "2025-12-18", "document": "215/BC-UBND", "reason": "Mất mạng do mưa lũ; nhận bản giấy qua bưu điện."
}))]
pub struct NewReceipt {
    /// The day it came: not before the round was opened, not after today.
    #[schema(example = "2025-12-18")]
    #[serde(deserialize_with = "crate::http::day")]
    received_on: NaiveDate,
    /// Số, ký hiệu văn bản: number and symbol of the report as it came, 1–100 characters.
    #[schema(inline)]
    document: Text<1, 100>,
    /// Why it came on another way, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Extend a deadline
///
/// Gia hạn. The receiver's leader grants one organisation a later deadline, with the reason, before its report has come; what was granted
/// afterwards would change nothing. A last day off moves to the next working day.
#[utoipa::path(tag = "Reporting", operation_id = "extend_report_obligation", request_body = NewExtension,
    params(ObligationId, ("If-Match" = String, Header, description = "The obligation's `ETag`.")),
    security(("bearer" = ["obligation:extend"])),
    responses((status = 200, description = "The obligation with its new deadline.", body = ReportObligation),
        (status = 409, description = "The report has come or is waived, or the round is closed.", body = ProblemDocument)))]
#[post("/report-obligations/{id}/extend")]
async fn extend_report_obligation(
    caller: Caller<ExtendObligation>,
    id: Path<ObligationId>,
    if_match: IfMatch,
    new: Json<NewExtension>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = decided(&tx, id.0, if_match, Action::Extend).await?;
    let until = due_at(new.0.until, new.0.before, &holidays(&tx).await?);
    let after = rules::extend(&before, until, new.0.reason.as_str(), tx.clocks().legal.now())?;
    let row = tx.save::<Entity>(&before, after).await?;
    commit(tx, &row, new.0.reason.as_str()).await
}

/// Waive a report
///
/// Miễn. The report is owed no more and counts neither as expected nor as missing. Not while a version waits for a decision, nor once one was
/// accepted; nobody waives what they signed themselves.
#[utoipa::path(tag = "Reporting", operation_id = "waive_report_obligation", request_body = Waiver,
    params(ObligationId, ("If-Match" = String, Header, description = "The obligation's `ETag`.")),
    security(("bearer" = ["obligation:waive"])),
    responses((status = 200, description = "The waived obligation.", body = ReportObligation),
        (status = 409, description = "A version waits or was accepted, or the round is closed.", body = ProblemDocument)))]
#[post("/report-obligations/{id}/waive")]
async fn waive_report_obligation(
    caller: Caller<WaiveObligation>,
    id: Path<ObligationId>,
    if_match: IfMatch,
    waiver: Json<Waiver>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = decided(&tx, id.0, if_match, Action::Waive).await?;
    not_signed_by_me(&tx, &before).await?;
    let after = rules::waive(&before, waiver.0.reason.as_str())?;
    let row = tx.save::<Entity>(&before, after).await?;
    commit(tx, &row, waiver.0.reason.as_str()).await
}

/// Take a waiver back
///
/// Bỏ miễn. The report is owed again, from where it stood, with the deadline it had.
#[utoipa::path(tag = "Reporting", operation_id = "reinstate_report_obligation", request_body = Reinstatement,
    params(ObligationId, ("If-Match" = String, Header, description = "The obligation's `ETag`.")),
    security(("bearer" = ["obligation:waive"])),
    responses((status = 200, description = "The obligation, owed again.", body = ReportObligation),
        (status = 409, description = "It has not been waived, the round is closed, or the organisation has closed.", body = ProblemDocument)))]
#[post("/report-obligations/{id}/reinstate")]
async fn reinstate_report_obligation(
    caller: Caller<WaiveObligation>,
    id: Path<ObligationId>,
    if_match: IfMatch,
    again: Json<Reinstatement>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = decided(&tx, id.0, if_match, Action::Reinstate).await?;
    still_there(&tx, &before).await?;
    let row = tx.save::<Entity>(&before, rules::reinstate(&before)?).await?;
    commit(tx, &row, again.0.reason.as_str()).await
}

/// Record a receipt on another way
///
/// Nhận bằng cách khác. When the network or the service had failed and the report came by post or another system, the receiver's leader
/// records the day, the document and the reason. That day counts for the deadline, visibly; the figures are still to be entered and submitted
/// here. Recorded again, it is corrected.
#[utoipa::path(tag = "Reporting", operation_id = "receive_report_otherwise", request_body = NewReceipt,
    params(ObligationId, ("If-Match" = String, Header, description = "The obligation's `ETag`.")),
    security(("bearer" = ["obligation:receive"])),
    responses((status = 200, description = "The obligation with the receipt.", body = ReportObligation),
        (status = 409, description = "It has been waived, or the round is closed.", body = ProblemDocument)))]
#[post("/report-obligations/{id}/receive-otherwise")]
async fn receive_report_otherwise(
    caller: Caller<ReceiveObligation>,
    id: Path<ObligationId>,
    if_match: IfMatch,
    new: Json<NewReceipt>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = decided(&tx, id.0, if_match, Action::ReceiveOtherwise).await?;
    let round = tx.find::<round::Entity>().by_id(before.round_id).await?;
    let days = [date_in_vietnam(round.opened_at), tx.clocks().legal.today()];
    let receipt = new.0.recorded(tx.clocks().legal.now());
    let row = tx
        .save::<Entity>(&before, rules::receive_otherwise(&before, receipt, days)?)
        .await?;
    commit(tx, &row, new.0.reason.as_str()).await
}

impl NewReceipt {
    fn recorded(&self, recorded_at: DateTime<Utc>) -> ReceiptOtherwise {
        ReceiptOtherwise {
            received_on: self.received_on,
            document: self.document.to_string(),
            reason: self.reason.to_string(),
            recorded_at,
        }
    }
}

/// The obligation, locked for a decision of its receiver: 404, 403, 412 and 409 as the case may be.
async fn decided<P: Permission>(tx: &Tx<P>, id: ObligationId, if_match: IfMatch, action: Action) -> Result<Model> {
    let visible = tx.find::<Entity>().by_id(id).await?;
    Relation::of(tx, &visible).require(action)?;
    let row = tx.lock_matching::<Entity>(id, if_match).await?;
    let round = tx.find::<round::Entity>().by_id(row.round_id).await?;
    match round.closed_at {
        Some(_) => Err(Problem::new(Code::RoundClosed)),
        None => Ok(row),
    }
}

/// 409 when whoever would owe it again has closed: nobody can report in its place.
async fn still_there(tx: &Tx<WaiveObligation>, row: &Model) -> Result<()> {
    let today = tx.clocks().legal.today();
    let body = tx
        .find::<organisation::Entity>()
        .by_ids([row.organisation_id])
        .one()
        .await?;
    match body.is_some_and(|body| body.exists_on(today)) {
        true => Ok(()),
        false => Err(Problem::new(Code::StateForbids).detail(
            "Cơ quan, tổ chức đã kết thúc hoạt động, không còn báo cáo.",
            "The organisation has closed, and reports no more.",
        )),
    }
}

/// 403 when the caller signed the latest version: nobody waives their own report.
async fn not_signed_by_me<P: Permission>(tx: &Tx<P>, row: &Model) -> Result<()> {
    let signed = tx.find::<version::Entity>();
    let latest = signed.filter(version::latest_of(row)).one().await?;
    match latest {
        Some(version) => four_eyes(tx.identity().account, version.signed_by),
        None => Ok(()),
    }
}

async fn commit<P: Permission>(tx: Tx<P>, row: &Model, reason: &str) -> Result<Answer> {
    let answer = view::answer(&tx, row).await?;
    tx.commit(Event::on::<Entity>(row).because(reason), answer).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(extend_report_obligation)
        .service(waive_report_obligation)
        .service(reinstate_report_obligation)
        .service(receive_report_otherwise);
}
