//! The values and narrative of a report, checked against its template: every fault at once, or the canonical form.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::fault::{FaultCode, ValueFault};
use super::figure::{self, Figure};
use super::template::consistency::MOST_DECIMALS;
use super::template::content::{Applicability, Comparison, Indicator, Rule, TemplateContent};

/// Số liệu as drafted: JSON by indicator code, perhaps not all of them, perhaps wrong.
pub type Values = BTreeMap<String, Value>;

/// Lời văn as drafted: text by narrative code.
pub type Narrative = BTreeMap<String, String>;

/// How much is asked of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    /// What is given must be right; it need not be complete, and rules between indicators may not hold yet.
    Draft,
    /// All of it: complete, and every rule holds.
    Submission,
}

/// A report that passed. It serialises to the canonical form, the one that is stored and hashed: nothing that was not
/// given, no trailing zeros, texts normalised, keys in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    pub values: BTreeMap<String, Figure>,
    pub narrative: BTreeMap<String, String>,
}

/// Checks a report of an organisation that is all of `applicability`. Never panics, whatever the JSON.
///
/// A stored report is read back with [`Applicability::ALL`] and [`Depth::Draft`]; that loses nothing and never fails on what was
/// checked against the same template.
pub fn check(
    content: &TemplateContent,
    applicability: &[Applicability],
    values: &Values,
    narrative: &Narrative,
    depth: Depth,
) -> Result<Checked, Vec<ValueFault>> {
    let mut faults = Vec::new();
    let mut checked = Checked::default();
    for indicator in &content.indicators {
        match answer(indicator, applicability, values.get(&indicator.code), depth) {
            Ok(None) => (),
            Ok(Some(figure)) => drop(checked.values.insert(indicator.code.clone(), figure)),
            Err(code) => faults.push(ValueFault::of_indicator(indicator, code)),
        }
    }
    let known: BTreeSet<&str> = content
        .indicators
        .iter()
        .map(|indicator| indicator.code.as_str())
        .collect();
    let unknown = values.keys().filter(|code| !known.contains(code.as_str()));
    faults.extend(unknown.map(|code| ValueFault::unknown_indicator(code)));
    if depth == Depth::Submission {
        let broken = content.rules.iter().filter(|rule| is_broken(rule, &checked.values));
        faults.extend(broken.map(ValueFault::of_rule));
    }
    faults.extend(tell(content, narrative, depth, &mut checked.narrative));
    if faults.is_empty() { Ok(checked) } else { Err(faults) }
}

fn answer(
    indicator: &Indicator,
    applicability: &[Applicability],
    given: Option<&Value>,
    depth: Depth,
) -> Result<Option<Figure>, FaultCode> {
    let asked = indicator.applies_to.iter().any(|kind| applicability.contains(kind));
    if !asked {
        let silent = given.is_none_or(Value::is_null);
        return if silent {
            Ok(None)
        } else {
            Err(FaultCode::NotApplicable)
        };
    }
    match Figure::read(indicator, given.unwrap_or(&Value::Null))? {
        None if indicator.required && depth == Depth::Submission => Err(FaultCode::RequiredMissing),
        figure => Ok(figure),
    }
}

/// A rule with an operand that is missing, or was refused for itself, says nothing.
fn is_broken(rule: &Rule, figures: &BTreeMap<String, Figure>) -> bool {
    let number = |code: &String| figures.get(code)?.scaled(MOST_DECIMALS);
    let sum = |codes: &[String]| {
        codes
            .iter()
            .map(number)
            .try_fold(0_i128, |sum, number| Some(sum.saturating_add(number?)))
    };
    match (sum(&rule.left), rule.op, sum(&rule.right)) {
        (Some(left), Comparison::AtMost, Some(right)) => left > right,
        (Some(left), Comparison::Equal, Some(right)) => left != right,
        (Some(left), Comparison::AtLeast, Some(right)) => left < right,
        (None, _, _) | (_, _, None) => false,
    }
}

fn tell(
    content: &TemplateContent,
    narrative: &Narrative,
    depth: Depth,
    told: &mut BTreeMap<String, String>,
) -> Vec<ValueFault> {
    let mut faults = Vec::new();
    for part in &content.narrative {
        let given = narrative.get(&part.code).map_or("", String::as_str);
        match figure::text(given, part.longest()) {
            Ok(Some(text)) => drop(told.insert(part.code.clone(), text)),
            Ok(None) if part.required && depth == Depth::Submission => {
                faults.push(ValueFault::of_narrative(part, FaultCode::RequiredMissing));
            }
            Ok(None) => (),
            Err(code) => faults.push(ValueFault::of_narrative(part, code)),
        }
    }
    let unknown = narrative
        .keys()
        .filter(|code| content.narrative.iter().all(|part| part.code != **code));
    faults.extend(unknown.map(|code| ValueFault::unknown_narrative(code)));
    faults
}

#[cfg(test)]
mod tests;
