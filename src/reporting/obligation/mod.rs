//! Report obligations: who owes which report, to whom, by when.

pub mod api;
pub mod entity;
pub mod owed;
