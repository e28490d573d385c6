//! What must stay inside is in nothing that anybody may read without signing in, nor in what is sent to somebody who may not see it: each text that is
//! none of the public's is a word like no other, which is looked for in every list, table, page and file.

use std::io::{Cursor, Read};

use serde_json::{Value, json};

use crate::{
    board::{BOARDS, Commune, person, recognition},
    convention,
    papers::{RESOLUTIONS, act, adoption, council, proposed, put, resolution},
    recommendation::{Recommendation, inspected, secretary},
    support::{
        client::Client,
        database::Backend,
        register::{organisation_id, unit_id},
    },
    year::driver::Year,
};

on_both! {
    nothing_of_the_inside_is_public,
    nothing_of_one_commune_is_another_s,
    councils_and_fronts_are_told_what_is_theirs,
}

/// How many texts of the inside, and of what is public, there are.
const SECRETS: usize = 60;
const OPEN: usize = 5;
const NATIONAL_ID: &str = "012345678901";

/// A text that stays inside.
fn secret(number: usize) -> String {
    assert!(number < SECRETS);
    format!("BIMAT{number:02}K")
}

/// A text that is for everybody.
fn open(number: usize) -> String {
    assert!(number < OPEN);
    format!("CONGKHAI{number:02}K")
}

/// Which texts of these are in what was told.
fn found(told: &str, which: impl IntoIterator<Item = usize>, text: fn(usize) -> String) -> Vec<usize> {
    which
        .into_iter()
        .filter(|number| told.contains(&text(*number)))
        .collect()
}

#[track_caller]
fn keeps(told: &str, what: &str) {
    assert_eq!(found(told, 0..SECRETS, secret), [0; 0], "{what}: {told}");
    assert!(!told.contains(NATIONAL_ID), "{what}: {told}");
}

/// What a council has before it: proposed, examined, rejected, and one that is adopted.
async fn resolutions(year: &Year) {
    let (clerk, chair) = council(year).await;
    let new = |title: String, summary: String, proposer: usize| {
        let mut new = resolution(&title, "democracy_measures");
        new["summary"] = json!(summary);
        new["proposal"]["proposer"] = json!(secret(proposer));
        new
    };
    proposed(&clerk, &new(secret(0), secret(1), 2)).await;
    let examine = async |at: &str, opinion: usize| {
        let report = json!({"committee": "Ban Pháp chế", "number": "8/BC-HĐND", "signed_on": "2025-10-06", "opinion": secret(opinion)});
        act(&clerk, at, "examine", &report).await.ok(200);
    };
    let examined = proposed(&clerk, &new(secret(3), secret(3), 2)).await;
    examine(&examined, 4).await;
    let rejected = proposed(&clerk, &new(secret(5), secret(5), 2)).await;
    let rejection = json!({"on": "2025-10-13", "reason": secret(6)});
    examine(&rejected, 4).await;
    act(&chair, &rejected, "reject", &rejection).await.ok(200);
    let adopted = proposed(&clerk, &new(open(0), open(1), 7)).await;
    examine(&adopted, 8).await;
    let mut decision = adoption("19/NQ-HĐND", "2025-10-10");
    decision["session"] = json!(secret(9));
    decision["signer"] = json!(secret(10));
    act(&chair, &adopted, "adopt", &decision).await.ok(200);
}

/// Conventions that are proposed, refused, suspended, annulled, and one that holds, with a complaint about it.
async fn conventions(officer: &Client, leader: &Client) {
    let begin = async |name: &str, title: String, summary: String| {
        let village = convention::village(officer, name).await;
        let new = json!({
            "village_id": village, "kind": "quy_uoc", "title": title, "summary": summary, "proposal": {"by": "village_head", "on": "2025-08-20"},
        });
        let begun = officer.post("/api/v1/village-conventions", &new).await;
        format!(
            "/api/v1/village-conventions/{}",
            begun.ok(201)["id"].as_str().expect("an id")
        )
    };
    let sent = async |name: &str, title: String, summary: String| {
        let at = begin(name, title, summary).await;
        for (verb, body) in [
            (
                "form-team",
                json!({"on": "2025-08-25", "members": 5, "of": ["organisation", "reputed"]}),
            ),
            ("post", convention::posting("2025-09-03")),
            ("record-vote", convention::vote("2025-10-06", 96, 88)),
            ("send-dossier", json!({"on": "2025-10-08", "received_on": "2025-10-08"})),
        ] {
            act(officer, &at, verb, &body).await.ok(200);
        }
        at
    };
    let mut decision = convention::recognition("2025-10-14");
    decision["signer"] = json!(secret(20));
    begin("Bản một", secret(11), secret(12)).await;
    let refused = sent("Bản hai", secret(13), secret(13)).await;
    let refusal = json!({"number": "42/UBND-VX", "on": "2025-10-14", "reason": secret(14)});
    act(leader, &refused, "refuse", &refusal).await.ok(200);
    let suspended = sent("Bản ba", secret(15), secret(15)).await;
    let suspension = json!({
        "ground": "procedure", "number": "130/QĐ-UBND", "on": "2025-10-17", "remedy_by": "2026-03-31", "reason": secret(16),
    });
    let annulled = sent("Bản bốn", secret(17), secret(17)).await;
    let annulment =
        json!({"ground": "unlawful_content", "number": "15/QĐ-UBND", "on": "2025-10-17", "reason": secret(16)});
    for (at, verb, body) in [(&suspended, "suspend", &suspension), (&annulled, "annul", &annulment)] {
        act(leader, at, "recognise", &decision).await.ok(200);
        act(leader, at, verb, body).await.ok(200);
    }
    let held = sent("Bản năm", open(2), open(2)).await;
    act(leader, &held, "recognise", &decision).await.ok(200);
    let complaint = json!({"received_on": "2025-10-16", "asks": "suspension", "content": secret(18)});
    act(officer, &held, "record-complaint", &complaint).await.ok(200);
    let review = json!({"on": "2025-10-17", "findings": secret(19)});
    act(officer, &held, "review", &review).await.ok(200);
}

async fn disclosures(officer: &Client) {
    let shown = |place: String| json!([{"form": "posting", "place": place, "from": "2025-10-02"}]);
    for new in [
        json!({"group": "work_plans", "title": secret(21), "document": secret(21), "arisen_on": "2025-10-01", "forms": shown(secret(21))}),
        json!({"group": "fees", "title": secret(22), "document": secret(22), "arisen_on": "2025-10-17"}),
        json!({"group": "relief", "title": open(3), "document": secret(23), "arisen_on": "2025-10-01", "forms": shown(secret(24))}),
        json!({
            "group": "budget", "title": open(4), "arisen_on": "2025-10-01", "other_law": {"due_on": "2025-10-31", "law": secret(25)},
            "forms": shown(secret(24)),
        }),
    ] {
        put(officer, "disclosures", &new).await;
    }
}

/// The commune's steering committee and its school's inspectorate, which are nobody else's.
async fn inner_boards(year: &Year) -> Vec<String> {
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let steering = json!({
        "kind": "steering_committee", "host": organisation_id("03388"), "name": secret(26), "term_from": "2025-10-01",
    });
    let steering = officer.post(BOARDS, &steering).await;
    let steering = format!("{BOARDS}/{}", steering.ok(201)["id"].as_str().expect("an id"));
    let sent = json!({
        "person_id": person(&officer, json!({"name": secret(27)})).await, "represents": "body", "department": secret(27),
        "chosen_on": "2025-10-06", "received_on": "2025-10-06",
    });
    act(&officer, &steering, "members", &json!({"members": [sent]}))
        .await
        .ok(200);
    act(&leader, &steering, "recognise", &recognition("2025-10-10"))
        .await
        .ok(200);
    let (union, signs) = (year.sign_in("officer.union").await, year.sign_in("leader.union").await);
    let new = json!({
        "kind": "agency_people_inspectorate", "host": organisation_id("thpt-lai-chau"), "name": secret(28), "staff": 40,
        "term_from": "2025-03-01", "term_to": "2027-03-01",
    });
    let school = union.post(BOARDS, &new).await;
    let school = format!("{BOARDS}/{}", school.ok(201)["id"].as_str().expect("an id"));
    let mut members = Vec::new();
    for _ in 0..3 {
        members.push(json!({
            "person_id": person(&union, json!({"name": secret(29)})).await, "represents": "staff", "chosen_on": "2025-02-27",
            "received_on": "2025-02-27", "present": 40, "in_favour": 38,
        }));
    }
    act(&union, &school, "members", &json!({"members": members}))
        .await
        .ok(200);
    act(&signs, &school, "recognise", &recognition("2025-03-03"))
        .await
        .ok(200);
    vec![steering, school]
}

/// What the commune's own inspectorate drafts, hears and has not yet finished.
async fn inspectorate(commune: &Commune, board: &Value) {
    let at = format!("{BOARDS}/{}", board["id"].as_str().expect("an id"));
    let waits = json!({"name": secret(30), "ethnicity": secret(31), "national_id": NATIONAL_ID});
    let mut elected = commune.one_of_each().await.swap_remove(0);
    elected["person_id"] = person(&commune.front, waits).await;
    act(&commune.front, &at, "members", &json!({"members": [elected]}))
        .await
        .ok(200);
    let secretary = secretary(&commune.year, board, "thu.ky").await;
    let plan = |period: &str, [title, purpose, work]: [usize; 3]| json!({"title": secret(title), "period": period, "purpose": secret(purpose), "work": secret(work)});
    put(&secretary, "board-plans", &plan("2026", [32, 32, 32])).await;
    let mut issued = plan("2025-Q4", [33, 34, 35]);
    issued["issued_on"] = json!("2025-10-15");
    put(&secretary, "board-plans", &issued).await;
    let heard =
        json!({"received_on": "2025-10-18", "channel": "in_person", "content": secret(36), "giver": secret(37)});
    put(&secretary, "citizen-feedback", &heard).await;
    let mut inspection = json!({
        "kind": "check", "subject": secret(38), "inspected_name": secret(38), "starts_on": "2025-10-15",
    });
    put(&secretary, "board-inspections", &inspection).await;
    inspection["subject"] = json!(secret(39));
    inspection["inspected_name"] = json!(secret(39));
    inspection["ended_on"] = json!("2025-10-16");
    inspection["result"] = json!({"outcome": "shortcomings", "findings": secret(39), "cases": 1});
    put(&secretary, "board-inspections", &inspection).await;
    let drafted = json!({
        "kind": "remedy", "title": secret(40), "content": secret(41), "addressee": organisation_id("03388"),
    });
    Recommendation::begin(&secretary, &drafted).await;
}

/// What the committee records of its own work, none of which is the public's.
async fn measures(year: &Year, officer: &Client) {
    let violation = json!({
        "act": "fraud", "by": "official", "found_on": "2025-10-02", "description": secret(42), "informant": secret(43),
        "handling": {"on": "2025-10-18", "measure": "reprimand", "result": secret(42)},
    });
    put(officer, "violations", &violation).await;
    let chair = json!({
        "year": 2025, "subject": "leader", "office": secret(45), "assessed_on": "2025-10-18", "self_rating": "good", "remark": secret(44),
        "criteria": [{"name": secret(44), "most": 20, "points": 18}],
    });
    put(officer, "evaluations", &chair).await;
    let village = convention::village(officer, "Bản sáu").await;
    let decision = json!({
        "matter": "contributions", "form": "meeting", "proposal": "village_head", "village": village, "title": secret(46),
        "decided_on": "2025-10-05", "in_favour": 100,
    });
    put(officer, "people-decisions", &decision).await;
    let asked = json!({
        "matter": "economic_plan", "title": secret(47), "opened_on": "2025-10-01", "forms": ["portal"], "plan": secret(47),
    });
    put(officer, "consultations", &asked).await;
    let inspection = json!({
        "kind": "inspection", "subject": organisation_id("03388"), "title": secret(48), "planned_on": "2025-10-17", "visited_on": "2025-10-17",
        "conclusion": {"on": "2025-10-18", "findings": secret(48)},
    });
    put(&year.sign_in("officer.12").await, "compliance-inspections", &inspection).await;
    let planned = json!({"kind": "dialogue", "title": secret(49), "planned_on": "2025-11-14", "channels": ["meeting"]});
    put(officer, "activities", &planned).await;
    for (setting, number) in [("internal", 50), ("commune", 51)] {
        let new = json!({"setting": setting, "title": secret(number), "summary": secret(number)});
        officer.post("/api/v1/democracy-regulations", &new).await.ok(201);
    }
    let praise = json!({
        "kind": "praise", "title": secret(52), "given_on": "2025-10-14", "individuals": 5, "merits": secret(52),
    });
    put(officer, "commendations", &praise).await;
    let plan = json!({"kind": "plan", "number": "12/KH-UBND", "title": secret(53), "issued_on": "2025-10-14", "summary": secret(53)});
    put(officer, "directives", &plan).await;
    let funding = json!({
        "year": 2025, "source": "state_budget", "counted_on": "2025-10-14", "planned": 60_000_000, "spent": 1, "document": secret(54),
        "purposes": secret(54),
    });
    put(officer, "funding", &funding).await;
    let services = json!({
        "year": 2025, "counted_on": "2025-10-14", "satisfaction": {"asked": 400, "satisfied": 352, "source": secret(55)},
    });
    put(officer, "service-figures", &services).await;
    let conditions = json!({
        "year": 2025, "counted_on": "2025-10-14", "internet": true, "loudspeaker": true, "portal": true, "notice_board": true,
        "remark": secret(56),
    });
    put(officer, "conditions", &conditions).await;
    let charge = json!({
        "position": "person_in_charge", "valid_from": "2025-08-01", "decision": {"number": "12/QĐ-UBND", "signed_on": "2025-07-31"},
    });
    let who = person(officer, json!({"name": secret(57)})).await;
    let at = format!("/api/v1/persons/{}/appointments", who.as_str().expect("an id"));
    officer.post(&at, &charge).await.ok(201);
}

/// Đoàn Kết with all of that; its public board, and those that are not.
async fn full(backend: Backend) -> (Commune, String, Vec<String>) {
    let (commune, board) = inspected(backend).await;
    let leader = commune.year.sign_in("leader.03388").await;
    resolutions(&commune.year).await;
    conventions(&commune.officer, &leader).await;
    disclosures(&commune.officer).await;
    let inner = inner_boards(&commune.year).await;
    inspectorate(&commune, &board).await;
    measures(&commune.year, &commune.officer).await;
    let public = board["id"].as_str().expect("an id").to_owned();
    (commune, public, inner)
}

async fn nothing_of_the_inside_is_public(backend: Backend) {
    let (commune, board, inner) = full(backend).await;
    let nobody = commune.year.server().nobody();
    let read = async |path: &str| String::from_utf8(nobody.file(path).await).expect("UTF-8");
    let list = |name: &str| format!("/api/v1/public/{name}");
    let table = |name: &str| format!("/api/v1/public/data/{name}/csv");
    for path in [
        list("data"),
        list("units?limit=200"),
        list("coverage"),
        list(&format!("coverage?unit={}", unit_id("03388"))),
        list("consolidations"),
        list(&format!("inspection-boards/{board}")),
        table("units"),
        table("coverage"),
        table("consolidations"),
        "/cong-khai".to_owned(),
        "/cong-khai?lang=en".to_owned(),
        "/cong-khai/03388".to_owned(),
        "/cong-khai/03388?lang=en".to_owned(),
    ] {
        keeps(&read(&path).await, &path);
    }
    // What is public is there, as a list and as a table, and nothing beside it.
    for (name, texts, rows) in [
        ("council-resolutions", vec![0, 1], 1),
        ("village-conventions", vec![2], 1),
        ("disclosures", vec![3, 4], 2),
        ("inspection-boards", vec![], 1),
    ] {
        let (json, csv) = (read(&list(name)).await, read(&table(name)).await);
        for told in [&json, &csv] {
            keeps(told, name);
            assert_eq!(found(told, 0..OPEN, open), texts, "{name}: {told}");
        }
        let listed: Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(listed["items"].as_array().map(Vec::len), Some(rows), "{name}");
        let lines = csv::Reader::from_reader(csv.as_bytes()).records().count();
        assert_eq!(lines, rows, "{name}");
    }
    let page = read("/cong-khai/03388").await;
    assert_eq!(found(&page, 0..OPEN, open), [0, 2, 3, 4], "{page}");
    for at in inner {
        let id = at.rsplit('/').next().expect("an id");
        nobody
            .get(&list(&format!("inspection-boards/{id}")))
            .await
            .problem(404, "not_found");
    }
    for kept in [
        "democracy-regulations",
        "activities",
        "violations",
        "evaluations",
        "persons",
        "documents",
    ] {
        nobody.get(&list(kept)).await.problem(404, "not_found");
        nobody
            .get(&format!("/api/v1/{kept}"))
            .await
            .problem(401, "unauthenticated");
    }
}

/// Every list of what somebody may read, one after the other; where they may not read at all, nothing.
async fn all_lists(who: &Client) -> Vec<(String, String)> {
    const LISTS: [&str; 26] = [
        "activities",
        "appointments",
        "board-inspections",
        "board-plans",
        "board-recommendations",
        "citizen-feedback",
        "commendations",
        "compliance-inspections",
        "conditions",
        "consultations",
        "council-resolutions",
        "democracy-regulations",
        "directives",
        "disclosures",
        "documents",
        "evaluations",
        "events",
        "funding",
        "inspection-boards",
        "people-decisions",
        "persons",
        "service-figures",
        "village-conventions",
        "village-elections",
        "violations",
        "worklist",
    ];
    let mut told = Vec::new();
    for list in LISTS {
        let answer = who.get(&format!("/api/v1/{list}?limit=200")).await;
        match answer.status.as_u16() {
            200 => told.push((list.to_owned(), answer.json.to_string())),
            403 => {}
            _ => panic!("{list}: {:#}", answer.json),
        }
    }
    told
}

async fn nothing_of_one_commune_is_another_s(backend: Backend) {
    let (commune, ..) = full(backend).await;
    let year = &commune.year;
    let lists = format!(
        "/api/v1/organisations/{}/disclosure-lists/2025-Q4",
        organisation_id("03388")
    );
    for login in ["officer.03390", "leader.03390", "officer.11", "leader.03127"] {
        let stranger = year.sign_in(login).await;
        for (list, told) in all_lists(&stranger).await {
            keeps(&told, &format!("{login} {list}"));
            assert_eq!(found(&told, 0..OPEN, open), [0; 0], "{login} {list}");
        }
        for file in ["document", "workbook"] {
            stranger.get(&format!("{lists}/{file}")).await.problem(404, "not_found");
        }
    }
    // Whoever keeps it does find it, so that it is there to be found.
    let own = all_lists(&commune.officer).await;
    let whole: String = own.into_iter().map(|(_, told)| told).collect();
    for number in [
        3, 11, 13, 15, 17, 21, 22, 23, 24, 26, 42, 44, 45, 46, 47, 49, 50, 51, 52, 53, 54, 55, 56, 57,
    ] {
        // What is before the council is told to the committee of its commune too.
        assert!(whole.contains(&secret(number)), "{number}");
    }
    for number in [31, 36, 37, 41, 43] {
        assert!(!whole.contains(&secret(number)), "{number}");
    }
}

/// The texts in all parts of a file of Office Open XML.
fn texts(archive: Vec<u8>) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(archive)).expect("an archive");
    let mut text = String::new();
    for part in 0..archive.len() {
        let mut bytes = Vec::new();
        archive
            .by_index(part)
            .expect("a part")
            .read_to_end(&mut bytes)
            .expect("it is whole");
        text.push_str(&String::from_utf8_lossy(&bytes));
    }
    text
}

async fn councils_and_fronts_are_told_what_is_theirs(backend: Backend) {
    let (commune, ..) = full(backend).await;
    let year = &commune.year;
    // Of violations, leaders, drafts, plans, the staff's own and workplaces neither is told; nor the one what only the other has.
    let neither = [11, 12, 21, 26, 27, 28, 29, 31, 42, 43, 44, 45, 49, 50, 51];
    let (of_the_front, of_the_council) = ([30, 32, 36, 37, 38, 40, 41], [0, 1, 3, 5, 6]);
    for (login, others) in [
        ("overseer.council.03388", &of_the_front[..]),
        ("overseer.front.03388", &of_the_council[..]),
        ("officer.front.03388", &of_the_council[..]),
    ] {
        let who = year.sign_in(login).await;
        for (list, told) in all_lists(&who).await {
            let not_theirs = neither.iter().chain(others).copied();
            assert_eq!(found(&told, not_theirs, secret), [0; 0], "{login} {list}: {told}");
            assert!(!told.contains(NATIONAL_ID), "{login} {list}");
        }
    }
    // In the files of what was disclosed there is what the people were told, and the staff's own for the committee alone.
    let lists = format!(
        "/api/v1/organisations/{}/disclosure-lists/2025-Q4",
        organisation_id("03388")
    );
    let front = year.sign_in("overseer.front.03388").await;
    for file in ["document", "workbook"] {
        let at = format!("{lists}/{file}");
        let (own, theirs) = (texts(commune.officer.file(&at).await), texts(front.file(&at).await));
        for told in [&own, &theirs] {
            assert_eq!(found(told, 0..OPEN, open), [3, 4], "{file}");
            // What is not disclosed yet is in no list of what was.
            assert_eq!(found(told, [22], secret), [0; 0], "{file}");
        }
        assert_eq!(
            (found(&own, [21], secret), found(&theirs, [21], secret)),
            (vec![21], vec![]),
            "{file}"
        );
    }
    let seen = front.get(RESOLUTIONS).await;
    assert_eq!(seen.ok(200)["items"].as_array().map(Vec::len), Some(1));
}
