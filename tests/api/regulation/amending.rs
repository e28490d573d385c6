//! What amends a regulation stands beside it, and goes with it.

use serde_json::{Value, json};

use super::{Course, issue};
use crate::{
    support::{client::Client, database::Backend, documents::register_is_true},
    year::driver::Year,
};

on_both! {
    what_amends_one_stands_beside_it_and_goes_with_it,
    an_amendment_may_be_amended,
    what_no_longer_holds_is_replaced_and_not_amended,
}

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

/// What it amends brings along what that amends in its turn, and all of it goes together.
async fn an_amendment_may_be_amended(backend: Backend) {
    let year = Year::begin(backend, "2025-12-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let mut chain: Vec<Course> = Vec::new();
    for (title, number, on) in [
        ("Quy chế", "80/QĐ-UBND", "2025-11-04"),
        ("Sửa đổi quy chế", "81/QĐ-UBND", "2025-11-10"),
        ("Sửa đổi bản sửa đổi", "82/QĐ-UBND", "2025-11-20"),
        ("Sửa đổi thêm", "83/QĐ-UBND", "2025-11-25"),
    ] {
        let before = chain.last().map(|row| json!({"relation": "amends", "id": row.id()}));
        let row = consulted(&officer, title, before.into_iter().collect()).await;
        row.act(&leader, "issue", &issue(number, on)).await.ok(200);
        chain.push(row);
    }
    let forces = async || {
        let mut told = Vec::new();
        for row in &chain {
            told.push(officer.get(&row.address).await.ok(200)["force"].clone());
        }
        told
    };
    assert_eq!(forces().await, ["partly", "partly", "partly", "in_force"]);
    let replaces = |rows: &[Course]| -> Value {
        let each = rows.iter();
        each.map(|row| json!({"relation": "replaces", "id": row.id()}))
            .collect()
    };
    let new = consulted(&officer, "Quy chế mới", replaces(&chain[..3])).await;
    let decision = issue("90/QĐ-UBND", "2025-12-01");
    let refused = new.act(&leader, "issue", &decision).await;
    assert_eq!(refused.problem(409, "already_exists")["existing_id"], chain[3].id());
    let planned = officer.matching(&new.address).await;
    planned
        .patch(&new.address, &json!({"does": replaces(&chain)}))
        .await
        .ok(200);
    new.act(&leader, "issue", &decision).await.ok(200);
    assert_eq!(forces().await, ["expired", "expired", "expired", "expired"]);
    register_is_true(&year.server().kernel).await;
}

async fn what_no_longer_holds_is_replaced_and_not_amended(backend: Backend) {
    let year = Year::begin(backend, "2025-12-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let base = consulted(&officer, "Quy chế", json!([])).await;
    let mut decision = issue("80/QĐ-UBND", "2025-11-04");
    decision["in_force_on"] = json!("2025-11-20");
    decision["expires_on"] = json!("2025-12-10");
    base.act(&leader, "issue", &decision).await.ok(200);
    let amends = json!([{"relation": "amends", "id": base.id()}]);
    let amendment = consulted(&officer, "Sửa đổi quy chế", amends.clone()).await;
    let mut decision = issue("81/QĐ-UBND", "2025-11-10");
    decision["in_force_on"] = json!("2025-12-10");
    let late = amendment.act(&leader, "issue", &decision).await;
    assert_eq!(late.problem(409, "state_forbids")["existing_id"], base.id());
    assert_eq!(
        officer.get(&amendment.address).await.ok(200)["state"],
        "consulted",
        "nothing was done"
    );
    decision["in_force_on"] = json!("2025-12-09");
    amendment.act(&leader, "issue", &decision).await.ok(200);
    // From the day on which it begins, what is not in force yet may be amended too.
    let early = consulted(&officer, "Sửa đổi quy chế, lần hai", amends).await;
    let mut decision = issue("82/QĐ-UBND", "2025-11-10");
    decision["in_force_on"] = json!("2025-11-20");
    early.act(&leader, "issue", &decision).await.ok(200);
    let replaces = [&base, &amendment, &early].map(|row| json!({"relation": "replaces", "id": row.id()}));
    let new = consulted(&officer, "Quy chế mới", json!(replaces)).await;
    new.act(&leader, "issue", &issue("90/QĐ-UBND", "2025-12-20"))
        .await
        .ok(200);
    register_is_true(&year.server().kernel).await;
}
