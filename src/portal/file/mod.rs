//! Tệp công khai: files that go with what is public become public one by one, by a leader's decision, and are taken back the same way. A picture goes
//! without what camera and user wrote into it.

mod copy;
mod public;
mod publishable;
mod publishing;

pub use public::{FilesOf, PublicFile, files_of};

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    publishing::routes(config);
    public::routes(config);
}
