//! Clients that go away in the middle of a request: whatever was begun for them ends with it, and nobody else notices.

use std::time::Duration;

use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, net::TcpStream};

use super::support::{database::Backend, register, server::TestServer};

on_both![whoever_goes_away_disturbs_nobody];

const TEMPLATES: &str = "/api/v1/report-templates";

fn new(code: &str) -> Value {
    json!({
        "code": code, "name_vi": "Báo cáo", "name_en": "Report", "periodicity": "month",
        "content": {"sections": [], "indicators": []},
    })
}

async fn whoever_goes_away_disturbs_nobody(backend: Backend) {
    let server = TestServer::start(backend).await;
    let token = register::token(&server.kernel, "officer.12").await;
    let (writer, reader) = (server.sign_in("officer.12").await, server.sign_in("leader.12").await);
    rounds(&server).await;
    let made = writer.post(TEMPLATES, &new("changed")).await;
    let address = made.header("location").to_owned();
    let mut tag = made.header("etag").to_owned();
    for round in 0..150_u32 {
        let leaving: Vec<_> = (0..8_u32)
            .map(|one| {
                let request = match one % 4 {
                    0 => request("GET", "/api/v1/worklist", &token, ""),
                    1 | 2 => request("GET", "/api/v1/indicator-values.csv?template=kept", &token, ""),
                    _ => request(
                        "POST",
                        TEMPLATES,
                        &token,
                        &new(&format!("gone-{round}-{one}")).to_string(),
                    ),
                };
                tokio::spawn(leave(server.address.clone(), request))
            })
            .collect();
        let name = format!("Báo cáo lần {round}");
        let change = writer
            .with("If-Match", &tag)
            .patch(&address, &json!({ "name_vi": name }))
            .await;
        change.ok(200);
        change.header("etag").clone_into(&mut tag);
        for client in [&reader, &writer] {
            assert_eq!(client.get(&address).await.ok(200)["name_vi"], name);
            client.get("/api/v1/worklist").await.ok(200);
        }
        for one in leaving {
            one.await.expect("it has left");
        }
    }
}

/// Rounds enough that a table of them is sent in many parts.
async fn rounds(server: &TestServer) {
    let leader = server.sign_in("leader.12").await;
    let mut template = new("kept");
    template["content"] = json!({
        "sections": [{"code": "A", "name": {"vi": "A", "en": "A"}}],
        "indicators": [{
            "code": "A01", "section": "A", "name": {"vi": "A01", "en": "A01"}, "value_type": "integer", "required": true,
            "applies_to": ["commune"], "across_units": "sum", "across_periods": "sum",
        }],
    });
    let made = leader.post(TEMPLATES, &template).await;
    let address = made.header("location").to_owned();
    let publishing = leader.with("If-Match", made.header("etag"));
    publishing
        .post(&format!("{address}/publish"), &Value::Null)
        .await
        .ok(200);
    let due = json!({"kind": "days_after", "days": 30});
    for month in 1..=12 {
        let round = json!({
            "template_id": made.json["id"], "period_key": format!("2026-{month:02}"), "name": "Báo cáo tháng",
            "deadlines": {"province": due, "district": due, "commune": due},
        });
        leader.post("/api/v1/report-rounds", &round).await.ok(201);
    }
}

fn request(method: &str, path: &str, token: &str, body: &str) -> String {
    format!(
        "{method} {path} HTTP/1.1\r\nHost: danchu\r\nAuthorization: Bearer {token}\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Asks, and goes away before there can be a whole answer.
async fn leave(address: String, request: String) {
    let mut connection = TcpStream::connect(address).await.expect("the server accepts");
    connection.write_all(request.as_bytes()).await.expect("it is taken");
    let chance = getrandom::u32().expect("chance") % 12_000;
    tokio::time::sleep(Duration::from_micros(chance.into())).await;
}
