//! Signing in, refreshing and changing the password, and how each is refused.

use serde_json::json;

use super::support::{database::Backend, register::PASSWORD, server::TestServer};

on_both![
    a_login_opens_and_a_wrong_one_is_401,
    an_unknown_refresh_token_is_401,
    a_weak_password_is_422
];

const LOGIN: &str = "/api/v1/auth/login";

async fn a_login_opens_and_a_wrong_one_is_401(backend: Backend) {
    let server = TestServer::start(backend).await;
    let nobody = server.nobody();
    let tokens = nobody
        .post(LOGIN, &json!({"login": "officer.03388", "password": PASSWORD}))
        .await;
    let token = tokens.ok(200)["access_token"].as_str().expect("a token");
    assert_eq!(tokens.json["token_type"], "Bearer");
    assert_eq!(tokens.header("cache-control"), "no-store");
    nobody.bearing(token).get("/api/v1/me").await.ok(200);
    let mut refusals = Vec::new();
    for (login, password) in [
        ("officer.03388", "wrong"),
        ("nobody.at.all", PASSWORD),
        ("officer.03388' --", PASSWORD),
    ] {
        let mut refusal = nobody.post(LOGIN, &json!({"login": login, "password": password})).await;
        refusal.problem(401, "wrong_credentials");
        refusal.json["request_id"] = json!("");
        refusals.push(refusal.json);
    }
    refusals.dedup();
    assert_eq!(refusals.len(), 1, "unknown and wrong are told apart: {refusals:#?}");
}

async fn an_unknown_refresh_token_is_401(backend: Backend) {
    let server = TestServer::start(backend).await;
    for token in ["unknown", "a.b.c", "' OR 1=1 --"] {
        let reply = server
            .nobody()
            .post("/api/v1/auth/refresh", &json!({ "refresh_token": token }))
            .await;
        reply.problem(401, "invalid_refresh_token");
    }
}

async fn a_weak_password_is_422(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.03388").await;
    for weak in ["short", "123456789012", "officer.03388-2026"] {
        let change = json!({"current_password": PASSWORD, "new_password": weak});
        client
            .post("/api/v1/auth/password", &change)
            .await
            .problem(422, "weak_password");
    }
    let login = json!({"login": "officer.03388", "password": PASSWORD});
    server.nobody().post(LOGIN, &login).await.ok(200);
}
