//! Boards after a reorganisation: whoever directs them now decides whether they continue, are combined or elected anew; what they have under way stays whole.

use serde_json::{Value, json};

use crate::{
    board::{BOARDS, recognition},
    recommendation::{answer, inspected, remedy},
    support::{
        client::{Client, Reply},
        database::Backend,
        register::{PASSWORD, organisation_id, unit_id},
    },
    year::driver::Year,
};

on_both! {
    boards_of_two_communes_go_on_in_one,
    a_board_is_elected_anew_in_the_new_commune,
    boards_of_agencies_that_become_one,
}

const PASSWORD_OF_ALL: &str = "chợ phiên Sìn Hồ";
const RECOMMENDATIONS: &str = "/api/v1/board-recommendations";

fn address(list: &str, record: &Value) -> String {
    format!("{list}/{}", record["id"].as_str().expect("an id"))
}

async fn act(who: &Client, at: &str, verb: &str, body: &Value) -> Reply {
    who.matching(at).await.post(&format!("{at}/{verb}"), body).await
}

/// Somebody who signs in, in whatever post they hold now.
async fn signed_in(year: &Year, login: &str, password: &str) -> Client {
    let nobody = year.server().nobody();
    let tokens = json!({"login": login, "password": password});
    let tokens = nobody.post("/api/v1/auth/login", &tokens).await;
    nobody.bearing(tokens.ok(200)["access_token"].as_str().expect("a token"))
}

/// Somebody with a post in an organisation, who has chosen a password of their own.
pub async fn hired(year: &Year, organisation: &Value, login: &str, role: &str) -> Client {
    let administrator = year.sign_in("administrator.12").await;
    let account = json!({"login": login, "name": "Lò Thị Mai", "organisation": organisation});
    let account = administrator.post("/api/v1/accounts", &account).await;
    let password = account.ok(201)["one_time_password"].clone();
    let posts = format!("{}/posts", address("/api/v1/accounts", &account.json));
    let post = json!({"organisation": organisation, "title": "Chuyên viên", "roles": [role]});
    administrator.post(&posts, &post).await.ok(201);
    let first = signed_in(year, login, password.as_str().expect("a password")).await;
    let change = json!({"current_password": password, "new_password": PASSWORD_OF_ALL});
    first.post("/api/v1/auth/password", &change).await.ok(200);
    signed_in(year, login, PASSWORD_OF_ALL).await
}

async fn person(keeper: &Client, name: &str) -> Value {
    let recorded = keeper.post("/api/v1/persons", &json!({"name": name})).await;
    recorded.ok(201)["id"].clone()
}

/// A board of these members, recognised on a day, with its first member as its head.
async fn recognised((officer, leader): (&Client, &Client), new: &Value, members: &[Value], on: &str) -> Value {
    let founded = officer.post(BOARDS, new).await;
    let at = address(BOARDS, founded.ok(201));
    act(officer, &at, "members", &json!({"members": members})).await.ok(200);
    let board = act(leader, &at, "recognise", &recognition(on)).await;
    let head = json!({"head": board.ok(200)["members"][0]["id"]});
    act(officer, &at, "name-leaders", &head).await.ok(200).clone()
}

/// The inspectorate of Bình Lư, which has its five villages and a Front; its officer and its leader are `can.bo` and `lanh.dao`.
async fn of_binh_lu(year: &Year) -> Value {
    let front = json!({
        "name": "Ủy ban MTTQ Việt Nam xã Bình Lư", "kind": "fatherland_front", "unit": unit_id("03390"), "valid_from": "2025-07-01",
    });
    let province = year.sign_in("leader.12").await;
    let front = province.post("/api/v1/organisations", &front).await.ok(201)["id"].clone();
    let (officer, leader) = (
        hired(year, &front, "can.bo", "officer").await,
        hired(year, &front, "lanh.dao", "leader").await,
    );
    let committee = year.sign_in("officer.03390").await;
    let mut members = Vec::new();
    for number in 1..=5 {
        let village = json!({
            "kind": "Tổ dân phố", "name": format!("Bình Lư {number}"), "valid_from": "2004-01-01",
            "households": {"counted_on": "2025-07-01", "households": 100},
        });
        let village = committee.post("/api/v1/villages", &village).await.ok(201)["id"].clone();
        members.push(json!({
            "person_id": person(&officer, &format!("Vàng A Páo {number}")).await, "represents": "village", "village_id": village,
            "chosen_on": "2025-10-04", "received_on": "2025-10-06", "present": 90, "in_favour": 80,
        }));
    }
    let new = json!({
        "kind": "commune_people_inspectorate", "host": organisation_id("03390"), "term_from": "2025-10-01",
        "name": "Ban Thanh tra nhân dân xã Bình Lư", "term_to": "2030-10-01",
    });
    recognised((&officer, &leader), &new, &members, "2025-10-10").await
}

/// Communes that become one, today; what came of it.
async fn merged(year: &Year, communes: &[&str], on: &str) -> Value {
    let came_of: Vec<Value> = communes.iter().map(|code| json!({"unit": unit_id(code)})).collect();
    let opened = json!({
        "code": "03399", "name": "Đoàn Kết Mới", "kind": "Phường", "level": "commune", "parent_code": "12", "came_of": came_of,
    });
    let new = json!({
        "legal_basis": "Nghị quyết 99/NQ-UBTVQH15", "effective_on": on, "lines": {"opened": [opened], "accounts": "move"},
    });
    let province = year.sign_in("leader.12").await;
    let drafted = province.post("/api/v1/reorganisations", &new).await;
    let at = address("/api/v1/reorganisations", drafted.ok(201));
    let applied = act(&province, &at, "apply", &Value::Null).await;
    applied.ok(200)["effect"].clone()
}

/// A recommendation that was begun, confirmed, sent and received on one day.
async fn received((board, director, addressee): (&Client, &Client, &Client), new: &Value, on: &str) -> (String, Value) {
    let begun = board.post(RECOMMENDATIONS, new).await;
    let at = address(RECOMMENDATIONS, begun.ok(201));
    act(board, &at, "submit", &Value::Null).await.ok(200);
    act(director, &at, "confirm", &Value::Null).await.ok(200);
    act(board, &at, "send", &json!({"number": "5/KN-BTTND", "on": on}))
        .await
        .ok(200);
    let receipt = act(addressee, &at, "receive", &json!({"on": on})).await;
    let due_on = receipt.ok(200)["due_on"].clone();
    (at, due_on)
}

/// The days before which a leader has to answer what boards have recommended.
async fn to_answer(leader: &Client) -> Vec<Value> {
    let list = leader.get("/api/v1/worklist?kind=answer_recommendation").await;
    let items = list.ok(200)["items"].as_array().expect("items").iter();
    items.map(|item| item["due_at"].clone()).collect()
}

fn fate(decision: &str, number: &str, on: &str, by: Option<&str>) -> Value {
    let mut body = json!({"decision": decision, "number": number, "on": on});
    if let Some(by) = by {
        body["by"] = json!(by);
    }
    body
}

fn combined(on: &str) -> Value {
    json!({"ground": "combined", "on": on, "reason": "Hợp nhất theo Quyết định 36/QĐ-MTTQ."})
}

/// What a board is, whoever directs it and wherever it stands.
fn itself(board: &Value) -> Vec<Value> {
    [
        "id",
        "organisation_id",
        "name",
        "state",
        "serving",
        "term_from",
        "term_to",
        "course",
        "members",
        "recommendations",
    ]
    .map(|part| board[part].clone())
    .to_vec()
}

async fn boards_of_two_communes_go_on_in_one(backend: Backend) {
    let (mut commune, one) = inspected(backend).await;
    let other = of_binh_lu(&commune.year).await;
    let mine = hired(&commune.year, &one["organisation_id"], "thu.ky.mot", "board").await;
    hired(&commune.year, &other["organisation_id"], "thu.ky.hai", "board").await;
    let parties = (&mine, &commune.president, &commune.officer);
    let (first, due_on) = received(parties, &remedy("03388"), "2025-10-20").await;
    assert_eq!(due_on, "2025-11-04");
    // Two days later the other board is heard too, and begins something else.
    commune.year.until("2025-10-22").await;
    let year = &mut commune.year;
    let theirs = signed_in(year, "thu.ky.hai", PASSWORD_OF_ALL).await;
    let director = signed_in(year, "lanh.dao", PASSWORD_OF_ALL).await;
    let committee = year.sign_in("officer.03390").await;
    let (second, due_on) = received((&theirs, &director, &committee), &remedy("03390"), "2025-10-22").await;
    assert_eq!(due_on, "2025-11-06");
    let draft = theirs.post(RECOMMENDATIONS, &remedy("03390")).await;
    let draft = address(RECOMMENDATIONS, draft.ok(201));

    let province = year.sign_in("leader.12").await;
    let boards = [address(BOARDS, &one), address(BOARDS, &other)];
    let mut before = Vec::new();
    for board in &boards {
        before.push(province.get(board).await.ok(200).clone());
    }
    let effect = merged(year, &["03388", "03390"], "2025-10-22").await;
    let heir = effect["opened"][0]["id"].clone();
    let moved = effect["boards"].as_array().expect("boards");
    assert_eq!(moved.len(), 2, "{effect}");
    assert!(moved.iter().all(|board| board["unit"] == heir), "{effect}");
    // Both are what they were, in the work of one committee and under one Front.
    let mut after = Vec::new();
    for (board, code) in boards.iter().zip(["03388", "03390"]) {
        let seen = province.get(board).await.ok(200).clone();
        assert_eq!(
            (&seen["unit_id"], &seen["origin_unit_id"]),
            (&heir, &json!(unit_id(code)))
        );
        let codes: Vec<&Value> = seen["findings"]
            .as_array()
            .expect("findings")
            .iter()
            .map(|finding| &finding["code"])
            .collect();
        // Of the ten villages there are now, each board has a member from five.
        let count = |code: &str| codes.iter().filter(|found| ***found == json!(code)).count();
        assert_eq!((count("too_few_members"), count("village_unrepresented")), (1, 5));
        assert_eq!(seen["findings"][0]["foreseen"], 10);
        after.push(seen);
    }
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(itself(before), itself(after));
        for party in ["host", "director"] {
            assert_ne!(before[party]["id"], after[party]["id"], "{party}");
        }
        assert_eq!(before["recommendations"].as_array().map(Vec::len), Some(1));
        assert_eq!(before["members"].as_array().map(Vec::len), Some(5));
    }
    for party in ["host", "director"] {
        assert_eq!(after[0][party]["id"], after[1][party]["id"], "{party}");
    }
    // Whoever led either commune leads the one there is now, and answers both boards by their own clocks.
    let leader = signed_in(year, "leader.03390", PASSWORD).await;
    assert_eq!(
        to_answer(&leader).await,
        [json!("2025-11-04T17:00:00Z"), json!("2025-11-06T17:00:00Z")]
    );
    let answered = act(&leader, &first, "answer", &answer("2025-10-22")).await;
    assert_eq!(
        (
            &answered.ok(200)["course"]["answer"]["late"],
            &answered.json["addressee"]["id"]
        ),
        (&json!(false), &after[0]["host"]["id"])
    );
    // The one Front decides of both: one goes on, the other is combined with it.
    let (president, front) = (
        signed_in(year, "lanh.dao", PASSWORD_OF_ALL).await,
        signed_in(year, "officer.front.03388", PASSWORD).await,
    );
    for (board, decision, number) in [
        (&boards[0], "continue", "35/QĐ-MTTQ"),
        (&boards[1], "combine", "36/QĐ-MTTQ"),
    ] {
        let body = fate(decision, number, "2025-10-22", None);
        let decided = act(&president, board, "decide-fate", &body).await;
        assert_eq!(
            decided.ok(200)["course"]["fates"],
            json!([{"decision": decision, "number": number, "on": "2025-10-22"}])
        );
        // A decision alone ends nothing.
        assert_eq!(
            (&decided.json["state"], &decided.json["serving"]),
            (&json!("recognised"), &json!(5))
        );
    }
    let ended = act(&president, &boards[1], "dissolve", &combined("2025-10-22")).await;
    assert_eq!(
        (&ended.ok(200)["state"], &ended.json["serving"]),
        (&json!("ended"), &json!(0))
    );
    act(
        &president,
        &boards[1],
        "decide-fate",
        &fate("continue", "37/QĐ-MTTQ", "2025-10-22", None),
    )
    .await
    .problem(409, "state_forbids");
    assert_eq!(front.get(&draft).await.ok(200)["state"], "withdrawn");
    assert_eq!(province.get(&boards[0]).await.ok(200)["serving"], 5);
    // The one that goes on writes to the committee there is, which has its fifteen days; to nobody that is no more.
    let mine = signed_in(year, "thu.ky.mot", PASSWORD_OF_ALL).await;
    let gone = mine.post(RECOMMENDATIONS, &remedy("03388")).await;
    assert_eq!(
        gone.problem(422, "unknown_reference")["errors"][0]["pointer"],
        "/addressee"
    );
    let mut new = remedy("03388");
    new["addressee"] = after[0]["host"]["id"].clone();
    let (_, due_on) = received((&mine, &president, &leader), &new, "2025-10-22").await;
    assert_eq!(due_on, "2025-11-06");

    // What the other has left is late in its own time, and its director's to follow up.
    for (day, overdue) in [("2025-11-06", false), ("2025-11-07", true)] {
        year.until(day).await;
        let leader = signed_in(year, "leader.03388", PASSWORD).await;
        assert_eq!(leader.get(&second).await.ok(200)["overdue"], overdue, "{day}");
    }
    let leader = signed_in(year, "leader.03388", PASSWORD).await;
    let answered = act(&leader, &second, "answer", &answer("2025-11-07")).await;
    assert_eq!(
        (&answered.ok(200)["course"]["answer"]["late"], &answered.json["due_on"]),
        (&json!(true), &json!("2025-11-06"))
    );
    let found = json!({"on": "2025-11-07", "progress": "done", "findings": "Đã sửa.", "money_recovered": 3_000_000});
    let front = signed_in(year, "can.bo", PASSWORD_OF_ALL).await;
    act(&front, &second, "follow-up", &found).await.ok(200);
    let mine = signed_in(year, "thu.ky.mot", PASSWORD_OF_ALL).await;
    act(&mine, &first, "follow-up", &found).await.ok(200);
    mine.get(&second).await.problem(404, "not_found");
    let figures = "/api/v1/board-figures?group=commune_inspectorates&from=2025-10-01&to=2025-11-30";
    let counted = leader.get(figures).await.ok(200).clone();
    for (figure, expected) in [
        ("boards", 1),
        ("founded", 2),
        ("dissolved", 1),
        ("members", 5),
        ("recommendations", 3),
        ("answered", 2),
        ("answered_in_time", 1),
        ("money_recovered", 6_000_000),
    ] {
        assert_eq!(counted[figure], expected, "{figure}: {counted}");
    }
}

async fn a_board_is_elected_anew_in_the_new_commune(backend: Backend) {
    let (commune, board) = inspected(backend).await;
    let others = commune.one_of_each().await;
    let at = address(BOARDS, &board);
    let year = &commune.year;
    merged(year, &["03388"], "2025-10-20").await;
    let (front, president) = (
        signed_in(year, "officer.front.03388", PASSWORD).await,
        signed_in(year, "leader.front.03388", PASSWORD).await,
    );
    // Whoever directs it decides, and nobody for them.
    let goes_on = fate("continue", "35/QĐ-MTTQ", "2025-10-20", None);
    for (login, code) in [
        ("officer.front.03388", "forbidden"),
        ("officer.03388", "forbidden"),
        ("leader.03388", "not_yours"),
        ("leader.council.03388", "not_yours"),
        ("leader.12", "not_yours"),
    ] {
        let who = signed_in(year, login, PASSWORD).await;
        act(&who, &at, "decide-fate", &goes_on).await.problem(403, code);
    }
    // A new election has a date; nothing else has.
    for (decision, by) in [
        ("elect_anew", None),
        ("elect_anew", Some("2025-10-19")),
        ("continue", Some("2025-12-31")),
        ("combine", Some("2025-12-31")),
    ] {
        let body = fate(decision, "35/QĐ-MTTQ", "2025-10-20", by);
        let refused = act(&president, &at, "decide-fate", &body).await;
        assert_eq!(
            refused.faults(),
            [("/by".to_owned(), "unsuited".to_owned())].into(),
            "{body}"
        );
    }
    for on in ["2025-10-21", "2025-09-30"] {
        let body = fate("continue", "35/QĐ-MTTQ", on, None);
        let refused = act(&president, &at, "decide-fate", &body).await;
        assert_eq!(
            refused.faults(),
            [("/on".to_owned(), "out_of_range".to_owned())].into(),
            "{on}"
        );
    }
    assert_eq!(president.get(&at).await.ok(200)["course"]["fates"], json!([]));
    // It may decide again, and what it decided before stays on record.
    act(&president, &at, "decide-fate", &goes_on).await.ok(200);
    let anew = fate("elect_anew", "36/QĐ-MTTQ", "2025-10-20", Some("2025-12-31"));
    let decided = act(&president, &at, "decide-fate", &anew).await;
    assert_eq!(decided.ok(200)["course"]["fates"], json!([goes_on, anew]));
    assert_eq!(
        (&decided.json["state"], &decided.json["serving"]),
        (&json!("recognised"), &json!(5))
    );
    let committee = signed_in(year, "officer.03388", PASSWORD).await;
    assert_eq!(
        committee.get(&at).await.ok(200)["course"]["fates"],
        json!([goes_on, anew])
    );
    // The new one is formed beside it by the same villages, and recognised once the old one has ended.
    let new = json!({
        "kind": "commune_people_inspectorate", "host": decided.json["host"]["id"], "term_from": "2025-10-20",
        "name": "Ban Thanh tra nhân dân phường Đoàn Kết Mới", "term_to": "2030-10-20",
    });
    let founded = front.post(BOARDS, &new).await;
    let next = address(BOARDS, founded.ok(201));
    act(&front, &next, "members", &json!({"members": others})).await.ok(200);
    let twice = act(&president, &next, "recognise", &recognition("2025-10-20")).await;
    assert_eq!(twice.problem(409, "already_exists")["existing_id"], board["id"]);
    let over = json!({"ground": "elected_anew", "on": "2025-10-20", "reason": "Bầu mới theo Quyết định của Mặt trận."});
    act(&president, &at, "dissolve", &combined("2025-10-20"))
        .await
        .problem(422, "invalid_content");
    act(&president, &at, "dissolve", &over).await.ok(200);
    let recognised = act(&president, &next, "recognise", &recognition("2025-10-20")).await;
    assert_eq!(
        (&recognised.ok(200)["state"], &recognised.json["serving"]),
        (&json!("recognised"), &json!(5))
    );
    let old = president.get(&at).await.ok(200).clone();
    assert_eq!(
        (&old["state"], &old["serving"], &old["ended_on"]),
        (&json!("ended"), &json!(0), &json!("2025-10-20"))
    );
    assert_eq!(old["course"]["fates"], json!([goes_on, anew]));
    assert_eq!(old["course"]["recognitions"], board["course"]["recognitions"]);
    let ended = old["members"].as_array().expect("members");
    assert_eq!(ended.len(), 5);
    for member in ended {
        assert_eq!(
            (&member["ended_on"], &member["end"]["ground"]),
            (&json!("2025-10-20"), &json!("board_ended"))
        );
    }
}

async fn boards_of_agencies_that_become_one(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.union").await, year.sign_in("leader.union").await);
    let mut boards = Vec::new();
    for host in ["so-noi-vu", "so-gddt"] {
        let new = json!({
            "kind": "agency_people_inspectorate", "host": organisation_id(host), "name": format!("Ban của {host}"), "staff": 40,
            "term_from": "2025-03-01", "term_to": "2027-03-01",
        });
        let mut members = Vec::new();
        for name in ["A", "B", "C"] {
            members.push(json!({
                "person_id": person(&officer, &format!("{name} {host}")).await, "represents": "staff", "chosen_on": "2025-02-27",
                "received_on": "2025-02-27", "present": 40, "in_favour": 38,
            }));
        }
        boards.push(recognised((&officer, &leader), &new, &members, "2025-03-03").await);
    }
    let secretary = hired(&year, &boards[0]["organisation_id"], "thu.ky.noi.vu", "board").await;
    let begun = secretary.post(RECOMMENDATIONS, &remedy("so-noi-vu")).await;
    let row = address(RECOMMENDATIONS, begun.ok(201));
    let sending = json!({"number": "1/KN-BTTND", "on": "2025-10-20"});
    act(&secretary, &row, "send", &sending).await.ok(200);
    let head = year.sign_in("leader.so-noi-vu").await;
    let received = act(&head, &row, "receive", &json!({"on": "2025-10-20"})).await;
    assert_eq!(received.ok(200)["due_on"], "2025-11-04");
    let heir = year.sign_in("leader.so-gddt").await;
    heir.get(&row).await.problem(404, "not_found");
    assert!(to_answer(&heir).await.is_empty());

    let province = year.sign_in("leader.12").await;
    let agency = format!("/api/v1/organisations/{}", organisation_id("so-noi-vu"));
    let closing = json!({"on": "2025-10-20", "reason": "Sáp nhập", "successors": [organisation_id("so-gddt")]});
    act(&province, &agency, "close", &closing).await.ok(200);
    // Both boards inspect the same agency now; the one that was there is as it was.
    let at: Vec<String> = boards.iter().map(|board| address(BOARDS, board)).collect();
    let passed = officer.get(&at[0]).await.ok(200).clone();
    assert_eq!(
        (&passed["host"]["id"], &passed["director"]["id"]),
        (&json!(organisation_id("so-gddt")), &json!(organisation_id("union")))
    );
    assert_eq!(
        (&passed["members"], &passed["course"], &passed["serving"]),
        (&boards[0]["members"], &boards[0]["course"], &json!(3))
    );
    assert_eq!(passed["state"], "recognised");
    assert_eq!(officer.get(&at[1]).await.ok(200), &boards[1]);
    // Whoever goes on with its work answers, by the same clock.
    assert_eq!(to_answer(&heir).await, [json!("2025-11-04T17:00:00Z")]);
    let answered = act(&heir, &row, "answer", &answer("2025-10-20")).await;
    assert_eq!(
        (
            &answered.ok(200)["course"]["answer"]["late"],
            &answered.json["due_on"],
            &answered.json["addressee"]["id"]
        ),
        (&json!(false), &json!("2025-11-04"), &json!(organisation_id("so-gddt")))
    );
    // The union combines them, and goes on with what the one has left.
    let body = fate("combine", "12/QĐ-CĐ", "2025-10-20", None);
    act(&officer, &at[0], "decide-fate", &body)
        .await
        .problem(403, "forbidden");
    act(&heir, &at[0], "decide-fate", &body).await.problem(403, "not_yours");
    act(&leader, &at[0], "decide-fate", &body).await.ok(200);
    act(&leader, &at[0], "dissolve", &combined("2025-10-20")).await.ok(200);
    let found = json!({"on": "2025-10-20", "progress": "done", "findings": "Đã sửa."});
    let followed = act(&officer, &row, "follow-up", &found).await;
    assert_eq!(followed.ok(200)["course"]["follow_ups"][0]["progress"], "done");
    assert_eq!(officer.get(&at[1]).await.ok(200), &boards[1]);
}
