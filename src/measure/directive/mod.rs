//! Văn bản chỉ đạo: plans, guidance and instructions (Resolution 75 Art. 4.1a, 4.6).

mod api;
pub mod entity;

pub use api::routes;
pub use entity::DirectiveKind;
