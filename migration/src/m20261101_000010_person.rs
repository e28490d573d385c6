//! People and what they were appointed to.

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
    let person = "person";
    let appointment = "appointment";
    let election = "village_election";
    vec![
        Table::create()
            .table(person)
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(string("name"))
            .col(string("name_fold"))
            .col(binary("name_sort"))
            .col(small_integer_null("birth_year"))
            .col(string_null("sex"))
            .col(boolean_null("of_a_minority"))
            .col(binary_null("sealed_key"))
            .col(binary_null("sealed"))
            .col(binary_null("national_id_index"))
            .col(string_null("national_id_tail"))
            .col(timestamp_with_time_zone_null("erased_at"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key(person, &["id"]))
            .foreign_key(&mut references(person, "organisation_id", "organisation"))
            .foreign_key(&mut references(person, "unit_id", "unit"))
            .take(),
        Table::create()
            .table(appointment)
            .col(uuid("id"))
            .col(uuid("person_id"))
            .col(string("position"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(uuid_null("village_id"))
            .col(date("valid_from"))
            .col(date_null("valid_to"))
            .col(json_binary("decision"))
            .col(text_null("end_reason"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key(appointment, &["id"]))
            .foreign_key(&mut references(appointment, "person_id", person))
            .foreign_key(&mut references(appointment, "organisation_id", "organisation"))
            .foreign_key(&mut references(appointment, "unit_id", "unit"))
            .foreign_key(&mut references(appointment, "village_id", "village"))
            .take(),
        Table::create()
            .table(election)
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(uuid("village_id"))
            .col(string("purpose"))
            .col(string("state"))
            .col(date("meeting_on"))
            .col(json_binary("course"))
            .col(uuid_null("appointment_id"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key(election, &["id"]))
            .foreign_key(&mut references(election, "organisation_id", "organisation"))
            .foreign_key(&mut references(election, "unit_id", "unit"))
            .foreign_key(&mut references(election, "village_id", "village"))
            .foreign_key(&mut references(election, "appointment_id", appointment))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("person", &["organisation_id", "national_id_index"]),
        index("person", &["unit_id"]),
        index("person", &["name_sort", "id"]),
        index("appointment", &["person_id"]),
        index("appointment", &["village_id"]),
        index("appointment", &["organisation_id"]),
        index("appointment", &["unit_id"]),
        index("appointment", &["valid_from", "id"]),
        index("village_election", &["organisation_id"]),
        index("village_election", &["unit_id"]),
        index("village_election", &["village_id"]),
        index("village_election", &["meeting_on", "id"]),
    ]
}
