//! What each operation is sent: a request that is right in itself, so that only access decides.

use chrono::{Datelike, NaiveDate};
use danchu::access::OrganisationKind;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    caller::Caller,
    operation::{Operation, Takes},
    province::{NATIONAL_ID, everywhere},
    record::{Kind, Record},
    world::World,
};
use crate::support::register::PASSWORD;

/// One question: who asks what of which record. Where there is no record, `id` is one that nothing has.
pub struct Question<'q> {
    pub world: &'q World,
    pub operation: &'q Operation,
    pub who: Option<&'q Caller>,
    pub what: Option<&'q Record>,
    pub id: Uuid,
}

/// Operations that are sent nothing.
const EMPTY: &[&str] = &[
    "logout",
    "accept",
    "confirm",
    "submit",
    "publish",
    "unpublish",
    "revise",
    "refresh",
    "sign",
    "preview",
    "apply",
];

/// Whether [`Question::body`] knows what an operation is sent.
pub fn is_known(operation: &Operation) -> bool {
    operation.method == "DELETE"
        || EMPTY.contains(&operation.last())
        || SENT.contains(&(&operation.method, short(operation)))
}

fn short(operation: &Operation) -> &str {
    operation.path.strip_prefix("/api/v1").unwrap_or(&operation.path)
}

const SENT: &[(&str, &str)] = &[
    ("POST", "/auth/login"),
    ("POST", "/auth/refresh"),
    ("POST", "/auth/password"),
    ("POST", "/auth/post"),
    ("POST", "/accounts"),
    ("PATCH", "/accounts/{id}"),
    ("POST", "/accounts/{id}/suspend"),
    ("POST", "/accounts/{id}/reinstate"),
    ("POST", "/accounts/{id}/reset-password"),
    ("POST", "/accounts/{id}/posts"),
    ("POST", "/posts/{id}/end"),
    ("POST", "/delegations"),
    ("POST", "/delegations/{id}/end"),
    ("POST", "/mandates"),
    ("POST", "/mandates/{id}/end"),
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
    ("POST", "/report-templates"),
    ("PATCH", "/report-templates/{id}"),
    ("POST", "/report-templates/{id}/retire"),
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
    ("POST", "/persons"),
    ("POST", "/person-lookups"),
    ("PATCH", "/persons/{id}"),
    ("POST", "/persons/{id}/reveal"),
    ("POST", "/persons/{id}/erase"),
    ("POST", "/persons/{id}/appointments"),
    ("POST", "/appointments/{id}/end"),
    ("POST", "/attachments/{id}/complete"),
    ("POST", "/village-elections"),
    ("POST", "/village-elections/{id}/postpone"),
    ("POST", "/village-elections/{id}/withdraw"),
    ("POST", "/village-conventions/{id}/withdraw"),
    ("POST", "/democracy-regulations/{id}/withdraw"),
    ("POST", "/village-elections/{id}/nominate"),
    ("POST", "/village-elections/{id}/form-team"),
    ("POST", "/village-elections/{id}/announce"),
    ("POST", "/village-elections/{id}/record-vote"),
    ("POST", "/village-elections/{id}/send-result"),
    ("POST", "/village-elections/{id}/recognise"),
    ("POST", "/village-elections/{id}/refuse"),
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
    ("POST", "/report-fillings"),
    ("POST", "/report-fillings/{id}/end"),
    ("PUT", "/attachments/{id}"),
    ("PUT", "/attachments/{id}/parts/{number}"),
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
];

impl Question<'_> {
    /// The filled form of an obligation, where an operation is sent one; nothing is answered in it.
    pub fn workbook(&self) -> Option<Vec<u8>> {
        if self.operation.method != "PUT" || self.operation.last() != "sheet" {
            return None;
        }
        let mut rows = self.world.obligations.iter();
        let row = rows.find(|row| row.id.0 == self.id);
        let round = row.and_then(|row| self.world.rounds.iter().find(|round| round.id == row.round_id));
        let template = round.map_or(self.world.built_in_template().id, |round| round.template_id);
        let mut book = rust_xlsxwriter::Workbook::new();
        book.add_worksheet().set_name("Biểu mẫu").expect("a name");
        let origin = book.add_worksheet();
        origin.set_name("danchu").expect("a name");
        let lines = ["danchu/form/1".to_owned(), self.id.to_string(), template.to_string()];
        for (line, row) in lines.iter().zip(0..) {
            origin.write_string(row, 0, line).expect("a cell");
        }
        Some(book.save_to_buffer().expect("a workbook"))
    }

    /// A regulation that was issued where the caller is.
    fn issued(&self) -> Uuid {
        let near = |unit| self.who.is_some_and(|who| who.reach.contains(&unit));
        let mut rows = self.world.regulations.iter();
        let row = rows.find(|row| row.signed_on.is_some() && near(row.unit_id));
        row.map_or(self.id, |row| row.id.0)
    }

    pub fn body(&self) -> Option<Value> {
        let today = self.world.today;
        let since = self.what.and_then(|what| what.since).unwrap_or(today);
        let reason = json!({ "reason": "Kiểm tra phân quyền" });
        Some(match (self.operation.method.as_str(), short(self.operation)) {
            ("POST", "/auth/login") => json!({
                "login": self.who.map_or("nobody", |who| &who.login),
                "password": PASSWORD,
            }),
            ("POST", "/auth/refresh") => json!({ "refresh_token": self.who.map_or("none", |who| &who.refresh_token) }),
            ("POST", "/auth/password") => {
                json!({ "current_password": PASSWORD, "new_password": "Mot-mat-khau-khac-2026" })
            }
            ("POST", "/auth/post") => json!({ "post_id": self.id }),
            ("POST", "/accounts") => json!({ "login": "nguoi.moi", "name": "Người Mới", "organisation": self.id }),
            ("PATCH", "/accounts/{id}") => json!({ "name": "Tên Khác" }),
            ("POST", "/accounts/{id}/suspend" | "/accounts/{id}/reinstate" | "/accounts/{id}/reset-password") => reason,
            ("POST", "/accounts/{id}/posts") => self.post(),
            ("POST", "/posts/{id}/end") => reason,
            ("POST", "/mandates") => json!({
                "organisation_id": self.id, "feature": "territory", "valid_from": today, "document": "Quyết định 1",
            }),
            ("POST", "/delegations") => json!({
                "to": self.colleague(), "permissions": ["submission:submit"], "valid_from": today,
                "valid_to": today + chrono::Days::new(7), "document": "Giấy ủy quyền 1",
            }),
            ("POST", "/delegations/{id}/end") => reason,
            ("POST", "/village-conventions") => json!({
                "village_id": self.id, "kind": "quy_uoc", "title": "Quy ước", "proposal": { "by": "village_head", "on": today },
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
            ("POST", "/persons") => json!({ "name": "Lý A Sính", "national_id": "012199000999" }),
            ("POST", "/person-lookups") => json!({ "national_id": NATIONAL_ID }),
            ("PATCH", "/persons/{id}") => json!({ "birth_year": 1985 }),
            (
                "POST",
                "/persons/{id}/reveal"
                | "/persons/{id}/erase"
                | "/village-elections/{id}/withdraw"
                | "/village-conventions/{id}/withdraw"
                | "/democracy-regulations/{id}/withdraw",
            ) => reason,
            ("POST", "/persons/{id}/appointments") => json!({
                "position": "person_in_charge", "valid_from": today, "decision": { "number": "112/QĐ-UBND", "signed_on": today },
            }),
            ("POST", "/attachments/{id}/complete") => json!({ "name": "anh.png", "parts": 1 }),
            ("POST", "/village-elections") => json!({
                "village_id": self.id, "purpose": "elect", "number": "88/QĐ-UBND", "signed_on": today,
                "meeting_on": today + chrono::Days::new(25),
            }),
            ("POST", "/village-elections/{id}/postpone") => json!({ "meeting_on": today + chrono::Days::new(30) }),
            ("POST", "/village-elections/{id}/nominate") => json!({ "on": today, "candidates": [self.candidate()] }),
            ("POST", "/village-elections/{id}/form-team") => {
                json!({ "number": "90/QĐ-UBND", "signed_on": today, "members": 5 })
            }
            ("POST", "/village-elections/{id}/announce") => json!({ "on": today }),
            ("POST", "/village-elections/{id}/record-vote") => json!({
                "on": today, "present": 1, "candidates": [{ "person_id": self.candidate(), "in_favour": 1 }],
            }),
            ("POST", "/village-elections/{id}/send-result") => json!({ "on": today, "received_on": today }),
            ("POST", "/village-elections/{id}/recognise") => json!({
                "number": "92/QĐ-UBND", "signed_on": today, "signer": "Lò Văn Inh",
            }),
            ("POST", "/village-elections/{id}/refuse") => json!({
                "number": "12/UBND-VX", "on": today, "reason": "Kiểm tra phân quyền",
            }),
            ("POST", "/inspection-boards") => json!({
                "kind": "agency_people_inspectorate", "host": self.host(), "name": "Ban Thanh tra nhân dân", "staff": 20,
                "term_from": today,
            }),
            ("POST", "/inspection-boards/{id}/members") => json!({ "members": [{
                "person_id": self.recorded(), "represents": "village", "chosen_on": today, "received_on": today,
            }] }),
            ("POST", "/inspection-boards/{id}/members/{member}/end") => json!({
                "on": today, "ground": "resigned", "reason": "Xin thôi",
            }),
            ("POST", "/inspection-boards/{id}/name-leaders") => json!({ "head": self.member() }),
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
            ("PUT", "/activities/{id}") => json!({
                "kind": "dissemination", "title": "Phổ biến luật", "planned_on": today, "channels": ["meeting"],
            }),
            ("POST", "/activities/{id}/report") => json!({ "on": today, "summary": "Xong" }),
            ("POST", "/activities/{id}/cancel") => reason,
            ("PUT", "/directives/{id}") => json!({
                "kind": "plan", "number": "12/KH-UBND", "title": "Kế hoạch", "issued_on": today,
            }),
            ("PUT", "/conditions/{id}") => json!({
                "year": today.year(), "counted_on": today, "internet": true, "loudspeaker": false, "portal": false, "notice_board": true,
            }),
            ("PUT", "/disclosures/{id}") => json!({ "group": "work_plans", "title": "Kế hoạch", "arisen_on": today }),
            ("PUT", "/people-decisions/{id}") => json!({
                "matter": "contributions", "form": "ballot", "proposal": "commune_chair", "title": "Góp làm đường", "decided_on": today,
                "in_favour": 0,
            }),
            ("POST", "/people-decisions/{id}/undo") => json!({ "ground": "unlawful", "reason": "Kiểm tra phân quyền" }),
            ("PUT", "/consultations/{id}") => json!({
                "matter": "yearly_plan", "title": "Kế hoạch", "opened_on": today, "forms": ["staff_conference"],
            }),
            ("PUT", "/compliance-inspections/{id}") => json!({
                "kind": "inspection", "subject": self.who.map_or(self.id, |who| who.organisation.into()), "title": "Kiểm tra", "planned_on": today,
            }),
            ("PUT", "/document-remarks/{id}") => {
                json!({ "document": self.issued(), "made_on": today, "text": "Đề nghị bổ sung" })
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
            ("POST", "/violations/{id}/reveal-informant") => reason,
            ("PUT", "/funding/{id}") => json!({
                "year": today.year(), "source": "other", "counted_on": today, "planned": 1_000_000,
            }),
            ("PUT", "/service-figures/{id}") => json!({
                "year": today.year(), "counted_on": today,
                "information_requests": { "received": 1, "answered": 1, "source": "Sổ theo dõi" },
            }),
            ("POST", "/board-recommendations") => json!({
                "kind": "remedy", "title": "Khắc phục", "content": "Đề nghị khắc phục", "addressee_name": "Chủ đầu tư",
            }),
            ("PATCH", "/board-recommendations/{id}") => json!({ "title": "Tên khác" }),
            ("POST", "/board-recommendations/{id}/withdraw" | "/board-recommendations/{id}/return") => reason,
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
            ("POST", "/appointments/{id}/end") => json!({ "on": today, "reason": "Xin thôi" }),
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
            ("POST", "/report-fillings") => json!({
                "filler_id": self.neighbour(), "valid_from": today, "document": "Công văn 15",
            }),
            ("POST", "/report-fillings/{id}/end") => reason,
            ("PUT", path) if path.ends_with("/official-issue") => json!({
                "number": 215, "symbol": "BC-UBND", "issued_on": today, "signer": "Lò Văn Inh",
            }),
            ("POST", "/mandates/{id}/end") => json!({ "on": today, "reason": "Kiểm tra phân quyền" }),
            ("POST", "/organisations") => json!({
                "name": "Công ty mới", "kind": "non_state_employer", "unit": self.id, "valid_from": since,
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
            ("POST", "/calendar-days/{day}/withdraw") => reason,
            ("POST", "/reorganisations") => json!({
                "legal_basis": "Nghị quyết 1", "effective_on": today, "lines": { "abolished": [] },
            }),
            ("PATCH", "/reorganisations/{id}") => json!({ "legal_basis": "Nghị quyết 2" }),
            ("POST", "/report-templates") => json!({
                "code": "dialogue", "name_vi": "Báo cáo đối thoại", "name_en": "Report on dialogue", "periodicity": "quarter",
                "content": { "sections": [], "indicators": [] },
            }),
            ("PATCH", "/report-templates/{id}") => json!({ "name_vi": "Tên khác" }),
            ("POST", "/report-templates/{id}/retire") => reason,
            ("POST", "/report-consolidations") => json!({ "round_id": self.id }),
            ("PATCH", "/report-consolidations/{id}") => json!({ "narrative": { "overview": "Bản khác" } }),
            ("POST", "/report-consolidations/{id}/return") => reason,
            ("POST", "/report-rounds") => self.round(),
            ("POST", "/report-rounds/{id}/obligations") => json!({
                "organisation_id": self.who.map_or(self.id, |who| who.organisation.into()),
                "reason": "Kiểm tra phân quyền",
            }),
            ("POST", "/report-rounds/{id}/close" | "/report-rounds/{id}/reopen") => reason,
            ("POST", "/report-obligations/{id}/extend") => {
                json!({ "until": "2031-05-05", "reason": "Kiểm tra phân quyền" })
            }
            ("POST", "/report-obligations/{id}/waive" | "/report-obligations/{id}/reinstate") => reason,
            ("POST", "/report-obligations/{id}/receive-otherwise") => json!({
                "received_on": today, "document": "215/BC-UBND", "reason": "Kiểm tra phân quyền",
            }),
            ("PUT", "/report-submissions/{id}") => json!({
                "obligation_id": self.what.map_or(self.id, |what| what.id), "values": {}, "narrative": { "overview": "Bản khác" },
            }),
            ("POST", "/report-submissions/{id}/examine") => json!({ "findings": "Đã xem" }),
            ("POST", "/report-submissions/{id}/return" | "/report-submissions/{id}/supplement") => reason,
            ("POST", "/report-acceptances") => json!({ "reports": [{ "id": self.id, "etag": "1.0" }] }),
            _ => return None,
        })
    }

    /// A post for the record's account in the caller's organisation, or in the record's organisation for one of the caller's accounts.
    fn post(&self) -> Value {
        let own = self.who.map(|who| self.world.organisation(who.organisation));
        let named = self
            .what
            .and_then(|what| self.world.organisations.get(&what.organisation));
        let (organisation, since) = match (self.names_organisation(), own) {
            (true, _) => (self.id, named.map(|body| body.valid_from)),
            (false, Some(own)) => (own.id.into(), Some(own.valid_from)),
            (false, None) => (self.id, None),
        };
        let since = since.unwrap_or(self.world.today);
        json!({ "organisation": organisation, "title": "Chuyên viên", "roles": ["officer"], "valid_from": since })
    }

    /// Whoever was a candidate.
    fn candidate(&self) -> Value {
        let mut elections = self.world.elections.iter();
        let named = elections.find(|row| self.what.is_some_and(|what| what.id == row.id.0));
        let nomination = named.and_then(|row| row.course.nomination.as_ref());
        let candidate = nomination.and_then(|nomination| nomination.candidates.first());
        candidate.map_or_else(|| json!(self.id), |candidate| json!(candidate))
    }

    /// A member of the board.
    fn member(&self) -> Uuid {
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

    fn names_organisation(&self) -> bool {
        self.operation.kind == Some(Kind::Organisation)
    }

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

    /// The path and query.
    pub fn address(&self) -> String {
        let id = match self.operation.takes {
            Takes::Path => self.id,
            Takes::Put => self.what.and_then(|what| what.report().submission).unwrap_or(self.id),
            Takes::Query => self.world.open_round().id.into(),
            _ => self.another_account(),
        };
        let path = self.operation.path.replace("{id}", &id.to_string());
        let path = path.replace("{number}", "1").replace("{code}", "not_found");
        let path = path.replace("{member}", &self.member().to_string());
        let path = path.replace("{attachment}", &everywhere().to_string());
        let path = path
            .replace("{duty}", "commune_regulation")
            .replace("{dataset}", "units")
            .replace("{period}", "2025-Q3");
        let path = path.replace("{day}", &self.day().to_string());
        match self.operation.takes {
            Takes::Query => format!("{path}?unit={}&basis=current", self.id),
            _ if path.ends_with("/village-convention-figures") => format!("{path}?from=2025-01-01&to=2025-12-31"),
            _ if path.ends_with("/board-figures") => {
                format!("{path}?group=commune_inspectorates&from=2025-01-01&to=2025-12-31")
            }
            _ if path.ends_with("/comparison") => format!("{path}?from=1"),
            _ if path.contains("/parts/") => path,
            _ if self.upload().is_some() => format!("{path}?name=anh.png"),
            _ => path,
        }
    }

    /// The day of a line of the calendar; else one that nobody has recorded.
    fn day(&self) -> NaiveDate {
        let lines = &self.world.calendar_days;
        let line = self
            .what
            .and_then(|what| lines.iter().find(|line| line.id.0 == what.id));
        line.map(|line| line.day)
            .or(NaiveDate::from_ymd_opt(2031, 5, 5))
            .expect("a day")
    }

    /// A file, where an operation is sent one.
    pub fn upload(&self) -> Option<Vec<u8>> {
        let path = short(self.operation);
        let puts = self.operation.method == "PUT" && path.starts_with("/attachments/{id}");
        puts.then(|| b"\x89PNG\r\n\x1a\n".to_vec())
    }

    /// Another organisation of the caller's unit.
    fn neighbour(&self) -> Uuid {
        let Some(who) = self.who else { return self.id };
        let mut bodies = self.world.organisations.values();
        let near = bodies
            .find(|body| body.unit_id == who.unit && body.id != who.organisation && body.exists_on(self.world.today));
        near.map_or(self.id, |body| body.id.into())
    }

    /// The login of somebody else with a post in the caller's organisation.
    fn colleague(&self) -> String {
        let Some(who) = self.who else {
            return "nobody".to_owned();
        };
        let mut posts = self.world.posts.iter();
        let post = posts.find(|post| {
            post.organisation_id == who.organisation
                && post.account_id != who.account
                && post.holds_on(self.world.today)
        });
        let account = post.and_then(|post| self.world.accounts.iter().find(|account| account.id == post.account_id));
        account.map_or_else(|| "nobody".to_owned(), |account| account.login.clone())
    }

    /// An account of the caller's organisation that is not the caller's.
    fn another_account(&self) -> Uuid {
        let Some(who) = self.who else { return self.id };
        let other = |account: &&danchu::account::account::Model| {
            account.organisation_id == who.organisation && account.id != who.account
        };
        self.world
            .accounts
            .iter()
            .find(other)
            .map_or(self.id, |account| account.id.into())
    }
}
