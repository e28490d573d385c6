//! The days between which there is a village: what it goes into is there on its last one, and households are counted in between.

use serde_json::{Value, json};

use super::{VILLAGES, village};
use crate::{
    papers::{act, id},
    support::{
        client::{Client, Reply},
        database::Backend,
        register::unit_id,
        server::TestServer,
    },
    year::driver::Year,
};

on_both![
    a_village_goes_into_one_that_is_there,
    households_are_counted_while_there_is_a_village,
    until_it_ends_a_village_is_as_any_other,
    what_is_to_come_is_put_right
];

/// A village that is recorded; where it is.
async fn recorded(officer: &Client, new: &Value) -> String {
    let id = officer.post(VILLAGES, new).await.ok(201)["id"].clone();
    format!("{VILLAGES}/{}", id.as_str().expect("an id"))
}

/// Closes a village into another.
async fn close(officer: &Client, at: &str, on: &str, into: &Value) -> Reply {
    let closing = json!({"on": on, "legal_basis": "NQ 20/NQ-HĐND", "reason": "Sáp nhập", "merged_into": into});
    act(officer, at, "close", &closing).await
}

async fn a_village_goes_into_one_that_is_there(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let first = recorded(&officer, &village("Nà Sài 1")).await;
    let second = recorded(&officer, &village("Nà Sài 2")).await;
    let third = recorded(&officer, &village("Nà Đon")).await;
    let mut young = village("Nà Mới");
    young["valid_from"] = json!("2025-12-02");
    let young = recorded(&officer, &young).await;
    let neighbours = recorded(&server.sign_in("officer.03390").await, &village("Nà Khằm")).await;
    for (into, code) in [
        (id(&first), "unsuited"),
        (id(&young), "ended"),
        (id(&neighbours), "unknown_reference"),
        (json!(unit_id("12")), "unknown_reference"),
    ] {
        let refused = close(&officer, &first, "2025-12-01", &into).await;
        assert_eq!(
            refused.faults(),
            [("/merged_into".to_owned(), code.to_owned())].into(),
            "{into}"
        );
    }
    let closed = close(&officer, &first, "2025-12-01", &id(&second)).await;
    assert_eq!(
        (&closed.ok(200)["valid_to"], &closed.json["successor"]),
        (&json!("2025-12-01"), &id(&second))
    );
    assert_eq!(officer.get(&second).await.ok(200)["came_of"], json!([id(&first)]));
    // It is not gone before what goes into it, not even into that.
    for into in [&first, &third] {
        let refused = close(&officer, &second, "2025-11-30", &id(into)).await;
        assert_eq!(refused.faults(), [("/on".to_owned(), "out_of_range".to_owned())].into());
    }
    let early = json!({
        "kind": "Bản", "name": "Nà Sài", "valid_from": "2025-11-30", "came_of": [id(&second)], "legal_basis": "NQ 21/NQ-HĐND",
    });
    let refused = officer.post(VILLAGES, &early).await;
    assert_eq!(
        refused.faults(),
        [("/came_of/0".to_owned(), "out_of_range".to_owned())].into()
    );
    // It may go on into a third.
    let closed = close(&officer, &second, "2025-12-15", &id(&third)).await;
    assert_eq!(closed.ok(200)["successor"], id(&third));
    let over = close(&officer, &young, "2025-12-20", &id(&second)).await;
    assert_eq!(over.faults(), [("/merged_into".to_owned(), "ended".to_owned())].into());
    let again = close(&officer, &first, "2025-12-20", &id(&third)).await;
    again.problem(409, "state_forbids");
}

async fn households_are_counted_while_there_is_a_village(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let at = recorded(&officer, &village("Nà Sài")).await;
    let count = |on: &str| json!({"counted_on": on, "households": 86});
    for before in ["1990-01-01", "2011-12-31"] {
        let refused = act(&officer, &at, "households", &count(before)).await;
        assert_eq!(
            refused.faults(),
            [("/counted_on".to_owned(), "out_of_range".to_owned())].into(),
            "{before}"
        );
    }
    act(&officer, &at, "households", &count("2012-01-01")).await.ok(200);
    let mut early = village("Nà Đon");
    early["households"] = count("2011-12-31");
    let refused = officer.post(VILLAGES, &early).await;
    assert_eq!(
        refused.faults(),
        [("/households/counted_on".to_owned(), "out_of_range".to_owned())].into()
    );
}

async fn until_it_ends_a_village_is_as_any_other(backend: Backend) {
    let mut year = Year::begin(backend, "2026-04-10").await;
    let officer = year.sign_in("officer.03388").await;
    let at = recorded(&officer, &village("Nà Sài")).await;
    let count = |on: &str| json!({"counted_on": on, "households": 86});
    act(&officer, &at, "households", &count("2026-04-01")).await.ok(200);
    let closing = |on: &str| json!({"on": on, "legal_basis": "NQ 20/NQ-HĐND", "reason": "Giải thể"});
    let refused = act(&officer, &at, "close", &closing("2026-04-01")).await;
    assert_eq!(refused.faults(), [("/on".to_owned(), "out_of_range".to_owned())].into());
    assert!(refused.json.to_string().contains("2026-04-01"), "{}", refused.json);
    let closed = act(&officer, &at, "close", &closing("2026-06-01")).await;
    assert_eq!(
        closed.ok(200)["allowed_actions"],
        json!(["update", "record_households", "close"])
    );
    act(&officer, &at, "households", &count("2026-04-10")).await.ok(200);
    let renamed = officer.matching(&at).await.patch(&at, &json!({"code": "B01"})).await;
    assert_eq!(renamed.ok(200)["code"], "B01");
    year.until("2026-06-01").await;
    let officer = year.sign_in("officer.03388").await;
    let late = act(&officer, &at, "households", &count("2026-05-31")).await;
    assert_eq!(late.ok(200)["households"], count("2026-05-31"));
    assert_eq!(late.json["allowed_actions"], json!(["record_households"]));
    let over = act(&officer, &at, "households", &count("2026-06-01")).await;
    assert_eq!(
        over.faults(),
        [("/counted_on".to_owned(), "out_of_range".to_owned())].into()
    );
    let renamed = officer.matching(&at).await.patch(&at, &json!({"code": "B02"})).await;
    renamed.problem(409, "state_forbids");
    let again = act(&officer, &at, "close", &closing("2026-07-01")).await;
    again.problem(409, "state_forbids");
}

async fn what_is_to_come_is_put_right(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let officer = year.sign_in("officer.03388").await;
    let first = recorded(&officer, &village("Nà Sài")).await;
    let second = recorded(&officer, &village("Nà Đon")).await;
    let third = recorded(&officer, &village("Nà Khằm")).await;
    for (on, into) in [("2026-06-01", &second), ("2026-05-01", &third)] {
        let closed = close(&officer, &first, on, &id(into)).await;
        assert_eq!(
            (&closed.ok(200)["valid_to"], &closed.json["successor"]),
            (&json!(on), &id(into))
        );
    }
    // What it was to go into is free again.
    assert_eq!(officer.get(&second).await.ok(200)["came_of"], json!([]));
    let into_none = json!({"on": "2026-06-01", "legal_basis": "NQ 21/NQ-HĐND", "reason": "Giải thể"});
    let closed = act(&officer, &first, "close", &into_none).await;
    assert!(closed.ok(200).get("successor").is_none(), "{}", closed.json);
    // Its name was taken since, from the day it was to end.
    let mut namesake = village("Nà Sài");
    namesake["valid_from"] = json!("2026-06-01");
    let namesake = recorded(&officer, &namesake).await;
    let mut later = into_none.clone();
    later["on"] = json!("2026-06-02");
    let refused = act(&officer, &first, "close", &later).await;
    assert_eq!(refused.problem(409, "already_exists")["existing_id"], id(&namesake));
    later["on"] = json!("2026-05-02");
    act(&officer, &first, "close", &later).await.ok(200);
    // A new village has what goes into it in its record.
    let mut new = json!({
        "kind": "Bản", "name": "Hợp nhất", "valid_from": "2026-09-01", "came_of": [id(&second)], "legal_basis": "NQ 22/NQ-HĐND",
    });
    officer.post(VILLAGES, &new).await.ok(201);
    act(&officer, &second, "close", &into_none)
        .await
        .problem(409, "state_forbids");
    let counted = json!({"counted_on": "2026-04-01", "households": 40});
    act(&officer, &third, "households", &counted).await.ok(200);
    new["name"] = json!("Hợp nhất 2");
    new["valid_from"] = json!("2026-04-01");
    new["came_of"] = json!([id(&third)]);
    let refused = officer.post(VILLAGES, &new).await;
    assert_eq!(
        refused.faults(),
        [("/came_of/0".to_owned(), "out_of_range".to_owned())].into()
    );
}
