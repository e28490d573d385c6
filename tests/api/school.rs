//! A record to change: a school of the commune, made by the commune's officer.

use serde_json::{Value, json};

use super::support::{client::Client, register};

pub const SCHOOLS: &str = "/api/v1/organisations";

/// What records a school with this name.
pub fn new_school(name: &str) -> Value {
    json!({
        "name": name,
        "kind": "public_service_unit",
        "sector": "education",
        "unit": register::unit_id("03388"),
        "valid_from": "2025-07-01",
    })
}

/// Records one; its path and its entity tag.
pub async fn a_school(client: &Client, name: &str) -> (String, String) {
    let reply = client.post(SCHOOLS, &new_school(name)).await;
    let id = reply.ok(201)["id"].as_str().expect("an id").to_owned();
    (format!("{SCHOOLS}/{id}"), reply.header("etag").to_owned())
}

/// How many organisations the caller sees.
pub async fn count(client: &Client) -> usize {
    let page = client.get("/api/v1/organisations?limit=200").await;
    page.ok(200)["items"].as_array().expect("items").len()
}
