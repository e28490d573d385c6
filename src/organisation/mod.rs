//! Organisations: committees, councils, the Front, departments, public service units, enterprises and other bodies; and the
//! mandates committees give.

mod change;
mod close;
mod code;
mod create;
pub mod descent;
pub mod heirs;
pub mod identifier;
mod identifiers;
pub mod keeping;
pub mod line;
mod lineage;
mod list;
mod listed;
pub mod mandate;
mod mandates;
pub mod name;
#[expect(clippy::module_inception, reason = "the record the feature is named after")]
pub mod organisation;
pub mod organisation_lineage;
pub mod organisation_reach;
pub mod reach;
pub mod routing;
pub mod rules;
pub mod sector;
pub mod staff;
mod view;

use utoipa_actix_web::service_config::ServiceConfig;

pub fn routes(config: &mut ServiceConfig) {
    config
        .service(list::list_organisations)
        .service(create::create_organisation)
        .service(list::get_organisation)
        .service(change::change_organisation)
        .service(close::close_organisation)
        .service(change::count_staff)
        .service(mandates::list_mandates)
        .service(mandates::give_mandate)
        .service(mandates::end_mandate);
}
