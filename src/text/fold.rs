use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use super::{is_invisible, straighten};

/// Kinds of unit written before a name, with the usual abbreviations; the longer before those it begins with.
const KINDS: [&str; 12] = [
    "thành phố",
    "thị trấn",
    "đặc khu",
    "thị xã",
    "phường",
    "huyện",
    "tỉnh",
    "quận",
    "xã",
    "tp",
    "tx",
    "tt",
];

/// The form in which texts are compared when searching: lower case without tone marks, letters and digits only, words
/// separated by one space. "Mường Tè" and "muong  te" fold alike, wherever the tone mark is placed.
///
/// For finding only: Nậm Cha and Nậm Chà fold alike and are two communes.
pub fn fold(text: &str) -> String {
    let letters: String = text
        .nfd()
        .flat_map(char::to_lowercase)
        .nfd()
        .filter(|c| !is_combining_mark(*c) && !is_invisible(*c))
        .map(|c| match straighten(c) {
            'đ' => 'd',
            c if c.is_alphanumeric() => c,
            _ => ' ',
        })
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// As [`fold`], without the kind of unit before the name (xã, phường, thị trấn, TP. …) when a name remains.
///
/// A name written with its marks loses a kind only when that has its own: Quan Sơn is no quận. Without any mark the two
/// look alike ("quan son", "xa dung") and the word goes: search for [`fold`] of it as well.
pub fn fold_name(name: &str) -> String {
    let folded = fold(name);
    let spelt: String = name
        .nfc()
        .flat_map(char::to_lowercase)
        .filter(|c| !is_invisible(*c))
        .collect();
    let bare = !spelt.chars().any(|c| c.is_alphabetic() && !c.is_ascii());
    KINDS
        .iter()
        .filter(|kind| bare || starts_with_words(&spelt, kind))
        .find_map(|kind| folded.strip_prefix(&fold(kind))?.strip_prefix(' '))
        .map_or_else(|| folded.clone(), str::to_owned)
}

fn starts_with_words(text: &str, words: &str) -> bool {
    let mut of_text = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.split(' ').all(|word| of_text.next() == Some(word))
}
