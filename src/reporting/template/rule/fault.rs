//! What can be wrong with a rule, and how to say it in both languages.

use super::reading::{DEEPEST, LONGEST, MOST_NODES};
use crate::{
    http::Said,
    reporting::{figure::GREATEST_NUMBER, template::consistency::MOST_DECIMALS},
};

/// One thing that is wrong with a rule in its template. The texts are the parts of the rule it lies in.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum RuleFault {
    /// The text cannot be read.
    Syntax(SyntaxFault),
    /// The template has no such indicator.
    UnknownIndicator(String),
    /// A part that is calculated with is no number.
    NotANumber(String),
    /// A part that must be true or false is neither.
    NotACondition(String),
    /// The two sides of a comparison are of different types.
    Incomparable(String),
    /// What only may be equal or not is put in order.
    Unordered(String),
    /// An indicator answered in words is used otherwise than by `answered`.
    TextAsked(String),
    /// The indicator has no such choice.
    NotAChoice { code: String, value: String },
    /// No answer of this report is asked for.
    NamesNothing,
    /// The numbers can outgrow 128 bits.
    TooLarge(String),
}

/// Where a text first goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SyntaxFault {
    /// In characters, from 1.
    pub column: usize,
    pub expected: Expected,
}

/// What was expected instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Expected {
    Operand,
    Code,
    Opening,
    Closing,
    OperatorOrClosing,
    OperatorOrEnd,
    Then,
    Quote,
    SmallerNumber,
    ShallowerNesting,
    FewerNodes,
    ShorterText,
}

impl SyntaxFault {
    /// After so many characters.
    pub(super) const fn new(before: usize, expected: Expected) -> Self {
        Self {
            column: before.saturating_add(1),
            expected,
        }
    }
}

impl RuleFault {
    /// A whole sentence in each language.
    pub fn said(&self) -> Said {
        match self {
            Self::Syntax(SyntaxFault { column, expected }) => {
                let (vi, en) = expected.said();
                Said::new(
                    format!("Ký tự thứ {column}: {vi}."),
                    format!("At character {column}: {en}."),
                )
            }
            Self::UnknownIndicator(code) => Said::new(
                format!("{code}: mẫu báo cáo không có chỉ tiêu này."),
                format!("{code}: the template has no such indicator."),
            ),
            Self::NotANumber(part) => Said::new(
                format!("{part}: cần một số để tính."),
                format!("{part}: a number is needed to calculate with."),
            ),
            Self::NotACondition(part) => Said::new(
                format!("{part}: cần một điều kiện đúng hoặc sai."),
                format!("{part}: a condition that is true or false is needed."),
            ),
            Self::Incomparable(part) => Said::new(
                format!("{part}: hai vế không cùng kiểu nên không so sánh được."),
                format!("{part}: the two sides are of different types and cannot be compared."),
            ),
            Self::Unordered(part) => Said::new(
                format!("{part}: chỉ so sánh được bằng (=) hoặc khác (!=)."),
                format!("{part}: only = and != make sense here."),
            ),
            Self::TextAsked(code) => Said::new(
                format!("{code}: chỉ tiêu dạng văn bản chỉ dùng được trong answered({code})."),
                format!("{code}: an indicator answered in words can only be used in answered({code})."),
            ),
            Self::NotAChoice { code, value } => Said::new(
                format!("\"{value}\" không phải là một lựa chọn của {code}."),
                format!("\"{value}\" is not one of the choices of {code}."),
            ),
            Self::NamesNothing => Said::new(
                "Ràng buộc phải nêu ít nhất một chỉ tiêu của báo cáo này.",
                "The rule must name at least one indicator of this report.",
            ),
            Self::TooLarge(part) => Said::new(
                format!("{part}: kết quả có thể quá lớn (vượt 128 bit)."),
                format!("{part}: the numbers may become too large (beyond 128 bits)."),
            ),
        }
    }
}

impl Expected {
    fn said(self) -> (String, String) {
        let (vi, en) = match self {
            Self::Operand => (
                "cần một mã chỉ tiêu, một số, một lựa chọn trong dấu \"…\" hoặc dấu (",
                "a code of an indicator, a number, a choice in \"…\" or ( is expected",
            ),
            Self::Code => ("cần một mã chỉ tiêu", "a code of an indicator is expected"),
            Self::Opening => ("cần dấu (", "( is expected"),
            Self::Closing => ("cần dấu )", ") is expected"),
            Self::OperatorOrClosing => ("cần một phép toán hoặc dấu )", "an operator or ) is expected"),
            Self::OperatorOrEnd => (
                "cần một phép toán hoặc kết thúc tại đây",
                "an operator or the end is expected",
            ),
            Self::Then => ("cần một phép toán hoặc then", "an operator or then is expected"),
            Self::Quote => (
                "cần dấu \" kết thúc lựa chọn",
                "the closing \" of the choice is expected",
            ),
            Self::SmallerNumber => {
                return (
                    format!("số có độ lớn không quá {GREATEST_NUMBER} và tối đa {MOST_DECIMALS} chữ số thập phân"),
                    format!(
                        "a number is at most {GREATEST_NUMBER} in size, with at most {MOST_DECIMALS} decimal places"
                    ),
                );
            }
            Self::ShallowerNesting => {
                return (
                    format!("lồng nhau tối đa {DEEPEST} lần"),
                    format!("parts may stand in each other at most {DEEPEST} deep"),
                );
            }
            Self::FewerNodes => {
                return (
                    format!("ràng buộc có tối đa {MOST_NODES} phần tử"),
                    format!("a rule has at most {MOST_NODES} parts"),
                );
            }
            Self::ShorterText => {
                return (
                    format!("ràng buộc dài tối đa {LONGEST} ký tự"),
                    format!("a rule is at most {LONGEST} characters long"),
                );
            }
        };
        (vi.to_owned(), en.to_owned())
    }
}
