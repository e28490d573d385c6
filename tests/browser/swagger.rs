//! Swagger UI: sign in with the example as it stands, press Authorize, call an operation, and find it all again after a reload.

use std::{path::Path, time::Duration};

use fantoccini::{Client, Locator, elements::Element};
use serde_json::Value;

use super::{
    chromium::Browser,
    support::{both::block_on, database::Backend, server::TestServer},
};

const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn a_developer_signs_in_authorizes_and_calls() {
    let Some(browser) = Browser::start() else { return };
    block_on(async {
        let server = TestServer::start(Backend::Sqlite).await;
        let window = browser.open().await;
        // Whatever happens, the window is closed before the driver.
        let outcome = tokio::spawn(walk(window.clone(), server.address.clone())).await;
        window.close().await.expect("the window closes");
        outcome.expect("the walk ends well");
    });
}

async fn walk(window: Client, address: String) {
    window
        .goto(&format!("http://{address}/"))
        .await
        .expect("the page opens");
    let token = sign_in(&window).await;
    authorize(&window, &token).await;
    assert_eq!(execute(&window, "Authentication", "get_me").await, "200");
    keep_picture(&window).await;

    let again = window.goto(&format!("http://{address}/")).await;
    again.expect("the page opens again");
    find(&window, ".btn.authorize.locked").await;
    assert_eq!(execute(&window, "Authentication", "get_me").await, "200");
}

/// Presses Execute on the example of the login, and reads the token from the answer.
async fn sign_in(window: &Client) -> String {
    assert_eq!(execute(window, "Authentication", "sign_in").await, "200");
    let shown = find(
        window,
        "#operations-Authentication-sign_in .live-responses-table .highlight-code",
    )
    .await;
    let text = shown.text().await.expect("text");
    let (start, end) = (text.find('{').expect("JSON"), text.rfind('}').expect("JSON"));
    let answer: Value = serde_json::from_str(&text[start..=end]).expect("JSON");
    answer["access_token"].as_str().expect("a token").to_owned()
}

async fn authorize(window: &Client, token: &str) {
    click(window, ".btn.authorize").await;
    let field = find(window, ".auth-container input").await;
    field.send_keys(token).await.expect("the token is typed");
    click(window, ".auth-btn-wrapper .authorize").await;
    click(window, ".auth-btn-wrapper .btn-done").await;
}

/// Opens an operation, executes it as it stands, and returns the status shown.
async fn execute(window: &Client, tag: &str, operation: &str) -> String {
    let block = format!("#operations-{tag}-{operation}");
    if window.find(Locator::Css(&block)).await.is_err() {
        click(window, &format!("#operations-tag-{tag}")).await;
    }
    click(window, &format!("{block} .opblock-summary-control")).await;
    click(window, &format!("{block} .execute")).await;
    let status = find(
        window,
        &format!("{block} .live-responses-table tbody .response-col_status"),
    )
    .await;
    let status = status.text().await.expect("text");
    status.split_whitespace().next().unwrap_or_default().to_owned()
}

/// What was called and what it answered.
async fn keep_picture(window: &Client) {
    let answer = "document.querySelector('#operations-Authentication-get_me .live-responses-table').scrollIntoView({block: 'center'})";
    window
        .execute(answer, Vec::new())
        .await
        .expect("the answer is in sight");
    let picture = window.screenshot().await.expect("a picture");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("swagger.png");
    std::fs::write(file, picture).expect("the picture is kept");
}

/// Waits until it is there.
async fn find(window: &Client, css: &str) -> Element {
    let waited = window.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
    waited.unwrap_or_else(|error| panic!("{css}: {error}"))
}

async fn click(window: &Client, css: &str) {
    let element = find(window, css).await;
    element.click().await.unwrap_or_else(|error| panic!("{css}: {error}"));
}
