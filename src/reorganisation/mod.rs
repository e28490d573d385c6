//! Sắp xếp đơn vị hành chính: a legal act that merges, splits, renames or transfers units, or abolishes a tier, with all that stands on
//! them. Drafted, rehearsed as often as one likes, and carried out once. Nothing is deleted: what ends is closed with its day, and every
//! living record passes to whoever answers for it now.

pub mod act;
pub mod bodies;
mod brief;
pub mod built_in;
pub mod carry_out;
mod carrying;
mod drafting;
pub mod effect;
pub mod entity;
mod faults;
pub mod people;
mod read;
mod reports;
mod rules;
pub mod units;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    read::routes(config);
    drafting::routes(config);
    carrying::routes(config);
}
