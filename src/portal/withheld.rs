//! Figures of people that are not told: those of few, and those that tell of few beside others. What is part of what, the rules of the template say.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;

use crate::reporting::template::rule::{Arithmetic, Comparison, Expression};

/// Of fewer people than these no number is told.
const FEW: Decimal = Decimal::from_parts(5, 0, 0, false, 0);

/// How many people each figure counts, by its code: as reported and, where that was corrected, as summed.
pub type People<'t> = BTreeMap<&'t str, Vec<Decimal>>;

/// Figures that make up another or, where they are not `all` of it, at most.
struct Sum<'t> {
    parts: Vec<&'t str>,
    whole: &'t str,
    all: bool,
}

/// Codes of the figures that are not told.
pub fn withheld<'t>(people: &People<'t>, rules: impl IntoIterator<Item = &'t Expression>) -> BTreeSet<&'t str> {
    let mut sums = Vec::new();
    for rule in rules {
        sums_in(rule, &mut sums);
    }
    let counts_people = |code: &&str| people.contains_key(*code);
    sums.retain(|sum| counts_people(&sum.whole) && sum.parts.iter().all(counts_people));
    let few = people.iter().filter(|(_, numbers)| numbers.iter().any(is_few));
    let few: BTreeSet<&str> = few.map(|(code, _)| *code).collect();
    let mut withheld = few.clone();
    for (part, whole) in inside(&sums) {
        if few.contains(whole) || leaves_few(people, part, whole) {
            withheld.insert(part);
        }
    }
    for sum in sums.iter().filter(|sum| rest_is_few(people, sum)) {
        withheld.extend(&sum.parts);
    }
    while spread(&sums, &mut withheld) {}
    withheld
}

/// Withholds what would tell something that is withheld; whether there was any. Of what is added up all is told or nothing.
fn spread<'t>(sums: &[Sum<'t>], withheld: &mut BTreeSet<&'t str>) -> bool {
    let before = withheld.len();
    for sum in sums {
        let hidden = sum.parts.iter().any(|part| withheld.contains(part));
        let several = sum.parts.len() > 1;
        if several && hidden || (several || sum.all) && withheld.contains(sum.whole) {
            withheld.extend(&sum.parts);
        }
        if !several && sum.all && hidden {
            withheld.insert(sum.whole);
        }
    }
    withheld.len() > before
}

/// Which figure lies in which, over any number of steps.
fn inside<'t>(sums: &[Sum<'t>]) -> BTreeSet<(&'t str, &'t str)> {
    let direct = sums.iter().flat_map(|sum| {
        let there = sum.parts.iter().map(|part| (*part, sum.whole));
        let back = sum.parts.iter().map(|part| (sum.whole, *part));
        there.chain(back.filter(|_| sum.all && sum.parts.len() == 1))
    });
    let mut inside: BTreeSet<(&str, &str)> = direct.collect();
    loop {
        let further = |(part, middle): &(&'t str, &'t str)| {
            let (part, middle) = (*part, *middle);
            let beyond = inside.iter().filter(move |(inner, _)| *inner == middle);
            beyond.map(move |(_, whole)| (part, *whole)).collect::<Vec<_>>()
        };
        let found: Vec<(&str, &str)> = inside
            .iter()
            .flat_map(further)
            .filter(|(part, whole)| part != whole)
            .collect();
        let before = inside.len();
        inside.extend(found);
        if inside.len() == before {
            return inside;
        }
    }
}

/// Whether few of a whole are in none but the whole, as reported or as summed.
fn leaves_few(people: &People<'_>, part: &str, whole: &str) -> bool {
    let (Some(parts), Some(wholes)) = (people.get(part), people.get(whole)) else {
        return false;
    };
    let mut rests = wholes
        .iter()
        .flat_map(|whole| parts.iter().map(move |part| whole - part));
    rests.any(|rest| is_few(&rest))
}

/// As [`leaves_few`], of all parts together.
fn rest_is_few(people: &People<'_>, sum: &Sum<'_>) -> bool {
    let number = |code: &str, summed: bool| {
        let numbers = people.get(code)?;
        if summed { numbers.last() } else { numbers.first() }.copied()
    };
    [false, true].into_iter().any(|summed| {
        let together: Option<Decimal> = sum.parts.iter().map(|part| number(part, summed)).sum();
        let rest = number(sum.whole, summed)
            .zip(together)
            .map(|(whole, parts)| whole - parts);
        rest.is_some_and(|rest| is_few(&rest))
    })
}

/// Whether somebody is counted, and few.
fn is_few(people: &Decimal) -> bool {
    *people > Decimal::ZERO && *people < FEW
}

/// What a rule says of what is part of what, wherever it says so.
fn sums_in<'t>(rule: &'t Expression, sums: &mut Vec<Sum<'t>>) {
    match rule {
        Expression::Logic { left, right, .. } => {
            sums_in(left, sums);
            sums_in(right, sums);
        }
        Expression::Comparison { operator, left, right } => {
            let both = (added_up(left), added_up(right));
            let (Some(left), Some(right)) = both else { return };
            match operator {
                Comparison::AtMost | Comparison::Less => sums.extend(sum_of(left, &right, false)),
                Comparison::AtLeast | Comparison::Greater => sums.extend(sum_of(right, &left, false)),
                Comparison::Equal => {
                    let other = sum_of(right.clone(), &left, true);
                    sums.extend(sum_of(left, &right, true).or(other));
                }
                Comparison::NotEqual => {}
            }
        }
        _ => {}
    }
}

fn sum_of<'t>(parts: Vec<&'t str>, whole: &[&'t str], all: bool) -> Option<Sum<'t>> {
    let [whole] = whole else { return None };
    Some(Sum { parts, whole, all })
}

/// The figures that are added up, where nothing else is done to them.
fn added_up(side: &Expression) -> Option<Vec<&str>> {
    match side {
        Expression::Indicator { code } => Some(vec![code]),
        Expression::Arithmetic {
            operator: Arithmetic::Add,
            left,
            right,
        } => {
            let (left, right) = (added_up(left)?, added_up(right)?);
            Some(left.into_iter().chain(right).collect())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::reporting::template::rule::Rule;

    #[rstest]
    #[case::of_many(&["B <= C"], &[("B", 20), ("C", 40)], &[])]
    #[case::of_nobody(&["B <= C"], &[("B", 0), ("C", 40)], &[])]
    #[case::of_all(&["B <= C"], &[("B", 40), ("C", 40)], &[])]
    #[case::nobody_at_all(&["B <= C"], &[("B", 0), ("C", 0)], &[])]
    #[case::of_few(&["B <= C"], &[("B", 4), ("C", 40)], &["B"])]
    #[case::of_five(&["B <= C"], &[("B", 5), ("C", 40)], &[])]
    #[case::all_but_few(&["B <= C"], &[("B", 36), ("C", 40)], &["B"])]
    #[case::all_but_few_the_other_way_round(&["C >= B"], &[("B", 36), ("C", 40)], &["B"])]
    #[case::all_but_five(&["B <= C"], &[("B", 35), ("C", 40)], &[])]
    #[case::none_of_few(&["B <= C"], &[("B", 0), ("C", 4)], &["B", "C"])]
    #[case::all_of_five(&["B <= C"], &[("B", 5), ("C", 5)], &[])]
    #[case::a_part_by_the_others(&["A + B = C"], &[("A", 37), ("B", 3), ("C", 40)], &["A", "B"])]
    #[case::the_rest_of_a_sum(&["A + B <= C"], &[("A", 20), ("B", 17), ("C", 40)], &["A", "B"])]
    #[case::the_same_by_another_name(&["B <= C", "D = B"], &[("B", 36), ("C", 40), ("D", 36)], &["B", "D"])]
    #[case::a_part_of_a_part(&["A <= B", "B <= C"], &[("A", 39), ("B", 39), ("C", 40)], &["A", "B"])]
    #[case::a_whole_by_its_parts(&["A + D = B", "B <= C"], &[("A", 20), ("D", 16), ("B", 36), ("C", 40)], &["A", "B", "D"])]
    #[case::in_a_condition(&["when A > 0 then B <= C"], &[("A", 20), ("B", 36), ("C", 40)], &["B"])]
    fn what_would_tell_of_few_people_is_withheld(
        #[case] rules: &[&str],
        #[case] people: &[(&str, i64)],
        #[case] expected: &[&str],
    ) {
        let people = people
            .iter()
            .map(|(code, number)| (*code, vec![Decimal::from(*number)]));
        let rules: Vec<Rule> = rules.iter().map(|rule| Rule::from((*rule).to_owned())).collect();
        let trees = rules.iter().map(|rule| rule.tree().expect("a rule that can be read"));
        let withheld = withheld(&people.collect(), trees);
        assert_eq!(withheld.into_iter().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_was_corrected_is_judged_both_ways() {
        let people = |corrected: i64, summed: i64| {
            let numbers = vec![Decimal::from(corrected), Decimal::from(summed)];
            People::from([("B", numbers), ("C", vec![Decimal::from(40)])])
        };
        let rule = Rule::from("B <= C".to_owned());
        let told = |corrected, summed| withheld(&people(corrected, summed), rule.tree()).is_empty();
        assert!(told(30, 31));
        assert!(!told(30, 38));
        assert!(!told(30, 3));
    }
}
