//! Reporting rounds.

pub mod api;
pub mod entity;
pub mod open;
