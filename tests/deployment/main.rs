//! The shipped deployment: the Compose file is well formed, and what it describes (PostgreSQL, migrate, two replicas, proxy)
//! works when run as plain processes.

mod compose;
#[path = "../support/postgres.rs"]
mod postgres;
mod process;
mod topology;
