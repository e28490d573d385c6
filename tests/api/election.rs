//! Village heads, from the decision to elect one to the end of what they hold, by the commune's officer, its leader and its Front.

mod another_vote;

use serde_json::{Value, json};

use crate::{
    support::{
        client::{Client, Reply},
        database::Backend,
    },
    year::driver::Year,
};

on_both! {
    a_head_is_elected_and_dismissed,
    nothing_is_counted_twice_or_out_of_order,
    an_acting_head_serves_until_there_is_one,
    what_cannot_come_about_is_withdrawn_or_refused,
}

const ELECTIONS: &str = "/api/v1/village-elections";

/// A village of 120 households in Đoàn Kết.
pub async fn village(officer: &Client) -> Value {
    let new = json!({
        "kind": "Tổ dân phố", "name": "1", "valid_from": "2004-01-01",
        "households": {"counted_on": "2025-07-01", "households": 120},
    });
    officer.post("/api/v1/villages", &new).await.ok(201)["id"].clone()
}

pub async fn person(officer: &Client, name: &str) -> Value {
    officer.post("/api/v1/persons", &json!({"name": name})).await.ok(201)["id"].clone()
}

pub struct Election {
    pub address: String,
}

impl Election {
    pub async fn begin(officer: &Client, new: &Value) -> Self {
        let begun = officer.post(ELECTIONS, new).await;
        let id = begun.ok(201)["id"].as_str().expect("an id").to_owned();
        Self {
            address: format!("{ELECTIONS}/{id}"),
        }
    }

    pub async fn called(officer: &Client, village: &Value, signed_on: &str, meeting_on: &str) -> Self {
        let new = json!({
            "village_id": village, "purpose": "elect", "number": "88 /QÐ-UBND", "signed_on": signed_on, "meeting_on": meeting_on,
        });
        Self::begin(officer, &new).await
    }

    pub async fn act(&self, who: &Client, verb: &str, body: &Value) -> Reply {
        let who = who.matching(&self.address).await;
        who.post(&format!("{}/{verb}", self.address), body).await
    }

    /// Up to the notice.
    pub async fn prepared(&self, officer: &Client, on: &str, candidates: &[&Value]) {
        let nomination = json!({"on": on, "candidates": candidates});
        self.act(officer, "nominate", &nomination).await.ok(200);
        let team = json!({"number": "90/QĐ-UBND", "signed_on": on, "members": 5});
        self.act(officer, "form-team", &team).await.ok(200);
        self.act(officer, "announce", &json!({"on": on})).await.ok(200);
    }

    async fn sent(&self, officer: &Client, on: &str) {
        let sent = json!({"on": on, "received_on": on});
        self.act(officer, "send-result", &sent).await.ok(200);
    }
}

/// What waits of a kind, with the day before it is too late.
async fn waits(who: &Client, kind: &str) -> Vec<String> {
    let list = who.get(&format!("/api/v1/worklist?kind={kind}")).await;
    let items = list.ok(200)["items"].as_array().expect("items").iter();
    items
        .map(|item| item["due_at"].as_str().expect("a time").to_owned())
        .collect()
}

pub fn recognition(on: &str) -> Value {
    json!({"number": "92/QĐ-UBND", "signed_on": on, "signer": "Lò Văn Inh"})
}

async fn a_head_is_elected_and_dismissed(backend: Backend) {
    let year = Year::begin(backend, "2026-03-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let front = year.sign_in("overseer.front.03388").await;
    let village = village(&officer).await;
    let (first, second) = (
        person(&officer, "Lò Văn Ín").await,
        person(&officer, "Vàng Thị Mỷ").await,
    );
    let election = Election::called(&officer, &village, "2025-12-01", "2025-12-28").await;
    assert_eq!(waits(&officer, "prepare_election").await, ["2025-12-13T17:00:00Z"]);
    let vote = json!({"on": "2025-12-28", "present": 101, "candidates": [
        {"person_id": first, "in_favour": 77}, {"person_id": second, "in_favour": 20},
    ]});
    let early = election.act(&officer, "record-vote", &vote).await;
    assert!(
        early.problem(409, "state_forbids")["detail"]
            .to_string()
            .contains("Điều 3.3, 6")
    );
    election.prepared(&officer, "2025-12-10", &[&first]).await;
    // Whoever oversees sees the candidates with their names, which are posted in the village, and does nothing.
    let seen = front.get(&election.address).await;
    assert_eq!(seen.ok(200)["people"], json!([{"id": first, "name": "Lò Văn Ín"}]));
    assert_eq!(seen.json["allowed_actions"], json!([]));
    assert_eq!(waits(&front, "prepare_election").await, [""; 0]);
    // The second was nominated at the meeting.
    let voted = election.act(&officer, "record-vote", &vote).await;
    assert_eq!(
        (&voted.ok(200)["state"], &voted.json["course"]["vote"]["elected"]),
        (&json!("carried"), &first)
    );
    assert_eq!(waits(&officer, "send_election_result").await, ["2026-01-02T17:00:00Z"]);
    election.sent(&officer, "2025-12-30").await;
    election
        .act(&officer, "recognise", &recognition("2026-01-05"))
        .await
        .problem(403, "forbidden");
    assert_eq!(waits(&leader, "decide_election").await, ["2026-01-06T17:00:00Z"]);
    let recognised = election.act(&leader, "recognise", &recognition("2026-01-05")).await;
    assert_eq!(recognised.ok(200)["course"]["recognition"]["late"], false);
    let head = recognised.json["appointment_id"].clone();
    let held = officer
        .get(&format!("/api/v1/persons/{}", first.as_str().expect("an id")))
        .await;
    let post = &held.ok(200)["appointments"][0];
    assert_eq!(
        (&post["id"], &post["position"], &post["valid_from"]),
        (&head, &json!("village_head"), &json!("2026-01-05"))
    );
    // Half of all households ask for a dismissal; more than half agree.
    let petition = |petitioners: u32| {
        json!({
            "village_id": village, "purpose": "dismiss", "number": "95/QĐ-UBND", "signed_on": "2026-01-20", "meeting_on": "2026-01-25",
            "appointment_id": head, "ground": "petition", "petitioners": petitioners,
        })
    };
    let few = officer.post(ELECTIONS, &petition(59)).await;
    assert_eq!(
        few.faults(),
        [("/petitioners".to_owned(), "below_threshold".to_owned())].into()
    );
    let dismissal = Election::begin(&officer, &petition(60)).await;
    dismissal
        .act(&officer, "announce", &json!({"on": "2026-01-23"}))
        .await
        .ok(200);
    let half = json!({"on": "2026-01-25", "present": 101, "in_favour": 61});
    dismissal.act(&officer, "record-vote", &half).await.ok(200);
    dismissal.sent(&officer, "2026-01-26").await;
    dismissal
        .act(&leader, "recognise", &recognition("2026-01-30"))
        .await
        .ok(200);
    let ended = officer
        .get(&format!("/api/v1/persons/{}", first.as_str().expect("an id")))
        .await;
    assert_eq!(ended.ok(200)["appointments"][0]["valid_to"], "2026-01-30");
    // Within sixty days a new election is decided.
    assert_eq!(waits(&officer, "call_election").await, ["2026-03-31T17:00:00Z"]);
    let again = Election::called(&officer, &village, "2026-03-02", "2026-03-29").await;
    let again = officer.get(&again.address).await;
    let call = &again.ok(200)["course"]["call"];
    assert_eq!(
        (&call["renew_by"], &call["renewed_late"]),
        (&json!("2026-03-31"), &json!(false))
    );
    assert_eq!(waits(&officer, "call_election").await, [""; 0]);
}

async fn nothing_is_counted_twice_or_out_of_order(backend: Backend) {
    let year = Year::begin(backend, "2026-03-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = village(&officer).await;
    let (first, second) = (
        person(&officer, "Lò Văn Ín").await,
        person(&officer, "Vàng Thị Mỷ").await,
    );
    let election = Election::called(&officer, &village, "2025-12-01", "2025-12-28").await;
    let beside = json!({
        "village_id": village, "purpose": "elect", "number": "89/QĐ-UBND", "signed_on": "2025-12-01", "meeting_on": "2025-12-28",
    });
    officer.post(ELECTIONS, &beside).await.problem(409, "already_exists");
    let elsewhere = year.sign_in("officer.03390").await;
    elsewhere
        .post(ELECTIONS, &beside)
        .await
        .problem(422, "unknown_reference");
    let twice = json!({"on": "2025-12-10", "candidates": [first, first]});
    let twice = election.act(&officer, "nominate", &twice).await;
    assert_eq!(
        twice.faults(),
        [("/candidates/1".to_owned(), "duplicate".to_owned())].into()
    );
    let nobody = election
        .act(&officer, "nominate", &json!({"on": "2025-12-10", "candidates": []}))
        .await;
    assert_eq!(
        nobody.faults(),
        [("/candidates".to_owned(), "out_of_range".to_owned())].into()
    );
    let stranger = person(&elsewhere, "Giàng A Páo").await;
    let stranger = json!({"on": "2025-12-10", "candidates": [stranger]});
    let stranger = election.act(&officer, "nominate", &stranger).await;
    assert_eq!(
        stranger.faults(),
        [("/candidates/0".to_owned(), "unknown_reference".to_owned())].into()
    );
    election.prepared(&officer, "2025-12-20", &[&first, &second]).await;
    let late = officer.get(&election.address).await.ok(200)["course"].clone();
    let is_late = |step: &str| late[step]["late"].clone();
    assert_eq!(
        [
            is_late("call"),
            is_late("nomination"),
            is_late("team"),
            is_late("notice")
        ],
        [json!(false), json!(true), json!(true), json!(false)]
    );
    // A meeting that is put off leaves more time.
    let later = election
        .act(&officer, "postpone", &json!({"meeting_on": "2026-01-04"}))
        .await;
    assert_eq!(later.ok(200)["course"]["nomination"]["late"], false);
    let cast = |first_votes: u32, second_votes: u32| {
        json!({"on": "2026-01-04", "present": 101, "candidates": [
            {"person_id": first, "in_favour": first_votes}, {"person_id": second, "in_favour": second_votes},
        ]})
    };
    let more = election.act(&officer, "record-vote", &cast(61, 41)).await;
    assert_eq!(
        more.faults(),
        [("/candidates".to_owned(), "out_of_range".to_owned())].into()
    );
    let divided = election.act(&officer, "record-vote", &cast(60, 41)).await;
    assert_eq!(divided.ok(200)["state"], "not_carried");
    let sent = json!({"on": "2026-01-05", "received_on": "2026-01-05"});
    election
        .act(&officer, "send-result", &sent)
        .await
        .problem(409, "state_forbids");
    election
        .act(&leader, "recognise", &recognition("2026-01-06"))
        .await
        .problem(409, "state_forbids");
    // A village that has a head gets no second one.
    let held = json!({
        "position": "village_head", "village_id": village, "valid_from": "2026-01-06",
        "decision": {"number": "12/QĐ-UBND", "signed_on": "2026-01-06"},
    });
    let address = format!("/api/v1/persons/{}/appointments", second.as_str().expect("an id"));
    officer.post(&address, &held).await.ok(201);
    let again = Election::called(&officer, &village, "2026-01-07", "2026-01-28").await;
    again.prepared(&officer, "2026-01-10", &[&first]).await;
    let vote = json!({"on": "2026-01-28", "present": 101, "candidates": [{"person_id": first, "in_favour": 77}]});
    again.act(&officer, "record-vote", &vote).await.ok(200);
    again.sent(&officer, "2026-01-29").await;
    again
        .act(&leader, "recognise", &recognition("2026-02-02"))
        .await
        .problem(409, "already_exists");
    let refusal = json!({"number": "12/UBND-VX", "on": "2026-02-02", "reason": "Thôn đã có Tổ trưởng.", "again": true});
    assert_eq!(again.act(&leader, "refuse", &refusal).await.ok(200)["state"], "refused");
}

fn holding(village: &Value, position: &str, from: &str, to: Option<&str>) -> Value {
    json!({
        "position": position, "village_id": village, "valid_from": from, "valid_to": to,
        "decision": {"number": "12/QĐ-UBND", "signed_on": from},
    })
}

async fn appoint(officer: &Client, person: &Value, new: &Value) -> Value {
    let address = format!("/api/v1/persons/{}/appointments", person.as_str().expect("an id"));
    let mut new = new.clone();
    new.as_object_mut()
        .expect("an object")
        .retain(|_, value| !value.is_null());
    officer.post(&address, &new).await.ok(201)["id"].clone()
}

async fn an_acting_head_serves_until_there_is_one(backend: Backend) {
    let year = Year::begin(backend, "2026-03-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = village(&officer).await;
    let (acting, elected) = (
        person(&officer, "Lò Văn Ín").await,
        person(&officer, "Vàng Thị Mỷ").await,
    );
    let holds = holding(&village, "acting_village_head", "2025-11-01", Some("2026-05-01"));
    let acting_post = appoint(&officer, &acting, &holds).await;
    let election = Election::called(&officer, &village, "2025-12-01", "2025-12-28").await;
    election.prepared(&officer, "2025-12-10", &[&elected]).await;
    let vote = json!({"on": "2025-12-28", "present": 101, "candidates": [{"person_id": elected, "in_favour": 77}]});
    election.act(&officer, "record-vote", &vote).await.ok(200);
    election.sent(&officer, "2025-12-30").await;
    let mut short = recognition("2026-01-05");
    short["term_ends_on"] = json!("2026-01-05");
    let short = election.act(&leader, "recognise", &short).await;
    assert_eq!(
        short.faults(),
        [("/term_ends_on".to_owned(), "out_of_range".to_owned())].into()
    );
    election
        .act(&leader, "recognise", &recognition("2026-01-05"))
        .await
        .ok(200);
    let held = officer
        .get(&format!("/api/v1/persons/{}", acting.as_str().expect("an id")))
        .await;
    let post = &held.ok(200)["appointments"][0];
    assert_eq!((&post["id"], &post["valid_to"]), (&acting_post, &json!("2026-01-05")));
    let now = officer
        .get(&format!("/api/v1/persons/{}", elected.as_str().expect("an id")))
        .await;
    assert_eq!(now.ok(200)["appointments"][0]["valid_from"], "2026-01-05");
}

async fn what_cannot_come_about_is_withdrawn_or_refused(backend: Backend) {
    let year = Year::begin(backend, "2026-03-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = village(&officer).await;
    let mistaken = Election::called(&officer, &village, "2025-12-01", "2028-12-31").await;
    let reason = json!({"reason": "Ghi nhầm ngày."});
    let withdrawn = mistaken.act(&officer, "withdraw", &reason).await;
    assert_eq!(
        (&withdrawn.ok(200)["state"], &withdrawn.json["allowed_actions"]),
        (&json!("withdrawn"), &json!([]))
    );
    // The head has gone meanwhile: nothing is left to be recognised.
    let head = person(&officer, "Lò Văn Ín").await;
    let post = appoint(&officer, &head, &holding(&village, "village_head", "2025-01-06", None)).await;
    let dismissal = Election::begin(
        &officer,
        &json!({
            "village_id": village, "purpose": "dismiss", "number": "95/QĐ-UBND", "signed_on": "2026-01-05", "meeting_on": "2026-01-18",
            "appointment_id": post, "ground": "own_request",
        }),
    )
    .await;
    dismissal
        .act(&officer, "announce", &json!({"on": "2026-01-10"}))
        .await
        .ok(200);
    let agreed = json!({"on": "2026-01-18", "present": 101, "in_favour": 61});
    dismissal.act(&officer, "record-vote", &agreed).await.ok(200);
    dismissal.sent(&officer, "2026-01-19").await;
    let address = format!("/api/v1/appointments/{}", post.as_str().expect("an id"));
    let gone = json!({"on": "2026-01-20", "reason": "Qua đời."});
    let client = officer.matching(&address).await;
    client.post(&format!("{address}/end"), &gone).await.ok(200);
    dismissal
        .act(&leader, "recognise", &recognition("2026-01-22"))
        .await
        .problem(409, "state_forbids");
    let refusal = json!({"number": "12/UBND-VX", "on": "2026-01-22", "reason": "Người được cho thôi đã qua đời."});
    assert_eq!(
        dismissal.act(&leader, "refuse", &refusal).await.ok(200)["state"],
        "refused"
    );
}
