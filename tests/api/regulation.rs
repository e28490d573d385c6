//! Democracy regulations through their whole life, by the officer who drafts, the leader who issues and the Front that reads along: of a commune
//! and of an agency, to the one that takes their place.

mod amended_duty;
mod amending;
mod asked_again;
mod ending;
mod numbers;
mod reach;
mod reviewing;

use serde_json::{Value, json};

use crate::{
    support::{
        client::{Client, Reply},
        database::Backend,
        documents::register_is_true,
        register::organisation_id,
    },
    year::driver::Year,
};

on_both! {
    a_commune_committee_issues_one_in_each_of_its_two_hats,
    a_commune_s_goes_from_its_draft_to_the_one_in_its_place,
    what_is_out_of_order_is_refused_with_its_article,
    only_what_a_body_may_issue_is_begun,
    drafts_are_kept_from_overseers,
}

const REGULATIONS: &str = "/api/v1/democracy-regulations";

/// One of them, and the act on it by whoever holds the current version.
pub struct Course {
    pub address: String,
}

impl Course {
    pub async fn begin(officer: &Client, new: &Value) -> Self {
        let begun = officer.post(REGULATIONS, new).await;
        let id = begun.ok(201)["id"].as_str().expect("an id").to_owned();
        Self {
            address: format!("{REGULATIONS}/{id}"),
        }
    }

    fn id(&self) -> Value {
        Value::from(self.address.rsplit('/').next().expect("an id"))
    }

    pub async fn act(&self, who: &Client, verb: &str, body: &Value) -> Reply {
        let who = who.matching(&self.address).await;
        who.post(&format!("{}/{verb}", self.address), body).await
    }

    pub async fn consult(&self, officer: &Client, form: &str, opened_on: &str, closed_on: &str) {
        let opening = json!({"opened_on": opened_on, "forms": [form]});
        self.act(officer, "open-consultation", &opening).await.ok(200);
        self.act(officer, "close-consultation", &closing(closed_on))
            .await
            .ok(200);
    }
}

pub fn closing(on: &str) -> Value {
    json!({"closed_on": on, "opinions": 34, "accepted": 21, "explanation": "Tiếp thu 21 ý kiến.", "explained_on": on})
}

pub fn issue(number: &str, signed_on: &str) -> Value {
    json!({
        "number": number, "signed_on": signed_on, "in_force_on": signed_on, "signer": "Lò Văn Inh", "capacities": ["TM"],
        "partner": {"name": "Ủy ban MTTQ Việt Nam phường Đoàn Kết", "document": "Công văn số 12/MTTQ-BTT"},
    })
}

/// What the Front's overseer is told of one; nothing may be done with it.
async fn read_only(front: &Client, row: &Course) -> Value {
    let told = front.get(&row.address).await;
    assert_eq!(told.ok(200)["allowed_actions"], json!([]));
    let change = front.matching(&row.address).await;
    change
        .patch(&row.address, &json!({"title": "Khác"}))
        .await
        .problem(403, "forbidden");
    let repeal = json!({"number": "41/QĐ-UBND", "signed_on": "2025-10-20", "on": "2025-10-20", "reason": "Thừa."});
    for (verb, body) in [
        ("issue", issue("41/QĐ-UBND", "2025-10-20")),
        (
            "open-review",
            json!({"begun_on": "2025-10-20", "reason": "Luật sửa đổi"}),
        ),
        ("repeal", repeal),
    ] {
        row.act(front, verb, &body).await.problem(403, "forbidden");
    }
    told.json
}

async fn a_commune_committee_issues_one_in_each_of_its_two_hats(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let front = year.sign_in("overseer.front.03388").await;
    let title = "Quy chế thực hiện dân chủ ở phường Đoàn Kết";
    let commune = Course::begin(&officer, &json!({"setting": "commune", "title": title})).await;
    commune
        .consult(&officer, "community_meeting", "2025-09-02", "2025-09-22")
        .await;
    commune
        .act(&officer, "issue", &issue("12/QĐ-UBND", "2025-09-30"))
        .await
        .problem(403, "forbidden");
    let issued = commune.act(&leader, "issue", &issue("12 /QÐ-UBND", "2025-09-30")).await;
    assert_eq!(issued.ok(200)["number"], "12/QĐ-UBND");
    assert_eq!(issued.json["state"], "issued");
    assert_eq!(issued.json["force"], "in_force");
    assert_eq!(issued.json["allowed_actions"], json!(["repeal"]));
    assert_eq!(issued.json["consultation"]["result"]["accepted"], 21);
    let agency = Course::begin(&officer, &json!({"setting": "agency", "title": "Quy chế của cơ quan"})).await;
    agency
        .consult(&officer, "staff_conference", "2025-10-01", "2025-10-01")
        .await;
    // What an agency asks its own staff about is its own until it is issued.
    front.get(&agency.address).await.problem(404, "not_found");
    agency
        .act(&leader, "issue", &issue("15/QĐ-UBND", "2025-10-05"))
        .await
        .ok(200);
    assert_eq!(read_only(&front, &agency).await["force"], "in_force");
    let own = format!("{REGULATIONS}?organisation={}&state=issued", organisation_id("03388"));
    assert_eq!(
        officer.get(&own).await.ok(200)["items"].as_array().map(Vec::len),
        Some(2)
    );
    let before = officer.get(&format!("{}?as_of=2025-09-29", commune.address)).await;
    assert_eq!(before.ok(200)["force"], "not_yet");
    let reviewed = json!({"begun_on": "2025-10-10", "reason": "Luật sửa đổi"});
    commune.act(&officer, "open-review", &reviewed).await.ok(200);
    let kept = json!({"ended_on": "2025-10-12", "findings": "Giữ nguyên"});
    assert_eq!(
        commune.act(&officer, "close-review", &kept).await.ok(200)["state"],
        "issued"
    );
    let repeal =
        json!({"number": "40/QĐ-UBND", "signed_on": "2025-10-20", "on": "2025-10-21", "reason": "Không còn phù hợp"});
    let repealed = agency.act(&leader, "repeal", &repeal).await;
    assert_eq!(repealed.ok(200)["force"], "in_force");
    let after = officer.get(&format!("{}?as_of=2025-10-21", agency.address)).await;
    assert_eq!(after.ok(200)["force"], "expired");
    let told = read_only(&front, &agency).await;
    assert_eq!(
        (&told["state"], &told["repeal"]["reason"]),
        (&json!("repealed"), &json!("Không còn phù hợp"))
    );
}

async fn a_commune_s_goes_from_its_draft_to_the_one_in_its_place(backend: Backend) {
    let year = Year::begin(backend, "2025-12-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let front = year.sign_in("overseer.front.03388").await;
    let draft = |title: &str| json!({"setting": "commune", "title": title});
    front
        .post(REGULATIONS, &draft("Quy chế"))
        .await
        .problem(403, "forbidden");
    let old = Course::begin(&officer, &draft("Quy chế cũ")).await;
    front.get(&old.address).await.problem(404, "not_found");
    old.consult(&officer, "community_meeting", "2025-09-02", "2025-09-22")
        .await;
    // What the people are asked about, the Front reads before it is issued.
    let asked = read_only(&front, &old).await;
    assert_eq!((&asked["state"], &asked["force"]), (&json!("consulted"), &Value::Null));
    old.act(&leader, "issue", &issue("12/QĐ-UBND", "2025-09-30"))
        .await
        .ok(200);
    assert_eq!(read_only(&front, &old).await["force"], "in_force");
    let begun = json!({"begun_on": "2025-10-10", "reason": "Luật sửa đổi"});
    old.act(&officer, "open-review", &begun).await.ok(200);
    assert_eq!(read_only(&front, &old).await["state"], "under_review");
    let ended = json!({"ended_on": "2025-10-17", "findings": "Cần thay thế"});
    old.act(&officer, "close-review", &ended).await.ok(200);
    let mut replacing = draft("Quy chế mới");
    replacing["does"] = json!([{"relation": "replaces", "id": old.id()}]);
    let new = Course::begin(&officer, &replacing).await;
    front.get(&new.address).await.problem(404, "not_found");
    new.consult(&officer, "community_meeting", "2025-10-20", "2025-11-10")
        .await;
    assert_eq!(read_only(&front, &new).await["does"][0]["id"], old.id());
    let planned = read_only(&front, &old).await;
    assert_eq!(
        (&planned["force"], &planned["done_by"]),
        (&json!("in_force"), &json!([])),
        "it is only planned"
    );
    new.act(&leader, "issue", &issue("90/QĐ-UBND", "2025-12-01"))
        .await
        .ok(200);
    assert_eq!(read_only(&front, &new).await["force"], "in_force");
    let over = read_only(&front, &old).await;
    assert_eq!(over["force"], "expired");
    assert_eq!(
        (&over["done_by"][0]["id"], &over["done_by"][0]["effective_on"]),
        (&new.id(), &json!("2025-12-01"))
    );
    for who in [&officer, &leader, &front] {
        assert_eq!(who.get(&old.address).await.ok(200)["allowed_actions"], json!([]));
        let before = who.get(&format!("{}?as_of=2025-11-30", old.address)).await;
        assert_eq!(before.ok(200)["force"], "in_force");
    }
    register_is_true(&year.server().kernel).await;
}

async fn what_is_out_of_order_is_refused_with_its_article(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let commune = Course::begin(&officer, &json!({"setting": "commune", "title": "Quy chế"})).await;
    commune
        .act(&officer, "close-consultation", &closing("2025-09-22"))
        .await
        .problem(409, "state_forbids");
    let unasked = commune.act(&leader, "issue", &issue("12/QĐ-UBND", "2025-09-30")).await;
    let told = unasked.problem(409, "state_forbids")["detail"]
        .as_str()
        .expect("a detail")
        .to_owned();
    assert!(told.contains("Điều 25.7"), "{told}");
    let opening = json!({"opened_on": "2025-09-02", "forms": ["community_meeting"]});
    let opened = commune.act(&officer, "open-consultation", &opening).await;
    assert_eq!(opened.ok(200)["consultation"]["open_until"], "2025-09-22");
    let early = commune
        .act(&officer, "close-consultation", &closing("2025-09-21"))
        .await;
    assert_eq!(
        early.faults(),
        [("/closed_on".to_owned(), "too_early".to_owned())].into()
    );
    assert!(
        early.json["errors"][0]["message"].to_string().contains("Điều 28.2"),
        "{}",
        early.json
    );
    let stale = officer.with("If-Match", "\"1.0\"");
    let end = format!("{}/close-consultation", commune.address);
    stale
        .post(&end, &closing("2025-09-22"))
        .await
        .problem(412, "precondition_failed");
    officer
        .post(&end, &closing("2025-09-22"))
        .await
        .problem(428, "precondition_required");
}

async fn only_what_a_body_may_issue_is_begun(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (commune, school) = (
        year.sign_in("officer.03388").await,
        year.sign_in("officer.thpt-lai-chau").await,
    );
    let refused = |reply: Reply, place: &str| assert_eq!(reply.faults().keys().collect::<Vec<_>>(), [place]);
    let of = |setting: &str| json!({"setting": setting, "title": "Quy chế"});
    refused(school.post(REGULATIONS, &of("commune")).await, "/setting");
    refused(commune.post(REGULATIONS, &of("workplace")).await, "/setting");
    refused(commune.post(REGULATIONS, &of("field")).await, "/field");
    let mut named = of("commune");
    named["field"] = json!("giảm nghèo");
    refused(commune.post(REGULATIONS, &named).await, "/field");
    let mut linked = of("commune");
    linked["does"] = json!([{"relation": "replaces", "id": organisation_id("03388")}]);
    refused(commune.post(REGULATIONS, &linked).await, "/does/0/id");
    school.post(REGULATIONS, &of("agency")).await.ok(201);
}

async fn drafts_are_kept_from_overseers(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, council) = (
        year.sign_in("officer.03388").await,
        year.sign_in("overseer.council.03388").await,
    );
    let commune = Course::begin(&officer, &json!({"setting": "commune", "title": "Quy chế"})).await;
    let agency = Course::begin(&officer, &json!({"setting": "agency", "title": "Quy chế cơ quan"})).await;
    council.get(&commune.address).await.problem(404, "not_found");
    let opening = json!({"opened_on": "2025-10-01", "forms": ["portal"]});
    commune.act(&officer, "open-consultation", &opening).await.ok(200);
    agency.act(&officer, "open-consultation", &opening).await.ok(200);
    council.get(&commune.address).await.ok(200);
    council.get(&agency.address).await.problem(404, "not_found");
    let stranger = year.sign_in("officer.03390").await;
    stranger.get(&commune.address).await.problem(404, "not_found");
}
