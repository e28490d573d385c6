//! Along which line reports travel: a commune's board to its Front, an agency's to its union, a village to its commune's committee.

use chrono::{DateTime, Utc};
use danchu::{
    access::TemplateId,
    reporting::template::install::{YEARLY, built_in_id, install},
};
use serde_json::{Map, Value, json};

use super::support::{client::Client, database::Backend, register::organisation_id, server::TestServer};

on_both![
    a_board_reports_to_its_front,
    nothing_to_report_is_an_answer,
    a_board_of_an_agency_reports_to_its_union,
    a_village_reports_to_its_commune,
    on_the_management_line_nobody_of_these_is_asked
];

async fn start(backend: Backend) -> TestServer {
    let server = TestServer::start(backend).await;
    let store = server.database.open().await;
    install(&store, DateTime::<Utc>::default()).await.expect("templates");
    store.close().await;
    server
}

/// Opens a round on a built-in template; its id and the obligations in it.
async fn opened(server: &TestServer, template: &str, period: &str) -> (String, Vec<Value>) {
    let leader = server.sign_in("leader.12").await;
    let due = json!({"kind": "days_after", "days": 20});
    let round = json!({
        "template_id": built_in_id(template, 1), "period_key": period, "name": "Đợt báo cáo",
        "deadlines": {"province": due, "district": due, "commune": due},
    });
    let opened = leader.post("/api/v1/report-rounds", &round).await;
    let round = opened.ok(201)["id"].as_str().expect("an id").to_owned();
    let owed = leader
        .get(&format!("/api/v1/report-obligations?round={round}&limit=200"))
        .await;
    let owed = owed.ok(200)["items"].as_array().expect("items").clone();
    (round, owed)
}

/// An answer to all that a template asks.
async fn answers(client: &Client, template: TemplateId) -> Map<String, Value> {
    let template = client.get(&format!("/api/v1/report-templates/{template}")).await;
    let indicators = template.ok(200)["content"]["indicators"]
        .as_array()
        .expect("indicators")
        .clone();
    let answer = |indicator: &Value| {
        let value = match indicator["value_type"].as_str() {
            Some("integer" | "money") => json!(2),
            Some("decimal") => json!("1.5"),
            Some("boolean") => json!(true),
            _ => json!("Không"),
        };
        (indicator["code"].as_str().expect("a code").to_owned(), value)
    };
    indicators.iter().map(answer).collect()
}

/// The whole way of one body's report; who submits and who decides have these logins' organisation.
async fn travels(server: &TestServer, template: &str, obligation: &Value, from: &str, to: &str) -> String {
    let officer = server.sign_in(&format!("officer.{from}")).await;
    let values = answers(&officer, built_in_id(template, 1)).await;
    let draft =
        json!({"obligation_id": obligation["id"], "values": values, "narrative": {"overview": "Đã thực hiện."}});
    let report = format!(
        "/api/v1/report-submissions/{}",
        obligation["id"].as_str().expect("an id")
    );
    officer.put(&report, &draft).await.ok(201);
    let leader = server.sign_in(&format!("leader.{from}")).await.matching(&report).await;
    let sent = leader.post(&format!("{report}/submit"), &json!({})).await;
    assert_eq!(sent.ok(200)["receiver"]["id"], json!(organisation_id(to)));
    let receiver = server.sign_in(&format!("leader.{to}")).await;
    let waiting = receiver.get("/api/v1/worklist").await;
    assert_eq!(
        waiting.ok(200)["items"][0]["kind"],
        "decide_report",
        "{:#}",
        waiting.json
    );
    report
}

async fn accepts(server: &TestServer, login: &str, report: &str) -> u16 {
    let decider = server.sign_in(login).await;
    let read = decider.get(report).await;
    let decider = decider.with(
        "If-Match",
        read.headers
            .get("etag")
            .map_or("\"2.0\"", |tag| tag.to_str().expect("text")),
    );
    decider
        .post(&format!("{report}/accept"), &json!({}))
        .await
        .status
        .as_u16()
}

async fn a_board_reports_to_its_front(backend: Backend) {
    let server = start(backend).await;
    let template = "people-inspectorate-front-quarterly";
    let (round, owed) = opened(&server, template, "2025-Q4").await;
    assert_eq!(owed.len(), 1, "{owed:#?}");
    assert_eq!(owed[0]["organisation"]["id"], json!(organisation_id("board.03388")));
    assert_eq!(
        (&owed[0]["basis"], &owed[0]["asked_as"]),
        (&json!("required"), &json!(["inspection_board"]))
    );
    let report = travels(&server, template, &owed[0], "board.03388", "front.03388").await;
    // The Council oversees too, and receives nothing; the committees see it, and have no say in it.
    let council = server.sign_in("overseer.council.03388").await;
    council.get(&report).await.problem(404, "not_found");
    for login in ["leader.03388", "leader.12", "leader.so-noi-vu"] {
        assert_eq!(accepts(&server, login, &report).await, 403, "{login}");
    }
    let officer = server.sign_in("officer.front.03388").await.matching(&report).await;
    let findings = json!({"findings": "Đã đối chiếu biên bản."});
    officer.post(&format!("{report}/examine"), &findings).await.ok(200);
    assert_eq!(accepts(&server, "leader.front.03388", &report).await, 200);
    assert_eq!(council.get(&report).await.ok(200)["progress"], "accepted");
    let totals = server.sign_in("leader.12").await;
    let totals = totals.get(&format!("/api/v1/report-rounds/{round}/totals")).await;
    assert_eq!(totals.ok(200)["coverage"]["accepted"], 1);
    let figures = totals.json["indicators"].as_array().expect("indicators");
    let members = figures.iter().find(|figure| figure["code"] == "F02").expect("F02");
    assert_eq!((&members["value"], &members["n"]), (&json!(2), &json!(1)));
}

/// A quarter in which nothing happened is an answer of its own.
async fn nothing_to_report_is_an_answer(backend: Backend) {
    let server = start(backend).await;
    let (round, owed) = opened(&server, "people-inspectorate-front-quarterly", "2025-Q4").await;
    let officer = server.sign_in("officer.board.03388").await;
    let report = format!("/api/v1/report-submissions/{round}");
    let mut draft = json!({"obligation_id": owed[0]["id"], "nothing_to_report": true, "values": {"F02": 5}});
    let contradictory = officer.put(&report, &draft).await;
    assert_eq!(
        contradictory.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/values"
    );
    draft["values"] = json!({});
    assert_eq!(officer.put(&report, &draft).await.ok(201)["nothing_to_report"], true);
    assert_eq!(officer.put(&report, &draft).await.ok(200)["nothing_to_report"], true);
    // The same without saying so is another draft.
    let silent = json!({"obligation_id": owed[0]["id"]});
    officer
        .put(&report, &silent)
        .await
        .problem(428, "precondition_required");
    let leader = server.sign_in("leader.board.03388").await.matching(&report).await;
    let sent = leader.post(&format!("{report}/submit"), &json!({})).await;
    assert_eq!(
        (&sent.ok(200)["nothing_to_report"], &sent.json["values"]),
        (&json!(true), &json!({}))
    );
    assert_eq!(accepts(&server, "leader.front.03388", &report).await, 200);
    let totals = server.sign_in("leader.12").await;
    let totals = totals.get(&format!("/api/v1/report-rounds/{round}/totals")).await;
    assert_eq!(totals.ok(200)["coverage"]["accepted"], 1);
    let figures = totals.json["indicators"].as_array().expect("indicators");
    assert!(figures.iter().all(|figure| figure["n"] == 0));
    let supplement = server.sign_in("officer.board.03388").await.matching(&report).await;
    let reason = json!({"reason": "Sót một cuộc giám sát"});
    let begun = supplement.post(&format!("{report}/supplement"), &reason).await;
    assert_eq!(begun.ok(200)["nothing_to_report"], true);
    // The yearly report wants figures in any case.
    let (yearly, owed) = opened(&server, YEARLY, "2025").await;
    let own = owed
        .iter()
        .find(|owed| owed["organisation"]["id"] == json!(organisation_id("03388")));
    let draft = json!({"obligation_id": own.expect("the commune's")["id"], "nothing_to_report": true});
    let officer = server.sign_in("officer.03388").await;
    let refused = officer
        .put(&format!("/api/v1/report-submissions/{yearly}"), &draft)
        .await;
    assert_eq!(
        refused.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/nothing_to_report"
    );
}

async fn a_board_of_an_agency_reports_to_its_union(backend: Backend) {
    let server = start(backend).await;
    let template = "people-inspectorate-union-quarterly";
    let (_, owed) = opened(&server, template, "2025-Q4").await;
    assert_eq!(owed.len(), 1, "{owed:#?}");
    let report = travels(&server, template, &owed[0], "board.so-gddt", "union").await;
    assert_eq!(accepts(&server, "leader.so-gddt", &report).await, 404);
    assert_eq!(accepts(&server, "leader.union", &report).await, 200);
}

async fn a_village_reports_to_its_commune(backend: Backend) {
    let server = start(backend).await;
    let (_, owed) = opened(&server, "village-yearly", "2025").await;
    assert_eq!(owed.len(), 1, "{owed:#?}");
    let report = travels(&server, "village-yearly", &owed[0], "village.03388", "03388").await;
    assert_eq!(accepts(&server, "leader.12", &report).await, 403);
    assert_eq!(accepts(&server, "leader.03388", &report).await, 200);
}

async fn on_the_management_line_nobody_of_these_is_asked(backend: Backend) {
    let server = start(backend).await;
    let none = ["board.03388", "board.so-gddt", "village.03388", "union", "front.03388"];
    let none = none.map(|key| json!(organisation_id(key)));
    for (template, period) in [
        (YEARLY, "2025"),
        ("grassroots-democracy-half-yearly", "2025-H2"),
        ("grassroots-democracy-quarterly", "2025-Q4"),
        ("village-conventions-yearly", "2025"),
    ] {
        let (_, owed) = opened(&server, template, period).await;
        assert!(owed.len() >= 2, "{template}");
        assert!(
            owed.iter().all(|owed| !none.contains(&owed["organisation"]["id"])),
            "{owed:#?}"
        );
    }
}
