//! Which convention a new one takes the place of is said before it is recognised, and may be said anew until then.

use serde_json::json;

use super::{CONVENTIONS, Course, recognition, village};
use crate::{
    support::{database::Backend, documents::register_is_true},
    year::driver::Year,
};

on_both![a_new_one_names_whose_place_it_takes];

async fn a_new_one_names_whose_place_it_takes(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = village(&officer, "1").await;
    let old = Course::proposed(&officer, &village, None).await;
    old.until_the_dossier(&officer).await;
    old.act(&leader, "recognise", &recognition("2025-10-10")).await.ok(200);
    // Not found out only when the people have been asked.
    let unnamed = json!({
        "village_id": village, "kind": "quy_uoc", "title": "Quy ước mới", "proposal": {"by": "village_head", "on": "2025-11-20"},
    });
    let refused = officer.post(CONVENTIONS, &unnamed).await;
    assert_eq!(refused.problem(409, "already_exists")["existing_id"], old.id());
    // Two are drafted to take its place, and one is recognised first.
    let first = Course::proposed(&officer, &village, Some(&old)).await;
    let second = Course::proposed(&officer, &village, Some(&old)).await;
    for course in [&first, &second] {
        course.until_the_dossier(&officer).await;
    }
    first
        .act(&leader, "recognise", &recognition("2025-10-13"))
        .await
        .ok(200);
    let overtaken = second.act(&leader, "recognise", &recognition("2025-10-14")).await;
    assert_eq!(overtaken.problem(409, "already_exists")["existing_id"], first.id());
    let change = async |change| {
        officer
            .matching(&second.address)
            .await
            .patch(&second.address, &change)
            .await
    };
    change(json!({"title": "Khác"})).await.problem(409, "state_forbids");
    assert_eq!(
        change(json!({"replaces_id": old.id()})).await.faults(),
        [("/replaces_id".to_owned(), "unknown_reference".to_owned())].into()
    );
    assert_eq!(
        change(json!({"change": null})).await.faults(),
        [("/change".to_owned(), "required".to_owned())].into()
    );
    let renamed = change(json!({"replaces_id": first.id(), "change": "replaces"})).await;
    assert_eq!(renamed.ok(200)["replaces_id"], first.id());
    second
        .act(&leader, "recognise", &recognition("2025-10-14"))
        .await
        .ok(200);
    assert_eq!(officer.get(&first.address).await.ok(200)["state"], "replaced");
    change(json!({"replaces_id": null, "change": null}))
        .await
        .problem(409, "state_forbids");
    register_is_true(&year.server().kernel).await;
}
