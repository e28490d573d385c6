//! Codes in a template: what reports, rules and totals call its parts by.

use serde::{Deserialize, Deserializer, de::Error};

use crate::http::Said;

/// A code as it is sent: 1 to 40 letters, digits, full stops and low lines, beginning with a letter; rules can then name it.
pub fn code<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    let first = text.starts_with(|c: char| c.is_ascii_alphabetic());
    match first && text.len() <= 40 && text.chars().all(stands_in_a_code) {
        true => Ok(text),
        false => Err(D::Error::custom(Said::new(
            "Mã có 1–40 chữ cái a–z, A–Z, chữ số, dấu chấm, gạch dưới; bắt đầu bằng chữ cái.",
            "A code has 1 to 40 letters a to z, digits, full stops and low lines, and begins with a letter.",
        ))),
    }
}

/// The value of a choice as it is sent: as a code, and it may begin with a digit.
pub fn choice<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let text = String::deserialize(deserializer)?;
    match (1..=40).contains(&text.len()) && text.chars().all(stands_in_a_code) {
        true => Ok(text),
        false => Err(D::Error::custom(Said::new(
            "Giá trị lựa chọn có 1–40 chữ cái a–z, A–Z, chữ số, dấu chấm, gạch dưới.",
            "The value of a choice has 1 to 40 letters a to z, digits, full stops and low lines.",
        ))),
    }
}

fn stands_in_a_code(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_')
}
