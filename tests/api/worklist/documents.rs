//! Regulations and resolutions that wait: to be begun, asked about, issued and reviewed; to be examined and decided on.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{act, begun, clock, for_none_of, id_at, one, step, waiting, whenever};
use crate::{
    regulation::issue,
    support::{client::Client, database::Backend, register::organisation_id},
    year::driver::Year,
};

on_both! {
    each_begins_the_regulations_it_owes,
    a_regulation_waits_until_it_is_issued,
    a_regulation_under_review_waits_for_the_officer,
    what_was_repealed_is_to_be_begun_again,
    a_resolution_waits_for_the_clerk_and_then_for_the_chair,
    what_was_rejected_waits_for_nobody,
}

const REGULATIONS: &str = "/api/v1/democracy-regulations";
const RESOLUTIONS: &str = "/api/v1/council-resolutions";

/// The settings for which somebody is to begin a regulation of their own organisation.
async fn to_begin(who: &Client, key: &str) -> BTreeSet<String> {
    let items = waiting(who, "begin_regulation").await;
    let setting = |item: &Value| {
        assert_eq!(item["organisation"]["id"], json!(organisation_id(key)), "{item:#}");
        assert_eq!(
            (&item["document_id"], &item["allowed_actions"]),
            (&Value::Null, &json!([])),
            "{item:#}"
        );
        // Since the law has asked for it, and by no day.
        assert_eq!(clock(item), whenever("2023-07-01"), "{item:#}");
        item["setting"].as_str().expect("a setting").to_owned()
    };
    items.iter().map(setting).collect()
}

fn settings(expected: &[&str]) -> BTreeSet<String> {
    expected.iter().map(|setting| (*setting).to_owned()).collect()
}

fn closing(on: &str) -> Value {
    json!({"closed_on": on, "opinions": 34, "accepted": 21, "explanation": "Tiếp thu 21 ý kiến.", "explained_on": on})
}

/// The commune's regulation, consulted on in September and issued on the 30th.
async fn issued(officer: &Client, leader: &Client) -> String {
    let new = json!({"setting": "commune", "title": "Quy chế thực hiện dân chủ ở phường Đoàn Kết"});
    let at = begun(officer, REGULATIONS, &new).await;
    let opening = json!({"opened_on": "2025-09-02", "forms": ["community_meeting"]});
    act(officer, &at, "open-consultation", &opening).await.ok(200);
    act(officer, &at, "close-consultation", &closing("2025-09-22"))
        .await
        .ok(200);
    act(leader, &at, "issue", &issue("12/QĐ-UBND", "2025-09-30"))
        .await
        .ok(200);
    at
}

async fn each_begins_the_regulations_it_owes(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    for (key, expected) in [
        // A commune's committee wears two hats.
        ("03388", &["agency", "commune"][..]),
        ("03390", &["agency", "commune"][..]),
        ("12", &["agency"][..]),
        ("so-noi-vu", &["agency"][..]),
        ("so-gddt", &["agency"][..]),
        ("thpt-lai-chau", &["agency"][..]),
    ] {
        let officer = year.sign_in(&format!("officer.{key}")).await;
        assert_eq!(to_begin(&officer, key).await, settings(expected), "{key}");
    }
    let others = [
        "leader.03388",
        "leader.12",
        "officer.council.03388",
        "overseer.front.03388",
        "officer.front.03388",
        "officer.board.03388",
        "officer.union",
        "officer.village.03388",
    ];
    for_none_of(&year, "begin_regulation", &others).await;
    // Whoever goes by what the body above does owes none of its own.
    let school = format!("/api/v1/organisations/{}", organisation_id("thpt-lai-chau"));
    let province = year.sign_in("officer.12").await;
    let follows = json!({"follows_parent": true});
    province.matching(&school).await.patch(&school, &follows).await.ok(200);
    for_none_of(&year, "begin_regulation", &["officer.thpt-lai-chau"]).await;
}

async fn a_regulation_waits_until_it_is_issued(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let new = json!({"setting": "commune", "title": "Quy chế thực hiện dân chủ ở phường Đoàn Kết"});
    let at = begun(&officer, REGULATIONS, &new).await;
    assert_eq!(to_begin(&officer, "03388").await, settings(&["agency"]));
    let others = [
        "leader.12",
        "officer.12",
        "officer.03390",
        "leader.03390",
        "overseer.council.03388",
        "leader.front.03388",
    ];
    let draft = one(&officer, "draft_regulation").await;
    assert_eq!(
        (&draft["document_id"], &draft["setting"], &draft["allowed_actions"]),
        (
            &id_at(&at),
            &json!("commune"),
            &json!(["change", "open_consultation", "withdraw"])
        )
    );
    assert_eq!(clock(&draft), whenever("2025-10-20"));
    for_none_of(&year, "draft_regulation", &["leader.03388"]).await;
    for_none_of(&year, "draft_regulation", &others).await;

    let opening = json!({"opened_on": "2025-09-02", "forms": ["community_meeting"]});
    step(&officer, &draft, &at, "open-consultation", &opening).await.ok(200);
    for_none_of(&year, "draft_regulation", &["officer.03388"]).await;
    let asking = one(&officer, "consult_on_regulation").await;
    assert_eq!(
        (&asking["document_id"], &asking["allowed_actions"]),
        (&id_at(&at), &json!(["change", "close_consultation", "withdraw"]))
    );
    assert_eq!(clock(&asking), whenever("2025-09-02"));
    for_none_of(&year, "consult_on_regulation", &["leader.03388"]).await;
    // What is out for consultation is seen by the council and by whoever is above, and waits for neither.
    for_none_of(&year, "consult_on_regulation", &others).await;

    step(&officer, &asking, &at, "close-consultation", &closing("2025-09-22"))
        .await
        .ok(200);
    for_none_of(&year, "consult_on_regulation", &["officer.03388"]).await;
    let consulted = one(&leader, "issue_regulation").await;
    assert_eq!(
        (
            &consulted["document_id"],
            &consulted["setting"],
            &consulted["allowed_actions"],
            &consulted["organisation"]["id"]
        ),
        (
            &id_at(&at),
            &json!("commune"),
            &json!(["issue"]),
            &json!(organisation_id("03388"))
        )
    );
    assert_eq!(clock(&consulted), whenever("2025-09-22"));
    for_none_of(&year, "issue_regulation", &["officer.03388"]).await;
    for_none_of(&year, "issue_regulation", &others).await;

    let issuing = issue("12/QĐ-UBND", "2025-09-30");
    step(&leader, &consulted, &at, "issue", &issuing).await.ok(200);
    for_none_of(&year, "issue_regulation", &["leader.03388"]).await;
    // The other hat's is still to be begun; the neighbour's are its own to begin.
    assert_eq!(to_begin(&officer, "03388").await, settings(&["agency"]));
    let neighbour = year.sign_in("officer.03390").await;
    assert_eq!(to_begin(&neighbour, "03390").await, settings(&["agency", "commune"]));
}

async fn a_regulation_under_review_waits_for_the_officer(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let at = issued(&officer, &leader).await;
    for_none_of(&year, "review_regulation", &["officer.03388"]).await;
    let reviewed = json!({"begun_on": "2025-10-10", "reason": "Luật sửa đổi"});
    act(&officer, &at, "open-review", &reviewed).await.ok(200);
    let review = one(&officer, "review_regulation").await;
    assert_eq!(
        (&review["document_id"], &review["setting"], &review["allowed_actions"]),
        (&id_at(&at), &json!("commune"), &json!(["close_review"]))
    );
    assert_eq!(clock(&review), whenever("2025-10-10"));
    let others = [
        "leader.03388",
        "officer.03390",
        "officer.12",
        "leader.12",
        "officer.council.03388",
        "officer.front.03388",
    ];
    for_none_of(&year, "review_regulation", &others).await;
    // It stays in force meanwhile.
    assert_eq!(to_begin(&officer, "03388").await, settings(&["agency"]));
    let kept = json!({"ended_on": "2025-10-12", "findings": "Giữ nguyên"});
    step(&officer, &review, &at, "close-review", &kept).await.ok(200);
    for_none_of(&year, "review_regulation", &["officer.03388"]).await;
}

async fn what_was_repealed_is_to_be_begun_again(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let at = issued(&officer, &leader).await;
    let repeal =
        json!({"number": "40/QĐ-UBND", "signed_on": "2025-10-20", "on": "2025-10-22", "reason": "Không còn phù hợp"});
    act(&leader, &at, "repeal", &repeal).await.ok(200);
    let begins = async |year: &Year| {
        let items = waiting(&year.sign_in("officer.03388").await, "begin_regulation").await;
        items.iter().any(|item| item["setting"] == "commune")
    };
    // To the last day on which it holds, nothing is missing.
    assert!(!begins(&year).await);
    year.until("2025-10-21").await;
    assert!(!begins(&year).await);
    year.until("2025-10-22").await;
    assert!(begins(&year).await);
}

fn proposal(on: &str) -> Value {
    json!({
        "title": "Nghị quyết về các biện pháp bảo đảm thực hiện dân chủ", "subject": "democracy_measures",
        "proposal": {"proposer": "Ủy ban nhân dân phường Đoàn Kết", "number": "57/TTr-UBND", "signed_on": on},
    })
}

fn examination(on: &str) -> Value {
    json!({"committee": "Ban Kinh tế - Xã hội", "number": "8/BC-HĐND", "signed_on": on, "opinion": "Nhất trí."})
}

/// Those for whom nothing of a council's resolution waits, whatever they see of it.
const BESIDE_THE_COUNCIL: [&str; 8] = [
    "overseer.council.03388",
    "officer.03388",
    "leader.03388",
    "officer.front.03388",
    "leader.front.03388",
    "officer.12",
    "overseer.council.12",
    "officer.03390",
];

async fn a_resolution_waits_for_the_clerk_and_then_for_the_chair(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (clerk, chair) = (
        year.sign_in("officer.council.03388").await,
        year.sign_in("leader.council.03388").await,
    );
    for_none_of(&year, "examine_resolution", &["officer.council.03388"]).await;
    let at = begun(&clerk, RESOLUTIONS, &proposal("2025-10-01")).await;
    let proposed = one(&clerk, "examine_resolution").await;
    assert_eq!(
        (
            &proposed["document_id"],
            &proposed["organisation"]["id"],
            &proposed["allowed_actions"]
        ),
        (
            &id_at(&at),
            &json!(organisation_id("council.03388")),
            &json!(["change", "examine"])
        )
    );
    assert_eq!(clock(&proposed), whenever("2025-10-01"));
    for_none_of(&year, "examine_resolution", &["leader.council.03388"]).await;
    for_none_of(&year, "examine_resolution", &BESIDE_THE_COUNCIL).await;
    // What is not examined is not yet to be decided on.
    for_none_of(&year, "decide_resolution", &["leader.council.03388"]).await;

    step(&clerk, &proposed, &at, "examine", &examination("2025-10-06"))
        .await
        .ok(200);
    for_none_of(&year, "examine_resolution", &["officer.council.03388"]).await;
    let examined = one(&chair, "decide_resolution").await;
    assert_eq!(
        (&examined["document_id"], &examined["allowed_actions"]),
        (&id_at(&at), &json!(["adopt", "reject"]))
    );
    assert_eq!(clock(&examined), whenever("2025-10-06"));
    for_none_of(&year, "decide_resolution", &["officer.council.03388"]).await;
    for_none_of(&year, "decide_resolution", &BESIDE_THE_COUNCIL).await;

    let adoption = json!({
        "number": "19/NQ-HĐND", "adopted_on": "2025-10-10", "in_force_on": "2025-10-10", "session": "Khóa I, kỳ họp thứ ba",
        "deputies": 26, "present": 25, "in_favour": 25, "signer": "Lò Văn Pâng",
    });
    step(&chair, &examined, &at, "adopt", &adoption).await.ok(200);
    for kind in ["examine_resolution", "decide_resolution"] {
        for_none_of(&year, kind, &["officer.council.03388", "leader.council.03388"]).await;
    }
}

async fn what_was_rejected_waits_for_nobody(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (clerk, chair) = (
        year.sign_in("officer.council.03388").await,
        year.sign_in("leader.council.03388").await,
    );
    let rejection = json!({"on": "2025-10-10", "reason": "Cơ quan trình rút."});
    // Withdrawn before it was examined, and voted down after.
    let withdrawn = begun(&clerk, RESOLUTIONS, &proposal("2025-10-01")).await;
    act(&chair, &withdrawn, "reject", &rejection).await.ok(200);
    for_none_of(&year, "examine_resolution", &["officer.council.03388"]).await;
    let lost = begun(&clerk, RESOLUTIONS, &proposal("2025-10-02")).await;
    act(&clerk, &lost, "examine", &examination("2025-10-06")).await.ok(200);
    let waits = one(&chair, "decide_resolution").await;
    step(&chair, &waits, &lost, "reject", &rejection).await.ok(200);
    for_none_of(&year, "decide_resolution", &["leader.council.03388"]).await;
}
