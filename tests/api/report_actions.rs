//! `allowed_actions` of a report names what the operations take from this caller, no more and no less: each is tried, wherever a
//! report may stand and whoever asks.

use std::collections::BTreeMap;

use danchu::{
    access::{AccountId, Event, SystemTx, Task, derived},
    attachment::attached::Attached,
    calendar::{DeadlineRule, DeadlineTurn, OnDate},
    reporting::{
        kinds::{Basis, Outcome, Progress},
        known::KnownFigures,
        obligation::entity::{self as obligation, Asked},
        round::entity::{self as round, Deadlines},
        submission::{
            draft,
            version::{self, Remarks, StoredNarrative, StoredValues},
        },
        template::{
            content::Applicability,
            install::{YEARLY, built_in_id, install},
        },
    },
};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use serde_json::{Value, json};

use super::support::{
    client::{Client, Reply},
    database::Backend,
    register::{account_id, organisation_id, unit_id},
    server::TestServer,
};

on_both![allowed_actions_are_what_the_operations_take];

const ACTIONS: [&str; 10] = [
    "edit",
    "submit",
    "supplement",
    "examine",
    "accept",
    "return",
    "extend",
    "waive",
    "reinstate",
    "receive_otherwise",
];

/// Of the commune, of the province that receives from it, of the department that acts for the province, of nobody concerned.
const CALLERS: [&str; 7] = [
    "officer.03388",
    "leader.03388",
    "officer.12",
    "leader.12",
    "leader.so-noi-vu",
    "leader.03390",
    "overseer.council.12",
];

const STEPS: [Progress; 6] = [
    Progress::NotStarted,
    Progress::Draft,
    Progress::Submitted,
    Progress::Returned,
    Progress::Accepted,
    Progress::Waived,
];

/// Where a report stands, and what is around it.
#[derive(Clone, Copy, Debug)]
struct Case {
    progress: Progress,
    round_closed: bool,
    /// The unit has ended.
    history: bool,
    /// The round takes nothing late.
    strict: bool,
    signed_by: &'static str,
}

fn cases() -> Vec<Case> {
    let case = |progress, round_closed, history, signed_by| Case {
        progress,
        round_closed,
        history,
        strict: false,
        signed_by,
    };
    let strict = |progress| Case {
        strict: true,
        ..case(progress, false, false, "leader.03388")
    };
    let around = [(false, false), (true, false), (false, true)];
    let each = STEPS
        .into_iter()
        .flat_map(|progress| around.map(|(closed, history)| case(progress, closed, history, "leader.03388")));
    let signed = [Progress::Submitted, Progress::Returned].map(|progress| case(progress, false, false, "leader.12"));
    // What came in time may be sent again; what never came may not.
    let strict = [Progress::Draft, Progress::Returned].map(strict);
    each.chain(signed).chain(strict).collect()
}

/// A report of its own for one action of one caller.
struct Report {
    key: String,
    case: Case,
}

impl Report {
    fn new(case: Case, caller: &str, action: &str) -> Self {
        Self {
            key: format!("{case:?}/{caller}/{action}"),
            case,
        }
    }

    fn id(&self, what: &str) -> uuid::Uuid {
        derived(&format!("test/{what}/{}", self.key))
    }

    fn has_begun(&self) -> bool {
        !matches!(self.case.progress, Progress::NotStarted | Progress::Waived)
    }

    fn was_sent(&self) -> bool {
        self.has_begun() && self.case.progress != Progress::Draft
    }

    /// The commune's; the unit that it inherited has ended.
    fn unit(&self) -> danchu::access::UnitId {
        unit_id(if self.case.history { "03386" } else { "03388" })
    }

    fn round(&self) -> round::Model {
        let due = DeadlineRule::OnDate(OnDate::new(12, 20, DeadlineTurn::Same).expect("a date"));
        round::Model {
            id: self.id("round").into(),
            organisation_id: organisation_id("12"),
            unit_id: unit_id("12"),
            template_id: built_in_id(YEARLY, 1),
            period_key: self.key.clone(),
            calendar: "reporting".to_owned(),
            period_from: "2024-12-15".parse().expect("a day"),
            period_to: "2025-12-14".parse().expect("a day"),
            occasion: String::new(),
            name: "Báo cáo".to_owned(),
            deadlines: Deadlines {
                province: due,
                district: due,
                commune: due,
            },
            legal_basis: None,
            opened_at: instant(1),
            late_allowed: !self.case.strict,
            closed_at: self.case.round_closed.then(|| instant(20)),
            close_reason: None,
            version: 1,
        }
    }

    fn obligation(&self) -> obligation::Model {
        let sent = self.was_sent();
        let accepted = self.case.progress == Progress::Accepted;
        obligation::Model {
            id: self.id("obligation").into(),
            round_id: self.id("round").into(),
            organisation_id: organisation_id("03388"),
            unit_id: self.unit(),
            origin_unit_id: self.unit(),
            organisation_name: self.key.clone(),
            name_sort: self.key.clone().into_bytes(),
            basis: Basis::Required,
            applicability: Asked(vec![Applicability::Commune]),
            progress: self.case.progress,
            due_at: instant(22),
            extended_until: None,
            extended_at: None,
            extension_reason: None,
            reminded_days: None,
            received_on: None,
            receipt: None,
            waiver_reason: None,
            addition_reason: None,
            supplement_reason: None,
            receiver_id: organisation_id("12"),
            handled_by: Some(organisation_id("so-noi-vu")),
            submission_id: self.has_begun().then(|| self.id("submission").into()),
            first_submitted_at: sent.then(|| instant(10)),
            latest_version: sent.then_some(1),
            accepted_version: accepted.then_some(1),
            first_accepted_at: accepted.then(|| instant(11)),
            version: 1,
        }
    }

    fn draft(&self) -> draft::Model {
        draft::Model {
            submission_id: self.id("submission").into(),
            organisation_id: organisation_id("03388"),
            unit_id: self.unit(),
            values: StoredValues(BTreeMap::new()),
            narrative: StoredNarrative(BTreeMap::new()),
            nothing: false,
            attachments: Attached::default(),
            digest: Vec::new(),
            recorded_at: None,
            saved_at: instant(9),
            saved_by: account_id("officer.03388"),
            saver_name: "Cán bộ".to_owned(),
        }
    }

    fn version(&self) -> version::Model {
        let outcome = match self.case.progress {
            Progress::Accepted => Outcome::Accepted,
            Progress::Returned => Outcome::Returned,
            _ => Outcome::Pending,
        };
        let decided = outcome != Outcome::Pending;
        let signer: AccountId = account_id(self.case.signed_by);
        version::Model {
            id: self.id("version"),
            submission_id: self.id("submission").into(),
            obligation_id: self.id("obligation").into(),
            round_id: self.id("round").into(),
            organisation_id: organisation_id("03388"),
            unit_id: self.unit(),
            number: 1,
            values: StoredValues(BTreeMap::new()),
            narrative: StoredNarrative(BTreeMap::new()),
            nothing: false,
            attachments: Attached::default(),
            hash: Vec::new(),
            submitted_at: instant(10),
            signed_by: signer,
            signed_in: derived("test/post/leader.03388"),
            signer_name: "Lãnh đạo".to_owned(),
            signer_title: "Chủ tịch".to_owned(),
            signed_for: None,
            drafted_by: account_id("officer.03388"),
            drafter_name: "Cán bộ".to_owned(),
            receiver_id: organisation_id("12"),
            handled_by: None,
            supplement_reason: None,
            outcome,
            reason: None,
            remarks: Remarks::default(),
            examined_at: None,
            examined_by: None,
            examination: None,
            decided_at: decided.then(|| instant(11)),
            decided_by: decided.then(|| account_id("leader.12")),
            decider_name: decided.then(|| "Lãnh đạo tỉnh".to_owned()),
            official_issue: None,
            known_figures: KnownFigures::default(),
        }
    }

    async fn put_into(&self, change: &SystemTx) {
        keep(change, self.round()).await;
        keep(change, self.obligation()).await;
        if self.has_begun() {
            keep(change, self.draft()).await;
        }
        if self.was_sent() {
            keep(change, self.version()).await;
        }
    }
}

fn instant(day: u32) -> chrono::DateTime<chrono::Utc> {
    format!("2025-12-{day:02}T02:00:00Z").parse().expect("an instant")
}

async fn keep<M, A>(change: &SystemTx, row: M)
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait + Send,
{
    let row = row.into_active_model().reset_all();
    let kept = <A::Entity as EntityTrait>::insert(row).exec_without_returning(change.connection());
    kept.await.expect("a row of the test is kept");
}

/// Puts a report for each action of each caller in each case into the register.
async fn fill(server: &TestServer) {
    let now = server.kernel.clocks.real.now();
    install(&server.kernel.store, now).await.expect("the template is there");
    let change = server.kernel.system(Task::LoadBuiltIns).begin().await;
    let change = change.expect("a change");
    for case in cases() {
        for caller in CALLERS {
            for action in ACTIONS {
                Report::new(case, caller, action).put_into(&change).await;
            }
        }
    }
    let event = Event::about("register", derived::<uuid::Uuid>("test/reports"));
    change.commit(event, now).await.expect("the reports are kept");
}

/// What the caller is told they may do; nothing of what they do not see. The report itself tells the same.
async fn told(client: &Client, report: &Report) -> (Value, String) {
    let obligation = client
        .get(&format!("/api/v1/report-obligations/{}", report.id("obligation")))
        .await;
    if obligation.status == 404 {
        return (json!([]), "\"1.0\"".to_owned());
    }
    let told = obligation.ok(200)["allowed_actions"].clone();
    let round = report.id("round");
    let listed = client.get(&format!("/api/v1/report-obligations?round={round}")).await;
    assert_eq!(listed.ok(200)["items"][0]["allowed_actions"], told, "{}", report.key);
    let submission = client
        .get(&format!("/api/v1/report-submissions/{}", report.id("submission")))
        .await;
    if submission.status != 404 {
        assert_eq!(submission.ok(200)["allowed_actions"], told, "{}", report.key);
    }
    (told, obligation.header("etag").to_owned())
}

async fn attempt(client: &Client, report: &Report, action: &str, etag: &str) -> Reply {
    let client = client.with("If-Match", etag);
    let at = format!("/api/v1/report-submissions/{}", report.id("submission"));
    let owed = format!("/api/v1/report-obligations/{}", report.id("obligation"));
    let reason = json!({"reason": "Vì mưa lũ"});
    match action {
        "edit" => {
            let draft = json!({"obligation_id": report.id("obligation"), "values": {"A01": 3}});
            client.put(&at, &draft).await
        }
        "examine" => {
            client
                .post(&format!("{at}/examine"), &json!({"findings": "Khớp"}))
                .await
        }
        "supplement" => client.post(&format!("{at}/supplement"), &reason).await,
        "return" => client.post(&format!("{at}/return"), &json!({"reason": "Thiếu"})).await,
        "extend" => {
            let later = json!({"until": "2099-12-31", "reason": "Vì mưa lũ"});
            client.post(&format!("{owed}/extend"), &later).await
        }
        "waive" | "reinstate" => client.post(&format!("{owed}/{action}"), &reason).await,
        "receive_otherwise" => {
            let receipt = json!({"received_on": "2025-12-19", "document": "215/BC-UBND", "reason": "Mất mạng"});
            client.post(&format!("{owed}/receive-otherwise"), &receipt).await
        }
        _ => client.post(&format!("{at}/{action}"), &json!({})).await,
    }
}

async fn allowed_actions_are_what_the_operations_take(backend: Backend) {
    let server = TestServer::start(backend).await;
    fill(&server).await;
    let mut taken = BTreeMap::new();
    for caller in CALLERS {
        let client = server.sign_in(caller).await;
        for case in cases() {
            for action in ACTIONS {
                let report = Report::new(case, caller, action);
                let (told, etag) = told(&client, &report).await;
                let allowed = told.as_array().expect("a list").contains(&json!(action));
                let reply = attempt(&client, &report, action, &etag).await;
                // An incomplete report is refused for what is in it, not for where it stands.
                let takes = matches!(reply.status.as_u16(), 200 | 201) || reply.json["code"] == "invalid_content";
                assert_eq!(
                    takes, allowed,
                    "{}: {told} {} {:#}",
                    report.key, reply.status, reply.json
                );
                *taken.entry(action).or_insert(0) += usize::from(takes);
            }
        }
    }
    assert!(ACTIONS.iter().all(|action| taken[action] > 0), "{taken:?}");
}
