//! The act of 2025: in the two-tier demonstration it has been carried out; on the three-tier one it is carried out here over HTTP, in the
//! middle of an open round.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use danchu::{
    access::{
        BoardId, BoardMemberId, ConventionId, OrganisationId, OrganisationKind, RecommendationId, RegulationId,
        ResolutionId, SubmissionId, Task, UnitId,
    },
    account::{account, post},
    board::{entity as board, member, recommendation::entity as recommendation},
    demo::Tier,
    document::{convention::entity as convention, regulation::entity as regulation, resolution::entity as resolution},
    organisation::organisation,
    reporting::{
        kinds::{Outcome, Progress},
        obligation::entity as obligation,
        round::entity as round,
        submission::{draft, version},
    },
    territory::{lineage, unit, village},
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use self::work::{Work, its_heir_reads_it, no_work_was_lost};
use super::{
    dump::dump,
    start::{all, sign_in, start},
    support::{client::Client, database::Backend, server::TestServer},
};

on_both![
    the_figures_of_2024_are_the_same_on_either_tree,
    every_living_record_answers_to_its_heir,
    it_is_rehearsed_and_carried_out_in_the_middle_of_a_round
];

const LIST: &str = include_str!("../../assets/territory/lai_chau_units_2025.csv");
const ACTS: &str = "/api/v1/reorganisations";

/// Every row the act may touch.
struct Rows {
    units: BTreeMap<UnitId, unit::Model>,
    lineage: Vec<lineage::Model>,
    organisations: BTreeMap<OrganisationId, organisation::Model>,
    villages: Vec<village::Model>,
    accounts: Vec<account::Model>,
    posts: Vec<post::Model>,
    rounds: Vec<round::Model>,
    obligations: Vec<obligation::Model>,
    drafts: BTreeMap<SubmissionId, draft::Model>,
    versions: BTreeMap<Uuid, version::Model>,
    boards: BTreeMap<BoardId, board::Model>,
    members: BTreeMap<BoardMemberId, member::Model>,
    recommendations: BTreeMap<RecommendationId, recommendation::Model>,
    conventions: BTreeMap<ConventionId, convention::Model>,
    regulations: BTreeMap<RegulationId, regulation::Model>,
    resolutions: BTreeMap<ResolutionId, resolution::Model>,
    work: Work,
}

macro_rules! rows {
    ($entity:path, $server:expr) => {{
        use $entity as entity;
        let rows = entity::Entity::find().all($server.kernel.system(Task::LoadBuiltIns).reader());
        rows.await.expect("rows")
    }};
}

mod work;

impl Rows {
    async fn read(server: &TestServer) -> Self {
        Self {
            units: rows!(unit, server).into_iter().map(|row| (row.id, row)).collect(),
            lineage: rows!(lineage, server),
            organisations: rows!(organisation, server)
                .into_iter()
                .map(|row| (row.id, row))
                .collect(),
            villages: rows!(village, server),
            accounts: rows!(account, server),
            posts: rows!(post, server),
            rounds: rows!(round, server),
            obligations: rows!(obligation, server),
            drafts: rows!(draft, server)
                .into_iter()
                .map(|row| (row.submission_id, row))
                .collect(),
            versions: rows!(version, server).into_iter().map(|row| (row.id, row)).collect(),
            boards: rows!(board, server).into_iter().map(|row| (row.id, row)).collect(),
            members: rows!(member, server).into_iter().map(|row| (row.id, row)).collect(),
            recommendations: rows!(recommendation, server)
                .into_iter()
                .map(|row| (row.id, row))
                .collect(),
            conventions: rows!(convention, server).into_iter().map(|row| (row.id, row)).collect(),
            regulations: rows!(regulation, server).into_iter().map(|row| (row.id, row)).collect(),
            resolutions: rows!(resolution, server).into_iter().map(|row| (row.id, row)).collect(),
            work: Work::read(server).await,
        }
    }

    fn ended(&self, unit: UnitId) -> bool {
        self.units[&unit].valid_to.is_some()
    }

    /// The unit with this code before or after the act.
    fn coded(&self, code: &str, ended: bool) -> UnitId {
        let mut units = self.units.values();
        units
            .find(|unit| unit.code == code && unit.valid_to.is_some() == ended)
            .expect("a unit")
            .id
    }

    /// Whole figures of A03 accepted in a round, by the unit they arose in.
    fn reported(&self, round: &round::Model, code: &str) -> BTreeMap<UnitId, i64> {
        let mut sums = BTreeMap::new();
        for owed in self.obligations.iter().filter(|row| row.round_id == round.id) {
            let counts = |row: &&version::Model| {
                row.obligation_id == owed.id
                    && Some(row.number) == owed.accepted_version
                    && row.outcome == Outcome::Accepted
            };
            let version = self.versions.values().find(counts);
            let value = version.and_then(|row| row.values.0.get(code)).and_then(Value::as_i64);
            *sums.entry(owed.origin_unit_id).or_default() += value.unwrap_or(0);
        }
        sums
    }
}

fn value(totals: &Value, code: &str) -> i64 {
    let mut indicators = totals["indicators"].as_array().expect("indicators").iter();
    let total = indicators.find(|total| total["code"] == code).expect("the indicator");
    total["value"].as_i64().expect("a whole number")
}

async fn the_figures_of_2024_are_the_same_on_either_tree(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let province = sign_in(&server, "officer.12").await;
    let rows = Rows::read(&server).await;
    let of = |key: &str| {
        rows.rounds
            .iter()
            .find(|round| round.period_key == key)
            .expect("a round")
    };
    let committees = |round: &round::Model, level| {
        let owed = rows.obligations.iter().filter(move |row| row.round_id == round.id);
        owed.filter(|row| rows.organisations[&row.organisation_id].kind == OrganisationKind::PeopleCommittee)
            .filter(|row| rows.units[&row.origin_unit_id].level == level)
            .count()
    };
    use danchu::access::Level::{Commune, District};
    assert_eq!(
        (committees(of("2024"), Commune), committees(of("2024"), District)),
        (106, 8)
    );
    assert_eq!(
        (committees(of("2025"), Commune), committees(of("2025"), District)),
        (38, 0)
    );

    let round = format!("/api/v1/report-rounds/{}/totals", of("2024").id);
    let current = province.get(&format!("{round}?basis=current")).await.ok(200).clone();
    let original = province.get(&format!("{round}?basis=original")).await.ok(200).clone();
    assert_eq!(
        (&current["indicators"], &current["coverage"]),
        (&original["indicators"], &original["coverage"])
    );
    assert_eq!(current["children"].as_array().expect("children").len(), 38);
    assert_eq!(original["children"].as_array().expect("children").len(), 8);

    let reported = rows.reported(of("2024"), "A03");
    let mut lines = csv::Reader::from_reader(LIST.as_bytes());
    let mut compared = 0;
    for line in lines
        .records()
        .map(|line| line.expect("a line"))
        .filter(|line| &line[2] == "commune")
    {
        let before = line[5]
            .split('|')
            .map(|origin| origin.split(':').next().expect("a code"));
        let by_hand: i64 = before
            .map(|code| reported.get(&rows.coded(code, true)).copied().unwrap_or(0))
            .sum();
        let unit = rows.coded(&line[0], false);
        let told = province
            .get(&format!("{round}?basis=current&unit={unit}"))
            .await
            .ok(200)
            .clone();
        assert_eq!(value(&told, "A03"), by_hand, "{}", &line[1]);
        compared += i64::from(by_hand > 0);
    }
    assert_eq!(compared, 38);
}

/// Whatever is not over lies in a unit that stands, under a body that lives.
fn answers_to_its_heir(rows: &Rows, on: NaiveDate) {
    let lives = |id: &OrganisationId| rows.organisations[id].valid_to.is_none();
    for body in rows.organisations.values().filter(|body| body.valid_to.is_none()) {
        assert!(
            !rows.ended(body.unit_id),
            "{} stands in a unit that has ended",
            body.name
        );
        assert!(
            body.managed_by.as_ref().is_none_or(lives),
            "{} is managed by nobody",
            body.name
        );
    }
    for village in rows.villages.iter().filter(|village| village.valid_to.is_none()) {
        let kept = !rows.ended(village.unit_id) && lives(&village.organisation_id);
        assert!(
            kept && rows.organisations[&village.organisation_id].unit_id == village.unit_id,
            "{}",
            village.name
        );
    }
    let ended_before = |id: &OrganisationId| rows.organisations[id].valid_to.is_some_and(|end| end < on);
    for account in rows
        .accounts
        .iter()
        .filter(|account| !ended_before(&account.organisation_id))
    {
        assert!(lives(&account.organisation_id), "nobody looks after {}", account.login);
        let posts = rows
            .posts
            .iter()
            .filter(|post| post.account_id == account.id && post.valid_to.is_none());
        let posts: Vec<_> = posts.collect();
        assert_eq!(posts.is_empty(), account.suspended_at.is_some(), "{}", account.login);
        assert!(
            posts
                .iter()
                .all(|post| lives(&post.organisation_id) && !rows.ended(post.unit_id)),
            "{}",
            account.login
        );
    }
    let open: BTreeSet<_> = rows
        .rounds
        .iter()
        .filter(|round| round.closed_at.is_none())
        .map(|round| round.id)
        .collect();
    for owed in rows.obligations.iter().filter(|row| open.contains(&row.round_id)) {
        let waits = !matches!(owed.progress, Progress::Waived | Progress::Accepted);
        assert!(
            !rows.ended(owed.unit_id),
            "{} lies in a unit that has ended",
            owed.organisation_name
        );
        assert!(
            !waits || lives(&owed.receiver_id),
            "{} goes to nobody",
            owed.organisation_name
        );
        let unsent = !matches!(
            owed.progress,
            Progress::Waived | Progress::Accepted | Progress::Submitted
        );
        assert!(
            !unsent || lives(&owed.organisation_id),
            "nobody writes for {}",
            owed.organisation_name
        );
    }
}

async fn every_living_record_answers_to_its_heir(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let rows = Rows::read(&server).await;
    answers_to_its_heir(&rows, "2025-07-01".parse().expect("a day"));
    let of = |sector: &str| {
        let schools = rows
            .organisations
            .values()
            .filter(move |body| body.kind == OrganisationKind::PublicServiceUnit && body.name.starts_with(sector));
        schools
            .map(|body| rows.organisations[&body.managed_by.expect("a manager")].kind)
            .collect::<BTreeSet<_>>()
    };
    assert_eq!(of("Trạm Y tế"), [OrganisationKind::PeopleCommittee].into());
    assert_eq!(of("Trung tâm Y tế"), [OrganisationKind::ProvincialDepartment].into());
    let heirs = rows.lineage.iter().filter(|line| line.heir).count();
    assert_eq!(heirs, 106);
    let province = sign_in(&server, "officer.12").await;
    let acts = all(&province, ACTS, 10).await;
    assert_eq!(acts.len(), 1);
    assert_eq!(acts[0]["allowed_actions"], json!([]));
}

/// The act's lines, as a client makes them from the list and the units it reads.
async fn lines(client: &Client) -> Value {
    let communes = all(client, "/api/v1/units?level=commune", 200).await;
    let districts = all(client, "/api/v1/units?level=district", 200).await;
    let id = |code: &str| communes.iter().find(|unit| unit["code"] == code).expect("a commune")["id"].clone();
    let mut list = csv::Reader::from_reader(LIST.as_bytes());
    let opened: Vec<Value> = list
        .records()
        .map(|line| line.expect("a line"))
        .filter(|line| &line[2] == "commune")
        .map(|line| {
            let parts = line[5].split('|').map(|origin| (origin.split(':').next().expect("a code"), origin.ends_with('*')));
            let came_of: Vec<Value> = parts.map(|(code, heir)| json!({"unit": id(code), "heir": heir})).collect();
            json!({"code": line[0], "name": line[1], "kind": line[3], "level": "commune", "parent_code": line[4], "came_of": came_of})
        })
        .collect();
    let abolished: Vec<&Value> = districts.iter().map(|unit| &unit["id"]).collect();
    json!({"opened": opened, "abolished": abolished, "accounts": "move"})
}

async fn it_is_rehearsed_and_carried_out_in_the_middle_of_a_round(backend: Backend) {
    let server = start(backend, Tier::ThreeTier).await;
    let (officer, leader) = (
        sign_in(&server, "officer.12").await,
        sign_in(&server, "leader.12").await,
    );
    let commune = sign_in(&server, "leader.03390").await;
    let today = server.kernel.clocks.legal.today();
    let act =
        json!({"legal_basis": "Nghị quyết 1670/NQ-UBTVQH15", "effective_on": today, "lines": lines(&officer).await});
    // A district does not end while communes still lie in it.
    let mut half = act.clone();
    half["lines"]["opened"] = json!([]);
    let half = officer.post(ACTS, &half).await.ok(201)["id"].clone();
    let half = officer
        .post(
            &format!("{ACTS}/{}/preview", half.as_str().expect("an id")),
            &Value::Null,
        )
        .await;
    assert_eq!(half.faults()["/lines/opened"], "left_behind");
    let draft = officer.post(ACTS, &act).await.ok(201).clone();
    let at = format!("{ACTS}/{}", draft["id"].as_str().expect("an id"));
    let store = server.database.open().await;

    let before = dump(&store, backend).await;
    let rehearsed = officer
        .post(&format!("{at}/preview"), &Value::Null)
        .await
        .ok(200)
        .clone();
    assert_eq!(dump(&store, backend).await, before);

    let old = Rows::read(&server).await;
    let applied = leader
        .matching(&at)
        .await
        .post(&format!("{at}/apply"), &Value::Null)
        .await
        .ok(200)
        .clone();
    assert!(
        applied["effect"] == rehearsed,
        "it did something else than was rehearsed"
    );
    assert_eq!(applied["allowed_actions"], json!([]));
    let new = Rows::read(&server).await;
    answers_to_its_heir(&new, today);
    no_clock_was_lost(&old, &new);
    no_history_was_lost(&old, &new);
    no_work_was_lost(&old, &new);
    heirs_owe_what_nobody_can_send(&new, &rehearsed);
    for (old, new) in old.drafts.values().zip(new.drafts.values()) {
        assert_eq!((old.submission_id, &old.values), (new.submission_id, &new.values));
    }
    assert!(old.versions == new.versions, "a version has changed");
    let counts = ["opened", "closed", "villages"].map(|list| rehearsed[list].as_array().expect("a list").len());
    assert_eq!((counts[0], counts[1]), (38, 114));
    assert_eq!(counts[2], old.villages.len());

    // Whoever moved works on where their committee has gone, with a new sign-in's post at once.
    let moved = sign_in(&server, "leader.03390").await;
    let me = moved.get("/api/v1/me").await.ok(200).clone();
    assert_eq!(me["organisation"]["name"], "Ủy ban nhân dân xã Bình Lư");
    its_heir_reads_it(&moved, &new).await;
    commune.get("/api/v1/me").await.problem(401, "unauthenticated");
    leader
        .matching(&at)
        .await
        .post(&format!("{at}/apply"), &Value::Null)
        .await
        .problem(409, "state_forbids");
    what_waited_is_accepted(&leader, &new).await;
}

/// What was owed is owed by the same hour, or waived, and what was counted still counts.
fn no_clock_was_lost(old: &Rows, new: &Rows) {
    let now: BTreeMap<_, _> = new.obligations.iter().map(|row| (row.id, row)).collect();
    for before in &old.obligations {
        let after = now[&before.id];
        let clocks = |row: &obligation::Model| {
            (
                row.due_at,
                row.extended_until,
                row.first_submitted_at,
                row.accepted_version,
                row.first_accepted_at,
                row.origin_unit_id,
            )
        };
        assert_eq!(clocks(before), clocks(after), "{}", before.organisation_name);
        let same = before.progress == after.progress;
        assert!(
            same || (after.progress == Progress::Waived && after.waiver_reason.is_some()),
            "{}",
            before.organisation_name
        );
    }
}

/// What boards and documents have come to is whole, every clock of theirs runs on, and whoever is to act is there.
fn no_history_was_lost(old: &Rows, new: &Rows) {
    let all = [
        old.boards.len(),
        old.recommendations.len(),
        old.conventions.len(),
        old.regulations.len(),
        old.resolutions.len(),
    ];
    assert!(
        all.iter().all(|rows| *rows > 30),
        "the demonstration has some of all: {all:?}"
    );
    assert!(old.members == new.members, "a membership has changed");
    let lives = |body: &OrganisationId| new.organisations[body].valid_to.is_none();
    for (id, before) in &old.boards {
        let after = &new.boards[id];
        let told = |row: &board::Model| {
            (
                row.kind,
                row.term_from,
                row.term_to,
                row.course.clone(),
                row.origin_unit_id,
            )
        };
        assert!(told(before) == told(after), "{}", before.name);
        assert!(
            after.ended_on.is_some() || lives(&after.organisation_id),
            "nobody directs {}",
            after.name
        );
    }
    for (id, before) in &old.recommendations {
        let after = &new.recommendations[id];
        let clocks = |row: &recommendation::Model| (row.state, row.sent_on, row.due_on, row.answer_by, row.answered_on);
        assert_eq!(clocks(before), clocks(after), "{}", before.title);
        assert!(before.course == after.course, "{}", before.title);
        let waits = after.sent_on.is_some() && after.answered_on.is_none();
        let answers = after.addressee_id.as_ref().is_none_or(lives);
        assert!(
            !waits || (answers && lives(&after.director_id)),
            "nobody answers {}",
            after.title
        );
    }
    for (id, before) in &old.conventions {
        let after = &new.conventions[id];
        let told = |row: &convention::Model| {
            (
                row.state,
                row.village_id,
                row.in_force_on,
                row.ended_on,
                row.origin_unit_id,
            )
        };
        assert_eq!(told(before), told(after), "{}", before.title);
        assert!(before.course == after.course, "{}", before.title);
        assert!(lives(&after.organisation_id), "nobody recognises {}", after.title);
    }
    for (id, before) in &old.regulations {
        let after = &new.regulations[id];
        let told = |row: &regulation::Model| (row.state, row.number, row.signed_on, row.in_force_on, row.expires_on);
        assert_eq!(told(before), told(after), "{}", before.title);
        assert!(before.course == after.course, "{}", before.title);
    }
    for (id, before) in &old.resolutions {
        let after = &new.resolutions[id];
        let told = |row: &resolution::Model| (row.state, row.number, row.signed_on, row.in_force_on, row.expires_on);
        assert_eq!(told(before), told(after), "{}", before.title);
    }
}

fn heirs_owe_what_nobody_can_send(new: &Rows, effect: &Value) {
    let outcomes = |outcome: &str| {
        let reports = effect["reports"].as_array().expect("reports").iter();
        let found = reports.filter(|report| report["outcome"] == outcome);
        found.map(|report| report["id"].clone()).collect::<Vec<_>>()
    };
    let (waived, added) = (outcomes("waived"), outcomes("added"));
    assert!(
        waived.len() > 10 && added.len() > 10,
        "{} waived, {} added",
        waived.len(),
        added.len()
    );
    for row in new.obligations.iter().filter(|row| added.contains(&json!(row.id))) {
        let round = new
            .rounds
            .iter()
            .find(|round| round.id == row.round_id)
            .expect("a round");
        let due = new.obligations.iter().filter(|other| other.round_id == round.id);
        let alike = |other: &&obligation::Model| {
            new.organisations[&other.organisation_id].kind == OrganisationKind::PeopleCommittee
                && new.units[&other.origin_unit_id].level == danchu::access::Level::Commune
        };
        assert!(due.filter(alike).all(|other| other.due_at == row.due_at));
        assert_eq!(row.progress, Progress::NotStarted);
        assert!(row.addition_reason.is_some());
    }
}

/// A report that a commune sent to its district before the act is accepted by the province after it.
async fn what_waited_is_accepted(leader: &Client, rows: &Rows) {
    let waiting = rows.obligations.iter().find(|row| {
        row.progress == Progress::Submitted
            && rows.organisations[&row.organisation_id].kind == OrganisationKind::PeopleCommittee
            && rows.organisations[&row.organisation_id].valid_to.is_some()
            && row.handled_by != Some(row.organisation_id)
    });
    let waiting = waiting.expect("a report that waits").submission_id.expect("a report");
    let at = format!("/api/v1/report-submissions/{waiting}");
    let client = leader.matching(&at).await;
    let accepted = client.post(&format!("{at}/accept"), &Value::Null).await;
    assert_eq!(accepted.ok(200)["progress"], "accepted");
}
