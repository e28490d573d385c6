//! Erasing a person: what is personal is gone, and whatever was counted of them is counted still.

use danchu::{
    access::{IdempotencyEntity, PersonId, Task},
    person::entity as kept,
};
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use crate::{
    recommendation::inspected,
    support::{
        client::{Client, Reply},
        database::Backend,
    },
    year::driver::Year,
};

on_both! {
    counts_stay_when_a_person_is_erased,
    nobody_is_erased_who_serves_or_by_whom_it_is_not_to_do,
    a_board_is_counted_on_without_the_name,
    no_repeat_tells_of_whom_was_erased,
    whoever_stands_or_is_yet_to_serve_is_not_erased,
}

const PERSONS: &str = "/api/v1/persons";

async fn act(who: &Client, at: &str, verb: &str, body: &Value) -> Reply {
    who.matching(at).await.post(&format!("{at}/{verb}"), body).await
}

fn why() -> Value {
    json!({"reason": "Theo yêu cầu của chủ thể dữ liệu."})
}

fn address(list: &str, record: &Value) -> String {
    format!("{list}/{}", record["id"].as_str().expect("an id"))
}

/// Somebody recorded; where they are.
async fn person(officer: &Client, new: &Value) -> String {
    address(PERSONS, officer.post(PERSONS, new).await.ok(201))
}

/// Makes somebody a member of a drafting team for the first half of 2026; where that is.
async fn drafting(officer: &Client, person: &str, village: &Value) -> String {
    let new = json!({
        "position": "drafting_team_member", "village_id": village, "valid_from": "2026-01-05",
        "decision": {"number": "12/QĐ-UBND", "signed_on": "2026-01-05"},
    });
    let made = officer.post(&format!("{person}/appointments"), &new).await;
    address("/api/v1/appointments", made.ok(201))
}

async fn counts_stay_when_a_person_is_erased(backend: Backend) {
    let year = Year::begin(backend, "2026-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = json!({"kind": "Bản", "name": "Nà Khằm", "valid_from": "2012-01-01"});
    let village = officer.post("/api/v1/villages", &village).await.ok(201)["id"].clone();
    let mut people = Vec::new();
    for (number, sex, ethnicity) in [
        (1, "female", "Thái"),
        (2, "female", "Mông"),
        (3, "male", "Kinh"),
        (4, "male", "Dao"),
        (5, "male", "Thái"),
    ] {
        let new = json!({
            "name": format!("Lò Văn Ín {number}"), "sex": sex, "ethnicity": ethnicity, "birth_year": 1980 + number,
            "national_id": format!("01219900000{number}"),
        });
        let person = person(&officer, &new).await;
        let held = drafting(&officer, &person, &village).await;
        let end = json!({"on": "2026-07-01", "reason": "Tổ đã xong việc"});
        act(&officer, &held, "end", &end).await.ok(200);
        people.push((person, held));
    }
    let front = year.sign_in("overseer.front.03388").await;
    let province = year.sign_in("officer.12").await;
    let counted = async |who: &Client, day: &str| {
        let counts = who.get(&format!("/api/v1/appointment-counts?as_of={day}")).await;
        counts.ok(200)["positions"].clone()
    };
    let five = json!([{"position": "drafting_team_member", "people": 5, "women": 2, "of_a_minority": 4}]);
    let nobody = json!([]);
    let as_before = async || {
        for who in [&officer, &front, &province] {
            for (day, expected) in [
                ("2026-01-04", &nobody),
                ("2026-01-05", &five),
                ("2026-06-30", &five),
                ("2026-07-01", &nobody),
            ] {
                assert_eq!(counted(who, day).await, *expected, "{day}");
            }
        }
        let listed = officer.get("/api/v1/appointments?as_of=2026-06-30").await;
        assert_eq!(listed.ok(200)["items"].as_array().map(Vec::len), Some(5));
    };
    as_before().await;
    // A woman of a minority, and somebody who is neither.
    for at in [0, 2] {
        let (person, held) = &people[at];
        let before = officer.get(person).await.ok(200).clone();
        let erased = act(&leader, person, "erase", &why()).await;
        assert_eq!(
            (&erased.ok(200)["name"], &erased.json["allowed_actions"]),
            (&json!("—"), &json!([]))
        );
        assert!(erased.json["erased_at"].is_string());
        for gone in ["birth_year", "national_id_masked"] {
            assert_eq!(erased.json.get(gone), None, "{gone}");
        }
        // The appointment stays, of nobody in particular.
        assert_eq!(erased.json["appointments"], before["appointments"]);
        officer.get(held).await.ok(200);
        as_before().await;
        // Nothing brings back what was erased, and nothing new is written of them.
        leader
            .post(&format!("{person}/reveal"), &why())
            .await
            .problem(409, "state_forbids");
        let renaming = officer.matching(person).await;
        let named = renaming.patch(person, &json!({"name": "Lò Văn Ín"})).await;
        named.problem(409, "state_forbids");
        act(&leader, person, "erase", &why())
            .await
            .problem(409, "state_forbids");
    }
    let found = officer.get(&format!("{PERSONS}?q=lo%20van%20in")).await;
    let found = found.ok(200)["items"].as_array().expect("items").clone();
    let names: Vec<&Value> = found.iter().map(|person| &person["name"]).collect();
    assert_eq!(names, ["Lò Văn Ín 2", "Lò Văn Ín 4", "Lò Văn Ín 5"]);
    // Their number is free for whoever is recorded anew, and that changes no count of what was.
    let again = json!({"name": "Lò Văn Ín 1", "sex": "male", "national_id": "012199000001"});
    person(&officer, &again).await;
    as_before().await;
}

async fn nobody_is_erased_who_serves_or_by_whom_it_is_not_to_do(backend: Backend) {
    let year = Year::begin(backend, "2026-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let who = person(&officer, &json!({"name": "Sùng Thị Dế", "sex": "female"})).await;
    let new = json!({
        "position": "person_in_charge", "valid_from": "2026-01-05",
        "decision": {"number": "12/QĐ-UBND", "signed_on": "2026-01-05"},
    });
    let held = officer.post(&format!("{who}/appointments"), &new).await;
    let held = address("/api/v1/appointments", held.ok(201));
    act(&leader, &who, "erase", &why()).await.problem(409, "state_forbids");
    let shown = leader.get(&who).await;
    assert_eq!(shown.ok(200)["allowed_actions"], json!([]));
    let end = json!({"on": "2026-10-20", "reason": "Xin thôi"});
    act(&officer, &held, "end", &end).await.ok(200);
    // From the day they no longer hold it.
    assert_eq!(leader.get(&who).await.ok(200)["allowed_actions"], json!(["erase"]));
    act(&officer, &who, "erase", &why()).await.problem(403, "forbidden");
    let above = year.sign_in("leader.12").await;
    act(&above, &who, "erase", &why()).await.problem(403, "not_yours");
    let front = year.sign_in("leader.front.03388").await.with("If-Match", "\"1.0\"");
    front
        .post(&format!("{who}/erase"), &why())
        .await
        .problem(404, "not_found");
    leader
        .post(&format!("{who}/erase"), &why())
        .await
        .problem(428, "precondition_required");
    let blank = act(&leader, &who, "erase", &json!({"reason": " "})).await;
    assert_eq!(blank.problem(422, "invalid_content")["errors"][0]["pointer"], "/reason");
    assert_eq!(leader.get(&who).await.ok(200)["name"], "Sùng Thị Dế");
    act(&leader, &who, "erase", &why()).await.ok(200);
}

/// What is yet to begin can be taken back, and an election withdrawn: then nothing is in the way.
async fn whoever_stands_or_is_yet_to_serve_is_not_erased(backend: Backend) {
    let year = Year::begin(backend, "2026-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = json!({"kind": "Bản", "name": "Nà Khằm", "valid_from": "2012-01-01"});
    let village = officer.post("/api/v1/villages", &village).await.ok(201)["id"].clone();
    let who = person(&officer, &json!({"name": "Sùng Thị Dế", "sex": "female"})).await;
    let new = json!({
        "position": "village_front_head", "village_id": village, "valid_from": "2026-11-01",
        "decision": {"number": "12/QĐ-UBND", "signed_on": "2026-10-15"},
    });
    let held = officer.post(&format!("{who}/appointments"), &new).await;
    let held = address("/api/v1/appointments", held.ok(201));
    assert_eq!(leader.get(&who).await.ok(200)["allowed_actions"], json!([]));
    act(&leader, &who, "erase", &why()).await.problem(409, "state_forbids");
    let too_late = json!({"on": "2026-11-02", "reason": "Ghi nhầm"});
    act(&officer, &held, "end", &too_late)
        .await
        .problem(422, "invalid_content");
    let never = json!({"on": "2026-11-01", "reason": "Ghi nhầm"});
    let ended = act(&officer, &held, "end", &never).await;
    assert_eq!(ended.ok(200)["valid_to"], "2026-11-01");
    // It is in nobody's way.
    let other = person(&officer, &json!({"name": "Lò Văn Ín"})).await;
    officer.post(&format!("{other}/appointments"), &new).await.ok(201);

    let election = json!({
        "village_id": village, "purpose": "elect", "number": "88/QĐ-UBND", "signed_on": "2026-10-05", "meeting_on": "2026-10-30",
    });
    let election = officer.post("/api/v1/village-elections", &election).await;
    let election = address("/api/v1/village-elections", election.ok(201));
    let candidate = who.rsplit('/').next().expect("an id");
    let nominated = json!({"on": "2026-10-10", "candidates": [candidate]});
    act(&officer, &election, "nominate", &nominated).await.ok(200);
    act(&leader, &who, "erase", &why()).await.problem(409, "state_forbids");
    let withdrawn = json!({"reason": "Ghi nhầm thôn."});
    act(&officer, &election, "withdraw", &withdrawn).await.ok(200);
    act(&leader, &who, "erase", &why()).await.ok(200);
}

/// How many of the answers that are kept for repeats name somebody.
async fn answers_naming(year: &Year, name: &str) -> usize {
    let system = year.server().kernel.system(Task::LoadBuiltIns);
    let answers = IdempotencyEntity::find().all(system.reader()).await;
    let answers = answers.expect("the answers can be read").into_iter();
    answers
        .filter(|row| row.answer.as_ref().is_some_and(|answer| answer.contains(name)))
        .count()
}

/// The key of what was encrypted is destroyed, and so are the answers that were kept; no repeat records anybody anew.
async fn no_repeat_tells_of_whom_was_erased(backend: Backend) {
    let year = Year::begin(backend, "2026-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let once = officer.with("Idempotency-Key", "one");
    let new = json!({
        "name": "Sùng Thị Dế", "birth_year": 1979, "sex": "female", "ethnicity": "Mông", "national_id": "012199000009",
    });
    let number = json!({"national_id": "012199000009"});
    let posts = [(PERSONS, 201, &new), ("/api/v1/person-lookups", 200, &number)];
    let who = address(PERSONS, once.post(PERSONS, &new).await.ok(201));
    for (at, status, body) in posts {
        assert_eq!(once.post(at, body).await.ok(status)["name"], "Sùng Thị Dế");
    }
    let neighbour = officer.with("Idempotency-Key", "another");
    let other = json!({"name": "Lò Văn Ín"});
    let recorded = neighbour.post(PERSONS, &other).await;
    assert_eq!(answers_naming(&year, "Sùng Thị Dế").await, 2);

    let erased = act(&leader, &who, "erase", &why()).await;
    assert_eq!(erased.ok(200).get("birth_year"), None);
    assert_eq!(answers_naming(&year, "Sùng Thị Dế").await, 0);
    for (at, _, body) in posts {
        let repeat = once.post(at, body).await;
        repeat.problem(410, "answer_erased");
        assert!(!repeat.json.to_string().contains("Sùng"), "{}", repeat.json);
    }
    // What was told of others is told again.
    let again = neighbour.post(PERSONS, &other).await;
    assert_eq!(again.ok(201), recorded.ok(201));
    let listed = officer.get(PERSONS).await;
    assert_eq!(listed.ok(200)["items"].as_array().map(Vec::len), Some(2));

    let id = who.rsplit('/').next().expect("an id").parse().expect("an id");
    let system = year.server().kernel.system(Task::LoadBuiltIns);
    let row = kept::Entity::find_by_id(PersonId(id)).one(system.reader()).await;
    let row = row.expect("people can be read").expect("what is left");
    assert_eq!((row.name.as_str(), row.name_fold.as_str()), ("—", ""));
    assert_eq!((row.sealed_key, row.sealed), (None, None));
    assert_eq!((row.national_id_index, row.national_id_tail), (None, None));
    assert_eq!(row.birth_year, None);
}

async fn a_board_is_counted_on_without_the_name(backend: Backend) {
    let (commune, board) = inspected(backend).await;
    let at = address("/api/v1/inspection-boards", &board);
    let members = board["members"].as_array().expect("members");
    let (member, who) = (&members[1]["id"], &members[1]["person_id"]);
    let person = format!("{PERSONS}/{}", who.as_str().expect("an id"));
    let change = json!({"sex": "female", "ethnicity": "Thái"});
    let keeper = commune.front.matching(&person).await;
    keeper.patch(&person, &change).await.ok(200);
    // They leave on the 20th: until then five served, of whom one is a woman, and of a minority.
    let end = json!({"on": "2025-10-20", "ground": "gone", "reason": "Chuyển đi nơi khác"});
    let verb = format!("members/{}/end", member.as_str().expect("an id"));
    act(&commune.front, &at, &verb, &end).await.ok(200);
    let figures = "/api/v1/board-figures?group=commune_inspectorates&from=2025-10-01&to=2025-10-19";
    let counted = async || commune.officer.get(figures).await.ok(200).clone();
    let before = counted().await;
    assert_eq!(
        (&before["members"], &before["women"], &before["minorities"]),
        (&json!(5), &json!(1), &json!(1))
    );
    act(&commune.president, &person, "erase", &why()).await.ok(200);
    assert_eq!(counted().await, before);
    let seen = commune.officer.get(&at).await;
    let seen = seen.ok(200)["members"].as_array().expect("members").clone();
    let left = seen.iter().find(|seen| seen["id"] == *member).expect("the member");
    assert_eq!(
        (&left["name"], &left["person_id"], &left["ended_on"]),
        (&json!("—"), who, &json!("2025-10-20"))
    );
    assert_eq!(left["choice"], members[1]["choice"]);
    // Nobody who was erased is elected again by that record.
    let again = json!({
        "person_id": who, "represents": "village", "village_id": members[1]["village_id"], "chosen_on": "2025-10-20",
        "received_on": "2025-10-20", "present": 90, "in_favour": 80,
    });
    let refused = act(&commune.front, &at, "members", &json!({"members": [again]})).await;
    assert_eq!(
        refused.problem(422, "unknown_reference")["errors"][0]["pointer"],
        "/members/0/person_id"
    );
}
