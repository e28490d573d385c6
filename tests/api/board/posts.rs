//! Posts that a member takes after the election.

use serde_json::json;

use super::{Commune, codes, person, recognition};
use crate::support::database::Backend;

on_both![whoever_becomes_a_village_head_is_not_recognised];

/// Law 10/2022 Art. 37.2: not at the same time, and so not only on the day of the election.
async fn whoever_becomes_a_village_head_is_not_recognised(backend: Backend) {
    let commune = Commune::of(backend, 5).await;
    let board = commune.inspectorate().await;
    let mut members = commune.one_of_each().await;
    let same = json!({"name": "Tẩn A Phử", "national_id": "012199000777"});
    members[1]["person_id"] = person(&commune.front, same.clone()).await;
    let elected = board.add(&commune.front, &members).await;
    assert!(!codes(elected.ok(200)).contains(&"not_eligible"), "{}", elected.json);
    let head = person(&commune.officer, same).await;
    let appointment = json!({
        "position": "acting_village_head", "village_id": commune.villages[2], "valid_from": "2025-10-15",
        "decision": {"number": "5/QĐ-UBND", "signed_on": "2025-10-15"},
    });
    let address = format!("/api/v1/persons/{}/appointments", head.as_str().expect("an id"));
    commune.officer.post(&address, &appointment).await.ok(201);
    let seen = commune.front.get(&board.address).await;
    assert!(codes(seen.ok(200)).contains(&"not_eligible"), "{}", seen.json);
    let refused = board
        .act(&commune.president, "recognise", &recognition("2025-10-17"))
        .await;
    let detail = refused.problem(409, "state_forbids")["detail"].to_string();
    assert!(detail.contains("Luật 10/2022/QH15 Điều 37.2"), "{detail}");
    // The post ends with its village.
    let village = format!("/api/v1/villages/{}", commune.villages[2].as_str().expect("an id"));
    let closing = json!({"on": "2025-10-16", "legal_basis": "NQ 20/NQ-HĐND", "reason": "Giải thể"});
    let officer = commune.officer.matching(&village).await;
    officer.post(&format!("{village}/close"), &closing).await.ok(200);
    let seen = commune.front.get(&board.address).await;
    assert!(!codes(seen.ok(200)).contains(&"not_eligible"), "{}", seen.json);
}
