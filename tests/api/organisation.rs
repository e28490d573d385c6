//! Organisations: recorded, found, changed and closed within a scope.

use futures_util::future::join;
use serde_json::{Value, json};

use crate::support::{
    client::Client,
    database::Backend,
    register::{organisation_id, unit_id},
    server::TestServer,
};

on_both! {
    an_organisation_is_recorded_found_changed_and_closed,
    what_does_not_fit_is_refused,
    of_two_councils_at_once_one_is_refused,
    nobody_manages_themselves,
    a_school_is_seen_by_whoever_manages_it,
    an_identifier_belongs_to_one,
}

const ORGANISATIONS: &str = "/api/v1/organisations";

fn school(name: &str) -> Value {
    json!({
        "name": name,
        "kind": "public_service_unit",
        "sector": "education",
        "unit": unit_id("03388"),
        "valid_from": "2025-07-01",
    })
}

fn with(mut body: Value, member: &str, value: Value) -> Value {
    body[member] = value;
    body
}

fn address(view: &Value) -> String {
    format!("{ORGANISATIONS}/{}", view["id"].as_str().expect("an id"))
}

async fn names(client: &Client, query: &str) -> Vec<String> {
    let reply = client.get(&format!("{ORGANISATIONS}?{query}")).await;
    let items = reply.ok(200)["items"].as_array().expect("items").clone();
    items
        .iter()
        .map(|item| item["name"].as_str().expect("a name").to_owned())
        .collect()
}

async fn an_organisation_is_recorded_found_changed_and_closed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let body = with(school("Trường  Tiểu học Đoàn Kết"), "code", json!("H35.12.9"));
    let made = officer.post(ORGANISATIONS, &body).await;
    let view = made.ok(201).clone();
    assert_eq!(view["name"], "Trường Tiểu học Đoàn Kết");
    assert_eq!(view["unit"]["code"], "03388");
    assert_eq!(view["allowed_actions"], json!(["edit", "count_staff"]));
    assert_eq!(made.header("location"), address(&view));

    let read = officer.get(&address(&view)).await;
    assert_eq!(read.ok(200), &view);
    assert_eq!(read.header("etag"), made.header("etag"));
    for query in ["q=tieu+hoc+DOAN", "code=H35.12.9", "sector=education&as_of=2025-07-01"] {
        assert_eq!(names(&officer, query).await, ["Trường Tiểu học Đoàn Kết"], "{query}");
    }
    for query in ["q=%25", "q=trung+hoc", "sector=education&as_of=2025-06-30", "code=H35"] {
        assert_eq!(names(&officer, query).await, [""; 0], "{query}");
    }

    let counted = json!({"counted_on": "2025-09-01", "staff": 31});
    let current = officer.with("If-Match", made.header("etag"));
    let counted = current
        .post(&format!("{}/staff-counts", address(&view)), &counted)
        .await;
    assert_eq!(
        counted.ok(201)["staff"],
        json!({"counted_on": "2025-09-01", "staff": 31})
    );

    let change = json!({"name": "Trường Tiểu học số 1", "code": null});
    officer
        .patch(&address(&view), &change)
        .await
        .problem(428, "precondition_required");
    let stale = officer.with("If-Match", made.header("etag"));
    stale
        .patch(&address(&view), &change)
        .await
        .problem(412, "precondition_failed");
    let current = officer.with("If-Match", counted.header("etag"));
    let changed = current.patch(&address(&view), &change).await;
    assert_eq!(changed.ok(200)["name"], "Trường Tiểu học số 1");
    assert_eq!(changed.json.get("code"), None);
    assert_eq!(changed.json["staff"]["staff"], 31);

    let close = format!("{}/close", address(&view));
    let closing = json!({"on": "2026-01-01", "reason": "Sáp nhập", "successors": [organisation_id("thpt-lai-chau")]});
    officer.post(&close, &closing).await.problem(403, "forbidden");
    let leader = server.sign_in("leader.03388").await;
    let current = leader.with("If-Match", changed.header("etag"));
    let closed = current.post(&close, &closing).await;
    assert_eq!(closed.ok(200)["valid_to"], "2026-01-01");
    assert_eq!(closed.json["allowed_actions"], json!([]));
    assert_eq!(closed.json["successors"][0]["name"], "Trường THPT Chuyên Lê Quý Đôn");
    let current = leader.with("If-Match", closed.header("etag"));
    current.post(&close, &closing).await.problem(409, "state_forbids");
    let current = officer.with("If-Match", closed.header("etag"));
    current
        .patch(&address(&view), &change)
        .await
        .problem(409, "state_forbids");
    assert_eq!(names(&officer, "q=so+1&as_of=2025-12-31").await.len(), 1);
    assert_eq!(names(&officer, "q=so+1&as_of=2026-01-01").await.len(), 0);
    assert_eq!(
        names(&officer, "q=so+1&as_of=2026-01-01&include_closed=true")
            .await
            .len(),
        1
    );
}

async fn what_does_not_fit_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.12").await;
    let plain = || school("Trường");
    let nobody = "0198f3c2-5e7a-7cc0-8a1b-3f2d4c5b6a79";
    let cases: [(Value, u16, &str, &str); 14] = [
        (
            with(plain(), "kind", json!("people_committee")),
            422,
            "/sector",
            "not_applicable",
        ),
        (with(plain(), "code", json!("h35")), 422, "/code", "invalid"),
        (with(plain(), "name", json!(" ")), 422, "/name", "invalid"),
        (with(plain(), "name", json!("a\u{0}")), 422, "/name", "invalid"),
        (with(plain(), "kind", json!("school")), 422, "/kind", "not_a_choice"),
        (
            with(plain(), "work_year_start", json!(13)),
            422,
            "/work_year_start",
            "invalid",
        ),
        (with(plain(), "unit", json!(nobody)), 422, "/unit", "unknown_reference"),
        (
            with(plain(), "managed_by", json!(nobody)),
            422,
            "/managed_by",
            "unknown_reference",
        ),
        (
            with(plain(), "predecessors", json!([nobody])),
            422,
            "/predecessors/0",
            "unknown_reference",
        ),
        (
            with(plain(), "valid_from", json!("2025-06-30")),
            422,
            "/valid_from",
            "unit_not_valid",
        ),
        (
            with(plain(), "follows_parent", json!(true)),
            422,
            "/follows_parent",
            "needs_managed_by",
        ),
        (with(plain(), "secret", json!(1)), 422, "/secret", "unknown_field"),
        (
            with(
                plain(),
                "identifiers",
                json!([{"system": "tax", "value": "1"}, {"system": "tax", "value": "1"}]),
            ),
            422,
            "/identifiers",
            "out_of_range",
        ),
        (
            json!({"name": "Sở", "kind": "provincial_department", "unit": unit_id("03388"), "valid_from": "2025-07-01"}),
            422,
            "/unit",
            "wrong_level",
        ),
    ];
    let before = names(&officer, "limit=200").await;
    for (body, status, pointer, code) in cases {
        let reply = officer.post(ORGANISATIONS, &body).await;
        assert_eq!(reply.status.as_u16(), status, "{body}: {:#}", reply.json);
        assert_eq!(
            reply.faults().get(pointer).map(String::as_str),
            Some(code),
            "{body}: {:#}",
            reply.json
        );
    }
    assert_eq!(names(&officer, "limit=200").await, before);
    let foreign = with(plain(), "unit", json!(unit_id("03127")));
    officer
        .post(ORGANISATIONS, &foreign)
        .await
        .problem(422, "unknown_reference");
    for query in ["identifier=tax", "limit=0", "cursor=x", "kind=school", "sort=code"] {
        let reply = officer.get(&format!("{ORGANISATIONS}?{query}")).await;
        reply.problem(422, "invalid_parameter");
    }
}

async fn of_two_councils_at_once_one_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (one, other) = (server.sign_in("officer.12").await, server.sign_in("leader.12").await);
    let council = json!({"name": "Hội đồng nhân dân xã Bình Lư", "kind": "people_council", "unit": unit_id("03390"), "valid_from": "2025-07-01"});
    let replies = join(one.post(ORGANISATIONS, &council), other.post(ORGANISATIONS, &council)).await;
    let (made, refused) = match replies.0.status.as_u16() {
        201 => replies,
        _ => (replies.1, replies.0),
    };
    let id = made.ok(201)["id"].clone();
    assert_eq!(refused.problem(409, "already_exists")["existing_id"], id);
    assert_eq!(names(&one, "kind=people_council&q=binh+lu").await.len(), 1);
}

async fn nobody_manages_themselves(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.12").await;
    let top = officer.post(ORGANISATIONS, &school("Trên")).await;
    let top = top.ok(201).clone();
    let below = officer
        .post(ORGANISATIONS, &with(school("Dưới"), "managed_by", top["id"].clone()))
        .await;
    let below = below.ok(201).clone();
    assert_eq!(below["managed_by"], json!({"id": top["id"], "name": "Trên"}));
    for manager in [&top, &below] {
        let current = officer.get(&address(&top)).await;
        let current = officer.with("If-Match", current.header("etag"));
        let refused = current
            .patch(&address(&top), &json!({"managed_by": manager["id"]}))
            .await;
        refused.problem(422, "invalid_content");
        assert_eq!(refused.faults()["/managed_by"], "circle");
    }
    assert_eq!(officer.get(&address(&top)).await.ok(200), &top);
}

async fn a_school_is_seen_by_whoever_manages_it(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.12").await;
    let department = server.sign_in("officer.so-gddt").await;
    let neighbour = server.sign_in("officer.03390").await;
    let managed = with(
        school("Trường THPT Đoàn Kết"),
        "managed_by",
        json!(organisation_id("so-gddt")),
    );
    let made = officer.post(ORGANISATIONS, &managed).await;
    let at = address(made.ok(201));
    let seen = department.get(&at).await;
    assert_eq!(seen.ok(200)["allowed_actions"], json!([]));
    assert_eq!(names(&department, "q=thpt+doan+ket").await.len(), 1);
    neighbour.get(&at).await.problem(404, "not_found");
    assert_eq!(names(&neighbour, "q=thpt").await.len(), 0);

    let current = officer.with("If-Match", made.header("etag"));
    let freed = current.patch(&at, &json!({"managed_by": null})).await;
    assert_eq!(freed.ok(200).get("managed_by"), None);
    department.get(&at).await.problem(404, "not_found");
    assert_eq!(names(&department, "q=thpt+doan+ket").await.len(), 0);
}

async fn an_identifier_belongs_to_one(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let tax = |name: &str| with(school(name), "identifiers", json!([{"system": "tax", "value": "62:1"}]));
    let first = officer.post(ORGANISATIONS, &tax("Một")).await;
    let id = first.ok(201)["id"].clone();
    assert_eq!(names(&officer, "identifier=tax:62:1").await, ["Một"]);
    let second = officer.post(ORGANISATIONS, &tax("Hai")).await;
    assert_eq!(second.problem(409, "already_exists")["existing_id"], id);
    let elsewhere = server.sign_in("officer.03390").await;
    let third = with(tax("Ba"), "unit", json!(unit_id("03390")));
    let third = elsewhere.post(ORGANISATIONS, &third).await;
    assert_eq!(third.problem(409, "already_exists").get("existing_id"), None);
    let current = officer.with("If-Match", first.header("etag"));
    let freed = current.patch(&address(&first.json), &json!({"identifiers": []})).await;
    assert_eq!(freed.ok(200)["identifiers"], json!([]));
    officer.post(ORGANISATIONS, &tax("Hai")).await.ok(201);
}
