//! What is sent to reports: their templates, rounds, obligations, submissions and consolidations.

use serde_json::{Value, json};
use uuid::Uuid;

use super::{Asked, Part, Question, reason};

pub const PART: Part = Part {
    operations: &[
        ("POST", "/report-templates"),
        ("PATCH", "/report-templates/{id}"),
        ("POST", "/report-templates/{id}/retire"),
        ("POST", "/report-fillings"),
        ("POST", "/report-fillings/{id}/end"),
        ("PUT", "/report-consolidations/{id}/official-issue"),
        ("PUT", "/report-submissions/{id}/versions/{number}/official-issue"),
        ("POST", "/report-consolidations"),
        ("PATCH", "/report-consolidations/{id}"),
        ("POST", "/report-consolidations/{id}/return"),
        ("POST", "/report-rounds"),
        ("POST", "/report-rounds/{id}/obligations"),
        ("POST", "/report-rounds/{id}/close"),
        ("POST", "/report-rounds/{id}/reopen"),
        ("PUT", "/report-obligations/{id}/sheet"),
        ("POST", "/report-obligations/{id}/extend"),
        ("POST", "/report-obligations/{id}/waive"),
        ("POST", "/report-obligations/{id}/reinstate"),
        ("POST", "/report-obligations/{id}/receive-otherwise"),
        ("PUT", "/report-submissions/{id}"),
        ("POST", "/report-acceptances"),
        ("POST", "/report-submissions/{id}/examine"),
        ("POST", "/report-submissions/{id}/supplement"),
        ("POST", "/report-submissions/{id}/return"),
    ],
    body,
};

fn body(question: &Question<'_>, asked: Asked<'_>) -> Option<Value> {
    let today = question.world.today;
    Some(match asked {
        ("POST", "/report-fillings") => json!({
            "filler_id": question.neighbour(), "valid_from": today, "document": "Công văn 15",
        }),
        ("POST", "/report-fillings/{id}/end") => reason(),
        ("PUT", path) if path.ends_with("/official-issue") => json!({
            "number": 215, "symbol": "BC-UBND", "issued_on": today, "signer": "Lò Văn Inh",
        }),
        ("POST", "/report-templates") => json!({
            "code": "dialogue", "name_vi": "Báo cáo đối thoại", "name_en": "Report on dialogue", "periodicity": "quarter",
            "content": { "sections": [], "indicators": [] },
        }),
        ("PATCH", "/report-templates/{id}") => json!({ "name_vi": "Tên khác" }),
        ("POST", "/report-templates/{id}/retire") => reason(),
        ("POST", "/report-consolidations") => json!({ "round_id": question.id }),
        ("PATCH", "/report-consolidations/{id}") => json!({ "narrative": { "overview": "Bản khác" } }),
        ("POST", "/report-consolidations/{id}/return") => reason(),
        ("POST", "/report-rounds") => question.round(),
        ("POST", "/report-rounds/{id}/obligations") => json!({
            "organisation_id": question.who.map_or(question.id, |who| who.organisation.into()),
            "reason": "Kiểm tra phân quyền",
        }),
        ("POST", "/report-rounds/{id}/close" | "/report-rounds/{id}/reopen") => reason(),
        ("POST", "/report-obligations/{id}/extend") => {
            json!({ "until": "2031-05-05", "reason": "Kiểm tra phân quyền" })
        }
        ("POST", "/report-obligations/{id}/waive" | "/report-obligations/{id}/reinstate") => reason(),
        ("POST", "/report-obligations/{id}/receive-otherwise") => json!({
            "received_on": today, "document": "215/BC-UBND", "reason": "Kiểm tra phân quyền",
        }),
        ("PUT", "/report-submissions/{id}") => json!({
            "obligation_id": question.what.map_or(question.id, |what| what.id), "values": {},
            "narrative": { "overview": "Bản khác" },
        }),
        ("POST", "/report-submissions/{id}/examine") => json!({ "findings": "Đã xem" }),
        ("POST", "/report-submissions/{id}/return" | "/report-submissions/{id}/supplement") => reason(),
        ("POST", "/report-acceptances") => json!({ "reports": [{ "id": question.id, "etag": "1.0" }] }),
        _ => return None,
    })
}

impl Question<'_> {
    fn round(&self) -> Value {
        let due = json!({ "kind": "days_after", "days": 10 });
        json!({
            "template_id": self.world.built_in_template().id,
            "period_key": "2030",
            "name": "Báo cáo năm 2030",
            "deadlines": { "province": due, "district": due, "commune": due },
            "also": [self.id],
        })
    }

    /// Another organisation of the caller's unit.
    fn neighbour(&self) -> Uuid {
        let Some(who) = self.who else { return self.id };
        let mut bodies = self.world.organisations.values();
        let near = bodies
            .find(|body| body.unit_id == who.unit && body.id != who.organisation && body.exists_on(self.world.today));
        near.map_or(self.id, |body| body.id.into())
    }
}
