//! What ends a regulation: another in its place, or its repeal; and what takes no effect, and ends nothing.

use serde_json::json;

use super::{Course, issue};
use crate::{
    support::{client::Client, database::Backend, documents::register_is_true},
    year::driver::Year,
};

on_both! {
    a_new_one_takes_the_place_of_the_old,
    what_never_took_effect_ends_nothing,
    what_others_count_on_is_not_repealed_before_its_first_day,
}

/// One that is in force since September.
async fn old_one(officer: &Client, leader: &Client) -> Course {
    let old = Course::begin(officer, &json!({"setting": "agency", "title": "Quy chế cũ"})).await;
    old.consult(officer, "in_person", "2025-09-02", "2025-09-02").await;
    old.act(leader, "issue", &issue("12/QĐ-UBND", "2025-09-30"))
        .await
        .ok(200);
    old
}

async fn a_new_one_takes_the_place_of_the_old(backend: Backend) {
    let year = Year::begin(backend, "2025-12-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let old = old_one(&officer, &leader).await;
    let new = Course::begin(&officer, &json!({"setting": "agency", "title": "Quy chế mới"})).await;
    new.consult(&officer, "in_person", "2025-11-01", "2025-11-03").await;
    let refused = new.act(&leader, "issue", &issue("90/QĐ-UBND", "2025-12-01")).await;
    assert_eq!(refused.problem(409, "already_exists")["existing_id"], old.id());
    let planned = json!({"does": [{"relation": "replaces", "id": old.id()}]});
    let planned = officer.matching(&new.address).await.patch(&new.address, &planned).await;
    assert_eq!(planned.ok(200)["does"][0]["title"], "Quy chế cũ");
    assert_eq!(
        officer.get(&old.address).await.ok(200)["done_by"],
        json!([]),
        "it is only planned"
    );
    let ended = async |day: &str, stage: &str| {
        let list = officer
            .get(&format!("/api/v1/documents?stage={stage}&as_of={day}"))
            .await;
        let items = list.ok(200)["items"].as_array().expect("items").iter();
        items
            .map(|item| (item["title"].clone(), item["stage"].clone()))
            .collect::<Vec<_>>()
    };
    new.act(&leader, "issue", &issue("90/QĐ-UBND", "2025-12-01"))
        .await
        .ok(200);
    let over = officer.get(&old.address).await;
    assert_eq!(over.ok(200)["force"], "expired");
    // What has another in its place has ended, and nothing is done to it any more.
    assert_eq!(
        ended("2025-12-01", "ended").await,
        [(json!("Quy chế cũ"), json!("ended"))]
    );
    assert_eq!(
        ended("2025-12-01", "issued").await,
        [(json!("Quy chế mới"), json!("issued"))]
    );
    assert_eq!(ended("2025-11-30", "ended").await, []);
    assert_eq!(over.json["allowed_actions"], json!([]));
    assert_eq!(leader.get(&old.address).await.ok(200)["allowed_actions"], json!([]));
    let review = json!({"begun_on": "2025-12-20", "reason": "Sau khi sắp xếp."});
    old.act(&officer, "open-review", &review)
        .await
        .problem(409, "state_forbids");
    let repeal = json!({"number": "91/QĐ-UBND", "signed_on": "2025-12-20", "on": "2025-12-20", "reason": "Thừa."});
    old.act(&leader, "repeal", &repeal).await.problem(409, "state_forbids");
    assert_eq!(over.json["done_by"][0]["id"], new.id());
    assert_eq!(over.json["done_by"][0]["effective_on"], "2025-12-01");
    let before = officer.get(&format!("{}?as_of=2025-11-30", old.address)).await;
    assert_eq!(before.ok(200)["force"], "in_force");
    let again = json!({"title": "Khác"});
    officer
        .matching(&old.address)
        .await
        .patch(&old.address, &again)
        .await
        .problem(409, "state_forbids");
    register_is_true(&year.server().kernel).await;
}

/// It was to replace another from its first day on, and was repealed before.
async fn what_never_took_effect_ends_nothing(backend: Backend) {
    let year = Year::begin(backend, "2025-12-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let old = old_one(&officer, &leader).await;
    let draft = json!({
        "setting": "agency", "title": "Quy chế mới", "does": [{"relation": "replaces", "id": old.id()}],
    });
    let new = Course::begin(&officer, &draft).await;
    new.consult(&officer, "in_person", "2025-11-01", "2025-11-03").await;
    let mut decision = issue("90/QĐ-UBND", "2025-12-01");
    decision["in_force_on"] = json!("2026-01-10");
    new.act(&leader, "issue", &decision).await.ok(200);
    let forces = async |day: &str| {
        let mut told = Vec::new();
        for row in [&old, &new] {
            let seen = officer.get(&format!("{}?as_of={day}", row.address)).await;
            told.push(seen.ok(200)["force"].clone());
        }
        told
    };
    assert_eq!(forces("2026-01-10").await, ["expired", "in_force"]);
    let repeal =
        json!({"number": "91/QĐ-UBND", "signed_on": "2025-12-22", "on": "2025-12-22", "reason": "Ban hành nhầm."});
    new.act(&leader, "repeal", &repeal).await.ok(200);
    assert_eq!(forces("2025-12-21").await, ["in_force", "not_yet"]);
    assert_eq!(forces("2025-12-22").await, ["in_force", "expired"]);
    assert_eq!(forces("2026-01-10").await, ["in_force", "expired"]);
    assert_eq!(officer.get(&old.address).await.ok(200)["done_by"], json!([]));
    // What was signed later was on its way before.
    let listed = async |stage: &str| {
        let list = officer
            .get(&format!("/api/v1/documents?stage={stage}&as_of=2025-09-29"))
            .await;
        let items = list.ok(200)["items"].as_array().expect("items").iter();
        items
            .map(|item| (item["title"].clone(), item["stage"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(listed("issued").await, []);
    assert_eq!(
        listed("in_preparation").await,
        ["Quy chế cũ", "Quy chế mới"].map(|title| (json!(title), json!("in_preparation")))
    );
    register_is_true(&year.server().kernel).await;
}

/// Repealed before its first day, one brings back what it was to end: not beside another that was issued since.
async fn what_others_count_on_is_not_repealed_before_its_first_day(backend: Backend) {
    let year = Year::begin(backend, "2025-12-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let ready = async |title: &str, replaces: Option<&Course>| {
        let mut new = json!({"setting": "agency", "title": title});
        if let Some(old) = replaces {
            new["does"] = json!([{"relation": "replaces", "id": old.id()}]);
        }
        let row = Course::begin(&officer, &new).await;
        row.consult(&officer, "in_person", "2025-09-02", "2025-09-02").await;
        row
    };
    let decided = |number: &str, in_force_on: &str| {
        let mut decision = issue(number, "2025-12-22");
        decision["in_force_on"] = json!(in_force_on);
        decision
    };
    let repeal =
        |on: &str| json!({"number": "99/QĐ-UBND", "signed_on": "2025-12-22", "on": on, "reason": "Không còn phù hợp"});
    let first = ready("Một", None).await;
    first
        .act(&leader, "issue", &decided("1/QĐ-UBND", "2025-12-22"))
        .await
        .ok(200);
    // The second for ten days of February, the third after it: it names nothing, and counts on the second.
    let second = ready("Hai", Some(&first)).await;
    let mut decision = decided("2/QĐ-UBND", "2026-02-01");
    decision["expires_on"] = json!("2026-02-11");
    second.act(&leader, "issue", &decision).await.ok(200);
    let third = ready("Ba", None).await;
    third
        .act(&leader, "issue", &decided("3/QĐ-UBND", "2026-02-15"))
        .await
        .ok(200);
    let refused = second.act(&leader, "repeal", &repeal("2026-01-05")).await;
    assert_eq!(refused.problem(409, "state_forbids")["existing_id"], third.id());
    // The fourth names the third: that is not taken from under it either.
    let fourth = ready("Bốn", Some(&third)).await;
    fourth
        .act(&leader, "issue", &decided("4/QĐ-UBND", "2026-03-01"))
        .await
        .ok(200);
    let refused = third.act(&leader, "repeal", &repeal("2026-01-05")).await;
    assert_eq!(refused.problem(409, "state_forbids")["existing_id"], fourth.id());
    let stands = async |day: &str| {
        let mut all = Vec::new();
        for (name, row) in [
            ("first", &first),
            ("second", &second),
            ("third", &third),
            ("fourth", &fourth),
        ] {
            let seen = officer.get(&format!("{}?as_of={day}", row.address)).await;
            if seen.ok(200)["force"] == "in_force" {
                all.push(name);
            }
        }
        all
    };
    for (day, expected) in [
        ("2026-01-05", "first"),
        ("2026-02-05", "second"),
        ("2026-02-20", "third"),
        ("2026-03-01", "fourth"),
    ] {
        assert_eq!(stands(day).await, [expected], "{day}");
    }
    // The last first, then each in its turn; the first holds again.
    for row in [&fourth, &third, &second] {
        row.act(&leader, "repeal", &repeal("2026-01-05")).await.ok(200);
    }
    for day in ["2026-01-05", "2026-02-05", "2026-03-01"] {
        assert_eq!(stands(day).await, ["first"], "{day}");
    }
    // What never held is in nobody's way, though on that day it is not repealed yet.
    let fifth = ready("Năm", Some(&first)).await;
    fifth
        .act(&leader, "issue", &decided("5/QĐ-UBND", "2025-12-30"))
        .await
        .ok(200);
    register_is_true(&year.server().kernel).await;
}
