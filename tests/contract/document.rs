//! `openapi/openapi.json` is the document the program makes.

use std::{path::Path, process::Command};

use danchu::access::PermissionTable;
use serde_json::Value;

const CURE: &str = "run `cargo run -- openapi > openapi/openapi.json` and look at the difference";

/// The document as this build makes it.
pub fn document() -> Value {
    let document = danchu::server::document(&PermissionTable::default());
    serde_json::to_value(document).expect("JSON")
}

fn published() -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi/openapi.json");
    std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}; {CURE}", file.display()))
}

#[test]
fn the_published_document_is_current() {
    let published: Value = serde_json::from_str(&published()).expect("openapi/openapi.json is JSON");
    let changed = differences(&published, &document(), "");
    assert!(changed.is_empty(), "{CURE}: {changed:#?}");
}

#[test]
fn the_program_prints_the_published_document() {
    let printed = Command::new(env!("CARGO_BIN_EXE_danchu")).arg("openapi").output();
    let printed = printed.expect("danchu runs");
    assert!(printed.status.success());
    let printed = String::from_utf8(printed.stdout).expect("text");
    assert!(printed == published(), "{CURE}");
}

/// Pointers to where two documents differ, at most twenty.
fn differences(left: &Value, right: &Value, at: &str) -> Vec<String> {
    let found: Vec<String> = match (left, right) {
        (Value::Object(left), Value::Object(right)) => {
            let mut names: Vec<&String> = left.keys().chain(right.keys()).collect();
            names.sort();
            names.dedup();
            names
                .into_iter()
                .flat_map(|name| {
                    let member = |of: &serde_json::Map<String, Value>| of.get(name).cloned().unwrap_or(Value::Null);
                    differences(
                        &member(left),
                        &member(right),
                        &format!("{at}/{}", name.replace('/', "~1")),
                    )
                })
                .collect()
        }
        (left, right) if left == right => Vec::new(),
        _ => vec![at.to_owned()],
    };
    found.into_iter().take(20).collect()
}
