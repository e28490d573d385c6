//! Delegations: a colleague signs for a leader, for a time and by a document, and no longer.

use chrono::Days;
use danchu::reporting::template::install::{YEARLY, built_in_id, install};
use rstest::rstest;
use serde_json::{Value, json};

use super::support::{
    both::run,
    client::Client,
    database::Backend,
    register::{account_id, organisation_id},
    server::TestServer,
};

on_both![
    a_colleague_signs_for_the_leader_until_it_is_ended,
    what_was_delegated_lapses_with_the_leaders_post,
    it_is_not_passed_on_and_decides_nothing_of_its_own
];

const DELEGATIONS: &str = "/api/v1/delegations";
const REPORT: &str = "/api/v1/report-submissions/018f5b5e-0000-7000-8000-000000000001";

fn to(server: &TestServer, login: &str, permissions: &[&str]) -> Value {
    let today = server.kernel.clocks.legal.today();
    json!({
        "to": login, "permissions": permissions, "valid_from": today, "valid_to": today + Days::new(10),
        "document": "Giấy ủy quyền số 02/GUQ-UBND",
    })
}

/// The commune's report, drafted whole.
async fn drafted(server: &TestServer) {
    let kernel = &server.kernel;
    install(&kernel.store, kernel.clocks.real.now())
        .await
        .expect("the templates are there");
    let due = json!({"kind": "on_date", "month": 12, "day": 20});
    let new = json!({
        "template_id": built_in_id(YEARLY, 1), "period_key": "2025", "name": "Báo cáo năm 2025",
        "deadlines": {"province": due, "district": due, "commune": due},
    });
    let round = server
        .sign_in("leader.12")
        .await
        .post("/api/v1/report-rounds", &new)
        .await
        .ok(201)["id"]
        .clone();
    let officer = server.sign_in("officer.03388").await;
    let query = format!(
        "/api/v1/report-obligations?round={}&organisation={}",
        round.as_str().expect("an id"),
        organisation_id("03388")
    );
    let owed = officer.get(&query).await.ok(200)["items"][0]["id"].clone();
    let mut draft: Value = serde_json::from_str(include_str!("../../examples/commune-report.json")).expect("JSON");
    draft["obligation_id"] = owed;
    officer.put(REPORT, &draft).await.ok(201);
}

async fn submit(client: &Client) -> super::support::client::Reply {
    client
        .matching(REPORT)
        .await
        .post(&format!("{REPORT}/submit"), &Value::Null)
        .await
}

async fn a_colleague_signs_for_the_leader_until_it_is_ended(backend: Backend) {
    let server = TestServer::start(backend).await;
    drafted(&server).await;
    let (leader, officer) = (
        server.sign_in("leader.03388").await,
        server.sign_in("officer.03388").await,
    );
    submit(&officer).await.problem(403, "forbidden");
    let given = leader
        .post(DELEGATIONS, &to(&server, "officer.03388", &["submission:submit"]))
        .await;
    let delegation = given.ok(201).clone();
    assert_eq!(
        (&delegation["to"], &delegation["allowed_actions"]),
        (&json!("officer.03388"), &json!(["end"]))
    );
    let signed = submit(&officer).await;
    let version = &signed.ok(200)["versions"][0];
    assert_eq!(
        (&version["signer"], &version["signed_for"]),
        (&json!("officer.03388"), &json!("Chuyên viên"))
    );
    // The leader signs in their own name.
    let returned = json!({"reason": "Chưa khớp"});
    let province = server.sign_in("leader.12").await.matching(REPORT).await;
    province.post(&format!("{REPORT}/return"), &returned).await.ok(200);
    assert!(submit(&leader).await.ok(200)["versions"][1].get("signed_for").is_none());

    let at = format!("{DELEGATIONS}/{}", delegation["id"].as_str().expect("an id"));
    let province = server.sign_in("leader.12").await.matching(REPORT).await;
    province.post(&format!("{REPORT}/return"), &returned).await.ok(200);
    let reason = json!({"reason": "Chủ tịch đã trở lại"});
    leader
        .post(&format!("{at}/end"), &reason)
        .await
        .problem(428, "precondition_required");
    let ended = leader.matching(&at).await.post(&format!("{at}/end"), &reason).await;
    assert_eq!(ended.ok(200)["allowed_actions"], json!([]));
    leader
        .matching(&at)
        .await
        .post(&format!("{at}/end"), &reason)
        .await
        .problem(409, "state_forbids");
    submit(&officer).await.problem(403, "forbidden");
    submit(&leader).await.ok(200);
}

async fn what_was_delegated_lapses_with_the_leaders_post(backend: Backend) {
    let server = TestServer::start(backend).await;
    drafted(&server).await;
    let (leader, officer) = (
        server.sign_in("leader.03388").await,
        server.sign_in("officer.03388").await,
    );
    leader
        .post(DELEGATIONS, &to(&server, "officer.03388", &["submission:submit"]))
        .await
        .ok(201);
    let administrator = server.sign_in("administrator.03388").await;
    let posts = administrator
        .get(&format!("/api/v1/accounts/{}/posts", account_id("leader.03388")))
        .await
        .ok(200)
        .clone();
    let post = &posts["items"][0];
    let end = format!("/api/v1/posts/{}/end", post["id"].as_str().expect("an id"));
    let client = administrator.with(
        "If-Match",
        &format!("\"{}\"", post["etag"].as_str().expect("an etag").trim_matches('"')),
    );
    client.post(&end, &json!({"reason": "Chuyển công tác"})).await.ok(200);
    submit(&officer).await.problem(403, "forbidden");
}

async fn it_is_not_passed_on_and_decides_nothing_of_its_own(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.12").await;
    leader
        .post(
            DELEGATIONS,
            &to(&server, "officer.12", &["organisation:close", "submission:review"]),
        )
        .await
        .ok(201);
    let officer = server.sign_in("officer.12").await;
    officer
        .post(DELEGATIONS, &to(&server, "leader.12", &["submission:review"]))
        .await
        .problem(403, "forbidden");
    // What was not delegated stays forbidden.
    officer
        .post("/api/v1/report-rounds", &json!({}))
        .await
        .problem(403, "forbidden");
    let school = format!("/api/v1/organisations/{}", organisation_id("thpt-lai-chau"));
    let closing = json!({"on": "2099-01-01", "reason": "Giải thể"});
    officer
        .matching(&school)
        .await
        .post(&format!("{school}/close"), &closing)
        .await
        .ok(200);
    // Others see it in their scope, or not at all.
    let seen = |client: Client| async move { client.get(DELEGATIONS).await.ok(200)["items"].as_array().map(Vec::len) };
    assert_eq!(seen(officer).await, Some(1));
    assert_eq!(seen(server.sign_in("leader.03388").await).await, Some(0));
    assert_eq!(seen(server.sign_in("leader.11").await).await, Some(0));
}

/// What cannot be delegated, to whom, and when.
#[rstest]
#[case::an_administrators(json!({"permissions": ["account:manage"]}), "/permissions/0", "cannot_be_delegated")]
#[case::the_handing_on(json!({"permissions": ["delegation:give"]}), "/permissions/0", "cannot_be_delegated")]
#[case::what_is_not_mine(json!({"permissions": ["submission:submit", "round:open"]}), "/permissions/1", "cannot_be_delegated")]
#[case::what_is_not_there(json!({"permissions": ["all"]}), "/permissions/0", "cannot_be_delegated")]
#[case::twice(json!({"permissions": ["submission:submit", "submission:submit"]}), "/permissions/0", "cannot_be_delegated")]
#[case::nothing(json!({"permissions": []}), "/permissions", "cannot_be_delegated")]
#[case::to_oneself(json!({"to": "leader.03388"}), "/to", "unknown_reference")]
#[case::to_a_stranger(json!({"to": "officer.03390"}), "/to", "unknown_reference")]
#[case::to_nobody(json!({"to": "nobody.here"}), "/to", "unknown_reference")]
#[case::for_days_gone_by(json!({"valid_from": "2020-01-01"}), "/valid_from", "out_of_range")]
#[case::for_ever(json!({"valid_to": "2199-01-01"}), "/valid_to", "out_of_range")]
#[test]
fn what_cannot_be_delegated_is_refused(
    #[case] change: Value,
    #[case] pointer: &str,
    #[case] code: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    run(backend, |backend| async move {
        let server = TestServer::start(backend).await;
        let leader = server.sign_in("leader.03388").await;
        let mut new = to(&server, "officer.03388", &["submission:submit"]);
        for (member, value) in change.as_object().expect("members") {
            new[member] = value.clone();
        }
        let refused = leader.post(DELEGATIONS, &new).await;
        assert_eq!(refused.status, 422, "{:#}", refused.json);
        assert_eq!(refused.faults()[pointer], code);
        assert_eq!(leader.get(DELEGATIONS).await.ok(200)["items"], json!([]));
    });
}
