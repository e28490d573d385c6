//! PostgreSQL, migrate, two replicas and the proxy, as the Compose file joins them, without containers.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that gets no answer stops here"
)]

use std::{net::Ipv4Addr, time::Duration};

use reqwest::header::{ACCEPT_ENCODING, ACCEPT_LANGUAGE, CONTENT_ENCODING, CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use reqwest::{Client, Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::postgres::{self, Server};
use crate::process::{Proxy, Replica, migrate};

/// A database that is dropped with its value.
struct Database {
    server: &'static Server,
    name: String,
    url: String,
}

impl Database {
    fn create(purpose: &str) -> Option<Self> {
        let server = postgres::server()?;
        let name = format!("danchu_{purpose}_{}", std::process::id());
        let url = server.create_database(&name, None);
        Some(Self { server, name, url })
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        self.server.drop_database(&self.name);
    }
}

struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap()
    }

    fn header(&self, name: impl reqwest::header::AsHeaderName) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

async fn send(request: RequestBuilder) -> Answer {
    let response = request.timeout(Duration::from_secs(20)).send().await.unwrap();
    let (status, headers) = (response.status(), response.headers().clone());
    Answer {
        status,
        headers,
        body: response.bytes().await.unwrap().to_vec(),
    }
}

async fn status(client: &Client, url: &str) -> StatusCode {
    send(client.get(url)).await.status
}

/// Asks until the replica is ready, for at most 15 seconds.
async fn becomes_ready(client: &Client, address: &str) -> bool {
    for _ in 0..150 {
        if status(client, &format!("http://{address}/readyz")).await == StatusCode::OK {
            return true;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    false
}

fn sign_in_as_nobody(client: &Client, proxy: &str) -> RequestBuilder {
    client
        .post(format!("{proxy}/api/v1/auth/login"))
        .header(CONTENT_TYPE, "application/json")
        .body(json!({ "login": "nobody", "password": "a password of nobody" }).to_string())
}

#[tokio::test]
async fn a_replica_is_not_ready_before_the_migration() {
    let Some(database) = Database::create("behind") else {
        return;
    };
    let data = tempfile::tempdir().unwrap();
    let client = Client::new();
    let replica = Replica::start(&database.url, data.path());
    let readiness = send(client.get(format!("http://{}/readyz", replica.address))).await;
    assert_eq!(readiness.status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(
        status(&client, &format!("http://{}/livez", replica.address)).await,
        StatusCode::OK
    );
    migrate(&database.url);
    assert!(becomes_ready(&client, &replica.address).await);
}

#[tokio::test]
async fn two_replicas_serve_behind_the_proxy_and_one_may_die() {
    let Some(database) = Database::create("topology") else {
        return;
    };
    let data = tempfile::tempdir().unwrap();
    let client = Client::new();
    migrate(&database.url);
    let (first, second) = (
        Replica::start(&database.url, data.path()),
        Replica::start(&database.url, data.path()),
    );
    assert!(becomes_ready(&client, &first.address).await && becomes_ready(&client, &second.address).await);
    let Some(proxy) = Proxy::start(&[&first.address, &second.address]) else {
        return;
    };
    let url = format!("http://127.0.0.1:{}", proxy.port);

    both_answer(&client, &proxy, &url, [&first.address, &second.address]).await;
    compresses(&client, &url).await;
    refuses_a_large_body(&client, &url).await;
    lets_files_through(&client, &url).await;
    refuses_what_is_no_http(&client, proxy.port).await;
    explains_its_own_errors(&client, &url).await;

    first.process.kill();
    for _ in 0..10 {
        assert_eq!(status(&client, &format!("{url}/readyz")).await, StatusCode::OK);
        assert_eq!(
            send(sign_in_as_nobody(&client, &url)).await.status,
            StatusCode::UNAUTHORIZED
        );
    }

    second.process.kill();
    says_that_nobody_is_there(&client, &url).await;
}

/// The same answers from both, and both were asked.
async fn both_answer(client: &Client, proxy: &Proxy, url: &str, replicas: [&str; 2]) {
    for path in ["/readyz", "/version", "/openapi.json"] {
        let expected = send(client.get(format!("{url}{path}"))).await;
        assert_eq!(expected.status, StatusCode::OK, "{path}");
        for _ in 0..5 {
            let answer = send(client.get(format!("{url}{path}"))).await;
            assert_eq!(answer.json(), expected.json(), "{path}");
        }
    }
    let log = proxy.access_log();
    let asked = |replica: &str| {
        log.lines()
            .filter(|line| line.contains(&format!(r#""replica":"{replica}""#)))
            .count()
    };
    for replica in replicas {
        assert!(
            asked(replica) >= 6,
            "{replica} was asked {} times of {}",
            asked(replica),
            log.lines().count()
        );
    }
}

async fn compresses(client: &Client, url: &str) {
    let plain = send(client.get(format!("{url}/openapi.json"))).await;
    assert_eq!(plain.header(CONTENT_ENCODING), None);
    let packed = send(
        client
            .get(format!("{url}/openapi.json"))
            .header(ACCEPT_ENCODING, "gzip"),
    )
    .await;
    assert_eq!(packed.header(CONTENT_ENCODING), Some("gzip"));
    assert!(
        packed.body.len() * 2 < plain.body.len(),
        "{} of {} bytes",
        packed.body.len(),
        plain.body.len()
    );
}

/// The proxy refuses what is over its limit in the words the API has for what is over the smaller one of its own.
async fn refuses_a_large_body(client: &Client, url: &str) {
    for language in ["vi", "en"] {
        let mut refusals = Vec::new();
        for bytes in [3 << 19, 3 << 20] {
            let request = client.post(format!("{url}/api/v1/auth/login")).body(vec![b' '; bytes]);
            let request = request.header(CONTENT_TYPE, "application/json");
            let answer = send(request.header(ACCEPT_LANGUAGE, language)).await;
            assert_is_problem(&answer, StatusCode::PAYLOAD_TOO_LARGE);
            let mut problem = answer.json();
            problem["request_id"] = Value::Null;
            refusals.push(problem);
        }
        assert_eq!(refusals[0], refusals[1]);
    }
}

/// Files are larger than other bodies; how large they may be, proxy and API agree on. What refuses here is the API, for want of a token.
async fn lets_files_through(client: &Client, url: &str) {
    let upload = |bytes: usize| {
        let path = "/api/v1/attachments/018f5b5e-0000-7000-8000-000000000001?name=a.pdf";
        send(client.put(format!("{url}{path}")).body(vec![b' '; bytes]))
    };
    assert_is_problem(&upload(25 << 20).await, StatusCode::UNAUTHORIZED);
    assert_is_problem(&upload((25 << 20) + 1).await, StatusCode::PAYLOAD_TOO_LARGE);
}

/// A replica's own parser would answer without a word; the proxy reads the head first, and has one.
async fn refuses_what_is_no_http(client: &Client, port: u16) {
    let large = format!("GET /livez HTTP/1.1\r\nHost: x\r\nA: {}\r\n\r\n", "a".repeat(1 << 16));
    let heads = [
        "\0\0\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
        &large,
    ];
    for head in heads {
        let answer = exchange(port, head.as_bytes()).await;
        let (status, rest) = answer.split_once("\r\n").unwrap();
        let (headers, body) = rest.split_once("\r\n\r\n").unwrap();
        assert_eq!(status, "HTTP/1.1 400 Bad Request", "{head:.20}");
        assert!(headers.contains("Content-Type: application/problem+json"), "{headers}");
        let problem: Value = serde_json::from_str(body).unwrap();
        assert_eq!(problem["code"], "malformed_request", "{head:.20}");
    }
    let trace = client.request(Method::TRACE, format!("http://127.0.0.1:{port}/livez"));
    assert_is_problem(&send(trace).await, StatusCode::METHOD_NOT_ALLOWED);
}

async fn exchange(port: u16, request: &[u8]) -> String {
    let mut connection = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await.unwrap();
    let (mut reads, mut writes) = connection.split();
    let mut answer = String::new();
    // It may answer and hang up before it has read all.
    let (answered, _) = tokio::join!(reads.read_to_string(&mut answer), writes.write_all(request));
    answered.unwrap();
    answer
}

/// What the proxy says in its configuration, the API has a page for.
async fn explains_its_own_errors(client: &Client, url: &str) {
    for code in ["body_too_large", "malformed_request", "method_not_allowed", "not_ready"] {
        assert_eq!(
            status(client, &format!("{url}/problems/{code}")).await,
            StatusCode::OK,
            "{code}"
        );
    }
}

async fn says_that_nobody_is_there(client: &Client, url: &str) {
    for request in [client.get(format!("{url}/readyz")), sign_in_as_nobody(client, url)] {
        let answer = send(request).await;
        assert_is_problem(&answer, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.header(RETRY_AFTER), Some("5"));
    }
}

/// The proxy's own errors have the API's shape.
fn assert_is_problem(answer: &Answer, status: StatusCode) {
    assert_eq!(answer.status, status);
    assert_eq!(answer.header(CONTENT_TYPE), Some("application/problem+json"));
    let problem = answer.json();
    assert_eq!(problem["status"], status.as_u16());
    assert_eq!(problem["request_id"].as_str(), answer.header("x-request-id"));
    assert_eq!(
        problem["type"],
        format!("/problems/{}", problem["code"].as_str().unwrap())
    );
}
