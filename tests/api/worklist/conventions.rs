//! Village conventions that wait, by the clocks of Decree 61/2023/NĐ-CP, from the village that has none to the part that is not mended.

use serde_json::{Value, json};

use super::{act, begun, by, clock, for_none_of, id_at, one, step, waiting, whenever};
use crate::{
    convention::{posting, recognition, village, vote},
    support::{client::Client, database::Backend, register::organisation_id},
    year::driver::Year,
};

on_both! {
    a_village_without_one_begins_it,
    a_draft_waits_from_its_team_to_its_vote,
    what_was_voted_down_waits_to_be_posted_again,
    a_dossier_is_sent_decided_on_and_mended,
    what_is_recognised_is_sent_back,
    complaints_wait_for_the_leader,
    what_is_suspended_is_followed_to_its_annulment,
    a_new_text_ends_what_waited_with_the_old,
    a_review_waits_from_its_month_until_the_next,
}

const CONVENTIONS: &str = "/api/v1/village-conventions";

/// Those for whom no convention of Đoàn Kết waits, whatever they see of it.
const BESIDE: [&str; 7] = [
    "officer.03390",
    "leader.03390",
    "officer.12",
    "leader.12",
    "officer.front.03388",
    "overseer.council.03388",
    "leader.village.03388",
];

async fn proposed(officer: &Client, village: &Value, on: &str) -> String {
    let new = json!({
        "village_id": village, "kind": "quy_uoc", "title": "Quy ước tổ dân phố", "proposal": {"by": "village_head", "on": on},
    });
    begun(officer, CONVENTIONS, &new).await
}

fn team(on: &str) -> Value {
    json!({"on": on, "members": 5, "of": ["organisation", "reputed"]})
}

fn dossier(on: &str) -> Value {
    json!({"on": on, "received_on": on})
}

fn refusal(on: &str) -> Value {
    json!({"number": "42/UBND-VX", "on": on, "reason": "Điều 7 quy định mức phạt trái pháp luật."})
}

/// One that the households have voted for on Monday, 6 October 2025.
async fn voted_for(officer: &Client, village: &Value) -> String {
    let at = proposed(officer, village, "2025-08-20").await;
    act(officer, &at, "form-team", &team("2025-08-25")).await.ok(200);
    act(officer, &at, "post", &posting("2025-09-03")).await.ok(200);
    act(officer, &at, "record-vote", &vote("2025-10-06", 96, 88))
        .await
        .ok(200);
    at
}

/// One that was recognised on 14 October 2025, and sent back the day after.
async fn recognised(officer: &Client, leader: &Client, village: &Value) -> String {
    let at = voted_for(officer, village).await;
    act(officer, &at, "send-dossier", &dossier("2025-10-08")).await.ok(200);
    act(leader, &at, "recognise", &recognition("2025-10-14")).await.ok(200);
    act(officer, &at, "send-back", &json!({"on": "2025-10-15"}))
        .await
        .ok(200);
    at
}

/// The commune's officer and leader, as they sign in on that day.
async fn committee(year: &Year) -> (Client, Client) {
    (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await)
}

async fn a_village_without_one_begins_it(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    for_none_of(&year, "begin_convention", &["officer.03388"]).await;
    let old = village(&officer, "1").await;
    let new = json!({"kind": "Bản", "name": "Nà Thử", "valid_from": "2025-07-01"});
    let new = officer.post("/api/v1/villages", &new).await.ok(201)["id"].clone();
    let mut items = waiting(&officer, "begin_convention").await;
    items.sort_by_key(|item| item["since"].to_string());
    let told: Vec<_> = items.iter().map(|item| (&item["village_id"], clock(item))).collect();
    // Since there is a decree on it, or since there is the village.
    assert_eq!(
        told,
        [(&old, whenever("2023-08-16")), (&new, whenever("2025-07-01"))],
        "{items:#?}"
    );
    for item in &items {
        assert_eq!(
            (
                &item["document_id"],
                &item["allowed_actions"],
                &item["organisation"]["id"]
            ),
            (&Value::Null, &json!([]), &json!(organisation_id("03388"))),
            "{item:#}"
        );
    }
    for_none_of(&year, "begin_convention", &["leader.03388"]).await;
    for_none_of(&year, "begin_convention", &BESIDE).await;
    // The neighbour has its own villages.
    let neighbour = year.sign_in("officer.03390").await;
    let theirs = village(&neighbour, "1").await;
    assert_eq!(one(&neighbour, "begin_convention").await["village_id"], theirs);
    // What is on its way in one village is missing in the other alone; what is older than the decree is there.
    proposed(&officer, &new, "2025-10-20").await;
    assert_eq!(one(&officer, "begin_convention").await["village_id"], old);
    let older = json!({
        "village_id": old, "kind": "huong_uoc", "title": "Hương ước cũ",
        "recognised_before": {"number": "40/QĐ-UBND", "signed_on": "2019-05-20", "signer": "Lò Văn Inh"},
    });
    let older = begun(&officer, CONVENTIONS, &older).await;
    for_none_of(&year, "begin_convention", &["officer.03388"]).await;
    // It was never sent in, so that nothing is sent back.
    for_none_of(&year, "send_back_convention", &["officer.03388"]).await;
    // Once it is annulled, the village has none again.
    let leader = year.sign_in("leader.03388").await;
    let unlawful =
        json!({"ground": "unlawful_content", "number": "15/QĐ-UBND", "on": "2025-10-20", "reason": "Trái pháp luật"});
    act(&leader, &older, "annul", &unlawful).await.ok(200);
    assert_eq!(one(&officer, "begin_convention").await["village_id"], old);
    // Nor does a village that is no more begin one.
    let at = format!("/api/v1/villages/{}", old.as_str().expect("an id"));
    let over = json!({"on": "2025-10-20", "legal_basis": "Nghị quyết số 20/NQ-HĐND", "reason": "Sáp nhập"});
    act(&officer, &at, "close", &over).await.ok(200);
    for_none_of(&year, "begin_convention", &["officer.03388"]).await;
}

async fn a_draft_waits_from_its_team_to_its_vote(backend: Backend) {
    let mut year = Year::begin(backend, "2025-08-20").await;
    let officer = year.sign_in("officer.03388").await;
    let village = village(&officer, "1").await;
    let at = proposed(&officer, &village, "2025-08-20").await;
    let item = one(&officer, "go_on_with_convention").await;
    assert_eq!(
        (
            &item["document_id"],
            &item["village_id"],
            &item["organisation"]["id"],
            &item["allowed_actions"]
        ),
        (
            &id_at(&at),
            &village,
            &json!(organisation_id("03388")),
            &json!(["change", "form_team", "withdraw"])
        )
    );
    assert_eq!(clock(&item), whenever("2025-08-20"));
    for_none_of(&year, "go_on_with_convention", &["leader.03388"]).await;
    for_none_of(&year, "go_on_with_convention", &BESIDE).await;

    year.until("2025-08-25").await;
    let officer = year.sign_in("officer.03388").await;
    let item = one(&officer, "go_on_with_convention").await;
    step(&officer, &item, &at, "form-team", &team("2025-08-25"))
        .await
        .ok(200);
    let item = one(&officer, "go_on_with_convention").await;
    assert_eq!(item["allowed_actions"], json!(["change", "post", "withdraw"]));
    assert_eq!(clock(&item), whenever("2025-08-25"));
    // It is posted for thirty days, to Wednesday, 24 September.
    step(&officer, &item, &at, "post", &posting("2025-08-25")).await.ok(200);

    year.until("2025-09-24").await;
    let officer = year.sign_in("officer.03388").await;
    let item = one(&officer, "go_on_with_convention").await;
    assert_eq!(item["allowed_actions"], json!(["change", "record_vote", "withdraw"]));
    assert_eq!(clock(&item), whenever("2025-09-24"));
    for_none_of(&year, "go_on_with_convention", &["leader.03388"]).await;
    // A meeting that too few attended leaves it where it was.
    step(&officer, &item, &at, "record-vote", &vote("2025-09-24", 60, 60))
        .await
        .ok(200);
    let item = one(&officer, "go_on_with_convention").await;
    assert_eq!(item["allowed_actions"], json!(["change", "record_vote", "withdraw"]));
    for_none_of(&year, "send_convention", &["officer.03388"]).await;
    let ballots = json!({"by": "ballot", "on": "2025-09-24", "present": 110, "in_favour": 90});
    step(&officer, &item, &at, "record-vote", &ballots).await.ok(200);
    for_none_of(&year, "go_on_with_convention", &["officer.03388"]).await;
    assert_eq!(one(&officer, "send_convention").await["document_id"], id_at(&at));
}

async fn what_was_voted_down_waits_to_be_posted_again(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-06").await;
    let officer = year.sign_in("officer.03388").await;
    let village = village(&officer, "1").await;
    let at = proposed(&officer, &village, "2025-08-20").await;
    act(&officer, &at, "form-team", &team("2025-08-25")).await.ok(200);
    act(&officer, &at, "post", &posting("2025-09-03")).await.ok(200);
    // 60 of 120 households are not more than half.
    act(&officer, &at, "record-vote", &vote("2025-10-06", 100, 60))
        .await
        .ok(200);
    year.until("2025-10-09").await;
    let officer = year.sign_in("officer.03388").await;
    let item = one(&officer, "go_on_with_convention").await;
    assert_eq!(item["allowed_actions"], json!(["change", "post", "withdraw"]));
    assert_eq!(clock(&item), whenever("2025-10-06"));
    for_none_of(&year, "go_on_with_convention", &["leader.03388"]).await;
    for_none_of(&year, "go_on_with_convention", &BESIDE).await;
    for kind in ["begin_convention", "send_convention"] {
        for_none_of(&year, kind, &["officer.03388"]).await;
    }
    // Posted again on the ninth, to Saturday, 8 November, and so to the Monday after.
    step(&officer, &item, &at, "post", &posting("2025-10-09")).await.ok(200);
    year.until("2025-11-10").await;
    let officer = year.sign_in("officer.03388").await;
    let item = one(&officer, "go_on_with_convention").await;
    assert_eq!(item["allowed_actions"], json!(["change", "record_vote", "withdraw"]));
    assert_eq!(clock(&item), whenever("2025-11-10"));
    step(&officer, &item, &at, "record-vote", &vote("2025-11-10", 100, 90))
        .await
        .ok(200);
    for_none_of(&year, "go_on_with_convention", &["officer.03388"]).await;
    assert_eq!(
        clock(&one(&officer, "send_convention").await),
        by("2025-11-10", "2025-11-17", "not_due")
    );
}

async fn a_dossier_is_sent_decided_on_and_mended(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-06").await;
    let officer = year.sign_in("officer.03388").await;
    let village = village(&officer, "1").await;
    let at = voted_for(&officer, &village).await;
    // Five working days from Monday, the sixth.
    for (day, timeliness) in [
        ("2025-10-06", "not_due"),
        ("2025-10-07", "due_soon"),
        ("2025-10-13", "due_soon"),
        ("2025-10-14", "overdue"),
    ] {
        year.until(day).await;
        let item = one(&year.sign_in("officer.03388").await, "send_convention").await;
        assert_eq!(clock(&item), by("2025-10-06", "2025-10-13", timeliness), "{day}");
    }
    for_none_of(&year, "send_convention", &["leader.03388"]).await;
    for_none_of(&year, "send_convention", &BESIDE).await;
    let officer = year.sign_in("officer.03388").await;
    let item = one(&officer, "send_convention").await;
    assert_eq!(
        (&item["document_id"], &item["village_id"], &item["allowed_actions"]),
        (&id_at(&at), &village, &json!(["change", "send_dossier", "withdraw"]))
    );
    for_none_of(&year, "decide_convention", &["leader.03388"]).await;
    step(&officer, &item, &at, "send-dossier", &dossier("2025-10-14"))
        .await
        .ok(200);
    for_none_of(&year, "send_convention", &["officer.03388"]).await;

    for (day, timeliness) in [
        ("2025-10-14", "not_due"),
        ("2025-10-21", "due_soon"),
        ("2025-10-22", "overdue"),
    ] {
        year.until(day).await;
        let item = one(&year.sign_in("leader.03388").await, "decide_convention").await;
        assert_eq!(clock(&item), by("2025-10-14", "2025-10-21", timeliness), "{day}");
    }
    for_none_of(&year, "decide_convention", &["officer.03388"]).await;
    for_none_of(&year, "decide_convention", &BESIDE).await;
    let (officer, leader) = committee(&year).await;
    let item = one(&leader, "decide_convention").await;
    assert_eq!(
        (&item["document_id"], &item["village_id"], &item["allowed_actions"]),
        (&id_at(&at), &village, &json!(["recognise", "refuse"]))
    );
    step(&leader, &item, &at, "refuse", &refusal("2025-10-22"))
        .await
        .ok(200);
    for_none_of(&year, "decide_convention", &["leader.03388"]).await;
    // What was refused is mended, and posted again.
    let item = one(&officer, "go_on_with_convention").await;
    assert_eq!(item["allowed_actions"], json!(["change", "post", "withdraw"]));
    assert_eq!(clock(&item), whenever("2025-10-22"));
    for_none_of(&year, "go_on_with_convention", &["leader.03388"]).await;
    step(&officer, &item, &at, "post", &posting("2025-10-22")).await.ok(200);
    year.until("2025-11-21").await;
    let (officer, leader) = committee(&year).await;
    let item = one(&officer, "go_on_with_convention").await;
    assert_eq!(clock(&item), whenever("2025-11-21"));
    step(&officer, &item, &at, "record-vote", &vote("2025-11-21", 100, 90))
        .await
        .ok(200);
    act(&officer, &at, "send-dossier", &dossier("2025-11-21")).await.ok(200);
    // The clock is that of the second dossier.
    assert_eq!(
        clock(&one(&leader, "decide_convention").await),
        by("2025-11-21", "2025-11-28", "not_due")
    );
}

async fn what_is_recognised_is_sent_back(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-10").await;
    let (officer, leader) = committee(&year).await;
    let village = village(&officer, "1").await;
    let at = voted_for(&officer, &village).await;
    act(&officer, &at, "send-dossier", &dossier("2025-10-08")).await.ok(200);
    for_none_of(&year, "send_back_convention", &["officer.03388"]).await;
    let item = one(&leader, "decide_convention").await;
    // Recognised on a Friday: the second working day is Tuesday.
    step(&leader, &item, &at, "recognise", &recognition("2025-10-10"))
        .await
        .ok(200);
    for_none_of(&year, "decide_convention", &["leader.03388"]).await;
    for (day, timeliness) in [
        ("2025-10-10", "due_soon"),
        ("2025-10-14", "due_soon"),
        ("2025-10-15", "overdue"),
    ] {
        year.until(day).await;
        let item = one(&year.sign_in("officer.03388").await, "send_back_convention").await;
        assert_eq!(clock(&item), by("2025-10-10", "2025-10-14", timeliness), "{day}");
    }
    for_none_of(&year, "send_back_convention", &["leader.03388"]).await;
    for_none_of(&year, "send_back_convention", &BESIDE).await;
    let officer = year.sign_in("officer.03388").await;
    let item = one(&officer, "send_back_convention").await;
    assert_eq!(
        (&item["document_id"], &item["village_id"], &item["allowed_actions"]),
        (
            &id_at(&at),
            &village,
            &json!(["send_back", "review", "record_complaint"])
        )
    );
    step(&officer, &item, &at, "send-back", &json!({"on": "2025-10-15"}))
        .await
        .ok(200);
    for kind in [
        "begin_convention",
        "go_on_with_convention",
        "send_convention",
        "send_back_convention",
        "review_convention",
    ] {
        for_none_of(&year, kind, &["officer.03388"]).await;
    }
}

fn complaint(received_on: &str, asks: &str) -> Value {
    json!({"received_on": received_on, "asks": asks, "content": "Điều 9 thu quỹ không qua bàn bạc."})
}

async fn complaints_wait_for_the_leader(backend: Backend) {
    let mut year = Year::begin(backend, "2025-12-01").await;
    let (officer, leader) = committee(&year).await;
    let village = village(&officer, "1").await;
    let at = recognised(&officer, &leader, &village).await;
    for_none_of(&year, "answer_complaint", &["leader.03388"]).await;
    act(&officer, &at, "record-complaint", &complaint("2025-11-28", "annulment"))
        .await
        .ok(200);
    act(
        &officer,
        &at,
        "record-complaint",
        &complaint("2025-12-01", "suspension"),
    )
    .await
    .ok(200);
    let items = waiting(&leader, "answer_complaint").await;
    let told: Vec<_> = items.iter().map(clock).collect();
    // Three working days where a suspension is asked for, five where an annulment: what is due first comes first.
    assert_eq!(
        told,
        [
            by("2025-12-01", "2025-12-04", "due_soon"),
            by("2025-11-28", "2025-12-05", "due_soon")
        ]
    );
    for item in &items {
        assert_eq!(
            (&item["document_id"], &item["village_id"], &item["allowed_actions"]),
            (&id_at(&at), &village, &json!(["dismiss_complaint", "suspend", "annul"])),
            "{item:#}"
        );
    }
    for_none_of(&year, "answer_complaint", &["officer.03388"]).await;
    for_none_of(&year, "answer_complaint", &BESIDE).await;
    // Each tells which it is; the one whose time ends first is answered by itself.
    assert_eq!((&items[0]["complaint"], &items[1]["complaint"]), (&json!(2), &json!(1)));
    let unfounded = json!({"number": "41/UBND-VX", "on": "2025-12-01", "reason": "Nội dung phản ánh không có cơ sở."});
    step(&leader, &items[0], &at, "dismiss-complaint", &unfounded)
        .await
        .ok(200);
    let item = one(&leader, "answer_complaint").await;
    assert_eq!(clock(&item), by("2025-11-28", "2025-12-05", "due_soon"));

    year.until("2025-12-08").await;
    let leader = year.sign_in("leader.03388").await;
    let item = one(&leader, "answer_complaint").await;
    assert_eq!(clock(&item), by("2025-11-28", "2025-12-05", "overdue"));
    let late = json!({
        "number": "43/UBND-VX", "on": "2025-12-08", "reason": "Nội dung phản ánh không có cơ sở.", "complaint": item["complaint"],
    });
    step(&leader, &item, &at, "dismiss-complaint", &late).await.ok(200);
    for_none_of(&year, "answer_complaint", &["leader.03388"]).await;
}

fn suspension(parts: Option<&str>, on: &str, remedy_by: &str) -> Value {
    let mut body = json!({
        "ground": "procedure", "number": "130/QĐ-UBND", "on": on, "remedy_by": remedy_by, "reason": "Không niêm yết đủ ngày.",
    });
    if let Some(parts) = parts {
        body["ground"] = json!("content");
        body["parts"] = json!(parts);
    }
    body
}

async fn what_is_suspended_is_followed_to_its_annulment(backend: Backend) {
    let mut year = Year::begin(backend, "2025-12-04").await;
    let (officer, leader) = committee(&year).await;
    let village = village(&officer, "1").await;
    let at = recognised(&officer, &leader, &village).await;
    for_none_of(&year, "follow_remedy", &["leader.03388"]).await;
    act(
        &officer,
        &at,
        "record-complaint",
        &complaint("2025-12-01", "suspension"),
    )
    .await
    .ok(200);
    act(
        &leader,
        &at,
        "suspend",
        &suspension(Some("Điều 9"), "2025-12-04", "2026-03-31"),
    )
    .await
    .ok(200);
    // That answers the complaint too.
    for_none_of(&year, "answer_complaint", &["leader.03388"]).await;
    for (day, timeliness) in [
        ("2025-12-04", "not_due"),
        ("2026-03-24", "not_due"),
        ("2026-03-25", "due_soon"),
        ("2026-03-31", "due_soon"),
        ("2026-04-01", "overdue"),
    ] {
        year.until(day).await;
        let item = one(&year.sign_in("leader.03388").await, "follow_remedy").await;
        assert_eq!(clock(&item), by("2025-12-04", "2026-03-31", timeliness), "{day}");
    }
    for_none_of(&year, "follow_remedy", &["officer.03388"]).await;
    for_none_of(&year, "follow_remedy", &BESIDE).await;
    let leader = year.sign_in("leader.03388").await;
    let item = one(&leader, "follow_remedy").await;
    assert_eq!(
        (&item["document_id"], &item["village_id"], &item["allowed_actions"]),
        (&id_at(&at), &village, &json!(["suspend", "annul"]))
    );
    let annulment = json!({
        "ground": "content_not_remedied", "number": "15/QĐ-UBND", "on": "2026-04-01", "parts": "Điều 9",
        "reason": "Hết thời hạn mà không sửa đổi.",
    });
    step(&leader, &item, &at, "annul", &annulment).await.ok(200);
    for_none_of(&year, "follow_remedy", &["leader.03388"]).await;
}

async fn a_new_text_ends_what_waited_with_the_old(backend: Backend) {
    let year = Year::begin(backend, "2026-01-14").await;
    let (officer, leader) = committee(&year).await;
    let village = village(&officer, "1").await;
    let old = recognised(&officer, &leader, &village).await;
    act(&leader, &old, "suspend", &suspension(None, "2025-12-04", "2026-03-31"))
        .await
        .ok(200);
    let item = one(&leader, "follow_remedy").await;
    assert_eq!(
        (&item["document_id"], clock(&item)),
        (&id_at(&old), by("2025-12-04", "2026-03-31", "not_due"))
    );
    let replacing = json!({
        "village_id": village, "kind": "quy_uoc", "title": "Quy ước tổ dân phố", "replaces_id": id_at(&old), "change": "amends",
        "proposal": {"by": "village_head", "on": "2025-08-20"},
    });
    let new = begun(&officer, CONVENTIONS, &replacing).await;
    act(&officer, &new, "form-team", &team("2025-08-25")).await.ok(200);
    act(&officer, &new, "post", &posting("2025-09-03")).await.ok(200);
    act(&officer, &new, "record-vote", &vote("2025-10-06", 96, 88))
        .await
        .ok(200);
    act(&officer, &new, "send-dossier", &dossier("2026-01-12"))
        .await
        .ok(200);
    // Both wait side by side until the new one is recognised.
    let item = one(&leader, "decide_convention").await;
    assert_eq!(
        (&item["document_id"], clock(&item)),
        (&id_at(&new), by("2026-01-12", "2026-01-19", "due_soon"))
    );
    assert_eq!(one(&leader, "follow_remedy").await["document_id"], id_at(&old));
    step(&leader, &item, &new, "recognise", &recognition("2026-01-14"))
        .await
        .ok(200);
    for kind in ["decide_convention", "follow_remedy"] {
        for_none_of(&year, kind, &["leader.03388"]).await;
    }
    let item = one(&officer, "send_back_convention").await;
    assert_eq!(
        (&item["document_id"], clock(&item)),
        (&id_at(&new), by("2026-01-14", "2026-01-16", "due_soon"))
    );
}

async fn a_review_waits_from_its_month_until_the_next(backend: Backend) {
    let mut year = Year::begin(backend, "2026-10-18").await;
    let (officer, leader) = committee(&year).await;
    let villages = [village(&officer, "1").await, village(&officer, "2").await];
    let first = recognised(&officer, &leader, &villages[0]).await;
    let second = recognised(&officer, &leader, &villages[1]).await;
    // That of the year before was missed.
    let items = waiting(&year.sign_in("officer.03388").await, "review_convention").await;
    assert_eq!(items.len(), 2, "{items:#?}");
    for item in &items {
        assert_eq!(clock(item), by("2025-10-19", "2025-11-18", "overdue"));
    }
    for (day, timeliness) in [
        ("2026-10-19", "not_due"),
        ("2026-11-18", "due_soon"),
        ("2026-11-19", "overdue"),
    ] {
        year.until(day).await;
        let items = waiting(&year.sign_in("officer.03388").await, "review_convention").await;
        assert_eq!(items.len(), 2, "{day}: {items:#?}");
        for item in &items {
            assert_eq!(clock(item), by("2026-10-19", "2026-11-18", timeliness), "{day}");
        }
    }
    for_none_of(&year, "review_convention", &["leader.03388"]).await;
    for_none_of(&year, "review_convention", &BESIDE).await;
    let officer = year.sign_in("officer.03388").await;
    let review = json!({"on": "2026-11-19", "findings": "Giữ nguyên"});
    act(&officer, &first, "review", &review).await.ok(200);
    let item = one(&officer, "review_convention").await;
    assert_eq!(
        (&item["document_id"], &item["village_id"], &item["allowed_actions"]),
        (&id_at(&second), &villages[1], &json!(["review", "record_complaint"]))
    );
    // What was left undone in a year is overdue until the next review waits.
    for day in ["2026-12-31", "2027-01-01", "2027-10-18"] {
        year.until(day).await;
        let item = one(&year.sign_in("officer.03388").await, "review_convention").await;
        assert_eq!(item["document_id"], id_at(&second), "{day}");
        assert_eq!(clock(&item), by("2026-10-19", "2026-11-18", "overdue"), "{day}");
    }
    year.until("2027-10-19").await;
    let items = waiting(&year.sign_in("officer.03388").await, "review_convention").await;
    let told: Vec<_> = items.iter().map(clock).collect();
    assert_eq!(
        told,
        [
            by("2027-10-19", "2027-11-18", "not_due"),
            by("2027-10-19", "2027-11-18", "not_due")
        ]
    );
}
