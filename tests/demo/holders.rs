//! After the act of 2025 people serve where their villages are, and are recorded by whoever answers for these now.

use danchu::demo::Tier;
use serde_json::Value;

use super::{
    start::{all, sign_in, start},
    support::database::Backend,
};

on_both![people_go_where_their_villages_go];

fn by_id<'i>(items: &'i [Value], id: &Value) -> &'i Value {
    items.iter().find(|item| item["id"] == *id).expect("it is listed")
}

async fn people_go_where_their_villages_go(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let province = sign_in(&server, "officer.12").await;
    let villages = all(&province, "/api/v1/villages", 200).await;
    let people = all(&province, "/api/v1/persons", 200).await;
    let heads = all(&province, "/api/v1/appointments?position=village_head", 200).await;
    assert_eq!(heads.len(), villages.len());
    for head in &heads {
        let village = by_id(&villages, &head["village_id"]);
        let person = by_id(&people, &head["person_id"]);
        assert_eq!(head["unit_id"], village["unit"]["id"], "{head}");
        assert_eq!(person["unit_id"], village["unit"]["id"], "{person}");
    }
    // A commune of 2025 sees its own, whichever commune they were recorded in.
    let officer = sign_in(&server, "officer.03388").await;
    let theirs = all(&officer, "/api/v1/appointments?position=village_head", 200).await;
    let own = all(&officer, "/api/v1/villages", 200).await;
    assert!(theirs.len() > 1 && theirs.len() == own.len());
    let counts = province.get("/api/v1/appointment-counts").await;
    let told = counts.ok(200)["positions"].as_array().expect("positions");
    let counted = |position: &str| {
        told.iter()
            .find(|count| count["position"] == position)
            .map(|count| &count["people"])
    };
    assert_eq!(counted("village_head"), Some(&Value::from(heads.len())));
    let front = sign_in(&server, "front.12").await;
    assert_eq!(front.get("/api/v1/appointment-counts").await.ok(200), &counts.json);
}
