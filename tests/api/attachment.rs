//! Files over HTTP: taken in by what they hold, kept unchanged, and seen by whoever sees the record that names them.

use danchu::access::{AttachmentId, derived};
use reqwest::Method;
use serde_json::{Value, json};

use super::{
    support::{
        client::{Client, Reply},
        database::Backend,
        raw,
        server::TestServer,
    },
    year::{asked, driver::Year},
};

on_both![
    a_file_is_kept_as_it_came,
    a_name_is_no_path_and_no_program,
    a_repeated_upload_is_the_same_upload,
    only_known_kinds_within_bounds_are_taken,
    a_report_holds_the_files_its_template_asks_for,
    what_was_issued_is_recorded_with_its_signed_copy,
    who_reads_a_measure_reads_its_files
];

const MOST: usize = 25 * 1024 * 1024;

fn id(key: &str) -> AttachmentId {
    derived(&format!("test/attachment/{key}"))
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

/// Some of a file: what is answered, and the bytes.
async fn part(client: &Client, path: &str, range: &str) -> (u16, String, Vec<u8>) {
    let response = client.request(Method::GET, path).header("Range", range).send().await;
    let response = response.expect("an answer");
    let place = response.headers().get("content-range");
    let place = place.map_or("", |place| place.to_str().expect("text")).to_owned();
    let status = response.status().as_u16();
    (status, place, response.bytes().await.expect("the part").to_vec())
}

async fn a_file_is_kept_as_it_came(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let bytes = pdf("Biên bản đối thoại");
    let first = upload(&officer, "a", "Biên bản.pdf", &bytes).await;
    let told = first.ok(201).clone();
    assert_eq!(
        (&told["name"], &told["media_type"], told["bytes"].as_u64()),
        (
            &json!("Biên bản.pdf"),
            &json!("application/pdf"),
            u64::try_from(bytes.len()).ok()
        )
    );
    assert_eq!(first.header("location"), at("a"));
    assert_eq!(upload(&officer, "a", "Biên bản.pdf", &bytes).await.ok(200), &told);
    for (name, bytes) in [("Biên bản.pdf", pdf("khác")), ("khac.pdf", bytes.clone())] {
        let refused = upload(&officer, "a", name, &bytes).await;
        assert_eq!(refused.problem(409, "already_exists")["existing_id"], told["id"]);
    }
    // Whoever else has taken the id is not named.
    let neighbour = server.sign_in("officer.03390").await;
    let taken = upload(&neighbour, "a", "a.pdf", &bytes).await;
    taken.problem(409, "already_exists");

    let leader = server.sign_in("leader.03388").await;
    assert_eq!(leader.get(&at("a")).await.ok(200), &told);
    let content = format!("{}/content", at("a"));
    let whole = leader.get(&content).await;
    assert_eq!(whole.status, 200);
    let expected = [
        ("content-type", "application/pdf"),
        (
            "content-disposition",
            "attachment; filename*=UTF-8''Bi%C3%AAn%20b%E1%BA%A3n.pdf",
        ),
        ("x-content-type-options", "nosniff"),
        ("content-security-policy", "sandbox; default-src 'none'"),
        ("accept-ranges", "bytes"),
    ];
    for (name, value) in expected {
        assert_eq!(whole.header(name), value, "{name}");
    }
    assert_eq!(leader.file(&content).await, bytes);
    let size = bytes.len();
    assert_eq!(
        part(&leader, &content, "bytes=0-4").await,
        (206, format!("bytes 0-4/{size}"), b"%PDF-".to_vec())
    );
    let last = (
        206,
        format!("bytes {}-{}/{size}", size - 6, size - 1),
        b"%%EOF\n".to_vec(),
    );
    assert_eq!(part(&leader, &content, "bytes=-6").await, last);
    let beyond = leader.request(Method::GET, &content).header("Range", "bytes=9999-");
    let beyond = leader.send(beyond).await;
    beyond.problem(416, "range_not_satisfiable");
    assert_eq!(beyond.header("content-range"), format!("bytes */{size}"));
    // Whoever has it already is sent nothing; whoever has another gets it whole.
    let tag = whole.header("etag").to_owned();
    let again = leader
        .with("If-None-Match", &format!("\"other\", W/{tag}"))
        .get(&content)
        .await;
    assert_eq!((again.status.as_u16(), again.header("etag")), (304, tag.as_str()));
    let first = (206, format!("bytes 0-0/{size}"), b"%".to_vec());
    assert_eq!(part(&leader.with("If-Range", &tag), &content, "bytes=0-0").await, first);
    let other = part(&leader.with("If-Range", "\"other\""), &content, "bytes=0-0").await;
    assert_eq!((other.0, other.2.len()), (200, size));
    // What is no range of bytes is passed over.
    assert_eq!(part(&leader, &content, "lines=1-2").await, (200, String::new(), bytes));
    for (login, path) in [
        ("officer.03390", at("a")),
        ("leader.12", at("a")),
        ("officer.03390", content),
    ] {
        let other = server.sign_in(login).await;
        other.get(&path).await.problem(404, "not_found");
    }
}

async fn a_name_is_no_path_and_no_program(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let names = [
        ("a\r\nSet-Cookie: b.pdf", "a Set-Cookie: b.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("..\\..\\windows\\x.pdf", "x.pdf"),
        ("..", "tep.pdf"),
        ("a/", "tep.pdf"),
        ("hoa-don.pdf.hta", "hoa-don.pdf.hta.pdf"),
    ];
    for (name, kept) in names {
        let reply = upload(&officer, name, name, &pdf("")).await;
        assert_eq!(reply.ok(201)["name"], kept, "{name}");
    }
    for wrong in ["", " ", &"x".repeat(201), "a\u{0}b"] {
        let reply = upload(&officer, "wrong", wrong, &pdf("")).await;
        reply.problem(422, "invalid_parameter");
    }
    officer
        .put(&at("wrong"), &Value::Null)
        .await
        .problem(422, "invalid_parameter");
}

async fn a_repeated_upload_is_the_same_upload(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await.with("Idempotency-Key", "upload");
    let first = upload(&officer, "k", "a.pdf", &pdf("1")).await.ok(201).clone();
    let again = upload(&officer, "k", "a.pdf", &pdf("1")).await;
    assert_eq!((again.ok(201), again.header("idempotency-replayed")), (&first, "true"));
    for (name, bytes) in [("a.pdf", pdf("2")), ("b.pdf", pdf("1"))] {
        let other = upload(&officer, "k", name, &bytes).await;
        other.problem(422, "idempotency_key_reused");
    }
    let packed = officer
        .request(Method::PUT, &at("p"))
        .query(&[("name", "a.pdf")])
        .header("Content-Encoding", "gzip");
    officer
        .send(packed.body(pdf("")))
        .await
        .problem(415, "unsupported_media_type");
}

async fn only_known_kinds_within_bounds_are_taken(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    for bytes in [
        &b""[..],
        b"GIF89a",
        b"MZ\x90\0",
        b"<html><script>",
        b"PK\x03\x04",
        b"{}",
    ] {
        let refused = upload(&officer, "b", "b.pdf", bytes).await;
        assert_eq!(
            refused.problem(422, "invalid_content")["errors"][0]["code"],
            "unsuited_file"
        );
    }
    officer.get(&at("b")).await.problem(404, "not_found");
    let mut largest = pdf("");
    largest.resize(MOST, b' ');
    assert_eq!(upload(&officer, "b", "b.pdf", &largest).await.ok(201)["bytes"], MOST);
    assert_eq!(officer.file(&format!("{}/content", at("b"))).await.len(), MOST);

    // Too large: as it is announced, and as it comes.
    let token = super::support::register::token(&server.kernel, "officer.03388").await;
    let head = format!(
        "PUT {}?name=c.pdf HTTP/1.1\r\nHost: {}\r\nAuthorization: Bearer {token}\r\n",
        at("c"),
        server.address
    );
    let announced = format!("{head}Content-Length: {}\r\n\r\n%PDF-1.7", MOST + 1);
    raw::exchange(&server.address, announced.as_bytes())
        .await
        .problem(413, "body_too_large");
    largest.push(b' ');
    let mut chunked = format!("{head}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n", largest.len()).into_bytes();
    chunked.extend(&largest);
    raw::exchange(&server.address, &chunked)
        .await
        .problem(413, "body_too_large");
    officer.get(&at("c")).await.problem(404, "not_found");
    // And as it would never end: the server reads little more than a file may have, and has the answer out.
    let beginning = format!("{head}Transfer-Encoding: chunked\r\n\r\n8\r\n%PDF-1.7\r\n");
    let chunk = [b"10000\r\n", &[b' '; 0x1_0000][..], b"\r\n"].concat();
    let (answer, taken) = raw::endless(&server.address, beginning.as_bytes(), &chunk).await;
    answer.problem(413, "body_too_large");
    assert!(taken * 0x1_0000 < 4 * MOST, "{taken}");
    officer.get(&at("c")).await.problem(404, "not_found");

    // A council that oversees uploads nothing.
    let overseer = server.sign_in("overseer.council.03388").await;
    upload(&overseer, "d", "d.pdf", &pdf(""))
        .await
        .problem(403, "forbidden");
}

/// A round with a template that wants the minutes and takes photographs.
async fn a_round_with_files(year: &Year) -> uuid::Uuid {
    let mut template = asked::template("files", "year");
    let both = |text: &str| json!({"vi": text, "en": text});
    template["content"]["attachments"] = json!([
        {"code": "minutes", "name": both("Biên bản"), "required": true},
        {"code": "photos", "name": both("Ảnh"), "required": false},
    ]);
    let template = year.template(&template).await;
    year.round(&template, "2025", (12, 18)).await
}

async fn a_report_holds_the_files_its_template_asks_for(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let round = a_round_with_files(&year).await;
    year.draft(round, "03388", &asked::values(1)).await;
    let report = year.report(round, "03388");
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let submit = async || {
        let leader = leader.matching(&report).await;
        leader.post(&format!("{report}/submit"), &Value::Null).await
    };
    assert_eq!(submit().await.faults()["/attachments/minutes"], "required_missing");

    let (minutes, photo) = (pdf("Biên bản"), b"\x89PNG\r\n\x1a\n0123".to_vec());
    upload(&officer, "minutes", "bien-ban.pdf", &minutes).await.ok(201);
    upload(&officer, "photo", "anh.png", &photo).await.ok(201);
    upload(&year.sign_in("officer.03390").await, "foreign", "x.pdf", &pdf(""))
        .await
        .ok(201);
    let mut draft = officer.get(&report).await.ok(200).clone();
    let save = async |draft: &Value, attachments: Value| {
        let mut body = json!({"obligation_id": draft["obligation_id"], "values": draft["values"], "narrative": {}});
        body["attachments"] = attachments;
        officer.matching(&report).await.put(&report, &body).await
    };
    let wrong = json!({"minutes": [id("foreign"), id("photo"), id("photo")], "other": [id("photo")]});
    let faults = save(&draft, wrong).await.faults();
    let expected = [
        ("/attachments/minutes/0", "unknown_file"),
        ("/attachments/minutes/2", "unknown_file"),
        ("/attachments/other", "unknown_attachment"),
    ];
    assert_eq!(
        faults,
        expected.map(|(place, code)| (place.to_owned(), code.to_owned())).into()
    );
    draft = save(&draft, json!({"minutes": [id("minutes")], "photos": [id("photo")]}))
        .await
        .ok(200)
        .clone();
    assert_eq!(draft["attachments"]["minutes"][0]["name"], "bien-ban.pdf");
    // The same file under another name is another file.
    upload(&officer, "renamed", "bien-ban-dung.pdf", &minutes).await.ok(201);
    for (key, name) in [("renamed", "bien-ban-dung.pdf"), ("minutes", "bien-ban.pdf")] {
        let saved = save(&draft, json!({"minutes": [id(key)], "photos": [id("photo")]})).await;
        assert_eq!(saved.ok(200)["attachments"]["minutes"][0]["name"], name);
        assert_eq!(
            officer.get(&report).await.ok(200)["attachments"]["minutes"][0]["id"],
            json!(id(key))
        );
    }
    // The receiver sees a draft's files no more than the draft.
    let receiver = year.sign_in("officer.12").await;
    let of_report = format!("{report}/attachments/{}/content", id("minutes"));
    receiver.get(&of_report).await.problem(404, "not_found");
    submit().await.ok(200);
    assert_eq!(receiver.file(&of_report).await, minutes);
    receiver.get(&at("minutes")).await.problem(404, "not_found");
    let neighbour = year.sign_in("officer.03390").await;
    neighbour.get(&of_report).await.problem(404, "not_found");
    let foreign = format!("{report}/attachments/{}/content", id("foreign"));
    receiver.get(&foreign).await.problem(404, "not_found");

    // What a version holds stays with it; another file makes another version, with another hash.
    year.act(round, "03388", "leader.12", "return", &json!({"reason": "Ảnh mờ"}))
        .await;
    save(&draft, json!({"minutes": [id("minutes")]})).await.ok(200);
    let after = submit().await.ok(200).clone();
    assert_ne!(after["versions"][0]["hash"], after["versions"][1]["hash"]);
    let of_version = async |number: u32| {
        officer
            .get(&format!("{report}/versions/{number}"))
            .await
            .ok(200)
            .clone()
    };
    assert_eq!(
        of_version(1).await["attachments"]["photos"][0]["id"],
        json!(id("photo"))
    );
    assert!(of_version(2).await["attachments"].get("photos").is_none());
    let photo_at = format!("{report}/attachments/{}/content", id("photo"));
    assert_eq!(receiver.file(&photo_at).await, photo);
}

async fn what_was_issued_is_recorded_with_its_signed_copy(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let template = year.template(&asked::template("issued", "year")).await;
    let round = year.round(&template, "2025", (12, 18)).await;
    year.draft(round, "03388", &asked::values(1)).await;
    let report = year.report(round, "03388");
    let officer = year.sign_in("officer.03388").await;
    upload(&officer, "signed", "bao-cao.pdf", &pdf("Đã ký")).await.ok(201);
    upload(&officer, "picture", "anh.png", b"\x89PNG\r\n\x1a\n")
        .await
        .ok(201);
    let issue = |number: i64, day: &str, file: &str| {
        json!({
            "number": number, "symbol": "BC-UBND", "issued_on": day, "signer": "Lò Văn Inh", "capacities": ["TM", "KT"],
            "signed_file": id(file),
        })
    };
    let put = async |version: &str, body: &Value| {
        let officer = officer.matching(&report).await;
        officer
            .put(&format!("{report}/versions/{version}/official-issue"), body)
            .await
    };
    // Nothing has been signed yet.
    put("1", &issue(215, "2025-12-16", "signed"))
        .await
        .problem(404, "not_found");
    year.act(round, "03388", "leader.03388", "submit", &Value::Null).await;
    for (body, place) in [
        (issue(0, "2025-12-16", "signed"), "/number"),
        (issue(215, "2025-12-17", "signed"), "/issued_on"),
        (issue(215, "2025-12-16", "picture"), "/signed_file"),
    ] {
        let refused = put("1", &body).await;
        assert_eq!(refused.problem(422, "invalid_content")["errors"][0]["pointer"], place);
    }
    put("2", &issue(215, "2025-12-16", "signed"))
        .await
        .problem(404, "not_found");
    let hash = officer.get(&report).await.ok(200)["versions"][0]["hash"].clone();
    let told = put("1", &issue(215, "2025-12-16", "signed")).await.ok(200).clone();
    let version = &told["versions"][0];
    assert_eq!(version["hash"], hash);
    assert_eq!(version["official_issue"]["number"], 215);
    assert_eq!(version["official_issue"]["signed_file"]["id"], json!(id("signed")));
    let receiver = year.sign_in("officer.12").await;
    let signed = format!("{report}/attachments/{}/content", id("signed"));
    assert_eq!(receiver.file(&signed).await, pdf("Đã ký"));
    // Another of the commune's own mends it without having uploaded the copy.
    let corrected = year.sign_in("leader.03388").await.matching(&report).await;
    let corrected = corrected
        .put(
            &format!("{report}/versions/1/official-issue"),
            &issue(216, "2025-12-16", "signed"),
        )
        .await;
    let issued = &corrected.ok(200)["versions"][0]["official_issue"];
    assert_eq!(
        (&issued["number"], &issued["signed_file"]["id"]),
        (&json!(216), &json!(id("signed")))
    );
    // Whoever receives it issues nothing for the commune.
    let mut body = issue(216, "2025-12-16", "nowhere");
    put("1", &body).await.problem(422, "unknown_reference");
    body["signed_file"] = Value::Null;
    let receiver = receiver.matching(&report).await;
    let refused = receiver
        .put(&format!("{report}/versions/1/official-issue"), &body)
        .await;
    refused.problem(403, "not_yours");
}

async fn who_reads_a_measure_reads_its_files(backend: Backend) {
    let server = TestServer::start(backend).await;
    let officer = server.sign_in("officer.03388").await;
    let today = server.kernel.clocks.legal.today();
    upload(&officer, "plan", "ke-hoach.pdf", &pdf("Kế hoạch")).await.ok(201);
    let plan =
        json!({"kind": "plan", "number": "12/KH", "title": "Kế hoạch", "issued_on": today, "files": [id("plan")]});
    let here = "/api/v1/directives/0a3c6f0e-2b7d-4f57-9d2e-000000000031";
    officer.put(here, &plan).await.ok(201);
    let content = format!("{here}/attachments/{}/content", id("plan"));
    let above = server.sign_in("officer.12").await;
    assert_eq!(above.file(&content).await, pdf("Kế hoạch"));
    server
        .sign_in("officer.03390")
        .await
        .get(&content)
        .await
        .problem(404, "not_found");
    let other = format!("{here}/attachments/{}/content", id("other"));
    officer.get(&other).await.problem(404, "not_found");
}
