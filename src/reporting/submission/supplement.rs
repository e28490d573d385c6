//! Supplementing what was accepted: the report is drafted again from its accepted version, then runs submit and accept once more.
//! Until then the accepted version counts.

use actix_web::post;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    content, draft,
    reading::by_submission,
    rules::{Action, Relation},
    version,
    view::{self, ReportSubmission},
};
use crate::{
    access::{Caller, EditSubmission, Event, SubmissionId, Tx},
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    reporting::{
        kinds::{Outcome, Progress},
        obligation::entity as obligation,
        round::entity as round,
    },
    text::Paragraphs,
};

/// Báo cáo bổ sung.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ReportSupplement, example = json!({"reason": "Bổ sung số liệu của hai thôn gửi chậm."}))]
pub struct Supplement {
    /// Why what was accepted is to be supplemented, 1–2000 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 2000>,
}

/// Begin a supplement
///
/// Báo cáo bổ sung. Opens an accepted report to be drafted again, from what was accepted, with the reason. It is submitted and accepted as any
/// version; until then the accepted one counts in every total, and stays what superiors see.
#[utoipa::path(tag = "Reporting", operation_id = "supplement_report_submission", request_body = Supplement,
    params(SubmissionId, ("If-Match" = String, Header, description = "ETag of the report as you read it.")),
    security(("bearer" = ["submission:edit"])),
    responses((status = 200, description = "The report with its new draft.", body = ReportSubmission),
        (status = 409, description = "The report has not been accepted, or the round is closed.", body = ProblemDocument)))]
#[post("/report-submissions/{id}/supplement")]
async fn supplement_report_submission(
    caller: Caller<EditSubmission>,
    id: Path<SubmissionId>,
    if_match: IfMatch,
    supplement: Json<Supplement>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let visible = by_submission(&tx, id.0).await?;
    Relation::of(&tx, &visible).require(Action::Supplement)?;
    let before = tx.lock_matching::<obligation::Entity>(visible.id, if_match).await?;
    let row = begin(&mut tx, &before, id.0, supplement.0.reason.as_str()).await?;
    let answer = Answer::record(&view::submission(&tx, &row).await?, row.version)?;
    let event = Event::on::<obligation::Entity>(&row).because(supplement.0.reason.as_str());
    tx.commit(event, answer).await
}

async fn begin(
    tx: &mut Tx<EditSubmission>,
    before: &obligation::Model,
    id: SubmissionId,
    reason: &str,
) -> Result<obligation::Model> {
    Action::Supplement.require(before.progress)?;
    let round = tx.find::<round::Entity>().by_id(before.round_id).await?;
    if round.closed_at.is_some() {
        return Err(Problem::new(Code::RoundClosed));
    }
    let after = obligation::Model {
        progress: Progress::Draft,
        supplement_reason: Some(reason.to_owned()),
        ..before.clone()
    };
    let row = tx.save::<obligation::Entity>(before, after).await?;
    draft_of_the_accepted(tx, &row, id, &round).await?;
    tx.note("draft");
    Ok(row)
}

/// Puts the accepted version in place of whatever draft is left.
async fn draft_of_the_accepted(
    tx: &Tx<EditSubmission>,
    row: &obligation::Model,
    id: SubmissionId,
    round: &round::Model,
) -> Result<()> {
    let accepted = tx
        .find::<version::Entity>()
        .filter(version::Column::ObligationId.eq(row.id))
        .filter(version::Column::Outcome.eq(Outcome::Accepted))
        .filter(version::Column::Number.eq(row.accepted_version))
        .one()
        .await?;
    let accepted = accepted.ok_or_else(|| Problem::internal("an accepted report without its version"))?;
    let drafted = draft::Model {
        submission_id: id,
        organisation_id: row.organisation_id,
        unit_id: row.unit_id,
        digest: content::digest(round.template_id, &accepted)?,
        values: accepted.values,
        narrative: accepted.narrative,
        nothing: accepted.nothing,
        attachments: accepted.attachments,
        recorded_at: None,
        saved_at: tx.clocks().legal.now(),
        saved_by: tx.identity().account,
        saver_name: tx.identity().name.clone(),
    };
    let connection = tx.within_lock::<obligation::Entity>(row);
    draft::Entity::delete_many()
        .filter(draft::Column::SubmissionId.eq(id))
        .exec(connection)
        .await?;
    draft::Entity::insert(drafted.into_active_model().reset_all())
        .exec_without_returning(connection)
        .await?;
    Ok(())
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(supplement_report_submission);
}
