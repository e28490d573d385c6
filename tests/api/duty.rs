//! How far duties are fulfilled: counted from the records, seen by whoever is above, in the same second.

use serde_json::{Value, json};

use crate::{
    regulation::{Course, issue},
    support::{
        client::Client,
        database::Backend,
        register::{organisation_id, unit_id},
    },
    year::driver::Year,
};

on_both! {
    a_cell_is_done_in_the_same_second,
    what_was_carried_over_is_neither_done_nor_missing,
    nobody_sees_another_branch,
    what_does_not_hold_yet_is_asked_of_nobody,
}

const DUTIES: &str = "/api/v1/duties";

async fn coverage(who: &Client, query: &str) -> Value {
    who.get(&format!("{DUTIES}/coverage?{query}")).await.ok(200).clone()
}

/// One duty of a unit, or of a part of it.
fn of<'v>(covered: &'v Value, duty: &str) -> &'v Value {
    let duties = covered["duties"].as_array().expect("duties");
    let found = duties.iter().find(|covered| covered["duty"] == duty);
    found.expect("the duty")
}

fn part<'v>(covered: &'v Value, code: &str) -> &'v Value {
    let parts = covered["parts"].as_array().expect("parts");
    let id = json!(unit_id(code));
    parts.iter().find(|part| part["unit_id"] == id).expect("the part")
}

fn figures(covered: &Value) -> [i64; 5] {
    ["owing", "done", "carried_over", "due", "overdue"].map(|figure| covered[figure].as_i64().expect("a figure"))
}

/// Names behind a figure, following its link.
async fn gaps(who: &Client, covered: &Value) -> Vec<Value> {
    let list = who.get(covered["gaps"].as_str().expect("a link")).await;
    list.ok(200)["items"].as_array().expect("items").clone()
}

async fn issue_one(year: &Year, setting: &str, number: &str) {
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let regulation = Course::begin(&officer, &json!({"setting": setting, "title": "Quy chế"})).await;
    let form = if setting == "commune" {
        "community_meeting"
    } else {
        "staff_conference"
    };
    regulation.consult(&officer, form, "2025-09-02", "2025-09-22").await;
    regulation
        .act(&leader, "issue", &issue(number, "2025-09-30"))
        .await
        .ok(200);
}

async fn a_cell_is_done_in_the_same_second(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let province = year.sign_in("officer.12").await;
    let communes = province
        .get("/api/v1/organisations?kind=people_committee&limit=200")
        .await;
    let communes = communes.ok(200)["items"].as_array().expect("items").iter();
    let communes = communes.filter(|body| body["unit"]["level"] == "commune").count();
    let owing = i64::try_from(communes).expect("few");
    let before = coverage(&province, "").await;
    let all = of(&before, "commune_regulation");
    assert_eq!(figures(all), [owing, 0, 0, owing, 0]);
    assert_eq!(all["percentage"], json!(0.0));
    assert_eq!(
        figures(of(part(&before, "03388"), "commune_regulation")),
        [1, 0, 0, 1, 0]
    );
    assert_eq!(i64::try_from(gaps(&province, all).await.len()), Ok(owing));
    issue_one(&year, "commune", "12/QĐ-UBND").await;
    let after = coverage(&province, "").await;
    assert_eq!(figures(of(&after, "commune_regulation")), [owing, 1, 0, owing - 1, 0]);
    let here = of(part(&after, "03388"), "commune_regulation");
    assert_eq!((figures(here), &here["percentage"]), ([1, 1, 0, 0, 0], &json!(100.0)));
    assert_eq!(gaps(&province, here).await, Vec::<Value>::new());
    // A committee has two hats: the other regulation is still missing.
    assert_eq!(figures(of(part(&after, "03388"), "agency_regulation"))[1], 0);
    issue_one(&year, "agency", "13/QĐ-UBND").await;
    let both = coverage(&province, "").await;
    assert_eq!(figures(of(part(&both, "03388"), "agency_regulation"))[1], 1);
    // Before it was in force it was not done.
    let then = coverage(&province, "as_of=2025-09-29").await;
    assert_eq!(figures(of(&then, "commune_regulation"))[1], 0);
    let missing = gaps(&province, of(&both, "commune_regulation")).await;
    let own = json!(organisation_id("03388"));
    assert!(missing.iter().all(|gap| gap["organisation_id"] != own), "{missing:?}");
    assert!(missing.iter().all(|gap| gap["state"] == "due"), "{missing:?}");
}

async fn what_was_carried_over_is_neither_done_nor_missing(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    issue_one(&year, "commune", "12/QĐ-UBND").await;
    let leader = year.sign_in("leader.12").await;
    let act = json!({
        "legal_basis": "Nghị quyết 99/NQ-UBTVQH15", "effective_on": "2025-10-20",
        "lines": {"documents_by": "2026-01-31", "opened": [{
            "code": "03399", "name": "Đoàn Kết Mới", "kind": "Phường", "level": "commune", "parent_code": "12",
            "came_of": [{"unit": unit_id("03388")}],
        }]},
    });
    let drafted = leader.post("/api/v1/reorganisations", &act).await;
    let at = format!(
        "/api/v1/reorganisations/{}",
        drafted.ok(201)["id"].as_str().expect("an id")
    );
    let apply = leader.matching(&at).await;
    apply.post(&format!("{at}/apply"), &Value::Null).await.ok(200);
    let cells = |covered: &Value| {
        let parts = covered["parts"].as_array().expect("parts").clone();
        let new = parts
            .into_iter()
            .find(|part| part["unit_name"] == "Phường Đoàn Kết Mới");
        let new = new.expect("the new commune");
        (
            of(&new, "commune_regulation").clone(),
            of(&new, "agency_regulation").clone(),
        )
    };
    let (commune, agency) = cells(&coverage(&leader, "").await);
    assert_eq!(figures(&commune), [1, 0, 1, 0, 0]);
    let carried = gaps(&leader, &commune).await;
    assert_eq!(
        (&carried[0]["state"], &carried[0]["due_on"]),
        (&json!("carried_over"), &json!("2026-01-31"))
    );
    // What the old commune never had is missing of the new one too; after the act's day it is overdue.
    assert_eq!(figures(&agency)[1..3], [0, 0]);
    let missing = figures(&agency)[3];
    assert!(missing > 0, "{agency}");
    year.until("2026-02-01").await;
    let leader = year.sign_in("leader.12").await;
    let (commune, agency) = cells(&coverage(&leader, "").await);
    assert_eq!(figures(&commune), [1, 0, 0, 0, 1]);
    let overdue = gaps(&leader, &agency).await;
    let committee = overdue
        .iter()
        .find(|gap| gap["organisation_kind"] == "people_committee");
    assert_eq!(committee.expect("the committee")["state"], "overdue");
    // The day before the act, the old commune had done it.
    let before = coverage(&leader, "as_of=2025-10-19").await;
    assert_eq!(
        figures(of(part(&before, "03388"), "commune_regulation")),
        [1, 1, 0, 0, 0]
    );
}

async fn nobody_sees_another_branch(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let commune = year.sign_in("officer.03388").await;
    let elsewhere = format!("{DUTIES}/coverage?unit={}", unit_id("11"));
    commune.get(&elsewhere).await.ok(200);
    let seen = coverage(&commune, &format!("unit={}", unit_id("11"))).await;
    // Units are public; what others owe is not counted.
    assert!(
        seen["duties"]
            .as_array()
            .expect("duties")
            .iter()
            .all(|duty| duty["owing"] == 0)
    );
    let gaps = format!("{DUTIES}/commune_regulation/gaps?unit={}", unit_id("12"));
    let mine = commune.get(&gaps).await;
    let named = mine.ok(200)["items"].as_array().expect("items").iter();
    let named: Vec<_> = named.map(|gap| gap["organisation_id"].clone()).collect();
    assert_eq!(named, [json!(organisation_id("03388"))]);
}

async fn what_does_not_hold_yet_is_asked_of_nobody(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let province = year.sign_in("officer.12").await;
    let known = province.get(DUTIES).await;
    assert_eq!(known.ok(200)["items"].as_array().map(Vec::len), Some(5));
    for (day, expected) in [
        ("2023-06-30", 0),
        ("2023-07-01", 4),
        ("2024-12-08", 4),
        ("2024-12-09", 5),
    ] {
        let covered = coverage(&province, &format!("as_of={day}")).await;
        assert_eq!(covered["duties"].as_array().map(Vec::len), Some(expected), "{day}");
    }
    let early = format!("{DUTIES}/council_resolution/gaps?as_of=2024-12-08");
    province.get(&early).await.problem(422, "invalid_parameter");
    province
        .get(&format!("{DUTIES}/something_else/gaps"))
        .await
        .problem(404, "not_found");
}
