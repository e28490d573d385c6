//! Attachments: files that go with records. They are put under an id of the client's choosing, kept once by what they hold, and shown with the
//! record that names them, to whom the record is shown.

mod api;
pub mod attached;
mod download;
pub mod entity;
mod kind;
mod store;
mod upload;

pub use api::routes;
pub use download::{Content, content};
pub use store::Files;
