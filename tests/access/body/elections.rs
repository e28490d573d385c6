//! What is sent to the elections of village heads.

use serde_json::{Value, json};

use super::{Asked, Part, Question, reason};

pub const PART: Part = Part {
    operations: &[
        ("POST", "/village-elections"),
        ("POST", "/village-elections/{id}/postpone"),
        ("POST", "/village-elections/{id}/withdraw"),
        ("POST", "/village-elections/{id}/nominate"),
        ("POST", "/village-elections/{id}/form-team"),
        ("POST", "/village-elections/{id}/announce"),
        ("POST", "/village-elections/{id}/record-vote"),
        ("POST", "/village-elections/{id}/send-result"),
        ("POST", "/village-elections/{id}/recognise"),
        ("POST", "/village-elections/{id}/refuse"),
    ],
    body,
};

fn body(question: &Question<'_>, asked: Asked<'_>) -> Option<Value> {
    let today = question.world.today;
    Some(match asked {
        ("POST", "/village-elections") => json!({
            "village_id": question.id, "purpose": "elect", "number": "88/QĐ-UBND", "signed_on": today,
            "meeting_on": today + chrono::Days::new(25),
        }),
        ("POST", "/village-elections/{id}/postpone") => json!({ "meeting_on": today + chrono::Days::new(30) }),
        ("POST", "/village-elections/{id}/withdraw") => reason(),
        ("POST", "/village-elections/{id}/nominate") => json!({ "on": today, "candidates": [question.candidate()] }),
        ("POST", "/village-elections/{id}/form-team") => {
            json!({ "number": "90/QĐ-UBND", "signed_on": today, "members": 5 })
        }
        ("POST", "/village-elections/{id}/announce") => json!({ "on": today }),
        ("POST", "/village-elections/{id}/record-vote") => json!({
            "on": today, "present": 1, "candidates": [{ "person_id": question.candidate(), "in_favour": 1 }],
        }),
        ("POST", "/village-elections/{id}/send-result") => json!({ "on": today, "received_on": today }),
        ("POST", "/village-elections/{id}/recognise") => json!({
            "number": "92/QĐ-UBND", "signed_on": today, "signer": "Lò Văn Inh",
        }),
        ("POST", "/village-elections/{id}/refuse") => json!({
            "number": "12/UBND-VX", "on": today, "reason": "Kiểm tra phân quyền",
        }),
        _ => return None,
    })
}

impl Question<'_> {
    /// Whoever was a candidate.
    fn candidate(&self) -> Value {
        let mut elections = self.world.elections.iter();
        let named = elections.find(|row| self.what.is_some_and(|what| what.id == row.id.0));
        let nomination = named.and_then(|row| row.course.nomination.as_ref());
        let candidate = nomination.and_then(|nomination| nomination.candidates.first());
        candidate.map_or_else(|| json!(self.id), |candidate| json!(candidate))
    }
}
