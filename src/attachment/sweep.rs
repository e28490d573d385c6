//! Dọn tệp: contents that no file's record and no public file names, and parts that were never joined, are removed after a day.

use std::{collections::BTreeSet, time::Duration};

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect};

use super::{
    claim::{self, claim},
    entity, published,
    store::{Files, Object},
};
use crate::{
    access::{Event, Store, System, Task, derived},
    clock::Clocks,
    http::Result,
};

/// How long what nobody names is left alone.
pub const LEFT_ALONE: TimeDelta = TimeDelta::hours(24);
/// Contents asked about at once: both databases bound a statement's parameters.
const AT_ONCE: usize = 500;
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Sweeps every hour. Every replica does: what one removes is gone for the others.
pub async fn run(store: Store, files: Files, clocks: Clocks) {
    loop {
        tokio::time::sleep(EVERY).await;
        if let Err(problem) = sweep(&store, &files, clocks).await {
            tracing::warn!(%problem, "sweeping files");
        }
    }
}

/// Removes what has been left alone long enough; returns how many objects.
pub async fn sweep(store: &Store, files: &Files, clocks: Clocks) -> Result<usize> {
    let mut swept: usize = 0;
    let old = files.older_than(clocks.real.now() - LEFT_ALONE).await?;
    for objects in old.chunks(AT_ONCE) {
        let named = named(store, objects).await?;
        for object in objects
            .iter()
            .filter(|object| !object.hash.is_some_and(|hash| named.contains(&hash[..])))
        {
            let gone = match object.hash {
                Some(hash) => orphan(store, files, clocks, object, &hash).await?,
                None => files.forget(&object.path).await.map(|()| true)?,
            };
            swept = swept.saturating_add(usize::from(gone));
        }
    }
    Ok(swept)
}

/// Which of these contents a record names: nearly all, so that they are asked about together and locked by nobody.
async fn named(store: &Store, objects: &[Object]) -> Result<BTreeSet<Vec<u8>>> {
    let hashes = objects.iter().filter_map(|object| Some(object.hash?.to_vec()));
    let hashes: Vec<Vec<u8>> = hashes.collect();
    let system = System::new(store, Task::SweepFiles);
    let uploaded = entity::Entity::find()
        .select_only()
        .column(entity::Column::Sha256)
        .filter(entity::Column::Sha256.is_in(hashes.iter().cloned()));
    let public = published::Entity::find()
        .select_only()
        .column(published::Column::Sha256)
        .filter(published::Column::Sha256.is_in(hashes));
    let mut named: Vec<Vec<u8>> = uploaded.into_tuple().all(system.reader()).await?;
    named.extend(public.into_tuple::<Vec<u8>>().all(system.reader()).await?);
    Ok(named.into_iter().collect())
}

/// Removes a content that no record names. Its row is held meanwhile: who uploads the same content waits, and then finds it gone.
async fn orphan(store: &Store, files: &Files, clocks: Clocks, object: &Object, hash: &[u8; 32]) -> Result<bool> {
    let change = System::new(store, Task::SweepFiles).begin().await?;
    let now = clocks.real.now();
    claim(hash, now, change.connection()).await?;
    let uploaded = entity::Entity::find().filter(entity::Column::Sha256.eq(hash.to_vec()));
    let public = published::Entity::find().filter(published::Column::Sha256.eq(hash.to_vec()));
    if uploaded.count(change.connection()).await? > 0 || public.count(change.connection()).await? > 0 {
        return Ok(false);
    }
    files.forget(&object.path).await?;
    let row = claim::Entity::delete_many().filter(claim::Column::Sha256.eq(hash.to_vec()));
    row.exec(change.connection()).await?;
    let event = Event::about("file_content", derived::<uuid::Uuid>(&hex::encode(hash)));
    change.commit(event, now).await?;
    Ok(true)
}
