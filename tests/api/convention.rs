//! Village conventions through their whole life, by the commune's officer, its leader and its Front.

mod complaints;
mod merger;
mod place;

use serde_json::{Value, json};

use crate::{
    support::{
        client::{Client, Reply},
        database::Backend,
        documents::register_is_true,
    },
    year::driver::Year,
};

on_both! {
    one_goes_through_its_whole_life,
    a_new_text_ends_the_suspension_of_the_old,
    thresholds_and_clocks_are_held,
    what_is_older_than_the_decree_goes_on,
}

const CONVENTIONS: &str = "/api/v1/village-conventions";

/// A village of 120 households in Đoàn Kết.
pub async fn village(officer: &Client, name: &str) -> Value {
    let new = json!({
        "kind": "Tổ dân phố", "name": name, "valid_from": "2004-01-01",
        "households": {"counted_on": "2025-07-01", "households": 120},
    });
    officer.post("/api/v1/villages", &new).await.ok(201)["id"].clone()
}

pub struct Course {
    pub address: String,
}

impl Course {
    async fn begin(officer: &Client, new: &Value) -> Self {
        let begun = officer.post(CONVENTIONS, new).await;
        let id = begun.ok(201)["id"].as_str().expect("an id").to_owned();
        Self {
            address: format!("{CONVENTIONS}/{id}"),
        }
    }

    pub async fn proposed(officer: &Client, village: &Value, replaces: Option<&Self>) -> Self {
        let mut new = json!({
            "village_id": village, "kind": "quy_uoc", "title": "Quy ước tổ dân phố",
            "proposal": {"by": "village_head", "on": "2025-08-20"},
        });
        if let Some(old) = replaces {
            new["replaces_id"] = old.id();
            new["change"] = json!("amends");
        }
        Self::begin(officer, &new).await
    }

    fn id(&self) -> Value {
        Value::from(self.address.rsplit('/').next().expect("an id"))
    }

    pub async fn act(&self, who: &Client, verb: &str, body: &Value) -> Reply {
        let who = who.matching(&self.address).await;
        who.post(&format!("{}/{verb}", self.address), body).await
    }

    /// Up to the dossier, which the committee has on 8 October.
    pub async fn until_the_dossier(&self, officer: &Client) {
        let team = json!({"on": "2025-08-25", "members": 5, "of": ["organisation", "reputed"]});
        self.act(officer, "form-team", &team).await.ok(200);
        self.act(officer, "post", &posting("2025-09-03")).await.ok(200);
        self.act(officer, "record-vote", &vote("2025-10-06", 96, 88))
            .await
            .ok(200);
        self.act(officer, "send-dossier", &dossier("2025-10-08")).await.ok(200);
    }
}

pub fn posting(on: &str) -> Value {
    json!({"on": on, "place": "Nhà văn hóa tổ dân phố 1", "forms": ["copies", "meeting"]})
}

pub fn vote(on: &str, present: u32, in_favour: u32) -> Value {
    json!({"by": "meeting", "on": on, "present": present, "in_favour": in_favour})
}

fn dossier(on: &str) -> Value {
    json!({"on": on, "received_on": on})
}

pub fn recognition(on: &str) -> Value {
    json!({"number": "118 /QÐ-UBND", "signed_on": on, "signer": "Lò Văn Inh", "capacities": ["TM"]})
}

async fn one_goes_through_its_whole_life(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let front = year.sign_in("overseer.front.03388").await;
    let convention = Course::proposed(&officer, &village(&officer, "1").await, None).await;
    front.get(&convention.address).await.problem(404, "not_found");
    convention.until_the_dossier(&officer).await;
    assert_eq!(
        front.get(&convention.address).await.ok(200)["allowed_actions"],
        json!([])
    );
    // Refused, mended, and asked about again.
    let refusal =
        json!({"number": "42/UBND-VX", "on": "2025-10-14", "reason": "Điều 7 quy định mức phạt trái pháp luật."});
    convention
        .act(&officer, "refuse", &refusal)
        .await
        .problem(403, "forbidden");
    let refused = convention.act(&leader, "refuse", &refusal).await;
    assert_eq!(refused.ok(200)["state"], "refused");
    assert_eq!(refused.json["course"]["refusals"][0]["late"], false);
    convention.act(&officer, "post", &posting("2025-10-15")).await.ok(200);
    convention
        .act(&officer, "record-vote", &vote("2025-11-16", 100, 90))
        .await
        .ok(200);
    convention
        .act(&officer, "send-dossier", &dossier("2025-11-18"))
        .await
        .ok(200);
    let recognised = convention.act(&leader, "recognise", &recognition("2025-11-26")).await;
    assert_eq!(recognised.ok(200)["force"], "in_force");
    let decision = &recognised.json["course"]["recognition"];
    assert_eq!(
        (&decision["number"], &decision["late"], &decision["due_on"]),
        (&json!("118/QĐ-UBND"), &json!(true), &json!("2025-11-25"))
    );
    let sent = convention
        .act(&officer, "send-back", &json!({"on": "2025-11-28"}))
        .await;
    assert_eq!(sent.ok(200)["course"]["sent_back"]["late"], false);
    let review = json!({"on": "2025-12-01", "findings": "Giữ nguyên"});
    convention.act(&officer, "review", &review).await.ok(200);
    // Suspended in part on a complaint, not mended, annulled in part.
    let complaint = json!({"received_on": "2025-12-01", "source": "supervision", "asks": "suspension", "content": "Điều 9 thu quỹ không qua bàn bạc."});
    let recorded = convention.act(&officer, "record-complaint", &complaint).await;
    assert_eq!(recorded.ok(200)["course"]["complaints"][0]["source"], "supervision");
    let suspension = json!({
        "ground": "content", "number": "130/QĐ-UBND", "on": "2025-12-04", "parts": "Điều 9", "remedy_by": "2026-03-31",
        "reason": "Trái nguyên tắc tự nguyện.",
    });
    let suspended = convention.act(&leader, "suspend", &suspension).await;
    assert_eq!(suspended.ok(200)["state"], "suspended_in_part");
    assert_eq!(suspended.json["course"]["complaints"][0]["answer"]["late"], false);
    let mut annulment = json!({
        "ground": "content_not_remedied", "number": "15/QĐ-UBND", "on": "2026-03-31", "parts": "Điều 9",
        "reason": "Hết thời hạn mà không sửa đổi.",
    });
    for (language, told) in [
        (
            "vi",
            "Thời hạn khắc phục còn đến hết ngày 2026-03-31; chỉ bãi bỏ sau ngày đó (Nghị định 61/2023/NĐ-CP Điều 14.1b, 14.2).",
        ),
        (
            "en",
            "There is time to mend it until the end of 2026-03-31; it is annulled after that (Decree 61/2023 Art. 14.1b, 14.2).",
        ),
    ] {
        let leader = leader.with("Accept-Language", language);
        let early = convention.act(&leader, "annul", &annulment).await;
        assert_eq!(early.problem(409, "state_forbids")["detail"], told);
    }
    annulment["on"] = json!("2026-04-03");
    let annulled = convention.act(&leader, "annul", &annulment).await;
    assert_eq!(
        (&annulled.ok(200)["state"], &annulled.json["force"]),
        (&json!("recognised"), &json!("partly"))
    );
    let seen = front.get(&convention.address).await;
    assert_eq!(seen.ok(200)["course"]["annulments"][0]["parts"], "Điều 9");
    let before = front.get(&format!("{}?as_of=2025-12-03", convention.address)).await;
    assert_eq!(before.ok(200)["force"], "in_force");
    let figures = async |from: &str, to: &str| {
        let address = format!("/api/v1/village-convention-figures?from={from}&to={to}");
        front.get(&address).await.ok(200).clone()
    };
    let none = json!({"in_force": 0, "recognised": 0, "refused": 0, "amended": 0, "replaced": 0, "suspended": 0, "annulled": 0, "reviewed": 0});
    let with = |changed: Value| {
        let mut expected = none.clone();
        expected
            .as_object_mut()
            .expect("figures")
            .extend(changed.as_object().expect("figures").clone());
        expected
    };
    // Each day counts for the time it lies in, and for none beside it.
    assert_eq!(figures("2025-08-01", "2025-10-13").await, none);
    assert_eq!(figures("2025-10-14", "2025-11-25").await, with(json!({"refused": 1})));
    assert_eq!(
        figures("2025-11-26", "2025-11-30").await,
        with(json!({"in_force": 1, "recognised": 1}))
    );
    assert_eq!(
        figures("2025-12-01", "2026-04-02").await,
        with(json!({"in_force": 1, "reviewed": 1, "suspended": 1}))
    );
    assert_eq!(
        figures("2026-04-03", "2026-04-03").await,
        with(json!({"in_force": 1, "annulled": 1}))
    );
    let behind = front
        .get(&format!(
            "{CONVENTIONS}?milestone=suspended&from=2025-12-04&to=2025-12-04"
        ))
        .await;
    assert_eq!(behind.ok(200)["items"][0]["id"], convention.id());
    let beside = front
        .get(&format!("{CONVENTIONS}?milestone=suspended&from=2025-12-05"))
        .await;
    assert_eq!(beside.ok(200)["items"], json!([]));
    let reversed = front
        .get("/api/v1/village-convention-figures?from=2026-01-02&to=2026-01-01")
        .await;
    assert_eq!(reversed.faults(), [("to".to_owned(), "out_of_range".to_owned())].into());
    let events = officer
        .get("/api/v1/events?record_kind=village_convention&limit=200")
        .await;
    assert_eq!(events.status.as_u16(), 200);
    register_is_true(&year.server().kernel).await;
}

async fn a_new_text_ends_the_suspension_of_the_old(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = village(&officer, "2").await;
    let old = Course::proposed(&officer, &village, None).await;
    old.until_the_dossier(&officer).await;
    old.act(&leader, "recognise", &recognition("2025-10-14")).await.ok(200);
    let suspension = json!({
        "ground": "procedure", "number": "130/QĐ-UBND", "on": "2025-12-04", "remedy_by": "2026-03-31", "reason": "Không niêm yết đủ ngày.",
    });
    assert_eq!(
        old.act(&leader, "suspend", &suspension).await.ok(200)["force"],
        "suspended"
    );
    let complaint = json!({"received_on": "2026-01-12", "asks": "annulment", "content": "Chưa khắc phục."});
    old.act(&officer, "record-complaint", &complaint).await.ok(200);
    let new = Course::proposed(&officer, &village, Some(&old)).await;
    new.until_the_dossier(&officer).await;
    new.act(&leader, "recognise", &recognition("2026-01-14")).await.ok(200);
    let over = officer.get(&old.address).await;
    // Whoever complained of the old text is answered by the new one.
    let answer = &over.ok(200)["course"]["complaints"][0]["answer"];
    assert_eq!(
        (&answer["by"], &answer["on"], &answer["late"], &answer["number"]),
        (
            &json!("replaced"),
            &json!("2026-01-14"),
            &json!(false),
            &json!("118/QĐ-UBND")
        )
    );
    assert_eq!(
        (&over.ok(200)["state"], &over.json["force"]),
        (&json!("replaced"), &json!("expired"))
    );
    assert_eq!(over.json["replaced_by_id"], new.id());
    let figures = officer
        .get("/api/v1/village-convention-figures?from=2025-12-05&to=2026-01-14")
        .await;
    assert_eq!(
        (
            &figures.ok(200)["in_force"],
            &figures.json["amended"],
            &figures.json["replaced"]
        ),
        (&json!(1), &json!(1), &json!(0))
    );
    let suspended = officer
        .get("/api/v1/village-convention-figures?from=2025-12-05&to=2026-01-13")
        .await;
    assert_eq!(suspended.ok(200)["in_force"], 0);
    assert_eq!(
        officer.get(&format!("{}?as_of=2026-01-13", old.address)).await.ok(200)["force"],
        "suspended"
    );
}

async fn thresholds_and_clocks_are_held(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let officer = year.sign_in("officer.03388").await;
    let village = village(&officer, "3").await;
    let citizen = |in_favour: u32| {
        json!({
            "village_id": village, "kind": "huong_uoc", "title": "Hương ước",
            "proposal": {"by": "citizen", "on": "2025-08-20", "in_favour": in_favour},
        })
    };
    let few = officer.post(CONVENTIONS, &citizen(11)).await;
    assert_eq!(
        few.faults(),
        [("/proposal/in_favour".to_owned(), "below_threshold".to_owned())].into()
    );
    let convention = Course::begin(&officer, &citizen(12)).await;
    let early = convention.act(&officer, "post", &posting("2025-09-03")).await;
    early.problem(409, "state_forbids");
    let team = json!({"on": "2025-08-25", "members": 5, "of": ["reputed"]});
    convention.act(&officer, "form-team", &team).await.ok(200);
    convention.act(&officer, "post", &posting("2025-09-03")).await.ok(200);
    let fault = |reply: Reply| reply.faults().into_iter().next().expect("a fault");
    let told = fault(
        convention
            .act(&officer, "record-vote", &vote("2025-10-02", 96, 88))
            .await,
    );
    assert_eq!(told, ("/on".to_owned(), "too_early".to_owned()));
    let told = fault(
        convention
            .act(&officer, "record-vote", &vote("2025-10-06", 121, 88))
            .await,
    );
    assert_eq!(told, ("/present".to_owned(), "out_of_range".to_owned()));
    let half = convention
        .act(&officer, "record-vote", &vote("2025-10-06", 60, 60))
        .await;
    assert_eq!(
        (&half.ok(200)["state"], &half.json["course"]["votes"][0]["outcome"]),
        (&json!("posted"), &json!("no_quorum"))
    );
    let ballots = json!({"by": "ballot", "on": "2025-10-20", "present": 110, "in_favour": 60});
    let rejected = convention.act(&officer, "record-vote", &ballots).await;
    assert_eq!(rejected.ok(200)["state"], "not_adopted");
    let mut before = citizen(12);
    before["proposal"]["on"] = json!("2025-06-30");
    let uncounted = officer.post(CONVENTIONS, &before).await;
    assert_eq!(
        uncounted.faults(),
        [("/proposal/on".to_owned(), "no_count".to_owned())].into()
    );
    let elsewhere = year.sign_in("officer.03390").await;
    elsewhere
        .post(CONVENTIONS, &citizen(12))
        .await
        .problem(422, "unknown_reference");
}

async fn what_is_older_than_the_decree_goes_on(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let older = |signed_on: &str, village: &Value| {
        json!({
            "village_id": village, "kind": "huong_uoc", "title": "Hương ước cũ",
            "recognised_before": {"number": "40/QĐ-UBND", "signed_on": signed_on, "signer": "Lò Văn Inh"},
        })
    };
    let village = village(&officer, "4").await;
    let late = officer.post(CONVENTIONS, &older("2023-08-16", &village)).await;
    assert_eq!(
        late.faults(),
        [("/recognised_before/signed_on".to_owned(), "out_of_range".to_owned())].into()
    );
    let old = Course::begin(&officer, &older("2023-08-15", &village)).await;
    assert_eq!(officer.get(&old.address).await.ok(200)["force"], "in_force");
    officer
        .post(CONVENTIONS, &older("2019-05-20", &village))
        .await
        .problem(409, "already_exists");
    let unlawful =
        json!({"ground": "unlawful_content", "number": "15/QĐ-UBND", "on": "2026-04-09", "reason": "Trái pháp luật"});
    let annulled = old.act(&leader, "annul", &unlawful).await;
    assert_eq!(
        (&annulled.ok(200)["state"], &annulled.json["force"]),
        (&json!("annulled"), &json!("expired"))
    );
}
