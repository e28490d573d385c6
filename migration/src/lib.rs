//! The tables of danchu: one change per file, forward only, the same on SQLite and PostgreSQL.

use sea_orm_migration::async_trait;
pub use sea_orm_migration::{MigrationTrait, MigratorTrait};

mod m20261101_000001_kernel;
mod m20261101_000002_territory;
mod m20261101_000003_organisation;
mod m20261101_000004_account;
mod m20261101_000005_reporting;
mod m20261101_000006_calendar;
mod m20261101_000007_reorganisation;
mod m20261101_000008_document;
mod m20261101_000009_document_register;
mod m20261101_000010_person;
mod m20261101_000011_board;
mod m20261101_000012_measure;
mod table;

/// All migrations, in order.
pub struct Migrations;

#[async_trait::async_trait]
impl MigratorTrait for Migrations {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261101_000001_kernel::Migration),
            Box::new(m20261101_000002_territory::Migration),
            Box::new(m20261101_000003_organisation::Migration),
            Box::new(m20261101_000004_account::Migration),
            Box::new(m20261101_000005_reporting::Migration),
            Box::new(m20261101_000006_calendar::Migration),
            Box::new(m20261101_000007_reorganisation::Migration),
            Box::new(m20261101_000008_document::Migration),
            Box::new(m20261101_000009_document_register::Migration),
            Box::new(m20261101_000010_person::Migration),
            Box::new(m20261101_000011_board::Migration),
            Box::new(m20261101_000012_measure::Migration),
        ]
    }
}
