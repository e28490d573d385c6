//! States of reports beside those of the national reporting system.

use std::collections::BTreeMap;

use danchu::reporting::state::StateCode;
use serde_json::{Value, json};

use super::support::{database::Backend, server::TestServer};

on_both![every_state_has_its_national_one];

async fn every_state_has_its_national_one(backend: Backend) {
    let plain = TestServer::start(backend).await;
    let told = |states: &Value, member: &str| -> BTreeMap<String, Value> {
        let states = states["states"].as_array().expect("states").iter();
        let named = states.map(|state| {
            (
                state["progress"].as_str().expect("a state").to_owned(),
                state[member].clone(),
            )
        });
        named.collect()
    };
    let states = plain
        .sign_in("officer.03388")
        .await
        .get("/api/v1/report-states")
        .await
        .ok(200)
        .clone();
    let expected = [
        ("not_started", json!("Chưa gửi")),
        ("draft", json!("Nháp")),
        ("submitted", json!("Đã gửi")),
        ("returned", json!("Trả lại")),
        ("accepted", json!("Đã tiếp nhận")),
        ("waived", Value::Null),
    ];
    let expected: BTreeMap<_, _> = expected
        .into_iter()
        .map(|(state, name)| (state.to_owned(), name))
        .collect();
    assert_eq!(told(&states, "national_state"), expected);
    assert!(told(&states, "national_code").values().all(Value::is_null));

    let codes = ["draft=1", "submitted=2"].map(|code| code.parse::<StateCode>().expect("a code"));
    let set = TestServer::start_with(backend, |setup| {
        setup.settings.state_codes = codes.into_iter().collect()
    })
    .await;
    let states = set
        .sign_in("officer.03388")
        .await
        .get("/api/v1/report-states")
        .await
        .ok(200)
        .clone();
    let codes = told(&states, "national_code");
    assert_eq!(
        (&codes["draft"], &codes["submitted"], &codes["accepted"]),
        (&json!("1"), &json!("2"), &Value::Null)
    );
    for wrong in ["draft", "draft=", "gone=1", "=1"] {
        assert!(wrong.parse::<StateCode>().is_err(), "{wrong}");
    }
}
