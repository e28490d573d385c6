//! The worklist is what the caller may and should do, of all that the lists show: no more, no less, the first due first.

use std::collections::BTreeMap;

use danchu::demo::Tier;
use serde_json::{Value, json};

use super::{
    start::{all, sign_in, start},
    support::{client::Client, database::Backend},
};

on_both![
    what_waits_is_what_one_may_do,
    what_is_done_waits_no_longer,
    documents_wait_for_whoever_is_to_act
];

const CALLERS: &[&str] = &[
    "officer.12",
    "leader.12",
    "overseer.12",
    "officer.so-noi-vu",
    "leader.so-noi-vu",
    "officer.so-gddt",
    "leader.so-gddt",
    "officer.03388",
    "leader.03388",
    "overseer.03388",
];

fn allows(owed: &Value, action: &str) -> bool {
    let actions = owed["allowed_actions"].as_array().expect("actions");
    actions.iter().any(|allowed| allowed == action)
}

/// The work with an obligation, as its allowed actions have it.
async fn work(client: &Client, owed: &Value) -> Option<&'static str> {
    let may = |action: &str| allows(owed, action);
    if may("accept") {
        return Some("decide_report");
    }
    if may("examine") {
        let report = owed["submission_id"].as_str().expect("a report that was sent");
        let report = client.get(&format!("/api/v1/report-submissions/{report}")).await;
        let versions = report.ok(200)["versions"].as_array().expect("versions");
        let examined = versions.last().expect("a version")["examined_at"].is_string();
        return (!examined).then_some("examine_report");
    }
    match (may("submit"), may("edit")) {
        (true, _) => Some("sign_report"),
        (false, true) => Some("draft_report"),
        (false, false) => None,
    }
}

async fn begin_a_report(officer: &Client) {
    let owed = all(officer, "/api/v1/report-obligations?progress=not_started", 50).await;
    let mut draft: Value = serde_json::from_str(include_str!("../../examples/commune-report.json")).expect("JSON");
    let own = owed.iter().find(|owed| allows(owed, "edit"));
    draft["obligation_id"] = own.expect("a report of its own")["id"].clone();
    let report = "/api/v1/report-submissions/018f5b5e-0000-7000-8000-000000000001";
    officer.put(report, &draft).await.ok(201);
}

async fn what_waits_is_what_one_may_do(backend: Backend) {
    for tier in [Tier::TwoTier, Tier::ThreeTier] {
        let server = start(backend, tier).await;
        begin_a_report(&sign_in(&server, "officer.03388").await).await;
        let mut kinds = BTreeMap::new();
        for login in CALLERS {
            let client = sign_in(&server, login).await;
            let mut expected = Vec::new();
            for owed in all(&client, "/api/v1/report-obligations", 200).await {
                if let Some(kind) = work(&client, &owed).await {
                    let key = |name: &str| owed[name].as_str().expect("text").to_owned();
                    expected.push((key("due_at"), key("id"), kind, key("timeliness")));
                    *kinds.entry(kind).or_insert(0) += 1;
                }
            }
            expected.sort();
            let waiting = all(&client, "/api/v1/worklist", 7).await;
            let told = |item: &Value| {
                let key = |name: &str| item[name].as_str().expect("text").to_owned();
                (key("due_at"), key("obligation_id"), key("kind"), key("timeliness"))
            };
            let reports = waiting.iter().filter(|item| item["obligation_id"].is_string());
            let told: Vec<_> = reports.map(told).collect();
            let expected: Vec<_> = expected
                .into_iter()
                .map(|(due, id, kind, standing)| (due, id, kind.to_owned(), standing))
                .collect();
            assert_eq!(told, expected, "{login}");
            let summary = client.get("/api/v1/worklist/summary").await;
            for count in summary.ok(200)["counts"].as_array().expect("counts") {
                let of_kind = |item: &&Value| item["kind"] == count["kind"];
                let late = |item: &&Value| matches!(item["timeliness"].as_str(), Some("overdue" | "late"));
                let items: Vec<&Value> = waiting.iter().filter(of_kind).collect();
                assert_eq!(count["count"], items.len());
                assert_eq!(count["late"], items.iter().copied().filter(late).count());
                let oldest = items.iter().map(|item| item["since"].as_str()).min();
                assert_eq!(Some(count["oldest"].as_str()), oldest);
            }
            let counted = summary.json["counts"].as_array().expect("counts").iter();
            let counted: u64 = counted.filter_map(|count| count["count"].as_u64()).sum();
            assert_eq!(usize::try_from(counted), Ok(waiting.len()));
        }
        let all_kinds: Vec<&str> = kinds.keys().copied().collect();
        assert_eq!(
            all_kinds,
            ["decide_report", "draft_report", "examine_report", "sign_report"]
        );
    }
}

async fn what_is_done_waits_no_longer(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let officer = sign_in(&server, "officer.so-noi-vu").await;
    let waiting = all(&officer, "/api/v1/worklist?kind=examine_report", 200).await;
    let report = waiting[0]["submission_id"].as_str().expect("a report");
    let address = format!("/api/v1/report-submissions/{report}");
    let examined = officer.matching(&address).await;
    let findings = json!({"findings": "Đã đối chiếu với biên bản."});
    examined.post(&format!("{address}/examine"), &findings).await.ok(200);
    let after = all(&officer, "/api/v1/worklist?kind=examine_report", 200).await;
    assert_eq!(after.len() + 1, waiting.len());
    let leader = sign_in(&server, "leader.so-noi-vu").await;
    let of_the_report = |items: &[Value]| items.iter().filter(|item| item["submission_id"] == report).count();
    assert_eq!(of_the_report(&all(&leader, "/api/v1/worklist", 200).await), 1);
    let accepting = leader.matching(&address).await;
    accepting.post(&format!("{address}/accept"), &json!({})).await.ok(200);
    assert_eq!(of_the_report(&all(&leader, "/api/v1/worklist", 200).await), 0);
    for wrong in ["kind=other", "limit=0", "cursor=abc", "colour=red"] {
        leader
            .get(&format!("/api/v1/worklist?{wrong}"))
            .await
            .problem(422, "invalid_parameter");
    }
}

async fn documents_wait_for_whoever_is_to_act(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let officer = sign_in(&server, "officer.03388").await;
    // What its predecessors had issued is carried over, and its own is yet to be begun.
    let missing = all(&officer, "/api/v1/worklist?kind=begin_regulation", 50).await;
    let settings: Vec<&str> = missing.iter().filter_map(|item| item["setting"].as_str()).collect();
    assert_eq!(settings, ["commune"], "{missing:#?}");
    assert!(
        missing
            .iter()
            .all(|item| item["due_at"].is_null() && item["allowed_actions"] == json!([]))
    );
    let new = json!({"setting": "commune", "title": "Quy chế thực hiện dân chủ ở phường Đoàn Kết"});
    let begun = officer.post("/api/v1/democracy-regulations", &new).await;
    let id = begun.ok(201)["id"].clone();
    let missing = all(&officer, "/api/v1/worklist?kind=begin_regulation", 50).await;
    assert_eq!(missing, Vec::<Value>::new());
    let drafts = all(&officer, "/api/v1/worklist?kind=draft_regulation", 50).await;
    assert_eq!(
        drafts.iter().map(|item| &item["document_id"]).collect::<Vec<_>>(),
        [&id]
    );
    let etag = format!("\"{}\"", drafts[0]["etag"].as_str().expect("an etag"));
    let asked = json!({"opened_on": "2025-11-20", "forms": ["community_meeting"]});
    let address = format!(
        "/api/v1/democracy-regulations/{}/open-consultation",
        id.as_str().expect("an id")
    );
    officer.with("If-Match", &etag).post(&address, &asked).await.ok(200);
    assert_eq!(
        all(&officer, "/api/v1/worklist?kind=draft_regulation", 50).await,
        Vec::<Value>::new()
    );
    let asking = all(&officer, "/api/v1/worklist?kind=consult_on_regulation", 50).await;
    assert!(asking.iter().any(|item| item["document_id"] == id), "{asking:#?}");
    // On 22 December the yearly review of 18 November is overdue, wherever it was not recorded.
    let reviews = all(&officer, "/api/v1/worklist?kind=review_convention", 50).await;
    assert!(
        reviews
            .iter()
            .all(|item| item["timeliness"] == "overdue" && item["document_id"].is_string())
    );
    // The department reports for the province's committee, and does not write its regulation.
    let department = sign_in(&server, "officer.so-noi-vu").await;
    let theirs = all(&department, "/api/v1/worklist", 200).await;
    let own = department.get("/api/v1/me").await.ok(200)["organisation"].clone();
    let documents = theirs
        .iter()
        .filter(|item| item["obligation_id"].is_null() && item["consolidation_id"].is_null());
    assert!(
        documents.clone().all(|item| item["organisation"]["id"] == own["id"]),
        "{own}: {theirs:#?}"
    );
    // The amendment of the province's resolution was examined and waits for the session.
    let chair = sign_in(&server, "chair.12").await;
    let deciding = all(&chair, "/api/v1/worklist?kind=decide_resolution", 50).await;
    assert_eq!(deciding.len(), 1, "{deciding:#?}");
    assert!(
        deciding[0]["allowed_actions"]
            .as_array()
            .expect("actions")
            .contains(&json!("adopt"))
    );
}
