//! The year's work of one commune, recorded as it happens; its yearly report is then there already, and no figure is typed twice.

use std::collections::BTreeMap;

use danchu::reporting::template::install::{YEARLY, built_in_id, install};
use serde_json::{Value, json};

use crate::{
    support::{client::Client, database::Backend, register::organisation_id},
    year::driver::Year,
};

on_both![a_report_is_filled_in_from_what_was_recorded];

/// Records a measure under the next id.
struct Book<'b> {
    officer: &'b Client,
    next: u32,
}

impl Book<'_> {
    async fn record(&mut self, list: &str, body: Value) -> String {
        self.next += 1;
        let at = format!("/api/v1/{list}/0a3c6f0e-2b7d-4f57-9d2e-{:012}", self.next);
        self.officer.put(&at, &body).await.ok(201);
        at
    }

    async fn hold(&mut self, mut activity: Value, held: Value) -> String {
        activity["channels"] = json!(["meeting"]);
        activity["planned_on"] = held["on"].clone();
        activity["held"] = held;
        self.record("activities", activity).await
    }
}

/// What the commune does from one December to the next.
async fn work(year: &Year, officer: &Client) {
    let mut book = Book { officer, next: 100 };
    let plan = json!({"kind": "plan", "number": "12/KH-UBND", "title": "Kế hoạch năm 2025", "issued_on": "2025-08-05"});
    book.record("directives", plan).await;
    let person = officer
        .post("/api/v1/persons", &json!({"name": "Lò Văn Ín"}))
        .await
        .ok(201)["id"]
        .clone();
    let post = json!({
        "position": "person_in_charge", "valid_from": "2025-08-01", "decision": {"number": "12/QĐ-UBND", "signed_on": "2025-07-31"},
    });
    let at = format!("/api/v1/persons/{}/appointments", person.as_str().expect("an id"));
    officer.post(&at, &post).await.ok(201);
    let training = json!({"kind": "training", "title": "Bồi dưỡng nghiệp vụ", "topics": ["practice"]});
    let there = json!({"on": "2025-09-15", "attendance": [{"who": "officials", "people": 31}], "persons": [person]});
    book.hold(training, there).await;
    let people =
        json!({"on": "2025-10-14", "attendance": [{"who": "people", "people": 118}], "opinions": 14, "answered": 12});
    let dialogue = book
        .hold(json!({"kind": "dialogue", "title": "Đối thoại"}), people)
        .await;
    let report = json!({"on": "2025-10-20", "summary": "14 ý kiến, đã giải quyết 12."});
    officer
        .matching(&dialogue)
        .await
        .post(&format!("{dialogue}/report"), &report)
        .await
        .ok(200);
    let staff = json!({"on": "2025-11-05", "attendance": [{"who": "officials", "people": 30}], "summoned": 42, "opinions": 6, "answered": 5});
    book.hold(
        json!({"kind": "staff_conference", "title": "Hội nghị", "year": 2024}),
        staff,
    )
    .await;
    let reviewed = json!({"on": "2025-12-02", "attendance": [{"who": "officials", "people": 30}]});
    book.hold(
        json!({"kind": "conference_review", "title": "Đánh giá", "year": 2024}),
        reviewed,
    )
    .await;
    // One in time, one late.
    for (group, from) in [("budget", "2025-09-12"), ("fees", "2025-09-15")] {
        let disclosure = json!({
            "group": group, "title": "Nội dung công khai", "arisen_on": "2025-09-05", "forms": [
                {"form": "posting", "from": from}, {"form": "portal", "from": from},
            ],
        });
        book.record("disclosures", disclosure).await;
    }
    let conditions = json!({
        "year": 2025, "counted_on": "2025-11-30", "internet": true, "loudspeaker": true, "portal": true, "notice_board": true,
        "applications": ["disclosure_online"],
    });
    book.record("conditions", conditions).await;
    let asked = json!({
        "matter": "economic_plan", "title": "Kế hoạch 2026", "opened_on": "2025-09-08", "forms": ["portal"],
        "result": {"closed_on": "2025-09-30", "opinions": 46, "accepted": 31, "explanation": "Tiếp thu 31.", "explained_on": "2025-10-06"},
    });
    book.record("consultations", asked).await;
    let praise =
        json!({"kind": "praise", "title": "Biểu dương", "given_on": "2025-11-18", "collectives": 2, "individuals": 5});
    book.record("commendations", praise).await;
    let own = json!({"year": 2025, "subject": "organisation", "assessed_on": "2025-12-05", "self_rating": "good"});
    book.record("evaluations", own).await;
    // The province has looked, and what was to be put right was.
    let province = year.sign_in("officer.12").await;
    let inspection = json!({
        "kind": "inspection", "subject": organisation_id("03388"), "title": "Kiểm tra", "planned_on": "2025-11-17", "visited_on": "2025-11-17",
        "conclusion": {"on": "2025-11-20", "findings": "Một nội dung chậm.", "remedy": "Lập danh sách quý III.", "answer_by": "2025-12-19"},
    });
    let at = "/api/v1/compliance-inspections/0a3c6f0e-2b7d-4f57-9d2e-000000000200";
    province.put(at, &inspection).await.ok(201);
    let leader = year.sign_in("leader.03388").await;
    let answer = json!({"explanation": "Đã lập danh sách."});
    leader
        .matching(at)
        .await
        .post(&format!("{at}/answer"), &answer)
        .await
        .ok(200);
}

async fn a_report_is_filled_in_from_what_was_recorded(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let officer = year.sign_in("officer.03388").await;
    work(&year, &officer).await;
    let kernel = &year.server().kernel;
    install(&kernel.store, kernel.clocks.real.now())
        .await
        .expect("the templates are there");
    let due = json!({"kind": "on_date", "month": 12, "day": 20});
    let new = json!({
        "template_id": built_in_id(YEARLY, 1), "period_key": "2025", "name": "Báo cáo năm 2025",
        "deadlines": {"province": due, "district": due, "commune": due},
    });
    let leader = year.sign_in("leader.12").await;
    let made = leader.post("/api/v1/report-rounds", &new).await;
    let round = made.ok(201)["id"].as_str().expect("an id").parse().expect("an id");
    let owed = year.obligation(round, "03388").await;
    let figures = officer.get(&format!("{owed}/known-figures")).await.ok(200)["figures"].clone();
    let known: BTreeMap<&str, &Value> = figures
        .as_array()
        .expect("figures")
        .iter()
        .map(|figure| (figure["indicator"].as_str().expect("a code"), &figure["value"]))
        .collect();
    let expected = json!({
        "A01": 1, "A02": 1, "A03": 31, "A04": 1, "A05": 1, "A09": true, "A11": 7,
        "C01": 2, "C02": 2, "C03": 2, "C04": 2, "C05": 0, "C06": 0, "C07": 0, "C08": 1, "C09": 0,
        "D12": 0, "D13": 0, "D14": 0, "D15": true, "D15.1": "2025-11-05", "D17.1": 6, "D17.2": 5, "D18": true,
        "E01": 1, "E02": 46, "E03": 31, "E04": 1, "E05": 1, "E06": 118, "E07.1": 14, "E07.2": 12, "E08": 0,
        "H01": 0, "I01": "tot",
    });
    for (code, value) in expected.as_object().expect("figures") {
        assert_eq!(known.get(code.as_str()).copied(), Some(value), "{code}");
    }
    assert_eq!(
        known.len(),
        expected.as_object().map_or(0, serde_json::Map::len),
        "{known:?}"
    );
    // Every one leads to the records behind it.
    for figure in figures.as_array().expect("figures") {
        let at = figure["records"][0].as_str().expect("an address");
        let rows = officer.get(at).await;
        let found = rows.ok(200)["items"].as_array().expect("items").len();
        assert!(found > 0 || figure["value"] == 0, "{figure}");
    }
    // With what nobody has recorded it is whole, and nothing known has to be explained.
    let mut draft: Value = serde_json::from_str(include_str!("../../examples/commune-report.json")).expect("JSON");
    for (code, value) in known {
        draft["values"][code] = value.clone();
    }
    draft["obligation_id"] = json!(owed.rsplit('/').next());
    let report = year.report(round, "03388");
    officer.put(&report, &draft).await.ok(201);
    let leader = year.sign_in("leader.03388").await;
    let submitted = leader
        .matching(&report)
        .await
        .post(&format!("{report}/submit"), &Value::Null)
        .await;
    assert_eq!(submitted.ok(200)["progress"], "submitted");
}
