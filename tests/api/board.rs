//! Inspection boards, from their founding to their end, by whoever directs them.

mod election;
mod one_at_a_time;
mod posts;
mod project;
mod recognised;
mod seen;
mod supervision;
mod term;
mod vacancies;
mod workplace;

use serde_json::{Value, json};

use crate::{
    support::{
        client::{Client, Reply},
        database::Backend,
        register::organisation_id,
    },
    year::driver::Year,
};

pub const BOARDS: &str = "/api/v1/inspection-boards";

/// A commune with its villages, and those who act for its Front.
pub struct Commune {
    pub year: Year,
    pub officer: Client,
    pub front: Client,
    pub president: Client,
    villages: Vec<Value>,
}

impl Commune {
    /// Đoàn Kết with so many villages of 100 households.
    pub async fn of(backend: Backend, villages: usize) -> Self {
        let year = Year::begin(backend, "2025-10-20").await;
        let officer = year.sign_in("officer.03388").await;
        let mut all = Vec::new();
        for number in 1..=villages {
            let new = json!({
                "kind": "Tổ dân phố", "name": number.to_string(), "valid_from": "2004-01-01",
                "households": {"counted_on": "2025-07-01", "households": 100},
            });
            all.push(officer.post("/api/v1/villages", &new).await.ok(201)["id"].clone());
        }
        Self {
            front: year.sign_in("officer.front.03388").await,
            president: year.sign_in("leader.front.03388").await,
            villages: all,
            officer,
            year,
        }
    }

    pub async fn inspectorate(&self) -> Board {
        let new = json!({
            "kind": "commune_people_inspectorate", "host": organisation_id("03388"), "term_from": "2025-10-01",
            "name": "Ban Thanh tra nhân dân phường Đoàn Kết", "term_to": "2030-10-01",
        });
        Board::found(&self.front, &new).await
    }

    /// Somebody elected in a village with so many of its hundred households.
    async fn elected(&self, village: usize, in_favour: u32) -> Value {
        let name = format!("Lò Văn Ín {village} {in_favour}");
        json!({
            "person_id": person(&self.front, json!({"name": name})).await, "represents": "village",
            "village_id": self.villages[village], "chosen_on": "2025-10-04", "received_on": "2025-10-06", "present": 90,
            "in_favour": in_favour,
        })
    }

    /// One of each village.
    pub async fn one_of_each(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for village in 0..self.villages.len() {
            all.push(self.elected(village, 80).await);
        }
        all
    }
}

pub async fn person(keeper: &Client, new: Value) -> Value {
    keeper.post("/api/v1/persons", &new).await.ok(201)["id"].clone()
}

pub struct Board {
    pub address: String,
}

impl Board {
    pub async fn found(director: &Client, new: &Value) -> Self {
        let founded = director.post(BOARDS, new).await;
        let id = founded.ok(201)["id"].as_str().expect("an id").to_owned();
        Self {
            address: format!("{BOARDS}/{id}"),
        }
    }

    pub async fn act(&self, who: &Client, verb: &str, body: &Value) -> Reply {
        let who = who.matching(&self.address).await;
        who.post(&format!("{}/{verb}", self.address), body).await
    }

    pub async fn add(&self, who: &Client, members: &[Value]) -> Reply {
        self.act(who, "members", &json!({ "members": members })).await
    }

    /// Ids of those who are members, in the order in which they were chosen.
    async fn members(&self, who: &Client) -> Vec<String> {
        let seen = who.get(&self.address).await;
        let members = seen.ok(200)["members"].as_array().expect("members").iter();
        members
            .map(|member| member["id"].as_str().expect("an id").to_owned())
            .collect()
    }
}

pub fn recognition(on: &str) -> Value {
    json!({"number": "21 /QÐ-MTTQ-BTT", "signed_on": on, "signer": "Lò Thị Phương"})
}

fn codes(board: &Value) -> Vec<&str> {
    let findings = board["findings"].as_array().expect("findings").iter();
    findings
        .map(|finding| finding["code"].as_str().expect("a code"))
        .collect()
}
