//! How a step of a recommendation is taken.

use super::{
    entity::{Entity, Model},
    view,
};
use crate::{
    access::{Caller, Event, OrganisationId, Permission, RecommendationId, Tx},
    document::step::Today,
    http::{Answer, Code, IfMatch, Problem, Result},
};

/// Takes a step: locks the recommendation, lets `decide` change it by today's calendar, and answers with it.
pub async fn step<P: Permission>(
    caller: &Caller<P>,
    id: RecommendationId,
    if_match: IfMatch,
    decide: impl FnOnce(&mut Model, &Today) -> Result<()>,
) -> Result<Answer> {
    let mut tx = caller.begin().await?;
    let today = Today::of(&tx).await?;
    let row = tx.edit::<Entity>(id, if_match, |row| decide(row, &today)).await?;
    told(tx, &row).await
}

/// Commits what was decided, and answers with it. Reasons stand in the course alone: whom the board inspects reads events of its commune.
pub async fn told<P: Permission>(tx: Tx<P>, row: &Model) -> Result<Answer> {
    let answer = view::answer(&tx, row).await?;
    tx.commit(Event::on::<Entity>(row), answer).await
}

/// 403 unless the caller's organisation is this one.
pub fn only(party: Option<OrganisationId>, caller: OrganisationId) -> Result<()> {
    match party == Some(caller) {
        true => Ok(()),
        false => Err(Problem::new(Code::NotYours)),
    }
}
