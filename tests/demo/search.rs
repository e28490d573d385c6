//! Searching documents as people type: without marks, shortened, in any order.

use std::collections::BTreeSet;

use danchu::demo::Tier;
use serde::Deserialize;
use serde_json::Value;

use super::{
    start::{all, sign_in, start},
    support::{client::Client, database::Backend, documents::register_is_true},
};

on_both![
    what_people_look_for_is_among_the_first_ten,
    what_is_found_can_be_narrowed,
    pages_follow_each_other,
    the_register_says_what_the_documents_say
];

const DOCUMENTS: &str = "/api/v1/documents";

/// What somebody types, and what they mean.
#[derive(Deserialize)]
struct Wanted {
    query: String,
    title: String,
    organisation: String,
}

fn golden() -> Vec<Wanted> {
    let mut lines = csv::Reader::from_reader(include_bytes!("golden.csv").as_slice());
    lines.deserialize().map(|line| line.expect("a line")).collect()
}

async fn search(who: &Client, query: &[(&str, &str)]) -> Vec<Value> {
    let query: Vec<String> = query
        .iter()
        .map(|(name, value)| format!("{name}={}", escaped(value)))
        .collect();
    let reply = who.get(&format!("{DOCUMENTS}?{}", query.join("&"))).await;
    reply.ok(200)["items"].as_array().expect("items").clone()
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn what_people_look_for_is_among_the_first_ten(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let province = sign_in(&server, "officer.12").await;
    let golden = golden();
    assert!(golden.len() >= 200);
    let mut lost = Vec::new();
    for wanted in &golden {
        let found = search(&province, &[("q", &wanted.query), ("limit", "10")]).await;
        let is_wanted = |item: &Value| {
            item["title"] == wanted.title.as_str() && item["organisation"]["name"] == wanted.organisation.as_str()
        };
        if !found.iter().any(is_wanted) {
            lost.push(&wanted.query);
        }
    }
    // 99 of 100.
    assert!(
        lost.len() * 100 <= golden.len(),
        "{} of {} lost: {lost:#?}",
        lost.len(),
        golden.len()
    );
}

async fn what_is_found_can_be_narrowed(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let province = sign_in(&server, "officer.12").await;
    let both = search(&province, &[("q", "muong te"), ("limit", "200")]).await;
    let kinds: BTreeSet<&str> = both.iter().filter_map(|item| item["kind"].as_str()).collect();
    assert_eq!(kinds.len(), 3, "{kinds:?}");
    for kind in kinds {
        let one = search(&province, &[("q", "muong te"), ("kind", kind), ("limit", "200")]).await;
        let expected: Vec<&Value> = both.iter().filter(|item| item["kind"] == kind).collect();
        assert_eq!(one.iter().collect::<Vec<_>>(), expected);
    }
    let dated = [
        ("q", "muong te"),
        ("signed_from", "2024-05-01"),
        ("signed_to", "2024-05-31"),
        ("limit", "200"),
    ];
    let may = |item: &&Value| item["signed_on"].as_str().is_some_and(|day| day.starts_with("2024-05"));
    let expected: Vec<&Value> = both.iter().filter(may).collect();
    assert!(!expected.is_empty());
    assert_eq!(search(&province, &dated).await.iter().collect::<Vec<_>>(), expected);
    let drafts = search(
        &province,
        &[
            ("stage", "in_preparation"),
            ("kind", "council_resolution"),
            ("limit", "200"),
        ],
    )
    .await;
    assert!(
        !drafts.is_empty()
            && drafts
                .iter()
                .all(|item| item["stage"] == "in_preparation" && item["force"].is_null())
    );
    let council = drafts[0]["organisation"]["id"].as_str().expect("an id");
    let theirs = search(&province, &[("organisation", council)]).await;
    assert!(!theirs.is_empty() && theirs.iter().all(|item| item["organisation"]["id"] == council));
    // Its own marks make one come first; without marks both are found.
    let spelt = search(&province, &[("q", "Pa Ủ"), ("kind", "council_resolution")]).await;
    assert!(
        spelt[0]["title"].as_str().expect("a title").contains("Pa Ủ"),
        "{spelt:#?}"
    );
    assert_eq!(
        search(&province, &[("q", "khong co van ban nay")]).await,
        Vec::<Value>::new()
    );
    assert_eq!(search(&province, &[("q", "!!!")]).await, Vec::<Value>::new());
    // The front of the province sees no resolution before it is adopted.
    let front = sign_in(&server, "front.12").await;
    let seen = search(&front, &[("stage", "in_preparation"), ("kind", "council_resolution")]).await;
    assert_eq!(seen, Vec::<Value>::new());
    let amending = search(&front, &[("q", "sua doi nghi quyet 75")]).await;
    assert_eq!(amending, Vec::<Value>::new());
}

async fn pages_follow_each_other(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let province = sign_in(&server, "officer.12").await;
    // In the order in which they fit, in the order of their titles, and without anything to look for.
    for query in ["q=muong%20te", "q=dan%20chu", "kind=council_resolution"] {
        let long = all(&province, &format!("{DOCUMENTS}?{query}"), 200).await;
        let short = all(&province, &format!("{DOCUMENTS}?{query}"), 7).await;
        assert!(long.len() > 14, "{query}");
        assert_eq!(long, short, "{query}");
        let ids: BTreeSet<&str> = long.iter().filter_map(|item| item["id"].as_str()).collect();
        assert_eq!(ids.len(), long.len(), "{query}");
    }
    let page = province.get(&format!("{DOCUMENTS}?q=muong%20te&limit=7")).await;
    let cursor = page.ok(200)["next_cursor"].as_str().expect("a cursor").to_owned();
    let other = province
        .get(&format!("/api/v1/council-resolutions?cursor={cursor}"))
        .await;
    other.problem(422, "invalid_parameter");
    let broken = province.get(&format!("{DOCUMENTS}?q=muong%20te&cursor=e30")).await;
    broken.problem(422, "invalid_parameter");
}

async fn the_register_says_what_the_documents_say(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    assert!(register_is_true(&server.kernel).await > 500);
}
