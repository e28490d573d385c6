//! The README promises only what a newcomer sees happen: its lines for the main job are run as they stand there, against both
//! demonstrations.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test ends where something is not as it must be"
)]

#[macro_use]
#[expect(dead_code, reason = "every test binary uses its own part")]
#[path = "../support/mod.rs"]
mod support;

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

use support::{
    database::{Backend, Database},
    process::danchu,
};

on_both![
    a_commune_reports_to_the_province_as_the_readme_says,
    a_commune_and_its_district_report_as_the_readme_says,
    a_regulation_is_issued_as_the_readme_says,
    a_board_is_answered_as_the_readme_says,
    measures_are_recorded_as_the_readme_says,
    duties_and_the_public_side_are_as_the_readme_says,
    every_clause_of_the_resolution_has_its_call,
    files_and_events_are_as_the_readme_says
];

/// A demonstration served by the real program on a free port; ended when dropped.
struct Demo {
    child: Child,
    address: String,
    _database: Database,
}

impl Demo {
    fn start(backend: Backend, tier: &str) -> Self {
        let database = Database::empty(backend);
        let mut child = danchu(&database.config)
            .args(["serve", "--listen", "127.0.0.1:0", "--demo", tier])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let said = lines.find_map(|line| line.unwrap().strip_prefix("listening on ").map(str::to_owned));
        // Whatever else it says must find a reader, or it would stop writing.
        std::thread::spawn(move || lines.for_each(drop));
        Self {
            child,
            address: said.expect("the demonstration starts"),
            _database: database,
        }
    }
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The shell lines under a heading of the README.
fn lines_under(heading: &str) -> String {
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let section = readme.split_once(heading).expect("the heading is there").1;
    let block = section.split_once("```sh\n").expect("shell lines follow").1;
    block.split_once("```").unwrap().0.to_owned()
}

/// Runs the helpers and the lines under `heading`; returns what they print, line by line.
fn run(backend: Backend, tier: &str, heading: &str) -> Vec<String> {
    run_on(&Demo::start(backend, tier), heading)
}

fn run_on(demo: &Demo, heading: &str) -> Vec<String> {
    let helpers = lines_under("## The main job").replace("http://127.0.0.1:8080", &demo.address);
    shell(&format!("{helpers}\n{}", lines_under(heading)))
}

/// Runs lines that must all succeed; returns what they print, line by line.
fn shell(lines: &str) -> Vec<String> {
    let output = Command::new("bash")
        .arg("-c")
        .arg(format!("set -euo pipefail\n{lines}"))
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        output.status.success(),
        "{errors}\n{}",
        String::from_utf8_lossy(&output.stdout)
    );
    String::from_utf8(output.stdout)
        .unwrap()
        .lines()
        .map(str::to_owned)
        .collect()
}

async fn a_commune_reports_to_the_province_as_the_readme_says(backend: Backend) {
    let printed = run(backend, "two-tier", "### Two tiers");
    let rest: Vec<&str> = printed.iter().map(String::as_str).collect();
    let (known, rest) = rest.split_at(3);
    assert!(known[0].starts_with(r#"["A01",1,"/api/v1/directives?"#), "{known:?}");
    let faults: usize = rest[2].parse().unwrap();
    assert_eq!(faults, 9, "every fault is listed at once");
    assert_eq!(&rest[..2], ["draft", "invalid_content"]);
    assert_eq!(&rest[3..6], ["draft", "submitted", "late"]);
    assert_eq!(
        &rest[6..9],
        ["returned", "Số vụ hòa giải chưa khớp sổ theo dõi.", "H07.1"]
    );
    assert_eq!(&rest[9..13], ["returned", "submitted", "accepted", "2"]);
    assert_eq!(rest[13], "the province's total grew by 60");
    assert!(rest[14].contains("\"required\""));
}

async fn a_commune_and_its_district_report_as_the_readme_says(backend: Backend) {
    let printed = run(backend, "three-tier", "### Three tiers");
    let printed: Vec<&str> = printed.iter().map(String::as_str).collect();
    assert_eq!(printed[0], "draft");
    assert!(printed[1].contains("huyện Tam Đường"), "{}", printed[1]);
    assert_eq!(&printed[2..4], ["accepted", "draft"]);
    assert!(printed[4].contains("tỉnh Lai Châu"), "{}", printed[4]);
    assert_eq!(printed[5], "accepted");
    assert_eq!(printed[6], "the province's total grew by 3");
}

async fn a_regulation_is_issued_as_the_readme_says(backend: Backend) {
    let printed = run(backend, "two-tier", "### Documents");
    let printed: Vec<&str> = printed.iter().map(String::as_str).collect();
    assert_eq!(printed[..2], ["carried_over", "2025-12-22"]);
    assert!(printed[2].contains("Điều 28.2"), "{}", printed[2]);
    assert_eq!(printed[3..], ["consulted", "PK", "in_force", "expired", "[234,234]"]);
}

async fn a_board_is_answered_as_the_readme_says(backend: Backend) {
    let printed = run(backend, "two-tier", "### Boards");
    let printed: Vec<&str> = printed.iter().map(String::as_str).collect();
    assert_eq!(
        printed[..4],
        ["2025-12-26T17:00:00Z", "false", "state_forbids", "answered"]
    );
    assert_eq!(printed[4..], ["[2,2,15000000]"]);
}

async fn measures_are_recorded_as_the_readme_says(backend: Backend) {
    let printed = run(backend, "two-tier", "### Measures");
    let printed: Vec<&str> = printed.iter().map(String::as_str).collect();
    assert_eq!(printed[0], r#"["2025-11-10","late",["posted_too_short"]]"#);
    assert_eq!(printed[1..4], ["PK", "false", "answered"]);
    assert_eq!(printed[4], "2025-12-26T17:00:00Z");
}

async fn duties_and_the_public_side_are_as_the_readme_says(backend: Backend) {
    let demo = Demo::start(backend, "two-tier");
    let printed = run_on(&demo, "### Duties");
    assert_eq!(printed[..3], ["[38,38]", "38", "commune"]);
    assert!(["carried_over", "due"].contains(&printed[3].as_str()), "{printed:?}");
    let printed = run_on(&demo, "### For anybody");
    assert_eq!(printed, [r#"["head",1]"#, "CC-BY-4.0"]);
}

async fn every_clause_of_the_resolution_has_its_call(backend: Backend) {
    let demo = Demo::start(backend, "two-tier");
    let readme = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| Art. "));
    let calls: Vec<(&str, &str)> = rows
        .map(|row| {
            let clause = row.split_whitespace().next().unwrap();
            (clause, row.rsplit('`').nth(1).unwrap())
        })
        .collect();
    let clauses = [
        "3.1", "3.2", "3.3", "3.4", "3.5", "4.1a", "4.1b", "4.1c", "4.2a", "4.2b", "4.2c", "4.3a", "4.3b", "4.3c",
        "4.3d", "4.4a", "4.4b", "4.4c", "4.5a", "4.5b", "4.5c", "4.6a", "4.6b", "5", "6.1", "6.2", "6.3",
    ];
    assert_eq!(calls.iter().map(|(clause, _)| *clause).collect::<Vec<_>>(), clauses);
    let helpers = lines_under("## The main job").replace("http://127.0.0.1:8080", &demo.address);
    let asked: String = calls
        .iter()
        .map(|(_, call)| format!("get \"$PROVINCE\" '{call}' | jq '.items // .duties | length'\n"))
        .collect();
    let printed = shell(&format!("{helpers}\nPROVINCE=$(login leader.12)\n{asked}"));
    for ((clause, call), found) in calls.iter().zip(&printed) {
        assert!(
            found.parse::<u32>().is_ok_and(|found| found > 0),
            "{clause} {call}: {found}"
        );
    }
    assert_eq!(printed.len(), calls.len());
}

async fn files_and_events_are_as_the_readme_says(backend: Backend) {
    let demo = Demo::start(backend, "two-tier");
    let printed = run_on(&demo, "### Files");
    assert_eq!(printed, ["bien-ban.pdf", "application/pdf", "42", "unchanged"]);
    // Reminders come within seconds of the start.
    let mut told = Vec::new();
    for _ in 0..20 {
        told = run_on(&demo, "### What happens");
        if told.iter().any(|line| line.ends_with(" overdue")) {
            return;
        }
        std::thread::sleep(std::time::Duration::from_secs(1));
    }
    panic!("nobody is reminded: {told:?}");
}
