//! The words of a text as they are searched for: folded, and with the abbreviations that stand for them or that they stand for.

use std::collections::BTreeSet;

use crate::text;

/// Letters of a word that count; what is longer is no word.
const LONGEST: usize = 40;

/// What officials write short.
const SHORT: [(&str, &str); 17] = [
    ("hdnd", "hoi dong nhan dan"),
    ("ubnd", "uy ban nhan dan"),
    ("mttq", "mat tran to quoc"),
    ("qcdc", "quy che thuc hien dan chu"),
    ("tdp", "to dan pho"),
    ("nq", "nghi quyet"),
    ("qd", "quyet dinh"),
    ("tt", "thi tran"),
    ("tp", "thanh pho"),
    ("tx", "thi xa"),
    ("p", "phuong"),
    ("thpt", "trung hoc pho thong"),
    ("thcs", "trung hoc co so"),
    ("mn", "mam non"),
    ("gd", "giao duc"),
    ("dt", "dao tao"),
    ("dnnn", "doanh nghiep nha nuoc"),
];

/// The words of some texts, each once.
pub fn words<'t>(texts: impl IntoIterator<Item = &'t str>) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for text in texts {
        let folded = text::fold(text);
        found.extend(folded.split(' ').filter_map(word));
        for (short, long) in SHORT {
            if found.contains(short) {
                found.extend(long.split(' ').map(str::to_owned));
            }
            if has_words(&folded, long) {
                found.insert(short.to_owned());
            }
        }
    }
    found
}

/// Whether words stand in a folded text, one after the other.
pub fn has_words(folded: &str, words: &str) -> bool {
    format!(" {folded} ").contains(&format!(" {words} "))
}

/// A folded word as it is compared: numbers without leading noughts.
pub fn word(folded: &str) -> Option<String> {
    let digits = folded.bytes().all(|byte| byte.is_ascii_digit());
    let bare = match digits {
        true => folded.trim_start_matches('0'),
        false => folded,
    };
    (!bare.is_empty()).then(|| bare.chars().take(LONGEST).collect())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("Quy chế dân chủ", &["quy", "che", "dan", "chu"])]
    #[case("05/QĐ-UBND", &["5", "qd", "quyet", "dinh", "ubnd", "uy", "ban", "nhan"])]
    #[case("Hội đồng nhân dân xã Mường Tè", &["hdnd", "muong", "te"])]
    #[case("00", &[])]
    fn words_of_a_text(#[case] text: &str, #[case] expected: &[&str]) {
        let found = words([text]);
        assert!(expected.iter().all(|word| found.contains(*word)), "{found:?}");
        assert_eq!(expected.is_empty(), found.is_empty());
    }

    #[test]
    fn a_word_without_end_is_cut() {
        let found = words([format!("a{}", "b".repeat(5000)).as_str()]);
        assert_eq!(found.iter().map(|word| word.chars().count()).max(), Some(LONGEST));
    }
}
