//! What is decided answers the complaint it is about (Decree 61/2023 Art. 12.2, 14.3).

use serde_json::{Value, json};

use super::{Course, recognition, village};
use crate::{support::database::Backend, year::driver::Year};

on_both![a_decision_answers_the_complaint_it_names];

async fn a_decision_answers_the_complaint_it_names(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let convention = Course::proposed(&officer, &village(&officer, "1").await, None).await;
    convention.until_the_dossier(&officer).await;
    convention
        .act(&leader, "recognise", &recognition("2025-10-10"))
        .await
        .ok(200);
    for (received_on, asks, content) in [
        ("2025-12-02", "annulment", "Điều 3"),
        ("2025-12-03", "suspension", "Điều 9"),
        ("2025-12-08", "suspension", "Điều 5"),
    ] {
        let complaint = json!({"received_on": received_on, "asks": asks, "content": content});
        convention.act(&officer, "record-complaint", &complaint).await.ok(200);
    }
    let suspension = |complaint: Option<u32>| {
        let mut new = json!({
            "ground": "content", "number": "130/QĐ-UBND", "on": "2025-12-04", "parts": "Điều 9", "remedy_by": "2026-03-31",
            "reason": "Trái nguyên tắc tự nguyện.",
        });
        if let Some(complaint) = complaint {
            new["complaint"] = json!(complaint);
        }
        new
    };
    // None stands there; or none did on that day.
    for (place, pointer, code) in [
        (0, "/complaint", "unknown_reference"),
        (3, "/on", "out_of_range"),
        (4, "/complaint", "unknown_reference"),
    ] {
        let refused = convention.act(&leader, "suspend", &suspension(Some(place))).await;
        assert_eq!(refused.faults(), [(pointer.to_owned(), code.to_owned())].into());
    }
    // By itself it would answer the one whose three working days end first, which is the one it names.
    let suspended = convention.act(&leader, "suspend", &suspension(Some(2))).await;
    let answers = |told: &Value| -> Vec<Value> {
        let complaints = told["course"]["complaints"].as_array().expect("complaints").iter();
        complaints.map(|complaint| complaint["answer"]["by"].clone()).collect()
    };
    assert_eq!(
        answers(suspended.ok(200)),
        [Value::Null, json!("suspended"), Value::Null]
    );
    let dismissal = |complaint: u32| json!({"number": "41/UBND-VX", "on": "2025-12-11", "reason": "Không có cơ sở.", "complaint": complaint});
    let again = convention.act(&leader, "dismiss-complaint", &dismissal(2)).await;
    assert_eq!(
        again.faults(),
        [("/complaint".to_owned(), "answered".to_owned())].into()
    );
    let dismissed = convention.act(&leader, "dismiss-complaint", &dismissal(3)).await;
    assert_eq!(
        answers(dismissed.ok(200)),
        [Value::Null, json!("suspended"), json!("unfounded")]
    );
    // Five working days from Tuesday the 2nd ended on the 9th, three from Monday the 8th on the 11th.
    let late = |told: &Value, at: usize| told["course"]["complaints"][at]["answer"]["late"].clone();
    assert_eq!(late(&dismissed.json, 2), false);
    let last = convention.act(&leader, "dismiss-complaint", &dismissal(1)).await;
    assert_eq!(late(last.ok(200), 0), true);
}
