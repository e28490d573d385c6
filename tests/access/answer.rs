//! What is read is as the document says: one answer of every operation that reads, for each kind of record, against its schema.

use std::collections::BTreeSet;

use danchu::{access::PermissionTable, demo::Tier as Demo, server};
use serde_json::{Value, json};

use super::{
    operation::{Operation, operations},
    oracle::{Decision, Oracle},
    plan,
    stage::Stage,
    walk::ask,
};
use crate::support::{both::block_on, database::Backend};

#[test]
fn every_answer_fits_its_schema() {
    block_on(async {
        let document = server::document(&PermissionTable::default());
        let document = serde_json::to_value(document).expect("JSON");
        let stage = Stage::set(Backend::Sqlite, Demo::TwoTier).await;
        let oracle = Oracle::new(&stage.world, &stage.permissions);
        let mut reading = operations();
        reading.retain(|operation| operation.method == "GET" && schema(&document, operation).is_some());
        let cells = plan::cells(&stage, &oracle, &reading);
        let mut read = BTreeSet::new();
        let mut faults = Vec::new();
        for cell in cells.iter().filter(|cell| cell.decided == Decision::Allowed) {
            let operation = cell.question.operation;
            let reply = match read.contains(&operation.name()) {
                true => continue,
                false => ask(&stage, cell).await,
            };
            // An empty page tells nothing of its items.
            let is_empty = reply.json["items"].as_array().is_some_and(Vec::is_empty);
            if reply.status != 200 || is_empty {
                continue;
            }
            read.insert(operation.name());
            let of_answer = schema(&document, operation).expect("looked for before");
            let whole = json!({"allOf": [of_answer], "components": document["components"]});
            let validator = jsonschema::validator_for(&whole).expect("a schema");
            let found = validator.iter_errors(&reply.json).map(|error| {
                let place = error.instance_path().to_string();
                format!("{} {place}: {error}", operation.name())
            });
            faults.extend(found.take(3));
        }
        assert!(faults.is_empty(), "{faults:#?}");
        let unread: Vec<String> = reading
            .iter()
            .map(Operation::name)
            .filter(|name| !read.contains(name))
            .collect();
        assert!(unread.len() < reading.len() / 8, "{unread:#?}");
    });
}

/// The schema of what an operation answers, where it is JSON.
fn schema<'d>(document: &'d Value, operation: &Operation) -> Option<&'d Value> {
    let described = &document["paths"][&operation.path][operation.method.to_lowercase()];
    described.pointer("/responses/200/content/application~1json/schema")
}
