//! The public page at the size of a phone and of a desktop, in both languages: the map, the choice of a duty, a commune; checked by axe.

use std::{io::Write, path::Path, time::Duration};

use danchu::demo::{Tier, make};
use fantoccini::{Client, Locator};
use serde_json::Value;

use super::{
    chromium::Browser,
    support::{
        both::block_on,
        database::{Backend, Database},
        server::{Setup, TestServer},
    },
};

const PATIENCE: Duration = Duration::from_secs(20);
const SIZES: [(&str, u32, u32); 2] = [("phone", 390, 844), ("desktop", 1280, 900)];
const LANGUAGES: [(&str, &str); 2] = [("vi", "Mục tiêu và nhiệm vụ"), ("en", "Targets and duties")];

#[test]
fn everybody_reads_the_public_page() {
    let Some(browser) = Browser::start() else { return };
    block_on(async {
        let server = demonstration().await;
        let window = browser.open().await;
        // Whatever happens, the window is closed before the driver.
        let outcome = tokio::spawn(walk(window.clone(), server.address.clone())).await;
        window.close().await.expect("the window closes");
        outcome.expect("the walk ends well");
    });
}

async fn demonstration() -> TestServer {
    let database = Database::empty(Backend::Sqlite);
    let store = database.open().await;
    store.migrate(&database.config).await.expect("the migrations run");
    let clocks = make(&store, Tier::TwoTier).await.expect("the demonstration is made");
    store.close().await;
    let setup = Setup {
        clocks,
        ..Setup::default()
    };
    TestServer::on(database, setup).await
}

async fn walk(window: Client, address: String) {
    let axe = axe();
    for (size, width, height) in SIZES {
        window
            .set_window_size(width, height)
            .await
            .expect("a window has a size");
        for (language, heading) in LANGUAGES {
            open(&window, &format!("http://{address}/cong-khai?lang={language}")).await;
            assert_eq!(text(&window, "#targets").await, heading);
            assert_eq!(said(&window, "document.documentElement.lang").await, language);
            let drawn = window.find_all(Locator::Css("svg.map a path")).await.expect("a map");
            assert_eq!(drawn.len(), 38);
            read(&window, axe.as_deref(), &format!("cong-khai-{size}-{language}")).await;
        }
        // A choice shows at once.
        let choice = "const choice = document.querySelector('#duty'); choice.value = 'commune_dialogue'; choice.dispatchEvent(new Event('change'));";
        window.execute(choice, Vec::new()).await.expect("a choice");
        let shown = format!("http://{address}/cong-khai?duty=commune_dialogue&lang=en#by-unit");
        let shown = shown.parse().expect("an address");
        let chosen = window.wait().at_most(PATIENCE).for_url(&shown).await;
        chosen.expect("the chosen duty is shown");
        // From the list of communes to one of them, and back.
        let link = window
            .find(Locator::LinkText("Phường Đoàn Kết"))
            .await
            .expect("a commune");
        link.click().await.expect("the commune opens");
        assert_eq!(text(&window, "h1").await, "Phường Đoàn Kết");
        read(&window, axe.as_deref(), &format!("cong-khai-{size}-03388")).await;
        let back = window.find(Locator::Css("main > p a")).await.expect("a way back");
        back.click().await.expect("the whole opens");
        assert_eq!(text(&window, "h1").await, "Tỉnh Lai Châu");
    }
    // In the frame of another page there is nothing around it.
    open(&window, &format!("http://{address}/cong-khai?embed=1")).await;
    let around = window.find_all(Locator::Css("header")).await.expect("a search");
    assert!(around.is_empty());
}

/// Looks at what is shown: it fits, everybody can use it, and a picture is kept.
async fn read(window: &Client, axe: Option<&str>, name: &str) {
    let fits = said(
        window,
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth",
    )
    .await;
    assert_eq!(fits, true, "{name} is wider than the window");
    if let Some(axe) = axe {
        window.execute(axe, Vec::new()).await.expect("axe is there");
        let run = "const done = arguments[arguments.length - 1]; axe.run({runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']}).then(found => done(found.violations.map(({id, nodes}) => [id, nodes.map(node => node.html).slice(0, 3)])));";
        let violations = window.execute_async(run, Vec::new()).await.expect("axe looks");
        assert_eq!(violations, Value::Array(Vec::new()), "{name}");
    }
    let picture = window.screenshot().await.expect("a picture");
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
    std::fs::write(file, picture).expect("the picture is kept");
}

/// The accessibility checker, whose file `DANCHU_AXE` names. `None`, said once, without it; with `DANCHU_REQUIRE_AXE` set that is a failure.
#[expect(clippy::disallowed_methods, reason = "the tests' own setting, not the program's")]
fn axe() -> Option<String> {
    let Some(file) = std::env::var_os("DANCHU_AXE") else {
        let message = "DANCHU_AXE names no axe-core: accessibility not checked";
        assert!(std::env::var_os("DANCHU_REQUIRE_AXE").is_none(), "{message}");
        // Not `eprintln!`: the test harness would hide it.
        writeln!(std::io::stderr(), "{message}").expect("stderr is open");
        return None;
    };
    Some(std::fs::read_to_string(file).expect("axe-core is read"))
}

async fn open(window: &Client, address: &str) {
    window
        .goto(address)
        .await
        .unwrap_or_else(|error| panic!("{address}: {error}"));
}

async fn text(window: &Client, css: &str) -> String {
    let waited = window.wait().at_most(PATIENCE).for_element(Locator::Css(css)).await;
    let element = waited.unwrap_or_else(|error| panic!("{css}: {error}"));
    element.text().await.expect("text")
}

async fn said(window: &Client, expression: &str) -> Value {
    let script = format!("return {expression}");
    window
        .execute(&script, Vec::new())
        .await
        .unwrap_or_else(|error| panic!("{expression}: {error}"))
}
