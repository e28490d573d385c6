//! Consolidations: what a unit's committee makes of the accepted reports under it, frozen, explained, signed and sent up.

mod api;
mod drafting;
pub mod entity;
mod freeze;
mod issuing;
mod publishing;
mod review;
mod rules;
mod signing;
mod succession;
mod verify;
pub mod view;

pub use rules::ConsolidationAction;
pub use succession::settle;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .configure(api::routes)
        .configure(drafting::routes)
        .configure(signing::routes)
        .configure(review::routes)
        .configure(publishing::routes)
        .configure(issuing::routes)
        .configure(verify::routes);
}
