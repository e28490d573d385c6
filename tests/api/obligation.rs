//! What becomes of an obligation beside its report: more time, a waiver, a receipt on another way, a late addition, the close of its
//! round, the end of whoever owes or receives it.

use danchu::{
    access::{RoundId, TemplateId, fresh_personal},
    reporting::{
        obligation::succession::settle,
        template::{entity as template, install},
    },
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;

use super::support::{
    client::{Client, Reply},
    database::Backend,
    register::organisation_id,
    server::TestServer,
};

on_both![
    an_extension_makes_a_report_timely,
    nothing_late_is_taken_where_the_template_says_so,
    a_waived_report_is_not_expected_until_it_is_owed_again,
    the_day_a_report_came_on_paper_counts,
    an_organisation_is_asked_later,
    what_never_came_is_missing_when_the_round_is_closed,
    what_waits_for_a_body_that_ends_goes_to_the_committee_and_what_it_owed_is_waived,
    what_waits_follows_a_school_to_its_new_department
];

/// A server with a round of 2025 that is long overdue.
struct Stage {
    server: TestServer,
    round: RoundId,
}

impl Stage {
    async fn set(backend: Backend) -> Self {
        Self::with(backend, true).await
    }

    async fn with(backend: Backend, late_allowed: bool) -> Self {
        let server = TestServer::start(backend).await;
        let template = a_template(&server, late_allowed).await;
        let due = json!({"kind": "on_date", "month": 12, "day": 20});
        let new = json!({
            "template_id": template,
            "period_key": "2025",
            "name": "Báo cáo năm 2025",
            "deadlines": {"province": due, "district": due, "commune": due},
        });
        let made = server
            .sign_in("leader.12")
            .await
            .post("/api/v1/report-rounds", &new)
            .await;
        let id: Uuid = made.ok(201)["id"].as_str().expect("an id").parse().expect("an id");
        let round = id.into();
        Self { server, round }
    }

    async fn owed(&self, key: &str) -> Value {
        let body = organisation_id(key);
        let path = format!("/api/v1/report-obligations?round={}&organisation={body}", self.round);
        let listed = self.server.sign_in("leader.12").await.get(&path).await;
        listed.ok(200)["items"][0].clone()
    }

    /// Decides something about what an organisation owes.
    async fn decide(&self, login: &str, key: &str, action: &str, body: &Value) -> Reply {
        let owed = format!(
            "/api/v1/report-obligations/{}",
            self.owed(key).await["id"].as_str().expect("an id")
        );
        let client = self.server.sign_in(login).await.matching(&owed).await;
        client.post(&format!("{owed}/{action}"), body).await
    }

    /// The report of an organisation, drafted whole by its officer and signed by its leader.
    async fn submit(&self, key: &str) -> Reply {
        let (report, leader) = self.draft(key).await;
        leader.post(&format!("{report}/submit"), &json!({})).await
    }

    async fn draft(&self, key: &str) -> (String, Client) {
        let mut draft: Value = serde_json::from_str(match key.starts_with("thpt") {
            true => r#"{"values": {}}"#,
            false => include_str!("../../examples/commune-report.json"),
        })
        .expect("the example is JSON");
        draft["obligation_id"] = self.owed(key).await["id"].clone();
        let report = format!("/api/v1/report-submissions/{}", Uuid::from(organisation_id(key)));
        let officer = self.server.sign_in(&format!("officer.{key}")).await;
        officer.put(&report, &draft).await.ok(201);
        let leader = self.server.sign_in(&format!("leader.{key}")).await;
        (report.clone(), leader.matching(&report).await)
    }

    async fn progress(&self) -> Value {
        let path = format!("/api/v1/report-rounds/{}/progress", self.round);
        let told = self.server.sign_in("leader.12").await.get(&path).await;
        told.ok(200)["total"].clone()
    }

    async fn change_round(&self, action: &str) -> Reply {
        let round = format!("/api/v1/report-rounds/{}", self.round);
        let leader = self.server.sign_in("leader.12").await.matching(&round).await;
        leader
            .post(&format!("{round}/{action}"), &json!({"reason": "Đã tổng hợp"}))
            .await
    }

    async fn settle(&self) -> u64 {
        let replica = &self.server.kernel;
        let settled = settle(&replica.store, replica.clocks, fresh_personal()).await;
        settled.expect("it settles")
    }
}

/// The yearly template, or one like it that asks nothing of schools that they must answer.
async fn a_template(server: &TestServer, late_allowed: bool) -> TemplateId {
    let now = server.kernel.clocks.real.now();
    let mut row = install::built_in(now).expect("the template");
    row.id = danchu::access::derived("test/template");
    row.code = "test".to_owned();
    row.content.0.late_allowed = late_allowed;
    for indicator in &mut row.content.0.indicators {
        indicator.required = false;
    }
    for part in &mut row.content.0.narrative {
        part.required = false;
    }
    row.content.0.rules.clear();
    let system = server.kernel.system(danchu::access::Task::LoadBuiltIns);
    let change = system.begin().await.expect("a change");
    let id = row.id;
    template::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(change.connection())
        .await
        .expect("the template is kept");
    let event = danchu::access::Event::about("report_template", id);
    change.commit(event, now).await.expect("it is kept");
    id
}

async fn an_extension_makes_a_report_timely(backend: Backend) {
    let stage = Stage::set(backend).await;
    assert_eq!(stage.owed("03388").await["timeliness"], "overdue");
    let tomorrow = stage.server.kernel.clocks.legal.today() + chrono::Days::new(30);
    let more = json!({"until": tomorrow, "before": "16:30", "reason": "Mưa lũ"});
    // Its own leader cannot, and neither can a neighbour.
    let own = stage.decide("leader.03388", "03388", "extend", &more).await;
    own.problem(403, "not_yours");
    let extended = stage.decide("leader.12", "03388", "extend", &more).await;
    let extended = extended.ok(200);
    assert_eq!(extended["timeliness"], "not_due");
    assert_eq!(extended["extension"]["reason"], "Mưa lũ");
    assert_eq!(extended["extension"]["until"], extended["due_at"]);
    assert_eq!(
        extended["extension"]["original_due_at"],
        stage.owed("03390").await["due_at"]
    );
    let shorter = json!({"until": "2026-01-01", "reason": "Mưa lũ"});
    let refused = stage.decide("leader.12", "03388", "extend", &shorter).await;
    assert_eq!(
        refused.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/until"
    );
    let before = stage.progress().await;
    assert_eq!(stage.submit("03388").await.ok(200)["timeliness"], "on_time");
    assert_eq!(stage.submit("03390").await.ok(200)["timeliness"], "late");
    let after = stage.progress().await;
    assert_eq!(after["on_time"].as_u64(), before["on_time"].as_u64().map(|n| n + 1));
    assert_eq!(after["late"].as_u64(), before["late"].as_u64().map(|n| n + 1));
    assert_eq!(after["overdue"].as_u64(), before["overdue"].as_u64().map(|n| n - 1));
    stage
        .decide("leader.12", "03388", "extend", &more)
        .await
        .problem(409, "state_forbids");
}

async fn nothing_late_is_taken_where_the_template_says_so(backend: Backend) {
    let stage = Stage::with(backend, false).await;
    let (report, leader) = stage.draft("03388").await;
    leader
        .post(&format!("{report}/submit"), &json!({}))
        .await
        .problem(409, "deadline_passed");
    let more = json!({"until": "2099-12-31", "reason": "Mưa lũ"});
    stage.decide("leader.12", "03388", "extend", &more).await.ok(200);
    let leader = stage.server.sign_in("leader.03388").await.matching(&report).await;
    let sent = leader.post(&format!("{report}/submit"), &json!({})).await;
    assert_eq!(sent.ok(200)["timeliness"], "on_time");
}

async fn a_waived_report_is_not_expected_until_it_is_owed_again(backend: Backend) {
    let stage = Stage::set(backend).await;
    stage.draft("03388").await;
    let before = stage.progress().await;
    let reason = json!({"reason": "Giải thể"});
    let waived = stage.decide("leader.so-noi-vu", "03388", "waive", &reason).await;
    let waived = waived.ok(200);
    assert_eq!(
        (&waived["progress"], &waived["waiver_reason"]),
        (&json!("waived"), &json!("Giải thể"))
    );
    assert_eq!(waived["allowed_actions"], json!(["reinstate"]));
    let while_waived = stage.progress().await;
    assert_eq!(while_waived["waived"], 1);
    assert_eq!(
        while_waived["expected"].as_u64(),
        before["expected"].as_u64().map(|n| n - 1)
    );
    stage
        .decide("leader.12", "03388", "waive", &reason)
        .await
        .problem(409, "state_forbids");
    let again = stage.decide("leader.12", "03388", "reinstate", &reason).await;
    assert_eq!(again.ok(200)["progress"], "draft");
    assert_eq!(stage.progress().await, before);
    stage
        .decide("leader.12", "03388", "reinstate", &reason)
        .await
        .problem(409, "state_forbids");
}

async fn the_day_a_report_came_on_paper_counts(backend: Backend) {
    let stage = Stage::set(backend).await;
    // The round was opened today, so nothing can have come earlier.
    let earlier = json!({"received_on": "2025-12-19", "document": "215/BC-UBND", "reason": "Mất mạng"});
    let refused = stage.decide("leader.12", "03388", "receive-otherwise", &earlier).await;
    assert_eq!(
        refused.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/received_on"
    );
    let today = stage.server.kernel.clocks.legal.today();
    let receipt = json!({"received_on": today, "document": "215/BC-UBND", "reason": "Mất mạng"});
    let told = stage.decide("leader.12", "03388", "receive-otherwise", &receipt).await;
    let told = told.ok(200);
    // It has come, late; its figures are still to be entered.
    assert_eq!(
        (&told["timeliness"], &told["progress"]),
        (&json!("late"), &json!("not_started"))
    );
    assert_eq!(told["received_otherwise"]["document"], "215/BC-UBND");
    let more = json!({"until": "2099-12-31", "reason": "Mưa lũ"});
    stage
        .decide("leader.12", "03388", "extend", &more)
        .await
        .problem(409, "state_forbids");
    let overdue = format!(
        "/api/v1/report-obligations?round={}&overdue=true&limit=200",
        stage.round
    );
    let listed = stage.server.sign_in("leader.12").await.get(&overdue).await;
    let listed = listed.ok(200)["items"].to_string();
    assert!(!listed.contains(&organisation_id("03388").to_string()));
    assert!(listed.contains(&organisation_id("03390").to_string()));
}

async fn an_organisation_is_asked_later(backend: Backend) {
    let stage = Stage::set(backend).await;
    let leader = stage.server.sign_in("leader.12").await;
    let officer = stage.server.sign_in("officer.03388").await;
    let (school, _) = super::school::a_school(&officer, "Trường Tiểu học mới").await;
    let school = school.rsplit('/').next().expect("an id").to_owned();
    let add = format!("/api/v1/report-rounds/{}/obligations", stage.round);
    let new = json!({"organisation_id": school, "reason": "Thành lập sau khi mở đợt"});
    let added = leader.post(&add, &new).await;
    let added = added.ok(201);
    assert_eq!(added["addition_reason"], "Thành lập sau khi mở đợt");
    assert_eq!(added["receiver"]["id"], json!(organisation_id("03388")));
    let known = leader.post(&add, &new).await;
    assert_eq!(known.problem(409, "already_exists")["existing_id"], added["id"]);
    let council = json!({"organisation_id": organisation_id("council.12"), "reason": "Nhầm"});
    leader.post(&add, &council).await.problem(422, "invalid_content");
    let foreign = json!({"organisation_id": organisation_id("03127"), "reason": "Nhầm"});
    leader.post(&add, &foreign).await.problem(422, "unknown_reference");
}

async fn what_never_came_is_missing_when_the_round_is_closed(backend: Backend) {
    let stage = Stage::set(backend).await;
    stage.submit("03388").await.ok(200);
    let before = stage.progress().await;
    let closed = stage.change_round("close").await;
    assert_eq!(closed.ok(200)["close_reason"], "Đã tổng hợp");
    assert_eq!(closed.ok(200)["allowed_actions"], json!(["reopen"]));
    assert_eq!(stage.owed("03390").await["timeliness"], "closed");
    let after = stage.progress().await;
    assert_eq!((&after["overdue"], &after["missing"]), (&json!(0), &before["overdue"]));
    assert_eq!(after["late"], before["late"]);
    stage.change_round("close").await.problem(409, "round_closed");
    let reason = json!({"reason": "Giải thể"});
    stage
        .decide("leader.12", "03390", "waive", &reason)
        .await
        .problem(409, "round_closed");
    // What waits is still decided on.
    let report = format!("/api/v1/report-submissions/{}", Uuid::from(organisation_id("03388")));
    let leader = stage.server.sign_in("leader.12").await.matching(&report).await;
    leader.post(&format!("{report}/accept"), &json!({})).await.ok(200);
    stage.change_round("reopen").await.ok(200);
    stage.change_round("reopen").await.problem(409, "state_forbids");
    assert_eq!(stage.owed("03390").await["timeliness"], "overdue");
}

/// Closes an organisation as of today, as its province does.
async fn end(stage: &Stage, key: &str) {
    let body = format!("/api/v1/organisations/{}", organisation_id(key));
    let leader = stage.server.sign_in("leader.12").await.matching(&body).await;
    let today = stage.server.kernel.clocks.legal.today();
    let closing = json!({"on": today, "reason": "Sắp xếp lại", "legal_basis": "Quyết định 120/QĐ-UBND"});
    leader.post(&format!("{body}/close"), &closing).await.ok(200);
}

async fn what_waits_for_a_body_that_ends_goes_to_the_committee_and_what_it_owed_is_waived(backend: Backend) {
    let stage = Stage::set(backend).await;
    stage.submit("thpt-lai-chau").await.ok(200);
    assert_eq!(stage.settle().await, 0);
    end(&stage, "so-gddt").await;
    // The department's own report is waived by the act; the school's goes to the committee of its commune.
    assert_eq!(stage.settle().await, 2);
    assert_eq!(stage.settle().await, 0);
    let department = stage.owed("so-gddt").await;
    assert_eq!(department["progress"], "waived");
    assert_eq!(department["waiver_reason"], "Sắp xếp lại; Quyết định 120/QĐ-UBND");
    let school = stage.owed("thpt-lai-chau").await;
    assert_eq!(school["receiver"]["id"], json!(organisation_id("03388")));
    let report = format!(
        "/api/v1/report-submissions/{}",
        Uuid::from(organisation_id("thpt-lai-chau"))
    );
    let leader = stage.server.sign_in("leader.03388").await.matching(&report).await;
    let accepted = leader.post(&format!("{report}/accept"), &json!({})).await;
    assert_eq!(accepted.ok(200)["progress"], "accepted");
}

async fn what_waits_follows_a_school_to_its_new_department(backend: Backend) {
    let stage = Stage::set(backend).await;
    stage.submit("thpt-lai-chau").await.ok(200);
    let school = format!("/api/v1/organisations/{}", organisation_id("thpt-lai-chau"));
    let leader = stage.server.sign_in("leader.12").await.matching(&school).await;
    let moved = json!({"managed_by": organisation_id("so-noi-vu")});
    leader.patch(&school, &moved).await.ok(200);
    let report = format!(
        "/api/v1/report-submissions/{}",
        Uuid::from(organisation_id("thpt-lai-chau"))
    );
    let before = stage.server.sign_in("leader.so-gddt").await;
    before.get(&report).await.problem(404, "not_found");
    let now = stage.server.sign_in("leader.so-noi-vu").await.matching(&report).await;
    let accepted = now.post(&format!("{report}/accept"), &json!({})).await;
    assert_eq!(accepted.ok(200)["progress"], "accepted");
}
