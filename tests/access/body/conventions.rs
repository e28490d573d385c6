//! What is sent to the conventions of villages.

use serde_json::{Value, json};

use super::{Asked, Part, Question, reason};

pub const PART: Part = Part {
    operations: &[
        ("POST", "/village-conventions"),
        ("PATCH", "/village-conventions/{id}"),
        ("POST", "/village-conventions/{id}/form-team"),
        ("POST", "/village-conventions/{id}/post"),
        ("POST", "/village-conventions/{id}/record-vote"),
        ("POST", "/village-conventions/{id}/send-dossier"),
        ("POST", "/village-conventions/{id}/recognise"),
        ("POST", "/village-conventions/{id}/refuse"),
        ("POST", "/village-conventions/{id}/send-back"),
        ("POST", "/village-conventions/{id}/review"),
        ("POST", "/village-conventions/{id}/record-complaint"),
        ("POST", "/village-conventions/{id}/dismiss-complaint"),
        ("POST", "/village-conventions/{id}/suspend"),
        ("POST", "/village-conventions/{id}/annul"),
        ("POST", "/village-conventions/{id}/withdraw"),
    ],
    body,
};

fn body(question: &Question<'_>, asked: Asked<'_>) -> Option<Value> {
    let today = question.world.today;
    Some(match asked {
        ("POST", "/village-conventions") => json!({
            "village_id": question.id, "kind": "quy_uoc", "title": "Quy ước", "proposal": { "by": "village_head", "on": today },
        }),
        ("PATCH", "/village-conventions/{id}") => json!({ "title": "Quy ước khác" }),
        ("POST", "/village-conventions/{id}/form-team") => json!({ "on": today, "members": 5, "of": ["reputed"] }),
        ("POST", "/village-conventions/{id}/post") => {
            json!({ "on": today, "place": "Nhà văn hóa", "forms": ["copies"] })
        }
        ("POST", "/village-conventions/{id}/record-vote") => json!({
            "by": "meeting", "on": today, "present": 1, "in_favour": 1,
        }),
        ("POST", "/village-conventions/{id}/send-dossier") => json!({ "on": today, "received_on": today }),
        ("POST", "/village-conventions/{id}/recognise") => json!({
            "number": "118/QĐ-UBND", "signed_on": today, "signer": "Lò Văn Inh",
        }),
        ("POST", "/village-conventions/{id}/send-back") => json!({ "on": today }),
        ("POST", "/village-conventions/{id}/review") => json!({ "on": today, "findings": "Giữ nguyên" }),
        ("POST", "/village-conventions/{id}/record-complaint") => json!({
            "received_on": today, "asks": "suspension", "content": "Điều 9",
        }),
        ("POST", "/village-conventions/{id}/refuse" | "/village-conventions/{id}/dismiss-complaint") => json!({
            "number": "42/UBND-VX", "on": today, "reason": "Kiểm tra phân quyền",
        }),
        ("POST", "/village-conventions/{id}/suspend") => json!({
            "ground": "procedure", "number": "130/QĐ-UBND", "on": today, "remedy_by": today + chrono::Days::new(90),
            "reason": "Kiểm tra phân quyền",
        }),
        ("POST", "/village-conventions/{id}/annul") => json!({
            "ground": "unlawful_content", "number": "15/QĐ-UBND", "on": today, "reason": "Kiểm tra phân quyền",
        }),
        ("POST", "/village-conventions/{id}/withdraw") => reason(),
        _ => return None,
    })
}
