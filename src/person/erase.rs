//! Erasing what is personal.

use actix_web::post;
use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, ExprTrait};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{
    appointment,
    entity::{Entity, Model},
    held::VillageEnds,
    view::{self, Person},
};
use crate::{
    access::{Caller, ErasePerson, Event, PersonId, Tx},
    board::member,
    election::{ElectionState, entity as election},
    http::{Answer, Code, IfMatch, Json, Path, Problem, ProblemDocument, Result},
    text::Paragraphs,
};

/// Lý do xóa dữ liệu cá nhân.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "Theo yêu cầu của chủ thể dữ liệu."}))]
pub struct EraseReason {
    /// Lý do, 1–500 characters.
    #[schema(inline)]
    reason: Paragraphs<1, 500>,
}

/// Erase what is personal
///
/// Xóa dữ liệu cá nhân: the name, the year of birth and what is encrypted are gone for good; appointments and counts stay, of nobody in particular.
/// A repeat with the `Idempotency-Key` of an earlier request whose answer told of them is 410 from then on. Not while an appointment is held or yet
/// to begin, nor a place on a board, nor while they stand for election.
#[utoipa::path(tag = "Persons", operation_id = "erase_person", request_body = EraseReason,
    params(PersonId, ("If-Match" = String, Header, description = "Their `ETag`.")),
    security(("bearer" = ["person:erase"])),
    responses((status = 200, description = "What is left.", body = Person),
        (status = 409, description = "They hold an appointment, serve on a board or stand for election, or were erased before.", body = ProblemDocument)))]
#[post("/persons/{id}/erase")]
async fn erase_person(
    caller: Caller<ErasePerson>,
    id: Path<PersonId>,
    if_match: IfMatch,
    why: Json<EraseReason>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let before = tx.lock_matching::<Entity>(id.0, if_match).await?;
    require_idle(&tx, &before).await?;
    let after = erased(&before, tx.clocks().legal.now());
    let row = tx.save::<Entity>(&before, after).await?;
    tx.erase_answers_about(row.id).await?;
    let answer = view::answer(&tx, &row).await?;
    tx.commit(Event::on::<Entity>(&row).because(why.0.reason.into_string()), answer)
        .await
}

async fn require_idle(tx: &Tx<ErasePerson>, row: &Model) -> Result<()> {
    let theirs = appointment::Column::PersonId.eq(row.id);
    let today = tx.clocks().legal.today();
    let appointed = tx.find::<appointment::Entity>().filter(theirs).all().await?;
    let ends = VillageEnds::beside(tx, &appointed).await?;
    let holds = appointed.iter().any(|row| ends.held(row).lasts_beyond(today));
    let on_boards = member::Column::PersonId
        .eq(row.id)
        .and(member::Column::EndedOn.is_null());
    let serving = tx.find::<member::Entity>().filter(on_boards).count().await?;
    let idle = !holds && serving == 0 && !stands(tx, row).await?;
    match idle && row.erased_at.is_none() {
        true => Ok(()),
        false => Err(Problem::new(Code::StateForbids)),
    }
}

/// Whether they stand in an election whose result is not decided yet.
async fn stands(tx: &Tx<ErasePerson>, row: &Model) -> Result<bool> {
    let theirs = election::Column::OrganisationId.eq(row.organisation_id);
    let open = election::Column::State.is_in(ElectionState::OPEN);
    let open = tx.find::<election::Entity>().filter(theirs).filter(open).all().await?;
    Ok(open.iter().any(|election| election.people().contains(&row.id)))
}

fn erased(before: &Model, at: DateTime<Utc>) -> Model {
    Model {
        name: "—".to_owned(),
        name_fold: String::new(),
        name_sort: Vec::new(),
        birth_year: None,
        sealed_key: None,
        sealed: None,
        national_id_index: None,
        national_id_tail: None,
        erased_at: Some(at),
        ..before.clone()
    }
}

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.service(erase_person);
}
