//! Totals: what the accepted reports add up to, live and with their coverage.

pub mod api;
pub mod entity;
mod ground;
mod recompute;
mod tree;

pub use recompute::{recompute, renew};
