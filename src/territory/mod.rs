//! Territory: units with their validity and lineage, villages, and how far each unit reaches.

pub mod lineage;
pub mod unit;
pub mod unit_reach;
pub mod village;
pub mod village_households;
