//! Whose record an organisation's is: a committee keeps what is under it; what oversees it, or is managed by others, it only sees.

use serde_json::{Value, json};

use super::{
    school::{SCHOOLS, new_school},
    support::{
        client::Client,
        database::Backend,
        register::{organisation_id, unit_id},
        server::TestServer,
    },
};

on_both![
    a_commune_keeps_neither_its_council_nor_its_front_nor_anothers_school,
    the_province_keeps_what_stands_in_it,
    nothing_is_handed_to_or_recorded_under_what_others_keep,
    what_may_be_done_is_what_is_listed
];

/// A tag that no record has: what is refused with 412 was not refused for whose it is.
const NO_VERSION: &str = "\"0.0000000000000000\"";

fn at(key: &str) -> String {
    format!("{SCHOOLS}/{}", organisation_id(key))
}

async fn a_commune_keeps_neither_its_council_nor_its_front_nor_anothers_school(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.03388").await;
    let counted = json!({"counted_on": "2025-09-01", "staff": 31});
    let closing = json!({"on": "2026-01-01", "reason": "Giải thể"});
    for key in ["council.03388", "front.03388", "thpt-lai-chau"] {
        let before = leader.get(&at(key)).await;
        assert_eq!(before.ok(200)["allowed_actions"], json!([]), "{key}");
        let current = leader.with("If-Match", before.header("etag"));
        let renamed = current.patch(&at(key), &json!({"name": "Khác"})).await;
        renamed.problem(403, "not_yours");
        let counted = current.post(&format!("{}/staff-counts", at(key)), &counted).await;
        counted.problem(403, "not_yours");
        let closed = current.post(&format!("{}/close", at(key)), &closing).await;
        closed.problem(403, "not_yours");
        assert_eq!(leader.get(&at(key)).await.json, before.json, "{key}");
    }
    for kind in ["people_council", "fatherland_front", "inspection_board", "party_body"] {
        let new = json!({"name": "Khác", "kind": kind, "unit": unit_id("03388"), "valid_from": "2025-07-01"});
        leader.post(SCHOOLS, &new).await.problem(403, "not_yours");
    }
}

async fn the_province_keeps_what_stands_in_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.12").await;
    // The commune's, which it stands above; its own Council, above which nobody stands; and what a department manages.
    for key in ["council.03388", "front.03388", "council.12", "so-gddt", "thpt-lai-chau"] {
        let read = leader.get(&at(key)).await;
        let actions = json!(["edit", "count_staff", "close"]);
        assert_eq!(read.ok(200)["allowed_actions"], actions, "{key}");
        let current = leader.with("If-Match", read.header("etag"));
        let counted = json!({"counted_on": "2025-09-01", "staff": 31});
        let counted = current.post(&format!("{}/staff-counts", at(key)), &counted).await;
        assert_eq!(counted.ok(201)["staff"]["staff"], 31, "{key}");
        let current = leader.with("If-Match", counted.header("etag"));
        let closing = json!({"on": "2026-01-01", "reason": "Giải thể"});
        let closed = current.post(&format!("{}/close", at(key)), &closing).await;
        assert_eq!(closed.ok(200)["valid_to"], "2026-01-01", "{key}");
    }
}

async fn nothing_is_handed_to_or_recorded_under_what_others_keep(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (province, commune) = (
        server.sign_in("officer.12").await,
        server.sign_in("officer.03388").await,
    );
    let party =
        json!({"name": "Đảng ủy phường", "kind": "party_body", "unit": unit_id("03388"), "valid_from": "2025-07-01"});
    let party = province.post(SCHOOLS, &party).await;
    let managed = |name: &str| {
        let mut school = new_school(name);
        school["managed_by"] = party.ok(201)["id"].clone();
        school
    };
    commune
        .post(SCHOOLS, &managed("Trường"))
        .await
        .problem(403, "not_yours");
    province.post(SCHOOLS, &managed("Trường")).await.ok(201);
    let own = commune.post(SCHOOLS, &new_school("Trường của phường")).await;
    let address = format!("{SCHOOLS}/{}", own.ok(201)["id"].as_str().expect("an id"));
    let handing = json!({"managed_by": party.json["id"]});
    let current = commune.with("If-Match", own.header("etag"));
    current.patch(&address, &handing).await.problem(403, "not_yours");
    let current = province.with("If-Match", own.header("etag"));
    let handed = current.patch(&address, &handing).await;
    assert_eq!(handed.ok(200)["managed_by"]["id"], party.json["id"]);
    let current = commune.with("If-Match", handed.header("etag"));
    current
        .patch(&address, &json!({"managed_by": null}))
        .await
        .problem(403, "not_yours");
    // A body that has ended manages nothing: the committee of the unit takes over.
    let leader = server.sign_in("leader.12").await;
    let party = format!("{SCHOOLS}/{}", party.json["id"].as_str().expect("an id"));
    let closing = json!({"on": server.kernel.clocks.legal.today(), "reason": "Giải thể"});
    let current = leader.matching(&party).await;
    current.post(&format!("{party}/close"), &closing).await.ok(200);
    let freed = commune.with("If-Match", handed.header("etag"));
    let freed = freed.patch(&address, &json!({"managed_by": null})).await;
    assert_eq!(freed.ok(200).get("managed_by"), None);
}

async fn what_may_be_done_is_what_is_listed(backend: Backend) {
    let server = TestServer::start(backend).await;
    for login in [
        "leader.12",
        "officer.12",
        "leader.03388",
        "officer.03388",
        "leader.03390",
        "leader.so-gddt",
        "officer.so-noi-vu",
        "overseer.council.03388",
        "administrator.03388",
    ] {
        let who = server.sign_in(login).await;
        let listed = who.get(&format!("{SCHOOLS}?limit=200&include_closed=true")).await;
        for item in listed.ok(200)["items"].as_array().expect("items") {
            agrees(&who, login, item).await;
        }
    }
}

/// What an item of the list says may be done is what is not refused for whose it is.
async fn agrees(who: &Client, login: &str, item: &Value) {
    let address = format!("{SCHOOLS}/{}", item["id"].as_str().expect("an id"));
    assert_eq!(
        who.get(&address).await.ok(200)["allowed_actions"],
        item["allowed_actions"]
    );
    let outdated = who.with("If-Match", NO_VERSION);
    let closing = json!({"on": "2026-01-01", "reason": "Giải thể"});
    let counted = json!({"counted_on": "2025-09-01", "staff": 31});
    for (action, reply) in [
        ("edit", outdated.patch(&address, &json!({"name": "Khác"})).await),
        (
            "count_staff",
            outdated.post(&format!("{address}/staff-counts"), &counted).await,
        ),
        ("close", outdated.post(&format!("{address}/close"), &closing).await),
    ] {
        let allowed = item["allowed_actions"].as_array().expect("actions");
        let expected = if allowed.contains(&json!(action)) { 412 } else { 403 };
        assert_eq!(reply.status, expected, "{login} {action} {item:#} {:#}", reply.json);
    }
}
