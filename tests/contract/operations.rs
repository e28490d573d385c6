//! Every operation is described well enough to be called without asking.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::document::document;

/// The operations anybody may call.
const PUBLIC: &[&str] = &[
    "get_jwks",
    "get_livez",
    "get_problem",
    "get_readyz",
    "get_version",
    "refresh_session",
    "sign_in",
    "list_public_units",
    "list_public_resolutions",
    "list_public_conventions",
    "list_public_boards",
    "get_public_board",
    "list_public_disclosures",
    "get_public_coverage",
    "get_open_data",
    "get_open_data_table",
    "list_public_consolidations",
    "get_public_consolidation",
    "get_public_file_content",
];

/// What an operation's name begins with, when it is none of HTTP's own.
const VERBS: &[&str] = &[
    "complete",
    "announce",
    "confirm",
    "take",
    "receive",
    "answer",
    "notify",
    "dissolve",
    "decide",
    "name",
    "nominate",
    "postpone",
    "accept",
    "adopt",
    "appoint",
    "erase",
    "find",
    "reveal",
    "reject",
    "issue",
    "annul",
    "dismiss",
    "form",
    "post",
    "recognise",
    "refuse",
    "send",
    "repeal",
    "add",
    "publish",
    "unpublish",
    "retire",
    "revise",
    "export",
    "verify",
    "choose",
    "preview",
    "apply",
    "give",
    "record",
    "change",
    "close",
    "cancel",
    "report",
    "undo",
    "count",
    "create",
    "end",
    "examine",
    "extend",
    "get",
    "grant",
    "list",
    "open",
    "put",
    "refresh",
    "reinstate",
    "reset",
    "return",
    "revoke",
    "sign",
    "submit",
    "supplement",
    "suspend",
    "switch",
    "withdraw",
    "receive",
    "reopen",
    "waive",
];

pub struct Operation {
    /// `post /api/v1/organisations`.
    pub address: String,
    pub method: String,
    pub described: Value,
}

impl Operation {
    pub fn id(&self) -> &str {
        self.described["operationId"].as_str().unwrap_or_default()
    }

    pub fn parameters(&self) -> &[Value] {
        self.described["parameters"].as_array().map_or(&[], Vec::as_slice)
    }

    /// The permission it asks for.
    pub fn permission(&self) -> Option<&str> {
        self.described.pointer("/security/0/bearer/0")?.as_str()
    }
}

pub fn operations() -> Vec<Operation> {
    let document = document();
    let paths = document["paths"].as_object().expect("paths");
    let of_path = |(path, item): (&String, &Value)| {
        let methods = item.as_object().expect("a path item");
        let operation = |(method, described): (&String, &Value)| Operation {
            address: format!("{method} {path}"),
            method: method.clone(),
            described: described.clone(),
        };
        methods.iter().map(operation).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

/// Fails with the addresses of all operations that break a rule.
#[track_caller]
fn every(rule: impl Fn(&Operation) -> bool) {
    let broken: Vec<String> = operations()
        .into_iter()
        .filter(|operation| !rule(operation))
        .map(|operation| operation.address)
        .collect();
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn names_are_unique_verbs_with_a_resource() {
    let mut seen = BTreeMap::new();
    for operation in operations() {
        let earlier = seen.insert(operation.id().to_owned(), operation.address.clone());
        assert_eq!(earlier, None, "{} is named twice", operation.id());
    }
    every(|operation| {
        let name = operation.id();
        let snake = name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        snake && VERBS.contains(&name.split('_').next().unwrap_or_default())
    });
}

#[test]
fn each_has_exactly_one_declared_tag() {
    let document = document();
    let declared: BTreeSet<&str> = document["tags"]
        .as_array()
        .expect("tags")
        .iter()
        .filter_map(|tag| tag["name"].as_str())
        .collect();
    every(|operation| {
        let tags = operation.described["tags"].as_array().map_or(&[][..], Vec::as_slice);
        tags.len() == 1
            && tags
                .iter()
                .all(|tag| tag.as_str().is_some_and(|tag| declared.contains(tag)))
    });
}

#[test]
fn each_has_a_short_summary() {
    every(|operation| {
        let summary = operation.described["summary"].as_str().unwrap_or_default();
        (1..=60).contains(&summary.chars().count()) && !summary.ends_with('.')
    });
}

#[test]
fn each_names_a_permission_or_is_public() {
    every(|operation| operation.permission().is_some() != PUBLIC.contains(&operation.id()));
}

#[test]
fn what_is_secured_can_answer_401_and_403() {
    every(|operation| {
        let responses = &operation.described["responses"];
        let told = |status: &str| responses.get(status).is_some();
        operation.permission().is_none() || (told("401") && told("403"))
    });
}

#[test]
fn each_parameter_is_described() {
    every(|operation| {
        let described = |parameter: &Value| parameter["description"].as_str().is_some_and(|text| !text.is_empty());
        operation.parameters().iter().all(described)
    });
}

#[test]
fn each_response_is_described() {
    let document = document();
    every(|operation| {
        let responses = operation.described["responses"].as_object().expect("responses");
        responses.values().all(|response| {
            let response = resolve(&document, response);
            response["description"].as_str().is_some_and(|text| !text.is_empty())
        })
    });
}

#[test]
fn each_success_has_a_status_and_each_list_a_page() {
    every(|operation| {
        let responses = operation.described["responses"].as_object().expect("responses");
        let success = responses.keys().any(|status| status.starts_with('2'));
        let pages = ["cursor", "limit"].map(|name| operation.parameters().iter().any(|given| given["name"] == name));
        success && pages[0] == pages[1]
    });
}

/// Operations that write about something that is there, and name no version of it, with why.
const WITHOUT_VERSION: &[(&str, &str)] = &[
    (
        "appoint_person",
        "it adds an appointment and leaves the person as they are",
    ),
    ("reveal_person", "it shows and changes nothing"),
    ("reveal_violation_informant", "it shows and changes nothing"),
    ("grant_post", "adds a record and leaves the account as it is"),
    ("add_report_obligation", "adds a record and leaves the round as it is"),
    ("put_attachment", "what was uploaded never changes"),
    (
        "publish_disclosure_file",
        "a file is public or not, and making it so again is no harm",
    ),
    ("publish_resolution_file", "as that of a disclosure"),
    ("publish_convention_file", "as that of a disclosure"),
    (
        "unpublish_disclosure_file",
        "a file is public or not, and taking it back again is no harm",
    ),
    ("unpublish_resolution_file", "as that of a disclosure"),
    ("unpublish_convention_file", "as that of a disclosure"),
    ("put_attachment_part", "a part belongs to no record yet"),
    ("complete_attachment", "it adds a file, which never changes"),
    ("preview_reorganisation", "leaves everything as it is"),
    (
        "revise_report_template",
        "adds a record and leaves the edition as it is",
    ),
    (
        "end_my_session",
        "a session has one end, and ending it again is no harm",
    ),
];

#[test]
fn each_list_links_to_its_pages() {
    every(|operation| {
        let pages = operation.parameters().iter().any(|given| given["name"] == "cursor");
        pages == operation.described.pointer("/responses/200/headers/Link").is_some()
    });
}

#[test]
fn a_change_takes_if_match() {
    let header = |operation: &Operation| {
        let mut given = operation.parameters().iter();
        given.any(|given| given["name"] == "If-Match")
    };
    let excused = |operation: &Operation| WITHOUT_VERSION.iter().any(|(name, _)| *name == operation.id());
    let changes = |operation: &Operation| operation.method != "get" && operation.address.contains('{');
    every(|operation| header(operation) == (changes(operation) && !excused(operation)));
    every(|operation| {
        let told = |status: &str| operation.described["responses"].get(status).is_some();
        header(operation) == (told("412") && told("428"))
    });
}

#[test]
fn each_request_body_shows_an_example() {
    let document = document();
    every(|operation| {
        let body = &operation.described["requestBody"];
        body.is_null()
            || body["content"]
                .as_object()
                .expect("content")
                .iter()
                // A file has no example that could be printed.
                .filter(|(media, _)| *media == "application/json")
                .all(|(_, content)| content.get("example").is_some() || has_example(&document, &content["schema"]))
    });
}

/// Whether a schema has an example, of the whole or of each member that is required.
fn has_example(document: &Value, schema: &Value) -> bool {
    let schema = resolve(document, schema);
    let own = ["example", "examples"].iter().any(|name| schema.get(name).is_some());
    let members = schema["properties"].as_object();
    let required: Vec<&str> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect();
    own || members.is_some_and(|members| {
        let mut counted = members
            .iter()
            .filter(|(name, _)| required.contains(&name.as_str()) || required.is_empty());
        counted.all(|(_, member)| has_example(document, member) || is_choice(document, member))
    })
}

/// A choice of words is its own example, and so is yes or no.
fn is_choice(document: &Value, schema: &Value) -> bool {
    let schema = resolve(document, schema);
    let among = |of: &Value| {
        of["oneOf"]
            .as_array()
            .is_some_and(|all| all.iter().any(|one| is_choice(document, one)))
    };
    schema.get("enum").is_some() || schema["type"] == "boolean" || among(schema) || {
        schema["type"] == "array" && is_choice(document, &schema["items"])
    }
}

/// What a `$ref` refers to, else the thing itself.
fn resolve<'d>(document: &'d Value, value: &'d Value) -> &'d Value {
    let target = value["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
    target.map_or(value, |pointer| {
        document.pointer(pointer).expect("a reference that leads somewhere")
    })
}
