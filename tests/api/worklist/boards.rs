//! What waits for boards and whoever directs them: elections to decide on, terms that end, investors to be told, inspections to announce and to end.

use serde_json::{Value, json};

use super::{act, begun, by, change, clock, for_none_of, id_at, measure, one, step, waiting, whenever};
use crate::{
    board::{BOARDS, Commune, person, recognition},
    recommendation::{inspected, secretary},
    support::{client::Client, database::Backend, register::organisation_id},
    year::driver::Year,
};

on_both! {
    an_election_to_a_board_is_decided_on_in_five_working_days,
    an_agency_s_is_decided_on_since_the_conference,
    a_term_that_ends_is_followed_by_an_election,
    what_the_front_has_decided_waits_by_its_day,
    an_investor_is_told_of_a_recognised_board,
    a_plan_is_sent_before_an_inspection_begins,
    what_has_begun_is_to_be_ended,
    the_front_s_notice_stands_for_the_plan,
}

const PASSWORD_OF_ALL: &str = "chợ phiên Sìn Hồ";
const INSPECTIONS: &str = "board-inspections";

/// Those for whom no board of Đoàn Kết waits, whatever they see of it.
const BESIDE: [&str; 8] = [
    "officer.03388",
    "leader.03388",
    "overseer.front.03388",
    "officer.council.03388",
    "leader.12",
    "officer.03390",
    "officer.union",
    "leader.union",
];

/// Whoever keeps the papers of a board, as they sign in on another day.
async fn again(year: &Year, login: &str) -> Client {
    let nobody = year.server().nobody();
    let tokens = json!({"login": login, "password": PASSWORD_OF_ALL});
    let tokens = nobody.post("/api/v1/auth/login", &tokens).await;
    nobody.bearing(tokens.ok(200)["access_token"].as_str().expect("a token"))
}

/// The commune's inspectorate, with a term to a day; its members are recognised.
async fn inspectorate(commune: &Commune, term_to: &str) -> String {
    let new = json!({
        "kind": "commune_people_inspectorate", "host": organisation_id("03388"), "term_from": "2025-10-01",
        "name": "Ban Thanh tra nhân dân phường Đoàn Kết", "term_to": term_to,
    });
    let at = begun(&commune.front, BOARDS, &new).await;
    let members = json!({"members": commune.one_of_each().await});
    act(&commune.front, &at, "members", &members).await.ok(200);
    act(&commune.president, &at, "recognise", &recognition("2025-10-10"))
        .await
        .ok(200);
    at
}

/// The membership of somebody on a board.
fn membership(board: &Value, person: &Value) -> Value {
    let mut members = board["members"].as_array().expect("members").iter();
    let member = members.find(|member| member["person_id"] == *person);
    member.expect("a member")["id"].clone()
}

async fn an_election_to_a_board_is_decided_on_in_five_working_days(backend: Backend) {
    let mut commune = Commune::of(backend, 5).await;
    let board = commune.inspectorate().await;
    for_none_of(&commune.year, "decide_board", &["leader.front.03388"]).await;
    // One result came on Thursday, the others on Monday.
    let mut members = commune.one_of_each().await;
    for member in &mut members[1..] {
        member["received_on"] = json!("2025-10-20");
    }
    members[0]["received_on"] = json!("2025-10-16");
    let added = board.add(&commune.front, &members).await;
    let at = format!("{BOARDS}/{}", added.ok(200)["id"].as_str().expect("an id"));
    let item = one(&commune.president, "decide_board").await;
    assert_eq!(
        (&item["board_id"], &item["organisation"]["id"]),
        (&id_at(&at), &json!(organisation_id("front.03388")))
    );
    assert_eq!(clock(&item), by("2025-10-16", "2025-10-23", "due_soon"));
    for_none_of(&commune.year, "decide_board", &["officer.front.03388"]).await;
    for_none_of(&commune.year, "decide_board", &BESIDE).await;
    // Whoever waited longest is refused: the others have their own time.
    let refusal = json!({
        "number": "22/MTTQ-BTT", "on": "2025-10-20", "reason": "Đã chuyển đi.",
        "members": [membership(&added.json, &members[0]["person_id"])],
    });
    step(&commune.president, &item, &at, "refuse", &refusal).await.ok(200);
    let item = one(&commune.president, "decide_board").await;
    assert_eq!(clock(&item), by("2025-10-20", "2025-10-27", "not_due"));
    for (day, timeliness) in [("2025-10-27", "due_soon"), ("2025-10-28", "overdue")] {
        commune.year.until(day).await;
        let item = one(&commune.year.sign_in("leader.front.03388").await, "decide_board").await;
        assert_eq!(clock(&item), by("2025-10-20", "2025-10-27", timeliness), "{day}");
    }
    // Somebody else is elected in the first village: the clock is still that of those who have waited.
    let (front, president) = (
        commune.year.sign_in("officer.front.03388").await,
        commune.year.sign_in("leader.front.03388").await,
    );
    let mut another = members[0].clone();
    another["person_id"] = person(&front, json!({"name": "Vàng Thị Mỷ"})).await;
    another["chosen_on"] = json!("2025-10-26");
    another["received_on"] = json!("2025-10-28");
    act(&front, &at, "members", &json!({"members": [another]}))
        .await
        .ok(200);
    let item = one(&president, "decide_board").await;
    assert_eq!(clock(&item), by("2025-10-20", "2025-10-27", "overdue"));
    step(&president, &item, &at, "recognise", &recognition("2025-10-28"))
        .await
        .ok(200);
    for_none_of(&commune.year, "decide_board", &["leader.front.03388"]).await;
}

async fn an_agency_s_is_decided_on_since_the_conference(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.union").await, year.sign_in("leader.union").await);
    let new = json!({
        "kind": "agency_people_inspectorate", "host": organisation_id("so-gddt"), "name": "Ban Thanh tra nhân dân Sở", "staff": 40,
        "term_from": "2025-10-01", "term_to": "2027-10-01",
    });
    let at = begun(&officer, BOARDS, &new).await;
    let mut members = Vec::new();
    for name in ["Lò Văn A", "Lò Văn B", "Lò Văn C"] {
        members.push(json!({
            "person_id": person(&officer, json!({"name": name})).await, "represents": "staff", "department": "Văn phòng",
            "chosen_on": "2025-10-16", "received_on": "2025-10-20", "present": 40, "in_favour": 38,
        }));
    }
    act(&officer, &at, "members", &json!({"members": members}))
        .await
        .ok(200);
    // The union has the result with the end of the conference, whenever the minutes came.
    let item = one(&leader, "decide_board").await;
    assert_eq!(
        (&item["board_id"], &item["organisation"]["id"]),
        (&id_at(&at), &json!(organisation_id("union")))
    );
    assert_eq!(clock(&item), by("2025-10-16", "2025-10-23", "due_soon"));
    let others = [
        "officer.union",
        "leader.so-gddt",
        "officer.so-gddt",
        "leader.12",
        "leader.front.03388",
        "officer.board.so-gddt",
    ];
    for_none_of(&year, "decide_board", &others).await;
    step(&leader, &item, &at, "recognise", &recognition("2025-10-20"))
        .await
        .ok(200);
    for_none_of(&year, "decide_board", &["leader.union"]).await;
}

async fn a_term_that_ends_is_followed_by_an_election(backend: Backend) {
    let mut commune = Commune::of(backend, 5).await;
    let at = inspectorate(&commune, "2026-01-01").await;
    // Sixty days before the term is over.
    for day in ["2025-10-20", "2025-11-01"] {
        commune.year.until(day).await;
        for_none_of(&commune.year, "elect_board", &["officer.front.03388"]).await;
    }
    for (day, timeliness) in [
        ("2025-11-02", "not_due"),
        ("2025-12-24", "not_due"),
        ("2025-12-25", "due_soon"),
        ("2025-12-31", "due_soon"),
        ("2026-01-01", "overdue"),
    ] {
        commune.year.until(day).await;
        let item = one(&commune.year.sign_in("officer.front.03388").await, "elect_board").await;
        assert_eq!(clock(&item), by("2025-11-02", "2025-12-31", timeliness), "{day}");
        assert_eq!(
            (&item["board_id"], &item["organisation"]["id"]),
            (&id_at(&at), &json!(organisation_id("front.03388"))),
            "{day}"
        );
    }
    for_none_of(&commune.year, "elect_board", &["leader.front.03388"]).await;
    for_none_of(&commune.year, "elect_board", &BESIDE).await;
    // The next board is formed beside it.
    let front = commune.year.sign_in("officer.front.03388").await;
    let next = json!({
        "kind": "commune_people_inspectorate", "host": organisation_id("03388"), "term_from": "2026-01-01",
        "name": "Ban Thanh tra nhân dân phường Đoàn Kết", "term_to": "2031-01-01",
    });
    begun(&front, BOARDS, &next).await;
    for_none_of(&commune.year, "elect_board", &["officer.front.03388"]).await;
}

async fn what_the_front_has_decided_waits_by_its_day(backend: Backend) {
    let mut commune = Commune::of(backend, 5).await;
    let at = inspectorate(&commune, "2030-10-01").await;
    for_none_of(&commune.year, "elect_board", &["officer.front.03388"]).await;
    let anew = json!({"decision": "elect_anew", "number": "35/QĐ-MTTQ", "on": "2025-10-20", "by": "2025-12-31"});
    act(&commune.president, &at, "decide-fate", &anew).await.ok(200);
    let item = one(&commune.front, "elect_board").await;
    assert_eq!(item["board_id"], id_at(&at));
    assert_eq!(clock(&item), by("2025-10-20", "2025-12-31", "not_due"));
    for_none_of(&commune.year, "elect_board", &["leader.front.03388"]).await;
    for_none_of(&commune.year, "elect_board", &BESIDE).await;
    // What was decided last holds.
    let goes_on = json!({"decision": "continue", "number": "36/QĐ-MTTQ", "on": "2025-10-20"});
    act(&commune.president, &at, "decide-fate", &goes_on).await.ok(200);
    for_none_of(&commune.year, "elect_board", &["officer.front.03388"]).await;
    act(&commune.president, &at, "decide-fate", &anew).await.ok(200);
    for (day, timeliness) in [("2025-12-31", "due_soon"), ("2026-01-01", "overdue")] {
        commune.year.until(day).await;
        let item = one(&commune.year.sign_in("officer.front.03388").await, "elect_board").await;
        assert_eq!(clock(&item), by("2025-10-20", "2025-12-31", timeliness), "{day}");
    }
    // It waits no longer for a board that has ended.
    let president = commune.year.sign_in("leader.front.03388").await;
    let end = json!({"ground": "elected_anew", "on": "2026-01-01", "reason": "Bầu mới theo Quyết định 35/QĐ-MTTQ."});
    act(&president, &at, "dissolve", &end).await.ok(200);
    for_none_of(&commune.year, "elect_board", &["officer.front.03388"]).await;
}

/// A supervision board of a road, with one member of each village, of the Front and of the inspectorate; nobody is recognised yet.
async fn supervision(commune: &Commune) -> String {
    let front = &commune.front;
    let road = format!("/api/v1/investment-projects/{}", danchu::access::fresh::<uuid::Uuid>());
    let project = json!({
        "name": "Đường Nà Khằm", "funding": "public_investment", "investor": "Ban quản lý dự án", "begins_on": "2025-10-13",
    });
    let recorded = front.put(&road, &project).await;
    let new = json!({
        "kind": "community_investment_supervision", "host": organisation_id("03388"), "term_from": "2025-09-01",
        "name": "Ban Giám sát đầu tư của cộng đồng đường Nà Khằm", "project": recorded.ok(201)["id"],
    });
    let at = begun(front, BOARDS, &new).await;
    let mut members = commune.one_of_each().await;
    for part in ["front", "inspectorate"] {
        members.push(json!({
            "person_id": person(front, json!({"name": part})).await, "represents": part, "chosen_on": "2025-10-06",
            "received_on": "2025-10-06",
        }));
    }
    act(front, &at, "members", &json!({"members": members})).await.ok(200);
    at
}

async fn an_investor_is_told_of_a_recognised_board(backend: Backend) {
    let commune = Commune::of(backend, 3).await;
    let at = supervision(&commune).await;
    for_none_of(&commune.year, "notify_investor", &["officer.front.03388"]).await;
    act(&commune.president, &at, "recognise", &recognition("2025-10-13"))
        .await
        .ok(200);
    let item = one(&commune.front, "notify_investor").await;
    assert_eq!(
        (&item["board_id"], &item["organisation"]["id"], &clock(&item).0),
        (
            &id_at(&at),
            &json!(organisation_id("front.03388")),
            &whenever("2025-10-13").0
        )
    );
    for_none_of(&commune.year, "notify_investor", &["leader.front.03388"]).await;
    for_none_of(&commune.year, "notify_investor", &BESIDE).await;
    // It has no term that could end, and nobody waits to be recognised.
    for_none_of(&commune.year, "elect_board", &["officer.front.03388"]).await;
    for_none_of(&commune.year, "decide_board", &["leader.front.03388"]).await;
    let notice = json!({"number": "30/MTTQ-BTT", "on": "2025-10-17", "starts_on": "2025-12-10"});
    step(&commune.front, &item, &at, "notify-investor", &notice)
        .await
        .ok(200);
    for_none_of(&commune.year, "notify_investor", &["officer.front.03388"]).await;
}

fn inspection(starts_on: &str) -> Value {
    json!({"kind": "check", "subject": "Quỹ của tổ dân phố 1", "inspected_name": "Tổ dân phố 1", "starts_on": starts_on})
}

async fn a_plan_is_sent_before_an_inspection_begins(backend: Backend) {
    let (mut commune, board) = inspected(backend).await;
    let keeper = secretary(&commune.year, &board, "thu.ky").await;
    let at = measure(INSPECTIONS, 1);
    let mut body = inspection("2025-11-03");
    keeper.put(&at, &body).await.ok(201);
    // Five working days end on Monday, 3 November, from Monday, 27 October.
    let item = one(&keeper, "send_inspection_plan").await;
    assert_eq!(
        (&item["address"], &item["organisation"]["id"]),
        (&json!(at), &board["organisation_id"])
    );
    assert_eq!(
        (&item["due_at"], &item["timeliness"]),
        (&by("2025-10-20", "2025-10-27", "not_due").1, &json!("not_due"))
    );
    let others = ["officer.front.03388", "leader.front.03388", "officer.board.03388"];
    for_none_of(&commune.year, "send_inspection_plan", &others).await;
    for_none_of(&commune.year, "send_inspection_plan", &BESIDE).await;
    for (day, timeliness) in [("2025-10-27", "due_soon"), ("2025-10-28", "overdue")] {
        commune.year.until(day).await;
        let item = one(&again(&commune.year, "thu.ky").await, "send_inspection_plan").await;
        assert_eq!(clock(&item), by("2025-10-27", "2025-10-27", timeliness), "{day}");
    }
    let keeper = again(&commune.year, "thu.ky").await;
    // Put off, it has its time again; told, it waits no longer.
    body["starts_on"] = json!("2025-11-05");
    change(&keeper, &at, &body).await.ok(200);
    let item = one(&keeper, "send_inspection_plan").await;
    assert_eq!(
        (&item["due_at"], &item["timeliness"]),
        (&by("2025-10-28", "2025-10-29", "due_soon").1, &json!("due_soon"))
    );
    body["notified_on"] = json!("2025-10-28");
    change(&keeper, &at, &body).await.ok(200);
    for kind in ["send_inspection_plan", "end_board_inspection"] {
        assert_eq!(waiting(&keeper, kind).await, Vec::<Value>::new(), "{kind}");
    }
}

async fn what_has_begun_is_to_be_ended(backend: Backend) {
    let (mut commune, board) = inspected(backend).await;
    let keeper = secretary(&commune.year, &board, "thu.ky").await;
    let (told, untold) = (measure(INSPECTIONS, 1), measure(INSPECTIONS, 2));
    let mut body = inspection("2025-10-28");
    body["notified_on"] = json!("2025-10-20");
    keeper.put(&told, &body).await.ok(201);
    keeper.put(&untold, &inspection("2025-10-29")).await.ok(201);
    assert_eq!(one(&keeper, "send_inspection_plan").await["address"], untold);
    assert_eq!(waiting(&keeper, "end_board_inspection").await, Vec::<Value>::new());
    commune.year.until("2025-10-28").await;
    let keeper = again(&commune.year, "thu.ky").await;
    let item = one(&keeper, "end_board_inspection").await;
    assert_eq!(item["address"], told);
    assert_eq!(clock(&item), whenever("2025-10-28"));
    let others = ["officer.front.03388", "leader.front.03388", "officer.board.03388"];
    for_none_of(&commune.year, "end_board_inspection", &others).await;
    for_none_of(&commune.year, "end_board_inspection", &BESIDE).await;
    // What has begun without its plan is to be ended, and not to be announced any more.
    commune.year.until("2025-10-29").await;
    let keeper = again(&commune.year, "thu.ky").await;
    assert_eq!(waiting(&keeper, "send_inspection_plan").await, Vec::<Value>::new());
    assert_eq!(waiting(&keeper, "end_board_inspection").await.len(), 2);
    body["ended_on"] = json!("2025-10-29");
    body["result"] = json!({"outcome": "nothing_found", "findings": "Sổ sách khớp."});
    change(&keeper, &told, &body).await.ok(200);
    let item = one(&keeper, "end_board_inspection").await;
    assert_eq!(
        (&item["address"], clock(&item)),
        (&json!(untold), whenever("2025-10-29"))
    );
}

async fn the_front_s_notice_stands_for_the_plan(backend: Backend) {
    let mut commune = Commune::of(backend, 3).await;
    let at = supervision(&commune).await;
    let recognised = act(&commune.president, &at, "recognise", &recognition("2025-10-13")).await;
    let head = json!({"head": recognised.ok(200)["members"][0]["id"]});
    let board = act(&commune.front, &at, "name-leaders", &head).await;
    let keeper = secretary(&commune.year, board.ok(200), "giam.sat").await;
    let here = measure(INSPECTIONS, 1);
    let mut body = inspection("2025-10-22");
    body["kind"] = json!("supervision");
    keeper.put(&here, &body).await.ok(201);
    // The investor waits for the Front, and for no plan of the board's.
    assert_eq!(waiting(&keeper, "send_inspection_plan").await, Vec::<Value>::new());
    assert_eq!(one(&commune.front, "notify_investor").await["board_id"], id_at(&at));
    assert_eq!(waiting(&keeper, "notify_investor").await, Vec::<Value>::new());
    commune.year.until("2025-10-22").await;
    let keeper = again(&commune.year, "giam.sat").await;
    let item = one(&keeper, "end_board_inspection").await;
    assert_eq!((&item["address"], clock(&item)), (&json!(here), whenever("2025-10-22")));
}
