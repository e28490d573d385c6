//! Vietnamese text: how it is stored, searched and sorted.
//!
//! Everything that comes from outside is stored in one spelling ([`normalise`], the types [`Text`] and [`Paragraphs`]),
//! searched without tone marks ([`fold`], [`fold_name`]) and listed in the order of a Vietnamese dictionary ([`sort_key`]).

mod bounded;
mod fold;
mod sort;

pub use bounded::{Paragraphs, Text};
pub use fold::{fold, fold_name};
pub use sort::sort_key;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;

use crate::said::Said;

/// Why a text was refused. The message is a predicate in English: the caller puts the field's name before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TextRefused {
    /// NUL, escape sequences and their like; white space is not among them.
    #[error("must not contain control characters")]
    ControlCharacter,
    #[error("must have at least {min} {}, white space at the ends not counted", characters(.min))]
    TooShort { min: usize },
    #[error("must have at most {max} {}", characters(.max))]
    TooLong { max: usize },
}

impl TextRefused {
    /// For the caller of the API.
    pub fn said(self) -> Said {
        match self {
            Self::ControlCharacter => Said::new(
                "Không được chứa ký tự điều khiển.",
                "It must not contain control characters.",
            ),
            Self::TooShort { min } => Said::new(
                format!("Phải có ít nhất {min} ký tự, không tính khoảng trắng ở hai đầu."),
                format!("It {self}."),
            ),
            Self::TooLong { max } => Said::new(format!("Chỉ được có tối đa {max} ký tự."), format!("It {self}.")),
        }
    }
}

/// The one spelling of a line: NFC, no white space at the ends, runs of white space (line breaks too) as one space, no
/// invisible characters, and `Đ` for its look-alikes. The same again changes nothing.
///
/// Refuses control characters.
pub fn normalise(raw: &str) -> Result<String, TextRefused> {
    let spelt = spell(raw)?;
    Ok(one_line(&spelt))
}

/// As [`normalise`], line by line: line breaks stay, as `\n`, except those at both ends.
pub fn normalise_paragraphs(raw: &str) -> Result<String, TextRefused> {
    let spelt = spell(raw)?.replace("\r\n", "\n");
    let lines: Vec<String> = spelt.split(is_line_break).map(one_line).collect();
    Ok(lines.join("\n").trim_matches('\n').to_owned())
}

fn spell(raw: &str) -> Result<String, TextRefused> {
    if raw
        .chars()
        .any(|c| (c.is_control() && !c.is_whitespace()) || is_no_character(c))
    {
        return Err(TextRefused::ControlCharacter);
    }
    // Invisible characters go first: between a letter and its tone mark they would keep the two from composing.
    Ok(raw
        .chars()
        .filter(|c| !is_invisible(*c))
        .map(straighten)
        .nfc()
        .collect())
}

/// Code points that never stand for anything, and that XML refuses.
const fn is_no_character(c: char) -> bool {
    matches!(c, '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}')
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Icelandic Ð and African Ɖ look like the Vietnamese Đ and come out of old keyboards and scanned documents.
fn straighten(c: char) -> char {
    match c {
        'Ð' | 'Ɖ' => 'Đ',
        'ð' | 'ɖ' => 'đ',
        other => other,
    }
}

fn is_line_break(c: char) -> bool {
    matches!(
        c,
        '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Soft hyphens, zero-width characters and the marks that reorder text: unseen by a reader, they make equal names differ.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{61C}' | '\u{180E}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{FEFF}'
    )
}

fn characters(count: &usize) -> &'static str {
    if *count == 1 { "character" } else { "characters" }
}

#[cfg(test)]
mod tests;
