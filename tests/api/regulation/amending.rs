//! What amends a regulation stands beside it, and goes with it.

use serde_json::{Value, json};

use super::{Course, issue};
use crate::{
    support::{client::Client, database::Backend, documents::register_is_true},
    year::driver::Year,
};

on_both![what_amends_one_stands_beside_it_and_goes_with_it];

/// One that is to do something to others, consulted on in November.
async fn consulted(officer: &Client, title: &str, does: Value) -> Course {
    let new = json!({"setting": "commune", "title": title, "does": does});
    let row = Course::begin(officer, &new).await;
    row.consult(officer, "community_meeting", "2025-10-01", "2025-11-03")
        .await;
    row
}

async fn what_amends_one_stands_beside_it_and_goes_with_it(backend: Backend) {
    let year = Year::begin(backend, "2025-12-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let base = consulted(&officer, "Quy chế", json!([])).await;
    base.act(&leader, "issue", &issue("80/QĐ-UBND", "2025-11-04"))
        .await
        .ok(200);
    let amends = json!([{"relation": "amends", "id": base.id()}]);
    let mut amendments = Vec::new();
    for (title, number, on) in [
        ("Sửa đổi quy chế", "81/QĐ-UBND", "2025-11-10"),
        ("Sửa đổi quy chế, lần hai", "82/QĐ-UBND", "2025-11-20"),
    ] {
        let row = consulted(&officer, title, amends.clone()).await;
        row.act(&leader, "issue", &issue(number, on)).await.ok(200);
        amendments.push(row);
    }
    let forces = async || {
        let mut told = Vec::new();
        for row in [&base, &amendments[0], &amendments[1]] {
            told.push(officer.get(&row.address).await.ok(200)["force"].clone());
        }
        told
    };
    assert_eq!(forces().await, ["partly", "in_force", "in_force"]);
    // A new one takes the place of it with all that amends it.
    let new = consulted(
        &officer,
        "Quy chế mới",
        json!([{"relation": "replaces", "id": base.id()}]),
    )
    .await;
    let refused = new.act(&leader, "issue", &issue("90/QĐ-UBND", "2025-12-01")).await;
    let existing = &refused.problem(409, "already_exists")["existing_id"];
    assert!(amendments.iter().any(|row| row.id() == *existing), "{existing}");
    let all = [&base, &amendments[0], &amendments[1]].map(|row| json!({"relation": "replaces", "id": row.id()}));
    let planned = officer.matching(&new.address).await;
    planned.patch(&new.address, &json!({"does": all})).await.ok(200);
    new.act(&leader, "issue", &issue("90/QĐ-UBND", "2025-12-01"))
        .await
        .ok(200);
    assert_eq!(forces().await, ["expired", "expired", "expired"]);
    register_is_true(&year.server().kernel).await;
}
