//! Measures that wait: to be disclosed, held, ended, explained, sent, concluded, answered, followed up and decided.

use serde_json::json;

use super::{act, by, change, clock, for_none_of, measure, one, step, waiting, whenever};
use crate::{
    convention::village,
    support::{database::Backend, register::organisation_id},
    year::driver::Year,
};

on_both! {
    what_has_arisen_is_disclosed_in_five_working_days,
    an_activity_waits_from_its_day,
    a_consultation_waits_to_its_end_and_its_explanation,
    what_a_village_has_passed_is_sent_in_five_working_days,
    an_inspection_waits_for_its_maker_and_whoever_was_inspected,
    a_self_assessment_waits_for_whoever_is_right_above,
}

/// Those for whom nothing of what the officer of Đoàn Kết records waits, whatever they see of it.
const BESIDE: [&str; 8] = [
    "leader.03388",
    "officer.03390",
    "officer.12",
    "leader.12",
    "officer.so-noi-vu",
    "officer.front.03388",
    "overseer.council.03388",
    "officer.village.03388",
];

async fn what_has_arisen_is_disclosed_in_five_working_days(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let at = measure("disclosures", 1);
    let mut body = json!({"group": "budget", "title": "Dự toán ngân sách", "arisen_on": "2025-10-20"});
    officer.put(&at, &body).await.ok(201);
    for (day, timeliness) in [
        ("2025-10-20", "not_due"),
        ("2025-10-27", "due_soon"),
        ("2025-10-28", "overdue"),
    ] {
        year.until(day).await;
        let item = one(&year.sign_in("officer.03388").await, "disclose").await;
        assert_eq!(
            (&item["address"], &item["organisation"]["id"]),
            (&json!(at), &json!(organisation_id("03388"))),
            "{day}"
        );
        assert_eq!(clock(&item), by("2025-10-20", "2025-10-27", timeliness), "{day}");
    }
    for_none_of(&year, "disclose", &BESIDE).await;
    let officer = year.sign_in("officer.03388").await;
    body["forms"] = json!([{"form": "posting", "from": "2025-10-28"}]);
    change(&officer, &at, &body).await.ok(200);
    for_none_of(&year, "disclose", &["officer.03388"]).await;
}

async fn an_activity_waits_from_its_day(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let village = village(&officer, "1").await;
    let (dialogue, emulation) = (measure("activities", 1), measure("activities", 2));
    let mut body = json!({
        "kind": "dialogue", "title": "Hội nghị đối thoại", "planned_on": "2025-10-22", "channels": ["meeting"], "village": village,
    });
    officer.put(&dialogue, &body).await.ok(201);
    let other = json!({"kind": "emulation", "title": "Phong trào thi đua", "planned_on": "2025-10-23", "channels": ["meeting"]});
    officer.put(&emulation, &other).await.ok(201);
    for day in ["2025-10-20", "2025-10-21"] {
        year.until(day).await;
        for_none_of(&year, "hold_activity", &["officer.03388"]).await;
    }
    year.until("2025-10-22").await;
    let officer = year.sign_in("officer.03388").await;
    let item = one(&officer, "hold_activity").await;
    assert_eq!(
        (
            &item["address"],
            &item["village_id"],
            &item["organisation"]["id"],
            &item["allowed_actions"]
        ),
        (
            &json!(dialogue),
            &village,
            &json!(organisation_id("03388")),
            &json!(["change", "cancel"])
        )
    );
    assert_eq!(clock(&item), by("2025-10-22", "2025-10-22", "due_soon"));
    for_none_of(&year, "hold_activity", &BESIDE).await;
    year.until("2025-10-23").await;
    let officer = year.sign_in("officer.03388").await;
    let items = waiting(&officer, "hold_activity").await;
    let told: Vec<_> = items.iter().map(|item| (&item["address"], clock(item))).collect();
    assert_eq!(
        told,
        [
            (&json!(dialogue), by("2025-10-22", "2025-10-22", "overdue")),
            (&json!(emulation), by("2025-10-23", "2025-10-23", "due_soon"))
        ]
    );
    // One is held, the other given up; what is held and not reported waits for nobody.
    body["held"] = json!({"on": "2025-10-23", "attendance": [{"who": "people", "people": 118}]});
    change(&officer, &dialogue, &body).await.ok(200);
    let item = one(&officer, "hold_activity").await;
    step(&officer, &item, &emulation, "cancel", &json!({"reason": "Mưa lũ."}))
        .await
        .ok(200);
    for_none_of(&year, "hold_activity", &["officer.03388"]).await;
}

async fn a_consultation_waits_to_its_end_and_its_explanation(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let at = measure("consultations", 1);
    let mut body =
        json!({"matter": "economic_plan", "title": "Kế hoạch 2026", "opened_on": "2025-09-08", "forms": ["portal"]});
    officer.put(&at, &body).await.ok(201);
    let item = one(&officer, "end_consultation").await;
    assert_eq!(
        (&item["address"], &item["organisation"]["id"]),
        (&json!(at), &json!(organisation_id("03388")))
    );
    assert_eq!(clock(&item), whenever("2025-09-08"));
    for_none_of(&year, "end_consultation", &BESIDE).await;
    for_none_of(&year, "explain_consultation", &["officer.03388"]).await;
    body["result"] = json!({"closed_on": "2025-09-30", "opinions": 46, "accepted": 31});
    change(&officer, &at, &body).await.ok(200);
    for_none_of(&year, "end_consultation", &["officer.03388"]).await;
    let item = one(&officer, "explain_consultation").await;
    assert_eq!((&item["address"], clock(&item)), (&json!(at), whenever("2025-09-30")));
    for_none_of(&year, "explain_consultation", &BESIDE).await;
    body["result"]["explanation"] = json!("Tiếp thu 31 ý kiến.");
    body["result"]["explained_on"] = json!("2025-10-06");
    change(&officer, &at, &body).await.ok(200);
    // What is told at once with its explanation never waits; an agency's own staff are asked by the agency.
    officer.put(&measure("consultations", 2), &body).await.ok(201);
    let school = year.sign_in("officer.thpt-lai-chau").await;
    let plan = json!({"matter": "yearly_plan", "title": "Kế hoạch năm học", "opened_on": "2025-10-13", "forms": ["in_person"]});
    school.put(&measure("consultations", 3), &plan).await.ok(201);
    assert_eq!(clock(&one(&school, "end_consultation").await), whenever("2025-10-13"));
    for kind in ["end_consultation", "explain_consultation"] {
        for_none_of(
            &year,
            kind,
            &["officer.03388", "officer.so-gddt", "leader.thpt-lai-chau"],
        )
        .await;
    }
}

async fn what_a_village_has_passed_is_sent_in_five_working_days(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let village = village(&officer, "1").await;
    let decision = |in_favour: u32| {
        json!({
            "matter": "contributions", "form": "meeting", "proposal": "village_head", "village": village, "title": "Góp làm đường",
            "decided_on": "2025-10-20", "in_favour": in_favour,
        })
    };
    // 80 of 120 households are two thirds; what failed, and what the whole commune has decided, is sent to nobody.
    let (passed, failed) = (measure("people-decisions", 1), measure("people-decisions", 2));
    officer.put(&passed, &decision(80)).await.ok(201);
    officer.put(&failed, &decision(79)).await.ok(201);
    let whole = json!({
        "matter": "contributions", "form": "meeting", "proposal": "commune_chair", "title": "Góp làm cầu", "decided_on": "2025-10-20",
        "in_favour": 1,
    });
    let whole = officer.put(&measure("people-decisions", 3), &whole).await;
    assert_eq!(whole.ok(201)["passed"], true);
    for (day, timeliness) in [
        ("2025-10-20", "not_due"),
        ("2025-10-21", "due_soon"),
        ("2025-10-27", "due_soon"),
        ("2025-10-28", "overdue"),
    ] {
        year.until(day).await;
        let item = one(&year.sign_in("officer.03388").await, "send_decision").await;
        assert_eq!(
            (&item["address"], &item["village_id"], &item["organisation"]["id"]),
            (&json!(passed), &village, &json!(organisation_id("03388"))),
            "{day}"
        );
        assert_eq!(clock(&item), by("2025-10-20", "2025-10-27", timeliness), "{day}");
    }
    for_none_of(&year, "send_decision", &BESIDE).await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let mut sent = decision(80);
    sent["sent_on"] = json!("2025-10-28");
    change(&officer, &passed, &sent).await.ok(200);
    for_none_of(&year, "send_decision", &["officer.03388"]).await;
    // What was undone is not sent.
    let undone = measure("people-decisions", 4);
    officer.put(&undone, &decision(100)).await.ok(201);
    assert_eq!(one(&officer, "send_decision").await["address"], undone);
    let undo = json!({"ground": "wrong_procedure", "reason": "Biên bản thiếu mức thu."});
    act(&leader, &undone, "undo", &undo).await.ok(200);
    for_none_of(&year, "send_decision", &["officer.03388"]).await;
}

async fn an_inspection_waits_for_its_maker_and_whoever_was_inspected(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    let province = year.sign_in("officer.12").await;
    let at = measure("compliance-inspections", 1);
    let mut body = json!({
        "kind": "inspection", "subject": organisation_id("03388"), "title": "Kiểm tra việc công khai", "planned_on": "2025-10-17",
    });
    province.put(&at, &body).await.ok(201);
    let inspected = ["officer.03388", "leader.03388"];
    let beside = [
        "leader.12",
        "officer.so-noi-vu",
        "leader.03390",
        "overseer.council.12",
        "overseer.front.03388",
        "leader.11",
    ];
    // Planned and visited, it waits for whoever makes it, and for nobody who could know of it.
    for visited_on in [None, Some("2025-10-20")] {
        if let Some(day) = visited_on {
            body["visited_on"] = json!(day);
            change(&province, &at, &body).await.ok(200);
        }
        let item = one(&province, "conclude_inspection").await;
        assert_eq!(
            (&item["address"], &item["organisation"]["id"], &item["allowed_actions"]),
            (&json!(at), &json!(organisation_id("12")), &json!(["change"]))
        );
        assert_eq!(clock(&item), whenever("2025-10-17"));
    }
    for kind in ["conclude_inspection", "answer_inspection", "follow_inspection"] {
        for_none_of(&year, kind, &inspected).await;
        for_none_of(&year, kind, &beside).await;
    }
    body["conclusion"] = json!({
        "on": "2025-10-20", "findings": "Gỡ niêm yết sau 12 ngày.", "shortcomings": 1, "remedy": "Niêm yết lại.", "answer_by": "2025-11-20",
    });
    change(&province, &at, &body).await.ok(200);
    for_none_of(&year, "conclude_inspection", &["officer.12"]).await;
    // Until its time is over, what is to be put right waits for whoever was inspected alone.
    for (day, timeliness) in [
        ("2025-10-20", "not_due"),
        ("2025-11-20", "due_soon"),
        ("2025-11-21", "overdue"),
    ] {
        year.until(day).await;
        let item = one(&year.sign_in("leader.03388").await, "answer_inspection").await;
        assert_eq!(
            (&item["address"], &item["organisation"]["id"], &item["allowed_actions"]),
            (&json!(at), &json!(organisation_id("03388")), &json!(["answer"])),
            "{day}"
        );
        assert_eq!(clock(&item), by("2025-10-20", "2025-11-20", timeliness), "{day}");
        let follows = waiting(&year.sign_in("officer.12").await, "follow_inspection").await;
        assert_eq!(!follows.is_empty(), timeliness == "overdue", "{day}: {follows:#?}");
    }
    for_none_of(&year, "answer_inspection", &["officer.03388", "officer.12"]).await;
    let (province, leader) = (year.sign_in("officer.12").await, year.sign_in("leader.03388").await);
    let item = one(&province, "follow_inspection").await;
    assert_eq!(
        (&item["address"], &item["organisation"]["id"], &item["allowed_actions"]),
        (&json!(at), &json!(organisation_id("12")), &json!(["close"]))
    );
    assert_eq!(clock(&item), whenever("2025-11-20"));
    for kind in ["answer_inspection", "follow_inspection"] {
        for_none_of(&year, kind, &beside).await;
    }
    for_none_of(&year, "follow_inspection", &inspected).await;
    // An answer that comes late is followed up since its own day.
    let item = one(&leader, "answer_inspection").await;
    let answer = json!({"explanation": "Đã niêm yết lại từ 21/11."});
    step(&leader, &item, &at, "answer", &answer).await.ok(200);
    for_none_of(&year, "answer_inspection", &inspected).await;
    let item = one(&province, "follow_inspection").await;
    assert_eq!(clock(&item), whenever("2025-11-21"));
    let closing = json!({"outcome": "remedied", "remark": "Đủ."});
    step(&province, &item, &at, "close", &closing).await.ok(200);
    for_none_of(&year, "follow_inspection", &["officer.12", "leader.03388"]).await;
}

async fn a_self_assessment_waits_for_whoever_is_right_above(backend: Backend) {
    let year = Year::begin(backend, "2025-12-08").await;
    let assessed = [
        ("officer.03388", "03388", "leader.12"),
        ("officer.so-gddt", "so-gddt", "leader.12"),
        ("officer.thpt-lai-chau", "thpt-lai-chau", "leader.so-gddt"),
    ];
    let own = json!({"year": 2025, "subject": "organisation", "assessed_on": "2025-12-05", "self_rating": "good"});
    for (number, (login, ..)) in (1..).zip(assessed) {
        let who = year.sign_in(login).await;
        who.put(&measure("evaluations", number), &own).await.ok(201);
    }
    // Of each whoever manages it decides or, where nobody does, the committee right above.
    for (above, count) in [("leader.12", 2), ("leader.so-gddt", 1)] {
        let items = waiting(&year.sign_in(above).await, "decide_evaluation").await;
        assert_eq!(items.len(), count, "{above}: {items:#?}");
        for item in &items {
            assert_eq!(clock(item), whenever("2025-12-05"), "{above}");
            assert_eq!(item["allowed_actions"], json!(["decide"]), "{above}");
        }
    }
    let others = [
        "officer.12",
        "officer.so-gddt",
        "leader.so-noi-vu",
        "leader.03388",
        "leader.03390",
        "leader.thpt-lai-chau",
        "leader.11",
        "leader.union",
        "overseer.council.12",
        "leader.front.03388",
    ];
    for_none_of(&year, "decide_evaluation", &others).await;
    let decision = json!({"rating": "fair", "reason": "Một nội dung công khai chậm."});
    for (number, (_, key, above)) in (1..).zip(assessed) {
        let at = measure("evaluations", number);
        let who = year.sign_in(above).await;
        let items = waiting(&who, "decide_evaluation").await;
        let item = items.iter().find(|item| item["address"] == at).expect("it waits");
        assert_eq!(item["organisation"]["id"], json!(organisation_id(key)), "{key}");
        step(&who, item, &at, "decide", &decision).await.ok(200);
        let left = waiting(&who, "decide_evaluation").await;
        assert!(left.iter().all(|item| item["address"] != at), "{key}: {left:#?}");
    }
    for_none_of(&year, "decide_evaluation", &["leader.12", "leader.so-gddt"]).await;
}
