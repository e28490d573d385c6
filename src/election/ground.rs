//! How a step of an election is taken.

use super::{
    entity::{Entity, Model},
    view,
};
use crate::{
    access::{Caller, ElectionId, Event, Permission, PersonId, Tx},
    document::step::Today,
    http::{Answer, IfMatch, Problem, Result},
    person::entity as person,
};

/// Takes a step: locks the election, lets `decide` change it by today's calendar, and answers with it.
pub async fn step<P: Permission>(
    caller: &Caller<P>,
    id: ElectionId,
    if_match: IfMatch,
    reason: Option<String>,
    decide: impl FnOnce(&mut Model, &Today) -> Result<()>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let today = Today::of(&tx).await?;
    let row = tx.edit::<Entity>(id, if_match, |row| decide(row, &today)).await?;
    told(tx, &row, reason).await
}

/// Commits what was decided, and answers with it.
pub async fn told<P: Permission>(tx: Tx<P>, row: &Model, reason: Option<String>) -> Result<Answer> {
    let answer = view::answer(&tx, row).await?;
    let event = Event::on::<Entity>(row);
    let event = match reason {
        Some(reason) => event.because(reason),
        None => event,
    };
    tx.commit(event, answer).await
}

/// 422 at `pointer` unless each is somebody whom the committee has recorded and who was not erased, and none is named twice.
pub async fn recorded<P: Permission>(
    caller: &Caller<P>,
    election: &Model,
    people: impl Iterator<Item = PersonId>,
    pointer: impl Fn(usize) -> String,
) -> Result<()> {
    use sea_orm::ColumnTrait;
    let people: Vec<PersonId> = people.collect();
    let known = caller
        .find::<person::Entity>()
        .filter(person::Column::Id.is_in(people.iter().copied()))
        .filter(person::Column::OrganisationId.eq(election.organisation_id))
        .filter(person::Column::ErasedAt.is_null());
    let known = known.all().await?;
    for (at, id) in people.iter().enumerate() {
        if known.iter().all(|row| row.id != *id) {
            return Err(Problem::unknown_reference(pointer(at)));
        }
        if people.iter().take(at).any(|before| before == id) {
            return Err(Problem::invalid(
                pointer(at),
                "duplicate",
                "Đã nêu người này.",
                "This person is named already.",
            ));
        }
    }
    Ok(())
}
