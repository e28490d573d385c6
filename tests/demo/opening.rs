//! What a demonstration opens, and what it leaves alone.

use std::{process::Stdio, time::Duration};

use chrono::TimeDelta;
use clap::Parser;
use danchu::{
    access::{System, Task},
    config::{Demo, ServeConfig},
    demo::{
        Tier,
        national::{self, Scale},
        open,
    },
    http::Problem,
    reporting::{rollup::Folded, submission::version, template::entity as template, total::entity as total},
};

use sea_orm::EntityTrait;

use super::{
    dump::dump,
    support::{
        database::{Backend, Database},
        process::danchu,
    },
};

on_both![
    its_own_is_opened_again_and_its_clock_runs_on,
    another_database_is_refused_and_left_alone,
    killed_in_the_making_it_is_made_anew,
    only_this_machine_may_reach_it,
    it_is_not_served_as_a_register_at_work,
    the_nation_is_made_once_and_served,
];

#[derive(Parser)]
struct Cli {
    #[command(flatten)]
    serve: ServeConfig,
}

fn config(database: &Database, arguments: &[&str]) -> ServeConfig {
    let given = ["danchu", "--demo"].iter().chain(arguments);
    let mut config = Cli::try_parse_from(given).expect("arguments").serve;
    config.database = database.config.clone();
    config
}

#[track_caller]
fn refused<T>(opened: Result<T, Problem>) -> String {
    let problem = opened.err().expect("a refusal");
    problem.cause.clone().expect("a reason")
}

async fn its_own_is_opened_again_and_its_clock_runs_on(backend: Backend) {
    let database = Database::empty(backend);
    let (store, clocks) = open(&config(&database, &[]), Demo::TwoTier).await.expect("made");
    let ahead = clocks.legal.now() - Tier::TwoTier.start();
    assert!(ahead >= TimeDelta::zero() && ahead < TimeDelta::minutes(5), "{ahead}");
    store.close().await;

    let (store, later) = open(&config(&database, &[]), Demo::TwoTier)
        .await
        .expect("opened again");
    let gone = later.legal.now() - clocks.legal.now();
    assert!(gone.abs() < TimeDelta::seconds(2), "{gone}");
    store.close().await;

    let set = config(&database, &["--clock", "2026-01-05T08:00:00+07:00"]);
    for opened in [&set, &set, &config(&database, &[])] {
        let (store, clocks) = open(opened, Demo::TwoTier).await.expect("opened again");
        assert_eq!(clocks.legal.today().to_string(), "2026-01-05");
        store.close().await;
    }

    let other = refused(open(&config(&database, &[]), Demo::ThreeTier).await);
    assert!(other.contains("two-tier"), "{other}");
}

async fn another_database_is_refused_and_left_alone(backend: Backend) {
    let database = Database::filled(backend).await;
    let store = database.open().await;
    let before = dump(&store, backend).await;
    let reason = refused(open(&config(&database, &[]), Demo::TwoTier).await);
    assert!(reason.contains("not a demonstration"), "{reason}");
    assert!(dump(&store, backend).await == before);
    store.close().await;
}

async fn killed_in_the_making_it_is_made_anew(backend: Backend) {
    for after in [50, 300, 700, 1500] {
        let database = Database::empty(backend);
        let mut child = danchu(&database.config)
            .args(["serve", "--demo", "--listen", "127.0.0.1:0", "--log", "error"])
            .stdout(Stdio::null())
            .spawn()
            .expect("danchu runs");
        tokio::time::sleep(Duration::from_millis(after)).await;
        child.kill().expect("killed");
        child.wait().expect("gone");
        let (store, _) = open(&config(&database, &[]), Demo::TwoTier).await.expect("opened");
        let found = dump(&store, backend).await;
        assert_eq!(found["report_round"].len(), 2, "after {after} ms");
        assert!(!found["report_total"].is_empty(), "after {after} ms");
        store.close().await;
    }
}

async fn only_this_machine_may_reach_it(backend: Backend) {
    let database = Database::empty(backend);
    let reason = refused(open(&config(&database, &["--listen", "0.0.0.0:0"]), Demo::TwoTier).await);
    assert!(reason.contains("this machine only"), "{reason}");
    let store = database.open().await;
    assert!(dump(&store, backend).await.is_empty());
    store.close().await;
}

async fn it_is_not_served_as_a_register_at_work(backend: Backend) {
    let database = Database::empty(backend);
    let (store, _) = open(&config(&database, &[]), Demo::TwoTier).await.expect("made");
    store.close().await;
    let served = danchu(&database.config)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stderr(Stdio::piped())
        .output()
        .expect("danchu runs");
    assert!(!served.status.success());
    assert!(String::from_utf8_lossy(&served.stderr).contains("--demo two-tier"));
}

/// A small one of the nation's size; its totals are what its reports add up to, and it is served as what it is.
async fn the_nation_is_made_once_and_served(backend: Backend) {
    let database = Database::empty(backend);
    let serve = config(&database, &[]);
    assert!(refused(open(&serve, Demo::National).await).contains("danchu demo --scale national"));
    let store = database.open().await;
    store.migrate(&database.config).await.expect("the migrations run");
    let scale = Scale {
        organisations: 3_400,
        quarters: 1,
    };
    let mut told = Vec::new();
    national::make(&store, scale, &mut told)
        .await
        .expect("the nation is made");
    assert!(String::from_utf8(told).expect("UTF-8").lines().count() >= 35);
    let again = national::make(&store, scale, &mut Vec::new()).await;
    assert!(refused(again).contains("not empty"));
    let reader = System::new(&store, Task::MakeDemo).reader();
    let reports = version::Entity::find().all(reader).await.expect("rows");
    // Everybody but the nation itself.
    assert_eq!(reports.len(), 3_399);
    let by_hand: i64 = reports.iter().filter_map(|row| row.values.0.get("A01")?.as_i64()).sum();
    let template = template::Entity::find()
        .one(reader)
        .await
        .expect("rows")
        .expect("a template");
    let mut folded = Folded::empty(&template.content.0);
    for total in total::Entity::find().all(reader).await.expect("rows") {
        folded.merge(&total.cells.0).expect("of one template");
    }
    let totals = folded.totals(&template.content.0).expect("of this template");
    assert_eq!(serde_json::to_value(&totals[0].value).expect("JSON"), by_hand);
    store.close().await;
    let (store, clocks) = open(&serve, Demo::National).await.expect("opened");
    assert_eq!(clocks.legal.today().to_string(), "2025-10-10");
    store.close().await;
}
