//! Indicator values: the totals of rounds as one long table, a line for each unit and indicator, for dashboards and spreadsheets.

mod api;
mod line;
mod selection;
mod table;

pub use api::routes;
