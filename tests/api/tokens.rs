//! Only a whole, genuine and current token opens anything; everything else is one and the same 401.

use aws_lc_rs::signature::KeyPair;
use serde_json::{Value, json};

use super::{
    support::{client::Reply, database::Backend, raw, register, server::TestServer},
    token::{Genuine, es256, foreign_pair, hs256, unsigned},
};

on_both![
    a_genuine_token_opens,
    a_token_without_a_claim_is_401,
    a_token_with_a_wrong_claim_is_401,
    a_token_of_another_algorithm_is_401,
    a_token_of_another_key_is_401,
    garbage_is_401,
    two_tokens_are_401,
    a_huge_token_is_refused
];

const DOOR: &str = "/api/v1/permissions";

async fn knock(server: &TestServer, token: &str) -> Reply {
    server.nobody().bearing(token).get(DOOR).await
}

async fn refused(server: &TestServer, why: &str, token: &str) {
    let reply = knock(server, token).await;
    assert_eq!(reply.status, 401, "{why}: {:#}", reply.json);
    reply.problem(401, "unauthenticated");
    assert_eq!(reply.header("www-authenticate"), "Bearer realm=\"danchu\"");
}

async fn a_genuine_token_opens(backend: Backend) {
    let server = TestServer::start(backend).await;
    let genuine = Genuine::of(&server, "officer.03388").await;
    knock(&server, &genuine.signed(&genuine.header(), &genuine.claims))
        .await
        .ok(200);
}

async fn a_token_without_a_claim_is_401(backend: Backend) {
    let server = TestServer::start(backend).await;
    let genuine = Genuine::of(&server, "officer.03388").await;
    let names: Vec<String> = genuine.claims.as_object().expect("claims").keys().cloned().collect();
    assert!(
        ["aud", "iss", "exp", "sid", "sub", "ver"]
            .iter()
            .all(|name| names.iter().any(|known| known == name))
    );
    for name in names {
        let claims = genuine.claims_with(&name, Value::Null);
        refused(&server, &name, &genuine.signed(&genuine.header(), &claims)).await;
    }
    for name in ["typ", "kid", "alg"] {
        let header = genuine.header_with(name, Value::Null);
        refused(&server, name, &genuine.signed(&header, &genuine.claims)).await;
    }
}

async fn a_token_with_a_wrong_claim_is_401(backend: Backend) {
    let server = TestServer::start(backend).await;
    let genuine = Genuine::of(&server, "officer.03388").await;
    let other = Genuine::of(&server, "leader.12").await;
    let issued = genuine.claims["iat"].as_i64().expect("a time");
    let wrong = [
        ("aud", json!("another")),
        ("aud", json!([])),
        ("aud", json!(["danchu", "another"])),
        ("iss", json!("https://elsewhere.invalid")),
        ("iss", json!("https://danchu.test/")),
        ("exp", json!(issued - 3600)),
        ("exp", json!(issued - 6)),
        ("exp", json!(issued + 86_400)),
        ("exp", json!("tomorrow")),
        ("exp", json!(1e300)),
        ("exp", json!(i64::MAX)),
        ("iat", json!(issued + 3600)),
        ("iat", json!(i64::MIN)),
        ("sub", json!(register::account_id("leader.12"))),
        ("sub", json!("leader.12")),
        ("sid", json!("018f0000-0000-7000-8000-000000000000")),
        ("sid", other.claims["sid"].clone()),
        ("ver", json!(0)),
        ("ver", json!(2)),
        ("ver", json!("1")),
    ];
    for (name, value) in wrong {
        let why = format!("{name} = {value}");
        let claims = genuine.claims_with(name, value);
        refused(&server, &why, &genuine.signed(&genuine.header(), &claims)).await;
    }
    let elsewhere = ["JWT", "id+jwt", "AT+JWT", ""].map(|kind| ("typ", json!(kind)));
    for (name, value) in elsewhere.into_iter().chain([("crit", json!(["exp"]))]) {
        let why = format!("{name} = {value}");
        let header = genuine.header_with(name, value);
        refused(&server, &why, &genuine.signed(&header, &genuine.claims)).await;
    }
}

async fn a_token_of_another_algorithm_is_401(backend: Backend) {
    let server = TestServer::start(backend).await;
    let genuine = Genuine::of(&server, "officer.03388").await;
    for name in ["none", "None", "NONE", "nOnE", ""] {
        let header = genuine.header_with("alg", json!(name));
        refused(&server, name, &unsigned(&header, &genuine.claims)).await;
        refused(&server, name, &genuine.signed(&header, &genuine.claims)).await;
    }
    refused(&server, "no signature", &unsigned(&genuine.header(), &genuine.claims)).await;
    // The public key, which everybody has, as the secret of a symmetric algorithm.
    let point = genuine.pair.public_key().as_ref().to_vec();
    let jwks = server.nobody().get("/.well-known/jwks.json").await.ok(200).to_string();
    for secret in [&point, &point[1..], jwks.as_bytes(), &[]] {
        let header = genuine.header_with("alg", json!("HS256"));
        refused(&server, "HS256", &hs256(&header, &genuine.claims, secret)).await;
        refused(
            &server,
            "a MAC as ES256",
            &hs256(&genuine.header(), &genuine.claims, secret),
        )
        .await;
    }
    for name in ["ES384", "RS256", "PS256", "EdDSA", "HS512", "es256"] {
        let header = genuine.header_with("alg", json!(name));
        refused(&server, name, &genuine.signed(&header, &genuine.claims)).await;
    }
}

async fn a_token_of_another_key_is_401(backend: Backend) {
    let server = TestServer::start(backend).await;
    let genuine = Genuine::of(&server, "officer.03388").await;
    let foreign = foreign_pair();
    refused(&server, "our kid", &es256(&genuine.header(), &genuine.claims, &foreign)).await;
    let tricks = ["", "../../etc/passwd", "' OR 1=1 --", "0", "\u{0}"].map(|kid| ("kid", json!(kid)));
    let own_keys = [
        ("jku", json!("https://elsewhere.invalid/jwks.json")),
        ("jwk", json!({"kty": "EC"})),
    ];
    for (name, value) in tricks.into_iter().chain(own_keys) {
        let why = format!("{name} = {value}");
        let header = genuine.header_with(name, value);
        refused(&server, &why, &es256(&header, &genuine.claims, &foreign)).await;
    }
    // Genuine halves of two tokens make no third.
    let other = Genuine::of(&server, "leader.12").await;
    let (mine, theirs) = (
        genuine.signed(&genuine.header(), &genuine.claims),
        other.signed(&other.header(), &other.claims),
    );
    let (said, signature) = (theirs.rsplit_once('.'), mine.rsplit_once('.'));
    let mixed = format!("{}.{}", said.expect("a token").0, signature.expect("a token").1);
    refused(&server, "mixed", &mixed).await;
}

async fn garbage_is_401(backend: Backend) {
    let server = TestServer::start(backend).await;
    for token in [
        "",
        ".",
        "..",
        "a.b.c",
        "e30.e30.e30",
        "null",
        "Bearer",
        "a b",
        "%00.%00.%00",
    ] {
        refused(&server, token, token).await;
    }
    let genuine = Genuine::of(&server, "officer.03388").await;
    let token = genuine.signed(&genuine.header(), &genuine.claims);
    for broken in [
        format!("{token}."),
        format!("{token}="),
        token[1..].to_owned(),
        token.replace('.', " "),
    ] {
        refused(&server, "broken", &broken).await;
    }
    for header in [
        token.clone(),
        format!("Basic {token}"),
        format!("Bearer{token}"),
        format!("Token {token}"),
    ] {
        let reply = server.nobody().with("Authorization", &header).get(DOOR).await;
        reply.problem(401, "unauthenticated");
    }
    server
        .nobody()
        .get(&format!("{DOOR}?access_token={token}"))
        .await
        .problem(401, "unauthenticated");
}

async fn two_tokens_are_401(backend: Backend) {
    let server = TestServer::start(backend).await;
    let genuine = Genuine::of(&server, "officer.03388").await;
    let token = genuine.signed(&genuine.header(), &genuine.claims);
    let one = format!("Authorization: Bearer {token}\r\n");
    let ask = |headers: &str| format!("GET {DOOR} HTTP/1.1\r\nHost: x\r\n{headers}\r\n").into_bytes();
    let once = raw::exchange(&server.address, &ask(&one)).await;
    assert_eq!(once.status, 200);
    for second in [
        one.as_str(),
        "Authorization: Bearer x\r\n",
        "authorization: Basic eDp5\r\n",
    ] {
        let twice = raw::exchange(&server.address, &ask(&format!("{one}{second}"))).await;
        twice.problem(401, "unauthenticated");
    }
}

/// Longer than any header may be: the connection's own parser refuses it before the app is asked.
async fn a_huge_token_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let long = "a".repeat(60_000);
    refused(&server, "long", &long).await;
    let huge = "a".repeat(1 << 20);
    let request = format!("GET {DOOR} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {huge}\r\n\r\n");
    let reply = raw::exchange(&server.address, request.as_bytes()).await;
    assert_eq!(reply.status, 431);
}
