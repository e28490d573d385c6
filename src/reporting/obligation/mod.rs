//! Report obligations: who owes which report, to whom, by when.

pub mod api;
mod decide;
pub mod entity;
pub mod owed;
pub mod passing;
pub mod reminding;
pub mod rules;
pub mod succession;
pub mod view;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config.configure(api::routes).configure(decide::routes);
}
