//! Who may do what: every operation, asked over HTTP by every kind of caller of every kind of record, against what an
//! independent oracle decides. The decided matrix is kept in `two_tier.md` and `three_tier.md`.

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

mod answer;
mod body;
mod caller;
mod door;
mod flip;
mod guard;
mod list;
mod matrix;
mod measure;
mod operation;
mod oracle;
mod plan;
mod province;
mod reach;
mod record;
mod snapshot;
mod stage;
mod walk;
mod world;
