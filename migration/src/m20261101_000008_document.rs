//! Democracy regulations, village conventions and council resolutions.

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
    let regulation = "democracy_regulation";
    let convention = "village_convention";
    let milestone = "convention_milestone";
    let resolution = "council_resolution";
    vec![
        Table::create()
            .table(regulation)
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(uuid("origin_unit_id"))
            .col(string("setting"))
            .col(string_null("field"))
            .col(string("title"))
            .col(string("title_fold"))
            .col(text_null("summary"))
            .col(string("state"))
            .col(date("begun_on"))
            .col(big_integer_null("number"))
            .col(string_null("symbol"))
            .col(date_null("signed_on"))
            .col(date_null("in_force_on"))
            .col(date_null("expires_on"))
            .col(json_binary("course"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key(regulation, &["id"]))
            .foreign_key(&mut references(regulation, "organisation_id", "organisation"))
            .foreign_key(&mut references(regulation, "unit_id", "unit"))
            .foreign_key(&mut references(regulation, "origin_unit_id", "unit"))
            .take(),
        Table::create()
            .table(convention)
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(uuid("origin_unit_id"))
            .col(uuid("village_id"))
            .col(string("kind"))
            .col(string("title"))
            .col(string("title_fold"))
            .col(text_null("summary"))
            .col(string("state"))
            .col(json_binary("course"))
            .col(date_null("in_force_on"))
            .col(date_null("ended_on"))
            .col(string_null("change"))
            .col(uuid_null("replaces_id"))
            .col(uuid_null("replaced_by_id"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key(convention, &["id"]))
            .foreign_key(&mut references(convention, "organisation_id", "organisation"))
            .foreign_key(&mut references(convention, "unit_id", "unit"))
            .foreign_key(&mut references(convention, "origin_unit_id", "unit"))
            .foreign_key(&mut references(convention, "village_id", "village"))
            .foreign_key(&mut references(convention, "replaces_id", convention))
            .foreign_key(&mut references(convention, "replaced_by_id", convention))
            .take(),
        Table::create()
            .table(milestone)
            .col(uuid("convention_id"))
            .col(string("what"))
            .col(date("happened_on"))
            .col(boolean("in_part"))
            .primary_key(&mut primary_key(
                milestone,
                &["convention_id", "what", "happened_on", "in_part"],
            ))
            .foreign_key(&mut references(milestone, "convention_id", convention))
            .take(),
        Table::create()
            .table(resolution)
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(uuid("origin_unit_id"))
            .col(string("title"))
            .col(string("title_fold"))
            .col(text_null("summary"))
            .col(string("subject"))
            .col(string("state"))
            .col(json_binary("proposal"))
            .col(json_binary_null("examination"))
            .col(json_binary_null("adoption"))
            .col(json_binary_null("rejection"))
            .col(big_integer_null("number"))
            .col(string_null("symbol"))
            .col(date_null("signed_on"))
            .col(date_null("in_force_on"))
            .col(date_null("expires_on"))
            .col(json_binary_null("repeal"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key(resolution, &["id"]))
            .foreign_key(&mut references(resolution, "organisation_id", "organisation"))
            .foreign_key(&mut references(resolution, "unit_id", "unit"))
            .foreign_key(&mut references(resolution, "origin_unit_id", "unit"))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    let regulation = "democracy_regulation";
    vec![
        index(regulation, &["unit_id"]),
        index(regulation, &["title_fold", "id"]),
        index("village_convention", &["village_id"]),
        index("village_convention", &["unit_id"]),
        index("village_convention", &["title_fold", "id"]),
        index("village_convention", &["replaces_id"]),
        index("convention_milestone", &["what", "happened_on"]),
        index("council_resolution", &["organisation_id"]),
        index("council_resolution", &["unit_id"]),
        index("council_resolution", &["title_fold", "id"]),
    ]
}
