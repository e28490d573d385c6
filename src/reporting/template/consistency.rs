//! Whether a template can be answered at all: its codes are unique, its references lead somewhere, its roll-ups suit
//! its types, its rules can be read and judged. A template that passes never surprises the checking or the adding up of reports.

use std::collections::BTreeSet;

use super::content::{AcrossPeriods, AcrossUnits, Indicator, TemplateContent, ValueType};
use super::rule::{Indicators, RuleFault};
use crate::{
    http::{Said, pointer},
    reporting::{figure::GREATEST_NUMBER, values::NOTHING},
};

/// The longest narrative part a template may allow, in characters.
const LONGEST_NARRATIVE: u32 = 20_000;

/// Decimal places an indicator may keep: sums over a nation then stay far inside 128 bits.
pub const MOST_DECIMALS: u8 = 6;

/// More than this of a kind no template needs, nor can anybody look through it.
const MOST_SECTIONS: usize = 50;
const MOST_INDICATORS: usize = 500;
const MOST_RULES: usize = 200;
const MOST_PARTS: usize = 50;
const MOST_ATTACHMENTS: usize = 20;
const MOST_CHOICES: usize = 50;

/// A contradiction in a template: where in its content it lies, as `/indicators/3`, and which.
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
    /// More than so many of a kind.
    TooMany(usize),
    /// A narrative part is allowed no text, or more than anybody reads.
    UnsuitedLength,
    /// A rule cannot be read, or does not fit the indicators.
    Rule(RuleFault),
}

impl TemplateProblem {
    /// The stable name programs compare.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::DuplicateCode => "duplicate_code",
            Self::Empty => "empty",
            Self::UnknownSection => "unknown_section",
            Self::UnsuitedToType => "unsuited_to_type",
            Self::UnsuitedRollUp => "unsuited_roll_up",
            Self::ImpossibleBounds => "impossible_bounds",
            Self::TooMany(_) => "too_many",
            Self::UnsuitedLength => "unsuited_length",
            Self::Rule(_) => "unsuited_rule",
        }
    }

    /// A whole sentence in each language.
    pub fn said(&self) -> Said {
        match self {
            Self::DuplicateCode => Said::new(
                "Mã này đã dùng cho phần khác của mẫu.",
                "Another part of the template has this code.",
            ),
            Self::Empty => Said::new("Không được để trống.", "It must not be empty."),
            Self::UnknownSection => Said::new("Mẫu không có phần này.", "The template has no such section."),
            Self::UnsuitedToType => Said::new(
                "Lựa chọn, số chữ số thập phân hoặc giới hạn không hợp với kiểu giá trị.",
                "The choices, decimal places or bounds do not suit the value type.",
            ),
            Self::UnsuitedRollUp => Said::new(
                "Cách tổng hợp không hợp với kiểu giá trị.",
                "The roll-up does not suit the value type.",
            ),
            Self::ImpossibleBounds => Said::new(
                "Giá trị nhỏ nhất lớn hơn giá trị lớn nhất, hoặc vượt 10^13.",
                "The minimum is above the maximum, or a bound beyond 10^13.",
            ),
            Self::TooMany(most) => Said::new(format!("Tối đa {most}."), format!("At most {most}.")),
            Self::UnsuitedLength => Said::new(
                format!("Độ dài tối đa từ 1 đến {LONGEST_NARRATIVE} ký tự."),
                format!("The greatest length is 1 to {LONGEST_NARRATIVE} characters."),
            ),
            Self::Rule(fault) => fault.said(),
        }
    }
}

/// Every contradiction in `content`; empty when it can be used.
pub fn faults(content: &TemplateContent) -> Vec<TemplateFault> {
    let TemplateContent {
        sections,
        indicators,
        rules,
        narrative,
        attachments,
        late_allowed: _,
        nothing_allowed: _,
    } = content;
    let known: BTreeSet<&str> = sections.iter().map(|section| section.code.as_str()).collect();
    let by_code: Indicators<'_> = indicators
        .iter()
        .map(|indicator| (indicator.code.as_str(), indicator))
        .collect();
    let parts: BTreeSet<&str> = narrative.iter().map(|part| part.code.as_str()).collect();
    let none = indicators
        .is_empty()
        .then(|| fault(["indicators", ""], TemplateProblem::Empty));
    let codes = unique("sections", sections.iter().map(|section| section.code.as_str()))
        .chain(unique(
            "indicators",
            indicators.iter().map(|indicator| indicator.code.as_str()),
        ))
        .chain(unique("rules", rules.iter().map(|rule| rule.code.as_str())))
        .chain(unique("narrative", narrative.iter().map(|part| part.code.as_str())))
        .chain(unique("attachments", attachments.iter().map(|part| part.code.as_str())));
    // What a report says of itself has a code of its own in the form.
    let of_narrative = (0_usize..).zip(narrative).filter_map(|(at, part)| {
        let taken = part.code == NOTHING;
        taken.then(|| fault(["narrative", &at.to_string()], TemplateProblem::DuplicateCode))
    });
    let of_indicators = (0_usize..).zip(indicators).flat_map(|(at, indicator)| {
        of_indicator(indicator, &known)
            .into_iter()
            .map(move |problem| fault(["indicators", &at.to_string()], problem))
    });
    // What differs from what is known is explained under the indicator's code.
    let explained = |code: &str| parts.contains(code) || rules.iter().any(|rule| rule.code == code);
    let of_sources = (0_usize..).zip(indicators).filter_map(|(at, indicator)| {
        let shared = indicator.source.is_some() && explained(&indicator.code);
        shared.then(|| fault(["indicators", &at.to_string()], TemplateProblem::DuplicateCode))
    });
    let of_rules = (0_usize..).zip(rules).flat_map(|(at, rule)| {
        let shared = parts
            .contains(rule.code.as_str())
            .then_some(TemplateProblem::DuplicateCode);
        let of_rule = rule.rule.faults(&by_code).into_iter().map(TemplateProblem::Rule);
        shared
            .into_iter()
            .chain(of_rule)
            .map(move |problem| fault(["rules", &at.to_string()], problem))
    });
    let of_parts = (0_usize..).zip(narrative).filter_map(|(at, part)| {
        let fits = (1..=LONGEST_NARRATIVE).contains(&part.max_length);
        (!fits).then(|| fault(["narrative", &at.to_string()], TemplateProblem::UnsuitedLength))
    });
    none.into_iter()
        .chain(too_many(content))
        .chain(codes)
        .chain(of_narrative)
        .chain(of_indicators)
        .chain(of_sources)
        .chain(of_rules)
        .chain(of_parts)
        .collect()
}

/// The lists that have more things than a template may have.
pub fn too_many(content: &TemplateContent) -> impl Iterator<Item = TemplateFault> {
    let counts = [
        ("sections", content.sections.len(), MOST_SECTIONS),
        ("indicators", content.indicators.len(), MOST_INDICATORS),
        ("rules", content.rules.len(), MOST_RULES),
        ("narrative", content.narrative.len(), MOST_PARTS),
        ("attachments", content.attachments.len(), MOST_ATTACHMENTS),
    ];
    counts
        .into_iter()
        .filter(|(_, count, most)| count > most)
        .map(|(list, _, most)| fault([list, ""], TemplateProblem::TooMany(most)))
}

/// A fault in one thing of a list, or in the whole list where no place is named.
fn fault([list, at]: [&str; 2], problem: TemplateProblem) -> TemplateFault {
    let path = [list, at].into_iter().filter(|step| !step.is_empty());
    TemplateFault {
        pointer: pointer(path),
        problem,
    }
}

fn unique<'c>(list: &'c str, codes: impl Iterator<Item = &'c str> + 'c) -> impl Iterator<Item = TemplateFault> + 'c {
    let mut seen = BTreeSet::new();
    (0_usize..).zip(codes).filter_map(move |(at, code)| {
        let problem = match (code, seen.insert(code)) {
            ("", _) => TemplateProblem::Empty,
            (_, false) => TemplateProblem::DuplicateCode,
            (_, true) => return None,
        };
        Some(fault([list, &at.to_string()], problem))
    })
}

fn of_indicator(indicator: &Indicator, sections: &BTreeSet<&str>) -> Vec<TemplateProblem> {
    let number = indicator.value_type.is_number();
    let bounds = [indicator.minimum, indicator.maximum];
    let values: BTreeSet<&str> = indicator.choices.iter().map(|choice| choice.value.as_str()).collect();
    let unsuited = (indicator.value_type == ValueType::Choice) == indicator.choices.is_empty()
        || (indicator.value_type != ValueType::Decimal && indicator.scale != 0)
        || indicator.scale > MOST_DECIMALS
        || indicator
            .source
            .as_ref()
            .is_some_and(|source| !source.suits(indicator.value_type))
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
        (
            indicator.choices.len() > MOST_CHOICES,
            TemplateProblem::TooMany(MOST_CHOICES),
        ),
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
