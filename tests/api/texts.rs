//! Text is stored as people mean it: in one form, whole, and found without accents.

use serde_json::{Value, json};

use super::{
    school::{SCHOOLS, a_school, new_school},
    support::{database::Backend, server::TestServer},
};

on_both![
    decomposed_text_is_stored_composed,
    text_with_a_nul_is_refused,
    wildcards_in_a_search_are_letters
];

async fn decomposed_text_is_stored_composed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.03388").await;
    let (path, _) = a_school(&client, "Trươ\u{300}ng Mâ\u{300}m non  \u{a0}số 1 ").await;
    let kept = client.get(&path).await;
    assert_eq!(kept.ok(200)["name"], "Trường Mầm non số 1");
    for search in ["mam non", "MẦM NON", "Mâ\u{300}m non"] {
        let request = client.request(reqwest::Method::GET, SCHOOLS).query(&[("q", search)]);
        let found = client.send(request).await;
        assert_eq!(found.ok(200)["items"][0]["name"], "Trường Mầm non số 1", "{search}");
    }
}

async fn text_with_a_nul_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.03388").await;
    for name in ["a\u{0}b", "\u{0}", " ", "\u{200b}", ""] {
        let reply = client.post(SCHOOLS, &new_school(name)).await;
        reply.problem(422, "invalid_content");
        assert!(reply.faults().contains_key("/name"), "{name:?}: {:#}", reply.json);
    }
    let request = client.request(reqwest::Method::GET, SCHOOLS).query(&[("q", "a\u{0}b")]);
    let reply = client.send(request).await;
    assert!(reply.status.as_u16() < 500, "{:#}", reply.json);
    let nothing = json!([]);
    assert!(
        reply.status == 422 || reply.json["items"] == nothing,
        "{:#}",
        reply.json
    );
}

async fn wildcards_in_a_search_are_letters(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.03388").await;
    a_school(&client, "Trường 100% sạch").await;
    for (search, found) in [
        ("100%", 1),
        ("%", 0),
        ("_", 0),
        ("tr_ng", 0),
        ("\\", 0),
        ("'", 0),
        ("\"; --", 0),
    ] {
        let request = client.request(reqwest::Method::GET, SCHOOLS).query(&[("q", search)]);
        let reply = client.send(request).await;
        let names: Vec<&Value> = reply.ok(200)["items"]
            .as_array()
            .expect("items")
            .iter()
            .map(|item| &item["name"])
            .collect();
        assert_eq!(names.len(), found, "{search}: {names:?}");
    }
}
