//! Ủy quyền: a leader lets a colleague exercise some of a leader's permissions, from a day to a day, by a document. It lapses with the
//! leader's post, and is not passed on.

mod api;
pub mod entity;
mod rules;
mod view;

pub use api::routes;
