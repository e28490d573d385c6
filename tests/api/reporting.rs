//! Where the reporting line says no: to a round that is closed, to whoever would decide on their own report, to a unit that the
//! chosen tree does not have.

use danchu::{
    access::RoundId,
    reporting::template::install::{YEARLY, built_in_id, install},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::support::{
    client::Client,
    database::Backend,
    register::{PASSWORD, account_id, organisation_id, unit_id},
    server::TestServer,
};

on_both![
    nothing_is_kept_for_a_closed_round,
    nobody_decides_on_what_they_signed,
    a_unit_that_has_ended_is_not_in_todays_tree
];

/// A round of 2025 that the province has opened.
async fn a_round(server: &TestServer) -> RoundId {
    let kernel = &server.kernel;
    install(&kernel.store, kernel.clocks.real.now())
        .await
        .expect("the templates are there");
    let due = json!({"kind": "on_date", "month": 12, "day": 20});
    let new = json!({
        "template_id": built_in_id(YEARLY, 1),
        "period_key": "2025",
        "name": "Báo cáo năm 2025",
        "deadlines": {"province": due, "district": due, "commune": due},
    });
    let leader = server.sign_in("leader.12").await;
    let made = leader.post("/api/v1/report-rounds", &new).await;
    let id = made.ok(201)["id"].as_str().expect("an id");
    id.parse::<Uuid>().expect("an id").into()
}

/// The commune's report of the round, drafted whole; its address.
async fn a_draft(server: &TestServer, round: RoundId) -> (String, Value) {
    let officer = server.sign_in("officer.03388").await;
    let body = organisation_id("03388");
    let owed = officer
        .get(&format!("/api/v1/report-obligations?round={round}&organisation={body}"))
        .await;
    let mut draft: Value =
        serde_json::from_str(include_str!("../../examples/commune-report.json")).expect("the example is JSON");
    draft["obligation_id"] = owed.ok(200)["items"][0]["id"].clone();
    let report = "/api/v1/report-submissions/018f5b5e-0000-7000-8000-000000000001";
    officer.put(report, &draft).await.ok(201);
    (report.to_owned(), draft)
}

async fn nothing_is_kept_for_a_closed_round(backend: Backend) {
    let server = TestServer::start(backend).await;
    let round = a_round(&server).await;
    let (report, mut draft) = a_draft(&server, round).await;
    close(&server, round).await;
    draft["values"]["A01"] = json!(7);
    let officer = server.sign_in("officer.03388").await.matching(&report).await;
    officer.put(&report, &draft).await.problem(409, "round_closed");
    let leader = server.sign_in("leader.03388").await.matching(&report).await;
    let submit = format!("{report}/submit");
    leader.post(&submit, &json!({})).await.problem(409, "round_closed");
    assert_eq!(officer.get(&report).await.ok(200)["progress"], "draft");
}

async fn close(server: &TestServer, id: RoundId) {
    let round = format!("/api/v1/report-rounds/{id}");
    let leader = server.sign_in("leader.12").await.matching(&round).await;
    let reason = json!({"reason": "Đã tổng hợp"});
    leader.post(&format!("{round}/close"), &reason).await.ok(200);
}

async fn nobody_decides_on_what_they_signed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let round = a_round(&server).await;
    let (report, _) = a_draft(&server, round).await;
    let leader = server.sign_in("leader.03388").await.matching(&report).await;
    leader.post(&format!("{report}/submit"), &json!({})).await.ok(200);
    let promoted = in_the_province_too(&server, "leader.03388")
        .await
        .matching(&report)
        .await;
    let accept = format!("{report}/accept");
    promoted.post(&accept, &json!({})).await.problem(403, "four_eyes");
    let sent_back = json!({"reason": "Chưa khớp"});
    let reply = promoted.post(&format!("{report}/return"), &sent_back).await;
    reply.problem(403, "four_eyes");
    let other = server.sign_in("leader.12").await.matching(&report).await;
    assert_eq!(other.post(&accept, &json!({})).await.ok(200)["progress"], "accepted");
}

/// Somebody who leads in the province as well, acting there.
async fn in_the_province_too(server: &TestServer, login: &str) -> Client {
    let administrator = server.sign_in("administrator.12").await;
    let post = json!({"organisation": organisation_id("12"), "title": "Phó Chủ tịch", "roles": ["leader"]});
    let posts = format!("/api/v1/accounts/{}/posts", account_id(login));
    let granted = administrator.post(&posts, &post).await;
    let acting = json!({"login": login, "password": PASSWORD, "post_id": granted.ok(201)["id"]});
    let tokens = server.nobody().post("/api/v1/auth/login", &acting).await;
    let token = tokens.ok(200)["access_token"].as_str().expect("a token");
    server.nobody().bearing(token)
}

async fn a_unit_that_has_ended_is_not_in_todays_tree(backend: Backend) {
    let server = TestServer::start(backend).await;
    let round = a_round(&server).await;
    let leader = server.sign_in("leader.12").await;
    let ended = unit_id("03386");
    for what in ["totals", "progress"] {
        let address = format!("/api/v1/report-rounds/{round}/{what}?unit={ended}");
        for basis in ["", "&basis=original", "&basis=current"] {
            let reply = leader.get(&format!("{address}{basis}")).await;
            reply.problem(422, "unit_not_in_basis");
        }
    }
    let before = format!("/api/v1/report-rounds/{round}/totals?unit={ended}&basis=current&as_of=2025-06-30");
    leader.get(&before).await.ok(200);
}
