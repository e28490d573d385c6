//! Nhập thay: an organisation lets another draft its reports, from a day to a day, by a document. Signing stays its own.

mod api;
pub mod entity;
mod rules;
mod view;

pub use api::routes;
