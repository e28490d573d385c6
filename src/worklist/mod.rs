//! Worklist: what waits for the caller, since when and until when. Worked out from the records each time; nothing is kept.

mod api;
mod consolidations;
mod item;
mod reports;

pub use api::routes;
