//! Kinds of areas: decided by the province, shown with the commune, and asked of what its villages do.

use serde_json::{Value, json};

use crate::{
    support::{client::Client, database::Backend, register::unit_id},
    year::driver::Year,
};

on_both! {
    a_drafting_team_in_an_ethnic_minority_area_has_its_own_members,
    a_commune_goes_on_in_the_areas_of_whose_heir_it_is,
    only_a_province_decides_on_its_communes,
}

const DECISION: &str = "/api/v1/directives/0198c000-0000-7000-8000-00000000a0e1";

fn decision(communes: &Value, area: &Value) -> Value {
    let mut new = json!({
        "kind": "area_decision", "number": "15/QĐ-UBND", "title": "Danh sách xã vùng đồng bào dân tộc thiểu số",
        "issued_on": "2025-08-01", "area": {"kind": "ethnic_minority", "valid_from": "2025-07-01", "communes": communes},
    });
    for (name, value) in area.as_object().expect("an object") {
        new["area"][name] = value.clone();
    }
    new
}

async fn decide(province: &Client, communes: &Value, area: &Value) {
    let matching = match province.get(DECISION).await.status.as_u16() {
        200 => province.matching(DECISION).await,
        _ => province.clone(),
    };
    let told = matching.put(DECISION, &decision(communes, area)).await;
    assert!([200, 201].contains(&told.status.as_u16()), "{}", told.json);
}

async fn areas(who: &Client, code: &str) -> Value {
    let unit = who.get(&format!("/api/v1/units/{}", unit_id(code))).await;
    unit.ok(200)["area_kinds"].clone()
}

async fn a_drafting_team_in_an_ethnic_minority_area_has_its_own_members(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, province) = (year.sign_in("officer.03388").await, year.sign_in("officer.12").await);
    let village = json!({"kind": "Bản", "name": "Nà Thử", "valid_from": "2004-01-01",
        "households": {"counted_on": "2025-07-01", "households": 120}});
    let village = officer.post("/api/v1/villages", &village).await.ok(201)["id"].clone();
    let convention = json!({"village_id": village, "kind": "quy_uoc", "title": "Quy ước bản Nà Thử",
        "proposal": {"by": "village_head", "on": "2025-08-20"}});
    let convention = officer.post("/api/v1/village-conventions", &convention).await;
    let address = format!(
        "/api/v1/village-conventions/{}",
        convention.ok(201)["id"].as_str().expect("an id")
    );
    let form = async |of: &[&str]| {
        let team = json!({"on": "2025-08-25", "members": 5, "of": of});
        let officer = officer.matching(&address).await;
        officer.post(&format!("{address}/form-team"), &team).await
    };
    decide(&province, &json!([unit_id("03388")]), &json!({})).await;
    let refused = form(&["organisation", "reputed", "village_elder"]).await;
    let refused = refused.problem(422, "invalid_content");
    assert_eq!(refused["errors"][0]["pointer"], "/of");
    let detail = refused["errors"][0]["message"].as_str().expect("a detail");
    assert!(detail.contains("Nghị định 61/2023/NĐ-CP Điều 8.2"), "{detail}");
    // On that day it lay in none.
    decide(
        &province,
        &json!([unit_id("03388")]),
        &json!({"valid_from": "2025-08-26"}),
    )
    .await;
    form(&["organisation", "reputed"]).await.ok(200);
}

async fn a_commune_goes_on_in_the_areas_of_whose_heir_it_is(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let province = year.sign_in("officer.12").await;
    let lineage = province
        .get(&format!("/api/v1/units/{}/lineage", unit_id("03388")))
        .await;
    let lines = lineage.ok(200)["predecessors"].as_array().expect("lines").clone();
    let of = |heir: bool| {
        let line = lines.iter().find(|line| line["heir"] == heir);
        line.expect("a line")["predecessor"]["id"].clone()
    };
    assert_eq!(areas(&province, "03388").await, json!([]));
    decide(
        &province,
        &json!([of(true)]),
        &json!({"kind": "mountainous", "valid_from": "2021-06-04"}),
    )
    .await;
    let told = areas(&province, "03388").await;
    assert_eq!(
        told,
        json!([{"kind": "mountainous", "valid_from": "2021-06-04", "decision_id": DECISION.rsplit('/').next()}])
    );
    assert_eq!(areas(&province, "03390").await, json!([]));
    assert_eq!(areas(&province, "12").await, json!([]));
    // A decision ends, or names others: what it said before is no longer told.
    decide(
        &province,
        &json!([unit_id("03390")]),
        &json!({"kind": "border", "valid_to": "2026-01-01"}),
    )
    .await;
    assert_eq!(areas(&province, "03388").await, json!([]));
    assert_eq!(areas(&province, "03390").await[0]["valid_to"], "2026-01-01");
}

async fn only_a_province_decides_on_its_communes(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, province) = (year.sign_in("officer.03388").await, year.sign_in("officer.12").await);
    let refused = async |who: &Client, new: &Value| {
        let told = who.put(DECISION, new).await;
        let problem = told.problem(422, told.json["code"].as_str().expect("a code"));
        problem["errors"][0]["pointer"].as_str().expect("a pointer").to_owned()
    };
    let here = json!([unit_id("03388")]);
    assert_eq!(refused(&officer, &decision(&here, &json!({}))).await, "/kind");
    let none = decision(&json!([]), &json!({}));
    assert_eq!(refused(&province, &none).await, "/area/communes");
    let of_itself = decision(&json!([unit_id("12")]), &json!({}));
    assert_eq!(refused(&province, &of_itself).await, "/area/communes");
    let over_before_it_began = decision(&here, &json!({"valid_to": "2025-07-01"}));
    assert_eq!(refused(&province, &over_before_it_began).await, "/area/valid_to");
    let mut of_another_kind = decision(&here, &json!({}));
    of_another_kind["kind"] = json!("guidance");
    assert_eq!(refused(&province, &of_another_kind).await, "/area");
    let mut without = decision(&here, &json!({}));
    without.as_object_mut().expect("an object").remove("area");
    assert_eq!(refused(&province, &without).await, "/area");
}
