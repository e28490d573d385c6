//! What organisations record of their own work: activities, disclosures, consultations, inspections, evaluations and the rest of Article 4.

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

/// A measure's table with what all have: whose it is and where, its version.
fn measure(table: &'static str) -> TableCreateStatement {
    Table::create()
        .table(table)
        .col(uuid("id"))
        .col(uuid("organisation_id"))
        .col(uuid("unit_id"))
        .col(uuid("origin_unit_id"))
        .col(big_integer("version"))
        .primary_key(&mut primary_key(table, &["id"]))
        .foreign_key(&mut references(table, "organisation_id", "organisation"))
        .foreign_key(&mut references(table, "unit_id", "unit"))
        .foreign_key(&mut references(table, "origin_unit_id", "unit"))
        .take()
}

fn tables() -> Vec<TableCreateStatement> {
    vec![
        measure("directive")
            .col(string("kind"))
            .col(string("title"))
            .col(date("issued_on"))
            .col(boolean("on_disclosure"))
            .col(boolean("on_decisions"))
            .col(boolean("on_consultation"))
            .col(date_null("sent_on"))
            .col(json_binary("content"))
            .take(),
        Table::create()
            .table("unit_area")
            .col(uuid("unit_id"))
            .col(uuid("directive_id"))
            .col(string("kind"))
            .col(date("valid_from"))
            .col(date_null("valid_to"))
            .primary_key(&mut primary_key("unit_area", &["unit_id", "directive_id"]))
            .foreign_key(&mut references("unit_area", "unit_id", "unit"))
            .foreign_key(&mut references("unit_area", "directive_id", "directive"))
            .take(),
        measure("activity")
            .col(string("kind"))
            .col(string("state"))
            .col(string("title"))
            .col(uuid_null("village_id"))
            .col(big_integer_null("year"))
            .col(date("planned_on"))
            .col(date_null("held_on"))
            .col(boolean("on_practice"))
            .col(boolean("on_conventions"))
            .col(big_integer("people"))
            .col(big_integer("opinions"))
            .col(big_integer("answered"))
            .col(json_binary("course"))
            .col(timestamp_with_time_zone_null("recorded_at"))
            .foreign_key(&mut references("activity", "village_id", "village"))
            .take(),
        Table::create()
            .table("activity_participant")
            .col(uuid("activity_id"))
            .col(uuid("person_id"))
            .primary_key(&mut primary_key("activity_participant", &["activity_id", "person_id"]))
            .foreign_key(&mut references("activity_participant", "activity_id", "activity"))
            .foreign_key(&mut references("activity_participant", "person_id", "person"))
            .take(),
        measure("condition_record")
            .col(uuid_null("village_id"))
            .col(big_integer("year"))
            .col(date("counted_on"))
            .col(boolean("applies_it"))
            .col(json_binary("content"))
            .foreign_key(&mut references("condition_record", "village_id", "village"))
            .take(),
        measure("disclosure")
            .col(string("setting"))
            .col(string("content_group"))
            .col(string("title"))
            .col(date("arisen_on"))
            .col(date("due_on"))
            .col(date_null("disclosed_on"))
            .col(boolean("posted"))
            .col(boolean("on_portal"))
            .col(boolean("on_loudspeaker"))
            .col(boolean("by_village_heads"))
            .col(boolean("otherwise"))
            .col(json_binary("course"))
            .col(timestamp_with_time_zone_null("recorded_at"))
            .take(),
        measure("people_decision")
            .col(uuid_null("village_id"))
            .col(string("matter"))
            .col(string("form"))
            .col(string("title"))
            .col(date("decided_on"))
            .col(boolean("passed"))
            .col(boolean("is_of_a_work"))
            .col(big_integer("total_value"))
            .col(big_integer("people_money"))
            .col(big_integer("state_money"))
            .col(big_integer("labour_days"))
            .col(date_null("sent_on"))
            .col(date_null("undone_on"))
            .col(json_binary("course"))
            .col(timestamp_with_time_zone_null("recorded_at"))
            .foreign_key(&mut references("people_decision", "village_id", "village"))
            .take(),
        measure("consultation")
            .col(string("setting"))
            .col(string("matter"))
            .col(string("title"))
            .col(date("opened_on"))
            .col(date_null("closed_on"))
            .col(date_null("explained_on"))
            .col(big_integer("opinions"))
            .col(big_integer("accepted"))
            .col(json_binary("course"))
            .col(timestamp_with_time_zone_null("recorded_at"))
            .take(),
        measure("compliance_inspection")
            .col(string("kind"))
            .col(uuid("subject_id"))
            .col(uuid("subject_unit_id"))
            .col(string("title"))
            .col(uuid_null("programme_id"))
            .col(date("planned_on"))
            .col(date_null("visited_on"))
            .col(string("state"))
            .col(date_null("answer_by"))
            .col(date_null("answered_on"))
            .col(json_binary("course"))
            .foreign_key(&mut references("compliance_inspection", "subject_id", "organisation"))
            .foreign_key(&mut references("compliance_inspection", "subject_unit_id", "unit"))
            .foreign_key(&mut references("compliance_inspection", "programme_id", "directive"))
            .take(),
        measure("evaluation")
            .col(big_integer("year"))
            .col(string("subject"))
            .col(string_null("office"))
            .col(date("assessed_on"))
            .col(string("self_rating"))
            .col(string_null("rating"))
            .col(date_null("decided_on"))
            .col(json_binary("course"))
            .take(),
        measure("commendation")
            .col(string("kind"))
            .col(string("title"))
            .col(date("given_on"))
            .col(big_integer("collectives"))
            .col(big_integer("individuals"))
            .col(json_binary("content"))
            .take(),
        measure("violation")
            .col(string("act"))
            .col(date("found_on"))
            .col(date_null("handled_on"))
            .col(json_binary("content"))
            .col(binary_null("informant_key"))
            .col(binary_null("informant"))
            .take(),
        measure("funding")
            .col(big_integer("year"))
            .col(string("source"))
            .col(date("counted_on"))
            .col(big_integer("planned"))
            .col(big_integer("spent"))
            .col(json_binary("content"))
            .take(),
        measure("document_remark")
            .col(uuid("document_id"))
            .col(string("document_kind"))
            .col(uuid("subject_id"))
            .col(uuid("subject_unit_id"))
            .col(date("made_on"))
            .col(json_binary("content"))
            .foreign_key(&mut references("document_remark", "document_id", "document"))
            .foreign_key(&mut references("document_remark", "subject_id", "organisation"))
            .foreign_key(&mut references("document_remark", "subject_unit_id", "unit"))
            .take(),
        measure("service_figure")
            .col(big_integer("year"))
            .col(date("counted_on"))
            .col(json_binary("content"))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    let days = [
        ("directive", "issued_on"),
        ("activity", "planned_on"),
        ("condition_record", "counted_on"),
        ("disclosure", "arisen_on"),
        ("people_decision", "decided_on"),
        ("consultation", "opened_on"),
        ("compliance_inspection", "planned_on"),
        ("evaluation", "assessed_on"),
        ("commendation", "given_on"),
        ("violation", "found_on"),
        ("funding", "counted_on"),
        ("service_figure", "counted_on"),
        ("document_remark", "made_on"),
    ];
    let of_all = days.into_iter().flat_map(|(table, day)| {
        [
            index(table, &["organisation_id", day]),
            index(table, &["unit_id", day]),
            index(table, &[day, "id"]),
        ]
    });
    let others = [
        index("unit_area", &["directive_id"]),
        index("activity", &["village_id"]),
        index("activity_participant", &["person_id", "activity_id"]),
        index("people_decision", &["village_id"]),
        index("compliance_inspection", &["subject_id"]),
        index("compliance_inspection", &["subject_unit_id"]),
        index("document_remark", &["document_id"]),
        index("document_remark", &["subject_id"]),
        index("document_remark", &["subject_unit_id"]),
    ];
    of_all.chain(others).collect()
}
