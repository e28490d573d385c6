//! Số liệu công khai of a consolidation: of few people no number is told, nor one that tells it beside another.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use super::withheld::withheld;
use crate::reporting::{
    consolidation::entity::Adjustment,
    exact::ExactNumber,
    rollup::IndicatorTotal,
    template::content::{Bilingual, Indicator, TemplateContent},
};

/// Đơn vị tính of what is counted case by case.
const CASES: &str = "trường hợp";

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
    let people = told
        .iter()
        .filter_map(|told| Some((told.total.code.as_str(), told.people()?)));
    let rules = content.rules.iter().filter_map(|rule| rule.rule.tree());
    let withheld = withheld(&people.collect(), rules);
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

/// Whether an indicator is a number of people: by what it is measured in or, where cases are counted, by what it is called.
fn counts_people(asked: &Indicator) -> bool {
    let names_people = |text: &Bilingual| {
        let text = text.vi.as_str().to_lowercase();
        text.contains("người") || text.contains("cá nhân")
    };
    let measured_in = asked.unit_of_measure.as_ref();
    let cases = measured_in.is_some_and(|unit| unit.vi.as_str() == CASES);
    measured_in.is_some_and(names_people) || cases && names_people(&asked.name)
}

fn decimal(value: &ExactNumber) -> Option<Decimal> {
    value.to_string().parse().ok()
}

impl Told<'_> {
    /// As the committee reports it.
    fn value(&self) -> Option<&ExactNumber> {
        let adjusted = self.adjusted.map(|adjusted| &adjusted.value);
        adjusted.or(self.total.value.as_ref())
    }

    /// As reported and, where that was corrected, as summed; none where it counts no people.
    fn people(&self) -> Option<Vec<Decimal>> {
        let numbers = [self.value(), self.total.value.as_ref()].into_iter().flatten();
        counts_people(self.asked).then(|| numbers.filter_map(decimal).collect())
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

    #[rstest]
    #[case::people("A05", 4, false)]
    #[case::who_was_punished("A12", 1, false)]
    #[case::enough_people("A05", 5, true)]
    #[case::conferences("A01", 1, true)]
    fn of_few_people_no_number_is_told(#[case] code: &str, #[case] value: i64, #[case] told: bool) {
        for value in [json!(value), json!(value.to_string())] {
            let total = serde_json::from_value(json!({"code": code, "n": 1, "value": value})).unwrap();
            let figures = figures(&content(), &[total], &[]);
            assert_eq!((!figures[0].withheld, figures[0].value.is_some()), (told, told));
        }
    }

    /// Of the template that comes with the program.
    fn content() -> TemplateContent {
        let template = include_str!("../../assets/report-templates/grassroots-democracy-yearly.json");
        serde_json::from_str(template).unwrap()
    }
}
