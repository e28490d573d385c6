//! Inspection boards, from their founding to their end, by whoever directs them.

mod posts;
mod project;
mod term;

use serde_json::{Value, json};

use crate::{
    support::{
        client::{Client, Reply},
        database::Backend,
        register::organisation_id,
    },
    year::driver::Year,
};

on_both! {
    a_commune_s_inspectorate_is_refused_and_recognised,
    nobody_is_elected_against_the_law,
    members_leave_and_others_are_elected,
    vacant_places_are_filled_one_after_the_other,
    nobody_is_twice_at_once_and_no_board_beside_another,
    a_supervision_board_ends_with_its_project,
    a_workplace_has_its_own_board,
    each_sees_what_is_theirs,
}

pub const BOARDS: &str = "/api/v1/inspection-boards";

/// A commune with its villages, and those who act for its Front.
pub struct Commune {
    pub year: Year,
    pub officer: Client,
    pub front: Client,
    pub president: Client,
    villages: Vec<Value>,
}

impl Commune {
    /// Đoàn Kết with so many villages of 100 households.
    pub async fn of(backend: Backend, villages: usize) -> Self {
        let year = Year::begin(backend, "2025-10-20").await;
        let officer = year.sign_in("officer.03388").await;
        let mut all = Vec::new();
        for number in 1..=villages {
            let new = json!({
                "kind": "Tổ dân phố", "name": number.to_string(), "valid_from": "2004-01-01",
                "households": {"counted_on": "2025-07-01", "households": 100},
            });
            all.push(officer.post("/api/v1/villages", &new).await.ok(201)["id"].clone());
        }
        Self {
            front: year.sign_in("officer.front.03388").await,
            president: year.sign_in("leader.front.03388").await,
            villages: all,
            officer,
            year,
        }
    }

    pub async fn inspectorate(&self) -> Board {
        let new = json!({
            "kind": "commune_people_inspectorate", "host": organisation_id("03388"), "term_from": "2025-10-01",
            "name": "Ban Thanh tra nhân dân phường Đoàn Kết", "term_to": "2030-10-01",
        });
        Board::found(&self.front, &new).await
    }

    /// Somebody elected in a village with so many of its hundred households.
    async fn elected(&self, village: usize, in_favour: u32) -> Value {
        let name = format!("Lò Văn Ín {village} {in_favour}");
        json!({
            "person_id": person(&self.front, json!({"name": name})).await, "represents": "village",
            "village_id": self.villages[village], "chosen_on": "2025-10-04", "received_on": "2025-10-06", "present": 90,
            "in_favour": in_favour,
        })
    }

    /// One of each village.
    pub async fn one_of_each(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for village in 0..self.villages.len() {
            all.push(self.elected(village, 80).await);
        }
        all
    }
}

pub async fn person(keeper: &Client, new: Value) -> Value {
    keeper.post("/api/v1/persons", &new).await.ok(201)["id"].clone()
}

pub struct Board {
    pub address: String,
}

impl Board {
    pub async fn found(director: &Client, new: &Value) -> Self {
        let founded = director.post(BOARDS, new).await;
        let id = founded.ok(201)["id"].as_str().expect("an id").to_owned();
        Self {
            address: format!("{BOARDS}/{id}"),
        }
    }

    pub async fn act(&self, who: &Client, verb: &str, body: &Value) -> Reply {
        let who = who.matching(&self.address).await;
        who.post(&format!("{}/{verb}", self.address), body).await
    }

    pub async fn add(&self, who: &Client, members: &[Value]) -> Reply {
        self.act(who, "members", &json!({ "members": members })).await
    }

    /// Ids of those who are members, in the order in which they were chosen.
    async fn members(&self, who: &Client) -> Vec<String> {
        let seen = who.get(&self.address).await;
        let members = seen.ok(200)["members"].as_array().expect("members").iter();
        members
            .map(|member| member["id"].as_str().expect("an id").to_owned())
            .collect()
    }
}

pub fn recognition(on: &str) -> Value {
    json!({"number": "21 /QÐ-MTTQ-BTT", "signed_on": on, "signer": "Lò Thị Phương"})
}

fn codes(board: &Value) -> Vec<&str> {
    let findings = board["findings"].as_array().expect("findings").iter();
    findings
        .map(|finding| finding["code"].as_str().expect("a code"))
        .collect()
}

async fn a_commune_s_inspectorate_is_refused_and_recognised(backend: Backend) {
    let commune = Commune::of(backend, 6).await;
    let board = commune.inspectorate().await;
    let mut members = commune.one_of_each().await;
    let last = members.split_off(4);
    board.add(&commune.front, &members).await.ok(200);
    // Four are too few, whatever the Front would say.
    let refused = board
        .act(&commune.president, "recognise", &recognition("2025-10-10"))
        .await;
    let detail = refused.problem(409, "state_forbids")["detail"].to_string();
    assert!(detail.contains("Luật 10/2022/QH15 Điều 36.1"), "{detail}");
    let told = board.add(&commune.front, &last[..1]).await;
    assert_eq!(
        codes(told.ok(200)),
        ["too_few_members", "village_unrepresented", "no_head"]
    );
    // Five of six villages: with an explanation.
    let unexplained = board
        .act(&commune.president, "recognise", &recognition("2025-10-10"))
        .await;
    assert_eq!(
        unexplained.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/explanation"
    );
    board
        .act(&commune.front, "recognise", &recognition("2025-10-10"))
        .await
        .problem(403, "forbidden");
    let mut explained = recognition("2025-10-14");
    explained["explanation"] = json!("Tổ dân phố 6 bầu bổ sung trong tháng 11.");
    let recognised = board.act(&commune.president, "recognise", &explained).await;
    let made = &recognised.ok(200)["course"]["recognitions"][0]["made"];
    // Received on Monday the 6th: five working days end on Monday the 13th.
    assert_eq!((&made["due_on"], &made["late"]), (&json!("2025-10-13"), &json!(true)));
    assert_eq!(
        (&recognised.json["state"], &recognised.json["serving"]),
        (&json!("recognised"), &json!(5))
    );
    // The sixth is elected, and recognised by a decision of its own.
    board.add(&commune.front, &last[1..]).await.ok(200);
    board
        .act(&commune.president, "recognise", &recognition("2025-10-13"))
        .await
        .ok(200);
    let all = board.members(&commune.front).await;
    let lead = json!({"head": all[2], "deputies": [all[0], all[1]]});
    let led = board.act(&commune.front, "name-leaders", &lead).await;
    assert_eq!(led.ok(200)["findings"], json!([]));
    assert_eq!(led.json["members"][0]["position"], "head");
    // The next term's is formed beside it, and not recognised before this one has ended.
    let next = commune.inspectorate().await;
    next.add(&commune.front, &commune.one_of_each().await).await.ok(200);
    let twice = next
        .act(&commune.president, "recognise", &recognition("2025-10-10"))
        .await;
    let existing = twice.problem(409, "already_exists")["existing_id"].to_string();
    assert!(board.address.contains(existing.trim_matches('"')));
    let end = json!({"ground": "combined", "on": "2025-10-18", "reason": "Hợp nhất"});
    let ended = board.act(&commune.president, "dissolve", &end).await;
    assert_eq!(
        (&ended.ok(200)["state"], &ended.json["serving"]),
        (&json!("ended"), &json!(0))
    );
    // Nor for a day on which this one was still there.
    let back_dated = next
        .act(&commune.president, "recognise", &recognition("2025-10-17"))
        .await;
    assert_eq!(
        back_dated.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/signed_on"
    );
    next.act(&commune.president, "recognise", &recognition("2025-10-18"))
        .await
        .ok(200);
    let body = ended.json["organisation_id"].as_str().expect("an id");
    let body = commune.front.get(&format!("/api/v1/organisations/{body}")).await;
    assert_eq!(
        (
            &body.ok(200)["kind"],
            &body.json["valid_to"],
            &body.json["close_reason"]
        ),
        (&json!("inspection_board"), &json!("2025-10-18"), &json!("Hợp nhất"))
    );
}

async fn nobody_is_elected_against_the_law(backend: Backend) {
    let commune = Commune::of(backend, 5).await;
    let board = commune.inspectorate().await;
    let front = &commune.front;
    let one = commune.elected(0, 50).await;
    let told = board.add(front, std::slice::from_ref(&one)).await;
    assert_eq!(
        told.ok(200)["findings"].as_array().map(Vec::len),
        Some(7),
        "{}",
        told.json
    );
    // Half of all households are not more than half.
    let found = told.json["findings"].as_array().expect("findings").iter();
    let lost = found
        .clone()
        .find(|finding| finding["code"] == "no_majority")
        .expect("a finding");
    assert_eq!((&lost["found"], &lost["foreseen"]), (&json!(50), &json!(51)));
    assert_eq!(lost["article"], "Luật 10/2022/QH15 Điều 21.1");
    let with = |field: &str, value: Value| {
        let mut changed = one.clone();
        changed[field] = value;
        changed
    };
    let twice = board.add(front, std::slice::from_ref(&one)).await;
    assert_eq!(
        twice.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/members/0/person_id"
    );
    let other = person(front, json!({"name": "Vàng Thị Mỷ"})).await;
    let changed = |field: &str, value: Value| {
        let mut changed = with(field, value);
        changed["person_id"] = other.clone();
        [changed]
    };
    for (field, value, pointer) in [
        ("present", json!(101), "/members/0/present"),
        ("in_favour", json!(91), "/members/0/in_favour"),
        ("chosen_on", json!("2003-12-31"), "/members/0/chosen_on"),
        ("chosen_on", json!("2025-10-21"), "/members/0/chosen_on"),
        ("received_on", json!("2025-10-03"), "/members/0/received_on"),
        ("represents", json!("staff"), "/members/0/represents"),
        ("village_id", Value::Null, "/members/0/village_id"),
        ("village_id", json!(other), "/members/0/village_id"),
    ] {
        let refused = board.add(front, &changed(field, value)).await;
        assert_eq!(refused.status, 422, "{field}: {}", refused.json);
        assert_eq!(refused.json["errors"][0]["pointer"], pointer, "{}", refused.json);
    }
    let many = |members: usize| vec![one.clone(); members];
    let ten_thousand = board.add(front, &many(10_000)).await;
    ten_thousand.problem(413, "body_too_large");
    let refused = board.add(front, &many(101)).await;
    assert_eq!(
        refused.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/members"
    );
    // The committee's record of a village head, and the Front's of a member, are of one person.
    let same = json!({"name": "Tẩn A Phử", "national_id": "012199000777"});
    let head = person(&commune.officer, same.clone()).await;
    let appointment = json!({
        "position": "village_head", "village_id": commune.villages[1], "valid_from": "2024-01-05",
        "decision": {"number": "5/QĐ-UBND", "signed_on": "2024-01-05"},
    });
    let address = format!("/api/v1/persons/{}/appointments", head.as_str().expect("an id"));
    commune.officer.post(&address, &appointment).await.ok(201);
    let mut member = commune.elected(1, 90).await;
    member["person_id"] = person(front, same).await;
    let told = board.add(front, &[member]).await;
    assert!(codes(told.ok(200)).contains(&"not_eligible"), "{}", told.json);
    let late = json!({"kind": "commune_people_inspectorate", "host": organisation_id("03388"), "name": "Ban khác",
        "term_from": "2025-10-01", "term_to": "2030-10-01"});
    front.post(BOARDS, &late).await.problem(409, "already_exists");
    for (field, value, pointer) in [
        ("host", json!(organisation_id("03390")), "/host"),
        ("host", json!(organisation_id("so-gddt")), "/host"),
        ("term_from", json!("2025-10-21"), "/term_from"),
        ("term_to", json!("2025-10-01"), "/term_to"),
        ("term_to", Value::Null, "/term_to"),
        ("staff", json!(20), "/staff"),
        ("kind", json!("agency_people_inspectorate"), "/staff"),
    ] {
        let mut new = late.clone();
        new[field] = value;
        let refused = front.post(BOARDS, &new).await;
        assert_eq!(refused.status, 422, "{field}: {}", refused.json);
        assert_eq!(refused.json["errors"][0]["pointer"], pointer, "{}", refused.json);
    }
}

async fn members_leave_and_others_are_elected(backend: Backend) {
    let commune = Commune::of(backend, 5).await;
    let board = commune.inspectorate().await;
    let (front, president) = (&commune.front, &commune.president);
    board.add(front, &commune.one_of_each().await).await.ok(200);
    let members = board.members(front).await;
    // One of them is refused, in writing; the others wait on.
    let refusal =
        json!({"number": "22/MTTQ-BTT", "on": "2025-10-10", "reason": "Đã chuyển đi.", "members": [members[4]]});
    let refused = board.act(president, "refuse", &refusal).await;
    assert_eq!(refused.ok(200)["course"]["refusals"][0]["members"], json!([members[4]]));
    board
        .act(president, "recognise", &recognition("2025-10-10"))
        .await
        .problem(409, "state_forbids");
    board.add(front, &[commune.elected(4, 70).await]).await.ok(200);
    board
        .act(president, "recognise", &recognition("2025-10-10"))
        .await
        .ok(200);
    // One resigns; nobody does so twice, or before they served.
    let end = |on: &str| json!({"on": on, "ground": "resigned", "reason": "Xin thôi"});
    let verb = format!("members/{}/end", members[0]);
    board
        .act(front, &verb, &end("2025-10-09"))
        .await
        .problem(422, "invalid_content");
    let ended = board.act(front, &verb, &end("2025-10-15")).await;
    assert_eq!(ended.ok(200)["serving"], 4);
    board
        .act(front, &verb, &end("2025-10-15"))
        .await
        .problem(409, "state_forbids");
    let gone = format!("members/{}/end", commune.villages[0].as_str().expect("an id"));
    board
        .act(front, &gone, &end("2025-10-15"))
        .await
        .problem(404, "not_found");
    // Somebody else is elected in the same village.
    let mut next = commune.elected(0, 75).await;
    next["chosen_on"] = json!("2025-10-17");
    next["received_on"] = json!("2025-10-18");
    board.add(front, &[next]).await.ok(200);
    let recognised = board.act(president, "recognise", &recognition("2025-10-20")).await;
    assert_eq!(recognised.ok(200)["serving"], 5);
    board
        .act(president, "recognise", &recognition("2025-10-20"))
        .await
        .problem(409, "state_forbids");
    let decided = json!({"decision": "elect_anew", "number": "35/QĐ-MTTQ", "on": "2025-10-20"});
    let undated = board.act(president, "decide-fate", &decided).await;
    assert_eq!(undated.problem(422, "invalid_content")["errors"][0]["pointer"], "/by");
}

/// Law 10/2022 Art. 36.2: whoever leaves is replaced, village by village; what is wanting meanwhile is explained, and not forbidden. Art. 21.2: each result has
/// its own five working days.
async fn vacant_places_are_filled_one_after_the_other(backend: Backend) {
    let commune = Commune::of(backend, 5).await;
    let board = commune.inspectorate().await;
    let (front, president) = (&commune.front, &commune.president);
    board.add(front, &commune.one_of_each().await).await.ok(200);
    let members = board.members(front).await;
    board
        .act(president, "recognise", &recognition("2025-10-08"))
        .await
        .ok(200);
    let end = json!({"on": "2025-10-10", "ground": "resigned", "reason": "Xin thôi"});
    for member in &members[..2] {
        board.act(front, &format!("members/{member}/end"), &end).await.ok(200);
    }
    let elected = async |village: usize, received_on: &str| {
        let mut next = commune.elected(village, 75).await;
        next["chosen_on"] = json!("2025-10-11");
        next["received_on"] = json!(received_on);
        next
    };
    let both = [elected(0, "2025-10-13").await, elected(1, "2025-10-20").await];
    board.add(front, &both[..1]).await.ok(200);
    let mut decision = recognition("2025-10-17");
    let unexplained = board.act(president, "recognise", &decision).await;
    assert_eq!(
        unexplained.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/explanation"
    );
    decision["explanation"] = json!("Tổ dân phố 2 bầu bổ sung sau.");
    let filled = board.act(president, "recognise", &decision).await;
    assert_eq!(filled.ok(200)["serving"], 4);
    // A refusal of one is judged by the day its own result came.
    board.add(front, &both[1..]).await.ok(200);
    let waiting = board.members(front).await;
    let late = elected(0, "2025-10-12").await;
    board.add(front, &[late]).await.ok(200);
    let refusal =
        json!({"number": "22/MTTQ-BTT", "on": "2025-10-20", "reason": "Đã chuyển đi.", "members": [waiting[6]]});
    let refused = board.act(president, "refuse", &refusal).await;
    let made = &refused.ok(200)["course"]["refusals"][0]["made"];
    assert_eq!((&made["late"], &made["due_on"]), (&json!(false), &json!("2025-10-27")));
}

/// Nobody is twice on one board on any day, nor has a commune two inspectorates on any day.
async fn nobody_is_twice_at_once_and_no_board_beside_another(backend: Backend) {
    let commune = Commune::of(backend, 5).await;
    let board = commune.inspectorate().await;
    let (front, president) = (&commune.front, &commune.president);
    let everybody = commune.one_of_each().await;
    board.add(front, &everybody).await.ok(200);
    let members = board.members(front).await;
    board
        .act(president, "recognise", &recognition("2025-10-08"))
        .await
        .ok(200);
    let end = json!({"on": "2025-10-15", "ground": "resigned", "reason": "Xin thôi"});
    board
        .act(front, &format!("members/{}/end", members[0]), &end)
        .await
        .ok(200);
    // Their own place again: not for a day on which they still held it.
    let first = &everybody[0];
    let again = |on: &str| {
        let mut again = first.clone();
        again["chosen_on"] = json!(on);
        again["received_on"] = json!(on);
        again
    };
    let refused = board.add(front, &[again("2025-10-14")]).await;
    assert_eq!(
        refused.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/members/0/person_id"
    );
    board.add(front, &[again("2025-10-15")]).await.ok(200);
    let over = json!({"ground": "combined", "on": "2025-10-18", "reason": "Sắp xếp"});
    board.act(president, "dissolve", &over).await.ok(200);
    let mut next = json!({
        "kind": "commune_people_inspectorate", "host": organisation_id("03388"), "term_from": "2025-10-17",
        "name": "Ban Thanh tra nhân dân phường Đoàn Kết", "term_to": "2030-10-17",
    });
    let beside = front.post(BOARDS, &next).await;
    assert_eq!(
        beside.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/term_from"
    );
    next["term_from"] = json!("2025-10-18");
    front.post(BOARDS, &next).await.ok(201);
}

async fn a_supervision_board_ends_with_its_project(backend: Backend) {
    let commune = Commune::of(backend, 2).await;
    let (front, president) = (&commune.front, &commune.president);
    let road = format!("/api/v1/investment-projects/{}", danchu::access::fresh::<uuid::Uuid>());
    let project = json!({
        "name": "Đường Nà Khằm", "funding": "public_investment", "investor": "Ban quản lý dự án", "cost": 4_500_000_000_u64,
        "begins_on": "2025-08-20",
    });
    commune.officer.put(&road, &project).await.problem(409, "state_forbids");
    let recorded = front.put(&road, &project).await;
    let mut new = json!({
        "kind": "community_investment_supervision", "host": organisation_id("03388"), "term_from": "2025-09-01",
        "name": "Ban Giám sát đầu tư của cộng đồng đường Nà Khằm", "project": recorded.ok(201)["id"],
    });
    front.put(&road, &project).await.ok(200);
    let unknown = new.clone();
    new["project"] = json!(danchu::access::fresh::<uuid::Uuid>());
    front.post(BOARDS, &new).await.problem(422, "unknown_reference");
    let new = unknown;
    let board = Board::found(front, &new).await;
    let mut members = commune.one_of_each().await;
    members.push(commune.elected(0, 77).await);
    for part in ["front", "inspectorate"] {
        members.push(json!({
            "person_id": person(front, json!({"name": part})).await, "represents": part, "chosen_on": "2025-09-02",
            "received_on": "2025-09-02",
        }));
    }
    board.add(front, &members).await.ok(200);
    let notice = json!({"number": "30/MTTQ-BTT", "on": "2025-10-17", "starts_on": "2025-11-30"});
    board
        .act(front, "notify-investor", &notice)
        .await
        .problem(409, "state_forbids");
    board
        .act(president, "recognise", &recognition("2025-10-13"))
        .await
        .ok(200);
    let told = board.act(front, "notify-investor", &notice).await;
    assert_eq!(told.ok(200)["project"]["name"], "Đường Nà Khằm");
    let sent = &told.json["course"]["notice"]["sent"];
    assert_eq!((&sent["due_on"], &sent["late"]), (&json!("2025-10-16"), &json!(true)));
    board
        .act(front, "notify-investor", &notice)
        .await
        .problem(409, "state_forbids");
    let support = json!({"on": "2025-10-15", "amount": 5_000_000, "from": "Ủy ban nhân dân phường"});
    let supported = board.act(front, "record-support", &support).await;
    assert_eq!(supported.ok(200)["course"]["supports"][0]["amount"], 5_000_000);
    let figures = "/api/v1/board-figures?group=supervision&from=2025-10-01&to=2025-10-31";
    let counted = commune.officer.get(figures).await;
    assert_eq!(
        (
            &counted.ok(200)["projects"],
            &counted.json["support"],
            &counted.json["boards"]
        ),
        (&json!(1), &json!(5_000_000), &json!(1))
    );
    let end = |ground: &str| json!({"ground": ground, "on": "2025-10-20", "reason": "Đã nghiệm thu"});
    for ground in ["term_over", "host_closed"] {
        board
            .act(president, "dissolve", &end(ground))
            .await
            .problem(422, "invalid_content");
    }
    board
        .act(president, "dissolve", &end("term_over"))
        .await
        .problem(422, "invalid_content");
    // The project goes on until its end is recorded.
    board
        .act(president, "dissolve", &end("project_finished"))
        .await
        .problem(409, "state_forbids");
    let mut finished = project.clone();
    finished["ended_on"] = json!("2025-10-18");
    front.matching(&road).await.put(&road, &finished).await.ok(200);
    let ended = board.act(president, "dissolve", &end("project_finished")).await;
    assert_eq!(
        (&ended.ok(200)["state"], &ended.json["allowed_actions"]),
        (&json!("ended"), &json!([]))
    );
    board
        .act(president, "dissolve", &end("project_finished"))
        .await
        .problem(409, "state_forbids");
}

async fn a_workplace_has_its_own_board(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.union").await, year.sign_in("leader.union").await);
    let new = |staff: u32| {
        json!({
            "kind": "agency_people_inspectorate", "host": organisation_id("so-gddt"), "name": "Ban Thanh tra nhân dân Sở", "staff": staff,
            "term_from": "2025-03-01", "term_to": "2027-03-01",
        })
    };
    let small = Board::found(&officer, &new(7)).await;
    let mut members = Vec::new();
    for name in ["Lò Văn A", "Lò Văn B", "Lò Văn C"] {
        members.push(json!({
            "person_id": person(&officer, json!({"name": name})).await, "represents": "staff", "department": "Văn phòng",
            "chosen_on": "2025-02-27", "received_on": "2025-02-27", "present": 40, "in_favour": 38,
        }));
    }
    small.add(&officer, &members).await.ok(200);
    let blocked = small.act(&leader, "recognise", &recognition("2025-03-03")).await;
    let detail = blocked.problem(409, "state_forbids")["detail"].to_string();
    assert!(detail.contains("Điều 60.1"), "{detail}");
    let end = json!({"ground": "not_required", "on": "2025-10-20", "reason": "Cơ quan có 7 người"});
    small.act(&leader, "dissolve", &end).await.ok(200);
    let board = Board::found(&officer, &new(40)).await;
    members[2]["standing"] = json!(["chief_accountant"]);
    board.add(&officer, &members).await.ok(200);
    let blocked = board.act(&leader, "recognise", &recognition("2025-03-03")).await;
    let detail = blocked.problem(409, "state_forbids")["detail"].to_string();
    assert!(detail.contains("Điều 60.2"), "{detail}");
    let accountant = &board.members(&officer).await[2];
    let refusal = json!({"number": "1/CĐ", "on": "2025-03-03", "reason": "Kế toán trưởng", "members": [accountant]});
    board.act(&leader, "refuse", &refusal).await.ok(200);
    members[2]["standing"] = json!([]);
    members[2]["person_id"] = person(&officer, json!({"name": "Lò Văn D"})).await;
    board.add(&officer, &members[2..]).await.ok(200);
    let recognised = board.act(&leader, "recognise", &recognition("2025-03-06")).await;
    assert_eq!(recognised.ok(200)["course"]["recognitions"][0]["made"]["late"], false);
    // It is the union's; whom it inspects, and those above, see that it is there.
    let host = year.sign_in("officer.so-gddt").await;
    assert_eq!(
        host.get(&board.address).await.ok(200)["members"]
            .as_array()
            .map(Vec::len),
        Some(4)
    );
    let above = year.sign_in("officer.12").await;
    let seen = above.get(&board.address).await;
    assert_eq!(
        (&seen.ok(200)["members"], &seen.json["serving"]),
        (&json!([]), &json!(3))
    );
    let council = year.sign_in("overseer.council.12").await;
    council.get(&board.address).await.problem(404, "not_found");
    let head = year.sign_in("leader.so-gddt").await;
    head.matching(&board.address)
        .await
        .post(&format!("{}/dissolve", board.address), &end)
        .await
        .problem(403, "not_yours");
}

async fn each_sees_what_is_theirs(backend: Backend) {
    let commune = Commune::of(backend, 5).await;
    let board = commune.inspectorate().await;
    let mut members = commune.one_of_each().await;
    members[0]["standing"] = json!(["not_resident"]);
    board.add(&commune.front, &members).await.ok(200);
    let mine = commune.front.get(&board.address).await;
    assert_eq!(mine.ok(200)["members"][0]["standing"], json!(["not_resident"]));
    assert_eq!(mine.json["allowed_actions"], json!(["add_members", "end_member"]));
    for login in ["officer.03388", "overseer.council.03388", "leader.12"] {
        let seen = commune.year.sign_in(login).await.get(&board.address).await;
        assert_eq!(seen.ok(200)["members"].as_array().map(Vec::len), Some(5), "{login}");
        assert_eq!(seen.json["members"][0].get("standing"), None, "{login}");
        assert_eq!(seen.json["allowed_actions"], json!([]), "{login}");
    }
    let stranger = commune.year.sign_in("officer.03390").await;
    stranger.get(&board.address).await.problem(404, "not_found");
    let listed = commune
        .officer
        .get(&format!("{BOARDS}?as_of=2025-10-01&kind=commune_people_inspectorate"))
        .await;
    assert_eq!(
        listed.ok(200)["items"][0]["host"]["id"],
        json!(organisation_id("03388"))
    );
    let before = commune.officer.get(&format!("{BOARDS}?as_of=2025-09-30")).await;
    assert_eq!(before.ok(200)["items"], json!([]));
}
