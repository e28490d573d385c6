//! Closing a round, opening it again, and asking one organisation more.

use actix_web::post;
use sea_orm::ColumnTrait;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    api::ReportRound,
    entity::{Entity, Model},
    open::{Plan, unmoved},
    rules,
};
use crate::{
    access::{Caller, CloseRound, Event, OpenRound, OrganisationId, RoundId, Tx},
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    organisation::{organisation, routing::Directory},
    reporting::obligation::{
        entity as obligation,
        view::{self, ReportObligation},
    },
    text::Paragraphs,
};

/// Đóng đợt báo cáo.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RoundClosing, example = json!({"reason": "Đã tổng hợp báo cáo năm gửi Bộ Nội vụ."}))]
pub struct Closing {
    /// Why, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Mở lại đợt báo cáo.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = RoundReopening, example = json!({"reason": "Bộ Nội vụ yêu cầu bổ sung số liệu."}))]
pub struct Reopening {
    /// Why, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Bổ sung nghĩa vụ báo cáo.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = AddedObligation, example = json!({
    "organisation_id": "01a1b7c0-0000-7000-8000-000000000000", "reason": "Trường thành lập ngày 15/12/2025."
}))]
pub struct Addition {
    /// Who is asked: an organisation in scope that exists today and does not owe the report yet.
    organisation_id: OrganisationId,
    /// Why, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Close a round
///
/// Đóng đợt. Nothing more is drafted, sent, extended or waived; what was not received by then is `missing` for good. A report that waits is still
/// decided on.
#[utoipa::path(tag = "Reporting", operation_id = "close_report_round", request_body = Closing,
    params(RoundId, ("If-Match" = String, Header, description = "The round's `ETag`.")),
    security(("bearer" = ["round:close"])),
    responses((status = 200, description = "The closed round.", body = ReportRound),
        (status = 409, description = "It is closed.", body = ProblemDocument)))]
#[post("/report-rounds/{id}/close")]
async fn close_report_round(
    caller: Caller<CloseRound>,
    id: Path<RoundId>,
    if_match: IfMatch,
    closing: Json<Closing>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let now = tx.clocks().legal.now();
    let reason = closing.0.reason.as_str();
    let row = tx.edit::<Entity>(id.0, if_match, |row| {
        *row = rules::close(row, reason, now)?;
        Ok(())
    });
    let row = row.await?;
    commit(tx, &row, reason).await
}

/// Open a round again
///
/// Mở lại đợt. Deadlines stay as they were set; whoever needs more time is granted an extension.
#[utoipa::path(tag = "Reporting", operation_id = "reopen_report_round", request_body = Reopening,
    params(RoundId, ("If-Match" = String, Header, description = "The round's `ETag`.")),
    security(("bearer" = ["round:close"])),
    responses((status = 200, description = "The open round.", body = ReportRound),
        (status = 409, description = "It is open.", body = ProblemDocument)))]
#[post("/report-rounds/{id}/reopen")]
async fn reopen_report_round(
    caller: Caller<CloseRound>,
    id: Path<RoundId>,
    if_match: IfMatch,
    reopening: Json<Reopening>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = tx.edit::<Entity>(id.0, if_match, |row| {
        *row = rules::reopen(row)?;
        Ok(())
    });
    let row = row.await?;
    commit(tx, &row, reopening.0.reason.as_str()).await
}

/// Ask one organisation more
///
/// Bổ sung nghĩa vụ. For an organisation founded after the round was opened, or forgotten then: it owes the report from now on, by the deadline of
/// its level.
#[utoipa::path(tag = "Reporting", operation_id = "add_report_obligation", request_body = Addition, params(RoundId),
    security(("bearer" = ["round:open"])),
    responses((status = 201, description = "The obligation.", body = ReportObligation),
        (status = 409, description = "It owes the report already (`already_exists`), or the round is closed.", body = ProblemDocument)))]
#[post("/report-rounds/{id}/obligations")]
async fn add_report_obligation(caller: Caller<OpenRound>, id: Path<RoundId>, new: Json<Addition>) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let round = tx.lock::<Entity>(id.0).await?;
    let row = add(&mut tx, &round, &new.0).await?;
    let answer = view::answer(&tx, &row).await?;
    let answer = answer.created(format!("/api/v1/report-obligations/{}", row.id));
    let event = Event::on::<obligation::Entity>(&row).because(new.0.reason.as_str());
    tx.commit(event, answer).await
}

async fn add(tx: &mut Tx<OpenRound>, round: &Model, new: &Addition) -> Result<obligation::Model> {
    if round.closed_at.is_some() {
        return Err(Problem::new(Code::RoundClosed));
    }
    unmoved(tx, round).await?;
    let body = tx
        .find::<organisation::Entity>()
        .filter(organisation::Column::Id.eq(new.organisation_id));
    let body = body.one().await?.ok_or_else(|| Problem::new(Code::UnknownReference))?;
    let owed = tx.find::<obligation::Entity>();
    let owed = owed.filter(obligation::Column::RoundId.eq(round.id));
    if let Some(known) = owed
        .filter(obligation::Column::OrganisationId.eq(body.id))
        .one()
        .await?
    {
        return Err(Problem::new(Code::AlreadyExists).existing(known.id));
    }
    let today = tx.clocks().legal.today();
    let template = tx.kernel().templates.get(tx, round.template_id).await?;
    let directory = Directory::above(&body, today, tx.within_lock::<Entity>(round)).await?;
    let plan = Plan::of(tx, round, &template, &directory, today, [body.id].into()).await?;
    let owes = plan.obligation(&body).ok_or_else(|| {
        Problem::invalid(
            "/organisation_id",
            "cannot_be_asked",
            "Cơ quan này không thể được yêu cầu báo cáo: đã kết thúc, hoặc không tự báo cáo.",
            "This organisation cannot be asked: it has ended, or never reports on its own.",
        )
    })?;
    let row = obligation::Model {
        addition_reason: Some(new.reason.to_string()),
        ..owes
    };
    tx.add_under::<Entity, obligation::Entity>(round, std::slice::from_ref(&row))
        .await?;
    Ok(row)
}

async fn commit(tx: Tx<CloseRound>, row: &Model, reason: &str) -> Result<Answer> {
    let answer = Answer::record(&ReportRound::of(&tx, row.clone()), row.version)?;
    tx.commit(Event::on::<Entity>(row).because(reason), answer).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .service(close_report_round)
        .service(reopen_report_round)
        .service(add_report_obligation);
}
