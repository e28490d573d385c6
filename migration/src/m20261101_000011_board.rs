//! Inspection boards, their members, and what they plan, inspect, hear and recommend.

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
    let board = "inspection_board";
    let member = "board_member";
    let recommendation = "board_recommendation";
    let follow_up = "board_follow_up";
    let support = "board_support";
    let project = "investment_project";
    let plan = "board_plan";
    let inspection = "board_inspection";
    let feedback = "citizen_feedback";
    vec![
        Table::create()
            .table(project)
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(string("name"))
            .col(binary("name_sort"))
            .col(string("funding"))
            .col(string("investor"))
            .col(big_integer_null("cost"))
            .col(json_binary("villages"))
            .col(date("begins_on"))
            .col(date_null("ended_on"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key(project, &["id"]))
            .foreign_key(&mut references(project, "organisation_id", "organisation"))
            .foreign_key(&mut references(project, "unit_id", "unit"))
            .take(),
        Table::create()
            .table(board)
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(uuid("origin_unit_id"))
            .col(uuid("body_id"))
            .col(uuid("host_id"))
            .col(string("kind"))
            .col(string("name"))
            .col(binary("name_sort"))
            .col(string("state"))
            .col(big_integer_null("staff"))
            .col(date("term_from"))
            .col(date_null("term_to"))
            .col(uuid_null("project_id"))
            .col(json_binary("course"))
            .col(date_null("ended_on"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key(board, &["id"]))
            .foreign_key(&mut references(board, "organisation_id", "organisation"))
            .foreign_key(&mut references(board, "unit_id", "unit"))
            .foreign_key(&mut references(board, "origin_unit_id", "unit"))
            .foreign_key(&mut references(board, "host_id", "organisation"))
            .foreign_key(&mut references(board, "project_id", project))
            .take(),
        Table::create()
            .table(support)
            .col(uuid("board_id"))
            .col(big_integer("number"))
            .col(date("given_on"))
            .col(big_integer("amount"))
            .primary_key(&mut primary_key(support, &["board_id", "number"]))
            .foreign_key(&mut references(support, "board_id", board))
            .take(),
        Table::create()
            .table(member)
            .col(uuid("id"))
            .col(uuid("board_id"))
            .col(uuid("person_id"))
            .col(string("position"))
            .col(string("represents"))
            .col(uuid_null("village_id"))
            .col(string_null("department"))
            .col(json_binary("choice"))
            .col(json_binary("standing"))
            .col(date_null("recognised_on"))
            .col(date_null("ended_on"))
            .col(json_binary_null("end"))
            .primary_key(&mut primary_key(member, &["id"]))
            .foreign_key(&mut references(member, "board_id", board))
            .foreign_key(&mut references(member, "person_id", "person"))
            .foreign_key(&mut references(member, "village_id", "village"))
            .take(),
        Table::create()
            .table(recommendation)
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(uuid("origin_unit_id"))
            .col(uuid("body_id"))
            .col(uuid("board_id"))
            .col(string("board_kind"))
            .col(uuid("director_id"))
            .col(uuid("host_id"))
            .col(string("kind"))
            .col(string("title"))
            .col(text("content"))
            .col(uuid_null("addressee_id"))
            .col(string_null("addressee_name"))
            .col(date_null("answer_by"))
            .col(string("state"))
            .col(date("begun_on"))
            .col(date_null("sent_on"))
            .col(date_null("due_on"))
            .col(date_null("answered_on"))
            .col(big_integer_null("reminded_days"))
            .col(json_binary("course"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key(recommendation, &["id"]))
            .foreign_key(&mut references(recommendation, "organisation_id", "organisation"))
            .foreign_key(&mut references(recommendation, "unit_id", "unit"))
            .foreign_key(&mut references(recommendation, "origin_unit_id", "unit"))
            .foreign_key(&mut references(recommendation, "board_id", board))
            .foreign_key(&mut references(recommendation, "director_id", "organisation"))
            .foreign_key(&mut references(recommendation, "host_id", "organisation"))
            .foreign_key(&mut references(recommendation, "addressee_id", "organisation"))
            .take(),
        Table::create()
            .table(follow_up)
            .col(uuid("recommendation_id"))
            .col(big_integer("number"))
            .col(uuid("board_id"))
            .col(date("found_on"))
            .col(big_integer("money_recovered"))
            .col(big_integer("money_otherwise"))
            .col(big_integer("settlement_reduced"))
            .col(big_integer("land_recovered"))
            .col(big_integer("land_otherwise"))
            .primary_key(&mut primary_key(follow_up, &["recommendation_id", "number"]))
            .foreign_key(&mut references(follow_up, "recommendation_id", recommendation))
            .foreign_key(&mut references(follow_up, "board_id", board))
            .take(),
        Table::create()
            .table(plan)
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(uuid("board_id"))
            .col(string("board_kind"))
            .col(uuid("director_id"))
            .col(uuid("host_id"))
            .col(string_null("period_key"))
            .col(string("title"))
            .col(json_binary("content"))
            .col(date_null("issued_on"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key(plan, &["id"]))
            .foreign_key(&mut references(plan, "organisation_id", "organisation"))
            .foreign_key(&mut references(plan, "unit_id", "unit"))
            .foreign_key(&mut references(plan, "board_id", board))
            .take(),
        Table::create()
            .table(inspection)
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(uuid("origin_unit_id"))
            .col(uuid("board_id"))
            .col(string("board_kind"))
            .col(uuid("director_id"))
            .col(uuid("host_id"))
            .col(uuid_null("plan_id"))
            .col(string("kind"))
            .col(string("subject"))
            .col(uuid_null("inspected_id"))
            .col(string_null("inspected_name"))
            .col(json_binary_null("notice"))
            .col(date("starts_on"))
            .col(date_null("ended_on"))
            .col(json_binary_null("result"))
            .col(big_integer("cases"))
            .col(timestamp_with_time_zone_null("recorded_at"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key(inspection, &["id"]))
            .foreign_key(&mut references(inspection, "organisation_id", "organisation"))
            .foreign_key(&mut references(inspection, "unit_id", "unit"))
            .foreign_key(&mut references(inspection, "board_id", board))
            .foreign_key(&mut references(inspection, "plan_id", plan))
            .take(),
        Table::create()
            .table(feedback)
            .col(uuid("id"))
            .col(uuid("organisation_id"))
            .col(uuid("unit_id"))
            .col(uuid("board_id"))
            .col(uuid("director_id"))
            .col(date("received_on"))
            .col(string("channel"))
            .col(text("content"))
            .col(binary_null("giver_key"))
            .col(binary_null("giver"))
            .col(json_binary_null("verification"))
            .col(date_null("verified_on"))
            .col(date_null("told_on"))
            .col(timestamp_with_time_zone_null("recorded_at"))
            .col(big_integer("version"))
            .primary_key(&mut primary_key(feedback, &["id"]))
            .foreign_key(&mut references(feedback, "organisation_id", "organisation"))
            .foreign_key(&mut references(feedback, "unit_id", "unit"))
            .foreign_key(&mut references(feedback, "board_id", board))
            .take(),
    ]
}

fn indexes() -> Vec<IndexCreateStatement> {
    vec![
        index("inspection_board", &["organisation_id"]),
        index("inspection_board", &["body_id"]),
        index("inspection_board", &["host_id"]),
        index("inspection_board", &["unit_id"]),
        index("inspection_board", &["name_sort", "id"]),
        index("inspection_board", &["project_id"]),
        index("investment_project", &["organisation_id"]),
        index("investment_project", &["unit_id"]),
        index("investment_project", &["name_sort", "id"]),
        index("board_member", &["board_id"]),
        index("board_member", &["person_id"]),
        index("board_member", &["village_id"]),
        index("board_recommendation", &["organisation_id"]),
        index("board_recommendation", &["director_id"]),
        index("board_recommendation", &["addressee_id"]),
        index("board_recommendation", &["board_id"]),
        index("board_recommendation", &["unit_id"]),
        index("board_recommendation", &["due_on"]),
        index("board_recommendation", &["begun_on", "id"]),
        index("board_follow_up", &["board_id"]),
        index("board_plan", &["board_id"]),
        index("board_plan", &["unit_id"]),
        index("board_plan", &["title", "id"]),
        index("board_inspection", &["board_id"]),
        index("board_inspection", &["unit_id"]),
        index("board_inspection", &["starts_on", "id"]),
        index("citizen_feedback", &["organisation_id"]),
        index("citizen_feedback", &["director_id"]),
        index("citizen_feedback", &["received_on", "id"]),
    ]
}
