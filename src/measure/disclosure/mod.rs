//! Công khai thông tin: what is disclosed, how, from when to when, and against which clock (Law 10/2022 Art. 11–14, 46–48, 64–66).

mod api;
pub mod entity;
mod law;
mod rules;

pub use api::routes;
pub use law::{DisclosureForm, DisclosureGroup};
