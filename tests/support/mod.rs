//! What the tests stand on: a real server over HTTP on a fresh database of either kind, filled with a small register.

#[macro_use]
pub mod both;
pub mod bucket;
pub mod client;
pub mod database;
pub mod documents;
pub mod machine;
pub mod postgres;
pub mod process;
pub mod raw;
pub mod register;
pub mod replica;
pub mod server;
