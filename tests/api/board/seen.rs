//! What of a board is shown to whoever directs it, to those beside it, and to strangers.

use serde_json::json;

use super::{BOARDS, Commune};
use crate::support::{database::Backend, register::organisation_id};

on_both![each_sees_what_is_theirs];

async fn each_sees_what_is_theirs(backend: Backend) {
    let commune = Commune::of(backend, 5).await;
    let board = commune.inspectorate().await;
    let mut members = commune.one_of_each().await;
    members[0]["standing"] = json!(["not_resident"]);
    board.add(&commune.front, &members).await.ok(200);
    let mine = commune.front.get(&board.address).await;
    assert_eq!(mine.ok(200)["members"][0]["standing"], json!(["not_resident"]));
    assert_eq!(mine.json["allowed_actions"], json!(["add_members", "end_member"]));
    for login in ["officer.03388", "overseer.council.03388", "leader.12"] {
        let seen = commune.year.sign_in(login).await.get(&board.address).await;
        assert_eq!(seen.ok(200)["members"].as_array().map(Vec::len), Some(5), "{login}");
        assert_eq!(seen.json["members"][0].get("standing"), None, "{login}");
        assert_eq!(seen.json["allowed_actions"], json!([]), "{login}");
    }
    let stranger = commune.year.sign_in("officer.03390").await;
    stranger.get(&board.address).await.problem(404, "not_found");
    let listed = commune
        .officer
        .get(&format!("{BOARDS}?as_of=2025-10-01&kind=commune_people_inspectorate"))
        .await;
    assert_eq!(
        listed.ok(200)["items"][0]["host"]["id"],
        json!(organisation_id("03388"))
    );
    let before = commune.officer.get(&format!("{BOARDS}?as_of=2025-09-30")).await;
    assert_eq!(before.ok(200)["items"], json!([]));
}
