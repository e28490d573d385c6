//! Members who leave, and those elected in their place.

use serde_json::json;

use super::{Commune, recognition};
use crate::support::database::Backend;

on_both! {
    members_leave_and_others_are_elected,
    vacant_places_are_filled_one_after_the_other,
}

async fn members_leave_and_others_are_elected(backend: Backend) {
    let commune = Commune::of(backend, 5).await;
    let board = commune.inspectorate().await;
    let (front, president) = (&commune.front, &commune.president);
    board.add(front, &commune.one_of_each().await).await.ok(200);
    let members = board.members(front).await;
    // One of them is refused, in writing; the others wait on.
    let refusal =
        json!({"number": "22/MTTQ-BTT", "on": "2025-10-10", "reason": "Đã chuyển đi.", "members": [members[4]]});
    let refused = board.act(president, "refuse", &refusal).await;
    assert_eq!(refused.ok(200)["course"]["refusals"][0]["members"], json!([members[4]]));
    board
        .act(president, "recognise", &recognition("2025-10-10"))
        .await
        .problem(409, "state_forbids");
    board.add(front, &[commune.elected(4, 70).await]).await.ok(200);
    board
        .act(president, "recognise", &recognition("2025-10-10"))
        .await
        .ok(200);
    // One resigns; nobody does so twice, or before they served.
    let end = |on: &str| json!({"on": on, "ground": "resigned", "reason": "Xin thôi"});
    let verb = format!("members/{}/end", members[0]);
    board
        .act(front, &verb, &end("2025-10-09"))
        .await
        .problem(422, "invalid_content");
    let ended = board.act(front, &verb, &end("2025-10-15")).await;
    assert_eq!(ended.ok(200)["serving"], 4);
    for (language, told) in [
        (
            "vi",
            "Tư cách thành viên này đã kết thúc từ ngày 2025-10-15 (Luật 10/2022/QH15 Điều 36).",
        ),
        (
            "en",
            "This membership has ended on 2025-10-15 (Law 10/2022/QH15 Art. 36).",
        ),
    ] {
        let front = front.with("Accept-Language", language);
        let again = board.act(&front, &verb, &end("2025-10-16")).await;
        assert_eq!(again.problem(409, "state_forbids")["detail"], told);
    }
    let gone = format!("members/{}/end", commune.villages[0].as_str().expect("an id"));
    board
        .act(front, &gone, &end("2025-10-15"))
        .await
        .problem(404, "not_found");
    // Somebody else is elected in the same village.
    let mut next = commune.elected(0, 75).await;
    next["chosen_on"] = json!("2025-10-17");
    next["received_on"] = json!("2025-10-18");
    board.add(front, &[next]).await.ok(200);
    let recognised = board.act(president, "recognise", &recognition("2025-10-20")).await;
    assert_eq!(recognised.ok(200)["serving"], 5);
    board
        .act(president, "recognise", &recognition("2025-10-20"))
        .await
        .problem(409, "state_forbids");
    let decided = json!({"decision": "elect_anew", "number": "35/QĐ-MTTQ", "on": "2025-10-20"});
    let undated = board.act(president, "decide-fate", &decided).await;
    assert_eq!(undated.problem(422, "invalid_content")["errors"][0]["pointer"], "/by");
}

/// Law 10/2022 Art. 36.2: whoever leaves is replaced, village by village; what is wanting meanwhile is explained, and not
/// forbidden. Art. 21.2: each result has its own five working days.
async fn vacant_places_are_filled_one_after_the_other(backend: Backend) {
    let commune = Commune::of(backend, 5).await;
    let board = commune.inspectorate().await;
    let (front, president) = (&commune.front, &commune.president);
    board.add(front, &commune.one_of_each().await).await.ok(200);
    let members = board.members(front).await;
    board
        .act(president, "recognise", &recognition("2025-10-08"))
        .await
        .ok(200);
    let end = json!({"on": "2025-10-10", "ground": "resigned", "reason": "Xin thôi"});
    for member in &members[..2] {
        board.act(front, &format!("members/{member}/end"), &end).await.ok(200);
    }
    let elected = async |village: usize, received_on: &str| {
        let mut next = commune.elected(village, 75).await;
        next["chosen_on"] = json!("2025-10-11");
        next["received_on"] = json!(received_on);
        next
    };
    let both = [elected(0, "2025-10-13").await, elected(1, "2025-10-20").await];
    board.add(front, &both[..1]).await.ok(200);
    let mut decision = recognition("2025-10-17");
    let unexplained = board.act(president, "recognise", &decision).await;
    assert_eq!(
        unexplained.problem(422, "invalid_content")["errors"][0]["pointer"],
        "/explanation"
    );
    decision["explanation"] = json!("Tổ dân phố 2 bầu bổ sung sau.");
    let filled = board.act(president, "recognise", &decision).await;
    assert_eq!(filled.ok(200)["serving"], 4);
    // A refusal of one is judged by the day its own result came.
    board.add(front, &both[1..]).await.ok(200);
    let waiting = board.members(front).await;
    let late = elected(0, "2025-10-12").await;
    board.add(front, &[late]).await.ok(200);
    let refusal =
        json!({"number": "22/MTTQ-BTT", "on": "2025-10-20", "reason": "Đã chuyển đi.", "members": [waiting[6]]});
    let refused = board.act(president, "refuse", &refusal).await;
    let made = &refused.ok(200)["course"]["refusals"][0]["made"];
    assert_eq!((&made["late"], &made["due_on"]), (&json!(false), &json!("2025-10-27")));
}
