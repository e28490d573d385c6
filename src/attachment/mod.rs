//! Attachments: files that go with records. They are put under an id of the client's choosing, kept once by what they hold, and shown with the
//! record that names them, to whom the record is shown.

mod api;
pub mod attached;
pub mod claim;
mod download;
pub mod entity;
mod kind;
mod office;
mod parts;
pub mod published;
mod scan;
mod store;
pub mod sweep;
mod upload;

pub use download::{Content, content};
pub use scan::Scan;
pub use store::{Arrived, Files};

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    api::routes(config);
    parts::routes(config);
}
