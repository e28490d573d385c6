//! Reports as official documents and totals as tables, opened in LibreOffice and read as pages.

use calamine::{Data, Reader, Xlsx};
use danchu::demo::Tier;
use serde_json::{Value, json};

use super::{
    office::Office,
    start::{all, sign_in, start},
    support::{client::Client, database::Backend},
};

on_both![
    a_version_is_an_official_document,
    a_consolidation_is_an_official_document,
    totals_and_progress_are_tables
];

/// Comma, quote, UTF-8, from the first row.
const UTF8_CSV: &str = "csv:Text - txt - csv (StarCalc):44,34,76,1";

async fn open_round(client: &Client) -> String {
    let rounds = client
        .get("/api/v1/report-rounds?period_key=2025")
        .await
        .ok(200)
        .clone();
    rounds["items"][0]["id"].as_str().expect("an id").to_owned()
}

/// Whether the words stand on the page in this order, whatever is between them.
pub fn in_order(page: &str, words: &[&str]) {
    let mut rest = page;
    for word in words {
        let at = rest
            .find(word)
            .unwrap_or_else(|| panic!("no `{word}` after the others in\n{page}"));
        rest = &rest[at + word.len()..];
    }
}

async fn a_version_is_an_official_document(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let province = sign_in(&server, "officer.12").await;
    let round = open_round(&province).await;
    let accepted = all(
        &province,
        &format!("/api/v1/report-submissions?round={round}&progress=accepted"),
        200,
    )
    .await;
    let of = |begins: &str| {
        let mut reports = accepted.iter().filter(|report| {
            report["organisation"]["name"]
                .as_str()
                .is_some_and(|name| name.starts_with(begins))
        });
        reports.next().expect("an accepted report").clone()
    };
    let commune = of("Ủy ban nhân dân xã");
    let at = format!("/api/v1/report-submissions/{}", commune["id"].as_str().expect("an id"));
    let version = province.get(&format!("{at}/versions/1")).await.ok(200).clone();
    let docx = province.file(&format!("{at}/versions/1/document")).await;
    let text = |docx: &[u8]| {
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx.to_vec())).expect("an archive");
        let mut text = String::new();
        for part in ["docProps/custom.xml", "word/document.xml"] {
            let mut file = archive.by_name(part).expect("a part");
            std::io::Read::read_to_string(&mut file, &mut text).expect("UTF-8");
        }
        text
    };
    assert!(text(&docx).contains(version["hash"].as_str().expect("a hash")));
    province
        .get(&format!("{at}/versions/99/document"))
        .await
        .problem(404, "not_found");
    let Some(office) = Office::here() else { return };
    let pages = office.pages(&docx);
    let name = commune["organisation"]["name"].as_str().expect("a name");
    let unit = name.strip_prefix("Ủy ban nhân dân ").expect("a committee");
    in_order(&pages[0], &["ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]);
    in_order(&pages[0], &[&unit.to_uppercase(), "Độc lập - Tự do - Hạnh phúc"]);
    let place = unit.strip_prefix("xã ").expect("a commune");
    in_order(
        &pages[0],
        &[
            "Số:",
            "/BC-UBND",
            place,
            ", ngày ",
            " tháng 12 năm 2025",
            "BÁO CÁO",
            "Thực hiện dân chủ ở cơ sở năm 2025",
            "Kính gửi: Ủy ban nhân dân tỉnh Lai Châu",
        ],
    );
    let a03 = version["values"]["A03"].as_i64().expect("a figure").to_string();
    in_order(&pages[0], &["A03", &a03]);
    // Pages are numbered from the second.
    let first_line = |page: &str| {
        page.lines()
            .find(|line| !line.trim().is_empty())
            .map(|line| line.trim().to_owned())
    };
    assert_eq!(first_line(&pages[1]).as_deref(), Some("2"));
    let last = pages.last().expect("a page");
    in_order(
        last,
        &[
            "Nơi nhận:",
            "TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH",
            "Lưu: VT.",
            version["signer"].as_str().expect("a name"),
        ],
    );

    // A school names the body above it, and its head signs alone.
    let school = of("Trường ");
    let docx = province
        .file(&format!(
            "/api/v1/report-submissions/{}/versions/1/document",
            school["id"].as_str().expect("an id")
        ))
        .await;
    let pages = office.pages(&docx);
    in_order(&pages[0], &["ỦY BAN NHÂN DÂN"]);
    in_order(pages.last().expect("a page"), &["THỦ TRƯỞNG ĐƠN VỊ"]);
    assert!(!pages.last().expect("a page").contains("TM."));
}

async fn a_consolidation_is_an_official_document(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let (officer, leader) = (
        sign_in(&server, "officer.12").await,
        sign_in(&server, "leader.12").await,
    );
    let round = open_round(&officer).await;
    let begun = officer
        .post("/api/v1/report-consolidations", &json!({"round_id": round}))
        .await
        .ok(201)
        .clone();
    let at = format!("/api/v1/report-consolidations/{}", begun["id"].as_str().expect("an id"));
    let words = json!({
        "narrative": {"overview": "Các đơn vị thực hiện đúng quy định."},
        "adjustments": [{"indicator": "A03", "value": 1_234_567, "explanation": "Trừ người được tính hai lần."}],
    });
    officer.matching(&at).await.patch(&at, &words).await.ok(200);
    leader
        .matching(&at)
        .await
        .post(&format!("{at}/sign"), &Value::Null)
        .await
        .ok(200);
    let docx = leader.file(&format!("{at}/document")).await;
    let Some(office) = Office::here() else { return };
    let pages = office.pages(&docx).concat();
    in_order(
        &pages,
        &[
            "ỦY BAN NHÂN DÂN",
            "Lai Châu, ngày 22 tháng 12 năm 2025",
            "đúng quy định.",
            "Giải trình số liệu điều chỉnh",
            "A03: Trừ người",
            "1.234.567",
            "TM. ỦY BAN NHÂN DÂN",
            "CHỦ TỊCH",
        ],
    );
    // Nobody is above the province.
    assert!(!pages.contains("Kính gửi"));
}

pub fn cells(workbook: Vec<u8>) -> Vec<Vec<Data>> {
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(workbook)).expect("a workbook");
    let range = book.worksheet_range("Số liệu").expect("the sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

fn number(cell: &Data) -> Value {
    match cell {
        Data::Float(number) => json!(number),
        Data::String(text) => json!(text),
        other => panic!("{other:?} is no number"),
    }
}

async fn totals_and_progress_are_tables(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let province = sign_in(&server, "officer.12").await;
    let round = format!("/api/v1/report-rounds/{}", open_round(&province).await);
    let totals = province.get(&format!("{round}/totals")).await.ok(200).clone();
    let workbook = province.file(&format!("{round}/totals.xlsx")).await;
    let rows = cells(workbook.clone());
    let header = rows
        .iter()
        .position(|row| row[0] == Data::String("Mã đơn vị".to_owned()))
        .expect("a header");
    let column = rows[header]
        .iter()
        .position(|cell| cell.to_string().starts_with("A03 "))
        .expect("a column");
    let value = |of: &Value| {
        let mut indicators = of["indicators"].as_array().expect("indicators").iter();
        indicators.find(|total| total["code"] == "A03").expect("A03")["value"].as_f64()
    };
    assert_eq!(number(&rows[header + 1][column]).as_f64(), value(&totals));
    assert_eq!(
        number(&rows[header + 1][2]).as_f64(),
        totals["coverage"]["required"].as_f64()
    );
    let children = totals["children"].as_array().expect("children");
    assert_eq!(rows.len(), header + 3 + children.len());
    for (row, child) in rows[header + 3..].iter().zip(children) {
        assert_eq!(json!(row[0].to_string()), child["unit"]["code"]);
        assert_eq!(number(&row[column]).as_f64(), value(child));
    }
    let csv = province.file(&format!("{round}/totals.csv")).await;
    let mut csv = csv::Reader::from_reader(csv.as_slice());
    assert_eq!(csv.headers().expect("a header").iter().count(), rows[header].len());
    let written: Vec<_> = csv.records().map(|row| row.expect("a row")).collect();
    assert_eq!(written.len(), children.len() + 2);
    assert_eq!(written[0][column].parse::<f64>().ok(), value(&totals));

    let progress = province.get(&format!("{round}/progress")).await.ok(200).clone();
    let rows = cells(province.file(&format!("{round}/progress.xlsx")).await);
    let header = rows
        .iter()
        .position(|row| row[0] == Data::String("Mã đơn vị".to_owned()))
        .expect("a header");
    assert_eq!(
        number(&rows[header + 1][2]).as_f64(),
        progress["total"]["expected"].as_f64()
    );
    assert_eq!(
        number(&rows[header + 1][7]).as_f64(),
        progress["total"]["accepted"].as_f64()
    );
    let csv = String::from_utf8(province.file(&format!("{round}/progress.csv")).await).expect("UTF-8");
    assert_eq!(
        csv.lines().count(),
        3 + progress["children"].as_array().expect("children").len()
    );

    // LibreOffice finds the same rows.
    let Some(office) = Office::here() else { return };
    let opened = String::from_utf8(office.save_as(&workbook, "xlsx", UTF8_CSV)).expect("UTF-8");
    assert_eq!(opened.lines().count(), cells(workbook).len());
    assert!(opened.contains("\"Mã đơn vị\",\"Đơn vị\",\"Phải báo cáo\""));
}
