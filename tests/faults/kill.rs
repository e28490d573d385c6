//! `kill -9` in the middle of writing: what was acknowledged is there exactly once with its event, and there is no event
//! without its record. `DANCHU_KILL_ROUNDS` sets how often.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicU32, Ordering},
    },
    time::{Duration, Instant},
};

use danchu::{
    access::{PermissionTable, Task, event},
    clock::Clocks,
    organisation::organisation,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use super::support::{
    client::{Client, Reply},
    database::{Backend, Database},
    process::Process,
    register,
    replica::Replica,
    server::ISSUER,
};

on_both![nothing_acknowledged_is_lost_and_nothing_is_half_done];

const WRITERS: usize = 4;

/// What clients hold: the names they sent, and the ids they were answered.
#[derive(Default)]
struct Told {
    sent: AtomicU32,
    acknowledged: Mutex<BTreeMap<String, Uuid>>,
    /// Sent without an answer; a client sends them again with the same key.
    unanswered: Mutex<BTreeSet<String>>,
}

async fn nothing_acknowledged_is_lost_and_nothing_is_half_done(backend: Backend) {
    let database = Database::filled(backend).await;
    let told = Arc::new(Told::default());
    for _ in 0..rounds() {
        write_until_killed(&database, &told).await;
    }
    send_again(&database, &told).await;
    let kernel = kernel(&database).await;
    let acknowledged = told.acknowledged.lock().expect("no writer failed").clone();
    assert!(
        acknowledged.len() >= rounds(),
        "the writers wrote {}",
        acknowledged.len()
    );
    everything_is_there_once(&kernel, &acknowledged).await;
    every_record_has_its_event(&kernel).await;
}

/// Writes with several clients at once and kills the server at a moment of chance.
async fn write_until_killed(database: &Database, told: &Arc<Told>) {
    let (process, client) = start(database).await;
    let writers: Vec<_> = (0..WRITERS)
        .map(|_| tokio::spawn(write(client.clone(), Arc::clone(told))))
        .collect();
    let before = told.count();
    some_time_after(|| told.count() > before).await;
    process.kill();
    for writer in writers {
        writer.await.expect("a writer ends when the server is gone");
    }
}

/// Writes one after the other until there is no answer.
async fn write(client: Client, told: Arc<Told>) {
    loop {
        let name = format!("Trường tiểu học số {}", told.sent.fetch_add(1, Ordering::Relaxed));
        let Some(reply) = post(&client, &name).await else {
            told.unanswered.lock().expect("no writer failed").insert(name);
            return;
        };
        told.note(&name, &reply);
    }
}

/// A moment of chance after the server has begun to answer, however slow the machine is.
pub async fn some_time_after(begun: impl Fn() -> bool) {
    let patience = Instant::now() + Duration::from_secs(30);
    while !begun() {
        assert!(Instant::now() < patience, "the server acknowledges nothing");
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    let chance = getrandom::u32().expect("chance") % 400;
    tokio::time::sleep(Duration::from_millis(u64::from(chance))).await;
}

impl Told {
    fn count(&self) -> usize {
        self.acknowledged.lock().expect("no writer failed").len()
    }

    fn note(&self, name: &str, reply: &Reply) {
        let id = reply.ok(201)["id"].as_str().expect("an id").parse().expect("a UUID");
        self.acknowledged
            .lock()
            .expect("no writer failed")
            .insert(name.to_owned(), id);
    }
}

async fn post(client: &Client, name: &str) -> Option<Reply> {
    let key = format!("write-{}", name.rsplit(' ').next().unwrap_or_default());
    let client = client.with("Idempotency-Key", &key);
    client.try_post("/api/v1/organisations", &new_organisation(name)).await
}

fn new_organisation(name: &str) -> Value {
    json!({
        "name": name,
        "kind": "public_service_unit",
        "sector": "education",
        "unit": register::unit_id("03388"),
        "valid_from": "2025-07-01",
    })
}

/// What had no answer is sent again: it was done before, or is done now, once.
async fn send_again(database: &Database, told: &Told) {
    let (process, client) = start(database).await;
    let unanswered = std::mem::take(&mut *told.unanswered.lock().expect("no writer failed"));
    for name in unanswered {
        let reply = post(&client, &name).await.expect("the server is there");
        told.note(&name, &reply);
    }
    process.kill();
}

async fn everything_is_there_once(kernel: &Replica, acknowledged: &BTreeMap<String, Uuid>) {
    let reader = kernel.system(Task::LoadBuiltIns).reader();
    let rows = organisation::Entity::find()
        .filter(organisation::Column::Name.starts_with("Trường tiểu học số "))
        .all(reader)
        .await
        .expect("rows");
    let mut found: Vec<(String, Uuid)> = rows.into_iter().map(|row| (row.name, row.id.into())).collect();
    found.sort();
    let expected: Vec<(String, Uuid)> = acknowledged.clone().into_iter().collect();
    assert_eq!(found, expected);
}

/// Every organisation made by a caller has one event, and every event its organisation.
async fn every_record_has_its_event(kernel: &Replica) {
    let reader = kernel.system(Task::LoadBuiltIns).reader();
    let events = event::Entity::find()
        .filter(event::Column::RecordKind.eq("organisation"))
        .filter(event::Column::AccountId.is_not_null())
        .all(reader)
        .await
        .expect("events");
    let rows = organisation::Entity::find()
        .filter(organisation::Column::Name.starts_with("Trường tiểu học số "))
        .all(reader)
        .await
        .expect("rows");
    let mut told: Vec<Uuid> = events.iter().map(|event| event.record_id).collect();
    let mut made: Vec<Uuid> = rows.iter().map(|row| row.id.into()).collect();
    told.sort();
    made.sort();
    assert_eq!(told, made);
    let mut positions: Vec<i64> = events.iter().filter_map(|event| event.position).collect();
    positions.sort_unstable();
    positions.dedup();
    assert_eq!(
        positions.len(),
        events.iter().filter(|event| event.position.is_some()).count()
    );
}

/// The real program on the database, and a client signed in to it.
async fn start(database: &Database) -> (Process, Client) {
    let kernel = kernel(database).await;
    let token = register::token(&kernel, "officer.12").await;
    kernel.store.close().await;
    let process = Process::serve(&database.config, ISSUER);
    let client = process.client().bearing(&token);
    (process, client)
}

pub async fn kernel(database: &Database) -> Replica {
    Replica::start(database.open().await, Clocks::SYSTEM, PermissionTable::default()).await
}

#[expect(clippy::disallowed_methods, reason = "the tests' own setting, not the program's")]
pub fn rounds() -> usize {
    let set = std::env::var("DANCHU_KILL_ROUNDS").ok();
    set.and_then(|rounds| rounds.parse().ok()).unwrap_or(5)
}
