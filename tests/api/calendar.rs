//! Days off and days worked instead: nationwide, and what a province records for itself.

use chrono::{DateTime, Utc};
use danchu::{
    calendar::day::install::install as install_calendar,
    reporting::template::install::{YEARLY, built_in_id, install as install_templates},
};
use serde_json::{Value, json};

use super::support::{
    client::{Client, Reply},
    database::Backend,
    register::organisation_id,
    server::TestServer,
};

on_both![
    a_year_is_listed_filtered_and_paged,
    a_province_records_changes_and_withdraws_a_day,
    what_a_province_records_takes_the_place_of_what_holds_nationwide,
    only_a_province_records_and_only_for_itself,
    what_is_no_day_or_makes_no_difference_is_refused,
    a_deadline_follows_the_calendar_of_the_day_its_round_is_opened,
    the_nationwide_list_is_brought_up_to_date_and_left_alone
];

const DAYS: &str = "/api/v1/calendar-days";

fn at(day: &str) -> String {
    format!("{DAYS}/{day}")
}

fn record(kind: &str, name: &str) -> Value {
    json!({"kind": kind, "name": name, "legal_basis": "Công văn số 5120/UBND-NC"})
}

/// A server with the built-in calendar and templates.
async fn start(backend: Backend) -> TestServer {
    let server = TestServer::start(backend).await;
    let store = server.database.open().await;
    install_calendar(&store, DateTime::<Utc>::default())
        .await
        .expect("a calendar");
    install_templates(&store, DateTime::<Utc>::default())
        .await
        .expect("a template");
    store.close().await;
    server
}

async fn listed(client: &Client, query: &str) -> Vec<String> {
    let reply = client.get(&format!("{DAYS}?{query}")).await;
    let items = reply.ok(200)["items"].as_array().expect("items").clone();
    let day = |item: &Value| item["day"].as_str().expect("a day").to_owned();
    items.iter().map(day).collect()
}

async fn withdraw(client: &Client, day: &str, tag: &str) -> Reply {
    let body = json!({"reason": "Văn bản đã được thay thế"});
    let client = client.with("If-Match", tag);
    client.post(&format!("{}/withdraw", at(day)), &body).await
}

async fn a_year_is_listed_filtered_and_paged(backend: Backend) {
    let server = start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    assert_eq!(
        listed(&officer, "year=2026&kind=working").await,
        ["2026-01-10", "2026-08-22"]
    );
    let year = listed(&officer, "year=2027").await;
    assert_eq!((year.len(), year[1].as_str()), (15, "2027-02-04"));
    assert_eq!(listed(&officer, "year=2031").await, Vec::<String>::new());
    let (mut walked, mut query) = (Vec::new(), "year=2027&limit=5".to_owned());
    loop {
        let page = officer.get(&format!("{DAYS}?{query}")).await;
        let items = page.ok(200)["items"].as_array().expect("items").clone();
        walked.extend(items.iter().map(|item| item["day"].as_str().expect("a day").to_owned()));
        match page.json["next_cursor"].as_str() {
            Some(cursor) => query = format!("year=2027&limit=5&cursor={cursor}"),
            None => break,
        }
    }
    assert_eq!(walked, year);
    let tet = officer.get(&at("2026-02-17")).await;
    assert_eq!(tet.ok(200)["name"], "Tết Nguyên đán Bính Ngọ (mùng 1)");
    assert!(
        tet.json["legal_basis"]
            .as_str()
            .is_some_and(|basis| basis.contains("9441/TB-BNV"))
    );
    assert!(tet.json["organisation_id"].is_null());
    assert_eq!(tet.json["allowed_actions"], json!([]));
    officer.get(&at("2026-03-03")).await.problem(404, "not_found");
    for query in [
        "year=1899",
        "year=2201",
        "year=x",
        "kind=weekend",
        "include_withdrawn=1",
    ] {
        let refused = officer.get(&format!("{DAYS}?{query}")).await;
        refused.problem(422, "invalid_parameter");
    }
}

async fn a_province_records_changes_and_withdraws_a_day(backend: Backend) {
    let server = start(backend).await;
    let leader = server.sign_in("leader.12").await;
    let day = "2026-06-05";
    let made = leader.put(&at(day), &record("holiday", "Ngày hội")).await;
    made.ok(201);
    assert_eq!(made.header("location"), at(day));
    assert_eq!(made.json["organisation_id"], json!(organisation_id("12")));
    assert_eq!(made.json["allowed_actions"], json!(["put", "withdraw"]));
    let tag = made.header("etag").to_owned();
    let again = leader.put(&at(day), &record("holiday", "Ngày hội")).await;
    again.ok(200);
    assert_eq!(again.header("etag"), tag);
    let renamed = record("holiday", "Ngày hội các dân tộc");
    leader
        .put(&at(day), &renamed)
        .await
        .problem(428, "precondition_required");
    let stale = leader.with("If-Match", "\"7.0000000000000000\"");
    stale.put(&at(day), &renamed).await.problem(412, "precondition_failed");
    let changed = leader.with("If-Match", &tag).put(&at(day), &renamed).await;
    assert_eq!(changed.ok(200)["name"], "Ngày hội các dân tộc");
    for reader in ["officer.03388", "officer.thpt-lai-chau", "officer.03386"] {
        let read = server.sign_in(reader).await.get(&at(day)).await;
        assert_eq!(read.ok(200)["name"], "Ngày hội các dân tộc", "{reader}");
        assert_eq!(read.json["allowed_actions"], json!([]), "{reader}");
    }
    for reader in ["leader.11", "officer.03127"] {
        server
            .sign_in(reader)
            .await
            .get(&at(day))
            .await
            .problem(404, "not_found");
    }
    let unseen = leader
        .post(&format!("{}/withdraw", at(day)), &json!({"reason": "Nhầm"}))
        .await;
    unseen.problem(428, "precondition_required");
    withdraw(&leader, day, &tag).await.problem(412, "precondition_failed");
    let withdrawn = withdraw(&leader, day, changed.header("etag")).await;
    assert_eq!(withdrawn.ok(200)["withdraw_reason"], "Văn bản đã được thay thế");
    assert_eq!(withdrawn.json["allowed_actions"], json!(["put"]));
    leader.get(&at(day)).await.problem(404, "not_found");
    withdraw(&leader, day, withdrawn.header("etag"))
        .await
        .problem(404, "not_found");
    assert!(!listed(&leader, "year=2026").await.contains(&day.to_owned()));
    assert!(
        listed(&leader, "year=2026&include_withdrawn=true")
            .await
            .contains(&day.to_owned())
    );
    let revived = leader.put(&at(day), &renamed).await;
    assert!(revived.ok(201)["withdrawn_at"].is_null());
    assert!(revived.header("etag").starts_with("\"4."), "{}", revived.header("etag"));
}

async fn what_a_province_records_takes_the_place_of_what_holds_nationwide(backend: Backend) {
    let server = start(backend).await;
    let leader = server.sign_in("leader.12").await;
    let (officer, other) = (
        server.sign_in("officer.03390").await,
        server.sign_in("officer.03127").await,
    );
    let day = "2026-09-01";
    let nationwide = leader.get(&at(day)).await;
    assert_eq!(nationwide.ok(200)["kind"], "holiday");
    assert_eq!(nationwide.json["allowed_actions"], json!(["put"]));
    withdraw(&leader, day, nationwide.header("etag"))
        .await
        .problem(403, "not_yours");
    let over = leader.with("If-Match", nationwide.header("etag"));
    let made = over.put(&at(day), &record("working", "Làm việc bình thường")).await;
    made.ok(201);
    assert_eq!(officer.get(&at(day)).await.ok(200)["kind"], "working");
    assert_eq!(other.get(&at(day)).await.ok(200)["kind"], "holiday");
    for client in [&officer, &other] {
        let days = listed(client, "year=2026").await;
        assert_eq!(days.iter().filter(|listed| *listed == day).count(), 1);
    }
    let late = over.put(&at(day), &record("working", "Khác")).await;
    late.problem(412, "precondition_failed");
    withdraw(&leader, day, made.header("etag")).await.ok(200);
    assert_eq!(officer.get(&at(day)).await.ok(200)["kind"], "holiday");
}

async fn only_a_province_records_and_only_for_itself(backend: Backend) {
    let server = start(backend).await;
    let day = "2026-06-05";
    for login in [
        "officer.12",
        "leader.03388",
        "administrator.03388",
        "overseer.council.12",
        "leader.so-gddt",
    ] {
        let client = server.sign_in(login).await;
        client
            .put(&at(day), &record("holiday", "Ngày hội"))
            .await
            .problem(403, "forbidden");
        withdraw(&client, day, "\"1.0000000000000000\"")
            .await
            .problem(403, "forbidden");
    }
    for (login, committee) in [("leader.so-noi-vu", "12"), ("administrator.11", "11")] {
        let made = server
            .sign_in(login)
            .await
            .put(&at(day), &record("holiday", "Ngày hội"))
            .await;
        assert_eq!(
            made.ok(201)["organisation_id"],
            json!(organisation_id(committee)),
            "{login}"
        );
    }
    // The department acts for the committee: it is one line, and the committee's.
    let leader = server.sign_in("administrator.12").await;
    let read = leader.get(&at(day)).await;
    assert_eq!(read.ok(200)["allowed_actions"], json!(["put", "withdraw"]));
    withdraw(&leader, day, read.header("etag")).await.ok(200);
    leader.get(&at(day)).await.problem(404, "not_found");
    server.sign_in("officer.03127").await.get(&at(day)).await.ok(200);
}

async fn what_is_no_day_or_makes_no_difference_is_refused(backend: Backend) {
    let server = start(backend).await;
    let leader = server.sign_in("leader.12").await;
    for day in [
        "2026-02-30",
        "1899-12-31",
        "2201-01-01",
        "today",
        "2026",
        "-4800-01-01",
        "%00",
    ] {
        leader.get(&at(day)).await.problem(404, "not_found");
        let put = leader.put(&at(day), &record("holiday", "Ngày hội")).await;
        put.problem(404, "not_found");
    }
    // A Monday, and a Saturday that is worked already.
    for day in ["2026-06-01", "2026-08-22"] {
        let refused = leader.put(&at(day), &record("working", "Làm bù")).await;
        refused.problem(422, "invalid_content");
        assert_eq!(refused.faults()["/kind"], "worked_anyway", "{day}");
    }
    leader
        .put(&at("2026-06-06"), &record("working", "Làm bù"))
        .await
        .ok(201);
    for (member, value) in [
        ("kind", json!("working_day")),
        ("name", json!("")),
        ("legal_basis", json!(null)),
    ] {
        let mut body = record("holiday", "Ngày hội");
        body[member] = value;
        let refused = leader.put(&at("2026-06-05"), &body).await;
        refused.problem(422, "invalid_content");
        assert!(
            refused.faults().contains_key(&format!("/{member}")),
            "{:#}",
            refused.json
        );
    }
    leader.get(&at("2026-06-05")).await.problem(404, "not_found");
}

/// Opens the round of 2026 with the deadline 18 December, a Friday; the commune's `due_at`.
async fn due(server: &TestServer, leader: &str, commune: &str) -> Value {
    let deadline = json!({"kind": "on_date", "month": 12, "day": 18});
    let round = json!({
        "template_id": built_in_id(YEARLY, 1), "period_key": "2026", "name": "Báo cáo năm 2026",
        "deadlines": {"province": deadline, "district": deadline, "commune": deadline},
    });
    let client = server.sign_in(leader).await;
    client.post("/api/v1/report-rounds", &round).await.ok(201);
    owed(&client, commune).await
}

async fn owed(client: &Client, commune: &str) -> Value {
    let path = format!("/api/v1/report-obligations?organisation={}", organisation_id(commune));
    client.get(&path).await.ok(200)["items"][0]["due_at"].clone()
}

async fn a_deadline_follows_the_calendar_of_the_day_its_round_is_opened(backend: Backend) {
    let server = start(backend).await;
    let leader = server.sign_in("leader.12").await;
    let made = leader.put(&at("2026-12-18"), &record("holiday", "Ngày hội")).await;
    made.ok(201);
    let moved = json!("2026-12-21T17:00:00Z");
    assert_eq!(due(&server, "leader.12", "03388").await, moved);
    assert_eq!(due(&server, "leader.11", "03127").await, json!("2026-12-18T17:00:00Z"));
    withdraw(&leader, "2026-12-18", made.header("etag")).await.ok(200);
    assert_eq!(owed(&leader, "03388").await, moved);
}

async fn the_nationwide_list_is_brought_up_to_date_and_left_alone(backend: Backend) {
    let server = start(backend).await;
    let leader = server.sign_in("leader.12").await;
    leader
        .put(&at("2026-06-05"), &record("holiday", "Ngày hội"))
        .await
        .ok(201);
    let before = leader.get(&format!("{DAYS}?limit=200")).await;
    let store = server.database.open().await;
    install_calendar(&store, DateTime::<Utc>::default())
        .await
        .expect("nothing to do");
    store.close().await;
    let after = leader.get(&format!("{DAYS}?limit=200")).await;
    assert_eq!(
        (after.ok(200), after.header("etag")),
        (before.ok(200), before.header("etag"))
    );
}
