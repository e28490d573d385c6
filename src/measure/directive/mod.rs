//! Văn bản chỉ đạo: plans, guidance and instructions (Resolution 75 Art. 4.1a, 4.6).

mod api;
mod area;
pub mod entity;
mod issuer;
mod subject;

pub use api::routes;
pub use area::AreaDecision;
pub use entity::DirectiveKind;
pub use subject::DirectiveSubject;
