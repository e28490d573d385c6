//! Schemas tell what is sent and answered, no more and no less.

use std::collections::BTreeSet;

use serde_json::Value;

use super::document::document;

#[test]
fn bounded_texts_are_plain_strings() {
    let document = document();
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    let leaked: Vec<&String> = schemas
        .keys()
        .filter(|name| name.starts_with("Text_") || name.starts_with("Paragraphs_"))
        .collect();
    assert!(leaked.is_empty(), "{leaked:?}");
}

/// Every example can be sent, or answered.
#[test]
fn every_example_fits_its_schema() {
    let document = document();
    let mut wrong = BTreeSet::new();
    examples(&document["components"]["schemas"], "", &mut |at, schema| {
        let mut whole = schema.clone();
        whole["components"] = document["components"].clone();
        let validator = jsonschema::validator_for(&whole).unwrap_or_else(|error| panic!("{at}: {error}"));
        if let Err(error) = validator.validate(&schema["example"]) {
            wrong.insert(format!("{at}{}: {error}", error.instance_path()));
        }
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Visits every schema with an example.
fn examples(value: &Value, at: &str, visit: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(members) => {
            if members.contains_key("example") && !at.ends_with("/properties") {
                visit(at, value);
            }
            for (name, member) in members.iter().filter(|(name, _)| *name != "example") {
                examples(member, &format!("{at}/{name}"), visit);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| examples(item, at, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// What is absent is left out of answers: no member of an answer may be null.
#[test]
fn answers_have_no_nulls() {
    let document = document();
    let mut found = BTreeSet::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("a path item") {
            for response in operation["responses"].as_object().expect("responses").values() {
                let mut seen = BTreeSet::new();
                nulls(&document, response, &format!("{method} {path}"), &mut seen, &mut found);
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// Notes every schema below `value`, through references, that admits null.
fn nulls<'d>(
    document: &'d Value,
    value: &'d Value,
    at: &str,
    seen: &mut BTreeSet<&'d str>,
    found: &mut BTreeSet<String>,
) {
    if let Some(reference) = value["$ref"].as_str() {
        if seen.insert(reference) {
            let target = document.pointer(reference.trim_start_matches('#'));
            let target = target.unwrap_or_else(|| panic!("{at}: {reference} leads nowhere"));
            nulls(document, target, reference, seen, found);
        }
        return;
    }
    let admits = |kind: &Value| kind == "null" || kind.as_array().is_some_and(|kinds| kinds.contains(&"null".into()));
    if value.get("type").is_some_and(admits) {
        found.insert(at.to_owned());
    }
    match value {
        Value::Object(members) => members
            .iter()
            .filter(|(name, _)| !matches!(name.as_str(), "example" | "examples"))
            .for_each(|(name, member)| nulls(document, member, &format!("{at}/{name}"), seen, found)),
        Value::Array(items) => items.iter().for_each(|item| nulls(document, item, at, seen, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn every_reference_leads_somewhere() {
    let document = document();
    let mut broken = Vec::new();
    references(&document, &mut |reference| {
        if document.pointer(reference.trim_start_matches('#')).is_none() {
            broken.push(reference.to_owned());
        }
    });
    assert!(broken.is_empty(), "{broken:#?}");
}

fn references(value: &Value, visit: &mut impl FnMut(&str)) {
    if let Some(reference) = value["$ref"].as_str() {
        visit(reference);
    }
    match value {
        Value::Object(members) => members.values().for_each(|member| references(member, visit)),
        Value::Array(items) => items.iter().for_each(|item| references(item, visit)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

/// Bodies refuse members they do not know, and say so.
#[test]
fn request_bodies_refuse_unknown_members() {
    let document = document();
    let mut open = BTreeSet::new();
    for operation in super::operations::operations() {
        let schema = operation
            .described
            .pointer("/requestBody/content/application~1json/schema");
        let Some(reference) = schema.and_then(|schema| schema["$ref"].as_str()) else {
            continue;
        };
        let target = document.pointer(reference.trim_start_matches('#')).expect("a schema");
        if target["properties"].is_object() && target["additionalProperties"] != false {
            open.insert(format!("{} {reference}", operation.address));
        }
    }
    assert!(open.is_empty(), "{open:#?}");
}

/// What must be of two types at once can never be sent.
#[test]
fn no_schema_asks_for_two_types_at_once() {
    let document = document();
    let mut impossible = BTreeSet::new();
    contradictions(&document, "", &mut impossible);
    assert!(impossible.is_empty(), "{impossible:#?}");
}

fn contradictions(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    let parts = value["allOf"].as_array().into_iter().flatten();
    let types: BTreeSet<&str> = parts.filter_map(|part| part["type"].as_str()).collect();
    if types.len() > 1 {
        found.insert(at.to_owned());
    }
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, member)| contradictions(member, &format!("{at}/{name}"), found)),
        Value::Array(items) => items.iter().for_each(|item| contradictions(item, at, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}
