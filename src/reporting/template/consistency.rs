//! Whether a template can be answered at all: its codes are unique, its references lead somewhere, its roll-ups suit
//! its types, its rules can be read and judged. A template that passes never surprises the checking or the adding up of reports.

use std::collections::BTreeSet;

use super::content::{AcrossPeriods, AcrossUnits, Indicator, TemplateContent, ValueType};
use super::rule::{Indicators, RuleFault};
use crate::{http::pointer, reporting::figure::GREATEST_NUMBER};

/// Decimal places an indicator may keep: sums over a nation then stay far inside 128 bits.
pub const MOST_DECIMALS: u8 = 6;

/// A contradiction in a template: the list and code of the thing it lies in, as `/indicators/D02`, and which.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    pub pointer: String,
    pub problem: TemplateProblem,
}

/// What contradicts itself.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum TemplateProblem {
    /// Two things of a kind share a code, or a rule and a narrative part do.
    DuplicateCode,
    /// Nothing is asked, or of nobody, or a code is empty.
    Empty,
    /// An indicator names a section that does not exist.
    UnknownSection,
    /// Choices, scale or bounds do not suit the value type.
    UnsuitedToType,
    /// The roll-up does not suit the value type.
    UnsuitedRollUp,
    /// The minimum is above the maximum, or a bound beyond the greatest number.
    ImpossibleBounds,
    /// A rule cannot be read, or does not fit the indicators.
    Rule(RuleFault),
}

/// Every contradiction in `content`; empty when it can be used.
pub fn faults(content: &TemplateContent) -> Vec<TemplateFault> {
    let TemplateContent {
        sections,
        indicators,
        rules,
        narrative,
        late_allowed: _,
    } = content;
    let known: BTreeSet<&str> = sections.iter().map(|section| section.code.as_str()).collect();
    let by_code: Indicators<'_> = indicators
        .iter()
        .map(|indicator| (indicator.code.as_str(), indicator))
        .collect();
    let parts: BTreeSet<&str> = narrative.iter().map(|part| part.code.as_str()).collect();
    let none = indicators
        .is_empty()
        .then(|| fault("indicators", "", TemplateProblem::Empty));
    let codes = unique("sections", sections.iter().map(|section| section.code.as_str()))
        .chain(unique(
            "indicators",
            indicators.iter().map(|indicator| indicator.code.as_str()),
        ))
        .chain(unique("rules", rules.iter().map(|rule| rule.code.as_str())))
        .chain(unique("narrative", narrative.iter().map(|part| part.code.as_str())));
    let of_indicators = indicators.iter().flat_map(|indicator| {
        of_indicator(indicator, &known)
            .into_iter()
            .map(|problem| fault("indicators", &indicator.code, problem))
    });
    let of_rules = rules.iter().flat_map(|rule| {
        let shared = parts
            .contains(rule.code.as_str())
            .then_some(TemplateProblem::DuplicateCode);
        let of_rule = rule.rule.faults(&by_code).into_iter().map(TemplateProblem::Rule);
        shared
            .into_iter()
            .chain(of_rule)
            .map(|problem| fault("rules", &rule.code, problem))
    });
    none.into_iter()
        .chain(codes)
        .chain(of_indicators)
        .chain(of_rules)
        .collect()
}

fn fault(list: &str, code: &str, problem: TemplateProblem) -> TemplateFault {
    TemplateFault {
        pointer: pointer([list, code]),
        problem,
    }
}

fn unique<'c>(list: &'c str, codes: impl Iterator<Item = &'c str> + 'c) -> impl Iterator<Item = TemplateFault> + 'c {
    let mut seen = BTreeSet::new();
    codes.filter_map(move |code| match (code, seen.insert(code)) {
        ("", _) => Some(fault(list, code, TemplateProblem::Empty)),
        (_, false) => Some(fault(list, code, TemplateProblem::DuplicateCode)),
        (_, true) => None,
    })
}

fn of_indicator(indicator: &Indicator, sections: &BTreeSet<&str>) -> Vec<TemplateProblem> {
    let number = indicator.value_type.is_number();
    let bounds = [indicator.minimum, indicator.maximum];
    let values: BTreeSet<&str> = indicator.choices.iter().map(|choice| choice.value.as_str()).collect();
    let unsuited = (indicator.value_type == ValueType::Choice) == indicator.choices.is_empty()
        || (indicator.value_type != ValueType::Decimal && indicator.scale != 0)
        || indicator.scale > MOST_DECIMALS
        || (!number && bounds.iter().any(Option::is_some));
    let impossible = bounds
        .iter()
        .flatten()
        .any(|bound| bound.unsigned_abs() > GREATEST_NUMBER)
        || matches!(bounds, [Some(minimum), Some(maximum)] if minimum > maximum);
    [
        (
            !sections.contains(indicator.section.as_str()),
            TemplateProblem::UnknownSection,
        ),
        (indicator.applies_to.is_empty(), TemplateProblem::Empty),
        (values.len() != indicator.choices.len(), TemplateProblem::DuplicateCode),
        (unsuited, TemplateProblem::UnsuitedToType),
        (!suits(indicator), TemplateProblem::UnsuitedRollUp),
        (impossible, TemplateProblem::ImpossibleBounds),
    ]
    .into_iter()
    .filter_map(|(wrong, problem)| wrong.then_some(problem))
    .collect()
}

fn suits(indicator: &Indicator) -> bool {
    let over_units = match indicator.across_units {
        AcrossUnits::Sum | AcrossUnits::Ratio => indicator.value_type.is_number(),
        AcrossUnits::CountTrue => indicator.value_type == ValueType::Boolean,
        AcrossUnits::CountByValue => indicator.value_type == ValueType::Choice,
        AcrossUnits::List => matches!(
            indicator.value_type,
            ValueType::Text | ValueType::Choice | ValueType::Date
        ),
        AcrossUnits::None => true,
    };
    let over_periods = match indicator.across_periods {
        AcrossPeriods::Sum => indicator.value_type.is_number(),
        AcrossPeriods::Latest | AcrossPeriods::None => true,
    };
    over_units && over_periods
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporting::template::builtin;

    fn problems(break_it: impl FnOnce(&mut TemplateContent)) -> Vec<TemplateProblem> {
        let mut content = builtin::yearly().unwrap();
        break_it(&mut content);
        faults(&content).into_iter().map(|fault| fault.problem).collect()
    }

    #[test]
    fn each_contradiction_is_found() {
        use TemplateProblem::*;
        assert_eq!(problems(|_| ()), []);
        assert_eq!(problems(|c| (c.indicators.clear(), c.rules.clear()).0), [Empty]);
        assert_eq!(problems(|c| c.narrative[0].code.clear()), [Empty]);
        assert_eq!(problems(|c| c.sections.push(c.sections[0].clone())), [DuplicateCode]);
        assert_eq!(
            problems(|c| c.indicators.push(c.indicators[0].clone())),
            [DuplicateCode]
        );
        assert_eq!(problems(|c| c.rules.push(c.rules[0].clone())), [DuplicateCode]);
        assert_eq!(problems(|c| c.narrative.push(c.narrative[0].clone())), [DuplicateCode]);
        assert_eq!(problems(|c| c.indicators[0].section = "Z".into()), [UnknownSection]);
        assert_eq!(problems(|c| c.indicators[0].applies_to.clear()), [Empty]);
        assert_eq!(problems(|c| c.indicators[0].scale = 2), [UnsuitedToType]);
        assert_eq!(
            problems(|c| c.indicators[0].across_units = AcrossUnits::CountTrue),
            [UnsuitedRollUp]
        );
        assert_eq!(
            problems(|c| c.indicators[0].minimum = Some(i64::MIN)),
            [ImpossibleBounds]
        );
        assert_eq!(
            problems(|c| (c.indicators[0].minimum, c.indicators[0].maximum) = (Some(2), Some(1))),
            [ImpossibleBounds]
        );
        assert_eq!(problems(|c| c.rules[1].code = c.rules[0].code.clone()), [DuplicateCode]);
        assert_eq!(problems(|c| c.rules[0].code = "overview".to_owned()), [DuplicateCode]);
        assert_eq!(
            problems(|c| c.rules[0].rule = "A05 <= Z9 + B02".to_owned().into()),
            [
                Rule(RuleFault::UnknownIndicator("Z9".to_owned())),
                Rule(RuleFault::NotANumber("B02".to_owned()))
            ]
        );
        assert!(matches!(
            problems(|c| c.rules[0].rule = "A05 <=".to_owned().into())[..],
            [Rule(RuleFault::Syntax(_))]
        ));
    }
}
