//! Nobody waits for another for longer than a lock is waited for: then it is said to try again.

use danchu::access::{IdempotencyEntity, Task, derived};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};

use super::{
    school::{SCHOOLS, new_school},
    support::{both::run, database::Backend, server::TestServer},
};

type HeldKey = <IdempotencyEntity as EntityTrait>::Model;

/// On PostgreSQL the twin waits for the key; on SQLite, for the one writer.
#[test]
fn a_twin_that_takes_too_long_is_409() {
    run(Backend::Postgres, async |backend| {
        let server = TestServer::start(backend).await;
        let client = server.sign_in("officer.03388").await.with("Idempotency-Key", "slow");
        let twin = server
            .kernel
            .system(Task::LoadBuiltIns)
            .begin()
            .await
            .expect("a change");
        let held = HeldKey {
            post_id: derived("test/post/officer.03388"),
            method: "POST".to_owned(),
            path: SCHOOLS.to_owned(),
            key: "slow".to_owned(),
            body_digest: Vec::new(),
            answer: None,
            created_at: server.kernel.clocks.real.now(),
        };
        let held = IdempotencyEntity::insert(held.into_active_model().reset_all());
        held.exec_without_returning(twin.connection())
            .await
            .expect("the key is held");
        let reply = client.post(SCHOOLS, &new_school("Trường Mầm non")).await;
        reply.problem(409, "idempotency_in_progress");
        assert_eq!(reply.header("retry-after"), "1");
        drop(twin);
        client.post(SCHOOLS, &new_school("Trường Mầm non")).await.ok(201);
    });
}

#[test]
fn a_writer_that_takes_too_long_is_503() {
    run(Backend::Sqlite, async |backend| {
        let server = TestServer::start(backend).await;
        let client = server.sign_in("officer.03388").await;
        let writer = server
            .kernel
            .system(Task::LoadBuiltIns)
            .begin()
            .await
            .expect("a change");
        let reply = client.post(SCHOOLS, &new_school("Trường Mầm non")).await;
        reply.problem(503, "database_unavailable");
        assert_eq!(reply.header("retry-after"), "2");
        client.get(SCHOOLS).await.ok(200);
        drop(writer);
        client.post(SCHOOLS, &new_school("Trường Mầm non")).await.ok(201);
    });
}
