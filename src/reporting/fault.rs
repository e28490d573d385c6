//! What can be wrong with the values and narrative of a report, and how to say it in both languages.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::pointer::pointer;
use super::template::content::{Bilingual, Indicator, NarrativePart, Rule};

mod message;

/// Mã lỗi số liệu: what is wrong with one value of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    /// The template has no such indicator.
    UnknownIndicator,
    /// The template has no such narrative part.
    UnknownNarrative,
    /// The indicator is not asked of this kind of organisation.
    NotApplicable,
    /// The JSON is not of the indicator's type.
    WrongType,
    /// Not one of the choices.
    NotAChoice,
    /// Below the minimum or above the maximum.
    OutOfBounds,
    /// Above 10^13 in size.
    NumberTooLarge,
    /// More decimal places than the indicator keeps.
    TooManyDecimals,
    /// Longer than allowed.
    TextTooLong,
    /// The text holds characters that cannot be stored.
    MalformedText,
    /// Nothing is given where the report must answer.
    RequiredMissing,
    /// A rule between indicators does not hold.
    RuleBroken,
}

/// Lỗi số liệu: one thing to mend before the report can be kept or submitted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ValueFault {
    /// Vị trí: RFC 6901 pointer into the report.
    #[schema(example = "/values/D02")]
    pub pointer: String,
    /// Mã lỗi.
    pub code: FaultCode,
    /// Thông báo bằng tiếng Việt.
    pub message_vi: String,
    /// Thông báo bằng tiếng Anh.
    pub message_en: String,
}

impl ValueFault {
    /// The template has no indicator `code`.
    pub fn unknown_indicator(code: &str) -> Self {
        let said = message::bilingual(
            "Mẫu báo cáo không có chỉ tiêu này.",
            "The template has no such indicator.",
        );
        Self::new(["values", code], FaultCode::UnknownIndicator, said)
    }

    /// The template has no narrative part `code`.
    pub fn unknown_narrative(code: &str) -> Self {
        let said = message::bilingual(
            "Mẫu báo cáo không có phần lời văn này.",
            "The template has no such narrative part.",
        );
        Self::new(["narrative", code], FaultCode::UnknownNarrative, said)
    }

    /// The answer to `indicator` is wrong as `code` says.
    pub fn of_indicator(indicator: &Indicator, code: FaultCode) -> Self {
        Self::new(
            ["values", &indicator.code],
            code,
            message::about(&indicator.into(), code),
        )
    }

    /// The text of `part` is wrong as `code` says.
    pub fn of_narrative(part: &NarrativePart, code: FaultCode) -> Self {
        Self::new(["narrative", &part.code], code, message::about(&part.into(), code))
    }

    /// Points at the first indicator of the left side, where the correction most often belongs.
    pub fn of_rule(rule: &Rule) -> Self {
        let first = rule.left.first().map_or("", String::as_str);
        Self::new(["values", first], FaultCode::RuleBroken, rule.message.clone())
    }

    fn new(path: [&str; 2], code: FaultCode, said: Bilingual) -> Self {
        Self {
            pointer: pointer(path),
            code,
            message_vi: said.vi,
            message_en: said.en,
        }
    }
}
