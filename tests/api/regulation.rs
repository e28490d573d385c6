//! Democracy regulations through their whole life: of a commune and of an agency, to the one that takes their place.

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
    a_new_one_takes_the_place_of_the_old,
    what_never_took_effect_ends_nothing,
    what_others_count_on_is_not_repealed_before_its_first_day,
    what_is_out_of_order_is_refused_with_its_article,
    a_number_is_given_once_a_year_however_it_is_typed,
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

async fn a_commune_committee_issues_one_in_each_of_its_two_hats(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
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
    agency
        .act(&leader, "issue", &issue("15/QĐ-UBND", "2025-10-05"))
        .await
        .ok(200);
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
}

async fn a_new_one_takes_the_place_of_the_old(backend: Backend) {
    let year = Year::begin(backend, "2025-12-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let old = Course::begin(&officer, &json!({"setting": "agency", "title": "Quy chế cũ"})).await;
    old.consult(&officer, "in_person", "2025-09-02", "2025-09-02").await;
    old.act(&leader, "issue", &issue("12/QĐ-UBND", "2025-09-30"))
        .await
        .ok(200);
    let new = Course::begin(&officer, &json!({"setting": "agency", "title": "Quy chế mới"})).await;
    new.consult(&officer, "in_person", "2025-11-01", "2025-11-03").await;
    let refused = new.act(&leader, "issue", &issue("90/QĐ-UBND", "2025-12-01")).await;
    assert_eq!(refused.problem(409, "already_exists")["existing_id"], old.id());
    let planned = json!({"does": [{"relation": "replaces", "id": old.id()}]});
    let planned = officer.matching(&new.address).await.patch(&new.address, &planned).await;
    assert_eq!(planned.ok(200)["does"][0]["title"], "Quy chế cũ");
    assert_eq!(
        officer.get(&old.address).await.ok(200)["done_by"],
        json!([]),
        "it is only planned"
    );
    let ended = async |day: &str, stage: &str| {
        let list = officer
            .get(&format!("/api/v1/documents?stage={stage}&as_of={day}"))
            .await;
        let items = list.ok(200)["items"].as_array().expect("items").iter();
        items
            .map(|item| (item["title"].clone(), item["stage"].clone()))
            .collect::<Vec<_>>()
    };
    new.act(&leader, "issue", &issue("90/QĐ-UBND", "2025-12-01"))
        .await
        .ok(200);
    let over = officer.get(&old.address).await;
    assert_eq!(over.ok(200)["force"], "expired");
    // What has another in its place has ended, and nothing is done to it any more.
    assert_eq!(
        ended("2025-12-01", "ended").await,
        [(json!("Quy chế cũ"), json!("ended"))]
    );
    assert_eq!(
        ended("2025-12-01", "issued").await,
        [(json!("Quy chế mới"), json!("issued"))]
    );
    assert_eq!(ended("2025-11-30", "ended").await, []);
    assert_eq!(over.json["allowed_actions"], json!([]));
    assert_eq!(leader.get(&old.address).await.ok(200)["allowed_actions"], json!([]));
    let review = json!({"begun_on": "2025-12-20", "reason": "Sau khi sắp xếp."});
    old.act(&officer, "open-review", &review)
        .await
        .problem(409, "state_forbids");
    let repeal = json!({"number": "91/QĐ-UBND", "signed_on": "2025-12-20", "on": "2025-12-20", "reason": "Thừa."});
    old.act(&leader, "repeal", &repeal).await.problem(409, "state_forbids");
    assert_eq!(over.json["done_by"][0]["id"], new.id());
    assert_eq!(over.json["done_by"][0]["effective_on"], "2025-12-01");
    let before = officer.get(&format!("{}?as_of=2025-11-30", old.address)).await;
    assert_eq!(before.ok(200)["force"], "in_force");
    let again = json!({"title": "Khác"});
    officer
        .matching(&old.address)
        .await
        .patch(&old.address, &again)
        .await
        .problem(409, "state_forbids");
    register_is_true(&year.server().kernel).await;
}

/// It was to replace another from its first day on, and was repealed before.
async fn what_never_took_effect_ends_nothing(backend: Backend) {
    let year = Year::begin(backend, "2025-12-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let old = Course::begin(&officer, &json!({"setting": "agency", "title": "Quy chế cũ"})).await;
    old.consult(&officer, "in_person", "2025-09-02", "2025-09-02").await;
    old.act(&leader, "issue", &issue("12/QĐ-UBND", "2025-09-30"))
        .await
        .ok(200);
    let draft = json!({
        "setting": "agency", "title": "Quy chế mới", "does": [{"relation": "replaces", "id": old.id()}],
    });
    let new = Course::begin(&officer, &draft).await;
    new.consult(&officer, "in_person", "2025-11-01", "2025-11-03").await;
    let mut decision = issue("90/QĐ-UBND", "2025-12-01");
    decision["in_force_on"] = json!("2026-01-10");
    new.act(&leader, "issue", &decision).await.ok(200);
    let forces = async |day: &str| {
        let mut told = Vec::new();
        for row in [&old, &new] {
            let seen = officer.get(&format!("{}?as_of={day}", row.address)).await;
            told.push(seen.ok(200)["force"].clone());
        }
        told
    };
    assert_eq!(forces("2026-01-10").await, ["expired", "in_force"]);
    let repeal =
        json!({"number": "91/QĐ-UBND", "signed_on": "2025-12-22", "on": "2025-12-22", "reason": "Ban hành nhầm."});
    new.act(&leader, "repeal", &repeal).await.ok(200);
    assert_eq!(forces("2025-12-21").await, ["in_force", "not_yet"]);
    assert_eq!(forces("2025-12-22").await, ["in_force", "expired"]);
    assert_eq!(forces("2026-01-10").await, ["in_force", "expired"]);
    assert_eq!(officer.get(&old.address).await.ok(200)["done_by"], json!([]));
    // What was signed later was on its way before.
    let listed = async |stage: &str| {
        let list = officer
            .get(&format!("/api/v1/documents?stage={stage}&as_of=2025-09-29"))
            .await;
        let items = list.ok(200)["items"].as_array().expect("items").iter();
        items
            .map(|item| (item["title"].clone(), item["stage"].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(listed("issued").await, []);
    assert_eq!(
        listed("in_preparation").await,
        [(json!("Quy chế cũ"), json!("in_preparation"))]
    );
    register_is_true(&year.server().kernel).await;
}

/// Repealed before its first day, one brings back what it was to end: not beside another that was issued since.
async fn what_others_count_on_is_not_repealed_before_its_first_day(backend: Backend) {
    let year = Year::begin(backend, "2025-12-22").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let ready = async |title: &str, replaces: Option<&Course>| {
        let mut new = json!({"setting": "agency", "title": title});
        if let Some(old) = replaces {
            new["does"] = json!([{"relation": "replaces", "id": old.id()}]);
        }
        let row = Course::begin(&officer, &new).await;
        row.consult(&officer, "in_person", "2025-09-02", "2025-09-02").await;
        row
    };
    let decided = |number: &str, in_force_on: &str| {
        let mut decision = issue(number, "2025-12-22");
        decision["in_force_on"] = json!(in_force_on);
        decision
    };
    let repeal =
        |on: &str| json!({"number": "99/QĐ-UBND", "signed_on": "2025-12-22", "on": on, "reason": "Không còn phù hợp"});
    let first = ready("Một", None).await;
    first
        .act(&leader, "issue", &decided("1/QĐ-UBND", "2025-12-22"))
        .await
        .ok(200);
    // The second for ten days of February, the third after it: it names nothing, and counts on the second.
    let second = ready("Hai", Some(&first)).await;
    let mut decision = decided("2/QĐ-UBND", "2026-02-01");
    decision["expires_on"] = json!("2026-02-11");
    second.act(&leader, "issue", &decision).await.ok(200);
    let third = ready("Ba", None).await;
    third
        .act(&leader, "issue", &decided("3/QĐ-UBND", "2026-02-15"))
        .await
        .ok(200);
    let refused = second.act(&leader, "repeal", &repeal("2026-01-05")).await;
    assert_eq!(refused.problem(409, "state_forbids")["existing_id"], third.id());
    // The fourth names the third: that is not taken from under it either.
    let fourth = ready("Bốn", Some(&third)).await;
    fourth
        .act(&leader, "issue", &decided("4/QĐ-UBND", "2026-03-01"))
        .await
        .ok(200);
    let refused = third.act(&leader, "repeal", &repeal("2026-01-05")).await;
    assert_eq!(refused.problem(409, "state_forbids")["existing_id"], fourth.id());
    let stands = async |day: &str| {
        let mut all = Vec::new();
        for (name, row) in [
            ("first", &first),
            ("second", &second),
            ("third", &third),
            ("fourth", &fourth),
        ] {
            let seen = officer.get(&format!("{}?as_of={day}", row.address)).await;
            if seen.ok(200)["force"] == "in_force" {
                all.push(name);
            }
        }
        all
    };
    for (day, expected) in [
        ("2026-01-05", "first"),
        ("2026-02-05", "second"),
        ("2026-02-20", "third"),
        ("2026-03-01", "fourth"),
    ] {
        assert_eq!(stands(day).await, [expected], "{day}");
    }
    // The last first, then each in its turn; the first holds again.
    for row in [&fourth, &third, &second] {
        row.act(&leader, "repeal", &repeal("2026-01-05")).await.ok(200);
    }
    for day in ["2026-01-05", "2026-02-05", "2026-03-01"] {
        assert_eq!(stands(day).await, ["first"], "{day}");
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

async fn a_number_is_given_once_a_year_however_it_is_typed(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let field = |name: &str| json!({"setting": "field", "field": name, "title": format!("Quy chế {name}")});
    let first = Course::begin(&officer, &field("xây dựng nông thôn mới")).await;
    first.consult(&officer, "portal", "2025-08-01", "2025-09-01").await;
    first
        .act(&leader, "issue", &issue("5/QĐ-UBND", "2025-09-30"))
        .await
        .ok(200);
    let second = Course::begin(&officer, &field("giảm nghèo")).await;
    second.consult(&officer, "portal", "2025-08-01", "2025-09-01").await;
    let taken = second
        .act(&leader, "issue", &issue("Số: 05 /qd-ubnd", "2025-10-01"))
        .await;
    assert_eq!(taken.problem(409, "already_exists")["existing_id"], first.id());
    let nonsense = second.act(&leader, "issue", &issue("năm/QĐ", "2025-10-01")).await;
    assert_eq!(nonsense.faults().keys().next().map(String::as_str), Some("/number"));
    second
        .act(&leader, "issue", &issue("6/QĐ-UBND", "2025-10-01"))
        .await
        .ok(200);
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
