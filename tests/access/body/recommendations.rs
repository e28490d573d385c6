//! What is sent to the recommendations of boards.

use serde_json::{Value, json};

use super::{Asked, Part, Question, reason};

pub const PART: Part = Part {
    operations: &[
        ("POST", "/board-recommendations"),
        ("PATCH", "/board-recommendations/{id}"),
        ("POST", "/board-recommendations/{id}/withdraw"),
        ("POST", "/board-recommendations/{id}/return"),
        ("POST", "/board-recommendations/{id}/send"),
        ("POST", "/board-recommendations/{id}/receive"),
        ("POST", "/board-recommendations/{id}/record-receipt"),
        ("POST", "/board-recommendations/{id}/answer"),
        ("POST", "/board-recommendations/{id}/record-answer"),
        ("POST", "/board-recommendations/{id}/ask-director"),
        ("POST", "/board-recommendations/{id}/take-up"),
        ("POST", "/board-recommendations/{id}/follow-up"),
        ("POST", "/board-recommendations/{id}/close"),
    ],
    body,
};

fn body(question: &Question<'_>, asked: Asked<'_>) -> Option<Value> {
    let today = question.world.today;
    Some(match asked {
        ("POST", "/board-recommendations") => json!({
            "kind": "remedy", "title": "Khắc phục", "content": "Đề nghị khắc phục", "addressee_name": "Chủ đầu tư",
        }),
        ("PATCH", "/board-recommendations/{id}") => json!({ "title": "Tên khác" }),
        ("POST", "/board-recommendations/{id}/withdraw" | "/board-recommendations/{id}/return") => reason(),
        ("POST", "/board-recommendations/{id}/send") => json!({ "number": "05/KN-BTTND", "on": today }),
        ("POST", "/board-recommendations/{id}/receive" | "/board-recommendations/{id}/record-receipt") => {
            json!({ "on": today })
        }
        ("POST", "/board-recommendations/{id}/answer" | "/board-recommendations/{id}/record-answer") => json!({
            "outcome": "accepted", "explanation": "Đã khắc phục", "on": today,
        }),
        ("POST", "/board-recommendations/{id}/ask-director") => json!({ "content": "Quá hạn" }),
        ("POST", "/board-recommendations/{id}/take-up") => json!({
            "number": "40/MTTQ-BTT", "on": today, "to": "Chủ tịch Ủy ban nhân dân tỉnh",
        }),
        ("POST", "/board-recommendations/{id}/follow-up") => json!({
            "on": today, "progress": "done", "findings": "Đã sửa",
        }),
        ("POST", "/board-recommendations/{id}/close") => json!({ "on": today, "reason": "Xong" }),
        _ => return None,
    })
}
