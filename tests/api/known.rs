//! Figures danchu knows: offered with where they come from, another one is explained, and what was known is kept with the version.

use danchu::reporting::template::install::{YEARLY, built_in_id, install};
use serde_json::{Value, json};

use super::{
    support::database::Backend,
    year::{asked, driver::Year},
};

on_both![
    another_figure_than_the_register_knows_is_explained,
    a_year_is_known_from_its_quarters
];

async fn another_figure_than_the_register_knows_is_explained(backend: Backend) {
    let year = Year::begin(backend, "2025-12-16").await;
    let officer = year.sign_in("officer.03388").await;
    let mut draft: Value = serde_json::from_str(include_str!("../../examples/commune-report.json")).expect("JSON");
    let reported = draft["values"]["B05"].as_u64().expect("villages");
    let recorded = reported + 1;
    for number in 1..=recorded {
        let village = json!({"kind": "Bản", "name": format!("Bản {number}"), "valid_from": "2012-01-01"});
        officer.post("/api/v1/villages", &village).await.ok(201);
    }
    // One that was founded after the period is not yet in it.
    let late = json!({"kind": "Bản", "name": "Bản mới", "valid_from": "2025-12-15"});
    officer.post("/api/v1/villages", &late).await.ok(201);
    let kernel = &year.server().kernel;
    install(&kernel.store, kernel.clocks.real.now())
        .await
        .expect("the templates are there");
    let due = json!({"kind": "on_date", "month": 12, "day": 20});
    let new = json!({
        "template_id": built_in_id(YEARLY, 1), "period_key": "2025", "name": "Báo cáo năm 2025",
        "deadlines": {"province": due, "district": due, "commune": due},
    });
    let made = year
        .sign_in("leader.12")
        .await
        .post("/api/v1/report-rounds", &new)
        .await;
    let round = made.ok(201)["id"].as_str().expect("an id").parse().expect("an id");

    let owed = year.obligation(round, "03388").await;
    let known = officer.get(&format!("{owed}/known-figures")).await.ok(200)["figures"].clone();
    assert_eq!(known.as_array().map(Vec::len), Some(1));
    assert_eq!(
        (&known[0]["indicator"], &known[0]["value"]),
        (&json!("B05"), &json!(recorded))
    );
    assert_eq!(known[0]["source"], json!({"kind": "villages"}));
    // Where it comes from can be read.
    let behind = known[0]["records"][0].as_str().expect("an address");
    assert_eq!(
        officer.get(behind).await.ok(200)["items"].as_array().map(Vec::len),
        usize::try_from(recorded).ok()
    );
    // A commune whose villages nobody recorded is told nothing.
    let neighbour = year.sign_in("officer.03390").await;
    let other = format!("{}/known-figures", year.obligation(round, "03390").await);
    assert_eq!(neighbour.get(&other).await.ok(200)["figures"], json!([]));
    officer.get(&other).await.problem(404, "not_found");

    draft["obligation_id"] = json!(owed.rsplit('/').next());
    let report = year.report(round, "03388");
    let saved = officer.put(&report, &draft).await;
    saved.ok(201);
    let leader = year.sign_in("leader.03388").await;
    let submit = async || {
        leader
            .matching(&report)
            .await
            .post(&format!("{report}/submit"), &Value::Null)
            .await
    };
    assert_eq!(submit().await.faults()["/narrative/B05"], "explanation_missing");
    draft["narrative"]["B05"] = json!("Gồm cả các tổ dân phố mới thành lập, chưa cập nhật trên hệ thống.");
    officer.matching(&report).await.put(&report, &draft).await.ok(200);
    submit().await.ok(200);
    let version = leader.get(&format!("{report}/versions/1")).await.ok(200).clone();
    let kept = &version["known_figures"];
    assert_eq!(kept[0]["value"], recorded, "{version:#}");

    // It stays what was known then; the same figure needs no word.
    let reason = json!({"reason": "Sửa"});
    year.act(round, "03388", "leader.12", "return", &reason).await;
    draft["values"]["B05"] = json!(recorded);
    draft["narrative"].as_object_mut().expect("narrative").remove("B05");
    officer.matching(&report).await.put(&report, &draft).await.ok(200);
    submit().await.ok(200);
}

async fn a_year_is_known_from_its_quarters(backend: Backend) {
    let mut year = Year::begin(backend, "2026-01-10").await;
    let quarterly = year.template(&asked::template("quarterly", "quarter")).await;
    let mut yearly = asked::template("yearly", "year");
    for indicator in yearly["content"]["indicators"].as_array_mut().expect("indicators") {
        let summed = indicator["across_periods"] == "sum";
        if summed {
            indicator["source"] = json!({"kind": "shorter_periods", "template": "quarterly"});
        }
    }
    let yearly = year.template(&yearly).await;
    let mut rounds = Vec::new();
    for (quarter, (month, day)) in (1..).zip([(4, 10), (7, 10), (10, 10), (1, 10)]) {
        rounds.push(year.round(&quarterly, &format!("2026-Q{quarter}"), (month, day)).await);
    }
    year.until("2026-12-31").await;
    let whole = year.round(&yearly, "2026", (12, 31)).await;
    let known = async |year: &Year| {
        let at = format!("{}/known-figures", year.obligation(whole, "03388").await);
        let officer = year.sign_in("officer.03388").await;
        officer.get(&at).await.ok(200)["figures"].clone()
    };
    for (round, seed) in rounds.iter().zip(1..) {
        assert_eq!(known(&year).await, json!([]), "before quarter {seed}");
        year.draft(*round, "03388", &asked::values(seed)).await;
        year.act(*round, "03388", "leader.03388", "submit", &Value::Null).await;
        assert_eq!(known(&year).await, json!([]), "before quarter {seed} is accepted");
        year.act(*round, "03388", "leader.12", "accept", &Value::Null).await;
    }
    let figures = known(&year).await;
    let told: Vec<(&str, &Value)> = figures
        .as_array()
        .expect("figures")
        .iter()
        .map(|figure| (figure["indicator"].as_str().expect("a code"), &figure["value"]))
        .collect();
    // 11 + 12 + 13 + 14, 1 + 2 + 3 + 4, that times 1,000,000,007, and 1.37 + 2.74 + 3.11 + 4.48 without its last zero.
    let expected = [
        ("A01", json!(50)),
        ("A02", json!(10)),
        ("M01", json!(10_000_000_070_i64)),
        ("F01", json!("11.7")),
    ];
    assert_eq!(told, expected.each_ref().map(|(code, value)| (*code, value)).to_vec());
    let records = figures[0]["records"].as_array().expect("records");
    assert_eq!(records.len(), 4);
    let officer = year.sign_in("officer.03388").await;
    for record in records {
        officer.get(record.as_str().expect("an address")).await.ok(200);
    }
}
