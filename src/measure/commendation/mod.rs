//! Biểu dương, khen thưởng for carrying out democracy well (Law 10/2022 Art. 8.4; Resolution 75 Art. 4.4a).

mod api;
pub mod entity;

pub use api::routes;
