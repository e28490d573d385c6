//! Every address answers every method in danchu's own way.

use reqwest::Method;

use super::{
    operation::{Operation, operations, those},
    support::{client::Client, database::Backend, raw, server::TestServer},
};

on_both![
    an_unknown_address_is_404,
    a_wrong_method_is_405_with_allow,
    options_tell_the_methods,
    head_answers_as_get_without_a_body,
    what_is_unchanged_is_304,
    problems_speak_the_callers_language,
    every_answer_has_its_own_request_id,
    every_answer_says_what_it_varies_by,
    the_root_leads_to_the_documentation,
    what_is_no_http_is_refused
];

/// Compressed or not, right or wrong, called from a page or not.
async fn every_answer_says_what_it_varies_by(backend: Backend) {
    let server = TestServer::start(backend).await;
    for client in [server.nobody(), server.sign_in("officer.12").await] {
        for encoding in ["identity", "gzip"] {
            let client = client.with("Accept-Encoding", encoding);
            for client in [client.clone(), client.with("Origin", "https://danchu.test")] {
                let reply = client.get("/api/v1/me").await;
                let varies = reply.headers.get_all("vary").iter();
                let varies: Vec<_> = varies.filter_map(|value| value.to_str().ok()).collect();
                let varies = varies.join(", ").to_lowercase();
                for by in ["authorization", "accept-language"] {
                    assert!(varies.contains(by), "{} {encoding}: {varies}", reply.status);
                }
                let encoded = reply.headers.contains_key("content-encoding");
                assert!(!encoded || varies.contains("accept-encoding"), "{varies}");
            }
        }
    }
}

async fn an_unknown_address_is_404(backend: Backend) {
    let server = TestServer::start(backend).await;
    let nobody = server.nobody();
    for path in [
        "/nowhere",
        "/livez/",
        "/problems/none",
        "/swagger-ui/none.js",
        "/%ff",
        "/..%2f..%2fetc/passwd",
    ] {
        nobody.get(path).await.problem(404, "not_found");
    }
    let client = server.sign_in("officer.12").await;
    client.get("/api/v1/nowhere").await.problem(404, "not_found");
}

/// All methods a path does not have.
fn missing(path: &str) -> Vec<Method> {
    let taken: Vec<Method> = operations()
        .into_iter()
        .filter(|operation| operation.path == path)
        .map(|operation| operation.method)
        .collect();
    let mut all = vec![Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
    all.retain(|method| !taken.contains(method));
    all
}

async fn a_wrong_method_is_405_with_allow(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.12").await;
    for operation in operations() {
        for method in missing(&operation.path) {
            let reply = client.send(client.request(method, &operation.path_with("x"))).await;
            reply.problem(405, "method_not_allowed");
            let allowed = reply.header("allow");
            assert!(
                allowed.contains(operation.method.as_str()),
                "{}: {allowed}",
                operation.address()
            );
        }
    }
}

async fn options_tell_the_methods(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.12").await;
    for operation in operations() {
        let reply = client
            .send(client.request(Method::OPTIONS, &operation.path_with("x")))
            .await;
        reply.ok(204);
        let allowed = reply.header("allow");
        assert!(
            allowed.contains(operation.method.as_str()),
            "{}: {allowed}",
            operation.address()
        );
    }
}

async fn head_answers_as_get_without_a_body(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.12").await;
    for path in ["/livez", "/version", "/api/v1/permissions", "/openapi.json"] {
        let get = client.get(path).await;
        let head = client.send(client.request(Method::HEAD, path)).await;
        assert_eq!(
            (head.status, head.header("etag")),
            (get.status, get.header("etag")),
            "{path}"
        );
        assert!(head.json.is_null(), "{path}");
    }
}

async fn what_is_unchanged_is_304(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.12").await;
    let first = client.get("/api/v1/permissions").await;
    first.ok(200);
    let tag = first.header("etag").to_owned();
    for known in [
        tag.clone(),
        format!("W/{tag}"),
        format!("\"other\", {tag}"),
        "*".to_owned(),
    ] {
        let again = client.with("If-None-Match", &known).get("/api/v1/permissions").await;
        again.ok(304);
        assert_eq!(again.header("etag"), tag);
    }
    client
        .with("If-None-Match", "\"other\"")
        .get("/api/v1/permissions")
        .await
        .ok(200);
}

async fn problems_speak_the_callers_language(backend: Backend) {
    let server = TestServer::start(backend).await;
    let title = async |accepted: &str| {
        let client = server.nobody().with("Accept-Language", accepted);
        let reply = client.get("/nowhere").await;
        reply.problem(404, "not_found");
        (reply.json["title"].clone(), reply.header("content-language").to_owned())
    };
    let (vietnamese, english) = (
        ("Không tìm thấy".into(), "vi".into()),
        ("Not found".into(), "en".into()),
    );
    for accepted in ["vi", "", "fr", "*", "en;q=0.5, vi", "!!", "vi-VN,vi;q=0.9,en;q=0.8"] {
        assert_eq!(title(accepted).await, vietnamese, "{accepted}");
    }
    for accepted in ["en", "en-GB", "fr, en;q=0.3", "en, vi;q=0.9"] {
        assert_eq!(title(accepted).await, english, "{accepted}");
    }
}

async fn every_answer_has_its_own_request_id(backend: Backend) {
    let server = TestServer::start(backend).await;
    let nobody = server.nobody();
    let mut seen = std::collections::BTreeSet::new();
    for path in ["/livez", "/livez", "/nowhere", "/swagger-ui/", "/openapi.json", "/"] {
        let id = nobody.get(path).await.header("x-request-id").to_owned();
        assert!(!id.is_empty() && seen.insert(id), "{path}");
    }
}

async fn the_root_leads_to_the_documentation(backend: Backend) {
    let server = TestServer::start(backend).await;
    for path in ["/", "/swagger-ui"] {
        let reply = server.nobody().get(path).await;
        assert!(reply.status.is_redirection(), "{path}: {}", reply.status);
        assert_eq!(reply.header("location"), "/swagger-ui/");
    }
    server.nobody().get("/swagger-ui/").await.ok(200);
    let document = server.nobody().get("/openapi.json").await;
    assert_eq!(document.ok(200)["openapi"], "3.1.0");
}

/// Such bytes never reach the app; the connection's own parser refuses them, and the server lives on.
async fn what_is_no_http_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let long = format!("GET /livez HTTP/1.1\r\nHost: x\r\nA: {}\r\n\r\n", "a".repeat(1 << 20));
    for bytes in ["\0\0\0\r\n\r\n", "GET\r\n\r\n", "GET /livez HTTP/9.9\r\n\r\n", &long] {
        let reply = raw::exchange(&server.address, bytes.as_bytes()).await;
        assert!(reply.status.is_client_error(), "{bytes:.20}: {}", reply.status);
    }
    Client::new(&server.address).get("/livez").await.ok(200);
    assert!(!those(Operation::is_secured).is_empty());
}
