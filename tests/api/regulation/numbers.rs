//! Numbers: one body gives each of its regulations one of its own in the year; one decision may recognise several conventions.

use serde_json::json;

use super::{Course, issue};
use crate::{convention, support::database::Backend, year::driver::Year};

on_both! {
    a_number_is_given_once_a_year_however_it_is_typed,
    each_year_counts_anew,
    one_decision_recognises_the_conventions_of_several_villages,
}

async fn a_number_is_given_once_a_year_however_it_is_typed(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let field = |name: &str| json!({"setting": "field", "field": name, "title": format!("Quy chế {name}")});
    let first = Course::begin(&officer, &field("xây dựng nông thôn mới")).await;
    first.consult(&officer, "portal", "2025-08-01", "2025-09-01").await;
    first
        .act(&leader, "issue", &issue("5/QĐ-UBND", "2025-09-30"))
        .await
        .ok(200);
    let second = Course::begin(&officer, &field("giảm nghèo")).await;
    second.consult(&officer, "portal", "2025-08-01", "2025-09-01").await;
    let taken = second
        .act(&leader, "issue", &issue("Số: 05 /qd-ubnd", "2025-10-01"))
        .await;
    assert_eq!(taken.problem(409, "already_exists")["existing_id"], first.id());
    let nonsense = second.act(&leader, "issue", &issue("năm/QĐ", "2025-10-01")).await;
    assert_eq!(nonsense.faults().keys().next().map(String::as_str), Some("/number"));
    second
        .act(&leader, "issue", &issue("6/QĐ-UBND", "2025-10-01"))
        .await
        .ok(200);
}

async fn each_year_counts_anew(backend: Backend) {
    let year = Year::begin(backend, "2026-01-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let ready = async |name: &str| {
        let field = json!({"setting": "field", "field": name, "title": format!("Quy chế {name}")});
        let row = Course::begin(&officer, &field).await;
        row.consult(&officer, "portal", "2025-08-01", "2025-09-01").await;
        row
    };
    let (first, second, third) = (
        ready("xây dựng nông thôn mới").await,
        ready("giảm nghèo").await,
        ready("chuyển đổi số").await,
    );
    let fifth = |signed_on: &str| issue("5/QĐ-UBND", signed_on);
    first.act(&leader, "issue", &fifth("2025-12-30")).await.ok(200);
    // On the last day of the year it is taken, on the first of the next it is not.
    let taken = second.act(&leader, "issue", &fifth("2025-12-31")).await;
    assert_eq!(taken.problem(409, "already_exists")["existing_id"], first.id());
    let issued = second.act(&leader, "issue", &fifth("2026-01-01")).await;
    assert_eq!(issued.ok(200)["number"], "05/QĐ-UBND");
    let taken = third.act(&leader, "issue", &fifth("2026-01-05")).await;
    assert_eq!(taken.problem(409, "already_exists")["existing_id"], second.id());
}

async fn one_decision_recognises_the_conventions_of_several_villages(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    for name in ["1", "2"] {
        let village = convention::village(&officer, name).await;
        let row = convention::Course::proposed(&officer, &village, None).await;
        row.until_the_dossier(&officer).await;
        let decision = convention::recognition("2025-10-14");
        let recognised = row.act(&leader, "recognise", &decision).await;
        assert_eq!(
            (
                &recognised.ok(200)["state"],
                &recognised.json["course"]["recognition"]["number"]
            ),
            (&json!("recognised"), &json!("118/QĐ-UBND")),
            "{name}"
        );
    }
    let found = officer
        .get("/api/v1/documents?kind=village_convention&stage=issued")
        .await;
    let items = found.ok(200)["items"].as_array().expect("items").iter();
    let numbers: Vec<_> = items.map(|item| item["number"].clone()).collect();
    assert_eq!(numbers, ["118/QĐ-UBND", "118/QĐ-UBND"]);
}
