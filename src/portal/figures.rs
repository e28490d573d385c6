//! Số liệu công khai of a consolidation: of few people no number is told, nor one that tells it beside another.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use utoipa::ToSchema;

use crate::reporting::{
    consolidation::entity::Adjustment,
    exact::ExactNumber,
    rollup::IndicatorTotal,
    template::{
        content::{Bilingual, Indicator, TemplateContent},
        rule::{Comparison, Expression},
    },
};

/// Of fewer people than these no number is told.
const FEW: i64 = 5;

/// Số liệu tổng hợp của một chỉ tiêu.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct PublicFigure {
    /// Mã chỉ tiêu.
    #[schema(example = "A03")]
    pub code: String,
    /// In Vietnamese.
    #[schema(example = "Số lượt người tham dự tuyên truyền, phổ biến")]
    pub name_vi: String,
    /// In English.
    #[schema(example = "Attendances at dissemination events")]
    pub name_en: String,
    /// Đơn vị tính.
    #[schema(nullable = false, example = "lượt người")]
    pub unit_of_measure: Option<String>,
    /// Số báo cáo có trả lời: how many reports answered it.
    #[schema(example = 37)]
    pub n: u64,
    /// Tổng số, or how many answered yes: an integer below 2^53 in size, else a string of digits; decimals are always strings.
    #[schema(nullable = false)]
    pub value: Option<ExactNumber>,
    /// For each choice, how many reports gave it.
    #[schema(nullable = false)]
    pub counts: Option<BTreeMap<String, u64>>,
    /// Giải trình: why the committee reports another figure than its reports add up to.
    #[schema(nullable = false)]
    pub explanation: Option<String>,
    /// The number is not told: it is of fewer than five people, or tells how many of few people, or leaves fewer than five of a group that is told.
    pub withheld: bool,
}

/// The figures as anybody sees them, in the order of the totals.
pub fn figures(content: &TemplateContent, totals: &[IndicatorTotal], adjustments: &[Adjustment]) -> Vec<PublicFigure> {
    let asked = content.indicators.iter().map(|asked| (asked.code.as_str(), asked));
    let asked: BTreeMap<&str, &Indicator> = asked.collect();
    let told = totals.iter().filter_map(|total| {
        let adjusted = adjustments.iter().find(|adjusted| adjusted.indicator == total.code);
        Some(Told {
            asked: asked.get(total.code.as_str())?,
            total,
            adjusted,
        })
    });
    let told: Vec<Told<'_>> = told.collect();
    let withheld = withheld(content, &told);
    let shown = told.iter();
    shown
        .map(|told| told.shown(withheld.contains(told.total.code.as_str())))
        .collect()
}

/// A figure, with all that decides how it is told.
struct Told<'t> {
    asked: &'t Indicator,
    total: &'t IndicatorTotal,
    adjusted: Option<&'t Adjustment>,
}

/// Codes of the figures of people that are not told. What is part of a whole, the template's rules say, as `A05 <= A04`.
fn withheld<'t>(content: &TemplateContent, told: &[Told<'t>]) -> BTreeSet<&'t str> {
    let people = told.iter().filter(|told| counts_people(told.asked));
    let people: BTreeMap<&str, &Told<'t>> = people.map(|told| (told.total.code.as_str(), told)).collect();
    let few = people.values().filter(|told| told.is_of_few());
    let mut withheld: BTreeSet<&str> = few.map(|told| told.total.code.as_str()).collect();
    for (part, whole) in content.rules.iter().filter_map(|rule| parts(rule.rule.tree()?)) {
        let (Some(part), Some(whole)) = (people.get(part), people.get(whole)) else {
            continue;
        };
        let rest = whole.people().zip(part.people()).map(|(whole, part)| whole - part);
        if whole.is_of_few() || rest.is_some_and(is_few) {
            withheld.insert(part.total.code.as_str());
        }
    }
    withheld
}

/// The part and the whole, of a rule that says which is part of which.
fn parts(rule: &Expression) -> Option<(&str, &str)> {
    let Expression::Comparison { operator, left, right } = rule else {
        return None;
    };
    let (Expression::Indicator { code: left }, Expression::Indicator { code: right }) = (&**left, &**right) else {
        return None;
    };
    match operator {
        Comparison::AtMost | Comparison::Less => Some((left, right)),
        Comparison::AtLeast | Comparison::Greater => Some((right, left)),
        Comparison::Equal | Comparison::NotEqual => None,
    }
}

/// Whether an indicator is a number of people, by what it is measured in.
fn counts_people(asked: &Indicator) -> bool {
    let unit = asked.unit_of_measure.as_ref();
    let unit = unit.map(|unit| unit.vi.as_str().to_lowercase());
    unit.is_some_and(|unit| unit.contains("người") || unit.contains("cá nhân"))
}

/// Whether somebody is counted, and few.
fn is_few(people: i64) -> bool {
    (1..FEW).contains(&people)
}

fn integer(value: &ExactNumber) -> Option<i64> {
    match value {
        ExactNumber::Integer(integer) => Some(*integer),
        ExactNumber::Digits(_) => None,
    }
}

impl Told<'_> {
    /// As the committee reports it.
    fn value(&self) -> Option<&ExactNumber> {
        let adjusted = self.adjusted.map(|adjusted| &adjusted.value);
        adjusted.or(self.total.value.as_ref())
    }

    fn people(&self) -> Option<i64> {
        self.value().and_then(integer)
    }

    /// As reported, or before the committee corrected it.
    fn is_of_few(&self) -> bool {
        let summed = self.total.value.as_ref().and_then(integer);
        self.people().into_iter().chain(summed).any(is_few)
    }

    fn shown(&self, withheld: bool) -> PublicFigure {
        let told = |bilingual: &Bilingual| bilingual.vi.as_str().to_owned();
        PublicFigure {
            code: self.total.code.clone(),
            name_vi: told(&self.asked.name),
            name_en: self.asked.name.en.as_str().to_owned(),
            unit_of_measure: self.asked.unit_of_measure.as_ref().map(told),
            n: self.total.n,
            value: self.value().filter(|_| !withheld).cloned(),
            counts: self.total.counts.clone(),
            explanation: self
                .adjusted
                .filter(|_| !withheld)
                .map(|adjusted| adjusted.explanation.clone()),
            withheld,
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    /// How many are in charge, and how many of them were trained; which of both is told.
    #[rstest]
    #[case::of_many(40, 20, [true, true])]
    #[case::of_nobody(40, 0, [true, true])]
    #[case::of_all(40, 40, [true, true])]
    #[case::of_few(40, 4, [true, false])]
    #[case::of_five(40, 5, [true, true])]
    #[case::all_but_few(40, 36, [true, false])]
    #[case::all_but_five(40, 35, [true, true])]
    #[case::none_of_few(4, 0, [false, false])]
    #[case::all_of_five(5, 5, [true, true])]
    #[case::nobody_at_all(0, 0, [true, true])]
    fn what_would_tell_of_few_people_is_withheld(#[case] charged: i64, #[case] trained: i64, #[case] told: [bool; 2]) {
        let figures = figures(&content(), &[total("A04", charged), total("A05", trained)], &[]);
        let seen: Vec<bool> = figures.iter().map(|figure| !figure.withheld).collect();
        assert_eq!(seen, told);
        let values: Vec<bool> = figures.iter().map(|figure| figure.value.is_some()).collect();
        assert_eq!(values, told);
    }

    #[test]
    fn what_does_not_count_people_is_told() {
        let figures = figures(&content(), &[total("A01", 1)], &[]);
        assert!(!figures[0].withheld);
    }

    fn total(code: &str, value: i64) -> IndicatorTotal {
        serde_json::from_value(json!({"code": code, "n": 1, "value": value})).unwrap()
    }

    /// Of the template that comes with the program.
    fn content() -> TemplateContent {
        let template = include_str!("../../assets/report-templates/grassroots-democracy-yearly.json");
        serde_json::from_str(template).unwrap()
    }
}
