//! Quy chế thực hiện dân chủ ở cơ sở: the regulation that every commune, agency, public service unit and employer issues for itself, after those
//! it is for were consulted (Law 10/2022 Art. 25, 28, 35, 53–55, 59, 71–74, 81–82; Resolution 75 Art. 3.5).

mod amending;
mod change;
mod consultation;
pub mod entity;
mod issue;
mod law;
mod read;
mod review;
mod rules;
mod view;

pub use amending::amends_one;
pub use entity::{RegulationState, Setting};
pub use law::{ConsultationForm, consulted, may_issue};
pub use rules::RegulationAction;
pub use view::Shown;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    read::routes(config);
    change::routes(config);
    consultation::routes(config);
    issue::routes(config);
    review::routes(config);
}
