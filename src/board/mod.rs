//! Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng: the boards through which the people and the staff inspect, from their founding to their
//! end (Law 10/2022 Art. 36–45, 60–63, 77–81; Decree 59/2023/NĐ-CP Art. 12–27).

mod body;
pub mod course;
mod deciding;
pub mod entity;
pub mod feedback;
pub mod figures;
mod founding;
mod ground;
pub mod inspection;
mod kind;
mod law;
pub mod member;
mod members;
mod own;
pub mod plan;
mod put;
mod read;
pub mod recommendation;
mod rules;
mod view;

pub use course::Course;
pub use entity::BoardState;
pub use kind::{BoardKind, BoardPosition, Represents, Standing};
pub use law::BoardLaw;
pub use recommendation::{RecommendationAction, RecommendationState};

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    read::routes(config);
    figures::routes(config);
    founding::routes(config);
    members::routes(config);
    deciding::routes(config);
    recommendation::routes(config);
    plan::routes(config);
    inspection::routes(config);
    feedback::routes(config);
}
