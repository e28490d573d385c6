//! The matrix itself: every cell is asked, and what is decided is what the kept page says.

use danchu::demo::Tier as Demo;

use super::{operation::operations, oracle::Oracle, plan, snapshot, stage::Stage, walk::walk};
use crate::support::database::Backend;

on_both! {
    two_tiers,
    three_tiers,
}

async fn two_tiers(backend: Backend) {
    every_cell(backend, Demo::TwoTier).await;
}

async fn three_tiers(backend: Backend) {
    every_cell(backend, Demo::ThreeTier).await;
}

async fn every_cell(backend: Backend, tier: Demo) {
    let stage = Stage::set(backend, tier).await;
    let oracle = Oracle::new(&stage.world, &stage.permissions);
    let operations = operations();
    let cells = plan::cells(&stage, &oracle, &operations);
    snapshot::compare(tier, &cells);
    let differences = walk(&stage, &cells).await;
    assert!(
        differences.is_empty(),
        "{} of {} cells differ:\n{}",
        differences.len(),
        cells.len(),
        differences.iter().take(60).cloned().collect::<Vec<_>>().join("\n")
    );
    assert!(stage.nothing_changed().await, "something in the register has changed");
}
