//! What is nearly right is refused all the same: loose dates, headers sent twice, other encodings, another list's cursor.

use serde_json::json;

use super::{
    school::{SCHOOLS, new_school},
    support::{database::Backend, raw, server::TestServer},
};

on_both![
    a_day_has_one_spelling,
    a_header_sent_twice_is_refused,
    a_body_is_utf_8_json,
    a_body_announced_too_large_is_refused_unread,
    a_language_refused_is_not_spoken,
    a_cursor_belongs_to_its_list
];

async fn a_day_has_one_spelling(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.12").await;
    let line = json!({"kind": "holiday", "name": "Thử", "legal_basis": "Công văn 1"});
    for day in ["2026-8-9", "+2026-08-09", "%202026-08-09", "2026-08-09T00:00:00Z"] {
        let reply = leader.put(&format!("/api/v1/calendar-days/{day}"), &line).await;
        reply.problem(404, "not_found");
        let reply = leader
            .get(&format!("/api/v1/organisations?as_of={}", day.replace('+', "%2B")))
            .await;
        reply.problem(422, "invalid_parameter");
    }
    let officer = server.sign_in("officer.03388").await;
    for day in ["2025-7-1", "+2025-07-01", " 2025-07-01", "01/07/2025"] {
        let mut school = new_school("Trường mới");
        school["valid_from"] = json!(day);
        let reply = officer.post(SCHOOLS, &school).await;
        assert_eq!(
            reply.problem(422, "invalid_content")["errors"][0]["pointer"],
            "/valid_from"
        );
    }
}

async fn a_header_sent_twice_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let request = officer
        .request(reqwest::Method::POST, SCHOOLS)
        .json(&new_school("Trường nữa"));
    let request = request
        .header("Idempotency-Key", "one")
        .header("Idempotency-Key", "two");
    officer.send(request).await.problem(400, "malformed_request");
}

async fn a_body_is_utf_8_json(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let sent = |kind: &str, name: &str| {
        let request = officer.request(reqwest::Method::POST, SCHOOLS);
        request.header("Content-Type", kind).body(new_school(name).to_string())
    };
    for kind in [
        "application/json; charset=utf-16",
        "application/json; charset=latin1",
        "application/problem+json",
        "text/json",
        "text/plain",
    ] {
        let reply = officer.send(sent(kind, "Trường mới")).await;
        reply.problem(415, "unsupported_media_type");
    }
    let kind = "application/json; charset=UTF-8";
    officer.send(sent(kind, "Trường mới")).await.ok(201);
}

async fn a_body_announced_too_large_is_refused_unread(backend: Backend) {
    let server = TestServer::start(backend).await;
    let head = "POST /api/v1/auth/login HTTP/1.1\r\nHost: danchu\r\nContent-Type: application/json\r\n";
    let request = format!("{head}Content-Length: 99999999999\r\n\r\n{{");
    let reply = raw::exchange(&server.address, request.as_bytes()).await;
    reply.problem(413, "body_too_large");
}

async fn a_language_refused_is_not_spoken(backend: Backend) {
    let server = TestServer::start(backend).await;
    for (accepted, spoken) in [
        ("en;q=0", "vi"),
        ("en;q=0, vi;q=0", "vi"),
        ("vi;q=0, en;q=0.1", "en"),
        ("fr, en;q=0.5", "en"),
    ] {
        let reply = server
            .nobody()
            .with("Accept-Language", accepted)
            .get("/api/v1/me")
            .await;
        reply.problem(401, "unauthenticated");
        assert_eq!(reply.header("content-language"), spoken, "{accepted}");
    }
}

async fn a_cursor_belongs_to_its_list(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.12").await;
    let first = leader.get("/api/v1/organisations?limit=1").await;
    let cursor = first.ok(200)["next_cursor"].as_str().expect("a cursor").to_owned();
    leader
        .get(&format!("/api/v1/organisations?limit=1&cursor={cursor}"))
        .await
        .ok(200);
    for list in ["units", "villages", "report-obligations"] {
        let reply = leader.get(&format!("/api/v1/{list}?cursor={cursor}")).await;
        reply.problem(422, "invalid_parameter");
    }
}
