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
    what_happens_at_another_replica_is_counted,
    what_was_carried_over_is_neither_done_nor_missing,
    a_trend_is_the_coverage_of_each_day,
    nobody_sees_another_branch,
    what_does_not_hold_yet_is_asked_of_nobody,
    people_are_trained_one_by_one,
    the_year_has_its_last_days,
    what_a_year_passed_without_is_overdue,
    villages_confer_at_the_end_of_the_year,
    plans_and_reports_of_the_year_reach_council_and_front,
}

const DUTIES: &str = "/api/v1/duties";

pub async fn coverage(who: &Client, query: &str) -> Value {
    who.get(&format!("{DUTIES}/coverage?{query}")).await.ok(200).clone()
}

/// One duty of a unit, or of a part of it.
pub fn of<'v>(covered: &'v Value, duty: &str) -> &'v Value {
    let duties = covered["duties"].as_array().expect("duties");
    let found = duties.iter().find(|covered| covered["duty"] == duty);
    found.expect("the duty")
}

pub fn part<'v>(covered: &'v Value, code: &str) -> &'v Value {
    let parts = covered["parts"].as_array().expect("parts");
    let id = json!(unit_id(code));
    parts.iter().find(|part| part["unit_id"] == id).expect("the part")
}

pub fn figures(covered: &Value) -> [i64; 5] {
    ["owing", "done", "carried_over", "due", "overdue"].map(|figure| covered[figure].as_i64().expect("a figure"))
}

/// Names behind a figure, following its link.
pub async fn gaps(who: &Client, covered: &Value) -> Vec<Value> {
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

async fn what_happens_at_another_replica_is_counted(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let replica = year.replica("2025-10-20").await;
    let (province, nobody) = (replica.sign_in("officer.12").await, replica.nobody());
    let done = async || {
        let covered = coverage(&province, "").await;
        figures(of(part(&covered, "03388"), "commune_regulation"))[1]
    };
    assert_eq!(done().await, 0);
    // What was counted is told again while nothing happens, and to nobody else in their stead.
    assert_eq!(done().await, 0);
    let below = replica.sign_in("officer.03390").await;
    assert_eq!(
        figures(of(&coverage(&below, "").await, "commune_regulation")),
        [1, 0, 0, 1, 0]
    );
    let at = format!("/api/v1/public/coverage?unit={}", unit_id("12"));
    let public = nobody.get(&at).await.ok(200).clone();
    assert_eq!(of(part(&public, "03388"), "commune_regulation")["done"], 0);
    issue_one(&year, "commune", "12/QĐ-UBND").await;
    assert_eq!(done().await, 1);
    // The nation is its provinces, each counted by itself, and what lies in none.
    let nation = nobody.get("/api/v1/public/coverage").await.ok(200).clone();
    let all = of(&nation, "commune_regulation");
    let parts = nation["parts"].as_array().expect("parts").iter();
    let owing: i64 = parts
        .filter_map(|part| of(part, "commune_regulation")["owing"].as_i64())
        .sum();
    assert_eq!((&all["owing"], &all["done"]), (&json!(owing), &json!(1)));
    assert_eq!(
        figures(of(&coverage(&below, "").await, "commune_regulation")),
        [1, 0, 0, 1, 0]
    );
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

async fn a_trend_is_the_coverage_of_each_day(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    year.until("2026-02-10").await;
    let province = year.sign_in("officer.12").await;
    let trend = province.get(&format!("{DUTIES}/commune_regulation/trend")).await;
    let days = trend.ok(200)["days"].as_array().expect("days").clone();
    assert_eq!(days.len(), 13);
    assert_eq!(
        (&days[0]["as_of"], &days[11]["as_of"], &days[12]["as_of"]),
        (&json!("2025-02-28"), &json!("2026-01-31"), &json!("2026-02-10"))
    );
    for day in &days {
        let then = coverage(&province, &format!("as_of={}", day["as_of"].as_str().expect("a day"))).await;
        assert_eq!(figures(of(&then, "commune_regulation")), figures(day), "{day}");
    }
    // Before the duty held there is nothing to tell.
    let early = province
        .get(&format!("{DUTIES}/council_resolution/trend?as_of=2025-03-03"))
        .await;
    assert_eq!(early.ok(200)["days"].as_array().map(Vec::len), Some(4));
    province
        .get(&format!("{DUTIES}/council_resolution/trend?as_of=2024-12-08"))
        .await
        .problem(422, "invalid_parameter");
    // Whoever sees nothing there counts nothing.
    let commune = year.sign_in("officer.03388").await;
    let elsewhere = commune
        .get(&format!("{DUTIES}/commune_regulation/trend?unit={}", unit_id("11")))
        .await;
    let days = elsewhere.ok(200)["days"].as_array().expect("days").clone();
    assert!(days.iter().all(|day| day["owing"] == 0), "{days:?}");
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
    assert_eq!(known.ok(200)["items"].as_array().map(Vec::len), Some(24));
    for (day, expected) in [
        ("2023-06-30", 0),
        ("2023-07-01", 13),
        ("2023-08-15", 13),
        ("2023-08-16", 15),
        ("2024-12-08", 15),
        ("2024-12-09", 24),
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

/// Somebody in charge in the officer's organisation, or head of a village.
pub async fn appointed(officer: &Client, name: &str, position: &str, village: Option<&Value>) -> Value {
    let person = officer.post("/api/v1/persons", &json!({"name": name})).await.ok(201)["id"].clone();
    let mut post = json!({
        "position": position, "valid_from": "2025-08-01", "decision": {"number": "12/QĐ-UBND", "signed_on": "2025-07-31"},
    });
    if let Some(village) = village {
        post["village_id"] = village.clone();
    }
    let at = format!("/api/v1/persons/{}/appointments", person.as_str().expect("an id"));
    officer.post(&at, &post).await.ok(201);
    person
}

/// Holds an activity.
pub async fn hold(officer: &Client, number: u32, mut activity: Value, held: Value) {
    activity["channels"] = json!(["meeting"]);
    activity["planned_on"] = held["on"].clone();
    activity["held"] = held;
    let at = format!("/api/v1/activities/0a3c6f0e-2b7d-4f57-9d2e-{number:012}");
    officer.put(&at, &activity).await.ok(201);
}

async fn people_are_trained_one_by_one(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, province) = (year.sign_in("officer.03388").await, year.sign_in("officer.12").await);
    let first = appointed(&officer, "Lò Văn Ín", "person_in_charge", None).await;
    appointed(&officer, "Sùng Thị Dế", "person_in_charge", None).await;
    let village = json!({"kind": "Bản", "name": "Nà Thử", "valid_from": "2025-07-01"});
    let village = officer.post("/api/v1/villages", &village).await.ok(201)["id"].clone();
    let head = appointed(&officer, "Vàng A Páo", "village_head", Some(&village)).await;
    let told = async |duty: &str| {
        let covered = coverage(&province, "").await;
        let here = of(part(&covered, "03388"), duty).clone();
        (figures(&here), here)
    };
    let (before, here) = told("persons_in_charge_trained").await;
    assert_eq!((before, &here["of"]), ([2, 0, 0, 2, 0], &json!("person")));
    let missing = gaps(&province, &here).await;
    assert_eq!(
        (missing.len(), &missing[0]["missing"], &missing[0]["organisation_id"]),
        (1, &json!(2), &json!(organisation_id("03388")))
    );
    // Whoever trains need not be whoever has appointed.
    let training = json!({"kind": "training", "title": "Bồi dưỡng nghiệp vụ", "topics": ["practice"]});
    let there = json!({"on": "2025-10-15", "attendance": [{"who": "persons_in_charge", "people": 40}], "persons": [first, head]});
    hold(&province, 1, training, there).await;
    let (after, here) = told("persons_in_charge_trained").await;
    assert_eq!(after, [2, 1, 0, 1, 0]);
    assert_eq!(gaps(&province, &here).await[0]["missing"], 1);
    // It was in the practice of democracy, not in conventions.
    assert_eq!(told("village_heads_trained").await.0, [1, 0, 0, 1, 0]);
    let conventions = json!({"kind": "training", "title": "Hương ước, quy ước", "topics": ["conventions"]});
    let there = json!({"on": "2025-10-16", "attendance": [{"who": "village_heads", "people": 12}], "persons": [head]});
    hold(&officer, 2, conventions, there).await;
    assert_eq!(told("village_heads_trained").await.0, [1, 1, 0, 0, 0]);
    // The day before, nobody was.
    let then = coverage(&province, "as_of=2025-10-14").await;
    assert_eq!(
        figures(of(part(&then, "03388"), "persons_in_charge_trained")),
        [2, 0, 0, 2, 0]
    );
}

async fn the_year_has_its_last_days(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let told = async |who: &Client, duty: &str| {
        let covered = coverage(who, &format!("unit={}", unit_id("03388"))).await;
        figures(of(&covered, duty))
    };
    let waits = async |who: &Client, duty: &str| {
        let list = who.get("/api/v1/worklist?kind=fulfil_duty").await;
        let items = list.ok(200)["items"].as_array().expect("items").clone();
        items.into_iter().find(|item| item["duty"] == duty)
    };
    assert_eq!(told(&officer, "commune_dialogue").await, [1, 0, 0, 1, 0]);
    let waiting = waits(&officer, "commune_dialogue").await.expect("it waits");
    assert_eq!(waiting["due_at"], "2025-12-31T17:00:00Z");
    let people = json!({"on": "2025-10-14", "attendance": [{"who": "people", "people": 118}]});
    hold(&officer, 3, json!({"kind": "dialogue", "title": "Đối thoại"}), people).await;
    assert_eq!(told(&officer, "commune_dialogue").await, [1, 1, 0, 0, 0]);
    assert!(waits(&officer, "commune_dialogue").await.is_none());
    // Of the committee that of the last work year was to be held by the end of March; the school's work year begins in September.
    assert_eq!(told(&officer, "staff_conference").await, [2, 0, 0, 1, 1]);
    year.until("2026-03-31").await;
    let officer = year.sign_in("officer.03388").await;
    assert_eq!(told(&officer, "staff_conference").await, [2, 0, 0, 1, 1]);
    // Another year begins.
    assert_eq!(told(&officer, "commune_dialogue").await, [1, 0, 0, 1, 0]);
    year.until("2026-04-01").await;
    let officer = year.sign_in("officer.03388").await;
    assert_eq!(told(&officer, "staff_conference").await, [2, 0, 0, 0, 2]);
    let conference = json!({"kind": "staff_conference", "title": "Hội nghị", "year": 2025});
    let there = json!({"on": "2026-04-01", "attendance": [{"who": "officials", "people": 28}], "summoned": 42});
    hold(&officer, 4, conference, there).await;
    assert_eq!(told(&officer, "staff_conference").await[1], 1);
    // Six months later its resolution is to be reviewed.
    assert_eq!(told(&officer, "conference_review").await[0], 0);
    year.until("2026-10-01").await;
    let officer = year.sign_in("officer.03388").await;
    assert_eq!(told(&officer, "conference_review").await[0], 0);
    year.until("2026-10-02").await;
    let officer = year.sign_in("officer.03388").await;
    assert_eq!(told(&officer, "conference_review").await, [1, 0, 0, 0, 1]);
    let review = json!({"kind": "conference_review", "title": "Đánh giá nghị quyết", "year": 2025});
    let there = json!({"on": "2026-10-02", "attendance": [{"who": "officials", "people": 30}]});
    hold(&officer, 5, review, there).await;
    assert_eq!(told(&officer, "conference_review").await, [1, 1, 0, 0, 0]);
}

/// What a year has passed without is overdue in the next, until that one has it.
async fn what_a_year_passed_without_is_overdue(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let village = json!({"kind": "Bản", "name": "Nà Thử", "valid_from": "2024-07-01"});
    let village = officer.post("/api/v1/villages", &village).await.ok(201)["id"].clone();
    let told = async |who: &Client, duty: &str| figures(of(&coverage(who, "").await, duty));
    assert_eq!(told(&officer, "commune_dialogue").await, [1, 0, 0, 1, 0]);
    // What it has recorded of that year is known.
    let people = json!({"on": "2025-10-20", "attendance": [{"who": "people", "people": 118}]});
    let emulation = json!({"kind": "emulation", "title": "Phong trào thi đua"});
    hold(&officer, 21, emulation, people.clone()).await;
    year.until("2026-01-05").await;
    let officer = year.sign_in("officer.03388").await;
    for duty in ["commune_dialogue", "village_conference", "report_to_council"] {
        assert_eq!(told(&officer, duty).await, [1, 0, 0, 0, 1], "{duty}");
        let gaps = officer.get(&format!("/api/v1/duties/{duty}/gaps")).await;
        assert_eq!(gaps.ok(200)["items"][0]["state"], "overdue", "{duty}");
    }
    // As of the last year's end it was due.
    let then = coverage(&officer, "as_of=2025-12-31").await;
    assert_eq!(figures(of(&then, "commune_dialogue")), [1, 0, 0, 1, 0]);
    let people = json!({"on": "2026-01-05", "attendance": [{"who": "people", "people": 118}]});
    hold(
        &officer,
        7,
        json!({"kind": "dialogue", "title": "Đối thoại"}),
        people.clone(),
    )
    .await;
    assert_eq!(told(&officer, "commune_dialogue").await, [1, 1, 0, 0, 0]);
    // The conference of the last year is made up for late.
    let conference = json!({"kind": "village_conference", "title": "Hội nghị", "year": 2025, "village": village});
    hold(&officer, 8, conference, people).await;
    assert_eq!(told(&officer, "village_conference").await, [1, 0, 0, 1, 0]);
}

async fn villages_confer_at_the_end_of_the_year(backend: Backend) {
    let year = Year::begin(backend, "2025-11-20").await;
    let officer = year.sign_in("officer.03388").await;
    let village = json!({"kind": "Bản", "name": "Nà Thử", "valid_from": "2025-07-01"});
    let village = officer.post("/api/v1/villages", &village).await.ok(201)["id"].clone();
    let told = async |duty: &str| {
        let covered = coverage(&officer, "").await;
        figures(of(&covered, duty))
    };
    assert_eq!(told("village_conference").await, [1, 0, 0, 1, 0]);
    assert_eq!(told("village_convention").await, [1, 0, 0, 1, 0]);
    // Nothing is reviewed where there is none.
    assert_eq!(told("convention_review").await, [0, 0, 0, 0, 0]);
    let conference =
        json!({"kind": "village_conference", "title": "Hội nghị cuối năm", "year": 2025, "village": village});
    let there = json!({"on": "2025-11-18", "attendance": [{"who": "people", "people": 90}]});
    hold(&officer, 6, conference, there).await;
    assert_eq!(told("village_conference").await, [1, 1, 0, 0, 0]);
}

async fn plans_and_reports_of_the_year_reach_council_and_front(backend: Backend) {
    let year = Year::begin(backend, "2025-11-20").await;
    let officer = year.sign_in("officer.03388").await;
    let told = async || {
        let covered = coverage(&officer, "").await;
        [
            "disclosure_plan",
            "decision_plan",
            "consultation_plan",
            "report_to_council",
        ]
        .map(|duty| figures(of(&covered, duty))[1])
    };
    let record = async |id: u32, content: Value| {
        let here = format!("/api/v1/directives/0198c000-0000-7000-8000-00000000d0{id:02}");
        let known = officer.get(&here).await.status.is_success();
        let officer = if known {
            officer.matching(&here).await
        } else {
            officer.clone()
        };
        let mut new = json!({"number": "12/KH-UBND", "title": "Văn bản của xã", "issued_on": "2025-09-05"});
        for (name, value) in content.as_object().expect("an object") {
            new[name] = value.clone();
        }
        officer.put(&here, &new).await
    };
    assert_eq!(told().await, [0, 0, 0, 0]);
    record(1, json!({"kind": "plan"})).await.ok(201);
    assert_eq!(told().await, [0, 0, 0, 0]);
    let all = json!(["disclosure", "decisions", "consultation"]);
    record(1, json!({"kind": "plan", "on": all})).await.ok(200);
    // The plan of consultation goes to the Council and the Front (Art. 28.1).
    assert_eq!(told().await, [1, 1, 0, 0]);
    record(1, json!({"kind": "plan", "on": all, "sent_on": "2025-09-08"}))
        .await
        .ok(200);
    assert_eq!(told().await, [1, 1, 1, 0]);
    // All three are to be reported, with a copy to the Front (Art. 14.3, 23.1, 28.5); in one report or in several.
    let report = json!({"kind": "report_to_council", "on": ["disclosure", "decisions"], "sent_on": "2025-09-08"});
    record(2, report).await.ok(201);
    record(3, json!({"kind": "report_to_council", "on": ["consultation"]}))
        .await
        .ok(201);
    assert_eq!(told().await, [1, 1, 1, 0]);
    let report = json!({"kind": "report_to_council", "on": ["consultation"], "sent_on": "2025-09-05"});
    assert_eq!(record(3, report).await.ok(200)["on"], json!(["consultation"]));
    assert_eq!(told().await, [1, 1, 1, 1]);
    for (wrong, pointer) in [
        (json!({"kind": "report_to_council"}), "/on"),
        (json!({"kind": "guidance", "on": ["decisions"]}), "/on"),
        (json!({"kind": "guidance", "sent_on": "2025-09-08"}), "/sent_on"),
        (json!({"kind": "plan", "sent_on": "2025-09-04"}), "/sent_on"),
        (json!({"kind": "plan", "sent_on": "2025-11-21"}), "/sent_on"),
    ] {
        let refused = record(4, wrong).await;
        assert_eq!(refused.problem(422, "invalid_content")["errors"][0]["pointer"], pointer);
    }
}
