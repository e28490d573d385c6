//! Signing keys, events, idempotency keys, leases, and what kind of database this is.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{create, index, primary_key, unique};

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
            .table("signing_key")
            .col(string("kid"))
            .col(blob("private_key"))
            .col(timestamp_with_time_zone("created_at"))
            .primary_key(&mut primary_key("signing_key", &["kid"]))
            .take(),
        Table::create()
            .table("event")
            .col(uuid("id"))
            .col(big_integer_null("position"))
            .col(blob_null("chain"))
            .col(timestamp_with_time_zone("at"))
            .col(uuid_null("account_id"))
            .col(uuid_null("post_id"))
            .col(uuid_null("actor_id"))
            .col(string("action"))
            .col(string("record_kind"))
            .col(uuid("record_id"))
            .col(big_integer("record_version"))
            .col(uuid_null("organisation_id"))
            .col(uuid_null("unit_id"))
            .col(boolean("confidential"))
            .col(json_binary("fields"))
            .col(text_null("reason"))
            .col(string_null("request_id"))
            .primary_key(&mut primary_key("event", &["id"]))
            .take(),
        Table::create()
            .table("idempotency_key")
            .col(uuid("post_id"))
            .col(string("method"))
            .col(string("path"))
            .col(string("key"))
            .col(blob("body_digest"))
            .col(text_null("answer"))
            .col(timestamp_with_time_zone("created_at"))
            .primary_key(&mut primary_key(
                "idempotency_key",
                &["post_id", "method", "path", "key"],
            ))
            .take(),
        Table::create()
            .table("lease")
            .col(string("name"))
            .col(uuid("holder"))
            .col(timestamp_with_time_zone("until"))
            .primary_key(&mut primary_key("lease", &["name"]))
            .take(),
        Table::create()
            .table("installation")
            .col(string("name"))
            .col(text("value"))
            .primary_key(&mut primary_key("installation", &["name"]))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        unique("event", &["position"]),
        index("event", &["record_id", "at"]),
        index("event", &["at", "id"])
            .and_where(Expr::col("position").is_null())
            .take(),
        index("idempotency_key", &["created_at"]),
    ]
}
