//! A sentence in both languages of the API.

use std::{borrow::Cow, fmt};

/// Stands before each language of a sentence that travels as one string; no parser's own message holds it.
const MARK: char = '\u{1f}';

/// What is said to people, in Vietnamese and in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub vi: Cow<'static, str>,
    pub en: Cow<'static, str>,
}

impl Said {
    pub fn new(vi: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self {
            vi: vi.into(),
            en: en.into(),
        }
    }

    /// The sentence in a text that its [`fmt::Display`] wrote.
    pub fn read(text: &str) -> Option<Self> {
        let (vi, en) = text.strip_prefix(MARK)?.split_once(MARK)?;
        Some(Self::new(vi.to_owned(), en.to_owned()))
    }
}

/// An article of law as English has it: "Luật 10/2022/QH15 Điều 36.1" is "Law 10/2022/QH15 Art. 36.1", "Nghị định 59/2023/NĐ-CP" "Decree 59/2023".
pub fn in_english(article: &str) -> String {
    let words = [
        (
            "Luật Tổ chức chính quyền địa phương",
            "Law on the Organisation of Local Government",
        ),
        ("Luật", "Law"),
        ("Nghị định", "Decree"),
        ("/NĐ-CP", ""),
        ("Nghị quyết", "Resolution"),
        ("Điều", "Art."),
    ];
    let said = |text: String, (vi, en): (&str, &str)| text.replace(vi, en);
    words.into_iter().fold(article.to_owned(), said)
}

/// Both languages in one string. What a type refuses while it is parsed reaches the caller through serde, which carries no more.
impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{MARK}{}{MARK}{}", self.vi, self.en)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_arrives_as_it_was_sent() {
        let said = Said::new("Tháng từ 1 đến 12.", "A month is 1 to 12.");
        assert_eq!(Said::read(&said.to_string()), Some(said));
        assert_eq!(Said::read("invalid type: null, expected a string"), None);
    }
}
