//! `docker-compose.yml` against the schema of the Compose Specification, and against our own rules.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its file stops here")]

use std::collections::BTreeSet;

use serde_json::{Value, json};

/// The file as Compose sees it, with its YAML merge keys applied.
fn compose_file() -> Value {
    let text = include_str!("../../docker-compose.yml");
    let mut document: serde_yaml_ng::Value = serde_yaml_ng::from_str(text).unwrap();
    document.apply_merge().unwrap();
    serde_json::to_value(document).unwrap()
}

fn schema_errors(document: &Value) -> Vec<String> {
    let schema: Value = serde_json::from_str(include_str!("compose-spec.json")).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    validator
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect()
}

/// The names under `field`, which Compose writes as a list or as a map.
fn names(value: &Value, field: &str) -> BTreeSet<String> {
    match value.get(field) {
        Some(Value::Object(map)) => map.keys().cloned().collect(),
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
        _ => BTreeSet::new(),
    }
}

#[test]
fn the_file_follows_the_specification() {
    assert_eq!(schema_errors(&compose_file()), Vec::<String>::new());
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let wrong: [(&str, Value); 4] = [
        ("/services/proxy/ports", json!("8080")),
        ("/services/postgres/healthcheck/retries", json!("many")),
        ("/services/migrate/depends_on/postgres/condition", json!("service_well")),
        ("/services/danchu-1/deploy/resources/limits", json!({ "ram": "512M" })),
    ];
    for (pointer, value) in wrong {
        let mut document = compose_file();
        *document
            .pointer_mut(pointer)
            .unwrap_or_else(|| panic!("{pointer} is not in the file")) = value;
        assert_ne!(schema_errors(&document), Vec::<String>::new(), "{pointer}");
    }
}

#[test]
fn every_name_used_is_defined() {
    let document = compose_file();
    let (services, networks, volumes) = (
        names(&document, "services"),
        names(&document, "networks"),
        names(&document, "volumes"),
    );
    for (name, service) in document["services"].as_object().unwrap() {
        assert!(names(service, "depends_on").is_subset(&services), "{name}: depends_on");
        assert!(names(service, "networks").is_subset(&networks), "{name}: networks");
        for mount in names(service, "volumes") {
            let source = mount.split(':').next().unwrap();
            assert!(source.starts_with("./") || volumes.contains(source), "{name}: {mount}");
        }
    }
}

/// Whoever else were trusted could make up where a request comes from.
#[test]
fn the_replicas_trust_the_proxy_alone() {
    let services = &compose_file()["services"];
    let proxy = &services["proxy"]["networks"]["edge"]["ipv4_address"];
    assert!(proxy.is_string());
    for replica in ["danchu-1", "danchu-2"] {
        assert_eq!(
            &services[replica]["environment"]["DANCHU_TRUSTED_PROXIES"], proxy,
            "{replica}"
        );
    }
}

#[test]
fn every_service_is_confined() {
    for (name, service) in compose_file()["services"].as_object().unwrap() {
        assert_eq!(service["read_only"], true, "{name}");
        assert_eq!(service["cap_drop"], json!(["ALL"]), "{name}");
        assert!(service["deploy"]["resources"]["limits"]["memory"].is_string(), "{name}");
        let runs_on = service["restart"] != "no";
        assert_eq!(service["healthcheck"]["test"].is_array(), runs_on, "{name}");
        for port in names(service, "ports") {
            assert!(port.starts_with("127.0.0.1:"), "{name} publishes {port}");
        }
    }
}

#[test]
fn no_service_runs_as_root() {
    let image_user = include_str!("../../Dockerfile")
        .lines()
        .rfind(|line| line.starts_with("USER "));
    assert_eq!(image_user, Some("USER danchu"));
    for (name, service) in compose_file()["services"].as_object().unwrap() {
        let own_image = service.get("build").is_some();
        let user = service.get("user").and_then(Value::as_str);
        assert!(
            own_image && user.is_none() || user.is_some_and(|user| !["root", "0"].contains(&user)),
            "{name}"
        );
    }
}

#[test]
fn no_password_is_baked_in() {
    let uses: Vec<&str> = include_str!("../../docker-compose.yml")
        .lines()
        .filter(|line| line.trim_start().starts_with("POSTGRES_PASSWORD:") || line.contains("postgres://"))
        .collect();
    assert_eq!(uses.len(), 2);
    for line in uses {
        assert!(line.contains("${POSTGRES_PASSWORD:?"), "{line}");
    }
}
