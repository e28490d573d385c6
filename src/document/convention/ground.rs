//! What the steps of a convention are judged by: its village as it stood, and the day; and how a step is taken.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition};

use super::{
    entity::{Column, ConventionState, Entity, Model},
    view,
};
use crate::{
    access::{Caller, ConventionId, Event, Look, Permission},
    document::step::Today,
    http::{Answer, Code, IfMatch, Problem, Result},
    territory::{village, village_then::village_of},
};

/// States of what holds, be it suspended.
pub const HOLDING: [ConventionState; 3] = [
    ConventionState::Recognised,
    ConventionState::SuspendedInPart,
    ConventionState::Suspended,
];

/// 409 where another convention of the village would stay in force beside it. Whoever asks has locked the village.
pub async fn alone(look: &impl Look, row: &Model) -> Result<()> {
    let living = Condition::all()
        .add(Column::VillageId.eq(row.village_id))
        .add(Column::State.is_in(HOLDING));
    let living = look.find::<Entity>().filter(living).all().await?;
    match living.iter().find(|other| Some(other.id) != row.replaces_id) {
        Some(other) => Err(Problem::new(Code::AlreadyExists)
            .detail(
                "Thôn đã có hương ước, quy ước khác còn hiệu lực; văn bản mới phải nêu văn bản đó ở replaces_id.",
                "The village has another convention in force; a new one must name it in `replaces_id`.",
            )
            .existing(other.id)),
        None => Ok(()),
    }
}

/// The convention with which a step of its making is taken; 422 where its village was gone by then.
pub async fn while_it_lives(look: &impl Look, id: ConventionId, pointer: &str, day: NaiveDate) -> Result<Model> {
    let row = look.find::<Entity>().by_id(id).await?;
    let village = village_of(look, row.village_id, pointer).await?;
    lives(&village, pointer, day)?;
    Ok(row)
}

/// 422 unless the village was there on the day, or is yet to come.
pub fn lives(village: &village::Model, pointer: &str, day: NaiveDate) -> Result<()> {
    match village.valid_to.is_none_or(|end| day < end) {
        true => Ok(()),
        false => Err(Problem::invalid(
            pointer,
            "out_of_range",
            "Thôn, tổ dân phố không còn vào ngày này.",
            "The village no longer existed on that day.",
        )),
    }
}

/// Takes a step: locks the convention, lets `decide` change it by today's calendar, and answers with it.
pub async fn step<P: Permission>(
    caller: &Caller<P>,
    id: ConventionId,
    if_match: IfMatch,
    reason: Option<String>,
    decide: impl FnOnce(&mut Model, &Today) -> Result<()>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let today = Today::of(&tx).await?;
    let row = tx.edit::<Entity>(id, if_match, |row| decide(row, &today)).await?;
    let answer = view::answer(&tx, &row).await?;
    let event = Event::on::<Entity>(&row);
    let event = match reason {
        Some(reason) => event.because(reason),
        None => event,
    };
    tx.commit(event, answer).await
}
