//! Units through time, and the villages a commune records.

mod days;

use serde_json::{Value, json};

use crate::support::{client::Client, database::Backend, register::unit_id, server::TestServer};

on_both! {
    units_are_found_by_name_as_of_a_day,
    a_unit_shows_what_it_reaches,
    a_village_is_recorded_counted_renamed_and_closed,
    a_village_is_its_communes_alone,
    what_does_not_fit_a_village_is_refused,
    villages_are_merged_in_one_act,
}

const VILLAGES: &str = "/api/v1/villages";

fn village(name: &str) -> Value {
    json!({"kind": "Bản", "name": name, "valid_from": "2012-01-01"})
}

async fn villages_are_merged_in_one_act(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let mut old = Vec::new();
    for name in ["Nà Sài 1", "Nà Sài 2", "Nà Đon"] {
        old.push(officer.post(VILLAGES, &village(name)).await.ok(201)["id"].clone());
    }
    let merger = |came_of: &[Value], basis: Option<&str>| {
        let mut new = json!({"kind": "Bản", "name": "Nà Sài 1", "valid_from": "2025-11-01", "came_of": came_of});
        if let Some(basis) = basis {
            new["legal_basis"] = json!(basis);
        }
        new
    };
    let basis = Some("Nghị quyết số 20/NQ-HĐND");
    for (new, pointer, code) in [
        (merger(&old[..2], None), "/legal_basis", "required"),
        (
            merger(&[old[0].clone(), old[0].clone()], basis),
            "/came_of",
            "out_of_range",
        ),
        (
            merger(&[old[0].clone(), json!(unit_id("12"))], basis),
            "/came_of/1",
            "unknown_reference",
        ),
    ] {
        assert_eq!(officer.post(VILLAGES, &new).await.faults()[pointer], code);
    }
    // One of them keeps its name, which is free as it ends.
    let merged = officer.post(VILLAGES, &merger(&old[..2], basis)).await.ok(201).clone();
    let mut came_of = merged["came_of"].as_array().expect("villages").clone();
    came_of.sort_by_key(ToString::to_string);
    let mut expected = old[..2].to_vec();
    expected.sort_by_key(ToString::to_string);
    assert_eq!(came_of, expected);
    let ended = officer
        .get(&format!("{VILLAGES}/{}", old[0].as_str().expect("an id")))
        .await
        .ok(200)
        .clone();
    assert_eq!(
        (&ended["valid_to"], &ended["successor"]),
        (&json!("2025-11-01"), &merged["id"])
    );
    assert_eq!(ended["allowed_actions"], json!(["record_households"]));
    let again = merger(&old[1..], basis);
    let again = json!({"name": "Nà Sài 3", "kind": "Bản", "valid_from": again["valid_from"], "came_of": again["came_of"], "legal_basis": basis});
    assert_eq!(officer.post(VILLAGES, &again).await.faults()["/came_of/0"], "ended");
    // Refused whole: the third lives on.
    let third = officer
        .get(&format!("{VILLAGES}/{}", old[2].as_str().expect("an id")))
        .await;
    assert!(third.ok(200).get("valid_to").is_none());
}

async fn codes(client: &Client, path: &str) -> Vec<String> {
    let reply = client.get(path).await;
    let items = reply.ok(200)["items"].as_array().expect("items").clone();
    let code = |item: &Value| {
        item["code"]
            .as_str()
            .or(item["unit"]["code"].as_str())
            .expect("a code")
            .to_owned()
    };
    items.iter().map(code).collect()
}

async fn units_are_found_by_name_as_of_a_day(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03390").await;
    for (query, expected) in [
        ("q=doan%20ket", vec!["03388"]),
        ("q=quyet%20thang", vec!["03386"]),
        ("q=%E2%80%A6", vec![]),
        ("level=commune&parent={12}", vec!["03390", "03388"]),
        ("level=commune&parent={12}&as_of=2020-01-01", vec!["03386"]),
        ("code=03386", vec![]),
        ("code=03386&all_time=true", vec!["03386"]),
    ] {
        let path = format!("/api/v1/units?{}", query.replace("{12}", &unit_id("12").to_string()));
        assert_eq!(codes(&officer, &path).await, expected, "{query}");
    }
    let children = format!("/api/v1/units/{}/children?limit=1", unit_id("12"));
    let first = officer.get(&children).await;
    let cursor = first.ok(200)["next_cursor"].as_str().expect("a second page").to_owned();
    assert_eq!(codes(&officer, &format!("{children}&cursor={cursor}")).await, ["03388"]);
    let both = officer.get("/api/v1/units?all_time=true&as_of=2020-01-01").await;
    assert!(both.problem(422, "invalid_parameter")["errors"][0]["parameter"] == "all_time");
}

async fn a_unit_shows_what_it_reaches(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03390").await;
    let unit = format!("/api/v1/units/{}", unit_id("03388"));
    let view = officer.get(&unit).await;
    assert_eq!(view.ok(200)["parent"]["code"], "12");
    let reach = officer.get(&format!("{unit}/reach")).await;
    let of = |item: &Value| (item["unit"]["code"].clone(), item["inherited"].clone());
    let rows: Vec<_> = reach.ok(200)["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(of)
        .collect();
    assert_eq!(rows, [(json!("03388"), json!(false)), (json!("03386"), json!(true))]);
    let lineage = officer.get(&format!("{unit}/lineage")).await;
    assert_eq!(lineage.ok(200)["predecessors"][0]["predecessor"]["code"], "03386");
    assert_eq!(lineage.ok(200)["predecessors"][0]["heir"], true);
    let ended = officer.get(&format!("/api/v1/units/{}", unit_id("03386"))).await;
    assert_eq!(ended.ok(200)["successors"][0]["code"], "03388");
}

async fn a_village_is_recorded_counted_renamed_and_closed(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let made = officer.post(VILLAGES, &village("Nà  Sài")).await;
    let view = made.ok(201).clone();
    assert_eq!(view["full_name"], "Bản Nà Sài");
    assert_eq!(view["unit"]["code"], "03388");
    assert_eq!(view["allowed_actions"], json!(["update", "record_households", "close"]));
    let address = made.header("location").to_owned();
    let counts = format!("{address}/households");
    let mut etag = made.header("etag").to_owned();
    for (day, households) in [("2025-01-01", 80), ("2025-06-01", 85), ("2025-06-01", 87)] {
        let body = json!({"counted_on": day, "households": households});
        let counted = officer.with("if-match", &etag).post(&counts, &body).await;
        assert_eq!(counted.ok(200)["households"], body);
        etag = counted.header("etag").to_owned();
    }
    let then = officer.get(&format!("{address}?as_of=2025-03-01")).await;
    assert_eq!(then.ok(200)["households"]["households"], 80);
    let renamed = officer
        .with("if-match", &etag)
        .patch(&address, &json!({"name": "Nà Sài 1", "code": "B01"}))
        .await;
    assert_eq!(renamed.ok(200)["code"], "B01");
    officer
        .with("if-match", &etag)
        .patch(&address, &json!({"name": "X"}))
        .await
        .problem(412, "precondition_failed");
    let closing = json!({"on": "2025-12-01", "legal_basis": "NQ 20/NQ-HĐND", "reason": "Sáp nhập"});
    let closed = officer
        .with("if-match", renamed.header("etag"))
        .post(&format!("{address}/close"), &closing)
        .await;
    assert_eq!(closed.ok(200)["valid_to"], "2025-12-01");
    assert_eq!(closed.ok(200)["allowed_actions"], json!(["record_households"]));
    let again = officer
        .with("if-match", closed.header("etag"))
        .post(&format!("{address}/close"), &closing)
        .await;
    again.problem(409, "state_forbids");
    let living = officer.get(&format!("{VILLAGES}?q=na%20sai&as_of=2025-11-30")).await;
    assert_eq!(living.ok(200)["items"].as_array().map(Vec::len), Some(1));
    let ended = officer.get(&format!("{VILLAGES}?q=na%20sai&as_of=2025-12-01")).await;
    assert_eq!(ended.ok(200)["items"], json!([]));
}

async fn a_village_is_its_communes_alone(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let made = officer.post(VILLAGES, &village("Nà Sài")).await;
    made.ok(201);
    let (address, etag) = (made.header("location").to_owned(), made.header("etag").to_owned());
    for reader in ["officer.12", "overseer.council.03388"] {
        let view = server.sign_in(reader).await.get(&address).await;
        assert_eq!(view.ok(200)["allowed_actions"], json!([]), "{reader}");
    }
    let neighbour = server.sign_in("officer.03390").await;
    neighbour.get(&address).await.problem(404, "not_found");
    assert_eq!(neighbour.get(VILLAGES).await.ok(200)["items"], json!([]));
    neighbour
        .with("if-match", &etag)
        .patch(&address, &json!({"name": "X"}))
        .await
        .problem(404, "not_found");
    let province = server.sign_in("officer.12").await;
    province
        .post(VILLAGES, &village("Khác"))
        .await
        .problem(403, "forbidden");
}

async fn what_does_not_fit_a_village_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let made = officer.post(VILLAGES, &village("Nà Sài")).await;
    let id = made.ok(201)["id"].clone();
    let twin = officer.post(VILLAGES, &village("Nà Sài")).await;
    assert_eq!(twin.problem(409, "already_exists")["existing_id"], id);
    officer.post(VILLAGES, &village("Na Sai")).await.ok(201);
    let mut early = village("Sớm");
    early["valid_from"] = json!("-4800-01-01");
    officer.post(VILLAGES, &early).await.problem(422, "invalid_content");
    let mut elsewhere = village("Khác");
    elsewhere["unit"] = json!(unit_id("03390"));
    officer.post(VILLAGES, &elsewhere).await.problem(422, "invalid_content");
    let counts = format!("{}/households", made.header("location"));
    let tomorrow = json!({"counted_on": "2999-01-01", "households": 1});
    officer
        .with("if-match", made.header("etag"))
        .post(&counts, &tomorrow)
        .await
        .problem(422, "invalid_content");
}
