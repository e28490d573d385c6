//! Two reviewers, an editing officer and a phone that sends everything again work on one report at once, report after report: one
//! outcome each, and nobody's work is overwritten unseen. `DANCHU_RACE_ROUNDS` sets how many reports.

use danchu::{
    access::{Task, event},
    reporting::{
        kinds::{Outcome, Progress},
        obligation::entity as obligation,
        submission::version,
    },
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::support::{
    client::{Client, Reply},
    database::Backend,
    register::organisation_id,
    server::TestServer,
};

on_both![each_report_has_one_outcome_and_no_edit_is_lost];

struct People {
    officer: Client,
    leader: Client,
    /// Who accepts, and who returns.
    reviewers: [Client; 2],
}

/// One report on its way.
struct Report {
    address: String,
    draft: Value,
    /// As it was submitted.
    submitted: Reply,
}

async fn each_report_has_one_outcome_and_no_edit_is_lost(backend: Backend) {
    let server = TestServer::start(backend).await;
    let people = People {
        officer: server.sign_in("officer.03388").await,
        leader: server.sign_in("leader.03388").await,
        reviewers: [
            server.sign_in("leader.12").await,
            server.sign_in("leader.so-noi-vu").await,
        ],
    };
    let template = monthly(&people.reviewers[0]).await;
    let (mut accepted, mut edited) = (0, 0);
    for month in 0..rounds() {
        let report = submitted(&people, &template, month).await;
        let fate = race(&people, &report).await;
        accepted += u32::from(fate.accepted);
        edited += u32::from(fate.edited);
    }
    assert!(
        accepted + edited > 0,
        "neither was anything accepted nor was anything edited after its return"
    );
    one_version_and_one_event_each(&server).await;
}

/// A template of one question, asked every month.
async fn monthly(leader: &Client) -> Value {
    let name = |text: &str| json!({"vi": text, "en": text});
    let template = json!({
        "code": "monthly", "name_vi": "Báo cáo tháng", "name_en": "Monthly report", "periodicity": "month",
        "content": {
            "sections": [{"code": "A", "name": name("A")}],
            "indicators": [{
                "code": "A01", "section": "A", "name": name("A01"), "value_type": "integer", "required": true,
                "applies_to": ["commune"], "across_units": "sum", "across_periods": "sum",
            }],
        },
    });
    let made = leader.post("/api/v1/report-templates", &template).await;
    let address = made.header("location").to_owned();
    let publishing = leader.with("If-Match", made.header("etag"));
    let published = publishing.post(&format!("{address}/publish"), &Value::Null).await;
    published.ok(200)["id"].clone()
}

async fn submitted(people: &People, template: &Value, month: u32) -> Report {
    let due = json!({"kind": "days_after", "days": 30});
    let round = json!({
        "template_id": template, "period_key": format!("{}-{:02}", 2027 + month / 12, month % 12 + 1), "name": "Báo cáo tháng",
        "deadlines": {"province": due, "district": due, "commune": due},
    });
    let opened = people.reviewers[0].post("/api/v1/report-rounds", &round).await;
    let round = opened.ok(201)["id"].as_str().expect("an id").to_owned();
    let body = organisation_id("03388");
    let owed = format!("/api/v1/report-obligations?round={round}&organisation={body}");
    let owed = people.officer.get(&owed).await;
    let obligation = owed.ok(200)["items"][0]["id"].clone();
    let draft = json!({"obligation_id": obligation, "values": {"A01": 1}, "narrative": {}});
    let address = format!("/api/v1/report-submissions/{round}");
    let drafted = people.officer.put(&address, &draft).await;
    drafted.ok(201);
    let submitting = people
        .leader
        .with("If-Match", drafted.header("etag"))
        .with("Idempotency-Key", &round);
    let submitted = submitting.post(&format!("{address}/submit"), &json!({})).await;
    submitted.ok(200);
    Report {
        address,
        draft,
        submitted,
    }
}

struct Fate {
    accepted: bool,
    edited: bool,
}

async fn race(people: &People, report: &Report) -> Fate {
    let tag = report.submitted.header("etag");
    let [accepting, returning] = [0, 1].map(|one: usize| people.reviewers[one].with("If-Match", tag));
    let accept = format!("{}/accept", report.address);
    let sent_back = format!("{}/return", report.address);
    let reason = json!({"reason": "Chưa khớp"});
    let nothing = json!({});
    let (accept, sent_back, edit, ()) = tokio::join!(
        accepting.post(&accept, &nothing),
        returning.post(&sent_back, &reason),
        edit(people, report),
        send_again(people, report),
    );
    let done = [&accept, &sent_back].map(|reply| reply.status == 200);
    assert_ne!(done[0], done[1], "{accept:?} {sent_back:?}");
    let refused = if done[0] { &sent_back } else { &accept };
    assert!(matches!(refused.status.as_u16(), 409 | 412), "{refused:?}");
    let edited = edit.is_some();
    assert!(!(edited && done[0]), "an accepted report was edited");
    let now = people.officer.get(&report.address).await;
    let now = now.ok(200);
    assert_eq!(now["progress"], if done[0] { "accepted" } else { "returned" });
    let value = edit.unwrap_or(1);
    assert_eq!(now["values"]["A01"], value, "the edit that was acknowledged is there");
    Fate {
        accepted: done[0],
        edited,
    }
}

/// Reads and edits until it succeeds, or nothing is left to edit; what was kept.
async fn edit(people: &People, report: &Report) -> Option<u32> {
    for value in 2..12 {
        let read = people.officer.get(&report.address).await;
        if read.ok(200)["progress"] == "accepted" {
            return None;
        }
        let mut draft = report.draft.clone();
        draft["values"]["A01"] = json!(value);
        let editing = people.officer.with("If-Match", read.header("etag"));
        let reply = editing.put(&report.address, &draft).await;
        match reply.status.as_u16() {
            200 => return Some(value),
            409 | 412 => (),
            _ => panic!("{reply:?}"),
        }
    }
    None
}

/// A phone that got no answers: what was sent once is answered as it was, and changes nothing again.
async fn send_again(people: &People, report: &Report) {
    let key = report.address.rsplit('/').next().expect("an id");
    for _ in 0..3 {
        let submitting = people.leader.with("If-Match", "\"1.0\"").with("Idempotency-Key", key);
        let again = submitting.post(&format!("{}/submit", report.address), &json!({})).await;
        assert_eq!(again.ok(200), &report.submitted.json);
        let drafting = people.officer.put(&report.address, &report.draft).await;
        assert!(matches!(drafting.status.as_u16(), 200 | 409 | 428), "{drafting:?}");
    }
}

async fn one_version_and_one_event_each(server: &TestServer) {
    let system = server.kernel.system(Task::LoadBuiltIns);
    let versions = version::Entity::find().all(system.reader()).await.expect("versions");
    let events = event::Entity::find().filter(event::Column::RecordKind.eq("report_obligation"));
    let events = events.all(system.reader()).await.expect("events");
    let sent = obligation::Entity::find().filter(obligation::Column::LatestVersion.is_not_null());
    let rows = sent.all(system.reader()).await.expect("rows");
    assert_eq!(
        (rows.len(), versions.len()),
        (usize::try_from(rounds()).expect("few"), rows.len())
    );
    for row in rows {
        let version = versions.iter().find(|version| version.obligation_id == row.id);
        let outcome = match row.progress {
            Progress::Accepted => Outcome::Accepted,
            _ => Outcome::Returned,
        };
        assert_eq!(version.expect("its version").outcome, outcome);
        let told = events.iter().filter(|event| event.record_id == row.id.0).count();
        assert_eq!(i64::try_from(told), Ok(row.version));
    }
}

#[expect(clippy::disallowed_methods, reason = "the tests' own setting, not the program's")]
fn rounds() -> u32 {
    let set = std::env::var("DANCHU_RACE_ROUNDS").ok();
    set.and_then(|rounds| rounds.parse().ok()).unwrap_or(25)
}
