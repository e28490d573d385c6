//! One address may try to sign in only so often, whoever it says it speaks for.

use std::time::Duration;

use danchu::{
    account::sign_in_limit::SignInLimit,
    http::{SenderLimit, TrustedProxies, network},
};
use serde_json::json;

use super::support::{
    client::{Client, Reply},
    database::Backend,
    register::PASSWORD,
    server::TestServer,
};

on_both![
    too_many_attempts_are_429_until_the_wait_is_over,
    a_made_up_address_does_not_help,
    a_trusted_proxy_tells_its_clients_apart
];

/// One more every second.
const A_MINUTE: u32 = 60;
/// The server that needs this many to answer 60 is slower than its limit.
const PATIENCE: u32 = 600;

async fn limited(backend: Backend, trusted: &[&str]) -> TestServer {
    let trusted: Vec<_> = trusted.iter().map(|text| network(text).expect("a network")).collect();
    TestServer::start_with(backend, |setup| {
        setup.settings.sign_ins = SignInLimit(SenderLimit::new(A_MINUTE, TrustedProxies::new(&trusted)));
    })
    .await
}

/// An attempt that costs nothing.
async fn attempt(client: &Client) -> Reply {
    client.post("/api/v1/auth/login", &json!({"no_such": 1})).await
}

/// Tries until it is too much; the client of each attempt is made anew.
async fn try_until_refused(client: impl Fn(u32) -> Client) -> Reply {
    for made in 0..PATIENCE {
        let reply = attempt(&client(made)).await;
        if reply.status == 429 {
            assert!(made >= A_MINUTE, "refused after {made}");
            return reply;
        }
        reply.problem(422, "invalid_content");
    }
    panic!("never too many");
}

async fn too_many_attempts_are_429_until_the_wait_is_over(backend: Backend) {
    let server = limited(backend, &[]).await;
    let nobody = server.nobody();
    let refusal = try_until_refused(|_| nobody.clone()).await;
    refusal.problem(429, "too_many_requests");
    let wait: u64 = refusal.header("retry-after").parse().expect("seconds");
    assert_eq!(wait, 1);
    // Nobody else is concerned, and whoever is signed in stays so.
    let unknown = json!({"refresh_token": "unknown"});
    let refreshed = nobody.post("/api/v1/auth/refresh", &unknown).await;
    refreshed.problem(401, "invalid_refresh_token");
    nobody.get("/livez").await.ok(200);
    server.sign_in("officer.12").await.get("/api/v1/me").await.ok(200);
    tokio::time::sleep(Duration::from_secs(wait + 1)).await;
    let login = json!({"login": "officer.12", "password": PASSWORD});
    nobody.post("/api/v1/auth/login", &login).await.ok(200);
}

async fn a_made_up_address_does_not_help(backend: Backend) {
    let server = limited(backend, &["10.0.0.1"]).await;
    let nobody = server.nobody();
    let made_up = |number: u32| nobody.with("X-Forwarded-For", &format!("203.0.113.{}", number % 256));
    try_until_refused(made_up).await.problem(429, "too_many_requests");
}

async fn a_trusted_proxy_tells_its_clients_apart(backend: Backend) {
    let server = limited(backend, &["127.0.0.0/8"]).await;
    let nobody = server.nobody();
    // What stands before the address the proxy wrote, its client made up.
    let through = |number: u32| nobody.with("X-Forwarded-For", &format!("198.51.100.{}, 203.0.113.7", number % 256));
    try_until_refused(through).await.problem(429, "too_many_requests");
    let other = nobody.with("X-Forwarded-For", "203.0.113.8");
    attempt(&other).await.problem(422, "invalid_content");
    // All of a /64 is one sender's.
    let network = |number: u32| nobody.with("X-Forwarded-For", &format!("2001:db8:0:1::{number:x}"));
    try_until_refused(network).await.problem(429, "too_many_requests");
    let next_door = nobody.with("X-Forwarded-For", "2001:db8:0:2::1");
    attempt(&next_door).await.problem(422, "invalid_content");
}
