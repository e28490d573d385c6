//! The worklist: what waits for somebody, since its day and until its day, for exactly those who can act, and until the step is taken.

mod apart;
mod boards;
mod conventions;
mod documents;
mod duties;
mod heads;
mod list;
mod measures;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::{
    support::client::{Client, Reply},
    year::driver::Year,
};

/// What waits of a kind for somebody.
async fn waiting(who: &Client, kind: &str) -> Vec<Value> {
    let list = who.get(&format!("/api/v1/worklist?kind={kind}&limit=200")).await;
    list.ok(200)["items"].as_array().expect("items").clone()
}

/// The one thing of a kind that waits for somebody.
async fn one(who: &Client, kind: &str) -> Value {
    let mut items = waiting(who, kind).await;
    assert_eq!(items.len(), 1, "{kind}: {items:#?}");
    items.remove(0)
}

/// That nothing of a kind waits for any of these people.
async fn for_none_of(year: &Year, kind: &str, logins: &[&str]) {
    for login in logins {
        let items = waiting(&year.sign_in(login).await, kind).await;
        assert_eq!(items, Vec::<Value>::new(), "{kind} for {login}");
    }
}

/// All that waits for somebody, on pages of so many.
async fn paged(who: &Client, kind: Option<&str>, limit: usize) -> Vec<Value> {
    let kind = kind.map(|kind| format!("&kind={kind}")).unwrap_or_default();
    let (mut items, mut after) = (Vec::new(), String::new());
    loop {
        let page = who.get(&format!("/api/v1/worklist?limit={limit}{kind}{after}")).await;
        items.extend(page.ok(200)["items"].as_array().expect("items").iter().cloned());
        match page.json["next_cursor"].as_str() {
            Some(cursor) => after = format!("&cursor={cursor}"),
            None => return items,
        }
    }
}

/// Since when something waits, the first instant that is too late, and how it stands against that.
type Clock = (Value, Value, Value);

fn clock(item: &Value) -> Clock {
    let of = |field: &str| item[field].clone();
    (of("since"), of("due_at"), of("timeliness"))
}

/// The clock of what is to be done by the end of a day.
fn by(since: &str, last: &str, timeliness: &str) -> Clock {
    (beginning_of(since), end_of(last), json!(timeliness))
}

/// The clock of what the law gives no time for.
fn whenever(since: &str) -> Clock {
    (beginning_of(since), Value::Null, Value::Null)
}

/// The midnight in Vietnam that begins a day.
fn beginning_of(day: &str) -> Value {
    let day: NaiveDate = day.parse().expect("a day");
    end_of(&day.pred_opt().expect("a day before").to_string())
}

/// The midnight in Vietnam that ends a day.
fn end_of(day: &str) -> Value {
    json!(format!("{day}T17:00:00Z"))
}

/// Something begun in a list; where it is.
async fn begun(who: &Client, list: &str, new: &Value) -> String {
    let made = who.post(list, new).await;
    format!("{list}/{}", made.ok(201)["id"].as_str().expect("an id"))
}

fn id_at(address: &str) -> Value {
    Value::from(address.rsplit('/').next().expect("an id"))
}

/// Where a measure of the test is.
fn measure(list: &str, number: u32) -> String {
    format!("/api/v1/{list}/0a3c6f0e-2b7d-4f57-9d2e-{number:012}")
}

async fn act(who: &Client, at: &str, verb: &str, body: &Value) -> Reply {
    who.matching(at).await.post(&format!("{at}/{verb}"), body).await
}

/// A step with the tag that the worklist has told: that of the record itself.
async fn step(who: &Client, item: &Value, at: &str, verb: &str, body: &Value) -> Reply {
    let etag = item["etag"].as_str().expect("a tag");
    let who = who.with("If-Match", &format!("\"{etag}\""));
    who.post(&format!("{at}/{verb}"), body).await
}

async fn change(who: &Client, at: &str, body: &Value) -> Reply {
    who.matching(at).await.put(at, body).await
}
