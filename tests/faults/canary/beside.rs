//! Everything of the demonstration that names people, and every form of it, read by those who may not be shown what is sensitive of them.

use danchu::demo::{PASSWORD, Tier, make};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    PERSONS,
    crawl::{Heard, NOBODY, Reading},
    song::{AT_MOST, NAME, ethnicity, is_archive, national_id, silent},
};
use crate::support::{
    client::{Client, Reply},
    database::{Backend, Database},
    server::{Setup, TestServer},
};

on_both![beside_a_name_stands_nothing_sensitive];

/// Whoever is nearest to the people reads first; what they find is asked for by all after them.
const READERS: &[&str] = &[
    "officer.03388",
    "secretary.03388",
    "board.03388",
    "overseer.03388",
    "clerk.12",
    "administrator.12",
    "officer.12",
];

/// Where people are named.
const NAMING: &[&str] = &[
    "/api/v1/persons",
    "/api/v1/persons/{id}",
    "/api/v1/village-elections",
    "/api/v1/village-elections/{id}",
    "/api/v1/inspection-boards/{id}",
    "/api/v1/public/inspection-boards/{id}",
];

const CONVENTIONS: &str = "/api/v1/village-conventions";
const SUBMISSIONS: &str = "/api/v1/report-submissions";
const BUDGET: &str = "Dự toán ngân sách";
const OVERVIEW: &str = "Các đơn vị thực hiện đúng quy định.";

async fn beside_a_name_stands_nothing_sensitive(backend: Backend) {
    let server = demonstration(backend).await;
    let officer = sign_in(&server, "officer.03388").await;
    let leader = sign_in(&server, "leader.03388").await;
    let sown = sow(&officer, 0).await;
    let sown = sow(&sign_in(&server, "secretary.03388").await, sown).await;
    assert!((50..AT_MOST).contains(&sown), "{sown}");

    let (file, public) = disclosed(&officer, &leader).await;
    let [suspended, annulled] = conventions(&officer, &leader).await;
    lent(&officer, &leader).await;
    let consolidation = consolidated(&server).await;
    let submissions = items(&officer, &format!("{SUBMISSIONS}?limit=200")).await;
    let sent_again = submissions.iter().find(|row| row["latest_version"] == 2);
    let sent_again = sent_again.expect("a report that was sent again");
    for (form, told) in [
        (
            format!("{CONVENTIONS}/{}/suspensions/1/document", id(&suspended)),
            text(&suspended["title"]),
        ),
        (
            format!("{CONVENTIONS}/{}/recognition/document", id(&suspended)),
            text(&suspended["title"]),
        ),
        (
            format!("{CONVENTIONS}/{}/annulments/1/document", id(&annulled)),
            text(&annulled["title"]),
        ),
        (
            format!("{SUBMISSIONS}/{}/versions/1/document", id(sent_again)),
            text(&sent_again["organisation"]["name"]),
        ),
        (
            format!("/api/v1/report-consolidations/{consolidation}/document"),
            OVERVIEW,
        ),
    ] {
        form_tells(&officer, &form, told).await;
    }
    forms_of_lists(&officer).await;

    let known = [
        ("/api/v1/attachments", file.as_str()),
        ("/api/v1/public/files", public.as_str()),
        (CONVENTIONS, id(&suspended)),
        (CONVENTIONS, id(&annulled)),
        (SUBMISSIONS, id(sent_again)),
    ];
    let known = known.map(|(list, id)| (list.to_owned(), id.to_owned())).to_vec();
    let reading = Reading::of(&server.nobody(), known, &file).await;
    let mut heard = Heard::default();
    for login in READERS {
        reading.crawl(login, &sign_in(&server, login).await, &mut heard).await;
    }
    reading.crawl(NOBODY, &server.nobody(), &mut heard).await;
    for template in NAMING {
        assert!(heard.named.contains(*template), "{template} names nobody");
    }
    let unread = reading.templates().filter(|template| !heard.read.contains(*template));
    let unread: Vec<&str> = unread.filter(|template| !is_of_an_upload(template)).collect();
    assert!(unread.is_empty(), "nobody was shown {unread:#?}");
}

/// What was uploaded is told as it came, whatever record names it: that of a disclosure stands for all.
fn is_of_an_upload(template: &str) -> bool {
    template.ends_with("/attachments/{attachment}/content") && !template.starts_with("/api/v1/disclosures/")
}

async fn demonstration(backend: Backend) -> TestServer {
    let database = Database::empty(backend);
    let store = database.open().await;
    store.migrate(&database.config).await.expect("the migrations run");
    let clocks = make(&store, Tier::TwoTier).await.expect("the demonstration is made");
    store.close().await;
    let setup = Setup {
        clocks,
        ..Setup::default()
    };
    TestServer::on(database, setup).await
}

async fn sign_in(server: &TestServer, login: &str) -> Client {
    let body = json!({"login": login, "password": PASSWORD});
    let tokens = server.nobody().post("/api/v1/auth/login", &body).await;
    server.nobody().bearing(text(&tokens.ok(200)["access_token"]))
}

/// Gives everybody whom an organisation has recorded a name, an identifier and an ethnicity; returns the next number.
async fn sow(who: &Client, from: u32) -> u32 {
    let persons = items(who, &format!("{PERSONS}?limit=200")).await;
    let change = json!("change");
    let may_change = |actions: &Vec<Value>| actions.contains(&change);
    let own = persons
        .iter()
        .filter(|person| person["allowed_actions"].as_array().is_some_and(may_change));
    let mut next = from;
    for (person, number) in own.zip(from..) {
        let address = format!("{PERSONS}/{}", id(person));
        let secret = json!({"name": NAME, "ethnicity": ethnicity(number), "national_id": national_id(number)});
        let changed = who.matching(&address).await.patch(&address, &secret).await;
        changed.ok(200);
        silent(&changed, "changed");
        next = number + 1;
    }
    next
}

/// Fails unless a form can be read and tells what the record does.
async fn form_tells(who: &Client, form: &str, told: &str) {
    let reply = who.get(form).await;
    assert_eq!(reply.status.as_u16(), 200, "{form}: {}", reply.json);
    assert!(is_archive(&reply.body), "{form} is no document");
    assert!(silent(&reply, form).contains(told), "{form} does not tell {told}");
}

/// Documents and workbooks of what the demonstration has.
async fn forms_of_lists(who: &Client) {
    let regulations = items(who, "/api/v1/democracy-regulations?limit=200").await;
    let issued = regulations.iter().find(|row| row["state"] == "issued");
    let issued = issued.expect("an issued regulation");
    let obligations = items(who, "/api/v1/report-obligations").await;
    let rounds = items(who, "/api/v1/report-rounds").await;
    let (obligation, round) = (&obligations[0], &rounds[0]);
    let me = who.get("/api/v1/me").await;
    let organisation = id(&me.ok(200)["organisation"]);
    let list = format!("/api/v1/organisations/{organisation}/disclosure-lists/2025");
    for (form, told) in [
        (
            format!("/api/v1/democracy-regulations/{}/document", id(issued)),
            text(&issued["title"]),
        ),
        (
            format!("/api/v1/report-obligations/{}/sheet", id(obligation)),
            text(&obligation["organisation"]["name"]),
        ),
        (
            format!("/api/v1/report-rounds/{}/totals.xlsx", id(round)),
            text(&round["name"]),
        ),
        (
            format!("/api/v1/report-rounds/{}/progress.xlsx", id(round)),
            text(&round["name"]),
        ),
        (format!("{list}/document"), BUDGET),
        (format!("{list}/workbook"), BUDGET),
    ] {
        form_tells(who, &form, told).await;
    }
}

/// Discloses something with a file that becomes public; returns the file's id, and the public one's.
async fn disclosed(officer: &Client, leader: &Client) -> (String, String) {
    let file = danchu::access::fresh::<Uuid>().to_string();
    let upload = officer.request(Method::PUT, &format!("/api/v1/attachments/{file}?name=du-toan.pdf"));
    officer.send(upload.body(b"%PDF-1.7 the budget".to_vec())).await.ok(201);
    let disclosure = format!("/api/v1/disclosures/{}", danchu::access::fresh::<Uuid>());
    let new = json!({
        "group": "budget", "title": BUDGET, "arisen_on": "2025-09-30", "forms": [{"form": "posting", "from": "2025-10-01"}],
        "files": [file],
    });
    officer.put(&disclosure, &new).await.ok(201);
    let publish = format!("{disclosure}/attachments/{file}/publish");
    let public = leader.post(&publish, &Value::Null).await;
    (file, id(public.ok(200)).to_owned())
}

/// A convention that is suspended, and one that is annulled.
async fn conventions(officer: &Client, leader: &Client) -> [Value; 2] {
    let recognised = items(officer, &format!("{CONVENTIONS}?state=recognised")).await;
    let [suspended, annulled] = [&recognised[0], &recognised[1]];
    let suspension = json!({
        "ground": "content", "number": "130/QĐ-UBND", "on": "2025-12-20", "parts": "Điều 9", "remedy_by": "2026-03-31",
        "reason": "Trái nguyên tắc tự nguyện.",
    });
    let annulment = json!({
        "ground": "unlawful_content", "number": "15/QĐ-UBND", "on": "2025-12-22", "reason": "Trái pháp luật.",
    });
    let address = format!("{CONVENTIONS}/{}", id(suspended));
    act(leader, &address, "suspend", &suspension).await.ok(200);
    let address = format!("{CONVENTIONS}/{}", id(annulled));
    act(leader, &address, "annul", &annulment).await.ok(200);
    [suspended.clone(), annulled.clone()]
}

/// A delegation, and another organisation that drafts the reports.
async fn lent(officer: &Client, leader: &Client) {
    let delegation = json!({
        "to": "officer.03388", "permissions": ["submission:submit"], "valid_from": "2025-12-22", "valid_to": "2025-12-30",
        "document": "Giấy ủy quyền số 02/GUQ-UBND",
    });
    leader.post("/api/v1/delegations", &delegation).await.ok(201);
    let bodies = items(officer, "/api/v1/organisations?limit=200").await;
    let filler = bodies.iter().find(|body| body["kind"] == "public_service_unit");
    let filling = json!({
        "filler_id": filler.expect("a body of the commune")["id"], "valid_from": "2025-12-22", "document": "Công văn số 15",
    });
    leader.post("/api/v1/report-fillings", &filling).await.ok(201);
}

/// The province's consolidated report, published; returns its id.
async fn consolidated(server: &TestServer) -> String {
    let officer = sign_in(server, "officer.12").await;
    let leader = sign_in(server, "leader.12").await;
    let rounds = items(&officer, "/api/v1/report-rounds").await;
    let new = json!({"round_id": rounds[0]["id"]});
    let begun = officer.post("/api/v1/report-consolidations", &new).await;
    let consolidation = id(begun.ok(201)).to_owned();
    let address = format!("/api/v1/report-consolidations/{consolidation}");
    let words = json!({"narrative": {"overview": OVERVIEW}});
    officer.matching(&address).await.patch(&address, &words).await.ok(200);
    for verb in ["sign", "publish"] {
        act(&leader, &address, verb, &Value::Null).await.ok(200);
    }
    consolidation
}

async fn act(who: &Client, record: &str, verb: &str, body: &Value) -> Reply {
    let matching = who.matching(record).await;
    matching.post(&format!("{record}/{verb}"), body).await
}

async fn items(who: &Client, list: &str) -> Vec<Value> {
    let page = who.get(list).await;
    page.ok(200)["items"].as_array().expect("items").clone()
}

fn id(record: &Value) -> &str {
    text(&record["id"])
}

fn text(of: &Value) -> &str {
    of.as_str().expect("a text")
}
