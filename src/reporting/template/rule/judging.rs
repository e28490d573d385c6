//! Judges a rule over the answers of a report, in three values: what is not answered is not known, and what rests on it is
//! not known either, unless what is known decides.

use std::cmp::Ordering;

use chrono::NaiveDate;
use num_rational::Ratio;
use num_traits::{CheckedAdd, CheckedDiv, CheckedMul, CheckedSub, Zero};

use super::{Arithmetic, Comparison, Expression, Logic};
use crate::reporting::figure::{Figure, Figures};

/// What becomes of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Held,
    Broken,
    /// Too little is known to say.
    NotJudged(Reason),
}

/// Why a rule is not judged; of several reasons the first in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The report does not answer this indicator.
    Unanswered(String),
    /// No earlier report answers this indicator.
    NothingPrevious(String),
    DividedByZero,
    /// The rule does not fit the answers: it was never checked against their template.
    Unfit,
}

/// Judges `rule` over the answers of a report and of the report before it.
pub fn judge(rule: &Expression, answers: &Figures, previous: &Figures) -> Verdict {
    let judging = Judging { answers, previous };
    match judging.truth(rule) {
        Ok(true) => Verdict::Held,
        Ok(false) => Verdict::Broken,
        Err(reason) => Verdict::NotJudged(reason),
    }
}

/// What a part of a rule comes to.
enum Value<'v> {
    Number(Ratio<i128>),
    Truth(bool),
    Choice(&'v str),
    Date(NaiveDate),
}

struct Judging<'v> {
    answers: &'v Figures,
    previous: &'v Figures,
}

impl<'v> Judging<'v> {
    fn truth(&self, part: &'v Expression) -> Result<bool, Reason> {
        match self.value(part)? {
            Value::Truth(truth) => Ok(truth),
            Value::Number(_) | Value::Choice(_) | Value::Date(_) => Err(Reason::Unfit),
        }
    }

    fn number(&self, part: &'v Expression) -> Result<Ratio<i128>, Reason> {
        match self.value(part)? {
            Value::Number(number) => Ok(number),
            Value::Truth(_) | Value::Choice(_) | Value::Date(_) => Err(Reason::Unfit),
        }
    }

    fn value(&self, part: &'v Expression) -> Result<Value<'v>, Reason> {
        match part {
            Expression::Indicator { code } => match self.answers.get(code) {
                Some(figure) => of_figure(figure),
                None => Err(Reason::Unanswered(code.clone())),
            },
            Expression::Previous { code } => match self.previous.get(code) {
                Some(figure) => of_figure(figure),
                None => Err(Reason::NothingPrevious(code.clone())),
            },
            Expression::Answered { code } => Ok(Value::Truth(self.answers.contains_key(code))),
            Expression::Number { value } => fraction(value.mantissa(), value.scale()),
            Expression::Choice { value } => Ok(Value::Choice(value)),
            Expression::Boolean { value } => Ok(Value::Truth(*value)),
            Expression::Not { operand } => self.truth(operand).map(|truth| Value::Truth(!truth)),
            Expression::Logic { operator, left, right } => {
                connect(*operator, self.truth(left), self.truth(right)).map(Value::Truth)
            }
            Expression::Comparison { operator, left, right } => {
                compare(*operator, &self.value(left)?, &self.value(right)?).map(Value::Truth)
            }
            Expression::Arithmetic { operator, left, right } => {
                calculate(*operator, self.number(left)?, self.number(right)?).map(Value::Number)
            }
        }
    }
}

fn of_figure(figure: &Figure) -> Result<Value<'_>, Reason> {
    match figure {
        Figure::Integer(number) => fraction(i128::from(*number), 0),
        Figure::Decimal(number) => fraction(number.mantissa(), number.scale()),
        Figure::Boolean(truth) => Ok(Value::Truth(*truth)),
        Figure::Choice(choice) => Ok(Value::Choice(choice)),
        Figure::Date(date) => Ok(Value::Date(*date)),
        Figure::Text(_) => Err(Reason::Unfit),
    }
}

fn fraction<'v>(mantissa: i128, scale: u32) -> Result<Value<'v>, Reason> {
    let unit = 10_i128.checked_pow(scale).ok_or(Reason::Unfit)?;
    Ok(Value::Number(Ratio::new(mantissa, unit)))
}

fn connect(operator: Logic, left: Result<bool, Reason>, right: Result<bool, Reason>) -> Result<bool, Reason> {
    match operator {
        Logic::And if left == Ok(false) || right == Ok(false) => Ok(false),
        Logic::Or if left == Ok(true) || right == Ok(true) => Ok(true),
        Logic::When if left == Ok(false) || right == Ok(true) => Ok(true),
        Logic::And => Ok(left? && right?),
        Logic::Or => Ok(left? || right?),
        Logic::When => Ok(!left? || right?),
    }
}

fn compare(operator: Comparison, left: &Value<'_>, right: &Value<'_>) -> Result<bool, Reason> {
    let order = match (left, right) {
        (Value::Number(left), Value::Number(right)) => left.cmp(right),
        (Value::Date(left), Value::Date(right)) => left.cmp(right),
        (Value::Choice(left), Value::Choice(right)) => left.cmp(right),
        (Value::Truth(left), Value::Truth(right)) => left.cmp(right),
        (_, _) => return Err(Reason::Unfit),
    };
    Ok(match operator {
        Comparison::Equal => order == Ordering::Equal,
        Comparison::NotEqual => order != Ordering::Equal,
        Comparison::Less => order == Ordering::Less,
        Comparison::AtMost => order != Ordering::Greater,
        Comparison::Greater => order == Ordering::Greater,
        Comparison::AtLeast => order != Ordering::Less,
    })
}

fn calculate(operator: Arithmetic, left: Ratio<i128>, right: Ratio<i128>) -> Result<Ratio<i128>, Reason> {
    let result = match operator {
        Arithmetic::Add => left.checked_add(&right),
        Arithmetic::Subtract => left.checked_sub(&right),
        Arithmetic::Multiply => left.checked_mul(&right),
        Arithmetic::Divide if right.is_zero() => return Err(Reason::DividedByZero),
        Arithmetic::Divide => left.checked_div(&right),
    };
    // The least integer has no opposite; the next step could not carry it.
    result.filter(|number| *number.numer() > i128::MIN).ok_or(Reason::Unfit)
}

#[cfg(test)]
mod tests;
