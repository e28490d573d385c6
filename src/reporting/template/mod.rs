//! Report templates: what is asked. Drafted by a province, published for good, retired in the end.

pub mod api;
pub mod builtin;
mod code;
pub mod consistency;
pub mod content;
pub mod drafting;
pub mod entity;
pub mod install;
pub mod published;
pub mod publishing;
pub mod rule;
pub mod rules;
pub mod view;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .configure(api::routes)
        .configure(drafting::routes)
        .configure(publishing::routes);
}
