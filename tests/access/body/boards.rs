//! What is sent to inspection boards, their projects, plans, inspections and the feedback they receive.

use danchu::access::OrganisationKind;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Asked, Part, Question};

pub const PART: Part = Part {
    operations: &[
        ("POST", "/inspection-boards"),
        ("POST", "/inspection-boards/{id}/members"),
        ("POST", "/inspection-boards/{id}/members/{member}/end"),
        ("POST", "/inspection-boards/{id}/name-leaders"),
        ("POST", "/inspection-boards/{id}/recognise"),
        ("POST", "/inspection-boards/{id}/refuse"),
        ("POST", "/inspection-boards/{id}/notify-investor"),
        ("POST", "/inspection-boards/{id}/record-support"),
        ("POST", "/inspection-boards/{id}/decide-fate"),
        ("POST", "/inspection-boards/{id}/dissolve"),
        ("PUT", "/investment-projects/{id}"),
        ("PUT", "/board-plans/{id}"),
        ("PUT", "/board-inspections/{id}"),
        ("PUT", "/citizen-feedback/{id}"),
        ("POST", "/citizen-feedback/{id}/verify"),
        ("POST", "/citizen-feedback/{id}/reply"),
    ],
    body,
};

fn body(question: &Question<'_>, asked: Asked<'_>) -> Option<Value> {
    let today = question.world.today;
    Some(match asked {
        ("POST", "/inspection-boards") => json!({
            "kind": "agency_people_inspectorate", "host": question.host(), "name": "Ban Thanh tra nhân dân", "staff": 20,
            "term_from": today,
        }),
        ("POST", "/inspection-boards/{id}/members") => json!({ "members": [{
            "person_id": question.recorded(), "represents": "village", "chosen_on": today, "received_on": today,
        }] }),
        ("POST", "/inspection-boards/{id}/members/{member}/end") => json!({
            "on": today, "ground": "resigned", "reason": "Xin thôi",
        }),
        ("POST", "/inspection-boards/{id}/name-leaders") => json!({ "head": question.member() }),
        ("POST", "/inspection-boards/{id}/recognise") => json!({
            "number": "21/QĐ-MTTQ-BTT", "signed_on": today, "signer": "Lò Thị Phương",
        }),
        ("POST", "/inspection-boards/{id}/refuse") => json!({
            "number": "22/MTTQ-BTT", "on": today, "reason": "Kiểm tra phân quyền",
        }),
        ("POST", "/inspection-boards/{id}/notify-investor") => json!({
            "number": "30/MTTQ-BTT", "on": today, "starts_on": today + chrono::Days::new(50),
        }),
        ("POST", "/inspection-boards/{id}/decide-fate") => json!({
            "decision": "continue", "number": "35/QĐ-MTTQ-BTT", "on": today,
        }),
        ("POST", "/inspection-boards/{id}/dissolve") => json!({
            "ground": "combined", "on": today, "reason": "Kiểm tra phân quyền",
        }),
        ("POST", "/inspection-boards/{id}/record-support") => json!({
            "on": today, "amount": 5_000_000, "from": "Ủy ban nhân dân",
        }),
        ("PUT", "/investment-projects/{id}") => json!({
            "name": "Đường liên bản", "funding": "community", "investor": "Ủy ban nhân dân", "begins_on": today,
        }),
        ("PUT", "/board-plans/{id}") => json!({
            "period": "2031", "title": "Kế hoạch", "purpose": "Giám sát", "work": "Kiểm tra quỹ",
        }),
        ("PUT", "/board-inspections/{id}") => json!({
            "kind": "check", "subject": "Quỹ", "inspected_name": "Bản Nà Khằm", "starts_on": today,
        }),
        ("PUT", "/citizen-feedback/{id}") => json!({
            "received_on": today, "channel": "in_person", "content": "Thu quỹ không có biên bản",
        }),
        ("POST", "/citizen-feedback/{id}/verify") => json!({
            "on": today, "confirmed": false, "findings": "Không đúng",
        }),
        ("POST", "/citizen-feedback/{id}/reply") => json!({ "on": today }),
        _ => return None,
    })
}

impl Question<'_> {
    /// A member of the board.
    pub fn member(&self) -> Uuid {
        let mut members = self.world.members.iter();
        let named = members.find(|row| self.what.is_some_and(|what| what.id == row.board_id.0));
        named.map_or(self.id, |member| member.id.into())
    }

    /// The committee of the caller's unit.
    fn host(&self) -> Uuid {
        let mut bodies = self.world.organisations.values();
        let committee = bodies.find(|body| {
            body.kind == OrganisationKind::PeopleCommittee
                && self.who.is_some_and(|who| who.unit == body.unit_id)
                && body.exists_on(self.world.today)
        });
        committee.map_or(self.id, |body| body.id.into())
    }

    /// Somebody whom the record's organisation has recorded.
    fn recorded(&self) -> Uuid {
        let mut persons = self.world.persons.iter();
        let known = persons.find(|row| self.what.is_some_and(|what| what.organisation == row.organisation_id));
        known.map_or(self.id, |row| row.id.into())
    }
}
