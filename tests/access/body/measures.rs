//! What is sent to the measures of grassroots democracy, from activities to figures of services.

use chrono::Datelike;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Asked, Part, Question, reason};

pub const PART: Part = Part {
    operations: &[
        ("PUT", "/activities/{id}"),
        ("POST", "/activities/{id}/report"),
        ("POST", "/activities/{id}/cancel"),
        ("PUT", "/directives/{id}"),
        ("PUT", "/conditions/{id}"),
        ("PUT", "/disclosures/{id}"),
        ("PUT", "/people-decisions/{id}"),
        ("POST", "/people-decisions/{id}/undo"),
        ("PUT", "/consultations/{id}"),
        ("PUT", "/compliance-inspections/{id}"),
        ("PUT", "/document-remarks/{id}"),
        ("POST", "/compliance-inspections/{id}/answer"),
        ("POST", "/compliance-inspections/{id}/close"),
        ("PUT", "/evaluations/{id}"),
        ("POST", "/evaluations/{id}/decide"),
        ("PUT", "/commendations/{id}"),
        ("PUT", "/violations/{id}"),
        ("POST", "/violations/{id}/reveal-informant"),
        ("PUT", "/funding/{id}"),
        ("PUT", "/service-figures/{id}"),
    ],
    body,
};

fn body(question: &Question<'_>, asked: Asked<'_>) -> Option<Value> {
    let today = question.world.today;
    Some(match asked {
        ("PUT", "/activities/{id}") => json!({
            "kind": "dissemination", "title": "Phổ biến luật", "planned_on": today, "channels": ["meeting"],
        }),
        ("POST", "/activities/{id}/report") => json!({ "on": today, "summary": "Xong" }),
        ("POST", "/activities/{id}/cancel") => reason(),
        ("PUT", "/directives/{id}") => json!({
            "kind": "plan", "number": "12/KH-UBND", "title": "Kế hoạch", "issued_on": today,
        }),
        ("PUT", "/conditions/{id}") => json!({
            "year": today.year(), "counted_on": today, "internet": true, "loudspeaker": false, "portal": false,
            "notice_board": true,
        }),
        ("PUT", "/disclosures/{id}") => json!({ "group": "work_plans", "title": "Kế hoạch", "arisen_on": today }),
        ("PUT", "/people-decisions/{id}") => json!({
            "matter": "contributions", "form": "ballot", "proposal": "commune_chair", "title": "Góp làm đường",
            "decided_on": today, "in_favour": 0,
        }),
        ("POST", "/people-decisions/{id}/undo") => json!({ "ground": "unlawful", "reason": "Kiểm tra phân quyền" }),
        ("PUT", "/consultations/{id}") => json!({
            "matter": "yearly_plan", "title": "Kế hoạch", "opened_on": today, "forms": ["staff_conference"],
        }),
        ("PUT", "/compliance-inspections/{id}") => json!({
            "kind": "inspection", "subject": question.who.map_or(question.id, |who| who.organisation.into()),
            "title": "Kiểm tra", "planned_on": today,
        }),
        ("PUT", "/document-remarks/{id}") => {
            json!({ "document": question.issued(), "made_on": today, "text": "Đề nghị bổ sung" })
        }
        ("POST", "/compliance-inspections/{id}/answer") => json!({ "explanation": "Đã khắc phục" }),
        ("POST", "/compliance-inspections/{id}/close") => json!({ "outcome": "remedied", "remark": "Đủ" }),
        ("PUT", "/evaluations/{id}") => json!({
            "year": today.year(), "subject": "leader", "office": "Giám đốc", "assessed_on": today, "self_rating": "good",
        }),
        ("POST", "/evaluations/{id}/decide") => json!({ "rating": "fair", "reason": "Kiểm tra phân quyền" }),
        ("PUT", "/commendations/{id}") => json!({
            "kind": "praise", "title": "Biểu dương", "given_on": today, "individuals": 1,
        }),
        ("PUT", "/violations/{id}") => json!({
            "act": "other", "by": "official", "found_on": today, "description": "Vi phạm",
        }),
        ("POST", "/violations/{id}/reveal-informant") => reason(),
        ("PUT", "/funding/{id}") => json!({
            "year": today.year(), "source": "other", "counted_on": today, "planned": 1_000_000,
        }),
        ("PUT", "/service-figures/{id}") => json!({
            "year": today.year(), "counted_on": today,
            "information_requests": { "received": 1, "answered": 1, "source": "Sổ theo dõi" },
        }),
        _ => return None,
    })
}

impl Question<'_> {
    /// A regulation that was issued where the caller is.
    fn issued(&self) -> Uuid {
        let near = |unit| self.who.is_some_and(|who| who.reach.contains(&unit));
        let mut rows = self.world.regulations.iter();
        let row = rows.find(|row| row.signed_on.is_some() && near(row.unit_id));
        row.map_or(self.id, |row| row.id.0)
    }
}
