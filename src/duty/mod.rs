//! Nhiệm vụ: what Article 3 of Resolution 75/NQ-HĐND and the law ask of whom, and how far it is done, from the records themselves. Nothing here is typed in.

mod counted;
pub mod coverage;
pub mod deadline;
mod evidence;
mod gaps;
mod law;
mod missing;
mod own;
mod people;
mod records;
mod table;
mod tallied;
pub mod trend;

pub use counted::Told;
pub use law::{Duty, DutyCode, DutySubject};
pub use own::missing_of_own;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    law::routes(config);
    coverage::routes(config);
    gaps::routes(config);
    trend::routes(config);
}
