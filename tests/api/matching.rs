//! Nobody's work is overwritten unseen: a change names the version it was made from.

use reqwest::Method;
use serde_json::json;

use super::{
    school::{a_school, new_school},
    support::{
        client::{Client, Reply},
        database::Backend,
        server::TestServer,
    },
};

on_both![
    a_change_needs_the_current_version,
    of_several_versions_any_may_be_current,
    of_two_changes_from_one_version_one_is_412,
    a_refused_change_changes_nothing,
    null_clears_only_what_may_be_absent
];

async fn a_change_needs_the_current_version(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.03388").await;
    let (path, tag) = a_school(&client, "Trường Mầm non").await;
    let change = json!({"name": "Trường Mầm non số 1"});
    client.patch(&path, &change).await.problem(428, "precondition_required");
    client
        .with("If-Match", "*")
        .patch(&path, &change)
        .await
        .problem(428, "precondition_required");
    for malformed in [
        "1",
        "nothing",
        "\"\"",
        "\"x.y\"",
        "\"99999999999999999999.0\"",
        "\"1.a\", nothing",
        "\"1.a\", *",
        "\"1.a\" \"2.b\"",
    ] {
        for language in ["vi", "en"] {
            let client = client.with("Accept-Language", language);
            let reply = client.with("If-Match", malformed).patch(&path, &change).await;
            let told = &reply.problem(400, "malformed_request")["detail"];
            assert!(
                told.as_str().is_some_and(|told| told.starts_with("If-Match ")),
                "{told}"
            );
            assert_eq!(reply.faults()["If-Match"], "malformed");
        }
    }
    client
        .with("If-Match", "\"7.0000000000000000\"")
        .patch(&path, &change)
        .await
        .problem(412, "precondition_failed");
    let changed = client.with("If-Match", &tag).patch(&path, &change).await;
    assert_eq!(changed.ok(200)["name"], "Trường Mầm non số 1");
    assert_ne!(changed.header("etag"), tag);
    client
        .with("If-Match", &tag)
        .patch(&path, &change)
        .await
        .problem(412, "precondition_failed");
    let weak = format!("W/{}", changed.header("etag"));
    client.with("If-Match", &weak).patch(&path, &change).await.ok(200);
}

/// Gives a school another name, with these lines of `If-Match`.
async fn renamed(client: &Client, path: &str, lines: &[&str]) -> Reply {
    let change = json!({"name": "Trường khác"});
    let mut request = client.request(Method::PATCH, path).json(&change);
    for line in lines {
        request = request.header("If-Match", *line);
    }
    client.send(request).await
}

/// RFC 9110 Section 13.1.1; its lines are one list (Section 5.3).
async fn of_several_versions_any_may_be_current(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.03388").await;
    let (path, tag) = a_school(&client, "Trường Mầm non").await;
    let (one, other) = ("\"7.0000000000000000\"", "W/\"9.0000000000000000\"");
    let both = format!("{one}, {other}");
    let none = renamed(&client, &path, &[one, other]).await;
    none.problem(412, "precondition_failed");
    let none = renamed(&client, &path, &[&both]).await;
    none.problem(412, "precondition_failed");
    let all = format!("{one}, {tag}, {other}");
    let changed = renamed(&client, &path, &[&all]).await;
    assert_eq!(changed.ok(200)["name"], "Trường khác");
    // What was read before that is no longer current.
    let old = renamed(&client, &path, &[one, &tag]).await;
    old.problem(412, "precondition_failed");
    let current = renamed(&client, &path, &[one, changed.header("etag")]).await;
    current.ok(200);
}

async fn of_two_changes_from_one_version_one_is_412(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.03388").await;
    let (path, tag) = a_school(&client, "Trường Mầm non").await;
    let client = client.with("If-Match", &tag);
    let (one, two) = (json!({"name": "Trường số 1"}), json!({"name": "Trường số 2"}));
    let (one, two) = tokio::join!(client.patch(&path, &one), client.patch(&path, &two));
    let (won, lost) = if one.status == 200 { (one, two) } else { (two, one) };
    lost.problem(412, "precondition_failed");
    let kept = client.get(&path).await;
    assert_eq!(kept.ok(200)["name"], won.ok(200)["name"]);
    assert_eq!(kept.header("etag"), won.header("etag"));
}

async fn a_refused_change_changes_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.03388").await;
    let (path, tag) = a_school(&client, "Trường Mầm non").await;
    let matching = client.with("If-Match", &tag);
    for change in [
        json!({"name": ""}),
        json!({"name": 1}),
        json!({"name": "a\u{0}b"}),
        json!({"name": "a".repeat(301)}),
        json!({"work_year_start": 13}),
        json!({"work_year_start": 1e300}),
        json!({"work_year_start": 1.5}),
        json!({"work_year_start": -9_223_372_036_854_775_808_i64}),
        json!({"kind": "people_committee"}),
        json!({"version": 7}),
        json!({"name": "Khác", "unknown": 1}),
    ] {
        let reply = matching.patch(&path, &change).await;
        assert_eq!(reply.status, 422, "{change}: {:#}", reply.json);
        reply.problem(422, "invalid_content");
        assert!(!reply.faults().is_empty());
    }
    assert_eq!(client.get(&path).await.header("etag"), tag);
    client
        .post("/api/v1/organisations", &new_school(""))
        .await
        .problem(422, "invalid_content");
}

/// RFC 7396: null takes a member away; what must be there cannot be taken away.
async fn null_clears_only_what_may_be_absent(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.03388").await;
    let (path, tag) = a_school(&client, "Trường Mầm non").await;
    let client = client.with("If-Match", &tag);
    for member in ["name", "follows_parent", "work_year_start", "identifiers"] {
        let reply = client.patch(&path, &json!({ member: null })).await;
        assert_eq!(reply.status, 422, "{member}: {:#}", reply.json);
        reply.problem(422, "invalid_content");
    }
    let cleared = client.patch(&path, &json!({"sector": null})).await;
    assert!(cleared.ok(200)["sector"].is_null());
}
