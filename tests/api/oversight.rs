//! Oversight by a Front or a council (Resolution 75 Art. 6.2, 6.3): from the programme over the visit to what was put right.

use danchu::access::{AttachmentId, derived};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    support::{
        client::{Client, Reply},
        database::Backend,
        register::{PASSWORD, organisation_id, unit_id},
    },
    year::driver::Year,
};

on_both! {
    a_programme_is_carried_out_to_its_end,
    a_conclusion_follows_the_visit,
    a_visit_names_a_programme_of_its_own,
    each_oversees_or_inspects_and_nobody_themselves,
    the_council_oversees_a_school_that_never_answers,
    what_was_found_in_order_is_not_answered,
    a_visit_is_nobody_else_s_to_take_over,
    a_programme_goes_on_with_the_heir,
}

const VISITS: &str = "compliance-inspections";

/// The id of a measure of the test.
fn id(number: u32) -> String {
    format!("0a3c6f0e-2b7d-4f57-9d2e-{number:012}")
}

/// Where a measure of the test is.
fn at(list: &str, number: u32) -> String {
    format!("/api/v1/{list}/{}", id(number))
}

fn programme(number: u32) -> Value {
    json!({
        "kind": "oversight_programme", "number": format!("{number}/CTr-MTTQ"), "title": "Chương trình giám sát năm 2025",
        "issued_on": "2025-09-01",
    })
}

/// A visit that is planned.
fn visit(subject: &str) -> Value {
    json!({
        "kind": "oversight", "subject": organisation_id(subject), "title": "Giám sát việc công khai", "planned_on": "2025-10-17",
    })
}

/// The visit as it was concluded, with something to put right.
fn concluded(mut visit: Value) -> Value {
    visit["visited_on"] = json!("2025-10-17");
    visit["conclusion"] = json!({
        "on": "2025-10-20", "findings": "Gỡ niêm yết sau 12 ngày.", "shortcomings": 2, "remedy": "Niêm yết lại đủ 30 ngày.",
        "answer_by": "2025-11-20",
    });
    visit
}

async fn put(who: &Client, at: &str, body: &Value) -> Value {
    who.put(at, body).await.ok(201).clone()
}

async fn change(who: &Client, at: &str, body: &Value) -> Reply {
    who.matching(at).await.put(at, body).await
}

async fn act(who: &Client, at: &str, verb: &str, body: &Value) -> Reply {
    who.matching(at).await.post(&format!("{at}/{verb}"), body).await
}

fn answer() -> Value {
    json!({"explanation": "Đã niêm yết lại từ 24/10."})
}

fn closing(outcome: &str) -> Value {
    json!({"outcome": outcome, "remark": "Đã theo dõi việc khắc phục."})
}

/// What waits of a kind: where it is, and the day by which.
async fn waits(who: &Client, kind: &str) -> Vec<(Value, Value)> {
    let list = who.get(&format!("/api/v1/worklist?kind={kind}")).await;
    let items = list.ok(200)["items"].as_array().expect("items").iter();
    items
        .map(|item| (item["address"].clone(), item["due_at"].clone()))
        .collect()
}

/// A file of somebody's; its id.
async fn uploaded(who: &Client, key: &str) -> AttachmentId {
    let file: AttachmentId = derived(&format!("test/oversight/{key}"));
    let request = who
        .request(Method::PUT, &format!("/api/v1/attachments/{file}"))
        .query(&[("name", "bien-ban.pdf")]);
    who.send(request.body(pdf(key))).await.ok(201);
    file
}

fn pdf(key: &str) -> Vec<u8> {
    format!("%PDF-1.7\n{key}\n%%EOF\n").into_bytes()
}

async fn a_programme_is_carried_out_to_its_end(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    let (officer, overseer) = (
        year.sign_in("officer.front.03388").await,
        year.sign_in("overseer.front.03388").await,
    );
    // The officer writes the programme; whoever oversees makes the visit.
    overseer
        .put(&at("directives", 1), &programme(1))
        .await
        .problem(403, "forbidden");
    let written = put(&officer, &at("directives", 1), &programme(1)).await;
    assert_eq!(
        (&written["kind"], &written["organisation"]["id"]),
        (&json!("oversight_programme"), &json!(organisation_id("front.03388")))
    );
    let here = at(VISITS, 11);
    let mut body = visit("03388");
    body["programme"] = json!(id(1));
    let planned = put(&overseer, &here, &body).await;
    assert_eq!(
        (&planned["state"], &planned["programme_id"], &planned["allowed_actions"]),
        (&json!("planned"), &json!(id(1)), &json!(["change", "close"]))
    );
    assert_eq!(
        waits(&overseer, "conclude_inspection").await,
        [(json!(here), Value::Null)]
    );
    body["visited_on"] = json!("2025-10-17");
    assert_eq!(change(&officer, &here, &body).await.ok(200)["state"], "visited");
    // Until it is concluded, nobody else knows of it.
    for login in [
        "officer.03388",
        "leader.03388",
        "leader.12",
        "overseer.council.03388",
        "leader.thpt-lai-chau",
    ] {
        let who = year.sign_in(login).await;
        who.get(&here).await.problem(404, "not_found");
        let listed = who.get(&format!("/api/v1/{VISITS}")).await;
        assert_eq!(listed.ok(200)["items"], json!([]), "{login}");
    }
    let minutes = uploaded(&officer, "minutes").await;
    let of_visit = format!("{here}/attachments/{minutes}/content");
    let mut body = concluded(body);
    body["conclusion"]["files"] = json!([minutes]);
    let told = change(&overseer, &here, &body).await.ok(200).clone();
    assert_eq!(
        (
            &told["state"],
            &told["conclusion"]["shortcomings"],
            &told["allowed_actions"]
        ),
        (&json!("concluded"), &json!(2), &json!(["close"]))
    );
    let leader = year.sign_in("leader.03388").await;
    let seen = leader.get(&here).await;
    assert_eq!(
        (
            &seen.ok(200)["organisation"]["id"],
            &seen.json["allowed_actions"],
            &seen.json["conclusion"]
        ),
        (
            &json!(organisation_id("front.03388")),
            &json!(["answer"]),
            &told["conclusion"]
        )
    );
    // With the conclusion come its minutes, and the programme it was part of.
    assert_eq!(leader.file(&of_visit).await, pdf("minutes"));
    leader.get(&at("directives", 1)).await.ok(200);
    assert_eq!(
        waits(&leader, "answer_inspection").await,
        [(json!(here), json!("2025-11-20T17:00:00Z"))]
    );
    assert!(waits(&overseer, "follow_inspection").await.is_empty());
    assert!(waits(&overseer, "conclude_inspection").await.is_empty());
    for (login, actions) in [
        ("officer.03388", json!([])),
        ("leader.12", json!([])),
        ("overseer.council.03388", json!([])),
        ("leader.front.03388", json!([])),
    ] {
        let who = year.sign_in(login).await;
        assert_eq!(who.get(&here).await.ok(200)["allowed_actions"], actions, "{login}");
    }
    for login in ["leader.03390", "leader.thpt-lai-chau", "leader.union"] {
        let who = year.sign_in(login).await;
        who.get(&here).await.problem(404, "not_found");
        who.get(&of_visit).await.problem(404, "not_found");
    }
    // The leader of whoever was visited answers, and nobody for them.
    for (login, code) in [
        ("officer.03388", "forbidden"),
        ("overseer.front.03388", "forbidden"),
        ("leader.front.03388", "not_yours"),
        ("leader.council.03388", "not_yours"),
        ("leader.12", "not_yours"),
    ] {
        let who = year.sign_in(login).await;
        act(&who, &here, "answer", &answer()).await.problem(403, code);
    }
    let stranger = year.sign_in("leader.03390").await.with("If-Match", "\"3.0\"");
    stranger
        .post(&format!("{here}/answer"), &answer())
        .await
        .problem(404, "not_found");

    // On the last day it is in time.
    year.until("2025-11-20").await;
    let leader = year.sign_in("leader.03388").await;
    assert_eq!(leader.get(&here).await.ok(200)["overdue"], false);
    let proof = uploaded(&leader, "proof").await;
    let mut with_proof = answer();
    with_proof["files"] = json!([proof]);
    let answered = act(&leader, &here, "answer", &with_proof).await;
    assert_eq!(
        (&answered.ok(200)["state"], &answered.json["answer"]["given"]),
        (
            &json!("answered"),
            &json!({"on": "2025-11-20", "due_on": "2025-11-20", "late": false})
        )
    );
    act(&leader, &here, "answer", &answer())
        .await
        .problem(409, "state_forbids");
    let overseer = year.sign_in("overseer.front.03388").await;
    assert_eq!(
        waits(&overseer, "follow_inspection").await,
        [(json!(here), Value::Null)]
    );
    let of_answer = format!("{here}/attachments/{proof}/content");
    assert_eq!(overseer.file(&of_answer).await, pdf("proof"));
    // Whoever made it follows it up to its end.
    for (login, code) in [
        ("leader.front.03388", "forbidden"),
        ("leader.03388", "forbidden"),
        ("officer.03388", "not_yours"),
        ("overseer.council.03388", "not_yours"),
        ("officer.12", "not_yours"),
    ] {
        let who = year.sign_in(login).await;
        act(&who, &here, "close", &closing("remedied")).await.problem(403, code);
    }
    for outcome in ["nothing_to_remedy", "not_held"] {
        let refused = act(&overseer, &here, "close", &closing(outcome)).await;
        assert_eq!(
            refused.faults(),
            [("/outcome".to_owned(), "unsuited".to_owned())].into()
        );
    }
    let closed = act(&overseer, &here, "close", &closing("remedied")).await;
    assert_eq!(
        (&closed.ok(200)["state"], &closed.json["closing"]["on"]),
        (&json!("closed"), &json!("2025-11-20"))
    );
    assert_eq!(
        (&closed.json["conclusion"], &closed.json["answer"]),
        (&told["conclusion"], &answered.json["answer"])
    );
    assert_eq!(closed.json["allowed_actions"], json!([]));
    act(&overseer, &here, "close", &closing("remedied"))
        .await
        .problem(409, "state_forbids");
    body["title"] = json!("Giám sát việc bàn và quyết định");
    change(&overseer, &here, &body).await.problem(409, "state_forbids");
    assert!(waits(&overseer, "follow_inspection").await.is_empty());
    assert!(waits(&leader, "answer_inspection").await.is_empty());
}

async fn a_conclusion_follows_the_visit(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let overseer = year.sign_in("overseer.front.03388").await;
    let refused = async |body: &Value, pointer: &str, code: &str| {
        let refused = overseer.put(&at(VISITS, 12), body).await;
        refused.problem(422, "invalid_content");
        assert_eq!(
            refused.faults(),
            [(pointer.to_owned(), code.to_owned())].into(),
            "{body}"
        );
    };
    let mut never = concluded(visit("03388"));
    never.as_object_mut().expect("a visit").remove("visited_on");
    refused(&never, "/visited_on", "required").await;
    let mut tomorrow = visit("03388");
    tomorrow["visited_on"] = json!("2025-10-21");
    refused(&tomorrow, "/visited_on", "out_of_range").await;
    for (field, value, pointer) in [
        ("on", "2025-10-16", "/conclusion/on"),
        ("on", "2025-10-21", "/conclusion/on"),
        ("answer_by", "2025-10-20", "/conclusion/answer_by"),
    ] {
        let mut wrong = concluded(visit("03388"));
        wrong["conclusion"][field] = json!(value);
        refused(&wrong, pointer, "out_of_range").await;
    }
    // What is to be put right and by when go together.
    for field in ["remedy", "answer_by"] {
        let mut half = concluded(visit("03388"));
        half["conclusion"].as_object_mut().expect("a conclusion").remove(field);
        refused(&half, "/conclusion/answer_by", "required").await;
    }
    // Files are those of the house.
    let foreign = uploaded(&year.sign_in("officer.03388").await, "foreign").await;
    let mut body = concluded(visit("03388"));
    body["conclusion"]["files"] = json!([foreign]);
    let unknown = overseer.put(&at(VISITS, 12), &body).await;
    assert_eq!(
        unknown.problem(422, "unknown_reference")["errors"][0]["pointer"],
        "/conclusion/files"
    );
    overseer.get(&at(VISITS, 12)).await.problem(404, "not_found");
    // On the day after the conclusion it may be asked for already.
    let mut soon = concluded(visit("03388"));
    soon["conclusion"]["answer_by"] = json!("2025-10-21");
    assert_eq!(put(&overseer, &at(VISITS, 12), &soon).await["state"], "concluded");
}

async fn a_visit_names_a_programme_of_its_own(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let front = year.sign_in("officer.front.03388").await;
    let council = year.sign_in("officer.council.03388").await;
    put(&front, &at("directives", 1), &programme(1)).await;
    put(&council, &at("directives", 2), &programme(2)).await;
    let plan = json!({"kind": "plan", "number": "12/KH-UBND", "title": "Kế hoạch", "issued_on": "2025-09-05"});
    put(&year.sign_in("officer.03388").await, &at("directives", 3), &plan).await;
    // The council's, the committee's, and one that is not there: all the same to the Front.
    let mut body = visit("03388");
    for other in [2, 3, 99] {
        body["programme"] = json!(id(other));
        let refused = front.put(&at(VISITS, 13), &body).await;
        assert_eq!(
            refused.problem(422, "unknown_reference")["errors"][0]["pointer"],
            "/programme",
            "{other}"
        );
    }
    body["programme"] = json!(id(1));
    put(&front, &at(VISITS, 13), &body).await;
    // An equal repeat is no change; another programme has to be one's own still.
    assert_eq!(front.put(&at(VISITS, 13), &body).await.ok(200)["programme_id"], id(1));
    body["programme"] = json!(id(2));
    let refused = change(&front, &at(VISITS, 13), &body).await;
    assert_eq!(
        refused.problem(422, "unknown_reference")["errors"][0]["pointer"],
        "/programme"
    );
    assert_eq!(front.get(&at(VISITS, 13)).await.ok(200)["programme_id"], id(1));
    // The council's own visit is part of its own programme.
    assert_eq!(put(&council, &at(VISITS, 14), &body).await["programme_id"], id(2));
}

async fn each_oversees_or_inspects_and_nobody_themselves(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let with = |kind: &str, subject: &str| {
        let mut body = visit(subject);
        body["kind"] = json!(kind);
        body
    };
    for (login, kind, subject) in [
        ("officer.12", "oversight", "03388"),
        ("officer.03388", "oversight", "thpt-lai-chau"),
        ("officer.so-gddt", "oversight", "thpt-lai-chau"),
        ("overseer.front.03388", "inspection", "03388"),
        ("overseer.council.03388", "inspection", "03388"),
    ] {
        let refused = year
            .sign_in(login)
            .await
            .put(&at(VISITS, 15), &with(kind, subject))
            .await;
        assert_eq!(
            refused.faults(),
            [("/kind".to_owned(), "unsuited".to_owned())].into(),
            "{login}"
        );
    }
    for (login, kind, subject) in [
        ("officer.03388", "inspection", "03388"),
        ("overseer.front.03388", "oversight", "front.03388"),
        ("overseer.council.03388", "oversight", "council.03388"),
    ] {
        let refused = year
            .sign_in(login)
            .await
            .put(&at(VISITS, 15), &with(kind, subject))
            .await;
        assert_eq!(
            refused.faults(),
            [("/subject".to_owned(), "unsuited".to_owned())].into(),
            "{login}"
        );
    }
    // Neither the neighbour nor whoever is above.
    for (login, kind, subject) in [
        ("overseer.front.03388", "oversight", "03390"),
        ("overseer.front.03388", "oversight", "12"),
        ("overseer.council.12", "oversight", "11"),
        ("officer.so-gddt", "inspection", "so-noi-vu"),
    ] {
        let refused = year
            .sign_in(login)
            .await
            .put(&at(VISITS, 15), &with(kind, subject))
            .await;
        assert_eq!(
            refused.problem(422, "unknown_reference")["errors"][0]["pointer"],
            "/subject",
            "{login} {subject}"
        );
    }
    for (login, kind) in [
        ("leader.front.03388", "oversight"),
        ("leader.03388", "inspection"),
        ("administrator.03388", "inspection"),
    ] {
        let who = year.sign_in(login).await;
        who.put(&at(VISITS, 15), &with(kind, "thpt-lai-chau"))
            .await
            .problem(403, "forbidden");
    }
    for (number, (login, kind, subject)) in (16..).zip([
        ("officer.front.03388", "oversight", "thpt-lai-chau"),
        ("overseer.council.12", "oversight", "so-gddt"),
        ("officer.so-gddt", "inspection", "thpt-lai-chau"),
        ("officer.12", "inspection", "03390"),
    ]) {
        let who = year.sign_in(login).await;
        let planned = put(&who, &at(VISITS, number), &with(kind, subject)).await;
        assert_eq!(
            (&planned["kind"], &planned["subject"]["id"]),
            (&json!(kind), &json!(organisation_id(subject))),
            "{login}"
        );
    }
}

async fn the_council_oversees_a_school_that_never_answers(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    let council = year.sign_in("overseer.council.03388").await;
    let here = at(VISITS, 21);
    put(&council, &here, &concluded(visit("thpt-lai-chau"))).await;
    let head = year.sign_in("leader.thpt-lai-chau").await;
    assert_eq!(head.get(&here).await.ok(200)["allowed_actions"], json!(["answer"]));
    // The department that manages the school, and the Front of the ward, read it; the commune's committee does not answer for it.
    for login in ["officer.so-gddt", "overseer.front.03388", "officer.03388"] {
        year.sign_in(login).await.get(&here).await.ok(200);
    }
    let committee = year.sign_in("leader.03388").await;
    act(&committee, &here, "answer", &answer())
        .await
        .problem(403, "not_yours");
    assert!(waits(&committee, "answer_inspection").await.is_empty());
    assert_eq!(
        waits(&head, "answer_inspection").await,
        [(json!(here), json!("2025-11-20T17:00:00Z"))]
    );
    for (day, overdue) in [("2025-11-20", false), ("2025-11-21", true)] {
        year.until(day).await;
        let head = year.sign_in("leader.thpt-lai-chau").await;
        assert_eq!(head.get(&here).await.ok(200)["overdue"], overdue, "{day}");
    }
    let (council, head) = (
        year.sign_in("overseer.council.03388").await,
        year.sign_in("leader.thpt-lai-chau").await,
    );
    let refused = act(&council, &here, "close", &closing("nothing_to_remedy")).await;
    assert_eq!(
        refused.faults(),
        [("/outcome".to_owned(), "unsuited".to_owned())].into()
    );
    let closed = act(&council, &here, "close", &closing("not_remedied")).await;
    assert_eq!(
        (
            &closed.ok(200)["state"],
            &closed.json["closing"]["outcome"],
            &closed.json["overdue"]
        ),
        (&json!("closed"), &json!("not_remedied"), &json!(false))
    );
    assert_eq!(closed.json.get("answer"), None);
    // It is too late for an answer.
    act(&head, &here, "answer", &answer())
        .await
        .problem(409, "state_forbids");
    assert!(waits(&head, "answer_inspection").await.is_empty());
}

async fn what_was_found_in_order_is_not_answered(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (front, leader) = (
        year.sign_in("overseer.front.03388").await,
        year.sign_in("leader.03388").await,
    );
    let here = at(VISITS, 31);
    let mut body = visit("03388");
    body["visited_on"] = json!("2025-10-17");
    body["conclusion"] = json!({"on": "2025-10-20", "findings": "Công khai đủ, đúng hạn."});
    let told = put(&front, &here, &body).await;
    assert_eq!(
        (&told["state"], &told["conclusion"]["shortcomings"]),
        (&json!("concluded"), &json!(0))
    );
    let seen = leader.get(&here).await;
    assert_eq!(
        (&seen.ok(200)["allowed_actions"], &seen.json["overdue"]),
        (&json!([]), &json!(false))
    );
    act(&leader, &here, "answer", &answer())
        .await
        .problem(409, "state_forbids");
    assert!(waits(&leader, "answer_inspection").await.is_empty());
    assert_eq!(waits(&front, "follow_inspection").await, [(json!(here), Value::Null)]);
    for outcome in ["remedied", "not_remedied", "not_held"] {
        let refused = act(&front, &here, "close", &closing(outcome)).await;
        assert_eq!(
            refused.faults(),
            [("/outcome".to_owned(), "unsuited".to_owned())].into(),
            "{outcome}"
        );
    }
    let closed = act(&front, &here, "close", &closing("nothing_to_remedy")).await;
    assert_eq!(closed.ok(200)["state"], "closed");
    // What was planned and visited, but never concluded, ends as not held, and as nothing else.
    let other = at(VISITS, 32);
    put(&front, &other, &visit("03388")).await;
    let refused = act(&front, &other, "close", &closing("nothing_to_remedy")).await;
    assert_eq!(
        refused.faults(),
        [("/outcome".to_owned(), "unsuited".to_owned())].into()
    );
    let given_up = act(&front, &other, "close", &closing("not_held")).await;
    assert_eq!(
        (&given_up.ok(200)["state"], &given_up.json["allowed_actions"]),
        (&json!("given_up"), &json!([]))
    );
    change(&front, &other, &concluded(visit("03388")))
        .await
        .problem(409, "state_forbids");
    assert!(waits(&front, "conclude_inspection").await.is_empty());
}

async fn a_visit_is_nobody_else_s_to_take_over(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (front, council) = (
        year.sign_in("overseer.front.03388").await,
        year.sign_in("overseer.council.03388").await,
    );
    let here = at(VISITS, 41);
    let body = visit("03388");
    let before = put(&front, &here, &body).await;
    // The council does not see it, and learns no more than that the id is taken.
    let mut other = body.clone();
    other["title"] = json!("Giám sát khác");
    for body in [&body, &other] {
        let taken = council.put(&here, body).await;
        taken.problem(409, "already_exists");
        assert!(!taken.json.to_string().contains("Giám sát việc công khai"));
    }
    front.put(&here, &other).await.problem(428, "precondition_required");
    front
        .with("If-Match", "\"9.0\"")
        .put(&here, &other)
        .await
        .problem(412, "precondition_failed");
    assert_eq!(front.get(&here).await.ok(200), &before);
    // Concluded, it is seen, and still not the council's: neither to repeat nor to change nor to end.
    let body = concluded(body);
    change(&front, &here, &body).await.ok(200);
    council.put(&here, &body).await.problem(403, "not_yours");
    change(&council, &here, &other).await.problem(409, "state_forbids");
    act(&council, &here, "close", &closing("remedied"))
        .await
        .problem(403, "not_yours");
    assert_eq!(front.get(&here).await.ok(200)["state"], "concluded");
}

/// Somebody who signs in anew, in whatever post they hold now.
async fn again(year: &Year, login: &str) -> Client {
    let nobody = year.server().nobody();
    let tokens = json!({"login": login, "password": PASSWORD});
    let tokens = nobody.post("/api/v1/auth/login", &tokens).await;
    nobody.bearing(tokens.ok(200)["access_token"].as_str().expect("a token"))
}

async fn a_programme_goes_on_with_the_heir(backend: Backend) {
    let mut year = Year::begin(backend, "2025-10-20").await;
    let front = year.sign_in("officer.front.03388").await;
    put(&front, &at("directives", 1), &programme(1)).await;
    let mut body = visit("03388");
    body["programme"] = json!(id(1));
    let (open, over) = (at(VISITS, 51), at(VISITS, 52));
    put(&front, &open, &body).await;
    put(&front, &over, &body).await;
    act(&front, &over, "close", &closing("not_held")).await.ok(200);
    // The commune takes another name: Front and committee go on as others.
    let province = year.sign_in("leader.12").await;
    let opened = json!({
        "code": "03399", "name": "Đoàn Kết Mới", "kind": "Phường", "level": "commune", "parent_code": "12",
        "came_of": [{"unit": unit_id("03388")}],
    });
    let lines = json!({"opened": [opened], "accounts": "move"});
    let new = json!({"legal_basis": "Nghị quyết 99/NQ-UBTVQH15", "effective_on": "2025-10-20", "lines": lines});
    let drafted = province.post("/api/v1/reorganisations", &new).await;
    let reorganisation = format!(
        "/api/v1/reorganisations/{}",
        drafted.ok(201)["id"].as_str().expect("an id")
    );
    let applied = act(&province, &reorganisation, "apply", &Value::Null).await;
    let passed = applied.ok(200)["effect"]["measures"].as_array().expect("measures");
    let told: Vec<&Value> = passed.iter().map(|measure| &measure["address"]).collect();
    // Named once as the Front's, and once as the committee's that is visited.
    assert!(
        !told.is_empty() && told.iter().all(|address| **address == json!(open)),
        "{told:?}"
    );
    let overseer = again(&year, "overseer.front.03388").await;
    let seen = overseer.get(&open).await;
    let (heir, subject) = (
        seen.ok(200)["organisation"]["id"].clone(),
        seen.json["subject"]["id"].clone(),
    );
    assert_ne!(heir, json!(organisation_id("front.03388")));
    assert_ne!(subject, json!(organisation_id("03388")));
    assert_eq!(
        (&seen.json["programme_id"], &seen.json["allowed_actions"]),
        (&json!(id(1)), &json!(["change", "close"]))
    );
    // What was given up stays with whoever did so, and nobody else is told.
    overseer.get(&over).await.problem(404, "not_found");
    // The heir concludes it under the programme of the one before, though it could not name that anew.
    body["subject"] = subject;
    let anew = overseer.put(&at(VISITS, 53), &body).await;
    assert_eq!(
        anew.problem(422, "unknown_reference")["errors"][0]["pointer"],
        "/programme"
    );
    change(&overseer, &open, &concluded(body)).await.ok(200);
    year.until("2025-11-18").await;
    let (leader, overseer) = (
        again(&year, "leader.03388").await,
        again(&year, "overseer.front.03388").await,
    );
    let answered = act(&leader, &open, "answer", &answer()).await;
    assert_eq!(
        (
            &answered.ok(200)["answer"]["given"]["late"],
            &answered.json["programme_id"]
        ),
        (&json!(false), &json!(id(1)))
    );
    assert_eq!(
        act(&overseer, &open, "close", &closing("remedied")).await.ok(200)["state"],
        "closed"
    );
}
