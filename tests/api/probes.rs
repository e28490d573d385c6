//! What operators ask of the service itself.

use danchu::access::{Event, Task};
use sea_orm::ConnectionTrait;

use super::support::{database::Backend, server::TestServer};

on_both![
    probes_answer_without_a_token,
    tables_that_are_behind_are_not_ready,
    every_problem_has_a_page_in_both_languages
];

async fn probes_answer_without_a_token(backend: Backend) {
    let server = TestServer::start(backend).await;
    for path in ["/livez", "/readyz"] {
        assert_eq!(server.nobody().get(path).await.ok(200)["status"], "ok");
    }
    let version = server.nobody().get("/version").await;
    assert_eq!(version.ok(200)["version"], env!("CARGO_PKG_VERSION"));
    let keys = server.nobody().get("/.well-known/jwks.json").await;
    let key = &keys.ok(200)["keys"][0];
    assert_eq!(
        (&key["kty"], &key["crv"], &key["use"]),
        (&"EC".into(), &"P-256".into(), &"sig".into())
    );
    assert!(key["d"].is_null(), "the private half stays here");
}

async fn tables_that_are_behind_are_not_ready(backend: Backend) {
    let server = TestServer::start(backend).await;
    let change = server
        .kernel
        .system(Task::LoadBuiltIns)
        .begin()
        .await
        .expect("a change");
    let forget = "DELETE FROM seaql_migrations WHERE version = (SELECT MAX(version) FROM seaql_migrations)";
    change
        .connection()
        .execute_unprepared(forget)
        .await
        .expect("one is forgotten");
    let at = server.kernel.clocks.real.now();
    change
        .commit(Event::about("test", uuid::Uuid::nil()), at)
        .await
        .expect("kept");
    let reply = server.nobody().get("/readyz").await;
    reply.problem(503, "not_ready");
    assert_eq!(reply.header("retry-after"), "2");
    server.nobody().get("/livez").await.ok(200);
}

async fn every_problem_has_a_page_in_both_languages(backend: Backend) {
    let server = TestServer::start(backend).await;
    for code in danchu::http::Code::ALL {
        let path = format!("/problems/{}", code.as_str());
        let page = async |language| server.nobody().with("Accept-Language", language).get(&path).await;
        let (vietnamese, english) = (page("vi").await, page("en").await);
        for page in [&vietnamese, &english] {
            assert_eq!(page.ok(200)["status"], code.status().as_u16());
        }
        for text in ["title", "advice"] {
            assert_ne!(vietnamese.json[text], english.json[text], "{path} {text}");
        }
    }
}
