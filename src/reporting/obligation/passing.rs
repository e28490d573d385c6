//! Passing on the open reports of an organisation that has come under another body.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::LockType};

use super::{
    entity::{Column, Entity},
    succession::passed_on,
};
use crate::{
    access::{Permission, Tx},
    http::Result,
    organisation::{
        organisation::{self, Model as Organisation},
        routing::Directory,
    },
    reporting::kinds::Progress,
};

/// Has what the organisation still owes, and what waits for a decision, received by whoever receives its reports from today.
pub async fn pass_on<P: Permission>(tx: &mut Tx<P>, body: &Organisation) -> Result<()> {
    let connection = tx.within_lock::<organisation::Entity>(body);
    let directory = Directory::above(body, tx.clocks().legal.today(), connection).await?;
    let open = Entity::find()
        .filter(Column::OrganisationId.eq(body.id))
        .filter(Column::Progress.is_not_in([Progress::Accepted, Progress::Waived]))
        .lock(LockType::NoKeyUpdate)
        .all(connection)
        .await?;
    for before in open {
        if let Some(after) = passed_on(&before, body, &directory) {
            tx.save::<Entity>(&before, after).await?;
        }
    }
    Ok(())
}
