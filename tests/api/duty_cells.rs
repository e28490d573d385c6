//! Each cell of the coverage turns when the record that fulfils the duty is made, and turns back when it holds no longer.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    board::{Board, Commune, person, recognition},
    convention,
    duty::{appointed, coverage, figures, gaps, hold, of, part},
    regulation,
    support::{
        client::Client,
        database::Backend,
        register::{organisation_id, unit_id},
    },
    year::driver::Year,
};

on_both! {
    inspectors_are_trained_one_by_one,
    supervisors_are_trained_while_their_board_lasts,
    drafting_teams_are_trained_in_conventions,
    an_enterprise_issues_its_own_regulation,
    villages_have_a_convention_in_force_and_review_it,
    a_convention_is_reviewed_by_the_day_of_unity,
    a_year_without_a_review_is_overdue_in_the_next,
    a_commune_has_its_inspectorate,
    of_whom_the_law_does_not_ask_it_nothing_is_missing,
}

const NOBODY: [i64; 5] = [0; 5];
const PASSWORD: &str = "chợ phiên San Thàng";

/// One duty in Đoàn Kết, as the province sees it.
async fn cell(province: &Client, duty: &str, query: &str) -> Value {
    let covered = coverage(province, query).await;
    of(part(&covered, "03388"), duty).clone()
}

/// Its figures, and of how many it is not asked.
async fn told(province: &Client, duty: &str, query: &str) -> ([i64; 5], i64) {
    let cell = cell(province, duty, query).await;
    (figures(&cell), cell["not_applicable"].as_i64().expect("a figure"))
}

fn training(topic: &str) -> Value {
    json!({"kind": "training", "title": "Bồi dưỡng", "topics": [topic]})
}

/// What came of a training, with those who took part by name.
fn attended(on: &str, persons: &[&Value]) -> Value {
    json!({"on": on, "attendance": [{"who": "officials", "people": 40}], "persons": persons})
}

/// The membership of somebody on a board.
fn membership<'v>(board: &'v Value, person: &Value) -> &'v str {
    let mut members = board["members"].as_array().expect("members").iter();
    let member = members.find(|member| member["person_id"] == *person);
    member.expect("a member")["id"].as_str().expect("an id")
}

async fn inspectors_are_trained_one_by_one(backend: Backend) {
    const DUTY: &str = "inspectorates_trained";
    let commune = Commune::of(backend, 5).await;
    let province = commune.year.sign_in("officer.12").await;
    let told = async |query: &str| figures(&cell(&province, DUTY, query).await);
    let board = commune.inspectorate().await;
    let members = commune.one_of_each().await;
    let people: Vec<&Value> = members.iter().map(|member| &member["person_id"]).collect();
    board.add(&commune.front, &members).await.ok(200);
    // Whoever is elected does not serve before being recognised.
    assert_eq!(told("").await, NOBODY);
    let recognised = board
        .act(&commune.president, "recognise", &recognition("2025-10-10"))
        .await;
    recognised.ok(200);
    let here = cell(&province, DUTY, "").await;
    assert_eq!((figures(&here), &here["of"]), ([5, 0, 0, 5, 0], &json!("person")));
    let missing = gaps(&province, &here).await;
    assert_eq!(
        (
            missing.len(),
            &missing[0]["organisation_id"],
            &missing[0]["missing"],
            &missing[0]["state"]
        ),
        (1, &json!(organisation_id("03388")), &json!(5), &json!("due"))
    );
    // They are to be trained in the practice of democracy, and not in conventions.
    hold(&province, 1, training("conventions"), attended("2025-10-14", &people)).await;
    assert_eq!(told("").await, [5, 0, 0, 5, 0]);
    hold(&province, 2, training("practice"), attended("2025-10-15", &people[..3])).await;
    let here = cell(&province, DUTY, "").await;
    assert_eq!((figures(&here), &here["percentage"]), ([5, 3, 0, 2, 0], &json!(60.0)));
    assert_eq!(gaps(&province, &here).await[0]["missing"], 2);
    // Whoever takes part twice is trained once.
    hold(&province, 3, training("practice"), attended("2025-10-18", &people[2..])).await;
    let here = cell(&province, DUTY, "").await;
    assert_eq!((figures(&here), &here["percentage"]), ([5, 5, 0, 0, 0], &json!(100.0)));
    assert_eq!(gaps(&province, &here).await, Vec::<Value>::new());
    // Each day as it was.
    for (day, then) in [
        ("2025-10-09", NOBODY),
        ("2025-10-10", [5, 0, 0, 5, 0]),
        ("2025-10-14", [5, 0, 0, 5, 0]),
        ("2025-10-17", [5, 3, 0, 2, 0]),
    ] {
        assert_eq!(told(&format!("as_of={day}")).await, then, "{day}");
    }
    let verb = format!("members/{}/end", membership(&recognised.json, people[0]));
    let end = json!({"on": "2025-10-19", "ground": "resigned", "reason": "Xin thôi"});
    board.act(&commune.front, &verb, &end).await.ok(200);
    assert_eq!(told("").await, [4, 4, 0, 0, 0]);
    assert_eq!(figures(&cell(&province, "supervision_trained", "").await), NOBODY);
}

/// A supervision board with its project, and with one member of each village, of the Front and of the inspectorate; nobody is recognised yet.
async fn supervision(commune: &Commune) -> (Board, Vec<Value>, (String, Value)) {
    let front = &commune.front;
    let road = format!("/api/v1/investment-projects/{}", danchu::access::fresh::<Uuid>());
    let project = json!({
        "name": "Đường Nà Khằm", "funding": "public_investment", "investor": "Ban quản lý dự án", "begins_on": "2025-08-20",
    });
    let recorded = front.put(&road, &project).await;
    let new = json!({
        "kind": "community_investment_supervision", "host": organisation_id("03388"), "term_from": "2025-09-01",
        "name": "Ban Giám sát đầu tư của cộng đồng đường Nà Khằm", "project": recorded.ok(201)["id"],
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
    (board, members, (road, project))
}

async fn supervisors_are_trained_while_their_board_lasts(backend: Backend) {
    const DUTY: &str = "supervision_trained";
    let commune = Commune::of(backend, 3).await;
    let province = commune.year.sign_in("officer.12").await;
    let told = async |duty: &str, query: &str| figures(&cell(&province, duty, query).await);
    let (board, members, (road, mut project)) = supervision(&commune).await;
    let people: Vec<&Value> = members.iter().map(|member| &member["person_id"]).collect();
    assert_eq!(told(DUTY, "").await, NOBODY);
    board
        .act(&commune.president, "recognise", &recognition("2025-10-13"))
        .await
        .ok(200);
    assert_eq!(told(DUTY, "").await, [5, 0, 0, 5, 0]);
    hold(&province, 1, training("practice"), attended("2025-10-15", &people[1..])).await;
    assert_eq!(told(DUTY, "").await, [5, 4, 0, 1, 0]);
    let missing = gaps(&province, &cell(&province, DUTY, "").await).await;
    assert_eq!(
        (missing.len(), &missing[0]["organisation_id"], &missing[0]["missing"]),
        (1, &json!(organisation_id("03388")), &json!(1))
    );
    hold(&province, 2, training("practice"), attended("2025-10-17", &people[..1])).await;
    assert_eq!(told(DUTY, "").await, [5, 5, 0, 0, 0]);
    assert_eq!(told(DUTY, "as_of=2025-10-16").await, [5, 4, 0, 1, 0]);
    // It is no inspectorate: of that one nobody serves, and the commune has none.
    assert_eq!(told("inspectorates_trained", "").await, NOBODY);
    assert_eq!(told("commune_inspectorate", "").await, [1, 0, 0, 1, 0]);
    project["ended_on"] = json!("2025-10-20");
    commune.front.matching(&road).await.put(&road, &project).await.ok(200);
    let end = json!({"ground": "project_finished", "on": "2025-10-20", "reason": "Đã nghiệm thu"});
    board.act(&commune.president, "dissolve", &end).await.ok(200);
    assert_eq!(told(DUTY, "").await, NOBODY);
    assert_eq!(told(DUTY, "as_of=2025-10-19").await, [5, 5, 0, 0, 0]);
}

async fn drafting_teams_are_trained_in_conventions(backend: Backend) {
    const DUTY: &str = "drafting_teams_trained";
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, province) = (year.sign_in("officer.03388").await, year.sign_in("officer.12").await);
    let told = async |duty: &str, query: &str| figures(&cell(&province, duty, query).await);
    assert_eq!(told(DUTY, "").await, NOBODY);
    let village = json!({"kind": "Bản", "name": "Nà Thử", "valid_from": "2025-07-01"});
    let village = officer.post("/api/v1/villages", &village).await.ok(201)["id"].clone();
    let head = appointed(&officer, "Lò Văn Ín", "drafting_team_head", Some(&village)).await;
    let member = appointed(&officer, "Sùng Thị Dế", "drafting_team_member", Some(&village)).await;
    assert_eq!(told(DUTY, "").await, [2, 0, 0, 2, 0]);
    assert_eq!(told(DUTY, "as_of=2025-07-31").await, NOBODY);
    // The practice of democracy is not what they are to be trained in.
    hold(
        &officer,
        1,
        training("practice"),
        attended("2025-10-14", &[&head, &member]),
    )
    .await;
    assert_eq!(told(DUTY, "").await, [2, 0, 0, 2, 0]);
    hold(&officer, 2, training("conventions"), attended("2025-10-16", &[&head])).await;
    assert_eq!(told(DUTY, "").await, [2, 1, 0, 1, 0]);
    let missing = gaps(&province, &cell(&province, DUTY, "").await).await;
    assert_eq!(
        (missing.len(), &missing[0]["organisation_id"], &missing[0]["missing"]),
        (1, &json!(organisation_id("03388")), &json!(1))
    );
    // Whoever leaves the team is missing no more, from that day on.
    let held = officer
        .get(&format!("/api/v1/persons/{}", member.as_str().expect("an id")))
        .await;
    let post = format!(
        "/api/v1/appointments/{}",
        held.ok(200)["appointments"][0]["id"].as_str().expect("an id")
    );
    let end = json!({"on": "2025-10-18", "reason": "Chuyển đi"});
    let client = officer.matching(&post).await;
    client.post(&format!("{post}/end"), &end).await.ok(200);
    let here = cell(&province, DUTY, "").await;
    assert_eq!((figures(&here), &here["percentage"]), ([1, 1, 0, 0, 0], &json!(100.0)));
    assert_eq!(told(DUTY, "as_of=2025-10-17").await, [2, 1, 0, 1, 0]);
    // Others of a village are others.
    for duty in ["village_heads_trained", "village_front_heads_trained"] {
        assert_eq!(told(duty, "").await, NOBODY, "{duty}");
    }
}

/// Somebody who drafts and signs in an organisation.
async fn clerk(year: &Year, organisation: &Value, login: &str) -> Client {
    let administrator = year.sign_in("administrator.12").await;
    let account = json!({"login": login, "name": "Lò Thị Mai", "organisation": organisation});
    let account = administrator.post("/api/v1/accounts", &account).await;
    let once = account.ok(201)["one_time_password"].clone();
    let posts = format!("/api/v1/accounts/{}/posts", account.json["id"].as_str().expect("an id"));
    let post = json!({"organisation": organisation, "title": "Giám đốc", "roles": ["officer", "leader"]});
    administrator.post(&posts, &post).await.ok(201);
    let nobody = year.server().nobody();
    let tokens = nobody
        .post("/api/v1/auth/login", &json!({"login": login, "password": once}))
        .await;
    let first = nobody.bearing(tokens.ok(200)["access_token"].as_str().expect("a token"));
    let change = json!({"current_password": once, "new_password": PASSWORD});
    let tokens = first.post("/api/v1/auth/password", &change).await;
    nobody.bearing(tokens.ok(200)["access_token"].as_str().expect("a token"))
}

async fn an_enterprise_issues_its_own_regulation(backend: Backend) {
    const DUTY: &str = "enterprise_regulation";
    let year = Year::begin(backend, "2025-10-20").await;
    let leader = year.sign_in("leader.12").await;
    let told = async |query: &str| {
        let all = of(&coverage(&leader, query).await, DUTY).clone();
        (figures(&all), all["not_applicable"].as_i64().expect("a figure"))
    };
    assert_eq!(told("").await, (NOBODY, 0));
    let new = json!({
        "name": "Công ty TNHH MTV Thủy nông Lai Châu", "kind": "state_owned_enterprise", "unit": unit_id("12"),
        "managed_by": organisation_id("12"), "valid_from": "2010-01-04",
    });
    let enterprise = leader.post("/api/v1/organisations", &new).await.ok(201)["id"].clone();
    assert_eq!(told("").await, ([1, 0, 0, 1, 0], 0));
    let missing = gaps(&leader, of(&coverage(&leader, "").await, DUTY)).await;
    assert_eq!(
        (
            missing.len(),
            &missing[0]["organisation_id"],
            &missing[0]["state"],
            &missing[0]["since"]
        ),
        (1, &enterprise, &json!("due"), &json!("2023-07-01"))
    );
    let clerk = clerk(&year, &enterprise, "giam.doc").await;
    let issued = async |setting: &str, number: &str| {
        let new = json!({"setting": setting, "title": "Quy chế"});
        let row = regulation::Course::begin(&clerk, &new).await;
        row.consult(&clerk, "in_person", "2025-09-02", "2025-09-22").await;
        row.act(&clerk, "issue", &regulation::issue(number, "2025-09-30"))
            .await
            .ok(200);
        row
    };
    // Other rules of the house are not the one that is owed.
    issued("internal", "20/QĐ-CT").await;
    assert_eq!(told("").await, ([1, 0, 0, 1, 0], 0));
    let row = issued("state_enterprise", "21/QĐ-CT").await;
    assert_eq!(told("").await, ([1, 1, 0, 0, 0], 0));
    assert_eq!(told("as_of=2025-09-29").await, ([1, 0, 0, 1, 0], 0));
    assert_eq!(
        gaps(&leader, of(&coverage(&leader, "").await, DUTY)).await,
        Vec::<Value>::new()
    );
    let repeal =
        json!({"number": "40/QĐ-CT", "signed_on": "2025-10-20", "on": "2025-10-21", "reason": "Không còn phù hợp"});
    row.act(&clerk, "repeal", &repeal).await.ok(200);
    assert_eq!(told("as_of=2025-10-20").await, ([1, 1, 0, 0, 0], 0));
    assert_eq!(told("as_of=2025-10-21").await, ([1, 0, 0, 1, 0], 0));
    // One that goes by what the body above does owes none of its own.
    let at = format!("/api/v1/organisations/{}", enterprise.as_str().expect("an id"));
    let follows = json!({"follows_parent": true});
    leader.matching(&at).await.patch(&at, &follows).await.ok(200);
    assert_eq!(told("").await, (NOBODY, 1));
}

async fn villages_have_a_convention_in_force_and_review_it(backend: Backend) {
    const HAS: &str = "village_convention";
    const REVIEWS: &str = "convention_review";
    let mut year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let province = year.sign_in("officer.12").await;
    let villages = [
        convention::village(&officer, "1").await,
        convention::village(&officer, "2").await,
    ];
    assert_eq!(told(&province, HAS, "").await, ([2, 0, 0, 2, 0], 0));
    // Nothing is reviewed where there is none.
    assert_eq!(told(&province, REVIEWS, "").await, (NOBODY, 2));
    let first = convention::Course::proposed(&officer, &villages[0], None).await;
    first.until_the_dossier(&officer).await;
    assert_eq!(told(&province, HAS, "").await, ([2, 0, 0, 2, 0], 0));
    let decision = convention::recognition("2025-10-14");
    first.act(&leader, "recognise", &decision).await.ok(200);
    assert_eq!(told(&province, HAS, "").await, ([2, 1, 0, 1, 0], 0));
    assert_eq!(told(&province, HAS, "as_of=2025-10-13").await, ([2, 0, 0, 2, 0], 0));
    assert_eq!(told(&province, REVIEWS, "").await, ([1, 0, 0, 1, 0], 1));
    let missing = gaps(&province, &cell(&province, HAS, "").await).await;
    assert_eq!(
        (
            missing.len(),
            &missing[0]["organisation_id"],
            &missing[0]["missing"],
            &missing[0]["due_on"]
        ),
        (1, &json!(organisation_id("03388")), &json!(1), &Value::Null)
    );
    let missing = gaps(&province, &cell(&province, REVIEWS, "").await).await;
    assert_eq!(
        (&missing[0]["state"], &missing[0]["due_on"]),
        (&json!("due"), &json!("2026-11-18"))
    );
    let review = json!({"on": "2026-04-10", "findings": "Giữ nguyên"});
    first.act(&officer, "review", &review).await.ok(200);
    assert_eq!(told(&province, REVIEWS, "").await, ([1, 1, 0, 0, 0], 1));
    assert_eq!(told(&province, REVIEWS, "as_of=2026-04-09").await, ([1, 0, 0, 1, 0], 1));
    // The other village has one as well, by the same decision; its own is not yet reviewed.
    let second = convention::Course::proposed(&officer, &villages[1], None).await;
    second.until_the_dossier(&officer).await;
    second.act(&leader, "recognise", &decision).await.ok(200);
    let here = cell(&province, HAS, "").await;
    assert_eq!((figures(&here), &here["percentage"]), ([2, 2, 0, 0, 0], &json!(100.0)));
    assert_eq!(gaps(&province, &here).await, Vec::<Value>::new());
    assert_eq!(told(&province, REVIEWS, "").await, ([2, 1, 0, 1, 0], 0));
    // One that is suspended as a whole is in force no more, and there is nothing to review.
    let suspension = json!({
        "ground": "procedure", "number": "130/QĐ-UBND", "on": "2026-04-10", "remedy_by": "2026-06-30", "reason": "Không niêm yết đủ ngày.",
    });
    second.act(&leader, "suspend", &suspension).await.ok(200);
    assert_eq!(told(&province, HAS, "").await, ([2, 1, 0, 1, 0], 0));
    assert_eq!(told(&province, HAS, "as_of=2026-04-09").await, ([2, 2, 0, 0, 0], 0));
    assert_eq!(told(&province, REVIEWS, "").await, ([1, 1, 0, 0, 0], 1));
    // What was reviewed in a year is to be reviewed again in the next.
    year.until("2026-12-31").await;
    let province = year.sign_in("officer.12").await;
    assert_eq!(told(&province, REVIEWS, "").await, ([1, 1, 0, 0, 0], 1));
    year.until("2027-01-01").await;
    let province = year.sign_in("officer.12").await;
    assert_eq!(told(&province, REVIEWS, "").await, ([1, 0, 0, 1, 0], 1));
    assert_eq!(told(&province, HAS, "").await, ([2, 1, 0, 1, 0], 0));
}

/// Đoàn Kết with one village, whose convention was recognised in October 2025.
async fn with_a_convention(year: &Year) -> convention::Course {
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = convention::village(&officer, "1").await;
    let row = convention::Course::proposed(&officer, &village, None).await;
    row.until_the_dossier(&officer).await;
    row.act(&leader, "recognise", &convention::recognition("2025-10-14"))
        .await
        .ok(200);
    row
}

async fn a_convention_is_reviewed_by_the_day_of_unity(backend: Backend) {
    const DUTY: &str = "convention_review";
    let mut year = Year::begin(backend, "2026-04-10").await;
    let row = with_a_convention(&year).await;
    year.until("2026-11-18").await;
    let province = year.sign_in("officer.12").await;
    assert_eq!(told(&province, DUTY, "").await, ([1, 0, 0, 1, 0], 0));
    year.until("2026-11-19").await;
    let (officer, province) = (year.sign_in("officer.03388").await, year.sign_in("officer.12").await);
    assert_eq!(told(&province, DUTY, "").await, ([1, 0, 0, 0, 1], 0));
    let missing = gaps(&province, &cell(&province, DUTY, "").await).await;
    assert_eq!(
        (
            &missing[0]["organisation_id"],
            &missing[0]["state"],
            &missing[0]["missing"]
        ),
        (&json!(organisation_id("03388")), &json!("overdue"), &json!(1))
    );
    let review = json!({"on": "2026-11-19", "findings": "Giữ nguyên"});
    row.act(&officer, "review", &review).await.ok(200);
    assert_eq!(told(&province, DUTY, "").await, ([1, 1, 0, 0, 0], 0));
}

async fn a_year_without_a_review_is_overdue_in_the_next(backend: Backend) {
    const DUTY: &str = "convention_review";
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, province) = (year.sign_in("officer.03388").await, year.sign_in("officer.12").await);
    let row = with_a_convention(&year).await;
    // Of a commune that has recorded nothing of the last year nothing is known.
    assert_eq!(told(&province, DUTY, "").await, ([1, 0, 0, 1, 0], 0));
    let people = json!({"on": "2025-11-20", "attendance": [{"who": "people", "people": 118}]});
    hold(
        &officer,
        1,
        json!({"kind": "emulation", "title": "Phong trào thi đua"}),
        people,
    )
    .await;
    assert_eq!(told(&province, DUTY, "").await, ([1, 0, 0, 0, 1], 0));
    let missing = gaps(&province, &cell(&province, DUTY, "").await).await;
    assert_eq!(missing[0]["state"], "overdue");
    // At the end of that year it was late already; on its last day it was not yet.
    assert_eq!(told(&province, DUTY, "as_of=2025-12-31").await, ([1, 0, 0, 0, 1], 0));
    assert_eq!(told(&province, DUTY, "as_of=2025-11-18").await, ([1, 0, 0, 1, 0], 0));
    let review = json!({"on": "2026-04-10", "findings": "Giữ nguyên"});
    row.act(&officer, "review", &review).await.ok(200);
    assert_eq!(told(&province, DUTY, "").await, ([1, 1, 0, 0, 0], 0));
}

async fn a_commune_has_its_inspectorate(backend: Backend) {
    const DUTY: &str = "commune_inspectorate";
    let commune = Commune::of(backend, 5).await;
    let province = commune.year.sign_in("officer.12").await;
    let told = async |query: &str| figures(&cell(&province, DUTY, query).await);
    let waits = async || {
        let list = commune.officer.get("/api/v1/worklist?kind=fulfil_duty").await;
        let items = list.ok(200)["items"].as_array().expect("items").clone();
        items.iter().any(|item| item["duty"] == DUTY)
    };
    let board = commune.inspectorate().await;
    board.add(&commune.front, &commune.one_of_each().await).await.ok(200);
    // One that is being formed is none yet.
    assert_eq!(told("").await, [1, 0, 0, 1, 0]);
    assert!(waits().await);
    board
        .act(&commune.president, "recognise", &recognition("2025-10-10"))
        .await
        .ok(200);
    let covered = coverage(&province, "").await;
    let here = of(part(&covered, "03388"), DUTY);
    assert_eq!((figures(here), &here["percentage"]), ([1, 1, 0, 0, 0], &json!(100.0)));
    assert_eq!(gaps(&province, here).await, Vec::<Value>::new());
    assert!(!waits().await);
    // The neighbour's is its own to have.
    assert_eq!(figures(of(part(&covered, "03390"), DUTY)), [1, 0, 0, 1, 0]);
    assert_eq!(told("as_of=2025-10-09").await, [1, 0, 0, 1, 0]);
    assert_eq!(told("as_of=2025-10-10").await, [1, 1, 0, 0, 0]);
    let end = json!({"ground": "combined", "on": "2025-10-18", "reason": "Hợp nhất"});
    board.act(&commune.president, "dissolve", &end).await.ok(200);
    assert_eq!(told("").await, [1, 0, 0, 1, 0]);
    assert_eq!(told("as_of=2025-10-17").await, [1, 1, 0, 0, 0]);
    assert!(waits().await);
}

async fn of_whom_the_law_does_not_ask_it_nothing_is_missing(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let province = year.sign_in("officer.12").await;
    let school = format!("/api/v1/organisations/{}", organisation_id("thpt-lai-chau"));
    let count = async |counted_on: &str, staff: u32| {
        let counted = json!({"counted_on": counted_on, "staff": staff});
        let client = province.matching(&school).await;
        client.post(&format!("{school}/staff-counts"), &counted).await.ok(201);
    };
    // Of the committee the conference of the last work year is overdue; the school's work year began in September.
    assert_eq!(told(&province, "staff_conference", "").await, ([2, 0, 0, 1, 1], 0));
    // Nobody has held a conference whose resolution were to be reviewed.
    assert_eq!(told(&province, "conference_review", "").await, (NOBODY, 2));
    // Seven or fewer may do without (Law 10/2022 Art. 51.2đ).
    count("2025-10-01", 7).await;
    assert_eq!(told(&province, "staff_conference", "").await, ([1, 0, 0, 0, 1], 1));
    let missing = gaps(&province, &cell(&province, "staff_conference", "").await).await;
    let missing: Vec<&Value> = missing.iter().map(|gap| &gap["organisation_id"]).collect();
    assert_eq!(missing, [&json!(organisation_id("03388"))]);
    assert_eq!(
        told(&province, "staff_conference", "as_of=2025-09-30").await,
        ([2, 0, 0, 1, 1], 0)
    );
    count("2025-10-20", 8).await;
    assert_eq!(told(&province, "staff_conference", "").await, ([2, 0, 0, 1, 1], 0));
    // Whoever goes by what the body above does owes nothing of its own (Art. 4.2).
    for duty in ["agency_regulation", "dissemination", "it_application"] {
        assert_eq!(told(&province, duty, "").await, ([2, 0, 0, 2, 0], 0), "{duty}");
    }
    let follows = json!({"follows_parent": true});
    province.matching(&school).await.patch(&school, &follows).await.ok(200);
    for duty in ["agency_regulation", "dissemination", "it_application"] {
        assert_eq!(told(&province, duty, "").await, ([1, 0, 0, 1, 0], 1), "{duty}");
    }
    assert_eq!(told(&province, "staff_conference", "").await, ([1, 0, 0, 0, 1], 1));
}
