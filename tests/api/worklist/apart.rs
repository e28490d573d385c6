//! Where the worklist could tell another clock than the steps go by.

use serde_json::{Value, json};

use super::{act, begun, by, clock, end_of, for_none_of, id_at, measure, one, paged, step, waiting, whenever};
use crate::{
    board::{BOARDS, Commune, person, recognition},
    convention::{self, posting, village, vote},
    duty::hold,
    election,
    support::{client::Client, database::Backend, register::organisation_id},
    year::driver::Year,
};

on_both! {
    nobody_begins_a_convention_before_there_is_the_village,
    what_is_posted_waits_for_its_vote_once_that_may_be_held,
    a_planned_inspection_waits_from_its_day,
    what_is_suspended_is_sent_back_all_the_same,
    the_complaint_received_first_is_answered_first,
    complaints_of_one_day_are_told_on_pages_too,
    no_head_is_elected_where_the_village_is_no_more,
    a_head_who_was_recorded_is_not_to_be_elected,
    an_investor_is_told_before_the_project_begins,
    another_project_s_board_is_no_successor,
    nothing_is_due_before_it_waits,
    a_review_of_the_conference_has_one_last_day,
}

const CONVENTIONS: &str = "/api/v1/village-conventions";
const ELECTIONS: &str = "/api/v1/village-elections";

async fn nobody_begins_a_convention_before_there_is_the_village(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let new = json!({"kind": "Bản", "name": "Nà Thử", "valid_from": "2025-11-01"});
    let village = officer.post("/api/v1/villages", &new).await.ok(201)["id"].clone();
    for_none_of(&year, "begin_convention", &["officer.03388"]).await;
    year.until("2025-11-01").await;
    let item = one(&year.sign_in("officer.03388").await, "begin_convention").await;
    assert_eq!((&item["village_id"], clock(&item)), (&village, whenever("2025-11-01")));
}

async fn drafted(officer: &Client, village: &Value) -> String {
    let new = json!({
        "village_id": village, "kind": "quy_uoc", "title": "Quy ước", "proposal": {"by": "village_head", "on": "2025-08-20"},
    });
    let at = begun(officer, CONVENTIONS, &new).await;
    let team = json!({"on": "2025-08-25", "members": 5, "of": ["organisation", "reputed"]});
    act(officer, &at, "form-team", &team).await.ok(200);
    at
}

/// A posted draft waits for its vote from the day on which that may be held.
async fn what_is_posted_waits_for_its_vote_once_that_may_be_held(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let village = village(&officer, "1").await;
    let at = drafted(&officer, &village).await;
    // To Wednesday, 19 November.
    act(&officer, &at, "post", &posting("2025-10-20")).await.ok(200);
    for_none_of(&year, "go_on_with_convention", &["officer.03388"]).await;
    year.until("2025-11-19").await;
    let item = one(&year.sign_in("officer.03388").await, "go_on_with_convention").await;
    assert_eq!(clock(&item), whenever("2025-11-19"));
}

/// An inspection that is planned for next month waits next month.
async fn a_planned_inspection_waits_from_its_day(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    let province = year.sign_in("officer.12").await;
    let body = json!({
        "kind": "inspection", "subject": organisation_id("03388"), "title": "Kiểm tra việc công khai", "planned_on": "2025-11-17",
    });
    province.put(&measure("compliance-inspections", 1), &body).await.ok(201);
    for_none_of(&year, "conclude_inspection", &["officer.12"]).await;
    year.until("2025-11-17").await;
    let item = one(&year.sign_in("officer.12").await, "conclude_inspection").await;
    assert_eq!(clock(&item), whenever("2025-11-17"));
}

/// One that was recognised on 14 October 2025.
async fn recognised(year: &Year) -> String {
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = village(&officer, "1").await;
    let at = drafted(&officer, &village).await;
    act(&officer, &at, "post", &posting("2025-09-03")).await.ok(200);
    act(&officer, &at, "record-vote", &vote("2025-10-06", 96, 88))
        .await
        .ok(200);
    let dossier = json!({"on": "2025-10-08", "received_on": "2025-10-08"});
    act(&officer, &at, "send-dossier", &dossier).await.ok(200);
    act(&leader, &at, "recognise", &convention::recognition("2025-10-14"))
        .await
        .ok(200);
    at
}

/// The clock of sending back runs on while the convention is suspended.
async fn what_is_suspended_is_sent_back_all_the_same(backend: Backend) {
    let year = Year::begin(backend, "2025-10-15").await;
    let at = recognised(&year).await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    assert_eq!(one(&officer, "send_back_convention").await["document_id"], id_at(&at));
    let suspension = json!({
        "ground": "procedure", "number": "130/QĐ-UBND", "on": "2025-10-15", "remedy_by": "2026-03-31", "reason": "Không niêm yết đủ ngày.",
    });
    act(&leader, &at, "suspend", &suspension).await.ok(200);
    assert_eq!(
        officer.get(&at).await.ok(200)["allowed_actions"],
        json!(["send_back", "record_complaint"])
    );
    let item = one(&officer, "send_back_convention").await;
    assert_eq!(item["due_at"], end_of("2025-10-16"));
}

fn complaint(received_on: &str, content: &str) -> Value {
    json!({"received_on": received_on, "asks": "suspension", "content": content})
}

/// The complaint that has waited longest is answered, in whatever order they were recorded.
async fn the_complaint_received_first_is_answered_first(backend: Backend) {
    let year = Year::begin(backend, "2025-12-05").await;
    let at = recognised(&year).await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    for (received_on, content) in [("2025-12-03", "Điều 9"), ("2025-12-01", "Điều 7")] {
        act(&officer, &at, "record-complaint", &complaint(received_on, content))
            .await
            .ok(200);
    }
    let first = waiting(&leader, "answer_complaint").await;
    assert_eq!(first[0]["due_at"], end_of("2025-12-04"));
    let unfounded = json!({"number": "41/UBND-VX", "on": "2025-12-05", "reason": "Không có cơ sở."});
    step(&leader, &first[0], &at, "dismiss-complaint", &unfounded)
        .await
        .ok(200);
    assert_eq!(one(&leader, "answer_complaint").await["due_at"], end_of("2025-12-08"));
}

/// Two complaints of one day are two things to do, on however small pages.
async fn complaints_of_one_day_are_told_on_pages_too(backend: Backend) {
    let year = Year::begin(backend, "2025-12-01").await;
    let at = recognised(&year).await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    for content in ["Điều 9", "Điều 7"] {
        act(&officer, &at, "record-complaint", &complaint("2025-12-01", content))
            .await
            .ok(200);
    }
    assert_eq!(waiting(&leader, "answer_complaint").await.len(), 2);
    assert_eq!(paged(&leader, Some("answer_complaint"), 1).await.len(), 2);
}

/// A village whose head was dismissed on 22 January 2026.
async fn without_a_head(year: &Year) -> Value {
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = election::village(&officer).await;
    let head = election::person(&officer, "Lò Văn Ín").await;
    let post = recorded(&officer, &head, &village, "2025-01-06").await;
    let new = json!({
        "village_id": village, "purpose": "dismiss", "number": "95/QĐ-UBND", "signed_on": "2026-01-05", "meeting_on": "2026-01-18",
        "appointment_id": post, "ground": "own_request",
    });
    let at = begun(&officer, ELECTIONS, &new).await;
    act(&officer, &at, "announce", &json!({"on": "2026-01-10"}))
        .await
        .ok(200);
    let agreed = json!({"on": "2026-01-18", "present": 101, "in_favour": 61});
    act(&officer, &at, "record-vote", &agreed).await.ok(200);
    let sent = json!({"on": "2026-01-19", "received_on": "2026-01-19"});
    act(&officer, &at, "send-result", &sent).await.ok(200);
    act(&leader, &at, "recognise", &election::recognition("2026-01-22"))
        .await
        .ok(200);
    assert_eq!(one(&officer, "call_election").await["village_id"], village);
    village
}

/// Somebody recorded as head of a village; the post.
async fn recorded(officer: &Client, person: &Value, village: &Value, from: &str) -> Value {
    let holds = json!({
        "position": "village_head", "village_id": village, "valid_from": from, "decision": {"number": "12/QĐ-UBND", "signed_on": from},
    });
    let at = format!("/api/v1/persons/{}/appointments", person.as_str().expect("an id"));
    officer.post(&at, &holds).await.ok(201)["id"].clone()
}

/// In a village that is gone nobody is elected.
async fn no_head_is_elected_where_the_village_is_no_more(backend: Backend) {
    let year = Year::begin(backend, "2026-01-22").await;
    let village = without_a_head(&year).await;
    let officer = year.sign_in("officer.03388").await;
    let at = format!("/api/v1/villages/{}", village.as_str().expect("an id"));
    let over = json!({"on": "2026-01-22", "legal_basis": "Nghị quyết số 20/NQ-HĐND", "reason": "Sáp nhập"});
    act(&officer, &at, "close", &over).await.ok(200);
    let new = json!({
        "village_id": village, "purpose": "elect", "number": "88/QĐ-UBND", "signed_on": "2026-01-22", "meeting_on": "2026-02-15",
    });
    assert_eq!(officer.post(ELECTIONS, &new).await.status, 422);
    for_none_of(&year, "call_election", &["officer.03388"]).await;
}

/// Whoever was recorded as head since the dismissal is the head.
async fn a_head_who_was_recorded_is_not_to_be_elected(backend: Backend) {
    let year = Year::begin(backend, "2026-02-20").await;
    let village = without_a_head(&year).await;
    let officer = year.sign_in("officer.03388").await;
    let head = election::person(&officer, "Vàng Thị Mỷ").await;
    recorded(&officer, &head, &village, "2026-02-16").await;
    for_none_of(&year, "call_election", &["officer.03388"]).await;
}

/// A supervision board of a project; its id.
async fn supervision(commune: &Commune, name: &str, (term_from, begins_on): (&str, &str)) -> String {
    let road = format!("/api/v1/investment-projects/{}", danchu::access::fresh::<uuid::Uuid>());
    let project = json!({
        "name": name, "funding": "public_investment", "investor": "Ban quản lý dự án", "begins_on": begins_on,
    });
    let recorded = commune.front.put(&road, &project).await;
    let new = json!({
        "kind": "community_investment_supervision", "host": organisation_id("03388"), "term_from": term_from,
        "name": format!("Ban Giám sát đầu tư của cộng đồng {name}"), "project": recorded.ok(201)["id"],
    });
    let at = begun(&commune.front, BOARDS, &new).await;
    let mut members = commune.one_of_each().await;
    for part in ["front", "inspectorate"] {
        members.push(json!({
            "person_id": person(&commune.front, json!({"name": part})).await, "represents": part, "chosen_on": "2025-10-06",
            "received_on": "2025-10-06",
        }));
    }
    act(&commune.front, &at, "members", &json!({"members": members}))
        .await
        .ok(200);
    act(&commune.president, &at, "recognise", &recognition("2025-10-13"))
        .await
        .ok(200);
    at
}

/// A board is founded for a project that is to begin, so that the investor can be told 45 days before (Law Art. 45.1b).
async fn an_investor_is_told_before_the_project_begins(backend: Backend) {
    let mut commune = Commune::of(backend, 3).await;
    let road = supervision(&commune, "đường Nà Khằm", ("2025-09-01", "2026-01-05")).await;
    for (day, timeliness) in [
        ("2025-10-20", "not_due"),
        ("2025-11-21", "due_soon"),
        ("2025-11-22", "overdue"),
    ] {
        commune.year.until(day).await;
        let item = one(&commune.year.sign_in("officer.front.03388").await, "notify_investor").await;
        assert_eq!(
            (&item["board_id"], clock(&item)),
            (&id_at(&road), by("2025-10-13", "2025-11-21", timeliness)),
            "{day}"
        );
    }
}

/// The board of another project is no successor.
async fn another_project_s_board_is_no_successor(backend: Backend) {
    let commune = Commune::of(backend, 3).await;
    let road = supervision(&commune, "đường Nà Khằm", ("2025-09-01", "2025-10-13")).await;
    let anew = json!({"decision": "elect_anew", "number": "35/QĐ-MTTQ", "on": "2025-10-20", "by": "2025-12-31"});
    act(&commune.president, &road, "decide-fate", &anew).await.ok(200);
    assert_eq!(one(&commune.front, "elect_board").await["board_id"], id_at(&road));
    supervision(&commune, "trường Nà Đông", ("2025-10-01", "2025-10-13")).await;
    assert_eq!(one(&commune.front, "elect_board").await["board_id"], id_at(&road));
}

/// The work year of a school begins in September, and what it owes of it waits since then.
async fn nothing_is_due_before_it_waits(backend: Backend) {
    let year = Year::begin(backend, "2026-03-24").await;
    for login in ["officer.03388", "officer.thpt-lai-chau"] {
        for item in paged(&year.sign_in(login).await, None, 200).await {
            let (since, due_at) = (item["since"].as_str(), item["due_at"].as_str());
            assert!(due_at.is_none() || due_at > since, "{login}: {item:#}");
        }
    }
}

/// Six months after the conference, whenever one looks.
async fn a_review_of_the_conference_has_one_last_day(backend: Backend) {
    let mut year = Year::begin(backend, "2026-04-01").await;
    let officer = year.sign_in("officer.03388").await;
    let held = json!({"on": "2026-04-01", "attendance": [{"who": "officials", "people": 28}], "summoned": 42});
    let new = json!({"kind": "staff_conference", "title": "Hội nghị", "year": 2025});
    hold(&officer, 1, new, held).await;
    let mut due = Vec::new();
    for day in ["2026-10-02", "2026-10-12"] {
        year.until(day).await;
        let items = waiting(&year.sign_in("officer.03388").await, "fulfil_duty").await;
        let review = items.iter().find(|item| item["duty"] == "conference_review");
        due.push(review.expect("it waits")["due_at"].clone());
    }
    assert_eq!(due[0], due[1]);
}
