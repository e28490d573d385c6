//! Accounts, posts, sessions and refresh tokens.

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
            .table("account")
            .col(uuid("id"))
            .col(string("login"))
            .col(string("name"))
            .col(string("name_fold"))
            .col(blob("name_sort"))
            .col(text("password_hash"))
            .col(timestamp_with_time_zone("password_changed_at"))
            .col(boolean("must_change_password"))
            .col(timestamp_with_time_zone_null("suspended_at"))
            .col(text_null("suspend_reason"))
            .col(big_integer("failed_attempts"))
            .col(timestamp_with_time_zone_null("locked_until"))
            .col(big_integer("token_version"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(timestamp_with_time_zone("created_at"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key("account", &["id"]))
            .foreign_key(&mut references("account", "organisation_id", "organisation"))
            .foreign_key(&mut references("account", "unit_id", "unit"))
            .take(),
        Table::create()
            .table("post")
            .col(uuid("id"))
            .col(uuid("account_id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(string("title"))
            .col(json_binary("roles"))
            .col(date("valid_from"))
            .col(date_null("valid_to"))
            .col(text_null("document"))
            .col(text_null("end_reason"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key("post", &["id"]))
            .foreign_key(&mut references("post", "account_id", "account"))
            .foreign_key(&mut references("post", "organisation_id", "organisation"))
            .foreign_key(&mut references("post", "unit_id", "unit"))
            .take(),
        Table::create()
            .table("delegation")
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(uuid("from_post_id"))
            .col(string("from_name"))
            .col(string("from_title"))
            .col(uuid("to_account_id"))
            .col(string("to_name"))
            .col(json_binary("permissions"))
            .col(date("valid_from"))
            .col(date("valid_to"))
            .col(text("document"))
            .col(text_null("end_reason"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key("delegation", &["id"]))
            .foreign_key(&mut references("delegation", "organisation_id", "organisation"))
            .foreign_key(&mut references("delegation", "unit_id", "unit"))
            .foreign_key(&mut references("delegation", "from_post_id", "post"))
            .foreign_key(&mut references("delegation", "to_account_id", "account"))
            .take(),
        Table::create()
            .table("session")
            .col(uuid("id"))
            .col(uuid("account_id"))
            .col(uuid("post_id"))
            .col(string("user_agent"))
            .col(timestamp_with_time_zone("created_at"))
            .col(timestamp_with_time_zone("last_used_at"))
            .col(timestamp_with_time_zone("expires_at"))
            .col(timestamp_with_time_zone_null("ended_at"))
            .col(string_null("end_reason"))
            .primary_key(&mut primary_key("session", &["id"]))
            .foreign_key(&mut references("session", "account_id", "account"))
            .foreign_key(&mut references("session", "post_id", "post"))
            .take(),
        Table::create()
            .table("refresh_token")
            .col(blob("hash"))
            .col(uuid("session_id"))
            .col(timestamp_with_time_zone("issued_at"))
            .col(timestamp_with_time_zone_null("spent_at"))
            .col(blob_null("successor"))
            .col(boolean("used"))
            .primary_key(&mut primary_key("refresh_token", &["hash"]))
            .foreign_key(&mut references("refresh_token", "session_id", "session"))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        unique("account", &["login"]),
        index("account", &["name_sort", "id"]),
        index("account", &["unit_id"]),
        index("account", &["organisation_id"]),
        index("post", &["account_id"]),
        index("post", &["organisation_id"]),
        index("delegation", &["to_account_id"]),
        index("delegation", &["organisation_id"]),
        index("session", &["account_id"]),
        index("refresh_token", &["session_id"]),
    ]
}
