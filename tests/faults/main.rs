//! What breaks around danchu leaves nothing half-done and loses nothing acknowledged.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where its promise is broken"
)]

#[macro_use]
#[expect(dead_code, reason = "every test binary uses its own part")]
#[path = "../support/mod.rs"]
mod support;

mod canary;
mod database_away;
mod gone;
mod kill;
mod kill_migration;
mod kill_reports;
mod line;
mod race;
