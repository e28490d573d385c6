//! Nhân dân bàn và quyết định: contributions, collections and self-management, decided by the households of a village or by the villages of a commune
//! (Law 10/2022 Art. 15–24). Conventions, village heads and boards have records of their own.

mod api;
pub mod entity;
mod initiative;
mod rules;
mod undoing;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    api::routes(config);
    undoing::routes(config);
}
