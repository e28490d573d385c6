//! What a merger of two communes leaves to their heir: the work of both in its report, their public files, and what they had uploaded.

use danchu::{
    access::{AttachmentId, derived},
    reporting::template::install::YEARLY,
};
use serde_json::{Value, json};

use crate::{
    papers::{act, again, known, owed, put, round, village},
    support::{client::Client, database::Backend, register::unit_id},
    year::driver::Year,
};

on_both! {
    the_heir_reports_what_nobody_has_reported,
    the_heir_takes_public_files_back,
    what_was_uploaded_is_the_heirs_to_name,
    a_day_before_it_is_answered_as_before,
}

const DAY: &str = "2025-12-22";

/// Both communes become one, their people with them.
async fn merged(year: &Year) -> Value {
    let leader = year.sign_in("leader.12").await;
    let of = |code: &str| json!({"unit": unit_id(code)});
    let new = json!({
        "legal_basis": "Nghị quyết 99/NQ-UBTVQH15", "effective_on": DAY,
        "lines": {"accounts": "move", "opened": [{
            "code": "03401", "name": "Lai Châu", "kind": "Phường", "level": "commune", "parent_code": "12",
            "came_of": [of("03388"), of("03390")],
        }]},
    });
    let drafted = leader.post("/api/v1/reorganisations", &new).await;
    let at = format!(
        "/api/v1/reorganisations/{}",
        drafted.ok(201)["id"].as_str().expect("an id")
    );
    act(&leader, &at, "apply", &Value::Null).await.ok(200)["effect"].clone()
}

/// A training of so many.
async fn trained(officer: &Client, people: u32) {
    let training = json!({
        "kind": "training", "title": "Tập huấn", "planned_on": "2025-11-10", "channels": ["meeting"], "topics": ["practice"],
        "held": {"on": "2025-11-10", "attendance": [{"who": "officials", "people": people}]},
    });
    put(officer, "activities", &training).await;
}

/// A report of the year is sent: that of a commune with nothing else in its work.
async fn sent(year: &Year, owed: &str, key: &str) -> String {
    let officer = year.sign_in(&format!("officer.{key}")).await;
    let mut draft: Value = serde_json::from_str(include_str!("../../examples/commune-report.json")).expect("JSON");
    draft["obligation_id"] = json!(owed.rsplit('/').next());
    for figure in officer.get(&format!("{owed}/known-figures")).await.ok(200)["figures"]
        .as_array()
        .expect("figures")
    {
        draft["values"][figure["indicator"].as_str().expect("a code")] = figure["value"].clone();
    }
    let at = format!(
        "/api/v1/report-submissions/{}",
        derived::<uuid::Uuid>(&format!("test/merger/{key}"))
    );
    officer.put(&at, &draft).await.ok(201);
    let leader = year.sign_in(&format!("leader.{key}")).await;
    act(&leader, &at, "submit", &Value::Null).await.ok(200);
    at
}

async fn the_heir_reports_what_nobody_has_reported(backend: Backend) {
    let year = Year::begin(backend, DAY).await;
    let leader = year.sign_in("leader.12").await;
    for (key, people) in [("03388", 58), ("03390", 48)] {
        trained(&year.sign_in(&format!("officer.{key}")).await, people).await;
    }
    let round = round(&year, YEARLY, "2025").await;
    let [one, other] = ["03388", "03390"].map(|key| danchu::access::OrganisationId::from(year.id(key)));
    let (accepted, open) = (
        owed(&year, round, &json!(one)).await,
        owed(&year, round, &json!(other)).await,
    );
    let report = sent(&year, &accepted, "03388").await;
    act(&leader, &report, "accept", &Value::Null).await.ok(200);
    let effect = merged(&year).await;
    let bodies = effect["organisations"].as_array().expect("organisations");
    let heir = bodies
        .iter()
        .find(|body| body["outcome"] == "opened" && body["kind"] == "people_committee");
    let heir = heir.expect("a committee")["id"].clone();

    // One has reported its 58; of the other's 48 nobody has told.
    let officer = again(&year, "officer.03390").await;
    let figures = known(&officer, &owed(&year, round, &heir).await).await;
    assert_eq!((&figures["A02"], &figures["A03"]), (&json!(1), &json!(48)));
    // Nobody can owe again what its heir owes.
    let waived = leader.get(&open).await;
    assert_eq!(
        (&waived.ok(200)["progress"], &waived.json["allowed_actions"]),
        (&json!("waived"), &json!([]))
    );
    let again = act(&leader, &open, "reinstate", &json!({"reason": "Miễn nhầm."})).await;
    again.problem(409, "state_forbids");
}

async fn the_heir_takes_public_files_back(backend: Backend) {
    let year = Year::begin(backend, DAY).await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let file = upload(&officer, "files").await;
    let disclosure = json!({
        "group": "budget", "title": "Dự toán ngân sách năm 2026", "arisen_on": "2025-12-15", "files": [file],
        "forms": [{"form": "posting", "from": "2025-12-16"}],
    });
    let at = put(&officer, "disclosures", &disclosure).await;
    let at = format!("{at}/attachments/{}", file.as_str().expect("an id"));
    let public = leader.post(&format!("{at}/publish"), &Value::Null).await.ok(200)["id"].clone();
    let content = format!("/api/v1/public/files/{}/content", public.as_str().expect("an id"));
    let nobody = year.server().nobody();
    assert_eq!(nobody.get(&content).await.status, 200);
    merged(&year).await;
    let back = format!("{at}/unpublish");
    year.sign_in("leader.12")
        .await
        .post(&back, &Value::Null)
        .await
        .problem(403, "not_yours");
    assert_eq!(nobody.get(&content).await.status, 200);
    let heir = again(&year, "leader.03390").await;
    assert_eq!(heir.post(&back, &Value::Null).await.status, 204);
    assert_eq!(nobody.get(&content).await.status, 404);
}

async fn what_was_uploaded_is_the_heirs_to_name(backend: Backend) {
    let year = Year::begin(backend, DAY).await;
    let file = upload(&year.sign_in("officer.03388").await, "minutes").await;
    merged(&year).await;
    let officer = again(&year, "officer.03388").await;
    // The phone that never heard is heard now.
    assert_eq!(upload(&officer, "minutes").await, file);
    let directive = json!({
        "kind": "plan", "number": "12/KH-UBND", "title": "Kế hoạch", "issued_on": DAY, "files": [file],
    });
    let at = put(&officer, "directives", &directive).await;
    assert_eq!(officer.get(&at).await.ok(200)["files"][0]["id"], file);
}

/// Where everything lay, and in whose work, the day before.
async fn a_day_before_it_is_answered_as_before(backend: Backend) {
    let year = Year::begin(backend, DAY).await;
    for (key, name) in [("03388", "Nà Sài"), ("03390", "Nà Khằm")] {
        let officer = year.sign_in(&format!("officer.{key}")).await;
        let village = village(&officer, name).await;
        let person = officer
            .post("/api/v1/persons", &json!({"name": "Lò Văn Ín"}))
            .await
            .ok(201)["id"]
            .clone();
        let head = json!({
            "position": "village_head", "village_id": village, "valid_from": "2025-09-15",
            "decision": {"number": "112/QĐ-UBND", "signed_on": "2025-09-15"},
        });
        let at = format!("/api/v1/persons/{}/appointments", person.as_str().expect("an id"));
        officer.post(&at, &head).await.ok(201);
        trained(&officer, 12).await;
    }
    let viewer = year.sign_in("officer.12").await;
    let before = the_day_before(&viewer).await;
    merged(&year).await;
    let after = the_day_before(&again(&year, "officer.12").await).await;
    assert_eq!(before.len(), after.len());
    for ((question, before), (_, after)) in before.iter().zip(&after) {
        assert_eq!(before, after, "{question}");
    }
    // Something was asked.
    let all = before.iter().map(|(_, answer)| answer.to_string().len()).sum::<usize>();
    assert!(all > 10_000, "{all}");
}

/// What is answered as of 21 December of the province and of its two communes: counts as they are, of lists who is named.
async fn the_day_before(viewer: &Client) -> Vec<(String, Value)> {
    const AS_OF: &str = "as_of=2025-12-21";
    let mut asked = vec![format!("duties/coverage?{AS_OF}")];
    for unit in [unit_id("03388"), unit_id("03390")] {
        asked.push(format!("duties/coverage?unit={unit}&{AS_OF}"));
        asked.push(format!("appointment-counts?unit={unit}&{AS_OF}"));
        for list in ["villages", "appointments", "inspection-boards", "organisations"] {
            asked.push(format!("{list}?unit={unit}&{AS_OF}&limit=200"));
        }
        for duty in [
            "village_heads_trained",
            "village_convention",
            "dissemination",
            "commune_regulation",
        ] {
            asked.push(format!("duties/{duty}/gaps?unit={unit}&{AS_OF}&limit=200"));
        }
    }
    let mut answers = Vec::new();
    for question in asked {
        let answer = viewer.get(&format!("/api/v1/{question}")).await;
        let answer = match answer.ok(200)["items"].as_array() {
            None => answer.json.clone(),
            Some(items) => {
                // Of what is listed itself, where it is kept now is told as well.
                let id = |item: &Value| item.get("id").unwrap_or(&item["organisation_id"]).clone();
                let named = |item: &Value| {
                    [
                        id(item),
                        item["missing"].clone(),
                        item["state"].clone(),
                        item["since"].clone(),
                    ]
                };
                json!(items.iter().map(named).collect::<Vec<_>>())
            }
        };
        answers.push((question, answer));
    }
    answers
}

/// Uploads a file, or does so again; its id.
async fn upload(officer: &Client, name: &str) -> Value {
    let id = json!(derived::<AttachmentId>(&format!("test/merger/{name}")));
    let at = format!("/api/v1/attachments/{}?name=a.pdf", id.as_str().expect("an id"));
    let request = officer
        .request(reqwest::Method::PUT, &at)
        .body("%PDF-1.7\nBiên bản\n%%EOF\n");
    let reply = officer.send(request).await;
    assert!(matches!(reply.status.as_u16(), 200 | 201), "{}", reply.json);
    id
}
