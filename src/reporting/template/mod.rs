//! Report templates: what is asked.

pub mod builtin;
pub mod consistency;
pub mod content;
