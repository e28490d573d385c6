use std::collections::BTreeMap;

use proptest::prelude::*;
use serde::Deserialize;

use super::*;
use crate::reporting::{
    template::{
        content::Applicability,
        rule::{Rule, made, size, typing},
    },
    values::{Depth, Narrative, Values, check},
};

/// The published cases by which others check their own judging.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Published {
    template: String,
    cases: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    rule: String,
    tree: Expression,
    values: Values,
    #[serde(default)]
    previous: Values,
    expected: String,
}

fn answers(values: &Values) -> Figures {
    let narrative = Narrative::new();
    let checked = check(&made::YEARLY, &Applicability::ALL, values, &narrative, Depth::Draft);
    checked.unwrap().values
}

#[test]
fn the_published_cases_come_out_as_published() {
    let cases = include_str!("../../../../../assets/report-templates/rule-cases.json");
    let published: Published = serde_json::from_str(cases).unwrap();
    assert_eq!(published.template, crate::reporting::template::install::YEARLY);
    let mut counts = BTreeMap::new();
    for case in published.cases {
        let Case {
            rule, tree, expected, ..
        } = &case;
        let read = Rule::from(rule.clone());
        assert_eq!(read.faults(&made::indicators()), [], "{rule}");
        assert_eq!(read.tree(), Some(tree), "{rule}");
        let verdict = match judge(tree, &answers(&case.values), &answers(&case.previous)) {
            Verdict::Held => "held",
            Verdict::Broken => "broken",
            Verdict::NotJudged(_) => "not_judged",
        };
        assert_eq!(verdict, expected, "{rule} of {:?}", case.values);
        *counts.entry(verdict).or_insert(0) += 1;
    }
    assert!(
        counts.len() == 3 && counts.values().all(|count| *count >= 15),
        "{counts:?}"
    );
}

#[test]
fn the_first_reason_in_reading_order_is_given() {
    let figures = Figures::from([("A01".to_owned(), Figure::Integer(0))]);
    let cases = [
        ("A02 + A03 > A01", Reason::Unanswered("A02".to_owned())),
        ("A01 > previous(A01) + A02", Reason::NothingPrevious("A01".to_owned())),
        ("1 / A01 > A02", Reason::DividedByZero),
        ("A01 = 0 and B02", Reason::Unanswered("B02".to_owned())),
        ("B03 or B02", Reason::Unanswered("B03".to_owned())),
        ("A01 and true", Reason::Unfit),
    ];
    for (rule, reason) in cases {
        let rule = Rule::from(rule.to_owned());
        let verdict = judge(rule.tree().unwrap(), &figures, &Figures::new());
        assert_eq!(verdict, Verdict::NotJudged(reason), "{}", rule.source());
    }
}

/// A second judge, as simple as can be: fractions that are never shortened, and `None` for what is not known.
mod naive {
    use super::*;

    #[derive(PartialEq)]
    pub enum Plain {
        Fraction(i128, i128),
        Truth(bool),
        Word(String),
    }

    pub fn worth(part: &Expression, answers: &Figures, previous: &Figures) -> Option<Plain> {
        let of = |part: &Expression| worth(part, answers, previous);
        let truth = |part: &Expression| match of(part) {
            Some(Plain::Truth(truth)) => Some(truth),
            Some(Plain::Fraction(..) | Plain::Word(_)) => panic!("no condition: {part}"),
            None => None,
        };
        let fraction = |part: &Expression| match of(part) {
            Some(Plain::Fraction(top, bottom)) => Some((top, bottom)),
            Some(Plain::Truth(_) | Plain::Word(_)) => panic!("no number: {part}"),
            None => None,
        };
        Some(match part {
            Expression::Indicator { code } => plain(answers.get(code)?),
            Expression::Previous { code } => plain(previous.get(code)?),
            Expression::Answered { code } => Plain::Truth(answers.get(code).is_some()),
            Expression::Number { value } => Plain::Fraction(value.mantissa(), 10_i128.pow(value.scale())),
            Expression::Choice { value } => Plain::Word(value.clone()),
            Expression::Boolean { value } => Plain::Truth(*value),
            Expression::Not { operand } => Plain::Truth(!truth(operand)?),
            Expression::Logic { operator, left, right } => {
                let (left, right) = (truth(left), truth(right));
                let left = left.map(|left| left != (*operator == Logic::When));
                let deciding = *operator != Logic::And;
                let decided = left == Some(deciding) || right == Some(deciding);
                let known = left.is_some() && right.is_some();
                return (decided || known).then_some(Plain::Truth(decided == deciding));
            }
            Expression::Arithmetic { operator, left, right } => {
                let ((a, b), (c, d)) = (fraction(left)?, fraction(right)?);
                match operator {
                    Arithmetic::Add => Plain::Fraction(a * d + c * b, b * d),
                    Arithmetic::Subtract => Plain::Fraction(a * d - c * b, b * d),
                    Arithmetic::Multiply => Plain::Fraction(a * c, b * d),
                    Arithmetic::Divide if c == 0 => return None,
                    Arithmetic::Divide => Plain::Fraction(a * d * c.signum(), b * c.abs()),
                }
            }
            Expression::Comparison { operator, left, right } => {
                let order = match (of(left)?, of(right)?) {
                    (Plain::Fraction(a, b), Plain::Fraction(c, d)) => (a * d - c * b).signum(),
                    (Plain::Word(left), Plain::Word(right)) => i128::from(left > right) - i128::from(left < right),
                    (Plain::Truth(left), Plain::Truth(right)) => i128::from(left) - i128::from(right),
                    (_, _) => panic!("incomparable: {part}"),
                };
                Plain::Truth(match operator {
                    Comparison::Equal => order == 0,
                    Comparison::NotEqual => order != 0,
                    Comparison::Less => order < 0,
                    Comparison::AtMost => order <= 0,
                    Comparison::Greater => order > 0,
                    Comparison::AtLeast => order >= 0,
                })
            }
        })
    }

    fn plain(figure: &Figure) -> Plain {
        match figure {
            Figure::Integer(number) => Plain::Fraction(i128::from(*number), 1),
            Figure::Decimal(number) => Plain::Fraction(number.mantissa(), 10_i128.pow(number.scale())),
            Figure::Boolean(truth) => Plain::Truth(*truth),
            Figure::Choice(word) | Figure::Text(word) => Plain::Word(word.clone()),
            Figure::Date(date) => Plain::Word(date.to_string()),
        }
    }
}

proptest! {
    #[test]
    fn a_naive_judge_agrees(
        rule in made::condition(2),
        answers in made::figures(12_000),
        previous in made::figures(12_000),
    ) {
        let expected = match naive::worth(&rule, &answers, &previous) {
            Some(naive::Plain::Truth(true)) => Some(Verdict::Held),
            Some(_) => Some(Verdict::Broken),
            None => None,
        };
        match (judge(&rule, &answers, &previous), expected) {
            (Verdict::NotJudged(reason), None) => prop_assert_ne!(reason, Reason::Unfit),
            (verdict, expected) => prop_assert_eq!(Some(verdict), expected),
        }
    }

    #[test]
    fn a_rule_without_faults_always_fits(
        rule in made::condition(4),
        answers in made::figures(10_000_000_000_000),
        previous in made::figures(10_000_000_000_000),
    ) {
        let indicators = made::indicators();
        let faults = typing::faults(&rule, &indicators);
        let fitting = faults.iter().all(|fault| *fault == crate::reporting::template::rule::RuleFault::NamesNothing);
        prop_assert!(fitting, "{:?}", faults);
        if size::faults(&rule, &indicators).is_empty() {
            prop_assert_ne!(judge(&rule, &answers, &previous), Verdict::NotJudged(Reason::Unfit));
        }
    }
}
