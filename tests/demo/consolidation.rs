//! Consolidated reports: frozen from what was accepted, explained, signed, sent up a tier, returned, accepted, published; and verified.

use danchu::{
    access::{Event, Task, derived},
    demo::Tier,
    organisation::organisation,
    reporting::{consolidation, submission::version},
};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use serde_json::{Value, json};

use super::{
    start::{all, sign_in, start},
    support::{
        client::{Client, Reply},
        database::Backend,
        server::TestServer,
    },
};

on_both![
    it_goes_up_a_tier_and_is_published,
    how_it_was_issued_is_recorded,
    what_waits_for_a_body_that_ends_goes_to_whoever_receives_instead,
    what_changes_afterwards_is_told_and_does_not_change_it,
    what_was_tampered_with_does_not_verify,
    adjustments_and_words_are_checked,
    one_is_written_at_a_time
];

const ALL: &str = "/api/v1/report-consolidations";

fn at(row: &Value) -> String {
    format!("{ALL}/{}", row["id"].as_str().expect("an id"))
}

async fn act(client: &Client, row: &Value, verb: &str, body: &Value) -> Reply {
    let record = at(row);
    client
        .matching(&record)
        .await
        .post(&format!("{record}/{verb}"), body)
        .await
}

async fn change(client: &Client, row: &Value, body: &Value) -> Reply {
    let record = at(row);
    client.matching(&record).await.patch(&record, body).await
}

/// The round that is open, or the one that is finished.
async fn round(client: &Client, open: bool) -> String {
    let rounds = all(client, "/api/v1/report-rounds", 50).await;
    let wanted = rounds.iter().find(|round| round["closed_at"].is_null() == open);
    wanted.expect("a round")["id"].as_str().expect("an id").to_owned()
}

async fn begun(client: &Client, round: &str) -> Value {
    client.post(ALL, &json!({"round_id": round})).await.ok(201).clone()
}

fn words() -> Value {
    json!({"narrative": {"overview": "Các đơn vị thực hiện đúng quy định."}})
}

/// What a consolidation waits for of the caller, by the worklist.
async fn work(client: &Client, row: &Value) -> Vec<Value> {
    let waiting = all(client, "/api/v1/worklist", 200).await;
    let of_it = waiting.iter().filter(|item| item["consolidation_id"] == row["id"]);
    of_it.map(|item| item["kind"].clone()).collect()
}

async fn totals(client: &Client, round: &str) -> Value {
    client
        .get(&format!("/api/v1/report-rounds/{round}/totals"))
        .await
        .ok(200)
        .clone()
}

async fn it_goes_up_a_tier_and_is_published(backend: Backend) {
    let server = start(backend, Tier::ThreeTier).await;
    let [officer, leader] = [
        sign_in(&server, "officer.105").await,
        sign_in(&server, "leader.105").await,
    ];
    let province = sign_in(&server, "leader.12").await;
    let council = sign_in(&server, "overseer.105").await;
    let commune = sign_in(&server, "leader.03388").await;
    let round = round(&officer, false).await;
    let draft = begun(&officer, &round).await;
    // It says what the totals say.
    let totals = totals(&officer, &round).await;
    assert_eq!(draft["coverage"], totals["coverage"]);
    assert_eq!(draft["indicators"], totals["indicators"]);
    assert_eq!((&draft["state"], &draft["number"]), (&json!("draft"), &json!(1)));
    for other in [&province, &council, &commune] {
        other.get(&at(&draft)).await.problem(404, "not_found");
    }
    act(&officer, &draft, "sign", &Value::Null)
        .await
        .problem(403, "forbidden");
    assert_eq!(work(&officer, &draft).await, ["write_consolidation"]);
    assert_eq!(work(&leader, &draft).await, ["sign_consolidation"]);
    assert!(work(&province, &draft).await.is_empty());
    change(&officer, &draft, &words()).await.ok(200);
    act(&leader, &draft, "publish", &Value::Null)
        .await
        .problem(409, "state_forbids");
    let signed = act(&leader, &draft, "sign", &Value::Null).await;
    assert_eq!(signed.ok(200)["state"], "signed");
    assert_eq!(signed.json["receiver"]["name"], "Ủy ban nhân dân tỉnh Lai Châu");
    assert_eq!(work(&province, &draft).await, ["decide_consolidation"]);
    assert!(work(&leader, &draft).await.is_empty() && work(&officer, &draft).await.is_empty());
    change(&officer, &draft, &words()).await.problem(409, "state_forbids");
    act(&officer, &draft, "refresh", &Value::Null)
        .await
        .problem(409, "state_forbids");
    council.get(&at(&draft)).await.problem(404, "not_found");
    let accept = format!("{}/accept", at(&draft));
    let blind = commune.with("If-Match", signed.header("etag"));
    blind.post(&accept, &Value::Null).await.problem(404, "not_found");
    let reason = json!({"reason": "Chưa giải trình số liệu giảm."});
    let returned = act(&province, &draft, "return", &reason).await;
    assert_eq!(returned.ok(200)["state"], "returned");
    assert_eq!(work(&officer, &draft).await, ["write_consolidation"]);
    assert!(work(&province, &draft).await.is_empty());
    assert_eq!(officer.get(&at(&draft)).await.ok(200)["reason"], reason["reason"]);
    let explained = json!({"adjustments": [
        {"indicator": "A03", "value": 7, "explanation": "Trừ người được tính hai lần."},
        {"indicator": "A05", "value": 3, "explanation": "Bà Hoa và hai người nữa."},
    ]});
    assert_eq!(province.get(&at(&draft)).await.ok(200)["state"], "returned");
    let mending = change(&officer, &draft, &explained).await;
    assert_eq!(
        (&mending.ok(200)["state"], &mending.json["reason"]),
        (&json!("draft"), &reason["reason"])
    );
    // What is being mended is nobody else's.
    province.get(&at(&draft)).await.problem(404, "not_found");
    act(&officer, &draft, "refresh", &Value::Null).await.ok(200);
    let again = act(&leader, &draft, "sign", &Value::Null).await;
    assert_ne!(again.ok(200)["hash"], signed.json["hash"]);
    let accepted = act(&province, &draft, "accept", &Value::Null).await;
    let accepted = accepted.ok(200);
    assert_eq!(accepted["state"], "accepted");
    for client in [&officer, &leader, &province] {
        assert!(work(client, &draft).await.is_empty());
    }
    let figures = accepted["indicators"].as_array().expect("figures");
    let figure = figures.iter().find(|figure| figure["code"] == "A03").expect("A03");
    assert_eq!(
        (&figure["adjusted"], &figure["explanation"]),
        (&json!(7), &explained["adjustments"][0]["explanation"])
    );
    assert_eq!(council.get(&at(&draft)).await.ok(200)["state"], "accepted");
    commune.get(&at(&draft)).await.problem(404, "not_found");
    let published = act(&leader, &draft, "publish", &Value::Null).await;
    assert_eq!(published.ok(200)["allowed_actions"], json!([]));
    assert_eq!(
        commune.get(&at(&draft)).await.ok(200)["narrative"],
        words()["narrative"]
    );
    commune
        .get(&format!("{}/verify", at(&draft)))
        .await
        .problem(404, "not_found");
    let told = for_anybody(&server, &draft).await;
    let told = told["figures"].as_array().expect("figures");
    let told = told.iter().find(|figure| figure["code"] == "A03").expect("A03");
    assert_eq!(
        (&told["value"], &told["explanation"]),
        (&json!(7), &explained["adjustments"][0]["explanation"])
    );
    // Up there the district's own report and its communes' are in the province's figures by themselves.
    let officer = sign_in(&server, "officer.12").await;
    let above = begun(&officer, &round).await;
    change(&officer, &above, &words()).await.ok(200);
    let top = act(&province, &above, "sign", &Value::Null).await;
    assert_eq!(
        (top.ok(200)["receiver"].is_null(), &top.json["state"]),
        (true, &json!("signed"))
    );
    act(&province, &above, "publish", &Value::Null).await.ok(200);
    let seen = all(&commune, ALL, 50).await;
    assert_eq!(seen.len(), 2);
}

/// What anybody reads of a consolidation: its figures, but for those of few people; its words; nobody who wrote or signed it.
async fn for_anybody(server: &TestServer, row: &Value) -> Value {
    let nobody = server.nobody();
    let listed = nobody.get("/api/v1/public/consolidations").await;
    let item = &listed.ok(200)["items"][0];
    assert_eq!((&item["id"], &item["coverage"]), (&row["id"], &row["coverage"]));
    let at = format!("/api/v1/public/consolidations/{}", row["id"].as_str().expect("an id"));
    let told = nobody.get(&at).await.ok(200).clone();
    assert_eq!(told["narrative"], words()["narrative"]);
    for figure in told["figures"].as_array().expect("figures") {
        let people = figure["unit_of_measure"]
            .as_str()
            .is_some_and(|unit| unit.contains("người"));
        let few = figure["value"].as_i64().is_some_and(|value| (1..5).contains(&value));
        assert!(!(people && few), "{figure}");
        assert_eq!(figure["withheld"] == true, figure["code"] == "A05", "{figure}");
    }
    for secret in ["signer", "drafter", "publisher", "hash", "sources"] {
        assert!(told.get(secret).is_none(), "{secret}");
    }
    assert!(!told.to_string().contains("Bà Hoa"), "{told}");
    let table = nobody.file("/api/v1/public/data/consolidations/csv").await;
    let mut table = csv::Reader::from_reader(table.as_slice());
    let lines = table.records().collect::<Result<Vec<_>, _>>().expect("lines").len();
    assert_eq!(Some(lines), told["figures"].as_array().map(Vec::len));
    told
}

async fn how_it_was_issued_is_recorded(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let officer = sign_in(&server, "officer.12").await;
    let leader = sign_in(&server, "leader.12").await;
    let round = round(&officer, false).await;
    let draft = begun(&officer, &round).await;
    change(&officer, &draft, &words()).await.ok(200);
    let file = "018f5b5e-0000-7000-8000-00000000000a";
    let upload = officer.request(
        reqwest::Method::PUT,
        &format!("/api/v1/attachments/{file}?name=bao-cao.pdf"),
    );
    officer.send(upload.body("%PDF-1.7 signed")).await.ok(201);
    let issue = json!({
        "number": 4711, "symbol": "BC-UBND", "issued_on": "2025-12-21", "signer": "Lò Văn Inh", "capacities": ["TM"], "signed_file": file,
    });
    let register = async |issue: &Value| {
        let client = officer.matching(&at(&draft)).await;
        client.put(&format!("{}/official-issue", at(&draft)), issue).await
    };
    register(&issue).await.problem(409, "state_forbids");
    let signed = act(&leader, &draft, "sign", &Value::Null).await.ok(200).clone();
    let told = register(&issue).await.ok(200).clone();
    assert_eq!(told["hash"], signed["hash"]);
    assert_eq!(told["official_issue"]["number"], 4711);
    let mandated = sign_in(&server, "leader.so-noi-vu").await;
    let copy = mandated
        .file(&format!("{}/attachments/{file}/content", at(&draft)))
        .await;
    assert_eq!(copy, b"%PDF-1.7 signed");
    let commune = sign_in(&server, "leader.03388").await;
    let hidden = commune.get(&format!("{}/attachments/{file}/content", at(&draft))).await;
    hidden.problem(404, "not_found");
    // The document is printed as it was issued.
    let docx = officer.file(&format!("{}/document", at(&draft))).await;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).expect("an archive");
    let mut text = String::new();
    let mut part = archive.by_name("word/document.xml").expect("a part");
    std::io::Read::read_to_string(&mut part, &mut text).expect("UTF-8");
    for printed in ["4711/BC-UBND", "ngày 21 tháng 12 năm 2025"] {
        assert!(text.contains(printed), "{printed}");
    }
}

async fn what_waits_for_a_body_that_ends_goes_to_whoever_receives_instead(backend: Backend) {
    let server = start(backend, Tier::ThreeTier).await;
    let officer = sign_in(&server, "officer.105").await;
    let leader = sign_in(&server, "leader.105").await;
    let province = sign_in(&server, "leader.12").await;
    let round = round(&officer, false).await;
    let draft = begun(&officer, &round).await;
    change(&officer, &draft, &words()).await.ok(200);
    act(&leader, &draft, "sign", &Value::Null).await.ok(200);
    let replica = derived("test/replica");
    let settle = async || consolidation::settle(&server.kernel.store, server.kernel.clocks, replica).await;
    assert_eq!(settle().await.expect("it settles"), 0);
    // As if it had been sent to a body that has ended since.
    let gone = gone_receiver(&server, &draft).await;
    assert_eq!(leader.get(&at(&draft)).await.ok(200)["receiver"]["id"], json!(gone));
    assert!(work(&province, &draft).await.is_empty());
    assert_eq!(settle().await.expect("it settles"), 1);
    assert_eq!(settle().await.expect("it settles"), 0);
    assert_eq!(work(&province, &draft).await, ["decide_consolidation"]);
    act(&province, &draft, "accept", &Value::Null).await.ok(200);
}

/// Sends a consolidation to a department whose last day was yesterday.
async fn gone_receiver(server: &TestServer, row: &Value) -> danchu::access::OrganisationId {
    let change = server.kernel.system(Task::MakeDemo).begin().await.expect("a change");
    let department = organisation::Entity::find()
        .filter(organisation::Column::Kind.eq(danchu::access::OrganisationKind::ProvincialDepartment))
        .one(change.connection())
        .await
        .expect("an answer")
        .expect("a department");
    let mut ended = department.clone().into_active_model();
    ended.valid_to = Set(Some(server.kernel.clocks.legal.today()));
    ended.update(change.connection()).await.expect("it ends");
    let id: uuid::Uuid = row["id"].as_str().expect("an id").parse().expect("an id");
    let found = consolidation::entity::Entity::find_by_id(id)
        .one(change.connection())
        .await;
    let mut sent = found
        .expect("an answer")
        .expect("the consolidation")
        .into_active_model();
    sent.receiver_id = Set(Some(department.id));
    sent.update(change.connection()).await.expect("it is sent there");
    let event = Event::about("register", derived::<uuid::Uuid>("test/gone"));
    let now = server.kernel.clocks.real.now();
    change.commit(event, now).await.expect("it is kept");
    department.id
}

async fn what_changes_afterwards_is_told_and_does_not_change_it(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let officer = sign_in(&server, "officer.12").await;
    let leader = sign_in(&server, "leader.12").await;
    let round = round(&officer, true).await;
    let draft = begun(&officer, &round).await;
    change(&officer, &draft, &words()).await.ok(200);
    let verify = format!("{}/verify", at(&draft));
    let before = leader.get(&verify).await;
    assert_eq!(before.ok(200)["intact"], true);
    assert_eq!(before.json["changed_since"]["indicators"], json!([]));
    assert_eq!(
        before.json["sources"].as_array().map(Vec::len),
        draft["source_count"].as_u64().and_then(|n| n.try_into().ok())
    );
    // One more report is accepted.
    let waiting = all(&leader, "/api/v1/worklist?kind=decide_report", 200).await;
    let report = format!(
        "/api/v1/report-submissions/{}",
        waiting[0]["submission_id"].as_str().expect("a report")
    );
    let accepting = leader.matching(&report).await;
    accepting.post(&format!("{report}/accept"), &json!({})).await.ok(200);
    act(&leader, &draft, "sign", &Value::Null).await.ok(200);
    let after = leader.get(&verify).await;
    let after = after.ok(200);
    assert_eq!(after["intact"], true, "{after:#}");
    assert_eq!(after["changed_since"]["added"], json!([waiting[0]["organisation"]]));
    assert_eq!(after["changed_since"]["replaced"], json!([]));
    let now = totals(&leader, &round).await;
    for change in after["changed_since"]["indicators"].as_array().expect("figures") {
        let total = now["indicators"].as_array().expect("indicators").iter();
        let total = total.clone().find(|total| total["code"] == change["now"]["code"]);
        assert_eq!(Some(&change["now"]), total);
        assert_ne!(change["now"], change["frozen"]);
    }
    let frozen = leader.get(&at(&draft)).await;
    assert_eq!(frozen.ok(200)["indicators"], draft["indicators"]);
    // The next takes it in.
    let next = begun(&officer, &round).await;
    assert_eq!((&next["number"], &next["indicators"]), (&json!(2), &now["indicators"]));
}

async fn what_was_tampered_with_does_not_verify(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let officer = sign_in(&server, "officer.12").await;
    let round = round(&officer, false).await;
    let draft = begun(&officer, &round).await;
    tamper(&server, &round).await;
    let check = officer.get(&format!("{}/verify", at(&draft))).await;
    let check = check.ok(200);
    assert_eq!(
        (
            &check["intact"],
            &check["hash_holds"],
            &check["sources_hold"],
            &check["figures_hold"]
        ),
        (&json!(false), &json!(true), &json!(false), &json!(false))
    );
    let broken = check["sources"].as_array().expect("sources").iter();
    assert_eq!(broken.filter(|source| source["holds"] == false).count(), 1);
}

/// Changes a figure of a version behind the service's back.
async fn tamper(server: &TestServer, round: &str) {
    let change = server.kernel.system(Task::MakeDemo).begin().await.expect("a change");
    let round: uuid::Uuid = round.parse().expect("an id");
    let found = version::Entity::find()
        .filter(version::Column::RoundId.eq(round))
        .filter(version::Column::Outcome.eq(danchu::reporting::kinds::Outcome::Accepted));
    let row = found.one(change.connection()).await.expect("an answer");
    let mut row = row.expect("an accepted version");
    row.values.0.insert("A03".to_owned(), json!(1_234_567));
    version::Entity::update(row.into_active_model().reset_all())
        .exec(change.connection())
        .await
        .expect("the version is changed");
    let event = Event::about("register", derived::<uuid::Uuid>("test/tamper"));
    let now = server.kernel.clocks.real.now();
    change.commit(event, now).await.expect("it is kept");
}

async fn adjustments_and_words_are_checked(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let officer = sign_in(&server, "officer.12").await;
    let round = round(&officer, true).await;
    let draft = begun(&officer, &round).await;
    let adjusting = |indicator: &str, value: Value| json!({"adjustments": [{"indicator": indicator, "value": value, "explanation": "Vì"}]});
    for (body, pointer) in [
        (adjusting("Z99", json!(1)), "/adjustments/0/indicator"),
        (adjusting("I01", json!(1)), "/adjustments/0/indicator"),
        (adjusting("A03", json!("1.5")), "/adjustments/0/value"),
        (adjusting("A03", json!(-1)), "/adjustments/0/value"),
        (adjusting("A03", json!("100000000000000000001")), "/adjustments/0/value"),
        (adjusting("A03", json!(1.5)), "/adjustments/0/value"),
        (json!({"narrative": {"unknown": "x"}}), "/narrative/unknown"),
        (json!({"narrative": {"overview": "x\u{0}"}}), "/narrative/overview"),
        (
            json!({"narrative": {"overview": "x".repeat(20_001)}}),
            "/narrative/overview",
        ),
    ] {
        let refused = change(&officer, &draft, &body).await;
        assert_eq!(refused.problem(422, "invalid_content")["errors"][0]["pointer"], pointer);
    }
    let twice = json!({"adjustments": [
        {"indicator": "A03", "value": 1, "explanation": "Vì"}, {"indicator": "A03", "value": 2, "explanation": "Vì"}
    ]});
    let refused = change(&officer, &draft, &twice).await;
    assert_eq!(
        refused.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/adjustments/1/indicator"
    );
    change(&officer, &draft, &words()).await.ok(200);
    let cleared = change(&officer, &draft, &json!({"narrative": {"overview": null}})).await;
    assert_eq!(cleared.ok(200)["narrative"], json!({}));
    let nowhere = json!({"round_id": "018f5b5e-0000-7000-8000-000000000001"});
    officer.post(ALL, &nowhere).await.problem(422, "unknown_reference");
}

async fn one_is_written_at_a_time(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let officer = sign_in(&server, "officer.12").await;
    let mandated = sign_in(&server, "officer.so-noi-vu").await;
    let round = round(&officer, true).await;
    let body = json!({"round_id": round});
    let (one, two) = tokio::join!(officer.post(ALL, &body), mandated.post(ALL, &body));
    let mut codes = [one.status.as_u16(), two.status.as_u16()];
    codes.sort_unstable();
    assert_eq!(codes, [201, 409]);
    let refused = officer.post(ALL, &body).await;
    let drafts = all(&officer, &format!("{ALL}?state=draft&round={round}"), 50).await;
    assert_eq!(drafts.len(), 1);
    assert_eq!(refused.problem(409, "already_exists")["existing_id"], drafts[0]["id"]);
    // By mandate one writes, and does not sign.
    let signing = sign_in(&server, "leader.so-noi-vu").await;
    act(&signing, &drafts[0], "sign", &Value::Null)
        .await
        .problem(403, "forbidden");
}
