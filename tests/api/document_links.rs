//! What one document does to another: planned with the draft, done with its issue, true at both ends, and never in a circle.

use serde_json::{Value, json};

use crate::{
    regulation::{Course, issue},
    support::{client::Client, database::Backend, documents::register_is_true},
    year::driver::Year,
};

on_both! {
    what_amends_and_what_repeals_is_true_at_both_ends,
    nothing_comes_round_in_a_circle,
    only_what_was_issued_by_the_same_house_is_linked,
    what_was_planned_may_be_taken_back,
    what_has_ended_is_not_ended_again,
}

const REGULATIONS: &str = "/api/v1/democracy-regulations";

/// A regulation for a field, begun by the committee's officer with what it is to do; where it is.
async fn begun(officer: &Client, field: &str, does: &Value) -> String {
    let new = json!({"setting": "field", "field": field, "title": format!("Quy chế {field}"), "does": does});
    let begun = officer.post(REGULATIONS, &new).await;
    format!("{REGULATIONS}/{}", begun.ok(201)["id"].as_str().expect("an id"))
}

fn id(address: &str) -> Value {
    Value::from(address.rsplit('/').next().expect("an id"))
}

fn does(relation: &str, to: &str) -> Value {
    json!([{"relation": relation, "id": id(to)}])
}

async fn act(who: &Client, at: &str, verb: &str, body: &Value) -> crate::support::client::Reply {
    who.matching(at).await.post(&format!("{at}/{verb}"), body).await
}

/// Consults on a draft and issues it, in force from a day.
async fn issued((officer, leader): (&Client, &Client), at: &str, number: &str, signed_on: &str, in_force_on: &str) {
    let opening = json!({"opened_on": "2025-08-01", "forms": ["portal"]});
    act(officer, at, "open-consultation", &opening).await.ok(200);
    let closing = json!({
        "closed_on": "2025-09-01", "opinions": 34, "accepted": 21, "explanation": "Tiếp thu 21 ý kiến.", "explained_on": "2025-09-01",
    });
    act(officer, at, "close-consultation", &closing).await.ok(200);
    let mut decision = issue(number, signed_on);
    decision["in_force_on"] = json!(in_force_on);
    act(leader, at, "issue", &decision).await.ok(200);
}

/// Whether a document is in force on a day, by its own address and by its list.
async fn force(who: &Client, at: &str, day: &str) -> Value {
    let one = who.get(&format!("{at}?as_of={day}")).await;
    one.ok(200)["force"].clone()
}

async fn what_amends_and_what_repeals_is_true_at_both_ends(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let signing = (&officer, &leader);
    let old = begun(&officer, "giảm nghèo", &json!([])).await;
    issued(signing, &old, "05/QĐ-UBND", "2025-09-30", "2025-10-01").await;
    let amending = begun(&officer, "giảm nghèo bền vững", &does("amends", &old)).await;
    let repealing = begun(&officer, "an sinh xã hội", &does("repeals", &old)).await;
    // A draft says what it is to do; nobody else is told, and nothing is done.
    for (draft, relation) in [(&amending, "amends"), (&repealing, "repeals")] {
        let planned = officer.get(draft).await;
        assert_eq!(
            planned.ok(200)["does"],
            json!([{"relation": relation, "id": id(&old), "title": "Quy chế giảm nghèo", "number": "05/QĐ-UBND"}])
        );
    }
    assert_eq!(officer.get(&old).await.ok(200)["done_by"], json!([]));
    issued(signing, &amending, "06/QĐ-UBND", "2025-10-20", "2025-10-25").await;
    let by_amending = json!({
        "relation": "amends", "id": id(&amending), "title": "Quy chế giảm nghèo bền vững", "number": "06/QĐ-UBND",
        "effective_on": "2025-10-25",
    });
    assert_eq!(officer.get(&old).await.ok(200)["done_by"], json!([by_amending]));
    let told = officer.get(&amending).await;
    assert_eq!(
        told.ok(200)["does"],
        json!([{
            "relation": "amends", "id": id(&old), "title": "Quy chế giảm nghèo", "number": "05/QĐ-UBND", "effective_on": "2025-10-25",
        }])
    );
    for (day, expected) in [
        ("2025-09-30", "not_yet"),
        ("2025-10-24", "in_force"),
        ("2025-10-25", "partly"),
    ] {
        assert_eq!(force(&officer, &old, day).await, expected, "{day}");
    }
    issued(signing, &repealing, "07/QĐ-UBND", "2025-10-20", "2025-11-01").await;
    let done = officer.get(&old).await.ok(200)["done_by"]
        .as_array()
        .expect("links")
        .clone();
    assert_eq!(done.len(), 2);
    assert!(done.contains(&by_amending), "{done:?}");
    let by_repealing = done.iter().find(|link| link["relation"] == "repeals");
    let by_repealing = by_repealing.expect("the repeal");
    assert_eq!(
        (
            &by_repealing["id"],
            &by_repealing["number"],
            &by_repealing["effective_on"]
        ),
        (&id(&repealing), &json!("07/QĐ-UBND"), &json!("2025-11-01"))
    );
    for (day, expected) in [
        ("2025-10-24", "in_force"),
        ("2025-10-31", "partly"),
        ("2025-11-01", "expired"),
    ] {
        assert_eq!(force(&officer, &old, day).await, expected, "{day}");
    }
    // Whatever it does to another, it is in force by itself.
    assert_eq!(force(&officer, &amending, "2025-11-01").await, "in_force");
    assert_eq!(officer.get(&amending).await.ok(200)["done_by"], json!([]));
    // Whoever oversees reads both ends alike.
    let front = year.sign_in("overseer.front.03388").await;
    for at in [&old, &amending, &repealing] {
        let (seen, own) = (front.get(at).await, officer.get(at).await);
        for end in ["does", "done_by", "force"] {
            assert_eq!(seen.ok(200)[end], own.ok(200)[end], "{at} {end}");
        }
    }
    assert_eq!(register_is_true(&year.server().kernel).await, 3);
}

async fn nothing_comes_round_in_a_circle(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let refused = async |draft: &str, to: &str| {
        for relation in ["replaces", "repeals", "amends"] {
            let plan = json!({"does": does(relation, to)});
            let refused = officer.matching(draft).await.patch(draft, &plan).await;
            assert_eq!(
                refused.problem(422, "unknown_reference")["errors"][0]["pointer"],
                "/does/0/id",
                "{relation}"
            );
        }
        assert_eq!(officer.get(draft).await.ok(200)["does"], json!([]));
    };
    // Two drafts do nothing to each other, nor one to itself.
    let (one, two) = (
        begun(&officer, "giảm nghèo", &json!([])).await,
        begun(&officer, "an sinh", &json!([])).await,
    );
    refused(one.as_str(), two.as_str()).await;
    refused(two.as_str(), one.as_str()).await;
    refused(one.as_str(), one.as_str()).await;
    // Once one is issued, the other may replace it, and never the other way round.
    issued((&officer, &leader), &one, "05/QĐ-UBND", "2025-09-30", "2025-09-30").await;
    let plan = json!({"does": does("replaces", &one)});
    officer.matching(&two).await.patch(&two, &plan).await.ok(200);
    let back = json!({"does": does("replaces", &two)});
    officer
        .matching(&one)
        .await
        .patch(&one, &back)
        .await
        .problem(409, "state_forbids");
    issued((&officer, &leader), &two, "06/QĐ-UBND", "2025-10-01", "2025-10-01").await;
    officer
        .matching(&one)
        .await
        .patch(&one, &back)
        .await
        .problem(409, "state_forbids");
    // A third replaces the second: a chain has an end, which is in force alone.
    let three = begun(&officer, "an sinh xã hội", &does("replaces", &two)).await;
    issued((&officer, &leader), &three, "07/QĐ-UBND", "2025-10-10", "2025-10-10").await;
    for (day, expected) in [
        ("2025-09-30", ["in_force", "not_yet", "not_yet"]),
        ("2025-10-01", ["expired", "in_force", "not_yet"]),
        ("2025-10-10", ["expired", "expired", "in_force"]),
    ] {
        for (at, expected) in [&one, &two, &three].into_iter().zip(expected) {
            assert_eq!(force(&officer, at, day).await, expected, "{day} {at}");
        }
    }
    assert_eq!(officer.get(&three).await.ok(200)["done_by"], json!([]));
    register_is_true(&year.server().kernel).await;
}

async fn only_what_was_issued_by_the_same_house_is_linked(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let own = begun(&officer, "giảm nghèo", &json!([])).await;
    issued((&officer, &leader), &own, "05/QĐ-UBND", "2025-09-30", "2025-09-30").await;
    // The neighbour's, the school's, and one of another kind.
    let neighbour = (year.sign_in("officer.03390").await, year.sign_in("leader.03390").await);
    let foreign = begun(&neighbour.0, "giảm nghèo", &json!([])).await;
    issued(
        (&neighbour.0, &neighbour.1),
        &foreign,
        "05/QĐ-UBND",
        "2025-09-30",
        "2025-09-30",
    )
    .await;
    let school = year.sign_in("officer.thpt-lai-chau").await;
    let of_school = Course::begin(&school, &json!({"setting": "agency", "title": "Quy chế của trường"})).await;
    let head = year.sign_in("leader.thpt-lai-chau").await;
    of_school
        .consult(&school, "staff_conference", "2025-09-01", "2025-09-01")
        .await;
    let signed = of_school.act(&head, "issue", &issue("3/QĐ-THPT", "2025-09-30")).await;
    let of_school = format!("{REGULATIONS}/{}", signed.ok(200)["id"].as_str().expect("an id"));
    let (_, resolution, _) = crate::resolution::adopted(&year, b"%PDF-1.7 the signed copy".to_vec()).await;
    for other in [&foreign, &of_school, &resolution] {
        for relation in ["replaces", "repeals", "amends"] {
            let new =
                json!({"setting": "field", "field": "an sinh", "title": "Quy chế", "does": does(relation, other)});
            let refused = officer.post(REGULATIONS, &new).await;
            assert_eq!(
                refused.problem(422, "unknown_reference")["errors"][0]["pointer"],
                "/does/0/id",
                "{relation} {other}"
            );
        }
    }
    // None twice, and of two faults the one that is there.
    let twice = json!([{"relation": "amends", "id": id(&own)}, {"relation": "repeals", "id": id(&own)}]);
    let new = json!({"setting": "field", "field": "an sinh", "title": "Quy chế", "does": twice});
    let refused = officer.post(REGULATIONS, &new).await;
    assert_eq!(
        refused.faults(),
        [("/does".to_owned(), "out_of_range".to_owned())].into()
    );
    let second = json!([{"relation": "amends", "id": id(&own)}, {"relation": "repeals", "id": id(&foreign)}]);
    let new = json!({"setting": "field", "field": "an sinh", "title": "Quy chế", "does": second});
    let refused = officer.post(REGULATIONS, &new).await;
    assert_eq!(
        refused.problem(422, "unknown_reference")["errors"][0]["pointer"],
        "/does/1/id"
    );
    // What was refused left no draft behind.
    let drafts = officer.get(&format!("{REGULATIONS}?state=draft")).await;
    assert_eq!(drafts.ok(200)["items"], json!([]));
    assert_eq!(officer.get(&own).await.ok(200)["done_by"], json!([]));
    register_is_true(&year.server().kernel).await;
}

async fn what_was_planned_may_be_taken_back(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let signing = (&officer, &leader);
    let old = begun(&officer, "giảm nghèo", &json!([])).await;
    issued(signing, &old, "05/QĐ-UBND", "2025-09-30", "2025-09-30").await;
    let new = begun(&officer, "an sinh", &does("repeals", &old)).await;
    let front = year.sign_in("overseer.front.03388").await;
    assert_eq!(front.get(&old).await.ok(200)["done_by"], json!([]));
    // A change of the title leaves the plan as it is; another plan takes its place.
    let titled = officer.matching(&new).await;
    let titled = titled.patch(&new, &json!({"title": "Quy chế an sinh xã hội"})).await;
    assert_eq!(titled.ok(200)["does"][0]["relation"], "repeals");
    let amends = officer.matching(&new).await;
    let amends = amends.patch(&new, &json!({"does": does("amends", &old)})).await;
    assert_eq!(
        (
            &amends.ok(200)["does"][0]["relation"],
            amends.json["does"].as_array().map(Vec::len)
        ),
        (&json!("amends"), Some(1))
    );
    let nothing = officer.matching(&new).await;
    let nothing = nothing.patch(&new, &json!({"does": []})).await;
    assert_eq!(nothing.ok(200)["does"], json!([]));
    issued(signing, &new, "06/QĐ-UBND", "2025-10-01", "2025-10-01").await;
    for who in [&officer, &front] {
        let seen = who.get(&old).await;
        assert_eq!(
            (&seen.ok(200)["done_by"], &seen.json["force"]),
            (&json!([]), &json!("in_force"))
        );
    }
    // Once issued, what it does is done.
    officer
        .matching(&new)
        .await
        .patch(&new, &json!({"does": does("repeals", &old)}))
        .await
        .problem(409, "state_forbids");
    assert_eq!(force(&officer, &old, "2025-10-20").await, "in_force");
}

async fn what_has_ended_is_not_ended_again(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let signing = (&officer, &leader);
    let old = begun(&officer, "giảm nghèo", &json!([])).await;
    issued(signing, &old, "05/QĐ-UBND", "2025-09-30", "2025-09-30").await;
    let consulted = async |field: &str, relation: &str| {
        let draft = begun(&officer, field, &does(relation, &old)).await;
        let opening = json!({"opened_on": "2025-08-01", "forms": ["portal"]});
        act(&officer, &draft, "open-consultation", &opening).await.ok(200);
        let closing = json!({
            "closed_on": "2025-09-01", "opinions": 34, "accepted": 21, "explanation": "Tiếp thu.", "explained_on": "2025-09-01",
        });
        act(&officer, &draft, "close-consultation", &closing).await.ok(200);
        draft
    };
    let first = consulted("an sinh", "replaces").await;
    let others = [
        consulted("việc làm", "replaces").await,
        consulted("y tế", "repeals").await,
        consulted("giáo dục", "amends").await,
    ];
    // None is older than what it does something to.
    let early = act(&leader, &first, "issue", &issue("04/QĐ-UBND", "2025-09-29")).await;
    assert_eq!(
        early.faults(),
        [("/signed_on".to_owned(), "out_of_range".to_owned())].into()
    );
    act(&leader, &first, "issue", &issue("06/QĐ-UBND", "2025-09-30"))
        .await
        .ok(200);
    for (nth, other) in others.iter().enumerate() {
        let decision = issue(&format!("1{nth}/QĐ-UBND"), "2025-10-10");
        let refused = act(&leader, other, "issue", &decision).await;
        assert_eq!(refused.problem(409, "state_forbids")["existing_id"], id(&old), "{nth}");
        let seen = officer.get(other).await;
        assert_eq!(seen.ok(200)["state"], "consulted");
        // Without that it is issued.
        let nothing = officer.matching(other).await;
        nothing.patch(other, &json!({"does": []})).await.ok(200);
        act(&leader, other, "issue", &decision).await.ok(200);
    }
    let done = officer.get(&old).await;
    assert_eq!(done.ok(200)["done_by"].as_array().map(Vec::len), Some(1));
    assert_eq!(done.json["done_by"][0]["id"], id(&first));
    // What was repealed by a decision of its own is over as well.
    let repeal =
        json!({"number": "40/QĐ-UBND", "signed_on": "2025-10-20", "on": "2025-10-20", "reason": "Không còn phù hợp."});
    act(&leader, &first, "repeal", &repeal).await.ok(200);
    let late = begun(&officer, "bảo hiểm", &does("amends", &first)).await;
    let opening = json!({"opened_on": "2025-08-01", "forms": ["portal"]});
    act(&officer, &late, "open-consultation", &opening).await.ok(200);
    let closing = json!({
        "closed_on": "2025-09-01", "opinions": 0, "accepted": 0, "explanation": "Không có ý kiến.", "explained_on": "2025-09-01",
    });
    act(&officer, &late, "close-consultation", &closing).await.ok(200);
    let refused = act(&leader, &late, "issue", &issue("20/QĐ-UBND", "2025-10-20")).await;
    assert_eq!(refused.problem(409, "state_forbids")["existing_id"], id(&first));
    // What is to end on a day to come may be replaced before.
    let mut repeal = repeal;
    repeal["on"] = json!("2025-12-31");
    act(&leader, &others[0], "repeal", &repeal).await.ok(200);
    let plan = json!({"does": does("replaces", &others[0])});
    officer.matching(&late).await.patch(&late, &plan).await.ok(200);
    act(&leader, &late, "issue", &issue("20/QĐ-UBND", "2025-10-20"))
        .await
        .ok(200);
    assert_eq!(force(&officer, &others[0], "2025-10-20").await, "expired");
    assert_eq!(register_is_true(&year.server().kernel).await, 6);
}
