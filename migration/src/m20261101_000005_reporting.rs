//! Report templates, rounds, obligations, drafts, versions and totals.

use sea_orm_migration::{prelude::*, schema::*};

use crate::table::{covering, create, index, primary_key, references, unique};

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
            .table("report_template")
            .col(uuid("id"))
            .col(uuid_null("organisation_id"))
            .col(uuid_null("unit_id"))
            .col(string("code"))
            .col(big_integer("edition"))
            .col(string("name_vi"))
            .col(string("name_en"))
            .col(string("line"))
            .col(string("periodicity"))
            .col(string("calendar"))
            .col(text_null("legal_basis"))
            .col(json_binary("content"))
            .col(timestamp_with_time_zone_null("published_at"))
            .col(timestamp_with_time_zone_null("retired_at"))
            .col(text_null("retire_reason"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key("report_template", &["id"]))
            .foreign_key(&mut references("report_template", "organisation_id", "organisation"))
            .foreign_key(&mut references("report_template", "unit_id", "unit"))
            .take(),
        Table::create()
            .table("report_round")
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(uuid("template_id"))
            .col(string("period_key"))
            .col(string("calendar"))
            .col(date("period_from"))
            .col(date("period_to"))
            .col(string("occasion"))
            .col(string("name"))
            .col(json_binary("deadlines"))
            .col(text_null("legal_basis"))
            .col(timestamp_with_time_zone("opened_at"))
            .col(boolean("late_allowed"))
            .col(timestamp_with_time_zone_null("closed_at"))
            .col(text_null("close_reason"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key("report_round", &["id"]))
            .foreign_key(&mut references("report_round", "organisation_id", "organisation"))
            .foreign_key(&mut references("report_round", "unit_id", "unit"))
            .foreign_key(&mut references("report_round", "template_id", "report_template"))
            .take(),
        Table::create()
            .table("report_obligation")
            .col(uuid("id"))
            .col(uuid("round_id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(uuid("origin_unit_id"))
            .col(string("organisation_name"))
            .col(blob("name_sort"))
            .col(string("basis"))
            .col(json_binary("applicability"))
            .col(string("progress"))
            .col(timestamp_with_time_zone("due_at"))
            .col(timestamp_with_time_zone_null("extended_until"))
            .col(timestamp_with_time_zone_null("extended_at"))
            .col(text_null("extension_reason"))
            .col(big_integer_null("reminded_days"))
            .col(date_null("received_on"))
            .col(json_binary_null("receipt"))
            .col(text_null("waiver_reason"))
            .col(text_null("addition_reason"))
            .col(text_null("supplement_reason"))
            .col(uuid("receiver_id"))
            .col(uuid_null("handled_by"))
            .col(uuid_null("submission_id"))
            .col(timestamp_with_time_zone_null("first_submitted_at"))
            .col(big_integer_null("latest_version"))
            .col(big_integer_null("accepted_version"))
            .col(timestamp_with_time_zone_null("first_accepted_at"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key("report_obligation", &["id"]))
            .foreign_key(&mut references("report_obligation", "round_id", "report_round"))
            .foreign_key(&mut references("report_obligation", "organisation_id", "organisation"))
            .foreign_key(&mut references("report_obligation", "unit_id", "unit"))
            .foreign_key(&mut references("report_obligation", "origin_unit_id", "unit"))
            .foreign_key(&mut references("report_obligation", "receiver_id", "organisation"))
            .foreign_key(&mut references("report_obligation", "handled_by", "organisation"))
            .take(),
        Table::create()
            .table("report_draft")
            .col(uuid("submission_id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(json_binary("values"))
            .col(json_binary("narrative"))
            .col(boolean("nothing"))
            .col(json_binary("attachments"))
            .col(blob("digest"))
            .col(timestamp_with_time_zone_null("recorded_at"))
            .col(timestamp_with_time_zone("saved_at"))
            .col(uuid("saved_by"))
            .col(string("saver_name"))
            .primary_key(&mut primary_key("report_draft", &["submission_id"]))
            .foreign_key(&mut references("report_draft", "organisation_id", "organisation"))
            .take(),
        Table::create()
            .table("report_version")
            .col(uuid("id"))
            .col(uuid("submission_id"))
            .col(uuid("obligation_id"))
            .col(uuid("round_id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(big_integer("number"))
            .col(json_binary("values"))
            .col(json_binary("narrative"))
            .col(boolean("nothing"))
            .col(json_binary("attachments"))
            .col(blob("hash"))
            .col(timestamp_with_time_zone("submitted_at"))
            .col(uuid("signed_by"))
            .col(uuid("signed_in"))
            .col(string("signer_name"))
            .col(string("signer_title"))
            .col(string_null("signed_for"))
            .col(uuid("drafted_by"))
            .col(string("drafter_name"))
            .col(uuid("receiver_id"))
            .col(uuid_null("handled_by"))
            .col(text_null("supplement_reason"))
            .col(string("outcome"))
            .col(text_null("reason"))
            .col(json_binary("remarks"))
            .col(timestamp_with_time_zone_null("examined_at"))
            .col(uuid_null("examined_by"))
            .col(text_null("examination"))
            .col(timestamp_with_time_zone_null("decided_at"))
            .col(uuid_null("decided_by"))
            .col(string_null("decider_name"))
            .col(json_binary_null("official_issue"))
            .col(json_binary("known_figures"))
            .primary_key(&mut primary_key("report_version", &["id"]))
            .foreign_key(&mut references("report_version", "obligation_id", "report_obligation"))
            .foreign_key(&mut references("report_version", "round_id", "report_round"))
            .foreign_key(&mut references("report_version", "organisation_id", "organisation"))
            .foreign_key(&mut references("report_version", "receiver_id", "organisation"))
            .take(),
        Table::create()
            .table("report_consolidation")
            .col(uuid("id"))
            .col(uuid("round_id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(big_integer("number"))
            .col(string("state"))
            .col(json_binary("figures"))
            .col(json_binary("adjustments"))
            .col(json_binary("narrative"))
            .col(blob_null("hash"))
            .col(uuid("drafted_by"))
            .col(string("drafter_name"))
            .col(timestamp_with_time_zone_null("signed_at"))
            .col(uuid_null("signed_by"))
            .col(uuid_null("signed_in"))
            .col(string_null("signer_name"))
            .col(string_null("signer_title"))
            .col(string_null("signed_for"))
            .col(uuid_null("receiver_id"))
            .col(timestamp_with_time_zone_null("decided_at"))
            .col(string_null("decider_name"))
            .col(text_null("reason"))
            .col(timestamp_with_time_zone_null("published_at"))
            .col(string_null("publisher_name"))
            .col(json_binary_null("official_issue"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key("report_consolidation", &["id"]))
            .foreign_key(&mut references("report_consolidation", "round_id", "report_round"))
            .foreign_key(&mut references(
                "report_consolidation",
                "organisation_id",
                "organisation",
            ))
            .foreign_key(&mut references("report_consolidation", "unit_id", "unit"))
            .foreign_key(&mut references("report_consolidation", "receiver_id", "organisation"))
            .take(),
        Table::create()
            .table("attachment")
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(string("name"))
            .col(string("media_type"))
            .col(big_integer("bytes"))
            .col(blob("sha256"))
            .col(timestamp_with_time_zone("uploaded_at"))
            .col(uuid("uploaded_by"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key("attachment", &["id"]))
            .foreign_key(&mut references("attachment", "organisation_id", "organisation"))
            .foreign_key(&mut references("attachment", "unit_id", "unit"))
            .take(),
        Table::create()
            .table("file_content")
            .col(blob("sha256"))
            .col(timestamp_with_time_zone("claimed_at"))
            .primary_key(&mut primary_key("file_content", &["sha256"]))
            .take(),
        Table::create()
            .table("published_file")
            .col(uuid("id"))
            .col(string("record"))
            .col(uuid("record_id"))
            .col(uuid("attachment_id"))
            .col(string("name"))
            .col(string("media_type"))
            .col(big_integer("bytes"))
            .col(blob("sha256"))
            .col(timestamp_with_time_zone("published_at"))
            .col(string("publisher_name"))
            .primary_key(&mut primary_key("published_file", &["id"]))
            .take(),
        Table::create()
            .table("report_filling")
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(uuid("filler_id"))
            .col(date("valid_from"))
            .col(date_null("valid_to"))
            .col(text("document"))
            .col(text_null("end_reason"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key("report_filling", &["id"]))
            .foreign_key(&mut references("report_filling", "organisation_id", "organisation"))
            .foreign_key(&mut references("report_filling", "unit_id", "unit"))
            .foreign_key(&mut references("report_filling", "filler_id", "organisation"))
            .take(),
        Table::create()
            .table("report_total")
            .col(uuid("round_id"))
            .col(uuid("unit_id"))
            // Always read whole: PostgreSQL writes out text ten times faster than its own form.
            .col(json("cells"))
            .primary_key(&mut primary_key("report_total", &["round_id", "unit_id"]))
            .foreign_key(&mut references("report_total", "round_id", "report_round"))
            .foreign_key(&mut references("report_total", "unit_id", "unit"))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        unique("report_template", &["organisation_id", "code", "edition"]),
        unique(
            "report_round",
            &["template_id", "period_key", "calendar", "organisation_id", "occasion"],
        ),
        unique("report_obligation", &["round_id", "organisation_id"]),
        unique("report_obligation", &["submission_id"]),
        index("report_obligation", &["unit_id", "name_sort", "id"]),
        index("report_obligation", &["round_id", "unit_id"]),
        index("report_obligation", &["organisation_id"]),
        index("report_obligation", &["name_sort", "id"]),
        index("report_obligation", &["receiver_id", "progress"]),
        index("report_obligation", &["progress", "due_at", "reminded_days"]),
        unique("report_consolidation", &["round_id", "organisation_id", "number"]),
        index("report_consolidation", &["unit_id", "number", "id"]),
        index("attachment", &["organisation_id"]),
        index("attachment", &["sha256"]),
        index("report_filling", &["organisation_id"]),
        index("report_filling", &["filler_id"]),
        unique("report_version", &["submission_id", "number"]),
        index("report_version", &["round_id", "unit_id"]),
        index("report_version", &["obligation_id", "number"]),
        // Coverage and progress count every obligation of a round: from the index alone, for the nation too.
        covering(
            "report_obligation",
            "standing",
            &[
                "round_id",
                "origin_unit_id",
                "basis",
                "progress",
                "first_submitted_at",
                "first_accepted_at",
                "due_at",
                "extended_until",
                "extended_at",
                "received_on",
                "unit_id",
            ],
        ),
    ]
}
