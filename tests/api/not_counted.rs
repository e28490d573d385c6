//! What looks as if it counted, and must not: what was not borne out, not concluded, or is over.

use serde_json::{Value, json};

use crate::{
    board::{BOARDS, person, recognition},
    duty::{coverage, figures, of, part},
    papers::{act, adopted, compare, council, id, known, owed, put, resolution, round},
    support::{client::Client, database::Backend, register::organisation_id},
    year::driver::Year,
};

on_both! {
    whoever_did_no_wrong_is_not_handled,
    what_was_never_concluded_was_not_held,
    a_board_whose_term_is_over_is_none,
    a_resolution_that_another_repeals_is_done_no_longer,
}

const YEARLY: &str = "grassroots-democracy-yearly";

async fn told(year: &Year, who: &Client, body: &str, code: &str) -> Option<Value> {
    let asked = round(year, YEARLY, "2025").await;
    let owed = owed(year, asked, &json!(organisation_id(body))).await;
    known(who, &owed).await.get(code).cloned()
}

/// A12 counts organisations and people "vi phạm pháp luật … bị xử lý": not those of whom it was found that they had violated nothing
/// (`HandlingMeasure::NotConfirmed`, "Không vi phạm").
async fn whoever_did_no_wrong_is_not_handled(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let officer = year.sign_in("officer.03388").await;
    for measure in ["not_confirmed", "discipline"] {
        let violation = json!({
            "act": "fraud", "by": "official", "found_on": "2025-10-02", "description": "Thu quỹ ngoài mức.",
            "handling": {"on": "2025-10-18", "measure": measure, "result": "Đã xem xét."},
        });
        put(&officer, "violations", &violation).await;
    }
    assert_eq!(told(&year, &officer, "03388", "A12").await, Some(json!(1)));
}

/// A10 counts inspections with "kết luận hoặc thông báo kết quả"; one that was visited and then closed as `not_held` has neither.
async fn what_was_never_concluded_was_not_held(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let officer = year.sign_in("officer.03388").await;
    let inspection = |concluded: bool| {
        let mut new = json!({
            "kind": "inspection", "subject": organisation_id("thpt-lai-chau"), "title": "Kiểm tra", "planned_on": "2025-10-17",
            "visited_on": "2025-10-17",
        });
        if concluded {
            new["conclusion"] = json!({"on": "2025-10-18", "findings": "Đúng quy định."});
        }
        new
    };
    put(&officer, "compliance-inspections", &inspection(true)).await;
    let given_up = put(&officer, "compliance-inspections", &inspection(false)).await;
    let closing = json!({"outcome": "not_held", "remark": "Đoàn không làm việc được."});
    act(&officer, &given_up, "close", &closing).await.ok(200);
    assert_eq!(told(&year, &officer, "03388", "A10").await, Some(json!(1)));
}

/// F01 asks for a board that is recognised "và còn nhiệm kỳ": one whose term is over is none, whether or not anybody has ended it, and nobody serves on it.
async fn a_board_whose_term_is_over_is_none(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let (officer, leader) = (year.sign_in("officer.union").await, year.sign_in("leader.union").await);
    let new = json!({
        "kind": "agency_people_inspectorate", "host": organisation_id("thpt-lai-chau"), "name": "Ban Thanh tra nhân dân", "staff": 40,
        "term_from": "2023-10-02", "term_to": "2025-10-02",
    });
    let founded = officer.post(BOARDS, &new).await;
    let at = format!("{BOARDS}/{}", founded.ok(201)["id"].as_str().expect("an id"));
    let mut members = Vec::new();
    for name in ["Lò Văn A", "Lò Văn B", "Lò Văn C"] {
        members.push(json!({
            "person_id": person(&officer, json!({"name": name})).await, "represents": "staff", "chosen_on": "2023-09-25",
            "received_on": "2023-09-25", "present": 40, "in_favour": 38,
        }));
    }
    act(&officer, &at, "members", &json!({"members": members}))
        .await
        .ok(200);
    act(&leader, &at, "recognise", &recognition("2023-10-03")).await.ok(200);
    let school = year.sign_in("officer.thpt-lai-chau").await;
    let asked = round(&year, YEARLY, "2025").await;
    let owed = owed(&year, asked, &json!(organisation_id("thpt-lai-chau"))).await;
    compare(&known(&school, &owed).await, &json!({"F01": false, "F02": 0}), false);
}

/// What another resolution repeals fulfils nothing from that day, though its own dates say nothing of it.
async fn a_resolution_that_another_repeals_is_done_no_longer(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (clerk, chair) = council(&year).await;
    let measures = resolution("Nghị quyết về dân chủ", "democracy_measures");
    let old = adopted((&clerk, &chair), &measures, "19/NQ-HĐND", "2025-10-10").await;
    let mut repealing = resolution("Nghị quyết bãi bỏ", "other");
    repealing["does"] = json!([{"relation": "repeals", "id": id(&old)}]);
    adopted((&clerk, &chair), &repealing, "20/NQ-HĐND", "2025-10-17").await;
    assert_eq!(clerk.get(&old).await.ok(200)["force"], "expired");
    let officer = year.sign_in("officer.03388").await;
    assert_eq!(told(&year, &officer, "03388", "B01").await, Some(json!(false)));
    let province = year.sign_in("officer.12").await;
    let covered = coverage(&province, "").await;
    assert_eq!(
        figures(of(part(&covered, "03388"), "council_resolution")),
        [1, 0, 0, 1, 0]
    );
}
