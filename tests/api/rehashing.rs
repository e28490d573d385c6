//! A password hashed with other parameters than today's is hashed anew when its owner signs in, once.

use argon2::{Algorithm, Argon2, Params, PasswordHasher, Version};
use danchu::{
    access::{Event, Task, event},
    account::account,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::support::{
    client::Reply,
    database::Backend,
    register::{PASSWORD, account_id},
    server::TestServer,
};

on_both![an_old_hash_is_renewed_by_a_sign_in];

const TODAY: &str = "$argon2id$v=19$m=19456,t=2,p=1$";

async fn known(server: &TestServer) -> account::Model {
    let found = account::Entity::find_by_id(account_id("officer.03388"));
    let found = found.one(server.kernel.system(Task::LoadBuiltIns).reader()).await;
    found.expect("an answer").expect("the account")
}

/// Hashes the officer's password as it was done before.
async fn grow_old(server: &TestServer) {
    let params = Params::new(64, 1, 1, None).expect("parameters");
    let old = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    let before = known(server).await;
    let after = account::Model {
        password_hash: old.hash_password(PASSWORD.as_bytes()).expect("a hash").to_string(),
        ..before.clone()
    };
    let change = server.kernel.system(Task::LoadBuiltIns).begin().await;
    let mut change = change.expect("a change");
    change
        .save::<account::Entity>(&before, &after)
        .await
        .expect("it is saved");
    let event = Event::on::<account::Entity>(&after);
    change
        .commit(event, server.kernel.clocks.real.now())
        .await
        .expect("it is kept");
}

async fn login(server: &TestServer, password: &str) -> Reply {
    let body = json!({"login": "officer.03388", "password": password});
    server.nobody().post("/api/v1/auth/login", &body).await
}

async fn an_old_hash_is_renewed_by_a_sign_in(backend: Backend) {
    let server = TestServer::start(backend).await;
    grow_old(&server).await;
    let before = known(&server).await;
    assert!(!before.password_hash.starts_with(TODAY));
    login(&server, "wrong").await.problem(401, "wrong_credentials");
    assert_eq!(known(&server).await.password_hash, before.password_hash);
    for _ in 0..2 {
        let tokens = login(&server, PASSWORD).await;
        let token = tokens.ok(200)["access_token"].as_str().expect("a token");
        server.nobody().bearing(token).get("/api/v1/me").await.ok(200);
    }
    let after = known(&server).await;
    assert!(after.password_hash.starts_with(TODAY), "{}", after.password_hash);
    let same = account::Model {
        password_hash: before.password_hash.clone(),
        ..after.clone()
    };
    assert_eq!(same, before);
    let renewed = event::Entity::find().filter(event::Column::Action.eq("system:renew_hash"));
    let renewed = renewed.all(server.kernel.system(Task::LoadBuiltIns).reader()).await;
    let [event] = &renewed.expect("events")[..] else {
        panic!("not renewed once");
    };
    assert_eq!(
        (event.record_kind.as_str(), event.record_id),
        ("account", after.id.into())
    );
    assert_eq!(event.fields, json!(["password_hash"]));
    assert!(event.request_id.is_some());
}
