//! Biện pháp thực hiện dân chủ: what organisations record of their own work under Article 4 of Resolution 75 and Law 10/2022/QH15. Duties, figures of
//! reports and the public side are counted from these records.

pub mod activity;
pub mod commendation;
pub mod compliance;
pub mod condition;
pub mod consultation;
pub mod decision;
pub mod directive;
pub mod disclosure;
pub mod evaluation;
pub mod figures;
mod files;
pub mod funding;
mod kept;
mod once;
mod overseer;
pub mod passing;
mod query;
pub mod remark;
pub mod service_figure;
mod setting;
mod village;
pub mod violation;

pub use overseer::oversees;
pub use setting::MeasureSetting;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    directive::routes(config);
    activity::routes(config);
    condition::routes(config);
    disclosure::routes(config);
    decision::routes(config);
    consultation::routes(config);
    compliance::routes(config);
    evaluation::routes(config);
    commendation::routes(config);
    violation::routes(config);
    funding::routes(config);
    service_figure::routes(config);
    remark::routes(config);
    files::routes(config);
}
