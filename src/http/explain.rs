//! What a parser refused, in a whole sentence of each language. serde and its kin say it in English, in one string: what kind of
//! fault it is shows in how the string is made. What our own types refuse comes as a [`Said`] already. A value is not said back: it may be
//! somebody's identifier in a wrong place.

use super::Said;

/// The most of what was sent that is said back, in bytes.
const LONGEST_ECHO: usize = 1000;

/// A kind of message with holes `{}`, its stable code, and what it says with the last of these.
type Kind = (&'static str, &'static str, &'static str, &'static str);

const KINDS: &[Kind] = &[
    ("missing field {}", "required", "Thiếu {}.", "{} is missing."),
    (
        "unknown field {}, expected {}",
        "unknown_field",
        "Không có trường {}; chỉ nhận {}.",
        "There is no field {}; expected {}.",
    ),
    (
        "unknown field {}, there are no fields",
        "unknown_field",
        "Không có trường {}; ở đây không nhận trường nào.",
        "There is no field {}; no field is expected here.",
    ),
    (
        "unknown variant {}, expected {}",
        "not_a_choice",
        "Không thuộc danh mục; chỉ nhận {}.",
        "It is not a choice; expected {}.",
    ),
    (
        "duplicate field {}",
        "duplicate_field",
        "{} được gửi nhiều lần.",
        "{} is given more than once.",
    ),
    (
        "invalid entry: found duplicate key",
        "duplicate_field",
        "Có tên được gửi nhiều lần.",
        "A name is given more than once.",
    ),
    (
        "invalid type: {}, expected {}",
        "wrong_type",
        "Sai kiểu: đã gửi {}, cần {}.",
        "Wrong type: {} was sent, expected {}.",
    ),
    (
        "invalid value: {}, expected {}",
        "invalid",
        "Giá trị không hợp lệ: đã gửi {}, cần {}.",
        "The value is not valid: {} was sent, expected {}.",
    ),
    (
        "expected value",
        "wrong_type",
        "Sai kiểu: cần một giá trị trong danh mục.",
        "Wrong type: expected one of the choices.",
    ),
    (
        "invalid length {}",
        "wrong_length",
        "Sai số phần tử.",
        "Wrong number of elements.",
    ),
    (
        "data did not match any variant {}",
        "invalid",
        "Giá trị không thuộc dạng nào được nhận.",
        "The value has none of the expected forms.",
    ),
    ("UUID parsing failed: {}", "invalid", NOT_AN_ID.0, NOT_AN_ID.1),
    ("input contains invalid characters", "invalid", NOT_A_DAY.0, NOT_A_DAY.1),
    ("input is out of range", "invalid", NOT_A_DAY.0, NOT_A_DAY.1),
    (
        "no possible date and time matching input",
        "invalid",
        NOT_A_DAY.0,
        NOT_A_DAY.1,
    ),
    (
        "input is not enough for unique date and time",
        "invalid",
        NOT_A_DAY.0,
        NOT_A_DAY.1,
    ),
    ("premature end of input", "invalid", NOT_A_DAY.0, NOT_A_DAY.1),
    ("trailing input", "invalid", NOT_A_DAY.0, NOT_A_DAY.1),
    (
        "invalid digit found in string",
        "wrong_type",
        NOT_A_NUMBER.0,
        NOT_A_NUMBER.1,
    ),
    (
        "cannot parse integer from empty string",
        "wrong_type",
        NOT_A_NUMBER.0,
        NOT_A_NUMBER.1,
    ),
    (
        "number too {} to fit in target type",
        "invalid",
        "Số quá lớn hoặc quá nhỏ.",
        "The number is too large or too small.",
    ),
    (
        "provided string was not {}",
        "wrong_type",
        "Chỉ nhận `true` hoặc `false`.",
        "It is `true` or `false`.",
    ),
];

const NOT_AN_ID: (&str, &str) = ("Không phải mã định danh (UUID).", "It is not an id (UUID).");
const NOT_A_DAY: (&str, &str) = (
    "Không phải ngày (2025-07-01) hoặc thời điểm (2025-07-01T08:00:00+07:00) có thật.",
    "It is not a day (2025-07-01) or an instant (2025-07-01T08:00:00+07:00) that exists.",
);
const NOT_A_NUMBER: (&str, &str) = ("Phải là một số nguyên.", "It must be an integer.");

/// What was sent and what is wanted, in serde's words and in ours; as [`KINDS`], without a code.
const WORDS: &[(&str, &str, &str)] = &[
    ("null", "null", "null"),
    ("boolean {}", "{}", "{}"),
    ("integer {}", "một số nguyên", "an integer"),
    ("floating point {}", "một số thập phân", "a decimal number"),
    ("string {}", "một chuỗi", "a string"),
    ("sequence", "một danh sách", "a list"),
    ("map", "một đối tượng", "an object"),
    ("a boolean", "`true` hoặc `false`", "`true` or `false`"),
    ("a string", "một chuỗi", "a string"),
    ("a borrowed string", "một chuỗi", "a string"),
    ("a sequence", "một danh sách", "a list"),
    (
        "a tuple of size {}",
        "một danh sách có {} phần tử",
        "a list of {} elements",
    ),
    ("a map", "một đối tượng", "an object"),
    ("struct {}", "một đối tượng", "an object"),
    ("i8", "một số nguyên từ -128 đến 127", "an integer from -128 to 127"),
    ("u8", "một số nguyên từ 0 đến 255", "an integer from 0 to 255"),
    (
        "i16",
        "một số nguyên từ -32768 đến 32767",
        "an integer from -32768 to 32767",
    ),
    ("u16", "một số nguyên từ 0 đến 65535", "an integer from 0 to 65535"),
    (
        "i32",
        "một số nguyên từ -2147483648 đến 2147483647",
        "an integer from -2147483648 to 2147483647",
    ),
    (
        "u32",
        "một số nguyên từ 0 đến 4294967295",
        "an integer from 0 to 4294967295",
    ),
    ("i64", "một số nguyên", "an integer"),
    ("u64", "một số nguyên không âm", "an integer not below 0"),
    ("usize", "một số nguyên không âm", "an integer not below 0"),
    ("f64", "một số", "a number"),
    ("a formatted UUID string", "một mã định danh (UUID)", "an id (UUID)"),
    (
        "a formatted date string",
        "một ngày như \"2025-07-01\"",
        "a day such as \"2025-07-01\"",
    ),
    (
        "an RFC 3339 formatted date and time string",
        "một thời điểm như \"2025-07-01T08:00:00+07:00\"",
        "an instant such as \"2025-07-01T08:00:00+07:00\"",
    ),
    ("enum {}", "một giá trị trong danh mục", "one of the choices"),
    ("variant identifier", "một giá trị trong danh mục", "one of the choices"),
    ("string or map", "một giá trị trong danh mục", "one of the choices"),
    ("one of {}", "một trong {}", "one of {}"),
    ("`{}` or `{}`", "`{}` hoặc `{}`", "`{}` or `{}`"),
    ("`{}`", "`{}`", "`{}`"),
];

/// A stable code for what was refused, and why.
pub(super) fn explain(message: &str) -> (&'static str, Said) {
    if let Some(ours) = Said::read(message) {
        return ("invalid", ours);
    }
    let explained = KINDS.iter().find_map(|(pattern, code, vi, en)| {
        let words: Vec<Said> = holes(pattern, message)?.into_iter().map(word).collect();
        let vi = fill(vi, words.iter().map(|word| word.vi.as_ref()));
        let en = fill(en, words.iter().map(|word| word.en.as_ref()));
        Some((*code, Said::new(vi, en)))
    });
    explained.unwrap_or(("invalid", Said::new("Giá trị không hợp lệ.", "The value is not valid.")))
}

/// What was sent, or what is expected.
fn word(text: &str) -> Said {
    let known = WORDS.iter().find_map(|(pattern, vi, en)| {
        let holes = holes(pattern, text)?;
        let with = |words: &str| fill(words, holes.iter().map(|hole| brief(hole)));
        Some(Said::new(with(vi), with(en)))
    });
    known.unwrap_or(Said::new("một giá trị khác", "another value"))
}

/// What stands in the holes of the pattern that a message is made by.
fn holes<'m>(pattern: &str, message: &'m str) -> Option<Vec<&'m str>> {
    let pieces: Vec<&str> = pattern.split("{}").collect();
    match pieces.as_slice() {
        [whole] => (*whole == message).then(Vec::new),
        [before, after] => Some(vec![message.strip_prefix(before)?.strip_suffix(after)?]),
        // The first may hold anything somebody sent; the second is ours.
        [before, between, after] => {
            let both = message.strip_prefix(before)?.strip_suffix(after)?;
            both.rsplit_once(between).map(|(first, second)| vec![first, second])
        }
        _ => None,
    }
}

fn fill<'w>(sentence: &str, words: impl ExactSizeIterator<Item = &'w str>) -> String {
    let mut pieces = sentence.split("{}");
    let mut filled = pieces.next().unwrap_or_default().to_owned();
    let unsaid = words.len().saturating_sub(sentence.matches("{}").count());
    for (word, piece) in words.skip(unsaid).zip(pieces) {
        filled.push_str(word);
        filled.push_str(piece);
    }
    filled
}

fn brief(text: &str) -> &str {
    text.get(..text.floor_char_boundary(LONGEST_ECHO)).unwrap_or(text)
}

#[cfg(test)]
mod tests;
