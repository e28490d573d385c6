//! A supervision board, from its project to the end of both.

use serde_json::json;

use super::{BOARDS, Board, Commune, person, recognition};
use crate::support::{database::Backend, register::organisation_id};

on_both![a_supervision_board_ends_with_its_project];

async fn a_supervision_board_ends_with_its_project(backend: Backend) {
    let commune = Commune::of(backend, 2).await;
    let (front, president) = (&commune.front, &commune.president);
    let road = format!("/api/v1/investment-projects/{}", danchu::access::fresh::<uuid::Uuid>());
    let project = json!({
        "name": "Đường Nà Khằm", "funding": "public_investment", "investor": "Ban quản lý dự án", "cost": 4_500_000_000_u64,
        "begins_on": "2025-08-20",
    });
    commune.officer.put(&road, &project).await.problem(409, "state_forbids");
    let recorded = front.put(&road, &project).await;
    let mut new = json!({
        "kind": "community_investment_supervision", "host": organisation_id("03388"), "term_from": "2025-09-01",
        "name": "Ban Giám sát đầu tư của cộng đồng đường Nà Khằm", "project": recorded.ok(201)["id"],
    });
    front.put(&road, &project).await.ok(200);
    let unknown = new.clone();
    new["project"] = json!(danchu::access::fresh::<uuid::Uuid>());
    front.post(BOARDS, &new).await.problem(422, "unknown_reference");
    let new = unknown;
    let board = Board::found(front, &new).await;
    let mut members = commune.one_of_each().await;
    members.push(commune.elected(0, 77).await);
    for part in ["front", "inspectorate"] {
        members.push(json!({
            "person_id": person(front, json!({"name": part})).await, "represents": part, "chosen_on": "2025-09-02",
            "received_on": "2025-09-02",
        }));
    }
    board.add(front, &members).await.ok(200);
    let notice = json!({"number": "30/MTTQ-BTT", "on": "2025-10-17", "starts_on": "2025-11-30"});
    board
        .act(front, "notify-investor", &notice)
        .await
        .problem(409, "state_forbids");
    board
        .act(president, "recognise", &recognition("2025-10-13"))
        .await
        .ok(200);
    let told = board.act(front, "notify-investor", &notice).await;
    assert_eq!(told.ok(200)["project"]["name"], "Đường Nà Khằm");
    let sent = &told.json["course"]["notice"]["sent"];
    assert_eq!((&sent["due_on"], &sent["late"]), (&json!("2025-10-16"), &json!(true)));
    board
        .act(front, "notify-investor", &notice)
        .await
        .problem(409, "state_forbids");
    let support = json!({"on": "2025-10-15", "amount": 5_000_000, "from": "Ủy ban nhân dân phường"});
    let supported = board.act(front, "record-support", &support).await;
    assert_eq!(supported.ok(200)["course"]["supports"][0]["amount"], 5_000_000);
    let figures = "/api/v1/board-figures?group=supervision&from=2025-10-01&to=2025-10-31";
    let counted = commune.officer.get(figures).await;
    assert_eq!(
        (
            &counted.ok(200)["projects"],
            &counted.json["support"],
            &counted.json["boards"]
        ),
        (&json!(1), &json!(5_000_000), &json!(1))
    );
    let end = |ground: &str| json!({"ground": ground, "on": "2025-10-20", "reason": "Đã nghiệm thu"});
    for ground in ["term_over", "host_closed"] {
        board
            .act(president, "dissolve", &end(ground))
            .await
            .problem(422, "invalid_content");
    }
    board
        .act(president, "dissolve", &end("term_over"))
        .await
        .problem(422, "invalid_content");
    // The project goes on until its end is recorded.
    board
        .act(president, "dissolve", &end("project_finished"))
        .await
        .problem(409, "state_forbids");
    let mut finished = project.clone();
    finished["ended_on"] = json!("2025-10-18");
    front.matching(&road).await.put(&road, &finished).await.ok(200);
    let ended = board.act(president, "dissolve", &end("project_finished")).await;
    assert_eq!(
        (&ended.ok(200)["state"], &ended.json["allowed_actions"]),
        (&json!("ended"), &json!([]))
    );
    board
        .act(president, "dissolve", &end("project_finished"))
        .await
        .problem(409, "state_forbids");
}
