//! Rules between indicators, over HTTP: an error stops a report, a warning wants an explanation, and `previous` is the report
//! accepted before.

use danchu::{
    access::{Event, Task, TemplateId, derived},
    calendar::{Calendar, Periodicity},
    reporting::{
        kinds::Line,
        template::{consistency, entity as template},
    },
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};

use super::support::{client::Client, database::Backend, register::organisation_id, server::TestServer};

on_both![a_broken_rule_stops_a_report, a_warning_wants_an_explanation];

fn content() -> Value {
    let indicator = |code: &str, value_type: &str| {
        json!({
            "code": code, "section": "A", "name": {"vi": code, "en": code}, "value_type": value_type, "required": false,
            "applies_to": ["commune"], "across_units": "none", "across_periods": "none",
        })
    };
    json!({
        "sections": [{"code": "A", "name": {"vi": "Hội nghị", "en": "Conferences"}}],
        "indicators": [indicator("A01", "integer"), indicator("A02", "boolean"), indicator("A03", "date")],
        "rules": [
            {"code": "held", "rule": "when A02 then answered(A03)", "kind": "error",
                "message": {"vi": "Thiếu ngày hội nghị.", "en": "The day of the conference is missing."}},
            {"code": "jump", "rule": "A01 <= 1.5 * previous(A01)", "kind": "warning",
                "message": {"vi": "Tăng quá một nửa so với kỳ trước.", "en": "More than half as many again as before."}},
        ],
    })
}

/// Puts a quarterly template with rules into the register.
async fn a_template(server: &TestServer) -> TemplateId {
    let id: TemplateId = derived("test/template/rules");
    let content: template::Content = serde_json::from_value(content()).expect("a template's content");
    assert_eq!(consistency::faults(&content.0), []);
    let now = server.kernel.clocks.real.now();
    let row = template::Model {
        id,
        organisation_id: None,
        unit_id: None,
        code: "rules".to_owned(),
        edition: 1,
        name_vi: "Báo cáo quý".to_owned(),
        name_en: "Quarterly report".to_owned(),
        line: Line::Management,
        periodicity: Periodicity::Quarter,
        calendar: Calendar::Civil,
        legal_basis: None,
        content,
        published_at: Some(now),
        retired_at: None,
        retire_reason: None,
        version: 1,
    };
    let change = server
        .kernel
        .system(Task::LoadBuiltIns)
        .begin()
        .await
        .expect("a change");
    template::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(change.connection())
        .await
        .expect("the template is kept");
    change
        .commit(Event::about("report_template", id), now)
        .await
        .expect("the template is kept");
    id
}

/// The commune's report for a quarter of 2025, begun by its officer.
struct Report {
    officer: Client,
    leader: Client,
    obligation: Value,
    address: String,
}

impl Report {
    async fn begin(server: &TestServer, template: TemplateId, quarter: u8) -> Self {
        let due = json!({"kind": "on_date", "month": 12, "day": 20});
        let round = json!({
            "template_id": template, "calendar": "civil", "period_key": format!("2025-Q{quarter}"), "name": "Báo cáo quý",
            "deadlines": {"province": due, "district": due, "commune": due},
        });
        let province = server.sign_in("leader.12").await;
        let opened = province.post("/api/v1/report-rounds", &round).await;
        let round = opened.ok(201)["id"].as_str().expect("an id");
        let officer = server.sign_in("officer.03388").await;
        let body = organisation_id("03388");
        let owed = officer
            .get(&format!("/api/v1/report-obligations?round={round}&organisation={body}"))
            .await;
        Self {
            officer,
            leader: server.sign_in("leader.03388").await,
            obligation: owed.ok(200)["items"][0]["id"].clone(),
            address: format!("/api/v1/report-submissions/018f5b5e-0000-7000-8000-00000000000{quarter}"),
        }
    }

    /// Saves a draft and tries to submit it: the faults, or none.
    async fn submit(&self, values: Value, narrative: Value) -> Vec<(String, String)> {
        let draft = json!({"obligation_id": self.obligation, "values": values, "narrative": narrative});
        let officer = match self.officer.get(&self.address).await.status.as_u16() {
            404 => self.officer.clone(),
            _ => self.officer.matching(&self.address).await,
        };
        let saved = officer.put(&self.address, &draft).await;
        assert!(saved.status.is_success(), "{:#}", saved.json);
        let leader = self.leader.matching(&self.address).await;
        let reply = leader.post(&format!("{}/submit", self.address), &json!({})).await;
        match reply.status.as_u16() {
            200 => Vec::new(),
            _ => {
                reply.problem(422, "invalid_content");
                reply.faults().into_iter().collect()
            }
        }
    }

    async fn accept(&self, server: &TestServer) {
        let province = server.sign_in("leader.12").await.matching(&self.address).await;
        let accepted = province.post(&format!("{}/accept", self.address), &json!({})).await;
        assert_eq!(accepted.ok(200)["progress"], "accepted");
    }
}

fn fault(pointer: &str, code: &str) -> Vec<(String, String)> {
    vec![(pointer.to_owned(), code.to_owned())]
}

async fn a_broken_rule_stops_a_report(backend: Backend) {
    let server = TestServer::start(backend).await;
    let template = a_template(&server).await;
    let published = server.sign_in("officer.03388").await;
    let published = published.get(&format!("/api/v1/report-templates/{template}")).await;
    let rule = &published.ok(200)["content"]["rules"][0];
    assert_eq!(rule["rule"], "when A02 then answered(A03)");
    assert_eq!(rule["tree"]["right"], json!({"kind": "answered", "code": "A03"}));
    let report = Report::begin(&server, template, 3).await;
    let broken = report.submit(json!({"A02": true}), json!({})).await;
    assert_eq!(broken, fault("/values/A02", "rule_broken"));
    let whole = report
        .submit(json!({"A02": true, "A03": "2025-09-01"}), json!({}))
        .await;
    assert_eq!(whole, []);
}

async fn a_warning_wants_an_explanation(backend: Backend) {
    let server = TestServer::start(backend).await;
    let template = a_template(&server).await;
    let before = Report::begin(&server, template, 3).await;
    assert_eq!(before.submit(json!({"A01": 100}), json!({})).await, []);
    let report = Report::begin(&server, template, 4).await;
    let silent = fault("/narrative/jump", "explanation_missing");
    before.accept(&server).await;
    assert_eq!(report.submit(json!({"A01": 151}), json!({})).await, silent);
    assert_eq!(report.submit(json!({"A01": 151}), json!({"jump": " "})).await, silent);
    let explained = json!({"jump": "Sáp nhập hai xã."});
    assert_eq!(report.submit(json!({"A01": 151}), explained.clone()).await, []);
    let kept = report.leader.get(&report.address).await;
    assert_eq!(kept.ok(200)["narrative"], explained);
}
