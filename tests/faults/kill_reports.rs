//! `kill -9` in the middle of reporting: rounds are opened, reports drafted, signed and accepted until the server is gone, again and
//! again. Each step that was acknowledged was taken, each step taken has its one event, and totals are what was accepted.

use std::sync::{Arc, Mutex};

use danchu::{
    access::{Event, OrganisationId, RoundId, Task, TemplateId, derived, event},
    calendar::Periodicity,
    reporting::{
        kinds::{Outcome, Progress},
        obligation::entity as obligation,
        round::entity as round,
        submission::version,
        template::{entity as template, install::built_in},
    },
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    kill::{kernel, rounds, some_time_after},
    support::{
        client::{Client, Reply},
        database::{Backend, Database},
        process::Process,
        register::{self, organisation_id},
        replica::Replica,
        server::ISSUER,
    },
};

on_both![no_step_of_a_report_is_lost_or_half_taken];

const TEMPLATE: &str = "test/template/monthly";

/// How far a report came, as far as its clients were told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Drafted,
    Submitted,
    Accepted,
}

/// What clients were told, by round, and how many months they have asked about.
#[derive(Default)]
struct Told {
    months: u32,
    steps: Vec<(RoundId, Step)>,
}

struct Clients {
    officer: Client,
    leader: Client,
    province: Client,
}

async fn no_step_of_a_report_is_lost_or_half_taken(backend: Backend) {
    let database = Database::filled(backend).await;
    monthly(&database).await;
    let told = Arc::new(Mutex::new(Told::default()));
    for _ in 0..rounds() {
        report_until_killed(&database, &told).await;
    }
    let (process, clients) = start(&database).await;
    let replica = kernel(&database).await;
    let steps = told.lock().expect("no client failed").steps.clone();
    assert!(steps.len() >= rounds(), "{} steps were acknowledged", steps.len());
    each_step_was_taken(&replica, &steps).await;
    each_step_has_its_event(&replica).await;
    totals_are_what_was_accepted(&replica, &clients.province).await;
    replica.store.close().await;
    process.kill();
}

/// The yearly template as it would be asked every month.
async fn monthly(database: &Database) {
    let replica = kernel(database).await;
    let now = replica.clocks.real.now();
    let row = template::Model {
        id: derived(TEMPLATE),
        code: "monthly".to_owned(),
        periodicity: Periodicity::Month,
        ..built_in(now).expect("the template")
    };
    let change = replica.system(Task::LoadBuiltIns).begin().await.expect("a change");
    template::Entity::insert(row.into_active_model().reset_all())
        .exec_without_returning(change.connection())
        .await
        .expect("the template is kept");
    let event = Event::about("report_template", derived::<Uuid>(TEMPLATE));
    change.commit(event, now).await.expect("it is kept");
    replica.store.close().await;
}

async fn start(database: &Database) -> (Process, Clients) {
    let replica = kernel(database).await;
    let mut tokens = Vec::new();
    for login in ["officer.03388", "leader.03388", "leader.12"] {
        tokens.push(register::token(&replica, login).await);
    }
    replica.store.close().await;
    let process = Process::serve(&database.config, ISSUER);
    let nobody = process.client();
    let [officer, leader, province] = [0, 1, 2].map(|at: usize| nobody.bearing(&tokens[at]));
    let clients = Clients {
        officer,
        leader,
        province,
    };
    (process, clients)
}

async fn report_until_killed(database: &Database, told: &Arc<Mutex<Told>>) {
    let (process, clients) = start(database).await;
    let reporting = tokio::spawn({
        let told = Arc::clone(told);
        async move { while report(&clients, &told).await.is_some() {} }
    });
    let count = || told.lock().expect("no client failed").steps.len();
    let before = count();
    some_time_after(|| count() > before).await;
    process.kill();
    reporting.await.expect("the clients end when the server is gone");
}

/// One round, and in it one report from its draft to its acceptance; none when the server is gone.
async fn report(clients: &Clients, told: &Mutex<Told>) -> Option<()> {
    let month = {
        let mut told = told.lock().expect("no client failed");
        told.months += 1;
        told.months
    };
    let due = json!({"kind": "days_after", "days": 30});
    let new = json!({
        "template_id": derived::<TemplateId>(TEMPLATE),
        "period_key": format!("{}-{:02}", 2026 + month / 12, month % 12 + 1),
        "name": "Báo cáo tháng",
        "deadlines": {"province": due, "district": due, "commune": due},
    });
    let opened = clients.province.try_post("/api/v1/report-rounds", &new).await?;
    let round: Uuid = opened.ok(201)["id"].as_str().expect("an id").parse().expect("an id");
    let note = |step| told.lock().expect("no client failed").steps.push((round.into(), step));
    let owed = format!(
        "/api/v1/report-obligations?round={round}&organisation={}",
        organisation_id("03388")
    );
    let owed = send(&clients.officer, reqwest::Method::GET, &owed, None, None).await?;
    let mut draft: Value = serde_json::from_str(include_str!("../../examples/commune-report.json")).expect("JSON");
    draft["obligation_id"] = owed.ok(200)["items"][0]["id"].clone();
    let report = format!("/api/v1/report-submissions/{round}");
    let drafted = send(&clients.officer, reqwest::Method::PUT, &report, None, Some(&draft)).await?;
    drafted.ok(201);
    note(Step::Drafted);
    let submit = format!("{report}/submit");
    let submitted = send(
        &clients.leader,
        reqwest::Method::POST,
        &submit,
        Some(&drafted),
        Some(&json!({})),
    )
    .await?;
    submitted.ok(200);
    note(Step::Submitted);
    let accept = format!("{report}/accept");
    let accepted = send(
        &clients.province,
        reqwest::Method::POST,
        &accept,
        Some(&submitted),
        Some(&json!({})),
    )
    .await?;
    accepted.ok(200);
    note(Step::Accepted);
    Some(())
}

/// A request after another's answer; none when the server is gone.
async fn send(
    client: &Client,
    method: reqwest::Method,
    path: &str,
    after: Option<&Reply>,
    body: Option<&Value>,
) -> Option<Reply> {
    let mut request = client.request(method, path);
    if let Some(before) = after {
        request = request.header("If-Match", before.header("etag"));
    }
    if let Some(body) = body {
        request = request.json(body);
    }
    client.try_send(request).await
}

async fn owed_in(replica: &Replica, round: RoundId, body: OrganisationId) -> obligation::Model {
    let found = obligation::Entity::find()
        .filter(obligation::Column::RoundId.eq(round))
        .filter(obligation::Column::OrganisationId.eq(body));
    let row = found.one(replica.system(Task::LoadBuiltIns).reader()).await;
    row.expect("an answer").expect("the round's obligation")
}

async fn each_step_was_taken(replica: &Replica, steps: &[(RoundId, Step)]) {
    for (round, step) in steps {
        let row = owed_in(replica, *round, organisation_id("03388")).await;
        let taken = match row.progress {
            Progress::Draft => Step::Drafted,
            Progress::Submitted => Step::Submitted,
            Progress::Accepted => Step::Accepted,
            other => panic!("nobody asked for {other:?}"),
        };
        assert!(taken >= *step, "{step:?} was acknowledged, {taken:?} is there");
    }
}

/// A record is at version n when n events tell of it; and each version that a report names is there, and no other.
async fn each_step_has_its_event(replica: &Replica) {
    let system = replica.system(Task::LoadBuiltIns);
    let rows = obligation::Entity::find().all(system.reader()).await.expect("rows");
    let events = event::Entity::find().filter(event::Column::RecordKind.eq("report_obligation"));
    let events = events.all(system.reader()).await.expect("events");
    let versions = version::Entity::find().all(system.reader()).await.expect("versions");
    for row in &rows {
        let mut told: Vec<i64> = events
            .iter()
            .filter(|event| event.record_id == row.id.0)
            .map(|event| event.record_version)
            .collect();
        told.sort_unstable();
        assert_eq!(told, (1..=row.version).collect::<Vec<_>>());
        let sent: Vec<_> = versions
            .iter()
            .filter(|version| version.obligation_id == row.id)
            .collect();
        assert_eq!(sent.len(), usize::from(row.latest_version.is_some()));
        let accepted = sent
            .iter()
            .filter(|version| version.outcome == Outcome::Accepted)
            .count();
        assert_eq!(accepted, usize::from(row.accepted_version.is_some()));
    }
    // A round is there with all its obligations.
    let rounds = round::Entity::find().all(system.reader()).await.expect("rounds");
    let owed = |round: &round::Model| rows.iter().filter(|row| row.round_id == round.id).count();
    let most = rounds.iter().map(owed).max();
    assert!(rounds.iter().all(|round| Some(owed(round)) == most), "{most:?}");
}

async fn totals_are_what_was_accepted(replica: &Replica, province: &Client) {
    let system = replica.system(Task::LoadBuiltIns);
    let rounds = round::Entity::find().all(system.reader()).await.expect("rounds");
    for round in rounds {
        let row = owed_in(replica, round.id, organisation_id("03388")).await;
        let totals = province
            .get(&format!("/api/v1/report-rounds/{}/totals", round.id))
            .await;
        let totals = totals.ok(200);
        let accepted = u64::from(row.accepted_version.is_some());
        assert_eq!(totals["coverage"]["accepted"].as_u64(), Some(accepted));
        let indicators = totals["indicators"].as_array().expect("indicators");
        let value = indicators.iter().find(|total| total["code"] == "A03").expect("A03");
        assert_eq!(
            (value["n"].as_u64(), value["value"].as_u64()),
            (Some(accepted), Some(420 * accepted))
        );
    }
}
