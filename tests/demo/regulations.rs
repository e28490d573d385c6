//! After the act of 2025: what the closed communes had issued holds for their former areas until the heir replaces it.

use danchu::demo::Tier;
use serde_json::{Value, json};

use super::{
    start::{all, sign_in, start},
    support::{client::Client, database::Backend},
};

on_both![
    old_regulations_are_carried_over_until_the_heir_replaces_them,
    drafts_pass_to_the_heir
];

const REGULATIONS: &str = "/api/v1/democracy-regulations";

async fn force(client: &Client, address: &str, day: &str) -> Value {
    client.get(&format!("{address}?as_of={day}")).await.ok(200)["force"].clone()
}

async fn old_regulations_are_carried_over_until_the_heir_replaces_them(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let (officer, leader) = (
        sign_in(&server, "officer.03388").await,
        sign_in(&server, "leader.03388").await,
    );
    let issued = all(&officer, &format!("{REGULATIONS}?setting=commune&state=issued"), 50).await;
    assert!(!issued.is_empty(), "its predecessors had some");
    for old in &issued {
        assert_eq!(old["force"], "carried_over", "{old}");
        assert_eq!(old["allowed_actions"], json!([]));
    }
    let old = format!("{REGULATIONS}/{}", issued[0]["id"].as_str().expect("an id"));
    assert_eq!(force(&officer, &old, "2025-06-30").await, "in_force");
    let does: Vec<Value> = issued
        .iter()
        .map(|old| json!({"relation": "replaces", "id": old["id"]}))
        .collect();
    let title = "Quy chế thực hiện dân chủ ở phường Đoàn Kết";
    let new = officer
        .post(
            REGULATIONS,
            &json!({"setting": "commune", "title": title, "does": does}),
        )
        .await;
    let new = format!("{REGULATIONS}/{}", new.ok(201)["id"].as_str().expect("an id"));
    let act = |who: Client, verb: &'static str, body: Value| {
        let new = new.clone();
        async move { who.matching(&new).await.post(&format!("{new}/{verb}"), &body).await }
    };
    let asked = json!({"opened_on": "2025-11-20", "forms": ["community_meeting", "portal"]});
    act(officer.clone(), "open-consultation", asked).await.ok(200);
    let said = json!({"closed_on": "2025-12-12", "opinions": 40, "accepted": 12, "explanation": "Tiếp thu.", "explained_on": "2025-12-15"});
    act(officer.clone(), "close-consultation", said).await.ok(200);
    let issue = json!({
        "number": "512/QĐ-UBND", "signed_on": "2025-12-19", "in_force_on": "2025-12-22", "signer": "Lò Văn Inh",
        "partner": {"name": "Ủy ban MTTQ Việt Nam phường Đoàn Kết", "document": "Công văn số 30/MTTQ-BTT"},
    });
    assert_eq!(act(leader, "issue", issue).await.ok(200)["force"], "in_force");
    assert_eq!(force(&officer, &old, "2025-12-21").await, "carried_over");
    assert_eq!(force(&officer, &old, "2025-12-22").await, "expired");
}

async fn drafts_pass_to_the_heir(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let province = sign_in(&server, "officer.12").await;
    let drafts = all(&province, &format!("{REGULATIONS}?state=consultation"), 100).await;
    let passed: Vec<&Value> = drafts.iter().filter(|row| row["origin_unit_id"].is_string()).collect();
    assert!(
        !passed.is_empty(),
        "some were being drafted in the communes that closed"
    );
    for row in passed {
        let organisation = row["organisation"]["id"].as_str().expect("an id");
        let body = province.get(&format!("/api/v1/organisations/{organisation}")).await;
        assert!(body.ok(200)["valid_to"].is_null(), "{row}");
        assert_eq!(body.json["unit"]["id"], row["unit_id"], "{}", body.json);
    }
}
