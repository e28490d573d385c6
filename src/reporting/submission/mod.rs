//! Report submissions: drafted and signed by the organisation that owes them, examined and accepted or returned by their receiver.

mod attachments;
mod bulk;
mod comparison;
mod content;
pub mod draft;
mod drafting;
mod issuing;
mod previous;
mod reading;
mod review;
mod rules;
mod signing;
mod supplement;
mod surroundings;
pub mod version;
mod view;

pub use content::{canonical_values, hash, refused};
pub use drafting::{ReportDraft, put_draft};
pub use reading::by_submission;
pub use rules::{Action, Relation, four_eyes};
pub use surroundings::Surroundings;
pub use view::{ReportSubmission, submission as shown, versions_of};

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .configure(reading::routes)
        .configure(drafting::routes)
        .configure(bulk::routes)
        .configure(comparison::routes)
        .configure(signing::routes)
        .configure(supplement::routes)
        .configure(review::routes)
        .configure(issuing::routes);
}
