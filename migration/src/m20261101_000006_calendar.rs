//! Days off and days worked instead.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{create, index, primary_key, references};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create(manager, tables(), indexes()).await
    }
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        Table::create()
            .table("calendar_day")
            .col(uuid("id"))
            .col(uuid_null("organisation_id"))
            .col(uuid_null("unit_id"))
            .col(date("day"))
            .col(string("kind"))
            .col(string("name"))
            .col(text("legal_basis"))
            .col(timestamp_with_time_zone_null("withdrawn_at"))
            .col(text_null("withdraw_reason"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key("calendar_day", &["id"]))
            .foreign_key(&mut references("calendar_day", "organisation_id", "organisation"))
            .foreign_key(&mut references("calendar_day", "unit_id", "unit"))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![index("calendar_day", &["day", "id"])]
}
