//! How far documents had come by a day, on either side of the days on which they were issued and over: as they are shown, and as the filter
//! finds them.

use serde_json::json;

use crate::{
    convention::{self, recognition},
    papers::{act, council, examine, id, proposed, resolution},
    regulation::{self, issue},
    support::{client::Client, database::Backend, documents::register_is_true},
    year::driver::Year,
};

on_both! {
    a_repealed_regulation_was_issued_until_it_expired,
    an_annulled_convention_was_issued_until_then,
    a_replaced_convention_was_issued_until_then,
    what_was_refused_was_in_preparation_until_then,
}

const STAGES: [&str; 4] = ["in_preparation", "issued", "refused", "ended"];

/// As which a list of a day shows a document, if it does.
async fn listed(who: &Client, address: &str, query: &str) -> Option<String> {
    let list = who.get(&format!("/api/v1/documents?{query}")).await;
    let items = list.ok(200)["items"].as_array().expect("items");
    let item = items.iter().find(|item| item["id"] == id(address))?;
    Some(item["stage"].as_str().expect("a stage").to_owned())
}

/// On each of the days a document is shown in its stage, and the filter finds it by that one alone.
async fn had_come(who: &Client, address: &str, days: &[(&str, &str)]) {
    for (day, expected) in days {
        let shown = listed(who, address, &format!("as_of={day}")).await;
        assert_eq!(shown.as_deref(), Some(*expected), "{day}");
        for stage in STAGES {
            let found = listed(who, address, &format!("as_of={day}&stage={stage}")).await;
            let sought = (stage == *expected).then_some(stage);
            assert_eq!(found.as_deref(), sought, "{stage} on {day}");
        }
    }
}

/// Repealed today, it holds until the day that the decision names.
async fn a_repealed_regulation_was_issued_until_it_expired(backend: Backend) {
    let year = Year::begin(backend, "2025-12-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let new = json!({"setting": "agency", "title": "Quy chế của cơ quan"});
    let row = regulation::Course::begin(&officer, &new).await;
    row.consult(&officer, "staff_conference", "2025-10-01", "2025-10-01")
        .await;
    row.act(&leader, "issue", &issue("15/QĐ-UBND", "2025-10-05"))
        .await
        .ok(200);
    let repeal =
        json!({"number": "40/QĐ-UBND", "signed_on": "2025-12-20", "on": "2026-01-10", "reason": "Không còn phù hợp"});
    row.act(&leader, "repeal", &repeal).await.ok(200);
    let days = [
        ("2025-10-04", "in_preparation"),
        ("2025-10-05", "issued"),
        ("2025-12-22", "issued"),
        ("2026-01-09", "issued"),
        ("2026-01-10", "ended"),
    ];
    had_come(&officer, &row.address, &days).await;
    // Without a day it is today's.
    let today = listed(&officer, &row.address, "stage=issued").await;
    assert_eq!(today.as_deref(), Some("issued"));
    register_is_true(&year.server().kernel).await;
}

async fn an_annulled_convention_was_issued_until_then(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = convention::village(&officer, "1").await;
    let row = convention::Course::proposed(&officer, &village, None).await;
    row.until_the_dossier(&officer).await;
    row.act(&leader, "recognise", &recognition("2025-10-14")).await.ok(200);
    let unlawful =
        json!({"ground": "unlawful_content", "number": "15/QĐ-UBND", "on": "2026-04-03", "reason": "Trái pháp luật"});
    row.act(&leader, "annul", &unlawful).await.ok(200);
    let days = [
        ("2025-10-13", "in_preparation"),
        ("2025-10-14", "issued"),
        ("2026-04-02", "issued"),
        ("2026-04-03", "ended"),
    ];
    had_come(&officer, &row.address, &days).await;
    register_is_true(&year.server().kernel).await;
}

async fn a_replaced_convention_was_issued_until_then(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = convention::village(&officer, "2").await;
    let old = convention::Course::proposed(&officer, &village, None).await;
    old.until_the_dossier(&officer).await;
    old.act(&leader, "recognise", &recognition("2025-10-14")).await.ok(200);
    let new = convention::Course::proposed(&officer, &village, Some(&old)).await;
    new.until_the_dossier(&officer).await;
    new.act(&leader, "recognise", &recognition("2026-01-14")).await.ok(200);
    let days = [
        ("2025-10-13", "in_preparation"),
        ("2026-01-13", "issued"),
        ("2026-01-14", "ended"),
    ];
    had_come(&officer, &old.address, &days).await;
    let days = [("2026-01-13", "in_preparation"), ("2026-01-14", "issued")];
    had_come(&officer, &new.address, &days).await;
    register_is_true(&year.server().kernel).await;
}

/// Of what was withdrawn no day is kept: it is refused on every day.
async fn what_was_refused_was_in_preparation_until_then(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = convention::village(&officer, "3").await;
    let row = convention::Course::proposed(&officer, &village, None).await;
    row.until_the_dossier(&officer).await;
    let refusal = json!({"number": "42/UBND-VX", "on": "2025-10-14", "reason": "Trái pháp luật."});
    row.act(&leader, "refuse", &refusal).await.ok(200);
    let days = [("2025-10-13", "in_preparation"), ("2025-10-14", "refused")];
    had_come(&officer, &row.address, &days).await;
    row.act(&officer, "withdraw", &json!({"reason": "Thôn đã sáp nhập."}))
        .await
        .ok(200);
    had_come(&officer, &row.address, &days.map(|(day, _)| (day, "refused"))).await;

    let (clerk, chair) = council(&year).await;
    let rejected = proposed(&clerk, &resolution("Nghị quyết về chợ phiên", "other")).await;
    examine(&clerk, &rejected).await;
    let rejection = json!({"on": "2025-10-13", "reason": "Cơ quan trình rút."});
    act(&chair, &rejected, "reject", &rejection).await.ok(200);
    let days = [("2025-10-12", "in_preparation"), ("2025-10-13", "refused")];
    had_come(&clerk, &rejected, &days).await;
    register_is_true(&year.server().kernel).await;
}
