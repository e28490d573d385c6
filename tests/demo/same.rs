//! Two demonstrations of a tier are alike, whatever the day they are made.

use danchu::demo::{Tier, make};

use super::{
    dump::dump,
    support::{
        both::block_on,
        database::{Backend, Database},
    },
};

on_both![two_tiers];

async fn two_tiers(backend: Backend) {
    is_the_same_every_time(backend, Tier::TwoTier).await;
}

#[test]
fn three_tiers() {
    block_on(is_the_same_every_time(Backend::Sqlite, Tier::ThreeTier));
}

async fn is_the_same_every_time(backend: Backend, tier: Tier) {
    let mut dumps = Vec::new();
    for _ in 0..2 {
        let database = Database::empty(backend);
        let store = database.open().await;
        store.migrate(&database.config).await.expect("the migrations run");
        make(&store, tier).await.expect("the demonstration is made");
        dumps.push(dump(&store, backend).await);
        store.close().await;
    }
    let [one, other] = &dumps[..] else { panic!("two dumps") };
    assert_eq!(one.keys().collect::<Vec<_>>(), other.keys().collect::<Vec<_>>());
    for (table, rows) in one {
        assert!(*rows == other[table], "{table} differs");
    }
    for table in [
        "unit",
        "organisation",
        "mandate",
        "account",
        "post",
        "village",
        "event",
        "report_version",
        "report_total",
    ] {
        assert!(!one[table].is_empty(), "{table} is empty");
    }
}
