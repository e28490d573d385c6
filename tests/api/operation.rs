//! The operations of the published document, as requests.

use danchu::access::{Capacity, Level, PermissionTable, Role};
use reqwest::{Method, RequestBuilder};
use serde_json::Value;

use super::support::client::Client;

/// Where no record is.
const NOWHERE: &str = "018f0000-0000-7000-8000-000000000000";

/// A day on which nothing is.
const NEVER: &str = "2199-05-05";

/// One operation of the document.
#[derive(Clone)]
pub struct Operation {
    pub method: Method,
    pub path: String,
    pub described: Value,
}

impl Operation {
    pub fn address(&self) -> String {
        format!("{} {}", self.method, self.path)
    }

    pub fn is_secured(&self) -> bool {
        self.described.pointer("/security/0/bearer").is_some()
    }

    pub fn has_body(&self) -> bool {
        self.described
            .pointer("/requestBody/content/application~1json")
            .is_some()
    }

    /// Names of its parameters in `place`.
    pub fn parameters(&self, place: &str) -> Vec<&str> {
        let all = self.described["parameters"].as_array().into_iter().flatten();
        all.filter(|parameter| parameter["in"] == place)
            .filter_map(|parameter| parameter["name"].as_str())
            .collect()
    }

    /// Its path with `value` for every parameter in it.
    pub fn path_with(&self, value: &str) -> String {
        let names = self.parameters("path");
        names.iter().fold(self.path.clone(), |path, name| {
            path.replace(&format!("{{{name}}}"), value)
        })
    }

    /// A request to a record that does not exist, without a body.
    pub fn request(&self, client: &Client) -> RequestBuilder {
        let path = self.path.replace("{day}", NEVER).replace("{number}", "1");
        let path = path
            .replace("{duty}", "commune_regulation")
            .replace("{dataset}", "units")
            .replace("{period}", "2025-Q3");
        let path = Self { path, ..self.clone() }.path_with(NOWHERE);
        client.request(self.method.clone(), &path)
    }
}

pub fn operations() -> Vec<Operation> {
    let document = danchu::server::document(&PermissionTable::default());
    let document = serde_json::to_value(document).expect("JSON");
    let paths = document["paths"].as_object().expect("paths");
    let of_path = |(path, item): (&String, &Value)| {
        let methods = item.as_object().expect("a path item");
        let operation = |(method, described): (&String, &Value)| Operation {
            method: method.to_uppercase().parse().expect("a method"),
            path: path.clone(),
            described: described.clone(),
        };
        methods.iter().map(operation).collect::<Vec<_>>()
    };
    paths.iter().flat_map(of_path).collect()
}

/// The operations under the API that a rule is about; there must be some, or the rule proves nothing.
pub fn those(about: impl Fn(&Operation) -> bool) -> Vec<Operation> {
    let mut found = operations();
    found.retain(about);
    assert!(!found.is_empty(), "no operation to try");
    found
}

/// Lets everybody do everything, so that a request gets past 403.
pub fn anybody_may_anything(table: &mut PermissionTable) {
    for name in names(table) {
        let rule = table.rule_mut(name).expect("a rule");
        rule.roles = vec![Role::Administrator, Role::Officer, Role::Leader, Role::Overseer];
        rule.capacities = vec![
            Capacity::Committee,
            Capacity::Mandated,
            Capacity::Overseer,
            Capacity::Body,
        ];
        rule.levels = vec![Level::Nation, Level::Province, Level::District, Level::Commune];
    }
}

/// Lets nobody do anything.
pub fn nobody_may_anything(table: &mut PermissionTable) {
    for name in names(table) {
        table.rule_mut(name).expect("a rule").roles.clear();
    }
}

fn names(table: &PermissionTable) -> Vec<&'static str> {
    table.rules().map(|rule| rule.name).collect()
}
