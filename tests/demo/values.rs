//! The long table of indicator values tells what the totals tell, line by line, as JSON and as CSV.

use danchu::demo::Tier;
use serde_json::{Value, json};

use super::{
    start::{all, sign_in, start},
    support::{client::Client, database::Backend, server::TestServer},
};

on_both![
    the_lines_are_the_totals,
    all_rounds_of_a_template_stand_in_one_table,
    the_table_as_csv_is_the_same_table,
    what_is_not_asked_rightly_is_refused
];

const TEMPLATE: &str = "grassroots-democracy-yearly";

async fn rounds(client: &Client) -> Vec<Value> {
    all(client, "/api/v1/report-rounds", 50).await
}

/// The lines that one total is told in.
fn told(indicator: &Value) -> Vec<(Option<&str>, Value)> {
    match indicator["counts"].as_object() {
        Some(counts) => counts
            .iter()
            .map(|(choice, count)| (Some(choice.as_str()), count.clone()))
            .collect(),
        None => vec![(None, indicator["value"].clone())],
    }
}

/// Checks every line of a part against its total; how many there were.
fn agree(lines: &[Value], part: &str, unit: &Value, coverage: &Value, indicators: &Value) -> usize {
    let mut compared = 0;
    for indicator in indicators.as_array().expect("indicators") {
        for (choice, value) in told(indicator) {
            let line = lines.iter().find(|line| {
                line["part"] == part
                    && line["unit_id"] == unit["id"]
                    && line["indicator"] == indicator["code"]
                    && line["choice"].as_str() == choice
            });
            let line = line.unwrap_or_else(|| panic!("{part} {unit} {indicator}"));
            assert_eq!((&line["value"], &line["n"]), (&value, &indicator["n"]), "{line:#}");
            assert_eq!((&line["unit_code"], &line["unit_name"]), (&unit["code"], &unit["name"]));
            for count in ["required", "submitted", "accepted", "missing"] {
                assert_eq!(line[count], coverage[count], "{line:#}");
            }
            compared += 1;
        }
    }
    compared
}

async fn the_lines_are_the_totals(backend: Backend) {
    let server = start(backend, Tier::ThreeTier).await;
    for login in [
        "leader.12",
        "officer.105",
        "officer.03388",
        "officer.so-gddt",
        "overseer.12",
    ] {
        let client = sign_in(&server, login).await;
        let round = rounds(&client).await.remove(0);
        let id = round["id"].as_str().expect("an id");
        let totals = client.get(&format!("/api/v1/report-rounds/{id}/totals")).await;
        let totals = totals.ok(200);
        let lines = all(&client, &format!("/api/v1/indicator-values?round={id}"), 200).await;
        let mut compared = agree(
            &lines,
            "total",
            &totals["unit"],
            &totals["coverage"],
            &totals["indicators"],
        );
        let own = &totals["own"];
        compared += agree(&lines, "own", &totals["unit"], &own["coverage"], &own["indicators"]);
        for child in totals["children"].as_array().expect("children") {
            compared += agree(
                &lines,
                "child",
                &child["unit"],
                &child["coverage"],
                &child["indicators"],
            );
        }
        assert_eq!(compared, lines.len(), "{login}");
        assert!(lines.iter().all(|line| line["period_key"] == round["period_key"]));
    }
}

async fn all_rounds_of_a_template_stand_in_one_table(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let client = sign_in(&server, "leader.12").await;
    let address = format!("/api/v1/indicator-values?template={TEMPLATE}&basis=current&indicator=A03,I01");
    let lines = all(&client, &address, 200).await;
    let keys: Vec<&Value> = lines.iter().map(|line| &line["period_key"]).collect();
    let (earlier, later) = (json!("2024"), json!("2025"));
    assert_eq!((keys[0], keys[keys.len() - 1]), (&earlier, &later));
    assert!(keys.is_sorted_by_key(|key| key.as_str().expect("a key")));
    // By today's tree both years have the province, what stands at it, and the same 38 communes, with one number and one rating of four.
    assert_eq!(lines.len(), 2 * 40 * (1 + 4));
    // Pages of whatever length come to the same.
    assert_eq!(all(&client, &address, 7).await, lines);
    let commune = lines
        .iter()
        .find(|line| line["unit_code"] == "03388")
        .expect("a commune")["unit_id"]
        .clone();
    let commune = commune.as_str().expect("an id");
    let one = all(&client, &format!("{address}&unit={commune}"), 200).await;
    let of_both = |lines: &[Value], part: &str| -> Vec<Value> {
        let wanted = lines
            .iter()
            .filter(|line| line["part"] == part && line["unit_id"] == commune);
        wanted.map(|line| line["value"].clone()).collect()
    };
    assert_eq!(of_both(&one, "total"), of_both(&lines, "child"));
    let past = all(&client, &format!("{address}&as_of=2024-11-01"), 200).await;
    assert!(past.iter().all(|line| line["n"] == 0));
}

async fn the_table_as_csv_is_the_same_table(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let client = sign_in(&server, "leader.12").await;
    let query = format!("template={TEMPLATE}&basis=current");
    let lines = all(&client, &format!("/api/v1/indicator-values?{query}"), 200).await;
    let request = client.request(reqwest::Method::GET, &format!("/api/v1/indicator-values.csv?{query}"));
    let response = request.send().await.expect("an answer");
    let header = |name: &str| response.headers()[name].to_str().expect("text").to_owned();
    assert_eq!(header("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        header("content-disposition"),
        "attachment; filename=\"indicator-values.csv\""
    );
    let text = response.text().await.expect("the whole table");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let names = reader.headers().expect("a header").clone();
    let mut read = 0;
    for (record, line) in reader.records().zip(&lines) {
        for (name, cell) in names.iter().zip(&record.expect("a record")) {
            let told = match &line[name] {
                Value::Null => String::new(),
                Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            assert_eq!(cell, told, "{name} of {line:#}");
        }
        read += 1;
    }
    assert_eq!(read, lines.len());
    assert_eq!(text.lines().count(), lines.len() + 1);
}

async fn what_is_not_asked_rightly_is_refused(backend: Backend) {
    let server: TestServer = start(backend, Tier::TwoTier).await;
    let client = sign_in(&server, "leader.03388").await;
    for form in ["", ".csv"] {
        let table = format!("/api/v1/indicator-values{form}");
        client.get(&table).await.problem(422, "invalid_parameter");
        let nowhere = format!("{table}?round=018f5b5e-0000-7000-8000-000000000001");
        client.get(&nowhere).await.problem(404, "not_found");
        let unknown = format!("{table}?template={TEMPLATE}&colour=red");
        client.get(&unknown).await.problem(422, "invalid_parameter");
        let province = sign_in(&server, "leader.12").await;
        let unit = province.get("/api/v1/me").await.ok(200)["organisation"]["unit_id"].clone();
        if let Some(unit) = unit.as_str() {
            let above = format!("{table}?template={TEMPLATE}&unit={unit}");
            client.get(&above).await.problem(404, "not_found");
        }
    }
    // A district that only the earlier round knows: nothing is sent of a table that cannot be whole.
    let province = sign_in(&server, "leader.12").await;
    for form in ["", ".csv"] {
        let former = "34db807e-ef51-52eb-990f-c9e5e8bbf4f2";
        let ended = format!("/api/v1/indicator-values{form}?template={TEMPLATE}&unit={former}&basis=original");
        province.get(&ended).await.problem(422, "unit_not_in_basis");
        let nul = format!("/api/v1/indicator-values{form}?template=%00");
        province.get(&nul).await.problem(422, "invalid_parameter");
    }
    let junk = "/api/v1/indicator-values?template=grassroots-democracy-yearly&cursor=abc";
    client.get(junk).await.problem(422, "invalid_parameter");
    let none = all(&client, "/api/v1/indicator-values?template=no-such-template", 50).await;
    assert_eq!(none, Vec::<Value>::new());
    let round = rounds(&client).await.remove(0)["id"]
        .as_str()
        .expect("an id")
        .to_owned();
    let both = |template: &str| format!("/api/v1/indicator-values?round={round}&template={template}&indicator=A03");
    assert_eq!(all(&client, &both("no-such-template"), 50).await, Vec::<Value>::new());
    assert_eq!(all(&client, &both(TEMPLATE), 50).await.len(), 2);
}
