//! What is recorded in the field, under an id the client chose, so that a phone may repeat itself until it is heard.

use super::{Event, Permission, Record, Tx};
use crate::http::{Answer, Code, IfMatch, Problem, Result};

/// What putting a record came to.
pub enum Put<M> {
    /// The same was there already.
    Same(M),
    Changed(M),
    New(M),
}

impl<M> Put<M> {
    pub const fn row(&self) -> &M {
        match self {
            Self::Same(row) | Self::Changed(row) | Self::New(row) => row,
        }
    }
}

/// Keeps `row` in place of what is known under its id: 428 or 412 where that differs and `if_match` does not name its version.
pub async fn put<P: Permission, E: Record<Model: PartialEq>>(
    tx: &mut Tx<P>,
    known: Option<E::Model>,
    row: E::Model,
    if_match: IfMatch,
) -> Result<Put<E::Model>> {
    match known {
        None => Ok(Put::New(tx.add::<E>(row).await?)),
        Some(known) if known == row => Ok(Put::Same(tx.lock::<E>(E::id_of(&known)).await?)),
        Some(known) => {
            let before = tx.lock_matching::<E>(E::id_of(&known), if_match).await?;
            // What was judged is what is replaced: nobody was quicker.
            if before != known {
                return Err(Problem::new(Code::PreconditionFailed));
            }
            Ok(Put::Changed(tx.save::<E>(&before, row).await?))
        }
    }
}

/// Commits what was put, and answers: 201 where it is new.
pub async fn told<P: Permission, E: Record>(
    tx: Tx<P>,
    put: Put<E::Model>,
    answer: Answer,
    address: String,
) -> Result<Answer> {
    match put {
        Put::Same(_) => Ok(answer),
        Put::Changed(row) => tx.commit(Event::on::<E>(&row), answer).await,
        Put::New(row) => tx.commit(Event::on::<E>(&row), answer.created(address)).await,
    }
}
