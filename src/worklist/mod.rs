//! Worklist: what waits for the caller, since when and until when. Worked out from the records each time; nothing is kept.

mod api;
mod boards;
mod consolidations;
mod conventions;
mod documents;
mod duties;
mod elections;
mod item;
mod measures;
mod regulations;
mod reports;
mod resolutions;

pub use api::routes;
