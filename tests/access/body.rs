//! What each operation is sent: a request that is right in itself, so that only access decides.

mod accounts;
mod address;
mod boards;
mod conventions;
mod documents;
mod elections;
mod files;
mod measures;
mod persons;
mod recommendations;
mod reports;
mod territory;

use serde_json::{Value, json};
use uuid::Uuid;

use super::{caller::Caller, operation::Operation, record::Record, world::World};

/// One question: who asks what of which record. Where there is no record, `id` is one that nothing has.
pub struct Question<'q> {
    pub world: &'q World,
    pub operation: &'q Operation,
    pub who: Option<&'q Caller>,
    pub what: Option<&'q Record>,
    pub id: Uuid,
}

/// A method and a path, without what all paths begin with.
type Asked<'a> = (&'a str, &'a str);

/// One part of danchu: its operations that are sent something, and what that is.
struct Part {
    operations: &'static [Asked<'static>],
    body: fn(&Question<'_>, Asked<'_>) -> Option<Value>,
}

const PARTS: &[Part] = &[
    accounts::PART,
    territory::PART,
    persons::PART,
    files::PART,
    conventions::PART,
    elections::PART,
    boards::PART,
    recommendations::PART,
    measures::PART,
    documents::PART,
    reports::PART,
];

/// Operations that are sent nothing.
const EMPTY: &[&str] = &[
    "logout",
    "accept",
    "confirm",
    "submit",
    "publish",
    "unpublish",
    "revise",
    "refresh",
    "sign",
    "preview",
    "apply",
];

/// Whether [`Question::body`] knows what an operation is sent.
pub fn is_known(operation: &Operation) -> bool {
    let sent = |part: &Part| part.operations.contains(&(&operation.method, short(operation)));
    operation.method == "DELETE" || EMPTY.contains(&operation.last()) || PARTS.iter().any(sent)
}

fn short(operation: &Operation) -> &str {
    operation.path.strip_prefix("/api/v1").unwrap_or(&operation.path)
}

fn reason() -> Value {
    json!({ "reason": "Kiểm tra phân quyền" })
}

impl Question<'_> {
    pub fn body(&self) -> Option<Value> {
        let asked = (self.operation.method.as_str(), short(self.operation));
        PARTS.iter().find_map(|part| (part.body)(self, asked))
    }
}
