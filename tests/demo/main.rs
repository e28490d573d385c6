//! The demonstration: the same on every run, right in its sums, and made nowhere it does not belong.

#![expect(
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where its promise is broken"
)]

#[macro_use]
#[expect(dead_code, reason = "every test binary uses its own part")]
#[path = "../support/mod.rs"]
mod support;

mod act;
mod consolidation;
mod decisions;
mod documents;
mod dump;
mod form;
mod holders;
mod known;
mod office;
mod opening;
mod regulations;
mod same;
mod search;
mod start;
mod sums;
mod targets;
mod totals;
mod values;
mod worklist;
