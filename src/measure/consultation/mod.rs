//! Lấy ý kiến: what the people, or the staff, are asked before it is decided (Law 10/2022 Art. 25–29, 53–55, 71–74). Regulations and conventions have
//! consultations of their own.

mod api;
pub mod entity;
mod matter;
mod rules;

pub use api::routes;
pub use matter::ConsultationMatter;
