//! What the law and the register forbid is refused with its own kind of problem, and nothing is changed.

use serde_json::json;

use super::{
    school::{SCHOOLS, a_school, count, new_school},
    support::{database::Backend, register, server::TestServer},
};

on_both![
    another_organisations_record_is_not_mine_to_change,
    history_is_only_read,
    an_overseer_records_nothing,
    a_neighbours_record_does_not_exist
];

async fn another_organisations_record_is_not_mine_to_change(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.03388").await;
    // A committee is closed from above, never by itself.
    let own = format!("{SCHOOLS}/{}", register::organisation_id("03388"));
    let closing = json!({"on": "2026-01-01", "reason": "Sáp nhập"});
    leader
        .post(&format!("{own}/close"), &closing)
        .await
        .problem(403, "not_yours");
}

async fn history_is_only_read(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let inherited = format!("{SCHOOLS}/{}", register::organisation_id("03386"));
    let found = officer.get(&inherited).await;
    let tag = found.ok(200).is_object().then(|| found.header("etag").to_owned());
    let matching = officer.with("If-Match", &tag.expect("a tag"));
    matching
        .patch(&inherited, &json!({"name": "Khác"}))
        .await
        .problem(403, "read_only_history");
    let former = server.sign_in("officer.03386").await;
    former.get(&inherited).await.ok(200);
    former
        .post(SCHOOLS, &new_school("Trường"))
        .await
        .problem(403, "read_only_history");
}

async fn an_overseer_records_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    for login in ["overseer.council.03388", "overseer.front.03388", "administrator.03388"] {
        let client = server.sign_in(login).await;
        let before = count(&client).await;
        client
            .post(SCHOOLS, &new_school("Trường"))
            .await
            .problem(403, "forbidden");
        assert_eq!(count(&client).await, before);
    }
}

async fn a_neighbours_record_does_not_exist(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (path, tag) = a_school(&server.sign_in("officer.03388").await, "Trường Mầm non").await;
    for login in [
        "officer.03390",
        "officer.11",
        "leader.03127",
        "officer.thpt-lai-chau",
        "officer.03386",
    ] {
        let client = server.sign_in(login).await.with("If-Match", &tag);
        client.get(&path).await.problem(404, "not_found");
        let change = client.patch(&path, &json!({"name": "Khác"})).await;
        assert!(
            change.status == 404 || change.status == 403,
            "{login}: {}",
            change.status
        );
        let list = client.get("/api/v1/organisations?limit=200").await;
        assert!(!list.ok(200).to_string().contains("Trường Mầm non"), "{login}");
    }
}
