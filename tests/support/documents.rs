//! That the register of documents says what the documents say.

use std::collections::BTreeMap;

use danchu::{
    access::{DocumentId, Task},
    document::{
        convention::entity as convention,
        register::{Documented, entity as document},
        regulation::entity as regulation,
        resolution::entity as resolution,
    },
};
use sea_orm::EntityTrait;

use super::replica::Replica;

/// Compares every line of the register with the document itself; returns how many there are.
pub async fn register_is_true(kernel: &Replica) -> usize {
    let lines = document::Entity::find()
        .all(kernel.system(Task::LoadBuiltIns).reader())
        .await;
    let lines = lines.expect("the register can be read").into_iter();
    let lines: BTreeMap<DocumentId, document::Model> = lines.map(|line| (line.id, line)).collect();
    let mut entries = of::<regulation::Entity>(kernel).await;
    entries.extend(of::<convention::Entity>(kernel).await);
    entries.extend(of::<resolution::Entity>(kernel).await);
    assert_eq!(lines, entries);
    lines.len()
}

async fn of<E: Documented>(kernel: &Replica) -> BTreeMap<DocumentId, document::Model> {
    let rows = E::find().all(kernel.system(Task::LoadBuiltIns).reader()).await;
    let rows = rows.expect("the documents can be read").into_iter();
    let lines = rows.map(|row| E::entry(&row).line());
    lines.map(|line| (line.id, line)).collect()
}
