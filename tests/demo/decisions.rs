//! Decisions filled from their records, opened in LibreOffice and read as pages.

use danchu::demo::Tier;
use serde_json::{Value, json};

use super::{
    documents::{cells, in_order},
    office::Office,
    start::{all, sign_in, start},
    support::{client::Client, database::Backend},
};

on_both![
    what_is_decided_on_a_convention_is_a_document,
    a_regulation_has_its_decision,
    what_was_disclosed_in_a_quarter_is_posted
];

/// What stands on the pages; the document is opened only where LibreOffice is here.
async fn read(client: &Client, address: &str, words: &[&str]) {
    let docx = client.file(address).await;
    laid_out(&docx);
    let Some(office) = Office::here() else { return };
    // Where lines end, and how far letters are apart, is the page's affair.
    let closed = |text: &str| text.split_whitespace().collect::<String>();
    let words: Vec<String> = words.iter().map(|words| closed(words)).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    in_order(&closed(&office.pages(&docx).concat()), &words);
}

/// A part of a document, as XML.
fn part(docx: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(docx)).expect("an archive");
    let mut text = String::new();
    let mut file = archive.by_name(name).expect("a part");
    std::io::Read::read_to_string(&mut file, &mut text).expect("UTF-8");
    text
}

/// Decree 30/2020 Appendix I.I: A4, 20–25 mm free above and below, 30–35 mm on the left, 15–20 mm on the right; Times New Roman, in 13 or 14 points.
fn laid_out(docx: &[u8]) {
    let text = part(docx, "word/document.xml");
    let millimetres = |element: &str, side: &str| {
        let (_, rest) = text.split_once(&format!("<w:{element} ")).expect("an element");
        let (element, _) = rest.split_once('>').expect("its end");
        let (_, value) = element.split_once(&format!("w:{side}=\"")).expect("a measure");
        let (value, _) = value.split_once('"').expect("a value");
        value.parse::<f64>().expect("a number") / 1440.0 * 25.4
    };
    for (element, side, least, most) in [
        ("pgSz", "w", 210.0, 210.0),
        ("pgSz", "h", 297.0, 297.0),
        ("pgMar", "top", 20.0, 25.0),
        ("pgMar", "bottom", 20.0, 25.0),
        ("pgMar", "left", 30.0, 35.0),
        ("pgMar", "right", 15.0, 20.0),
    ] {
        let told = millimetres(element, side);
        assert!(least - 0.05 < told && told < most + 0.05, "{element} {side}: {told} mm");
    }
    let styles = part(docx, "word/styles.xml");
    let (_, defaults) = styles.split_once("<w:docDefaults>").expect("what holds for all");
    let (defaults, _) = defaults.split_once("</w:docDefaults>").expect("its end");
    assert!(defaults.contains("w:ascii=\"Times New Roman\""), "{defaults}");
    let sizes = ["<w:sz w:val=\"26\" />", "<w:sz w:val=\"28\" />"];
    assert!(sizes.iter().any(|size| defaults.contains(size)), "{defaults}");
    // The nation's name and motto, then number and symbol, then place and date, then the text, then the signature.
    let order = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Số: ",
        ", ngày ",
        "Nơi nhận",
    ];
    in_order(&text, &order);
}

async fn act(who: &Client, address: &str, verb: &str, body: Value) {
    let who = who.matching(address).await;
    who.post(&format!("{address}/{verb}"), &body).await.ok(200);
}

async fn what_is_decided_on_a_convention_is_a_document(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let (officer, leader) = (
        sign_in(&server, "officer.03388").await,
        sign_in(&server, "leader.03388").await,
    );
    let conventions = all(&officer, "/api/v1/village-conventions", 200).await;
    let mut sent = Vec::new();
    for listed in conventions.iter().filter(|row| row["state"] == "recognised") {
        let address = format!("/api/v1/village-conventions/{}", listed["id"].as_str().expect("an id"));
        let whole = officer.get(&address).await.ok(200).clone();
        match whole["course"]["dossier"].is_object() {
            true => sent.push((address, whole)),
            // What is older than the decree was not decided by its forms.
            false => drop(
                officer
                    .get(&format!("{address}/recognition/document"))
                    .await
                    .problem(409, "state_forbids"),
            ),
        }
    }
    let [(address, convention), (other, another), ..] = sent.as_slice() else {
        panic!("two were recognised");
    };
    let title = convention["title"].as_str().expect("a title");
    let decision = &convention["course"]["recognition"];
    let number = decision["number"].as_str().expect("a number");
    let village = village_of(convention);
    let adopted = &convention["course"]["votes"][0]["in_favour"];
    let words = [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        &format!("Số: {number}"),
        "QUYẾT ĐỊNH",
        &format!("Về việc công nhận {title}"),
        "ỦY BAN NHÂN DÂN",
        "Căn cứ Luật Tổ chức chính quyền địa phương số 77/2015/QH13",
        "Nghị định số 61/2023/NĐ-CP",
        "QUYẾT ĐỊNH:",
        "Điều 1.",
        &format!("Công nhận {title} của cộng đồng dân cư {village}"),
        &format!("{adopted} trên tổng số"),
        "Điều 3.",
        "TM. ỦY BAN NHÂN DÂN",
        "Như Điều 3",
        "CHỦ TỊCH",
        decision["signer"].as_str().expect("a signer"),
    ];
    read(&officer, &format!("{address}/recognition/document"), &words).await;
    each_is_of_the_committee_that_decided(&officer, &sent).await;
    officer
        .get(&format!("{address}/suspensions/1/document"))
        .await
        .problem(404, "not_found");
    let suspension = json!({
        "ground": "content", "number": "130/QĐ-UBND", "on": "2025-12-04", "parts": "Điều 9", "remedy_by": "2025-12-15",
        "reason": "Trái nguyên tắc tự nguyện.", "signer": "Vàng A Páo", "capacities": ["TM", "KT"],
    });
    act(&leader, address, "suspend", suspension).await;
    let words = [
        "Số: 130/QĐ-UBND",
        "ngày 04 tháng 12 năm 2025",
        "Về việc tạm ngừng thực hiện một phần (Điều 9)",
        "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
        "Lý do: Trái nguyên tắc tự nguyện.",
        "trước hết ngày 15 tháng 12 năm 2025",
        "Điều 4.",
        "TM. ỦY BAN NHÂN DÂN",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Vàng A Páo",
    ];
    read(&officer, &format!("{address}/suspensions/1/document"), &words).await;
    let annulment = json!({
        "ground": "content_not_remedied", "number": "9/QĐ-UBND", "on": "2025-12-19", "parts": "Điều 9",
        "reason": "Hết thời hạn mà không sửa đổi.",
    });
    act(&leader, address, "annul", annulment).await;
    let words = [
        "Số: 09/QĐ-UBND",
        "Về việc bãi bỏ một phần (Điều 9)",
        "theo khoản 2 Điều 14 Nghị định số 61/2023/NĐ-CP",
        "Điều 3.",
    ];
    read(&officer, &format!("{address}/annulments/1/document"), &words).await;
    what_is_decided_on_the_whole_says_so((&officer, &leader), other, another).await;
}

/// What was recognised before communes were merged was decided by the committee of the one it arose in.
async fn each_is_of_the_committee_that_decided(officer: &Client, sent: &[(String, Value)]) {
    let merged = sent
        .iter()
        .filter_map(|(address, row)| Some((address, row["origin_unit_id"].as_str()?)));
    let merged: Vec<_> = merged.collect();
    assert!(!merged.is_empty(), "some arose in a commune that was merged");
    for (address, unit) in merged {
        let unit = officer.get(&format!("/api/v1/units/{unit}")).await.ok(200).clone();
        let name = unit["name"].as_str().expect("a name").to_uppercase();
        let docx = officer.file(&format!("{address}/recognition/document")).await;
        let text = part(&docx, "word/document.xml");
        assert!(text.contains(&name), "{name}: {text}");
    }
}

/// The village of a convention, in the middle of a sentence.
fn village_of(convention: &Value) -> String {
    let village = convention["village"].as_str().expect("a village");
    village.replacen("Bản", "bản", 1).replacen("Tổ", "tổ", 1)
}

/// Decree 61/2023 Forms 04 and 05, where no part is named: suspended for its procedure (Art. 12.1), and annulled as that was not mended (Art. 14.1b).
async fn what_is_decided_on_the_whole_says_so(
    (officer, leader): (&Client, &Client),
    address: &str,
    convention: &Value,
) {
    let (title, village) = (convention["title"].as_str().expect("a title"), village_of(convention));
    let suspension = json!({
        "ground": "procedure", "number": "131/QĐ-UBND", "on": "2025-12-04", "remedy_by": "2025-12-15",
        "reason": "Không niêm yết đủ ngày.", "signer": "Lò Văn Inh", "capacities": ["TM"],
    });
    act(leader, address, "suspend", suspension).await;
    let suspended = format!("{address}/suspensions/1/document");
    let words = [
        "Số: 131/QĐ-UBND",
        "ngày 04 tháng 12 năm 2025",
        &format!("Về việc tạm ngừng thực hiện toàn bộ {title}"),
        "Luật Tổ chức chính quyền địa phương số 72/2025/QH15",
        "Điều 1.",
        &format!("Tạm ngừng thực hiện toàn bộ {title} của cộng đồng dân cư {village}"),
        "Lý do: Không niêm yết đủ ngày.",
        "Điều 2.",
        "hoàn tất các thủ tục soạn thảo",
        "trước hết ngày 15 tháng 12 năm 2025",
        "Điều 4.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Lò Văn Inh",
    ];
    read(officer, &suspended, &words).await;
    let annulment = json!({
        "ground": "procedure_not_remedied", "number": "10/QĐ-UBND", "on": "2025-12-19",
        "reason": "Hết thời hạn mà không khắc phục.", "signer": "Lò Văn Inh", "capacities": ["TM"],
    });
    act(leader, address, "annul", annulment).await;
    let annulled = format!("{address}/annulments/1/document");
    let words = [
        "Số: 10/QĐ-UBND",
        "ngày 19 tháng 12 năm 2025",
        &format!("Về việc bãi bỏ toàn bộ {title}"),
        "Điều 1.",
        &format!("Bãi bỏ toàn bộ {title} của cộng đồng dân cư {village}"),
        "theo điểm b khoản 1 Điều 14 Nghị định số 61/2023/NĐ-CP",
        "Lý do: Hết thời hạn mà không khắc phục.",
        "Điều 3.",
        "TM. ỦY BAN NHÂN DÂN",
        "CHỦ TỊCH",
        "Lò Văn Inh",
    ];
    read(officer, &annulled, &words).await;
    for document in [suspended, annulled] {
        let text = part(&officer.file(&document).await, "word/document.xml");
        in_order(&text, &["toàn bộ", title]);
        assert!(!text.contains("một phần"), "{text}");
    }
}

async fn a_regulation_has_its_decision(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let (officer, leader) = (
        sign_in(&server, "officer.03388").await,
        sign_in(&server, "leader.03388").await,
    );
    let title = "Quy chế thực hiện dân chủ trong cơ quan";
    // It takes the place of those of the committees before.
    let before = all(&officer, "/api/v1/democracy-regulations?setting=agency", 200).await;
    let before = before.iter().filter(|row| row["force"] == "carried_over");
    let replaces: Vec<Value> = before
        .map(|row| json!({"relation": "replaces", "id": row["id"]}))
        .collect();
    let new = json!({"setting": "agency", "title": title, "does": replaces});
    let begun = officer.post("/api/v1/democracy-regulations", &new).await;
    let address = format!(
        "/api/v1/democracy-regulations/{}",
        begun.ok(201)["id"].as_str().expect("an id")
    );
    let document = format!("{address}/document");
    officer.get(&document).await.problem(409, "state_forbids");
    let asked = json!({"opened_on": "2025-12-01", "forms": ["staff_conference"]});
    act(&officer, &address, "open-consultation", asked).await;
    let said = json!({"closed_on": "2025-12-12", "opinions": 40, "accepted": 12, "explanation": "Tiếp thu.", "explained_on": "2025-12-15"});
    act(&officer, &address, "close-consultation", said).await;
    let words = [
        "/QĐ-UBND",
        "Về việc ban hành Quy chế thực hiện dân chủ trong cơ quan",
        "Trên cơ sở kết quả lấy ý kiến từ ngày 01 tháng 12 năm 2025 đến ngày 12 tháng 12 năm 2025 (40 ý kiến, tiếp thu 12 ý",
        "hiệu lực thi hành kể từ ngày ký",
    ];
    read(&officer, &document, &words).await;
    let issue = json!({
        "number": "512/QĐ-UBND", "signed_on": "2025-12-19", "in_force_on": "2025-12-22", "signer": "Lò Văn Inh", "capacities": ["TM", "KT"],
        "partner": {"name": "Công đoàn phường", "document": "Công văn số 30/CĐ"},
    });
    act(&leader, &address, "issue", issue).await;
    let words = [
        "Số: 512/QĐ-UBND",
        "ngày 19 tháng 12 năm 2025",
        "Sau khi thống nhất với Công đoàn phường",
        "hiệu lực thi hành từ ngày 22 tháng 12 năm 2025",
        "KT. CHỦ TỊCH",
        "PHÓ CHỦ TỊCH",
        "Lò Văn Inh",
    ];
    read(&officer, &document, &words).await;
}

fn texts(workbook: Vec<u8>) -> Vec<Vec<String>> {
    let rows = cells(workbook).into_iter();
    rows.map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

async fn what_was_disclosed_in_a_quarter_is_posted(backend: Backend) {
    let server = start(backend, Tier::TwoTier).await;
    let officer = sign_in(&server, "officer.03388").await;
    let posted = json!({"form": "posting", "place": "Nhà văn hóa bản", "from": "2025-12-08", "to": "2025-12-08"});
    let support = json!({
        "group": "social_policies", "title": "Danh sách hộ được hỗ trợ làm nhà", "document": "Danh sách kèm theo Tờ trình số 88/TTr-UBND",
        "arisen_on": "2025-12-05", "forms": [posted]
    });
    let id = danchu::access::derived::<uuid::Uuid>("disclosure of social policies");
    officer
        .put(&format!("/api/v1/disclosures/{id}"), &support)
        .await
        .ok(201);
    let of_commune = all(&officer, "/api/v1/disclosures", 200).await;
    let body = of_commune[0]["organisation"]["id"].as_str().expect("an id").to_owned();
    let lists = format!("/api/v1/organisations/{body}/disclosure-lists");
    for (period, said) in [
        ("2025-Q3", "quý III năm 2025"),
        ("2025-Q4", "quý IV năm 2025"),
        ("2025-Q1", "quý I năm 2025"),
    ] {
        let window: danchu::calendar::PeriodKey = period.parse().expect("a period");
        let window = window.window(danchu::calendar::Calendar::Civil);
        let known = |row: &&Value| {
            let day = row["disclosed_on"].as_str().and_then(|day| day.parse().ok());
            row["organisation"]["id"] == json!(body)
                && day.is_some_and(|day: chrono::NaiveDate| window.from <= day && day <= window.to)
        };
        let titles: Vec<&str> = of_commune
            .iter()
            .filter(known)
            .filter_map(|row| row["title"].as_str())
            .collect();
        let workbook = officer.file(&format!("{lists}/{period}/workbook")).await;
        let rows = texts(workbook);
        for title in &titles {
            assert!(rows.iter().flatten().any(|cell| cell == title), "{period}: {title}");
        }
        let heading = format!("Danh sách nội dung đã công khai {said}");
        let opening = ["THÔNG BÁO", &heading, "khoản 2 Điều 13"];
        let closing = ["Nơi nhận", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH"];
        // In a column lines are short.
        let begun = titles
            .first()
            .map(|title| title.split(' ').take(3).collect::<Vec<_>>().join(" "));
        let middle = match &begun {
            Some(begun) => vec![begun.as_str()],
            None => vec!["không có nội dung mới được công khai"],
        };
        let words: Vec<&str> = opening.into_iter().chain(middle).chain(closing).collect();
        read(&officer, &format!("{lists}/{period}/document"), &words).await;
    }
    // Of a list that names people nothing but title, form and dates is posted: no place, which may be where they live.
    let rows = texts(officer.file(&format!("{lists}/2025-Q4/workbook")).await);
    let row = rows
        .iter()
        .find(|row| row.contains(&"Danh sách hộ được hỗ trợ làm nhà".to_owned()));
    let row = row.expect("it is on the list");
    assert_eq!(
        row.as_slice(),
        [
            "Điều 11.7",
            "Danh sách hộ được hỗ trợ làm nhà",
            "",
            "05/12/2025",
            "Niêm yết",
            "",
            "08/12/2025",
            "08/12/2025"
        ]
    );
    for wrong in ["2025-Q5", "2025-q3", "x"] {
        officer
            .get(&format!("{lists}/{wrong}/document"))
            .await
            .problem(404, "not_found");
    }
    let elsewhere = sign_in(&server, "officer.03390").await;
    elsewhere
        .get(&format!("{lists}/2025-Q4/document"))
        .await
        .problem(404, "not_found");
}
