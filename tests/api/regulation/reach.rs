//! What one may do something to: what the people were asked about is not undone by what only staff were asked about.

use serde_json::{Value, json};

use super::{Course, REGULATIONS, issue};
use crate::{
    support::{
        client::{Client, Reply},
        database::Backend,
    },
    year::driver::Year,
};

on_both![what_the_people_were_asked_about_is_apart];

fn refused(reply: &Reply, article: &str) {
    assert_eq!(
        reply.faults(),
        [("/does/0/id".to_owned(), "unsuited".to_owned())].into(),
        "{}",
        reply.json
    );
    let told = reply.json["errors"][0]["message"].to_string();
    assert!(told.contains(article), "{told}");
}

async fn issued(officer: &Client, leader: &Client, setting: &str, number: &str) -> Course {
    let row = Course::begin(officer, &json!({"setting": setting, "title": "Quy chế"})).await;
    row.consult(officer, "portal", "2025-08-01", "2025-09-01").await;
    row.act(leader, "issue", &issue(number, "2025-09-30")).await.ok(200);
    row
}

async fn what_the_people_were_asked_about_is_apart(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let commune = issued(&officer, &leader, "commune", "1/QĐ-UBND").await;
    let agency = issued(&officer, &leader, "agency", "2/QĐ-UBND").await;
    let does = |relation: &str, to: &Course| json!([{"relation": relation, "id": to.id()}]);
    let new = |setting: &str, does: Value| {
        let mut new = json!({"setting": setting, "title": "Quy chế mới", "does": does});
        if setting == "field" {
            new["field"] = json!("giảm nghèo");
        }
        new
    };
    for (own, other, article) in [
        ("internal", &commune, "Luật 10/2022/QH15 Điều 25.7, 28.2, 35.2c"),
        ("agency", &commune, "Luật 10/2022/QH15 Điều 25.7, 28.2, 35.2c"),
        ("commune", &agency, "Luật 10/2022/QH15 Điều 53.8, 54, 55"),
        ("field", &agency, "Luật 10/2022/QH15 Điều 53.8, 54, 55"),
    ] {
        for relation in ["replaces", "repeals", "amends"] {
            let begun = officer.post(REGULATIONS, &new(own, does(relation, other))).await;
            refused(&begun, article);
        }
        // Nor is that planned later.
        let draft = Course::begin(&officer, &new(own, json!([]))).await;
        let plan = json!({"title": "Khác", "does": does("amends", other)});
        let planned = officer
            .matching(&draft.address)
            .await
            .patch(&draft.address, &plan)
            .await;
        refused(&planned, article);
        let kept = officer.get(&draft.address).await;
        assert_eq!(
            (&kept.ok(200)["does"], &kept.json["title"]),
            (&json!([]), &json!("Quy chế mới"))
        );
    }
    let english = officer.with("Accept-Language", "en");
    let begun = english
        .post(REGULATIONS, &new("internal", does("amends", &commune)))
        .await;
    refused(&begun, "Law 10/2022/QH15 Art. 25.7, 28.2, 35.2c");
    // Of one kind, one setting may well do something to the other.
    for (own, other) in [("field", &commune), ("internal", &agency)] {
        let begun = officer.post(REGULATIONS, &new(own, does("amends", other))).await;
        begun.ok(201);
    }
}
