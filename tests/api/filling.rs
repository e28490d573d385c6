//! Filling: a body that another has given leave drafts its reports, signs nothing, and stops when the leave ends.

use chrono::Days;
use serde_json::{Value, json};

use super::{
    support::{
        client::Client,
        database::Backend,
        register::{organisation_id, unit_id},
    },
    year::{asked, driver::Year},
};

on_both![
    a_department_fills_for_its_school_until_it_is_ended,
    leave_is_given_once_to_a_body_that_is_near
];

const FILLINGS: &str = "/api/v1/report-fillings";

fn to(filler: &str, from: chrono::NaiveDate) -> Value {
    json!({"filler_id": organisation_id(filler), "valid_from": from, "document": "Công văn số 15/CV-THPT"})
}

async fn waiting(client: &Client) -> Vec<Value> {
    let all = client.get("/api/v1/worklist").await.ok(200)["items"].clone();
    let of_the_school = |item: &&Value| item["organisation"]["id"] == json!(organisation_id("thpt-lai-chau"));
    let all = all.as_array().expect("items").clone();
    all.iter().filter(of_the_school).cloned().collect()
}

async fn a_department_fills_for_its_school_until_it_is_ended(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let mut template = asked::template("filled", "year");
    // A decimal, so that the number is told as one.
    template["content"]["indicators"][3]["source"] = json!({"kind": "staff"});
    let template = year.template(&template).await;
    let round = year.round(&template, "2025", (12, 18)).await;
    let school = format!("/api/v1/organisations/{}", organisation_id("thpt-lai-chau"));
    let counted = json!({"counted_on": "2025-06-30", "staff": 44});
    let officer = year.sign_in("officer.12").await.matching(&school).await;
    officer.post(&format!("{school}/staff-counts"), &counted).await.ok(201);
    let (report, owed) = (
        year.report(round, "thpt-lai-chau"),
        year.obligation(round, "thpt-lai-chau").await,
    );
    let draft = |seed: i64| json!({"obligation_id": owed.rsplit('/').next(), "values": asked::values(seed)});
    let whole = |seed: i64| {
        let mut draft = draft(seed);
        draft["narrative"] = json!({"F01": "Gồm cả hợp đồng."});
        draft
    };
    let (school, filler) = (
        year.sign_in("leader.thpt-lai-chau").await,
        year.sign_in("officer.so-gddt").await,
    );
    filler.put(&report, &draft(1)).await.problem(403, "not_yours");
    assert!(waiting(&filler).await.is_empty());

    let today = "2025-12-16".parse().expect("a day");
    let given = school.post(FILLINGS, &to("so-gddt", today)).await.ok(201).clone();
    assert_eq!(given["allowed_actions"], json!(["end"]));
    let at = format!("{FILLINGS}/{}", given["id"].as_str().expect("an id"));
    assert_eq!(filler.get(&at).await.ok(200)["allowed_actions"], json!([]));
    year.sign_in("officer.03390")
        .await
        .get(&at)
        .await
        .problem(404, "not_found");

    let work = waiting(&filler).await;
    assert_eq!((work.len(), &work[0]["kind"]), (1, &json!("draft_report")));
    // What danchu knows for the school's report it knows for whoever writes it.
    let known = filler.get(&format!("{owed}/known-figures")).await.ok(200)["figures"].clone();
    assert_eq!(
        (known.as_array().map(Vec::len), &known[0]["value"]),
        (Some(1), &json!("44")),
        "{known:#}"
    );
    let saved = filler.put(&report, &draft(1)).await.ok(201).clone();
    assert_eq!(saved["allowed_actions"], json!(["edit"]));
    // The school writes on where the department stopped, and the other way round.
    let officer = year.sign_in("officer.thpt-lai-chau").await;
    officer.matching(&report).await.put(&report, &draft(2)).await.ok(200);
    let seen = filler.get(&report).await.ok(200)["values"].clone();
    assert_eq!(seen["A01"], 12);
    filler.matching(&report).await.put(&report, &draft(3)).await.ok(200);
    let leader = year.sign_in("leader.thpt-lai-chau").await.matching(&report).await;
    let unexplained = leader.post(&format!("{report}/submit"), &Value::Null).await;
    assert_eq!(unexplained.faults()["/narrative/F01"], "explanation_missing");
    filler.matching(&report).await.put(&report, &whole(3)).await.ok(200);
    // It signs nothing for the school, its leader neither.
    for login in ["officer.so-gddt", "leader.so-gddt"] {
        let client = year.sign_in(login).await.matching(&report).await;
        let refused = client.post(&format!("{report}/submit"), &Value::Null).await;
        refused.problem(
            403,
            if login.starts_with("officer") {
                "forbidden"
            } else {
                "not_yours"
            },
        );
    }
    year.act(round, "thpt-lai-chau", "leader.thpt-lai-chau", "submit", &Value::Null)
        .await;
    let reason = json!({"reason": "Chưa đủ"});
    year.act(round, "thpt-lai-chau", "leader.so-gddt", "return", &reason)
        .await;

    // Ended, it is over at once.
    let reason = json!({"reason": "Trường đã có cán bộ tự nhập."});
    let end = format!("{at}/end");
    school.post(&end, &reason).await.problem(428, "precondition_required");
    let matching = school.matching(&at).await;
    assert_eq!(
        matching.post(&end, &reason).await.ok(200)["end_reason"],
        reason["reason"]
    );
    let again = school.matching(&at).await.post(&end, &reason).await;
    again.problem(409, "state_forbids");
    let filler = filler.matching(&report).await;
    filler.put(&report, &draft(4)).await.problem(403, "not_yours");
    officer.matching(&report).await.put(&report, &draft(4)).await.ok(200);
}

async fn leave_is_given_once_to_a_body_that_is_near(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let today: chrono::NaiveDate = "2025-12-16".parse().expect("a day");
    let leader = year.sign_in("leader.thpt-lai-chau").await;
    let officer = year.sign_in("officer.thpt-lai-chau").await;
    officer
        .post(FILLINGS, &to("so-gddt", today))
        .await
        .problem(403, "forbidden");
    // A stranger, a neighbouring unit's committee, the school itself.
    for filler in ["03390", "so-noi-vu", "thpt-lai-chau"] {
        let refused = leader.post(FILLINGS, &to(filler, today)).await;
        refused.problem(422, "unknown_reference");
    }
    let mut nobody = to("so-gddt", today);
    nobody["filler_id"] = json!(unit_id("12"));
    leader.post(FILLINGS, &nobody).await.problem(422, "unknown_reference");
    let yesterday = to("so-gddt", today - Days::new(1));
    assert_eq!(
        leader.post(FILLINGS, &yesterday).await.faults()["/valid_from"],
        "out_of_range"
    );
    let mut short = to("so-gddt", today);
    short["valid_to"] = json!(today);
    assert_eq!(
        leader.post(FILLINGS, &short).await.faults()["/valid_to"],
        "out_of_range"
    );

    // One on some of the same days is enough; before and after it there may be others.
    short["valid_to"] = json!(today + Days::new(10));
    let given = leader.post(FILLINGS, &short).await.ok(201)["id"].clone();
    for from in [0, 9] {
        let again = leader.post(FILLINGS, &to("so-gddt", today + Days::new(from))).await;
        assert_eq!(again.problem(409, "already_exists")["existing_id"], given);
    }
    leader
        .post(FILLINGS, &to("so-gddt", today + Days::new(10)))
        .await
        .ok(201);
    leader.post(FILLINGS, &to("03388", today)).await.ok(201);
    let listed = leader
        .get(&format!("{FILLINGS}?filler={}", organisation_id("so-gddt")))
        .await;
    let listed = listed.ok(200)["items"].as_array().expect("items").clone();
    let days: Vec<&Value> = listed.iter().map(|row| &row["valid_from"]).collect();
    assert_eq!(days, [&json!(today + Days::new(10)), &json!(today)]);
}
