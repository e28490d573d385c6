//! What is wrong with a board as it is founded, and with whom it is said to have elected.

use serde_json::{Value, json};

use super::{BOARDS, Commune, codes, person};
use crate::support::{database::Backend, register::organisation_id};

on_both![nobody_is_elected_against_the_law];

async fn nobody_is_elected_against_the_law(backend: Backend) {
    let commune = Commune::of(backend, 5).await;
    let board = commune.inspectorate().await;
    let front = &commune.front;
    let one = commune.elected(0, 50).await;
    let told = board.add(front, std::slice::from_ref(&one)).await;
    assert_eq!(
        told.ok(200)["findings"].as_array().map(Vec::len),
        Some(7),
        "{}",
        told.json
    );
    // Half of all households are not more than half.
    let found = told.json["findings"].as_array().expect("findings").iter();
    let lost = found
        .clone()
        .find(|finding| finding["code"] == "no_majority")
        .expect("a finding");
    assert_eq!((&lost["found"], &lost["foreseen"]), (&json!(50), &json!(51)));
    assert_eq!(lost["article"], "Luật 10/2022/QH15 Điều 21.1");
    let with = |field: &str, value: Value| {
        let mut changed = one.clone();
        changed[field] = value;
        changed
    };
    let twice = board.add(front, std::slice::from_ref(&one)).await;
    assert_eq!(
        twice.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/members/0/person_id"
    );
    let other = person(front, json!({"name": "Vàng Thị Mỷ"})).await;
    let changed = |field: &str, value: Value| {
        let mut changed = with(field, value);
        changed["person_id"] = other.clone();
        [changed]
    };
    for (field, value, pointer) in [
        ("present", json!(101), "/members/0/present"),
        ("in_favour", json!(91), "/members/0/in_favour"),
        ("chosen_on", json!("2003-12-31"), "/members/0/chosen_on"),
        ("chosen_on", json!("2025-10-21"), "/members/0/chosen_on"),
        ("received_on", json!("2025-10-03"), "/members/0/received_on"),
        ("represents", json!("staff"), "/members/0/represents"),
        ("village_id", Value::Null, "/members/0/village_id"),
        ("village_id", json!(other), "/members/0/village_id"),
    ] {
        let refused = board.add(front, &changed(field, value)).await;
        assert_eq!(refused.status, 422, "{field}: {}", refused.json);
        assert_eq!(refused.json["errors"][0]["pointer"], pointer, "{}", refused.json);
    }
    let many = |members: usize| vec![one.clone(); members];
    let ten_thousand = board.add(front, &many(10_000)).await;
    ten_thousand.problem(413, "body_too_large");
    let refused = board.add(front, &many(101)).await;
    assert_eq!(
        refused.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/members"
    );
    // The committee's record of a village head, and the Front's of a member, are of one person.
    let same = json!({"name": "Tẩn A Phử", "national_id": "012199000777"});
    let head = person(&commune.officer, same.clone()).await;
    let appointment = json!({
        "position": "village_head", "village_id": commune.villages[1], "valid_from": "2024-01-05",
        "decision": {"number": "5/QĐ-UBND", "signed_on": "2024-01-05"},
    });
    let address = format!("/api/v1/persons/{}/appointments", head.as_str().expect("an id"));
    commune.officer.post(&address, &appointment).await.ok(201);
    let mut member = commune.elected(1, 90).await;
    member["person_id"] = person(front, same).await;
    let told = board.add(front, &[member]).await;
    assert!(codes(told.ok(200)).contains(&"not_eligible"), "{}", told.json);
    let late = json!({"kind": "commune_people_inspectorate", "host": organisation_id("03388"), "name": "Ban khác",
        "term_from": "2025-10-01", "term_to": "2030-10-01"});
    front.post(BOARDS, &late).await.problem(409, "already_exists");
    for (field, value, pointer) in [
        ("host", json!(organisation_id("03390")), "/host"),
        ("host", json!(organisation_id("so-gddt")), "/host"),
        ("term_from", json!("2025-10-21"), "/term_from"),
        ("term_to", json!("2025-10-01"), "/term_to"),
        ("term_to", Value::Null, "/term_to"),
        ("staff", json!(20), "/staff"),
        ("kind", json!("agency_people_inspectorate"), "/staff"),
    ] {
        let mut new = late.clone();
        new[field] = value;
        let refused = front.post(BOARDS, &new).await;
        assert_eq!(refused.status, 422, "{field}: {}", refused.json);
        assert_eq!(refused.json["errors"][0]["pointer"], pointer, "{}", refused.json);
    }
}
