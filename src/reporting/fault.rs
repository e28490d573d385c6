//! What can be wrong with the values and narrative of a report, and how to say it in both languages.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::http::{Said, pointer};

use super::known::KnownFigure;
use super::template::content::Indicator;
use super::template::rule::{RuleKind, TemplateRule};

mod message;

use message::Asked;

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
    /// A warning between indicators needs a text in `narrative`, under the rule's code, that says why it does not hold; or a figure is not what
    /// danchu knows, and needs one under the indicator's code.
    ExplanationMissing,
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
        let said = Said::new(
            "Mẫu báo cáo không có chỉ tiêu này.",
            "The template has no such indicator.",
        );
        Self::new(["values", code], FaultCode::UnknownIndicator, said)
    }

    /// The template has no narrative part `code`.
    pub fn unknown_narrative(code: &str) -> Self {
        let said = Said::new(
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

    /// The text of at most `longest` characters under `part` is wrong as `code` says.
    pub fn of_narrative(part: &str, longest: usize, code: FaultCode) -> Self {
        Self::new(
            ["narrative", part],
            code,
            message::about(&Asked::text(part, longest), code),
        )
    }

    /// An answer is not what is known, and does not say why.
    pub fn of_known(indicator: &Indicator, known: &KnownFigure) -> Self {
        Self::new(
            ["narrative", &indicator.code],
            FaultCode::ExplanationMissing,
            message::unlike(&indicator.code, &known.value),
        )
    }

    /// `rule` does not hold; `first` is the first indicator it names that is asked.
    pub fn of_rule(rule: &TemplateRule, first: &str) -> Self {
        let message = &rule.message;
        match rule.kind {
            RuleKind::Error => Self::new(
                ["values", first],
                FaultCode::RuleBroken,
                Said::new(message.vi.to_string(), message.en.to_string()),
            ),
            RuleKind::Warning => Self::new(
                ["narrative", &rule.code],
                FaultCode::ExplanationMissing,
                message::explain(&rule.code, message),
            ),
        }
    }

    fn new(path: [&str; 2], code: FaultCode, said: Said) -> Self {
        Self {
            pointer: pointer(path),
            code,
            message_vi: said.vi.into_owned(),
            message_en: said.en.into_owned(),
        }
    }
}
