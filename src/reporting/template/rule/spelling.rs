//! Writes a tree back as text, in the one canonical way: reading it gives the same tree.

use std::fmt::{Display, Formatter, Result};

use super::{Arithmetic, Comparison, Expression, Logic};

/// How tightly a node holds together; a looser one inside stands in parentheses.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    When,
    Or,
    And,
    Not,
    Comparison,
    Sum,
    Product,
    Operand,
}

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        match self {
            Self::Indicator { code } => f.write_str(code),
            Self::Previous { code } => write!(f, "previous({code})"),
            Self::Answered { code } => write!(f, "answered({code})"),
            Self::Number { value } => write!(f, "{value}"),
            Self::Choice { value } => write!(f, "\"{value}\""),
            Self::Boolean { value } => write!(f, "{value}"),
            Self::Not { operand } => write!(f, "not {}", operand.within(Binding::Not)),
            Self::Logic {
                operator: Logic::When,
                left,
                right,
            } => write!(f, "when {} then {right}", left.within(Binding::Or)),
            Self::Logic {
                operator: Logic::Or,
                left,
                right,
            } => write!(f, "{} or {}", left.within(Binding::Or), right.within(Binding::And)),
            Self::Logic {
                operator: Logic::And,
                left,
                right,
            } => write!(f, "{} and {}", left.within(Binding::And), right.within(Binding::Not)),
            Self::Comparison { operator, left, right } => {
                let (left, right) = (left.within(Binding::Sum), right.within(Binding::Sum));
                write!(f, "{left} {operator} {right}")
            }
            Self::Arithmetic { operator, left, right } => {
                let (own, tighter) = operator.bindings();
                write!(f, "{} {operator} {}", left.within(own), right.within(tighter))
            }
        }
    }
}

impl Expression {
    const fn binding(&self) -> Binding {
        match self {
            Self::Logic { operator, .. } => match operator {
                Logic::When => Binding::When,
                Logic::Or => Binding::Or,
                Logic::And => Binding::And,
            },
            Self::Not { .. } => Binding::Not,
            Self::Comparison { .. } => Binding::Comparison,
            Self::Arithmetic { operator, .. } => operator.bindings().0,
            Self::Indicator { .. }
            | Self::Previous { .. }
            | Self::Answered { .. }
            | Self::Number { .. }
            | Self::Choice { .. }
            | Self::Boolean { .. } => Binding::Operand,
        }
    }

    fn within(&self, binding: Binding) -> String {
        match self.binding() < binding {
            true => format!("({self})"),
            false => self.to_string(),
        }
    }
}

impl Arithmetic {
    /// How tightly it binds, and the next tighter.
    const fn bindings(self) -> (Binding, Binding) {
        match self {
            Self::Add | Self::Subtract => (Binding::Sum, Binding::Product),
            Self::Multiply | Self::Divide => (Binding::Product, Binding::Operand),
        }
    }
}

impl Display for Arithmetic {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
        })
    }
}

impl Display for Comparison {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(match self {
            Self::Equal => "=",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
        })
    }
}
