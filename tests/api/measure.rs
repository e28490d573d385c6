//! The year's work of a commune goes through the API, and its yearly report is filled in from it.

use serde_json::{Value, json};

use crate::{
    support::{client::Client, database::Backend, register::organisation_id},
    year::driver::Year,
};

on_both! {
    a_measure_is_put_as_often_as_one_likes,
    an_activity_is_planned_held_and_reported,
    a_conference_needs_two_thirds,
    what_is_disclosed_late_is_told,
    households_decide,
    an_inspection_is_answered_and_followed_up,
    nobody_reads_what_is_not_theirs,
    an_informant_is_sealed,
    whoever_is_above_decides,
    the_council_sees_no_plan,
}

/// Where a measure of the test is.
fn at(list: &str, number: u32) -> String {
    format!("/api/v1/{list}/0a3c6f0e-2b7d-4f57-9d2e-{number:012}")
}

async fn put(who: &Client, at: &str, body: &Value) -> Value {
    who.put(at, body).await.ok(201).clone()
}

fn dialogue(held: bool) -> Value {
    let mut body = json!({
        "kind": "dialogue", "title": "Hội nghị đối thoại", "planned_on": "2025-10-14", "channels": ["meeting"],
    });
    if held {
        body["held"] = json!({
            "on": "2025-10-14", "attendance": [{"who": "people", "people": 118}], "opinions": 14, "answered": 12, "cost": 12_000_000,
        });
    }
    body
}

async fn a_measure_is_put_as_often_as_one_likes(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let here = at("directives", 1);
    let plan =
        json!({"kind": "plan", "number": "12 /KH-UBND", "title": "Kế hoạch năm 2025", "issued_on": "2025-09-05"});
    let first = put(&officer, &here, &plan).await;
    assert_eq!(first["number"], "12/KH-UBND");
    assert_eq!(first["organisation"]["id"], json!(organisation_id("03388")));
    officer.put(&here, &plan).await.ok(200);
    let other = json!({"kind": "plan", "number": "12/KH-UBND", "title": "Kế hoạch", "issued_on": "2025-09-05"});
    officer.put(&here, &other).await.problem(428, "precondition_required");
    officer.matching(&here).await.put(&here, &other).await.ok(200);
    let mut tomorrow = plan.clone();
    tomorrow["issued_on"] = json!("2025-10-21");
    officer
        .put(&at("directives", 2), &tomorrow)
        .await
        .problem(422, "invalid_content");
    // Whoever is above reads it, and changes nothing, be it the same again.
    let province = year.sign_in("officer.12").await;
    province.get(&here).await.ok(200);
    province.put(&here, &other).await.problem(403, "not_yours");
    let listed = province.get("/api/v1/directives?from=2025-09-01&to=2025-09-30").await;
    assert_eq!(listed.ok(200)["items"].as_array().map(Vec::len), Some(1));
    // One record for each year.
    let conditions = json!({
        "year": 2025, "counted_on": "2025-10-15", "internet": true, "loudspeaker": true, "portal": true, "notice_board": true,
        "applications": ["disclosure_online"],
    });
    put(&officer, &at("conditions", 1), &conditions).await;
    let second = officer.put(&at("conditions", 2), &conditions).await;
    let second = second.problem(409, "already_exists");
    assert!(at("conditions", 1).ends_with(second["existing_id"].as_str().expect("an id")));
}

async fn an_activity_is_planned_held_and_reported(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let here = at("activities", 1);
    let planned = put(&officer, &here, &dialogue(false)).await;
    assert_eq!(
        (&planned["state"], &planned["allowed_actions"]),
        (&json!("planned"), &json!(["change", "cancel"]))
    );
    let report = json!({"on": "2025-10-20", "summary": "14 ý kiến, đã giải quyết 12."});
    let too_early = officer
        .matching(&here)
        .await
        .post(&format!("{here}/report"), &report)
        .await;
    too_early.problem(409, "state_forbids");
    let held = officer.matching(&here).await.put(&here, &dialogue(true)).await;
    assert_eq!(
        (&held.ok(200)["state"], &held.ok(200)["people"]),
        (&json!("held"), &json!(118))
    );
    let before = json!({"on": "2025-10-13", "summary": "Xong."});
    let before = officer
        .matching(&here)
        .await
        .post(&format!("{here}/report"), &before)
        .await;
    before.problem(422, "invalid_content");
    let reported = officer
        .matching(&here)
        .await
        .post(&format!("{here}/report"), &report)
        .await;
    assert_eq!(reported.ok(200)["allowed_actions"], json!([]));
    // From then on it stays as it is.
    let changed = officer.matching(&here).await.put(&here, &dialogue(false)).await;
    changed.problem(409, "state_forbids");
    let given_up = officer
        .matching(&here)
        .await
        .post(&format!("{here}/cancel"), &json!({"reason": "Mưa"}))
        .await;
    given_up.problem(409, "state_forbids");
    // What does not add up is refused.
    for (change, pointer) in [
        (json!({"held": {"on": "2025-10-21", "attendance": []}}), "/held/on"),
        (
            json!({"held": {"on": "2025-10-14", "attendance": [{"who": "people", "people": 9}], "opinions": 1, "answered": 2}}),
            "/held/answered",
        ),
        (
            json!({"held": {"on": "2025-10-14", "attendance": []}}),
            "/held/attendance",
        ),
        (json!({"topics": ["practice"]}), "/topics"),
        (json!({"year": 2025}), "/year"),
        (json!({"channels": []}), "/channels"),
        (json!({"kind": "village_conference", "year": 2025}), "/village"),
    ] {
        let mut body = dialogue(false);
        for (key, value) in change.as_object().expect("a change") {
            body[key] = value.clone();
        }
        let refused = officer.put(&at("activities", 2), &body).await;
        assert_eq!(
            refused.problem(422, "invalid_content")["errors"][0]["pointer"],
            pointer,
            "{body}"
        );
    }
}

async fn a_conference_needs_two_thirds(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let conference = |people: u32, summoned: u32| {
        json!({
            "kind": "staff_conference", "title": "Hội nghị cán bộ, công chức", "planned_on": "2025-10-01", "channels": ["meeting"], "year": 2024,
            "held": {"on": "2025-10-01", "attendance": [{"who": "officials", "people": people}], "summoned": summoned},
        })
    };
    let refused = officer.put(&at("activities", 3), &conference(27, 41)).await;
    let told = refused.problem(422, "invalid_content");
    assert_eq!(told["errors"][0]["pointer"], "/held/attendance");
    assert!(told.to_string().contains("51.2c"), "{told}");
    put(&officer, &at("activities", 3), &conference(28, 41)).await;
    put(&officer, &at("activities", 4), &conference(28, 42)).await;
    let nobody = officer.put(&at("activities", 5), &conference(1, 0)).await;
    assert_eq!(nobody.faults()["/held/summoned"], "invalid");
    // It is of the work year it is held in, or of the one before.
    for (year, fault) in [(2023, true), (2024, false), (2025, false), (2026, true)] {
        let mut of = conference(30, 41);
        of["year"] = json!(year);
        let told = officer.put(&at("activities", 10 + year), &of).await;
        match fault {
            true => assert_eq!(told.faults()["/held/on"], "out_of_range", "{year}"),
            false => drop(told.ok(201)),
        }
    }
}

async fn what_is_disclosed_late_is_told(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let disclosure = |from: &str, to: Option<&str>| {
        json!({
            "group": "budget", "title": "Dự toán ngân sách", "arisen_on": "2025-09-05",
            "forms": [{"form": "posting", "from": from, "to": to}],
        })
    };
    let mut in_time = disclosure("2025-09-12", None);
    in_time["forms"][0].as_object_mut().expect("a form").remove("to");
    let in_time = put(&officer, &at("disclosures", 1), &in_time).await;
    assert_eq!(
        (
            &in_time["due_on"],
            &in_time["state"],
            &in_time["findings"],
            &in_time["article"]
        ),
        (&json!("2025-09-12"), &json!("on_time"), &json!([]), &json!("Điều 11.2"))
    );
    let late = put(
        &officer,
        &at("disclosures", 2),
        &disclosure("2025-09-15", Some("2025-10-13")),
    )
    .await;
    assert_eq!(
        (&late["state"], &late["findings"]),
        (&json!("late"), &json!(["posted_too_short"]))
    );
    let never = json!({"group": "procedures", "title": "Thủ tục", "arisen_on": "2025-09-05"});
    let never = put(&officer, &at("disclosures", 3), &never).await;
    assert_eq!(never["state"], "overdue");
    // A commune's committee discloses to its own staff too; that of a province to no people of its own.
    let plan = json!({"group": "work_plans", "title": "Kế hoạch", "arisen_on": "2025-10-17"});
    put(&officer, &at("disclosures", 4), &plan).await;
    let province = year.sign_in("officer.12").await;
    let refused = province
        .put(&at("disclosures", 5), &disclosure("2025-09-12", Some("2025-10-12")))
        .await;
    assert_eq!(
        refused.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/group"
    );
}

async fn households_decide(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = json!({"kind": "Bản", "name": "Nà Thử", "valid_from": "2025-07-01"});
    let village = officer.post("/api/v1/villages", &village).await.ok(201).clone();
    let uncounted = json!({
        "matter": "contributions", "form": "meeting", "proposal": "village_head", "village": village["id"], "title": "Góp làm đường",
        "decided_on": "2025-10-05", "in_favour": 1,
    });
    let uncounted = officer.put(&at("people-decisions", 9), &uncounted).await;
    assert_eq!(
        uncounted.problem(422, "invalid_content")["errors"][0]["code"],
        "no_count"
    );
    let all = 121;
    let village_at = format!("/api/v1/villages/{}", village["id"].as_str().expect("an id"));
    let counted = json!({"counted_on": "2025-09-01", "households": all});
    let counting = officer.matching(&village_at).await;
    counting
        .post(&format!("{village_at}/households"), &counted)
        .await
        .ok(200);
    let decision = |in_favour: i64, matter: &str| {
        json!({
            "matter": matter, "form": "meeting", "proposal": "village_head", "village": village["id"], "title": "Góp làm đường",
            "decided_on": "2025-10-05", "in_favour": in_favour,
        })
    };
    let enough = 81;
    let passed = put(&officer, &at("people-decisions", 1), &decision(enough, "contributions")).await;
    assert_eq!(
        (&passed["passed"], &passed["count"]["all"]),
        (&json!(true), &json!(all))
    );
    let failed = put(
        &officer,
        &at("people-decisions", 2),
        &decision(enough - 1, "contributions"),
    )
    .await;
    assert_eq!(failed["passed"], false);
    let more = officer
        .put(&at("people-decisions", 3), &decision(all + 1, "contributions"))
        .await;
    assert_eq!(
        more.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/in_favour"
    );
    let undo = json!({"ground": "wrong_procedure", "reason": "Biên bản thiếu mức thu."});
    let here = at("people-decisions", 1);
    officer
        .matching(&here)
        .await
        .post(&format!("{here}/undo"), &undo)
        .await
        .problem(403, "forbidden");
    let undone = leader.matching(&here).await.post(&format!("{here}/undo"), &undo).await;
    assert_eq!(undone.ok(200)["undone"]["ground"], "wrong_procedure");
    let again = leader.matching(&here).await.post(&format!("{here}/undo"), &undo).await;
    again.problem(409, "state_forbids");
}

async fn an_inspection_is_answered_and_followed_up(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    let province = year.sign_in("officer.12").await;
    let here = at("compliance-inspections", 1);
    let mut inspection = json!({
        "kind": "inspection", "subject": organisation_id("03388"), "title": "Kiểm tra việc công khai", "planned_on": "2025-10-17",
        "visited_on": "2025-10-17",
    });
    put(&province, &here, &inspection).await;
    // Nobody is told before it is concluded.
    let leader = year.sign_in("leader.03388").await;
    leader.get(&here).await.problem(404, "not_found");
    inspection["conclusion"] = json!({
        "on": "2025-10-20", "findings": "Gỡ niêm yết sau 12 ngày.", "shortcomings": 1, "remedy": "Niêm yết lại.", "answer_by": "2025-11-20",
    });
    province.matching(&here).await.put(&here, &inspection).await.ok(200);
    let told = leader.get(&here).await;
    assert_eq!(
        (&told.ok(200)["state"], &told.ok(200)["allowed_actions"]),
        (&json!("concluded"), &json!(["answer"]))
    );
    // Told again it is the same; told otherwise it is refused.
    province.put(&here, &inspection).await.ok(200);
    inspection["title"] = json!("Kiểm tra việc bàn và quyết định");
    province
        .matching(&here)
        .await
        .put(&here, &inspection)
        .await
        .problem(409, "state_forbids");
    let answer = json!({"explanation": "Đã niêm yết lại từ 24/11."});
    let officer = year.sign_in("officer.03388").await;
    officer
        .matching(&here)
        .await
        .post(&format!("{here}/answer"), &answer)
        .await
        .problem(403, "forbidden");
    // Whoever made it answers for nobody.
    let above = year.sign_in("leader.12").await;
    above
        .matching(&here)
        .await
        .post(&format!("{here}/answer"), &answer)
        .await
        .problem(403, "not_yours");
    let close = |outcome: &str| json!({"outcome": outcome, "remark": "Đủ."});
    let wrong = province
        .matching(&here)
        .await
        .post(&format!("{here}/close"), &close("nothing_to_remedy"))
        .await;
    assert_eq!(
        wrong.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/outcome"
    );
    year.until("2025-11-21").await;
    let (leader, province) = (year.sign_in("leader.03388").await, year.sign_in("officer.12").await);
    assert_eq!(leader.get(&here).await.ok(200)["overdue"], true);
    let answered = leader
        .matching(&here)
        .await
        .post(&format!("{here}/answer"), &answer)
        .await;
    assert_eq!(answered.ok(200)["answer"]["given"]["late"], true);
    let twice = leader
        .matching(&here)
        .await
        .post(&format!("{here}/answer"), &answer)
        .await;
    twice.problem(409, "state_forbids");
    let closed = province
        .matching(&here)
        .await
        .post(&format!("{here}/close"), &close("remedied"))
        .await;
    assert_eq!(
        (&closed.ok(200)["state"], &closed.ok(200)["allowed_actions"]),
        (&json!("closed"), &json!([]))
    );
    // The Front oversees, and does not inspect.
    let front = year.sign_in("officer.front.03388").await;
    let mut oversight = json!({
        "kind": "inspection", "subject": organisation_id("03388"), "title": "Giám sát", "planned_on": "2025-11-20",
    });
    let refused = front.put(&at("compliance-inspections", 2), &oversight).await;
    assert_eq!(refused.problem(422, "invalid_content")["errors"][0]["pointer"], "/kind");
    oversight["kind"] = json!("oversight");
    put(&front, &at("compliance-inspections", 2), &oversight).await;
}

async fn nobody_reads_what_is_not_theirs(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    put(&officer, &at("activities", 1), &dialogue(true)).await;
    let neighbour = year.sign_in("officer.03390").await;
    neighbour.get(&at("activities", 1)).await.problem(404, "not_found");
    let nothing = neighbour.get("/api/v1/activities").await;
    assert_eq!(nothing.ok(200)["items"], json!([]));
    let union = year.sign_in("officer.union").await;
    union.get(&at("activities", 1)).await.problem(404, "not_found");
}

async fn an_informant_is_sealed(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let here = at("violations", 1);
    let violation = json!({
        "act": "fraud", "by": "official", "found_on": "2025-10-02", "description": "Thu quỹ ngoài mức đã quyết định.",
        "informant": "Ông Vàng A Páo",
    });
    let recorded = put(&officer, &here, &violation).await;
    assert_eq!(recorded["has_informant"], true);
    // The same again changes nothing, though it is encrypted.
    officer.put(&here, &violation).await.ok(200);
    for who in [&officer, &leader, &year.sign_in("officer.12").await] {
        assert!(!who.get(&here).await.ok(200).to_string().contains("Páo"));
        assert!(!who.get("/api/v1/violations").await.ok(200).to_string().contains("Páo"));
    }
    year.sign_in("officer.front.03388")
        .await
        .get(&here)
        .await
        .problem(404, "not_found");
    let why = json!({"reason": "Mời làm việc để xác minh."});
    officer
        .post(&format!("{here}/reveal-informant"), &why)
        .await
        .problem(403, "forbidden");
    let above = year.sign_in("leader.12").await;
    above
        .post(&format!("{here}/reveal-informant"), &why)
        .await
        .problem(403, "not_yours");
    let revealed = leader.post(&format!("{here}/reveal-informant"), &why).await;
    assert_eq!(revealed.ok(200)["informant"], "Ông Vàng A Páo");
    // Whoever guesses a name learns nothing: right or wrong, the answer is the same.
    let mut guessed = violation.clone();
    guessed["informant"] = json!("Bà Lò Thị Ín");
    let (right, wrong) = (officer.put(&here, &violation).await, officer.put(&here, &guessed).await);
    assert_eq!(
        (right.ok(200), right.header("etag")),
        (wrong.ok(200), wrong.header("etag"))
    );
    let mut version = 1;
    for name in [&violation, &guessed, &violation] {
        let told = officer.matching(&here).await.put(&here, name).await;
        told.ok(200);
        version += 1;
        assert!(
            told.header("etag").starts_with(&format!("\"{version}.")),
            "{}",
            told.header("etag")
        );
    }
    // Who handles it does not know the name, and does not lose it.
    let mut handled = violation.clone();
    handled.as_object_mut().expect("an object").remove("informant");
    handled["handling"] = json!({"on": "2025-10-18", "measure": "reprimand", "result": "Trả lại số tiền đã thu."});
    let changed = officer.matching(&here).await.put(&here, &handled).await;
    assert_eq!(changed.ok(200)["has_informant"], true);
    let revealed = leader.post(&format!("{here}/reveal-informant"), &why).await;
    assert_eq!(revealed.ok(200)["informant"], "Ông Vàng A Páo");
}

async fn whoever_is_above_decides(backend: Backend) {
    let year = Year::begin(backend, "2025-12-05").await;
    let officer = year.sign_in("officer.03388").await;
    let here = at("evaluations", 1);
    let own = json!({"year": 2025, "subject": "organisation", "assessed_on": "2025-12-05", "self_rating": "good"});
    put(&officer, &here, &own).await;
    let decision = json!({"rating": "fair", "reason": "Một nội dung công khai chậm."});
    let itself = year.sign_in("leader.03388").await;
    itself
        .matching(&here)
        .await
        .post(&format!("{here}/decide"), &decision)
        .await
        .problem(403, "not_yours");
    year.sign_in("officer.front.03388")
        .await
        .get(&here)
        .await
        .problem(403, "forbidden");
    let above = year.sign_in("leader.12").await;
    let decided = above
        .matching(&here)
        .await
        .post(&format!("{here}/decide"), &decision)
        .await;
    assert_eq!(
        (&decided.ok(200)["decision"]["rating"], &decided.ok(200)["self_rating"]),
        (&json!("fair"), &json!("good"))
    );
    officer
        .matching(&here)
        .await
        .put(&here, &own)
        .await
        .problem(409, "state_forbids");
}

async fn the_council_sees_no_plan(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    put(&officer, &at("activities", 1), &dialogue(false)).await;
    let front = year.sign_in("officer.front.03388").await;
    front.get(&at("activities", 1)).await.problem(404, "not_found");
    officer
        .matching(&at("activities", 1))
        .await
        .put(&at("activities", 1), &dialogue(true))
        .await
        .ok(200);
    let read = front.get(&at("activities", 1)).await;
    assert_eq!(read.ok(200)["allowed_actions"], json!([]));
}
