//! Reminders of recommendations: the committee, the board and whoever directs it are each told their own.

use danchu::{
    access::{Task, event},
    board::recommendation::entity as recommendation,
    reminding::remind,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::{inspected, received, secretary};
use crate::{
    board_after::hired,
    feed::{number, replica},
    support::{client::Client, database::Backend},
};

on_both![each_is_reminded_in_time];

const REMINDER: &str = "recommendation_reminder";

/// What somebody reads in the feed of how near a recommendation has come to its last day.
async fn told(who: &Client, id: &str) -> Vec<Value> {
    let feed = format!("/api/v1/events?record_kind={REMINDER}&record={id}");
    let events = who.get(&feed).await;
    let events = events.ok(200)["items"].as_array().expect("items").iter();
    events.map(|event| event["fields"].clone()).collect()
}

async fn each_is_reminded_in_time(backend: Backend) {
    let (mut commune, board) = inspected(backend).await;
    let secretary_s = secretary(&commune.year, &board, "thu.ky").await;
    let row = received(&commune, &secretary_s).await;
    let id = row.address.rsplit('/').next().expect("an id").to_owned();
    let mut marks = Vec::new();
    for (day, mark) in [
        ("2025-10-21", None),
        ("2025-10-28", Some("due_in_7_days")),
        ("2025-10-29", None),
        ("2025-11-03", Some("due_in_1_day")),
        ("2025-11-04", None),
        ("2025-11-05", Some("overdue")),
    ] {
        commune.year.until(day).await;
        let kernel = &commune.year.server().kernel;
        let told = remind::<recommendation::Entity>(&kernel.store, kernel.clocks, replica())
            .await
            .expect("it reminds");
        assert_eq!(told, u64::from(mark.is_some()), "{day}");
        marks.extend(mark.map(|mark| json!([mark])));
    }
    number(&commune.year).await;
    // Each is told its own: the committee of what waits for it, and not of what the Front and the board are told.
    let committee = commune.year.sign_in("leader.03388").await;
    let of_the_board = hired(&commune.year, &board["organisation_id"], "can.bo", "officer").await;
    for who in [&committee, &of_the_board] {
        assert_eq!(told(who, &id).await, marks);
    }
    let all = event::Entity::find()
        .filter(event::Column::RecordKind.eq(REMINDER))
        .order_by_asc(event::Column::Position)
        .all(commune.year.server().kernel.system(Task::LoadBuiltIns).reader())
        .await;
    let all = all.expect("events");
    for party in [
        &board["host"]["id"],
        &board["director"]["id"],
        &board["organisation_id"],
    ] {
        let theirs = all.iter().filter(|event| json!(event.organisation_id) == *party);
        let theirs: Vec<Value> = theirs.map(|event| event.fields.clone()).collect();
        assert_eq!(theirs, marks, "{party}");
    }
    assert_eq!(all.len(), 3 * marks.len());
}
