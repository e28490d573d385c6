//! Consolidations that wait for a body which has ended go to whoever stands above instead.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, sea_query::LockType};

use super::entity::{Column, ConsolidationState, Entity, Model};
use crate::{
    access::{ConsolidationId, Event, Store, System, SystemTx, Task, lease},
    clock::Clocks,
    http::Result,
    organisation::{organisation, routing::Directory},
    reporting::settling::ended,
};

const JOB: &str = "settle_consolidations";

/// Settles the consolidations that wait for bodies which have ended by today; returns how many.
pub async fn settle(store: &Store, clocks: Clocks, holder: uuid::Uuid) -> Result<u64> {
    let system = System::new(store, Task::SettleReports);
    let today = clocks.legal.today();
    let waiting: Vec<ConsolidationId> = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::State.eq(ConsolidationState::Signed))
        .filter(Column::ReceiverId.in_subquery(ended(today)))
        .into_tuple()
        .all(system.reader())
        .await?;
    let mut settled = 0;
    for id in waiting {
        let mut change = system.begin().await?;
        if !lease::hold(JOB, holder, clocks.real.now(), change.connection()).await? {
            break;
        }
        if let Some(row) = pass_on(&mut change, id, today).await? {
            settled += 1;
            let event = Event::on::<Entity>(&row).because("Cơ quan nhận đã kết thúc hoạt động.");
            change.commit(event, clocks.legal.now()).await?;
        }
    }
    Ok(settled)
}

/// None when somebody was quicker, or nobody stands above.
async fn pass_on(change: &mut SystemTx, id: ConsolidationId, today: NaiveDate) -> Result<Option<Model>> {
    let locked = Entity::find_by_id(id).lock(LockType::NoKeyUpdate);
    let waits = |row: &Model| row.state == ConsolidationState::Signed && row.receiver_id.is_some();
    let Some(before) = locked.one(change.connection()).await?.filter(waits) else {
        return Ok(None);
    };
    let own = organisation::Entity::find_by_id(before.organisation_id);
    let Some(own) = own.one(change.connection()).await? else {
        return Ok(None);
    };
    let directory = Directory::above(&own, today, change.connection()).await?;
    let receiver = directory.receiver_of(&own);
    if receiver.is_none() || receiver == before.receiver_id {
        return Ok(None);
    }
    let after = Model {
        receiver_id: receiver,
        version: before.version + 1,
        ..before.clone()
    };
    change.save::<Entity>(&before, &after).await?;
    Ok(Some(after))
}
