//! Retrying is safe: a POST with an `Idempotency-Key` is done once, and answered alike each time.

use serde_json::{Value, json};

use super::{
    school::{SCHOOLS, count, new_school},
    support::{client::Reply, database::Backend, server::TestServer},
};

on_both![
    a_repeated_post_is_done_once,
    a_key_used_for_another_body_is_422,
    a_key_belongs_to_its_account,
    a_refused_post_may_be_corrected_under_its_key,
    twins_at_once_are_done_once,
    twins_under_an_id_of_their_own_are_one,
    a_malformed_key_is_400
];

fn same(one: &Reply, other: &Reply) {
    assert_eq!((one.status, &one.json), (other.status, &other.json));
    for name in ["etag", "location", "content-type"] {
        assert_eq!(one.header(name), other.header(name), "{name}");
    }
}

async fn a_repeated_post_is_done_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.03388").await.with("Idempotency-Key", "first");
    let before = count(&client).await;
    let first = client.post(SCHOOLS, &new_school("Trường Mầm non")).await;
    first.ok(201);
    assert_eq!(first.header("idempotency-replayed"), "");
    let again = client.post(SCHOOLS, &new_school("Trường Mầm non")).await;
    same(&first, &again);
    assert_eq!(again.header("idempotency-replayed"), "true");
    assert_ne!(first.header("x-request-id"), again.header("x-request-id"));
    assert_eq!(count(&client).await, before + 1);
    let without = server
        .sign_in("officer.03388")
        .await
        .post(SCHOOLS, &new_school("Trường Mầm non"))
        .await;
    assert_ne!(without.ok(201)["id"], first.json["id"]);
}

async fn a_key_used_for_another_body_is_422(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.03388").await.with("Idempotency-Key", "clash");
    client.post(SCHOOLS, &new_school("Trường Mầm non")).await.ok(201);
    let before = count(&client).await;
    client
        .post(SCHOOLS, &new_school("Trường Tiểu học"))
        .await
        .problem(422, "idempotency_key_reused");
    assert_eq!(count(&client).await, before);
}

async fn a_key_belongs_to_its_account(backend: Backend) {
    let server = TestServer::start(backend).await;
    let one = server.sign_in("officer.03388").await.with("Idempotency-Key", "ours");
    let two = server.sign_in("leader.03388").await.with("Idempotency-Key", "ours");
    let one = one.post(SCHOOLS, &new_school("Trường Mầm non")).await;
    let two = two.post(SCHOOLS, &new_school("Trường Mầm non")).await;
    assert_ne!(one.ok(201)["id"], two.ok(201)["id"]);
}

async fn a_refused_post_may_be_corrected_under_its_key(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server
        .sign_in("officer.03388")
        .await
        .with("Idempotency-Key", "corrected");
    client
        .post(SCHOOLS, &new_school(""))
        .await
        .problem(422, "invalid_content");
    client.post(SCHOOLS, &new_school("Trường Mầm non")).await.ok(201);
}

async fn twins_at_once_are_done_once(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.03388").await.with("Idempotency-Key", "twins");
    let before = count(&client).await;
    let body: Value = new_school("Trường Mầm non");
    let (one, two, three) = tokio::join!(
        client.post(SCHOOLS, &body),
        client.post(SCHOOLS, &body),
        client.post(SCHOOLS, &body)
    );
    one.ok(201);
    same(&one, &two);
    same(&one, &three);
    assert_eq!(count(&client).await, before + 1);
}

async fn a_malformed_key_is_400(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.03388").await;
    for key in ["", "a".repeat(256).as_str(), "khóa"] {
        let reply = client
            .with("Idempotency-Key", key)
            .post(SCHOOLS, &new_school("Trường"))
            .await;
        reply.problem(400, "malformed_request");
        assert_eq!(reply.faults()["Idempotency-Key"], "malformed", "{key}");
    }
}

/// What a phone sends again while the first is on its way.
async fn twins_under_an_id_of_their_own_are_one(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let today = server.kernel.clocks.legal.today();
    let activity =
        |title: &str| json!({"kind": "dialogue", "title": title, "planned_on": today, "channels": ["meeting"]});
    for _ in 0..8 {
        let at = format!("/api/v1/activities/{}", danchu::access::fresh::<uuid::Uuid>());
        let (first, again) = (activity("Đối thoại"), activity("Đối thoại"));
        let (one, other) = tokio::join!(officer.put(&at, &first), officer.put(&at, &again));
        let mut answered = [one.status.as_u16(), other.status.as_u16()];
        answered.sort_unstable();
        assert_eq!(answered, [200, 201]);
        assert_eq!(one.json, other.json);
    }
    let at = format!("/api/v1/activities/{}", danchu::access::fresh::<uuid::Uuid>());
    let (first, different) = (activity("Đối thoại"), activity("Gặp mặt"));
    let (one, other) = tokio::join!(officer.put(&at, &first), officer.put(&at, &different));
    let mut answered = [one.status.as_u16(), other.status.as_u16()];
    answered.sort_unstable();
    assert_eq!(answered, [201, 428]);
}
