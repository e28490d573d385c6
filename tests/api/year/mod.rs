//! A year of a province, driven through the API: from the template to the consolidation, with reports that are late, returned, extended,
//! waived, supplemented and received on paper, a school under its department and a board on the Front's line. Every figure is compared with
//! the book that the test keeps.

pub mod asked;
mod book;
pub mod driver;

use chrono::{NaiveDate, TimeDelta};
use serde_json::{Value, json};
use uuid::Uuid;

use self::{
    asked::{template, values},
    book::{Book, Step, midnight},
    driver::{Year, compare},
};
use super::support::{database::Backend, register::organisation_id};

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
