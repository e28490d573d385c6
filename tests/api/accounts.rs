//! Accounts at work: tokens that are spent once, power that is lost at once, secrets that are shown once.

use reqwest::StatusCode;
use serde_json::{Value, json};

use super::support::{
    client::{Client, Reply},
    database::Backend,
    register::{PASSWORD, account_id, organisation_id},
    server::TestServer,
};

on_both![
    a_lost_answer_may_be_asked_for_again_and_a_stolen_token_ends_the_session,
    fifty_refreshes_at_once_leave_one_chain,
    a_suspended_account_loses_its_power,
    an_account_rests_after_five_failures_even_for_the_right_password,
    a_one_time_password_is_shown_once_and_opens_nothing_else,
    nobody_reaches_beyond_or_for_themselves,
    two_who_remove_each_other_leave_one,
    the_last_administrator_stays
];

const REASON: &str = "nghỉ hưu";

async fn login(nobody: &Client, login: &str, password: &str) -> Reply {
    let body = json!({"login": login, "password": password});
    nobody.post("/api/v1/auth/login", &body).await
}

async fn refresh(nobody: &Client, tokens: &Value) -> Reply {
    let body = json!({"refresh_token": tokens["refresh_token"]});
    nobody.post("/api/v1/auth/refresh", &body).await
}

fn account(login: &str) -> String {
    format!("/api/v1/accounts/{}", account_id(login))
}

fn bearing(nobody: &Client, tokens: &Value) -> Client {
    nobody.bearing(tokens["access_token"].as_str().expect("a token"))
}

async fn a_lost_answer_may_be_asked_for_again_and_a_stolen_token_ends_the_session(backend: Backend) {
    let server = TestServer::start(backend).await;
    let nobody = server.nobody();
    let first = login(&nobody, "officer.03388", PASSWORD).await;
    let lost = refresh(&nobody, first.ok(200)).await;
    let again = refresh(&nobody, &first.json).await;
    bearing(&nobody, lost.ok(200))
        .get("/api/v1/me")
        .await
        .problem(401, "unauthenticated");
    refresh(&nobody, &lost.json).await.problem(401, "invalid_refresh_token");
    let mine = bearing(&nobody, again.ok(200));
    mine.get("/api/v1/me").await.ok(200);
    refresh(&nobody, &first.json)
        .await
        .problem(401, "invalid_refresh_token");
    mine.get("/api/v1/me").await.problem(401, "unauthenticated");
    refresh(&nobody, &again.json)
        .await
        .problem(401, "invalid_refresh_token");
}

async fn fifty_refreshes_at_once_leave_one_chain(backend: Backend) {
    let server = TestServer::start(backend).await;
    let nobody = server.nobody();
    let first = login(&nobody, "officer.03388", PASSWORD).await;
    let token = first.ok(200);
    let replies = futures_util::future::join_all((0..50).map(|_| refresh(&nobody, token))).await;
    let mut live = 0;
    for reply in replies.iter().filter(|reply| reply.status == StatusCode::OK) {
        live += usize::from(refresh(&nobody, &reply.json).await.status == StatusCode::OK);
    }
    assert_eq!(live, 1);
}

async fn a_suspended_account_loses_its_power(backend: Backend) {
    let server = TestServer::start(backend).await;
    let nobody = server.nobody();
    let tokens = login(&nobody, "officer.03390", PASSWORD).await;
    let officer = bearing(&nobody, tokens.ok(200));
    officer.get("/api/v1/me").await.ok(200);
    let account = account("officer.03390");
    let suspend = format!("{account}/suspend");
    let administrator = login(&nobody, "administrator.12", PASSWORD).await;
    let administrator = bearing(&nobody, administrator.ok(200));
    let current = administrator.matching(&account).await;
    let suspended = current.post(&suspend, &json!({"reason": REASON})).await;
    assert_eq!(suspended.ok(200)["status"], "suspended");
    officer.get("/api/v1/me").await.problem(401, "unauthenticated");
    refresh(&nobody, &tokens.json)
        .await
        .problem(401, "invalid_refresh_token");
    login(&nobody, "officer.03390", PASSWORD)
        .await
        .problem(401, "wrong_credentials");
    let current = administrator.with("If-Match", suspended.header("etag"));
    current
        .post(&suspend, &json!({"reason": REASON}))
        .await
        .problem(409, "state_forbids");
}

async fn an_account_rests_after_five_failures_even_for_the_right_password(backend: Backend) {
    let server = TestServer::start(backend).await;
    let nobody = server.nobody();
    for _ in 0..4 {
        login(&nobody, "leader.03388", "wrong")
            .await
            .problem(401, "wrong_credentials");
    }
    login(&nobody, "leader.03388", PASSWORD).await.ok(200);
    for _ in 0..5 {
        login(&nobody, "leader.03388", "wrong")
            .await
            .problem(401, "wrong_credentials");
    }
    login(&nobody, "leader.03388", PASSWORD)
        .await
        .problem(401, "wrong_credentials");
}

async fn a_one_time_password_is_shown_once_and_opens_nothing_else(backend: Backend) {
    let server = TestServer::start(backend).await;
    let administrator = server.sign_in("administrator.12").await.with("Idempotency-Key", "one");
    let new = json!({"login": "Lo.Thi.Mai", "name": "Lò Thị Mai", "organisation": organisation_id("03388")});
    let created = administrator.post("/api/v1/accounts", &new).await;
    let password = created.ok(201)["one_time_password"].as_str().expect("a password");
    assert_eq!(created.header("cache-control"), "no-store");
    let replay = administrator.post("/api/v1/accounts", &new).await;
    assert_eq!(replay.ok(201)["id"], created.json["id"]);
    assert_eq!(replay.json["one_time_password"], Value::Null);
    login(&server.nobody(), "lo.thi.mai", password)
        .await
        .problem(401, "wrong_credentials");
    let post = json!({"organisation": organisation_id("03388"), "title": "Công chức", "roles": ["officer"]});
    let posts = format!("/api/v1/accounts/{}/posts", created.json["id"].as_str().expect("an id"));
    administrator.post(&posts, &post).await.ok(201);
    let tokens = login(&server.nobody(), "lo.thi.mai", password).await;
    let officer = bearing(&server.nobody(), tokens.ok(200));
    officer.get("/api/v1/organisations").await.problem(403, "forbidden");
    let change = json!({"current_password": password, "new_password": "chợ phiên Sìn Hồ"});
    let changed = officer.post("/api/v1/auth/password", &change).await;
    officer.get("/api/v1/me").await.problem(401, "unauthenticated");
    let officer = bearing(&server.nobody(), changed.ok(200));
    officer.get("/api/v1/organisations").await.ok(200);
}

async fn nobody_reaches_beyond_or_for_themselves(backend: Backend) {
    let server = TestServer::start(backend).await;
    let commune = server.sign_in("administrator.03388").await;
    let reason = json!({"reason": REASON});
    let suspend = |login: &str| format!("{}/suspend", account(login));
    commune
        .post(&suspend("administrator.12"), &reason)
        .await
        .problem(404, "not_found");
    commune
        .post(&suspend("officer.03390"), &reason)
        .await
        .problem(404, "not_found");
    commune
        .post(&suspend("administrator.03388"), &reason)
        .await
        .problem(403, "forbidden");
    let posts = format!("{}/posts", account("officer.03388"));
    let post =
        |key: &str, role: &str| json!({"organisation": organisation_id(key), "title": "Công chức", "roles": [role]});
    commune
        .post(&posts, &post("12", "officer"))
        .await
        .problem(422, "unknown_reference");
    commune
        .post(&posts, &post("03388", "overseer"))
        .await
        .problem(422, "invalid_content");
    // A second post above puts the account beyond the commune.
    let province = server.sign_in("administrator.12").await;
    province.post(&posts, &post("12", "officer")).await.ok(201);
    let reset = format!("{}/reset-password", account("officer.03388"));
    commune.post(&reset, &reason).await.problem(403, "not_yours");
    let current = province.matching(&account("officer.03388")).await;
    current.post(&reset, &reason).await.ok(200);
}

async fn two_who_remove_each_other_leave_one(backend: Backend) {
    let server = TestServer::start(backend).await;
    let one = server.sign_in("administrator.12").await;
    let posts = format!("{}/posts", account("officer.12"));
    let post = json!({"organisation": organisation_id("12"), "title": "Quản trị", "roles": ["administrator"]});
    let granted = one.post(&posts, &post).await;
    let tokens = json!({"login": "officer.12", "password": PASSWORD, "post_id": granted.ok(201)["id"]});
    let tokens = server.nobody().post("/api/v1/auth/login", &tokens).await;
    let other = bearing(&server.nobody(), tokens.ok(200));
    one.get("/api/v1/me").await.ok(200);
    other.get("/api/v1/me").await.ok(200);
    let (reason, first, second) = (
        json!({"reason": REASON}),
        format!("{}/suspend", account("officer.12")),
        format!("{}/suspend", account("administrator.12")),
    );
    let one = one.matching(&account("officer.12")).await;
    let other = other.matching(&account("administrator.12")).await;
    let replies = futures_util::future::join(one.post(&first, &reason), other.post(&second, &reason)).await;
    let mut statuses = [replies.0.status.as_u16(), replies.1.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses[0], 200);
    // The late one finds itself alone, or already signed out.
    assert!([401, 409].contains(&statuses[1]), "{replies:?}");
}

/// One whose own end is set is no remedy, but may act until then.
async fn the_last_administrator_stays(backend: Backend) {
    let server = TestServer::start(backend).await;
    let last = server.sign_in("administrator.12").await;
    let posts = format!("{}/posts", account("officer.12"));
    let passing = json!({"organisation": organisation_id("12"), "title": "Quản trị", "roles": ["administrator"], "valid_to": "2199-12-31"});
    let granted = last.post(&posts, &passing).await;
    let tokens = json!({"login": "officer.12", "password": PASSWORD, "post_id": granted.ok(201)["id"]});
    let tokens = server.nobody().post("/api/v1/auth/login", &tokens).await;
    let passing = bearing(&server.nobody(), tokens.ok(200));
    let remaining = account("administrator.12");
    let suspend = format!("{remaining}/suspend");
    let reply = passing
        .matching(&remaining)
        .await
        .post(&suspend, &json!({"reason": REASON}))
        .await;
    reply.problem(409, "last_administrator");
    last.get("/api/v1/me").await.ok(200);
}
