//! Reporting: a round asks a template of everybody concerned; each drafts, signs and submits its own report; the receiver
//! examines, accepts or returns it; accepted reports add up along the tree of units.

pub mod consolidation;
pub mod exact;
pub mod fault;
pub mod figure;
pub mod filling;
pub mod indicator_value;
pub mod kinds;
pub mod known;
pub mod obligation;
pub mod official;
pub mod rollup;
pub mod round;
pub mod settling;
pub mod state;
pub mod submission;
pub mod template;
pub mod total;
pub mod values;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    config
        .configure(template::routes)
        .configure(round::routes)
        .configure(obligation::routes)
        .configure(submission::routes)
        .configure(filling::routes)
        .configure(known::routes)
        .configure(state::routes)
        .configure(total::api::routes)
        .configure(indicator_value::routes)
        .configure(consolidation::routes);
}
