//! Driving the year: people who act on a day, each step written down in the book, and the comparison with it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use danchu::clock::{Clock, Clocks};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    super::support::{
        client::Client,
        database::{Backend, Database},
        register::{organisation_id, unit_id},
        server::{Setup, TestServer},
    },
    ALL,
    book::{Book, Step, midnight},
};

pub struct Year {
    database: Database,
    server: TestServer,
    /// Organisations the test founded.
    founded: BTreeMap<&'static str, Uuid>,
}

impl Year {
    pub async fn begin(backend: Backend, day: &str) -> Self {
        let database = Database::filled(backend).await;
        let server = server_at(&database, day).await;
        Self {
            database,
            server,
            founded: BTreeMap::new(),
        }
    }

    /// Lets time pass until nine in the morning of a day.
    pub async fn until(&mut self, day: &str) -> DateTime<Utc> {
        self.server = server_at(&self.database, day).await;
        self.now()
    }

    /// Another replica on the same database.
    pub async fn replica(&self, day: &str) -> TestServer {
        server_at(&self.database, day).await
    }

    pub fn server(&self) -> &TestServer {
        &self.server
    }

    pub fn now(&self) -> DateTime<Utc> {
        self.server.kernel.clocks.legal.now()
    }

    pub async fn sign_in(&self, login: &str) -> Client {
        self.server.sign_in(login).await
    }

    pub fn id(&self, key: &str) -> Uuid {
        let founded = self.founded.get(key).copied();
        founded.unwrap_or_else(|| organisation_id(key).into())
    }

    pub async fn found(&mut self, key: &'static str, unit: &str) {
        let new = json!({
            "name": format!("Trường {key}"), "kind": "public_service_unit", "unit": unit_id(unit),
            "managed_by": organisation_id(unit), "valid_from": "2025-09-01",
        });
        let made = self
            .sign_in("leader.12")
            .await
            .post("/api/v1/organisations", &new)
            .await;
        let id = made.ok(201)["id"].as_str().expect("an id").parse().expect("an id");
        self.founded.insert(key, id);
    }

    /// A draft template, published; its id.
    pub async fn template(&self, new: &Value) -> Value {
        let leader = self.sign_in("leader.12").await;
        let draft = leader.post("/api/v1/report-templates", new).await.ok(201).clone();
        assert_eq!(draft["faults"], json!([]));
        let at = format!("/api/v1/report-templates/{}", draft["id"].as_str().expect("an id"));
        leader
            .matching(&at)
            .await
            .post(&format!("{at}/publish"), &Value::Null)
            .await
            .ok(200);
        draft["id"].clone()
    }

    pub async fn round(&self, template: &Value, period: &str, due: (u32, u32)) -> Uuid {
        let due = json!({"kind": "on_date", "month": due.0, "day": due.1});
        let new = json!({
            "template_id": template, "period_key": period, "calendar": "civil", "name": format!("Báo cáo {period}"),
            "deadlines": {"province": due, "district": due, "commune": due},
        });
        let made = self
            .sign_in("leader.12")
            .await
            .post("/api/v1/report-rounds", &new)
            .await;
        made.ok(201)["id"].as_str().expect("an id").parse().expect("an id")
    }

    pub async fn obligation(&self, round: Uuid, key: &str) -> String {
        let query = format!("/api/v1/report-obligations?round={round}&organisation={}", self.id(key));
        let found = self.sign_in("leader.12").await.get(&query).await.ok(200).clone();
        let id = found["items"][0]["id"]
            .as_str()
            .unwrap_or_else(|| panic!("{key} owes nothing"));
        format!("/api/v1/report-obligations/{id}")
    }

    /// Something the receiver decides about an obligation.
    pub async fn decide(&self, round: Uuid, key: &str, login: &str, verb: &str, body: &Value) {
        let at = self.obligation(round, key).await;
        let client = self.sign_in(login).await.matching(&at).await;
        client.post(&format!("{at}/{verb}"), body).await.ok(200);
    }

    pub fn report(&self, round: Uuid, key: &str) -> String {
        let id: Uuid = danchu::access::derived(&format!("test/year/{round}/{key}"));
        format!("/api/v1/report-submissions/{id}")
    }

    pub async fn draft(&self, round: Uuid, key: &str, values: &Value) {
        let (at, owed) = (self.report(round, key), self.obligation(round, key).await);
        let obligation = owed.rsplit('/').next().expect("an id");
        let officer = self.sign_in(&format!("officer.{key}")).await;
        let officer = match officer.get(&at).await.status.as_u16() {
            200 => officer.matching(&at).await,
            _ => officer,
        };
        let draft = json!({"obligation_id": obligation, "values": values, "narrative": {}});
        let saved = officer.put(&at, &draft).await;
        assert!(saved.status.is_success(), "{key}: {:#}", saved.json);
    }

    pub async fn act(&self, round: Uuid, key: &str, login: &str, verb: &str, body: &Value) -> Value {
        let at = self.report(round, key);
        let client = self.sign_in(login).await.matching(&at).await;
        let done = client.post(&format!("{at}/{verb}"), body).await;
        assert_eq!(done.status, 200, "{login} {verb} {key}: {:#}", done.json);
        done.json
    }

    /// Drafts, signs and sends a report; says so in the book.
    pub async fn submit(&self, book: &mut Book, round: Uuid, key: &'static str, values: &Value) {
        self.draft(round, key, values).await;
        book.steps.push((self.now(), key, Step::Drafted));
        self.act(round, key, &format!("leader.{key}"), "submit", &Value::Null)
            .await;
        book.steps.push((self.now(), key, Step::Submitted(values.clone())));
    }

    pub async fn accept(&self, book: &mut Book, round: Uuid, key: &'static str) {
        self.act(round, key, receiver_of(key), "accept", &Value::Null).await;
        book.steps.push((self.now(), key, Step::Accepted));
    }

    pub async fn close(&self, book: &mut Book, round: Uuid) {
        let at = format!("/api/v1/report-rounds/{round}");
        let leader = self.sign_in("leader.12").await.matching(&at).await;
        let reason = json!({"reason": "Đã tổng hợp"});
        leader.post(&format!("{at}/close"), &reason).await.ok(200);
        book.closed_at = Some(self.now());
    }

    /// Compares progress and totals, of the province, of each of its units, and of a body that sees only its own.
    pub async fn agrees(&self, book: &Book, round: Uuid) {
        let at = format!("/api/v1/report-rounds/{round}");
        let leader = self.sign_in("leader.12").await;
        let now = self.now() + TimeDelta::seconds(1);
        let progress = leader.get(&format!("{at}/progress")).await.ok(200).clone();
        let totals = leader.get(&format!("{at}/totals")).await.ok(200).clone();
        assert_eq!(progress["total"], book.progress(&ALL.into(), now), "progress of all");
        assert_eq!(
            progress["own"],
            book.progress(&["12"].into(), now),
            "progress of the province's own"
        );
        compare(&totals, book.totals(&ALL.into(), now));
        compare(&totals["own"], book.totals(&["12"].into(), now));
        for code in ["03388", "03390"] {
            let child = |of: &Value| {
                let mut children = of["children"].as_array().expect("children").iter();
                children
                    .find(|child| child["unit"]["code"] == code)
                    .expect("the commune")
                    .clone()
            };
            let alone = BTreeSet::from([code]);
            assert_eq!(
                child(&progress)["total"],
                book.progress(&alone, now),
                "progress of {code}"
            );
            compare(&child(&totals), book.totals(&alone, now));
            // A round that nobody of a commune is asked in is none of the commune's business.
            if book.owed.values().all(|unit| *unit != code) {
                continue;
            }
            let own = self.sign_in(&format!("leader.{code}")).await;
            compare(
                &own.get(&format!("{at}/totals")).await.ok(200).clone(),
                book.totals(&alone, now),
            );
        }
    }

    /// Compares the totals of a day gone by.
    pub async fn agreed(&self, book: &Book, round: Uuid, day: &str) {
        let leader = self.sign_in("leader.12").await;
        let told = leader
            .get(&format!("/api/v1/report-rounds/{round}/totals?as_of={day}"))
            .await;
        let end = midnight(day.parse::<NaiveDate>().expect("a day").succ_opt().expect("a day"));
        compare(told.ok(200), book.totals(&ALL.into(), end));
    }
}

async fn server_at(database: &Database, day: &str) -> TestServer {
    let morning = midnight(day.parse().expect("a day")) + TimeDelta::hours(9);
    let setup = Setup {
        clocks: Clocks {
            legal: Clock::starting_at(morning),
            real: Clock::SYSTEM,
        },
        ..Setup::default()
    };
    TestServer::on(database.same(), setup).await
}

fn receiver_of(key: &str) -> &'static str {
    match key {
        "thpt-lai-chau" => "leader.so-gddt",
        _ => "leader.12",
    }
}

#[track_caller]
pub fn compare(told: &Value, (coverage, totals): (Value, serde_json::Map<String, Value>)) {
    assert_eq!(told["coverage"], coverage);
    for indicator in told["indicators"].as_array().expect("indicators") {
        let code = indicator["code"].as_str().expect("a code");
        assert_eq!(indicator, &totals[code], "{code}");
    }
    assert_eq!(told["indicators"].as_array().map(Vec::len), Some(totals.len()));
}
