//! What boards plan, inspect and hear, and who learns of it.

use danchu::reporting::template::install::{YEARLY, built_in_id, install};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    board::Commune,
    recommendation::{Recommendation, answer, inspected, remedy, secretary},
    support::{client::Client, database::Backend, register::organisation_id},
};

on_both! {
    an_inspection_is_announced_and_ends,
    a_plan_is_of_a_period,
    who_gave_feedback_is_sealed,
    what_boards_do_is_counted,
}

fn at(kind: &str) -> String {
    format!("/api/v1/{kind}/{}", danchu::access::fresh::<Uuid>())
}

async fn with_board(backend: Backend) -> (Commune, Client) {
    let (commune, board) = inspected(backend).await;
    let board = secretary(&commune.year, &board, "thu.ky").await;
    (commune, board)
}

async fn an_inspection_is_announced_and_ends(backend: Backend) {
    let (commune, board) = with_board(backend).await;
    let address = at("board-inspections");
    let mut new = json!({
        "kind": "check", "subject": "Quỹ của tổ dân phố 1", "inspected": organisation_id("03388"), "starts_on": "2025-10-27",
        "recorded_at": "2025-10-19T02:00:00Z",
    });
    board.put(&address, &new).await.ok(201);
    // A phone that was not heard repeats itself.
    board.put(&address, &new).await.ok(200);
    commune.officer.get(&address).await.problem(404, "not_found");
    commune.front.get(&address).await.ok(200);
    new["notified_on"] = json!("2025-10-20");
    board.put(&address, &new).await.problem(428, "precondition_required");
    let announced = board.matching(&address).await.put(&address, &new).await;
    // Five working days from Monday the 20th end on Monday the 27th.
    assert_eq!(
        announced.ok(200)["notice"],
        json!({"on": "2025-10-20", "due_on": "2025-10-20", "late": false})
    );
    assert_eq!(announced.json["without_notice"], false);
    commune.officer.get(&address).await.ok(200);
    let above = commune.year.sign_in("officer.12").await;
    let council = commune.year.sign_in("overseer.council.03388").await;
    above.get(&address).await.problem(404, "not_found");
    council.get(&address).await.problem(404, "not_found");
    new["starts_on"] = json!("2025-10-20");
    new["ended_on"] = json!("2025-10-20");
    let without = board.matching(&address).await.put(&address, &new).await;
    assert_eq!(
        without.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/result"
    );
    new["result"] = json!({"outcome": "nothing_found", "findings": "Sổ sách khớp.", "cases": 1});
    let contradicting = board.matching(&address).await.put(&address, &new).await;
    assert_eq!(
        contradicting.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/result/cases"
    );
    // Sums go with something that was found, and have their bounds.
    new["result"]["cases"] = json!(0);
    for (field, sum, outcome) in [
        ("money", 1_i64, "nothing_found"),
        ("land", 1, "nothing_found"),
        ("money", 10_000_000_000_001, "violations"),
        ("land", 10_000_000_000_001, "violations"),
        ("money", -1, "violations"),
    ] {
        let mut wrong = new.clone();
        wrong["result"]["outcome"] = json!(outcome);
        wrong["result"][field] = json!(sum);
        let refused = board.matching(&address).await.put(&address, &wrong).await;
        let expected = format!("/result/{field}");
        assert_eq!(
            refused.problem(422, "invalid_content")["errors"][0]["pointer"],
            expected,
            "{}",
            refused.json
        );
    }
    new["result"] = json!({"outcome": "shortcomings", "findings": "Thu sai hai khoản.", "cases": 1, "money": 12_000_000, "land": 300});
    let ended = board.matching(&address).await.put(&address, &new).await;
    assert_eq!(ended.ok(200)["notice"]["late"], true);
    assert_eq!(
        (
            &ended.json["result"]["money"],
            &ended.json["result"]["land"],
            &ended.json["without_notice"]
        ),
        (&json!(12_000_000), &json!(300), &json!(true))
    );
    for who in [&commune.officer, &above, &council] {
        assert_eq!(who.get(&address).await.ok(200)["result"]["cases"], 1);
    }
    // The inspected writes nothing of it.
    let officer = commune.officer.matching(&address).await;
    officer.put(&address, &new).await.problem(403, "forbidden");
    for (field, value, pointer) in [
        ("inspected", Value::Null, "/inspected"),
        ("inspected", json!(organisation_id("03390")), "/inspected"),
        ("starts_on", json!("2025-10-09"), "/starts_on"),
        ("notified_on", json!("2025-10-21"), "/notified_on"),
        ("plan", json!(danchu::access::fresh::<Uuid>()), "/plan"),
    ] {
        let mut wrong = new.clone();
        wrong[field] = value;
        let refused = board.put(&at("board-inspections"), &wrong).await;
        assert_eq!(refused.status, 422, "{field}: {}", refused.json);
        assert_eq!(refused.json["errors"][0]["pointer"], pointer, "{}", refused.json);
    }
}

async fn a_plan_is_of_a_period(backend: Backend) {
    let (commune, board) = with_board(backend).await;
    let address = at("board-plans");
    let mut new = json!({
        "period": "2026", "title": "Kế hoạch năm 2026", "purpose": "Giám sát các quỹ", "work": "Quý I: tổ 1", "funding": 15_000_000,
    });
    board.put(&address, &new).await.ok(201);
    commune.officer.get(&address).await.problem(404, "not_found");
    new["issued_on"] = json!("2025-10-20");
    board.matching(&address).await.put(&address, &new).await.ok(200);
    assert_eq!(commune.officer.get(&address).await.ok(200)["funding"], 15_000_000);
    let twice = board.put(&at("board-plans"), &new).await;
    assert!(
        address.contains(
            twice.problem(409, "already_exists")["existing_id"]
                .as_str()
                .expect("an id")
        )
    );
    for (field, value, pointer) in [
        ("period", json!("2026-11"), "/period"),
        ("issued_on", json!("2025-10-21"), "/issued_on"),
        ("funding", json!(10_000_000_000_001_i64), "/funding"),
    ] {
        let mut wrong = new.clone();
        wrong[field] = value;
        let refused = board.put(&at("board-plans"), &wrong).await;
        assert_eq!(
            refused.problem(422, "invalid_content")["errors"][0]["pointer"],
            pointer,
            "{}",
            refused.json
        );
    }
    new["period"] = json!("2026-Q1");
    let quarter = at("board-plans");
    board.put(&quarter, &new).await.ok(201);
    let inspection = json!({
        "kind": "check", "subject": "Quỹ", "inspected_name": "Tổ dân phố 1", "starts_on": "2025-11-10",
        "plan": quarter.rsplit('/').next(),
    });
    board.put(&at("board-inspections"), &inspection).await.ok(201);
}

async fn who_gave_feedback_is_sealed(backend: Backend) {
    const GIVER: &str = "Bà Lò Thị Hoa, tổ dân phố 1";
    let (commune, board) = with_board(backend).await;
    let address = at("citizen-feedback");
    let mut new = json!({
        "received_on": "2025-10-18", "channel": "suggestion_box", "content": "Thu quỹ không có biên bản họp.", "giver": GIVER,
    });
    // What is kept of an answer, for whoever repeats the request, does not tell it.
    let keyed = board.with("Idempotency-Key", "feedback-1");
    for _ in ["recorded", "repeated"] {
        let recorded = keyed.put(&address, &new).await;
        assert_eq!(recorded.ok(201).get("giver"), None);
    }
    board.put(&address, &new).await.ok(200);
    assert_eq!(board.get(&address).await.ok(200)["giver"], GIVER);
    assert_eq!(commune.front.get(&address).await.ok(200)["giver"], GIVER);
    let listed = commune.front.get("/api/v1/citizen-feedback").await;
    assert_eq!(listed.ok(200)["items"][0].get("giver"), None);
    for (login, status, code) in [
        ("officer.03388", 403, "forbidden"),
        ("leader.03388", 403, "forbidden"),
        ("leader.12", 403, "forbidden"),
        ("leader.council.03388", 404, "not_found"),
        ("leader.so-gddt", 404, "not_found"),
    ] {
        let who = commune.year.sign_in(login).await;
        who.get(&address).await.problem(status, code);
    }
    // No event, and nothing in the feed of changes, tells it.
    for login in ["officer.12", "leader.03388"] {
        let events = commune.year.sign_in(login).await.get("/api/v1/events?limit=200").await;
        let told = events.ok(200).to_string();
        assert!(!told.contains("Lò Thị Hoa"), "{login}");
    }
    let early = json!({"on": "2025-10-17", "confirmed": true, "findings": "Đúng."});
    let mine = board.matching(&address).await;
    mine.post(&format!("{address}/verify"), &early)
        .await
        .problem(422, "invalid_content");
    mine.post(&format!("{address}/reply"), &json!({"on": "2025-10-20"}))
        .await
        .problem(409, "state_forbids");
    let found = json!({"on": "2025-10-19", "confirmed": true, "findings": "Đúng."});
    let verified = mine.post(&format!("{address}/verify"), &found).await;
    assert_eq!(verified.ok(200)["allowed_actions"], json!(["reply"]));
    // A phone that was not heard repeats itself, and changes nothing.
    let again = board.matching(&address).await.put(&address, &new).await;
    assert_eq!(again.ok(200)["verification"]["confirmed"], true);
    new["content"] = json!("Khác");
    board
        .matching(&address)
        .await
        .put(&address, &new)
        .await
        .problem(409, "state_forbids");
    let told = board.matching(&address).await;
    told.post(&format!("{address}/reply"), &json!({"on": "2025-10-20"}))
        .await
        .ok(200);
    let again = board.matching(&address).await;
    again
        .post(&format!("{address}/reply"), &json!({"on": "2025-10-20"}))
        .await
        .problem(409, "state_forbids");
}

async fn what_boards_do_is_counted(backend: Backend) {
    let (commune, board) = with_board(backend).await;
    let figures = "/api/v1/board-figures?group=commune_inspectorates&from=2025-10-01&to=2025-12-14";
    let none = commune.officer.get(figures).await;
    assert_eq!(
        (&none.ok(200)["boards"], &none.json["members"], &none.json["founded"]),
        (&json!(1), &json!(5), &json!(1))
    );
    assert_eq!(none.json["inspections"], 0);
    let ended = |cases: u32, outcome: &str| {
        json!({
            "kind": "check", "subject": "Quỹ", "inspected_name": "Tổ dân phố 1", "starts_on": "2025-10-15", "ended_on": "2025-10-16",
            "result": {"outcome": outcome, "findings": "Đã kiểm tra.", "cases": cases},
        })
    };
    board
        .put(&at("board-inspections"), &ended(2, "violations"))
        .await
        .ok(201);
    board
        .put(&at("board-inspections"), &ended(0, "nothing_found"))
        .await
        .ok(201);
    let heard = json!({"received_on": "2025-10-18", "channel": "in_person", "content": "Thu quỹ"});
    board.put(&at("citizen-feedback"), &heard).await.ok(201);
    let leader = commune.year.sign_in("leader.03388").await;
    let row = Recommendation::begin(&board, &remedy("03388")).await;
    row.act(&board, "submit", &Value::Null).await.ok(200);
    row.act(&commune.president, "confirm", &Value::Null).await.ok(200);
    row.act(&board, "send", &json!({"number": "5/KN", "on": "2025-10-20"}))
        .await
        .ok(200);
    row.act(&leader, "receive", &json!({"on": "2025-10-20"})).await.ok(200);
    row.act(&leader, "answer", &answer("2025-10-20")).await.ok(200);
    for money in [7_000_000, 5_000_000] {
        let found = json!({"on": "2025-10-20", "progress": "in_progress", "findings": "Đã thu hồi.", "money_recovered": money, "land_recovered": 150});
        row.act(&board, "follow-up", &found).await.ok(200);
    }
    let expected = json!({
        "boards": 1, "founded": 1, "dissolved": 0, "members": 5, "women": 0, "minorities": 0, "inspections": 2, "cases": 2,
        "boards_with_cases": 1, "recommendations": 1, "answered": 1, "answered_in_time": 1, "money_recovered": 12_000_000,
        "money_otherwise": 0, "settlement_reduced": 0, "land_recovered": 300, "land_otherwise": 0, "feedback": 1, "feedback_verified": 0, "support": 0, "projects": 0,
    });
    assert_eq!(*commune.front.get(figures).await.ok(200), expected);
    // The committee counts what it sees; who has told the board what is not its to know.
    let mut seen = expected.clone();
    seen["feedback"] = json!(0);
    assert_eq!(*commune.officer.get(figures).await.ok(200), seen);
    let province = commune.year.sign_in("officer.12").await;
    assert_eq!(*province.get(figures).await.ok(200), seen);
    let stranger = commune.year.sign_in("officer.03390").await.get(figures).await;
    assert_eq!(stranger.ok(200)["boards"], 0);
    let before = commune
        .front
        .get("/api/v1/board-figures?group=commune_inspectorates&from=2025-01-01&to=2025-09-30")
        .await;
    assert_eq!(
        (&before.ok(200)["boards"], &before.json["money_recovered"]),
        (&json!(0), &json!(0))
    );
    let backwards = "/api/v1/board-figures?group=supervision&from=2025-10-02&to=2025-10-01";
    commune.front.get(backwards).await.problem(422, "invalid_parameter");
    // The yearly report of the committee begins with them.
    let kernel = &commune.year.server().kernel;
    let installed = install(&kernel.store, kernel.clocks.real.now()).await;
    installed.expect("the templates are there");
    let due = json!({"kind": "on_date", "month": 12, "day": 20});
    let round = json!({
        "template_id": built_in_id(YEARLY, 1), "period_key": "2025", "name": "Báo cáo năm 2025",
        "deadlines": {"province": due, "district": due, "commune": due},
    });
    let round = commune
        .year
        .sign_in("leader.12")
        .await
        .post("/api/v1/report-rounds", &round)
        .await;
    let round = round.ok(201)["id"].as_str().expect("an id").parse().expect("an id");
    let owed = commune.year.obligation(round, "03388").await;
    let known = commune.officer.get(&format!("{owed}/known-figures")).await;
    let known = known.ok(200)["figures"].as_array().expect("figures").clone();
    let told = |code: &str| {
        let figure = known
            .iter()
            .find(|figure| figure["indicator"] == code)
            .expect("a figure");
        assert!(
            figure["records"][0]
                .as_str()
                .expect("an address")
                .starts_with("/api/v1/inspection-boards?host=")
        );
        figure["value"].clone()
    };
    for (code, value) in [
        ("F01", json!(true)),
        ("F02", json!(5)),
        ("F04", json!(2)),
        ("F05", json!(2)),
        ("F06", json!(1)),
        ("F07", json!(1)),
        ("F08", json!(1)),
        ("F09", json!(12_000_000)),
        ("F14.1", json!(1)),
    ] {
        assert_eq!(told(code), value, "{code}");
    }
    assert!(
        known
            .iter()
            .all(|figure| !figure["indicator"].as_str().expect("a code").starts_with('G'))
    );
}
