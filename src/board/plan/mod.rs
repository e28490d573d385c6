//! Kế hoạch, chương trình công tác của Ban: of a quarter, a half, a year or the term (Decree 59/2023 Art. 14.1, 18.1, 22.1, 26.1).

mod api;
pub mod entity;

pub use api::routes;
