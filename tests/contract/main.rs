//! What others build on: the published document is the one the program makes and keeps its own rules, and the tables are the
//! ones the code expects.

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

mod document;
mod operations;
mod permissions;
mod schemas;
mod tables;
