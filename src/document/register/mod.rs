//! Danh mục văn bản: every document once, whatever its kind, for searching and for what one does to another. It follows from the documents
//! themselves and is written in the same transaction; nothing here decides anything.

mod around;
pub mod entity;
mod keep;
mod known_since;
pub mod link;
mod listed;
mod plan;
mod search;
mod sought;
mod stage;
pub mod word;
mod words;

pub use around::Around;
pub use entity::{DocumentKind, Stage};
pub use keep::{Documented, Entry, keep};
pub use known_since::known_since;
pub use link::{DocumentLink, Links, still_stands};
pub use listed::DocumentRow;
pub use plan::{NewDocumentLink, amendments, ends, issued_since, never_took_effect, numbered_once, plan, take_effect};
pub use search::ListedDocument;

pub fn routes(config: &mut utoipa_actix_web::service_config::ServiceConfig) {
    search::routes(config);
}
