//! The province the matrix is about: the demonstration, what it lacks of callers, and a second province.

mod attachment;
mod consolidation;
mod delegation;
mod filling;
mod fixture;
mod foreign;
mod measures;
mod people;
mod persons;
mod regulation;
mod reorganisation;
mod seal;
mod template;

use danchu::{
    access::{PermissionTable, Task, derived},
    clock::Clocks,
    demo,
    demo::Tier as Demo,
};

use self::fixture::Fixture;
pub use self::{attachment::everywhere, persons::NATIONAL_ID, seal::SEAL};
use crate::support::{database::Database, replica::Replica};

const CALLERS: &[&str] = &[
    "administrator.12",
    "officer.12",
    "leader.12",
    "overseer.12",
    "front.12",
    "administrator.hdnd-12",
    "clerk.12",
    "chair.03388",
    "officer.so-noi-vu",
    "leader.so-noi-vu",
    "officer.so-tu-phap",
    "leader.so-tu-phap",
    "administrator.so-gddt",
    "officer.so-gddt",
    "leader.so-gddt",
    "officer.thpt-chuyen",
    "leader.thpt-chuyen",
    "administrator.03388",
    "officer.03388",
    "leader.03388",
    "overseer.03388",
    "front.03388",
    "secretary.03388",
    "president.03388",
    "officer.truong-03388",
    "leader.truong-03388",
    "newcomer.03388",
    "board.03388",
    "leader.03390",
    "administrator.11",
    "leader.11",
    "officer.03127",
];
const WITH_DISTRICTS: &[&str] = &[
    "administrator.105",
    "officer.105",
    "leader.105",
    "overseer.105",
    "front.105",
    "officer.pnv-105",
    "leader.pnv-105",
    "leader.106",
];
const WITHOUT_DISTRICTS: &[&str] = &["officer.106", "officer.vhxh-03388", "leader.vhxh-03388"];

/// Everybody who calls.
pub fn callers(tier: Demo) -> impl Iterator<Item = &'static str> {
    let others = match tier {
        Demo::ThreeTier => WITH_DISTRICTS,
        Demo::TwoTier => WITHOUT_DISTRICTS,
    };
    CALLERS.iter().chain(others).copied()
}

/// Fills an empty database; returns its clocks.
pub async fn make(database: &Database, tier: Demo) -> Clocks {
    let store = database.open().await;
    store.migrate(&database.config).await.expect("the migrations run");
    let clocks = demo::make(&store, tier).await.expect("the demonstration is made");
    foreign::load_units(&store, clocks, tier).await;
    let replica = Replica::start(store, clocks, PermissionTable::default()).await;
    let change = replica.system(Task::LoadBuiltIns).begin().await.expect("a change");
    let fixture = Fixture::begin(&change).await;
    fixture.people_of_the_demonstration(tier).await;
    fixture.other_province().await;
    fixture.templates().await;
    fixture.reorganisations().await;
    fixture.delegations().await;
    fixture.fillings().await;
    let mut committees = vec!["12", "03388", "03390", "11", "03127"];
    if tier == Demo::ThreeTier {
        committees.push("105");
    }
    fixture.consolidations(&committees).await;
    fixture.seal_drafts().await;
    fixture.regulations().await;
    fixture.resolutions().await;
    fixture.persons(tier).await;
    fixture.attachments().await;
    let event = danchu::access::Event::about("register", derived::<uuid::Uuid>("test/access"));
    change
        .commit(event, clocks.real.now())
        .await
        .expect("the fixture is kept");
    replica.store.close().await;
    clocks
}
