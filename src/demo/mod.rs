//! Dữ liệu trình diễn: a province filled in so that everything can be tried at once. It shows Lai Châu on a telling day, in two
//! tiers or in three; names of people and all figures are made up. The same tier gives the same rows with the same ids
//! everywhere, secrets apart, so that examples and tests may name them.

mod act;
mod boards;
mod bodies;
mod calendar;
mod chance;
mod conventions;
mod course;
mod database;
mod day;
mod elections;
mod events;
mod figures;
mod holders;
mod inspections;
mod make;
mod measures;
mod names;
pub mod national;
mod notice;
mod open;
mod people;
mod recommendations;
mod regulations;
mod report;
mod resolutions;
mod rounds;
mod supervision;
mod tier;
mod villages;
mod write;

pub use make::make;
pub use notice::notice;
pub use open::{open, refuse_at_work};
pub use tier::Tier;

/// The password of every account of the demonstration.
pub const PASSWORD: &str = "Danchu-2026-demo";
