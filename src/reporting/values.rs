//! The values and narrative of a report, checked against its template: every fault at once, or the canonical form.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::Value;

use super::fault::{FaultCode, ValueFault};
use super::figure::{Figure, Figures};
use super::known::{KnownFigure, KnownFigures};
use super::template::content::{Applicability, Indicator, TemplateContent, ValueType};

mod ruling;
mod telling;

use ruling::Ruling;

/// Số liệu as drafted: JSON by indicator code, perhaps not all of them, perhaps wrong.
pub type Values = BTreeMap<String, Value>;

/// Lời văn as drafted: text by narrative code, and explanations by the code of the warning.
pub type Narrative = BTreeMap<String, String>;

/// How much is asked of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth<'p> {
    /// What is given must be right; it need not be complete, and rules between indicators may not hold yet.
    Draft,
    /// All of it: complete, and no rule is broken, in view of what was reported before, and what differs from what is known is explained.
    Submission {
        previous: &'p Figures,
        known: &'p KnownFigures,
    },
}

/// The member by which a report says that there is nothing to report; in a form it has a line of its own.
pub const NOTHING: &str = "nothing_to_report";

/// A report that passed. It serialises to the canonical form, the one that is stored and hashed: nothing that was
/// not given, no trailing zeros, texts normalised, keys in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    pub values: Figures,
    pub narrative: Narrative,
    /// Không phát sinh: the organisation answers that there is nothing to report.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub nothing: bool,
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
    depth: Depth<'_>,
) -> Result<Checked, Vec<ValueFault>> {
    let mut faults = Vec::new();
    let mut refused = BTreeSet::new();
    let mut checked = Checked::default();
    for indicator in &content.indicators {
        match answer(indicator, applicability, values.get(&indicator.code), depth) {
            Ok(None) => (),
            Ok(Some(figure)) => drop(checked.values.insert(indicator.code.clone(), figure)),
            Err(code) => {
                refused.insert(indicator.code.as_str());
                faults.push(ValueFault::of_indicator(indicator, code));
            }
        }
    }
    let known: BTreeSet<&str> = content
        .indicators
        .iter()
        .map(|indicator| indicator.code.as_str())
        .collect();
    let unknown = values.keys().filter(|code| !known.contains(code.as_str()));
    faults.extend(unknown.map(|code| ValueFault::unknown_indicator(code)));
    faults.extend(telling::tell(content, narrative, depth, &mut checked.narrative));
    if let Depth::Submission { previous, known } = depth {
        let unlike = content.indicators.iter().filter_map(|indicator| {
            let known = known.of(&indicator.code)?;
            let differs = is_unlike(indicator, checked.values.get(&indicator.code)?, known);
            let explained = checked.narrative.contains_key(&indicator.code);
            (differs && !explained).then(|| ValueFault::of_known(indicator, known))
        });
        faults.extend(unlike);
        let ruling = Ruling {
            content,
            applicability,
            refused,
            previous,
        };
        faults.extend(ruling.faults(&checked));
    }
    if faults.is_empty() { Ok(checked) } else { Err(faults) }
}

/// Whether an answer is not what is known; what the indicator could not take is no answer at all, and words may be others.
fn is_unlike(indicator: &Indicator, answer: &Figure, known: &KnownFigure) -> bool {
    indicator.value_type != ValueType::Text
        && Figure::read(indicator, &known.value.as_json()).map_or(true, |known| known.as_ref() != Some(answer))
}

fn answer(
    indicator: &Indicator,
    applicability: &[Applicability],
    given: Option<&Value>,
    depth: Depth<'_>,
) -> Result<Option<Figure>, FaultCode> {
    if !indicator.is_asked_of(applicability) {
        let silent = given.is_none_or(Value::is_null);
        return if silent {
            Ok(None)
        } else {
            Err(FaultCode::NotApplicable)
        };
    }
    match Figure::read(indicator, given.unwrap_or(&Value::Null))? {
        None if indicator.required && depth != Depth::Draft => Err(FaultCode::RequiredMissing),
        figure => Ok(figure),
    }
}

#[cfg(test)]
mod tests;
