//! Every change of a record that is there names the version it was made from: 428 without, 412 when it has changed since, and then
//! nothing is done.

use serde_json::{Value, json};

use super::{
    school::a_school,
    support::{
        client::{Client, Reply},
        database::Backend,
        register::{account_id, organisation_id},
        server::TestServer,
    },
};

on_both![each_change_needs_the_current_version];

/// A change, and where its record is read: the record itself, or the only item of a list.
struct Change {
    who: Client,
    record: String,
    address: String,
    body: Value,
    done: u16,
}

impl Change {
    async fn send(&self, if_match: Option<&str>) -> Reply {
        let who = match if_match {
            Some(tag) => self.who.with("If-Match", tag),
            None => self.who.clone(),
        };
        match self.address == self.record {
            true => who.patch(&self.address, &self.body).await,
            false => who.post(&self.address, &self.body).await,
        }
    }

    /// The record as it is read, and its entity tag.
    async fn read(&self) -> (Value, String) {
        let read = self.who.get(&self.record).await;
        let tag = match read.ok(200)["items"].as_array().map(Vec::as_slice) {
            None => read.header("etag").to_owned(),
            Some([item]) => format!("\"{}\"", item["etag"].as_str().expect("a tag")),
            Some(items) => panic!("{} has {} items", self.record, items.len()),
        };
        (read.json, tag)
    }

    async fn needs_the_current_version(&self) {
        let (before, tag) = self.read().await;
        for absent in [None, Some("*")] {
            self.send(absent).await.problem(428, "precondition_required");
        }
        for another in ["\"0.0000000000000000\"", "\"9.0000000000000000\""] {
            self.send(Some(another)).await.problem(412, "precondition_failed");
        }
        assert_eq!(self.read().await, (before, tag.clone()), "{}", self.address);
        self.send(Some(&tag)).await.ok(self.done);
        assert_ne!(self.read().await.1, tag, "{}", self.address);
        self.send(Some(&tag)).await.problem(412, "precondition_failed");
    }
}

async fn each_change_needs_the_current_version(backend: Backend) {
    let server = TestServer::start(backend).await;
    for change in changes(&server).await {
        change.needs_the_current_version().await;
    }
}

async fn changes(server: &TestServer) -> Vec<Change> {
    let today = server.kernel.clocks.legal.today();
    let administrator = server.sign_in("administrator.12").await;
    let officer = server.sign_in("officer.03388").await;
    let commune = server.sign_in("leader.03388").await;
    let province = server.sign_in("leader.12").await;
    let (school, _) = a_school(&officer, "Trường Mầm non").await;
    let village = json!({"kind": "Bản", "name": "Nà Sài", "valid_from": "2012-01-01"});
    let village = officer.post("/api/v1/villages", &village).await;
    let village = format!("/api/v1/villages/{}", village.ok(201)["id"].as_str().expect("an id"));
    let mandate = json!({"organisation_id": organisation_id("so-gddt"), "feature": "organisation", "valid_from": today, "document": "QĐ 30"});
    let mandate = province.post("/api/v1/mandates", &mandate).await;
    let mandates = format!("/api/v1/mandates?organisation={}", organisation_id("so-gddt"));
    let account = format!("/api/v1/accounts/{}", account_id("officer.03390"));
    let posts = format!("{account}/posts");
    let post = administrator.get(&posts).await.ok(200)["items"][0]["id"].clone();
    let reason = json!({"reason": "Kiểm tra"});
    let change = |who: &Client, record: &str, verb: &str, body: Value, done: u16| Change {
        who: who.clone(),
        record: record.to_owned(),
        address: match verb {
            "" => record.to_owned(),
            verb if verb.starts_with('/') => verb.to_owned(),
            verb => format!("{record}/{verb}"),
        },
        body,
        done,
    };
    let id = |value: &Value| value.as_str().expect("an id").to_owned();
    let end_mandate = format!("/api/v1/mandates/{}/end", id(&mandate.ok(201)["id"]));
    let end_post = format!("/api/v1/posts/{}/end", id(&post));
    let on = json!({"on": today, "reason": "Kiểm tra"});
    let closing = json!({"on": today, "legal_basis": "NQ 20/NQ-HĐND", "reason": "Sáp nhập"});
    vec![
        change(&officer, &school, "", json!({"name": "Trường số 1"}), 200),
        change(
            &officer,
            &school,
            "staff-counts",
            json!({"counted_on": "2025-09-01", "staff": 31}),
            201,
        ),
        change(&commune, &school, "close", on.clone(), 200),
        change(&officer, &village, "", json!({"name": "Nà Sài 1"}), 200),
        change(
            &officer,
            &village,
            "households",
            json!({"counted_on": "2025-09-01", "households": 31}),
            200,
        ),
        change(&officer, &village, "close", closing, 200),
        change(&province, &mandates, &end_mandate, on.clone(), 200),
        change(&administrator, &account, "", json!({"name": "Lò Thị Mai"}), 200),
        change(&administrator, &account, "suspend", reason.clone(), 200),
        change(&administrator, &account, "reinstate", reason.clone(), 200),
        change(&administrator, &account, "reset-password", reason, 200),
        change(&administrator, &posts, &end_post, on, 200),
    ]
}
