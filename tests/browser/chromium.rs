//! A headless Chromium with a driver of its own.

use std::{
    io::{BufRead, BufReader, Write},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::json;
use tempfile::TempDir;

use super::support::machine::{is_required, program};

const FLAGS: &[&str] = &[
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1280,1600",
];

/// The driver; killed with its value, and the browser with it.
pub struct Browser {
    driver: Child,
    port: String,
    chromium: PathBuf,
    profile: TempDir,
}

impl Browser {
    /// `None`, said once, where Chromium or its driver is missing; with `DANCHU_REQUIRE_CHROMIUM` set that is a failure.
    pub fn start() -> Option<Self> {
        let (Some(chromium), Some(driver)) = (program("chromium"), program("chromedriver")) else {
            let message = "chromium or chromedriver not found: nothing is looked at";
            assert!(!is_required("DANCHU_REQUIRE_CHROMIUM"), "{message}");
            // Not `eprintln!`: the test harness would hide it.
            writeln!(std::io::stderr(), "{message}").expect("stderr is open");
            return None;
        };
        let mut driver = Command::new(driver)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("chromedriver runs");
        let output = BufReader::new(driver.stdout.take().expect("a pipe"));
        let port = output.lines().map_while(Result::ok).find_map(|line| {
            Some(
                line.split_once("successfully on port ")?
                    .1
                    .trim_end_matches('.')
                    .to_owned(),
            )
        });
        Some(Self {
            driver,
            port: port.expect("chromedriver says its port"),
            chromium,
            profile: tempfile::tempdir().expect("a temporary directory"),
        })
    }

    /// A window.
    pub async fn open(&self) -> Client {
        let profile = format!("--user-data-dir={}", self.profile.path().display());
        let arguments: Vec<&str> = FLAGS.iter().copied().chain([profile.as_str()]).collect();
        let options = json!({"binary": self.chromium, "args": arguments});
        let capabilities = [("goog:chromeOptions".to_owned(), options)].into_iter().collect();
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let driver = format!("http://127.0.0.1:{}", self.port);
        builder.connect(&driver).await.expect("a browser window")
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Already gone is as good.
        drop(self.driver.kill());
        drop(self.driver.wait());
    }
}
