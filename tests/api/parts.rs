//! Files that come in parts, that are looked at, that lie in a bucket, and that are swept away when nobody names them.

use chrono::TimeDelta;
use danchu::{
    access::{AttachmentId, derived},
    attachment::{Files, Scan, sweep::sweep},
    clock::{Clock, Clocks},
};
use futures_util::stream;
use reqwest::Method;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::support::{
    bucket::files_in_bucket,
    client::{Client, Reply},
    database::Backend,
    server::TestServer,
};

on_both![
    a_file_comes_in_parts,
    parts_are_bounded_and_ones_own,
    nothing_is_kept_unseen,
    what_nobody_names_is_swept_away,
    nothing_acknowledged_is_swept_away,
    a_part_may_be_sent_again_while_it_is_joined,
    a_bucket_holds_what_a_directory_does
];

fn at(key: &str) -> String {
    let id: AttachmentId = derived(&format!("test/parts/{key}"));
    format!("/api/v1/attachments/{id}")
}

fn pdf(text: &str) -> Vec<u8> {
    format!("%PDF-1.7\n{text}\n%%EOF\n").into_bytes()
}

async fn put(client: &Client, key: &str, bytes: &[u8]) -> Reply {
    let request = client.request(Method::PUT, &at(key)).query(&[("name", "a.pdf")]);
    client.send(request.body(bytes.to_vec())).await
}

async fn part(client: &Client, key: &str, number: u32, bytes: &[u8]) -> Reply {
    let request = client.request(Method::PUT, &format!("{}/parts/{number}", at(key)));
    client.send(request.body(bytes.to_vec())).await
}

async fn join(client: &Client, key: &str, name: &str, parts: u32) -> Reply {
    let body = json!({"name": name, "parts": parts});
    client.post(&format!("{}/complete", at(key)), &body).await
}

async fn come(client: &Client, key: &str) -> Value {
    client.get(&format!("{}/parts", at(key))).await.ok(200)["parts"].clone()
}

/// A server whose files are its own.
async fn server_with(backend: Backend, files: Files, scan: Option<Scan>) -> TestServer {
    TestServer::start_with(backend, |setup| {
        setup.files = files;
        setup.scan = scan;
    })
    .await
}

fn local(directory: &TempDir) -> Files {
    Files::local(directory.path().join("files"))
}

async fn a_file_comes_in_parts(backend: Backend) {
    let directory = TempDir::new().expect("a directory");
    let server = server_with(backend, local(&directory), None).await;
    in_parts(&server).await;
}

/// Out of order, one of them twice, with one that was missing.
async fn in_parts(server: &TestServer) {
    let officer = server.sign_in("officer.03388").await;
    let whole = pdf(&"Biên bản ".repeat(100_000));
    let parts: Vec<&[u8]> = whole.chunks(600_000).collect();
    assert_eq!(parts.len(), 3);
    assert_eq!(come(&officer, "a").await, json!([]));
    part(&officer, "a", 3, parts[2]).await.ok(200);
    part(&officer, "a", 1, parts[1]).await.ok(200);
    part(&officer, "a", 1, parts[0]).await.ok(200);
    let missing = join(&officer, "a", "bien-ban.pdf", 3).await;
    assert!(
        missing.problem(409, "state_forbids")["detail"]
            .to_string()
            .contains("phần 2")
    );
    assert_eq!(
        come(&officer, "a").await,
        json!([{"number": 1, "bytes": 600_000}, {"number": 3, "bytes": parts[2].len()}])
    );
    part(&officer, "a", 2, parts[1]).await.ok(200);
    let joined = join(&officer, "a", "bien-ban.pdf", 3).await;
    assert_eq!(
        (&joined.ok(201)["bytes"], &joined.json["media_type"]),
        (&json!(whole.len()), &json!("application/pdf"))
    );
    assert_eq!(officer.file(&format!("{}/content", at("a"))).await, whole);
    // A repeat is answered alike, and nothing is left of the parts.
    assert_eq!(come(&officer, "a").await, json!([]));
    assert_eq!(join(&officer, "a", "bien-ban.pdf", 3).await.ok(200), &joined.json);
    join(&officer, "a", "khac.pdf", 3).await.problem(409, "already_exists");
    // In one piece it is the same content.
    assert_eq!(
        put(&officer, "b", &whole).await.ok(201)["sha256"],
        joined.json["sha256"]
    );
}

async fn parts_are_bounded_and_ones_own(backend: Backend) {
    let directory = TempDir::new().expect("a directory");
    let server = server_with(backend, local(&directory), None).await;
    let officer = server.sign_in("officer.03388").await;
    for number in [0, 101, 70_000] {
        part(&officer, "a", number, b"%PDF").await.problem(404, "not_found");
    }
    let most = 5 * 1024 * 1024;
    let mut large = pdf("");
    large.resize(most + 1, b' ');
    part(&officer, "a", 1, &large).await.problem(413, "body_too_large");
    for number in 1..=5 {
        part(&officer, "a", number, &large[..most]).await.ok(200);
    }
    part(&officer, "a", 6, b" ").await.ok(200);
    join(&officer, "a", "a.pdf", 6).await.problem(413, "body_too_large");
    assert_eq!(join(&officer, "a", "a.pdf", 5).await.ok(201)["bytes"], most * 5);
    for (parts, place) in [(0, "/parts"), (101, "/parts")] {
        part(&officer, "n", 1, b"%PDF").await.ok(200);
        let refused = join(&officer, "n", "a.pdf", parts).await;
        assert_eq!(refused.faults(), [(place.to_owned(), "out_of_range".to_owned())].into());
    }
    part(&officer, "g", 1, b"GIF89a").await.ok(200);
    let refused = join(&officer, "g", "a.pdf", 1).await;
    assert_eq!(refused.faults(), [(String::new(), "unsuited_file".to_owned())].into());
    // What another organisation sends cannot be joined, read or known.
    let neighbour = server.sign_in("officer.03390").await;
    assert_eq!(come(&neighbour, "g").await, json!([]));
    join(&neighbour, "g", "a.pdf", 1).await.problem(409, "state_forbids");
    let overseer = server.sign_in("overseer.council.03388").await;
    part(&overseer, "g", 1, b"%PDF").await.problem(403, "forbidden");
}

fn scan(words: &[&str]) -> Option<Scan> {
    Scan::of(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>())
}

async fn nothing_is_kept_unseen(backend: Backend) {
    let directory = TempDir::new().expect("a directory");
    let looking = scan(&["sh", "-c", "! grep -q HARMFUL"]);
    let server = server_with(backend, local(&directory), looking).await;
    let officer = server.sign_in("officer.03388").await;
    put(&officer, "a", &pdf("lành")).await.ok(201);
    let harmful = put(&officer, "b", &pdf("HARMFUL")).await;
    assert_eq!(harmful.faults(), [(String::new(), "harmful_file".to_owned())].into());
    part(&officer, "c", 1, &pdf("HARMFUL")).await.ok(200);
    let harmful = join(&officer, "c", "a.pdf", 1).await;
    assert_eq!(harmful.faults(), [(String::new(), "harmful_file".to_owned())].into());
    // A scanner that cannot say lets nothing through.
    for words in [
        &["no-such-scanner"][..],
        &["sh", "-c", "exit 2"],
        &["sh", "-c", "kill -9 $$"],
    ] {
        let server = server_with(backend, local(&directory), scan(words)).await;
        let officer = server.sign_in("officer.03388").await;
        let unseen = put(&officer, "a", &pdf("lành")).await;
        unseen.problem(503, "scan_unavailable");
        officer.get(&at("a")).await.problem(404, "not_found");
    }
}

/// A day and an hour from now.
fn tomorrow() -> Clocks {
    let later = Clock::starting_at(Clock::SYSTEM.now() + TimeDelta::hours(25));
    Clocks {
        legal: later,
        real: later,
    }
}

/// Keeps a content that no record names.
async fn orphan(files: &Files, text: &str) -> danchu::http::Result<()> {
    let bytes = pdf(text);
    let pieces = stream::iter([Ok(bytes.into())]);
    let mut arrived = files.receive(pieces, 1024).await.expect("it arrives");
    files.keep(&mut arrived).await
}

async fn what_nobody_names_is_swept_away(backend: Backend) {
    let directory = TempDir::new().expect("a directory");
    let files = local(&directory);
    let server = server_with(backend, files.clone(), None).await;
    swept(&server, &files).await;
}

async fn swept(server: &TestServer, files: &Files) {
    let officer = server.sign_in("officer.03388").await;
    put(&officer, "named", &pdf("có hồ sơ")).await.ok(201);
    orphan(files, "không ai nêu").await.expect("it is kept");
    part(&officer, "begun", 1, b"%PDF").await.ok(200);
    let store = &server.kernel.store;
    // Within a day it is left alone.
    assert_eq!(sweep(store, files, Clocks::SYSTEM).await.expect("it sweeps"), 0);
    assert_eq!(sweep(store, files, tomorrow()).await.expect("it sweeps"), 2);
    assert_eq!(sweep(store, files, tomorrow()).await.expect("it sweeps"), 0);
    assert_eq!(come(&officer, "begun").await, json!([]));
    assert_eq!(officer.file(&format!("{}/content", at("named"))).await, pdf("có hồ sơ"));
}

async fn nothing_acknowledged_is_swept_away(backend: Backend) {
    let directory = TempDir::new().expect("a directory");
    let files = local(&directory);
    let server = server_with(backend, files.clone(), None).await;
    let officer = server.sign_in("officer.03388").await;
    let sweeping = async {
        let mut swept = 0;
        for _ in 0..120 {
            swept += sweep(&server.kernel.store, &files, tomorrow())
                .await
                .unwrap_or_default();
            tokio::task::yield_now().await;
        }
        swept
    };
    let uploading = async {
        let mut kept = Vec::new();
        for turn in 0..60 {
            let text = format!("lần {turn}");
            // Tomorrow even what is just arriving is old, and may be swept before it is kept.
            drop(orphan(&files, &text).await);
            let key = format!("turn-{turn}");
            // One that was swept on its way, or had to wait too long, was not acknowledged.
            if put(&officer, &key, &pdf(&text)).await.status.as_u16() == 201 {
                kept.push((key, text));
            }
        }
        kept
    };
    let (_, kept) = tokio::join!(sweeping, uploading);
    assert!(kept.len() > 20, "{} of 60 were taken", kept.len());
    for (key, text) in kept {
        assert_eq!(officer.file(&format!("{}/content", at(&key))).await, pdf(&text));
    }
}

async fn a_part_may_be_sent_again_while_it_is_joined(backend: Backend) {
    let directory = TempDir::new().expect("a directory");
    let server = server_with(backend, local(&directory), None).await;
    let officer = server.sign_in("officer.03388").await;
    let (first, second) = (pdf(&"a".repeat(2_000_000)), "b".repeat(2_000_000).into_bytes());
    for turn in 0..8 {
        let key = format!("again-{turn}");
        part(&officer, &key, 1, &first).await.ok(200);
        part(&officer, &key, 2, &second).await.ok(200);
        let (sent, one, other) = tokio::join!(
            part(&officer, &key, 2, &second),
            join(&officer, &key, "a.pdf", 2),
            join(&officer, &key, "a.pdf", 2)
        );
        for reply in [&sent, &one, &other] {
            assert!(
                [200, 201, 409].contains(&reply.status.as_u16()),
                "{}: {:#}",
                reply.status,
                reply.json
            );
        }
        let kept = officer.file(&format!("{}/content", at(&key))).await;
        assert_eq!(kept, [first.clone(), second.clone()].concat());
    }
}

async fn a_bucket_holds_what_a_directory_does(backend: Backend) {
    let directory = TempDir::new().expect("a directory");
    let files = files_in_bucket(directory.path());
    let server = server_with(backend, files.clone(), None).await;
    in_parts(&server).await;
    let officer = server.sign_in("officer.03388").await;
    let mut large = pdf("");
    large.resize(12 * 1024 * 1024, b' ');
    put(&officer, "large", &large).await.ok(201);
    let content = format!("{}/content", at("large"));
    assert_eq!(officer.file(&content).await.len(), large.len());
    let some = officer
        .request(Method::GET, &content)
        .header("Range", "bytes=1-3")
        .send();
    let some = some.await.expect("an answer").bytes().await.expect("bytes");
    assert_eq!(&some[..], b"PDF");
    swept(&server, &files).await;
}
