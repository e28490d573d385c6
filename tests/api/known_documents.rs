//! Figures that reports are offered of documents and boards (B, F, A06, A07), each compared with what a hand counts, in the committee's yearly
//! report and in the quarterly one of the board itself.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    board::{BOARDS, Board, Commune, person, recognition},
    convention,
    duty::hold,
    papers::{act, adopted, compare, council, id, known, owed, proposed, put, resolution, round},
    recommendation::{Recommendation, answer, remedy, secretary},
    regulation::{self, issue},
    support::{client::Client, database::Backend, register::organisation_id},
    year::driver::Year,
};

on_both! {
    a_council_s_resolution_is_known_while_it_holds,
    regulations_are_known_with_their_numbers,
    conventions_are_known_by_what_happened_to_them,
    an_inspectorate_is_known_in_both_reports,
    supervisors_are_known_who_were_trained,
    of_three_it_is_not_told_who_is_who,
}

/// The password of whoever is made [`secretary`].
const PASSWORD_OF_ALL: &str = "chợ phiên Sìn Hồ";

const YEARLY: &str = "grassroots-democracy-yearly";

async fn mine(year: &Year, period: &str, who: &str) -> (Uuid, String) {
    let asked = round(year, YEARLY, period).await;
    let owed = owed(year, asked, &json!(organisation_id(who))).await;
    (asked, owed)
}

/// B01: of measures for democracy alone, from the day on which it is in force to the day before it is repealed, by a decision or by another one.
async fn a_council_s_resolution_is_known_while_it_holds(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let officer = year.sign_in("officer.03388").await;
    let (clerk, chair) = council(&year).await;
    let both = (&clerk, &chair);
    let (asked, owed_here) = mine(&year, "2025", "03388").await;
    let told = async || known(&officer, &owed_here).await.get("B01").cloned();
    let (other, measures) = (
        resolution("Nghị quyết về ngân sách", "other"),
        resolution("Nghị quyết về dân chủ", "democracy_measures"),
    );
    adopted(both, &other, "18/NQ-HĐND", "2025-10-10").await;
    assert_eq!(told().await, None);
    proposed(&clerk, &measures).await;
    assert_eq!(told().await, Some(json!(false)), "it is only proposed");
    adopted(both, &measures, "19/NQ-HĐND", "2025-12-15").await;
    assert_eq!(told().await, Some(json!(false)), "it came after the period");
    let first = adopted(both, &measures, "20/NQ-HĐND", "2025-10-10").await;
    assert_eq!(told().await, Some(json!(true)));
    let repeal =
        json!({"number": "40/NQ-HĐND", "signed_on": "2025-12-10", "on": "2025-12-14", "reason": "Không còn phù hợp."});
    act(&chair, &first, "repeal", &repeal).await.ok(200);
    assert_eq!(told().await, Some(json!(false)), "it holds no longer on the last day");
    let second = adopted(both, &measures, "21/NQ-HĐND", "2025-12-14").await;
    assert_eq!(told().await, Some(json!(true)), "it holds from the last day on");
    // Amended by another it holds in part; repealed by another it does not.
    for (relation, number, expected) in [("amends", "22/NQ-HĐND", true), ("repeals", "23/NQ-HĐND", false)] {
        let mut new = other.clone();
        new["does"] = json!([{"relation": relation, "id": id(&second)}]);
        adopted(both, &new, number, "2025-12-14").await;
        assert_eq!(told().await, Some(json!(expected)), "{relation}");
    }
    // Of the commune beside nobody has recorded any.
    let theirs = owed(&year, asked, &json!(organisation_id("03390"))).await;
    let neighbour = year.sign_in("officer.03390").await;
    assert_eq!(known(&neighbour, &theirs).await.get("B01"), None);
}

/// A regulation that was asked about in one form and issued on a day.
async fn issued(
    (officer, leader): (&Client, &Client),
    new: &Value,
    form: &str,
    number: &str,
    on: &str,
) -> regulation::Course {
    let row = regulation::Course::begin(officer, new).await;
    row.consult(officer, form, "2024-09-02", "2024-09-30").await;
    row.act(leader, "issue", &issue(number, on)).await.ok(200);
    row
}

/// B02, B02.1, B03, B04: of the commune's regulation and not of the agency's; of internal rules those that were issued or looked at in the period.
async fn regulations_are_known_with_their_numbers(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let both = (&officer, &leader);
    let (_, owed_here) = mine(&year, "2025", "03388").await;
    let told = async || {
        let known = known(&officer, &owed_here).await;
        ["B02", "B02.1", "B03", "B04"].map(|code| known.get(code).cloned())
    };
    let of = |setting: &str| json!({"setting": setting, "title": "Quy chế"});
    assert_eq!(told().await, [None, None, None, None]);
    regulation::Course::begin(&officer, &of("commune")).await;
    let none = || [Some(json!(false)), None, Some(json!(false)), Some(json!(0))];
    assert_eq!(told().await, none());
    // What it has as an agency is another hat.
    issued(both, &of("agency"), "staff_conference", "13/QĐ-UBND", "2025-03-03").await;
    assert_eq!(told().await, none());
    // Four rules of the house: before the period and never looked at, before it and reviewed in it, in it, after it; one is a draft.
    let internal = async |number: &str, on: &str| issued(both, &of("internal"), "in_person", number, on).await;
    internal("31/QĐ-UBND", "2024-12-14").await;
    let reviewed = internal("32/QĐ-UBND", "2024-11-01").await;
    internal("33/QĐ-UBND", "2024-12-15").await;
    internal("34/QĐ-UBND", "2025-12-15").await;
    regulation::Course::begin(&officer, &of("internal")).await;
    let review = json!({"begun_on": "2025-11-03", "reason": "Luật sửa đổi"});
    reviewed.act(&officer, "open-review", &review).await.ok(200);
    assert_eq!(told().await[3], Some(json!(2)));
    // Reviewed to the end it is still one.
    let kept = json!({"ended_on": "2025-11-20", "findings": "Giữ nguyên"});
    reviewed.act(&officer, "close-review", &kept).await.ok(200);
    assert_eq!(told().await[3], Some(json!(2)));

    issued(both, &of("commune"), "community_meeting", "12/QĐ-UBND", "2024-11-29").await;
    let seen = officer
        .get(&format!(
            "/api/v1/democracy-regulations?organisation={}&state=issued",
            organisation_id("03388")
        ))
        .await;
    let items = seen.ok(200)["items"].as_array().expect("items");
    let old_id = items.iter().find(|item| item["number"] == "12/QĐ-UBND").expect("it")["id"].clone();
    let cited = json!("12/QĐ-UBND ngày 29/11/2024");
    assert_eq!(
        told().await[..3],
        [Some(json!(true)), Some(cited.clone()), Some(json!(false))]
    );
    // One for a field beside it is no regulation of the commune; that one changes another is.
    let field = |does: Value| json!({"setting": "field", "field": "giảm nghèo", "title": "Quy chế", "does": does});
    issued(both, &field(json!([])), "portal", "14/QĐ-UBND", "2025-05-05").await;
    assert_eq!(told().await[..3], [Some(json!(true)), Some(cited), Some(json!(false))]);
    // A new one is in force from 1 December on.
    let mut new = of("commune");
    new["does"] = json!([{"relation": "replaces", "id": old_id}]);
    let new = regulation::Course::begin(&officer, &new).await;
    new.consult(&officer, "community_meeting", "2025-10-01", "2025-10-31")
        .await;
    let mut decision = issue("90/QĐ-UBND", "2025-11-28");
    decision["in_force_on"] = json!("2025-12-01");
    assert_eq!(told().await[2], Some(json!(false)), "it is only planned");
    new.act(&leader, "issue", &decision).await.ok(200);
    let cited = json!("90/QĐ-UBND ngày 28/11/2025");
    assert_eq!(told().await[..3], [Some(json!(true)), Some(cited), Some(json!(true))]);
    // Ended before the last day, there is none to cite.
    let repeal =
        json!({"number": "91/QĐ-UBND", "signed_on": "2025-12-12", "on": "2025-12-14", "reason": "Không còn phù hợp"});
    new.act(&leader, "repeal", &repeal).await.ok(200);
    assert_eq!(told().await[..3], [Some(json!(false)), None, Some(json!(true))]);
}

/// B06–B11: seven villages, to each of whose conventions something else happens; and another commune's.
async fn conventions_are_known_by_what_happened_to_them(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let ready = async |village: &Value, replaces: Option<&convention::Course>| {
        let row = convention::Course::proposed(&officer, village, replaces).await;
        row.until_the_dossier(&officer).await;
        row
    };
    let recognised = async |name: &str, on: &str| {
        let village = convention::village(&officer, name).await;
        let row = ready(&village, None).await;
        row.act(&leader, "recognise", &convention::recognition(on))
            .await
            .ok(200);
        (village, row)
    };
    recognised("1", "2025-10-14").await;
    let refusal =
        json!({"number": "42/UBND-VX", "on": "2025-10-14", "reason": "Điều 7 quy định mức phạt trái pháp luật."});
    let second = convention::village(&officer, "2").await;
    ready(&second, None)
        .await
        .act(&leader, "refuse", &refusal)
        .await
        .ok(200);
    let suspension = |ground: &str, parts: Option<&str>| {
        let mut suspension = json!({
            "ground": ground, "number": "130/QĐ-UBND", "on": "2025-12-04", "remedy_by": "2026-03-31", "reason": "Trái nguyên tắc tự nguyện.",
        });
        if let Some(parts) = parts {
            suspension["parts"] = json!(parts);
        }
        suspension
    };
    // Suspended in part it holds on, suspended as a whole it does not.
    let (_, in_part) = recognised("3", "2025-10-14").await;
    in_part
        .act(&leader, "suspend", &suspension("content", Some("Điều 9")))
        .await
        .ok(200);
    let (_, whole) = recognised("4", "2025-10-14").await;
    whole
        .act(&leader, "suspend", &suspension("procedure", None))
        .await
        .ok(200);
    let (_, annulled) = recognised("5", "2025-10-14").await;
    let annulment =
        json!({"ground": "unlawful_content", "number": "15/QĐ-UBND", "on": "2025-12-14", "reason": "Trái pháp luật"});
    annulled.act(&leader, "annul", &annulment).await.ok(200);
    // Amended: the new text is recognised too, and the old one is over.
    let (sixth, old) = recognised("6", "2025-10-14").await;
    let amended = ready(&sixth, Some(&old)).await;
    amended
        .act(&leader, "recognise", &convention::recognition("2025-12-01"))
        .await
        .ok(200);
    // Recognised a day after the period.
    recognised("7", "2025-12-15").await;
    let elsewhere = (year.sign_in("officer.03390").await, year.sign_in("leader.03390").await);
    let village = convention::village(&elsewhere.0, "1").await;
    let row = convention::Course::proposed(&elsewhere.0, &village, None).await;
    row.until_the_dossier(&elsewhere.0).await;
    row.act(&elsewhere.1, "recognise", &convention::recognition("2025-10-14"))
        .await
        .ok(200);

    let (asked, owed_here) = mine(&year, "2025", "03388").await;
    let counted = json!({"B05": 7, "B06": 3, "B07": 6, "B08": 1, "B09": 1, "B10": 2, "B11": 1});
    compare(&known(&officer, &owed_here).await, &counted, true);
    let theirs = owed(&year, asked, &json!(organisation_id("03390"))).await;
    let counted = json!({"B05": 1, "B06": 1, "B07": 1, "B08": 0, "B09": 0, "B10": 0, "B11": 0});
    compare(&known(&elsewhere.0, &theirs).await, &counted, true);
    // What the ministry is told parts what was amended from what was replaced.
    let statistics = round(&year, "village-conventions-yearly", "2025").await;
    let mine = owed(&year, statistics, &json!(organisation_id("03388"))).await;
    let known = known(&officer, &mine).await;
    assert_eq!(known.get("K05"), Some(&json!(1)));
    assert_eq!(known.get("K06"), Some(&json!(0)));
}

/// Five inspectors: three women, and four of a minority.
async fn inspectors(commune: &Commune) -> (Board, Vec<Value>, Value) {
    let board = commune.inspectorate().await;
    let mut members = commune.one_of_each().await;
    let people = [
        ("female", "Thái"),
        ("female", "Mông"),
        ("female", "Kinh"),
        ("male", "Thái"),
        ("male", "Lự"),
    ];
    let mut ids = Vec::new();
    for (member, (sex, ethnicity)) in members.iter_mut().zip(people) {
        let new = json!({"name": "Lò Văn Ín", "sex": sex, "ethnicity": ethnicity});
        member["person_id"] = person(&commune.front, new).await;
        ids.push(member["person_id"].clone());
    }
    board.add(&commune.front, &members).await.ok(200);
    let recognised = board
        .act(&commune.president, "recognise", &recognition("2025-10-10"))
        .await;
    let head = json!({ "head": recognised.ok(200)["members"][0]["id"] });
    let led = board.act(&commune.front, "name-leaders", &head).await;
    let led = led.ok(200).clone();
    (board, ids, led)
}

fn inspection(starts_on: &str, ended: Option<(&str, &str, u32)>) -> Value {
    let mut new = json!({"kind": "check", "subject": "Quỹ", "inspected_name": "Tổ dân phố 1", "starts_on": starts_on});
    if let Some((on, outcome, cases)) = ended {
        new["ended_on"] = json!(on);
        new["result"] = json!({"outcome": outcome, "findings": "Đã kiểm tra.", "cases": cases});
    }
    new
}

/// A recommendation to the committee that is sent and received on 20 October.
async fn received(commune: &Commune, board: &Client, leader: &Client, number: &str) -> Recommendation {
    let row = Recommendation::begin(board, &remedy("03388")).await;
    row.act(board, "submit", &Value::Null).await.ok(200);
    row.act(&commune.president, "confirm", &Value::Null).await.ok(200);
    let sending = json!({"number": number, "on": "2025-10-20"});
    row.act(board, "send", &sending).await.ok(200);
    row.act(leader, "receive", &json!({"on": "2025-10-20"})).await.ok(200);
    row
}

/// What the board does in the period; the recommendation that waits on, and the one that is followed up.
async fn in_the_period(commune: &Commune, board: &Client) -> (Recommendation, Recommendation) {
    let leader = commune.year.sign_in("leader.03388").await;
    for new in [
        inspection("2025-10-13", Some(("2025-10-15", "violations", 3))),
        inspection("2025-10-13", Some(("2025-10-20", "shortcomings", 1))),
        inspection("2025-10-14", Some(("2025-10-16", "nothing_found", 0))),
    ] {
        put(board, "board-inspections", &new).await;
    }
    let answered = received(commune, board, &leader, "5/KN").await;
    answered.act(&leader, "answer", &answer("2025-10-20")).await.ok(200);
    let recovered = json!({
        "on": "2025-10-20", "progress": "in_progress", "findings": "Đang sửa chữa.", "money_recovered": 4_000_000, "money_otherwise": 1_500_000,
        "settlement_reduced": 500_000,
        "land_recovered": 120, "land_otherwise": 80,
    });
    answered.act(board, "follow-up", &recovered).await.ok(200);
    // One for somebody who has no clock of the law; one that waits; one that is never sent.
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
    let waits = received(commune, board, &leader, "7/KN").await;
    Recommendation::begin(board, &remedy("03388")).await;
    let heard = json!({"received_on": "2025-10-18", "channel": "in_person", "content": "Thu quỹ"});
    let first = put(board, "citizen-feedback", &heard).await;
    put(board, "citizen-feedback", &heard).await;
    let found = json!({"on": "2025-10-19", "confirmed": true, "findings": "Đúng."});
    act(board, &first, "verify", &found).await.ok(200);
    (answered, waits)
}

/// F01–F15 and A06. What is done on the day after the period is in neither report.
async fn an_inspectorate_is_known_in_both_reports(backend: Backend) {
    let mut commune = Commune::of(backend, 5).await;
    let (board, people, led) = inspectors(&commune).await;
    let at_work = secretary(&commune.year, &led, "thu.ky").await;
    let (answered, waits) = in_the_period(&commune, &at_work).await;
    for (on, amount) in [("2025-10-15", 5_000_000), ("2025-10-20", 1_000_000)] {
        let support = json!({"on": on, "amount": amount, "from": "Ủy ban nhân dân phường"});
        board.act(&commune.front, "record-support", &support).await.ok(200);
    }
    let province = commune.year.sign_in("officer.12").await;
    let attended = |on: &str, persons: &[Value]| json!({"on": on, "attendance": [{"who": "people_inspectorates", "people": 40}], "persons": persons});
    let training = |topic: &str| json!({"kind": "training", "title": "Bồi dưỡng", "topics": [topic]});
    hold(&province, 1, training("practice"), attended("2025-10-14", &people[..3])).await;
    hold(
        &province,
        2,
        training("practice"),
        attended("2025-10-15", &people[2..3]),
    )
    .await;
    hold(
        &province,
        3,
        training("conventions"),
        attended("2025-10-16", &people[3..]),
    )
    .await;

    commune.year.until("2025-12-16").await;
    let year = &commune.year;
    let tokens = json!({"login": "thu.ky", "password": PASSWORD_OF_ALL});
    let nobody = year.server().nobody();
    let tokens = nobody.post("/api/v1/auth/login", &tokens).await;
    let at_work = nobody.bearing(tokens.ok(200)["access_token"].as_str().expect("a token"));
    let (front, leader) = (
        year.sign_in("officer.front.03388").await,
        year.sign_in("leader.03388").await,
    );
    let after = inspection("2025-12-08", Some(("2025-12-15", "violations", 70)));
    put(&at_work, "board-inspections", &after).await;
    let heard = json!({"received_on": "2025-12-15", "channel": "in_person", "content": "Thu quỹ"});
    put(&at_work, "citizen-feedback", &heard).await;
    waits.act(&leader, "answer", &answer("2025-12-16")).await.ok(200);
    let recovered = json!({
        "on": "2025-12-15", "progress": "done", "findings": "Xong.", "money_recovered": 90_000_000, "money_otherwise": 90_000_000,
        "land_recovered": 900, "land_otherwise": 900,
    });
    answered.act(&at_work, "follow-up", &recovered).await.ok(200);
    let support = json!({"on": "2025-12-15", "amount": 9_000_000, "from": "Ủy ban nhân dân phường"});
    board.act(&front, "record-support", &support).await.ok(200);
    let province = year.sign_in("officer.12").await;
    hold(&province, 4, training("practice"), attended("2025-12-15", &people[4..])).await;

    let mut counted = json!({
        "F02": 5, "F03.1": 3, "F03.2": 4, "F04": 3, "F05": 4, "F06": 3, "F07": 2, "F08": 1, "F09": 4_000_000, "F10": 2_000_000,
        "F11": "120", "F12": "80", "F14.1": 2, "F14.2": 1, "F15": 6_000_000,
    });
    let quarterly = round(year, "people-inspectorate-front-quarterly", "2025-Q4").await;
    let of_the_board = owed(year, quarterly, &led["organisation_id"]).await;
    let above = year.sign_in("leader.12").await;
    compare(&known(&above, &of_the_board).await, &counted, true);
    let (asked, of_the_committee) = mine(year, "2025", "03388").await;
    counted["F01"] = json!(true);
    counted["A06"] = json!(3);
    counted["B05"] = json!(5);
    let officer = year.sign_in("officer.03388").await;
    compare(&known(&officer, &of_the_committee).await, &counted, true);
    let theirs = owed(year, asked, &json!(organisation_id("03390"))).await;
    let neighbour = year.sign_in("officer.03390").await;
    assert_eq!(known(&neighbour, &theirs).await, std::collections::BTreeMap::new());
}

/// A07: of five supervisors of a road three are trained, of whom one has left.
async fn supervisors_are_known_who_were_trained(backend: Backend) {
    let commune = Commune::of(backend, 3).await;
    let front = &commune.front;
    let project = json!({
        "name": "Đường Nà Khằm", "funding": "public_investment", "investor": "Ban quản lý dự án", "begins_on": "2025-08-20",
    });
    let road = put(front, "investment-projects", &project).await;
    let new = json!({
        "kind": "community_investment_supervision", "host": organisation_id("03388"), "term_from": "2025-09-01",
        "name": "Ban Giám sát đầu tư của cộng đồng đường Nà Khằm", "project": id(&road),
    });
    let board = Board::found(front, &new).await;
    let mut members = commune.one_of_each().await;
    for part in ["front", "inspectorate"] {
        members.push(json!({
            "person_id": person(front, json!({"name": part})).await, "represents": part, "chosen_on": "2025-09-02",
            "received_on": "2025-09-02",
        }));
    }
    board.add(front, &members).await.ok(200);
    let recognised = board
        .act(&commune.president, "recognise", &recognition("2025-10-13"))
        .await;
    let mut serving = recognised.ok(200)["members"].as_array().expect("members").iter();
    let gone = serving.find(|member| member["person_id"] == members[0]["person_id"]);
    let gone = gone.expect("a member")["id"].as_str().expect("an id");
    let people: Vec<&Value> = members[..3].iter().map(|member| &member["person_id"]).collect();
    let training = json!({"kind": "training", "title": "Bồi dưỡng", "topics": ["practice"]});
    let there =
        json!({"on": "2025-10-15", "attendance": [{"who": "investment_supervision", "people": 40}], "persons": people});
    let province = commune.year.sign_in("officer.12").await;
    let (_, owed_here) = mine(&commune.year, "2025", "03388").await;
    let told = async |code: &str| known(&commune.officer, &owed_here).await.get(code).cloned();
    assert_eq!((told("A07").await, told("G03").await), (None, Some(json!(5))));
    hold(&province, 1, training, there).await;
    assert_eq!(told("A07").await, Some(json!(3)));
    let end = json!({"on": "2025-10-19", "ground": "resigned", "reason": "Xin thôi"});
    board.act(front, &format!("members/{gone}/end"), &end).await.ok(200);
    assert_eq!((told("A07").await, told("G03").await), (Some(json!(2)), Some(json!(4))));
    // They are no inspectorate.
    assert_eq!((told("A06").await, told("F01").await), (None, None));
}

/// F01–F03 of a workplace: how many they are, and of fewer than five not who.
async fn of_three_it_is_not_told_who_is_who(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.union").await, year.sign_in("leader.union").await);
    let new = json!({
        "kind": "agency_people_inspectorate", "host": organisation_id("thpt-lai-chau"), "name": "Ban Thanh tra nhân dân", "staff": 40,
        "term_from": "2025-10-01", "term_to": "2027-10-01",
    });
    let founded = officer.post(BOARDS, &new).await;
    let at = format!("{BOARDS}/{}", founded.ok(201)["id"].as_str().expect("an id"));
    let mut members = Vec::new();
    for (sex, ethnicity) in [("female", "Thái"), ("female", "Thái"), ("male", "Kinh")] {
        let new = json!({"name": "Lò Văn A", "sex": sex, "ethnicity": ethnicity});
        members.push(json!({
            "person_id": person(&officer, new).await, "represents": "staff", "chosen_on": "2025-09-25", "received_on": "2025-09-25",
            "present": 40, "in_favour": 38,
        }));
    }
    act(&officer, &at, "members", &json!({"members": members}))
        .await
        .ok(200);
    let (_, owed_here) = mine(&year, "2025", "thpt-lai-chau").await;
    let school = year.sign_in("officer.thpt-lai-chau").await;
    // Nobody is recognised: there is none yet.
    let told = known(&school, &owed_here).await;
    assert_eq!(
        (told.get("F01"), told.get("F02")),
        (Some(&json!(false)), Some(&json!(0)))
    );
    act(&leader, &at, "recognise", &recognition("2025-10-01")).await.ok(200);
    let told = known(&school, &owed_here).await;
    assert_eq!(
        (told.get("F01"), told.get("F02")),
        (Some(&json!(true)), Some(&json!(3)))
    );
    assert_eq!((told.get("F03.1"), told.get("F03.2")), (None, None));
    let elsewhere = year.sign_in("officer.03390").await;
    elsewhere
        .get(&format!("{owed_here}/known-figures"))
        .await
        .problem(404, "not_found");
}
