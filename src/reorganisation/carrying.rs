//! Rehearsing a reorganisation, and carrying it out.

use actix_web::post;

use super::{
    carry_out::{Moment, carry_out},
    effect::ReorganisationEffect,
    entity::{Entity, Model, StoredEffect},
    rules,
    view::{self, Reorganisation},
};
use crate::{
    access::{ApplyReorganisation, Caller, EditReorganisation, Event, ReorganisationId, Sweeping, Tx},
    calendar::day::holidays,
    http::{Answer, IfMatch, Path, ProblemDocument, Result},
};

/// Rehearse a reorganisation
///
/// Chạy thử. What carrying it out today would do to every unit, organisation, village, document, account and open report, worked out by the very same
/// code; nothing is changed. The ids of what it would make are those that it will have.
#[utoipa::path(tag = "Territory", operation_id = "preview_reorganisation", params(ReorganisationId),
    security(("bearer" = ["reorganisation:edit"])),
    responses((status = 200, description = "What it would do.", body = ReorganisationEffect),
        (status = 409, description = "It has been carried out.", body = ProblemDocument),
        (status = 422, description = "It contradicts the map or itself: every fault, as a pointer into `lines`.", body = ProblemDocument)))]
#[post("/reorganisations/{id}/preview")]
async fn preview_reorganisation(caller: Caller<EditReorganisation>, id: Path<ReorganisationId>) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let row = tx.lock::<Entity>(id.0).await?;
    rules::still_a_draft(&row)?;
    let effect = effect(&mut tx, &row).await?;
    Answer::view(&effect)
}

/// Carry out a reorganisation
///
/// Thực hiện, once, from its day on, whole or not at all. Units that end are closed and leave their history to their heir; committees,
/// Councils and Fronts close with them and the heir's open; everything else passes to whoever answers for it now, with its deadlines. Finished
/// reports stay where they are and can be read by the heir.
#[utoipa::path(tag = "Territory", operation_id = "apply_reorganisation",
    params(ReorganisationId, ("If-Match" = String, Header, description = "The reorganisation's `ETag`.")),
    security(("bearer" = ["reorganisation:apply"])),
    responses((status = 200, description = "Carried out.", body = Reorganisation),
        (status = 409, description = "It has been carried out before, or its day has not come.", body = ProblemDocument),
        (status = 422, description = "It contradicts the map or itself: every fault, as a pointer into `lines`.", body = ProblemDocument)))]
#[post("/reorganisations/{id}/apply")]
async fn apply_reorganisation(
    caller: Caller<ApplyReorganisation>,
    id: Path<ReorganisationId>,
    if_match: IfMatch,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = tx.lock_matching::<Entity>(id.0, if_match).await?;
    let row = apply(&mut tx, &before).await?;
    let answer = view::answer(&tx, &row)?;
    let event = Event::on::<Entity>(&row).because(row.legal_basis.as_str());
    let answer = tx.commit(event, answer).await?;
    caller.kernel().forget_identities();
    Ok(answer)
}

async fn apply(tx: &mut Tx<ApplyReorganisation>, before: &Model) -> Result<Model> {
    rules::still_a_draft(before)?;
    rules::in_force(before, tx.clocks().legal.today())?;
    let effect = effect(tx, before).await?;
    let after = Model {
        applied_at: Some(tx.clocks().legal.now()),
        applier_name: Some(tx.identity().name.clone()),
        effect: Some(StoredEffect(effect)),
        ..before.clone()
    };
    tx.save::<Entity>(before, after).await
}

async fn effect<P: Sweeping>(tx: &mut Tx<P>, row: &Model) -> Result<ReorganisationEffect> {
    let clocks = tx.clocks();
    let moment = Moment {
        now: clocks.legal.now(),
        today: clocks.legal.today(),
        real_now: clocks.real.now(),
        holidays: holidays(tx).await?,
    };
    carry_out(tx, row, &moment).await
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(preview_reorganisation).service(apply_reorganisation);
}
