//! What anybody may read without signing in, and what nobody learns that way.

mod counts;

use serde_json::{Value, json};
use uuid::Uuid;

use crate::{
    board::{BOARDS, Commune, recognition},
    recommendation::{inspected, remedy, secretary},
    support::{client::Client, database::Backend, register::organisation_id, server::TestServer},
    year::driver::Year,
};

on_both! {
    who_is_on_a_commune_s_board_is_public,
    workplaces_disclose_to_their_own_alone,
    units_are_listed_as_they_are,
    a_crowd_is_answered_from_what_is_kept,
    an_address_is_the_same_however_it_is_spelt,
    a_visitor_asks_so_often_and_no_more,
    what_a_commune_discloses_is_public,
    how_far_it_is_is_public_in_numbers,
    the_page_says_what_the_api_says,
    what_is_public_is_there_as_tables,
}

const GIVER: &str = "Bà Lò Thị Hoa, tổ dân phố 1";
const PUBLIC: &str = "/api/v1/public";

async fn act(who: &Client, address: &str, verb: &str, body: &Value) -> Value {
    let reply = who
        .matching(address)
        .await
        .post(&format!("{address}/{verb}"), body)
        .await;
    reply.ok(200).clone()
}

async fn who_is_on_a_commune_s_board_is_public(backend: Backend) {
    let (commune, board) = inspected(backend).await;
    let id = board["id"].as_str().expect("an id");
    let (nobody, at) = (commune.year.server().nobody(), format!("{BOARDS}/{id}"));
    // One who is elected and not recognised, one whose work is not finished, one who has told something.
    let person = json!({"name": "Quàng Văn Chờ", "national_id": "012345678901"});
    let person = commune.front.post("/api/v1/persons", &person).await;
    let mut waits = commune.one_of_each().await.swap_remove(0);
    waits["person_id"] = person.ok(201)["id"].clone();
    act(&commune.front, &at, "members", &json!({"members": [waits]})).await;
    let secretary = secretary(&commune.year, &board, "thu.ky").await;
    let plan = |title: &str, period: &str, issued: Option<&str>| json!({"title": title, "period": period, "purpose": "Giám sát", "work": "Kiểm tra quỹ", "issued_on": issued});
    for (plan, new) in [
        ("board-plans", plan("Kế hoạch quý IV", "2025-Q4", Some("2025-10-15"))),
        ("board-plans", plan("Bản nháp bí mật", "2026", None)),
        (
            "citizen-feedback",
            json!({"received_on": "2025-10-18", "channel": "in_person", "content": "Thu quỹ sai", "giver": GIVER}),
        ),
    ] {
        let mut new = new;
        if new["issued_on"].is_null() {
            new.as_object_mut().expect("an object").remove("issued_on");
        }
        let address = format!("/api/v1/{plan}/{}", danchu::access::fresh::<Uuid>());
        secretary.put(&address, &new).await.ok(201);
    }
    secretary
        .post("/api/v1/board-recommendations", &remedy("03388"))
        .await
        .ok(201);
    let listed = nobody.get(&format!("{PUBLIC}/inspection-boards")).await;
    assert_eq!(listed.ok(200)["items"][0]["id"], board["id"]);
    let seen = nobody.get(&format!("{PUBLIC}/inspection-boards/{id}")).await;
    let seen = seen.ok(200);
    assert_eq!(seen["members"].as_array().map(Vec::len), Some(5));
    assert_eq!(
        (&seen["members"][0]["position"], &seen["members"][0]["village"]),
        (&json!("head"), &json!("Tổ dân phố 1"))
    );
    assert_eq!(seen["plans"].as_array().map(Vec::len), Some(1));
    assert_eq!(
        seen["recommendations"],
        json!({"sent": 0, "waiting": 0, "overdue": 0, "answered": 0})
    );
    let told = format!("{seen} {}", listed.json);
    for secret in [
        "Quàng Văn Chờ",
        "901",
        "Bản nháp",
        "Lò Thị Hoa",
        "Khắc phục",
        "in_favour",
        "person_id",
    ] {
        assert!(!told.contains(secret), "{secret}: {told}");
    }
}

async fn workplaces_disclose_to_their_own_alone(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.union").await, year.sign_in("leader.union").await);
    let new = json!({
        "kind": "agency_people_inspectorate", "host": organisation_id("so-gddt"), "name": "Ban Thanh tra nhân dân Sở", "staff": 40,
        "term_from": "2025-03-01", "term_to": "2027-03-01",
    });
    let founded = officer.post(BOARDS, &new).await;
    let id = founded.ok(201)["id"].as_str().expect("an id").to_owned();
    let mut members = Vec::new();
    for name in ["A", "B", "C"] {
        let person = officer.post("/api/v1/persons", &json!({"name": name})).await;
        members.push(json!({
            "person_id": person.ok(201)["id"], "represents": "staff", "chosen_on": "2025-02-27", "received_on": "2025-02-27", "present": 40,
            "in_favour": 38,
        }));
    }
    let at = format!("{BOARDS}/{id}");
    act(&officer, &at, "members", &json!({ "members": members })).await;
    act(&leader, &at, "recognise", &recognition("2025-03-03")).await;
    let nobody = year.server().nobody();
    nobody
        .get(&format!("{PUBLIC}/inspection-boards/{id}"))
        .await
        .problem(404, "not_found");
    let listed = nobody.get(&format!("{PUBLIC}/inspection-boards")).await;
    assert_eq!(listed.ok(200)["items"], json!([]));
    // Neither is what is not there at all, nor what only somebody may see.
    for path in [
        "inspection-boards?kind=agency_people_inspectorate",
        "units?as_of=2020-01-01",
    ] {
        nobody
            .get(&format!("{PUBLIC}/{path}"))
            .await
            .problem(422, "invalid_parameter");
    }
    nobody
        .get("/api/v1/inspection-boards")
        .await
        .problem(401, "unauthenticated");
}

async fn units_are_listed_as_they_are(backend: Backend) {
    let server = TestServer::start(backend).await;
    let nobody = server.nobody();
    let communes = nobody.get(&format!("{PUBLIC}/units?level=commune&limit=200")).await;
    let items = communes.ok(200)["items"].as_array().expect("items").clone();
    assert!(items.iter().any(|unit| unit["code"] == "03388"), "{items:?}");
    assert!(items.iter().all(|unit| unit["level"] == "commune"), "{items:?}");
    for path in ["village-conventions", "council-resolutions"] {
        nobody.get(&format!("{PUBLIC}/{path}")).await.ok(200);
    }
}

async fn a_crowd_is_answered_from_what_is_kept(backend: Backend) {
    let commune = Commune::of(backend, 5).await;
    let nobody = commune.year.server().nobody();
    let path = format!("{PUBLIC}/units?limit=3");
    let first = nobody.get(&path).await;
    assert_eq!(first.header("cache-control"), "public, max-age=60");
    let store = &commune.year.server().served;
    let before = store.statements();
    let again = nobody.get(&path).await;
    assert_eq!((again.ok(200), store.statements()), (first.ok(200), before));
    // However it is spelled.
    let unit = crate::support::register::unit_id("03388").to_string();
    nobody.get(&format!("{PUBLIC}/coverage?unit={unit}")).await.ok(200);
    let before = store.statements();
    for spelled in [
        format!("?unit={}", unit.to_uppercase()),
        format!("?&&unit={}&", unit.replace('-', "")),
    ] {
        nobody.get(&format!("{PUBLIC}/coverage{spelled}")).await.ok(200);
    }
    assert_eq!(store.statements(), before);
    // A refusal is not kept for others.
    let missing = format!("{PUBLIC}/inspection-boards/{}", danchu::access::fresh::<Uuid>());
    let refused = nobody.get(&missing).await;
    refused.problem(404, "not_found");
    assert_ne!(refused.header("cache-control"), "public, max-age=60");
    let before = store.statements();
    nobody.get(&missing).await.problem(404, "not_found");
    assert_eq!(store.statements(), before + 1);
}

async fn a_visitor_asks_so_often_and_no_more(backend: Backend) {
    let server = TestServer::start_with(backend, |setup| {
        setup.settings.visits = danchu::access::VisitLimit(danchu::http::SenderLimit::new(
            3,
            danchu::http::TrustedProxies::new(&[]),
        ));
    })
    .await;
    let nobody = server.nobody();
    for _ in 0..3 {
        nobody.get(&format!("{PUBLIC}/units")).await.ok(200);
    }
    let refused = nobody.get(&format!("{PUBLIC}/units")).await;
    refused.problem(429, "too_many_requests");
    assert!(!refused.header("retry-after").is_empty());
}

async fn what_a_commune_discloses_is_public(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let put = async |number: u32, body: Value| {
        let at = format!("/api/v1/disclosures/0a3c6f0e-2b7d-4f57-9d2e-{number:012}");
        officer.put(&at, &body).await.ok(201);
    };
    let shown = json!([{"form": "posting", "place": "Nhà ông Vàng A Páo", "from": "2025-10-01"}]);
    let disclosed = |group: &str, title: &str| {
        json!({
            "group": group, "title": title, "document": "Danh sách của bà Hoa", "arisen_on": "2025-09-30", "forms": shown,
        })
    };
    put(1, disclosed("budget", "Dự toán ngân sách")).await;
    put(2, disclosed("relief", "Hỗ trợ sau lũ")).await;
    put(3, disclosed("work_plans", "Kế hoạch nội bộ")).await;
    put(
        4,
        json!({"group": "fees", "title": "Phí chưa công khai", "arisen_on": "2025-10-17"}),
    )
    .await;
    let nobody = year.server().nobody();
    let listed = nobody.get(&format!("{PUBLIC}/disclosures")).await;
    let listed = listed.ok(200);
    let items = listed["items"].as_array().expect("items");
    let titles: Vec<&Value> = items.iter().map(|item| &item["title"]).collect();
    assert_eq!(titles.len(), 2, "{titles:?}");
    let told = listed.to_string();
    // What is the staff's own, what is not known yet, and where it hangs.
    for secret in ["Kế hoạch nội bộ", "Phí chưa công khai", "Vàng A Páo"] {
        assert!(!told.contains(secret), "{secret}");
    }
    let relief = items.iter().find(|item| item["group"] == "relief").expect("relief");
    assert!(relief.get("document").is_none(), "{relief}");
    assert_eq!(relief["forms"], json!([{"form": "posting", "from": "2025-10-01"}]));
    let budget = items.iter().find(|item| item["group"] == "budget").expect("the budget");
    assert_eq!(budget["article"], "Điều 11.2");
}

/// What is kept for one address is never the answer of another.
async fn an_address_is_the_same_however_it_is_spelt(backend: Backend) {
    let server = TestServer::start(backend).await;
    let nobody = server.nobody();
    let of = async |address: &str| nobody.get(&format!("{PUBLIC}/{address}")).await;
    let units = of("%75nits").await.ok(200).clone();
    assert_eq!(units, *of("units").await.ok(200));
    assert_ne!(units, *of("%64isclosures").await.ok(200));
    of("%75nits?x=1").await.problem(422, "invalid_parameter");
    let signed_in = server.sign_in("officer.12").await;
    let posted = signed_in.post(&format!("{PUBLIC}/%75nits"), &json!({})).await;
    posted.problem(405, "method_not_allowed");
}

async fn how_far_it_is_is_public_in_numbers(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    for name in ["Lò Văn Ín", "Sùng Thị Dế"] {
        let person = officer.post("/api/v1/persons", &json!({"name": name})).await.ok(201)["id"].clone();
        let post = json!({
            "position": "person_in_charge", "valid_from": "2025-08-01", "decision": {"number": "12/QĐ-UBND", "signed_on": "2025-07-31"},
        });
        let at = format!("/api/v1/persons/{}/appointments", person.as_str().expect("an id"));
        officer.post(&at, &post).await.ok(201);
    }
    let nobody = year.server().nobody();
    let commune = crate::support::register::unit_id("03388");
    let told = nobody.get(&format!("{PUBLIC}/coverage?unit={commune}")).await;
    let told = told.ok(200);
    let of = |duty: &str| {
        let duties = told["duties"].as_array().expect("duties");
        duties
            .iter()
            .find(|told| told["duty"] == duty)
            .expect("the duty")
            .clone()
    };
    let within = officer.get("/api/v1/duties/coverage").await;
    let within = within.ok(200)["duties"].as_array().expect("duties").clone();
    for duty in &within {
        let public = of(duty["duty"].as_str().expect("a code"));
        if duty["of"] != "person" {
            assert_eq!(
                (&public["owing"], &public["done"]),
                (&duty["owing"], &duty["done"]),
                "{duty}"
            );
        }
    }
    // Of two it would be told of each.
    let people = of("persons_in_charge_trained");
    assert_eq!(
        (
            &people["owing"],
            &people["withheld"],
            people.get("done"),
            people.get("percentage")
        ),
        (&json!(0), &json!(true), None, None)
    );
    assert!(!told.to_string().contains("Lò Văn Ín"));
    // Nor by a difference: they are in the sum of no unit above.
    let whole = nobody.get(&format!("{PUBLIC}/coverage")).await;
    let duties = whole.ok(200)["duties"].as_array().expect("duties").clone();
    let whole = duties.iter().find(|told| told["duty"] == "persons_in_charge_trained");
    let whole = whole.expect("the duty");
    assert_eq!((&whole["owing"], &whole["withheld"]), (&json!(0), &json!(true)));
}

async fn the_page_says_what_the_api_says(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let secret = json!({
        "group": "relief", "title": "Hỗ trợ sau lũ <script>", "document": "Danh sách của bà Hoa", "arisen_on": "2025-09-30",
        "forms": [{"form": "posting", "place": "Nhà ông Vàng A Páo", "from": "2025-10-01"}]
    });
    officer
        .put("/api/v1/disclosures/0a3c6f0e-2b7d-4f57-9d2e-000000000001", &secret)
        .await
        .ok(201);
    let nobody = year.server().nobody();
    let page = async |path: &str| {
        let whole = nobody.file(path).await;
        assert!(whole.len() < 200_000, "{path} has {} bytes", whole.len());
        String::from_utf8(whole).expect("UTF-8")
    };
    let coverage = nobody.get(&format!("{PUBLIC}/coverage")).await.ok(200).clone();
    let vietnamese = page("/cong-khai?lang=vi&utm_source=zalo&duty=whatever").await;
    let english = page("/cong-khai?lang=en&embed=1").await;
    assert!(vietnamese.contains("<html lang=\"vi\">") && english.contains("<html lang=\"en\">"));
    for duty in coverage["duties"].as_array().expect("duties") {
        assert!(vietnamese.contains(duty["name_vi"].as_str().expect("a name")), "{duty}");
        assert!(english.contains(duty["name_en"].as_str().expect("a name")), "{duty}");
        if let (Some(done), Some(owing @ 1..)) = (duty["done"].as_i64(), duty["owing"].as_i64()) {
            assert!(english.contains(&format!("{done}/{owing} · ")), "{duty}");
        }
    }
    assert!(vietnamese.contains("<header>") && !english.contains("<header>"));
    // What is told of a commune is what the API tells, and none of it is markup.
    let commune = page("/cong-khai/03388?lang=vi").await;
    assert!(commune.contains("Hỗ trợ sau lũ &lt;script&gt;"), "{commune}");
    for secret in ["bà Hoa", "Vàng A Páo"] {
        assert!(!commune.contains(secret), "{secret}");
    }
    nobody.get("/cong-khai/99999").await.problem(404, "not_found");
    let answer = nobody.request(reqwest::Method::GET, "/cong-khai").send().await;
    let answer = answer.expect("an answer");
    let header = |name: &str| {
        let value = answer.headers().get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    assert!(header("content-security-policy").contains("frame-ancestors 'none'"));
    assert_eq!(header("cache-control"), "public, max-age=60");
    assert_eq!(header("content-type"), "text/html; charset=utf-8");
    assert!(!header("etag").is_empty());
}

/// Each table is the list it is made of, under the columns that are explained.
async fn what_is_public_is_there_as_tables(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let officer = year.sign_in("officer.03388").await;
    let disclosure = json!({
        "group": "budget", "title": "=Dự toán, \"quý III\"", "arisen_on": "2025-09-30", "forms": [{"form": "posting", "from": "2025-10-01"}]
    });
    officer
        .put("/api/v1/disclosures/0a3c6f0e-2b7d-4f57-9d2e-000000000001", &disclosure)
        .await
        .ok(201);
    let nobody = year.server().nobody();
    let catalogue = nobody.get(&format!("{PUBLIC}/data")).await.ok(200).clone();
    assert_eq!(catalogue["licence"], "CC-BY-4.0");
    let datasets = catalogue["datasets"].as_array().expect("tables");
    assert_eq!(datasets.len(), 7);
    for dataset in datasets {
        let table = nobody.file(dataset["csv"].as_str().expect("an address")).await;
        let mut reader = csv::Reader::from_reader(table.as_slice());
        let columns = dataset["columns"].as_array().expect("columns");
        let explained: Vec<&str> = columns.iter().filter_map(|column| column["name"].as_str()).collect();
        let header: Vec<String> = reader.headers().expect("a header").iter().map(str::to_owned).collect();
        assert_eq!(header, explained);
        let silent = columns.iter().find(|column| column["meaning"] == "");
        assert!(silent.is_none(), "{silent:?}");
        let rows = reader.records().collect::<Result<Vec<_>, _>>().expect("rows").len();
        let list = nobody
            .get(dataset["json"].as_str().expect("an address"))
            .await
            .ok(200)
            .clone();
        let listed = match list["parts"].as_array() {
            Some(parts) => parts
                .iter()
                .map(|part| part["duties"].as_array().map_or(0, Vec::len))
                .sum(),
            None => list["items"].as_array().expect("items").len(),
        };
        assert_eq!(rows, listed, "{}", dataset["name"]);
    }
    let table = nobody.file(&format!("{PUBLIC}/data/disclosures/csv")).await;
    let table = String::from_utf8(table).expect("UTF-8");
    // What a spreadsheet would take for a formula is text.
    assert!(table.contains("\"'=Dự toán, \"\"quý III\"\"\""), "{table}");
    nobody
        .get(&format!("{PUBLIC}/data/persons/csv"))
        .await
        .problem(404, "not_found");
}
