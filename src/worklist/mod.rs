//! Worklist: what waits for the caller, since when and until when. Worked out from the records each time; nothing is kept.

mod api;
mod boards;
mod consolidations;
mod conventions;
mod directing;
mod documents;
mod duties;
mod elections;
mod heads;
mod inspecting;
mod item;
mod measures;
mod pending;
mod regulations;
mod reports;
mod resolutions;

pub use api::routes;
