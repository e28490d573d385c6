//! Territory: units with their validity and lineage, villages, and how far each unit reaches.

pub mod command;
pub mod former_place;
pub mod lineage;
pub mod load;
pub mod parts;
pub mod reach;
pub mod search;
pub mod then;
pub mod unit;
pub mod unit_api;
pub mod unit_area;
pub mod unit_end;
pub mod unit_name;
pub mod unit_reach;
pub mod village;
pub mod village_api;
pub mod village_households;
pub mod village_kind;
pub mod village_merging;
pub mod village_rules;
pub mod village_then;

use utoipa_actix_web::service_config::ServiceConfig;

/// The routes of units and villages.
pub fn routes(config: &mut ServiceConfig) {
    unit_api::routes(config);
    village_api::routes(config);
}
