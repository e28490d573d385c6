//! Whoever is refused by the law is told by which article: that of the law as it was published, in either language.

use serde_json::{Value, json};

use crate::{
    board::{Board, Commune, person, recognition},
    convention, election, regulation,
    support::{
        client::{Client, Reply},
        database::Backend,
        register::{organisation_id, unit_id},
    },
    year::driver::Year,
};

on_both! {
    what_a_convention_is_refused_for,
    who_drafts_among_minorities,
    what_an_inspectorate_of_a_commune_is_refused_for,
    what_a_supervision_board_is_refused_for,
    what_a_board_of_a_workplace_is_refused_for,
    what_an_election_is_refused_for,
    what_a_regulation_is_refused_for,
}

/// What a refusal says: of its first fault or, where it has none, as a whole.
fn said(refusal: &Reply) -> &str {
    assert!(
        [409, 422].contains(&refusal.status.as_u16()),
        "{} {:#}",
        refusal.status,
        refusal.json
    );
    let fault = refusal.json["errors"][0]["message"].as_str();
    let told = fault.or(refusal.json["detail"].as_str());
    told.expect("a refusal says why")
}

/// It ends with the article, and with no other.
#[track_caller]
fn names(refusal: &Reply, article: &str) {
    let told = said(refusal);
    assert!(told.ends_with(&format!("({article}).")), "{article}: {told}");
}

/// An act that is refused, in both languages, for the article as each of them names it.
async fn refused(row: &convention::Course, who: &Client, (verb, body): (&str, &Value), [vi, en]: [&str; 2]) {
    for (language, article) in [("vi", vi), ("en", en)] {
        let who = who.with("Accept-Language", language);
        names(&row.act(&who, verb, body).await, article);
    }
}

async fn what_a_convention_is_refused_for(backend: Backend) {
    const PROPOSALS: [&str; 2] = ["Nghị định 61/2023/NĐ-CP Điều 7.3", "Decree 61/2023 Art. 7.3"];
    const FORMS: [&str; 2] = ["Nghị định 61/2023/NĐ-CP Điều 9.2", "Decree 61/2023 Art. 9.2"];
    const POSTING: [&str; 2] = ["Nghị định 61/2023/NĐ-CP Điều 9.1", "Decree 61/2023 Art. 9.1"];
    const BALLOTS: [&str; 2] = ["Nghị định 61/2023/NĐ-CP Điều 10.2a", "Decree 61/2023 Art. 10.2a"];
    const PARTS: [&str; 2] = ["Nghị định 61/2023/NĐ-CP Điều 12.1", "Decree 61/2023 Art. 12.1"];
    const REMEDY: [&str; 2] = ["Nghị định 61/2023/NĐ-CP Điều 12.3", "Decree 61/2023 Art. 12.3"];
    const ANNULMENT: [&str; 2] = [
        "Nghị định 61/2023/NĐ-CP Điều 14.1, 14.2",
        "Decree 61/2023 Art. 14.1, 14.2",
    ];
    const TOO_EARLY: [&str; 2] = [
        "Nghị định 61/2023/NĐ-CP Điều 14.1b, 14.2",
        "Decree 61/2023 Art. 14.1b, 14.2",
    ];
    const SUSPENDED: [&str; 2] = ["Nghị định 61/2023/NĐ-CP Điều 14.2", "Decree 61/2023 Art. 14.2"];
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = convention::village(&officer, "1").await;
    // Of 120 households eleven are fewer than one in ten; of what the village head proposes none are counted.
    for (by, in_favour) in [("citizen", 11), ("village_head", 50)] {
        let new = json!({
            "village_id": village, "kind": "huong_uoc", "title": "Hương ước",
            "proposal": {"by": by, "on": "2025-08-20", "in_favour": in_favour},
        });
        for (language, article) in [("vi", PROPOSALS[0]), ("en", PROPOSALS[1])] {
            let officer = officer.with("Accept-Language", language);
            names(&officer.post("/api/v1/village-conventions", &new).await, article);
        }
    }
    let row = convention::Course::proposed(&officer, &village, None).await;
    let team = json!({"on": "2025-08-25", "members": 5, "of": ["reputed"]});
    row.act(&officer, "form-team", &team).await.ok(200);
    let posted = json!({"on": "2025-09-03", "place": "Nhà văn hóa", "forms": []});
    refused(&row, &officer, ("post", &posted), FORMS).await;
    let posted = convention::posting("2025-09-03");
    row.act(&officer, "post", &posted).await.ok(200);
    let early = convention::vote("2025-10-02", 96, 88);
    refused(&row, &officer, ("record-vote", &early), POSTING).await;
    let ballots = json!({"by": "ballot", "on": "2025-10-06", "present": 110, "in_favour": 100});
    refused(&row, &officer, ("record-vote", &ballots), BALLOTS).await;
    let vote = convention::vote("2025-10-06", 96, 88);
    row.act(&officer, "record-vote", &vote).await.ok(200);
    let dossier = json!({"on": "2025-10-08", "received_on": "2025-10-08"});
    row.act(&officer, "send-dossier", &dossier).await.ok(200);
    let decision = convention::recognition("2025-10-14");
    row.act(&leader, "recognise", &decision).await.ok(200);
    let suspension = |ground: &str, parts: Option<&str>, remedy_by: &str| {
        let mut new = json!({
            "ground": ground, "number": "130/QĐ-UBND", "on": "2025-12-04", "remedy_by": remedy_by, "reason": "Trái nguyên tắc tự nguyện.",
        });
        if let Some(parts) = parts {
            new["parts"] = json!(parts);
        }
        new
    };
    let annulment = |ground: &str, parts: Option<&str>, on: &str| {
        let mut new = json!({"ground": ground, "number": "15/QĐ-UBND", "on": on, "reason": "Không sửa đổi."});
        if let Some(parts) = parts {
            new["parts"] = json!(parts);
        }
        new
    };
    let (part, other) = (Some("Điều 9"), Some("Điều 8"));
    // The whole for its procedure, a part for its content; and until when that is to be mended.
    for wrong in [
        suspension("procedure", part, "2026-03-31"),
        suspension("content", None, "2026-03-31"),
    ] {
        refused(&row, &leader, ("suspend", &wrong), PARTS).await;
    }
    let at_once = suspension("content", part, "2025-12-04");
    refused(&row, &leader, ("suspend", &at_once), REMEDY).await;
    // Nothing was suspended yet.
    for early in [
        annulment("procedure_not_remedied", None, "2026-04-03"),
        annulment("content_not_remedied", part, "2026-04-03"),
    ] {
        refused(&row, &leader, ("annul", &early), TOO_EARLY).await;
    }
    for wrong in [
        annulment("unlawful_content", part, "2026-04-03"),
        annulment("content_not_remedied", None, "2026-04-03"),
    ] {
        refused(&row, &leader, ("annul", &wrong), ANNULMENT).await;
    }
    let suspended = suspension("content", part, "2026-03-31");
    row.act(&leader, "suspend", &suspended).await.ok(200);
    let early = annulment("content_not_remedied", part, "2026-03-31");
    refused(&row, &leader, ("annul", &early), TOO_EARLY).await;
    let another = annulment("content_not_remedied", other, "2026-04-03");
    refused(&row, &leader, ("annul", &another), SUSPENDED).await;
    let annulled = annulment("content_not_remedied", part, "2026-04-03");
    row.act(&leader, "annul", &annulled).await.ok(200);
}

/// Decree 61/2023 Art. 8.2, where the province has put the commune into such an area.
async fn who_drafts_among_minorities(backend: Backend) {
    const TEAM: [&str; 2] = ["Nghị định 61/2023/NĐ-CP Điều 8.2", "Decree 61/2023 Art. 8.2"];
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, province) = (year.sign_in("officer.03388").await, year.sign_in("officer.12").await);
    let area = json!({
        "kind": "area_decision", "number": "33/QĐ-UBND", "title": "Phân định khu vực", "issued_on": "2025-07-15",
        "area": {"kind": "ethnic_minority", "valid_from": "2025-07-15", "communes": [unit_id("03388")]},
    });
    let at = format!("/api/v1/directives/{}", danchu::access::fresh::<uuid::Uuid>());
    province.put(&at, &area).await.ok(201);
    let village = convention::village(&officer, "1").await;
    let row = convention::Course::proposed(&officer, &village, None).await;
    let team = |of: &[&str]| json!({"on": "2025-08-25", "members": 5, "of": of});
    for of in [
        ["reputed", "organisation"],
        ["reputed", "village_elder"],
        ["reputed", "speaks_the_language"],
    ] {
        refused(&row, &officer, ("form-team", &team(&of)), TEAM).await;
    }
    let of = ["village_elder", "speaks_the_language"];
    row.act(&officer, "form-team", &team(&of)).await.ok(200);
}

/// What the recognition of a board is answered with; the board is then dissolved, so that another may be formed.
async fn judged((keeper, director): (&Client, &Client), new: &Value, members: &[Value], on: &str) -> Reply {
    let board = Board::found(keeper, new).await;
    board.add(keeper, members).await.ok(200);
    let refused = board.act(director, "recognise", &recognition(on)).await;
    let fate = json!({"decision": "combine", "number": "9/QĐ-MTTQ", "on": "2025-10-20"});
    board.act(director, "decide-fate", &fate).await.ok(200);
    let end = json!({"ground": "combined", "on": "2025-10-20", "reason": "Lập lại"});
    board.act(director, "dissolve", &end).await.ok(200);
    refused
}

/// The same, but for one thing about the first of them.
fn but(members: &[Value], field: &str, value: Value) -> Vec<Value> {
    let mut members = members.to_vec();
    members[0][field] = value;
    members
}

async fn what_an_inspectorate_of_a_commune_is_refused_for(backend: Backend) {
    let commune = Commune::of(backend, 6).await;
    let new = json!({
        "kind": "commune_people_inspectorate", "host": organisation_id("03388"), "term_from": "2025-10-01",
        "name": "Ban Thanh tra nhân dân phường Đoàn Kết", "term_to": "2030-10-01",
    });
    let six = commune.one_of_each().await;
    let refused =
        async |members: &[Value]| judged((&commune.front, &commune.president), &new, members, "2025-10-10").await;
    for (members, article) in [
        (six[..4].to_vec(), "Luật 10/2022/QH15 Điều 36.1"),
        (
            but(&six, "standing", json!(["not_resident"])),
            "Luật 10/2022/QH15 Điều 37.2",
        ),
        (
            but(&six, "standing", json!(["commune_official"])),
            "Luật 10/2022/QH15 Điều 37.2",
        ),
        (
            but(&six, "standing", json!(["non_professional"])),
            "Luật 10/2022/QH15 Điều 37.2",
        ),
        (but(&six, "in_favour", json!(50)), "Luật 10/2022/QH15 Điều 21.1"),
    ] {
        let refusal = refused(members.as_slice()).await;
        refusal.problem(409, "state_forbids");
        names(&refusal, article);
    }
    // Five for six villages are enough, with an explanation of either article.
    let refusal = refused(&six[..5]).await;
    assert_eq!(
        refusal.faults(),
        [("/explanation".to_owned(), "required".to_owned())].into()
    );
    assert!(
        said(&refusal).contains("(Luật 10/2022/QH15 Điều 36.1)"),
        "{}",
        said(&refusal)
    );
    names(&refusal, "Nghị định 59/2023/NĐ-CP Điều 13.2");
    // Three deputies are too many.
    let board = Board::found(&commune.front, &new).await;
    board.add(&commune.front, &six[..5]).await.ok(200);
    let mut explained = recognition("2025-10-10");
    explained["explanation"] = json!("Tổ dân phố 6 bầu bổ sung trong tháng 10.");
    let recognised = board.act(&commune.president, "recognise", &explained).await;
    let id = |at: usize| recognised.ok(200)["members"][at]["id"].clone();
    let lead = json!({"head": id(0), "deputies": [id(1), id(2), id(3)]});
    let refusal = board.act(&commune.front, "name-leaders", &lead).await;
    assert_eq!(
        refusal.faults(),
        [("/deputies".to_owned(), "out_of_range".to_owned())].into()
    );
    names(&refusal, "Nghị định 59/2023/NĐ-CP Điều 13.3");
    board.add(&commune.front, &six[5..]).await.ok(200);
    let lead = json!({"head": id(0), "deputies": [id(1), id(2)]});
    board.act(&commune.front, "name-leaders", &lead).await.ok(200);
    board
        .act(&commune.president, "recognise", &recognition("2025-10-13"))
        .await
        .ok(200);
}

async fn what_a_supervision_board_is_refused_for(backend: Backend) {
    let commune = Commune::of(backend, 3).await;
    let (front, president) = (&commune.front, &commune.president);
    let three = commune.one_of_each().await;
    let six = [three.clone(), commune.one_of_each().await].concat();
    // Where there are fewer than five villages, there are five members at most.
    let new = json!({
        "kind": "commune_people_inspectorate", "host": organisation_id("03388"), "term_from": "2025-10-01",
        "name": "Ban Thanh tra nhân dân phường Đoàn Kết", "term_to": "2030-10-01",
    });
    let refusal = judged((front, president), &new, &six, "2025-10-10").await;
    refusal.problem(409, "state_forbids");
    names(&refusal, "Nghị định 59/2023/NĐ-CP Điều 13.2");

    let road = format!("/api/v1/investment-projects/{}", danchu::access::fresh::<uuid::Uuid>());
    let project = json!({
        "name": "Đường Nà Khằm", "funding": "public_investment", "investor": "Ban quản lý dự án", "begins_on": "2025-08-20",
    });
    let recorded = front.put(&road, &project).await;
    let new = json!({
        "kind": "community_investment_supervision", "host": organisation_id("03388"), "term_from": "2025-09-01",
        "name": "Ban Giám sát đầu tư của cộng đồng đường Nà Khằm", "project": recorded.ok(201)["id"],
    });
    let mut sent = Vec::new();
    for part in ["front", "inspectorate"] {
        sent.push(json!({
            "person_id": person(front, json!({"name": part})).await, "represents": part, "chosen_on": "2025-09-02",
            "received_on": "2025-09-02",
        }));
    }
    let with = |residents: &[Value], sent: &[Value]| [residents, sent].concat();
    let board = with(&three, &sent);
    for (members, article) in [
        // Four in all; nobody of the Front; nobody of the inspectorate.
        (with(&three[..2], &sent), "Luật 10/2022/QH15 Điều 41.1"),
        (with(&six[..5], &sent[1..]), "Luật 10/2022/QH15 Điều 41.1"),
        (with(&six[..5], &sent[..1]), "Luật 10/2022/QH15 Điều 41.1"),
        (with(&six, &sent), "Nghị định 59/2023/NĐ-CP Điều 17.2"),
        (
            but(&board, "standing", json!(["project_relative"])),
            "Luật 10/2022/QH15 Điều 42.2",
        ),
        (
            but(&board, "standing", json!(["commune_official"])),
            "Luật 10/2022/QH15 Điều 42.2",
        ),
        (but(&board, "in_favour", json!(50)), "Luật 10/2022/QH15 Điều 21.1"),
    ] {
        let refusal = judged((front, president), &new, &members, "2025-10-10").await;
        refusal.problem(409, "state_forbids");
        names(&refusal, article);
    }
    // Once the commune has an inspectorate, whoever stands for it on another board is one of it, or that is explained.
    let new_inspectorate = json!({
        "kind": "commune_people_inspectorate", "host": organisation_id("03388"), "term_from": "2025-10-20",
        "name": "Ban Thanh tra nhân dân phường Đoàn Kết", "term_to": "2030-10-20",
    });
    let inspectorate = Board::found(front, &new_inspectorate).await;
    inspectorate.add(front, &six[..5]).await.ok(200);
    let decision = recognition("2025-10-20");
    inspectorate.act(president, "recognise", &decision).await.ok(200);
    let sent_later = |who: &Value| {
        let mut sent = sent.clone();
        sent[1]["person_id"] = who.clone();
        sent[1]["chosen_on"] = json!("2025-10-20");
        sent[1]["received_on"] = json!("2025-10-20");
        sent
    };
    let stranger = with(&three, &sent_later(&sent[1]["person_id"]));
    let refusal = judged((front, president), &new, &stranger, "2025-10-20").await;
    assert_eq!(
        refusal.faults(),
        [("/explanation".to_owned(), "required".to_owned())].into()
    );
    names(&refusal, "Luật 10/2022/QH15 Điều 41.1");
    // Whoever works for the village without an office may watch over its investments.
    let one_of_it = with(&three, &sent_later(&six[3]["person_id"]));
    let allowed = but(&one_of_it, "standing", json!(["non_professional"]));
    judged((front, president), &new, &allowed, "2025-10-20").await.ok(200);
}

async fn what_a_board_of_a_workplace_is_refused_for(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.union").await, year.sign_in("leader.union").await);
    let new = json!({
        "name": "Công ty TNHH MTV Thủy nông Lai Châu", "kind": "state_owned_enterprise", "unit": unit_id("12"),
        "managed_by": organisation_id("12"), "valid_from": "2010-01-04",
    });
    let province = year.sign_in("leader.12").await;
    let enterprise = province.post("/api/v1/organisations", &new).await.ok(201)["id"].clone();
    let mut three = Vec::new();
    for name in ["Lò Văn A", "Lò Văn B", "Lò Văn C"] {
        three.push(json!({
            "person_id": person(&officer, json!({"name": name})).await, "represents": "staff", "chosen_on": "2025-09-25",
            "received_on": "2025-09-25", "present": 40, "in_favour": 38,
        }));
    }
    let agency = |staff: u32, term_to: &str| {
        json!({
            "kind": "agency_people_inspectorate", "host": organisation_id("so-gddt"), "name": "Ban Thanh tra nhân dân Sở", "staff": staff,
            "term_from": "2025-10-01", "term_to": term_to,
        })
    };
    let company = |term_to: &str| {
        json!({
            "kind": "enterprise_people_inspectorate", "host": enterprise, "name": "Ban Thanh tra nhân dân Công ty",
            "term_from": "2025-10-01", "term_to": term_to,
        })
    };
    let (two_years, three_years) = ("2027-10-01", "2028-10-01");
    let standing = |standing: &str| but(&three, "standing", json!([standing]));
    let outvoted = but(&three, "in_favour", json!(20));
    let cases = [
        (agency(7, two_years), three.clone(), 409, "Luật 10/2022/QH15 Điều 60.1"),
        (
            agency(40, two_years),
            three[..2].to_vec(),
            409,
            "Luật 10/2022/QH15 Điều 60.1",
        ),
        (
            agency(40, two_years),
            standing("deputy_head"),
            409,
            "Luật 10/2022/QH15 Điều 60.2",
        ),
        (
            agency(40, two_years),
            standing("not_staff"),
            409,
            "Luật 10/2022/QH15 Điều 60.2",
        ),
        (
            agency(40, two_years),
            outvoted.clone(),
            409,
            "Luật 10/2022/QH15 Điều 51.2c",
        ),
        (
            agency(40, three_years),
            three.clone(),
            422,
            "Luật 10/2022/QH15 Điều 60.3",
        ),
        (
            company(two_years),
            three[..2].to_vec(),
            409,
            "Luật 10/2022/QH15 Điều 77.1",
        ),
        (
            company(two_years),
            standing("management"),
            409,
            "Luật 10/2022/QH15 Điều 77.2",
        ),
        (
            company(two_years),
            standing("chief_accountant"),
            409,
            "Luật 10/2022/QH15 Điều 77.2",
        ),
        (company(two_years), outvoted, 409, "Luật 10/2022/QH15 Điều 69.2c"),
        (company(three_years), three.clone(), 422, "Luật 10/2022/QH15 Điều 77.3"),
    ];
    for (new, members, status, article) in cases {
        let refusal = judged((&officer, &leader), &new, &members, "2025-10-01").await;
        assert_eq!(refusal.status.as_u16(), status, "{article}: {:#}", refusal.json);
        names(&refusal, article);
    }
    for new in [agency(40, two_years), company(two_years)] {
        judged((&officer, &leader), &new, &three, "2025-10-01").await.ok(200);
    }
}

async fn what_an_election_is_refused_for(backend: Backend) {
    const ELECTIONS: &str = "/api/v1/village-elections";
    let year = Year::begin(backend, "2026-03-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let english = officer.with("Accept-Language", "en");
    let village = election::village(&officer).await;
    let head = election::person(&officer, "Lò Văn Ín").await;
    let called = election::Election::called(&officer, &village, "2025-12-01", "2025-12-28").await;
    let nobody = json!({"on": "2025-12-10", "candidates": []});
    names(
        &called.act(&officer, "nominate", &nobody).await,
        "Nghị định 59/2023/NĐ-CP Điều 6.2",
    );
    let vote = json!({"on": "2025-12-28", "present": 101, "candidates": [{"person_id": head, "in_favour": 77}]});
    names(
        &called.act(&officer, "record-vote", &vote).await,
        "Nghị định 59/2023/NĐ-CP Điều 3.3, 6",
    );
    names(
        &called.act(&english, "record-vote", &vote).await,
        "Decree 59/2023 Art. 3.3, 6",
    );
    let reason = json!({"reason": "Ghi nhầm ngày."});
    called.act(&officer, "withdraw", &reason).await.ok(200);
    // A head acts once recognised, and not before.
    let posts = format!("/api/v1/persons/{}/appointments", head.as_str().expect("an id"));
    let post = |valid_from: &str| {
        json!({
            "position": "village_head", "village_id": village, "valid_from": valid_from,
            "decision": {"number": "12/QĐ-UBND", "signed_on": "2025-01-06"},
        })
    };
    let early = officer.post(&posts, &post("2025-01-05")).await;
    assert_eq!(
        early.faults(),
        [("/valid_from".to_owned(), "out_of_range".to_owned())].into()
    );
    names(&early, "Nghị định 59/2023/NĐ-CP Điều 8");
    let held = officer.post(&posts, &post("2025-01-06")).await.ok(201)["id"].clone();
    // Of 120 households 59 are not half.
    let petition = json!({
        "village_id": village, "purpose": "dismiss", "number": "95/QĐ-UBND", "signed_on": "2026-01-05", "meeting_on": "2026-01-18",
        "appointment_id": held, "ground": "petition", "petitioners": 59,
    });
    names(
        &officer.post(ELECTIONS, &petition).await,
        "Nghị định 59/2023/NĐ-CP Điều 9.1b",
    );
    names(&english.post(ELECTIONS, &petition).await, "Decree 59/2023 Art. 9.1b");
    // What the meeting did not agree on is decided with the Front.
    let own_request = json!({
        "village_id": village, "purpose": "dismiss", "number": "95/QĐ-UBND", "signed_on": "2026-01-05", "meeting_on": "2026-01-18",
        "appointment_id": held, "ground": "own_request",
    });
    let dismissal = election::Election::begin(&officer, &own_request).await;
    let notice = json!({"on": "2026-01-10"});
    dismissal.act(&officer, "announce", &notice).await.ok(200);
    let half = json!({"on": "2026-01-18", "present": 101, "in_favour": 60});
    let voted = dismissal.act(&officer, "record-vote", &half).await;
    assert_eq!(voted.ok(200)["state"], "not_carried");
    let mut decision = election::recognition("2026-01-20");
    let alone = dismissal.act(&leader, "recognise", &decision).await;
    assert_eq!(
        alone.faults(),
        [("/front_agreed_on".to_owned(), "required".to_owned())].into()
    );
    names(&alone, "Nghị định 59/2023/NĐ-CP Điều 9.3");
    decision["front_agreed_on"] = json!("2026-01-19");
    dismissal.act(&leader, "recognise", &decision).await.ok(200);
}

async fn what_a_regulation_is_refused_for(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let english = officer.with("Accept-Language", "en");
    let closing = |on: &str| json!({"closed_on": on, "opinions": 34, "accepted": 21, "explanation": "Tiếp thu 21.", "explained_on": on});
    for (setting, number, [form, other], [consulted, partner]) in [
        (
            "commune",
            "12/QĐ-UBND",
            ["community_meeting", "staff_conference"],
            [
                "Luật 10/2022/QH15 Điều 25.7, 26.1, 28.2",
                "Luật 10/2022/QH15 Điều 35.2c",
            ],
        ),
        (
            "agency",
            "13/QĐ-UBND",
            ["staff_conference", "community_meeting"],
            [
                "Luật 10/2022/QH15 Điều 53.8, 54, 55",
                "Luật 10/2022/QH15 Điều 55.2, 59.1a",
            ],
        ),
    ] {
        let row = regulation::Course::begin(&officer, &json!({"setting": setting, "title": "Quy chế"})).await;
        let decision = regulation::issue(number, "2025-09-30");
        names(&row.act(&leader, "issue", &decision).await, consulted);
        let unknown = json!({"opened_on": "2025-09-02", "forms": [other]});
        names(&row.act(&officer, "open-consultation", &unknown).await, consulted);
        let opening = json!({"opened_on": "2025-09-02", "forms": [form]});
        row.act(&officer, "open-consultation", &opening).await.ok(200);
        // The people are asked for twenty days, which end on the 22nd; of an agency's staff the law sets no time.
        if setting == "commune" {
            let early = closing("2025-09-21");
            names(
                &row.act(&officer, "close-consultation", &early).await,
                "Luật 10/2022/QH15 Điều 28.2",
            );
            names(
                &row.act(&english, "close-consultation", &early).await,
                "Law 10/2022/QH15 Art. 28.2",
            );
        }
        let closing = closing("2025-09-22");
        row.act(&officer, "close-consultation", &closing).await.ok(200);
        let mut alone = decision.clone();
        alone.as_object_mut().expect("an object").remove("partner");
        names(&row.act(&leader, "issue", &alone).await, partner);
        row.act(&leader, "issue", &decision).await.ok(200);
    }
}
