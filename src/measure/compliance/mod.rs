//! Kiểm tra, giám sát việc thực hiện dân chủ: an authority inspects, a Council or Front oversees; whoever was visited answers for what is to be put right, and
//! it is followed up (Resolution 75 Art. 4.4b, 4.6b, 6.2, 6.3).

mod answering;
mod api;
pub mod entity;
mod rules;
mod view;

pub use entity::ComplianceState;
pub use view::ComplianceAction;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    api::routes(config);
    answering::routes(config);
}
