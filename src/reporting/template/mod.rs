//! Report templates: what is asked.

pub mod api;
pub mod builtin;
pub mod consistency;
pub mod content;
pub mod entity;
pub mod install;
pub mod published;
pub mod rule;
