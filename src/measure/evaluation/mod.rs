//! Đánh giá, xếp loại mức độ thực hiện dân chủ: each organisation, and its leaders, assess themselves every year, and whoever is above decides (Resolution 75
//! Art. 4.3d).

pub mod above;
mod api;
mod deciding;
pub mod entity;

pub use api::EvaluationAction;
pub use entity::Rating;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    api::routes(config);
    deciding::routes(config);
}
