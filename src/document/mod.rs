//! Documents: what is issued to carry out grassroots democracy, with the steps the law prescribes for it. Whether a document is in force is
//! worked out for a day, never typed.

mod as_of;
pub mod convention;
pub mod force;
pub mod number;
pub mod order;
pub mod register;
pub mod regulation;
pub mod repeal;
pub mod resolution;
pub mod step;
pub mod withdrawal;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    regulation::routes(config);
    convention::routes(config);
    resolution::routes(config);
    register::routes(config);
}
