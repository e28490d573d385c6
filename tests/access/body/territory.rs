//! What is sent to organisations, villages, days off and reorganisations.

use serde_json::{Value, json};

use super::{Asked, Part, Question, reason};

pub const PART: Part = Part {
    operations: &[
        ("POST", "/organisations"),
        ("PATCH", "/organisations/{id}"),
        ("POST", "/organisations/{id}/close"),
        ("POST", "/organisations/{id}/staff-counts"),
        ("POST", "/villages"),
        ("PATCH", "/villages/{id}"),
        ("POST", "/villages/{id}/close"),
        ("POST", "/villages/{id}/households"),
        ("PUT", "/calendar-days/{day}"),
        ("POST", "/calendar-days/{day}/withdraw"),
        ("POST", "/reorganisations"),
        ("PATCH", "/reorganisations/{id}"),
    ],
    body,
};

fn body(question: &Question<'_>, asked: Asked<'_>) -> Option<Value> {
    let today = question.world.today;
    let since = question.what.and_then(|what| what.since).unwrap_or(today);
    Some(match asked {
        ("POST", "/organisations") => json!({
            "name": "Công ty mới", "kind": "non_state_employer", "unit": question.id, "valid_from": since,
        }),
        ("PATCH", "/organisations/{id}") => json!({ "name": "Tên khác" }),
        ("POST", "/organisations/{id}/close") => json!({ "on": today, "reason": "Kiểm tra phân quyền" }),
        ("POST", "/organisations/{id}/staff-counts") => json!({ "counted_on": today, "staff": 7 }),
        ("POST", "/villages") => json!({ "kind": "Bản", "name": "Bản Mới", "valid_from": "2012-01-01" }),
        ("PATCH", "/villages/{id}") => json!({ "name": "Bản Khác" }),
        ("POST", "/villages/{id}/close") => json!({
            "on": today, "legal_basis": "Nghị quyết số 20/NQ-HĐND", "reason": "Kiểm tra phân quyền",
        }),
        ("POST", "/villages/{id}/households") => json!({ "counted_on": today, "households": 77 }),
        ("PUT", "/calendar-days/{day}") => json!({
            "kind": "holiday", "name": "Ngày nghỉ khác", "legal_basis": "Công văn 1",
        }),
        ("POST", "/calendar-days/{day}/withdraw") => reason(),
        ("POST", "/reorganisations") => json!({
            "legal_basis": "Nghị quyết 1", "effective_on": today, "lines": { "abolished": [] },
        }),
        ("PATCH", "/reorganisations/{id}") => json!({ "legal_basis": "Nghị quyết 2" }),
        _ => return None,
    })
}
