//! A rule as a tree: what is published, and what is judged.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_with::{DisplayFromStr, serde_as};
use utoipa::ToSchema;

/// Biểu thức: a rule as a tree of nodes, for whoever judges it without reading its text. At most 100 nodes.
#[serde_as]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = RuleExpression, example = json!({
    "kind": "comparison", "operator": "<=",
    "left": {"kind": "indicator", "code": "A05"}, "right": {"kind": "indicator", "code": "A04"}
}))]
pub enum Expression {
    /// Câu trả lời của báo cáo này: the report's answer to an indicator; not known while unanswered.
    Indicator {
        #[schema(example = "D02")]
        code: String,
    },
    /// Câu trả lời kỳ trước: the answer in the organisation's accepted report of the latest earlier period.
    Previous {
        #[schema(example = "D02")]
        code: String,
    },
    /// Đã trả lời: whether the report answers an indicator; always known.
    Answered {
        #[schema(example = "D15.1")]
        code: String,
    },
    /// Số: a decimal in a string, exact.
    Number {
        #[serde_as(as = "DisplayFromStr")]
        #[schema(value_type = String, example = "0.9")]
        value: Decimal,
    },
    /// Lựa chọn: the value of one of an indicator's choices.
    Choice {
        #[schema(example = "tot")]
        value: String,
    },
    /// Có hoặc không.
    Boolean { value: bool },
    /// Phủ định of a condition.
    Not {
        #[schema(no_recursion)]
        operand: Box<Expression>,
    },
    /// Phép tính on two numbers, exact.
    Arithmetic {
        operator: Arithmetic,
        #[schema(no_recursion)]
        left: Box<Expression>,
        #[schema(no_recursion)]
        right: Box<Expression>,
    },
    /// So sánh hai giá trị: a condition.
    Comparison {
        operator: Comparison,
        #[schema(no_recursion)]
        left: Box<Expression>,
        #[schema(no_recursion)]
        right: Box<Expression>,
    },
    /// Nối hai điều kiện: a condition made of two.
    Logic {
        operator: Logic,
        #[schema(no_recursion)]
        left: Box<Expression>,
        #[schema(no_recursion)]
        right: Box<Expression>,
    },
}

/// Phép tính: add, subtract, multiply, divide; what is divided by zero is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RuleArithmetic)]
pub enum Arithmetic {
    /// Cộng.
    #[serde(rename = "+")]
    Add,
    /// Trừ.
    #[serde(rename = "-")]
    Subtract,
    /// Nhân.
    #[serde(rename = "*")]
    Multiply,
    /// Chia.
    #[serde(rename = "/")]
    Divide,
}

/// Phép so sánh; not known while a side is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = RuleComparison)]
pub enum Comparison {
    /// Bằng.
    #[serde(rename = "=")]
    Equal,
    /// Khác.
    #[serde(rename = "!=")]
    NotEqual,
    /// Nhỏ hơn.
    #[serde(rename = "<")]
    Less,
    /// Nhỏ hơn hoặc bằng.
    #[serde(rename = "<=")]
    AtMost,
    /// Lớn hơn.
    #[serde(rename = ">")]
    Greater,
    /// Lớn hơn hoặc bằng.
    #[serde(rename = ">=")]
    AtLeast,
}

/// Phép nối: `and` is false when one side is, `or` is true when one side is, `when` (if left then right) is true when left is
/// false or right is true, whatever the other side; else it is not known while a side is not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = RuleLogic)]
pub enum Logic {
    /// Và.
    And,
    /// Hoặc.
    Or,
    /// Nếu … thì ….
    When,
}

impl Expression {
    pub(super) fn not(operand: Self) -> Self {
        let operand = Box::new(operand);
        Self::Not { operand }
    }

    pub(super) fn arithmetic(left: Self, operator: Arithmetic, right: Self) -> Self {
        let (left, right) = (Box::new(left), Box::new(right));
        Self::Arithmetic { operator, left, right }
    }

    pub(super) fn comparison(left: Self, operator: Comparison, right: Self) -> Self {
        let (left, right) = (Box::new(left), Box::new(right));
        Self::Comparison { operator, left, right }
    }

    pub(super) fn logic(left: Self, operator: Logic, right: Self) -> Self {
        let (left, right) = (Box::new(left), Box::new(right));
        Self::Logic { operator, left, right }
    }

    /// Every node, in reading order.
    pub fn nodes(&self) -> Vec<&Self> {
        let mut nodes = Vec::new();
        self.gather(&mut nodes);
        nodes
    }

    fn gather<'e>(&'e self, nodes: &mut Vec<&'e Self>) {
        nodes.push(self);
        match self {
            Self::Indicator { .. }
            | Self::Previous { .. }
            | Self::Answered { .. }
            | Self::Number { .. }
            | Self::Choice { .. }
            | Self::Boolean { .. } => (),
            Self::Not { operand } => operand.gather(nodes),
            Self::Arithmetic { left, right, .. }
            | Self::Comparison { left, right, .. }
            | Self::Logic { left, right, .. } => {
                left.gather(nodes);
                right.gather(nodes);
            }
        }
    }

    /// The indicators whose answers in this report are asked for, in reading order.
    pub fn named(&self) -> Vec<&str> {
        let nodes = self.nodes().into_iter();
        nodes
            .filter_map(|node| match node {
                Self::Indicator { code } | Self::Answered { code } => Some(code.as_str()),
                _ => None,
            })
            .collect()
    }

    /// Whether the report of an earlier period is asked for.
    pub fn looks_back(&self) -> bool {
        let previous = |node: &Self| matches!(node, Self::Previous { .. });
        self.nodes().into_iter().any(previous)
    }
}
