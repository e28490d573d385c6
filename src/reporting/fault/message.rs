//! The sentences that say what is wrong with an answer, and what would be right.

use super::FaultCode;
use crate::reporting::figure::{GREATEST_NUMBER, LONGEST_TEXT};
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
pub fn explain(code: &str, warning: &Bilingual) -> Bilingual {
    let Bilingual { vi, en } = warning;
    bilingual(
        format!("{vi} Nếu số liệu đúng, giải trình tại narrative.{code}."),
        format!("{en} If the figures are right, explain why in narrative.{code}."),
    )
}

pub fn bilingual(vi: impl Into<String>, en: impl Into<String>) -> Bilingual {
    Bilingual {
        vi: vi.into(),
        en: en.into(),
    }
}

/// A whole sentence in each language, beginning with the code of what was asked.
pub fn about(asked: &Asked<'_>, fault: FaultCode) -> Bilingual {
    let Asked {
        code, scale, longest, ..
    } = asked;
    let said = match fault {
        FaultCode::WrongType => expected(asked.value_type),
        FaultCode::NotAChoice => among(asked.choices),
        FaultCode::OutOfBounds => between(asked.minimum, asked.maximum),
        FaultCode::RequiredMissing => required(asked.value_type),
        FaultCode::NotApplicable => bilingual(
            "không áp dụng cho loại đơn vị này",
            "is not asked of this kind of organisation",
        ),
        FaultCode::NumberTooLarge => bilingual(
            format!("độ lớn của số không được vượt quá {GREATEST_NUMBER}"),
            format!("a number cannot exceed {GREATEST_NUMBER} in size"),
        ),
        FaultCode::TooManyDecimals => bilingual(
            format!("tối đa {scale} chữ số thập phân"),
            format!("at most {scale} decimal places"),
        ),
        FaultCode::TextTooLong => bilingual(
            format!("tối đa {longest} ký tự"),
            format!("at most {longest} characters"),
        ),
        FaultCode::MalformedText => bilingual(
            "văn bản có ký tự điều khiển",
            "the text has control characters, which cannot be stored",
        ),
        FaultCode::UnknownIndicator
        | FaultCode::UnknownNarrative
        | FaultCode::RuleBroken
        | FaultCode::ExplanationMissing => bilingual("không hợp lệ", "is not valid"),
    };
    bilingual(format!("{code}: {}.", said.vi), format!("{code}: {}.", said.en))
}

fn expected(value_type: ValueType) -> Bilingual {
    match value_type {
        ValueType::Integer => bilingual("cần một số nguyên", "an integer is expected"),
        ValueType::Money => bilingual(
            "cần số tiền nguyên, tính bằng đồng",
            "an integer amount in đồng is expected",
        ),
        ValueType::Decimal => bilingual(
            "cần một số thập phân dạng chuỗi, ví dụ \"12.5\"",
            "a decimal in a string is expected, such as \"12.5\"",
        ),
        ValueType::Boolean => bilingual("cần true (có) hoặc false (không)", "true or false is expected"),
        ValueType::Date => bilingual("cần một ngày dạng YYYY-MM-DD", "a date YYYY-MM-DD is expected"),
        ValueType::Choice | ValueType::Text => bilingual("cần một chuỗi ký tự", "a string is expected"),
    }
}

fn required(value_type: ValueType) -> Bilingual {
    if value_type.is_number() {
        bilingual(
            "bắt buộc phải có; không phát sinh thì ghi 0",
            "is required; if there is none, answer 0",
        )
    } else {
        bilingual("bắt buộc phải có", "is required")
    }
}

fn among(choices: &[Choice]) -> Bilingual {
    let values: Vec<&str> = choices.iter().map(|choice| choice.value.as_str()).collect();
    let values = values.join(", ");
    bilingual(format!("chọn một trong: {values}"), format!("choose one of: {values}"))
}

fn between(minimum: Option<i64>, maximum: Option<i64>) -> Bilingual {
    match (minimum, maximum) {
        (Some(minimum), Some(maximum)) => bilingual(
            format!("cần từ {minimum} đến {maximum}"),
            format!("must be from {minimum} to {maximum}"),
        ),
        (Some(minimum), None) => bilingual(
            format!("cần từ {minimum} trở lên"),
            format!("must be at least {minimum}"),
        ),
        (None, Some(maximum)) => bilingual(format!("cần không quá {maximum}"), format!("must be at most {maximum}")),
        (None, None) => bilingual("ngoài phạm vi cho phép", "is out of bounds"),
    }
}
