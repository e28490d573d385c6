//! People, and what they are appointed to.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::{
    support::{
        client::{Client, Reply},
        database::Backend,
    },
    year::driver::Year,
};

on_both! {
    a_village_has_one_head_at_a_time,
    a_further_acting_head_renews_no_time,
    appointments_are_counted_without_names,
    what_is_held_in_a_village_ends_with_it,
    people_are_found_by_name_and_listed_in_order,
}

const PERSONS: &str = "/api/v1/persons";

async fn person(officer: &Client, new: Value) -> String {
    let recorded = officer.post(PERSONS, &new).await;
    recorded.ok(201)["id"].as_str().expect("an id").to_owned()
}

async fn village(officer: &Client) -> Value {
    let new = json!({"kind": "Bản", "name": "Nà Khằm", "valid_from": "2012-01-01"});
    officer.post("/api/v1/villages", &new).await.ok(201)["id"].clone()
}

fn head(village: &Value, position: &str, from: &str, to: Option<&str>) -> Value {
    let mut new = json!({
        "position": position, "village_id": village, "valid_from": from,
        "decision": {"number": "112/QĐ-UBND", "signed_on": from},
    });
    if let Some(to) = to {
        new["valid_to"] = to.into();
    }
    new
}

async fn appoint(officer: &Client, person: &str, new: &Value) -> Reply {
    officer.post(&format!("{PERSONS}/{person}/appointments"), new).await
}

async fn a_village_has_one_head_at_a_time(backend: Backend) {
    let year = Year::begin(backend, "2026-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let village = village(&officer).await;
    let (first, second) = (
        person(&officer, json!({"name": "Lò Văn Ín", "sex": "male"})).await,
        person(&officer, json!({"name": "Sùng Thị Dế", "sex": "female"})).await,
    );
    let held = appoint(&officer, &first, &head(&village, "village_head", "2025-09-15", None)).await;
    let address = format!("/api/v1/appointments/{}", held.ok(201)["id"].as_str().expect("an id"));
    let other = appoint(
        &officer,
        &second,
        &head(&village, "acting_village_head", "2026-06-01", Some("2026-12-01")),
    )
    .await;
    other.problem(409, "already_exists");
    assert_eq!(other.json["existing_id"], held.json["id"]);
    appoint(
        &officer,
        &second,
        &head(&village, "village_front_head", "2026-06-01", None),
    )
    .await
    .ok(201);
    let end = json!({"on": "2026-06-01", "reason": "Xin thôi vì lý do sức khỏe"});
    let ended = officer
        .matching(&address)
        .await
        .post(&format!("{address}/end"), &end)
        .await;
    assert_eq!(ended.ok(200)["valid_to"], "2026-06-01");
    let again = officer
        .matching(&address)
        .await
        .post(&format!("{address}/end"), &end)
        .await;
    again.problem(409, "state_forbids");
    let long = appoint(
        &officer,
        &second,
        &head(&village, "acting_village_head", "2026-06-01", Some("2026-12-02")),
    )
    .await;
    assert_eq!(
        long.faults(),
        BTreeMap::from([("/valid_to".to_owned(), "out_of_range".to_owned())])
    );
    assert!(long.json.to_string().contains("185/2026"), "{}", long.json);
    appoint(
        &officer,
        &second,
        &head(&village, "acting_village_head", "2026-06-01", Some("2026-12-01")),
    )
    .await
    .ok(201);
    let on = |day: &str| {
        format!(
            "/api/v1/appointments?village={}&as_of={day}",
            village.as_str().expect("an id")
        )
    };
    let positions = async |day: &str| {
        let listed = officer.get(&on(day)).await;
        let items = listed.ok(200)["items"].as_array().expect("items").clone();
        items
            .iter()
            .map(|item| item["position"].as_str().expect("a position").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(positions("2025-09-14").await, Vec::<String>::new());
    assert_eq!(positions("2026-05-31").await, ["village_head"]);
    let mut later = positions("2026-06-01").await;
    later.sort();
    assert_eq!(later, ["acting_village_head", "village_front_head"]);
    let nowhere = appoint(&officer, &first, &json!({
        "position": "village_head", "valid_from": "2026-10-01", "decision": {"number": "112/QĐ-UBND", "signed_on": "2026-10-01"},
    })).await;
    assert_eq!(
        nowhere.faults(),
        BTreeMap::from([("/village_id".to_owned(), "unsuited".to_owned())])
    );
    let too_early = appoint(
        &officer,
        &first,
        &head(&village, "drafting_team_member", "2011-12-31", None),
    )
    .await;
    assert_eq!(
        too_early.faults(),
        BTreeMap::from([("/valid_from".to_owned(), "out_of_range".to_owned())])
    );
    let neighbour = year.sign_in("officer.03390").await;
    let stranger = person(&neighbour, json!({"name": "Vàng A Páo"})).await;
    let there = appoint(
        &neighbour,
        &stranger,
        &head(&village, "village_head", "2026-10-01", None),
    )
    .await;
    assert_eq!(
        there.faults(),
        BTreeMap::from([("/village_id".to_owned(), "unknown_reference".to_owned())])
    );
}

/// Decree 185/2026 Art. 4.2: six months in all, of whoever acts one after the other. Decree 59/2023 Art. 9.3: the Front has agreed.
async fn a_further_acting_head_renews_no_time(backend: Backend) {
    let year = Year::begin(backend, "2026-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let village = village(&officer).await;
    let (first, second) = (
        person(&officer, json!({"name": "Lò Văn Ín"})).await,
        person(&officer, json!({"name": "Sùng Thị Dế"})).await,
    );
    let acting = |from: &str, to: &str| head(&village, "acting_village_head", from, Some(to));
    let mut agreed = acting("2026-06-01", "2026-10-01");
    agreed["decision"]["front_agreed_on"] = json!("2026-06-02");
    let too_late = appoint(&officer, &first, &agreed).await;
    assert_eq!(
        too_late.faults(),
        BTreeMap::from([("/decision/front_agreed_on".to_owned(), "out_of_range".to_owned())])
    );
    agreed["decision"]["front_agreed_on"] = json!("2026-06-01");
    let held = appoint(&officer, &first, &agreed).await;
    assert_eq!(held.ok(201)["decision"]["front_agreed_on"], "2026-06-01");
    // Neither another nor the same person acts beyond the first of December.
    for who in [&first, &second] {
        let renewed = appoint(&officer, who, &acting("2026-10-01", "2026-12-02")).await;
        assert_eq!(
            renewed.faults(),
            BTreeMap::from([("/valid_to".to_owned(), "out_of_range".to_owned())])
        );
        assert!(
            renewed.json.to_string().contains("185/2026/NĐ-CP Điều 4.2"),
            "{}",
            renewed.json
        );
    }
    let rest = appoint(&officer, &second, &acting("2026-10-01", "2026-12-01")).await;
    assert_eq!(rest.ok(201)["valid_to"], "2026-12-01");
    assert_eq!(rest.json["decision"].get("front_agreed_on"), None);
    let mut elected = head(&village, "village_head", "2026-10-20", None);
    elected["decision"]["front_agreed_on"] = json!("2026-10-20");
    let unsuited = appoint(&officer, &first, &elected).await;
    assert_eq!(
        unsuited.faults(),
        BTreeMap::from([("/decision/front_agreed_on".to_owned(), "unsuited".to_owned())])
    );
}

async fn appointments_are_counted_without_names(backend: Backend) {
    let year = Year::begin(backend, "2026-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let village = village(&officer).await;
    let front = year.sign_in("overseer.front.03388").await;
    let count = async |who: &Client| {
        let counts = who.get("/api/v1/appointment-counts").await;
        counts.ok(200)["positions"].clone()
    };
    for number in 0..4 {
        let sex = if number == 0 { "female" } else { "male" };
        let who = person(
            &officer,
            json!({"name": format!("Người {number}"), "sex": sex, "ethnicity": "Thái"}),
        )
        .await;
        appoint(
            &officer,
            &who,
            &head(&village, "drafting_team_member", "2026-09-01", None),
        )
        .await
        .ok(201);
    }
    assert_eq!(
        count(&front).await,
        json!([{"position": "drafting_team_member", "people": 4}])
    );
    let fifth = person(
        &officer,
        json!({"name": "Người 5", "sex": "female", "ethnicity": "Kinh"}),
    )
    .await;
    appoint(
        &officer,
        &fifth,
        &head(&village, "drafting_team_member", "2026-09-01", None),
    )
    .await
    .ok(201);
    let five = json!([{"position": "drafting_team_member", "people": 5, "women": 2, "of_a_minority": 4}]);
    assert_eq!(count(&front).await, five);
    assert_eq!(count(&officer).await, five);
    assert_eq!(front.get(PERSONS).await.ok(200)["items"], json!([]));
    front.get(&format!("{PERSONS}/{fifth}")).await.problem(404, "not_found");
    assert_eq!(front.get("/api/v1/appointments").await.ok(200)["items"], json!([]));
    let before = front.get("/api/v1/appointment-counts?as_of=2026-08-31").await;
    assert_eq!(before.ok(200)["positions"], json!([]));
}

async fn what_is_held_in_a_village_ends_with_it(backend: Backend) {
    let mut year = Year::begin(backend, "2026-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let village = village(&officer).await;
    let id = village.as_str().expect("an id");
    let who = person(&officer, json!({"name": "Lò Văn Ín", "sex": "male"})).await;
    let held = appoint(&officer, &who, &head(&village, "village_head", "2025-09-15", None)).await;
    assert!(held.ok(201).get("valid_to").is_none(), "{}", held.json);
    let end = async |officer: &Client, on: &str| {
        let closing = json!({"on": on, "legal_basis": "NQ 20/NQ-HĐND", "reason": "Giải thể"});
        let at = format!("/api/v1/villages/{id}");
        let officer = officer.matching(&at).await;
        officer.post(&format!("{at}/close"), &closing).await.ok(200);
    };
    // How many are counted on a day, and how many are listed then.
    let on = async |officer: &Client, day: &str| {
        let counts = officer.get(&format!("/api/v1/appointment-counts?as_of={day}")).await;
        let listed = officer
            .get(&format!("/api/v1/appointments?village={id}&as_of={day}"))
            .await;
        let counted = counts.ok(200)["positions"].as_array().map(Vec::len);
        (counted, listed.ok(200)["items"].as_array().map(Vec::len))
    };
    end(&officer, "2026-11-01").await;
    assert_eq!(on(&officer, "2026-10-31").await, (Some(1), Some(1)));
    assert_eq!(on(&officer, "2026-11-01").await, (Some(0), Some(0)));
    let address = format!("/api/v1/appointments/{}", held.json["id"].as_str().expect("an id"));
    assert_eq!(officer.get(&address).await.ok(200)["valid_to"], "2026-11-01");
    // The village ends later after all.
    end(&officer, "2026-12-01").await;
    assert_eq!(on(&officer, "2026-11-01").await, (Some(1), Some(1)));
    year.until("2026-12-01").await;
    let officer = year.sign_in("officer.03388").await;
    assert_eq!(on(&officer, "2026-12-01").await, (Some(0), Some(0)));
    let seen = officer.get(&format!("{PERSONS}/{who}")).await;
    assert_eq!(seen.ok(200)["appointments"][0]["valid_to"], "2026-12-01");
}

async fn people_are_found_by_name_and_listed_in_order(backend: Backend) {
    let year = Year::begin(backend, "2026-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    for name in ["Vàng A Páo", "Lò Văn Ín", "Đèo Văn An", "Lò Thị Ban"] {
        person(&officer, json!({"name": name})).await;
    }
    let names = async |query: &str| {
        let listed = officer.get(&format!("{PERSONS}?{query}")).await;
        let items = listed.ok(200)["items"].as_array().expect("items").clone();
        items
            .iter()
            .map(|item| item["name"].as_str().expect("a name").to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names("").await, ["Đèo Văn An", "Lò Thị Ban", "Lò Văn Ín", "Vàng A Páo"]);
    assert_eq!(names("q=lo%20van").await, ["Lò Văn Ín"]);
    assert_eq!(names("q=deo").await, ["Đèo Văn An"]);
    assert_eq!(names("q=%25").await, Vec::<String>::new());
}
