//! The documents that wait, as those above see them: in which unit, for which step, and how long past their last day.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::{
    convention::{self, Course},
    regulation, resolution,
    support::{client::Client, database::Backend, register::unit_id},
    year::driver::Year,
};

on_both! {
    what_waits_is_seen_from_above_by_unit_and_step,
    each_step_waits_by_its_own_clock,
    what_has_expired_is_looked_at_no_more,
}

const PENDING: &str = "/api/v1/documents/pending";

/// Each that waits: the step, the unit, the last day, and whether it is over.
async fn pending(who: &Client, query: &str) -> Vec<(String, Value, Value, bool)> {
    let list = who.get(&format!("{PENDING}{query}")).await;
    let items = list.ok(200)["items"].as_array().expect("items").iter();
    let told = items.map(|item| {
        (
            item["kind"].as_str().expect("a step").to_owned(),
            item["unit_id"].clone(),
            item["due_on"].clone(),
            item["overdue"].as_bool().expect("whether"),
        )
    });
    told.collect()
}

/// By step: how many, and how many too late.
fn counted(counts: &Value) -> BTreeMap<String, (u64, u64)> {
    let counts = counts.as_array().expect("counts").iter();
    let told = counts.map(|count| {
        let number = |field: &str| count[field].as_u64().expect("a number");
        let kind = count["kind"].as_str().expect("a step").to_owned();
        (kind, (number("count"), number("overdue")))
    });
    told.collect()
}

/// What waits in the register of Đoàn Kết on Friday, 10 April 2026.
async fn what_is_begun(year: &Year) {
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let draft = json!({"setting": "commune", "title": "Quy chế thực hiện dân chủ ở phường Đoàn Kết"});
    regulation::Course::begin(&officer, &draft).await;
    Course::proposed(&officer, &convention::village(&officer, "1").await, None).await;
    let sent = Course::proposed(&officer, &convention::village(&officer, "2").await, None).await;
    sent.until_the_dossier(&officer).await;
    // Recognised in time, sent back; a complaint against it is not answered, and its remedy was due in March.
    let mended = Course::proposed(&officer, &convention::village(&officer, "3").await, None).await;
    mended.until_the_dossier(&officer).await;
    mended
        .act(&leader, "recognise", &convention::recognition("2025-10-14"))
        .await
        .ok(200);
    mended
        .act(&officer, "send-back", &json!({"on": "2025-10-16"}))
        .await
        .ok(200);
    let suspension = json!({
        "ground": "procedure", "number": "130/QĐ-UBND", "on": "2025-12-04", "remedy_by": "2026-03-31", "reason": "Không niêm yết.",
    });
    mended.act(&leader, "suspend", &suspension).await.ok(200);
    let complaint = json!({"received_on": "2026-04-09", "asks": "annulment", "content": "Chưa khắc phục."});
    mended.act(&officer, "record-complaint", &complaint).await.ok(200);
    let clerk = year.sign_in("officer.council.03388").await;
    resolution::proposed(&clerk, &resolution::proposal("Nghị quyết", "2026-03-20")).await;
    let other = year.sign_in("officer.03390").await;
    regulation::Course::begin(&other, &json!({"setting": "agency", "title": "Quy chế"})).await;
}

async fn what_waits_is_seen_from_above_by_unit_and_step(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    what_is_begun(&year).await;
    let province = year.sign_in("officer.12").await;
    let (here, there) = (json!(unit_id("03388")), json!(unit_id("03390")));
    let step = |kind: &str, due: Value, overdue: bool| (kind.to_owned(), here.clone(), due, overdue);
    // What is due first comes first: the dossier in five working days, the remedy by its day, the complaint in five working days.
    let due = [
        step("decide_convention", json!("2025-10-15"), true),
        step("follow_remedy", json!("2026-03-31"), true),
        step("answer_complaint", json!("2026-04-16"), false),
    ];
    let all = pending(&province, "").await;
    assert_eq!(all[..3], due);
    let mut rest: Vec<_> = all[3..].to_vec();
    rest.sort_by_key(|(kind, unit, ..)| (kind.clone(), unit.to_string()));
    let mut expected = vec![
        step("draft_regulation", Value::Null, false),
        step("examine_resolution", Value::Null, false),
        step("go_on_with_convention", Value::Null, false),
        ("draft_regulation".to_owned(), there.clone(), Value::Null, false),
    ];
    expected.sort_by_key(|(kind, unit, ..)| (kind.clone(), unit.to_string()));
    assert_eq!(rest, expected);
    assert_eq!(pending(&province, "?overdue=true").await, due[..2]);
    assert_eq!(pending(&province, "?kind=answer_complaint").await, due[2..]);
    // The proposal of August waits since long; what was begun today does not.
    let stuck: Vec<String> = pending(&province, "?days=60")
        .await
        .into_iter()
        .map(|(kind, ..)| kind)
        .collect();
    assert_eq!(stuck, ["decide_convention", "follow_remedy", "go_on_with_convention"]);
    // Page by page the same, each once.
    let (mut paged, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = province.get(&format!("{PENDING}?limit=2{cursor}")).await;
        let items = page.ok(200)["items"].as_array().expect("items");
        paged.extend(
            items
                .iter()
                .map(|item| item["kind"].as_str().expect("a step").to_owned()),
        );
        let Some(next) = page.json["next_cursor"].as_str() else {
            break;
        };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(paged, all.iter().map(|(kind, ..)| kind.clone()).collect::<Vec<_>>());
    counts_agree(&province, &here).await;
    whose_they_are(&year, &here).await;
}

async fn counts_agree(province: &Client, here: &Value) {
    let counts = province.get(&format!("{PENDING}/counts")).await;
    let whole = counted(&counts.ok(200)["counts"]);
    assert_eq!(
        (whole["draft_regulation"], whole["decide_convention"]),
        ((2, 0), (1, 1))
    );
    let parts = counts.json["parts"].as_array().expect("parts");
    let part = parts.iter().find(|part| part["unit_id"] == *here).expect("the ward");
    let told = counted(&part["counts"]);
    let expected = [
        ("answer_complaint", (1, 0)),
        ("decide_convention", (1, 1)),
        ("draft_regulation", (1, 0)),
        ("examine_resolution", (1, 0)),
        ("follow_remedy", (1, 1)),
        ("go_on_with_convention", (1, 0)),
    ];
    let expected: BTreeMap<_, _> = expected.map(|(kind, count)| (kind.to_owned(), count)).into();
    assert_eq!(told, expected);
    // Each count leads to what it counts.
    for count in part["counts"].as_array().expect("counts") {
        let list = province.get(count["documents"].as_str().expect("an address")).await;
        let items = list.ok(200)["items"].as_array().expect("items");
        assert_eq!(json!(items.len()), count["count"], "{count}");
    }
}

/// Nobody sees more than the documents they see.
async fn whose_they_are(year: &Year, here: &Value) {
    let here = here.as_str().expect("an id");
    let other = year.sign_in("officer.03390").await;
    other.get(&format!("{PENDING}?unit={here}")).await.ok(200);
    let neighbour = pending(&other, &format!("?unit={here}")).await;
    assert_eq!(neighbour, []);
    let front = year.sign_in("overseer.front.03388").await;
    let open: Vec<String> = pending(&front, "").await.into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(open, ["decide_convention", "follow_remedy", "answer_complaint"]);
    let nobody = format!("{PENDING}?unit={}", danchu::access::fresh::<uuid::Uuid>());
    other.get(&nobody).await.problem(404, "not_found");
}

/// Each step on the way of a document, on Thursday, 20 November 2025.
async fn each_step_waits_by_its_own_clock(backend: Backend) {
    let year = Year::begin(backend, "2025-11-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let draft = json!({"setting": "commune", "title": "Quy chế ở phường"});
    let asked = regulation::Course::begin(&officer, &draft).await;
    let opening = json!({"opened_on": "2025-11-17", "forms": ["portal"]});
    asked.act(&officer, "open-consultation", &opening).await.ok(200);
    let signed =
        regulation::Course::begin(&officer, &json!({"setting": "agency", "title": "Quy chế của cơ quan"})).await;
    signed
        .consult(&officer, "staff_conference", "2025-10-01", "2025-10-01")
        .await;
    let field = json!({"setting": "field", "field": "giảm nghèo", "title": "Quy chế về giảm nghèo"});
    let reviewed = regulation::Course::begin(&officer, &field).await;
    reviewed.consult(&officer, "portal", "2025-09-01", "2025-09-22").await;
    let decision = regulation::issue("12/QĐ-UBND", "2025-09-30");
    reviewed.act(&leader, "issue", &decision).await.ok(200);
    let review = json!({"begun_on": "2025-11-03", "reason": "Luật sửa đổi"});
    reviewed.act(&officer, "open-review", &review).await.ok(200);
    // Voted on, and not sent within five working days.
    let voted = Course::proposed(&officer, &convention::village(&officer, "1").await, None).await;
    let team = json!({"on": "2025-08-25", "members": 5, "of": ["organisation", "reputed"]});
    for (verb, body) in [
        ("form-team", team),
        ("post", convention::posting("2025-09-03")),
        ("record-vote", convention::vote("2025-11-12", 96, 88)),
    ] {
        voted.act(&officer, verb, &body).await.ok(200);
    }
    // Recognised, not sent back within two working days, nor reviewed by 18 November.
    let held = Course::proposed(&officer, &convention::village(&officer, "2").await, None).await;
    held.until_the_dossier(&officer).await;
    let recognition = convention::recognition("2025-10-14");
    held.act(&leader, "recognise", &recognition).await.ok(200);
    let clerk = year.sign_in("officer.council.03388").await;
    let resolution = resolution::proposed(&clerk, &resolution::proposal("Nghị quyết", "2025-11-03")).await;
    let examining = clerk.matching(&resolution).await;
    let examination = resolution::examination("2025-11-10");
    examining
        .post(&format!("{resolution}/examine"), &examination)
        .await
        .ok(200);
    let province = year.sign_in("officer.12").await;
    let of = async |kind: &str| pending(&province, &format!("?kind={kind}")).await;
    for (kind, due, overdue) in [
        ("consult_on_regulation", Value::Null, false),
        ("issue_regulation", Value::Null, false),
        ("review_regulation", Value::Null, false),
        ("decide_resolution", Value::Null, false),
        ("send_convention", json!("2025-11-19"), true),
        ("send_back_convention", json!("2025-10-16"), true),
        ("review_convention", json!("2025-11-18"), true),
    ] {
        let expected = [(kind.to_owned(), json!(unit_id("03388")), due, overdue)];
        assert_eq!(of(kind).await, expected);
    }
    assert_eq!(pending(&province, "").await.len(), 7);
    // Each waits no more once it is done.
    let done = regulation::closing("2025-11-20");
    asked
        .act(&officer, "close-consultation", &done)
        .await
        .problem(422, "invalid_content");
    let review = json!({"ended_on": "2025-11-20", "findings": "Giữ nguyên"});
    reviewed.act(&officer, "close-review", &review).await.ok(200);
    let decision = regulation::issue("15/QĐ-UBND", "2025-11-20");
    signed.act(&leader, "issue", &decision).await.ok(200);
    let sending = json!({"on": "2025-11-20", "received_on": "2025-11-20"});
    voted.act(&officer, "send-dossier", &sending).await.ok(200);
    held.act(&officer, "send-back", &json!({"on": "2025-11-20"}))
        .await
        .ok(200);
    let review = json!({"on": "2025-11-18", "findings": "Giữ nguyên"});
    held.act(&officer, "review", &review).await.ok(200);
    let rest = pending(&province, "").await.into_iter().map(|(kind, ..)| kind);
    let expected = ["consult_on_regulation", "decide_convention", "decide_resolution"];
    assert_eq!(rest.collect::<BTreeSet<_>>(), expected.map(str::to_owned).into());
}

/// How many reviews are waited for: as whoever is above sees it, and in the worklist of whoever is to end them.
async fn reviews(year: &Year) -> (usize, usize) {
    let (province, officer) = (year.sign_in("officer.12").await, year.sign_in("officer.03388").await);
    let seen = pending(&province, "?kind=review_regulation").await.len();
    let list = officer.get("/api/v1/worklist?kind=review_regulation").await;
    (seen, list.ok(200)["items"].as_array().expect("items").len())
}

/// From the day on which it expires by its own words, or another takes its place, though its review was never ended.
async fn what_has_expired_is_looked_at_no_more(backend: Backend) {
    let mut year = Year::begin(backend, "2025-12-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let old = json!({"setting": "agency", "title": "Quy chế cũ"});
    let old = regulation::Course::begin(&officer, &old).await;
    let brief = json!({"setting": "field", "field": "giảm nghèo", "title": "Quy chế có thời hạn"});
    let brief = regulation::Course::begin(&officer, &brief).await;
    let review = json!({"begun_on": "2025-12-01", "reason": "Luật sửa đổi"});
    for (row, number, expires_on) in [(&old, "12/QĐ-UBND", None), (&brief, "13/QĐ-UBND", Some("2025-12-24"))] {
        row.consult(&officer, "portal", "2025-09-02", "2025-09-22").await;
        let mut decision = regulation::issue(number, "2025-09-30");
        if let Some(day) = expires_on {
            decision["expires_on"] = json!(day);
        }
        row.act(&leader, "issue", &decision).await.ok(200);
        row.act(&officer, "open-review", &review).await.ok(200);
    }
    let replaces = json!([{"relation": "replaces", "id": old.address.rsplit('/').next()}]);
    let new = json!({"setting": "agency", "title": "Quy chế mới", "does": replaces});
    let new = regulation::Course::begin(&officer, &new).await;
    new.consult(&officer, "portal", "2025-12-01", "2025-12-10").await;
    let mut decision = regulation::issue("90/QĐ-UBND", "2025-12-22");
    decision["in_force_on"] = json!("2025-12-24");
    new.act(&leader, "issue", &decision).await.ok(200);
    assert_eq!(reviews(&year).await, (2, 2));
    year.until("2025-12-23").await;
    assert_eq!(reviews(&year).await, (2, 2));
    year.until("2025-12-24").await;
    assert_eq!(reviews(&year).await, (0, 0));
}
