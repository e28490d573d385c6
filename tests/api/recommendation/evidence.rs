//! The evidence of an answer: a file of whoever records it, for all who read the recommendation.

use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{answer, inspected, received, secretary};
use crate::support::{client::Client, database::Backend};

on_both![the_board_downloads_the_evidence_of_an_answer];

const EVIDENCE: &[u8] = b"%PDF-1.7 the minutes of the repair";

async fn upload(who: &Client) -> Uuid {
    let id = danchu::access::fresh::<Uuid>();
    let put = who.request(Method::PUT, &format!("/api/v1/attachments/{id}?name=bien-ban.pdf"));
    who.send(put.body(EVIDENCE.to_vec())).await.ok(201);
    id
}

/// An answer with a file.
fn proven(file: Uuid) -> Value {
    let mut body = answer("2025-10-20");
    body["file"] = json!(file);
    body
}

async fn the_board_downloads_the_evidence_of_an_answer(backend: Backend) {
    let (commune, board) = inspected(backend).await;
    let clerk = secretary(&commune.year, &board, "thu.ky").await;
    let leader = commune.year.sign_in("leader.03388").await;
    let row = received(&commune, &clerk).await;
    let (own, of_another) = (upload(&leader).await, upload(&commune.front).await);
    let refused = row.act(&leader, "answer", &proven(of_another)).await;
    assert_eq!(
        refused.problem(422, "unknown_reference")["errors"][0]["pointer"],
        "/file"
    );
    let answered = row.act(&leader, "answer", &proven(own)).await;
    let file = &answered.ok(200)["course"]["answer"]["file"];
    assert_eq!(
        (&file["id"], &file["name"], &file["bytes"]),
        (&json!(own), &json!("bien-ban.pdf"), &json!(EVIDENCE.len()))
    );
    let content = |id: Uuid| format!("{}/attachments/{id}/content", row.address);
    for who in [&clerk, &commune.president, &leader] {
        assert_eq!(who.file(&content(own)).await, EVIDENCE);
    }
    // By the recommendation alone: the file itself is the committee's, and no other file comes that way.
    let itself = format!("/api/v1/attachments/{own}/content");
    clerk.get(&itself).await.problem(404, "not_found");
    clerk.get(&content(of_another)).await.problem(404, "not_found");
    let stranger = commune.year.sign_in("officer.03390").await;
    stranger.get(&content(own)).await.problem(404, "not_found");
    // What comes on paper the board has scanned, and whoever has written it reads it too.
    let row = received(&commune, &clerk).await;
    let scan = upload(&clerk).await;
    row.act(&clerk, "record-answer", &proven(scan)).await.ok(200);
    let content = format!("{}/attachments/{scan}/content", row.address);
    for who in [&clerk, &leader] {
        assert_eq!(who.file(&content).await, EVIDENCE);
    }
}
