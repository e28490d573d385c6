//! What the events of changes say: who, what, which fields, in whose request; and never a value.

use std::collections::BTreeSet;

use danchu::access::{Task, event};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::support::{
    client::{Client, Reply},
    database::Backend,
    register::{PASSWORD, account_id, organisation_id, unit_id},
    server::TestServer,
};

on_both![
    events_of_ones_own_account_name_what_changed,
    events_of_signing_in_name_what_changed,
    events_of_administration_name_what_changed,
    events_of_organisations_name_what_is_beside_them,
    what_ends_with_an_organisation_has_events_of_its_own,
    what_makes_many_rows_says_so
];

/// Kind of record, action, fields.
type Said = (String, String, BTreeSet<String>);

fn said<const N: usize>(kind: &str, action: &str, fields: [&str; N]) -> Said {
    (kind.to_owned(), action.to_owned(), fields.map(str::to_owned).into())
}

fn as_said(event: &event::Model) -> Said {
    let fields = serde_json::from_value(event.fields.clone()).expect("names");
    (event.record_kind.clone(), event.action.clone(), fields)
}

/// The events of one request, found by its id.
async fn events(server: &TestServer, reply: &Reply) -> Vec<event::Model> {
    let id = reply.header("x-request-id");
    assert!(reply.status.is_success() || reply.status == 401, "{:#}", reply.json);
    let found = event::Entity::find()
        .filter(event::Column::RequestId.eq(id))
        .order_by_asc(event::Column::RecordKind);
    let found = found.all(server.kernel.system(Task::LoadBuiltIns).reader()).await;
    found.expect("events")
}

async fn told(server: &TestServer, reply: &Reply) -> Vec<Said> {
    events(server, reply).await.iter().map(as_said).collect()
}

/// No event of the register holds any of these.
async fn nothing_holds(server: &TestServer, values: &[&str]) {
    let all = event::Entity::find().all(server.kernel.system(Task::LoadBuiltIns).reader());
    for event in all.await.expect("events") {
        let whole = format!("{event:?}");
        for value in values {
            assert!(!whole.contains(value), "{value}: {whole}");
        }
    }
}

async fn login(server: &TestServer, login: &str, password: &str) -> Reply {
    let body = json!({"login": login, "password": password});
    server.nobody().post("/api/v1/auth/login", &body).await
}

fn bearing(server: &TestServer, tokens: &Reply) -> Client {
    let token = tokens.ok(200)["access_token"].as_str().expect("a token");
    server.nobody().bearing(token)
}

async fn events_of_ones_own_account_name_what_changed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let administrator = server.sign_in("administrator.12").await;
    let posts = format!("/api/v1/accounts/{}/posts", account_id("officer.03388"));
    let post = json!({"organisation": organisation_id("03390"), "title": "Kiêm nhiệm", "roles": ["officer"]});
    let second = administrator.post(&posts, &post).await.ok(201)["id"].clone();
    let elsewhere = login(&server, "officer.03388", PASSWORD).await;
    bearing(&server, &elsewhere).get("/api/v1/me").await.ok(200);
    let mine = bearing(&server, &login(&server, "officer.03388", PASSWORD).await);

    let new = "chợ phiên Sìn Hồ";
    let change = json!({"current_password": PASSWORD, "new_password": new});
    let changed = mine.post("/api/v1/auth/password", &change).await;
    let fields = [
        "password_hash",
        "password_changed_at",
        "token_version",
        "sessions",
        "refresh_tokens",
    ];
    assert_eq!(told(&server, &changed).await, [said("account", "me:use", fields)]);

    let mine = bearing(&server, &changed);
    let switched = mine.post("/api/v1/auth/post", &json!({"post_id": second})).await;
    let fields = ["post_id", "refresh_tokens"];
    assert_eq!(told(&server, &switched).await, [said("session", "me:use", fields)]);
    let event = events(&server, &switched).await.remove(0);
    assert_eq!(event.account_id, Some(account_id("officer.03388")));
    assert_eq!(event.post_id.map(|id| json!(id)), Some(second));

    let left = bearing(&server, &switched)
        .post("/api/v1/auth/logout", &json!({}))
        .await;
    let fields = ["ended_at", "end_reason"];
    assert_eq!(told(&server, &left).await, [said("session", "me:use", fields)]);
    let used = event::Entity::find().filter(event::Column::Action.eq("system:use_session"));
    let used = used.all(server.kernel.system(Task::LoadBuiltIns).reader()).await;
    let used: BTreeSet<Said> = used.expect("events").iter().map(as_said).collect();
    let first = said("session", "system:use_session", ["last_used_at", "refresh_tokens"]);
    assert_eq!(used, BTreeSet::from([first]));
    nothing_holds(&server, &[PASSWORD, new, "argon2", "Kiêm nhiệm"]).await;
}

async fn events_of_signing_in_name_what_changed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let refused = login(&server, "leader.03388", "wrong").await;
    let counted = said("account", "system:refuse_sign_in", ["failed_attempts"]);
    assert_eq!(told(&server, &refused).await, [counted]);
    let admitted = login(&server, "leader.03388", PASSWORD).await;
    let expected = [
        said("account", "system:sign_in", ["failed_attempts"]),
        said("session", "system:sign_in", []),
    ];
    assert_eq!(told(&server, &admitted).await, expected);
    let again = login(&server, "leader.03388", PASSWORD).await;
    assert_eq!(told(&server, &again).await, [said("session", "system:sign_in", [])]);
    let refresh = json!({"refresh_token": again.ok(200)["refresh_token"]});
    let refreshed = server.nobody().post("/api/v1/auth/refresh", &refresh).await;
    let prolonged = ["last_used_at", "expires_at", "refresh_tokens"];
    let prolonged = said("session", "system:refresh_session", prolonged);
    assert_eq!(told(&server, &refreshed).await, [prolonged]);
    bearing(&server, &refreshed).get("/api/v1/me").await.ok(200);
    let stolen = server.nobody().post("/api/v1/auth/refresh", &refresh).await;
    let ended = said("session", "system:end_session", ["ended_at", "end_reason"]);
    assert_eq!(told(&server, &stolen).await, [ended]);
}

async fn events_of_administration_name_what_changed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let administrator = server.sign_in("administrator.12").await;
    let account = format!("/api/v1/accounts/{}", account_id("officer.03390"));
    server.sign_in("officer.03390").await;
    let reason = json!({"reason": "nghỉ hưu"});
    let matching = administrator.matching(&account).await;
    let suspended = matching.post(&format!("{account}/suspend"), &reason).await;
    let fields = ["suspended_at", "suspend_reason", "token_version", "sessions"];
    assert_eq!(
        told(&server, &suspended).await,
        [said("account", "account:manage", fields)]
    );

    let posts = administrator.get(&format!("{account}/posts")).await;
    let post = posts.ok(200)["items"][0].clone();
    let tag = format!("\"{}\"", post["etag"].as_str().expect("a tag"));
    let end = format!("/api/v1/posts/{}/end", post["id"].as_str().expect("an id"));
    let ended = administrator.with("If-Match", &tag).post(&end, &reason).await;
    let expected = [
        said("account", "account:manage", ["token_version"]),
        said("post", "account:manage", ["valid_to", "end_reason"]),
    ];
    assert_eq!(told(&server, &ended).await, expected);
    let reasons = events(&server, &ended).await.into_iter().map(|event| event.reason);
    assert!(reasons.into_iter().all(|reason| reason.as_deref() == Some("nghỉ hưu")));
}

/// A school of the commune with what is beside it.
fn school(name: &str, identifier: &str, predecessors: &[Value]) -> Value {
    json!({
        "name": name,
        "kind": "public_service_unit",
        "sector": "education",
        "unit": unit_id("03388"),
        "managed_by": organisation_id("03388"),
        "valid_from": "2025-07-01",
        "identifiers": [{"system": "tax", "value": identifier}],
        "predecessors": predecessors,
    })
}

const ORGANISATIONS: &str = "/api/v1/organisations";

async fn events_of_organisations_name_what_is_beside_them(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.03388").await;
    let plain = school("Trường Mầm non", "6200000001", &[]);
    let made = leader.post(ORGANISATIONS, &plain).await;
    let created = |fields: &[&str]| {
        let fields = fields.iter().map(|field| (*field).to_owned()).collect();
        ("organisation".to_owned(), "organisation:edit".to_owned(), fields)
    };
    assert_eq!(told(&server, &made).await, [created(&["identifiers"])]);
    let first = made.ok(201)["id"].clone();
    let heir = school("Trường Tiểu học", "6200000002", std::slice::from_ref(&first));
    let made = leader.post(ORGANISATIONS, &heir).await;
    assert_eq!(told(&server, &made).await, [created(&["identifiers", "predecessors"])]);
    let second = made.ok(201)["id"].clone();
    let at = |id: &Value| format!("{ORGANISATIONS}/{}", id.as_str().expect("an id"));

    let matching = leader.matching(&at(&second)).await;
    let identifiers = json!({"identifiers": [{"system": "moet", "value": "12000042"}]});
    let changed = matching.patch(&at(&second), &identifiers).await;
    assert_eq!(told(&server, &changed).await, [created(&["identifiers"])]);
    let count = json!({"counted_on": "2025-12-01", "staff": 4242});
    let matching = leader.matching(&at(&second)).await;
    let counted = matching.post(&format!("{}/staff-counts", at(&second)), &count).await;
    assert_eq!(told(&server, &counted).await, [created(&["staff"])]);
    let closing = json!({"on": "2026-01-01", "reason": "Sáp nhập", "successors": [second]});
    let matching = leader.matching(&at(&first)).await;
    let closed = matching.post(&format!("{}/close", at(&first)), &closing).await;
    let fields = ["valid_to", "close_reason", "successors"];
    let expected = said("organisation", "organisation:close", fields);
    assert_eq!(told(&server, &closed).await, [expected]);
    nothing_holds(&server, &["6200000001", "6200000002", "12000042", "4242", "Trường"]).await;
}

async fn what_ends_with_an_organisation_has_events_of_its_own(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (province, leader) = (server.sign_in("leader.12").await, server.sign_in("leader.03388").await);
    let division = json!({"name": "Phòng Văn hóa – Xã hội", "kind": "commune_division", "unit": unit_id("03388"), "valid_from": "2025-07-01"});
    let division = leader.post(ORGANISATIONS, &division).await;
    let id = division.ok(201)["id"].clone();
    for feature in ["reporting", "organisation"] {
        let mandate =
            json!({"organisation_id": id, "feature": feature, "valid_from": "2025-07-05", "document": "QĐ 1"});
        leader.post("/api/v1/mandates", &mandate).await.ok(201);
    }
    let at = format!("{ORGANISATIONS}/{}", id.as_str().expect("an id"));
    let closing = json!({"on": "2026-03-01", "reason": "Giải thể"});
    let matching = province.matching(&at).await;
    let closed = matching.post(&format!("{at}/close"), &closing).await;
    let ended = said("mandate", "organisation:close", ["valid_to", "end_reason"]);
    let expected = [
        ended.clone(),
        ended,
        said("organisation", "organisation:close", ["valid_to", "close_reason"]),
    ];
    assert_eq!(told(&server, &closed).await, expected);
    let events = events(&server, &closed).await;
    assert!(events.iter().all(|event| event.reason.as_deref() == Some("Giải thể")));
    let versions: Vec<i64> = events.iter().map(|event| event.record_version).collect();
    assert_eq!(versions, [2, 2, 2]);
    let records: BTreeSet<_> = events.iter().map(|event| event.record_id).collect();
    assert_eq!(records.len(), 3);
}

async fn what_makes_many_rows_says_so(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let households = json!({"counted_on": "2025-12-01", "households": 86});
    let village = json!({"kind": "Bản", "name": "Nà Sài", "valid_from": "2012-01-01", "households": households});
    let village = officer.post("/api/v1/villages", &village).await;
    let counted = said("village", "village:edit", ["households"]);
    assert_eq!(told(&server, &village).await, std::slice::from_ref(&counted));
    let at = format!("/api/v1/villages/{}", village.ok(201)["id"].as_str().expect("an id"));
    let matching = officer.matching(&at).await;
    let again = matching.post(&format!("{at}/households"), &households).await;
    assert_eq!(told(&server, &again).await, [counted]);
}
