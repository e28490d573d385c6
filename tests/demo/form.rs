//! The report as a sheet: filled in, sent back, refused cell by cell, and never more trusted than a stranger's file.

use std::io::{Cursor, Write};

use danchu::{demo::Tier, http::XLSX};
use rust_xlsxwriter::{Formula, Workbook};
use serde_json::{Value, json};
use zip::{ZipWriter, write::SimpleFileOptions};

use super::{
    office::Office,
    start::{sign_in, start},
    support::{client::Client, database::Backend, server::TestServer},
};

on_both![
    what_was_written_goes_back_unchanged,
    a_report_is_begun_by_its_sheet,
    a_dry_run_saves_nothing,
    what_is_wrong_is_named_by_its_cell,
    what_is_no_form_is_refused
];

const REPORT: &str = include_str!("../../examples/commune-report.json");

/// The obligation of an organisation in the round of 2025.
async fn owed(client: &Client) -> Value {
    let rounds = client
        .get("/api/v1/report-rounds?period_key=2025")
        .await
        .ok(200)
        .clone();
    let me = client.get("/api/v1/me").await.ok(200).clone();
    let (round, body) = (rounds["items"][0]["id"].as_str(), me["organisation"]["id"].as_str());
    let query = format!(
        "/api/v1/report-obligations?round={}&organisation={}",
        round.expect("a round"),
        body.expect("a body")
    );
    client.get(&query).await.ok(200)["items"][0].clone()
}

fn sheet_of(owed: &Value) -> String {
    format!(
        "/api/v1/report-obligations/{}/sheet",
        owed["id"].as_str().expect("an id")
    )
}

/// The commune's officer, who has drafted the example.
async fn drafted(server: &TestServer) -> (Client, Value, String) {
    let officer = sign_in(server, "officer.03388").await;
    let owed = owed(&officer).await;
    let mut draft: Value = serde_json::from_str(REPORT).expect("JSON");
    draft["obligation_id"] = owed["id"].clone();
    let report = "/api/v1/report-submissions/0a3c6f0e-2b7d-4f57-9d2e-6f1f6f3d9b11";
    officer.put(report, &draft).await.ok(201);
    (officer, owed, report.to_owned())
}

async fn what_was_written_goes_back_unchanged(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let (officer, owed, report) = drafted(&server).await;
    let before = officer.get(&report).await;
    let workbook = officer.file(&sheet_of(&owed)).await;
    let saved = officer.put_workbook(&sheet_of(&owed), workbook.clone()).await;
    saved.ok(200);
    assert_eq!(saved.header("etag"), before.header("etag"));
    assert_eq!(officer.get(&report).await.json, before.json);
    // Others get what was sent, which is nothing yet.
    let province = sign_in(&server, "officer.12").await;
    let empty = province.file(&sheet_of(&owed)).await;
    assert_ne!(empty, workbook);
    let Some(office) = Office::here() else { return };
    let resaved = office.save_as(&workbook, "xlsx", "xlsx");
    let saved = officer.put_workbook(&sheet_of(&owed), resaved).await;
    saved.ok(200);
    assert_eq!(saved.header("etag"), before.header("etag"));
}

async fn a_report_is_begun_by_its_sheet(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let officer = sign_in(&server, "officer.03390").await;
    let owed = owed(&officer).await;
    let empty = officer.file(&sheet_of(&owed)).await;
    let begun = officer.put_workbook(&sheet_of(&owed), empty.clone()).await;
    assert_eq!(begun.ok(201)["progress"], "draft");
    // It begins with what the register knows: the commune's villages.
    let known = officer
        .get(&format!("{}/known-figures", sheet_of(&owed).trim_end_matches("/sheet")))
        .await;
    let known = known.ok(200)["figures"].as_array().expect("figures").iter();
    let known = known.map(|known| {
        let code = known["indicator"].as_str().expect("a code");
        (code.to_owned(), known["value"].clone())
    });
    let known: Value = known.collect::<serde_json::Map<_, _>>().into();
    assert!(known["B05"].is_number() && known["B01"].is_boolean(), "{known}");
    assert_eq!(begun.json["values"], known);
    let address = begun.header("location").to_owned();
    assert_eq!(officer.get(&address).await.ok(200)["id"], begun.json["id"]);
    // Repeating it is safe; changing it needs the version.
    officer.put_workbook(&sheet_of(&owed), empty).await.ok(200);
    let filled = answered(&owed, &begun.json, &json!({"A01": 7}));
    officer
        .put_workbook(&sheet_of(&owed), filled.clone())
        .await
        .problem(428, "precondition_required");
    let client = officer.matching(&address).await;
    let saved = client.put_workbook(&sheet_of(&owed), filled).await;
    assert_eq!(saved.ok(200)["values"], json!({"A01": 7}));
}

/// A sheet as somebody might make it by hand.
fn by_hand(owed: &Value, report: &Value, write: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut book = Workbook::new();
    let form = book.add_worksheet();
    form.set_name("Biểu mẫu").expect("a name");
    write(form);
    let origin = book.add_worksheet();
    origin.set_name("danchu").expect("a name");
    let lines = [
        "danchu/form/1",
        owed["id"].as_str().expect("an id"),
        report["template_id"].as_str().expect("an id"),
    ];
    for (line, row) in lines.iter().zip(0..) {
        origin.write_string(row, 0, *line).expect("a cell");
    }
    book.save_to_buffer().expect("a workbook")
}

fn answered(owed: &Value, report: &Value, values: &Value) -> Vec<u8> {
    by_hand(owed, report, |sheet| {
        for ((code, value), row) in values.as_object().expect("values").iter().zip(4..) {
            sheet.write_string(row, 0, code).expect("a cell");
            match value {
                Value::String(text) => sheet.write_string(row, 4, text),
                Value::Bool(yes) => sheet.write_boolean(row, 4, *yes),
                other => sheet.write_number(row, 4, other.as_f64().expect("a number")),
            }
            .expect("a cell");
        }
    })
}

async fn a_dry_run_saves_nothing(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let (officer, owed, report) = drafted(&server).await;
    let before = officer.get(&report).await;
    let filled = answered(&owed, &before.json, &json!({"A01": 8, "A09": "không", "A03": "77"}));
    let client = officer.matching(&report).await;
    let rehearsed = client
        .put_workbook(&format!("{}?dry_run=true", sheet_of(&owed)), filled.clone())
        .await;
    assert_eq!(rehearsed.ok(200)["values"], json!({"A01": 8, "A09": false, "A03": 77}));
    assert_eq!(officer.get(&report).await.json, before.json);
    let wrong = answered(&owed, &before.json, &json!({"A01": -1}));
    let refused = client
        .put_workbook(&format!("{}?dry_run=true", sheet_of(&owed)), wrong)
        .await;
    assert_eq!(refused.problem(422, "invalid_content")["errors"][0]["cell"], "E5");
    client.put_workbook(&sheet_of(&owed), filled).await.ok(200);
}

async fn what_is_wrong_is_named_by_its_cell(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let (officer, owed, report) = drafted(&server).await;
    let before = officer.get(&report).await;
    let client = officer.matching(&report).await;
    let faults = |workbook: Vec<u8>| {
        let (client, path) = (client.clone(), sheet_of(&owed));
        async move {
            let refused = client.put_workbook(&path, workbook).await;
            let problem = refused.problem(422, "invalid_content").clone();
            let fault = |fault: &Value| {
                (
                    fault["cell"].as_str().unwrap_or_default().to_owned(),
                    fault["code"].as_str().unwrap_or_default().to_owned(),
                )
            };
            let mut faults: Vec<(String, String)> = problem["errors"]
                .as_array()
                .expect("faults")
                .iter()
                .map(fault)
                .collect();
            faults.sort();
            faults
        }
    };
    let told = |pairs: &[(&str, &str)]| {
        pairs
            .iter()
            .map(|(cell, code)| ((*cell).to_owned(), (*code).to_owned()))
            .collect::<Vec<_>>()
    };
    let values = json!({"A01": 1.5, "A02": "nhiều", "A09": 3, "B02.1": true, "Z99": 1});
    let wrong = faults(answered(&owed, &before.json, &values)).await;
    assert_eq!(wrong, told(&[("A9", "unknown")]));
    let values = json!({"A01": 1.5, "A02": "nhiều", "A03": -4, "A09": 3, "B02.1": true});
    let wrong = faults(answered(&owed, &before.json, &values)).await;
    assert_eq!(
        wrong.iter().map(|(cell, _)| cell.as_str()).collect::<Vec<_>>(),
        ["E5", "E6", "E7", "E8", "E9"]
    );
    let formula = by_hand(&owed, &before.json, |sheet| {
        sheet.write_string(4, 0, "A01").expect("a cell");
        sheet
            .write_formula(4, 4, Formula::new("=1+1").set_result("2"))
            .expect("a cell");
    });
    assert_eq!(faults(formula).await, told(&[("E5", "formula")]));
    let merged = by_hand(&owed, &before.json, |sheet| {
        sheet.write_string(4, 0, "A01").expect("a cell");
        sheet
            .merge_range(4, 3, 5, 4, "3", &rust_xlsxwriter::Format::new())
            .expect("a cell");
    });
    assert!(faults(merged).await.contains(&("D5".to_owned(), "merged".to_owned())));
    // However much is wrong, the answer stays short.
    let regions: String = (0..100_000).map(|_| r#"<mergeCell ref="E6:E7"/>"#).collect();
    let form = officer.file(&sheet_of(&owed)).await;
    let all_merged = changed(
        &form,
        "</sheetData>",
        &format!("</sheetData><mergeCells>{regions}</mergeCells>"),
    );
    assert_eq!(faults(all_merged).await.len(), 500);
    let twice = by_hand(&owed, &before.json, |sheet| {
        for row in [4, 5] {
            sheet.write_string(row, 0, "A01").expect("a cell");
            sheet.write_number(row, 4, 3).expect("a cell");
        }
        sheet.write_number(6, 4, 3).expect("a cell");
    });
    assert_eq!(faults(twice).await, told(&[("A6", "repeated"), ("E7", "without_code")]));
    assert_eq!(officer.get(&report).await.json, before.json);
}

/// The form with something in its first sheet replaced.
fn changed(form: &[u8], from: &str, to: &str) -> Vec<u8> {
    let mut read = zip::ZipArchive::new(Cursor::new(form)).expect("an archive");
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..read.len() {
        let mut part = read.by_index(at).expect("a part");
        let mut text = String::new();
        let name = part.name().expect("a name").to_string();
        std::io::Read::read_to_string(&mut part, &mut text).expect("UTF-8");
        if name == "xl/worksheets/sheet1.xml" {
            assert!(text.contains(from), "{from} in {text}");
            text = text.replacen(from, to, 1);
        }
        archive.start_file(name, SimpleFileOptions::default()).expect("a part");
        archive.write_all(text.as_bytes()).expect("a part");
    }
    archive.finish().expect("an archive").into_inner()
}

/// An archive of one part that unpacks to 40 MB.
fn bomb() -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    archive
        .start_file("xl/worksheets/sheet1.xml", SimpleFileOptions::default())
        .expect("a part");
    let block = vec![b' '; 1024 * 1024];
    for _ in 0..40 {
        archive.write_all(&block).expect("a block");
    }
    archive.finish().expect("an archive").into_inner()
}

async fn what_is_no_form_is_refused(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let (officer, owed, report) = drafted(&server).await;
    let before = officer.get(&report).await;
    let mut wide = Workbook::new();
    let sheet = wide.add_worksheet();
    sheet.set_name("Biểu mẫu").expect("a name");
    sheet.write_number(1_048_575, 16_383, 1).expect("a cell");
    wide.add_worksheet().set_name("danchu").expect("a name");
    let far = by_hand(&owed, &before.json, |sheet| {
        sheet.write_number(1_048_575, 16_383, 1).expect("a cell");
    });
    let many = by_hand(&owed, &before.json, |sheet| {
        for row in 4..2000 {
            for column in 5..20 {
                sheet.write_number(row, column, 1).expect("a cell");
            }
        }
    });
    let another = {
        let mut foreign = owed.clone();
        foreign["id"] = json!("018f0000-0000-7000-8000-000000000000");
        answered(&foreign, &before.json, &json!({"A01": 1}))
    };
    let edition = {
        let mut old = before.json.clone();
        old["template_id"] = json!("018f0000-0000-7000-8000-000000000000");
        answered(&owed, &old, &json!({"A01": 1}))
    };
    // Room for as many texts as a part claims, or one long text in every cell, would be more than any machine has.
    let mut claim = ZipWriter::new(Cursor::new(Vec::new()));
    claim
        .start_file("xl/sharedStrings.xml", SimpleFileOptions::default())
        .expect("a part");
    claim
        .write_all(b"<sst uniqueCount=\"10000000000000\"></sst>")
        .expect("a part");
    let long = by_hand(&owed, &before.json, |sheet| {
        for row in 4..1900 {
            sheet.write_string(row, 4, "a".repeat(32_000)).expect("a cell");
        }
    });
    let form = officer.file(&sheet_of(&owed)).await;
    let merged = |reference: &str| {
        let to = format!(r#"</sheetData><mergeCells count="1"><mergeCell ref="{reference}"/></mergeCells>"#);
        changed(&form, "</sheetData>", &to)
    };
    let again = r#"<c r="E5" t="n"><v>1</v></c><c r="E5" t="n"><v>2</v></c></row></sheetData>"#;
    let files = [
        ("merged backwards", merged("E7:E6")),
        ("merged beyond all sheets", merged("E99999999999:E3")),
        ("a cell twice", changed(&form, "</row></sheetData>", again)),
        ("a claim", claim.finish().expect("an archive").into_inner()),
        ("long texts", long),
        ("no archive", b"A01;3".to_vec()),
        ("nothing", Vec::new()),
        ("a bomb", bomb()),
        ("not ours", wide.save_to_buffer().expect("a workbook")),
        ("a cell far out", far),
        ("too many cells", many),
        ("of another obligation", another),
        ("of another edition", edition),
    ];
    for (what, file) in files {
        let refused = officer.put_workbook(&sheet_of(&owed), file).await;
        assert_eq!(refused.problem(422, "invalid_content")["errors"], Value::Null, "{what}");
    }
    let json = officer.request(reqwest::Method::PUT, &sheet_of(&owed)).json(&json!({}));
    officer.send(json).await.problem(415, "unsupported_media_type");
    let large = officer
        .request(reqwest::Method::PUT, &sheet_of(&owed))
        .header("Content-Type", XLSX)
        .body(vec![0; 2 * 1024 * 1024]);
    officer.send(large).await.problem(413, "body_too_large");
    // Nobody fills in for another.
    let other = sign_in(&server, "officer.03390").await;
    let form = officer.file(&sheet_of(&owed)).await;
    other
        .put_workbook(&sheet_of(&owed), form.clone())
        .await
        .problem(404, "not_found");
    let province = sign_in(&server, "officer.12").await;
    province
        .put_workbook(&sheet_of(&owed), form)
        .await
        .problem(403, "not_yours");
    assert_eq!(officer.get(&report).await.json, before.json);
}
