//! What is sent to the resolutions of councils and the regulations of democracy.

use serde_json::{Value, json};

use super::{Asked, Part, Question, reason};

pub const PART: Part = Part {
    operations: &[
        ("POST", "/council-resolutions"),
        ("PATCH", "/council-resolutions/{id}"),
        ("POST", "/council-resolutions/{id}/examine"),
        ("POST", "/council-resolutions/{id}/adopt"),
        ("POST", "/council-resolutions/{id}/reject"),
        ("POST", "/council-resolutions/{id}/repeal"),
        ("POST", "/democracy-regulations"),
        ("PATCH", "/democracy-regulations/{id}"),
        ("POST", "/democracy-regulations/{id}/open-consultation"),
        ("POST", "/democracy-regulations/{id}/close-consultation"),
        ("POST", "/democracy-regulations/{id}/issue"),
        ("POST", "/democracy-regulations/{id}/open-review"),
        ("POST", "/democracy-regulations/{id}/close-review"),
        ("POST", "/democracy-regulations/{id}/repeal"),
        ("POST", "/democracy-regulations/{id}/withdraw"),
    ],
    body,
};

fn body(question: &Question<'_>, asked: Asked<'_>) -> Option<Value> {
    let today = question.world.today;
    Some(match asked {
        ("POST", "/council-resolutions") => json!({
            "title": "Nghị quyết về dân chủ ở cơ sở", "subject": "democracy_measures",
            "proposal": { "proposer": "Ủy ban nhân dân", "number": "7/TTr-UBND", "signed_on": today },
        }),
        ("PATCH", "/council-resolutions/{id}") => json!({ "title": "Nghị quyết khác" }),
        ("POST", "/council-resolutions/{id}/examine") => json!({
            "committee": "Ban Pháp chế", "number": "8/BC-HĐND", "signed_on": today, "opinion": "Nhất trí",
        }),
        ("POST", "/council-resolutions/{id}/adopt") => json!({
            "number": "9/NQ-HĐND", "adopted_on": today, "in_force_on": today, "session": "Kỳ họp thứ ba",
            "deputies": 26, "present": 26, "in_favour": 26, "signer": "Lò Văn Pâng",
        }),
        ("POST", "/council-resolutions/{id}/reject") => json!({ "on": today, "reason": "Rút" }),
        ("POST", "/council-resolutions/{id}/repeal") => json!({
            "number": "40/NQ-HĐND", "signed_on": today, "on": today, "reason": "Không còn phù hợp",
        }),
        ("POST", "/democracy-regulations") => json!({ "setting": "agency", "title": "Quy chế thực hiện dân chủ" }),
        ("PATCH", "/democracy-regulations/{id}") => json!({ "title": "Quy chế khác" }),
        ("POST", "/democracy-regulations/{id}/open-consultation") => {
            json!({ "opened_on": today, "forms": ["portal"] })
        }
        ("POST", "/democracy-regulations/{id}/close-consultation") => json!({
            "closed_on": today, "opinions": 3, "accepted": 1, "explanation": "Đã tiếp thu", "explained_on": today,
        }),
        ("POST", "/democracy-regulations/{id}/issue") => json!({
            "number": "12/QĐ-UBND", "signed_on": today, "in_force_on": today, "signer": "Lò Văn Inh",
            "no_partner_reason": "Không có tổ chức công đoàn",
        }),
        ("POST", "/democracy-regulations/{id}/open-review") => json!({ "begun_on": today, "reason": "Rà soát" }),
        ("POST", "/democracy-regulations/{id}/close-review") => {
            json!({ "ended_on": today, "findings": "Giữ nguyên" })
        }
        ("POST", "/democracy-regulations/{id}/repeal") => json!({
            "number": "40/QĐ-UBND", "signed_on": today, "on": today, "reason": "Kiểm tra phân quyền",
        }),
        ("POST", "/democracy-regulations/{id}/withdraw") => reason(),
        _ => return None,
    })
}
