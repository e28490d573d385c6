//! Elections and dismissals of village heads that wait, by the clocks of Decree 59/2023/NĐ-CP.

use serde_json::{Value, json};

use super::{act, begun, by, clock, for_none_of, id_at, one, step, whenever};
use crate::{
    election::{person, recognition, village},
    support::{client::Client, database::Backend, register::organisation_id},
    year::driver::Year,
};

on_both! {
    whoever_acts_as_head_is_followed_by_an_election,
    a_term_that_ends_is_followed_by_an_election,
    a_dismissal_is_followed_by_an_election_in_sixty_days,
    each_step_before_the_meeting_has_its_last_day,
    what_the_meeting_did_not_carry_waits_for_the_leader,
    a_result_is_sent_and_decided_on,
}

const ELECTIONS: &str = "/api/v1/village-elections";

/// Those for whom no election of Đoàn Kết waits, whatever they see of it.
const BESIDE: [&str; 7] = [
    "officer.03390",
    "leader.03390",
    "officer.12",
    "leader.12",
    "officer.front.03388",
    "overseer.front.03388",
    "officer.council.03388",
];

/// Puts somebody at the head of a village; the post.
async fn appointed(officer: &Client, person: &Value, new: &Value) -> Value {
    let at = format!("/api/v1/persons/{}/appointments", person.as_str().expect("an id"));
    officer.post(&at, new).await.ok(201)["id"].clone()
}

fn decision(signed_on: &str) -> Value {
    json!({"number": "12/QĐ-UBND", "signed_on": signed_on})
}

/// A decision to hold an election.
async fn called(officer: &Client, village: &Value, signed_on: &str, meeting_on: &str) -> String {
    let new = json!({
        "village_id": village, "purpose": "elect", "number": "88/QĐ-UBND", "signed_on": signed_on, "meeting_on": meeting_on,
    });
    begun(officer, ELECTIONS, &new).await
}

fn team(on: &str) -> Value {
    json!({"number": "90/QĐ-UBND", "signed_on": on, "members": 5})
}

/// Up to the notice, on one day.
async fn prepared(officer: &Client, at: &str, on: &str, candidate: &Value) {
    let nomination = json!({"on": on, "candidates": [candidate]});
    act(officer, at, "nominate", &nomination).await.ok(200);
    act(officer, at, "form-team", &team(on)).await.ok(200);
    act(officer, at, "announce", &json!({"on": on})).await.ok(200);
}

/// A head who took office in January 2025, and asks to be relieved; the dismissal, of which the committee has the result since 19 January 2026.
async fn relieved(officer: &Client, village: &Value) -> String {
    let head = person(officer, "Lò Văn Ín").await;
    let holds = json!({
        "position": "village_head", "village_id": village, "valid_from": "2025-01-06", "decision": decision("2025-01-06"),
    });
    let post = appointed(officer, &head, &holds).await;
    let new = json!({
        "village_id": village, "purpose": "dismiss", "number": "95/QĐ-UBND", "signed_on": "2026-01-05", "meeting_on": "2026-01-18",
        "appointment_id": post, "ground": "own_request",
    });
    let at = begun(officer, ELECTIONS, &new).await;
    act(officer, &at, "announce", &json!({"on": "2026-01-10"}))
        .await
        .ok(200);
    let agreed = json!({"on": "2026-01-18", "present": 101, "in_favour": 61});
    act(officer, &at, "record-vote", &agreed).await.ok(200);
    let sent = json!({"on": "2026-01-19", "received_on": "2026-01-19"});
    act(officer, &at, "send-result", &sent).await.ok(200);
    at
}

async fn whoever_acts_as_head_is_followed_by_an_election(backend: Backend) {
    let mut year = Year::begin(backend, "2026-02-02").await;
    let officer = year.sign_in("officer.03388").await;
    let village = village(&officer).await;
    let (acting, elected) = (
        person(&officer, "Lò Văn Ín").await,
        person(&officer, "Vàng Thị Mỷ").await,
    );
    // Nobody waits for a village whose head was never recorded, nor before somebody acts as head.
    for_none_of(&year, "call_election", &["officer.03388"]).await;
    let holds = json!({
        "position": "acting_village_head", "village_id": village, "valid_from": "2026-02-10", "valid_to": "2026-05-10",
        "decision": decision("2026-02-02"),
    });
    appointed(&officer, &acting, &holds).await;
    for day in ["2026-02-02", "2026-02-09"] {
        year.until(day).await;
        for_none_of(&year, "call_election", &["officer.03388"]).await;
    }
    // Their last day is that of the law for them; they are no head thereafter either.
    for (day, timeliness) in [
        ("2026-02-10", "not_due"),
        ("2026-05-02", "not_due"),
        ("2026-05-03", "due_soon"),
        ("2026-05-09", "due_soon"),
        ("2026-05-10", "overdue"),
    ] {
        year.until(day).await;
        let item = one(&year.sign_in("officer.03388").await, "call_election").await;
        assert_eq!(clock(&item), by("2026-02-10", "2026-05-09", timeliness), "{day}");
        assert_eq!(
            (
                &item["village_id"],
                &item["organisation"]["id"],
                &item["election_id"],
                &item["allowed_actions"]
            ),
            (&village, &json!(organisation_id("03388")), &Value::Null, &json!([])),
            "{day}"
        );
    }
    for_none_of(&year, "call_election", &["leader.03388"]).await;
    for_none_of(&year, "call_election", &BESIDE).await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let mistaken = called(&officer, &village, "2026-05-10", "2026-06-07").await;
    for_none_of(&year, "call_election", &["officer.03388"]).await;
    let item = one(&officer, "prepare_election").await;
    step(
        &officer,
        &item,
        &mistaken,
        "withdraw",
        &json!({"reason": "Ghi nhầm ngày."}),
    )
    .await
    .ok(200);
    // What was withdrawn has elected nobody.
    for_none_of(&year, "prepare_election", &["officer.03388"]).await;
    assert_eq!(one(&officer, "call_election").await["village_id"], village);
    let at = called(&officer, &village, "2026-05-10", "2026-05-10").await;
    prepared(&officer, &at, "2026-05-10", &elected).await;
    let vote = json!({"on": "2026-05-10", "present": 101, "candidates": [{"person_id": elected, "in_favour": 77}]});
    act(&officer, &at, "record-vote", &vote).await.ok(200);
    let sent = json!({"on": "2026-05-10", "received_on": "2026-05-10"});
    act(&officer, &at, "send-result", &sent).await.ok(200);
    for_none_of(&year, "call_election", &["officer.03388"]).await;
    act(&leader, &at, "recognise", &recognition("2026-05-10")).await.ok(200);
    // The village has its head.
    for kind in ["call_election", "prepare_election", "send_election_result"] {
        for_none_of(&year, kind, &["officer.03388"]).await;
    }
}

async fn a_term_that_ends_is_followed_by_an_election(backend: Backend) {
    let mut year = Year::begin(backend, "2026-01-29").await;
    let officer = year.sign_in("officer.03388").await;
    let village = village(&officer).await;
    let (head, next) = (
        person(&officer, "Lò Văn Ín").await,
        person(&officer, "Vàng Thị Mỷ").await,
    );
    let holds = json!({
        "position": "village_head", "village_id": village, "valid_from": "2023-10-01", "valid_to": "2026-03-31",
        "decision": decision("2023-10-01"),
    });
    appointed(&officer, &head, &holds).await;
    for_none_of(&year, "call_election", &["officer.03388"]).await;
    // Sixty days before; the last day of the term is the day to have it done by.
    for (day, timeliness) in [
        ("2026-01-30", "not_due"),
        ("2026-03-23", "not_due"),
        ("2026-03-24", "due_soon"),
        ("2026-03-30", "due_soon"),
        ("2026-03-31", "overdue"),
    ] {
        year.until(day).await;
        let item = one(&year.sign_in("officer.03388").await, "call_election").await;
        assert_eq!(clock(&item), by("2026-01-30", "2026-03-30", timeliness), "{day}");
        assert_eq!(item["village_id"], village, "{day}");
    }
    for_none_of(&year, "call_election", &BESIDE).await;
    let officer = year.sign_in("officer.03388").await;
    let holds = json!({
        "position": "village_head", "village_id": village, "valid_from": "2026-03-31", "decision": decision("2026-03-31"),
    });
    appointed(&officer, &next, &holds).await;
    for_none_of(&year, "call_election", &["officer.03388"]).await;
}

async fn a_dismissal_is_followed_by_an_election_in_sixty_days(backend: Backend) {
    let mut year = Year::begin(backend, "2026-01-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = village(&officer).await;
    let dismissal = relieved(&officer, &village).await;
    for_none_of(&year, "call_election", &["officer.03388"]).await;
    let item = one(&leader, "decide_election").await;
    step(&leader, &item, &dismissal, "recognise", &recognition("2026-01-20"))
        .await
        .ok(200);
    // The sixtieth day is Saturday, 21 March, and moves to the Monday after.
    for (day, timeliness) in [
        ("2026-01-22", "not_due"),
        ("2026-03-16", "not_due"),
        ("2026-03-17", "due_soon"),
        ("2026-03-23", "due_soon"),
        ("2026-03-24", "overdue"),
    ] {
        year.until(day).await;
        let item = one(&year.sign_in("officer.03388").await, "call_election").await;
        assert_eq!(clock(&item), by("2026-01-20", "2026-03-23", timeliness), "{day}");
        assert_eq!(item["village_id"], village, "{day}");
    }
    for_none_of(&year, "call_election", &["leader.03388"]).await;
    for_none_of(&year, "call_election", &BESIDE).await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let at = called(&officer, &village, "2026-03-24", "2026-03-24").await;
    for_none_of(&year, "call_election", &["officer.03388"]).await;
    let elected = person(&officer, "Vàng Thị Mỷ").await;
    prepared(&officer, &at, "2026-03-24", &elected).await;
    let vote = json!({"on": "2026-03-24", "present": 101, "candidates": [{"person_id": elected, "in_favour": 77}]});
    act(&officer, &at, "record-vote", &vote).await.ok(200);
    let sent = json!({"on": "2026-03-24", "received_on": "2026-03-24"});
    act(&officer, &at, "send-result", &sent).await.ok(200);
    for_none_of(&year, "call_election", &["officer.03388"]).await;
    let refusal = json!({"number": "12/UBND-VX", "on": "2026-03-24", "reason": "Danh sách sai.", "again": true});
    act(&leader, &at, "refuse", &refusal).await.ok(200);
    // The village has none still, and the clock is the old one.
    let item = one(&officer, "call_election").await;
    assert_eq!(clock(&item), by("2026-01-20", "2026-03-23", "overdue"));
    let at = called(&officer, &village, "2026-03-24", "2026-03-24").await;
    prepared(&officer, &at, "2026-03-24", &elected).await;
    act(&officer, &at, "record-vote", &vote).await.ok(200);
    act(&officer, &at, "send-result", &sent).await.ok(200);
    act(&leader, &at, "recognise", &recognition("2026-03-24")).await.ok(200);
    for_none_of(&year, "call_election", &["officer.03388"]).await;
}

async fn each_step_before_the_meeting_has_its_last_day(backend: Backend) {
    let mut year = Year::begin(backend, "2025-12-01").await;
    let officer = year.sign_in("officer.03388").await;
    let village = village(&officer).await;
    let candidate = person(&officer, "Lò Văn Ín").await;
    let at = called(&officer, &village, "2025-12-01", "2025-12-28").await;
    let prepares = async |who: &Client, last: &str, timeliness: &str| {
        let item = one(who, "prepare_election").await;
        assert_eq!(
            (&item["election_id"], &item["village_id"]),
            (&id_at(&at), &village),
            "{last}"
        );
        assert_eq!(clock(&item), by("2025-12-01", last, timeliness), "{last}");
        item
    };
    // Candidates fifteen days before, the team ten, the notice seven.
    let item = prepares(&officer, "2025-12-13", "not_due").await;
    for_none_of(&year, "prepare_election", &["leader.03388"]).await;
    for_none_of(&year, "prepare_election", &BESIDE).await;
    let nomination = json!({"on": "2025-12-01", "candidates": [candidate]});
    step(&officer, &item, &at, "nominate", &nomination).await.ok(200);
    let item = prepares(&officer, "2025-12-18", "not_due").await;
    step(&officer, &item, &at, "form-team", &team("2025-12-01"))
        .await
        .ok(200);
    let item = prepares(&officer, "2025-12-21", "not_due").await;
    step(&officer, &item, &at, "announce", &json!({"on": "2025-12-01"}))
        .await
        .ok(200);
    let item = prepares(&officer, "2025-12-28", "not_due").await;
    // Put off by a week, it waits for a week more.
    step(&officer, &item, &at, "postpone", &json!({"meeting_on": "2026-01-04"}))
        .await
        .ok(200);
    prepares(&officer, "2026-01-04", "not_due").await;
    for (day, timeliness) in [("2026-01-04", "due_soon"), ("2026-01-05", "overdue")] {
        year.until(day).await;
        prepares(&year.sign_in("officer.03388").await, "2026-01-04", timeliness).await;
    }
    let officer = year.sign_in("officer.03388").await;
    let item = prepares(&officer, "2026-01-04", "overdue").await;
    let vote = json!({"on": "2026-01-04", "present": 101, "candidates": [{"person_id": candidate, "in_favour": 77}]});
    step(&officer, &item, &at, "record-vote", &vote).await.ok(200);
    for_none_of(&year, "prepare_election", &["officer.03388"]).await;
}

async fn what_the_meeting_did_not_carry_waits_for_the_leader(backend: Backend) {
    let year = Year::begin(backend, "2026-01-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = village(&officer).await;
    let head = person(&officer, "Lò Văn Ín").await;
    let holds = json!({
        "position": "village_head", "village_id": village, "valid_from": "2025-01-06", "decision": decision("2025-01-06"),
    });
    let post = appointed(&officer, &head, &holds).await;
    let new = json!({
        "village_id": village, "purpose": "dismiss", "number": "95/QĐ-UBND", "signed_on": "2026-01-05", "meeting_on": "2026-01-18",
        "appointment_id": post, "ground": "own_request",
    });
    let at = begun(&officer, ELECTIONS, &new).await;
    // A dismissal has neither candidates nor a team; its meeting is made known two days before.
    let item = one(&officer, "prepare_election").await;
    assert_eq!(clock(&item), by("2026-01-05", "2026-01-16", "overdue"));
    step(&officer, &item, &at, "announce", &json!({"on": "2026-01-10"}))
        .await
        .ok(200);
    let item = one(&officer, "prepare_election").await;
    assert_eq!(clock(&item), by("2026-01-05", "2026-01-18", "overdue"));
    for_none_of(&year, "decide_election", &["leader.03388"]).await;
    // 60 of 120 households are not more than half.
    let half = json!({"on": "2026-01-18", "present": 101, "in_favour": 60});
    step(&officer, &item, &at, "record-vote", &half).await.ok(200);
    for kind in ["prepare_election", "send_election_result", "decide_election"] {
        for_none_of(&year, kind, &["officer.03388"]).await;
    }
    let item = one(&leader, "decide_election").await;
    assert_eq!(
        (&item["election_id"], &item["village_id"], &item["allowed_actions"]),
        (&id_at(&at), &village, &json!(["recognise", "refuse"]))
    );
    assert_eq!(clock(&item), whenever("2026-01-18"));
    for_none_of(&year, "decide_election", &BESIDE).await;
    let refusal = json!({"number": "12/UBND-VX", "on": "2026-01-22", "reason": "Cuộc họp không tán thành."});
    step(&leader, &item, &at, "refuse", &refusal).await.ok(200);
    for_none_of(&year, "decide_election", &["leader.03388"]).await;
    // The head goes on, and nobody is to be elected.
    for_none_of(&year, "call_election", &["officer.03388"]).await;
}

async fn a_result_is_sent_and_decided_on(backend: Backend) {
    let mut year = Year::begin(backend, "2026-01-05").await;
    let officer = year.sign_in("officer.03388").await;
    let village = village(&officer).await;
    let candidate = person(&officer, "Lò Văn Ín").await;
    let at = called(&officer, &village, "2025-12-01", "2026-01-04").await;
    prepared(&officer, &at, "2025-12-10", &candidate).await;
    for_none_of(&year, "send_election_result", &["officer.03388"]).await;
    let vote = json!({"on": "2026-01-04", "present": 101, "candidates": [{"person_id": candidate, "in_favour": 77}]});
    act(&officer, &at, "record-vote", &vote).await.ok(200);
    // Five working days from Sunday, the fourth; Saturday the tenth is worked, instead of the second.
    for (day, timeliness) in [
        ("2026-01-05", "due_soon"),
        ("2026-01-09", "due_soon"),
        ("2026-01-10", "overdue"),
    ] {
        year.until(day).await;
        let item = one(&year.sign_in("officer.03388").await, "send_election_result").await;
        assert_eq!(clock(&item), by("2026-01-04", "2026-01-09", timeliness), "{day}");
    }
    for_none_of(&year, "send_election_result", &["leader.03388"]).await;
    for_none_of(&year, "send_election_result", &BESIDE).await;
    for_none_of(&year, "decide_election", &["leader.03388"]).await;
    let officer = year.sign_in("officer.03388").await;
    let item = one(&officer, "send_election_result").await;
    assert_eq!(
        (&item["election_id"], &item["village_id"], &item["allowed_actions"]),
        (&id_at(&at), &village, &json!(["send_result"]))
    );
    let sent = json!({"on": "2026-01-10", "received_on": "2026-01-10"});
    step(&officer, &item, &at, "send-result", &sent).await.ok(200);
    for_none_of(&year, "send_election_result", &["officer.03388"]).await;
    for (day, timeliness) in [
        ("2026-01-10", "due_soon"),
        ("2026-01-16", "due_soon"),
        ("2026-01-17", "overdue"),
    ] {
        year.until(day).await;
        let item = one(&year.sign_in("leader.03388").await, "decide_election").await;
        assert_eq!(clock(&item), by("2026-01-10", "2026-01-16", timeliness), "{day}");
    }
    for_none_of(&year, "decide_election", &["officer.03388"]).await;
    for_none_of(&year, "decide_election", &BESIDE).await;
    let leader = year.sign_in("leader.03388").await;
    let item = one(&leader, "decide_election").await;
    assert_eq!(
        (&item["election_id"], &item["allowed_actions"]),
        (&id_at(&at), &json!(["recognise", "refuse"]))
    );
    step(&leader, &item, &at, "recognise", &recognition("2026-01-17"))
        .await
        .ok(200);
    for_none_of(&year, "decide_election", &["leader.03388"]).await;
    for_none_of(&year, "call_election", &["officer.03388"]).await;
}
