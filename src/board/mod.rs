//! Ban Thanh tra nhân dân, Ban Giám sát đầu tư của cộng đồng: the boards through which the people and the staff inspect, from their founding to their
//! end (Law 10/2022 Art. 36–45, 60–63, 77–81; Decree 59/2023/NĐ-CP Art. 12–27).

mod alone;
mod beside;
mod body;
pub mod course;
mod deciding;
mod dissolving;
mod electing;
pub mod entity;
pub mod feedback;
pub mod figures;
mod founding;
mod ground;
pub mod inspection;
mod kind;
mod law;
mod leading;
mod listed;
pub mod member;
mod own;
pub mod passing;
pub mod plan;
pub mod project;
mod read;
pub mod recommendation;
mod rules;
pub mod support;
mod supporting;
mod view;

pub use course::Course;
pub use entity::BoardState;
pub use ground::members_named;
pub use kind::{BoardKind, BoardPosition, OF_COMMUNES, Represents, Standing};
pub use law::BoardLaw;
pub use listed::MemberRow;
pub use recommendation::{RecommendationAction, RecommendationState};

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    read::routes(config);
    figures::routes(config);
    founding::routes(config);
    electing::routes(config);
    leading::routes(config);
    deciding::routes(config);
    dissolving::routes(config);
    supporting::routes(config);
    recommendation::routes(config);
    project::routes(config);
    plan::routes(config);
    inspection::routes(config);
    feedback::routes(config);
}
