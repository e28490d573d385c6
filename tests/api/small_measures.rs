//! The lesser records of a year: whom an activity was held with, money and figures of service by year, conditions of village houses, evaluations of
//! leaders, and the rules of a house.

use serde_json::{Value, json};

use crate::{
    duty::{coverage, figures, of, part},
    papers::{act, put, village},
    regulation::{self, issue},
    support::{
        client::Client,
        database::Backend,
        register::{organisation_id, unit_id},
    },
    year::driver::Year,
};

on_both! {
    co_organisers_are_named_and_own_nothing,
    money_is_told_once_for_a_year_and_a_source,
    figures_of_service_are_told_once_for_a_year,
    a_village_house_has_conditions_of_its_own,
    leaders_are_rated_out_of_sight,
    rules_of_the_house_stay_in_the_house,
    nothing_is_counted_beyond_reason,
}

fn count(listed: &Value) -> usize {
    listed["items"].as_array().expect("items").len()
}

/// The places of what is wrong, with their codes.
#[track_caller]
fn refused(reply: &crate::support::client::Reply, place: &str, code: &str) {
    assert_eq!(
        reply.faults(),
        [(place.to_owned(), code.to_owned())].into(),
        "{:#}",
        reply.json
    );
}

async fn co_organisers_are_named_and_own_nothing(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let (front, school, far) = (
        organisation_id("front.03388"),
        organisation_id("thpt-lai-chau"),
        organisation_id("03127"),
    );
    let with = |bodies: &Value| {
        json!({
            "kind": "dissemination", "title": "Ngày pháp luật", "planned_on": "2025-10-14", "channels": ["meeting"], "co_organisers": bodies,
            "held": {"on": "2025-10-14", "attendance": [{"who": "people", "people": 70}]},
        })
    };
    // They may be anywhere, each is named once, and is known.
    let at = put(&officer, "activities", &with(&json!([front, school, far]))).await;
    let seen = officer.get(&at).await.ok(200)["co_organisers"].clone();
    assert_eq!(
        seen,
        json!([
            {"id": front, "name": "Ủy ban MTTQ Việt Nam phường Đoàn Kết"}, {"id": school, "name": "Trường THPT Chuyên Lê Quý Đôn"},
            {"id": far, "name": "Ủy ban nhân dân phường Điện Biên Phủ"},
        ])
    );
    for bodies in [json!([front, front]), json!([danchu::access::fresh::<uuid::Uuid>()])] {
        let wrong = officer.matching(&at).await.put(&at, &with(&bodies)).await;
        assert_eq!(
            wrong.problem(422, "unknown_reference")["errors"][0]["pointer"],
            "/co_organisers",
            "{bodies}"
        );
    }
    // It is its keeper's: whoever it was held with reads it where they see the place, writes nothing, and has not done it.
    for (login, status) in [
        ("officer.front.03388", 200_u16),
        ("officer.thpt-lai-chau", 404),
        ("officer.03127", 404),
    ] {
        let who = year.sign_in(login).await;
        assert_eq!(who.get(&at).await.status, status, "{login}");
        if status == 200 {
            let change = who.matching(&at).await.put(&at, &with(&json!([]))).await;
            change.problem(403, "not_yours");
        }
    }
    let theirs = officer.get(&format!("/api/v1/activities?organisation={school}")).await;
    assert_eq!(count(theirs.ok(200)), 0);
    let province = year.sign_in("officer.12").await;
    let covered = coverage(&province, "").await;
    // The committee of Đoàn Kết and its school owe it both.
    assert_eq!(figures(of(part(&covered, "03388"), "dissemination")), [2, 1, 0, 1, 0]);
    // Taken out again, nobody is named.
    let alone = officer.matching(&at).await.put(&at, &with(&json!([]))).await;
    assert_eq!(alone.ok(200)["co_organisers"], json!([]));
}

/// Of one commune, what the neighbour, the school in it and another province do not read.
async fn kept_from_others(year: &Year, list: &str, at: &str) {
    for login in ["officer.03390", "officer.11", "officer.thpt-lai-chau", "officer.union"] {
        let who = year.sign_in(login).await;
        who.get(at).await.problem(404, "not_found");
        let all = who.get(&format!("/api/v1/{list}")).await;
        assert_eq!(count(all.ok(200)), 0, "{login}");
    }
    let above = year.sign_in("officer.12").await;
    let seen = above.get(at).await;
    assert_eq!(seen.ok(200)["organisation"]["id"], json!(organisation_id("03388")));
    let body = seen.json.clone();
    above
        .matching(at)
        .await
        .delete(at)
        .await
        .problem(405, "method_not_allowed");
    assert_eq!(*above.get(at).await.ok(200), body);
}

async fn money_is_told_once_for_a_year_and_a_source(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let officer = year.sign_in("officer.03388").await;
    let money = |of: u16, source: &str, counted_on: &str, [planned, spent]: [u64; 2]| json!({"year": of, "source": source, "counted_on": counted_on, "planned": planned, "spent": spent});
    let budget = money(2025, "state_budget", "2025-06-30", [60_000_000, 20_000_000]);
    let at = put(&officer, "funding", &budget).await;
    let other = put(&officer, "funding", &money(2025, "other", "2025-06-30", [5_000_000, 0])).await;
    put(
        &officer,
        "funding",
        &money(2024, "state_budget", "2024-12-31", [50_000_000, 49_000_000]),
    )
    .await;
    // A second record of the same year and source names the first; so does one that becomes such.
    let twice = officer
        .put(
            &format!("/api/v1/funding/{}", danchu::access::fresh::<uuid::Uuid>()),
            &money(2025, "state_budget", "2025-12-01", [1, 1]),
        )
        .await;
    let existing = twice.problem(409, "already_exists")["existing_id"]
        .as_str()
        .expect("an id");
    assert!(at.ends_with(existing));
    let becomes = officer.matching(&other).await;
    let becomes = becomes
        .put(&other, &money(2025, "state_budget", "2025-12-01", [1, 1]))
        .await;
    becomes.problem(409, "already_exists");
    // What is told later takes the place of what was told; more may be spent than was planned.
    let later = money(2025, "state_budget", "2025-12-16", [60_000_000, 61_500_000]);
    officer.put(&at, &later).await.problem(428, "precondition_required");
    let told = officer.matching(&at).await.put(&at, &later).await;
    assert_eq!(
        (&told.ok(200)["planned"], &told.json["spent"], &told.json["counted_on"]),
        (&json!(60_000_000), &json!(61_500_000), &json!("2025-12-16"))
    );
    let wrong = async |body: Value, place: &str, code: &str| {
        let at = format!("/api/v1/funding/{}", danchu::access::fresh::<uuid::Uuid>());
        refused(&officer.put(&at, &body).await, place, code);
    };
    wrong(
        money(2023, "other", "2025-12-17", [1, 1]),
        "/counted_on",
        "out_of_range",
    )
    .await;
    wrong(
        money(2023, "other", "2025-12-16", [10_000_000_000_001, 1]),
        "/planned",
        "out_of_range",
    )
    .await;
    wrong(
        money(2023, "other", "2025-12-16", [1, 10_000_000_000_001]),
        "/spent",
        "out_of_range",
    )
    .await;
    // Sums of a year are what is listed of it.
    let listed = officer.get("/api/v1/funding?from=2025-01-01&to=2025-12-31").await;
    let rows = listed.ok(200)["items"].as_array().expect("items");
    let sum = |field: &str| rows.iter().filter_map(|row| row[field].as_i64()).sum::<i64>();
    assert_eq!((rows.len(), sum("planned"), sum("spent")), (2, 65_000_000, 61_500_000));
    kept_from_others(&year, "funding", &at).await;
}

async fn figures_of_service_are_told_once_for_a_year(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let officer = year.sign_in("officer.03388").await;
    let asked = |of: u16, [asked, satisfied]: [u32; 2]| {
        json!({
            "year": of, "counted_on": "2025-11-28", "satisfaction": {"asked": asked, "satisfied": satisfied, "source": "Chỉ số SIPAS 2025"},
        })
    };
    let at = put(&officer, "service-figures", &asked(2025, [400, 352])).await;
    put(&officer, "service-figures", &asked(2024, [300, 300])).await;
    let mut both = asked(2025, [400, 352]);
    both["information_requests"] = json!({"received": 12, "answered": 11, "source": "Sổ theo dõi"});
    let new = format!("/api/v1/service-figures/{}", danchu::access::fresh::<uuid::Uuid>());
    let twice = officer.put(&new, &both).await;
    let existing = twice.problem(409, "already_exists")["existing_id"]
        .as_str()
        .expect("an id");
    assert!(at.ends_with(existing));
    let told = officer.matching(&at).await.put(&at, &both).await;
    assert_eq!(
        (&told.ok(200)["satisfaction"], &told.json["information_requests"]),
        (&both["satisfaction"], &both["information_requests"])
    );
    // A part is no more than the whole, and something is told.
    let mut more = both.clone();
    more["year"] = json!(2023);
    more["information_requests"]["answered"] = json!(13);
    for (body, place, code) in [
        (asked(2023, [400, 401]), "/satisfaction/satisfied", "out_of_range"),
        (more, "/information_requests/answered", "out_of_range"),
        (
            json!({"year": 2023, "counted_on": "2025-11-28"}),
            "/satisfaction",
            "required",
        ),
    ] {
        refused(&officer.put(&new, &body).await, place, code);
    }
    // What was told only of one matter says nothing of the other.
    let only = json!({
        "year": 2023, "counted_on": "2025-11-28", "information_requests": {"received": 0, "answered": 0, "source": "Sổ theo dõi"},
    });
    let only = put(&officer, "service-figures", &only).await;
    assert_eq!(officer.get(&only).await.ok(200).get("satisfaction"), None);
    let listed = officer.get("/api/v1/service-figures").await;
    assert_eq!(count(listed.ok(200)), 3);
    kept_from_others(&year, "service-figures", &at).await;
}

async fn a_village_house_has_conditions_of_its_own(backend: Backend) {
    const DUTY: &str = "it_application";
    let year = Year::begin(backend, "2025-12-16").await;
    let (officer, province) = (year.sign_in("officer.03388").await, year.sign_in("officer.12").await);
    let houses = [village(&officer, "Nà Sài").await, village(&officer, "Nà Khằm").await];
    let conditions = |house: Option<&Value>, of: u16, counted_on: &str, applications: &[&str]| {
        let mut new = json!({
            "year": of, "counted_on": counted_on, "internet": true, "loudspeaker": false, "portal": false, "notice_board": true, "devices": 2,
            "applications": applications,
        });
        if let Some(house) = house {
            new["village"] = house.clone();
        }
        new
    };
    let applies = async |query: &str| {
        let covered = coverage(&province, query).await;
        figures(of(part(&covered, "03388"), DUTY))
    };
    // The committee and its school owe it.
    assert_eq!(applies("").await, [2, 0, 0, 2, 0]);
    let first = put(
        &officer,
        "conditions",
        &conditions(Some(&houses[0]), 2025, "2025-10-01", &["smart_loudspeaker"]),
    )
    .await;
    let told = officer.get(&first).await;
    assert_eq!(
        (
            &told.ok(200)["village_id"],
            &told.json["applies_it"],
            &told.json["devices"]
        ),
        (&houses[0], &json!(true), &json!(2))
    );
    assert_eq!(applies("").await, [2, 0, 0, 2, 0], "a house is not the committee");
    // Each house has one record a year, and the committee one beside them.
    put(
        &officer,
        "conditions",
        &conditions(Some(&houses[1]), 2025, "2025-10-01", &[]),
    )
    .await;
    put(
        &officer,
        "conditions",
        &conditions(Some(&houses[0]), 2024, "2024-10-01", &[]),
    )
    .await;
    put(
        &officer,
        "conditions",
        &conditions(None, 2025, "2025-10-01", &["disclosure_online"]),
    )
    .await;
    assert_eq!(applies("").await, [2, 1, 0, 1, 0]);
    assert_eq!(applies("as_of=2025-09-30").await, [2, 0, 0, 2, 0]);
    let new = format!("/api/v1/conditions/{}", danchu::access::fresh::<uuid::Uuid>());
    let twice = officer
        .put(&new, &conditions(Some(&houses[0]), 2025, "2025-12-01", &[]))
        .await;
    let existing = twice.problem(409, "already_exists")["existing_id"]
        .as_str()
        .expect("an id");
    assert!(first.ends_with(existing));
    // A house of another commune is none of its own; a day lies in its year.
    let elsewhere = year.sign_in("officer.03390").await;
    let theirs = village(&elsewhere, "Bản Hon").await;
    let wrong = officer
        .put(&new, &conditions(Some(&theirs), 2025, "2025-12-01", &[]))
        .await;
    assert_eq!(
        wrong.problem(422, "unknown_reference")["errors"][0]["pointer"],
        "/village"
    );
    for (of, counted_on) in [(2024, "2025-01-01"), (2025, "2025-12-17")] {
        let wrong = officer
            .put(&new, &conditions(Some(&houses[1]), of, counted_on, &[]))
            .await;
        refused(&wrong, "/counted_on", "out_of_range");
    }
    // What a house has is no word of whether the commune applies it.
    put(
        &elsewhere,
        "conditions",
        &conditions(Some(&theirs), 2025, "2025-12-01", &["meetings_online"]),
    )
    .await;
    let covered = coverage(&province, "").await;
    assert_eq!(figures(of(part(&covered, "03390"), DUTY)), [1, 0, 0, 1, 0]);
    kept_from_others_but_the_neighbour(&year, &first).await;
}

async fn kept_from_others_but_the_neighbour(year: &Year, at: &str) {
    let neighbour = year.sign_in("officer.03390").await;
    neighbour.get(at).await.problem(404, "not_found");
    let here = unit_id("03388");
    let listed = neighbour.get(&format!("/api/v1/conditions?unit={here}")).await;
    assert_eq!(count(listed.ok(200)), 0);
    let own = neighbour.get("/api/v1/conditions").await;
    assert_eq!(count(own.ok(200)), 1);
}

fn rated(subject: &str, office: Option<&str>, rating: &str) -> Value {
    let mut new = json!({"year": 2025, "subject": subject, "assessed_on": "2025-12-05", "self_rating": rating, "remark": "BIMAT"});
    if let Some(office) = office {
        new["office"] = json!(office);
    }
    new
}

async fn leaders_are_rated_out_of_sight(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let officer = year.sign_in("officer.03388").await;
    let (chair, deputy) = ("Chủ tịch Ủy ban nhân dân phường", "Phó Chủ tịch Ủy ban nhân dân phường");
    let at = put(&officer, "evaluations", &rated("leader", Some(chair), "good")).await;
    // One for each office and year; of the organisation one beside them.
    put(&officer, "evaluations", &rated("leader", Some(deputy), "fair")).await;
    let own = put(&officer, "evaluations", &rated("organisation", None, "good")).await;
    let new = format!("/api/v1/evaluations/{}", danchu::access::fresh::<uuid::Uuid>());
    for (body, first) in [
        (rated("leader", Some(chair), "weak"), &at),
        (rated("organisation", None, "weak"), &own),
    ] {
        let twice = officer.put(&new, &body).await;
        let existing = twice.problem(409, "already_exists")["existing_id"]
            .as_str()
            .expect("an id")
            .to_owned();
        assert!(first.ends_with(&existing));
    }
    // An office goes with a leader, and no more points are given than there are.
    let mut pointed = rated("leader", Some("Trưởng phòng"), "good");
    pointed["criteria"] = json!([{"name": "Công khai", "most": 20, "points": 21}]);
    for (body, place, code) in [
        (rated("leader", None, "good"), "/office", "unsuited"),
        (rated("organisation", Some(chair), "good"), "/office", "unsuited"),
        (pointed, "/criteria", "out_of_range"),
    ] {
        refused(&officer.put(&new, &body).await, place, code);
    }
    // Its own people and the authorities above read it; no council, no Front, no administrator, no neighbour.
    for (login, status) in [
        ("leader.03388", 200_u16),
        ("officer.12", 200),
        ("leader.12", 200),
        ("administrator.03388", 403),
        ("administrator.12", 403),
        ("overseer.council.03388", 403),
        ("leader.council.03388", 403),
        ("overseer.front.03388", 403),
        ("leader.front.03388", 403),
        ("overseer.council.12", 403),
        ("officer.03390", 404),
        ("officer.thpt-lai-chau", 404),
        ("officer.so-gddt", 404),
        ("officer.11", 404),
    ] {
        let who = year.sign_in(login).await;
        let (one, all) = (who.get(&at).await, who.get("/api/v1/evaluations").await);
        assert_eq!(one.status, status, "{login}: {}", one.json);
        assert_eq!(all.status, if status == 403 { 403 } else { 200 }, "{login}");
        let told = format!("{} {}", one.json, all.json);
        assert_eq!(told.contains("BIMAT"), status == 200, "{login}: {told}");
    }
    // What happened to it is told without what it says.
    let events = year.sign_in("leader.12").await;
    let events = events.get("/api/v1/events?record_kind=evaluation&limit=200").await;
    assert!(!events.ok(200).to_string().contains("BIMAT"), "{}", events.json);
    // Whoever is right above decides, once, and says why; after that it stays.
    let decision = json!({"rating": "average", "reason": "Hai nội dung công khai chậm."});
    for login in ["leader.03388", "leader.so-gddt", "leader.03390"] {
        let who = year.sign_in(login).await;
        let who = who.with("If-Match", officer.get(&at).await.header("etag"));
        let decided = who.post(&format!("{at}/decide"), &decision).await;
        assert!(
            [403, 404].contains(&decided.status.as_u16()),
            "{login}: {}",
            decided.json
        );
    }
    let above = year.sign_in("leader.12").await;
    let unreasoned = act(&above, &at, "decide", &json!({"rating": "average"})).await;
    assert_eq!(unreasoned.status, 422, "{}", unreasoned.json);
    let decided = act(&above, &at, "decide", &decision).await;
    assert_eq!(
        (
            &decided.ok(200)["decision"]["rating"],
            &decided.json["self_rating"],
            &decided.json["allowed_actions"]
        ),
        (&json!("average"), &json!("good"), &json!([]))
    );
    act(&above, &at, "decide", &decision)
        .await
        .problem(409, "state_forbids");
    let again = rated("leader", Some(chair), "weak");
    officer
        .matching(&at)
        .await
        .put(&at, &again)
        .await
        .problem(409, "state_forbids");
    // The others are not decided by that.
    assert_eq!(officer.get(&own).await.ok(200).get("decision"), None);
}

/// Rules of a house: as many as it likes, none of them the regulation it owes, and nobody's to see before they are issued.
async fn rules_of_the_house_stay_in_the_house(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let internal = |title: &str| json!({"setting": "internal", "title": title});
    let issued = async |title: &str, number: &str| {
        let row = regulation::Course::begin(&officer, &internal(title)).await;
        row.consult(&officer, "in_person", "2025-09-02", "2025-09-03").await;
        let signed = row.act(&leader, "issue", &issue(number, "2025-09-30")).await;
        signed.ok(200)["id"].clone()
    };
    let spending = issued("Quy chế chi tiêu nội bộ", "20/QĐ-UBND").await;
    let working = issued("Nội quy cơ quan", "21/QĐ-UBND").await;
    regulation::Course::begin(&officer, &internal("Quy chế sử dụng xe")).await;
    // Not without asking those who work there.
    let unasked = regulation::Course::begin(&officer, &internal("Quy chế lưu trữ")).await;
    let refused = unasked.act(&leader, "issue", &issue("22/QĐ-UBND", "2025-09-30")).await;
    let told = refused.problem(409, "state_forbids")["detail"].to_string();
    assert!(told.contains("53.9"), "{told}");
    // It is no field, and nobody is asked for it who has no staff.
    let mut named = internal("Quy chế");
    named["field"] = json!("giảm nghèo");
    let wrong = officer.post("/api/v1/democracy-regulations", &named).await;
    assert_eq!(wrong.faults().keys().collect::<Vec<_>>(), ["/field"]);
    for login in ["officer.board.03388", "officer.village.03388"] {
        let nobody = year.sign_in(login).await;
        let wrong = nobody.post("/api/v1/democracy-regulations", &internal("Nội quy")).await;
        assert_eq!(wrong.faults().keys().collect::<Vec<_>>(), ["/setting"], "{login}");
    }
    let list = async |who: &Client, query: &str| {
        let listed = who.get(&format!("/api/v1/democracy-regulations?{query}")).await;
        let items = listed.ok(200)["items"].as_array().expect("items").iter();
        items.map(|item| item["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(list(&officer, "setting=internal").await.len(), 4);
    let mut both = list(&officer, "setting=internal&state=issued").await;
    both.sort_by_key(ToString::to_string);
    let mut expected = vec![spending, working];
    expected.sort_by_key(ToString::to_string);
    assert_eq!(both, expected);
    assert_eq!(list(&officer, "setting=agency").await, Vec::<Value>::new());
    // Overseers see what was signed; the neighbour and the school nothing.
    for (login, seen) in [
        ("overseer.council.03388", 2),
        ("overseer.front.03388", 2),
        ("officer.12", 4),
        ("officer.03390", 0),
        ("officer.thpt-lai-chau", 0),
        ("officer.11", 0),
    ] {
        let who = year.sign_in(login).await;
        assert_eq!(list(&who, "setting=internal").await.len(), seen, "{login}");
    }
    // Neither of the two regulations it owes is done by them.
    let province = year.sign_in("officer.12").await;
    let covered = coverage(&province, "").await;
    let here = part(&covered, "03388");
    assert_eq!(figures(of(here, "commune_regulation")), [1, 0, 0, 1, 0]);
    assert_eq!(figures(of(here, "agency_regulation")), [2, 0, 0, 2, 0]);
    let waits = officer.get("/api/v1/worklist?kind=begin_regulation").await;
    assert_eq!(count(waits.ok(200)), 2);
}

/// The contract's bounds, one beyond each, and what is named twice.
async fn nothing_is_counted_beyond_reason(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let officer = year.sign_in("officer.03388").await;
    let conditions = json!({
        "year": 2025, "counted_on": "2025-12-01", "internet": true, "loudspeaker": false, "portal": false, "notice_board": true,
    });
    let plan = json!({"kind": "plan", "number": "12/KH-UBND", "title": "Kế hoạch", "issued_on": "2025-12-01"});
    let commended = json!({"kind": "certificate_of_merit", "title": "Khen thưởng", "given_on": "2025-12-01"});
    let decided = json!({
        "matter": "contributions", "form": "meeting", "proposal": "commune_chair", "title": "Đường liên xã", "decided_on": "2025-12-01",
        "in_favour": 1,
    });
    village(&officer, "Nà Sài").await;
    let worth = |total: u64| json!({"total_value": total, "people_money": 60, "state_money": 40});
    for (list, known, member, wrong, place, code) in [
        (
            "conditions",
            &conditions,
            "devices",
            json!(100_001),
            "/devices",
            "invalid",
        ),
        ("conditions", &conditions, "year", json!(2022), "/year", "invalid"),
        (
            "conditions",
            &conditions,
            "applications",
            json!(["official_channel", "official_channel"]),
            "/applications",
            "duplicate",
        ),
        (
            "directives",
            &plan,
            "on",
            json!(["disclosure", "disclosure"]),
            "/on",
            "duplicate",
        ),
        (
            "commendations",
            &commended,
            "individuals",
            json!(100_001),
            "/individuals",
            "invalid",
        ),
        (
            "people-decisions",
            &decided,
            "work",
            worth(99),
            "/work/total_value",
            "out_of_range",
        ),
    ] {
        let mut new = known.clone();
        new[member] = wrong;
        let at = format!("/api/v1/{list}/{}", danchu::access::fresh::<uuid::Uuid>());
        refused(&officer.put(&at, &new).await, place, code);
    }
    let mut decided = decided;
    decided["work"] = worth(100);
    put(&officer, "people-decisions", &decided).await;
}
