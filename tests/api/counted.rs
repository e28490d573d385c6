//! Figures of boards and conventions, compared with what a hand counts: each for its time, and for each caller and unit no more than is theirs to see.

use danchu::reporting::template::install::{YEARLY, built_in_id, install};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    board::{Board, Commune, person, recognition},
    convention,
    papers::{compare, known, owed, round},
    recommendation::{Recommendation, answer, remedy, secretary},
    support::{
        client::Client,
        database::Backend,
        register::{organisation_id, unit_id},
    },
    year::driver::Year,
};

on_both! {
    what_supervision_boards_do_is_counted,
    boards_of_workplaces_are_counted_where_they_are,
    conventions_are_counted_where_they_are,
}

fn at(kind: &str) -> String {
    format!("/api/v1/{kind}/{}", danchu::access::fresh::<Uuid>())
}

/// Where there is nothing.
fn nothing() -> Value {
    json!({
        "boards": 0, "founded": 0, "dissolved": 0, "members": 0, "inspections": 0, "cases": 0, "boards_with_cases": 0, "recommendations": 0,
        "answered": 0, "answered_in_time": 0, "money_recovered": 0, "money_otherwise": 0, "settlement_reduced": 0, "land_recovered": 0,
        "land_otherwise": 0, "feedback": 0, "feedback_verified": 0, "support": 0, "projects": 0,
    })
}

fn with(mut figures: Value, changed: &Value) -> Value {
    for (name, value) in changed.as_object().expect("figures") {
        figures[name] = value.clone();
    }
    figures
}

/// The membership of somebody on a board.
fn membership<'v>(board: &'v Value, person: &Value) -> &'v str {
    let mut members = board["members"].as_array().expect("members").iter();
    let member = members.find(|member| member["person_id"] == *person);
    member.expect("a member")["id"].as_str().expect("an id")
}

fn project(name: &str, begins_on: &str) -> Value {
    json!({"name": name, "funding": "public_investment", "investor": "Ban quản lý dự án", "begins_on": begins_on})
}

/// Those of a supervision board of three villages: of each of them, of the Front and of the inspectorate.
async fn supervisors(commune: &Commune, people: [(&str, &str); 5]) -> Vec<Value> {
    let mut members = commune.one_of_each().await;
    for part in ["front", "inspectorate"] {
        members.push(json!({"represents": part, "chosen_on": "2025-09-02", "received_on": "2025-09-02"}));
    }
    for (member, (sex, ethnicity)) in members.iter_mut().zip(people) {
        let new = json!({"name": "Lò Văn Ín", "sex": sex, "ethnicity": ethnicity});
        member["person_id"] = person(&commune.front, new).await;
    }
    members
}

/// A supervision board of a project, whose members wait.
async fn supervision(commune: &Commune, project: &Value, term_from: &str, members: &[Value]) -> Board {
    let new = json!({
        "kind": "community_investment_supervision", "host": organisation_id("03388"), "term_from": term_from,
        "name": "Ban Giám sát đầu tư của cộng đồng", "project": project,
    });
    let board = Board::found(&commune.front, &new).await;
    board.add(&commune.front, members).await.ok(200);
    board
}

/// Recognises it with its first member at its head, and tells how it is then.
async fn led(commune: &Commune, board: &Board, signed_on: &str) -> Value {
    let recognised = board
        .act(&commune.president, "recognise", &recognition(signed_on))
        .await;
    let head = json!({ "head": recognised.ok(200)["members"][0]["id"] });
    board.act(&commune.front, "name-leaders", &head).await.ok(200).clone()
}

fn inspection(kind: &str, starts_on: &str, ended: Option<(&str, &str, u32)>) -> Value {
    let mut new =
        json!({"kind": kind, "subject": "Thi công nền đường", "inspected_name": "Nhà thầu", "starts_on": starts_on});
    if let Some((on, outcome, cases)) = ended {
        new["ended_on"] = json!(on);
        new["result"] = json!({"outcome": outcome, "findings": "Đã kiểm tra.", "cases": cases});
    }
    new
}

/// What the board of the road recommends and hears.
async fn at_work(commune: &Commune, board: &Client) {
    let leader = commune.year.sign_in("leader.03388").await;
    // One for the committee, answered in time; one for somebody who has no clock; one that was never sent.
    let row = Recommendation::begin(board, &remedy("03388")).await;
    row.act(board, "submit", &Value::Null).await.ok(200);
    row.act(&commune.president, "confirm", &Value::Null).await.ok(200);
    let sending = json!({"number": "5/KN", "on": "2025-10-20"});
    row.act(board, "send", &sending).await.ok(200);
    row.act(&leader, "receive", &json!({"on": "2025-10-20"})).await.ok(200);
    row.act(&leader, "answer", &answer("2025-10-20")).await.ok(200);
    for recovered in [
        json!({"money_recovered": 4_000_000, "settlement_reduced": 30_000_000}),
        json!({"money_recovered": 1_000_000, "money_otherwise": 2_000_000, "land_recovered": 120, "land_otherwise": 80}),
    ] {
        let found = json!({"on": "2025-10-20", "progress": "in_progress", "findings": "Đang sửa chữa."});
        row.act(board, "follow-up", &with(found, &recovered)).await.ok(200);
    }
    let contractor = json!({
        "kind": "handle_violation", "title": "Xử lý", "content": "Thi công sai thiết kế.", "addressee_name": "Công ty TNHH Hoàng Liên",
        "answer_by": "2025-11-10",
    });
    let row = Recommendation::begin(board, &contractor).await;
    row.act(board, "submit", &Value::Null).await.ok(200);
    row.act(&commune.president, "confirm", &Value::Null).await.ok(200);
    let sending = json!({"number": "6/KN", "on": "2025-10-20"});
    row.act(board, "send", &sending).await.ok(200);
    let receipt = json!({"on": "2025-10-20"});
    row.act(board, "record-receipt", &receipt).await.ok(200);
    row.act(board, "record-answer", &answer("2025-10-20")).await.ok(200);
    let found = json!({"on": "2025-10-20", "progress": "done", "findings": "Đã nộp phạt.", "money_otherwise": 500_000});
    row.act(board, "follow-up", &found).await.ok(200);
    Recommendation::begin(board, &remedy("03388")).await;
    let heard = json!({"received_on": "2025-10-18", "channel": "in_person", "content": "Đường lún"});
    let first = at("citizen-feedback");
    board.put(&first, &heard).await.ok(201);
    board.put(&at("citizen-feedback"), &heard).await.ok(201);
    let found = json!({"on": "2025-10-19", "confirmed": true, "findings": "Đúng."});
    let mine = board.matching(&first).await;
    mine.post(&format!("{first}/verify"), &found).await.ok(200);
}

/// Four boards of four projects: one at work, one new, one that ends, and one of which nobody is ever recognised.
async fn at_work_in_october(commune: &Commune) -> Board {
    let front = &commune.front;
    let addresses = [(); 4].map(|()| at("investment-projects"));
    let projects = [
        project("Đường Nà Khằm", "2025-08-20"),
        project("Trạm y tế", "2025-10-01"),
        project("Cầu Nà Đông", "2025-09-10"),
        project("Kênh Nà Thử", "2025-10-19"),
    ];
    let mut ids = Vec::new();
    for (address, project) in addresses.iter().zip(&projects) {
        ids.push(front.put(address, project).await.ok(201)["id"].clone());
    }
    // Two women and three of a minority.
    let of_the_road = [
        ("female", "Thái"),
        ("female", "Mông"),
        ("male", "Thái"),
        ("male", "Kinh"),
        ("male", "Kinh"),
    ];
    let of_the_road = supervisors(commune, of_the_road).await;
    let road = supervision(commune, &ids[0], "2025-09-01", &of_the_road).await;
    let led_road = led(commune, &road, "2025-10-07").await;
    // One woman and four of a minority, one of whom leaves.
    let of_the_clinic = [
        ("female", "Thái"),
        ("male", "Thái"),
        ("male", "Kinh"),
        ("male", "Thái"),
        ("male", "Thái"),
    ];
    let mut members = supervisors(commune, of_the_clinic).await;
    // One of them is on the board of the road as well.
    members[3]["person_id"] = of_the_road[2]["person_id"].clone();
    let clinic = supervision(commune, &ids[1], "2025-10-05", &members).await;
    let led_clinic = led(commune, &clinic, "2025-10-13").await;
    let gone = membership(&led_clinic, &members[1]["person_id"]);
    let end = json!({"on": "2025-10-15", "ground": "resigned", "reason": "Xin thôi"});
    clinic.act(front, &format!("members/{gone}/end"), &end).await.ok(200);
    let bridge = supervisors(commune, [("female", "Thái"); 5]).await;
    let bridge = supervision(commune, &ids[2], "2025-09-15", &bridge).await;
    let led_bridge = led(commune, &bridge, "2025-10-07").await;
    let canal = supervisors(commune, [("female", "Thái"); 5]).await;
    supervision(commune, &ids[3], "2025-10-06", &canal).await;

    let of_the_road = secretary(&commune.year, &led_road, "thu.ky.duong").await;
    for inspection in [
        inspection("supervision", "2025-10-08", Some(("2025-10-15", "violations", 3))),
        inspection("verification", "2025-10-16", Some(("2025-10-19", "nothing_found", 0))),
        inspection("supervision", "2025-10-20", None),
    ] {
        of_the_road.put(&at("board-inspections"), &inspection).await.ok(201);
    }
    let of_the_bridge = secretary(&commune.year, &led_bridge, "thu.ky.cau").await;
    let last = inspection("supervision", "2025-10-10", Some(("2025-10-16", "shortcomings", 1)));
    of_the_bridge.put(&at("board-inspections"), &last).await.ok(201);
    at_work(commune, &of_the_road).await;
    for (on, amount) in [
        ("2025-09-30", 1_000_000),
        ("2025-10-15", 5_000_000),
        ("2025-10-18", 2_000_000),
    ] {
        let support = json!({"on": on, "amount": amount, "from": "Ủy ban nhân dân phường"});
        road.act(front, "record-support", &support).await.ok(200);
    }
    let finished = with(projects[2].clone(), &json!({"ended_on": "2025-10-18"}));
    front
        .matching(&addresses[2])
        .await
        .put(&addresses[2], &finished)
        .await
        .ok(200);
    let end = json!({"ground": "project_finished", "on": "2025-10-18", "reason": "Đã nghiệm thu"});
    bridge.act(&commune.president, "dissolve", &end).await.ok(200);
    // What a board has ended for does not go on again.
    let again = front.matching(&addresses[2]).await;
    again
        .put(&addresses[2], &projects[2])
        .await
        .problem(409, "state_forbids");
    road
}

async fn what_supervision_boards_do_is_counted(backend: Backend) {
    let commune = Commune::of(backend, 3).await;
    let road = at_work_in_october(&commune).await;
    let figures = async |who: &Client, query: &str| {
        let counted = who
            .get(&format!("/api/v1/board-figures?group=supervision&{query}"))
            .await;
        counted.ok(200).clone()
    };
    let october = "from=2025-10-01&to=2025-10-31";
    // Three were recognised in October, of which one has ended; somebody on two boards is one member.
    let expected = json!({
        "boards": 2, "founded": 3, "dissolved": 1, "members": 8, "women": 3, "minorities": 5, "inspections": 3, "cases": 4,
        "boards_with_cases": 2, "recommendations": 2, "answered": 2, "answered_in_time": 1, "money_recovered": 5_000_000,
        "money_otherwise": 2_500_000, "settlement_reduced": 30_000_000, "land_recovered": 120, "land_otherwise": 80, "feedback": 2,
        "feedback_verified": 1, "support": 7_000_000, "projects": 3,
    });
    assert_eq!(figures(&commune.front, october).await, expected);
    // What people have told the board is the board's and its Front's alone.
    let seen = with(expected.clone(), &json!({"feedback": 0, "feedback_verified": 0}));
    for login in ["officer.03388", "overseer.council.03388", "officer.12"] {
        let who = commune.year.sign_in(login).await;
        assert_eq!(figures(&who, october).await, seen, "{login}");
    }
    // Each is founded when it is recognised first, in whatever parts the time is told.
    for (from, to, founded) in [
        ("2025-09-01", "2025-10-06", 0),
        ("2025-10-07", "2025-10-12", 2),
        ("2025-10-13", "2025-10-31", 1),
    ] {
        let then = figures(&commune.front, &format!("from={from}&to={to}")).await;
        assert_eq!(then["founded"], founded, "{from}");
    }
    // Each in its time.
    for (from, to, inspections, cases, boards, support) in [
        ("2025-10-01", "2025-10-14", 0, 0, 0, 0),
        ("2025-10-15", "2025-10-15", 1, 3, 1, 5_000_000),
        ("2025-10-16", "2025-10-18", 1, 1, 1, 2_000_000),
        ("2025-10-19", "2025-10-31", 1, 0, 0, 0),
        ("2025-09-01", "2025-09-30", 0, 0, 0, 1_000_000),
    ] {
        let then = figures(&commune.front, &format!("from={from}&to={to}")).await;
        assert_eq!(
            [
                &then["inspections"],
                &then["cases"],
                &then["boards_with_cases"],
                &then["support"]
            ],
            [&json!(inspections), &json!(cases), &json!(boards), &json!(support)],
            "{from}"
        );
    }
    // Before the clinic's board was recognised, those of the road and of the bridge served.
    let then = figures(&commune.front, "from=2025-10-01&to=2025-10-12").await;
    assert_eq!(
        (&then["members"], &then["women"], &then["minorities"]),
        (&json!(10), &json!(7), &json!(8))
    );
    // What was verified after the time was not verified in it.
    let then = figures(&commune.front, "from=2025-10-01&to=2025-10-18").await;
    assert_eq!((&then["feedback"], &then["feedback_verified"]), (&json!(2), &json!(0)));
    // Of a unit, what the caller sees there.
    let (here, there) = (unit_id("03388"), unit_id("03390"));
    let province = commune.year.sign_in("officer.12").await;
    assert_eq!(figures(&province, &format!("unit={here}&{october}")).await, seen);
    assert_eq!(figures(&province, &format!("unit={there}&{october}")).await, nothing());
    for login in ["officer.03390", "officer.11"] {
        let who = commune.year.sign_in(login).await;
        assert_eq!(
            figures(&who, &format!("unit={here}&{october}")).await,
            nothing(),
            "{login}"
        );
    }
    // Boards of another group are others.
    let others = "/api/v1/board-figures?group=commune_inspectorates&from=2025-10-01&to=2025-10-31";
    assert_eq!(
        *commune.front.get(others).await.ok(200),
        with(nothing(), &json!({"projects": 3}))
    );
    the_yearly_report_begins_with_them(&commune).await;
    each_reports_them_to_the_front(&commune, &road).await;
    // One that is combined with another while its project goes on has not done its task.
    let fate = json!({"decision": "combine", "number": "36/QĐ-MTTQ", "on": "2025-10-20"});
    road.act(&commune.president, "decide-fate", &fate).await.ok(200);
    let end = json!({"ground": "combined", "on": "2025-10-20", "reason": "Hợp nhất"});
    road.act(&commune.president, "dissolve", &end).await.ok(200);
    let then = figures(&commune.front, october).await;
    assert_eq!((&then["boards"], &then["dissolved"]), (&json!(1), &json!(1)));
}

async fn the_yearly_report_begins_with_them(commune: &Commune) {
    let kernel = &commune.year.server().kernel;
    let installed = install(&kernel.store, kernel.clocks.real.now()).await;
    installed.expect("the templates are there");
    let due = json!({"kind": "on_date", "month": 12, "day": 20});
    let round = json!({
        "template_id": built_in_id(YEARLY, 1), "period_key": "2025", "name": "Báo cáo năm 2025",
        "deadlines": {"province": due, "district": due, "commune": due},
    });
    let leader = commune.year.sign_in("leader.12").await;
    let round = leader.post("/api/v1/report-rounds", &round).await;
    let round = round.ok(201)["id"].as_str().expect("an id").parse().expect("an id");
    let owed = commune.year.obligation(round, "03388").await;
    let known = commune.officer.get(&format!("{owed}/known-figures")).await;
    let known = known.ok(200)["figures"].as_array().expect("figures").clone();
    for (code, value, records) in [
        ("G01", 3, "/api/v1/investment-projects?unit="),
        ("G02.1", 3, "/api/v1/inspection-boards?host="),
        ("G02.2", 2, "/api/v1/inspection-boards?host="),
        ("G02.3", 1, "/api/v1/inspection-boards?host="),
        ("G03", 8, "/api/v1/inspection-boards?host="),
        ("G04", 3, "/api/v1/inspection-boards?host="),
        ("G05", 2, "/api/v1/inspection-boards?host="),
        ("G06", 2, "/api/v1/inspection-boards?host="),
        ("G07", 5_000_000, "/api/v1/inspection-boards?host="),
        ("G08", 30_000_000, "/api/v1/inspection-boards?host="),
        ("G09", 2_500_000, "/api/v1/inspection-boards?host="),
        ("G10", 1, "/api/v1/inspection-boards?host="),
    ] {
        let figure = known.iter().find(|figure| figure["indicator"] == code);
        let figure = figure.unwrap_or_else(|| panic!("nothing is known of {code}"));
        assert_eq!(figure["value"], value, "{code}");
        let behind = figure["records"][0].as_str().expect("an address");
        assert!(behind.starts_with(records), "{code}: {behind}");
        let rows = commune.officer.get(behind).await;
        assert_ne!(rows.ok(200)["items"], json!([]), "{code}");
    }
    // Of an inspectorate nothing is recorded, and so nothing is known.
    assert!(!known.iter().any(|figure| figure["indicator"] == "F02"), "{known:?}");
}

/// Boards of the road and of the clinic report on their own (Law 10/2022 Art. 44.3); nobody is recognised on the canal's, and the bridge's is over. No
/// inspectorate's report is asked of them.
async fn each_reports_them_to_the_front(commune: &Commune, road: &Board) {
    let year = &commune.year;
    let province = year.sign_in("leader.12").await;
    let asked = async |template: &str| {
        let round = round(year, template, "2025-Q4").await;
        let listed = province
            .get(&format!("/api/v1/report-obligations?round={round}&limit=200"))
            .await;
        let owed = listed.ok(200)["items"].as_array().expect("items").iter();
        let owed = owed.map(|owed| (owed["organisation"]["id"].clone(), owed["asked_as"].clone()));
        (round, owed.collect::<Vec<_>>())
    };
    let itself = commune.front.get(&road.address).await.ok(200)["organisation_id"].clone();
    let (quarter, theirs) = asked("community-supervision-front-quarterly").await;
    let of_the_road = (itself.clone(), json!(["supervision_board"]));
    assert!(theirs.len() == 2 && theirs.contains(&of_the_road), "{theirs:?}");
    let (_, inspectorates) = asked("people-inspectorate-front-quarterly").await;
    assert!(
        !inspectorates.iter().any(|(body, _)| *body == itself),
        "{inspectorates:?}"
    );
    let counted = json!({
        "G03": 5, "G04": 2, "G05": 1, "G06": 2, "G07": 5_000_000, "G08": 30_000_000, "G09": 2_500_000, "G10": 1,
    });
    compare(
        &known(&province, &owed(year, quarter, &itself).await).await,
        &counted,
        true,
    );
}

/// An inspectorate of a workplace, founded and recognised by the union of education.
pub async fn inspectorate((officer, leader): (&Client, &Client), host: &str, people: &[(&str, &str)]) {
    let new = json!({
        "kind": "agency_people_inspectorate", "host": organisation_id(host), "name": "Ban Thanh tra nhân dân", "staff": 40,
        "term_from": "2025-10-01", "term_to": "2027-10-01",
    });
    let board = Board::found(officer, &new).await;
    let mut members = Vec::new();
    for (sex, ethnicity) in people {
        let new = json!({"name": "Lò Văn A", "sex": sex, "ethnicity": ethnicity});
        members.push(json!({
            "person_id": person(officer, new).await, "represents": "staff", "chosen_on": "2025-09-25", "received_on": "2025-09-25",
            "present": 40, "in_favour": 38,
        }));
    }
    board.add(officer, &members).await.ok(200);
    board.act(leader, "recognise", &recognition("2025-10-01")).await.ok(200);
}

async fn boards_of_workplaces_are_counted_where_they_are(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.union").await, year.sign_in("leader.union").await);
    let signers = (&officer, &leader);
    let (woman, man) = (("female", "Thái"), ("male", "Kinh"));
    inspectorate(signers, "so-gddt", &[woman, man, man]).await;
    inspectorate(signers, "thpt-lai-chau", &[woman, woman, man]).await;
    inspectorate(signers, "03390", &[woman, woman, woman, ("male", "Mông"), man]).await;
    // How many boards, and of their members how many are women and of a minority: of fewer than five that is not told.
    let told = async |login: &str, unit: Option<&str>| {
        let unit = unit.map(|code| format!("&unit={}", unit_id(code))).unwrap_or_default();
        let at = format!("/api/v1/board-figures?group=workplace_inspectorates&from=2025-10-01&to=2025-10-20{unit}");
        let counted = year.sign_in(login).await.get(&at).await;
        let counted = counted.ok(200);
        json!([
            counted["boards"],
            counted["members"],
            counted["women"],
            counted["minorities"]
        ])
    };
    let none = json!([0, 0, null, null]);
    let (school, commune, all) = (json!([1, 3, null, null]), json!([1, 5, 3, 4]), json!([3, 11, 6, 7]));
    for (login, unit, expected) in [
        ("officer.union", None, &all),
        ("officer.union", Some("03388"), &school),
        ("officer.union", Some("03390"), &commune),
        ("officer.12", None, &all),
        ("officer.12", Some("03388"), &school),
        ("officer.12", Some("03390"), &commune),
        ("officer.12", Some("11"), &none),
        // A department sees its own, and that of the school it manages.
        ("officer.so-gddt", None, &json!([2, 6, 3, 3])),
        ("officer.so-gddt", Some("03388"), &school),
        ("officer.so-gddt", Some("03390"), &none),
        // A commune sees what is in it, whatever it asks about.
        ("officer.03388", None, &school),
        ("officer.03388", Some("12"), &school),
        ("officer.03388", Some("03390"), &none),
        ("officer.03390", None, &commune),
        ("officer.03390", Some("12"), &commune),
        ("officer.03390", Some("03388"), &none),
        ("officer.11", Some("12"), &none),
        // Councils see the boards of communes, and no workplace's.
        ("overseer.council.12", None, &none),
        ("overseer.council.03388", None, &none),
    ] {
        assert_eq!(told(login, unit).await, *expected, "{login} {unit:?}");
    }
    let nowhere = format!(
        "/api/v1/board-figures?group=supervision&from=2025-10-01&to=2025-10-20&unit={}",
        danchu::access::fresh::<Uuid>()
    );
    officer.get(&nowhere).await.problem(404, "not_found");
}

async fn conventions_are_counted_where_they_are(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let proposed = async |commune: &str, village: &str| {
        let officer = year.sign_in(&format!("officer.{commune}")).await;
        let village = convention::village(&officer, village).await;
        let row = convention::Course::proposed(&officer, &village, None).await;
        row.until_the_dossier(&officer).await;
        row
    };
    let recognised = async |commune: &str, village: &str| {
        let row = proposed(commune, village).await;
        let leader = year.sign_in(&format!("leader.{commune}")).await;
        row.act(&leader, "recognise", &convention::recognition("2025-10-14"))
            .await
            .ok(200);
        row
    };
    let reviewed = recognised("03388", "1").await;
    let review = json!({"on": "2025-11-18", "findings": "Giữ nguyên"});
    let officer = year.sign_in("officer.03388").await;
    reviewed.act(&officer, "review", &review).await.ok(200);
    let suspended = recognised("03390", "1").await;
    let leader = year.sign_in("leader.03390").await;
    let suspension = json!({
        "ground": "content", "number": "130/QĐ-UBND", "on": "2025-12-04", "parts": "Điều 9", "remedy_by": "2026-03-31",
        "reason": "Trái nguyên tắc tự nguyện.",
    });
    suspended.act(&leader, "suspend", &suspension).await.ok(200);
    let refusal =
        json!({"number": "42/UBND-VX", "on": "2025-10-14", "reason": "Điều 7 quy định mức phạt trái pháp luật."});
    let refused = proposed("03390", "2").await;
    refused.act(&leader, "refuse", &refusal).await.ok(200);
    recognised("03127", "1").await;

    let none = json!({"in_force": 0, "recognised": 0, "refused": 0, "amended": 0, "replaced": 0, "suspended": 0, "annulled": 0, "reviewed": 0});
    let here = with(none.clone(), &json!({"in_force": 1, "recognised": 1, "reviewed": 1}));
    let there = with(
        none.clone(),
        &json!({"in_force": 1, "recognised": 1, "refused": 1, "suspended": 1}),
    );
    let both = with(
        none.clone(),
        &json!({"in_force": 2, "recognised": 2, "refused": 1, "suspended": 1, "reviewed": 1}),
    );
    let elsewhere = with(none.clone(), &json!({"in_force": 1, "recognised": 1}));
    let told = async |login: &str, unit: Option<&str>| {
        let unit = unit.map(|code| format!("&unit={}", unit_id(code))).unwrap_or_default();
        let at = format!("/api/v1/village-convention-figures?from=2025-08-01&to=2026-04-10{unit}");
        let counted = year.sign_in(login).await.get(&at).await;
        counted.ok(200).clone()
    };
    for (login, unit, expected) in [
        ("officer.12", None, &both),
        ("officer.12", Some("12"), &both),
        ("officer.12", Some("03388"), &here),
        ("officer.12", Some("03390"), &there),
        ("officer.12", Some("11"), &none),
        ("overseer.council.12", None, &both),
        ("officer.03388", None, &here),
        ("officer.03388", Some("12"), &here),
        ("officer.03388", Some("03390"), &none),
        ("overseer.front.03388", None, &here),
        ("officer.03390", None, &there),
        ("officer.03390", Some("12"), &there),
        ("officer.03390", Some("03388"), &none),
        ("officer.11", None, &elsewhere),
        ("officer.11", Some("12"), &none),
        ("officer.03127", Some("03388"), &none),
    ] {
        assert_eq!(told(login, unit).await, *expected, "{login} {unit:?}");
    }
    let nowhere = format!(
        "/api/v1/village-convention-figures?from=2025-08-01&to=2026-04-10&unit={}",
        danchu::access::fresh::<Uuid>()
    );
    officer.get(&nowhere).await.problem(404, "not_found");
}
