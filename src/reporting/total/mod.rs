//! Totals: what the accepted reports add up to, live and with their coverage.

pub mod api;
mod counting;
mod coverage;
pub mod entity;
pub mod ground;
mod progress;
mod recompute;
mod sums;
mod texts;
mod tree;

pub use counting::Counting;
pub use recompute::{add, recompute, renew};
