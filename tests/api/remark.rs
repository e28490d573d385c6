//! What the Front and the Council remark on what others issue.

use serde_json::json;

use crate::{
    papers::{adopted, council, id, resolution, village},
    regulation::{Course, issue},
    support::{database::Backend, register::organisation_id},
    year::driver::Year,
};

on_both! {
    the_front_remarks_on_what_it_sees,
    a_remark_comes_after_what_it_is_on,
    villages_that_merge_leave_their_conventions_to_the_new_one,
}

const REMARK: &str = "/api/v1/document-remarks/0198c000-0000-7000-8000-00000000e0a1";

async fn the_front_remarks_on_what_it_sees(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let front = year.sign_in("officer.front.03388").await;
    let regulation = Course::begin(&officer, &json!({"setting": "agency", "title": "Quy chế"})).await;
    let document = regulation.address.rsplit('/').next().expect("an id").to_owned();
    let mut remark = json!({
        "document": document, "made_on": "2025-10-20", "number": "12 /MTTQ-BTT", "text": "Đề nghị niêm yết ở nhà văn hóa.",
    });
    // What is still being drafted is nobody else's.
    front.put(REMARK, &remark).await.problem(422, "unknown_reference");
    let opening = json!({"opened_on": "2025-09-01", "forms": ["portal"]});
    regulation.act(&officer, "open-consultation", &opening).await.ok(200);
    let closing = json!({
        "closed_on": "2025-09-10", "opinions": 3, "accepted": 2, "explanation": "Tiếp thu.", "explained_on": "2025-09-12",
    });
    regulation.act(&officer, "close-consultation", &closing).await.ok(200);
    regulation
        .act(&leader, "issue", &issue("45/QĐ-UBND", "2025-09-30"))
        .await
        .ok(200);
    // Its people were asked from 1 September on, though it was recorded only now.
    let mut early = remark.clone();
    early["made_on"] = json!("2025-08-31");
    let refused = front.put(REMARK, &early).await;
    assert_eq!(
        refused.faults(),
        [("/made_on".to_owned(), "out_of_range".to_owned())].into()
    );
    let made = front.put(REMARK, &remark).await;
    assert_eq!(made.ok(201)["number"], "12/MTTQ-BTT");
    assert_eq!(made.json["subject"]["id"], json!(organisation_id("03388")));
    assert_eq!(made.json["document_kind"], "democracy_regulation");
    // It stays as it was made, and the same told again is no change.
    front.put(REMARK, &remark).await.ok(200);
    remark["text"] = json!("Không có ý kiến.");
    front
        .matching(REMARK)
        .await
        .put(REMARK, &remark)
        .await
        .problem(409, "state_forbids");
    // The committee reads it, and remarks on nothing; the neighbour is told nothing.
    let listed = officer
        .get(&format!("/api/v1/document-remarks?document={document}"))
        .await;
    assert_eq!(listed.ok(200)["items"][0]["text"], "Đề nghị niêm yết ở nhà văn hóa.");
    officer.put(REMARK, &remark).await.problem(403, "forbidden");
    let neighbour = year.sign_in("officer.03390").await;
    neighbour.get(REMARK).await.problem(404, "not_found");
    let elsewhere = neighbour.get("/api/v1/document-remarks").await;
    assert_eq!(elsewhere.ok(200)["items"], json!([]));
}

/// Be the document recorded long after, as it was proposed or, of what is older than the register, recognised.
async fn a_remark_comes_after_what_it_is_on(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let front = year.sign_in("officer.front.03388").await;
    let older = json!({"village_id": village(&officer, "Nà Một").await, "kind": "quy_uoc", "title": "Quy ước Nà Một",
        "recognised_before": {"number": "9/QĐ-UBND", "signed_on": "2020-03-02", "signer": "Lò Văn Inh"}});
    let convention = officer.post("/api/v1/village-conventions", &older).await.ok(201)["id"].clone();
    let (clerk, chair) = council(&year).await;
    let new = resolution("Nghị quyết về các biện pháp bảo đảm", "democracy_measures");
    let resolution = adopted((&clerk, &chair), &new, "19/NQ-HĐND", "2025-10-10").await;
    for (document, before, first) in [
        (convention, "2020-03-01", "2020-03-02"),
        (id(&resolution), "2025-09-30", "2025-10-01"),
    ] {
        let at = format!("/api/v1/document-remarks/{}", danchu::access::fresh::<uuid::Uuid>());
        let remark = |on: &str| json!({"document": document, "made_on": on, "text": "Nhất trí."});
        let refused = front.put(&at, &remark(before)).await;
        assert_eq!(
            refused.faults(),
            [("/made_on".to_owned(), "out_of_range".to_owned())].into(),
            "{document}"
        );
        front.put(&at, &remark(first)).await.ok(201);
    }
}

/// Decree 61/2023 Art. 12.5: with the text of the new village those of the merged ones end.
async fn villages_that_merge_leave_their_conventions_to_the_new_one(backend: Backend) {
    let year = Year::begin(backend, "2025-12-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = async |name: &str, since: &str, came_of: serde_json::Value| {
        let new = json!({"kind": "Bản", "name": name, "valid_from": since, "came_of": came_of, "legal_basis": "Nghị quyết số 5/NQ-HĐND",
            "households": {"counted_on": since, "households": 100}});
        officer.post("/api/v1/villages", &new).await.ok(201)["id"].clone()
    };
    let mut old = Vec::new();
    let mut merged = Vec::new();
    for name in ["Nà Một", "Nà Hai"] {
        let village = village(name, "2004-01-01", json!([])).await;
        let before = json!({"village_id": village, "kind": "quy_uoc", "title": format!("Quy ước {name}"),
            "recognised_before": {"number": "9/QĐ-UBND", "signed_on": "2020-03-02", "signer": "Lò Văn Inh"}});
        old.push(officer.post("/api/v1/village-conventions", &before).await.ok(201)["id"].clone());
        merged.push(village);
    }
    let new = village("Nà Mới", "2025-08-01", json!(merged)).await;
    let proposal = json!({"village_id": new, "kind": "quy_uoc", "title": "Quy ước Nà Mới", "replaces_id": old[0], "change": "replaces",
        "proposal": {"by": "village_head", "on": "2025-08-20"}});
    // Of a village that is gone nothing is proposed any more.
    let mut late = proposal.clone();
    late["village_id"] = merged[1].clone();
    late["replaces_id"] = old[1].clone();
    let refused = officer.post("/api/v1/village-conventions", &late).await;
    assert_eq!(
        refused.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/proposal/on"
    );
    let begun = officer.post("/api/v1/village-conventions", &proposal).await;
    let at = format!(
        "/api/v1/village-conventions/{}",
        begun.ok(201)["id"].as_str().expect("an id")
    );
    for (who, verb, body) in [
        (
            &officer,
            "form-team",
            json!({"on": "2025-08-25", "members": 5, "of": ["reputed"]}),
        ),
        (
            &officer,
            "post",
            json!({"on": "2025-09-03", "place": "Nhà văn hóa", "forms": ["copies"]}),
        ),
        (
            &officer,
            "record-vote",
            json!({"by": "meeting", "on": "2025-10-06", "present": 90, "in_favour": 88}),
        ),
        (
            &officer,
            "send-dossier",
            json!({"on": "2025-10-08", "received_on": "2025-10-08"}),
        ),
        (
            &leader,
            "recognise",
            json!({"number": "118/QĐ-UBND", "signed_on": "2025-10-14", "signer": "Lò Văn Inh", "capacities": ["TM"]}),
        ),
    ] {
        let who = who.matching(&at).await;
        who.post(&format!("{at}/{verb}"), &body).await.ok(200);
    }
    for old in old {
        let ended = officer
            .get(&format!("/api/v1/village-conventions/{}", old.as_str().expect("an id")))
            .await;
        assert_eq!(
            (&ended.ok(200)["state"], &ended.json["force"]),
            (&json!("replaced"), &json!("expired"))
        );
    }
}
