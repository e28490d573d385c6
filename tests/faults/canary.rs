//! What is sensitive of people shows nowhere: not in an answer, an event, a log line at the most talkative, nor in the database as it lies on the
//! disk. One person after the other is recorded with an identifier and an ethnicity like nothing else, is given a post, a training, a candidacy and a seat on a
//! board, and these are looked for everywhere.

mod beside;
mod crawl;
mod song;

use std::{fs, path::Path};

use danchu::{access::PermissionTable, clock::Clocks};
use reqwest::Method;
use serde_json::{Value, json};

use self::{
    crawl::{Heard, NOBODY, Reading},
    song::{NAME, ethnicity, national_id, silent, sings},
};
use super::support::{
    client::{Client, Reply},
    database::{Backend, Database},
    process::Process,
    register,
    replica::Replica,
    server::ISSUER,
};

on_both![what_is_sensitive_shows_nowhere];

const PERSONS: &str = "/api/v1/persons";
const LOOKUPS: &str = "/api/v1/person-lookups";
const RECORDED: u32 = 40;

/// Those who may not be shown it, and those who may for a reason.
const WITHOUT: &[&str] = &[
    "officer.03388",
    "administrator.03388",
    "officer.12",
    "administrator.12",
    "overseer.council.03388",
    "overseer.front.03388",
    "officer.03390",
];

async fn what_is_sensitive_shows_nowhere(backend: Backend) {
    let database = Database::filled(backend).await;
    let kernel = Replica::start(database.open().await, Clocks::SYSTEM, PermissionTable::default()).await;
    let mut tokens = Vec::new();
    for login in WITHOUT {
        tokens.push((*login, register::token(&kernel, login).await));
    }
    let leader = register::token(&kernel, "leader.03388").await;
    let front = register::token(&kernel, "officer.front.03388").await;
    kernel.store.close().await;
    let log = database.data_dir().join("log.txt");
    let file = fs::File::create(&log).expect("a file");
    let process = Process::logging(&database.config, ISSUER, "trace", file);
    let client = |token: &str| process.client().bearing(token);
    let officer = client(&tokens[0].1);
    let ids = record(&officer).await;
    mistakes(&officer, &ids[0]).await;
    let mut records: Vec<String> = ids.iter().map(|id| format!("{PERSONS}/{id}")).collect();
    records.extend(placed(&officer, &client(&front), &ids).await);
    tokens.push(("officer.front.03388", front));
    let known = records.iter().filter_map(|record| record.rsplit_once('/'));
    let known = known.map(|(list, id)| (list.to_owned(), id.to_owned())).collect();
    // No file was uploaded: whatever is asked for has none of this id.
    let reading = Reading::of(&process.client(), known, &ids[0]).await;
    let mut heard = Heard::default();
    for (login, token) in &tokens {
        reading.crawl(login, &client(token), &mut heard).await;
    }
    reading.crawl(NOBODY, &process.client(), &mut heard).await;
    for record in &records {
        assert!(heard.was_shown(record), "nobody was shown {record}");
    }
    for (login, token) in &tokens {
        let reason = json!({"reason": "Xem thử"});
        let refused = client(token)
            .post(&format!("{PERSONS}/{}/reveal", ids[0]), &reason)
            .await;
        assert!(
            [403, 404].contains(&refused.status.as_u16()),
            "{login}: {}",
            refused.json
        );
        silent(&refused, login);
    }
    reveal_and_erase(&client(&leader), &officer, &ids).await;
    for (login, reader) in [("leader.03388", &client(&leader)), ("officer.03388", &officer)] {
        reading.crawl(login, reader, &mut heard).await;
    }
    process.kill();
    assert!(
        fs::metadata(&log).expect("a log").len() > 10_000,
        "the program was talkative"
    );
    assert_eq!(sings(&fs::read_to_string(&log).expect("a log")), None);
    at_rest(database.data_dir());
}

/// Records people in every way there is; returns their ids.
async fn record(officer: &Client) -> Vec<String> {
    let mut ids = Vec::new();
    for number in 0..RECORDED {
        let new = json!({"name": format!("{NAME} {number}"), "ethnicity": ethnicity(number), "national_id": national_id(number)});
        let keyed = officer.with("Idempotency-Key", &format!("canary-{number}"));
        for reply in [keyed.post(PERSONS, &new).await, keyed.post(PERSONS, &new).await] {
            silent(&reply, "recorded");
            reply.ok(201);
            assert_eq!(
                reply.json["national_id_masked"],
                format!("*********{}", &national_id(number)[9..])
            );
            ids.push(reply.json["id"].as_str().expect("an id").to_owned());
        }
        ids.dedup();
        let twin = officer.post(PERSONS, &new).await;
        twin.problem(409, "already_exists");
        silent(&twin, "recorded twice");
    }
    let changed = officer.matching(&format!("{PERSONS}/{}", ids[1])).await;
    let other = json!({"national_id": national_id(RECORDED + 1), "ethnicity": ethnicity(RECORDED + 1)});
    let changed = changed.patch(&format!("{PERSONS}/{}", ids[1]), &other).await;
    changed.ok(200);
    silent(&changed, "changed");
    let found = officer.post(LOOKUPS, &json!({"national_id": national_id(2)})).await;
    assert_eq!(found.ok(200)["id"], ids[2].as_str());
    silent(&found, "found");
    ids
}

/// Gives somebody a post, a training, a candidacy and a seat on a board; where each of these is read.
async fn placed(officer: &Client, front: &Client, ids: &[String]) -> Vec<String> {
    let made = |reply: &Reply, list: &str| {
        silent(reply, list);
        format!("/api/v1/{list}/{}", reply.ok(201)["id"].as_str().expect("an id"))
    };
    let new = json!({
        "kind": "Bản", "name": "Nà Khằm", "valid_from": "2012-01-01", "households": {"counted_on": "2026-07-01", "households": 100},
    });
    let village = officer.post("/api/v1/villages", &new).await.ok(201)["id"].clone();
    let post = json!({
        "position": "drafting_team_member", "village_id": village, "valid_from": "2026-01-05",
        "decision": {"number": "12/QĐ-UBND", "signed_on": "2026-01-05"},
    });
    let post = officer
        .post(&format!("{PERSONS}/{}/appointments", ids[10]), &post)
        .await;
    let training = format!("/api/v1/activities/{}", danchu::access::fresh::<uuid::Uuid>());
    let held =
        json!({"on": "2026-10-14", "attendance": [{"who": "officials", "people": 40}], "persons": [ids[10], ids[11]]});
    let activity = json!({
        "kind": "training", "title": "Bồi dưỡng", "topics": ["practice"], "channels": ["meeting"], "planned_on": "2026-10-14", "held": held,
    });
    silent(&officer.put(&training, &activity).await, "a training");
    let election = json!({
        "village_id": village, "purpose": "elect", "number": "88/QĐ-UBND", "signed_on": "2026-11-01", "meeting_on": "2026-12-20",
    });
    let election = made(
        &officer.post("/api/v1/village-elections", &election).await,
        "village-elections",
    );
    let candidates = json!({"on": "2026-11-02", "candidates": [ids[11], ids[12]]});
    let nominating = officer.matching(&election).await;
    let nominated = nominating.post(&format!("{election}/nominate"), &candidates).await;
    nominated.ok(200);
    silent(&nominated, "nominated");
    let board = json!({
        "kind": "commune_people_inspectorate", "host": register::organisation_id("03388"), "term_from": "2026-10-01",
        "name": "Ban Thanh tra nhân dân phường Đoàn Kết", "term_to": "2031-10-01",
    });
    let board = made(
        &front.post("/api/v1/inspection-boards", &board).await,
        "inspection-boards",
    );
    let number = RECORDED + 2;
    let inspector =
        json!({"name": "Người được bầu", "ethnicity": ethnicity(number), "national_id": national_id(number)});
    let inspector = made(&front.post(PERSONS, &inspector).await, "persons");
    let member = json!({
        "person_id": inspector.rsplit('/').next(), "represents": "village", "village_id": village, "chosen_on": "2026-10-04",
        "received_on": "2026-10-06", "present": 90, "in_favour": 80,
    });
    let electing = front.matching(&board).await;
    let elected = electing
        .post(&format!("{board}/members"), &json!({"members": [member]}))
        .await;
    elected.ok(200);
    silent(&elected, "elected");
    vec![made(&post, "appointments"), training, election, board, inspector]
}

/// What is wrong with a request is told without what it holds.
async fn mistakes(officer: &Client, id: &str) {
    let (digits, people) = (national_id(3), ethnicity(3));
    let number: u64 = digits.trim_start_matches('0').parse().expect("a number");
    let wrong = [
        json!({"name": "A", "national_id": format!("{digits}9")}),
        json!({"name": "A", "national_id": number}),
        json!({"name": "A", "national_id": {"value": digits}}),
        json!({"name": "A", "national_id": [digits]}),
        json!({"name": "", "national_id": digits, "ethnicity": people}),
        json!({"name": "A", "ethnicity": format!("{people}\u{0007}")}),
        json!({"name": "A", "ethnicity": people.repeat(20)}),
        json!({"name": "A", "national_id": digits, "further": people}),
    ];
    for body in &wrong {
        for reply in [
            officer.post(PERSONS, body).await,
            officer.with("Accept-Language", "en").post(PERSONS, body).await,
            officer
                .with("If-Match", "\"1.0\"")
                .patch(&format!("{PERSONS}/{id}"), body)
                .await,
        ] {
            assert_eq!(reply.status.as_u16(), 422, "{body}: {}", reply.json);
            silent(&reply, "a mistake");
        }
    }
    let broken = officer
        .request(Method::POST, PERSONS)
        .header("Content-Type", "application/json");
    let broken = officer
        .send(broken.body(format!("{{\"name\": \"A\", \"national_id\": \"{digits}\"")))
        .await;
    assert_eq!(broken.status.as_u16(), 400);
    silent(&broken, "a broken body");
    officer
        .get(&format!("{PERSONS}?q={}", national_id(0)))
        .await
        .problem(422, "invalid_parameter");
}

async fn reveal_and_erase(leader: &Client, officer: &Client, ids: &[String]) {
    let address = format!("{PERSONS}/{}", ids[2]);
    let reason = json!({"reason": "Lập hồ sơ đề nghị khen thưởng"});
    let keyed = leader.with("Idempotency-Key", "reveal-once");
    let shown = keyed.post(&format!("{address}/reveal"), &reason).await;
    assert_eq!(shown.ok(200)["national_id"], national_id(2));
    assert_eq!(shown.json["ethnicity"], ethnicity(2));
    assert_eq!(shown.header("cache-control"), "no-store");
    let again = keyed.post(&format!("{address}/reveal"), &reason).await;
    again.ok(200);
    silent(&again, "shown again");
    let serving = json!({
        "position": "person_in_charge", "valid_from": "2026-01-05",
        "decision": {"number": "12/QĐ-UBND", "signed_on": "2026-01-05"},
    });
    let appointment = officer.post(&format!("{address}/appointments"), &serving).await;
    let appointment = format!(
        "/api/v1/appointments/{}",
        appointment.ok(201)["id"].as_str().expect("an id")
    );
    let why = json!({"reason": "Theo yêu cầu của chủ thể dữ liệu"});
    let erase = async || {
        leader
            .matching(&address)
            .await
            .post(&format!("{address}/erase"), &why)
            .await
    };
    erase().await.problem(409, "state_forbids");
    let end = json!({"on": "2026-02-01", "reason": "Hết nhiệm vụ"});
    let ending = officer.matching(&appointment).await;
    ending.post(&format!("{appointment}/end"), &end).await.ok(200);
    let erased = erase().await;
    assert_eq!(erased.ok(200)["national_id_masked"], Value::Null);
    assert_eq!(erased.json["name"], "—");
    assert_eq!(erased.json["appointments"].as_array().map(Vec::len), Some(1));
    leader
        .post(&format!("{address}/reveal"), &reason)
        .await
        .problem(409, "state_forbids");
    let sought = json!({"national_id": national_id(2)});
    officer.post(LOOKUPS, &sought).await.problem(404, "not_found");
    told_why(leader, &ids[2]).await;
}

/// Whoever was shown or erased something is told of, with the reason.
async fn told_why(leader: &Client, id: &str) {
    for _ in 0..100 {
        let events = leader.get(&format!("/api/v1/events?record={id}&limit=50")).await;
        let told = events.ok(200)["items"].to_string();
        if told.contains("person:erase") {
            assert!(told.contains("person:reveal"), "{told}");
            assert!(told.contains("Lập hồ sơ đề nghị khen thưởng"), "{told}");
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("no event tells of the erasure");
}

/// The files of the database hold none of it in clear.
fn at_rest(directory: &Path) {
    let mut read = 0;
    for file in fs::read_dir(directory).expect("the directory") {
        let path = file.expect("an entry").path();
        let database = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().contains("sqlite"));
        if database {
            let bytes = fs::read(&path).expect("a file");
            read += bytes.len();
            assert_eq!(sings(&String::from_utf8_lossy(&bytes)), None, "{}", path.display());
        }
    }
    assert!(read > 0 || directory.join("danchu.sqlite").metadata().is_err());
}
