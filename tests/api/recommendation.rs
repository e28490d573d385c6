//! What boards recommend, and what comes of it: the board, whoever directs it, and whom it is for.

mod evidence;
mod reminded;
mod statements;
mod urged;

use serde_json::{Value, json};

use crate::{
    board::{BOARDS, Commune, recognition},
    feed::number,
    support::{
        client::{Client, Reply},
        database::Backend,
        register::{organisation_id, unit_id},
    },
    year::driver::Year,
};

on_both! {
    one_that_gets_no_answer_is_taken_up,
    the_board_is_heard_by_nobody_else_before_it_sends,
    one_of_an_agency_goes_straight_to_its_head,
    whom_it_is_for,
    what_is_to_change_in_the_law_is_found_by_its_day,
    the_heir_answers_by_the_same_clock,
    what_a_board_leaves_is_its_director_s,
    a_board_ends_with_its_agency_and_passes_with_its_union,
    drafts_are_in_nobody_s_feed,
    a_board_is_read_by_as_many_statements_whatever_it_has,
}

pub const PASSWORD_OF_ALL: &str = "chợ phiên Sìn Hồ";
pub const RECOMMENDATIONS: &str = "/api/v1/board-recommendations";

/// Whoever keeps the papers of a board.
pub async fn secretary(year: &Year, board: &Value, login: &str) -> Client {
    let administrator = year.sign_in("administrator.12").await;
    let body = &board["organisation_id"];
    let account = json!({"login": login, "name": "Lò Thị Mai", "organisation": body});
    let account = administrator.post("/api/v1/accounts", &account).await;
    let password = account.ok(201)["one_time_password"].clone();
    let posts = format!("/api/v1/accounts/{}/posts", account.json["id"].as_str().expect("an id"));
    let post = json!({"organisation": body, "title": "Thư ký Ban", "roles": ["board"]});
    administrator.post(&posts, &post).await.ok(201);
    let nobody = year.server().nobody();
    let tokens = nobody
        .post("/api/v1/auth/login", &json!({"login": login, "password": password}))
        .await;
    let first = nobody.bearing(tokens.ok(200)["access_token"].as_str().expect("a token"));
    let change = json!({"current_password": password, "new_password": PASSWORD_OF_ALL});
    let tokens = first.post("/api/v1/auth/password", &change).await;
    nobody.bearing(tokens.ok(200)["access_token"].as_str().expect("a token"))
}

/// Đoàn Kết with its inspectorate.
pub async fn inspected(backend: Backend) -> (Commune, Value) {
    inspected_by(backend, 5).await
}

/// Đoàn Kết of so many villages, with an inspectorate of one of each.
async fn inspected_by(backend: Backend, members: usize) -> (Commune, Value) {
    let commune = Commune::of(backend, members).await;
    let board = commune.inspectorate().await;
    board.add(&commune.front, &commune.one_of_each().await).await.ok(200);
    let recognised = board
        .act(&commune.president, "recognise", &recognition("2025-10-10"))
        .await;
    let head = recognised.ok(200)["members"][0]["id"].clone();
    let led = board
        .act(&commune.front, "name-leaders", &json!({ "head": head }))
        .await;
    let board = led.ok(200).clone();
    (commune, board)
}

pub struct Recommendation {
    pub address: String,
}

impl Recommendation {
    pub async fn begin(board: &Client, new: &Value) -> Self {
        let begun = board.post(RECOMMENDATIONS, new).await;
        let id = begun.ok(201)["id"].as_str().expect("an id").to_owned();
        Self {
            address: format!("{RECOMMENDATIONS}/{id}"),
        }
    }

    pub async fn act(&self, who: &Client, verb: &str, body: &Value) -> Reply {
        let seen = who.get(&self.address).await;
        let who = match seen.status.is_success() {
            true => who.with("If-Match", seen.header("etag")),
            false => who.with("If-Match", "\"1.0\""),
        };
        who.post(&format!("{}/{verb}", self.address), body).await
    }
}

pub fn remedy(addressee: &str) -> Value {
    json!({
        "kind": "remedy", "title": "Khắc phục đoạn đường sụt lún", "content": "Đề nghị khắc phục trước mùa mưa.",
        "addressee": organisation_id(addressee),
    })
}

pub fn answer(on: &str) -> Value {
    json!({"outcome": "partly", "explanation": "Đã yêu cầu đơn vị thi công khắc phục.", "number": "215 /UBND-KT", "on": on})
}

/// What waits of a kind, with the day before it is too late.
async fn waits(who: &Client, kind: &str) -> Vec<Value> {
    let list = who.get(&format!("/api/v1/worklist?kind={kind}")).await;
    let items = list.ok(200)["items"].as_array().expect("items").iter();
    items.map(|item| item["due_at"].clone()).collect()
}

async fn one_that_gets_no_answer_is_taken_up(backend: Backend) {
    let (mut commune, board) = inspected(backend).await;
    let secretary_s = secretary(&commune.year, &board, "thu.ky").await;
    let leader = commune.year.sign_in("leader.03388").await;
    let row = Recommendation::begin(&secretary_s, &remedy("03388")).await;
    row.act(&secretary_s, "submit", &Value::Null).await.ok(200);
    assert_eq!(waits(&commune.president, "confirm_recommendation").await, [Value::Null]);
    let back = json!({"reason": "Chưa nêu căn cứ."});
    row.act(&commune.president, "return", &back).await.ok(200);
    let change = json!({"content": "Theo biên bản kiểm tra ngày 15/10/2025."});
    let mine = secretary_s.matching(&row.address).await;
    mine.patch(&row.address, &change).await.ok(200);
    row.act(&secretary_s, "submit", &Value::Null).await.ok(200);
    row.act(&commune.president, "confirm", &Value::Null).await.ok(200);
    assert_eq!(waits(&secretary_s, "send_recommendation").await, [Value::Null]);
    let sending = json!({"number": "05/KN-BTTND", "on": "2025-10-20"});
    row.act(&secretary_s, "send", &sending).await.ok(200);
    let mine = secretary_s.matching(&row.address).await;
    mine.patch(&row.address, &change).await.problem(409, "state_forbids");
    assert_eq!(waits(&commune.officer, "receive_recommendation").await, [Value::Null]);
    let received = row.act(&commune.officer, "receive", &json!({"on": "2025-10-20"})).await;
    // Fifteen days end on Tuesday, 4 November.
    assert_eq!(received.ok(200)["due_on"], "2025-11-04");
    assert_eq!(
        waits(&leader, "answer_recommendation").await,
        [json!("2025-11-04T17:00:00Z")]
    );
    row.act(&secretary_s, "ask-director", &json!({"content": "Quá hạn"}))
        .await
        .problem(409, "state_forbids");
    // Nobody answers.
    commune.year.until("2025-11-05").await;
    let (officer, leader) = (
        commune.year.sign_in("officer.03388").await,
        commune.year.sign_in("leader.03388").await,
    );
    let (front, president) = (
        commune.year.sign_in("overseer.front.03388").await,
        commune.year.sign_in("leader.front.03388").await,
    );
    let tokens = json!({"login": "thu.ky", "password": PASSWORD_OF_ALL});
    let tokens = commune.year.server().nobody().post("/api/v1/auth/login", &tokens).await;
    let nobody = commune.year.server().nobody();
    let secretary_s = nobody.bearing(tokens.ok(200)["access_token"].as_str().expect("a token"));
    for who in [&officer, &secretary_s, &front] {
        let overdue = who.get(&format!("{RECOMMENDATIONS}?overdue=true")).await;
        assert_eq!(overdue.ok(200)["items"][0]["overdue"], true);
    }
    let summary = leader.get("/api/v1/worklist/summary").await;
    let counts = summary.ok(200)["counts"].as_array().expect("counts").iter();
    let count = counts
        .clone()
        .find(|count| count["kind"] == "answer_recommendation")
        .expect("a count");
    assert_eq!(count["late"], 1);
    assert_eq!(waits(&secretary_s, "ask_about_recommendation").await.len(), 1);
    assert_eq!(
        waits(&president, "take_up_recommendation").await,
        [Value::Null],
        "the time is over"
    );
    row.act(
        &secretary_s,
        "ask-director",
        &json!({"content": "Quá 15 ngày chưa có trả lời."}),
    )
    .await
    .ok(200);
    assert_eq!(waits(&president, "take_up_recommendation").await, [Value::Null]);
    let taking = json!({"number": "40/MTTQ-BTT", "on": "2025-11-05", "to": "Chủ tịch Ủy ban nhân dân tỉnh"});
    row.act(&president, "take-up", &taking).await.ok(200);
    row.act(&officer, "answer", &answer("2025-11-05"))
        .await
        .problem(403, "forbidden");
    let answered = row.act(&leader, "answer", &answer("2025-11-05")).await;
    let told = &answered.ok(200)["course"]["answer"];
    assert_eq!(
        (&told["late"], &told["number"], &told["by_addressee"]),
        (&json!(true), &json!("215/UBND-KT"), &json!(true))
    );
    row.act(&leader, "answer", &answer("2025-11-05"))
        .await
        .problem(409, "state_forbids");
    assert_eq!(waits(&secretary_s, "follow_recommendation").await, [Value::Null]);
    let found = json!({"on": "2025-11-05", "progress": "done", "findings": "Đã sửa.", "money_recovered": 12_000_000});
    let followed = row.act(&secretary_s, "follow-up", &found).await;
    assert_eq!(
        followed.ok(200)["course"]["follow_ups"][0]["money_recovered"],
        12_000_000
    );
    let mut too_much = found.clone();
    too_much["land_recovered"] = json!(10_000_000_000_001_i64);
    let refused = row.act(&secretary_s, "follow-up", &too_much).await;
    assert_eq!(
        refused.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/land_recovered"
    );
    let close = json!({"on": "2025-11-05", "reason": "Đã thực hiện xong."});
    let closed = row.act(&secretary_s, "close", &close).await;
    assert_eq!(
        (&closed.ok(200)["state"], &closed.json["allowed_actions"]),
        (&json!("closed"), &json!([]))
    );
}

async fn the_board_is_heard_by_nobody_else_before_it_sends(backend: Backend) {
    let (commune, board) = inspected(backend).await;
    let board = secretary(&commune.year, &board, "thu.ky").await;
    let row = Recommendation::begin(&board, &remedy("03388")).await;
    commune.president.get(&row.address).await.ok(200);
    for login in [
        "officer.03388",
        "leader.03388",
        "overseer.council.03388",
        "leader.12",
        "officer.03390",
    ] {
        let who = commune.year.sign_in(login).await;
        who.get(&row.address).await.problem(404, "not_found");
        assert_eq!(who.get(RECOMMENDATIONS).await.ok(200)["items"], json!([]), "{login}");
    }
    // The inspected writes nothing of its inspector's.
    let leader = commune.year.sign_in("leader.03388").await;
    leader
        .post(RECOMMENDATIONS, &remedy("03388"))
        .await
        .problem(403, "forbidden");
    row.act(&leader, "answer", &answer("2025-10-20"))
        .await
        .problem(404, "not_found");
    row.act(&commune.president, "answer", &answer("2025-10-20"))
        .await
        .problem(403, "not_yours");
    row.act(&board, "withdraw", &json!({"reason": "Đã giải quyết"}))
        .await
        .ok(200);
    let row = Recommendation::begin(&board, &remedy("03388")).await;
    row.act(&board, "submit", &Value::Null).await.ok(200);
    row.act(&commune.president, "confirm", &Value::Null).await.ok(200);
    row.act(&board, "send", &json!({"number": "5/KN", "on": "2025-10-20"}))
        .await
        .ok(200);
    for login in ["officer.03388", "overseer.council.03388", "leader.12"] {
        let who = commune.year.sign_in(login).await;
        assert_eq!(who.get(&row.address).await.ok(200)["state"], "sent", "{login}");
    }
    commune
        .year
        .sign_in("officer.03390")
        .await
        .get(&row.address)
        .await
        .problem(404, "not_found");
    // What is above sees it, and does not answer for the committee.
    let above = commune.year.sign_in("leader.12").await;
    row.act(&above, "receive", &json!({"on": "2025-10-20"}))
        .await
        .problem(403, "not_yours");
    for (body, pointer) in [
        (json!({"outcome": "accepted", "on": "2025-10-20"}), ""),
        (
            json!({"outcome": "accepted", "explanation": " ", "on": "2025-10-20"}),
            "/explanation",
        ),
        (
            json!({"outcome": "perhaps", "explanation": "Có", "on": "2025-10-20"}),
            "/outcome",
        ),
    ] {
        let refused = row.act(&leader, "answer", &body).await;
        assert_eq!(refused.status, 422, "{}", refused.json);
        assert_eq!(refused.json["errors"][0]["pointer"], pointer, "{}", refused.json);
    }
}

async fn one_of_an_agency_goes_straight_to_its_head(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.union").await, year.sign_in("leader.union").await);
    let new = json!({
        "kind": "agency_people_inspectorate", "host": organisation_id("so-gddt"), "name": "Ban Thanh tra nhân dân Sở", "staff": 40,
        "term_from": "2025-03-01", "term_to": "2027-03-01",
    });
    let founded = officer.post(BOARDS, &new).await;
    let address = format!("{BOARDS}/{}", founded.ok(201)["id"].as_str().expect("an id"));
    let mut members = Vec::new();
    for name in ["A", "B", "C"] {
        let person = officer.post("/api/v1/persons", &json!({"name": name})).await;
        members.push(json!({
            "person_id": person.ok(201)["id"], "represents": "staff", "chosen_on": "2025-02-27", "received_on": "2025-02-27", "present": 40,
            "in_favour": 38,
        }));
    }
    let mine = officer.matching(&address).await;
    mine.post(&format!("{address}/members"), &json!({"members": members}))
        .await
        .ok(200);
    let theirs = leader.matching(&address).await;
    let board = theirs
        .post(&format!("{address}/recognise"), &recognition("2025-03-03"))
        .await;
    let secretary = secretary(&year, board.ok(200), "thu.ky.so").await;
    // Nobody leads it yet.
    secretary
        .post(RECOMMENDATIONS, &remedy("so-gddt"))
        .await
        .problem(409, "state_forbids");
    let head = json!({ "head": board.json["members"][0]["id"] });
    let mine = officer.matching(&address).await;
    mine.post(&format!("{address}/name-leaders"), &head).await.ok(200);
    let row = Recommendation::begin(&secretary, &remedy("so-gddt")).await;
    row.act(&secretary, "submit", &Value::Null)
        .await
        .problem(409, "state_forbids");
    let sending = json!({"number": "1/KN-BTTND", "on": "2025-10-20", "through_director": true});
    row.act(&secretary, "send", &sending).await.ok(200);
    let head = year.sign_in("leader.so-gddt").await;
    let received = row.act(&head, "receive", &json!({"on": "2025-10-20"})).await;
    assert_eq!(received.ok(200)["due_on"], "2025-11-04");
    let answered = row.act(&head, "answer", &answer("2025-10-20")).await;
    assert_eq!(answered.ok(200)["course"]["answer"]["late"], false);
    // It is internal: no council sees it.
    let council = year.sign_in("overseer.council.12").await;
    council.get(&row.address).await.problem(404, "not_found");
}

/// Indicator F13 of the reports: in words, what boards have recommended of the law in a period.
async fn what_is_to_change_in_the_law_is_found_by_its_day(backend: Backend) {
    let (commune, board) = inspected(backend).await;
    let secretary = secretary(&commune.year, &board, "thu.ky").await;
    let mut new = remedy("03388");
    new["kind"] = json!("amend_law");
    new["title"] = json!("Điều 14.1b Nghị định 59/2023/NĐ-CP: thời hạn gửi kế hoạch");
    let row = Recommendation::begin(&secretary, &new).await;
    row.act(&secretary, "submit", &Value::Null).await.ok(200);
    row.act(&commune.president, "confirm", &Value::Null).await.ok(200);
    let officer = &commune.officer;
    let titles = async |query: &str| {
        let list = officer.get(&format!("{RECOMMENDATIONS}?kind=amend_law{query}")).await;
        let items = list.ok(200)["items"].as_array().expect("items").iter();
        items.map(|item| item["title"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(titles("").await, Vec::<Value>::new(), "nobody has sent it");
    let sending = json!({"number": "05/KN-BTTND", "on": "2025-10-20"});
    row.act(&secretary, "send", &sending).await.ok(200);
    for (query, found) in [
        ("", true),
        ("&sent_from=2025-10-20&sent_to=2025-10-20", true),
        ("&sent_from=2025-10-21", false),
        ("&sent_to=2025-10-19", false),
    ] {
        let expected: &[Value] = if found { &[new["title"].clone()] } else { &[] };
        assert_eq!(titles(query).await, expected, "{query}");
    }
    let other = format!("{RECOMMENDATIONS}?kind=remedy");
    assert_eq!(officer.get(&other).await.ok(200)["items"], json!([]));
}

async fn whom_it_is_for(backend: Backend) {
    let (commune, board) = inspected(backend).await;
    let board = secretary(&commune.year, &board, "thu.ky").await;
    // Somebody above, who has no clock; nobody elsewhere, nor the board itself or its Front.
    Recommendation::begin(&board, &remedy("so-gddt")).await;
    for key in ["03390", "front.03388", "11"] {
        let refused = board.post(RECOMMENDATIONS, &remedy(key)).await;
        assert_eq!(
            refused.problem(422, "unknown_reference")["errors"][0]["pointer"],
            "/addressee",
            "{key}"
        );
    }
    let mut both = remedy("03388");
    both["addressee_name"] = json!("Công ty");
    board.post(RECOMMENDATIONS, &both).await.problem(422, "invalid_content");
    let investor = json!({
        "kind": "handle_violation", "title": "Xử lý", "content": "Thi công sai thiết kế.", "addressee_name": "Công ty TNHH Hoàng Liên",
        "answer_by": "2025-11-10",
    });
    let row = Recommendation::begin(&board, &investor).await;
    row.act(&board, "submit", &Value::Null).await.ok(200);
    row.act(&commune.president, "confirm", &Value::Null).await.ok(200);
    row.act(&board, "send", &json!({"number": "6/KN", "on": "2025-10-20"}))
        .await
        .ok(200);
    let received = row.act(&board, "record-receipt", &json!({"on": "2025-10-20"})).await;
    assert_eq!(received.ok(200)["due_on"], "2025-11-10");
    let answered = row.act(&board, "record-answer", &answer("2025-10-20")).await;
    assert_eq!(answered.ok(200)["course"]["answer"]["by_addressee"], false);
    let mut past = investor.clone();
    past["answer_by"] = json!("2025-10-19");
    board.post(RECOMMENDATIONS, &past).await.problem(422, "invalid_content");
}

async fn the_heir_answers_by_the_same_clock(backend: Backend) {
    let (commune, board) = inspected(backend).await;
    let secretary = secretary(&commune.year, &board, "thu.ky").await;
    let row = Recommendation::begin(&secretary, &remedy("03388")).await;
    row.act(&secretary, "submit", &Value::Null).await.ok(200);
    row.act(&commune.president, "confirm", &Value::Null).await.ok(200);
    row.act(&secretary, "send", &json!({"number": "5/KN", "on": "2025-10-20"}))
        .await
        .ok(200);
    row.act(&commune.officer, "receive", &json!({"on": "2025-10-20"}))
        .await
        .ok(200);
    // The commune takes another name: its committee, its Front and its board go on as others.
    let province = commune.year.sign_in("leader.12").await;
    let came_of = json!([{"unit": unit_id("03388")}]);
    let act = json!({
        "legal_basis": "Nghị quyết 99/NQ-UBTVQH15", "effective_on": "2025-10-20",
        "lines": {"opened": [{
            "code": "03399", "name": "Đoàn Kết Mới", "kind": "Phường", "level": "commune", "parent_code": "12", "came_of": came_of,
        }]},
    });
    let drafted = province.post("/api/v1/reorganisations", &act).await;
    let at = format!(
        "/api/v1/reorganisations/{}",
        drafted.ok(201)["id"].as_str().expect("an id")
    );
    let apply = province.matching(&at).await;
    let applied = apply.post(&format!("{at}/apply"), &Value::Null).await;
    let moved = &applied.ok(200)["effect"]["boards"];
    assert_eq!(
        (&moved[0]["id"], moved.as_array().map(Vec::len)),
        (&board["id"], Some(1)),
        "{}",
        applied.json["effect"]
    );
    let heir = &moved[0]["unit"];
    let seen = province.get(&row.address).await;
    assert_eq!(
        (&seen.ok(200)["unit_id"], &seen.json["origin_unit_id"]),
        (heir, &json!(unit_id("03388")))
    );
    assert_eq!(
        (&seen.json["due_on"], &seen.json["state"]),
        (&json!("2025-11-04"), &json!("received"))
    );
    let addressee = seen.json["addressee"]["id"].as_str().expect("an id");
    assert_ne!(json!(addressee), json!(organisation_id("03388")));
    let committee = province.get(&format!("/api/v1/organisations/{addressee}")).await;
    assert_eq!(&committee.ok(200)["unit"]["id"], heir);
    let passed = province
        .get(&format!("{BOARDS}/{}", board["id"].as_str().expect("an id")))
        .await;
    assert_eq!((&passed.ok(200)["unit_id"], &passed.json["serving"]), (heir, &json!(5)));
    assert_ne!(passed.json["director"]["id"], board["director"]["id"]);
    assert_eq!(passed.json["host"]["id"], json!(addressee));
    // The board itself is the same, and so is what it may do.
    assert_eq!(passed.json["organisation_id"], board["organisation_id"]);
    let mine = secretary.get(&row.address).await;
    assert_eq!(mine.ok(200)["allowed_actions"], json!(["record_answer", "close"]));
}

/// One that the committee has received, of a board of Đoàn Kết.
pub async fn received(commune: &Commune, board: &Client) -> Recommendation {
    let row = Recommendation::begin(board, &remedy("03388")).await;
    row.act(board, "submit", &Value::Null).await.ok(200);
    row.act(&commune.president, "confirm", &Value::Null).await.ok(200);
    let sending = json!({"number": "5/KN", "on": "2025-10-20"});
    row.act(board, "send", &sending).await.ok(200);
    let receipt = json!({"on": "2025-10-20"});
    row.act(&commune.officer, "receive", &receipt).await.ok(200);
    row
}

async fn what_a_board_leaves_is_its_director_s(backend: Backend) {
    let (commune, board) = inspected(backend).await;
    let secretary = secretary(&commune.year, &board, "thu.ky").await;
    let sent = received(&commune, &secretary).await;
    let draft = Recommendation::begin(&secretary, &remedy("03388")).await;
    let at = format!("{BOARDS}/{}", board["id"].as_str().expect("an id"));
    let end = json!({"ground": "combined", "on": "2025-10-20", "reason": "Hợp nhất hai Ban."});
    let ended = commune
        .president
        .matching(&at)
        .await
        .post(&format!("{at}/dissolve"), &end)
        .await;
    assert_eq!(ended.ok(200)["state"], "ended");
    assert_eq!(commune.front.get(&draft.address).await.ok(200)["state"], "withdrawn");
    // The committee still answers, and the Front's officer goes on where the board has stopped.
    let leader = commune.year.sign_in("leader.03388").await;
    let seen = commune.front.get(&sent.address).await;
    assert_eq!(seen.ok(200)["board"]["name"], "Ban Thanh tra nhân dân phường Đoàn Kết");
    let taking = json!({"number": "40/MTTQ-BTT", "on": "2025-10-20", "to": "Chủ tịch Ủy ban nhân dân tỉnh"});
    sent.act(&commune.president, "take-up", &taking).await.ok(200);
    sent.act(&leader, "answer", &answer("2025-10-20")).await.ok(200);
    assert_eq!(waits(&commune.front, "follow_recommendation").await, [Value::Null]);
    let found = json!({"on": "2025-10-20", "progress": "done", "findings": "Đã sửa."});
    sent.act(&secretary, "follow-up", &found)
        .await
        .problem(404, "not_found");
    sent.act(&commune.front, "follow-up", &found).await.ok(200);
    let close = json!({"on": "2025-10-20", "reason": "Đã thực hiện xong."});
    assert_eq!(
        sent.act(&commune.front, "close", &close).await.ok(200)["state"],
        "closed"
    );
    // Nobody writes new ones for it.
    for who in [&secretary, &commune.front] {
        who.post(RECOMMENDATIONS, &remedy("03388"))
            .await
            .problem(409, "state_forbids");
    }
}

async fn a_board_ends_with_its_agency_and_passes_with_its_union(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.union").await;
    let new = |host: &str| {
        json!({
            "kind": "agency_people_inspectorate", "host": organisation_id(host), "name": format!("Ban của {host}"), "staff": 40,
            "term_from": "2025-03-01", "term_to": "2027-03-01",
        })
    };
    let mut boards = Vec::new();
    for host in ["thpt-lai-chau", "so-noi-vu"] {
        let founded = officer.post(BOARDS, &new(host)).await;
        boards.push(founded.ok(201).clone());
    }
    let at = |board: &Value| format!("{BOARDS}/{}", board["id"].as_str().expect("an id"));
    let province = year.sign_in("leader.12").await;
    let close = async |id: String, on: &str, successors: Value| {
        let address = format!("/api/v1/organisations/{id}");
        let closing = json!({"on": on, "reason": "Sắp xếp", "successors": successors});
        let who = province.matching(&address).await;
        who.post(&format!("{address}/close"), &closing).await
    };
    // The organisation that a board is ends with the board alone.
    let body = boards[0]["organisation_id"].as_str().expect("an id").to_owned();
    close(body, "2025-10-20", json!([])).await.problem(409, "state_forbids");
    let agency = organisation_id("so-noi-vu").to_string();
    close(agency.clone(), "2027-01-01", json!([]))
        .await
        .problem(409, "state_forbids");
    close(agency, "2025-10-20", json!([])).await.ok(200);
    let over = officer.get(&at(&boards[1])).await;
    assert_eq!(
        (&over.ok(200)["state"], &over.json["course"]["dissolution"]["ground"]),
        (&json!("ended"), &json!("host_closed"))
    );
    // Whom it inspects does not come to direct it, be it named the union's successor: the Front of its unit does.
    let inspected = json!([organisation_id("thpt-lai-chau")]);
    close(organisation_id("union").to_string(), "2025-10-20", inspected)
        .await
        .ok(200);
    let passed = province.get(&at(&boards[0])).await;
    let front = json!(organisation_id("front.03388"));
    assert_eq!(
        (&passed.ok(200)["director"]["id"], &passed.json["state"]),
        (&front, &json!("forming"))
    );
}

async fn drafts_are_in_nobody_s_feed(backend: Backend) {
    let (commune, board) = inspected(backend).await;
    let secretary = secretary(&commune.year, &board, "thu.ky").await;
    let row = Recommendation::begin(&secretary, &remedy("03388")).await;
    row.act(&secretary, "submit", &Value::Null).await.ok(200);
    row.act(&commune.president, "confirm", &Value::Null).await.ok(200);
    number(&commune.year).await;
    let id = row.address.rsplit('/').next().expect("an id").to_owned();
    // Sent, it is told to whoever it is for by their worklist; the feed tells the committee what it does itself.
    row.act(&secretary, "send", &json!({"number": "5/KN", "on": "2025-10-20"}))
        .await
        .ok(200);
    let receipt = json!({"on": "2025-10-20"});
    row.act(&commune.officer, "receive", &receipt).await.ok(200);
    number(&commune.year).await;
    for (login, versions) in [("leader.03388", vec![5]), ("leader.12", vec![])] {
        let who = commune.year.sign_in(login).await;
        let events = who.get(&format!("/api/v1/events?record={id}")).await;
        let events = events.ok(200)["items"].as_array().expect("items").iter();
        let told: Vec<_> = events
            .map(|event| event["record_version"].as_i64().expect("a version"))
            .collect();
        assert_eq!(told, versions, "{login}");
    }
}

async fn a_board_is_read_by_as_many_statements_whatever_it_has(backend: Backend) {
    let (commune, board) = inspected(backend).await;
    let address = format!("{BOARDS}/{}", board["id"].as_str().expect("an id"));
    let store = &commune.year.server().served;
    let leader = commune.year.sign_in("leader.03388").await;
    // Who asks is known after the first time.
    leader.get(&address).await.ok(200);
    let mut sent = Vec::new();
    let secretary = secretary(&commune.year, &board, "thu.ky").await;
    for more in [0, 1, 3] {
        for _ in 0..more {
            received(&commune, &secretary).await;
        }
        leader.get(&address).await.ok(200);
        let before = store.statements();
        let seen = leader.get(&address).await;
        sent.push(store.statements() - before);
        let members = seen.ok(200)["members"].as_array().map(Vec::len);
        assert!(members >= Some(5), "{}", seen.json);
    }
    let open = leader.get(&address).await.ok(200)["recommendations"]
        .as_array()
        .map(Vec::len);
    assert_eq!(open, Some(4));
    // The board with its director, host and members by name; its villages; what it has recommended.
    assert_eq!(sent, [3, 3, 3]);
}
