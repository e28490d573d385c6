//! The sentences that say what is wrong with an answer, and what would be right.

use super::FaultCode;
use crate::http::Said;
use crate::reporting::figure::{GREATEST_NUMBER, LONGEST_TEXT};
use crate::reporting::known::KnownValue;
use crate::reporting::template::content::{Bilingual, Choice, Indicator, ValueType};

/// What was asked for, as far as a message needs it.
pub struct Asked<'t> {
    code: &'t str,
    value_type: ValueType,
    choices: &'t [Choice],
    scale: u8,
    minimum: Option<i64>,
    maximum: Option<i64>,
    longest: usize,
}

impl<'t> From<&'t Indicator> for Asked<'t> {
    fn from(indicator: &'t Indicator) -> Self {
        Self {
            code: &indicator.code,
            value_type: indicator.value_type,
            choices: &indicator.choices,
            scale: indicator.scale,
            minimum: indicator.minimum,
            maximum: indicator.maximum,
            longest: LONGEST_TEXT,
        }
    }
}

impl<'t> Asked<'t> {
    /// A text of at most `longest` characters.
    pub fn text(code: &'t str, longest: usize) -> Self {
        Self {
            code,
            value_type: ValueType::Text,
            choices: &[],
            scale: 0,
            minimum: None,
            maximum: None,
            longest,
        }
    }
}

/// What a warning says, and where to explain.
pub fn explain(code: &str, warning: &Bilingual) -> Said {
    let Bilingual { vi, en } = warning;
    Said::new(
        format!("{vi} Nếu số liệu đúng, giải trình tại narrative.{code}."),
        format!("{en} If the figures are right, explain why in narrative.{code}."),
    )
}

/// A whole sentence in each language, beginning with the code of what was asked.
pub fn about(asked: &Asked<'_>, fault: FaultCode) -> Said {
    let Asked {
        code, scale, longest, ..
    } = asked;
    let said = match fault {
        FaultCode::WrongType => expected(asked.value_type),
        FaultCode::NotAChoice => among(asked.choices),
        FaultCode::OutOfBounds => between(asked.minimum, asked.maximum),
        FaultCode::RequiredMissing => required(asked.value_type),
        FaultCode::NotApplicable => Said::new(
            "không áp dụng cho loại đơn vị này",
            "is not asked of this kind of organisation",
        ),
        FaultCode::NumberTooLarge => Said::new(
            format!("độ lớn của số không được vượt quá {GREATEST_NUMBER}"),
            format!("a number cannot exceed {GREATEST_NUMBER} in size"),
        ),
        FaultCode::TooManyDecimals => Said::new(
            format!("tối đa {scale} chữ số thập phân"),
            format!("at most {scale} decimal places"),
        ),
        FaultCode::TextTooLong => Said::new(
            format!("tối đa {longest} ký tự"),
            format!("at most {longest} characters"),
        ),
        FaultCode::MalformedText => Said::new(
            "văn bản có ký tự điều khiển",
            "the text has control characters, which cannot be stored",
        ),
        FaultCode::UnknownIndicator
        | FaultCode::UnknownNarrative
        | FaultCode::RuleBroken
        | FaultCode::ExplanationMissing => Said::new("không hợp lệ", "is not valid"),
    };
    Said::new(format!("{code}: {}.", said.vi), format!("{code}: {}.", said.en))
}

/// What is known of `code`, and where to say why it is reported otherwise.
pub fn unlike(code: &str, known: &KnownValue) -> Said {
    let known = known.said();
    Said::new(
        format!(
            "{code}: hệ thống đã ghi nhận {}; báo số khác thì giải trình ở phần lời văn {code}.",
            known.vi
        ),
        format!(
            "{code}: {} is on record; to report otherwise, say why in the narrative under {code}.",
            known.en
        ),
    )
}

fn expected(value_type: ValueType) -> Said {
    match value_type {
        ValueType::Integer => Said::new("cần một số nguyên", "an integer is expected"),
        ValueType::Money => Said::new(
            "cần số tiền nguyên, tính bằng đồng",
            "an integer amount in đồng is expected",
        ),
        ValueType::Decimal => Said::new(
            "cần một số thập phân dạng chuỗi, ví dụ \"12.5\"",
            "a decimal in a string is expected, such as \"12.5\"",
        ),
        ValueType::Boolean => Said::new("cần true (có) hoặc false (không)", "true or false is expected"),
        ValueType::Date => Said::new("cần một ngày dạng YYYY-MM-DD", "a date YYYY-MM-DD is expected"),
        ValueType::Choice | ValueType::Text => Said::new("cần một chuỗi ký tự", "a string is expected"),
    }
}

fn required(value_type: ValueType) -> Said {
    if value_type.is_number() {
        Said::new(
            "bắt buộc phải có; không phát sinh thì ghi 0",
            "is required; if there is none, answer 0",
        )
    } else {
        Said::new("bắt buộc phải có", "is required")
    }
}

fn among(choices: &[Choice]) -> Said {
    let values: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
    let values = values.join(", ");
    Said::new(format!("chọn một trong: {values}"), format!("choose one of: {values}"))
}

fn between(minimum: Option<i64>, maximum: Option<i64>) -> Said {
    match (minimum, maximum) {
        (Some(minimum), Some(maximum)) => Said::new(
            format!("cần từ {minimum} đến {maximum}"),
            format!("must be from {minimum} to {maximum}"),
        ),
        (Some(minimum), None) => Said::new(
            format!("cần từ {minimum} trở lên"),
            format!("must be at least {minimum}"),
        ),
        (None, Some(maximum)) => Said::new(format!("cần không quá {maximum}"), format!("must be at most {maximum}")),
        (None, None) => Said::new("ngoài phạm vi cho phép", "is out of bounds"),
    }
}
