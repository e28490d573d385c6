//! Query and path parameters are parsed strictly, by every operation that takes them.

use reqwest::Method;

use super::{
    operation::{Operation, anybody_may_anything, operations, those},
    support::{client::Client, database::Backend, server::TestServer},
};

on_both![
    unknown_parameters_are_422,
    limits_out_of_bounds_are_422,
    foreign_cursors_are_422,
    a_nul_is_422,
    malformed_ids_are_404,
    what_does_not_exist_is_404
];

async fn open_server(backend: Backend) -> (TestServer, Client) {
    let server = TestServer::start_with(backend, |setup| anybody_may_anything(&mut setup.permissions)).await;
    let client = server.sign_in("officer.12").await;
    (server, client)
}

fn takes(place: &'static str, name: &'static str) -> impl Fn(&Operation) -> bool {
    move |operation| operation.parameters(place).contains(&name)
}

async fn unknown_parameters_are_422(backend: Backend) {
    let (_server, client) = open_server(backend).await;
    for operation in operations() {
        let reply = client.send(operation.request(&client).query(&[("no_such", "1")])).await;
        assert_eq!(reply.status, 422, "{}: {:#}", operation.address(), reply.json);
        reply.problem(422, "invalid_parameter");
        assert_eq!(
            reply.faults()["no_such"],
            "unknown_parameter",
            "{}",
            operation.address()
        );
    }
}

async fn limits_out_of_bounds_are_422(backend: Backend) {
    let (_server, client) = open_server(backend).await;
    for operation in those(takes("query", "limit")) {
        for limit in ["0", "201", "-1", "1.5", "NaN", "many", "", "99999999999999999999999"] {
            let reply = client.send(operation.request(&client).query(&[("limit", limit)])).await;
            reply.problem(422, "invalid_parameter");
            assert!(
                reply.faults().contains_key("limit"),
                "{} {:#}",
                operation.address(),
                reply.json
            );
        }
    }
}

async fn foreign_cursors_are_422(backend: Backend) {
    let (_server, client) = open_server(backend).await;
    for operation in those(|operation| takes("query", "cursor")(operation) && operation.parameters("path").is_empty()) {
        // Nonsense; base64 of nonsense; a well-formed cursor of another list; the right shape with a wrong key.
        let deep = "W1tb".repeat(2_000);
        for cursor in ["%%%", "bm90aGluZw", "eyJvIjoiZWxzZXdoZXJlIiwiayI6W119", "", &deep] {
            let reply = client
                .send(operation.request(&client).query(&[("cursor", cursor)]))
                .await;
            reply.problem(422, "invalid_parameter");
            let faults = reply.faults();
            assert_eq!(
                faults.get("cursor").map(String::as_str),
                Some("invalid_cursor"),
                "{}",
                operation.address()
            );
        }
    }
}

/// PostgreSQL takes no text with one; both say so.
async fn a_nul_is_422(backend: Backend) {
    let (_server, client) = open_server(backend).await;
    for (list, name) in [
        ("events", "action"),
        ("events", "record_kind"),
        ("organisations", "code"),
        ("organisations", "identifier"),
        ("documents", "q"),
        ("documents", "cursor"),
    ] {
        let reply = client.get(&format!("/api/v1/{list}?{name}=a%00b")).await;
        reply.problem(422, "invalid_parameter");
        assert_eq!(
            reply.faults(),
            [(name.to_owned(), "invalid".to_owned())].into(),
            "{list}"
        );
    }
}

async fn malformed_ids_are_404(backend: Backend) {
    let (_server, client) = open_server(backend).await;
    for operation in those(takes("path", "id")) {
        for id in [
            "1",
            "not-an-id",
            "018f0000-0000-7000-8000-00000000000g",
            "%00",
            "%ff",
            "..%2f..",
            "'%20or%201=1",
        ] {
            let request = client.request(operation.method.clone(), &operation.path_with(id));
            let request = request
                .header("If-Match", "\"1.0\"")
                .header("Content-Type", "application/json");
            let reply = client.send(request.body("{}")).await;
            assert_eq!(reply.status, 404, "{} {id}: {:#}", operation.address(), reply.json);
            reply.problem(404, "not_found");
        }
    }
}

async fn what_does_not_exist_is_404(backend: Backend) {
    let (_server, client) = open_server(backend).await;
    // Of a file that is yet to come, no part has.
    let begun = |operation: &Operation| operation.method != Method::GET || operation.address().ends_with("/parts");
    for operation in those(|operation| !begun(operation) && takes("path", "id")(operation)) {
        client.send(operation.request(&client)).await.problem(404, "not_found");
    }
}
