//! A year of a province, driven through the API: from the template to the consolidation, with reports that are late, returned, extended,
//! waived, supplemented and received on paper, a school under its department and a board on the Front's line. Every figure is compared with
//! the book that the test keeps.

mod book;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use danchu::clock::{Clock, Clocks};
use serde_json::{Value, json};
use uuid::Uuid;

use self::book::{Book, Step, midnight};
use super::support::{
    client::Client,
    database::{Backend, Database},
    register::{organisation_id, unit_id},
    server::{Setup, TestServer},
};

on_both![a_year_adds_up];

/// Organisations that owe the year's report, with the code of their unit. The last three have nobody who signs in.
const OWED: [(&str, &str); 8] = [
    ("so-noi-vu", "12"),
    ("so-gddt", "12"),
    ("03388", "03388"),
    ("03390", "03390"),
    ("thpt-lai-chau", "03388"),
    ("waived", "03390"),
    ("paper", "03390"),
    ("silent", "03388"),
];
const ALL: [&str; 3] = ["12", "03388", "03390"];

struct Year {
    database: Database,
    server: TestServer,
    /// Organisations the test founded.
    founded: BTreeMap<&'static str, Uuid>,
}

impl Year {
    async fn begin(backend: Backend, day: &str) -> Self {
        let database = Database::filled(backend).await;
        let server = server_at(&database, day).await;
        Self {
            database,
            server,
            founded: BTreeMap::new(),
        }
    }

    /// Lets time pass until nine in the morning of a day.
    async fn until(&mut self, day: &str) -> DateTime<Utc> {
        self.server = server_at(&self.database, day).await;
        self.now()
    }

    fn now(&self) -> DateTime<Utc> {
        self.server.kernel.clocks.legal.now()
    }

    async fn sign_in(&self, login: &str) -> Client {
        self.server.sign_in(login).await
    }

    fn id(&self, key: &str) -> Uuid {
        let founded = self.founded.get(key).copied();
        founded.unwrap_or_else(|| organisation_id(key).into())
    }

    async fn found(&mut self, key: &'static str, unit: &str) {
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
    async fn template(&self, new: &Value) -> Value {
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

    async fn round(&self, template: &Value, period: &str, due: (u32, u32)) -> Uuid {
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

    async fn obligation(&self, round: Uuid, key: &str) -> String {
        let query = format!("/api/v1/report-obligations?round={round}&organisation={}", self.id(key));
        let found = self.sign_in("leader.12").await.get(&query).await.ok(200).clone();
        let id = found["items"][0]["id"]
            .as_str()
            .unwrap_or_else(|| panic!("{key} owes nothing"));
        format!("/api/v1/report-obligations/{id}")
    }

    /// Something the receiver decides about an obligation.
    async fn decide(&self, round: Uuid, key: &str, login: &str, verb: &str, body: &Value) {
        let at = self.obligation(round, key).await;
        let client = self.sign_in(login).await.matching(&at).await;
        client.post(&format!("{at}/{verb}"), body).await.ok(200);
    }

    fn report(&self, round: Uuid, key: &str) -> String {
        let id: Uuid = danchu::access::derived(&format!("test/year/{round}/{key}"));
        format!("/api/v1/report-submissions/{id}")
    }

    async fn draft(&self, round: Uuid, key: &str, values: &Value) {
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

    async fn act(&self, round: Uuid, key: &str, login: &str, verb: &str, body: &Value) -> Value {
        let at = self.report(round, key);
        let client = self.sign_in(login).await.matching(&at).await;
        let done = client.post(&format!("{at}/{verb}"), body).await;
        assert_eq!(done.status, 200, "{login} {verb} {key}: {:#}", done.json);
        done.json
    }

    /// Drafts, signs and sends a report; says so in the book.
    async fn submit(&self, book: &mut Book, round: Uuid, key: &'static str, values: &Value) {
        self.draft(round, key, values).await;
        book.steps.push((self.now(), key, Step::Drafted));
        self.act(round, key, &format!("leader.{key}"), "submit", &Value::Null)
            .await;
        book.steps.push((self.now(), key, Step::Submitted(values.clone())));
    }

    async fn accept(&self, book: &mut Book, round: Uuid, key: &'static str) {
        self.act(round, key, receiver_of(key), "accept", &Value::Null).await;
        book.steps.push((self.now(), key, Step::Accepted));
    }

    async fn close(&self, book: &mut Book, round: Uuid) {
        let at = format!("/api/v1/report-rounds/{round}");
        let leader = self.sign_in("leader.12").await.matching(&at).await;
        let reason = json!({"reason": "Đã tổng hợp"});
        leader.post(&format!("{at}/close"), &reason).await.ok(200);
        book.closed_at = Some(self.now());
    }

    /// Compares progress and totals, of the province, of each of its units, and of a body that sees only its own.
    async fn agrees(&self, book: &Book, round: Uuid) {
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
    async fn agreed(&self, book: &Book, round: Uuid, day: &str) {
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
fn compare(told: &Value, (coverage, totals): (Value, serde_json::Map<String, Value>)) {
    assert_eq!(told["coverage"], coverage);
    for indicator in told["indicators"].as_array().expect("indicators") {
        let code = indicator["code"].as_str().expect("a code");
        assert_eq!(indicator, &totals[code], "{code}");
    }
    assert_eq!(told["indicators"].as_array().map(Vec::len), Some(totals.len()));
}

/// Each type and each way to add up is met.
fn template(code: &str, periodicity: &str) -> Value {
    let both = |text: &str| json!({"vi": text, "en": text});
    let indicator = |code: &str, value_type: &str, across_units: &str| {
        json!({
            "code": code, "section": "A", "name": both(code), "value_type": value_type, "required": true,
            "applies_to": ["commune", "agency", "public_service_unit"], "across_units": across_units, "across_periods": if across_units == "sum" { "sum" } else { "none" },
        })
    };
    let mut decimal = indicator("F01", "decimal", "sum");
    decimal["scale"] = json!(2);
    let mut choice = indicator("C01", "choice", "count_by_value");
    choice["choices"] = json!([{"value": "good", "name": both("Tốt")}, {"value": "fair", "name": both("Khá")}]);
    let mut ratio = indicator("R01", "decimal", "ratio");
    ratio["scale"] = json!(2);
    json!({
        "code": code, "name_vi": "Báo cáo", "name_en": "Report", "periodicity": periodicity, "calendar": "civil",
        "content": {
            "sections": [{"code": "A", "name": both("Số liệu")}],
            "indicators": [
                indicator("A01", "integer", "sum"), indicator("A02", "integer", "sum"), indicator("M01", "money", "sum"), decimal,
                indicator("B01", "boolean", "count_true"), choice, ratio, indicator("T01", "text", "list"),
            ],
            "rules": [{"code": "R1", "rule": "A02 <= A01", "kind": "error", "message": both("A02 không lớn hơn A01.")}],
        },
    })
}

fn values(seed: i64) -> Value {
    json!({
        "A01": 10 + seed, "A02": seed, "M01": 1_000_000_007 * seed, "F01": format!("{}.{:02}", seed, (seed * 37) % 100),
        "B01": seed % 2 == 1, "C01": if seed % 3 == 0 { "good" } else { "fair" }, "R01": "0.50", "T01": format!("Nội dung {seed}"),
    })
}

fn book(due: &str, owed: &[(&'static str, &'static str)]) -> Book {
    Book {
        due: midnight(due.parse::<NaiveDate>().expect("a day").succ_opt().expect("a day")),
        owed: owed.iter().copied().collect(),
        steps: Vec::new(),
        closed_at: None,
    }
}

async fn a_year_adds_up(backend: Backend) {
    let mut year = Year::begin(backend, "2026-01-05").await;
    for (key, unit) in [("waived", "03390"), ("paper", "03390"), ("silent", "03388")] {
        year.found(key, unit).await;
    }
    let quarterly = year.template(&template("quarterly", "quarter")).await;
    let yearly = year.template(&template("yearly", "year")).await;

    // The first quarters, each in time and accepted, but for those nobody writes for.
    for (quarter, opened, (month, day), seed) in [(1, "2026-03-20", (4, 10), 1), (2, "2026-06-19", (7, 10), 20)] {
        year.until(opened).await;
        let round = year.round(&quarterly, &format!("2026-Q{quarter}"), (month, day)).await;
        let mut quarter = book(&format!("2026-{month:02}-{day:02}"), &OWED);
        for ((key, _), seed) in OWED.into_iter().take(5).zip(seed..) {
            year.submit(&mut quarter, round, key, &values(seed)).await;
            year.accept(&mut quarter, round, key).await;
        }
        year.agrees(&quarter, round).await;
        year.until(&format!("2026-{month:02}-20")).await;
        year.close(&mut quarter, round).await;
        year.agrees(&quarter, round).await;
    }

    // The year's round.
    year.until("2026-11-20").await;
    let round = year.round(&yearly, "2026", (12, 18)).await;
    let mut year_book = book("2026-12-18", &OWED);
    let book = &mut year_book;
    year.agrees(book, round).await;
    year.draft(round, "03388", &json!({"A01": 3})).await;
    book.steps.push((year.now(), "03388", Step::Drafted));
    year.agrees(book, round).await;

    year.until("2026-12-14").await;
    year.submit(book, round, "so-noi-vu", &values(2)).await;
    year.submit(book, round, "03388", &values(3)).await;
    year.submit(book, round, "thpt-lai-chau", &values(4)).await;
    year.decide(
        round,
        "so-gddt",
        "leader.12",
        "extend",
        &json!({"until": "2026-12-25", "reason": "Mưa lũ"}),
    )
    .await;
    let until = midnight("2026-12-26".parse().expect("a day"));
    book.steps.push((year.now(), "so-gddt", Step::Extended(until)));
    year.decide(
        round,
        "waived",
        "leader.03390",
        "waive",
        &json!({"reason": "Mới thành lập"}),
    )
    .await;
    book.steps.push((year.now(), "waived", Step::Waived));
    year.agrees(book, round).await;

    year.until("2026-12-16").await;
    let reason = json!({"reason": "Số liệu chưa khớp"});
    year.act(round, "03388", "leader.12", "return", &reason).await;
    book.steps.push((year.now(), "03388", Step::Returned));
    year.accept(book, round, "so-noi-vu").await;
    year.accept(book, round, "thpt-lai-chau").await;
    year.decide(
        round,
        "paper",
        "leader.03390",
        "receive-otherwise",
        &json!({"received_on": "2026-12-15", "document": "12/BC", "reason": "Mất mạng"}),
    )
    .await;
    book.steps.push((
        year.now(),
        "paper",
        Step::Otherwise("2026-12-15".parse().expect("a day")),
    ));
    year.agrees(book, round).await;

    // After the deadline: returned and sent again counts as in time, what comes first now is late.
    year.until("2026-12-22").await;
    year.agrees(book, round).await;
    year.submit(book, round, "03388", &values(6)).await;
    year.submit(book, round, "03390", &values(7)).await;
    year.submit(book, round, "so-gddt", &values(8)).await;
    for key in ["03388", "03390", "so-gddt"] {
        year.accept(book, round, key).await;
    }
    year.agrees(book, round).await;

    year.until("2026-12-28").await;
    year.act(
        round,
        "03388",
        "officer.03388",
        "supplement",
        &json!({"reason": "Bổ sung một bản"}),
    )
    .await;
    book.steps.push((year.now(), "03388", Step::Supplementing));
    year.agrees(book, round).await;
    let consolidation = consolidated(&year, book, round).await;
    year.submit(book, round, "03388", &values(9)).await;
    year.agrees(book, round).await;
    year.accept(book, round, "03388").await;
    year.agrees(book, round).await;
    changed_since(&year, &consolidation).await;

    the_board_reports_to_the_front(&year).await;

    year.until("2027-01-15").await;
    year.close(book, round).await;
    year.agrees(book, round).await;
    for day in ["2026-12-13", "2026-12-16", "2026-12-22", "2026-12-27", "2026-12-28"] {
        year.agreed(book, round, day).await;
    }
}

/// The province's consolidation of what is accepted, signed; its figures are the book's.
async fn consolidated(year: &Year, book: &Book, round: Uuid) -> String {
    let leader = year.sign_in("leader.12").await;
    let officer = year.sign_in("officer.12").await;
    let begun = officer
        .post("/api/v1/report-consolidations", &json!({"round_id": round}))
        .await
        .ok(201)
        .clone();
    compare(&begun, book.totals(&ALL.into(), year.now() + TimeDelta::seconds(1)));
    assert_eq!(begun["source_count"], 5);
    let at = format!("/api/v1/report-consolidations/{}", begun["id"].as_str().expect("an id"));
    leader
        .matching(&at)
        .await
        .post(&format!("{at}/sign"), &Value::Null)
        .await
        .ok(200);
    let verified = leader.get(&format!("{at}/verify")).await.ok(200).clone();
    assert_eq!(
        (&verified["intact"], &verified["changed_since"]["indicators"]),
        (&json!(true), &json!([]))
    );
    at
}

/// One report was supplemented since, and the figures that changed are told.
async fn changed_since(year: &Year, at: &str) {
    let verified = year
        .sign_in("leader.12")
        .await
        .get(&format!("{at}/verify"))
        .await
        .ok(200)
        .clone();
    assert_eq!(verified["intact"], true);
    let changed = &verified["changed_since"];
    let replaced: Vec<&Value> = changed["replaced"]
        .as_array()
        .expect("names")
        .iter()
        .map(|body| &body["id"])
        .collect();
    assert_eq!(replaced, [&json!(organisation_id("03388"))]);
    let codes: Vec<&Value> = changed["indicators"]
        .as_array()
        .expect("figures")
        .iter()
        .map(|figure| &figure["now"]["code"])
        .collect();
    assert_eq!(codes, ["A01", "A02", "M01", "F01", "B01"]);
}

/// A board's report goes to the Front of its ward, and not to the committee it watches.
async fn the_board_reports_to_the_front(year: &Year) {
    let mut inspectorate = template("inspectorate", "year");
    inspectorate["line"] = json!("front");
    for indicator in inspectorate["content"]["indicators"]
        .as_array_mut()
        .expect("indicators")
    {
        indicator["applies_to"] = json!(["inspection_board"]);
    }
    let template = year.template(&inspectorate).await;
    let round = year.round(&template, "2026", (12, 31)).await;
    let mut book = book("2026-12-31", &[("board.03388", "03388")]);
    year.submit(&mut book, round, "board.03388", &values(5)).await;
    let at = year.report(round, "board.03388");
    let committee = year.sign_in("leader.03388").await.matching(&at).await;
    committee
        .post(&format!("{at}/accept"), &Value::Null)
        .await
        .problem(403, "not_yours");
    year.act(round, "board.03388", "leader.front.03388", "accept", &Value::Null)
        .await;
    book.steps.push((year.now(), "board.03388", Step::Accepted));
    year.agrees(&book, round).await;
}
