//! What a demonstration opens, and what it leaves alone.

use std::{process::Stdio, time::Duration};

use chrono::TimeDelta;
use clap::Parser;
use danchu::{
    config::ServeConfig,
    demo::{Tier, open},
    http::Problem,
};

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
    let (store, clocks) = open(&config(&database, &[]), Tier::TwoTier).await.expect("made");
    let ahead = clocks.legal.now() - Tier::TwoTier.start();
    assert!(ahead >= TimeDelta::zero() && ahead < TimeDelta::minutes(5), "{ahead}");
    store.close().await;

    let (store, later) = open(&config(&database, &[]), Tier::TwoTier)
        .await
        .expect("opened again");
    let gone = later.legal.now() - clocks.legal.now();
    assert!(gone.abs() < TimeDelta::seconds(2), "{gone}");
    store.close().await;

    let set = config(&database, &["--clock", "2026-01-05T08:00:00+07:00"]);
    for opened in [&set, &set, &config(&database, &[])] {
        let (store, clocks) = open(opened, Tier::TwoTier).await.expect("opened again");
        assert_eq!(clocks.legal.today().to_string(), "2026-01-05");
        store.close().await;
    }

    let other = refused(open(&config(&database, &[]), Tier::ThreeTier).await);
    assert!(other.contains("two-tier"), "{other}");
}

async fn another_database_is_refused_and_left_alone(backend: Backend) {
    let database = Database::filled(backend).await;
    let store = database.open().await;
    let before = dump(&store, backend).await;
    let reason = refused(open(&config(&database, &[]), Tier::TwoTier).await);
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
        let (store, _) = open(&config(&database, &[]), Tier::TwoTier).await.expect("opened");
        let found = dump(&store, backend).await;
        assert_eq!(found["report_round"].len(), 2, "after {after} ms");
        assert!(!found["report_total"].is_empty(), "after {after} ms");
        store.close().await;
    }
}

async fn only_this_machine_may_reach_it(backend: Backend) {
    let database = Database::empty(backend);
    let reason = refused(open(&config(&database, &["--listen", "0.0.0.0:0"]), Tier::TwoTier).await);
    assert!(reason.contains("this machine only"), "{reason}");
    let store = database.open().await;
    assert!(dump(&store, backend).await.is_empty());
    store.close().await;
}

async fn it_is_not_served_as_a_register_at_work(backend: Backend) {
    let database = Database::empty(backend);
    let (store, _) = open(&config(&database, &[]), Tier::TwoTier).await.expect("made");
    store.close().await;
    let served = danchu(&database.config)
        .args(["serve", "--listen", "127.0.0.1:0"])
        .stderr(Stdio::piped())
        .output()
        .expect("danchu runs");
    assert!(!served.status.success());
    assert!(String::from_utf8_lossy(&served.stderr).contains("--demo two-tier"));
}
