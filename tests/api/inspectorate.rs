//! The work of a commune's inspectorate from its founding to what came of its recommendation.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    board::{Commune, recognition},
    papers::again,
    recommendation::{PASSWORD_OF_ALL, RECOMMENDATIONS, Recommendation, answer, remedy, secretary},
    support::{client::Client, database::Backend, register::organisation_id},
};

on_both![an_inspectorate_does_its_work];

fn at(kind: &str) -> String {
    format!("/api/v1/{kind}/{}", danchu::access::fresh::<Uuid>())
}

/// Founded with one member of each village, refused with too few of them, then recognised and led; as it is then.
async fn founded(commune: &Commune) -> Value {
    let board = commune.inspectorate().await;
    let mut members = commune.one_of_each().await;
    let last = members.split_off(4);
    board.add(&commune.front, &members).await.ok(200);
    let decision = recognition("2025-10-10");
    let refused = board.act(&commune.president, "recognise", &decision).await;
    let detail = refused.problem(409, "state_forbids")["detail"].to_string();
    assert!(detail.contains("Luật 10/2022/QH15 Điều 36.1"), "{detail}");
    board.add(&commune.front, &last).await.ok(200);
    let recognised = board.act(&commune.president, "recognise", &decision).await;
    let members = &recognised.ok(200)["members"];
    let leaders = json!({"head": members[0]["id"], "deputies": [members[1]["id"]]});
    let led = board.act(&commune.front, "name-leaders", &leaders).await;
    assert_eq!(
        (&led.ok(200)["serving"], &led.json["findings"]),
        (&json!(5), &json!([]))
    );
    led.json
}

/// Plans its year, and gives notice of an inspection five working days before; where that is, and what was told of it.
async fn announced(secretary: &Client, committee: &Client) -> (String, Value) {
    let plan = json!({
        "period": "2025", "title": "Kế hoạch năm 2025", "purpose": "Giám sát các quỹ", "work": "Quỹ của tổ dân phố 1", "issued_on": "2025-10-20",
    });
    let planned = at("board-plans");
    secretary.put(&planned, &plan).await.ok(201);
    committee.get(&planned).await.ok(200);
    let inspection = at("board-inspections");
    let new = json!({
        "kind": "check", "subject": "Quỹ của tổ dân phố 1", "inspected": organisation_id("03388"), "starts_on": "2025-10-27",
        "notified_on": "2025-10-20", "plan": planned.rsplit('/').next(),
    });
    let told = secretary.put(&inspection, &new).await;
    let notice = json!({"on": "2025-10-20", "due_on": "2025-10-20", "late": false});
    assert_eq!(told.ok(201)["notice"], notice);
    committee.get(&inspection).await.ok(200);
    (inspection, new)
}

/// What the board recommends after it, confirmed by the Front, sent to the committee and received there.
async fn sent((secretary, president, officer): (&Client, &Client, &Client)) -> Recommendation {
    let row = Recommendation::begin(secretary, &remedy("03388")).await;
    officer.get(&row.address).await.problem(404, "not_found");
    row.act(secretary, "submit", &Value::Null).await.ok(200);
    row.act(president, "confirm", &Value::Null).await.ok(200);
    let sending = json!({"number": "05/KN-BTTND", "on": "2025-10-31"});
    row.act(secretary, "send", &sending).await.ok(200);
    // The fifteenth day is a Saturday: the clock runs to Monday.
    let received = row.act(officer, "receive", &json!({"on": "2025-10-31"})).await;
    assert_eq!(received.ok(200)["due_on"], "2025-11-17");
    row
}

/// The recommendations that are overdue, as somebody sees them.
async fn overdue(who: &Client) -> Vec<Value> {
    let list = who.get(&format!("{RECOMMENDATIONS}?overdue=true")).await;
    let items = list.ok(200)["items"].as_array().expect("items").iter();
    items.map(|item| item["id"].clone()).collect()
}

/// Whether somebody's worklist says that this kind of work is late.
async fn is_late(who: &Client, kind: &str) -> bool {
    let summary = who.get("/api/v1/worklist/summary").await;
    let mut counts = summary.ok(200)["counts"].as_array().expect("counts").iter();
    counts.any(|count| count["kind"] == kind && count["late"] != json!(0))
}

async fn an_inspectorate_does_its_work(backend: Backend) {
    let mut commune = Commune::of(backend, 5).await;
    let board = founded(&commune).await;
    let clerk = secretary(&commune.year, &board, "thu.ky").await;
    let (inspection, mut told) = announced(&clerk, &commune.officer).await;

    commune.year.until("2025-10-31").await;
    let enter = async |commune: &Commune| {
        let tokens = json!({"login": "thu.ky", "password": PASSWORD_OF_ALL});
        let nobody = commune.year.server().nobody();
        let tokens = nobody.post("/api/v1/auth/login", &tokens).await;
        let clerk = nobody.bearing(tokens.ok(200)["access_token"].as_str().expect("a token"));
        (
            clerk,
            again(&commune.year, "leader.front.03388").await,
            again(&commune.year, "officer.03388").await,
        )
    };
    let (clerk, president, officer) = enter(&commune).await;
    told["ended_on"] = json!("2025-10-31");
    told["result"] =
        json!({"outcome": "shortcomings", "findings": "Thu sai hai khoản.", "cases": 1, "money": 12_000_000});
    let ended = clerk.matching(&inspection).await.put(&inspection, &told).await;
    assert_eq!(ended.ok(200)["without_notice"], false);
    let row = sent((&clerk, &president, &officer)).await;

    // On the last day nobody is late; on the next one it is overdue to whoever answers, to the board and to the Front.
    commune.year.until("2025-11-17").await;
    let (clerk, president, officer) = enter(&commune).await;
    for who in [&clerk, &president, &officer] {
        assert_eq!(overdue(who).await, Vec::<Value>::new());
    }
    commune.year.until("2025-11-18").await;
    let (clerk, president, officer) = enter(&commune).await;
    let leader = again(&commune.year, "leader.03388").await;
    let id = json!(row.address.rsplit('/').next());
    for who in [&clerk, &president, &officer, &leader] {
        assert_eq!(overdue(who).await, std::slice::from_ref(&id));
    }
    assert!(is_late(&leader, "answer_recommendation").await);
    let asking = json!({"content": "Quá 15 ngày chưa có trả lời."});
    row.act(&clerk, "ask-director", &asking).await.ok(200);
    let taking = json!({"number": "40/MTTQ-BTT", "on": "2025-11-18", "to": "Chủ tịch Ủy ban nhân dân tỉnh"});
    row.act(&president, "take-up", &taking).await.ok(200);
    let answered = row.act(&leader, "answer", &answer("2025-11-18")).await;
    assert_eq!(answered.ok(200)["course"]["answer"]["late"], true);
    let found =
        json!({"on": "2025-11-18", "progress": "done", "findings": "Đã hoàn trả.", "money_recovered": 12_000_000});
    row.act(&clerk, "follow-up", &found).await.ok(200);
    let closed = row
        .act(
            &clerk,
            "close",
            &json!({"on": "2025-11-18", "reason": "Đã thực hiện xong."}),
        )
        .await;
    assert_eq!(closed.ok(200)["state"], "closed");
    let history = &closed.json["course"];
    for step in ["confirmation", "sending", "receipt", "answer", "closing"] {
        assert!(history[step].is_object(), "{step}: {history}");
    }
    for steps in ["requests", "taken_up", "follow_ups"] {
        assert_eq!(history[steps].as_array().map(Vec::len), Some(1), "{steps}: {history}");
    }
}
