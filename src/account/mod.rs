//! Accounts: people, the posts they hold, and how they sign in.

pub mod account;
pub mod post;
pub mod refresh_token;
pub mod session;
