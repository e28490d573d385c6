//! The dossier by which recognition is asked for, with its three papers (Decree 61/2023 Art. 11.4).

use danchu::access::fresh;
use reqwest::Method;
use serde_json::json;
use uuid::Uuid;

use crate::{
    convention::{Course, posting, village, vote},
    support::{client::Client, database::Backend},
    year::driver::Year,
};

on_both! {
    each_paper_is_read_with_the_convention,
}

const PAPERS: [&str; 3] = ["request_file", "minutes_file", "text_file"];

fn paper(name: &str) -> Vec<u8> {
    format!("%PDF-1.7\n{name}\n%%EOF\n").into_bytes()
}

async fn uploaded(who: &Client, name: &str) -> Uuid {
    let id = fresh::<Uuid>();
    let put = who.request(Method::PUT, &format!("/api/v1/attachments/{id}?name={name}.pdf"));
    who.send(put.body(paper(name))).await.ok(201);
    id
}

async fn each_paper_is_read_with_the_convention(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let row = Course::proposed(&officer, &village(&officer, "1").await, None).await;
    let team = json!({"on": "2025-08-25", "members": 5, "of": ["organisation", "reputed"]});
    row.act(&officer, "form-team", &team).await.ok(200);
    row.act(&officer, "post", &posting("2025-09-03")).await.ok(200);
    row.act(&officer, "record-vote", &vote("2025-10-06", 96, 88))
        .await
        .ok(200);
    let mut dossier = json!({"on": "2025-10-08", "received_on": "2025-10-08"});
    let mut files = Vec::new();
    for name in PAPERS {
        let id = uploaded(&officer, name).await;
        dossier[name] = json!(id);
        files.push((name, id));
    }
    // Each is to be there.
    for name in PAPERS {
        let mut lacking = dossier.clone();
        lacking[name] = json!(fresh::<Uuid>());
        let refused = row.act(&officer, "send-dossier", &lacking).await;
        assert_eq!(
            refused.problem(422, "unknown_reference")["errors"][0]["pointer"],
            format!("/{name}")
        );
    }
    let sent = row.act(&officer, "send-dossier", &dossier).await;
    let shown = &sent.ok(200)["course"]["dossier"];
    let (front, neighbour) = (
        year.sign_in("overseer.front.03388").await,
        year.sign_in("officer.03390").await,
    );
    let content = |id: &Uuid| format!("{}/attachments/{id}/content", row.address);
    for (name, id) in &files {
        assert_eq!(shown[*name]["id"], json!(id));
        assert_eq!(front.file(&content(id)).await, paper(name), "{name}");
        neighbour.get(&content(id)).await.problem(404, "not_found");
    }
    // What was refused is kept beside what is sent the next time.
    let refusal = json!({"number": "42/UBND-VX", "on": "2025-10-14", "reason": "Điều 7 trái pháp luật."});
    let leader = year.sign_in("leader.03388").await;
    let refused = row.act(&leader, "refuse", &refusal).await;
    let kept = refused.ok(200)["course"]["refusals"][0]["files"]
        .as_array()
        .map(Vec::len);
    assert_eq!(kept, Some(3));
    row.act(&officer, "post", &posting("2025-10-15")).await.ok(200);
    for (name, id) in &files {
        assert_eq!(front.file(&content(id)).await, paper(name), "{name}");
    }
}
