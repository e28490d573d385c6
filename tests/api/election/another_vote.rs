//! What follows a meeting too few came to: ballots, another meeting, or the committee's decision (Law 10/2022 Art. 17.2, 19.1b).

use serde_json::{Value, json};

use super::{ELECTIONS, Election, person, recognition, village, waits};
use crate::{
    support::{
        client::{Client, Reply},
        database::Backend,
    },
    year::driver::Year,
};

on_both! {
    ballots_elect_after_a_meeting_of_too_few,
    another_meeting_elects_after_two_of_too_few,
    what_the_committee_decides_on_is_not_voted_on_again,
    nobody_votes_again_once_another_was_called,
    ballots_dismiss_after_a_meeting_of_too_few,
}

/// A candidate in a village of 120 households, whose meeting is to be on 28 December 2025.
struct Prepared {
    year: Year,
    officer: Client,
    village: Value,
    candidate: Value,
    election: Election,
}

impl Prepared {
    async fn on(backend: Backend) -> Self {
        let year = Year::begin(backend, "2026-03-10").await;
        let officer = year.sign_in("officer.03388").await;
        let village = village(&officer).await;
        let candidate = person(&officer, "Lò Văn Ín").await;
        let election = Election::called(&officer, &village, "2025-12-01", "2025-12-28").await;
        election.prepared(&officer, "2025-12-10", &[&candidate]).await;
        Self {
            year,
            officer,
            village,
            candidate,
            election,
        }
    }

    async fn leader(&self) -> Client {
        self.year.sign_in("leader.03388").await
    }

    async fn vote(&self, by: &str, on: &str, [present, in_favour]: [u32; 2]) -> Reply {
        let candidates = json!([{"person_id": self.candidate, "in_favour": in_favour}]);
        let vote = json!({"by": by, "on": on, "present": present, "candidates": candidates});
        self.election.act(&self.officer, "record-vote", &vote).await
    }

    /// The meeting of 28 December 2025, of so many, recorded as clients did before there were ballots.
    async fn met(&self, [present, in_favour]: [u32; 2]) -> Reply {
        let candidates = json!([{"person_id": self.candidate, "in_favour": in_favour}]);
        let vote = json!({"on": "2025-12-28", "present": present, "candidates": candidates});
        self.election.act(&self.officer, "record-vote", &vote).await
    }

    /// What is sent on a day is recognised on another, and the candidate is the head from it on.
    async fn recognised(&self, sent_on: &str, recognised_on: &str) {
        self.election.sent(&self.officer, sent_on).await;
        let done = self
            .election
            .act(&self.leader().await, "recognise", &recognition(recognised_on))
            .await;
        assert_eq!(done.ok(200)["state"], "recognised");
        assert_eq!(done.json["course"]["recognition"]["late"], false);
        let at = format!("/api/v1/persons/{}", self.candidate.as_str().expect("an id"));
        let head = self.officer.get(&at).await;
        let post = &head.ok(200)["appointments"][0];
        assert_eq!(
            (&post["position"], &post["valid_from"]),
            (&json!("village_head"), &json!(recognised_on))
        );
    }
}

/// The only work of a kind that waits.
async fn item(who: &Client, kind: &str) -> Value {
    let list = who.get(&format!("/api/v1/worklist?kind={kind}")).await;
    let items = list.ok(200)["items"].as_array().expect("items");
    assert_eq!(items.len(), 1, "{kind}: {items:#?}");
    items[0].clone()
}

#[track_caller]
fn names(refusal: &Reply, article: &str) {
    let detail = refusal.problem(409, "state_forbids")["detail"].to_string();
    assert!(detail.contains(article), "{article}: {detail}");
}

async fn ballots_elect_after_a_meeting_of_too_few(backend: Backend) {
    let village = Prepared::on(backend).await;
    let instead = village.vote("ballot", "2025-12-28", [101, 77]).await;
    names(
        &instead,
        "Luật 10/2022/QH15 Điều 17.2, 19.1b; Nghị định 59/2023/NĐ-CP Điều 4.1b",
    );
    let met = village.met([60, 60]).await;
    assert_eq!(
        (&met.ok(200)["state"], &met.json["allowed_actions"]),
        (&json!("not_carried"), &json!(["record_vote"]))
    );
    // The village may go on, or its committee decide.
    let waiting = item(&village.officer, "prepare_election").await;
    assert_eq!(
        (&waiting["allowed_actions"], &waiting["due_at"]),
        (&json!(["record_vote"]), &Value::Null)
    );
    let deciding = item(&village.leader().await, "decide_election").await;
    assert_eq!(deciding["allowed_actions"], json!(["refuse"]));
    let early = village.vote("ballot", "2025-12-27", [90, 61]).await;
    assert_eq!(early.faults(), [("/on".to_owned(), "out_of_range".to_owned())].into());
    let ballots = village.vote("ballot", "2026-01-04", [90, 61]).await;
    assert_eq!(
        (&ballots.ok(200)["state"], &ballots.json["meeting_on"]),
        (&json!("carried"), &json!("2026-01-04"))
    );
    let course = &ballots.json["course"];
    assert_eq!(
        (&course["vote"]["by"], &course["vote"]["elected"]),
        (&json!("ballot"), &village.candidate)
    );
    let earlier = course["earlier_votes"].as_array().expect("votes");
    assert_eq!(earlier.len(), 1);
    assert_eq!(
        (&earlier[0]["by"], &earlier[0]["on"], &earlier[0]["present"]),
        (&json!("meeting"), &json!("2025-12-28"), &json!(60))
    );
    names(
        &village.vote("ballot", "2026-01-05", [90, 77]).await,
        "Nghị định 59/2023/NĐ-CP Điều 3.5d, 8, 9.3",
    );
    // Five working days from the last day for ballots.
    assert_eq!(
        waits(&village.officer, "send_election_result").await,
        ["2026-01-09T17:00:00Z"]
    );
    village.recognised("2026-01-09", "2026-01-12").await;
}

async fn another_meeting_elects_after_two_of_too_few(backend: Backend) {
    let village = Prepared::on(backend).await;
    village.met([40, 40]).await.ok(200);
    let second = village.vote("meeting", "2026-01-04", [50, 50]).await;
    assert_eq!(second.ok(200)["state"], "not_carried");
    let third = village.vote("meeting", "2026-01-11", [101, 77]).await;
    assert_eq!(third.ok(200)["state"], "carried");
    let earlier = third.json["course"]["earlier_votes"].as_array().expect("votes").iter();
    let on: Vec<&Value> = earlier.map(|vote| &vote["on"]).collect();
    assert_eq!(on, [&json!("2025-12-28"), &json!("2026-01-04")]);
    village.recognised("2026-01-12", "2026-01-15").await;
}

async fn what_the_committee_decides_on_is_not_voted_on_again(backend: Backend) {
    let village = Prepared::on(backend).await;
    // 61 of 120 households attend, which could all have agreed.
    let met = village.met([61, 60]).await;
    assert_eq!(
        (&met.ok(200)["state"], &met.json["allowed_actions"]),
        (&json!("not_carried"), &json!([]))
    );
    let article = "Luật 10/2022/QH15 Điều 17.2, 19.1b; Nghị định 59/2023/NĐ-CP Điều 3.5d, 9.3";
    for by in ["ballot", "meeting"] {
        names(&village.vote(by, "2026-01-04", [101, 77]).await, article);
    }
    let refusal = json!({"number": "12/UBND-VX", "on": "2026-01-05", "reason": "Không bầu được.", "again": true});
    let refused = village.election.act(&village.leader().await, "refuse", &refusal).await;
    assert_eq!(refused.ok(200)["state"], "refused");
    names(&village.vote("meeting", "2026-01-11", [101, 77]).await, article);
}

async fn nobody_votes_again_once_another_was_called(backend: Backend) {
    let village = Prepared::on(backend).await;
    village.met([40, 40]).await.ok(200);
    let other = Election::called(&village.officer, &village.village, "2026-01-05", "2026-01-28").await;
    let vote = village.vote("ballot", "2026-01-11", [90, 77]).await;
    let existing = vote.problem(409, "already_exists")["existing_id"].as_str();
    assert_eq!(format!("{ELECTIONS}/{}", existing.expect("an id")), other.address);
    let reason = json!({"reason": "Lấy phiếu thay cho họp lại."});
    other.act(&village.officer, "withdraw", &reason).await.ok(200);
    village.vote("ballot", "2026-01-11", [90, 77]).await.ok(200);
}

async fn ballots_dismiss_after_a_meeting_of_too_few(backend: Backend) {
    let village = Prepared::on(backend).await;
    village.met([101, 77]).await.ok(200);
    village.recognised("2025-12-30", "2026-01-05").await;
    let elected = village.officer.get(&village.election.address).await;
    let new = json!({
        "village_id": village.village, "purpose": "dismiss", "number": "95/QĐ-UBND", "signed_on": "2026-01-20", "meeting_on": "2026-01-25",
        "appointment_id": elected.ok(200)["appointment_id"], "ground": "own_request",
    });
    let dismissal = Election::begin(&village.officer, &new).await;
    let notice = json!({"on": "2026-01-23"});
    dismissal.act(&village.officer, "announce", &notice).await.ok(200);
    let vote = |by: &str, on: &str, present: u32, in_favour: u32| json!({"by": by, "on": on, "present": present, "in_favour": in_favour});
    let met = dismissal
        .act(&village.officer, "record-vote", &vote("meeting", "2026-01-25", 60, 60))
        .await;
    assert_eq!(met.ok(200)["state"], "not_carried");
    // The committee may decide with the Front meanwhile (Art. 9.3).
    let leader = village.leader().await;
    let deciding = item(&leader, "decide_election").await;
    assert_eq!(deciding["allowed_actions"], json!(["recognise", "refuse"]));
    let ballots = dismissal
        .act(&village.officer, "record-vote", &vote("ballot", "2026-02-01", 90, 61))
        .await;
    assert_eq!(ballots.ok(200)["state"], "carried");
    dismissal.sent(&village.officer, "2026-02-02").await;
    let done = dismissal.act(&leader, "recognise", &recognition("2026-02-05")).await;
    assert_eq!(done.ok(200)["state"], "recognised");
}
