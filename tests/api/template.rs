//! Report templates as a province's own data: drafted, published for good, revised, retired, and asked ad hoc.

use chrono::{DateTime, Utc};
use danchu::reporting::template::install::{YEARLY, built_in_id, install};
use serde_json::{Value, json};

use super::support::{
    client::{Client, Reply},
    database::Backend,
    server::TestServer,
};

on_both![
    a_draft_is_seen_and_changed_by_its_committee_alone,
    what_contradicts_itself_is_not_published,
    what_was_published_never_changes,
    what_is_built_in_is_revised_and_not_changed,
    only_what_is_in_use_is_asked,
    an_ad_hoc_template_is_asked_on_occasions,
    what_is_malformed_is_refused_and_changes_nothing,
    both_drafters_get_their_turn
];

const TEMPLATES: &str = "/api/v1/report-templates";

fn indicator(code: &str) -> Value {
    json!({
        "code": code, "section": "A", "name": {"vi": "Số hội nghị", "en": "Conferences"}, "value_type": "integer",
        "required": true, "minimum": 0, "maximum": 1000, "applies_to": ["commune"], "across_units": "sum", "across_periods": "sum",
    })
}

fn new(periodicity: &str) -> Value {
    json!({
        "code": "dialogue", "name_vi": "Báo cáo về đối thoại", "name_en": "Report on dialogue", "periodicity": periodicity,
        "calendar": "civil",
        "content": {
            "sections": [{"code": "A", "name": {"vi": "Đối thoại", "en": "Dialogue"}}],
            "indicators": [indicator("A01"), indicator("A02")],
            "rules": [{"code": "R1", "rule": "A02 <= A01", "kind": "error",
                "message": {"vi": "A02 không lớn hơn A01.", "en": "A02 is at most A01."}}],
        },
    })
}

fn at(template: &Value) -> String {
    format!("{TEMPLATES}/{}", template["id"].as_str().expect("an id"))
}

/// A sub-path of a template, after its latest version.
async fn act(client: &Client, template: &Value, verb: &str, body: &Value) -> Reply {
    let record = at(template);
    let client = client.matching(&record).await;
    client.post(&format!("{record}/{verb}"), body).await
}

async fn publish(client: &Client, template: &Value) -> Reply {
    act(client, template, "publish", &Value::Null).await
}

async fn retire(client: &Client, template: &Value) -> Reply {
    act(client, template, "retire", &json!({"reason": "Đã có mẫu thay thế"})).await
}

fn round(template: &Value, period: &str, occasion: Option<&str>) -> Value {
    let due = json!({"kind": "working_days_after", "days": 3, "event": "round_opening"});
    let mut round = json!({
        "template_id": template["id"], "period_key": period, "calendar": "civil", "name": "Đợt báo cáo",
        "deadlines": {"province": due, "district": due, "commune": due},
    });
    if let Some(occasion) = occasion {
        round["occasion"] = json!(occasion);
    }
    round
}

async fn ids(client: &Client, query: &str) -> Vec<String> {
    let page = client.get(&format!("{TEMPLATES}?{query}")).await;
    let items = page.ok(200)["items"].as_array().expect("items").clone();
    let id = |item: &Value| item["id"].as_str().expect("an id").to_owned();
    items.iter().map(id).collect()
}

async fn a_draft_is_seen_and_changed_by_its_committee_alone(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.12").await;
    let made = officer.post(TEMPLATES, &new("quarter")).await;
    let draft = made.ok(201).clone();
    assert_eq!(made.header("location"), at(&draft));
    assert_eq!(
        (&draft["state"], &draft["edition"], &draft["faults"]),
        (&json!("draft"), &json!(1), &json!([]))
    );
    assert_eq!(draft["allowed_actions"], json!(["change"]));
    for login in ["leader.03388", "overseer.council.12", "leader.11", "officer.so-gddt"] {
        let other = server.sign_in(login).await;
        other.get(&at(&draft)).await.problem(404, "not_found");
        assert_eq!(ids(&other, "").await, Vec::<String>::new());
    }
    // Whoever works for the committee by mandate sees and changes it.
    let mandated = server.sign_in("officer.so-noi-vu").await;
    let change =
        json!({"name_vi": "Báo cáo đối thoại", "legal_basis": null, "content": {"late_allowed": false, "rules": []}});
    let changed = mandated.matching(&at(&draft)).await.patch(&at(&draft), &change).await;
    let changed = changed.ok(200);
    assert_eq!(changed["name_vi"], "Báo cáo đối thoại");
    assert_eq!(changed["content"]["late_allowed"], false);
    assert_eq!(changed["content"]["rules"], json!([]));
    assert_eq!(changed["content"]["indicators"], draft["content"]["indicators"]);
    let stale = officer.with("If-Match", made.header("etag"));
    stale
        .patch(&at(&draft), &change)
        .await
        .problem(412, "precondition_failed");
    officer
        .patch(&at(&draft), &change)
        .await
        .problem(428, "precondition_required");
    // An officer drafts, a leader publishes.
    publish(&officer, &draft).await.problem(403, "forbidden");
    let leader = server.sign_in("leader.12").await;
    let published = publish(&leader, &draft).await;
    assert_eq!(published.ok(200)["state"], "published");
    for login in ["leader.03388", "overseer.council.12", "leader.11", "officer.so-gddt"] {
        let other = server.sign_in(login).await;
        let read = other.get(&at(&draft)).await;
        assert_eq!(read.ok(200)["content"]["late_allowed"], false);
        assert_eq!(
            read.json["allowed_actions"],
            json!(if login == "leader.11" { vec!["revise"] } else { vec![] })
        );
    }
}

async fn what_contradicts_itself_is_not_published(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.12").await;
    let mut contradictory = new("quarter");
    contradictory["content"]["indicators"] = json!([indicator("A01"), indicator("A01"), indicator("B1")]);
    contradictory["content"]["indicators"][2]["section"] = json!("Z");
    contradictory["content"]["rules"][0]["rule"] = json!("A02 / 0 <= A01");
    let rule = contradictory["content"]["rules"][0].clone();
    for (code, text) in [("R2", "A01 <="), ("R3", "previous(A01) <= 5")] {
        let mut another = rule.clone();
        another["code"] = json!(code);
        another["rule"] = json!(text);
        contradictory["content"]["rules"]
            .as_array_mut()
            .expect("rules")
            .push(another);
    }
    let draft = leader.post(TEMPLATES, &contradictory).await.ok(201).clone();
    let wanted = [
        ("/content/indicators/1", "duplicate_code"),
        ("/content/indicators/2", "unknown_section"),
        ("/content/rules/0", "unsuited_rule"),
        ("/content/rules/1", "unsuited_rule"),
        ("/content/rules/2", "unsuited_rule"),
    ];
    let told = |faults: &Value| -> Vec<(String, String)> {
        let faults = faults.as_array().expect("faults").iter();
        faults
            .map(|fault| {
                let text = |name: &str| fault[name].as_str().expect("a text").to_owned();
                (text("pointer"), text("code"))
            })
            .collect()
    };
    let wanted: Vec<_> = wanted.map(|(at, code)| (at.to_owned(), code.to_owned())).into();
    assert_eq!(told(&draft["faults"]), wanted);
    let refused = publish(&leader, &draft).await;
    assert_eq!(told(&refused.problem(422, "invalid_content")["errors"]), wanted);
    assert_eq!(leader.get(&at(&draft)).await.ok(200)["state"], "draft");
    // As many as anybody can look through, even in a draft.
    let many: Vec<Value> = (0..501).map(|number| indicator(&format!("A{number}"))).collect();
    let change = json!({"content": {"indicators": many, "rules": []}});
    let refused = leader.matching(&at(&draft)).await.patch(&at(&draft), &change).await;
    let faults = told(&refused.problem(422, "invalid_content")["errors"]);
    assert_eq!(faults, [("/content/indicators".to_owned(), "too_many".to_owned())]);
}

async fn what_was_published_never_changes(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.12").await;
    let first = leader.post(TEMPLATES, &new("quarter")).await.ok(201).clone();
    let again = leader.post(TEMPLATES, &new("quarter")).await;
    assert_eq!(again.problem(409, "already_exists")["existing_id"], first["id"]);
    let unpublished = leader.post(&format!("{}/revise", at(&first)), &Value::Null).await;
    unpublished.problem(409, "state_forbids");
    publish(&leader, &first).await.ok(200);
    publish(&leader, &first).await.problem(409, "state_forbids");
    let change = json!({"name_en": "Another"});
    let refused = leader.matching(&at(&first)).await.patch(&at(&first), &change).await;
    refused.problem(409, "state_forbids");
    let second = leader.post(&format!("{}/revise", at(&first)), &Value::Null).await;
    let second = second.ok(201).clone();
    assert_eq!((&second["edition"], &second["code"]), (&json!(2), &first["code"]));
    assert_eq!(second["content"], first["content"]);
    let twice = leader.post(&format!("{}/revise", at(&first)), &Value::Null).await;
    assert_eq!(twice.problem(409, "already_exists")["existing_id"], second["id"]);
    // What is given up leaves its number to nobody.
    retire(&leader, &second).await.ok(200);
    retire(&leader, &second).await.problem(409, "state_forbids");
    let third = leader.post(&format!("{}/revise", at(&first)), &Value::Null).await;
    assert_eq!(third.ok(201)["edition"], 3);
    let of = |state: &str| format!("state={state}&code=dialogue");
    assert_eq!(
        ids(&leader, &of("published")).await,
        [first["id"].as_str().expect("an id")]
    );
    assert_eq!(
        ids(&leader, &of("retired")).await,
        [second["id"].as_str().expect("an id")]
    );
    assert_eq!(
        ids(&leader, &of("draft")).await,
        [third.json["id"].as_str().expect("an id")]
    );
    // Another province begins its own.
    let other = server.sign_in("leader.11").await;
    assert_eq!(other.post(TEMPLATES, &new("quarter")).await.ok(201)["edition"], 1);
}

async fn what_is_built_in_is_revised_and_not_changed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let store = server.database.open().await;
    install(&store, DateTime::<Utc>::default()).await.expect("templates");
    store.close().await;
    let leader = server.sign_in("leader.12").await;
    let built_in = json!({"id": built_in_id(YEARLY, 1)});
    assert_eq!(
        leader.get(&at(&built_in)).await.ok(200)["allowed_actions"],
        json!(["revise"])
    );
    let refused = leader
        .matching(&at(&built_in))
        .await
        .patch(&at(&built_in), &json!({}))
        .await;
    refused.problem(403, "not_yours");
    retire(&leader, &built_in).await.problem(403, "not_yours");
    let own = leader.post(&format!("{}/revise", at(&built_in)), &Value::Null).await;
    let own = own.ok(201).clone();
    assert_eq!((&own["edition"], &own["code"]), (&json!(2), &json!(YEARLY)));
    publish(&leader, &own).await.ok(200);
}

async fn only_what_is_in_use_is_asked(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.12").await;
    let template = leader.post(TEMPLATES, &new("quarter")).await.ok(201).clone();
    let open = |period: &'static str| {
        let (leader, round) = (leader.clone(), round(&template, period, None));
        async move { leader.post("/api/v1/report-rounds", &round).await }
    };
    let not_in_use = |refused: Reply| {
        let problem = refused.problem(422, "invalid_content");
        assert_eq!(problem["errors"][0]["code"], "not_in_use");
    };
    not_in_use(open("2026-Q1").await);
    publish(&leader, &template).await.ok(200);
    let opened = open("2026-Q1").await;
    opened.ok(201);
    let other = open("2026").await;
    assert_eq!(
        other.problem(422, "invalid_content")["errors"][0]["code"],
        "other_periodicity"
    );
    retire(&leader, &template).await.ok(200);
    not_in_use(open("2026-Q2").await);
    // What asks it already goes on.
    let officer = server.sign_in("officer.03388").await;
    let round = opened.json["id"].as_str().expect("an id");
    let owed = officer.get(&format!("/api/v1/report-obligations?round={round}")).await;
    let obligation = owed.ok(200)["items"][0]["id"].clone();
    let draft = json!({"obligation_id": obligation, "values": {"A01": 3, "A02": 4}, "narrative": {}});
    let report = format!("/api/v1/report-submissions/{round}");
    officer.put(&report, &draft).await.ok(201);
    let signer = server.sign_in("leader.03388").await.matching(&report).await;
    let refused = signer.post(&format!("{report}/submit"), &json!({})).await;
    assert_eq!(
        refused.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/values/A02"
    );
}

async fn an_ad_hoc_template_is_asked_on_occasions(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.12").await;
    let template = leader.post(TEMPLATES, &new("ad_hoc")).await.ok(201).clone();
    publish(&leader, &template).await.ok(200);
    let open = |round: Value| {
        let leader = leader.clone();
        async move { leader.post("/api/v1/report-rounds", &round).await }
    };
    let unsuited = open(round(&template, "2026-03", None)).await;
    assert_eq!(
        unsuited.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/occasion"
    );
    let first = open(round(&template, "2026-03", Some("Sắp xếp thôn, bản"))).await;
    assert_eq!(first.ok(201)["occasion"], "Sắp xếp thôn, bản");
    open(round(&template, "2026-03", Some("Sắp xếp thôn, bản")))
        .await
        .problem(409, "already_exists");
    open(round(&template, "2026-03", Some("Mưa lũ tháng 3"))).await.ok(201);
    open(round(&template, "2026-Q1", Some("Sắp xếp thôn, bản")))
        .await
        .ok(201);
    let outside = open(round(&template, "2026-13", Some("Kỳ không có"))).await;
    outside.problem(422, "invalid_content");
    let mut periodic = new("quarter");
    periodic["code"] = json!("quarterly");
    let periodic = leader.post(TEMPLATES, &periodic).await.ok(201).clone();
    publish(&leader, &periodic).await.ok(200);
    let unsuited = open(round(&periodic, "2026-Q1", Some("Mưa lũ"))).await;
    assert_eq!(
        unsuited.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/occasion"
    );
}

async fn what_is_malformed_is_refused_and_changes_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.12").await;
    let with = |pointer: &str, value: Value| {
        let mut body = new("quarter");
        *body.pointer_mut(pointer).expect("a place") = value;
        body
    };
    let name = "/content/sections/0/name/vi";
    for (pointer, value) in [
        ("/code", json!("Dialogue")),
        ("/code", json!("")),
        ("/code", json!("a".repeat(61))),
        ("/periodicity", json!("weekly")),
        (name, json!("Đối\u{0}thoại")),
        (name, json!(" ")),
        (name, json!("a".repeat(2001))),
        ("/content/sections/0/code", json!("A 1")),
        ("/content/indicators/0/code", json!("1A")),
        ("/content/indicators/0/code", json!("A\u{0}")),
        ("/content/indicators/0/minimum", json!(1.5)),
        ("/content/indicators/0/maximum", json!(1e300)),
        ("/content/indicators/0/value_type", json!("number")),
        ("/content/indicators/0/applies_to/0", json!("hamlet")),
        ("/content/rules/0/kind", json!("note")),
        ("/content/rules/0/code", json!("Ràng buộc")),
        ("/content/rules/0/rule", json!("A01 + ".repeat(20_000))),
        ("/content/rules/0/rule", json!("A01 <= \u{0}")),
        ("/content/rules/0/rule", json!("")),
    ] {
        let refused = leader.post(TEMPLATES, &with(pointer, value)).await;
        let told = refused.problem(422, "invalid_content")["errors"][0]["pointer"].clone();
        assert_eq!(told, pointer, "{:#}", refused.json);
    }
    // Whatever a rule is, it is looked at within bounds.
    for (number, rule) in ["A01 <= (".repeat(60), "A01+".repeat(120), "(".repeat(400)]
        .iter()
        .enumerate()
    {
        let mut body = with("/content/rules/0/rule", json!(rule));
        body["code"] = json!(format!("rule-{number}"));
        let drafted = leader.post(TEMPLATES, &body).await;
        assert_eq!(drafted.ok(201)["faults"][0]["code"], "unsuited_rule");
    }
    assert_eq!(ids(&leader, "code=dialogue").await, Vec::<String>::new());
    // Whatever the keyboard made of it, one spelling is kept.
    let spelt = leader
        .post(TEMPLATES, &with(name, json!("  Đo\u{302}\u{301}i   thoa\u{323}i ")))
        .await;
    assert_eq!(spelt.ok(201)["content"]["sections"][0]["name"]["vi"], "Đối thoại");
}

/// Two begin the next edition at once: one draft comes of it.
async fn both_drafters_get_their_turn(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.12").await;
    let officer = server.sign_in("officer.12").await;
    let (body, other) = (new("quarter"), new("quarter"));
    let (one, two) = tokio::join!(leader.post(TEMPLATES, &body), officer.post(TEMPLATES, &other));
    let mut codes = [one.status.as_u16(), two.status.as_u16()];
    codes.sort_unstable();
    assert_eq!(codes, [201, 409]);
    assert_eq!(ids(&leader, "code=dialogue").await.len(), 1);
}
