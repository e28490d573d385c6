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

/// 403 unless the caller's organisation is this one.
pub fn only(party: Option<OrganisationId>, caller: OrganisationId) -> Result<()> {
    match party == Some(caller) {
        true => Ok(()),
        false => Err(Problem::new(Code::NotYours)),
    }
}
