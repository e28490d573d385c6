//! Nghị quyết của Hội đồng nhân dân về các biện pháp bảo đảm thực hiện dân chủ ở cơ sở: a council's resolution, from the proposal through its
//! examination to its adoption (Law 10/2022 Art. 85.2, 86.1a; Resolution 75 Art. 3.4).

mod adopting;
pub mod entity;
mod law;
mod proposing;
mod read;
mod rules;
mod view;

pub use entity::{ResolutionState, ResolutionSubject};
pub use rules::ResolutionAction;
pub use view::Shown;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    read::routes(config);
    proposing::routes(config);
    adopting::routes(config);
}
