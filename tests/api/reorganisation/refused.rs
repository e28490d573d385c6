//! What cannot be carried out: each fault at its place, and nothing changed.

use rstest::rstest;
use serde_json::{Value, json};

use super::{
    super::support::{
        both::run,
        database::Backend,
        register::{organisation_id, unit_id},
        server::TestServer,
    },
    apply, bodies, draft, of, opened, preview, today,
};

/// Lines that cannot be carried out, and where the fault is.
#[rstest]
#[case::of_nothing(json!([opened("03401", "A", &json!([]))]), "/opened/0/came_of", "out_of_range")]
#[case::twice_in_one(json!([opened("03401", "A", &json!([of("03388"), of("03388")]))]), "/opened/0/came_of/1/unit", "twice")]
#[case::itself(json!([opened("03401", "A", &json!([of("12")]))]), "/opened/0/came_of/0/unit", "own_unit")]
#[case::ended(json!([opened("03401", "A", &json!([of("03386")]))]), "/opened/0/came_of/0/unit", "ended")]
#[case::foreign(json!([opened("03401", "A", &json!([of("03127")]))]), "/opened/0/came_of/0/unit", "unknown")]
#[case::code_twice(json!([opened("03401", "A", &json!([of("03388")])), opened("03401", "B", &json!([of("03390")]))]), "/opened/1/code", "taken")]
#[case::code_of_one_that_stays(json!([opened("03390", "A", &json!([of("03388")]))]), "/opened/0/code", "taken")]
#[case::code_elsewhere(json!([opened("03127", "A", &json!([of("03388")]))]), "/opened/0/code", "taken")]
#[case::no_parent(json!([{"code": "03401", "name": "A", "kind": "Xã", "level": "commune", "parent_code": "99", "came_of": [of("03388")]}]), "/opened/0/parent_code", "unsuited")]
#[case::parent_that_ends(json!([{"code": "03401", "name": "A", "kind": "Xã", "level": "commune", "parent_code": "03388", "came_of": [of("03388")]}]), "/opened/0/parent_code", "unsuited")]
#[case::under_itself(json!([{"code": "03401", "name": "A", "kind": "Huyện", "level": "district", "parent_code": "03401", "came_of": [of("03388")]}]), "/opened/0/parent_code", "unsuited")]
#[case::both_ends_and_remains(
    json!([opened("03401", "A", &json!([of("03388")])), opened("03402", "B", &json!([{"unit": unit_id("03388"), "remains": true}]))]),
    "/opened/1/came_of/0", "contradiction"
)]
#[test]
fn what_contradicts_the_map_is_refused(
    #[case] opened: Value,
    #[case] pointer: &str,
    #[case] code: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    run(backend, |backend| {
        refused(backend, json!({"opened": opened}), pointer, code)
    });
}

/// Lines about bodies and villages that cannot be carried out.
#[rstest]
#[case::nothing(json!({}), "/opened", "nothing")]
#[case::a_commune_alone(json!({"abolished": [unit_id("03388")]}), "/abolished/0", "without_heir")]
#[case::its_own_committee(json!({"organisations": [{"organisation": organisation_id("12"), "closes": true}]}), "/organisations/0", "unsuited")]
#[case::names_nobody(json!({"organisations": [{"closes": true}]}), "/organisations/0", "one_of")]
#[case::goes_nowhere(json!({"organisations": [{"organisation": organisation_id("so-gddt")}]}), "/organisations/0/closes", "one_of")]
#[case::unknown_body(json!({"organisations": [{"organisation": organisation_id("03127"), "closes": true}]}), "/organisations/0/organisation", "unknown")]
#[case::a_committee(json!({"organisations": [{"kind": "people_committee", "closes": true}]}), "/organisations/0", "unsuited")]
#[case::to_a_foreign_unit(json!({"organisations": [{"organisation": organisation_id("so-gddt"), "to_unit": unit_id("03127")}]}), "/organisations/0/to_unit", "unknown")]
#[case::at_a_wrong_level(json!({"organisations": [{"organisation": organisation_id("so-gddt"), "to_unit": unit_id("03388")}]}), "/organisations/0", "unsuited")]
#[case::under_the_front(json!({"organisations": [{"organisation": organisation_id("thpt-lai-chau"), "to_manager": organisation_id("front.03388")}]}), "/organisations/0", "unsuited")]
#[case::under_itself(json!({"organisations": [{"organisation": organisation_id("so-gddt"), "to_manager": organisation_id("so-gddt")}]}), "/organisations/0/to_manager", "unknown")]
#[case::in_a_circle(json!({"organisations": [{"organisation": organisation_id("so-gddt"), "to_manager": organisation_id("thpt-lai-chau")}]}), "/organisations", "circle")]
#[case::a_village_that_is_not(json!({"opened": [opened("03401", "A", &json!([of("03388")]))], "villages": [{"village": unit_id("12"), "to_unit": unit_id("03390")}]}), "/villages/0/village", "unknown")]
#[test]
fn what_contradicts_itself_is_refused(
    #[case] lines: Value,
    #[case] pointer: &str,
    #[case] code: &str,
    #[values(Backend::Sqlite, Backend::Postgres)] backend: Backend,
) {
    run(backend, |backend| refused(backend, lines, pointer, code));
}

async fn refused(backend: Backend, lines: Value, pointer: &str, code: &str) {
    let server = TestServer::start(backend).await;
    let leader = server.sign_in("leader.12").await;
    let at = draft(&leader, today(&server), &lines).await;
    let before = bodies(&server).await;
    for answer in [preview(&leader, &at).await, apply(&leader, &at).await] {
        assert_eq!(answer.status, 422, "{}", answer.json);
        assert_eq!(
            answer.faults().get(&format!("/lines{pointer}")).map(String::as_str),
            Some(code),
            "{}",
            answer.json
        );
    }
    assert_eq!(bodies(&server).await, before);
    assert!(leader.get(&at).await.ok(200).get("applied_at").is_none());
}
