//! Vi phạm pháp luật về thực hiện dân chủ, and how they are handled (Law 10/2022 Art. 9, 10; Resolution 75 Art. 4.4c). Complaints and denunciations have
//! systems of their own.

mod api;
pub mod entity;
mod informant;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    api::routes(config);
    informant::routes(config);
}
