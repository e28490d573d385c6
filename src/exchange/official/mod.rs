//! Văn bản hành chính: reports and decisions as official documents, laid out as Decree 30/2020/NĐ-CP Appendix I says.

mod api;
mod basis;
mod conventions;
mod decision;
mod disclosures;
pub mod docx;
mod figures;
mod page;
mod regulations;
pub mod report;
pub mod signature;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    api::routes(config);
    conventions::routes(config);
    disclosures::routes(config);
    regulations::routes(config);
}
