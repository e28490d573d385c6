//! When the rounds of some reports were closed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, FromQueryResult};

use super::entity as round;
use crate::{
    access::{Look, RoundId},
    http::Result,
};

/// By round; one that is open has none.
pub struct Closings(BTreeMap<RoundId, DateTime<Utc>>);

#[derive(FromQueryResult)]
struct Closed {
    id: RoundId,
    closed_at: DateTime<Utc>,
}

impl Closings {
    pub async fn of(look: &impl Look, rounds: impl IntoIterator<Item = RoundId>) -> Result<Self> {
        let rounds: BTreeSet<RoundId> = rounds.into_iter().collect();
        let closed = look
            .gather::<round::Entity>()
            .columns([round::Column::Id, round::Column::ClosedAt])
            .filter(round::Column::Id.is_in(rounds))
            .filter(round::Column::ClosedAt.is_not_null())
            .all::<Closed>()
            .await?;
        Ok(Self(closed.into_iter().map(|row| (row.id, row.closed_at)).collect()))
    }

    pub fn at(&self, round: RoundId) -> Option<DateTime<Utc>> {
        self.0.get(&round).copied()
    }
}
