//! Dọn tệp: what was uploaded and is named by no file's record, and parts that were never joined, are removed after a day.

use std::time::Duration;

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::{
    claim::{self, claim},
    entity,
    store::{Files, Object},
};
use crate::{
    access::{Event, Store, System, Task, derived, fresh_personal, lease},
    clock::Clocks,
    http::Result,
};

/// The lease of this job.
const JOB: &str = "sweep_files";
/// How long what nobody names is left alone.
const LEFT_ALONE: TimeDelta = TimeDelta::hours(24);
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Sweeps every hour, one replica at a time.
pub async fn run(store: Store, files: Files, clocks: Clocks) {
    let holder = fresh_personal();
    loop {
        tokio::time::sleep(EVERY).await;
        if let Err(problem) = turn(&store, &files, clocks, holder).await {
            tracing::warn!(%problem, "sweeping files");
        }
    }
}

async fn turn(store: &Store, files: &Files, clocks: Clocks, holder: uuid::Uuid) -> Result<()> {
    let lease = System::new(store, Task::SweepFiles).begin().await?;
    let held = lease::hold(JOB, holder, clocks.real.now(), lease.connection()).await?;
    drop(lease);
    match held {
        true => sweep(store, files, clocks).await.map(drop),
        false => Ok(()),
    }
}

/// Removes what has been left alone long enough; returns how many objects.
pub async fn sweep(store: &Store, files: &Files, clocks: Clocks) -> Result<usize> {
    let mut swept: usize = 0;
    for object in files.older_than(clocks.real.now() - LEFT_ALONE).await? {
        let gone = match object.hash {
            Some(hash) => orphan(store, files, clocks, &object, &hash).await?,
            None => files.forget(&object.path).await.map(|()| true)?,
        };
        swept = swept.saturating_add(usize::from(gone));
    }
    Ok(swept)
}

/// Removes a content that no record names. Its row is held meanwhile: who uploads the same content waits, and then finds it gone.
async fn orphan(store: &Store, files: &Files, clocks: Clocks, object: &Object, hash: &[u8; 32]) -> Result<bool> {
    let change = System::new(store, Task::SweepFiles).begin().await?;
    let now = clocks.real.now();
    claim(hash, now, change.connection()).await?;
    let named = entity::Entity::find().filter(entity::Column::Sha256.eq(hash.to_vec()));
    if named.count(change.connection()).await? > 0 {
        return Ok(false);
    }
    files.forget(&object.path).await?;
    let row = claim::Entity::delete_many().filter(claim::Column::Sha256.eq(hash.to_vec()));
    row.exec(change.connection()).await?;
    let event = Event::about("file_content", derived::<uuid::Uuid>(&hex::encode(hash)));
    change.commit(event, now).await?;
    Ok(true)
}
