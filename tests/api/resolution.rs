//! Council resolutions through their whole life, to the one that amends them: by the clerk who records, the chair who signs and the Front that reads
//! along.

use std::collections::BTreeMap;

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
    one_goes_through_its_whole_life_and_another_amends_it,
    what_is_out_of_order_is_refused_with_its_law,
    only_a_council_has_resolutions,
    what_is_in_preparation_is_kept_from_the_front,
    the_target_counts_what_is_about_democracy,
}

const RESOLUTIONS: &str = "/api/v1/council-resolutions";

pub fn proposal(title: &str, on: &str) -> Value {
    json!({"title": title, "subject": "democracy_measures", "proposal": {"proposer": "Ủy ban nhân dân phường Đoàn Kết", "number": "57 /TTr-UBND", "signed_on": on}})
}

pub fn examination(on: &str) -> Value {
    json!({"committee": "Ban Kinh tế - Xã hội", "number": "8/BC-HĐND", "signed_on": on, "opinion": "Nhất trí."})
}

pub fn adoption(number: &str, on: &str, in_favour: u32) -> Value {
    json!({
        "number": number, "adopted_on": on, "in_force_on": on, "session": "Khóa I, kỳ họp thứ ba", "deputies": 26, "present": 25,
        "in_favour": in_favour, "signer": "Lò Văn Pâng",
    })
}

/// Where a resolution that was proposed is.
pub async fn proposed(clerk: &Client, new: &Value) -> String {
    let begun = clerk.post(RESOLUTIONS, new).await;
    format!("{RESOLUTIONS}/{}", begun.ok(201)["id"].as_str().expect("an id"))
}

async fn act(who: &Client, address: &str, verb: &str, body: &Value) -> Reply {
    let who = who.matching(address).await;
    who.post(&format!("{address}/{verb}"), body).await
}

fn fault(place: &str, code: &str) -> BTreeMap<String, String> {
    BTreeMap::from([(place.to_owned(), code.to_owned())])
}

/// Two people of the commune's council.
async fn council(year: &Year) -> (Client, Client) {
    (
        year.sign_in("officer.council.03388").await,
        year.sign_in("leader.council.03388").await,
    )
}

/// What the Front's overseer is told of one; nothing may be done with it.
async fn read_only(front: &Client, address: &str) -> Value {
    let told = front.get(address).await;
    assert_eq!(told.ok(200)["allowed_actions"], json!([]));
    let change = front.matching(address).await;
    change
        .patch(address, &json!({"title": "Khác"}))
        .await
        .problem(403, "forbidden");
    let repeal = json!({"number": "41/NQ-HĐND", "signed_on": "2025-10-20", "on": "2025-10-20", "reason": "Thừa."});
    for (verb, body) in [
        ("examine", examination("2025-10-20")),
        ("adopt", adoption("41/NQ-HĐND", "2025-10-20", 25)),
        ("repeal", repeal),
    ] {
        act(front, address, verb, &body).await.problem(403, "forbidden");
    }
    told.json
}

/// Whoever chairs the council, a resolution it has adopted, and the file of its signed copy.
pub async fn adopted(year: &Year, signed: Vec<u8>) -> (Client, String, uuid::Uuid) {
    let (clerk, chair) = council(year).await;
    let address = proposed(&clerk, &proposal("Nghị quyết về dân chủ", "2025-10-01")).await;
    act(&clerk, &address, "examine", &examination("2025-10-06"))
        .await
        .ok(200);
    let file = danchu::access::fresh::<uuid::Uuid>();
    let put = clerk.request(
        reqwest::Method::PUT,
        &format!("/api/v1/attachments/{file}?name=nghi-quyet.pdf"),
    );
    clerk.send(put.body(signed)).await.ok(201);
    let mut decision = adoption("19/NQ-HĐND", "2025-10-10", 25);
    decision["signed_file"] = json!(file);
    act(&chair, &address, "adopt", &decision).await.ok(200);
    (chair, address, file)
}

/// Resolution 75 Art. 3.4 asks for one on the measures that secure democracy; whatever else a council resolves on is none.
async fn the_target_counts_what_is_about_democracy(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (clerk, chair) = council(&year).await;
    let waits = async || {
        let waiting = clerk.get("/api/v1/worklist?kind=fulfil_duty").await;
        let items = waiting.ok(200)["items"].as_array().expect("items").clone();
        items.iter().any(|item| item["duty"] == "council_resolution")
    };
    let counted = async || {
        let coverage = clerk.get("/api/v1/duties/coverage").await;
        let duties = coverage.ok(200)["duties"].as_array().expect("duties").clone();
        let duty = duties.into_iter().find(|duty| duty["duty"] == "council_resolution");
        let duty = duty.expect("the duty");
        (duty["owing"].clone(), duty["done"].clone())
    };
    assert_eq!((counted().await, waits().await), ((json!(1), json!(0)), true));
    for (subject, number, done) in [("other", "19/NQ-HĐND", 0), ("democracy_measures", "20/NQ-HĐND", 1)] {
        let mut new = proposal("Nghị quyết của Hội đồng nhân dân phường", "2025-10-01");
        new["subject"] = json!(subject);
        let address = proposed(&clerk, &new).await;
        act(&clerk, &address, "examine", &examination("2025-10-06"))
            .await
            .ok(200);
        act(&chair, &address, "adopt", &adoption(number, "2025-10-10", 25))
            .await
            .ok(200);
        assert_eq!(
            (counted().await, waits().await),
            ((json!(1), json!(done)), done == 0),
            "{subject}"
        );
    }
    let about = clerk.get(&format!("{RESOLUTIONS}?subject=democracy_measures")).await;
    assert_eq!(about.ok(200)["items"].as_array().map(Vec::len), Some(1));
}

async fn one_goes_through_its_whole_life_and_another_amends_it(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (clerk, chair) = council(&year).await;
    let front = year.sign_in("overseer.front.03388").await;
    let title = "Nghị quyết quyết định các biện pháp bảo đảm thực hiện dân chủ ở cơ sở";
    let new = proposal(title, "2025-10-01");
    front.post(RESOLUTIONS, &new).await.problem(403, "forbidden");
    let address = proposed(&clerk, &new).await;
    front.get(&address).await.problem(404, "not_found");
    let begun = clerk.get(&address).await;
    assert_eq!(begun.ok(200)["state"], "proposed");
    assert_eq!(begun.json["proposal"]["number"], "57/TTr-UBND");
    assert_eq!(begun.json["allowed_actions"], json!(["change", "examine"]));
    act(&clerk, &address, "examine", &examination("2025-10-06"))
        .await
        .ok(200);
    front.get(&address).await.problem(404, "not_found");
    act(&clerk, &address, "adopt", &adoption("19/NQ-HĐND", "2025-10-10", 25))
        .await
        .problem(403, "forbidden");
    let adopted = act(&chair, &address, "adopt", &adoption("19 /nq-hdnd", "2025-10-10", 25)).await;
    assert_eq!(adopted.ok(200)["number"], "19/NQ-HĐND");
    assert_eq!(adopted.json["force"], "in_force");
    let told = read_only(&front, &address).await;
    assert_eq!(
        (&told["number"], &told["force"]),
        (&json!("19/NQ-HĐND"), &json!("in_force"))
    );
    // Its number is its own for the year.
    let id = adopted.json["id"].clone();
    let other = json!({"title": "Nghị quyết sửa đổi", "subject": "democracy_measures", "proposal": proposal("", "2025-10-12")["proposal"], "does": [{"relation": "amends", "id": id}]});
    let later = proposed(&clerk, &other).await;
    front.get(&later).await.problem(404, "not_found");
    act(&clerk, &later, "examine", &examination("2025-10-13")).await.ok(200);
    let twin = act(&chair, &later, "adopt", &adoption("19/NQ-HĐND", "2025-10-15", 25)).await;
    twin.problem(409, "already_exists");
    assert_eq!(twin.json["existing_id"], id);
    for who in [&clerk, &front] {
        let seen = who.get(&address).await;
        assert_eq!(
            (&seen.ok(200)["force"], &seen.json["done_by"]),
            (&json!("in_force"), &json!([])),
            "what is planned is not yet done"
        );
    }
    act(&chair, &later, "adopt", &adoption("20/NQ-HĐND", "2025-10-15", 25))
        .await
        .ok(200);
    let before = clerk.get(&format!("{address}?as_of=2025-10-14")).await;
    assert_eq!(before.ok(200)["force"], "in_force");
    let after = clerk.get(&address).await;
    assert_eq!(after.ok(200)["force"], "partly");
    assert_eq!(after.json["done_by"][0]["relation"], "amends");
    assert_eq!(after.json["done_by"][0]["number"], "20/NQ-HĐND");
    let told = read_only(&front, &address).await;
    assert_eq!(
        (&told["force"], &told["done_by"]),
        (&json!("partly"), &after.json["done_by"])
    );
    assert_eq!(read_only(&front, &later).await["does"][0]["id"], id);
    let decision =
        json!({"number": "40/NQ-HĐND", "signed_on": "2025-10-16", "on": "2025-10-18", "reason": "Trái luật."});
    act(&clerk, &address, "repeal", &decision)
        .await
        .problem(403, "forbidden");
    let repealed = act(&chair, &address, "repeal", &decision).await;
    assert_eq!(repealed.ok(200)["state"], "repealed");
    assert_eq!(repealed.json["force"], "expired");
    act(&chair, &address, "repeal", &decision)
        .await
        .problem(409, "state_forbids");
    let told = read_only(&front, &address).await;
    assert_eq!(
        (&told["state"], &told["force"]),
        (&json!("repealed"), &json!("expired"))
    );
    register_is_true(&year.server().kernel).await;
}

async fn what_is_out_of_order_is_refused_with_its_law(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (clerk, chair) = council(&year).await;
    let address = proposed(&clerk, &proposal("Nghị quyết về dân chủ", "2025-10-01")).await;
    let unexamined = act(&chair, &address, "adopt", &adoption("19/NQ-HĐND", "2025-10-10", 25)).await;
    unexamined.problem(409, "state_forbids");
    assert!(
        unexamined.json["detail"].to_string().contains("72/2025/QH15"),
        "{}",
        unexamined.json
    );
    let early = act(&clerk, &address, "examine", &examination("2025-09-30")).await;
    assert_eq!(early.faults(), fault("/signed_on", "out_of_range"));
    act(&clerk, &address, "examine", &examination("2025-10-06"))
        .await
        .ok(200);
    act(&clerk, &address, "examine", &examination("2025-10-06"))
        .await
        .problem(409, "state_forbids");
    let half = act(&chair, &address, "adopt", &adoption("19/NQ-HĐND", "2025-10-10", 13)).await;
    assert_eq!(half.faults(), fault("/in_favour", "below_threshold"));
    let more_than_came = act(&chair, &address, "adopt", &adoption("19/NQ-HĐND", "2025-10-10", 26)).await;
    assert_eq!(more_than_came.faults(), fault("/in_favour", "out_of_range"));
    let rejection = json!({"on": "2025-10-10", "reason": "Cơ quan trình rút."});
    let rejected = act(&chair, &address, "reject", &rejection).await;
    assert_eq!(rejected.ok(200)["state"], "rejected");
    assert_eq!(rejected.json["allowed_actions"], json!([]));
    let itself = json!({"title": "Nghị quyết", "subject": "other", "proposal": proposal("", "2025-10-12")["proposal"], "does": [{"relation": "repeals", "id": rejected.json["id"]}]});
    let refused = clerk.post(RESOLUTIONS, &itself).await;
    assert_eq!(refused.faults(), fault("/does/0/id", "unknown_reference"));
}

async fn only_a_council_has_resolutions(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let new = proposal("Nghị quyết về dân chủ", "2025-10-01");
    for login in [
        "officer.03388",
        "officer.front.03388",
        "officer.thpt-lai-chau",
        "leader.council.03388",
    ] {
        let who = year.sign_in(login).await;
        who.post(RESOLUTIONS, &new).await.problem(403, "forbidden");
    }
}

async fn what_is_in_preparation_is_kept_from_the_front(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (clerk, chair) = council(&year).await;
    let address = proposed(&clerk, &proposal("Nghị quyết về dân chủ", "2025-10-01")).await;
    let front = year.sign_in("overseer.front.03388").await;
    let province = year.sign_in("officer.12").await;
    front.get(&address).await.problem(404, "not_found");
    assert_eq!(province.get(&address).await.ok(200)["state"], "proposed");
    act(&clerk, &address, "examine", &examination("2025-10-06"))
        .await
        .ok(200);
    act(&chair, &address, "adopt", &adoption("19/NQ-HĐND", "2025-10-10", 25))
        .await
        .ok(200);
    assert_eq!(front.get(&address).await.ok(200)["state"], "adopted");
}
