//! Cán bộ ở thôn, người được giao nhiệm vụ: the people through whom democracy at the grass roots is carried out, and the posts they were
//! appointed to, each from a day to a day.
//!
//! What is sensitive (ethnicity, identifiers) is encrypted under a key of the person's own, shown only for a reason that is recorded, and gone
//! for good when the key is destroyed (Law 91/2025/QH15).

mod acting;
mod appoint;
pub mod appointment;
mod count;
pub mod entity;
mod erase;
mod find;
pub mod held;
pub mod keys;
mod known;
mod position;
mod read;
mod record;
mod reveal;
mod rules;
pub mod sealed;
mod view;

pub use appoint::appoint;
pub use keys::PersonKeys;
pub use known::{names_of, recorded, same_people};
pub use position::Position;
pub use rules::end;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    count::routes(config);
    read::routes(config);
    record::routes(config);
    find::routes(config);
    reveal::routes(config);
    erase::routes(config);
    appoint::routes(config);
}
