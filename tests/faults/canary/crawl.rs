//! Reading everything that an account may read, and listening.

use std::collections::{BTreeMap, BTreeSet};

use danchu::reporting::template::install::YEARLY;
use serde_json::Value;

use super::song::{NAME, silent};
use crate::support::client::{Client, Reply};

/// Whoever has not signed in.
pub const NOBODY: &str = "nobody";

/// Records of a list that are read one by one.
const FEW: usize = 3;

/// What a question says of each parameter it must have, and of how much it wants at once.
const ASKED: &[(&str, &str)] = &[
    ("limit", "200"),
    ("group", "commune_inspectorates"),
    ("from", "2025-01-01"),
    ("to", "2025-12-31"),
];

/// Lists that are asked once more in another way.
const BESIDES: &[(&str, &str)] = &[
    ("/api/v1/persons", "?q=nguoi&limit=200"),
    ("/api/v1/events", "?record_kind=person&limit=200"),
];

/// What stands in an address after the record.
const REST: &[(&str, &str)] = &[("{number}", "1"), ("{period}", "2025")];

/// The public page, which the document does not tell of.
const PAGES: &[&str] = &["/cong-khai", "/cong-khai/03388"];

/// One address that can be read.
#[derive(Clone)]
struct Route {
    /// `/api/v1/persons/{id}`.
    template: String,
    /// None where anybody may ask.
    permission: Option<String>,
    /// What a question adds to the address.
    query: String,
    /// What the first parameter of the address may be, where the document lists it.
    choices: Vec<String>,
}

/// All there is to be read.
pub struct Reading {
    routes: Vec<Route>,
    /// Records to read whatever the lists begin with, each with its list.
    known: Vec<(String, String)>,
    /// The file asked for wherever a record may have some.
    file: String,
}

/// What was read so far.
#[derive(Default)]
pub struct Heard {
    /// Templates of addresses that somebody was answered at.
    pub read: BTreeSet<String>,
    /// Those of them where somebody is named who has something to hide.
    pub named: BTreeSet<String>,
    /// Records that somebody was shown.
    shown: BTreeSet<String>,
    /// Records that anybody has found, which everybody after them asks for too.
    addresses: BTreeMap<String, Route>,
}

impl Reading {
    pub async fn of(anybody: &Client, mut known: Vec<(String, String)>, file: &str) -> Self {
        let document = anybody.get("/openapi.json").await.ok(200).clone();
        let paths = document["paths"].as_object().expect("paths");
        let described = paths.iter().filter_map(|(path, verbs)| Some((path, verbs.get("get")?)));
        let described = described.map(|(path, described)| Route::of(path, described));
        let pages = PAGES.iter().map(|page| Route::of(page, &Value::Null));
        known.push(("/problems".to_owned(), "not_found".to_owned()));
        Self {
            routes: described.chain(pages).collect(),
            known,
            file: file.to_owned(),
        }
    }

    /// The templates of all that can be read.
    pub fn templates(&self) -> impl Iterator<Item = &str> {
        self.routes.iter().map(|route| route.template.as_str())
    }

    /// Reads as somebody: all that takes no record, then the first records of the lists. Answered is exactly what the account's permissions
    /// allow, so that nothing is passed over for a question put wrongly.
    pub async fn crawl(&self, who: &str, client: &Client, heard: &mut Heard) {
        let held = held(who, client).await;
        let mut lists = BTreeMap::new();
        for route in self.routes.iter().filter(|route| route.record().is_none()) {
            for address in route.plain() {
                let reply = client.get(&address).await;
                let expected = route.answers(held.as_ref())[0];
                assert_eq!(reply.status.as_u16(), expected, "{who} {address}: {}", reply.json);
                heard.hear(who, route, &address, &reply);
                let items = reply.json["items"].as_array().cloned().unwrap_or_default();
                lists.entry(route.template.as_str()).or_insert(items);
            }
        }
        for route in &self.routes {
            let found = self.records(route, &lists);
            heard
                .addresses
                .extend(found.into_iter().map(|address| (address, route.clone())));
        }
        for (address, route) in heard.addresses.clone() {
            let reply = client.get(&address).await;
            let expected = route.answers(held.as_ref());
            let status = reply.status.as_u16();
            assert!(expected.contains(&status), "{who} {address}: {status} {}", reply.json);
            heard.hear(who, &route, &address, &reply);
        }
    }

    /// The addresses of a route with some records of its list; of what is public, with all that the document lists.
    fn records(&self, route: &Route, lists: &BTreeMap<&str, Vec<Value>>) -> Vec<String> {
        let Some((list, name, rest)) = route.record() else {
            return Vec::new();
        };
        let few = if route.permission.is_none() { usize::MAX } else { FEW };
        let choices = route.choices.iter().map(String::as_str).take(few);
        let known = self.known.iter().filter(|(of, _)| of == list);
        let known = known.map(|(_, id)| id.as_str());
        let items = lists.get(list).into_iter().flatten();
        let listed = items.filter_map(|item| item[name].as_str()).take(FEW);
        let mut rest = rest.replace("{attachment}", &self.file);
        for (part, value) in REST {
            rest = rest.replace(*part, value);
        }
        assert!(!rest.contains('{'), "say here what fills {}", route.template);
        let ids = choices.chain(known).chain(listed);
        ids.map(|id| format!("{list}/{id}{rest}{}", route.query)).collect()
    }
}

impl Heard {
    /// Whether somebody was shown a record.
    pub fn was_shown(&self, address: &str) -> bool {
        self.shown.contains(address)
    }

    fn hear(&mut self, who: &str, route: &Route, address: &str, reply: &Reply) {
        let told = silent(reply, &format!("{who} {address}"));
        if reply.status == 200 {
            self.shown.insert(address.to_owned());
            self.read.insert(route.template.clone());
            if told.contains(NAME) {
                self.named.insert(route.template.clone());
            }
        }
    }
}

impl Route {
    fn of(template: &str, described: &Value) -> Self {
        let parameters = described["parameters"].as_array().map_or(&[][..], Vec::as_slice);
        let asked = parameters.iter().filter(|given| given["in"] == "query");
        let asked = asked.filter(|given| given["required"] == true || given["name"] == "limit");
        let mut asked: Vec<String> = asked.map(|given| filled(template, given)).collect();
        // A round or a template, of which the document can require neither.
        if template.starts_with("/api/v1/indicator-values") {
            asked.push(format!("template={YEARLY}"));
        }
        let mut in_path = parameters.iter().filter(|given| given["in"] == "path");
        let choices = in_path.next().and_then(|given| given["schema"]["enum"].as_array());
        let choices = choices.into_iter().flatten().filter_map(Value::as_str);
        let permission = described.pointer("/security/0/bearer/0").and_then(Value::as_str);
        Self {
            template: template.to_owned(),
            permission: permission.map(str::to_owned),
            query: match asked.is_empty() {
                true => String::new(),
                false => format!("?{}", asked.join("&")),
            },
            choices: choices.map(str::to_owned).collect(),
        }
    }

    /// The list that the record of the address is of, the parameter that names it, and what follows; none where there is no record.
    fn record(&self) -> Option<(&str, &str, &str)> {
        let (list, rest) = self.template.split_once("/{")?;
        let (name, rest) = rest.split_once('}')?;
        Some((list, name, rest))
    }

    /// How it is asked without a record.
    fn plain(&self) -> Vec<String> {
        let besides = BESIDES.iter().filter(|(template, _)| *template == self.template);
        let besides = besides.map(|(_, query)| *query);
        let queries = std::iter::once(self.query.as_str()).chain(besides);
        queries.map(|query| format!("{}{query}", self.template)).collect()
    }

    /// How an account with these permissions may be answered; where no record is asked for, only as said first.
    fn answers(&self, held: Option<&BTreeSet<String>>) -> &'static [u16] {
        match (&self.permission, held) {
            (None, _) => &[200, 404],
            (Some(_), None) => &[401],
            // Out of sight, or not in a state to be written down.
            (Some(permission), Some(held)) if held.contains(permission) => &[200, 404, 409],
            (Some(_), Some(_)) => &[403],
        }
    }
}

/// What a question says of a parameter.
fn filled(template: &str, given: &Value) -> String {
    let name = given["name"].as_str().expect("a name");
    let asked = ASKED.iter().find(|(asked, _)| *asked == name);
    let (_, value) = asked.unwrap_or_else(|| panic!("{template}: say here what fills `{name}`"));
    format!("{name}={value}")
}

/// The permissions of an account, which leaders alone have to be shown what is sensitive; none of whoever has not signed in.
async fn held(who: &str, client: &Client) -> Option<BTreeSet<String>> {
    if who == NOBODY {
        return None;
    }
    let me = client.get("/api/v1/me").await;
    let names = me.ok(200)["permissions"].as_array().expect("permissions").iter();
    let held: BTreeSet<String> = names.filter_map(Value::as_str).map(str::to_owned).collect();
    assert_eq!(held.contains("person:reveal"), who.starts_with("leader."), "{who}");
    Some(held)
}
