//! What was begun and never decided on is withdrawn, and waits for nothing any more.

use serde_json::json;

use crate::{
    convention, regulation,
    support::{client::Client, database::Backend},
    year::driver::Year,
};

on_both! {
    a_draft_is_withdrawn_before_it_is_issued,
    a_convention_is_withdrawn_before_it_is_recognised,
}

async fn waits(who: &Client, kind: &str) -> usize {
    let list = who.get(&format!("/api/v1/worklist?kind={kind}")).await;
    list.ok(200)["items"].as_array().expect("items").len()
}

async fn a_draft_is_withdrawn_before_it_is_issued(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let missing = waits(&officer, "begin_regulation").await;
    let draft = regulation::Course::begin(&officer, &json!({"setting": "agency", "title": "Quy chế"})).await;
    assert_eq!(waits(&officer, "begin_regulation").await, missing - 1);
    let why = json!({"reason": "Trùng với dự thảo khác."});
    draft.act(&leader, "withdraw", &why).await.problem(403, "forbidden");
    let withdrawn = draft.act(&officer, "withdraw", &why).await;
    assert_eq!(withdrawn.ok(200)["state"], "withdrawn");
    assert_eq!(withdrawn.json["withdrawn"], "Trùng với dự thảo khác.");
    assert_eq!(withdrawn.json["allowed_actions"], json!([]));
    assert_eq!(
        (
            waits(&officer, "begin_regulation").await,
            waits(&officer, "draft_regulation").await
        ),
        (missing, 0)
    );
    // It was never issued, and that is not said of it.
    let change = json!({"title": "Quy chế khác"});
    for (language, told) in [
        (
            "vi",
            "Dự thảo đã được rút và chưa từng được ban hành (Luật 10/2022/QH15 Điều 59.1a).",
        ),
        (
            "en",
            "The draft was withdrawn, and never issued (Law 10/2022/QH15 Art. 59.1a).",
        ),
    ] {
        let officer = officer.with("Accept-Language", language);
        let twice = draft.act(&officer, "withdraw", &why).await;
        assert_eq!(twice.problem(409, "state_forbids")["detail"], told);
        let changing = officer.matching(&draft.address).await;
        let changed = changing.patch(&draft.address, &change).await;
        assert_eq!(changed.problem(409, "state_forbids")["detail"], told);
    }
    // What is in force is repealed, and not withdrawn.
    let issued = regulation::Course::begin(&officer, &json!({"setting": "agency", "title": "Quy chế"})).await;
    issued.consult(&officer, "portal", "2025-09-01", "2025-09-10").await;
    let decision = regulation::issue("45/QĐ-UBND", "2025-09-30");
    issued.act(&leader, "issue", &decision).await.ok(200);
    issued
        .act(&officer, "withdraw", &why)
        .await
        .problem(409, "state_forbids");
}

async fn a_convention_is_withdrawn_before_it_is_recognised(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, front) = (
        year.sign_in("officer.03388").await,
        year.sign_in("overseer.front.03388").await,
    );
    let village = convention::village(&officer, "1").await;
    let missing = waits(&officer, "begin_convention").await;
    let begun = convention::Course::proposed(&officer, &village, None).await;
    begun.until_the_dossier(&officer).await;
    assert_eq!(waits(&officer, "begin_convention").await, missing - 1);
    let why = json!({"reason": "Thôn thống nhất soạn lại."});
    let withdrawn = begun.act(&officer, "withdraw", &why).await;
    assert_eq!(
        (&withdrawn.ok(200)["state"], &withdrawn.json["allowed_actions"]),
        (&json!("withdrawn"), &json!([]))
    );
    assert_eq!(withdrawn.json["course"]["withdrawn"], "Thôn thống nhất soạn lại.");
    front.get(&begun.address).await.problem(404, "not_found");
    assert_eq!(waits(&officer, "begin_convention").await, missing);
    convention::Course::proposed(&officer, &village, None).await;
}
