//! Mandates: given and ended by the committee, with effect on what the mandated body sees.

use chrono::{Days, NaiveDate};
use serde_json::{Value, json};

use crate::support::{
    client::Client,
    database::Backend,
    register::{organisation_id, unit_id},
    server::TestServer,
};

on_both! {
    a_mandate_widens_the_scope_until_it_ends,
    a_committee_mandates_one_body_of_its_own_unit,
    what_closes_loses_its_mandates,
    a_mandated_body_acts_in_its_own_name,
    a_mandated_body_answers_for_itself,
}

const MANDATES: &str = "/api/v1/mandates";

fn mandate(body: &str, from: NaiveDate) -> Value {
    json!({
        "organisation_id": organisation_id(body),
        "feature": "organisation",
        "valid_from": from,
        "document": "Quyết định 30/QĐ-UBND",
    })
}

async fn seen(client: &Client) -> usize {
    let reply = client.get("/api/v1/organisations?limit=200").await;
    reply.ok(200)["items"].as_array().expect("items").len()
}

async fn a_mandate_widens_the_scope_until_it_ends(backend: Backend) {
    let server = TestServer::start(backend).await;
    let today = server.kernel.clocks.legal.today();
    let (leader, department) = (
        server.sign_in("leader.12").await,
        server.sign_in("officer.so-gddt").await,
    );
    let (all, few) = (seen(&leader).await, seen(&department).await);
    assert!(few < all, "{few} of {all}");
    let given = leader.post(MANDATES, &mandate("so-gddt", today)).await;
    assert_eq!(given.ok(201)["allowed_actions"], json!(["end"]));
    assert_eq!(given.json["committee"]["name"], "Ủy ban nhân dân tỉnh Lai Châu");
    assert_eq!(seen(&department).await, all);
    let end = format!("{MANDATES}/{}/end", given.json["id"].as_str().expect("an id"));
    let ending = json!({"on": today, "reason": "Chuyển nhiệm vụ"});
    let commune = server.sign_in("leader.03388").await;
    commune.post(&end, &ending).await.problem(404, "not_found");
    let current = leader.with("If-Match", given.header("etag"));
    let ended = current.post(&end, &ending).await;
    assert_eq!(ended.ok(200)["end_reason"], "Chuyển nhiệm vụ");
    assert_eq!(ended.json["allowed_actions"], json!([]));
    assert_eq!(seen(&department).await, few);
    let current = leader.with("If-Match", ended.header("etag"));
    current.post(&end, &ending).await.problem(409, "state_forbids");
}

async fn a_committee_mandates_one_body_of_its_own_unit(backend: Backend) {
    let server = TestServer::start(backend).await;
    let today = server.kernel.clocks.legal.today();
    let leader = server.sign_in("leader.12").await;
    let first = leader.post(MANDATES, &mandate("so-gddt", today)).await;
    let id = first.ok(201)["id"].clone();
    let later = today.checked_add_days(Days::new(30)).expect("a day");
    let second = leader.post(MANDATES, &mandate("so-noi-vu", later)).await;
    assert_eq!(second.problem(409, "already_exists")["existing_id"], id);
    for (body, code) in [
        ("council.12", "not_a_body_of_the_unit"),
        ("thpt-lai-chau", "not_a_body_of_the_unit"),
        ("11", "unknown_reference"),
    ] {
        let refused = leader.post(MANDATES, &mandate(body, today)).await;
        assert_eq!(refused.status.as_u16(), 422, "{body}: {:#}", refused.json);
        assert_eq!(refused.faults()["/organisation_id"], code, "{body}");
    }
    let officer = server.sign_in("officer.12").await;
    officer
        .post(MANDATES, &mandate("so-noi-vu", today))
        .await
        .problem(403, "forbidden");
    let listed = officer
        .get(&format!("{MANDATES}?feature=organisation&as_of={today}"))
        .await;
    let items = listed.ok(200)["items"].as_array().expect("items").clone();
    assert_eq!(items.len(), 1);
    assert_eq!(items[0]["id"], id);
    assert_eq!(items[0]["allowed_actions"], json!([]));
}

async fn what_closes_loses_its_mandates(backend: Backend) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.03388").await;
    let division = json!({"name": "Phòng Văn hóa – Xã hội", "kind": "commune_division", "unit": unit_id("03388"), "valid_from": "2025-07-01"});
    let division = leader.post("/api/v1/organisations", &division).await;
    let id = division.ok(201)["id"].clone();
    let mandate =
        json!({"organisation_id": id, "feature": "reporting", "valid_from": "2025-07-05", "document": "QĐ 1"});
    leader.post(MANDATES, &mandate).await.ok(201);
    let at = format!("/api/v1/organisations/{}", id.as_str().expect("an id"));
    let held = leader.get(&at).await;
    assert_eq!(held.ok(200)["mandates"][0]["feature"], "reporting");
    assert_eq!(held.json["mandates"][0].get("valid_to"), None);
    let closed = leader
        .with("If-Match", held.header("etag"))
        .post(
            &format!("{at}/close"),
            &json!({"on": "2026-03-01", "reason": "Giải thể"}),
        )
        .await;
    assert_eq!(closed.ok(200)["mandates"][0]["valid_to"], "2026-03-01");
    leader.post(MANDATES, &mandate).await.problem(409, "state_forbids");
}

/// Who acts for its committee does so for itself where the request says so.
async fn a_mandated_body_acts_in_its_own_name(backend: Backend) {
    let server = TestServer::start(backend).await;
    let today = server.kernel.clocks.legal.today();
    let leader = server.sign_in("leader.12").await;
    let mut given = mandate("so-gddt", today);
    given["feature"] = json!("measure");
    leader.post(MANDATES, &given).await.ok(201);
    let officer = server.sign_in("officer.so-gddt").await;
    let own = officer.with("Danchu-Capacity", "own");
    let plan = json!({"kind": "plan", "number": "12/KH", "title": "Kế hoạch năm", "issued_on": today});
    let at = |number: u32| format!("/api/v1/directives/0a3c6f0e-2b7d-4f57-9d2e-{number:012}");
    for (who, number, whose) in [(&officer, 1, "12"), (&own, 2, "so-gddt")] {
        let made = who.put(&at(number), &plan).await;
        assert_eq!(
            made.ok(201)["organisation"]["id"],
            json!(organisation_id(whose)),
            "{whose}"
        );
    }
    // In its own name it sees what is its own.
    let list = own.get("/api/v1/directives").await;
    assert_eq!(list.ok(200)["items"].as_array().map(Vec::len), Some(1));
    let list = officer.get("/api/v1/directives").await;
    assert_eq!(list.ok(200)["items"].as_array().map(Vec::len), Some(2));
    let other = officer.with("Danchu-Capacity", "committee");
    other.get("/api/v1/directives").await.problem(400, "malformed_request");
    // What waits for the committee waits for whoever acts for it.
    let disclosure = json!({"group": "work_plans", "title": "Kế hoạch công tác", "arisen_on": today});
    let here = "/api/v1/disclosures/0a3c6f0e-2b7d-4f57-9d2e-000000000003";
    officer.put(here, &disclosure).await.ok(201);
    let waits = officer.get("/api/v1/worklist?kind=disclose").await;
    assert_eq!(waits.ok(200)["items"][0]["address"], here);
    let waits = own.get("/api/v1/worklist?kind=disclose").await;
    assert_eq!(waits.ok(200)["items"], json!([]));
}

/// An inspection of a body that acts for its committee is answered by that body, though its committee made it.
async fn a_mandated_body_answers_for_itself(backend: Backend) {
    let server = TestServer::start(backend).await;
    let today = server.kernel.clocks.legal.today();
    let leader = server.sign_in("leader.12").await;
    let mut given = mandate("so-gddt", today);
    given["feature"] = json!("measure");
    leader.post(MANDATES, &given).await.ok(201);
    let here = "/api/v1/compliance-inspections/0a3c6f0e-2b7d-4f57-9d2e-000000000004";
    let by = today.checked_add_days(Days::new(30)).expect("a day");
    let inspection = json!({
        "kind": "inspection", "subject": organisation_id("so-gddt"), "title": "Kiểm tra", "planned_on": today, "visited_on": today,
        "conclusion": {"on": today, "findings": "Chưa công khai.", "shortcomings": 1, "remedy": "Công khai.", "answer_by": by},
    });
    server.sign_in("officer.12").await.put(here, &inspection).await.ok(201);
    let inspected = server.sign_in("leader.so-gddt").await;
    let waits = inspected.get("/api/v1/worklist?kind=answer_inspection").await;
    assert_eq!(waits.ok(200)["items"][0]["address"], here);
    let answer = json!({"explanation": "Đã công khai."});
    let told = inspected.matching(here).await;
    told.post(&format!("{here}/answer"), &answer).await.ok(200);
    let closing = json!({"outcome": "remedied", "remark": "Đã khắc phục."});
    let officer = server.sign_in("officer.so-gddt").await;
    let itself = officer.matching(here).await;
    itself
        .post(&format!("{here}/close"), &closing)
        .await
        .problem(403, "not_yours");
}
