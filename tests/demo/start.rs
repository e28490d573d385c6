//! The demonstration behind a server, and people signed in to it.

use danchu::demo::{PASSWORD, Tier, make};
use serde_json::{Value, json};

use super::support::{
    client::Client,
    database::{Backend, Database},
    server::{Setup, TestServer},
};

pub async fn start(backend: Backend, tier: Tier) -> TestServer {
    let database = Database::empty(backend);
    let store = database.open().await;
    store.migrate(&database.config).await.expect("the migrations run");
    let clocks = make(&store, tier).await.expect("the demonstration is made");
    store.close().await;
    let setup = Setup {
        clocks,
        ..Setup::default()
    };
    TestServer::on(database, setup).await
}

pub async fn sign_in(server: &TestServer, login: &str) -> Client {
    let body = json!({"login": login, "password": PASSWORD});
    let tokens = server.nobody().post("/api/v1/auth/login", &body).await;
    let token = tokens.ok(200)["access_token"].as_str().expect("a token");
    server.nobody().bearing(token)
}

/// Every item of a list, page by page.
pub async fn all(client: &Client, list: &str, limit: u32) -> Vec<Value> {
    let with = if list.contains('?') { '&' } else { '?' };
    let first = format!("{list}{with}limit={limit}");
    let mut page = client.get(&first).await;
    let mut items = Vec::new();
    loop {
        items.extend(page.ok(200)["items"].as_array().expect("items").clone());
        match page.json["next_cursor"].as_str() {
            Some(cursor) => page = client.get(&format!("{first}&cursor={cursor}")).await,
            None => return items,
        }
    }
}
