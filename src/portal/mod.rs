//! Công khai: what the law makes public, for anybody, without signing in (Law 10/2022 Art. 11, 12, 40.2b, 45.1b; Resolution 75 Art. 4.5b). What is published
//! is decided here, kind by kind; agencies and enterprises disclose to their own people alone (Art. 46, 64).

mod boards;
mod consolidations;
mod conventions;
mod coverage;
mod data;
mod disclosures;
mod figures;
mod file;
mod kept;
pub mod page;
mod query;
mod resolutions;
mod units;
mod withheld;

pub use kept::Portal;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    units::routes(config);
    resolutions::routes(config);
    conventions::routes(config);
    consolidations::routes(config);
    boards::routes(config);
    disclosures::routes(config);
    file::routes(config);
    coverage::routes(config);
    data::routes(config);
}
