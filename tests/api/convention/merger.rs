//! A village goes into one that is there already: its convention is carried over, and ends with the next one of the village that received it.

use serde_json::{Value, json};

use super::{CONVENTIONS, Course, recognition, village};
use crate::{
    papers::act,
    support::{client::Client, database::Backend, documents::register_is_true},
    year::driver::Year,
};

on_both! {
    the_next_text_takes_its_place,
    one_text_takes_the_place_of_both,
    it_goes_on_through_a_second_merger,
    a_text_voted_on_before_leaves_it,
    a_text_that_names_none_takes_its_place_too,
}

/// A village and its convention of 2019.
async fn older(officer: &Client, name: &str) -> (Value, Course) {
    let village = village(officer, name).await;
    let new = json!({
        "village_id": village, "kind": "huong_uoc", "title": format!("Hương ước tổ dân phố {name}"),
        "recognised_before": {"number": "40/QĐ-UBND", "signed_on": "2019-05-20", "signer": "Lò Văn Inh"},
    });
    (village, Course::begin(officer, &new).await)
}

/// Closes a village into another.
async fn merge(officer: &Client, village: &Value, on: &str, into: &Value) {
    let at = format!("/api/v1/villages/{}", village.as_str().expect("an id"));
    let closing = json!({
        "on": on, "legal_basis": "Nghị quyết số 20/NQ-HĐND", "reason": "Sáp nhập", "merged_into": into,
    });
    act(officer, &at, "close", &closing).await.ok(200);
}

/// Its state, whether it is in force, and what has taken its place.
async fn standing(officer: &Client, course: &Course) -> [Value; 3] {
    let seen = officer.get(&course.address).await;
    let seen = seen.ok(200);
    ["state", "force", "replaced_by_id"].map(|field| seen[field].clone())
}

fn replaced_by(new: &Course) -> [Value; 3] {
    [json!("replaced"), json!("expired"), new.id()]
}

fn carried_over() -> [Value; 3] {
    [json!("recognised"), json!("carried_over"), Value::Null]
}

/// The text of a village that names what it takes the place of, until it is recognised on 14 October.
async fn adopted(year: &Year, village: &Value, old: &Course) -> Course {
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let new = Course::proposed(&officer, village, Some(old)).await;
    new.until_the_dossier(&officer).await;
    new.act(&leader, "recognise", &recognition("2025-10-14")).await.ok(200);
    new
}

async fn the_next_text_takes_its_place(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let officer = year.sign_in("officer.03388").await;
    let (first, old) = older(&officer, "1").await;
    let second = village(&officer, "2").await;
    let (third, _) = older(&officer, "3").await;
    merge(&officer, &first, "2025-08-01", &second).await;
    assert_eq!(standing(&officer, &old).await, carried_over());
    // It is nobody else's to replace.
    let elsewhere = json!({
        "village_id": third, "kind": "quy_uoc", "title": "Quy ước", "replaces_id": old.id(), "change": "replaces",
        "proposal": {"by": "village_head", "on": "2025-08-20"},
    });
    let refused = officer.post(CONVENTIONS, &elsewhere).await;
    assert_eq!(
        refused.faults(),
        [("/replaces_id".to_owned(), "unknown_reference".to_owned())].into()
    );
    let new = adopted(&year, &second, &old).await;
    assert_eq!(standing(&officer, &old).await, replaced_by(&new));
    register_is_true(&year.server().kernel).await;
}

async fn one_text_takes_the_place_of_both(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let officer = year.sign_in("officer.03388").await;
    let ((first, old), (second, own)) = (older(&officer, "1").await, older(&officer, "2").await);
    merge(&officer, &first, "2025-08-01", &second).await;
    // Of the two it names that of its own village; the other ends with it.
    let beside = json!({
        "village_id": second, "kind": "quy_uoc", "title": "Quy ước", "replaces_id": old.id(), "change": "replaces",
        "proposal": {"by": "village_head", "on": "2025-08-20"},
    });
    let refused = officer.post(CONVENTIONS, &beside).await;
    assert_eq!(refused.problem(409, "already_exists")["existing_id"], own.id());
    let new = adopted(&year, &second, &own).await;
    for ended in [&old, &own] {
        assert_eq!(standing(&officer, ended).await, replaced_by(&new));
    }
    register_is_true(&year.server().kernel).await;
}

async fn it_goes_on_through_a_second_merger(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let officer = year.sign_in("officer.03388").await;
    let (first, old) = older(&officer, "1").await;
    let (second, third) = (village(&officer, "2").await, village(&officer, "3").await);
    merge(&officer, &first, "2025-08-01", &second).await;
    merge(&officer, &second, "2025-08-10", &third).await;
    // The village that is left has none of its own: neither done nor missing.
    let gaps = officer.get("/api/v1/duties/village_convention/gaps").await;
    assert_eq!(gaps.ok(200)["items"][0]["state"], "carried_over");
    let new = adopted(&year, &third, &old).await;
    assert_eq!(standing(&officer, &old).await, replaced_by(&new));
}

/// Those who came later were not asked about it.
async fn a_text_voted_on_before_leaves_it(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let ((first, old), (second, own)) = (older(&officer, "1").await, older(&officer, "2").await);
    let voted = Course::proposed(&officer, &second, Some(&own)).await;
    voted.until_the_dossier(&officer).await;
    merge(&officer, &first, "2025-10-10", &second).await;
    voted
        .act(&leader, "recognise", &recognition("2025-10-14"))
        .await
        .ok(200);
    assert_eq!(standing(&officer, &own).await, replaced_by(&voted));
    assert_eq!(standing(&officer, &old).await, carried_over());
    // Nor can it be said to take the place of theirs.
    let (third, theirs) = older(&officer, "3").await;
    let fourth = village(&officer, "4").await;
    let voted = Course::proposed(&officer, &fourth, None).await;
    voted.until_the_dossier(&officer).await;
    merge(&officer, &third, "2025-10-10", &fourth).await;
    let named = json!({"replaces_id": theirs.id(), "change": "replaces"});
    let named = officer
        .matching(&voted.address)
        .await
        .patch(&voted.address, &named)
        .await;
    named.ok(200);
    let refused = voted.act(&leader, "recognise", &recognition("2025-10-14")).await;
    refused.problem(409, "state_forbids");
}

/// It is said at both ends, and counted (Decree 61/2023 Art. 16.1c).
async fn a_text_that_names_none_takes_its_place_too(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let (first, old) = older(&officer, "1").await;
    let second = village(&officer, "2").await;
    merge(&officer, &first, "2025-08-01", &second).await;
    let new = Course::proposed(&officer, &second, None).await;
    new.until_the_dossier(&officer).await;
    let recognised = new.act(&leader, "recognise", &recognition("2025-10-14")).await;
    assert_eq!(
        (&recognised.ok(200)["replaces_id"], &recognised.json["change"]),
        (&old.id(), &json!("replaces"))
    );
    assert_eq!(standing(&officer, &old).await, replaced_by(&new));
    let figures = officer
        .get("/api/v1/village-convention-figures?from=2025-10-01&to=2025-10-31")
        .await;
    assert_eq!(
        (&figures.ok(200)["replaced"], &figures.json["in_force"]),
        (&json!(1), &json!(1))
    );
}
