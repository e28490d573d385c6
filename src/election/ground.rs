//! How a step of an election is taken, and that a village has one at a time.

use sea_orm::ColumnTrait;

use super::{
    entity::{Column, ElectionState, Entity, Model},
    view,
};
use crate::{
    access::{Caller, ElectionId, Event, Look, Permission, Tx, VillageId},
    document::step::Today,
    http::{Answer, Code, IfMatch, Problem, Result},
};

/// 409 while another is on its way in the village. Whoever asks has locked the village.
pub async fn alone(look: &impl Look, village: VillageId) -> Result<()> {
    let open = look
        .find::<Entity>()
        .filter(Column::VillageId.eq(village))
        .filter(Column::State.is_in(ElectionState::OPEN));
    match open.one().await? {
        Some(other) => Err(Problem::new(Code::AlreadyExists)
            .detail(
                "Thôn, tổ dân phố đang có việc bầu, cho thôi chưa kết thúc.",
                "An election or a dismissal in the village is on its way.",
            )
            .existing(other.id)),
        None => Ok(()),
    }
}

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
