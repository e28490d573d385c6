//! The inspectorate of a state enterprise and the steering committee: who founds them, of whom they are, and what they plan.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    board::{BOARDS, recognition},
    recommendation::{answer, secretary},
    support::{
        client::{Client, Reply},
        database::Backend,
        register::{organisation_id, unit_id},
    },
    year::driver::Year,
};

on_both! {
    an_enterprise_s_inspectorate_is_refused_and_recognised,
    an_enterprise_answers_its_own_inspectorate,
    plans_are_for_a_half_year_or_the_term,
    a_steering_committee_is_its_committee_s_own,
}

const PLANS: &str = "/api/v1/board-plans";

fn at(board: &Value) -> String {
    format!("{BOARDS}/{}", board["id"].as_str().expect("an id"))
}

async fn act(who: &Client, at: &str, verb: &str, body: &Value) -> Reply {
    who.matching(at).await.post(&format!("{at}/{verb}"), body).await
}

async fn person(keeper: &Client, name: &str) -> Value {
    let recorded = keeper.post("/api/v1/persons", &json!({"name": name})).await;
    recorded.ok(201)["id"].clone()
}

/// The province's enterprise.
async fn enterprise(year: &Year) -> Value {
    let new = json!({
        "name": "Công ty TNHH MTV Quản lý thủy nông Lai Châu", "kind": "state_owned_enterprise", "unit": unit_id("12"),
        "managed_by": organisation_id("12"), "valid_from": "2020-01-01",
    });
    let province = year.sign_in("leader.12").await;
    province.post("/api/v1/organisations", &new).await.ok(201)["id"].clone()
}

fn inspectorate(host: &Value) -> Value {
    json!({
        "kind": "enterprise_people_inspectorate", "host": host, "name": "Ban Thanh tra nhân dân Công ty", "term_from": "2025-10-01",
        "term_to": "2027-10-01",
    })
}

/// Somebody whom the conference of Monday, 6 October has elected; the minutes came on Friday.
async fn elected(union: &Client, name: &str) -> Value {
    json!({
        "person_id": person(union, name).await, "represents": "staff", "department": "Xí nghiệp 1", "chosen_on": "2025-10-06",
        "received_on": "2025-10-10", "present": 60, "in_favour": 58,
    })
}

/// What is found of a board: code, weight and article.
fn findings(board: &Value) -> Vec<(&str, &str, &str)> {
    let findings = board["findings"].as_array().expect("findings").iter();
    findings
        .map(|finding| {
            (
                finding["code"].as_str().expect("a code"),
                finding["weight"].as_str().expect("a weight"),
                finding["article"].as_str().expect("an article"),
            )
        })
        .collect()
}

/// An inspectorate of three, recognised and led; its union's officer.
async fn recognised(year: &Year, host: &Value) -> (Value, Client) {
    let (officer, leader) = (year.sign_in("officer.union").await, year.sign_in("leader.union").await);
    let founded = officer.post(BOARDS, &inspectorate(host)).await;
    let board = at(founded.ok(201));
    let mut members = Vec::new();
    for name in ["Lò Văn A", "Lò Văn B", "Lò Văn C"] {
        members.push(elected(&officer, name).await);
    }
    act(&officer, &board, "members", &json!({"members": members}))
        .await
        .ok(200);
    let made = act(&leader, &board, "recognise", &recognition("2025-10-13")).await;
    let head = json!({"head": made.ok(200)["members"][0]["id"]});
    let led = act(&officer, &board, "name-leaders", &head).await;
    (led.ok(200).clone(), officer)
}

async fn an_enterprise_s_inspectorate_is_refused_and_recognised(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let host = enterprise(&year).await;
    let (officer, leader) = (year.sign_in("officer.union").await, year.sign_in("leader.union").await);
    // The union founds it, in an enterprise, for two years; how many work there is asked of agencies alone.
    for login in ["officer.12", "officer.so-gddt", "officer.council.03388"] {
        let refused = year.sign_in(login).await.post(BOARDS, &inspectorate(&host)).await;
        assert_eq!(
            refused.faults(),
            [("/kind".to_owned(), "unsuited".to_owned())].into(),
            "{login}"
        );
    }
    for (field, value, pointer) in [
        ("host", json!(organisation_id("thpt-lai-chau")), "/host"),
        ("host", json!(organisation_id("so-gddt")), "/host"),
        ("kind", json!("agency_people_inspectorate"), "/host"),
        ("staff", json!(120), "/staff"),
        ("project", json!(danchu::access::fresh::<Uuid>()), "/project"),
        ("term_from", json!("2019-12-31"), "/term_from"),
    ] {
        let mut new = inspectorate(&host);
        new[field] = value;
        let refused = officer.post(BOARDS, &new).await;
        assert_eq!(refused.status, 422, "{field}: {}", refused.json);
        assert_eq!(refused.json["errors"][0]["pointer"], pointer, "{}", refused.json);
    }
    let mut endless = inspectorate(&host);
    endless.as_object_mut().expect("a board").remove("term_to");
    let refused = officer.post(BOARDS, &endless).await;
    assert_eq!(
        refused.faults(),
        [("/term_to".to_owned(), "unsuited".to_owned())].into()
    );

    // A year too long, two members, one of them of the management and the other without a majority.
    let mut new = inspectorate(&host);
    new["term_to"] = json!("2028-10-01");
    let founded = officer.post(BOARDS, &new).await;
    let board = at(founded.ok(201));
    let mut members = vec![elected(&officer, "Lò Văn A").await, elected(&officer, "Lò Văn B").await];
    members[0]["standing"] = json!(["management"]);
    members[1]["in_favour"] = json!(30);
    let mut wrong = members.clone();
    wrong[1]["represents"] = json!("village");
    let refused = act(&officer, &board, "members", &json!({"members": wrong})).await;
    assert_eq!(
        refused.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/members/1/represents"
    );
    let added = act(&officer, &board, "members", &json!({"members": members})).await;
    let found = findings(added.ok(200));
    for expected in [
        ("too_few_members", "blocks", "Luật 10/2022/QH15 Điều 77.1"),
        ("wrong_term", "explain", "Luật 10/2022/QH15 Điều 77.3"),
        ("not_eligible", "blocks", "Luật 10/2022/QH15 Điều 77.2"),
        ("no_majority", "blocks", "Luật 10/2022/QH15 Điều 69.2c"),
        ("no_head", "notice", "Luật 10/2022/QH15 Điều 77.4"),
    ] {
        assert!(found.contains(&expected), "{expected:?}: {found:?}");
    }
    assert_eq!(found.len(), 5);
    let blocked = act(&leader, &board, "recognise", &recognition("2025-10-13")).await;
    let detail = blocked.problem(409, "state_forbids")["detail"].to_string();
    for article in ["Điều 77.1", "Điều 77.2", "Điều 69.2c"] {
        assert!(detail.contains(article), "{article}: {detail}");
    }
    let refusal = json!({"number": "3/CĐ-TB", "on": "2025-10-13", "reason": "Không đủ tiêu chuẩn, không đủ số phiếu."});
    act(&leader, &board, "refuse", &refusal).await.ok(200);
    // Three others are elected, one of them head of an office: that stands in the way in agencies alone.
    let mut members = Vec::new();
    for name in ["Lò Văn C", "Lò Văn D", "Lò Văn E"] {
        members.push(elected(&officer, name).await);
    }
    members[2]["standing"] = json!(["deputy_head"]);
    let added = act(&officer, &board, "members", &json!({"members": members})).await;
    assert_eq!(
        findings(added.ok(200)),
        [
            ("no_head", "notice", "Luật 10/2022/QH15 Điều 77.4"),
            ("wrong_term", "explain", "Luật 10/2022/QH15 Điều 77.3"),
        ]
    );
    let unexplained = act(&leader, &board, "recognise", &recognition("2025-10-13")).await;
    assert_eq!(
        unexplained.faults(),
        [("/explanation".to_owned(), "required".to_owned())].into()
    );
    let mut explained = recognition("2025-10-13");
    explained["explanation"] = json!("Theo nhiệm kỳ của Ban chấp hành công đoàn.");
    act(&officer, &board, "recognise", &explained)
        .await
        .problem(403, "forbidden");
    let made = act(&leader, &board, "recognise", &explained).await;
    // The five working days began with the end of the conference, not when the minutes came.
    assert_eq!(
        made.ok(200)["course"]["recognitions"][0]["made"],
        json!({"on": "2025-10-13", "due_on": "2025-10-13", "late": false})
    );
    assert_eq!(
        (&made.json["state"], &made.json["serving"]),
        (&json!("recognised"), &json!(3))
    );
    // Of fewer than nine, two deputies are one too many.
    let serving: Vec<&Value> = made.json["members"]
        .as_array()
        .expect("members")
        .iter()
        .filter(|member| member.get("ended_on").is_none())
        .map(|member| &member["id"])
        .collect();
    let led = json!({"head": serving[0], "deputies": [serving[1], serving[2]]});
    let led = act(&officer, &board, "name-leaders", &led).await;
    assert!(
        findings(led.ok(200)).contains(&("too_many_deputies", "explain", "Nghị định 59/2023/NĐ-CP Điều 25.2")),
        "{}",
        led.json["findings"]
    );
    let led = json!({"head": serving[0], "deputies": [serving[1]]});
    let led = act(&officer, &board, "name-leaders", &led).await;
    assert_eq!(
        findings(led.ok(200)),
        [("wrong_term", "explain", "Luật 10/2022/QH15 Điều 77.3")]
    );
    // It is internal: above they see that it is there, and a council does not.
    let above = year.sign_in("officer.12").await;
    let seen = above.get(&board).await;
    assert_eq!(
        (&seen.ok(200)["members"], &seen.json["serving"]),
        (&json!([]), &json!(3))
    );
    let council = year.sign_in("overseer.council.12").await;
    council.get(&board).await.problem(404, "not_found");
    // It ends by its term or where it is combined, and for no reason of others.
    for ground in ["project_finished", "not_required", "host_closed"] {
        let end = json!({"ground": ground, "on": "2025-10-20", "reason": "Kết thúc"});
        let refused = act(&leader, &board, "dissolve", &end).await;
        assert_eq!(
            refused.faults(),
            [("/ground".to_owned(), "unsuited".to_owned())].into(),
            "{ground}"
        );
    }
    // Its term ends on another day, which is told.
    let early = json!({"ground": "term_over", "on": "2025-10-20", "reason": "Kết thúc"});
    for (language, told) in [
        (
            "vi",
            "Nhiệm kỳ chưa hết: kết thúc ngày 2028-10-01 (Luật 10/2022/QH15 Điều 77).",
        ),
        (
            "en",
            "The term is not over: it ends on 2028-10-01 (Law 10/2022/QH15 Art. 77).",
        ),
    ] {
        let leader = leader.with("Accept-Language", language);
        let refused = act(&leader, &board, "dissolve", &early).await;
        assert_eq!(refused.faults(), [("/on".to_owned(), "out_of_range".to_owned())].into());
        assert_eq!(refused.json["errors"][0]["message"], told);
    }
}

/// Somebody who leads the enterprise.
async fn director(year: &Year, host: &Value) -> Client {
    const OWN: &str = "chợ phiên Sìn Hồ";
    let administrator = year.sign_in("administrator.12").await;
    let account = json!({"login": "giam.doc", "name": "Lò Văn Pâng", "organisation": host});
    let account = administrator.post("/api/v1/accounts", &account).await;
    let password = account.ok(201)["one_time_password"].clone();
    let posts = format!("/api/v1/accounts/{}/posts", account.json["id"].as_str().expect("an id"));
    let post = json!({"organisation": host, "title": "Giám đốc", "roles": ["leader"]});
    administrator.post(&posts, &post).await.ok(201);
    let nobody = year.server().nobody();
    let tokens = json!({"login": "giam.doc", "password": password});
    let tokens = nobody.post("/api/v1/auth/login", &tokens).await;
    let first = nobody.bearing(tokens.ok(200)["access_token"].as_str().expect("a token"));
    let change = json!({"current_password": password, "new_password": OWN});
    let tokens = first.post("/api/v1/auth/password", &change).await;
    nobody.bearing(tokens.ok(200)["access_token"].as_str().expect("a token"))
}

async fn an_enterprise_answers_its_own_inspectorate(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let host = enterprise(&year).await;
    let (board, union) = recognised(&year, &host).await;
    let secretary = secretary(&year, &board, "thu.ky.cty").await;
    let director = director(&year, &host).await;
    let new = json!({
        "kind": "protect_rights", "title": "Trả đủ tiền làm thêm giờ", "content": "Theo phản ánh của người lao động.", "addressee": host,
    });
    let begun = secretary.post("/api/v1/board-recommendations", &new).await;
    let row = format!(
        "/api/v1/board-recommendations/{}",
        begun.ok(201)["id"].as_str().expect("an id")
    );
    director.get(&row).await.problem(404, "not_found");
    // It asks nobody's leave.
    act(&secretary, &row, "submit", &Value::Null)
        .await
        .problem(409, "state_forbids");
    let sending = json!({"number": "2/KN-BTTND", "on": "2025-10-20", "through_director": true});
    act(&secretary, &row, "send", &sending).await.ok(200);
    let received = act(&director, &row, "receive", &json!({"on": "2025-10-20"})).await;
    // The management has the fifteen days of the law (Art. 81.1d).
    assert_eq!(received.ok(200)["due_on"], "2025-11-04");
    let waiting = director.get("/api/v1/worklist?kind=answer_recommendation").await;
    assert_eq!(waiting.ok(200)["items"][0]["due_at"], "2025-11-04T17:00:00Z");
    act(&union, &row, "answer", &answer("2025-10-20"))
        .await
        .problem(403, "forbidden");
    let answered = act(&director, &row, "answer", &answer("2025-10-20")).await;
    assert_eq!(answered.ok(200)["course"]["answer"]["late"], false);
    // The house knows who is on it, and so does nobody else.
    let members = |board: &Value| board["members"].as_array().map(Vec::len);
    assert_eq!(members(director.get(&at(&board)).await.ok(200)), Some(3));
    let above = year.sign_in("leader.12").await;
    assert_eq!(members(above.get(&at(&board)).await.ok(200)), Some(0));
}

fn plan(period: Option<&str>, issued_on: Option<&str>) -> Value {
    let mut new =
        json!({"title": "Kế hoạch của Ban", "purpose": "Giám sát việc chi trả lương", "work": "Quý IV: xí nghiệp 1"});
    for (field, value) in [("period", period), ("issued_on", issued_on)] {
        if let Some(value) = value {
            new[field] = json!(value);
        }
    }
    new
}

async fn plans_are_for_a_half_year_or_the_term(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let host = enterprise(&year).await;
    let (board, union) = recognised(&year, &host).await;
    let secretary = secretary(&year, &board, "thu.ky.cty").await;
    let director = director(&year, &host).await;
    let here = || format!("{PLANS}/{}", danchu::access::fresh::<Uuid>());
    let (half, term) = (here(), here());
    assert_eq!(
        secretary.put(&half, &plan(Some("2025-H2"), None)).await.ok(201)["period"],
        "2025-H2"
    );
    let whole = secretary.put(&term, &plan(None, None)).await;
    assert_eq!(whole.ok(201).get("period"), None);
    // The board has one for each: another half is another, the same half or the term is not.
    secretary.put(&here(), &plan(Some("2026-H1"), None)).await.ok(201);
    for (period, first) in [(Some("2025-H2"), &half), (None, &term)] {
        let twice = secretary.put(&here(), &plan(period, None)).await;
        let existing = twice.problem(409, "already_exists")["existing_id"]
            .as_str()
            .expect("an id");
        assert!(first.ends_with(existing), "{period:?}");
    }
    for period in ["2025-11", "2025-9M"] {
        let refused = secretary.put(&here(), &plan(Some(period), None)).await;
        assert_eq!(
            refused.faults(),
            [("/period".to_owned(), "unsuited".to_owned())].into(),
            "{period}"
        );
    }
    // A draft is the board's and its union's.
    union.get(&half).await.ok(200);
    for who in [&director, &year.sign_in("officer.12").await] {
        who.get(&half).await.problem(404, "not_found");
    }
    // Nobody but the board writes it.
    let issued = plan(Some("2025-H2"), Some("2025-10-20"));
    for who in [&union, &director] {
        who.put(&half, &issued).await.problem(403, "forbidden");
    }
    secretary
        .put(&half, &issued)
        .await
        .problem(428, "precondition_required");
    secretary.matching(&half).await.put(&half, &issued).await.ok(200);
    assert_eq!(director.get(&half).await.ok(200)["issued_on"], "2025-10-20");
    director.get(&term).await.problem(404, "not_found");
    let listed = director.get(PLANS).await;
    assert_eq!(listed.ok(200)["items"].as_array().map(Vec::len), Some(1));
    let listed = secretary.get(PLANS).await;
    assert_eq!(listed.ok(200)["items"].as_array().map(Vec::len), Some(3));
    // It is internal, issued or not.
    let council = year.sign_in("overseer.council.12").await;
    council.get(&half).await.problem(404, "not_found");
}

async fn a_steering_committee_is_its_committee_s_own(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let new = |host: &str| {
        json!({
            "kind": "steering_committee", "host": organisation_id(host), "name": "Ban Chỉ đạo thực hiện dân chủ ở cơ sở",
            "term_from": "2025-10-01",
        })
    };
    for login in ["officer.union", "officer.front.03388", "officer.thpt-lai-chau"] {
        let refused = year.sign_in(login).await.post(BOARDS, &new("03388")).await;
        assert_eq!(
            refused.faults(),
            [("/kind".to_owned(), "unsuited".to_owned())].into(),
            "{login}"
        );
    }
    // Its own, and nobody else's; one that watches over it would be no steering committee.
    let province = year.sign_in("officer.12").await;
    for (who, host) in [(&officer, "thpt-lai-chau"), (&officer, "03390"), (&province, "03388")] {
        let refused = who.post(BOARDS, &new(host)).await;
        assert_eq!(
            refused.problem(422, "unknown_reference")["errors"][0]["pointer"],
            "/host",
            "{host}"
        );
    }
    let founded = officer.post(BOARDS, &new("03388")).await;
    let board = at(founded.ok(201));
    assert_eq!(
        (&founded.json["director"]["id"], &founded.json["host"]["id"]),
        (&json!(organisation_id("03388")), &json!(organisation_id("03388")))
    );
    assert_eq!(founded.json.get("term_to"), None);
    let second = officer.post(BOARDS, &new("03388")).await;
    assert_eq!(second.problem(409, "already_exists")["existing_id"], founded.json["id"]);
    // Members are sent, not elected.
    let sent = json!({
        "person_id": person(&officer, "Lò Văn Inh").await, "represents": "body", "department": "Văn phòng", "chosen_on": "2025-10-06",
        "received_on": "2025-10-06",
    });
    let mut voted = sent.clone();
    voted["present"] = json!(10);
    voted["in_favour"] = json!(9);
    let mut staff = voted.clone();
    staff["represents"] = json!("staff");
    for (member, pointer) in [(&voted, "/members/0/in_favour"), (&staff, "/members/0/represents")] {
        let refused = act(&officer, &board, "members", &json!({"members": [member]})).await;
        assert_eq!(
            refused.faults(),
            [(pointer.to_owned(), "unsuited".to_owned())].into(),
            "{}",
            refused.json
        );
    }
    let added = act(&officer, &board, "members", &json!({"members": [sent]})).await;
    // No law says how it is made up.
    assert_eq!(added.ok(200)["findings"], json!([]));
    act(&officer, &board, "recognise", &recognition("2025-10-10"))
        .await
        .problem(403, "forbidden");
    let made = act(&leader, &board, "recognise", &recognition("2025-10-10")).await;
    assert_eq!(
        (&made.ok(200)["state"], &made.json["serving"], &made.json["findings"]),
        (&json!("recognised"), &json!(1), &json!([]))
    );
    // Whoever is above sees that it is there; overseers do not.
    let seen = province.get(&board).await;
    assert_eq!(
        (&seen.ok(200)["members"], &seen.json["serving"]),
        (&json!([]), &json!(1))
    );
    for login in [
        "overseer.front.03388",
        "overseer.council.03388",
        "officer.03390",
        "officer.thpt-lai-chau",
    ] {
        let who = year.sign_in(login).await;
        who.get(&board).await.problem(404, "not_found");
    }
    // It inspects nothing: it plans and recommends nothing in its own name.
    let secretary = secretary(&year, &made.json, "thu.ky.bcd").await;
    let here = format!("{PLANS}/{}", danchu::access::fresh::<Uuid>());
    secretary
        .put(&here, &plan(Some("2025-H2"), None))
        .await
        .problem(409, "state_forbids");
    let recommendation =
        json!({"kind": "remedy", "title": "Khắc phục", "content": "Đề nghị", "addressee": organisation_id("03388")});
    secretary
        .post("/api/v1/board-recommendations", &recommendation)
        .await
        .problem(409, "state_forbids");
    // The next one is formed beside it, and recognised once it has ended.
    let next = officer.post(BOARDS, &new("03388")).await;
    let next = at(next.ok(201));
    let other = json!({
        "person_id": person(&officer, "Vàng Thị Mỷ").await, "represents": "body", "chosen_on": "2025-10-15", "received_on": "2025-10-15",
    });
    act(&officer, &next, "members", &json!({"members": [other]}))
        .await
        .ok(200);
    let twice = act(&leader, &next, "recognise", &recognition("2025-10-20")).await;
    assert_eq!(twice.problem(409, "already_exists")["existing_id"], founded.json["id"]);
    // Without a term, none is over.
    for ground in ["term_over", "not_required", "project_finished"] {
        let end = json!({"ground": ground, "on": "2025-10-20", "reason": "Kiện toàn"});
        let refused = act(&leader, &board, "dissolve", &end).await;
        assert_eq!(
            refused.faults(),
            [("/ground".to_owned(), "unsuited".to_owned())].into(),
            "{ground}"
        );
    }
    let end = json!({"ground": "combined", "on": "2025-10-20", "reason": "Kiện toàn"});
    assert_eq!(act(&leader, &board, "dissolve", &end).await.ok(200)["state"], "ended");
    act(&leader, &next, "recognise", &recognition("2025-10-20"))
        .await
        .ok(200);
}
