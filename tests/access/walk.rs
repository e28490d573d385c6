//! Asking the cells over HTTP, and what is wrong with an answer.

use futures_util::{StreamExt, stream};
use reqwest::Method;

use super::{operation::Takes, oracle::Decision, plan::Cell, province::SEAL, stage::Stage};
use crate::support::client::Reply;

/// Requests under way at a time.
const AT_ONCE: usize = 8;

/// Asks every cell; returns what differs from what was decided.
pub async fn walk(stage: &Stage, cells: &[Cell<'_>]) -> Vec<String> {
    let asked = stream::iter(cells).map(|cell| async move { differs(stage, cell).await });
    let answers: Vec<Option<String>> = asked.buffer_unordered(AT_ONCE).collect().await;
    answers.into_iter().flatten().collect()
}

/// The same, up to the first difference.
pub async fn first_difference(stage: &Stage, cells: &[Cell<'_>]) -> Option<String> {
    for cell in cells {
        if let Some(difference) = differs(stage, cell).await {
            return Some(difference);
        }
    }
    None
}

async fn differs(stage: &Stage, cell: &Cell<'_>) -> Option<String> {
    let reply = ask(stage, cell).await;
    let unchanged = || async { !cell.question.operation.writes() || stage.is_unchanged(cell.question.what).await };
    let wrong = match (fits(cell, &reply), unseals(cell, &reply), unchanged().await) {
        (false, ..) => format!("decided {}, answered {}", cell.decided, reply.status.as_u16()),
        (true, true, _) => "shows the draft of another organisation".to_owned(),
        (true, false, false) => "the record has changed".to_owned(),
        (true, false, true) => return None,
    };
    let question = &cell.question;
    let sent = question.body().map(|body| body.to_string()).unwrap_or_default();
    Some(format!(
        "{}: {wrong}\n    {} {} {sent}\n    {}",
        cell.name(),
        question.operation.method,
        question.address(),
        reply.json["detail"]
    ))
}

pub async fn ask(stage: &Stage, cell: &Cell<'_>) -> Reply {
    let question = &cell.question;
    let client = question.who.map_or(&stage.nobody, |who| &who.client);
    let method: Method = question.operation.method.parse().expect("a method");
    let mut request = client.request(method, &question.address());
    if question.operation.takes == Takes::Path || question.operation.takes == Takes::Put {
        let version = question.what.map_or(1, |what| what.version);
        request = request.header("If-Match", format!("\"{version}.0\""));
    }
    if let Some(workbook) = question.workbook() {
        request = request.header("Content-Type", danchu::http::XLSX).body(workbook);
    } else if let Some(file) = question.upload() {
        request = request.body(file);
    } else if let Some(body) = question.body() {
        request = request.json(&body);
    }
    client.send(request).await
}

/// Whether the answer is what was decided. What is allowed gets as far as its event, which the guard refuses, or to a rule on the
/// state or the content of the record.
fn fits(cell: &Cell<'_>, reply: &Reply) -> bool {
    let unknown = reply.json["code"] == "unknown_reference";
    let guarded = cell.question.operation.writes() || cell.question.operation.path.contains("/auth/");
    match (cell.decided, reply.status.as_u16()) {
        (Decision::Allowed, 200 | 201 | 204 | 409) => true,
        (Decision::Allowed, 422) => !unknown,
        (Decision::Allowed, 500) => guarded,
        (Decision::Unauthenticated, 401) | (Decision::Forbidden, 403) | (Decision::NotFound, 404) => true,
        (Decision::UnknownReference, 422) => unknown,
        _ => false,
    }
}

/// Whether the answer holds a draft that is none of the caller's.
pub fn unseals(cell: &Cell<'_>, reply: &Reply) -> bool {
    let text = reply.json.to_string();
    let mut seals = text
        .match_indices(SEAL)
        .map(|(at, _)| &text[at + SEAL.len()..at + SEAL.len() + 36]);
    let Some(who) = cell.question.who else {
        return seals.next().is_some();
    };
    let mine = |organisation: &str| {
        let principals = &who.standing("reporting").principals;
        let mut mine = principals.iter().chain(&who.fills);
        mine.any(|writer| writer.to_string() == organisation)
    };
    seals.any(|organisation| !mine(organisation))
}
