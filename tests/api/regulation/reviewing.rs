//! What is reviewed is in force; and what was given up is not laid before anybody to be signed.

use serde_json::json;

use super::{Course, issue};
use crate::{support::database::Backend, year::driver::Year};

on_both! {
    a_review_begins_when_it_is_in_force,
    what_was_withdrawn_has_no_decision,
}

async fn a_review_begins_when_it_is_in_force(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let row = Course::begin(&officer, &json!({"setting": "agency", "title": "Quy chế"})).await;
    row.consult(&officer, "portal", "2025-09-01", "2025-09-22").await;
    let mut decision = issue("12/QĐ-UBND", "2025-10-01");
    decision["in_force_on"] = json!("2025-10-22");
    row.act(&leader, "issue", &decision).await.ok(200);
    assert_eq!(officer.get(&row.address).await.ok(200)["allowed_actions"], json!([]));
    let review = |on: &str| json!({"begun_on": on, "reason": "Luật sửa đổi"});
    let early = row.act(&officer, "open-review", &review("2025-10-20")).await;
    assert_eq!(
        early.faults(),
        [("/begun_on".to_owned(), "out_of_range".to_owned())].into()
    );
    let told = early.json["errors"][0]["message"].to_string();
    assert!(told.contains("Nghị quyết 75/NQ-HĐND Điều 4.3a"), "{told}");
    year.until("2025-10-22").await;
    let officer = year.sign_in("officer.03388").await;
    assert_eq!(
        officer.get(&row.address).await.ok(200)["allowed_actions"],
        json!(["open_review"])
    );
    let early = row.act(&officer, "open-review", &review("2025-10-21")).await;
    assert_eq!(
        early.faults(),
        [("/begun_on".to_owned(), "out_of_range".to_owned())].into()
    );
    row.act(&officer, "open-review", &review("2025-10-22")).await.ok(200);
}

async fn what_was_withdrawn_has_no_decision(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let row = Course::begin(&officer, &json!({"setting": "agency", "title": "Quy chế"})).await;
    row.consult(&officer, "portal", "2025-09-01", "2025-09-22").await;
    let why = json!({"reason": "Trùng với dự thảo khác."});
    row.act(&officer, "withdraw", &why).await.ok(200);
    let refused = officer.get(&format!("{}/document", row.address)).await;
    assert_eq!(
        refused.problem(409, "state_forbids")["detail"],
        "Dự thảo đã được rút và chưa từng được ban hành (Luật 10/2022/QH15 Điều 59.1a)."
    );
}
