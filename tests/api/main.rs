//! What every operation promises, asked over HTTP of a real server on both databases.

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

mod accounts;
mod bodies;
mod codes;
mod http;
mod mandate;
mod matching;
mod operation;
mod organisation;
mod parameters;
mod probes;
mod refusals;
mod repeating;
mod school;
mod signing_in;
mod slow;
mod territory;
mod texts;
mod token;
mod tokens;
mod waiting;
