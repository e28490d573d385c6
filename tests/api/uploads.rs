//! Uploads that pretend, break off or come twice: a file is what it holds, is there whole or not at all, and is kept once however often it comes.

use std::{io::Write, path::Path, time::Duration};

use chrono::TimeDelta;
use danchu::{
    access::{AttachmentId, Task, derived},
    attachment::{Files, entity as attachment, sweep::sweep},
    clock::{Clock, Clocks},
};
use reqwest::Method;
use sea_orm::EntityTrait;
use serde_json::json;
use sha2::{Digest, Sha256};
use tempfile::TempDir;
use tokio::{io::AsyncWriteExt, net::TcpStream};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::support::{
    client::{Client, Reply},
    database::Backend,
    register,
    server::TestServer,
};

on_both![
    what_is_two_things_is_served_as_the_one_that_was_seen,
    programs_in_documents_are_refused_whatever_they_are_called,
    what_the_client_calls_it_counts_for_nothing,
    an_upload_that_breaks_off_leaves_nothing,
    a_part_that_breaks_off_leaves_the_one_before,
    the_same_content_is_kept_once
];

const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const SCRIPT: &str = "<html><script>alert(document.cookie)</script></html>";

fn id(key: &str) -> AttachmentId {
    derived(&format!("test/uploads/{key}"))
}

fn at(key: &str) -> String {
    format!("/api/v1/attachments/{}", id(key))
}

async fn upload(client: &Client, key: &str, name: &str, bytes: &[u8]) -> Reply {
    let request = client.request(Method::PUT, &at(key)).query(&[("name", name)]);
    client.send(request.body(bytes.to_vec())).await
}

fn pdf(text: &str) -> Vec<u8> {
    format!("%PDF-1.7\n{text}\n%%EOF\n").into_bytes()
}

/// An archive of these parts.
fn archive(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, said) in parts {
        let packed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        archive.start_file(*name, packed).expect("a part");
        archive.write_all(said.as_bytes()).expect("its text");
    }
    archive.finish().expect("an archive").into_inner()
}

fn docx(more: &[(&str, &str)]) -> Vec<u8> {
    let parts = [
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", "<document/>"),
    ];
    archive(&[&parts[..], more].concat())
}

fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

fn unsuited(reply: &Reply) {
    assert_eq!(
        reply.faults(),
        [(String::new(), "unsuited_file".to_owned())].into(),
        "{}",
        reply.json
    );
}

async fn what_is_two_things_is_served_as_the_one_that_was_seen(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let picture = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xd9".to_vec();
    for (key, name, kept, kind, bytes) in [
        // A PDF with a page behind it, and one with an archive behind it that has a program in it.
        (
            "pdf-html",
            "baocao.html",
            "baocao.html.pdf",
            "application/pdf",
            [pdf(""), SCRIPT.into()].concat(),
        ),
        (
            "pdf-zip",
            "baocao.docm",
            "baocao.docm.pdf",
            "application/pdf",
            [pdf(""), docx(&[("word/vbaProject.bin", "Sub AutoOpen()")])].concat(),
        ),
        (
            "jpeg-script",
            "anh.jpg.js",
            "anh.jpg.js.jpg",
            "image/jpeg",
            [picture.clone(), SCRIPT.into()].concat(),
        ),
        (
            "png-php",
            "anh.php",
            "anh.php.png",
            "image/png",
            [&b"\x89PNG\r\n\x1a\n"[..], b"<?php system($_GET['c']); ?>"].concat(),
        ),
    ] {
        let told = upload(&officer, key, name, &bytes).await;
        assert_eq!(
            (&told.ok(201)["media_type"], &told.json["name"]),
            (&json!(kind), &json!(kept)),
            "{key}"
        );
        assert_eq!(told.json["sha256"], sha256(&bytes), "{key}");
        let content = format!("{}/content", at(key));
        let served = officer.get(&content).await;
        // Nothing that a browser would run: the kind is said, not guessed, and it is saved, not shown.
        for (header, value) in [
            ("content-type", kind),
            ("x-content-type-options", "nosniff"),
            ("content-security-policy", "sandbox; default-src 'none'"),
        ] {
            assert_eq!(served.header(header), value, "{key} {header}");
        }
        let saved = served.header("content-disposition");
        assert_eq!(saved, format!("attachment; filename*=UTF-8''{kept}"), "{key}");
        assert_eq!(officer.file(&content).await, bytes, "{key}");
    }
    // What begins as something else is not what comes later in it.
    let html_first = [SCRIPT.as_bytes(), &pdf("")].concat();
    let script_first = [&b"/*"[..], &picture, b"*/alert(1)"].concat();
    let blank_first = [&b" "[..], &pdf("")].concat();
    for (key, bytes) in [("html", html_first), ("script", script_first), ("blank", blank_first)] {
        unsuited(&upload(&officer, key, "a.pdf", &bytes).await);
        officer.get(&at(key)).await.problem(404, "not_found");
    }
}

async fn programs_in_documents_are_refused_whatever_they_are_called(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let plain = docx(&[]);
    assert_eq!(
        upload(&officer, "plain", "quy-che.docx", &plain).await.ok(201)["media_type"],
        DOCX
    );
    let macros = r#"<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>"#;
    let related = r#"<Relationships><Relationship Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" Target="a.bin"/></Relationships>"#;
    for (key, bytes) in [
        ("project", docx(&[("word/vbaProject.bin", "Sub AutoOpen()")])),
        ("capitals", docx(&[("WORD/VBAPROJECT.BIN", "Sub AutoOpen()")])),
        ("control", docx(&[("word/activeX/activeX1.bin", "…")])),
        ("related", docx(&[("word/_rels/document.xml.rels", related)])),
        (
            "enabled",
            archive(&[("[Content_Types].xml", macros), ("word/document.xml", "<document/>")]),
        ),
        (
            "sheet",
            archive(&[
                ("[Content_Types].xml", "<Types/>"),
                ("xl/workbook.xml", "<workbook/>"),
                ("xl/macrosheets/sheet1.xml", "<sheet/>"),
            ]),
        ),
        ("archive", archive(&[("a.txt", "x")])),
        ("half", plain.get(..plain.len() / 2).expect("a half").to_vec()),
    ] {
        for name in ["quy-che.docx", "quy-che.pdf"] {
            unsuited(&upload(&officer, key, name, &bytes).await);
        }
        officer.get(&at(key)).await.problem(404, "not_found");
        // Nor does it come in parts.
        let part = officer.request(Method::PUT, &format!("{}/parts/1", at(key)));
        officer.send(part.body(bytes)).await.ok(200);
        let body = json!({"name": "quy-che.docx", "parts": 1});
        unsuited(&officer.post(&format!("{}/complete", at(key)), &body).await);
        officer.get(&at(key)).await.problem(404, "not_found");
    }
}

async fn what_the_client_calls_it_counts_for_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let sheet = archive(&[("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")]);
    for (key, said, name, bytes, expected) in [
        ("a", "text/html", "a.html", pdf("a"), Some("application/pdf")),
        ("b", "image/png", "b.png", docx(&[]), Some(DOCX)),
        ("c", "application/msword", "c.doc", sheet, Some(XLSX)),
        ("d", "application/pdf", "d.pdf", b"GIF89a".to_vec(), None),
        ("e", DOCX, "e.docx", archive(&[("a.txt", "x")]), None),
        ("f", "image/jpeg", "f.jpg", b"<svg onload='alert(1)'/>".to_vec(), None),
    ] {
        let request = officer.request(Method::PUT, &at(key)).query(&[("name", name)]);
        let told = officer.send(request.header("Content-Type", said).body(bytes)).await;
        match expected {
            Some(kind) => assert_eq!(told.ok(201)["media_type"], kind, "{key}"),
            None => unsuited(&told),
        }
    }
}

/// A server whose files are its own.
async fn server_with(backend: Backend, files: &Files) -> TestServer {
    TestServer::start_with(backend, |setup| setup.files = files.clone()).await
}

/// Names of what lies in the directory itself: what arrives, and where contents are.
fn lying(directory: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(directory) else {
        return Vec::new();
    };
    let names = entries.map(|entry| entry.expect("an entry").file_name());
    names.map(|name| name.to_string_lossy().into_owned()).collect()
}

fn is_arriving(directory: &Path) -> bool {
    lying(directory).iter().any(|name| name.starts_with("arriving-"))
}

/// Waits until something arrives there, or until nothing does.
async fn until_arriving(directory: &Path, arriving: bool) {
    for _ in 0..200 {
        if is_arriving(directory) == arriving {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("arriving is not {arriving}: {:?}", lying(directory));
}

/// Contents that are kept there.
fn contents(directory: &Path) -> usize {
    let folders = lying(directory).into_iter().filter(|name| name.len() == 2);
    folders.map(|folder| lying(&directory.join(folder)).len()).sum()
}

/// Sends the head and half of a body, waits until some of that has arrived, and goes away.
async fn break_off(server: &TestServer, directory: &Path, address: &str, bytes: &[u8]) {
    let token = register::token(&server.kernel, "officer.03388").await;
    let head = format!(
        "PUT {address} HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: broken-off\r\nContent-Length: {}\r\n\r\n",
        server.address,
        bytes.len()
    );
    let mut connection = TcpStream::connect(&server.address).await.expect("the server accepts");
    connection.write_all(head.as_bytes()).await.expect("the head is taken");
    let half = bytes.get(..bytes.len() / 2).expect("a half");
    connection.write_all(half).await.expect("half of it is taken");
    until_arriving(directory, true).await;
    drop(connection);
    until_arriving(directory, false).await;
}

async fn an_upload_that_breaks_off_leaves_nothing(backend: Backend) {
    let directory = TempDir::new().expect("a directory");
    let place = directory.path().join("files");
    let server = server_with(backend, &Files::local(place.clone())).await;
    let officer = server.sign_in("officer.03388").await;
    let whole = pdf(&"Biên bản đối thoại ".repeat(50_000));
    let address = format!("{}?name=a.pdf", at("a"));
    for _ in 0..2 {
        break_off(&server, &place, &address, &whole).await;
        officer.get(&at("a")).await.problem(404, "not_found");
        assert_eq!(contents(&place), 0);
    }
    // Sent again under the same key, it is there whole, and the id was never taken.
    let again = officer.with("Idempotency-Key", "broken-off");
    let told = upload(&again, "a", "a.pdf", &whole).await;
    assert_eq!(
        (&told.ok(201)["sha256"], &told.json["bytes"]),
        (&json!(sha256(&whole)), &json!(whole.len()))
    );
    assert_eq!(officer.file(&format!("{}/content", at("a"))).await, whole);
    assert_eq!(contents(&place), 1);
    // What breaks off over an id that is taken changes nothing of it.
    break_off(&server, &place, &address, &pdf(&"khác ".repeat(200_000))).await;
    assert_eq!(officer.file(&format!("{}/content", at("a"))).await, whole);
    assert_eq!(contents(&place), 1);
}

async fn a_part_that_breaks_off_leaves_the_one_before(backend: Backend) {
    let directory = TempDir::new().expect("a directory");
    let place = directory.path().join("files");
    let server = server_with(backend, &Files::local(place.clone())).await;
    let officer = server.sign_in("officer.03388").await;
    let whole = pdf(&"Biên bản ".repeat(200_000));
    let (first, second) = whole.split_at(whole.len() / 2);
    let part = |number: u32| format!("{}/parts/{number}", at("a"));
    let come = async || officer.get(&format!("{}/parts", at("a"))).await.ok(200)["parts"].clone();
    let send = async |number: u32, bytes: &[u8]| {
        let request = officer.request(Method::PUT, &part(number));
        officer.send(request.body(bytes.to_vec())).await.ok(200);
    };
    send(1, first).await;
    break_off(&server, &place, &part(2), second).await;
    assert_eq!(come().await, json!([{"number": 1, "bytes": first.len()}]));
    let body = json!({"name": "a.pdf", "parts": 2});
    let join = format!("{}/complete", at("a"));
    officer.post(&join, &body).await.problem(409, "state_forbids");
    // One that came is not lost to one that breaks off.
    send(2, second).await;
    break_off(&server, &place, &part(2), &vec![b'x'; second.len()]).await;
    assert_eq!(
        come().await,
        json!([{"number": 1, "bytes": first.len()}, {"number": 2, "bytes": second.len()}])
    );
    let joined = officer.post(&join, &body).await;
    assert_eq!(joined.ok(201)["sha256"], sha256(&whole));
    assert_eq!(officer.file(&format!("{}/content", at("a"))).await, whole);
}

/// A day and an hour from now.
fn tomorrow() -> Clocks {
    let later = Clock::starting_at(Clock::SYSTEM.now() + TimeDelta::hours(25));
    Clocks {
        legal: later,
        real: later,
    }
}

/// Takes the record of a file away, as nobody can who uses the API.
async fn forget(server: &TestServer, key: &str) {
    let system = server.kernel.system(Task::SweepFiles);
    let change = system.begin().await.expect("a change");
    let gone = attachment::Entity::delete_by_id(id(key))
        .exec(change.connection())
        .await;
    assert_eq!(gone.expect("it is forgotten").rows_affected, 1);
    let event = danchu::access::Event::about("attachment", derived::<uuid::Uuid>(key));
    let committed = change.commit(event, server.kernel.clocks.real.now()).await;
    committed.expect("it is kept");
}

async fn the_same_content_is_kept_once(backend: Backend) {
    let directory = TempDir::new().expect("a directory");
    let place = directory.path().join("files");
    let files = Files::local(place.clone());
    let server = server_with(backend, &files).await;
    let officer = server.sign_in("officer.03388").await;
    let neighbour = server.sign_in("officer.03390").await;
    let bytes = pdf("Mẫu biên bản chung");
    // Twice at once, under two names, and by somebody else.
    let (one, two, three) = tokio::join!(
        upload(&officer, "one", "mot.pdf", &bytes),
        upload(&officer, "two", "hai.pdf", &bytes),
        upload(&neighbour, "three", "ba.pdf", &bytes)
    );
    for reply in [&one, &two, &three] {
        assert_eq!(reply.ok(201)["sha256"], sha256(&bytes));
    }
    assert_eq!(contents(&place), 1);
    let whole = async |who: &Client, key: &str| who.file(&format!("{}/content", at(key))).await;
    for (who, key) in [(&officer, "one"), (&officer, "two"), (&neighbour, "three")] {
        assert_eq!(whole(who, key).await, bytes, "{key}");
    }
    // The same content gives nobody the file of another.
    officer.get(&at("three")).await.problem(404, "not_found");
    neighbour
        .get(&format!("{}/content", at("one")))
        .await
        .problem(404, "not_found");
    // As long as one names it, it stays.
    let store = &server.kernel.store;
    for key in ["one", "two"] {
        forget(&server, key).await;
        assert_eq!(sweep(store, &files, tomorrow()).await.expect("it sweeps"), 0, "{key}");
        officer.get(&at(key)).await.problem(404, "not_found");
        assert_eq!(whole(&neighbour, "three").await, bytes);
    }
    forget(&server, "three").await;
    assert_eq!(sweep(store, &files, Clocks::SYSTEM).await.expect("it sweeps"), 0);
    assert_eq!(sweep(store, &files, tomorrow()).await.expect("it sweeps"), 1);
    assert_eq!(contents(&place), 0);
    // What comes once more is kept once more.
    upload(&officer, "one", "mot.pdf", &bytes).await.ok(201);
    assert_eq!(whole(&officer, "one").await, bytes);
    assert_eq!(contents(&place), 1);
}
