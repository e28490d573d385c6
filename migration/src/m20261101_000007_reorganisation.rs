//! Reorganisations of units.

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
        let table = Table::create()
            .table("reorganisation")
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(text("legal_basis"))
            .col(date("effective_on"))
            .col(json_binary("lines"))
            .col(string("drafter_name"))
            .col(timestamp_with_time_zone_null("applied_at"))
            .col(string_null("applier_name"))
            .col(json_binary_null("effect"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key("reorganisation", &["id"]))
            .foreign_key(&mut references("reorganisation", "organisation_id", "organisation"))
            .foreign_key(&mut references("reorganisation", "unit_id", "unit"))
            .take();
        create(
            manager,
            vec![table],
            vec![index("reorganisation", &["effective_on", "id"])],
        )
        .await
    }
}
