//! Hoạt động: training, dissemination, dialogue, receptions, conferences, what is done with information technology, emulation (Resolution 75
//! Art. 3.1–3.3, 4.1, 4.2, 4.4a; Law 10/2022 Art. 32, 33, 51, 69).

mod api;
mod ending;
pub mod entity;
mod kind;
pub mod participant;
mod record;
mod rules;
mod view;

pub use entity::ActivityState;
pub use kind::{ActivityChannel, ActivityKind, Audience, DialogueOccasion, TrainingTopic};
pub use view::ActivityAction;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    api::routes(config);
    ending::routes(config);
}
