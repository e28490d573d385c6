//! Reporting rounds.

pub mod api;
mod change;
pub mod closing;
pub mod entity;
pub mod open;
mod rules;
pub mod title;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.configure(api::routes).configure(change::routes);
}
