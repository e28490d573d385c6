//! Papers that several tests need: a council's resolution on its way, a reorganisation, a round of a built-in template, and who signs in after it.

use std::collections::BTreeMap;

use danchu::reporting::template::install::{built_in_id, install};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    support::{
        client::{Client, Reply},
        register::{PASSWORD, unit_id},
    },
    year::driver::Year,
};

pub const RESOLUTIONS: &str = "/api/v1/council-resolutions";

/// What of two who act for a council: its clerk and its chair.
pub async fn council(year: &Year) -> (Client, Client) {
    (
        year.sign_in("officer.council.03388").await,
        year.sign_in("leader.council.03388").await,
    )
}

pub async fn act(who: &Client, at: &str, verb: &str, body: &Value) -> Reply {
    let who = who.matching(at).await;
    who.post(&format!("{at}/{verb}"), body).await
}

/// The id at the end of an address.
pub fn id(address: &str) -> Value {
    Value::from(address.rsplit('/').next().expect("an id"))
}

/// A resolution as it is proposed on 1 October 2025.
pub fn resolution(title: &str, subject: &str) -> Value {
    json!({
        "title": title, "subject": subject,
        "proposal": {"proposer": "Ủy ban nhân dân phường Đoàn Kết", "number": "57/TTr-UBND", "signed_on": "2025-10-01"},
    })
}

/// Where a resolution is that was proposed.
pub async fn proposed(clerk: &Client, new: &Value) -> String {
    let begun = clerk.post(RESOLUTIONS, new).await;
    format!("{RESOLUTIONS}/{}", begun.ok(201)["id"].as_str().expect("an id"))
}

pub async fn examine(clerk: &Client, at: &str) {
    let report = json!({"committee": "Ban Kinh tế - Xã hội", "number": "8/BC-HĐND", "signed_on": "2025-10-06", "opinion": "Nhất trí."});
    act(clerk, at, "examine", &report).await.ok(200);
}

pub fn adoption(number: &str, on: &str) -> Value {
    json!({
        "number": number, "adopted_on": on, "in_force_on": on, "session": "Khóa I, kỳ họp thứ ba", "deputies": 26, "present": 25,
        "in_favour": 25, "signer": "Lò Văn Pâng",
    })
}

/// Where a resolution is that was proposed, examined and adopted.
pub async fn adopted((clerk, chair): (&Client, &Client), new: &Value, number: &str, on: &str) -> String {
    let at = proposed(clerk, new).await;
    examine(clerk, &at).await;
    act(chair, &at, "adopt", &adoption(number, on)).await.ok(200);
    at
}

/// Carries out an act of today by which a commune goes on under another code and name; its people go along. What the act did.
pub async fn renamed(year: &Year, on: &str, from: &Value, (code, name): (&str, &str), documents_by: &str) -> Value {
    let leader = year.sign_in("leader.12").await;
    let act = json!({
        "legal_basis": "Nghị quyết 99/NQ-UBTVQH15", "effective_on": on,
        "lines": {"accounts": "move", "documents_by": documents_by, "opened": [{
            "code": code, "name": name, "kind": "Phường", "level": "commune", "parent_code": "12", "came_of": [{"unit": from}],
        }]},
    });
    let drafted = leader.post("/api/v1/reorganisations", &act).await;
    let at = format!(
        "/api/v1/reorganisations/{}",
        drafted.ok(201)["id"].as_str().expect("an id")
    );
    let applied = leader.matching(&at).await;
    let applied = applied.post(&format!("{at}/apply"), &Value::Null).await;
    applied.ok(200)["effect"].clone()
}

/// The id of a unit that is opened on a day.
pub fn opened(code: &str, on: &str) -> Value {
    json!(danchu::territory::unit::id_of(code, on.parse().expect("a day")))
}

/// Somebody of the register who signs in anew, in whatever post they hold now.
pub async fn again(year: &Year, login: &str) -> Client {
    let nobody = year.server().nobody();
    let tokens = json!({"login": login, "password": PASSWORD});
    let tokens = nobody.post("/api/v1/auth/login", &tokens).await;
    nobody.bearing(tokens.ok(200)["access_token"].as_str().expect("a token"))
}

/// A round of a built-in template; its id.
pub async fn round(year: &Year, template: &str, period: &str) -> Uuid {
    let kernel = &year.server().kernel;
    let installed = install(&kernel.store, kernel.clocks.real.now()).await;
    installed.expect("the templates are there");
    let due = json!({"kind": "on_date", "month": 12, "day": 20});
    let new = json!({
        "template_id": built_in_id(template, 1), "period_key": period, "name": format!("Báo cáo {period}"),
        "deadlines": {"province": due, "district": due, "commune": due},
    });
    let leader = year.sign_in("leader.12").await;
    let made = leader.post("/api/v1/report-rounds", &new).await;
    made.ok(201)["id"].as_str().expect("an id").parse().expect("an id")
}

/// What an organisation owes in a round.
pub async fn owed(year: &Year, round: Uuid, organisation: &Value) -> String {
    let organisation = organisation.as_str().expect("an id");
    let query = format!("/api/v1/report-obligations?round={round}&organisation={organisation}");
    let found = year.sign_in("leader.12").await.get(&query).await;
    let id = found.ok(200)["items"][0]["id"]
        .as_str()
        .unwrap_or_else(|| panic!("{organisation} owes nothing"));
    format!("/api/v1/report-obligations/{id}")
}

/// What is known of a report's figures, by their codes.
pub async fn known(who: &Client, owed: &str) -> BTreeMap<String, Value> {
    let told = who.get(&format!("{owed}/known-figures")).await;
    let figures = told.ok(200)["figures"].as_array().expect("figures").iter();
    figures
        .map(|figure| {
            let code = figure["indicator"].as_str().expect("a code");
            (code.to_owned(), figure["value"].clone())
        })
        .collect()
}

/// Compares what is known with what a hand has counted, figure by figure; `all` says whether nothing else may be known.
#[track_caller]
pub fn compare(known: &BTreeMap<String, Value>, counted: &Value, all: bool) {
    let counted = counted.as_object().expect("figures");
    for (code, value) in counted {
        assert_eq!(known.get(code), Some(value), "{code}");
    }
    let beside: Vec<&String> = known.keys().filter(|code| !counted.contains_key(*code)).collect();
    assert!(!all || beside.is_empty(), "{beside:?}");
}

/// Records something under an id of its own; where it is.
pub async fn put(who: &Client, list: &str, body: &Value) -> String {
    let at = format!("/api/v1/{list}/{}", danchu::access::fresh::<Uuid>());
    let kept = who.put(&at, body).await;
    assert_eq!(kept.status, 201, "{body}: {:#}", kept.json);
    at
}

/// Somebody who drafts and signs in an organisation.
pub async fn clerk(year: &Year, organisation: &Value, login: &str) -> Client {
    const OWN: &str = "chợ phiên San Thàng";
    let administrator = year.sign_in("administrator.12").await;
    let account = json!({"login": login, "name": "Lò Thị Mai", "organisation": organisation});
    let account = administrator.post("/api/v1/accounts", &account).await;
    let once = account.ok(201)["one_time_password"].clone();
    let posts = format!("/api/v1/accounts/{}/posts", account.json["id"].as_str().expect("an id"));
    let post = json!({"organisation": organisation, "title": "Giám đốc", "roles": ["officer", "leader"]});
    administrator.post(&posts, &post).await.ok(201);
    let nobody = year.server().nobody();
    let tokens = nobody
        .post("/api/v1/auth/login", &json!({"login": login, "password": once}))
        .await;
    let first = nobody.bearing(tokens.ok(200)["access_token"].as_str().expect("a token"));
    let change = json!({"current_password": once, "new_password": OWN});
    let tokens = first.post("/api/v1/auth/password", &change).await;
    nobody.bearing(tokens.ok(200)["access_token"].as_str().expect("a token"))
}

/// A village of Đoàn Kết with 120 households, counted long ago.
pub async fn village(officer: &Client, name: &str) -> Value {
    let new = json!({
        "kind": "Bản", "name": name, "valid_from": "2004-01-01", "households": {"counted_on": "2024-01-01", "households": 120},
    });
    officer.post("/api/v1/villages", &new).await.ok(201)["id"].clone()
}

/// The unit Đoàn Kết.
pub fn doan_ket() -> Value {
    json!(unit_id("03388"))
}
