//! The totals and the progress of the demonstration, as the API adds them up, are what a naive walk over its rows comes to: now, at
//! the end of days gone by, for the province, for one of its units, and for a body that sees only its own.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use danchu::{
    access::{Level, OrganisationId, Task, UnitId},
    demo::Tier,
    organisation::organisation,
    reporting::{
        kinds::{Basis, Outcome, Progress},
        obligation::entity as obligation,
        round::entity as round,
        submission::version,
        template::{
            content::{AcrossUnits, TemplateContent, ValueType},
            entity as template,
        },
    },
    territory::{unit, unit_reach},
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use super::{
    start::{sign_in, start},
    support::{client::Client, database::Backend, server::TestServer},
};

on_both![
    totals_are_what_a_naive_walk_comes_to,
    all_communes_of_the_province_are_listed_when_asked_for
];

/// All rows totals are made of.
struct Rows {
    content: TemplateContent,
    rounds: Vec<round::Model>,
    obligations: Vec<obligation::Model>,
    versions: Vec<version::Model>,
    units: Vec<unit::Model>,
    reach: Vec<unit_reach::Model>,
    organisations: Vec<organisation::Model>,
}

macro_rules! all {
    ($entity:path, $server:expr) => {{
        use $entity as entity;
        let rows = entity::Entity::find().all($server.kernel.system(Task::LoadBuiltIns).reader());
        rows.await.expect("rows")
    }};
}

fn yearly(templates: Vec<template::Model>) -> TemplateContent {
    let mut templates = templates.into_iter();
    let yearly = templates.find(|template| template.code == "grassroots-democracy-yearly");
    yearly.expect("the yearly template").content.0
}

impl Rows {
    async fn read(server: &TestServer) -> Self {
        Self {
            content: yearly(all!(template, server)),
            rounds: all!(round, server),
            obligations: all!(obligation, server),
            versions: all!(version, server),
            units: all!(unit, server),
            reach: all!(unit_reach, server),
            organisations: all!(organisation, server),
        }
    }

    fn unit(&self, code: &str) -> UnitId {
        let living = |unit: &&unit::Model| unit.code == code && unit.valid_to.is_none();
        self.units.iter().find(living).expect("a unit").id
    }

    fn reached(&self, root: UnitId) -> BTreeSet<UnitId> {
        let below = self.reach.iter().filter(|row| row.root_id == root);
        below.map(|row| row.unit_id).collect()
    }

    /// What a body manages, and itself.
    fn managed(&self, root: OrganisationId) -> BTreeSet<OrganisationId> {
        let managed = |body: &&organisation::Model| body.id == root || body.managed_by == Some(root);
        self.organisations.iter().filter(managed).map(|body| body.id).collect()
    }
}

/// Which reports are added up, and when.
struct Question<'r> {
    rows: &'r Rows,
    round: &'r round::Model,
    counts: Box<dyn Fn(&obligation::Model) -> bool + 'r>,
    end: Option<DateTime<Utc>>,
}

impl Question<'_> {
    fn happened(&self, at: Option<DateTime<Utc>>) -> bool {
        at.is_some_and(|at| self.end.is_none_or(|end| at < end))
    }

    fn owed(&self) -> impl Iterator<Item = &obligation::Model> {
        let of_the_round = |row: &&obligation::Model| row.round_id == self.round.id && (self.counts)(row);
        self.rows.obligations.iter().filter(of_the_round)
    }

    fn coverage(&self) -> Value {
        let required: Vec<_> = self
            .owed()
            .filter(|row| row.basis == Basis::Required && row.progress != Progress::Waived)
            .collect();
        let submitted = required
            .iter()
            .filter(|row| self.happened(row.first_submitted_at))
            .count();
        let accepted = required
            .iter()
            .filter(|row| self.happened(row.first_accepted_at))
            .count();
        json!({
            "required": required.len(),
            "submitted": submitted,
            "accepted": accepted,
            "missing": required.len() - submitted,
        })
    }

    /// The last accepted version of each report, by obligation.
    fn counting(&self) -> Vec<&version::Model> {
        let mut last = BTreeMap::new();
        let owed: BTreeSet<_> = self.owed().map(|row| row.id).collect();
        for version in &self.rows.versions {
            let accepted = version.outcome == Outcome::Accepted && self.happened(version.decided_at);
            if !accepted || !owed.contains(&version.obligation_id) {
                continue;
            }
            let kept = last.entry(version.obligation_id).or_insert(version);
            if kept.number < version.number {
                *kept = version;
            }
        }
        last.into_values().collect()
    }

    /// The sums of whole numbers, and how many answered.
    fn sums(&self) -> BTreeMap<String, (i64, usize)> {
        let counting = self.counting();
        let whole = self.rows.content.indicators.iter().filter(|indicator| {
            indicator.across_units == AcrossUnits::Sum
                && matches!(indicator.value_type, ValueType::Integer | ValueType::Money)
        });
        whole
            .map(|indicator| {
                let answers = counting
                    .iter()
                    .filter_map(|version| version.values.0.get(&indicator.code)?.as_i64());
                let answers: Vec<i64> = answers.collect();
                (indicator.code.clone(), (answers.iter().sum(), answers.len()))
            })
            .collect()
    }

    fn texts(&self, code: &str) -> Vec<Value> {
        let counting = self.counting().into_iter();
        counting
            .filter_map(|version| version.values.0.get(code).cloned())
            .collect()
    }

    fn agrees(&self, told: &Value) {
        assert_eq!(told["coverage"], self.coverage(), "{}", self.round.period_key);
        let mut compared = 0;
        for (code, (sum, n)) in self.sums() {
            let indicators = told["indicators"].as_array().expect("indicators");
            let total = indicators.iter().find(|total| total["code"] == code.as_str());
            let total = total.unwrap_or_else(|| panic!("no {code}"));
            assert_eq!(
                (&total["value"], &total["n"]),
                (&json!(sum), &json!(n)),
                "{code} {:?}",
                self.end
            );
            compared += 1;
        }
        assert!(compared > 60, "only {compared} indicators were compared");
    }
}

fn end_of(day: NaiveDate) -> DateTime<Utc> {
    (day + chrono::Days::new(1)).and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(7)
}

struct Caller {
    client: Client,
    round: String,
}

impl Caller {
    async fn sign_in(server: &TestServer, login: &str, round: &round::Model) -> Self {
        Self {
            client: sign_in(server, login).await,
            round: format!("/api/v1/report-rounds/{}", round.id),
        }
    }

    async fn get(&self, what: &str) -> Value {
        self.client.get(&format!("{}/{what}", self.round)).await.ok(200).clone()
    }
}

async fn totals_are_what_a_naive_walk_comes_to(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    accept_again(&server).await;
    let rows = Rows::read(&server).await;
    for round in &rows.rounds {
        of_the_province(&server, &rows, round).await;
        of_a_body(&server, &rows, round).await;
    }
}

async fn all_communes_of_the_province_are_listed_when_asked_for(backend: Backend) {
    let server = start(backend, Tier::ThreeTier).await;
    let rows = Rows::read(&server).await;
    for round in &rows.rounds {
        let caller = Caller::sign_in(&server, "leader.12", round).await;
        let told = caller.get("totals?level=commune").await;
        let whole = caller.get("totals").await;
        assert_eq!(
            (&told["coverage"], &told["indicators"]),
            (&whole["coverage"], &whole["indicators"])
        );
        let mut listed = BTreeSet::new();
        for child in told["children"].as_array().expect("children") {
            let id = &child["unit"]["id"];
            let unit = rows.units.iter().find(|unit| json!(unit.id) == *id).expect("a unit");
            assert_eq!(unit.level, Level::Commune);
            let there = rows.reached(unit.id);
            let question = Question {
                rows: &rows,
                round,
                counts: Box::new(move |row| there.contains(&row.origin_unit_id)),
                end: None,
            };
            question.agrees(child);
            listed.insert(unit.id);
        }
        assert_eq!(listed.len(), 106);
        // The bodies of the province and of its districts are beside them.
        let question = Question {
            rows: &rows,
            round,
            counts: Box::new(|row| !listed.contains(&row.origin_unit_id)),
            end: None,
        };
        question.agrees(&told["own"]);
        let progress = caller.get("progress?level=commune").await;
        let children = progress["children"].as_array().expect("children");
        let expected = |of: &Value| of["expected"].as_u64().expect("a count");
        let sum: u64 = children.iter().map(|child| expected(&child["total"])).sum();
        assert_eq!(
            (children.len(), sum + expected(&progress["own"])),
            (106, expected(&progress["total"]))
        );
    }
}

/// Gives one report of each round a second accepted version, as a supplement will.
async fn accept_again(server: &TestServer) {
    let rows = Rows::read(server).await;
    let change = server.kernel.system(Task::MakeDemo).begin().await.expect("a change");
    for round in &rows.rounds {
        let of_the_round = |row: &&version::Model| row.round_id == round.id && row.outcome == Outcome::Accepted;
        let first = rows.versions.iter().find(of_the_round).expect("an accepted version");
        let mut second = first.clone();
        second.id = danchu::access::derived(&format!("test/again/{}", first.id));
        second.number += 1;
        second.decided_at = first.decided_at.map(|at| at + TimeDelta::days(2));
        second.values.0.insert("A03".to_owned(), json!(1_000_003));
        let second = sea_orm::ActiveModelTrait::reset_all(version::ActiveModel::from(second));
        let kept = version::Entity::insert(second).exec_without_returning(change.connection());
        kept.await.expect("the version is kept");
        let unit = rows.obligations.iter().find(|row| row.id == first.obligation_id);
        let mut accepted = unit.expect("its obligation").clone();
        let unit = accepted.origin_unit_id;
        accepted.accepted_version = Some(first.number + 1);
        let accepted = sea_orm::ActiveModelTrait::reset_all(obligation::ActiveModel::from(accepted));
        let kept = obligation::Entity::update(accepted).exec(change.connection());
        kept.await.expect("the obligation is kept");
        let renewed = danchu::reporting::total::renew(change.connection(), &rows.content, round.id, unit);
        renewed.await.expect("the totals are renewed");
    }
    let event = danchu::access::Event::about("register", danchu::access::derived::<uuid::Uuid>("test/again"));
    let now = server.kernel.clocks.real.now();
    change.commit(event, now).await.expect("the versions are kept");
}

async fn of_the_province(server: &TestServer, rows: &Rows, round: &round::Model) {
    let caller = Caller::sign_in(server, "leader.12", round).await;
    let below = rows.reached(rows.unit("12"));
    let question = |end| Question {
        rows,
        round,
        counts: Box::new(|row| below.contains(&row.origin_unit_id)),
        end,
    };
    let now = caller.get("totals?items=true").await;
    question(None).agrees(&now);
    for total in now["indicators"].as_array().expect("indicators") {
        let items = total.get("items").cloned().unwrap_or_default();
        let code = total["code"].as_str().expect("a code");
        let indicator = rows.content.indicators.iter().find(|indicator| indicator.code == code);
        if indicator.is_some_and(|indicator| indicator.across_units == AcrossUnits::List) {
            assert_eq!(items, json!(question(None).texts(code)), "{code}");
        }
    }
    let today = server.kernel.clocks.legal.today();
    let at_the_end_of_today = caller.get(&format!("totals?items=true&as_of={today}")).await;
    assert_eq!(at_the_end_of_today, now);
    for day in days_of(rows, round, today) {
        let told = caller.get(&format!("totals?as_of={day}")).await;
        question(Some(end_of(day))).agrees(&told);
    }
    let unit = rows.unit("03388");
    let there = rows.reached(unit);
    let told = caller.get(&format!("totals?unit={unit}")).await;
    let child = now["children"].as_array().expect("children").iter();
    if let Some(child) = child.clone().find(|child| child["unit"]["id"] == json!(unit)) {
        assert_eq!(
            (&child["coverage"], &child["indicators"][5]),
            (&told["coverage"], &told["indicators"][5])
        );
        let question = Question {
            counts: Box::new(|row| there.contains(&row.origin_unit_id)),
            ..question(None)
        };
        question.agrees(&told);
    }
    let progress = caller.get("progress").await;
    let required = question(None);
    let required: Vec<_> = required.owed().filter(|row| row.basis == Basis::Required).collect();
    let in_time = |row: &&&obligation::Model| row.first_submitted_at.is_some_and(|at| at < row.due_at);
    let late = |row: &&&obligation::Model| row.first_submitted_at.is_some_and(|at| at >= row.due_at);
    let stands = |progress| required.iter().filter(|row| row.progress == progress).count();
    assert_eq!(progress["total"]["expected"], required.len());
    assert_eq!(progress["total"]["accepted"], stands(Progress::Accepted));
    assert_eq!(progress["total"]["returned"], stands(Progress::Returned));
    assert_eq!(progress["total"]["on_time"], required.iter().filter(in_time).count());
    assert_eq!(progress["total"]["late"], required.iter().filter(late).count());
}

async fn of_a_body(server: &TestServer, rows: &Rows, round: &round::Model) {
    let caller = Caller::sign_in(server, "officer.so-gddt", round).await;
    let me = caller.client.get("/api/v1/me").await.ok(200)["organisation"]["id"].clone();
    let me = rows
        .organisations
        .iter()
        .find(|body| json!(body.id) == me)
        .expect("a body")
        .id;
    let mine = rows.managed(me);
    let question = |end| Question {
        rows,
        round,
        counts: Box::new(|row| mine.contains(&row.organisation_id)),
        end,
    };
    question(None).agrees(&caller.get("totals").await);
    for day in days_of(rows, round, server.kernel.clocks.legal.today()) {
        let told = caller.get(&format!("totals?as_of={day}")).await;
        question(Some(end_of(day))).agrees(&told);
    }
}

/// A few days gone by on which something was accepted, and the days before.
fn days_of(rows: &Rows, round: &round::Model, today: NaiveDate) -> Vec<NaiveDate> {
    let decided = rows.versions.iter().filter(|row| row.round_id == round.id);
    let days: BTreeSet<NaiveDate> = decided.filter_map(|row| Some(row.decided_at?.date_naive())).collect();
    let some: Vec<NaiveDate> = days.iter().step_by(days.len().div_ceil(3).max(1)).copied().collect();
    let with_the_day_before = some.iter().flat_map(|day| [day.pred_opt(), Some(*day)]).flatten();
    with_the_day_before.filter(|day| *day < today).collect()
}
