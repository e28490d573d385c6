//! Điều kiện bảo đảm: what an organisation, or a village's house, has for carrying out democracy, and how it applies information technology
//! (Resolution 75 Art. 3.3, 4.5).

mod api;
pub mod entity;

pub use api::routes;
