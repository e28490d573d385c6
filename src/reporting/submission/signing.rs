//! Signing: the draft, checked whole, becomes a version that never changes, and goes to its receiver.

use actix_web::post;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel};

use super::{
    content, draft,
    reading::by_submission,
    rules::{Action, Relation},
    version,
    view::{self, ReportSubmission},
};
use crate::{
    access::{Caller, Event, Feature, Look, OrganisationId, SubmissionId, SubmitSubmission, Tx, derived},
    calendar::{Timeliness, judge},
    http::{Answer, Code, IfMatch, Path, Problem, Result},
    organisation::{organisation, routing::Directory},
    reporting::{
        kinds::{Outcome, Progress},
        obligation::entity as obligation,
        round::entity as round,
    },
};

/// Sign and submit a report
///
/// Checks the whole draft: everything that is missing or wrong is listed at once, by JSON pointer. What passes becomes the next
/// version: signed by you, hashed, never changed again, and sent to the receiver of this day.
#[utoipa::path(tag = "Reporting", operation_id = "submit_report_submission",
    params(SubmissionId, ("If-Match" = String, Header, description = "ETag of the report as you read it.")),
    security(("bearer" = ["submission:submit"])),
    responses((status = 200, description = "The report as submitted.", body = ReportSubmission),
        (status = 409, description = "There is no draft to submit, the round is closed, or it takes nothing after the deadline (`deadline_passed`).", body = crate::http::ProblemDocument),
        (status = 422, description = "The report is not complete or not consistent; every fault is listed.", body = crate::http::ProblemDocument)))]
#[post("/report-submissions/{id}/submit")]
async fn submit_report_submission(
    caller: Caller<SubmitSubmission>,
    id: Path<SubmissionId>,
    if_match: IfMatch,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let visible = by_submission(&tx, id.0).await?;
    Relation::of(&tx, &visible).require(Action::Submit)?;
    let before = tx.lock_matching::<obligation::Entity>(visible.id, if_match).await?;
    Action::Submit.require(before.progress)?;
    let row = sign(&mut tx, &before, id.0).await?;
    let answer = Answer::record(&view::submission(&tx, &row).await?, row.version)?;
    tx.commit(Event::on::<obligation::Entity>(&row), answer).await
}

/// 409 when the deadline is over without a report, and the round takes nothing late.
fn in_time(look: &impl Look, round: &round::Model, row: &obligation::Model) -> Result<()> {
    let standing = judge(look.clocks().legal.now(), &row.course(round.closed_at));
    match standing.timeliness {
        Timeliness::Overdue if !round.late_allowed => Err(Problem::new(Code::DeadlinePassed)),
        _ => Ok(()),
    }
}

async fn sign(
    tx: &mut Tx<SubmitSubmission>,
    before: &obligation::Model,
    id: SubmissionId,
) -> Result<obligation::Model> {
    let asked = content::Asked::of(tx, before).await?;
    in_time(tx, &asked.round, before)?;
    let draft = tx
        .find::<draft::Entity>()
        .filter(draft::Column::SubmissionId.eq(id))
        .one()
        .await?;
    let draft = draft.ok_or_else(|| Problem::new(Code::StateForbids))?;
    let (checked, known) = content::whole(tx, &asked, before, draft.told(), &draft.attachments).await?;
    let now = tx.clocks().legal.now();
    let (receiver, handled_by) = receiver_today(tx, before).await?;
    let number = before.latest_version.unwrap_or(0) + 1;
    let mut after = before.clone();
    after.progress = Progress::Submitted;
    after.latest_version = Some(number);
    after.first_submitted_at = before.first_submitted_at.or(Some(now));
    after.receiver_id = receiver;
    after.handled_by = handled_by;
    let row = tx.save::<obligation::Entity>(before, after).await?;
    let version = version::Model {
        id: derived(&format!("version/{id}/{number}")),
        submission_id: id,
        obligation_id: row.id,
        round_id: row.round_id,
        organisation_id: row.organisation_id,
        unit_id: row.unit_id,
        number,
        values: version::StoredValues(content::canonical_values(&checked)?),
        hash: content::hash(asked.template.id, &checked, &draft.attachments)?,
        narrative: version::StoredNarrative(checked.narrative),
        nothing: checked.nothing,
        attachments: draft.attachments,
        submitted_at: now,
        signed_by: tx.identity().account,
        signed_in: tx.identity().post,
        signer_name: tx.identity().name.clone(),
        signer_title: tx.identity().post_title.clone(),
        signed_for: tx.signed_for(),
        drafted_by: draft.saved_by,
        drafter_name: draft.saver_name,
        receiver_id: receiver,
        handled_by,
        supplement_reason: before.supplement_reason.clone(),
        outcome: Outcome::Pending,
        reason: None,
        remarks: version::Remarks::default(),
        examined_at: None,
        examined_by: None,
        examination: None,
        decided_at: None,
        decided_by: None,
        decider_name: None,
        official_issue: None,
        known_figures: known,
    };
    version::Entity::insert(version.into_active_model().reset_all())
        .exec_without_returning(tx.within_lock::<obligation::Entity>(&row))
        .await?;
    Ok(row)
}

/// Who receives the report if it is sent today.
async fn receiver_today(
    tx: &Tx<SubmitSubmission>,
    row: &obligation::Model,
) -> Result<(OrganisationId, Option<OrganisationId>)> {
    let owing = tx.find::<organisation::Entity>().by_id(row.organisation_id).await?;
    let connection = tx.within_lock::<obligation::Entity>(row);
    let directory = Directory::above(&owing, tx.clocks().legal.today(), connection).await?;
    let receiver = directory.receiver_of(&owing).unwrap_or(row.receiver_id);
    Ok((receiver, directory.handled_by(receiver, Feature::Reporting)))
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(submit_report_submission);
}
