//! Kiến nghị của Ban: what a board recommends, and what comes of it (Law 10/2022 Art. 38, 40, 43, 45, 61, 63, 78, 81).

mod answering;
pub mod course;
mod directing;
mod drafting;
pub mod entity;
pub mod follow_up;
mod following;
mod ground;
mod read;
pub mod reminding;
mod rules;
mod view;

pub use entity::RecommendationState;
pub use rules::{RecommendationAction, outlive};
pub use view::Shown;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    read::routes(config);
    drafting::routes(config);
    directing::routes(config);
    following::routes(config);
    answering::routes(config);
}
