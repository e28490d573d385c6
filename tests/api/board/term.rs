//! The last day of a board's term, and the first after it.

use serde_json::json;

use super::{Board, Commune, recognition};
use crate::support::{client::Reply, database::Backend, register::organisation_id};

on_both![nobody_is_elected_or_recognised_after_the_term];

/// It is refused for a day after the term, by the article.
#[track_caller]
fn is_over(refusal: &Reply, pointer: &str) {
    let fault = &refusal.problem(422, "invalid_content")["errors"][0];
    assert_eq!(
        (&fault["pointer"], &fault["code"]),
        (&json!(pointer), &json!("out_of_range"))
    );
    let told = fault["message"].as_str().expect("a message");
    assert!(
        told.contains("2025-10-10") && told.ends_with("(Luật 10/2022/QH15 Điều 36)."),
        "{told}"
    );
}

async fn nobody_is_elected_or_recognised_after_the_term(backend: Backend) {
    let commune = Commune::of(backend, 5).await;
    let (front, president) = (&commune.front, &commune.president);
    let new = json!({
        "kind": "commune_people_inspectorate", "host": organisation_id("03388"), "term_from": "2025-10-01",
        "name": "Ban Thanh tra nhân dân phường Đoàn Kết", "term_to": "2025-10-10",
    });
    let board = Board::found(front, &new).await;
    let mut members = commune.one_of_each().await;
    let mut last = members.pop().expect("the fifth");
    board.add(front, &members).await.ok(200);
    for day in ["2025-10-11", "2025-10-10"] {
        last["chosen_on"] = json!(day);
        last["received_on"] = json!(day);
        is_over(
            &board.add(front, std::slice::from_ref(&last)).await,
            "/members/0/chosen_on",
        );
    }
    last["chosen_on"] = json!("2025-10-09");
    last["received_on"] = json!("2025-10-09");
    let added = board.add(front, &[last]).await;
    assert_eq!(added.ok(200)["members"].as_array().map(Vec::len), Some(5));
    let late = board.act(president, "recognise", &recognition("2025-10-10")).await;
    is_over(&late, "/signed_on");
    let recognised = board.act(president, "recognise", &recognition("2025-10-09")).await;
    assert_eq!(recognised.ok(200)["state"], "recognised");
}
