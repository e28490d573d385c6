//! What leaves and enters as files: official documents, tables, sheets and the feed of events. They show what the API shows, to whom the API shows it.

mod download;
mod events;
mod form;
pub mod official;
mod tables;
mod workbook;

pub use download::Download;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    official::routes(config);
    tables::routes(config);
    form::routes(config);
    events::routes(config);
}
