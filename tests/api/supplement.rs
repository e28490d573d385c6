//! After acceptance: a supplement, what it changed, and many reports accepted at once.

use danchu::{
    access::RoundId,
    reporting::template::install::{YEARLY, built_in_id, install},
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::support::{
    client::{Client, Reply},
    database::Backend,
    register::organisation_id,
    server::TestServer,
};

on_both![
    what_was_accepted_counts_until_its_supplement_is,
    a_supplement_needs_an_accepted_report_and_an_open_round,
    many_are_accepted_together_each_on_its_own_terms,
    a_batch_is_checked_before_anything_is_done
];

struct Stage {
    server: TestServer,
    round: RoundId,
}

/// The report of an organisation.
fn report(key: &str) -> String {
    format!("/api/v1/report-submissions/{}", Uuid::from(organisation_id(key)))
}

impl Stage {
    async fn set(backend: Backend) -> Self {
        let server = TestServer::start(backend).await;
        let kernel = &server.kernel;
        let now = kernel.clocks.real.now();
        install(&kernel.store, now).await.expect("the templates are there");
        let due = json!({"kind": "on_date", "month": 12, "day": 20});
        let new = json!({
            "template_id": built_in_id(YEARLY, 1),
            "period_key": "2025",
            "name": "Báo cáo năm 2025",
            "deadlines": {"province": due, "district": due, "commune": due},
        });
        let made = server
            .sign_in("leader.12")
            .await
            .post("/api/v1/report-rounds", &new)
            .await;
        let id: Uuid = made.ok(201)["id"].as_str().expect("an id").parse().expect("an id");
        let round = id.into();
        Self { server, round }
    }

    async fn matching(&self, login: &str, key: &str) -> Client {
        self.server.sign_in(login).await.matching(&report(key)).await
    }

    /// A commune's report, with so many people reached.
    async fn draft(&self, key: &str, people: u32) -> Reply {
        let officer = self.server.sign_in(&format!("officer.{key}")).await;
        let body = organisation_id(key);
        let owed = format!("/api/v1/report-obligations?round={}&organisation={body}", self.round);
        let owed = officer.get(&owed).await;
        let mut draft: Value = serde_json::from_str(include_str!("../../examples/commune-report.json")).expect("JSON");
        draft["obligation_id"] = owed.ok(200)["items"][0]["id"].clone();
        draft["values"]["A03"] = json!(people);
        let known = officer.get(&report(key)).await;
        let officer = officer.with(
            "If-Match",
            known.headers.get("etag").map_or("*", |tag| tag.to_str().expect("text")),
        );
        officer.put(&report(key), &draft).await
    }

    async fn submit(&self, key: &str) -> Reply {
        let leader = self.matching(&format!("leader.{key}"), key).await;
        leader.post(&format!("{}/submit", report(key)), &json!({})).await
    }

    async fn accept(&self, key: &str) -> Reply {
        let province = self.matching("leader.12", key).await;
        province.post(&format!("{}/accept", report(key)), &json!({})).await
    }

    async fn supplement(&self, key: &str) -> Reply {
        let officer = self.matching(&format!("officer.{key}"), key).await;
        let reason = json!({"reason": "Hai thôn gửi chậm"});
        officer.post(&format!("{}/supplement", report(key)), &reason).await
    }

    /// The province's total of people reached, and how many reports that is.
    async fn people(&self) -> (Value, Value) {
        let path = format!("/api/v1/report-rounds/{}/totals", self.round);
        let totals = self.server.sign_in("leader.12").await.get(&path).await;
        let totals = totals.ok(200).clone();
        let indicators = totals["indicators"].as_array().expect("indicators");
        let people = indicators.iter().find(|total| total["code"] == "A03").expect("A03");
        (people["value"].clone(), totals["coverage"]["accepted"].clone())
    }
}

async fn what_was_accepted_counts_until_its_supplement_is(backend: Backend) {
    let stage = Stage::set(backend).await;
    stage.draft("03388", 420).await.ok(201);
    stage.submit("03388").await.ok(200);
    stage.accept("03388").await.ok(200);
    let begun = stage.supplement("03388").await;
    let begun = begun.ok(200);
    assert_eq!(
        (&begun["progress"], &begun["shown"]),
        (&json!("draft"), &json!("draft"))
    );
    assert_eq!(begun["supplement_reason"], "Hai thôn gửi chậm");
    assert_eq!(begun["values"]["A03"], 420);
    // The same content again changes nothing, as with any draft.
    stage.draft("03388", 420).await.ok(200);
    stage.draft("03388", 500).await.ok(200);
    assert_eq!(stage.people().await, (json!(420), json!(1)));
    let council = stage
        .server
        .sign_in("overseer.council.12")
        .await
        .get(&report("03388"))
        .await;
    assert_eq!(council.ok(200)["values"]["A03"], 420);
    let sent = stage.submit("03388").await;
    assert_eq!(sent.ok(200)["versions"][1]["supplement_reason"], "Hai thôn gửi chậm");
    assert_eq!(stage.people().await, (json!(420), json!(1)));
    let accepted = stage.accept("03388").await;
    assert!(accepted.ok(200)["supplement_reason"].is_null());
    assert_eq!(stage.people().await, (json!(500), json!(1)));
    let leader = stage.server.sign_in("leader.12").await;
    let compared = leader.get(&format!("{}/comparison?from=1", report("03388"))).await;
    let told = json!({"from": 1, "to": 2, "values": [{"code": "A03", "before": 420, "after": 500}], "narrative": []});
    assert_eq!(*compared.ok(200), told);
    let unknown = leader.get(&format!("{}/comparison?from=1&to=3", report("03388"))).await;
    unknown.problem(404, "not_found");
}

async fn a_supplement_needs_an_accepted_report_and_an_open_round(backend: Backend) {
    let stage = Stage::set(backend).await;
    stage.draft("03388", 420).await.ok(201);
    stage.supplement("03388").await.problem(409, "state_forbids");
    stage.submit("03388").await.ok(200);
    stage.supplement("03388").await.problem(409, "state_forbids");
    stage.accept("03388").await.ok(200);
    let round = format!("/api/v1/report-rounds/{}", stage.round);
    let leader = stage.server.sign_in("leader.12").await.matching(&round).await;
    let reason = json!({"reason": "Đã tổng hợp"});
    leader.post(&format!("{round}/close"), &reason).await.ok(200);
    stage.supplement("03388").await.problem(409, "round_closed");
}

async fn many_are_accepted_together_each_on_its_own_terms(backend: Backend) {
    let stage = Stage::set(backend).await;
    for (key, people) in [("03388", 420), ("03390", 80)] {
        stage.draft(key, people).await.ok(201);
        stage.submit(key).await.ok(200);
    }
    let province = stage.server.sign_in("leader.12").await;
    let listed = format!("/api/v1/report-submissions?round={}&progress=submitted", stage.round);
    let listed = province.get(&listed).await;
    let items = listed.ok(200)["items"].as_array().expect("items").clone();
    let named = |item: &Value| json!({"id": item["id"], "etag": item["etag"]});
    let unknown = json!({"id": Uuid::nil(), "etag": "1.0"});
    let mut stale = named(&items[0]);
    stale["etag"] = json!("1.0");
    let accept = "/api/v1/report-acceptances";
    let done = province
        .post(accept, &json!({"reports": [stale, unknown, named(&items[1])]}))
        .await;
    let results = &done.ok(200)["results"];
    assert_eq!(
        (&results[0]["accepted"], &results[0]["code"]),
        (&json!(false), &json!("precondition_failed"))
    );
    assert_eq!(results[1]["code"], "not_found");
    assert_eq!(results[2], json!({"id": items[1]["id"], "accepted": true}));
    assert_eq!(stage.people().await.1, 1);
    let both = json!({"reports": items.iter().map(named).collect::<Vec<_>>()});
    let done = province.post(accept, &both).await;
    assert_eq!(done.ok(200)["results"][0]["accepted"], true);
    assert_eq!(done.ok(200)["results"][1]["accepted"], false);
    assert_eq!(stage.people().await, (json!(500), json!(2)));
    // Whoever drafted it does not receive it.
    let commune = stage.server.sign_in("leader.03388").await;
    let refused = commune.post(accept, &both).await;
    let codes = refused.ok(200)["results"].as_array().expect("results").clone();
    let codes: Vec<_> = codes
        .iter()
        .map(|result| result["code"].as_str().expect("a code").to_owned())
        .collect();
    assert!(
        codes.contains(&"not_found".to_owned()) && codes.contains(&"not_yours".to_owned()),
        "{codes:?}"
    );
}

async fn a_batch_is_checked_before_anything_is_done(backend: Backend) {
    let stage = Stage::set(backend).await;
    let province = stage.server.sign_in("leader.12").await;
    let one = json!({"id": Uuid::nil(), "etag": "1.0"});
    let many: Vec<Value> = (0..201_u128)
        .map(|number| json!({"id": Uuid::from_u128(number), "etag": "1.0"}))
        .collect();
    for (reports, pointer) in [
        (json!([]), "/reports"),
        (json!([one, one]), "/reports"),
        (json!(many), "/reports"),
        (json!([{"id": Uuid::nil(), "etag": "\"1.0\""}]), "/reports/0/etag"),
    ] {
        let reply = province
            .post("/api/v1/report-acceptances", &json!({"reports": reports}))
            .await;
        assert_eq!(reply.problem(422, "invalid_content")["errors"][0]["pointer"], pointer);
    }
}
