//! An agency's inspectorate, which its union founds and recognises.

use serde_json::json;

use super::{Board, person, recognition};
use crate::{
    support::{database::Backend, register::organisation_id},
    year::driver::Year,
};

on_both![a_workplace_has_its_own_board];

async fn a_workplace_has_its_own_board(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.union").await, year.sign_in("leader.union").await);
    let new = |staff: u32| {
        json!({
            "kind": "agency_people_inspectorate", "host": organisation_id("so-gddt"), "name": "Ban Thanh tra nhân dân Sở",
            "staff": staff, "term_from": "2025-03-01", "term_to": "2027-03-01",
        })
    };
    let small = Board::found(&officer, &new(7)).await;
    let mut members = Vec::new();
    for name in ["Lò Văn A", "Lò Văn B", "Lò Văn C"] {
        members.push(json!({
            "person_id": person(&officer, json!({"name": name})).await, "represents": "staff", "department": "Văn phòng",
            "chosen_on": "2025-02-27", "received_on": "2025-02-27", "present": 40, "in_favour": 38,
        }));
    }
    small.add(&officer, &members).await.ok(200);
    let blocked = small.act(&leader, "recognise", &recognition("2025-03-03")).await;
    let detail = blocked.problem(409, "state_forbids")["detail"].to_string();
    assert!(detail.contains("Điều 60.1"), "{detail}");
    let end = json!({"ground": "not_required", "on": "2025-10-20", "reason": "Cơ quan có 7 người"});
    small.act(&leader, "dissolve", &end).await.ok(200);
    let board = Board::found(&officer, &new(40)).await;
    members[2]["standing"] = json!(["chief_accountant"]);
    board.add(&officer, &members).await.ok(200);
    let blocked = board.act(&leader, "recognise", &recognition("2025-03-03")).await;
    let detail = blocked.problem(409, "state_forbids")["detail"].to_string();
    assert!(detail.contains("Điều 60.2"), "{detail}");
    let accountant = &board.members(&officer).await[2];
    let refusal = json!({"number": "1/CĐ", "on": "2025-03-03", "reason": "Kế toán trưởng", "members": [accountant]});
    board.act(&leader, "refuse", &refusal).await.ok(200);
    members[2]["standing"] = json!([]);
    members[2]["person_id"] = person(&officer, json!({"name": "Lò Văn D"})).await;
    board.add(&officer, &members[2..]).await.ok(200);
    let recognised = board.act(&leader, "recognise", &recognition("2025-03-06")).await;
    assert_eq!(recognised.ok(200)["course"]["recognitions"][0]["made"]["late"], false);
    // It is the union's; whom it inspects, and those above, see that it is there.
    let host = year.sign_in("officer.so-gddt").await;
    assert_eq!(
        host.get(&board.address).await.ok(200)["members"]
            .as_array()
            .map(Vec::len),
        Some(4)
    );
    let above = year.sign_in("officer.12").await;
    let seen = above.get(&board.address).await;
    assert_eq!(
        (&seen.ok(200)["members"], &seen.json["serving"]),
        (&json!([]), &json!(3))
    );
    let council = year.sign_in("overseer.council.12").await;
    council.get(&board.address).await.problem(404, "not_found");
    let head = year.sign_in("leader.so-gddt").await;
    head.matching(&board.address)
        .await
        .post(&format!("{}/dissolve", board.address), &end)
        .await
        .problem(403, "not_yours");
}
