//! A draft that is changed after the opinions came goes out for opinions again, and is issued by the latest.

use danchu::access::fresh;
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Course, closing, issue};
use crate::{
    support::{client::Client, database::Backend},
    year::driver::Year,
};

on_both![a_changed_draft_is_consulted_on_again];

/// A draft that was uploaded.
async fn uploaded(who: &Client, name: &str) -> Uuid {
    let id = fresh::<Uuid>();
    let put = who.request(Method::PUT, &format!("/api/v1/attachments/{id}?name={name}.pdf"));
    let draft = format!("%PDF-1.7\n{name}\n%%EOF\n").into_bytes();
    who.send(put.body(draft)).await.ok(201);
    id
}

fn opening(on: &str, draft: Uuid) -> Value {
    json!({"opened_on": on, "forms": ["community_meeting"], "draft_file": draft})
}

/// How many consultations its officer is to end.
async fn open(officer: &Client) -> usize {
    let list = officer.get("/api/v1/worklist?kind=consult_on_regulation").await;
    list.ok(200)["items"].as_array().expect("items").len()
}

async fn a_changed_draft_is_consulted_on_again(backend: Backend) {
    let year = Year::begin(backend, "2025-12-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let front = year.sign_in("overseer.front.03388").await;
    let row = Course::begin(&officer, &json!({"setting": "commune", "title": "Quy chế"})).await;
    let (one, two) = (uploaded(&officer, "mot").await, uploaded(&officer, "hai").await);
    row.act(&officer, "open-consultation", &opening("2025-09-02", one))
        .await
        .ok(200);
    let first = row.act(&officer, "close-consultation", &closing("2025-09-22")).await;
    assert_eq!(
        first.ok(200)["allowed_actions"],
        json!(["change", "open_consultation", "withdraw"])
    );
    assert_eq!(
        (first.json.get("earlier_consultations"), open(&officer).await),
        (None, 0)
    );
    let early = row
        .act(&officer, "open-consultation", &opening("2025-09-21", two))
        .await;
    assert_eq!(
        early.faults(),
        [("/opened_on".to_owned(), "out_of_range".to_owned())].into()
    );
    assert_eq!(
        early.json["errors"][0]["message"],
        "Không được trước ngày 2025-09-22 (Luật 10/2022/QH15 Điều 25.7, 26.1, 28.2)."
    );
    let changed = json!({"title": "Quy chế đã tiếp thu ý kiến"});
    let changing = officer.matching(&row.address).await;
    changing.patch(&row.address, &changed).await.ok(200);
    let again = row
        .act(&officer, "open-consultation", &opening("2025-10-01", two))
        .await;
    assert_eq!(
        (&again.ok(200)["state"], &again.json["consultation"]["open_until"]),
        (&json!("consultation"), &json!("2025-10-21"))
    );
    assert_eq!(again.json["earlier_consultations"], json!([first.json["consultation"]]));
    assert_eq!(open(&officer).await, 1);
    // By what was said of the draft before, it is not issued; and the people have as many days as then.
    row.act(&leader, "issue", &issue("12/QĐ-UBND", "2025-09-30"))
        .await
        .problem(409, "state_forbids");
    let short = row.act(&officer, "close-consultation", &closing("2025-10-20")).await;
    assert_eq!(
        short.faults(),
        [("/closed_on".to_owned(), "too_early".to_owned())].into()
    );
    row.act(&officer, "close-consultation", &closing("2025-10-21"))
        .await
        .ok(200);
    let before = row.act(&leader, "issue", &issue("12/QĐ-UBND", "2025-10-20")).await;
    assert_eq!(
        before.faults(),
        [("/signed_on".to_owned(), "out_of_range".to_owned())].into()
    );
    row.act(&leader, "issue", &issue("12/QĐ-UBND", "2025-10-21"))
        .await
        .ok(200);
    // Whoever reads along is told of both, and reads both drafts.
    let told = front.get(&row.address).await;
    let opened = |consultation: &Value| consultation["opened_on"].clone();
    assert_eq!(opened(&told.ok(200)["consultation"]), "2025-10-01");
    assert_eq!(opened(&told.json["earlier_consultations"][0]), "2025-09-02");
    for draft in [one, two] {
        let content = format!("{}/attachments/{draft}/content", row.address);
        assert!(front.file(&content).await.starts_with(b"%PDF-1.7"));
    }
}
