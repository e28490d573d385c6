//! Villages over HTTP.

mod close;
mod read;
mod view;
mod write;

pub use view::{HouseholdCount, Village, VillageAction};

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(read::list_villages)
        .service(read::get_village)
        .service(write::create_village)
        .service(write::change_village)
        .service(close::close_village)
        .service(write::record_households);
}
