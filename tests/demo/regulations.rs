//! After the act of 2025: what the closed communes had issued, and their councils had resolved, holds for their former areas until the heir replaces
//! it; of the heir's duties it counts neither as done nor as missing.

use danchu::demo::Tier;
use serde_json::{Value, json};

use super::{
    start::{all, sign_in, start},
    support::{client::Client, database::Backend},
};

on_both![
    old_regulations_are_carried_over_until_the_heir_replaces_them,
    what_is_carried_over_is_neither_done_nor_missing,
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

/// Where each kind of document is listed, the duty it fulfils, and whose.
const FULFILLING: [(&str, &str, &str); 3] = [
    (
        "democracy-regulations?setting=commune",
        "commune_regulation",
        "people_committee",
    ),
    (
        "democracy-regulations?setting=agency",
        "agency_regulation",
        "people_committee",
    ),
    (
        "council-resolutions?subject=democracy_measures",
        "council_resolution",
        "people_council",
    ),
];

/// Those who owe a duty in a unit: done, carried over, due and overdue; there are no others.
async fn cells(client: &Client, unit: &str, duty: &str) -> [i64; 4] {
    let covered = client.get(&format!("/api/v1/duties/coverage?unit={unit}")).await;
    let mut duties = covered.ok(200)["duties"].as_array().expect("duties").iter();
    let told = duties.find(|told| told["duty"] == duty).expect("the duty");
    let cells = ["done", "carried_over", "due", "overdue"].map(|cell| told[cell].as_i64().expect("a figure"));
    assert_eq!(told["owing"], json!(cells.iter().sum::<i64>()), "{told}");
    cells
}

async fn what_is_carried_over_is_neither_done_nor_missing(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let (province, officer) = (
        sign_in(&server, "officer.12").await,
        sign_in(&server, "officer.03388").await,
    );
    let unit_of = async |who: &Client| who.get("/api/v1/me").await.ok(200)["unit"]["id"].clone();
    let (above, heir) = (unit_of(&province).await, unit_of(&officer).await);
    let (above, unit) = (above.as_str().expect("an id"), heir.as_str().expect("an id"));
    for (list, duty, kind) in FULFILLING {
        let mut carried = all(&province, &format!("/api/v1/{list}&unit={unit}"), 200).await;
        carried.retain(|row| row["force"] == "carried_over");
        assert!(!carried.is_empty(), "{duty}: its predecessors had some");
        for row in &carried {
            assert_ne!(row["unit_id"], heir, "{row}");
            let former = row["unit_id"].as_str().expect("an id");
            let former = province.get(&format!("/api/v1/units/{former}")).await;
            assert_eq!(former.ok(200)["valid_to"], "2025-07-01", "{row}");
            let body = row["organisation"]["id"].as_str().expect("an id");
            let body = province.get(&format!("/api/v1/organisations/{body}")).await;
            assert_eq!(
                (&body.ok(200)["valid_to"], &body.json["kind"]),
                (&json!("2025-07-01"), &json!(kind)),
                "{row}"
            );
        }
        // For the heir's one body that came of theirs. Agencies beside it are schools and health stations; what else is owed, it owes alone.
        let [done, goes_on, due, overdue] = cells(&province, unit, duty).await;
        assert_eq!(goes_on, 1, "{duty}");
        assert!(
            duty == "agency_regulation" || [done, due, overdue] == [0; 3],
            "{duty}: {done} done, {due} due, {overdue} overdue"
        );
        let gaps = all(&province, &format!("/api/v1/duties/{duty}/gaps?unit={unit}"), 200).await;
        let gap = gaps.iter().find(|gap| gap["organisation_kind"] == kind);
        assert_eq!(gap.expect("the heir's body")["state"], "carried_over", "{duty}");
        let [_, all_go_on, ..] = cells(&province, above, duty).await;
        assert!(all_go_on > 1, "{duty}: {all_go_on} in the province");
    }
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
