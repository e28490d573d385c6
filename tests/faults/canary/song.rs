//! Identifiers and ethnicities like nothing else, and whether something tells of them.

use std::io::{Cursor, Read};

use crate::support::client::Reply;

/// What those are called who are recorded with them.
pub const NAME: &str = "Người Hót";

/// How many there are at most.
pub const AT_MOST: u32 = 200;

/// What every ethnicity here begins with.
const PEOPLE: &str = "Canarixt";

/// What every identifier here begins with, less the zero that a number would leave out.
const STEM: &str = "9987713";

/// The digits of an identifier, less that zero.
const DIGITS: usize = 11;

pub fn national_id(number: u32) -> String {
    format!("0998{:08}", 77_130_000 + number * 7)
}

pub fn ethnicity(number: u32) -> String {
    format!("{PEOPLE}{number}")
}

/// Whether a text holds an identifier or an ethnicity of anybody.
pub fn sings(text: &str) -> Option<String> {
    let squeezed: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let folded = squeezed.to_lowercase();
    if folded.contains(&PEOPLE.to_lowercase()) {
        return Some(PEOPLE.to_owned());
    }
    let digits = folded
        .match_indices(STEM)
        .filter_map(|(at, _)| folded.get(at..at + DIGITS));
    digits.map(str::to_owned).find(|digits| is_sown(digits))
}

/// Hashes have digits like these, and hardly all of them.
fn is_sown(digits: &str) -> bool {
    (0..AT_MOST).any(|number| national_id(number).trim_start_matches('0') == digits)
}

/// Fails where an answer holds any; returns all that it told.
#[track_caller]
pub fn silent(reply: &Reply, what: &str) -> String {
    let told = format!("{:?} {}", reply.headers, legible(&reply.body));
    assert_eq!(sings(&told), None, "{what}: {told}");
    told
}

/// Whether a body is a workbook or a document.
pub fn is_archive(body: &[u8]) -> bool {
    body.starts_with(b"PK")
}

/// What a body says: of a workbook or a document, all its parts.
pub fn legible(body: &[u8]) -> String {
    if !is_archive(body) {
        return String::from_utf8_lossy(body).into_owned();
    }
    let mut archive = zip::ZipArchive::new(Cursor::new(body)).expect("an archive");
    let mut told = String::new();
    for at in 0..archive.len() {
        let mut part = Vec::new();
        let mut file = archive.by_index(at).expect("a part");
        file.read_to_end(&mut part).expect("a part");
        told.push_str(&String::from_utf8_lossy(&part));
    }
    told
}

#[test]
fn what_is_hidden_in_a_text_is_heard() {
    let grouped = national_id(7).replacen("0998", "0998 ", 1);
    for text in [
        national_id(AT_MOST - 1),
        national_id(0).trim_start_matches('0').to_owned(),
        ethnicity(5).to_uppercase(),
        format!("<t>{grouped}</t>"),
    ] {
        assert!(sings(&text).is_some(), "{text}");
    }
    for text in ["*********000", "099877130001", "9987713", NAME] {
        assert_eq!(sings(text), None, "{text}");
    }
}
