//! Hương ước, quy ước: what the people of a village have agreed on, from its proposal to its end (Decree 61/2023/NĐ-CP; Law 10/2022 Art. 15–22).

mod adopting;
mod changing;
mod complaining;
pub mod course;
mod deciding;
pub mod entity;
mod figures;
mod ground;
mod law;
mod merged;
pub mod milestone;
pub mod objection;
mod proposing;
mod read;
mod rules;
mod suspending;
mod view;

pub use entity::{ConventionChange, ConventionKind, ConventionState};
pub use figures::{ConventionFigure, ConventionFigures, figures_of, holding_on, in_force_on};
pub use law::Decree;
pub use rules::{ConventionAction, next_remedy};
pub use view::{Shown, listed};

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    read::routes(config);
    proposing::routes(config);
    changing::routes(config);
    adopting::routes(config);
    deciding::routes(config);
    suspending::routes(config);
    complaining::routes(config);
    figures::routes(config);
}
