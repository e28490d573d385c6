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
};

on_both![
    a_village_goes_into_one_that_is_there,
    households_are_counted_while_there_is_a_village
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
