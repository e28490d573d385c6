//! Which convention a new one takes the place of is said before it is recognised, and may be said anew until then.

use serde_json::json;

use super::{CONVENTIONS, Course, recognition, village};
use crate::{
    support::{database::Backend, documents::register_is_true},
    year::driver::Year,
};

on_both! {
    a_new_one_names_whose_place_it_takes,
    what_holds_no_more_has_nothing_in_its_place,
}

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

/// What was annulled since is neither amended nor replaced (Decree 61/2023 Art. 13, 14).
async fn what_holds_no_more_has_nothing_in_its_place(backend: Backend) {
    let year = Year::begin(backend, "2026-04-10").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let village = village(&officer, "1").await;
    let old = Course::proposed(&officer, &village, None).await;
    old.until_the_dossier(&officer).await;
    old.act(&leader, "recognise", &recognition("2025-10-10")).await.ok(200);
    let new = Course::proposed(&officer, &village, Some(&old)).await;
    new.until_the_dossier(&officer).await;
    let annulment = json!({
        "ground": "unlawful_content", "number": "15/QĐ-UBND", "on": "2025-10-13", "reason": "Nội dung trái pháp luật.",
    });
    old.act(&leader, "annul", &annulment).await.ok(200);
    let refused = new.act(&leader, "recognise", &recognition("2025-10-14")).await;
    let detail = refused.problem(409, "state_forbids")["detail"].to_string();
    assert!(detail.contains("replaces_id"), "{detail}");
    let change = json!({"replaces_id": null, "change": null});
    let changed = officer.matching(&new.address).await.patch(&new.address, &change).await;
    assert!(changed.ok(200).get("replaces_id").is_none(), "{}", changed.json);
    new.act(&leader, "recognise", &recognition("2025-10-14")).await.ok(200);
    register_is_true(&year.server().kernel).await;
}
