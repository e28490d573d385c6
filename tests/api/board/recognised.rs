//! A commune's inspectorate: refused while it has too few members, recognised, and followed by the next.

use serde_json::json;

use super::{Commune, codes, recognition};
use crate::support::database::Backend;

on_both! {
    a_commune_s_inspectorate_is_refused_and_recognised,
    who_was_elected_later_waits_for_a_later_decision,
}

async fn a_commune_s_inspectorate_is_refused_and_recognised(backend: Backend) {
    let commune = Commune::of(backend, 6).await;
    let board = commune.inspectorate().await;
    let mut members = commune.one_of_each().await;
    let last = members.split_off(4);
    board.add(&commune.front, &members).await.ok(200);
    // Four are too few, whatever the Front would say.
    let refused = board
        .act(&commune.president, "recognise", &recognition("2025-10-10"))
        .await;
    let detail = refused.problem(409, "state_forbids")["detail"].to_string();
    assert!(detail.contains("Luật 10/2022/QH15 Điều 36.1"), "{detail}");
    let told = board.add(&commune.front, &last[..1]).await;
    assert_eq!(
        codes(told.ok(200)),
        ["too_few_members", "village_unrepresented", "no_head"]
    );
    // Five of six villages: with an explanation.
    let unexplained = board
        .act(&commune.president, "recognise", &recognition("2025-10-10"))
        .await;
    assert_eq!(
        unexplained.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/explanation"
    );
    board
        .act(&commune.front, "recognise", &recognition("2025-10-10"))
        .await
        .problem(403, "forbidden");
    let mut explained = recognition("2025-10-14");
    explained["explanation"] = json!("Tổ dân phố 6 bầu bổ sung trong tháng 11.");
    let recognised = board.act(&commune.president, "recognise", &explained).await;
    let made = &recognised.ok(200)["course"]["recognitions"][0]["made"];
    // Received on Monday the 6th: five working days end on Monday the 13th.
    assert_eq!((&made["due_on"], &made["late"]), (&json!("2025-10-13"), &json!(true)));
    assert_eq!(
        (&recognised.json["state"], &recognised.json["serving"]),
        (&json!("recognised"), &json!(5))
    );
    // The sixth is elected, and recognised by a decision of its own.
    board.add(&commune.front, &last[1..]).await.ok(200);
    board
        .act(&commune.president, "recognise", &recognition("2025-10-13"))
        .await
        .ok(200);
    let all = board.members(&commune.front).await;
    let lead = json!({"head": all[2], "deputies": [all[0], all[1]]});
    let led = board.act(&commune.front, "name-leaders", &lead).await;
    assert_eq!(led.ok(200)["findings"], json!([]));
    assert_eq!(led.json["members"][0]["position"], "head");
    // The next term's is formed beside it, and not recognised before this one has ended.
    let next = commune.inspectorate().await;
    next.add(&commune.front, &commune.one_of_each().await).await.ok(200);
    let twice = next
        .act(&commune.president, "recognise", &recognition("2025-10-10"))
        .await;
    let existing = twice.problem(409, "already_exists")["existing_id"].to_string();
    assert!(board.address.contains(existing.trim_matches('"')));
    let end = json!({"ground": "combined", "on": "2025-10-18", "reason": "Hợp nhất"});
    let ended = board.act(&commune.president, "dissolve", &end).await;
    assert_eq!(
        (&ended.ok(200)["state"], &ended.json["serving"]),
        (&json!("ended"), &json!(0))
    );
    // Nor for a day on which this one was still there.
    let back_dated = next
        .act(&commune.president, "recognise", &recognition("2025-10-17"))
        .await;
    assert_eq!(
        back_dated.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/signed_on"
    );
    next.act(&commune.president, "recognise", &recognition("2025-10-18"))
        .await
        .ok(200);
    let body = ended.json["organisation_id"].as_str().expect("an id");
    let body = commune.front.get(&format!("/api/v1/organisations/{body}")).await;
    assert_eq!(
        (
            &body.ok(200)["kind"],
            &body.json["valid_to"],
            &body.json["close_reason"]
        ),
        (&json!("inspection_board"), &json!("2025-10-18"), &json!("Hợp nhất"))
    );
}

/// A decision is on those whose results had come by the day it was signed.
async fn who_was_elected_later_waits_for_a_later_decision(backend: Backend) {
    let commune = Commune::of(backend, 6).await;
    let board = commune.inspectorate().await;
    let mut members = commune.one_of_each().await;
    members[5]["chosen_on"] = json!("2025-10-14");
    members[5]["received_on"] = json!("2025-10-15");
    board.add(&commune.front, &members).await.ok(200);
    // Of six villages five are represented by then: that is explained.
    let mut decision = recognition("2025-10-10");
    let unexplained = board.act(&commune.president, "recognise", &decision).await;
    assert_eq!(
        unexplained.faults(),
        [("/explanation".to_owned(), "required".to_owned())].into()
    );
    decision["explanation"] = json!("Tổ dân phố 6 bầu ngày 14/10.");
    let mut first = decision.clone();
    first["signed_on"] = json!("2025-10-05");
    let early = board.act(&commune.president, "recognise", &first).await;
    let told = early.problem(422, "invalid_content").to_string();
    assert!(told.contains("2025-10-06") && !told.contains("2025-10-15"), "{told}");
    let recognised = board.act(&commune.president, "recognise", &decision).await;
    assert_eq!(recognised.ok(200)["serving"], 5);
    let made = &recognised.json["course"]["recognitions"][0];
    assert_eq!(made["members"].as_array().map(Vec::len), Some(5));
    assert_eq!(made["made"]["late"], false);
    // Before the last result came nobody else waits.
    let early = board
        .act(&commune.president, "recognise", &recognition("2025-10-14"))
        .await;
    assert_eq!(
        early.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/signed_on"
    );
    let whole = board
        .act(&commune.president, "recognise", &recognition("2025-10-16"))
        .await;
    assert_eq!(whole.ok(200)["serving"], 6);
}
