//! A list is walked to its end by the links of its pages.

use serde_json::Value;

use super::{
    operation::{anybody_may_anything, those},
    support::{
        client::{Client, Reply},
        database::Backend,
        register::unit_id,
        server::TestServer,
    },
};

on_both![every_list_is_walked_by_its_links, the_question_goes_along];

/// Where a page of the reply's list is.
fn link(reply: &Reply, relation: &str) -> Option<String> {
    let marked = format!(">; rel=\"{relation}\"");
    let mut links = reply.header("link").split(", ");
    links.find_map(|link| Some(link.strip_suffix(&marked)?.strip_prefix('<')?.to_owned()))
}

/// The items of all pages from `address` on, and how many pages there were.
async fn walked(client: &Client, address: &str) -> (Vec<Value>, usize) {
    let (mut items, mut pages, mut next) = (Vec::new(), 0, Some(address.to_owned()));
    while let Some(at) = next {
        let page = client.get(&at).await;
        items.extend(page.ok(200)["items"].as_array().expect("items").iter().cloned());
        pages += 1;
        assert_eq!(link(&page, "first").as_deref(), Some(address));
        next = link(&page, "next");
        assert_eq!(next.is_some(), page.json["next_cursor"].is_string(), "{at}");
    }
    (items, pages)
}

async fn every_list_is_walked_by_its_links(backend: Backend) {
    let server = TestServer::start_with(backend, |setup| anybody_may_anything(&mut setup.permissions)).await;
    let client = server.sign_in("officer.12").await;
    let lists = those(|operation| operation.parameters("query").contains(&"cursor"));
    let mut long = 0;
    for list in &lists {
        let mut path = format!("{}?", list.path_with(&unit_id("12").to_string()));
        if path.contains("/indicator-values") {
            path.push_str("template=grassroots-democracy-yearly&");
        }
        let whole = client.get(&format!("{path}limit=200")).await;
        if whole.status == 404 {
            continue;
        }
        let (items, pages) = walked(&client, &format!("{path}limit=1")).await;
        assert_eq!(Some(&items), whole.ok(200)["items"].as_array(), "{path}");
        long += usize::from(pages > 1);
    }
    assert!(long >= 4, "only {long} of {} lists have a second page", lists.len());
}

async fn the_question_goes_along(backend: Backend) {
    let server = TestServer::start(backend).await;
    let client = server.sign_in("officer.12").await;
    let (items, pages) = walked(
        &client,
        "/api/v1/organisations?q=%E1%BB%A6y+ban+nh%C3%A2n+d%C3%A2n&limit=1",
    )
    .await;
    assert!(pages > 1);
    assert!(
        items.iter().all(|item| item["kind"] == "people_committee"),
        "{items:#?}"
    );
    let head = client
        .send(client.request(reqwest::Method::HEAD, "/api/v1/organisations?limit=1"))
        .await;
    assert!(link(&head, "next").is_some());
}
