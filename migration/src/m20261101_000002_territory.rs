//! Units with their validity and lineage, reach, and villages.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{create, index, primary_key, references, unique};

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
            .table("unit")
            .col(uuid("id"))
            .col(string("code"))
            .col(string("name"))
            .col(string("name_fold"))
            .col(blob("name_sort"))
            .col(string("kind"))
            .col(string("level"))
            .col(uuid_null("parent_id"))
            .col(date("valid_from"))
            .col(date_null("valid_to"))
            .col(text_null("legal_basis"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key("unit", &["id"]))
            .foreign_key(&mut references("unit", "parent_id", "unit"))
            .take(),
        Table::create()
            .table("unit_lineage")
            .col(uuid("predecessor_id"))
            .col(uuid("successor_id"))
            .col(boolean("heir"))
            .col(date("effective_on"))
            .col(text_null("legal_basis"))
            .primary_key(&mut primary_key("unit_lineage", &["predecessor_id", "successor_id"]))
            .foreign_key(&mut references("unit_lineage", "predecessor_id", "unit"))
            .foreign_key(&mut references("unit_lineage", "successor_id", "unit"))
            .take(),
        Table::create()
            .table("unit_reach")
            .col(uuid("root_id"))
            .col(uuid("unit_id"))
            .col(boolean("inherited"))
            .primary_key(&mut primary_key("unit_reach", &["root_id", "unit_id"]))
            .foreign_key(&mut references("unit_reach", "root_id", "unit"))
            .foreign_key(&mut references("unit_reach", "unit_id", "unit"))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        unique("unit", &["code", "valid_from"]),
        index("unit", &["parent_id"]),
        index("unit", &["name_sort", "id"]),
        // Lists ask of each row whether its unit is still there.
        index("unit", &["id", "valid_to"]),
        index("unit_lineage", &["successor_id"]),
        index("unit_reach", &["unit_id", "root_id"]),
    ]
}
