//! Bodies are read within limits and parsed strictly, by every operation that takes one.

use reqwest::RequestBuilder;

use super::{
    operation::{Operation, anybody_may_anything, nobody_may_anything, those},
    support::{
        client::{Client, Reply},
        database::Backend,
        server::TestServer,
    },
};

on_both![
    what_is_no_json_is_400,
    what_has_the_wrong_shape_is_422,
    what_is_too_large_is_413,
    what_is_no_json_by_its_type_is_415,
    credentials_come_before_the_body,
    permission_comes_before_the_body
];

const JSON: &str = "application/json";

/// A server on which an officer of the province gets past 403.
async fn open_server(backend: Backend) -> (TestServer, Client) {
    let server = TestServer::start_with(backend, |setup| anybody_may_anything(&mut setup.permissions)).await;
    let client = server.sign_in("officer.12").await.with("Idempotency-Key", "bad-body");
    (server, client)
}

/// Sends `body` to every operation that takes one.
async fn to_each(client: &Client, kind: &str, body: &[u8]) -> Vec<(Operation, Reply)> {
    let mut replies = Vec::new();
    for operation in those(Operation::has_body) {
        let request = with_body(operation.request(client), kind, body);
        replies.push((operation, client.send(request).await));
    }
    replies
}

fn with_body(request: RequestBuilder, kind: &str, body: &[u8]) -> RequestBuilder {
    let match_any = "\"1.0000000000000000\"";
    request
        .header("Content-Type", kind)
        .header("If-Match", match_any)
        .body(body.to_vec())
}

async fn what_is_no_json_is_400(backend: Backend) {
    let (_server, client) = open_server(backend).await;
    let deep = [r#"{"a":"#.repeat(10_000), "}".repeat(10_000)].concat();
    let broken: &[&[u8]] = &[
        b"",
        b"{",
        b"{\"a\": NaN}",
        b"{\"a\": Infinity}",
        b"{\"a\": 01}",
        b"{\"a\": 1e999}",
        b"{'a': 1}",
        b"{\"a\": \"\xff\xfe\"}",
        b"{\"a\": \"\\ud800\"}",
        b"{\"\0\": 1}",
        b"{} {}",
        b"\xef\xbb\xbf{}",
        deep.as_bytes(),
    ];
    for body in broken {
        for (operation, reply) in to_each(&client, JSON, body).await {
            let shown = String::from_utf8_lossy(body.get(..body.len().min(30)).unwrap_or_default()).into_owned();
            // An unknown member is refused where it stands, before what comes after it is read.
            let refused = reply.status == 422 || reply.status == 400;
            assert!(
                refused,
                "{} {shown}: {} {:#}",
                operation.address(),
                reply.status,
                reply.json
            );
            match reply.status.as_u16() {
                400 => reply.problem(400, "malformed_body"),
                _ => reply.problem(422, "invalid_content"),
            };
        }
    }
}

async fn what_has_the_wrong_shape_is_422(backend: Backend) {
    let (_server, client) = open_server(backend).await;
    for body in ["[]", "null", "1", "\"text\"", r#"{"no_such_member": 1}"#] {
        for (_, reply) in to_each(&client, JSON, body.as_bytes()).await {
            reply.problem(422, "invalid_content");
            assert!(!reply.faults().is_empty(), "{:#}", reply.json);
        }
    }
    for (_, reply) in to_each(&client, JSON, br#"{"no_such_member": 1}"#).await {
        assert_eq!(reply.faults()["/no_such_member"], "unknown_field", "{:#}", reply.json);
    }
}

async fn what_is_too_large_is_413(backend: Backend) {
    let (_server, client) = open_server(backend).await;
    let large = format!("{{\"a\": \"{}\"}}", "a".repeat(2 << 20));
    for (_, reply) in to_each(&client, JSON, large.as_bytes()).await {
        reply.problem(413, "body_too_large");
    }
}

async fn what_is_no_json_by_its_type_is_415(backend: Backend) {
    let (_server, client) = open_server(backend).await;
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonp",
        "json",
        "",
    ] {
        for (_, reply) in to_each(&client, kind, b"{}").await {
            reply.problem(415, "unsupported_media_type");
        }
    }
    let packed = client.with("Content-Encoding", "gzip");
    for (_, reply) in to_each(&packed, JSON, b"{}").await {
        reply.problem(415, "unsupported_media_type");
    }
}

async fn credentials_come_before_the_body(backend: Backend) {
    let server = TestServer::start(backend).await;
    let nobody = server.nobody();
    for operation in those(Operation::is_secured) {
        let request = operation.request(&nobody).query(&[("no_such", "1")]);
        let request = with_body(request, "text/plain", b"{");
        nobody.send(request).await.problem(401, "unauthenticated");
    }
}

async fn permission_comes_before_the_body(backend: Backend) {
    let server = TestServer::start_with(backend, |setup| nobody_may_anything(&mut setup.permissions)).await;
    let client = server.sign_in("leader.12").await;
    for operation in those(Operation::is_secured) {
        let request = with_body(
            operation.request(&client).query(&[("no_such", "1")]),
            "text/plain",
            b"{",
        );
        client.send(request).await.problem(403, "forbidden");
    }
}
