//! Kinh phí: what is planned and spent on democracy in a budget year, by source (Resolution 75 Art. 5).

mod api;
pub mod entity;

pub use api::routes;
