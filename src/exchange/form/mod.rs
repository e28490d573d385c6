//! Biểu mẫu điền: the report of one organisation as a sheet to fill in, and the filled sheet back as its draft.

mod api;
mod cell;
mod layout;
mod package;
pub mod read;
pub mod write;

pub use api::routes;
