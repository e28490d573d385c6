//! The doors that matter most, each tried by hand.

use std::collections::BTreeSet;

use danchu::{
    access::{Level, OrganisationId, OrganisationKind},
    demo::Tier as Demo,
    reporting::kinds::Progress,
};
use serde_json::{Value, json};

use super::{
    caller::Caller,
    province::SEAL,
    reach::kept_is_walked,
    record::{Kind, Record},
    stage::Stage,
};
use crate::support::database::Backend;

on_both! {
    two_tiers,
    three_tiers,
}

async fn two_tiers(backend: Backend) {
    let stage = Stage::set(backend, Demo::TwoTier).await;
    a_commune_is_blind_to_its_neighbours(&stage).await;
    a_council_sees_no_draft(&stage).await;
    each_body_sees_those_it_manages(&stage).await;
    nobody_takes_the_id_of_anothers_draft(&stage).await;
    kept_is_walked(&stage).await;
}

async fn three_tiers(backend: Backend) {
    let stage = Stage::set(backend, Demo::ThreeTier).await;
    a_commune_is_blind_to_its_neighbours(&stage).await;
    a_council_sees_no_draft(&stage).await;
    a_district_sees_its_communes(&stage).await;
    kept_is_walked(&stage).await;
}

async fn items(who: &Caller, path: &str) -> Vec<Value> {
    let reply = who.client.get(path).await;
    let items = reply.ok(200)["items"].as_array().expect("items").clone();
    assert!(reply.json["next_cursor"].is_null(), "more than one page: {path}");
    items
}

async fn organisations(who: &Caller) -> BTreeSet<OrganisationId> {
    let items = items(who, "/api/v1/organisations?limit=200&include_closed=true").await;
    let id = |item: &Value| item["id"].as_str().and_then(|id| id.parse().ok()).map(OrganisationId);
    items.iter().map(|item| id(item).expect("an id")).collect()
}

async fn a_commune_is_blind_to_its_neighbours(stage: &Stage) {
    let (who, neighbour) = (stage.caller("leader.03388"), stage.caller("leader.03390"));
    let administrator = stage.caller("administrator.03388");
    for record in stage.records.iter().filter(|record| record.unit == neighbour.unit) {
        let (who, path) = match record.kind {
            Kind::Organisation => (who, "organisations"),
            Kind::Village => (who, "villages"),
            Kind::Obligation(_) => (who, "report-obligations"),
            Kind::Submission(_) => (who, "report-submissions"),
            Kind::Account => (administrator, "accounts"),
            _ => continue,
        };
        who.client
            .get(&format!("/api/v1/{path}/{}", record.id))
            .await
            .problem(404, "not_found");
    }
    let round = stage.world.open_round().id;
    for empty in [
        format!("/api/v1/organisations?unit={}", neighbour.unit),
        format!("/api/v1/villages?unit={}", neighbour.unit),
        format!("/api/v1/report-obligations?unit={}", neighbour.unit),
        format!("/api/v1/report-obligations?organisation={}", neighbour.organisation),
        format!("/api/v1/report-obligations?receiver={}", neighbour.organisation),
        format!("/api/v1/report-submissions?organisation={}", neighbour.organisation),
        format!("/api/v1/mandates?committee={}", neighbour.organisation),
    ] {
        assert_eq!(items(who, &empty).await, Vec::<Value>::new(), "{empty}");
    }
    for count in ["totals", "progress"] {
        let path = format!("/api/v1/report-rounds/{round}/{count}");
        who.client
            .get(&format!("{path}?unit={}", neighbour.unit))
            .await
            .problem(404, "not_found");
        let own = who.client.get(&path).await;
        let owed = stage
            .world
            .obligations
            .iter()
            .filter(|owed| owed.round_id == round && owed.unit_id == who.unit);
        let pointer = if count == "totals" {
            "/coverage/required"
        } else {
            "/total/expected"
        };
        let counted = own.ok(200).pointer(pointer).and_then(Value::as_u64);
        assert_eq!(counted, u64::try_from(owed.count()).ok(), "{count}");
        assert!(!own.json.to_string().contains(&neighbour.unit.to_string()));
    }
}

async fn a_council_sees_no_draft(stage: &Stage) {
    let never_sent = |kind| {
        matches!(
            kind,
            Kind::Submission(Progress::Draft) | Kind::Obligation(Progress::Draft)
        )
    };
    let drafts: Vec<_> = stage.records.iter().filter(|record| never_sent(record.kind)).collect();
    assert!(!drafts.is_empty());
    for login in ["overseer.12", "front.12"] {
        let who = stage.caller(login);
        for draft in &drafts {
            let path = match draft.kind {
                Kind::Obligation(_) => "report-obligations",
                _ => "report-submissions",
            };
            who.client
                .get(&format!("/api/v1/{path}/{}", draft.id))
                .await
                .problem(404, "not_found");
        }
        for path in ["report-obligations", "report-submissions"] {
            for progress in ["draft", "not_started", "submitted", "returned"] {
                let listed = items(who, &format!("/api/v1/{path}?progress={progress}&limit=200")).await;
                assert_eq!(listed, Vec::<Value>::new(), "{login} {path} {progress}");
            }
        }
    }
    // Its superior sees that there is a draft, and not what it says.
    let leader = stage.caller("leader.12");
    let own_province = |draft: &&&Record| stage.world.above(draft.unit).contains(&leader.unit);
    for draft in drafts.iter().filter(own_province) {
        match draft.kind {
            Kind::Obligation(_) => {
                let reply = leader
                    .client
                    .get(&format!("/api/v1/report-obligations/{}", draft.id))
                    .await;
                assert_eq!(reply.ok(200)["progress"], "draft");
            }
            _ => {
                let reply = leader
                    .client
                    .get(&format!("/api/v1/report-submissions/{}", draft.id))
                    .await;
                reply.problem(404, "not_found");
            }
        }
    }
}

async fn each_body_sees_those_it_manages(stage: &Stage) {
    let school = stage.caller("officer.thpt-chuyen");
    assert_eq!(organisations(school).await, BTreeSet::from([school.organisation]));
    let local = stage.caller("officer.truong-03388");
    assert_eq!(organisations(local).await, BTreeSet::from([local.organisation]));
    let department = stage.caller("officer.so-gddt");
    let managed = stage
        .world
        .organisations
        .values()
        .filter(|body| body.managed_by == Some(department.organisation));
    let managed: BTreeSet<OrganisationId> = managed.map(|body| body.id).chain([department.organisation]).collect();
    assert!(managed.len() > 3 && managed.contains(&school.organisation));
    assert_eq!(organisations(department).await, managed);
}

async fn a_district_sees_its_communes(stage: &Stage) {
    let (who, other) = (stage.caller("leader.105"), stage.caller("leader.106"));
    let seen = organisations(who).await;
    let communes = stage
        .world
        .units
        .values()
        .filter(|unit| unit.parent_id == Some(who.unit));
    let communes: BTreeSet<_> = communes.map(|unit| (unit.id, unit.level)).collect();
    assert!(communes.len() > 3 && communes.iter().all(|(_, level)| *level == Level::Commune));
    for (commune, _) in communes {
        let there = stage
            .world
            .organisations
            .values()
            .filter(|body| body.unit_id == commune);
        let there: Vec<_> = there.collect();
        assert!(there.iter().any(|body| body.kind == OrganisationKind::PeopleCommittee));
        assert!(there.iter().all(|body| seen.contains(&body.id)));
    }
    assert_eq!(seen.intersection(&organisations(other).await).count(), 0);
    assert!(!seen.contains(&other.organisation));
}

async fn nobody_takes_the_id_of_anothers_draft(stage: &Stage) {
    let who = stage.caller("officer.03388");
    let mine = |record: &&Record| {
        record.organisation == who.organisation && record.kind == Kind::Obligation(Progress::NotStarted)
    };
    let mine = stage.records.iter().find(mine).expect("a report to begin").id;
    let theirs = stage
        .records
        .iter()
        .find(|record| record.kind == Kind::Submission(Progress::Draft));
    let theirs = theirs.expect("a draft").id;
    let body = json!({ "obligation_id": mine, "values": {}, "narrative": { "overview": "Của tôi" } });
    let reply = who
        .client
        .put(&format!("/api/v1/report-submissions/{theirs}"), &body)
        .await;
    reply.problem(409, "already_exists");
    assert!(reply.json["existing_id"].is_null() && !reply.json.to_string().contains(SEAL));
    assert!(stage.nothing_changed().await);
}
