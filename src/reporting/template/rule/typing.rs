//! Whether the parts of a rule fit each other and the indicators they name.

use super::{Comparison, Expression, Indicators, RuleFault};
use crate::reporting::template::content::ValueType;

/// What a part of a rule comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    Number,
    Condition,
    Choice,
    Date,
}

/// Everything in `tree` that does not fit; empty when it is a condition over answers of this report.
pub fn faults(tree: &Expression, indicators: &Indicators<'_>) -> Vec<RuleFault> {
    let mut typing = Typing {
        indicators,
        faults: Vec::new(),
    };
    typing.want(tree, Sort::Condition);
    if tree.named().is_empty() {
        typing.fault(RuleFault::NamesNothing);
    }
    typing.faults
}

struct Typing<'t> {
    indicators: &'t Indicators<'t>,
    faults: Vec<RuleFault>,
}

impl Typing<'_> {
    fn fault(&mut self, fault: RuleFault) -> Option<Sort> {
        if !self.faults.contains(&fault) {
            self.faults.push(fault);
        }
        None
    }

    /// What `part` comes to; `None` when that was found faulty.
    fn sort(&mut self, part: &Expression) -> Option<Sort> {
        match part {
            Expression::Indicator { code } | Expression::Previous { code } => self.indicator(code),
            Expression::Answered { code } if self.indicators.contains_key(code.as_str()) => Some(Sort::Condition),
            Expression::Answered { code } => self.fault(RuleFault::UnknownIndicator(code.clone())),
            Expression::Number { .. } => Some(Sort::Number),
            Expression::Choice { .. } => Some(Sort::Choice),
            Expression::Boolean { .. } => Some(Sort::Condition),
            Expression::Not { operand } => self.want(operand, Sort::Condition),
            Expression::Arithmetic { left, right, .. } => {
                let left = self.want(left, Sort::Number);
                self.want(right, Sort::Number).and(left)
            }
            Expression::Logic { left, right, .. } => {
                let left = self.want(left, Sort::Condition);
                self.want(right, Sort::Condition).and(left)
            }
            Expression::Comparison { operator, left, right } => {
                let sides = (self.sort(left), self.sort(right));
                self.compared(part, *operator, sides)?;
                self.choices(left, right)
            }
        }
    }

    fn want(&mut self, part: &Expression, wanted: Sort) -> Option<Sort> {
        let sort = self.sort(part)?;
        match wanted {
            _ if sort == wanted => Some(sort),
            Sort::Number => self.fault(RuleFault::NotANumber(part.to_string())),
            Sort::Condition | Sort::Choice | Sort::Date => self.fault(RuleFault::NotACondition(part.to_string())),
        }
    }

    fn indicator(&mut self, code: &str) -> Option<Sort> {
        match self.indicators.get(code).map(|indicator| indicator.value_type) {
            Some(ValueType::Integer | ValueType::Decimal | ValueType::Money) => Some(Sort::Number),
            Some(ValueType::Boolean) => Some(Sort::Condition),
            Some(ValueType::Choice) => Some(Sort::Choice),
            Some(ValueType::Date) => Some(Sort::Date),
            Some(ValueType::Text) => self.fault(RuleFault::TextAsked(code.to_owned())),
            None => self.fault(RuleFault::UnknownIndicator(code.to_owned())),
        }
    }

    fn compared(
        &mut self,
        part: &Expression,
        operator: Comparison,
        sides: (Option<Sort>, Option<Sort>),
    ) -> Option<Sort> {
        let (Some(left), Some(right)) = sides else {
            return None;
        };
        let ordered = matches!(left, Sort::Number | Sort::Date);
        match operator {
            _ if left != right => self.fault(RuleFault::Incomparable(part.to_string())),
            Comparison::Equal | Comparison::NotEqual => Some(Sort::Condition),
            _ if ordered => Some(Sort::Condition),
            _ => self.fault(RuleFault::Unordered(part.to_string())),
        }
    }

    /// A choice compared with an indicator is one of its choices.
    fn choices(&mut self, left: &Expression, right: &Expression) -> Option<Sort> {
        use Expression::{Choice, Indicator, Previous};
        let ((Indicator { code } | Previous { code }, Choice { value })
        | (Choice { value }, Indicator { code } | Previous { code })) = (left, right)
        else {
            return Some(Sort::Condition);
        };
        let indicator = self.indicators.get(code.as_str())?;
        let known = indicator.choices.iter().any(|choice| choice.value == *value);
        match known {
            true => Some(Sort::Condition),
            false => self.fault(RuleFault::NotAChoice {
                code: code.clone(),
                value: value.clone(),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::reporting::template::rule::{Rule, RuleFault, made};

    fn faults(rule: &str) -> Vec<RuleFault> {
        Rule::from(rule.to_owned()).faults(&made::indicators())
    }

    #[test]
    fn all_that_does_not_fit_is_found_at_once() {
        use RuleFault::*;
        let text = str::to_owned;
        let cases = [
            ("A05 <= A04", vec![]),
            ("F11 * 2 <= D07 / A01", vec![]),
            ("D15.1 <= previous(D16.1)", vec![]),
            ("answered(B02.1) = B02", vec![]),
            ("I01 = previous(I01)", vec![]),
            (
                "Z9 + Z9 > previous(Z8)",
                vec![UnknownIndicator(text("Z9")), UnknownIndicator(text("Z8"))],
            ),
            ("answered(Z9)", vec![UnknownIndicator(text("Z9"))]),
            ("A01", vec![NotACondition(text("A01"))]),
            ("not A01", vec![NotACondition(text("A01"))]),
            (
                "when A01 then I01 or B02",
                vec![NotACondition(text("A01")), NotACondition(text("I01"))],
            ),
            (
                "B02 + D15.1 > \"tot\" * 2",
                vec![
                    NotANumber(text("B02")),
                    NotANumber(text("D15.1")),
                    NotANumber(text("\"tot\"")),
                ],
            ),
            ("A01 + (A02 > 1) = 2", vec![NotANumber(text("A02 > 1"))]),
            ("A01 = B02", vec![Incomparable(text("A01 = B02"))]),
            ("D15.1 > 2025", vec![Incomparable(text("D15.1 > 2025"))]),
            ("A01 = \"tot\"", vec![Incomparable(text("A01 = \"tot\""))]),
            ("B02 < D15", vec![Unordered(text("B02 < D15"))]),
            ("I01 >= \"kha\"", vec![Unordered(text("I01 >= \"kha\""))]),
            (
                "\"tốt\" = I01",
                vec![NotAChoice {
                    code: text("I01"),
                    value: text("tốt"),
                }],
            ),
            (
                "previous(I01) != \"x\"",
                vec![
                    NotAChoice {
                        code: text("I01"),
                        value: text("x"),
                    },
                    NamesNothing,
                ],
            ),
            ("B02.1 = \"x\"", vec![TextAsked(text("B02.1"))]),
            ("1 < 2", vec![NamesNothing]),
            ("true", vec![NamesNothing]),
            ("previous(A01) > 3", vec![NamesNothing]),
        ];
        for (rule, expected) in cases {
            assert_eq!(faults(rule), expected, "{rule}");
        }
    }

    #[test]
    fn faults_are_whole_sentences_in_both_languages() {
        let cases = [
            (
                "A01 <= ",
                "Ký tự thứ 8: cần một mã chỉ tiêu, một số, một lựa chọn trong dấu \"…\" hoặc dấu (.",
                "At character 8: a code of an indicator, a number, a choice in \"…\" or ( is expected.",
            ),
            (
                "Z9 > 1",
                "Z9: mẫu báo cáo không có chỉ tiêu này.",
                "Z9: the template has no such indicator.",
            ),
            (
                "A01 = B02",
                "A01 = B02: hai vế không cùng kiểu nên không so sánh được.",
                "A01 = B02: the two sides are of different types and cannot be compared.",
            ),
        ];
        for (rule, vi, en) in cases {
            let said = faults(rule).remove(0).said();
            assert_eq!((&*said.vi, &*said.en), (vi, en));
        }
    }
}
