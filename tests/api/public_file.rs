//! Files become public one by one, by a leader's decision; of a picture goes what can be seen in it, and nothing else.

use std::io::{Cursor, Write};

use image::{DynamicImage, ImageFormat, ImageReader, RgbImage};
use reqwest::Method;
use serde_json::{Value, json};
use uuid::Uuid;
use zip::{ZipWriter, write::SimpleFileOptions};

use crate::{
    resolution::adopted,
    support::{client::Client, database::Backend},
    year::driver::Year,
};

on_both! {
    a_picture_goes_without_what_cannot_be_seen,
    papers_that_may_name_people_stay_where_they_are,
    what_may_hold_more_than_is_seen_is_withheld,
    a_resolution_s_signed_copy_is_for_everybody,
}

const PUBLIC: &str = "/api/v1/public";
const PDF: &[u8] = b"%PDF-1.7 the signed copy";

async fn upload(who: &Client, name: &str, bytes: Vec<u8>) -> Uuid {
    let id = danchu::access::fresh::<Uuid>();
    let put = who.request(Method::PUT, &format!("/api/v1/attachments/{id}?name={name}"));
    who.send(put.body(bytes)).await.ok(201);
    id
}

async fn disclosed(who: &Client, group: &str, files: &[Uuid]) -> String {
    let at = format!("/api/v1/disclosures/{}", danchu::access::fresh::<Uuid>());
    who.put(&at, &disclosure(group, files)).await.ok(201);
    at
}

fn disclosure(group: &str, files: &[Uuid]) -> Value {
    json!({
        "group": group, "title": "Dự toán ngân sách", "arisen_on": "2025-09-30", "forms": [{"form": "posting", "from": "2025-10-01"}],
        "files": files,
    })
}

async fn act(who: &Client, record: &str, file: Uuid, verb: &str) -> crate::support::client::Reply {
    who.post(&format!("{record}/attachments/{file}/{verb}"), &Value::Null)
        .await
}

/// The files of the first item of a public list. Lists are kept for a minute: each question is its own.
async fn listed(nobody: &Client, list: &str, asked: u32) -> Value {
    let page = nobody.get(&format!("{PUBLIC}/{list}?limit={asked}")).await;
    page.ok(200)["items"][0]["files"].clone()
}

/// A photograph taken on its side, with where it was taken in three places.
fn photograph() -> Vec<u8> {
    let mut jpeg = Cursor::new(Vec::new());
    let dots = DynamicImage::from(RgbImage::from_fn(40, 20, |x, _| {
        image::Rgb([if x < 20 { 250 } else { 5 }, 0, 0])
    }));
    dots.write_to(&mut jpeg, ImageFormat::Jpeg).expect("a picture");
    let jpeg = jpeg.into_inner();
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0".to_vec();
    exif.extend(b"GPS 22.3862 N 103.4703 E");
    let comment = b"Taken at the house of Vang A Pao".to_vec();
    let segment = |marker: u8, holds: &[u8]| {
        let length = u16::try_from(holds.len() + 2).expect("a length").to_be_bytes();
        [&[0xFF, marker][..], &length, holds].concat()
    };
    let (start, rest) = jpeg.split_at(2);
    [
        start,
        &segment(0xE1, &exif),
        &segment(0xFE, &comment),
        rest,
        b"motion video with a voice",
    ]
    .concat()
}

async fn a_picture_goes_without_what_cannot_be_seen(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let nobody = year.server().nobody();
    let photo = upload(&officer, "nha-van-hoa.jpg", photograph()).await;
    let table = upload(&officer, "du-toan.pdf", PDF.to_vec()).await;
    let record = disclosed(&officer, "budget", &[photo, table]).await;
    assert_eq!(listed(&nobody, "disclosures", 1).await, json!([]));
    act(&officer, &record, photo, "publish").await.problem(403, "forbidden");
    let neighbour = year.sign_in("leader.03390").await;
    act(&neighbour, &record, photo, "publish")
        .await
        .problem(404, "not_found");
    let unknown = danchu::access::fresh::<Uuid>();
    act(&leader, &record, unknown, "publish")
        .await
        .problem(404, "not_found");
    let public = act(&leader, &record, photo, "publish").await.ok(200).clone();
    assert_eq!(act(&leader, &record, photo, "publish").await.ok(200), &public);
    assert_eq!(listed(&nobody, "disclosures", 2).await, json!([public]));
    // It is painted anew, and stands upright.
    let at = public["content"].as_str().expect("an address");
    let seen = nobody.file(at).await;
    assert_eq!(public["bytes"], json!(seen.len()));
    let told = String::from_utf8_lossy(&seen).into_owned();
    for secret in ["Exif", "GPS", "Vang A Pao", "voice"] {
        assert!(!told.contains(secret), "{secret}");
    }
    let reader = ImageReader::with_format(Cursor::new(seen), ImageFormat::Jpeg);
    let dots = reader.decode().expect("a picture");
    assert_eq!((dots.width(), dots.height()), (20, 40));
    // The file itself stays as it was uploaded, for whoever reads the record.
    let own = officer.file(&format!("{record}/attachments/{photo}/content")).await;
    assert_eq!(own, photograph());
    // What it is of: taken back, named no longer, or not public.
    act(&leader, &record, photo, "unpublish").await.ok(204);
    act(&leader, &record, photo, "unpublish").await.ok(204);
    nobody.get(at).await.problem(404, "not_found");
    assert_eq!(listed(&nobody, "disclosures", 3).await, json!([]));
    let public = act(&leader, &record, table, "publish").await.ok(200).clone();
    let at = public["content"].as_str().expect("an address");
    assert_eq!(nobody.file(at).await, PDF);
    let client = officer.matching(&record).await;
    client.put(&record, &disclosure("budget", &[photo])).await.ok(200);
    nobody.get(at).await.problem(404, "not_found");
    assert_eq!(listed(&nobody, "disclosures", 4).await, json!([]));
    // What is transparent is white, and has no colour that somebody could bring back.
    let mut blackened = Cursor::new(Vec::new());
    let hidden = image::RgbaImage::from_pixel(4, 4, image::Rgba([200, 0, 0, 0]));
    hidden.write_to(&mut blackened, ImageFormat::Png).expect("a picture");
    let scan = upload(&officer, "ban-quet.png", blackened.into_inner()).await;
    let fees = disclosed(&officer, "fees", &[scan]).await;
    let shown = act(&leader, &fees, scan, "publish").await.ok(200).clone();
    let shown = nobody.file(shown["content"].as_str().expect("an address")).await;
    let shown = ImageReader::with_format(Cursor::new(shown), ImageFormat::Png);
    let shown = shown.decode().expect("a picture");
    assert!(!shown.color().has_alpha());
    assert!(shown.to_rgb8().pixels().all(|dot| dot.0 == [255; 3]));
}

async fn papers_that_may_name_people_stay_where_they_are(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let nobody = year.server().nobody();
    let list = upload(&officer, "danh-sach.pdf", PDF.to_vec()).await;
    let relief = disclosed(&officer, "relief", &[list]).await;
    act(&leader, &relief, list, "publish")
        .await
        .problem(409, "state_forbids");
    // Nor does what became such a paper after it was public.
    let budget = disclosed(&officer, "budget", &[list]).await;
    let public = act(&leader, &budget, list, "publish").await.ok(200).clone();
    let at = public["content"].as_str().expect("an address");
    assert_eq!(nobody.file(at).await, PDF);
    let client = officer.matching(&budget).await;
    client.put(&budget, &disclosure("relief", &[list])).await.ok(200);
    nobody.get(at).await.problem(404, "not_found");
    // What is the staff's own, and what is not disclosed yet.
    let plans = disclosed(&officer, "work_plans", &[list]).await;
    act(&leader, &plans, list, "publish")
        .await
        .problem(409, "state_forbids");
    let broken = upload(
        &officer,
        "anh.jpg",
        b"\xff\xd8\xff\xe0\x00\x10JFIF and no more".to_vec(),
    )
    .await;
    let fees = disclosed(&officer, "fees", &[broken]).await;
    let refused = act(&leader, &fees, broken, "publish").await;
    refused.problem(422, "invalid_content");
    assert!(refused.json.to_string().contains("unsuited_file"), "{}", refused.json);
}

/// Of a telephone's picture, which danchu does not paint, and of a document with its revisions and properties nothing becomes public.
async fn what_may_hold_more_than_is_seen_is_withheld(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (officer, leader) = (year.sign_in("officer.03388").await, year.sign_in("leader.03388").await);
    let nobody = year.server().nobody();
    let picture = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic".to_vec();
    let mut document = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, said) in [
        ("[Content_Types].xml", "<Types/>"),
        ("word/document.xml", "<document/>"),
    ] {
        document.start_file(name, SimpleFileOptions::default()).expect("a part");
        document.write_all(said.as_bytes()).expect("its text");
    }
    let document = document.finish().expect("an archive").into_inner();
    for (asked, (name, bytes)) in (1..).zip([("anh.heic", picture), ("du-toan.docx", document)]) {
        let file = upload(&officer, name, bytes.clone()).await;
        let record = disclosed(&officer, "budget", &[file]).await;
        let refused = act(&leader, &record, file, "publish").await;
        refused.problem(422, "invalid_content");
        assert_eq!(
            refused.faults(),
            [(String::new(), "unsuited_file".to_owned())].into(),
            "{name}: {}",
            refused.json
        );
        let told = refused.json["errors"][0]["message"].as_str().expect("a message");
        assert!(told.contains("PDF, JPEG, PNG"), "{name}: {told}");
        assert_eq!(listed(&nobody, "disclosures", asked).await, json!([]), "{name}");
        let own = officer.file(&format!("{record}/attachments/{file}/content")).await;
        assert_eq!(own, bytes, "{name}");
    }
}

async fn a_resolution_s_signed_copy_is_for_everybody(backend: Backend) {
    let year = Year::begin(backend, "2025-10-20").await;
    let (chair, record, copy) = adopted(&year, PDF.to_vec()).await;
    let nobody = year.server().nobody();
    let public = act(&chair, &record, copy, "publish").await.ok(200).clone();
    assert_eq!(public["name"], "nghi-quyet.pdf");
    assert_eq!(listed(&nobody, "council-resolutions", 1).await, json!([public]));
    assert_eq!(nobody.file(public["content"].as_str().expect("an address")).await, PDF);
}
