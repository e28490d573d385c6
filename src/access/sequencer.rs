//! Numbers committed events without gaps and chains their hashes. One replica does it at a time, under a lease; writers never
//! wait for it, and a slow writer's event is numbered when it is there.

use std::{sync::Arc, time::Duration};

use sea_orm::{
    ActiveValue::{Set, Unchanged},
    ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::{Kernel, event, fresh_personal, lease};
use crate::http::{Problem, Result};

const PAUSE: Duration = Duration::from_millis(500);
const BATCH: u64 = 500;

/// Numbers events until the process ends.
pub async fn run(kernel: Arc<Kernel>) {
    let holder: Uuid = fresh_personal();
    loop {
        match number_committed(&kernel, holder).await {
            Ok(numbered) if numbered == BATCH => continue,
            Ok(_) => {}
            Err(problem) => tracing::warn!(%problem, "numbering events"),
        }
        tokio::time::sleep(PAUSE).await;
    }
}

/// Numbers one batch, when this holder has the lease; returns how many.
pub async fn number_committed(kernel: &Kernel, holder: Uuid) -> Result<u64> {
    let waiting = event::Entity::find()
        .filter(event::Column::Position.is_null())
        .one(kernel.store.reader())
        .await?;
    if waiting.is_none() {
        return Ok(0);
    }
    let transaction = kernel.store.begin().await?;
    if !lease::hold("sequencer", holder, kernel.clocks.real.now(), &transaction).await? {
        return Ok(0);
    }
    let last = event::Entity::find()
        .filter(event::Column::Position.is_not_null())
        .order_by_desc(event::Column::Position)
        .one(&transaction)
        .await?;
    let (mut position, mut chain) = last.map_or((0, Vec::new()), |event| {
        (event.position.unwrap_or(0), event.chain.unwrap_or_default())
    });
    let events = event::Entity::find()
        .filter(event::Column::Position.is_null())
        .order_by_asc(event::Column::At)
        .order_by_asc(event::Column::Id)
        .limit(BATCH)
        .all(&transaction)
        .await?;
    let mut numbered = 0;
    for event in events {
        position += 1;
        numbered += 1;
        chain = link(&chain, position, &event)?;
        let row = event::ActiveModel {
            id: Unchanged(event.id),
            position: Set(Some(position)),
            chain: Set(Some(chain.clone())),
            ..Default::default()
        };
        event::Entity::update(row).exec_without_returning(&transaction).await?;
    }
    transaction.commit().await?;
    Ok(numbered)
}

/// The hash of an event at its position, over the hash before it.
pub fn link(before: &[u8], position: i64, event: &event::Model) -> Result<Vec<u8>> {
    let said = serde_json::json!({
        "position": position,
        "id": event.id,
        "at": event.at.timestamp_millis().to_string(),
        "account": event.account_id,
        "post": event.post_id,
        "actor": event.actor_id,
        "action": event.action,
        "record": [event.record_kind, event.record_id.to_string(), event.record_version.to_string()],
        "organisation": event.organisation_id,
        "unit": event.unit_id,
        "confidential": event.confidential,
        "fields": event.fields,
        "reason": event.reason,
        "request": event.request_id,
    });
    let canonical = serde_json_canonicalizer::to_vec(&said).map_err(Problem::internal)?;
    Ok(Sha256::new()
        .chain_update(before)
        .chain_update(canonical)
        .finalize()
        .to_vec())
}
