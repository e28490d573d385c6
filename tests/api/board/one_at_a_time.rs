//! One place for one person, and one inspectorate for a commune, on any day.

use serde_json::json;

use super::{BOARDS, Commune, recognition};
use crate::support::{database::Backend, register::organisation_id};

on_both![nobody_is_twice_at_once_and_no_board_beside_another];

/// Nobody is twice on one board on any day, nor has a commune two inspectorates on any day.
async fn nobody_is_twice_at_once_and_no_board_beside_another(backend: Backend) {
    let commune = Commune::of(backend, 5).await;
    let board = commune.inspectorate().await;
    let (front, president) = (&commune.front, &commune.president);
    let everybody = commune.one_of_each().await;
    board.add(front, &everybody).await.ok(200);
    let members = board.members(front).await;
    board
        .act(president, "recognise", &recognition("2025-10-08"))
        .await
        .ok(200);
    let end = json!({"on": "2025-10-15", "ground": "resigned", "reason": "Xin thôi"});
    board
        .act(front, &format!("members/{}/end", members[0]), &end)
        .await
        .ok(200);
    // Their own place again: not for a day on which they still held it.
    let first = &everybody[0];
    let again = |on: &str| {
        let mut again = first.clone();
        again["chosen_on"] = json!(on);
        again["received_on"] = json!(on);
        again
    };
    let refused = board.add(front, &[again("2025-10-14")]).await;
    assert_eq!(
        refused.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/members/0/person_id"
    );
    board.add(front, &[again("2025-10-15")]).await.ok(200);
    let over = json!({"ground": "combined", "on": "2025-10-18", "reason": "Sắp xếp"});
    board.act(president, "dissolve", &over).await.ok(200);
    let mut next = json!({
        "kind": "commune_people_inspectorate", "host": organisation_id("03388"), "term_from": "2025-10-17",
        "name": "Ban Thanh tra nhân dân phường Đoàn Kết", "term_to": "2030-10-17",
    });
    let beside = front.post(BOARDS, &next).await;
    assert_eq!(
        beside.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/term_from"
    );
    next["term_from"] = json!("2025-10-18");
    front.post(BOARDS, &next).await.ok(201);
}
