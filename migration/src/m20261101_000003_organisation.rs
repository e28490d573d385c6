//! Organisations, whom they manage, their staff, identifiers and mandates; villages.

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
            .table("organisation")
            .col(uuid("id"))
            .col(string_null("code"))
            .col(string("name"))
            .col(string("name_fold"))
            .col(blob("name_sort"))
            .col(string("kind"))
            .col(string_null("sector"))
            .col(uuid("unit_id"))
            .col(uuid("origin_unit_id"))
            .col(uuid_null("managed_by"))
            .col(boolean("follows_parent"))
            .col(small_integer("work_year_start"))
            .col(date("valid_from"))
            .col(date_null("valid_to"))
            .col(text_null("legal_basis"))
            .col(text_null("close_reason"))
            .col(timestamp_with_time_zone("created_at"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key("organisation", &["id"]))
            .foreign_key(&mut references("organisation", "unit_id", "unit"))
            .foreign_key(&mut references("organisation", "origin_unit_id", "unit"))
            .foreign_key(&mut references("organisation", "managed_by", "organisation"))
            .take(),
        Table::create()
            .table("organisation_lineage")
            .col(uuid("predecessor_id"))
            .col(uuid("successor_id"))
            .primary_key(&mut primary_key(
                "organisation_lineage",
                &["predecessor_id", "successor_id"],
            ))
            .foreign_key(&mut references(
                "organisation_lineage",
                "predecessor_id",
                "organisation",
            ))
            .foreign_key(&mut references("organisation_lineage", "successor_id", "organisation"))
            .take(),
        Table::create()
            .table("organisation_identifier")
            .col(string("system"))
            .col(string("value"))
            .col(uuid("organisation_id"))
            .primary_key(&mut primary_key("organisation_identifier", &["system", "value"]))
            .foreign_key(&mut references(
                "organisation_identifier",
                "organisation_id",
                "organisation",
            ))
            .take(),
        Table::create()
            .table("organisation_staff")
            .col(uuid("organisation_id"))
            .col(date("counted_on"))
            .col(big_integer("staff"))
            .primary_key(&mut primary_key(
                "organisation_staff",
                &["organisation_id", "counted_on"],
            ))
            .foreign_key(&mut references("organisation_staff", "organisation_id", "organisation"))
            .take(),
        Table::create()
            .table("organisation_reach")
            .col(uuid("root_id"))
            .col(uuid("organisation_id"))
            .primary_key(&mut primary_key("organisation_reach", &["root_id", "organisation_id"]))
            .foreign_key(&mut references("organisation_reach", "root_id", "organisation"))
            .foreign_key(&mut references("organisation_reach", "organisation_id", "organisation"))
            .take(),
        Table::create()
            .table("mandate")
            .col(uuid("id"))
            .col(uuid("committee_id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(string("feature"))
            .col(date("valid_from"))
            .col(date_null("valid_to"))
            .col(text("document"))
            .col(text_null("end_reason"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key("mandate", &["id"]))
            .foreign_key(&mut references("mandate", "committee_id", "organisation"))
            .foreign_key(&mut references("mandate", "organisation_id", "organisation"))
            .foreign_key(&mut references("mandate", "unit_id", "unit"))
            .take(),
        Table::create()
            .table("village")
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(uuid("origin_unit_id"))
            .col(string_null("code"))
            .col(string("name"))
            .col(string("name_fold"))
            .col(blob("name_sort"))
            .col(string("kind"))
            .col(date("valid_from"))
            .col(date_null("valid_to"))
            .col(text_null("legal_basis"))
            .col(text_null("close_reason"))
            .col(uuid_null("successor_id"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key("village", &["id"]))
            .foreign_key(&mut references("village", "successor_id", "village"))
            .foreign_key(&mut references("village", "organisation_id", "organisation"))
            .foreign_key(&mut references("village", "unit_id", "unit"))
            .foreign_key(&mut references("village", "origin_unit_id", "unit"))
            .take(),
        Table::create()
            .table("former_place")
            .col(uuid("record_id"))
            .col(date("until"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .primary_key(&mut primary_key("former_place", &["record_id", "until"]))
            .foreign_key(&mut references("former_place", "organisation_id", "organisation"))
            .foreign_key(&mut references("former_place", "unit_id", "unit"))
            .take(),
        Table::create()
            .table("village_households")
            .col(uuid("village_id"))
            .col(date("counted_on"))
            .col(big_integer("households"))
            .primary_key(&mut primary_key("village_households", &["village_id", "counted_on"]))
            .foreign_key(&mut references("village_households", "village_id", "village"))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        unique("organisation", &["code"]),
        // The few that have ended are looked for all the time.
        index("organisation", &["valid_to"]),
        index("organisation", &["name_sort", "id"]),
        index("organisation", &["unit_id", "name_sort", "id"]),
        index("organisation", &["managed_by"]),
        index("organisation", &["kind", "unit_id"]),
        index("organisation_lineage", &["successor_id"]),
        index("former_place", &["until"]),
        index("organisation_identifier", &["organisation_id"]),
        index("organisation_reach", &["organisation_id", "root_id"]),
        index("mandate", &["organisation_id"]),
        index("mandate", &["committee_id", "feature"]),
        index("village", &["unit_id", "name_sort", "id"]),
    ]
}
