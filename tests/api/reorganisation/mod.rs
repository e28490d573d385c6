//! Reorganisations: names, splits and transfers, each whole or not at all, once, and from its day on.

mod refused;

use chrono::{Days, NaiveDate};
use danchu::{
    access::{Task, UnitId, fresh_personal},
    organisation::organisation,
    reporting::{
        obligation::succession::settle,
        template::install::{YEARLY, built_in_id, install},
    },
    territory::{unit, unit_reach},
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use super::support::{
    client::{Client, Reply},
    database::Backend,
    register::{PASSWORD, organisation_id, unit_id},
    server::TestServer,
};

on_both![
    a_commune_with_a_new_name_takes_everything_along,
    a_split_leaves_all_to_the_heir_but_what_the_act_names,
    people_without_a_post_are_suspended,
    it_is_carried_out_once_and_from_its_day_on,
    of_two_acts_at_once_the_second_finds_what_the_first_left,
    nothing_comes_to_lie_in_a_unit_while_it_is_closed,
    only_lines_within_reason_are_kept,
    what_waits_is_decided_on_by_whoever_receives_now,
    what_ends_later_goes_along_until_then,
    what_is_returned_after_the_act_is_owed_by_the_heir,
    what_is_under_way_goes_on_with_the_heir
];

const ACTS: &str = "/api/v1/reorganisations";

fn today(server: &TestServer) -> NaiveDate {
    server.kernel.clocks.legal.today()
}

fn opened(code: &str, name: &str, came_of: &Value) -> Value {
    json!({"code": code, "name": name, "kind": "Phường", "level": "commune", "parent_code": "12", "came_of": came_of})
}

fn of(code: &str) -> Value {
    json!({"unit": unit_id(code)})
}

fn act(on: NaiveDate, lines: &Value) -> Value {
    json!({"legal_basis": "Nghị quyết 99/NQ-UBTVQH15", "effective_on": on, "lines": lines})
}

async fn draft(client: &Client, on: NaiveDate, lines: &Value) -> String {
    let made = client.post(ACTS, &act(on, lines)).await;
    let id = made.ok(201)["id"].as_str().expect("an id").to_owned();
    let at = format!("{ACTS}/{id}");
    assert_eq!(made.header("location"), at);
    at
}

async fn apply(client: &Client, at: &str) -> Reply {
    client
        .matching(at)
        .await
        .post(&format!("{at}/apply"), &Value::Null)
        .await
}

async fn preview(client: &Client, at: &str) -> Reply {
    client.post(&format!("{at}/preview"), &Value::Null).await
}

async fn bodies(server: &TestServer) -> Vec<organisation::Model> {
    let rows = organisation::Entity::find().all(server.kernel.system(Task::LoadBuiltIns).reader());
    rows.await.expect("rows")
}

async fn body(server: &TestServer, key: &str) -> organisation::Model {
    let id = organisation_id(key);
    let found = bodies(server).await.into_iter().find(|body| body.id == id);
    found.expect("an organisation")
}

fn new_unit(code: &str, on: NaiveDate) -> UnitId {
    unit::id_of(code, on)
}

/// Somebody who signs in anew, in whatever post they hold now.
async fn again(server: &TestServer, login: &str) -> Client {
    let tokens = json!({"login": login, "password": PASSWORD});
    let tokens = server.nobody().post("/api/v1/auth/login", &tokens).await;
    let token = tokens.ok(200)["access_token"].as_str().expect("a token").to_owned();
    server.nobody().bearing(&token)
}

/// A round of 2025 on a line; its id.
async fn a_round(server: &TestServer, template: &str) -> String {
    let kernel = &server.kernel;
    install(&kernel.store, kernel.clocks.real.now())
        .await
        .expect("the templates are there");
    let due = json!({"kind": "on_date", "month": 12, "day": 20});
    let new = json!({
        "template_id": built_in_id(template, 1), "period_key": "2025", "name": "Báo cáo năm 2025",
        "deadlines": {"province": due, "district": due, "commune": due},
    });
    let made = server
        .sign_in("leader.12")
        .await
        .post("/api/v1/report-rounds", &new)
        .await;
    made.ok(201)["id"].as_str().expect("an id").to_owned()
}

/// A commune's report, sent in a round.
async fn sent(server: &TestServer, round: &str, key: &str) -> String {
    let officer = server.sign_in(&format!("officer.{key}")).await;
    let query = format!(
        "/api/v1/report-obligations?round={round}&organisation={}",
        organisation_id(key)
    );
    let owed = officer.get(&query).await.ok(200)["items"][0]["id"].clone();
    let at = format!("/api/v1/report-submissions/{}", uuid::Uuid::from(organisation_id(key)));
    let mut draft: Value = serde_json::from_str(include_str!("../../../examples/commune-report.json")).expect("JSON");
    draft["obligation_id"] = owed;
    officer.put(&at, &draft).await.ok(201);
    let leader = server.sign_in(&format!("leader.{key}")).await;
    leader
        .matching(&at)
        .await
        .post(&format!("{at}/submit"), &Value::Null)
        .await
        .ok(200);
    at
}

async fn what_waits_is_decided_on_by_whoever_receives_now(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.12").await;
    let round = a_round(&server, YEARLY).await;
    let commune = sent(&server, &round, "03388").await;
    let at = format!("/api/v1/report-rounds/{round}");
    leader
        .matching(&at)
        .await
        .post(&format!("{at}/close"), &json!({"reason": "Đã tổng hợp"}))
        .await
        .ok(200);
    let lines = json!({"opened": [opened("03401", "Lai Châu", &json!([of("03388")]))], "accounts": "move"});
    let act = draft(&leader, today(&server), &lines).await;
    apply(&leader, &act).await.ok(200);
    // Though its round was closed and its commune is no more.
    let accepted = leader
        .matching(&commune)
        .await
        .post(&format!("{commune}/accept"), &Value::Null)
        .await;
    assert_eq!(accepted.ok(200)["progress"], "accepted");
    let totals = leader.get(&format!("{at}/totals")).await;
    assert_eq!(totals.ok(200)["coverage"]["accepted"], 1);
}

async fn what_is_returned_after_the_act_is_owed_by_the_heir(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.12").await;
    let round = a_round(&server, YEARLY).await;
    let commune = sent(&server, &round, "03388").await;
    let lines = json!({"opened": [opened("03401", "Lai Châu", &json!([of("03388")]))], "accounts": "move"});
    let act = draft(&leader, today(&server), &lines).await;
    apply(&leader, &act).await.ok(200);
    let returned = json!({"reason": "Số liệu chưa khớp"});
    leader
        .matching(&commune)
        .await
        .post(&format!("{commune}/return"), &returned)
        .await
        .ok(200);
    let kernel = &server.kernel;
    settle(&kernel.store, kernel.clocks, fresh_personal())
        .await
        .expect("it is settled");
    let owed = leader
        .get(&format!("/api/v1/report-obligations?round={round}&limit=200"))
        .await
        .ok(200)
        .clone();
    let of_name = |name: &str| {
        let mut rows = owed["items"].as_array().expect("items").iter();
        rows.find(|row| row["organisation"]["name"] == name)
            .expect("an obligation")
            .clone()
    };
    let (before, heir) = (
        of_name("Ủy ban nhân dân phường Đoàn Kết"),
        of_name("Ủy ban nhân dân phường Lai Châu"),
    );
    assert_eq!(
        (&before["progress"], &heir["progress"]),
        (&json!("waived"), &json!("not_started"))
    );
    assert_eq!(before["due_at"], heir["due_at"]);
}

async fn what_ends_later_goes_along_until_then(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (leader, on) = (server.sign_in("leader.12").await, today(&server));
    let school = format!("/api/v1/organisations/{}", organisation_id("thpt-lai-chau"));
    let closing = json!({"on": "2099-01-01", "reason": "Sáp nhập"});
    leader
        .matching(&school)
        .await
        .post(&format!("{school}/close"), &closing)
        .await
        .ok(200);
    let lines = json!({"opened": [opened("03401", "Lai Châu", &json!([of("03388")]))]});
    let at = draft(&leader, on, &lines).await;
    apply(&leader, &at).await.ok(200);
    let row = body(&server, "thpt-lai-chau").await;
    assert_eq!((row.unit_id, row.valid_to.is_some()), (new_unit("03401", on), true));
}

async fn a_commune_with_a_new_name_takes_everything_along(backend: Backend) {
    let server = TestServer::start(backend).await;
    let on = today(&server);
    let (commune, leader) = (server.sign_in("officer.03388").await, server.sign_in("leader.12").await);
    let village = json!({"kind": "Bản", "name": "Nà Sài", "valid_from": "2012-01-01"});
    let village = commune.post("/api/v1/villages", &village).await.ok(201)["id"].clone();
    let committee = format!("/api/v1/organisations/{}", organisation_id("03388"));
    let code = json!({"code": "H35.38", "identifiers": [{"system": "tax", "value": "6200000038"}]});
    leader.matching(&committee).await.patch(&committee, &code).await.ok(200);
    let renamed = opened("03401", "Lai Châu", &json!([of("03388")]));
    let documents_by = on + chrono::Days::new(180);
    let lines = json!({"opened": [renamed], "accounts": "move", "documents_by": documents_by});
    let at = draft(&leader, on, &lines).await;
    let effect = apply(&leader, &at).await.ok(200)["effect"].clone();
    let outcomes = |wanted: &str| {
        let told = effect["organisations"].as_array().expect("organisations").iter();
        told.filter(|body| body["outcome"] == wanted).count()
    };
    assert_eq!((outcomes("opened"), outcomes("closed"), outcomes("passed")), (3, 3, 3));

    // It goes by the same code and number, and the old one is found no more by them.
    let found = leader
        .get("/api/v1/organisations?identifier=tax:6200000038")
        .await
        .ok(200)["items"][0]
        .clone();
    assert_eq!(
        (&found["name"], &found["code"]),
        (&json!("Ủy ban nhân dân phường Lai Châu"), &json!("H35.38"))
    );
    // The token is spent; whoever signs in anew works on under the new name.
    commune.get("/api/v1/me").await.problem(401, "unauthenticated");
    let commune = again(&server, "officer.03388").await;
    // What those before had issued is to be replaced by the day the act names.
    let waiting = commune.get("/api/v1/worklist?kind=begin_regulation").await;
    let due = format!("{documents_by}T17:00:00Z");
    let waiting = waiting.ok(200)["items"].as_array().expect("items");
    assert!(
        !waiting.is_empty() && waiting.iter().all(|item| item["due_at"] == due),
        "{waiting:?}"
    );
    let me = commune.get("/api/v1/me").await.ok(200).clone();
    assert_eq!(me["organisation"]["name"], "Ủy ban nhân dân phường Lai Châu");
    assert_eq!(me["unit"]["code"], "03401");
    let seen = commune
        .get(&format!("/api/v1/villages/{}", village.as_str().expect("an id")))
        .await;
    assert_eq!(
        seen.ok(200)["allowed_actions"],
        json!(["update", "record_households", "close"])
    );
    for key in ["thpt-lai-chau", "board.03388", "village.03388"] {
        assert_eq!(body(&server, key).await.unit_id, new_unit("03401", on), "{key}");
        assert_eq!(body(&server, key).await.origin_unit_id, unit_id("03388"), "{key}");
    }
    // The school stays with its department.
    assert_eq!(
        body(&server, "thpt-lai-chau").await.managed_by,
        Some(organisation_id("so-gddt"))
    );
    // What came before is history of the heir, over two acts.
    let reach = unit_reach::Entity::find_by_id((new_unit("03401", on), unit_id("03386")));
    let reach = reach
        .one(server.kernel.system(Task::LoadBuiltIns).reader())
        .await
        .expect("an answer");
    assert!(reach.is_some_and(|row| row.inherited));
}

async fn a_split_leaves_all_to_the_heir_but_what_the_act_names(backend: Backend) {
    let server = TestServer::start(backend).await;
    let on = today(&server);
    let leader = server.sign_in("leader.12").await;
    let part = |heir: bool| json!([{"unit": unit_id("03388"), "heir": heir}]);
    let both =
        |one: bool, other: bool| json!([opened("03401", "Tả", &part(one)), opened("03402", "Hữu", &part(other))]);
    for (one, other) in [(false, false), (true, true)] {
        let at = draft(&leader, on, &json!({"opened": both(one, other)})).await;
        let faults = preview(&leader, &at).await;
        faults.problem(422, "invalid_content");
        assert_eq!(faults.faults()["/lines/opened/0/came_of/0/heir"], "one_heir");
    }
    let lines = json!({
        "opened": both(true, false),
        "organisations": [
            {"organisation": organisation_id("board.03388"), "to_unit": new_unit("03402", on)},
            {"organisation": organisation_id("village.03388"), "closes": true},
            {"kind": "public_service_unit", "to_unit": unit_id("12"), "to_manager": organisation_id("so-noi-vu")},
        ],
    });
    let at = draft(&leader, on, &lines).await;
    apply(&leader, &at).await.ok(200);
    assert_eq!(body(&server, "board.03388").await.unit_id, new_unit("03402", on));
    assert_eq!(body(&server, "village.03388").await.valid_to, Some(on));
    let school = body(&server, "thpt-lai-chau").await;
    assert_eq!(
        (school.unit_id, school.managed_by),
        (unit_id("12"), Some(organisation_id("so-noi-vu")))
    );
    // History has one heir.
    let rows = unit_reach::Entity::find()
        .all(server.kernel.system(Task::LoadBuiltIns).reader())
        .await
        .expect("rows");
    let reaches = |root: UnitId| {
        rows.iter()
            .any(|row| (row.root_id, row.unit_id) == (root, unit_id("03388")))
    };
    assert_eq!(
        (reaches(new_unit("03401", on)), reaches(new_unit("03402", on))),
        (true, false)
    );
}

async fn people_without_a_post_are_suspended(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.12").await;
    let officer = server.sign_in("officer.03390").await;
    let lines = json!({"opened": [opened("03401", "Lai Châu", &json!([of("03390")]))]});
    let at = draft(&leader, today(&server), &lines).await;
    let effect = apply(&leader, &at).await.ok(200)["effect"].clone();
    let accounts = effect["accounts"].as_array().expect("accounts");
    assert_eq!(accounts.len(), 2);
    assert!(accounts.iter().all(|account| account["suspended"] == true));
    officer.get("/api/v1/me").await.problem(401, "unauthenticated");
    let administrator = server.sign_in("administrator.12").await;
    let account = format!("/api/v1/accounts/{}", accounts[0]["id"].as_str().expect("an id"));
    let seen = administrator.get(&account).await;
    assert_eq!(seen.ok(200)["suspend_reason"], "Nghị quyết 99/NQ-UBTVQH15");
    // Whoever stood elsewhere is not touched.
    server.sign_in("officer.03388").await.get("/api/v1/me").await.ok(200);
}

async fn it_is_carried_out_once_and_from_its_day_on(backend: Backend) {
    let server = TestServer::start(backend).await;
    let on = today(&server);
    let leader = server.sign_in("leader.12").await;
    let lines = json!({"opened": [opened("03401", "Lai Châu", &json!([of("03388")]))]});
    let at = draft(&leader, on + Days::new(30), &lines).await;
    assert_eq!(
        leader.get(&at).await.ok(200)["allowed_actions"],
        json!(["change", "preview"])
    );
    apply(&leader, &at).await.problem(409, "state_forbids");
    preview(&leader, &at).await.ok(200);
    leader
        .post(&format!("{at}/apply"), &Value::Null)
        .await
        .problem(428, "precondition_required");
    let read = leader.get(&at).await;
    let change = json!({"effective_on": on, "lines": {"accounts": "move"}});
    let changed = leader.matching(&at).await.patch(&at, &change).await;
    assert_eq!(
        changed.ok(200)["allowed_actions"],
        json!(["change", "preview", "apply"])
    );
    assert_eq!(changed.json["lines"]["opened"], read.json["lines"]["opened"]);
    let stale = leader.with("If-Match", read.header("etag"));
    stale
        .post(&format!("{at}/apply"), &Value::Null)
        .await
        .problem(412, "precondition_failed");
    apply(&leader, &at).await.ok(200);
    apply(&leader, &at).await.problem(409, "state_forbids");
    preview(&leader, &at).await.problem(409, "state_forbids");
    leader
        .matching(&at)
        .await
        .patch(&at, &change)
        .await
        .problem(409, "state_forbids");
    // Everybody reads what was carried out, and its committee alone what that did to whom.
    let other = server.sign_in("officer.11").await;
    let seen = other.get(&at).await.ok(200).clone();
    assert!(seen["lines"].is_object() && seen.get("effect").is_none());
    let again = draft(&leader, on, &lines).await;
    other.get(&again).await.problem(404, "not_found");
    assert_eq!(
        preview(&leader, &again).await.faults()["/lines/opened/0/came_of/0/unit"],
        "ended"
    );
}

async fn of_two_acts_at_once_the_second_finds_what_the_first_left(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (leader, on) = (server.sign_in("leader.12").await, today(&server));
    let lines = |code: &str| json!({"opened": [opened(code, "Lai Châu", &json!([of("03388")]))]});
    let one = draft(&leader, on, &lines("03401")).await;
    let other = draft(&leader, on, &lines("03402")).await;
    let (one, other) = tokio::join!(apply(&leader, &one), apply(&leader, &other));
    let mut answers = [one.status.as_u16(), other.status.as_u16()];
    answers.sort_unstable();
    assert_eq!(answers, [200, 422], "{} {}", one.json, other.json);
    let of_two = bodies(&server).await;
    assert_eq!(
        of_two
            .iter()
            .filter(|body| body.name == "Ủy ban nhân dân phường Lai Châu")
            .count(),
        1
    );
}

async fn nothing_comes_to_lie_in_a_unit_while_it_is_closed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (leader, on) = (server.sign_in("leader.12").await, today(&server));
    let mut from = "03388".to_owned();
    let mut unit = unit_id("03388");
    for turn in 1..=6 {
        let code = format!("0340{turn}");
        let lines = json!({"opened": [opened(&code, "Lai Châu", &json!([{"unit": unit}]))]});
        let at = draft(&leader, on, &lines).await;
        let school = json!({"name": format!("Trường {turn}"), "kind": "public_service_unit", "unit": unit, "valid_from": "2025-07-02"});
        let (applied, founded) = tokio::join!(apply(&leader, &at), leader.post("/api/v1/organisations", &school));
        if turn == 1 {
            applied.ok(200);
        } else {
            // A unit opened today cannot end today.
            assert_eq!(
                applied.faults()["/lines/opened/0/came_of/0/unit"],
                "before_its_beginning",
                "{from}"
            );
            break;
        }
        assert!([201, 403, 422].contains(&founded.status.as_u16()), "{}", founded.json);
        let ended = bodies(&server)
            .await
            .into_iter()
            .find(|body| body.unit_id == unit && body.valid_to.is_none());
        assert_eq!(ended.map(|body| body.name), None, "lives in a unit that has ended");
        unit = new_unit(&code, on);
        from = code;
    }
}

async fn only_lines_within_reason_are_kept(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (leader, on) = (server.sign_in("leader.12").await, today(&server));
    let many = vec![unit_id("03388"); 1001];
    let sent = act(on, &json!({"abolished": many}));
    assert_eq!(
        leader.post(ACTS, &sent).await.faults()["/lines/abolished"],
        "out_of_range"
    );
    for day in ["1900-01-01", "2199-01-01"] {
        let sent = act(day.parse().expect("a day"), &json!({}));
        assert_eq!(leader.post(ACTS, &sent).await.faults()["/effective_on"], "out_of_range");
    }
    let sent = act(on, &json!({"documents_by": on - chrono::Days::new(1)}));
    assert_eq!(
        leader.post(ACTS, &sent).await.faults()["/lines/documents_by"],
        "out_of_range"
    );
    let unknown = act(on, &json!({"merged": []}));
    leader.post(ACTS, &unknown).await.problem(422, "invalid_content");
}

/// What was planned, to be disclosed or to be answered is the heir's to do, by the same days; what was held stays with whoever held it.
async fn what_is_under_way_goes_on_with_the_heir(backend: Backend) {
    let server = TestServer::start(backend).await;
    let today = today(&server);
    let (leader, officer) = (server.sign_in("leader.12").await, server.sign_in("officer.03388").await);
    let at = |list: &str, number: u32| format!("/api/v1/{list}/0a3c6f0e-2b7d-4f57-9d2e-{number:012}");
    let mut dialogue = json!({"kind": "dialogue", "title": "Đối thoại", "planned_on": today, "channels": ["meeting"]});
    officer.put(&at("activities", 1), &dialogue).await.ok(201);
    dialogue["held"] = json!({"on": today, "attendance": [{"who": "people", "people": 90}]});
    officer.put(&at("activities", 2), &dialogue).await.ok(201);
    let disclosure = json!({"group": "budget", "title": "Dự toán", "arisen_on": today});
    let due_on = officer.put(&at("disclosures", 3), &disclosure).await.ok(201)["due_on"].clone();
    let by = today.checked_add_days(Days::new(30)).expect("a day");
    let inspection = json!({
        "kind": "inspection", "subject": organisation_id("03388"), "title": "Kiểm tra", "planned_on": today, "visited_on": today,
        "conclusion": {"on": today, "findings": "Chưa công khai.", "shortcomings": 1, "remedy": "Công khai.", "answer_by": by},
    });
    let province = server.sign_in("officer.12").await;
    province
        .put(&at("compliance-inspections", 4), &inspection)
        .await
        .ok(201);
    let lines = json!({"opened": [opened("03401", "Lai Châu", &json!([of("03388")]))], "accounts": "move"});
    let act = draft(&leader, today, &lines).await;
    let rehearsed = preview(&leader, &act).await;
    let applied = apply(&leader, &act).await;
    assert_eq!(applied.ok(200)["effect"]["measures"], rehearsed.ok(200)["measures"]);
    let passed = applied.json["effect"]["measures"].as_array().expect("measures").clone();
    let addresses: Vec<&str> = passed.iter().filter_map(|one| one["address"].as_str()).collect();
    assert_eq!(
        addresses,
        [
            at("activities", 1),
            at("compliance-inspections", 4),
            at("disclosures", 3)
        ]
    );
    let heir = &passed[0]["organisation"];
    assert_ne!(heir, &json!(organisation_id("03388")));
    // The heir's people do it.
    let (officer, chair) = (
        again(&server, "officer.03388").await,
        again(&server, "leader.03388").await,
    );
    let planned = officer.get(&at("activities", 1)).await;
    assert_eq!(
        (&planned.ok(200)["organisation"]["id"], &planned.json["allowed_actions"]),
        (heir, &json!(["change", "cancel"]))
    );
    let held = officer.get(&at("activities", 2)).await;
    assert_eq!(held.ok(200)["organisation"]["id"], json!(organisation_id("03388")));
    let waiting = officer.get(&at("disclosures", 3)).await;
    assert_eq!(
        (&waiting.ok(200)["organisation"]["id"], &waiting.json["due_on"]),
        (heir, &due_on)
    );
    let told = officer.get("/api/v1/worklist?kind=disclose").await;
    assert_eq!(told.ok(200)["items"][0]["address"], at("disclosures", 3));
    let here = at("compliance-inspections", 4);
    let answer = json!({"explanation": "Đã công khai."});
    let answered = chair
        .matching(&here)
        .await
        .post(&format!("{here}/answer"), &answer)
        .await;
    assert_eq!(answered.ok(200)["subject"]["id"], *heir);
}
