//! Searching documents: by words that their abstract alone holds, by their number however it is typed, narrowed by what they are, and never beyond
//! what the caller may see.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::{
    convention,
    papers::{act, adopted, council, examine, id, proposed, resolution},
    regulation::{self, issue},
    support::{
        client::Client,
        database::Backend,
        register::{organisation_id, unit_id},
    },
    year::driver::Year,
};

on_both! {
    what_only_the_abstract_says_is_found,
    a_number_is_found_however_it_is_typed,
    what_is_found_is_narrowed_by_what_it_is,
    nobody_finds_what_they_may_not_see,
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The ids of what is found, in the order in which they fit.
async fn found(who: &Client, query: &[(&str, &str)]) -> Vec<Value> {
    let query: Vec<String> = query
        .iter()
        .map(|(name, value)| format!("{name}={}", escaped(value)))
        .collect();
    let list = who.get(&format!("/api/v1/documents?{}", query.join("&"))).await;
    let items = list.ok(200)["items"].as_array().expect("items").iter();
    items.map(|item| item["id"].clone()).collect()
}

async fn sought(who: &Client, words: &str) -> BTreeSet<String> {
    let found = found(who, &[("q", words)]).await.into_iter();
    found.map(|id| id.as_str().expect("an id").to_owned()).collect()
}

fn these(addresses: &[&String]) -> BTreeSet<String> {
    let ids = addresses.iter().map(|at| id(at));
    ids.map(|id| id.as_str().expect("an id").to_owned()).collect()
}

/// A paper with its abstract.
fn summed_up(mut new: Value, summary: &str) -> Value {
    new["summary"] = json!(summary);
    new
}

/// What there is to be found in Đoàn Kết, and the like of it beside.
struct Shelf {
    year: Year,
    officer: Client,
    /// Adopted on 10 October: 75/NQ-HĐND.
    adopted: String,
    /// Adopted on 11 October: 57/NQ-HĐND.
    other: String,
    proposed: String,
    rejected: String,
    /// Issued on 30 September: 75/QĐ-UBND.
    regulation: String,
    /// Rules of the house that are drafted.
    internal: String,
    /// Recognised on 14 October: 118/QĐ-UBND.
    convention: String,
    /// The neighbour's: 75/QĐ-UBND.
    beside: String,
}

/// Where an only document of a list is.
async fn only(who: &Client, list: &str, query: &str) -> String {
    let listed = who.get(&format!("/api/v1/{list}?{query}")).await;
    let items = listed.ok(200)["items"].as_array().expect("items");
    assert_eq!(items.len(), 1, "{list}?{query}");
    format!("/api/v1/{list}/{}", items[0]["id"].as_str().expect("an id"))
}

async fn issued((officer, leader): (&Client, &Client), summary: &str) {
    let new = summed_up(json!({"setting": "commune", "title": "Quy chế"}), summary);
    let row = regulation::Course::begin(officer, &new).await;
    row.consult(officer, "portal", "2025-09-02", "2025-09-22").await;
    row.act(leader, "issue", &issue("75/QĐ-UBND", "2025-09-30"))
        .await
        .ok(200);
}

async fn shelf(backend: Backend) -> Shelf {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let (clerk, chair) = council(&year).await;
    let about = |title: &str, summary: &str| summed_up(resolution(title, "democracy_measures"), summary);
    let both = (&clerk, &chair);
    let first = about(
        "Nghị quyết thứ nhất",
        "Bảo vệ rừng phòng hộ đầu nguồn, thủy điện Nậm Mu.",
    );
    let second = about("Nghị quyết thứ hai", "Chợ phiên và vệ sinh môi trường.");
    let third = about("Nghị quyết thứ ba", "Khai thác đá vôi ở thủy điện Nậm Mu.");
    let adopted_first = adopted(both, &first, "75/NQ-HĐND", "2025-10-10").await;
    let other = adopted(both, &second, "57/NQ-HĐND", "2025-10-11").await;
    let rejected = proposed(&clerk, &third).await;
    examine(&clerk, &rejected).await;
    let rejection = json!({"on": "2025-10-13", "reason": "Cơ quan trình rút."});
    act(&chair, &rejected, "reject", &rejection).await.ok(200);
    let waiting = proposed(
        &clerk,
        &about("Nghị quyết thứ tư", "Nuôi cá lồng trên hồ thủy điện Nậm Mu."),
    )
    .await;
    issued((&officer, &leader), "Quản lý hồ thủy điện Nậm Mu và bến thuyền.").await;
    let internal = summed_up(
        json!({"setting": "internal", "title": "Nội quy"}),
        "Xe công vụ đi thủy điện Nậm Mu.",
    );
    regulation::Course::begin(&officer, &internal).await;
    let village = convention::village(&officer, "1").await;
    let new = json!({
        "village_id": village, "kind": "quy_uoc", "title": "Quy ước", "summary": "Cưới hỏi ở bản tái định cư thủy điện Nậm Mu.",
        "proposal": {"by": "village_head", "on": "2025-08-20"},
    });
    let begun = officer.post("/api/v1/village-conventions", &new).await;
    let convention = format!(
        "/api/v1/village-conventions/{}",
        begun.ok(201)["id"].as_str().expect("an id")
    );
    for (verb, body) in [
        (
            "form-team",
            json!({"on": "2025-08-25", "members": 5, "of": ["organisation", "reputed"]}),
        ),
        ("post", convention::posting("2025-09-03")),
        ("record-vote", convention::vote("2025-10-06", 96, 88)),
        ("send-dossier", json!({"on": "2025-10-08", "received_on": "2025-10-08"})),
    ] {
        act(&officer, &convention, verb, &body).await.ok(200);
    }
    let decision = convention::recognition("2025-10-14");
    act(&leader, &convention, "recognise", &decision).await.ok(200);
    let neighbour = (year.sign_in("officer.03390").await, year.sign_in("leader.03390").await);
    issued((&neighbour.0, &neighbour.1), "Bến thuyền thủy điện Nậm Mu.").await;
    Shelf {
        regulation: only(&officer, "democracy-regulations", "setting=commune").await,
        internal: only(&officer, "democracy-regulations", "setting=internal").await,
        beside: only(&neighbour.0, "democracy-regulations", "setting=commune").await,
        adopted: adopted_first,
        other,
        proposed: waiting,
        rejected,
        convention,
        officer,
        year,
    }
}

async fn what_only_the_abstract_says_is_found(backend: Backend) {
    let shelf = shelf(backend).await;
    let province = shelf.year.sign_in("officer.12").await;
    let all = [
        &shelf.adopted,
        &shelf.proposed,
        &shelf.rejected,
        &shelf.regulation,
        &shelf.internal,
        &shelf.convention,
        &shelf.beside,
    ];
    for words in ["thủy điện Nậm Mu", "thuy dien nam mu", "THUỶ ĐIỆN", "nam mu dien thuy"] {
        assert_eq!(sought(&province, words).await, these(&all), "{words}");
    }
    assert_eq!(
        sought(&province, "ben thuyen").await,
        these(&[&shelf.regulation, &shelf.beside])
    );
    assert_eq!(sought(&province, "rung phong ho").await, these(&[&shelf.adopted]));
    assert_eq!(sought(&province, "tai dinh cu").await, these(&[&shelf.convention]));
    // All of the words, and whole ones.
    assert_eq!(sought(&province, "rung phong ho cho phien").await, BTreeSet::new());
    assert_eq!(sought(&province, "rung phong h").await, BTreeSet::new());
    // A changed abstract is found by what it says now.
    let (clerk, _) = council(&shelf.year).await;
    let change = json!({"summary": "Trồng chè ở Tam Đường."});
    let changed = clerk.matching(&shelf.proposed).await;
    changed.patch(&shelf.proposed, &change).await.ok(200);
    assert_eq!(sought(&province, "nuoi ca long").await, BTreeSet::new());
    assert_eq!(
        sought(&province, "trong che tam duong").await,
        these(&[&shelf.proposed])
    );
    let nothing = json!({"summary": null});
    let changed = clerk.matching(&shelf.proposed).await;
    changed.patch(&shelf.proposed, &nothing).await.ok(200);
    assert_eq!(sought(&province, "tam duong").await, BTreeSet::new());
}

async fn a_number_is_found_however_it_is_typed(backend: Backend) {
    let shelf = shelf(backend).await;
    let officer = &shelf.officer;
    for typed in [
        "75/NQ-HĐND",
        "75 /NQ-HĐND",
        "75/nq-hdnd",
        "Số: 75/NQ-HĐND",
        "075/NQ–HĐND",
        "nghị quyết 75 của hội đồng nhân dân",
        "nq hdnd 75",
    ] {
        assert_eq!(found(officer, &[("q", typed)]).await, [id(&shelf.adopted)], "{typed}");
    }
    for (typed, at) in [
        ("75/qd-ubnd", &shelf.regulation),
        ("57/NQ-HĐND", &shelf.other),
        ("118/QÐ-UBND", &shelf.convention),
    ] {
        assert_eq!(found(officer, &[("q", typed)]).await, [id(at)], "{typed}");
    }
    assert_eq!(sought(officer, "75").await, these(&[&shelf.adopted, &shelf.regulation]));
    assert_eq!(sought(officer, "7/NQ-HĐND").await, BTreeSet::new());
    // The province finds the neighbour's of the same number too.
    let province = shelf.year.sign_in("officer.12").await;
    assert_eq!(
        sought(&province, "75/QĐ-UBND").await,
        these(&[&shelf.regulation, &shelf.beside])
    );
}

async fn what_is_found_is_narrowed_by_what_it_is(backend: Backend) {
    let shelf = shelf(backend).await;
    let province = shelf.year.sign_in("officer.12").await;
    let words = ("q", "thuy dien nam mu");
    let narrowed = async |filter: (&str, &str)| -> BTreeSet<String> {
        let ids = found(&province, &[words, filter]).await.into_iter();
        ids.map(|id| id.as_str().expect("an id").to_owned()).collect()
    };
    let (committee, chamber) = (
        organisation_id("03388").to_string(),
        organisation_id("council.03388").to_string(),
    );
    let (here, there) = (unit_id("03388").to_string(), unit_id("03390").to_string());
    let (resolutions, of_the_committee) = (
        [&shelf.adopted, &shelf.proposed, &shelf.rejected],
        [&shelf.regulation, &shelf.internal, &shelf.convention],
    );
    for (filter, expected) in [
        (("kind", "council_resolution"), these(&resolutions)),
        (("kind", "village_convention"), these(&[&shelf.convention])),
        (
            ("kind", "democracy_regulation"),
            these(&[&shelf.regulation, &shelf.internal, &shelf.beside]),
        ),
        (("organisation", chamber.as_str()), these(&resolutions)),
        (("organisation", committee.as_str()), these(&of_the_committee)),
        (("unit", there.as_str()), these(&[&shelf.beside])),
        (
            ("unit", here.as_str()),
            these(&resolutions).union(&these(&of_the_committee)).cloned().collect(),
        ),
        (
            ("stage", "issued"),
            these(&[&shelf.adopted, &shelf.regulation, &shelf.convention, &shelf.beside]),
        ),
        (("stage", "in_preparation"), these(&[&shelf.proposed, &shelf.internal])),
        (("stage", "refused"), these(&[&shelf.rejected])),
        (("stage", "ended"), BTreeSet::new()),
        // Each day for itself; what is not signed has none.
        (
            ("signed_from", "2025-10-10"),
            these(&[&shelf.adopted, &shelf.convention]),
        ),
        (("signed_from", "2025-10-11"), these(&[&shelf.convention])),
        (("signed_to", "2025-09-29"), BTreeSet::new()),
        (("signed_to", "2025-09-30"), these(&[&shelf.regulation, &shelf.beside])),
    ] {
        assert_eq!(narrowed(filter).await, expected, "{filter:?}");
    }
    let both = [
        words,
        ("kind", "council_resolution"),
        ("signed_to", "2025-10-10"),
        ("stage", "issued"),
    ];
    assert_eq!(found(&province, &both).await, [id(&shelf.adopted)]);
    for wrong in ["kind=decree", "stage=signed", "state=issued"] {
        let refused = province.get(&format!("/api/v1/documents?{wrong}")).await;
        refused.problem(422, "invalid_parameter");
    }
    // Of a day before, its force is that day's.
    let then = province
        .get("/api/v1/documents?q=75%20nq%20hdnd&as_of=2025-10-09")
        .await;
    assert_eq!(then.ok(200)["items"][0]["force"], "not_yet");
    // And how far each had come: what was signed later was in preparation, of whatever kind it is.
    let stages = async |day: &str, stage: &str| {
        let list = province.get(&format!("/api/v1/documents?as_of={day}{stage}")).await;
        let items = list.ok(200)["items"].as_array().expect("items").iter();
        items.map(|item| item["stage"].clone()).collect::<Vec<_>>()
    };
    let before = stages("2024-01-01", "").await;
    let begun = before.iter().filter(|stage| *stage == "in_preparation").cloned();
    let begun: Vec<_> = begun.collect();
    assert!(begun.len() > 4 && !before.contains(&json!("issued")), "{before:?}");
    assert_eq!(stages("2024-01-01", "&stage=in_preparation").await, begun);
    assert_eq!(stages("2024-01-01", "&stage=issued").await, Vec::<Value>::new());
}

/// A council and a Front find what is open to them, of their own commune; a neighbour and another province nothing of it.
async fn nobody_finds_what_they_may_not_see(backend: Backend) {
    let shelf = shelf(backend).await;
    let of = async |login: &str, words: &str| sought(&shelf.year.sign_in(login).await, words).await;
    let words = "thuy dien nam mu";
    let open = these(&[&shelf.adopted, &shelf.regulation, &shelf.convention]);
    assert_eq!(of("overseer.front.03388", words).await, open);
    let own = these(&[
        &shelf.adopted,
        &shelf.regulation,
        &shelf.convention,
        &shelf.proposed,
        &shelf.rejected,
    ]);
    assert_eq!(of("overseer.council.03388", words).await, own);
    assert_eq!(of("officer.03390", words).await, these(&[&shelf.beside]));
    for login in ["officer.11", "officer.03127", "officer.union", "officer.thpt-lai-chau"] {
        assert_eq!(of(login, words).await, BTreeSet::new(), "{login}");
    }
    // Nor by a filter, or without any words.
    let stranger = shelf.year.sign_in("officer.11").await;
    let unit = unit_id("03388").to_string();
    assert_eq!(found(&stranger, &[("unit", unit.as_str())]).await, Vec::<Value>::new());
    let front = shelf.year.sign_in("overseer.front.03388").await;
    for stage in ["in_preparation", "refused"] {
        assert_eq!(found(&front, &[("stage", stage)]).await, Vec::<Value>::new(), "{stage}");
    }
    let nobody = shelf.year.server().nobody();
    nobody
        .get("/api/v1/documents?q=thuy")
        .await
        .problem(401, "unauthenticated");
}
