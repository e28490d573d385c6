//! Figures that the yearly report is offered of a commune's own work, each compared with what a hand counts: the first and the last day of the
//! period count, the day before and the day after do not, nor what is planned, given up, undone in time, somebody else's or a predecessor's.

use serde_json::{Value, json};

use crate::{
    duty::appointed,
    election::{Election, person, recognition},
    papers::{act, again, clerk, compare, doan_ket, known, owed, put, renamed, round, village},
    support::{
        client::Client,
        database::Backend,
        register::{organisation_id, unit_id},
    },
    year::{asked, driver::Year},
};

on_both! {
    a_year_of_a_commune_is_counted_by_its_days,
    an_enterprise_is_asked_what_is_an_enterprise_s,
    a_school_is_asked_what_is_an_agency_s,
    what_a_predecessor_did_is_the_heir_s_to_report,
    households_and_staff_are_those_of_the_last_day,
}

/// The day before the period of 2025, its first day, its last, and the day after.
const BEFORE: &str = "2024-12-14";
const FIRST: &str = "2024-12-15";
const LAST: &str = "2025-12-14";
const AFTER: &str = "2025-12-15";

/// An activity that was held, or not yet.
async fn hold(who: &Client, mut activity: Value, planned_on: &str, held: Option<Value>) -> String {
    activity["title"] = json!("Hoạt động");
    activity["channels"] = json!(["meeting"]);
    activity["planned_on"] = json!(planned_on);
    if let Some(mut held) = held {
        held["on"] = json!(planned_on);
        activity["held"] = held;
    }
    put(who, "activities", &activity).await
}

fn attended(who: &str, people: u32) -> Value {
    json!({"attendance": [{"who": who, "people": people}]})
}

/// With so many questions, of which so many were answered.
fn heard(mut held: Value, opinions: u32, answered: u32) -> Value {
    held["opinions"] = json!(opinions);
    held["answered"] = json!(answered);
    held
}

/// Somebody who is in charge from a day to another.
async fn in_charge(officer: &Client, name: &str, from: &str, to: Option<&str>) -> Value {
    let who = person(officer, name).await;
    let mut post = json!({
        "position": "person_in_charge", "valid_from": from, "decision": {"number": "12/QĐ-UBND", "signed_on": "2024-12-02"},
    });
    if let Some(to) = to {
        post["valid_to"] = json!(to);
    }
    appoint(officer, &who, &post).await;
    who
}

async fn appoint(officer: &Client, who: &Value, post: &Value) {
    let at = format!("/api/v1/persons/{}/appointments", who.as_str().expect("an id"));
    officer.post(&at, post).await.ok(201);
}

/// Four trainings and campaigns of the period with 83 people (A02, A03), and who of those in charge, and of the villages, were trained (A04, A05, A08).
async fn trained(year: &Year, officer: &Client, villages: &[Value]) {
    let practised = in_charge(officer, "Lò Văn A", "2025-01-01", None).await;
    let too_late = in_charge(officer, "Lò Văn B", "2025-01-01", None).await;
    let elsewise = in_charge(officer, "Lò Văn C", "2025-01-01", None).await;
    let gone = in_charge(officer, "Lò Văn D", "2025-01-01", Some(LAST)).await;
    let to_come = in_charge(officer, "Lò Văn E", AFTER, None).await;
    let by_the_province = in_charge(officer, "Lò Văn G", "2025-01-01", None).await;
    let head = appointed(officer, "Vàng A Páo", "village_head", Some(&villages[0])).await;
    // Whoever holds two posts of a village is one.
    let front_head = appointed(officer, "Sùng Thị Dế", "village_front_head", Some(&villages[0])).await;
    let drafting = json!({
        "position": "drafting_team_head", "village_id": villages[0], "valid_from": "2025-08-01",
        "decision": {"number": "12/QĐ-UBND", "signed_on": "2025-07-31"},
    });
    appoint(officer, &front_head, &drafting).await;
    appointed(officer, "Giàng A Tủa", "drafting_team_member", Some(&villages[1])).await;
    let practical = appointed(officer, "Giàng A Lử", "drafting_team_head", Some(&villages[1])).await;

    let dissemination = || json!({"kind": "dissemination"});
    let training = |topic: &str| json!({"kind": "training", "topics": [topic]});
    let named = |mut held: Value, persons: &[&Value]| {
        held["persons"] = json!(persons);
        Some(held)
    };
    hold(officer, dissemination(), BEFORE, Some(attended("people", 500))).await;
    hold(officer, dissemination(), FIRST, Some(attended("people", 40))).await;
    // One on the loudspeakers, where nobody is counted.
    hold(officer, dissemination(), "2025-03-03", Some(json!({"attendance": []}))).await;
    let there = named(attended("officials", 31), &[&practised, &gone, &to_come, &practical]);
    hold(officer, training("practice"), LAST, there).await;
    let there = named(attended("village_heads", 12), &[&elsewise, &head, &front_head]);
    hold(officer, training("conventions"), "2025-10-10", there).await;
    let there = named(attended("officials", 25), &[&too_late]);
    hold(officer, training("practice"), AFTER, there).await;
    let province = year.sign_in("officer.12").await;
    let there = named(attended("persons_in_charge", 60), &[&by_the_province]);
    hold(&province, training("practice"), "2025-10-15", there).await;
    // One that is still to be held, and one that was given up.
    hold(officer, dissemination(), "2025-11-03", None).await;
    let given_up = hold(officer, dissemination(), "2025-11-04", None).await;
    act(officer, &given_up, "cancel", &json!({"reason": "Mưa lũ"}))
        .await
        .ok(200);
}

/// Dialogues (E05–E07.2), receptions (H01), conferences of staff and villages (D14–D18).
async fn met(officer: &Client, villages: &[Value]) {
    let people =
        |people: u32, opinions: u32, answered: u32| Some(heard(attended("people", people), opinions, answered));
    let dialogue = || json!({"kind": "dialogue"});
    hold(officer, dialogue(), BEFORE, people(900, 90, 90)).await;
    hold(officer, dialogue(), "2025-10-14", people(118, 14, 12)).await;
    hold(officer, dialogue(), LAST, people(60, 5, 5)).await;
    hold(officer, dialogue(), AFTER, people(700, 70, 70)).await;
    for day in ["2025-05-05", LAST, AFTER] {
        hold(
            officer,
            json!({"kind": "citizen_reception"}),
            day,
            Some(json!({"attendance": []})),
        )
        .await;
    }
    let staff = |year: u16, opinions: u32| {
        let mut held = heard(attended("officials", 30), opinions, opinions - 1);
        held["summoned"] = json!(42);
        (json!({"kind": "staff_conference", "year": year}), Some(held))
    };
    let (conference, held) = staff(2024, 6);
    hold(officer, conference, "2025-01-10", held).await;
    let (conference, held) = staff(2025, 50);
    hold(officer, conference, AFTER, held).await;
    let review = json!({"kind": "conference_review", "year": 2023});
    hold(officer, review, BEFORE, Some(attended("officials", 30))).await;
    let of_a_village = |village: &Value| json!({"kind": "village_conference", "village": village, "year": 2025});
    // One village confers twice, one after the period, one has planned to.
    for day in ["2025-11-20", "2025-12-01"] {
        hold(officer, of_a_village(&villages[0]), day, Some(attended("people", 90))).await;
    }
    hold(officer, of_a_village(&villages[3]), AFTER, Some(attended("people", 90))).await;
    hold(officer, of_a_village(&villages[2]), "2025-11-21", None).await;
}

/// What is disclosed to the people (C01–C08) and to the staff (C09).
async fn disclosed(officer: &Client) {
    let disclose = async |group: &str, arisen_on: &str, forms: &[(&str, &str)]| {
        let forms: Vec<Value> = forms
            .iter()
            .map(|(form, from)| json!({"form": form, "from": from}))
            .collect();
        let new = json!({"group": group, "title": "Nội dung", "arisen_on": arisen_on, "forms": forms});
        put(officer, "disclosures", &new).await;
    };
    // Arisen and made known before the period; arisen before and made known in it, in time.
    disclose("fees", "2024-11-01", &[("posting", BEFORE)]).await;
    disclose("budget", "2024-12-13", &[("posting", "2024-12-16")]).await;
    // Arisen on its first day, in time.
    disclose("budget", FIRST, &[("loudspeaker", "2024-12-18")]).await;
    // A day late, by village heads and in two other ways.
    let forms = [
        ("village_heads", "2025-10-09"),
        ("writing", "2025-10-10"),
        ("social_network", "2025-10-10"),
    ];
    disclose("fees", "2025-10-01", &forms).await;
    // Late by this law, and in time by another.
    let other = json!({
        "group": "public_assets", "title": "Nội dung", "arisen_on": "2025-10-01", "other_law": {"due_on": "2025-10-31", "law": "Luật khác"},
        "forms": [{"form": "portal", "from": "2025-10-30"}],
    });
    put(officer, "disclosures", &other).await;
    // Arisen in the period, made known after it, or never; arisen after it.
    disclose("budget", "2025-12-12", &[("posting", AFTER)]).await;
    disclose("procedures", "2025-11-03", &[]).await;
    disclose("economic_plan", AFTER, &[("posting", AFTER)]).await;
    // To the staff: once in the period, once after it.
    disclose("work_plans", "2025-10-17", &[("portal", "2025-10-20")]).await;
    disclose("personnel", "2025-12-12", &[("staff_conference", AFTER)]).await;
}

/// What households, and the villages of the commune, decide (D01–D10), and how often they met for it (D12, D13).
async fn decided(officer: &Client, villages: &[Value]) {
    let decide = async |(matter, form): (&str, &str),
                        village: usize,
                        on: &str,
                        in_favour: u32,
                        work: Option<[u64; 4]>| {
        let mut new = json!({
            "matter": matter, "form": form, "proposal": "village_head", "village": villages[village], "title": "Nội dung", "decided_on": on,
            "in_favour": in_favour,
        });
        if let Some([total, people, state, days]) = work {
            new["work"] =
                json!({"total_value": total, "people_money": people, "state_money": state, "labour_days": days});
        }
        put(officer, "people-decisions", &new).await
    };
    let (contributions, self_management) = (("contributions", "meeting"), ("self_management", "meeting"));
    decide(contributions, 3, BEFORE, 120, Some([9_000_000, 0, 0, 9])).await;
    decide(
        contributions,
        0,
        FIRST,
        80,
        Some([350_000_000, 90_000_000, 200_000_000, 240]),
    )
    .await;
    // Two thirds of all are 80.
    decide(("collections", "ballot"), 0, "2025-05-10", 79, None).await;
    decide(("self_management", "online"), 1, "2025-06-01", 61, None).await;
    // Two matters at one meeting; the first is not passed, and its work is none.
    decide(contributions, 1, "2025-08-01", 79, Some([1_000_000_000, 7, 7, 7])).await;
    decide(self_management, 1, "2025-08-01", 61, None).await;
    decide(contributions, 3, AFTER, 120, Some([9_000_000, 0, 0, 9])).await;
    let of_the_commune = json!({
        "matter": "contributions", "form": "ballot", "proposal": "commune_chair", "title": "Nội dung", "decided_on": "2025-07-15", "in_favour": 3,
        "work": {"total_value": 2_000_000_000_u64, "people_money": 500_000_000, "state_money": 1_000_000_000, "labour_days": 1000},
    });
    put(officer, "people-decisions", &of_the_commune).await;
}

/// A decision of the third village that is passed.
fn third(villages: &[Value], form: &str, on: &str, [total, people, days]: [u64; 3]) -> Value {
    json!({
        "matter": "contributions", "form": form, "proposal": "village_head", "village": villages[2], "title": "Nội dung", "decided_on": on,
        "in_favour": 120, "work": {"total_value": total, "people_money": people, "labour_days": days},
    })
}

/// Undone in the period it is no work, and not passed; undone after it, it was both (D05–D10).
async fn undone(year: &mut Year, villages: &[Value]) {
    let undo = json!({"ground": "wrong_procedure", "reason": "Biên bản thiếu mức thu."});
    let officer = year.sign_in("officer.03388").await;
    let in_time = third(villages, "ballot", "2025-10-01", [900_000_000, 900, 900]);
    let in_time = put(&officer, "people-decisions", &in_time).await;
    act(&year.sign_in("leader.03388").await, &in_time, "undo", &undo)
        .await
        .ok(200);
    year.until("2025-12-16").await;
    let officer = year.sign_in("officer.03388").await;
    let too_late = third(villages, "meeting", "2025-09-01", [500_000_000, 100_000_000, 60]);
    let too_late = put(&officer, "people-decisions", &too_late).await;
    act(&year.sign_in("leader.03388").await, &too_late, "undo", &undo)
        .await
        .ok(200);
}

/// What the people and the staff are asked (E01–E04, E08), each figure by its own day.
async fn consulted(officer: &Client) {
    let result = |closed_on: &str, opinions: u32, accepted: u32, explained_on: Option<&str>| {
        let mut result = json!({"closed_on": closed_on, "opinions": opinions, "accepted": accepted});
        if let Some(day) = explained_on {
            result["explanation"] = json!("Đã tiếp thu.");
            result["explained_on"] = json!(day);
        }
        Some(result)
    };
    for (matter, opened_on, result) in [
        ("economic_plan", BEFORE, result("2025-01-10", 10, 4, Some("2025-01-15"))),
        ("land_use", FIRST, None),
        ("economic_plan", "2025-09-08", result("2025-09-30", 46, 31, Some(AFTER))),
        ("regulations", "2025-11-10", result(AFTER, 500, 500, Some(AFTER))),
        ("land_use", AFTER, None),
        ("yearly_plan", "2025-10-01", result("2025-10-02", 30, 30, None)),
        ("staff_benefits", LAST, None),
        ("staff_benefits", AFTER, None),
    ] {
        let form = if ["yearly_plan", "staff_benefits"].contains(&matter) {
            "in_person"
        } else {
            "portal"
        };
        let mut new = json!({"matter": matter, "title": "Nội dung", "opened_on": opened_on, "forms": [form]});
        if let Some(result) = result {
            new["result"] = result;
        }
        put(officer, "consultations", &new).await;
    }
}

/// A head is elected in one village and dismissed again; in another one is recognised after the period (D11.1, D11.2).
async fn elected(year: &Year, officer: &Client, villages: &[Value]) {
    let leader = year.sign_in("leader.03388").await;
    let head = async |village: &Value, number: &str, [signed_on, prepared_on, meeting_on, recognised_on]: [&str; 4]| {
        let new = json!({
            "village_id": village, "purpose": "elect", "number": number, "signed_on": signed_on, "meeting_on": meeting_on,
        });
        let election = Election::begin(officer, &new).await;
        let candidate = person(officer, "Lò Văn Ín").await;
        let nomination = json!({"on": prepared_on, "candidates": [candidate]});
        election.act(officer, "nominate", &nomination).await.ok(200);
        let team = json!({"number": "90/QĐ-UBND", "signed_on": prepared_on, "members": 5});
        election.act(officer, "form-team", &team).await.ok(200);
        let announced = json!({"on": prepared_on});
        election.act(officer, "announce", &announced).await.ok(200);
        let vote = json!({"on": meeting_on, "present": 101, "candidates": [{"person_id": candidate, "in_favour": 77}]});
        election.act(officer, "record-vote", &vote).await.ok(200);
        let sent = json!({"on": meeting_on, "received_on": meeting_on});
        election.act(officer, "send-result", &sent).await.ok(200);
        let recognised = election.act(&leader, "recognise", &recognition(recognised_on)).await;
        recognised.ok(200)["appointment_id"].clone()
    };
    let days = ["2025-09-01", "2025-09-10", "2025-09-28", "2025-10-06"];
    let post = head(&villages[1], "88/QĐ-UBND", days).await;
    let dismissal = json!({
        "village_id": villages[1], "purpose": "dismiss", "number": "95/QĐ-UBND", "signed_on": "2025-11-20", "meeting_on": "2025-11-25",
        "appointment_id": post, "ground": "petition", "petitioners": 60,
    });
    let dismissal = Election::begin(officer, &dismissal).await;
    let announced = json!({"on": "2025-11-23"});
    dismissal.act(officer, "announce", &announced).await.ok(200);
    let vote = json!({"on": "2025-11-25", "present": 101, "in_favour": 61});
    dismissal.act(officer, "record-vote", &vote).await.ok(200);
    let sent = json!({"on": "2025-11-26", "received_on": "2025-11-26"});
    dismissal.act(officer, "send-result", &sent).await.ok(200);
    dismissal
        .act(&leader, "recognise", &recognition("2025-11-28"))
        .await
        .ok(200);
    let days = ["2025-11-10", "2025-11-19", "2025-12-07", AFTER];
    head(&villages[2], "97/QĐ-UBND", days).await;
}

/// Directives, conditions, inspections, commendations, violations (A01, A09–A12) and how the commune rates itself (I01).
async fn kept(year: &Year, officer: &Client, villages: &[Value]) {
    for (kind, number, on) in [
        ("plan", "1/KH-UBND", BEFORE),
        ("plan", "2/KH-UBND", FIRST),
        ("guidance", "3/HD-UBND", "2025-10-01"),
        // What was disclosed is listed, and nobody directed by it.
        ("disclosure_list", "4/TB-UBND", "2025-10-03"),
        ("plan", "5/KH-UBND", AFTER),
    ] {
        let new = json!({"kind": kind, "number": number, "title": "Văn bản", "issued_on": on});
        put(officer, "directives", &new).await;
    }
    let conditions = |year: u16, counted_on: &str, applications: &[&str]| {
        json!({
            "year": year, "counted_on": counted_on, "internet": true, "loudspeaker": true, "portal": true, "notice_board": true,
            "applications": applications,
        })
    };
    // It did, and does no longer; the house of a village does, later than that.
    put(
        officer,
        "conditions",
        &conditions(2024, "2024-12-20", &["disclosure_online"]),
    )
    .await;
    put(officer, "conditions", &conditions(2025, "2025-12-01", &[])).await;
    let mut of_a_village = conditions(2025, "2025-12-10", &["smart_loudspeaker"]);
    of_a_village["village"] = villages[0].clone();
    put(officer, "conditions", &of_a_village).await;

    let school = organisation_id("thpt-lai-chau");
    let inspection = |planned_on: &str, visited: bool| {
        let mut new = json!({"kind": "inspection", "subject": school, "title": "Kiểm tra", "planned_on": planned_on});
        if visited {
            new["visited_on"] = json!(planned_on);
            new["conclusion"] = json!({"on": planned_on, "findings": "Đúng quy định."});
        }
        new
    };
    for day in [BEFORE, FIRST, LAST, AFTER] {
        put(officer, "compliance-inspections", &inspection(day, true)).await;
    }
    put(officer, "compliance-inspections", &inspection("2025-11-03", false)).await;
    let given_up = put(officer, "compliance-inspections", &inspection("2025-11-04", false)).await;
    let closing = json!({"outcome": "not_held", "remark": "Trùng đoàn của tỉnh."});
    act(officer, &given_up, "close", &closing).await.ok(200);
    // One by whoever is above is none of its own.
    let mut above = inspection("2025-11-17", true);
    above["subject"] = json!(organisation_id("03388"));
    put(&year.sign_in("officer.12").await, "compliance-inspections", &above).await;

    for (on, collectives, individuals) in [(BEFORE, 9, 9), (FIRST, 2, 5), (LAST, 0, 1), (AFTER, 10, 10)] {
        let new = json!({
            "kind": "praise", "title": "Biểu dương", "given_on": on, "collectives": collectives, "individuals": individuals,
        });
        put(officer, "commendations", &new).await;
    }
    // Counted by the day on which it is handled.
    for (found_on, handled_on) in [
        ("2024-11-01", Some(BEFORE)),
        ("2024-11-01", Some(FIRST)),
        ("2025-10-02", None),
        ("2025-12-01", Some(LAST)),
        ("2025-12-01", Some(AFTER)),
    ] {
        let mut new =
            json!({"act": "fraud", "by": "official", "found_on": found_on, "description": "Thu quỹ ngoài mức."});
        if let Some(on) = handled_on {
            new["handling"] = json!({"on": on, "measure": "reprimand", "result": "Đã trả lại."});
        }
        put(officer, "violations", &new).await;
    }
    let assessed = |year: u16, on: &str, rating: &str| json!({"year": year, "subject": "organisation", "assessed_on": on, "self_rating": rating});
    put(officer, "evaluations", &assessed(2024, "2025-01-10", "good")).await;
    put(officer, "evaluations", &assessed(2025, "2025-12-05", "fair")).await;
    let mut chair = assessed(2025, "2025-12-06", "weak");
    chair["subject"] = json!("leader");
    chair["office"] = json!("Chủ tịch Ủy ban nhân dân phường");
    put(officer, "evaluations", &chair).await;
}

/// What the commune beside does in the same days.
async fn beside(year: &Year) {
    let officer = year.sign_in("officer.03390").await;
    hold(
        &officer,
        json!({"kind": "dissemination"}),
        "2025-10-10",
        Some(attended("people", 7)),
    )
    .await;
    hold(
        &officer,
        json!({"kind": "dialogue"}),
        "2025-10-10",
        Some(heard(attended("people", 8), 3, 2)),
    )
    .await;
    let disclosure = json!({
        "group": "budget", "title": "Dự toán", "arisen_on": "2025-10-01", "forms": [{"form": "posting", "from": "2025-10-02"}],
    });
    put(&officer, "disclosures", &disclosure).await;
    let asked = json!({"matter": "economic_plan", "title": "Kế hoạch", "opened_on": "2025-10-01", "forms": ["portal"]});
    put(&officer, "consultations", &asked).await;
    let plan = json!({"kind": "plan", "number": "1/KH-UBND", "title": "Kế hoạch", "issued_on": "2025-10-01"});
    put(&officer, "directives", &plan).await;
    let conditions = json!({
        "year": 2025, "counted_on": "2025-12-12", "internet": true, "loudspeaker": true, "portal": true, "notice_board": true,
        "applications": ["official_channel"],
    });
    put(&officer, "conditions", &conditions).await;
    let own = json!({"year": 2025, "subject": "organisation", "assessed_on": "2025-12-05", "self_rating": "weak"});
    put(&officer, "evaluations", &own).await;
}

async fn a_year_of_a_commune_is_counted_by_its_days(backend: Backend) {
    let mut year = Year::begin(backend, "2025-12-10").await;
    let officer = year.sign_in("officer.03388").await;
    let mut villages = Vec::new();
    for name in ["Nà Sài", "Nà Khằm", "Nà Đông", "Nà Thử"] {
        villages.push(village(&officer, name).await);
    }
    undone(&mut year, &villages).await;
    let officer = year.sign_in("officer.03388").await;
    trained(&year, &officer, &villages).await;
    met(&officer, &villages).await;
    disclosed(&officer).await;
    decided(&officer, &villages).await;
    consulted(&officer).await;
    elected(&year, &officer, &villages).await;
    kept(&year, &officer, &villages).await;
    beside(&year).await;

    let asked = round(&year, "grassroots-democracy-yearly", "2025").await;
    let mine = owed(&year, asked, &json!(organisation_id("03388"))).await;
    let counted = r#"{
        "A01": 2, "A02": 4, "A03": 83, "A04": 4, "A05": 2, "A08": 2, "A09": false, "A10": 2, "A11": 8, "A12": 2,
        "B05": 4,
        "C01": 5, "C02": 4, "C03": 1, "C04": 1, "C05": 1, "C06": 1, "C07": 1, "C08": 3, "C09": 1,
        "D01": 8, "D02": 4, "D03": 3, "D04": 1, "D05": 5, "D06": 3, "D07": 2850000000, "D08": 690000000,
        "D09": 1200000000, "D10": 1300, "D11.1": 1, "D11.2": 1, "D12": 2, "D13": 1, "D14": 1, "D15": true, "D15.1": "2025-01-10",
        "D17.1": 6, "D17.2": 5, "D18": false,
        "E01": 3, "E02": 56, "E03": 35, "E04": 1, "E05": 2, "E06": 178, "E07.1": 19, "E07.2": 17, "E08": 2,
        "H01": 2, "I01": "kha"
    }"#;
    let counted: Value = counted.parse().expect("figures");
    compare(&known(&officer, &mine).await, &counted, true);
    // The commune beside is told of its own.
    let theirs = owed(&year, asked, &json!(organisation_id("03390"))).await;
    let counted = json!({
        "A01": 1, "A02": 1, "A03": 7, "A09": true, "C01": 1, "C02": 1, "C03": 1, "C04": 0, "C08": 1, "E01": 1, "E02": 0, "E05": 1, "E06": 8,
        "E07.1": 3, "E07.2": 2, "H01": 0, "I01": "yeu",
    });
    let neighbour = year.sign_in("officer.03390").await;
    let told = known(&neighbour, &theirs).await;
    compare(&told, &counted, false);
    for code in ["A04", "A05", "A08", "A10", "A11", "A12", "B05", "D01", "D11.1"] {
        assert_eq!(told.get(code), None, "{code}");
    }
}

/// Conference, dialogues and disclosures of an enterprise, each in the period and on the day after it (C10, D16–D18, E09).
async fn an_enterprise_is_asked_what_is_an_enterprise_s(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let new = json!({
        "name": "Công ty TNHH MTV Thủy nông Lai Châu", "kind": "state_owned_enterprise", "unit": unit_id("12"),
        "managed_by": organisation_id("12"), "valid_from": "2010-01-04",
    });
    let leader = year.sign_in("leader.12").await;
    let enterprise = leader.post("/api/v1/organisations", &new).await.ok(201)["id"].clone();
    let director = clerk(&year, &enterprise, "giam.doc").await;
    for (group, arisen_on, from) in [
        ("business", "2025-10-01", "2025-10-10"),
        ("welfare_funds", "2025-11-28", LAST),
        ("labour_rules", "2025-12-01", AFTER),
    ] {
        let disclosure = json!({
            "group": group, "title": "Nội dung", "arisen_on": arisen_on, "forms": [{"form": "posting", "from": from}],
        });
        put(&director, "disclosures", &disclosure).await;
    }
    for (year, on, opinions) in [(2025, "2025-02-20", 9), (2025, AFTER, 40)] {
        let mut held = heard(attended("workers", 60), opinions, opinions - 2);
        held["summoned"] = json!(80);
        hold(
            &director,
            json!({"kind": "staff_conference", "year": year}),
            on,
            Some(held),
        )
        .await;
    }
    let review = json!({"kind": "conference_review", "year": 2025});
    hold(&director, review, LAST, Some(attended("workers", 60))).await;
    for (occasion, on) in [
        ("periodic", FIRST),
        ("periodic", LAST),
        ("periodic", AFTER),
        ("on_request", "2025-06-02"),
        ("on_a_case", BEFORE),
    ] {
        hold(
            &director,
            json!({"kind": "dialogue", "occasion": occasion}),
            on,
            Some(attended("workers", 24)),
        )
        .await;
    }
    let asked = json!({"matter": "wages", "title": "Thang lương", "opened_on": "2025-10-01", "forms": ["in_person"]});
    put(&director, "consultations", &asked).await;

    let round = round(&year, "grassroots-democracy-yearly", "2025").await;
    let told = known(&director, &owed(&year, round, &enterprise).await).await;
    // What is disclosed and asked elsewhere it is not asked for, though it is recorded.
    let counted = json!({
        "A02": 0, "A03": 0, "C10": 2, "D16": true, "D16.1": "2025-02-20", "D17.1": 9, "D17.2": 7, "D18": true, "E09.1": 2, "E09.2": 1,
        "E09.3": 0,
    });
    compare(&told, &counted, true);
}

/// A school's own: what it discloses to its staff, asks them, and confers on (C09, D15, E08); of the people of a commune it is asked nothing.
async fn a_school_is_asked_what_is_an_agency_s(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let school = year.sign_in("officer.thpt-lai-chau").await;
    for (group, arisen_on, from) in [
        ("work_plans", "2025-10-17", "2025-10-20"),
        ("personnel", "2025-12-12", AFTER),
    ] {
        let disclosure = json!({
            "group": group, "title": "Nội dung", "arisen_on": arisen_on, "forms": [{"form": "portal", "from": from}],
        });
        put(&school, "disclosures", &disclosure).await;
    }
    let asked = json!({"matter": "yearly_plan", "title": "Kế hoạch", "opened_on": LAST, "forms": ["staff_conference"]});
    put(&school, "consultations", &asked).await;
    let mut held = heard(attended("officials", 40), 4, 3);
    held["summoned"] = json!(50);
    hold(
        &school,
        json!({"kind": "staff_conference", "year": 2024}),
        "2025-10-15",
        Some(held),
    )
    .await;
    let round = round(&year, "grassroots-democracy-yearly", "2025").await;
    let told = known(
        &school,
        &owed(&year, round, &json!(organisation_id("thpt-lai-chau"))).await,
    )
    .await;
    let counted = json!({
        "A02": 0, "A03": 0, "C09": 1, "D15": true, "D15.1": "2025-10-15", "D17.1": 4, "D17.2": 3, "D18": false, "E08": 1,
    });
    compare(&told, &counted, true);
}

/// Finished records stay where they are; the heir reports for the whole period, and is told what its predecessor did in it.
async fn what_a_predecessor_did_is_the_heir_s_to_report(backend: Backend) {
    const TODAY: &str = "2025-10-20";
    let year = Year::begin(backend, TODAY).await;
    let officer = year.sign_in("officer.03388").await;
    village(&officer, "Nà Sài").await;
    hold(
        &officer,
        json!({"kind": "dissemination"}),
        "2025-10-01",
        Some(attended("people", 40)),
    )
    .await;
    hold(
        &officer,
        json!({"kind": "dialogue"}),
        "2025-10-14",
        Some(heard(attended("people", 118), 14, 12)),
    )
    .await;
    let planned = hold(&officer, json!({"kind": "dialogue"}), TODAY, None).await;
    let praise = json!({"kind": "praise", "title": "Biểu dương", "given_on": "2025-10-14", "individuals": 5});
    put(&officer, "commendations", &praise).await;
    renamed(&year, TODAY, &doan_ket(), ("03399", "Đoàn Kết Mới"), "2026-01-31").await;
    let officer = again(&year, "officer.03388").await;
    // What was planned is held by the heir.
    let heir = officer.get(&planned).await.ok(200)["organisation"]["id"].clone();
    assert_ne!(heir, json!(organisation_id("03388")));
    let dialogue = json!({
        "kind": "dialogue", "title": "Hoạt động", "planned_on": TODAY, "channels": ["meeting"],
        "held": {"on": TODAY, "attendance": [{"who": "people", "people": 70}], "opinions": 3, "answered": 3},
    });
    officer.matching(&planned).await.put(&planned, &dialogue).await.ok(200);
    let round = round(&year, "grassroots-democracy-yearly", "2025").await;
    let me = officer.get("/api/v1/me").await;
    assert_eq!(me.ok(200)["unit"]["code"], "03399");
    let told = known(&officer, &owed(&year, round, &heir).await).await;
    let counted = json!({"A02": 1, "A03": 40, "A11": 5, "B05": 1, "E05": 2, "E06": 188, "E07.1": 17, "E07.2": 15});
    compare(&told, &counted, false);
    for code in ["B02", "C01"] {
        assert_eq!(told.get(code), None, "{code}");
    }
}

/// Households by the latest count of each village that is there on the last day, and none while one was never counted; staff by the latest count.
async fn households_and_staff_are_those_of_the_last_day(backend: Backend) {
    let year = Year::begin(backend, "2027-01-05").await;
    let (officer, province) = (year.sign_in("officer.03388").await, year.sign_in("officer.12").await);
    let mut villages = Vec::new();
    for name in ["Nà Sài", "Nà Khằm", "Nà Đông", "Nà Thử"] {
        let new = json!({"kind": "Bản", "name": name, "valid_from": "2004-01-01"});
        let made = officer.post("/api/v1/villages", &new).await.ok(201)["id"].clone();
        villages.push(format!("/api/v1/villages/{}", made.as_str().expect("an id")));
    }
    let count = async |village: usize, counted_on: &str, households: u32| {
        let counted = json!({"counted_on": counted_on, "households": households});
        act(&officer, &villages[village], "households", &counted).await.ok(200);
    };
    for (village, counted_on, households) in [
        (0, "2025-07-01", 100),
        (0, "2026-05-01", 110),
        (0, "2027-01-01", 500),
        (1, "2026-12-31", 90),
        (3, "2026-01-01", 70),
    ] {
        count(village, counted_on, households).await;
    }
    let closing = json!({"on": "2026-08-01", "legal_basis": "Nghị quyết số 20/NQ-HĐND", "reason": "Sáp nhập"});
    act(&officer, &villages[3], "close", &closing).await.ok(200);
    let mut yearly = asked::template("yearly", "year");
    for (place, source) in [(0, "households"), (1, "staff"), (2, "villages")] {
        yearly["content"]["indicators"][place]["source"] = json!({"kind": source});
    }
    let yearly = year.template(&yearly).await;
    let round = year.round(&yearly, "2026", (12, 31)).await;
    let mine = owed(&year, round, &json!(organisation_id("03388"))).await;
    // The third village was never counted by then, and of the staff nothing is known.
    assert_eq!(known(&officer, &mine).await, [("M01".to_owned(), json!(3))].into());
    count(2, "2027-01-02", 50).await;
    assert_eq!(known(&officer, &mine).await, [("M01".to_owned(), json!(3))].into());
    count(2, "2026-10-01", 50).await;
    let committee = format!("/api/v1/organisations/{}", organisation_id("03388"));
    for (counted_on, staff) in [("2026-03-01", 41), ("2026-11-02", 40), ("2027-01-01", 99)] {
        let counted = json!({"counted_on": counted_on, "staff": staff});
        act(&province, &committee, "staff-counts", &counted).await.ok(201);
    }
    let counted = json!({"A01": 250, "A02": 40, "M01": 3});
    compare(&known(&officer, &mine).await, &counted, true);
}
