//! Where a project is: whoever represents the residents on its board is of one of those villages.

use serde_json::{Value, json};

use super::{Board, Commune, codes, person, recognition};
use crate::support::{database::Backend, register::organisation_id};

on_both![residents_are_of_the_villages_where_the_project_is];

async fn residents_are_of_the_villages_where_the_project_is(backend: Backend) {
    let commune = Commune::of(backend, 4).await;
    let (front, president) = (&commune.front, &commune.president);
    let project = format!("/api/v1/investment-projects/{}", danchu::access::fresh::<uuid::Uuid>());
    let mut new = json!({
        "name": "Đường Nà Khằm", "funding": "public_investment", "investor": "Ban quản lý dự án", "begins_on": "2025-08-20",
        "villages": [commune.villages[0], danchu::access::fresh::<uuid::Uuid>()],
    });
    let unknown = front.put(&project, &new).await;
    assert_eq!(
        unknown.problem(422, "unknown_reference")["errors"][0]["pointer"],
        "/villages/1"
    );
    new["villages"] = json!(vec![commune.villages[0].clone(); 51]);
    front.put(&project, &new).await.problem(422, "invalid_content");
    new["villages"] = json!(commune.villages[..2]);
    let made = front.put(&project, &new).await;
    assert_eq!(made.ok(201)["villages"], new["villages"]);
    let founding = json!({
        "kind": "community_investment_supervision", "host": organisation_id("03388"), "term_from": "2025-09-01",
        "name": "Ban Giám sát đầu tư của cộng đồng", "project": made.json["id"],
    });
    let board = Board::found(front, &founding).await;
    let mut members = commune.one_of_each().await;
    members.pop();
    for part in ["front", "inspectorate"] {
        let sent = person(front, json!({"name": format!("Lò Văn {part}")})).await;
        members.push(
            json!({"represents": part, "person_id": sent, "chosen_on": "2025-09-02", "received_on": "2025-09-02"}),
        );
    }
    let elected = board.add(front, &members).await;
    let outside: Vec<&Value> = elected.ok(200)["findings"]
        .as_array()
        .expect("findings")
        .iter()
        .filter(|finding| finding["code"] == "not_of_the_project")
        .map(|finding| &finding["member_id"])
        .collect();
    let third = elected.json["members"].as_array().expect("members").iter();
    let third: Vec<&Value> = third
        .filter(|member| member["village_id"] == commune.villages[2])
        .map(|member| &member["id"])
        .collect();
    assert_eq!(outside, third);
    // Whoever does not direct the board learns nothing of who it is.
    let committee = commune.officer.get(&board.address).await;
    assert!(!codes(committee.ok(200)).contains(&"not_of_the_project"));
    let silent = board.act(president, "recognise", &recognition("2025-10-10")).await;
    let fault = &silent.problem(422, "invalid_content")["errors"][0];
    assert_eq!(fault["pointer"], "/explanation");
    assert!(
        fault["message"]
            .to_string()
            .contains("không ở thôn, tổ dân phố nơi có dự án (Luật 10/2022/QH15 Điều 41.1)"),
        "{fault}"
    );
    let mut explained = recognition("2025-10-10");
    explained["explanation"] = json!("Bản bên cạnh chịu ảnh hưởng của dự án.");
    board.act(president, "recognise", &explained).await.ok(200);
    // The first village goes into another, and the project's record follows: its member is of the project still.
    let merged = json!({
        "kind": "Tổ dân phố", "name": "Nà Khằm", "valid_from": "2025-10-20", "legal_basis": "Nghị quyết số 20/NQ-HĐND",
        "came_of": [commune.villages[0], commune.villages[3]],
    });
    let merged = commune.officer.post("/api/v1/villages", &merged).await.ok(201)["id"].clone();
    for villages in [json!([merged, commune.villages[1]]), new["villages"].clone()] {
        let mut moved = new.clone();
        moved["villages"] = villages;
        front.matching(&project).await.put(&project, &moved).await.ok(200);
        let seen = front.get(&board.address).await;
        let outside = codes(seen.ok(200))
            .into_iter()
            .filter(|code| *code == "not_of_the_project");
        assert_eq!(outside.count(), 1, "{}", seen.json);
    }
}
