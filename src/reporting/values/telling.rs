//! What a report tells in words: its narrative parts, and why a warning does not hold.

use super::{Depth, Narrative};
use crate::reporting::{
    fault::{FaultCode, ValueFault},
    figure::{self, LONGEST_TEXT},
    template::{
        content::{Indicator, NarrativePart, TemplateContent},
        rule::{RuleKind, TemplateRule},
    },
};

/// A text that may be told.
struct Telling<'t> {
    code: &'t str,
    longest: usize,
    required: bool,
}

impl<'t> From<&'t NarrativePart> for Telling<'t> {
    fn from(part: &'t NarrativePart) -> Self {
        Self {
            code: &part.code,
            longest: part.longest(),
            required: part.required,
        }
    }
}

/// Whether an explanation is needed is for the judging of rules to say.
impl<'t> From<&'t TemplateRule> for Telling<'t> {
    fn from(rule: &'t TemplateRule) -> Self {
        Self {
            code: &rule.code,
            longest: LONGEST_TEXT,
            required: false,
        }
    }
}

/// Why a figure is not what is known.
impl<'t> From<&'t Indicator> for Telling<'t> {
    fn from(indicator: &'t Indicator) -> Self {
        Self {
            code: &indicator.code,
            longest: LONGEST_TEXT,
            required: false,
        }
    }
}

/// Keeps what is told in `told`, normalised; the rest is faults.
pub fn tell(
    content: &TemplateContent,
    narrative: &Narrative,
    depth: Depth<'_>,
    told: &mut Narrative,
) -> Vec<ValueFault> {
    let mut faults = Vec::new();
    let warnings = content.rules.iter().filter(|rule| rule.kind == RuleKind::Warning);
    let parts = content.narrative.iter().map(Telling::from);
    let known = content.indicators.iter().filter(|indicator| indicator.source.is_some());
    let tellings: Vec<Telling<'_>> = parts
        .chain(warnings.map(Telling::from))
        .chain(known.map(Telling::from))
        .collect();
    for Telling {
        code,
        longest,
        required,
    } in &tellings
    {
        let given = narrative.get(*code).map_or("", String::as_str);
        match figure::text(given, *longest) {
            Ok(Some(text)) => drop(told.insert((*code).to_owned(), text)),
            Ok(None) if *required && depth != Depth::Draft => {
                faults.push(ValueFault::of_narrative(code, *longest, FaultCode::RequiredMissing));
            }
            Ok(None) => (),
            Err(fault) => faults.push(ValueFault::of_narrative(code, *longest, fault)),
        }
    }
    let unknown = narrative
        .keys()
        .filter(|code| tellings.iter().all(|telling| telling.code != **code));
    faults.extend(unknown.map(|code| ValueFault::unknown_narrative(code)));
    faults
}
