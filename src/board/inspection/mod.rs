//! Cuộc kiểm tra, giám sát, xác minh của Ban (Law 10/2022 Art. 38, 43, 61, 78; Decree 59/2023 Art. 14, 18, 22, 26).

pub mod entity;
mod read;
mod record;
mod rules;
mod view;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    read::routes(config);
    record::routes(config);
}
