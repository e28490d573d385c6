//! Số, ký hiệu: the number of a document as people write it, and as Decree 30/2020/NĐ-CP says it is written.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use crate::{http::Said, text};

/// The parts of symbols that are written with marks or small letters (Decree 30/2020 Appendix III, and the names of bodies); a part typed
/// without them is read as one of these where only one can be meant.
const PARTS: [&str; 24] = [
    "NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "BB", "TTr", "HĐ", "CĐ",
    "NĐ", "TTg", "HĐND", "UBND", "MTTQ", "ĐU",
];

/// A document's number at most.
const MOST: u32 = 999_999;
const LONGEST: usize = 50;

/// Số, ký hiệu của văn bản: `12/QĐ-UBND`, or with the year of a normative document `59/2023/NĐ-CP`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DocumentNumber {
    pub number: u32,
    /// Everything after the first stroke.
    pub symbol: String,
}

impl DocumentNumber {
    /// Reads a number however it is typed: "Số: 75 /NQ-HĐND", with blanks and line breaks, Ð for Đ, without marks. None is not one.
    pub fn read(typed: &str) -> Option<Self> {
        let line = text::normalise(typed).ok()?;
        let bare = ["số", "Số", "SỐ", "so", "So", "SO"]
            .iter()
            .find_map(|word| line.strip_prefix(word))
            .unwrap_or(&line);
        let bare: String = bare.chars().filter(|c| !c.is_whitespace() && *c != ':').collect();
        let (number, symbol) = bare.split_once('/')?;
        let number = digits(number).filter(|number| (1..=MOST).contains(number))?;
        let groups: Option<Vec<String>> = symbol.split('/').map(group).collect();
        let symbol = groups?.join("/");
        let short = symbol.chars().count() <= LONGEST;
        (short && symbol.chars().any(char::is_alphabetic)).then_some(Self { number, symbol })
    }

    /// As it is kept in two columns; none where nothing was issued.
    pub fn kept(number: Option<i64>, symbol: Option<&String>) -> Option<Self> {
        Some(Self {
            number: u32::try_from(number?).ok()?,
            symbol: symbol?.clone(),
        })
    }

    /// What two spellings of one symbol have in common.
    pub fn symbol_key(&self) -> String {
        text::fold(&self.symbol)
    }
}

fn digits(text: &str) -> Option<u32> {
    text.bytes()
        .all(|byte| byte.is_ascii_digit())
        .then(|| text.parse().ok())?
}

/// A year, or parts of a symbol joined by dashes of any kind.
fn group(typed: &str) -> Option<String> {
    let parts: Vec<Cow<'_, str>> = typed.split(['-', '–', '—', '‑']).map(part).collect();
    let fine = |part: &Cow<'_, str>| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_alphanumeric() || matches!(c, '.' | '&' | '_'))
    };
    parts.iter().all(fine).then(|| parts.join("-"))
}

/// A part as it is properly written. What is typed with marks is left as it is; what is not is given those that only one known part has.
fn part(typed: &str) -> Cow<'_, str> {
    if PARTS.contains(&typed) {
        return Cow::Borrowed(typed);
    }
    let alike = |known: &&&str| text::fold(known) == text::fold(typed);
    let mut known = PARTS.iter().filter(alike);
    match (known.next(), known.next()) {
        (Some(only), None) => Cow::Borrowed(only),
        _ => Cow::Borrowed(typed),
    }
}

/// Numbers below ten have a zero before them.
impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}/{}", self.number, self.symbol)
    }
}

impl Serialize for DocumentNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DocumentNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let typed = String::deserialize(deserializer)?;
        Self::read(&typed).ok_or_else(|| {
            D::Error::custom(Said::new(
                "Phải là số và ký hiệu, như 12/QĐ-UBND.",
                "It must be a number and a symbol, such as 12/QĐ-UBND.",
            ))
        })
    }
}

impl PartialSchema for DocumentNumber {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some("Số, ký hiệu: number and symbol."))
            .max_length(Some(100))
            .examples(["12/QĐ-UBND"])
            .into()
    }
}

impl ToSchema for DocumentNumber {}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::as_the_seed_writes_it("75 /NQ-HĐND", Some("75/NQ-HĐND"))]
    #[case::with_its_word("Số: 75 /NQ-HĐND", Some("75/NQ-HĐND"))]
    #[case::broken_over_lines("Số:\n605/BC-\nHĐND", Some("605/BC-HĐND"))]
    #[case::icelandic_letter("75/NQ-HÐND", Some("75/NQ-HĐND"))]
    #[case::no_marks("75/nq-hdnd", Some("75/NQ-HĐND"))]
    #[case::proposal("4576/ttr-ubnd", Some("4576/TTr-UBND"))]
    #[case::normative("59/2023/ND-CP", Some("59/2023/NĐ-CP"))]
    #[case::small("5/QD-UBND", Some("05/QĐ-UBND"))]
    #[case::zero_before("05/QĐ-UBND", Some("05/QĐ-UBND"))]
    #[case::long_dash("12/QĐ–THPT", Some("12/QĐ-THPT"))]
    #[case::a_letter_to_many("12/UBND-VX", Some("12/UBND-VX"))]
    #[case::two_may_be_meant("3/da-UBND", Some("03/da-UBND"))]
    #[case::written_out("3/DA-UBND", Some("03/DA-UBND"))]
    #[case::nothing_before("/NQ-HĐND", None)]
    #[case::nothing_after("75/", None)]
    #[case::no_stroke("NQ-HĐND", None)]
    #[case::zero("0/QĐ-UBND", None)]
    #[case::too_large("1000000/QĐ-UBND", None)]
    #[case::a_year_alone("75/2024", None)]
    #[case::dash_at_the_end("75/NQ-", None)]
    #[case::markup("75/<b>", None)]
    #[case::sign("-5/QĐ-UBND", None)]
    fn a_number_is_read_however_it_is_typed(#[case] typed: &str, #[case] expected: Option<&str>) {
        let read = DocumentNumber::read(typed).map(|number| number.to_string());
        assert_eq!(read.as_deref(), expected);
    }

    #[rstest]
    #[case("NQ-HĐND", "nq-hdnd")]
    #[case("QyĐ-UBND", "QYĐ-UBND")]
    fn spellings_of_one_symbol_have_one_key(#[case] one: &str, #[case] other: &str) {
        let key = |symbol: &str| DocumentNumber::read(&format!("1/{symbol}")).unwrap().symbol_key();
        assert_eq!(key(one), key(other));
    }
}
