//! What is sent to persons and their appointments.

use serde_json::{Value, json};

use super::{Asked, Part, Question, reason};
use crate::province::NATIONAL_ID;

pub const PART: Part = Part {
    operations: &[
        ("POST", "/persons"),
        ("POST", "/person-lookups"),
        ("PATCH", "/persons/{id}"),
        ("POST", "/persons/{id}/reveal"),
        ("POST", "/persons/{id}/erase"),
        ("POST", "/persons/{id}/appointments"),
        ("POST", "/appointments/{id}/end"),
    ],
    body,
};

fn body(question: &Question<'_>, asked: Asked<'_>) -> Option<Value> {
    let today = question.world.today;
    Some(match asked {
        ("POST", "/persons") => json!({ "name": "Lý A Sính", "national_id": "012199000999" }),
        ("POST", "/person-lookups") => json!({ "national_id": NATIONAL_ID }),
        ("PATCH", "/persons/{id}") => json!({ "birth_year": 1985 }),
        ("POST", "/persons/{id}/reveal" | "/persons/{id}/erase") => reason(),
        ("POST", "/persons/{id}/appointments") => json!({
            "position": "person_in_charge", "valid_from": today, "decision": { "number": "112/QĐ-UBND", "signed_on": today },
        }),
        ("POST", "/appointments/{id}/end") => json!({ "on": today, "reason": "Xin thôi" }),
        _ => return None,
    })
}
