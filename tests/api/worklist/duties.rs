//! Duties of the year that are not fulfilled: each waits for the officer of whoever owes it, to the last day of its year or quarter.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{Clock, by, change, clock, end_of, for_none_of, measure, waiting, whenever};
use crate::{
    duty::{appointed, hold},
    support::{client::Client, database::Backend, register::organisation_id},
    year::driver::Year,
};

on_both! {
    plans_and_reports_wait_to_the_end_of_the_year,
    the_list_of_a_quarter_waits_in_the_next,
    people_wait_to_be_trained_by_no_day,
    villages_confer_by_the_end_of_the_year,
    a_conference_of_the_staff_is_followed_by_its_review,
    each_owes_its_own,
}

/// The duties that wait for somebody, with their clocks; they are of one organisation.
async fn owed(who: &Client, key: &str) -> BTreeMap<String, Clock> {
    let items = waiting(who, "fulfil_duty").await;
    let mut owed = BTreeMap::new();
    for item in &items {
        assert_eq!(
            (&item["organisation"]["id"], &item["allowed_actions"]),
            (&json!(organisation_id(key)), &json!([])),
            "{item:#}"
        );
        let duty = item["duty"].as_str().expect("a duty").to_owned();
        assert_eq!(owed.insert(duty, clock(item)), None, "{items:#?}");
    }
    owed
}

/// Those of some duties that wait for the officer of an organisation.
async fn waits<'d>(year: &Year, key: &str, duties: &[&'d str]) -> Vec<&'d str> {
    let owed = owed(&year.sign_in(&format!("officer.{key}")).await, key).await;
    let waits = duties.iter().filter(|duty| owed.contains_key(**duty));
    waits.copied().collect()
}

/// When one of them waits for the officer of an organisation.
async fn when(year: &Year, key: &str, duty: &str) -> Option<Clock> {
    owed(&year.sign_in(&format!("officer.{key}")).await, key)
        .await
        .remove(duty)
}

const OF_THE_YEAR: [&str; 4] = [
    "consultation_plan",
    "decision_plan",
    "disclosure_plan",
    "report_to_council",
];

fn directive(kind: &str, on: &[&str], sent_on: Option<&str>) -> Value {
    let mut body =
        json!({"kind": kind, "number": "12/KH-UBND", "title": "Văn bản của xã", "issued_on": "2025-09-05", "on": on});
    if let Some(day) = sent_on {
        body["sent_on"] = json!(day);
    }
    body
}

async fn plans_and_reports_wait_to_the_end_of_the_year(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    for duty in OF_THE_YEAR {
        assert_eq!(
            when(&year, "03388", duty).await,
            Some(by("2025-01-01", "2025-12-31", "not_due")),
            "{duty}"
        );
    }
    let others = [
        "leader.03388",
        "administrator.03388",
        "overseer.council.03388",
        "overseer.front.03388",
        "leader.12",
    ];
    for login in others {
        let who = year.sign_in(login).await;
        // An administrator has no worklist at all.
        if login.starts_with("administrator") {
            who.get("/api/v1/worklist?kind=fulfil_duty")
                .await
                .problem(403, "forbidden");
        } else {
            assert_eq!(waiting(&who, "fulfil_duty").await, Vec::<Value>::new(), "{login}");
        }
    }
    // They are of communes.
    for key in ["12", "so-gddt", "thpt-lai-chau"] {
        assert_eq!(waits(&year, key, &OF_THE_YEAR).await, [""; 0], "{key}");
    }
    let officer = year.sign_in("officer.03388").await;
    let at = |number: u32| measure("directives", number);
    officer
        .put(&at(1), &directive("plan", &["disclosure"], None))
        .await
        .ok(201);
    assert_eq!(
        waits(&year, "03388", &OF_THE_YEAR).await,
        ["consultation_plan", "decision_plan", "report_to_council"]
    );
    officer
        .put(&at(2), &directive("plan", &["decisions", "consultation"], None))
        .await
        .ok(201);
    // A plan of consultation goes to the Council and the Front.
    assert_eq!(
        waits(&year, "03388", &OF_THE_YEAR).await,
        ["consultation_plan", "report_to_council"]
    );
    let sent = directive("plan", &["decisions", "consultation"], Some("2025-09-08"));
    change(&officer, &at(2), &sent).await.ok(200);
    assert_eq!(waits(&year, "03388", &OF_THE_YEAR).await, ["report_to_council"]);
    for (number, on) in [(3, "disclosure"), (4, "decisions")] {
        let report = directive("report_to_council", &[on], Some("2025-09-08"));
        officer.put(&at(number), &report).await.ok(201);
        assert_eq!(waits(&year, "03388", &OF_THE_YEAR).await, ["report_to_council"], "{on}");
    }
    let report = directive("report_to_council", &["consultation"], Some("2025-09-08"));
    officer.put(&at(5), &report).await.ok(201);
    assert_eq!(waits(&year, "03388", &OF_THE_YEAR).await, [""; 0]);
    // The neighbour's are its own; the next year has its own.
    assert_eq!(waits(&year, "03390", &OF_THE_YEAR).await, OF_THE_YEAR);
    for (day, timeliness) in [
        ("2025-12-24", "not_due"),
        ("2025-12-25", "due_soon"),
        ("2025-12-31", "due_soon"),
    ] {
        year.until(day).await;
        assert_eq!(waits(&year, "03388", &OF_THE_YEAR).await, [""; 0], "{day}");
        assert_eq!(
            when(&year, "03390", "report_to_council").await,
            Some(by("2025-01-01", "2025-12-31", timeliness)),
            "{day}"
        );
    }
    year.until("2026-01-01").await;
    for key in ["03388", "03390"] {
        for duty in OF_THE_YEAR {
            assert_eq!(
                when(&year, key, duty).await,
                Some(by("2026-01-01", "2026-12-31", "not_due")),
                "{key} {duty}"
            );
        }
    }
}

async fn the_list_of_a_quarter_waits_in_the_next(backend: Backend) {
    const DUTY: &str = "disclosure_list";
    let mut year = Year::begin(backend, "2025-10-20").await;
    assert_eq!(
        when(&year, "03388", DUTY).await,
        Some(by("2025-10-01", "2025-12-31", "not_due"))
    );
    let list = |issued_on: &str| json!({"kind": "disclosure_list", "number": "30/TB-UBND", "title": "Danh sách nội dung đã công khai", "issued_on": issued_on});
    let officer = year.sign_in("officer.03388").await;
    // That of the quarter before is no list of this one.
    let at = measure("directives", 1);
    officer.put(&at, &list("2025-09-30")).await.ok(201);
    assert!(when(&year, "03388", DUTY).await.is_some());
    change(&officer, &at, &list("2025-10-01")).await.ok(200);
    assert_eq!(when(&year, "03388", DUTY).await, None);
    year.until("2025-12-31").await;
    assert_eq!(when(&year, "03388", DUTY).await, None);
    assert_eq!(
        when(&year, "03390", DUTY).await,
        Some(by("2025-10-01", "2025-12-31", "due_soon"))
    );
    for (day, timeliness) in [
        ("2026-01-01", "not_due"),
        ("2026-03-24", "not_due"),
        ("2026-03-25", "due_soon"),
        ("2026-03-31", "due_soon"),
    ] {
        year.until(day).await;
        assert_eq!(
            when(&year, "03388", DUTY).await,
            Some(by("2026-01-01", "2026-03-31", timeliness)),
            "{day}"
        );
    }
    let officer = year.sign_in("officer.03388").await;
    officer
        .put(&measure("directives", 2), &list("2026-03-31"))
        .await
        .ok(201);
    assert_eq!(when(&year, "03388", DUTY).await, None);
    year.until("2026-04-01").await;
    assert_eq!(
        when(&year, "03388", DUTY).await,
        Some(by("2026-04-01", "2026-06-30", "not_due"))
    );
}

async fn people_wait_to_be_trained_by_no_day(backend: Backend) {
    const DUTY: &str = "persons_in_charge_trained";
    let mut year = Year::begin(backend, "2025-10-20").await;
    // Where nobody is in charge, nobody is to be trained.
    assert_eq!(when(&year, "03388", DUTY).await, None);
    let officer = year.sign_in("officer.03388").await;
    let first = appointed(&officer, "Lò Văn Ín", "person_in_charge", None).await;
    let second = appointed(&officer, "Sùng Thị Dế", "person_in_charge", None).await;
    assert_eq!(when(&year, "03388", DUTY).await, Some(whenever("2024-12-09")));
    for key in ["03390", "12"] {
        assert_eq!(when(&year, key, DUTY).await, None, "{key}");
    }
    for_none_of(&year, "fulfil_duty", &["leader.03388"]).await;
    let training = json!({"kind": "training", "title": "Bồi dưỡng nghiệp vụ", "topics": ["practice"]});
    let attended = |on: &str, person: &Value| json!({"on": on, "attendance": [{"who": "officials", "people": 40}], "persons": [person]});
    hold(&officer, 1, training.clone(), attended("2025-10-15", &first)).await;
    assert!(when(&year, "03388", DUTY).await.is_some());
    hold(&officer, 2, training, attended("2025-10-16", &second)).await;
    assert_eq!(when(&year, "03388", DUTY).await, None);
    // Whoever was trained stays so.
    year.until("2026-01-05").await;
    assert_eq!(when(&year, "03388", DUTY).await, None);
}

async fn villages_confer_by_the_end_of_the_year(backend: Backend) {
    const DUTY: &str = "village_conference";
    let mut year = Year::begin(backend, "2025-11-20").await;
    // A commune without a village has none that confers.
    assert_eq!(when(&year, "03388", DUTY).await, None);
    let officer = year.sign_in("officer.03388").await;
    let mut villages = Vec::new();
    for name in ["Nà Thử", "Nà Đông"] {
        let village = json!({"kind": "Bản", "name": name, "valid_from": "2025-07-01"});
        villages.push(officer.post("/api/v1/villages", &village).await.ok(201)["id"].clone());
    }
    let due = Some(by("2025-01-01", "2025-12-31", "not_due"));
    let people = json!({"on": "2025-11-18", "attendance": [{"who": "people", "people": 90}]});
    // It waits once for all of them, until the last has conferred.
    for (number, village) in (1..).zip(&villages) {
        assert_eq!(when(&year, "03388", DUTY).await, due, "{number}");
        let conference =
            json!({"kind": "village_conference", "title": "Hội nghị cuối năm", "year": 2025, "village": village});
        hold(&officer, number, conference, people.clone()).await;
    }
    assert_eq!(when(&year, "03388", DUTY).await, None);
    assert_eq!(when(&year, "03390", DUTY).await, None);
    year.until("2026-01-05").await;
    assert_eq!(
        when(&year, "03388", DUTY).await,
        Some(by("2026-01-01", "2026-12-31", "not_due"))
    );
}

async fn a_conference_of_the_staff_is_followed_by_its_review(backend: Backend) {
    let mut year = Year::begin(backend, "2026-03-24").await;
    // Of the calendar year that has ended, to the end of March; of the school year, to the end of November.
    let conference = async |year: &Year, key: &str| when(year, key, "staff_conference").await;
    assert_eq!(
        conference(&year, "03388").await,
        Some(by("2026-01-01", "2026-03-31", "not_due"))
    );
    let (_, due_at, timeliness) = conference(&year, "thpt-lai-chau").await.expect("it waits");
    assert_eq!((due_at, timeliness), (end_of("2025-11-30"), json!("overdue")));
    year.until("2026-04-01").await;
    assert_eq!(
        conference(&year, "03388").await,
        Some(by("2026-01-01", "2026-03-31", "overdue"))
    );
    let officer = year.sign_in("officer.03388").await;
    let held = json!({"on": "2026-04-01", "attendance": [{"who": "officials", "people": 28}], "summoned": 42});
    let new = json!({"kind": "staff_conference", "title": "Hội nghị", "year": 2025});
    hold(&officer, 1, new, held).await;
    assert_eq!(conference(&year, "03388").await, None);
    // Six months later its resolution is to be reviewed, and is late from the first day on.
    let review = async |year: &Year| when(year, "03388", "conference_review").await;
    for day in ["2026-04-01", "2026-10-01"] {
        year.until(day).await;
        assert_eq!(review(&year).await, None, "{day}");
    }
    year.until("2026-10-02").await;
    let (_, due_at, timeliness) = review(&year).await.expect("it waits");
    assert_eq!((due_at, timeliness), (end_of("2026-10-01"), json!("overdue")));
    let officer = year.sign_in("officer.03388").await;
    let new = json!({"kind": "conference_review", "title": "Đánh giá nghị quyết", "year": 2025});
    let held = json!({"on": "2026-10-02", "attendance": [{"who": "officials", "people": 30}]});
    hold(&officer, 2, new, held).await;
    assert_eq!(review(&year).await, None);
}

async fn each_owes_its_own(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let of_agencies = ["dissemination", "it_application", "staff_conference"];
    let of_communes = [
        "commune_dialogue",
        "commune_inspectorate",
        "consultation_plan",
        "decision_plan",
        "disclosure_list",
        "disclosure_plan",
        "dissemination",
        "it_application",
        "report_to_council",
        "staff_conference",
    ];
    let nothing: [&str; 0] = [];
    for (key, expected) in [
        ("03388", &of_communes[..]),
        ("03390", &of_communes[..]),
        ("12", &of_agencies[..]),
        ("so-noi-vu", &of_agencies[..]),
        ("thpt-lai-chau", &of_agencies[..]),
        ("council.03388", &["council_resolution"][..]),
        ("front.03388", &nothing[..]),
        ("union", &nothing[..]),
        ("board.03388", &nothing[..]),
    ] {
        let owed = owed(&year.sign_in(&format!("officer.{key}")).await, key).await;
        let owed: Vec<&str> = owed.keys().map(String::as_str).collect();
        assert_eq!(owed, expected, "{key}");
    }
}
