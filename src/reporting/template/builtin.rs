//! What the templates ask that every installation starts with.
//!
//! How many bodies had to report, and how many did so in time, are not among their indicators: the service knows that
//! from the round itself and shows it as progress.

use super::consistency::{self, TemplateFault};
use super::content::TemplateContent;

const YEARLY: &str = include_str!("../../../assets/report-templates/grassroots-democracy-yearly.json");
const CONVENTIONS: &str = include_str!("../../../assets/report-templates/village-conventions-yearly.json");
const INSPECTORATE: &str = include_str!("../../../assets/report-templates/people-inspectorate.json");
const SUPERVISION: &str = include_str!("../../../assets/report-templates/community-supervision.json");
const VILLAGE: &str = include_str!("../../../assets/report-templates/village-yearly.json");

/// Why a template cannot be read.
#[derive(Debug, thiserror::Error)]
pub enum UnreadableTemplate {
    /// It is not JSON of the template's shape.
    #[error("the template is not of the expected shape: {0}")]
    Shape(#[from] serde_json::Error),
    /// It contradicts itself.
    #[error("the template contradicts itself: {0:?}")]
    Contradiction(Vec<TemplateFault>),
}

/// Báo cáo năm về thực hiện dân chủ ở cơ sở.
pub fn yearly() -> Result<TemplateContent, UnreadableTemplate> {
    read(YEARLY)
}

/// Báo cáo sáu tháng: the yearly one without the rating of the year.
pub fn half_yearly() -> Result<TemplateContent, UnreadableTemplate> {
    sections_of_the_yearly(&["A", "B", "C", "D", "E", "F", "G", "H"])
}

/// Báo cáo quý: what was disclosed, decided, consulted on, inspected and complained about.
pub fn quarterly() -> Result<TemplateContent, UnreadableTemplate> {
    sections_of_the_yearly(&["C", "D", "E", "F", "G", "H"])
}

/// Thống kê hằng năm về hương ước, quy ước (NĐ 61/2023 Điều 16).
pub fn village_conventions() -> Result<TemplateContent, UnreadableTemplate> {
    read(CONVENTIONS)
}

/// Báo cáo của Ban Thanh tra nhân dân (NĐ 59/2023 Điều 14, 22, 26).
pub fn people_inspectorate() -> Result<TemplateContent, UnreadableTemplate> {
    read(INSPECTORATE)
}

/// Báo cáo của Ban Giám sát đầu tư của cộng đồng (Luật 10/2022/QH15 Điều 44.3, NĐ 59/2023 Điều 18.3).
pub fn community_supervision() -> Result<TemplateContent, UnreadableTemplate> {
    read(SUPERVISION)
}

/// Báo cáo năm của thôn, bản, tổ dân phố (Luật 10/2022/QH15 Điều 33, NĐ 59/2023 Điều 11).
pub fn village() -> Result<TemplateContent, UnreadableTemplate> {
    read(VILLAGE)
}

fn read(json: &str) -> Result<TemplateContent, UnreadableTemplate> {
    checked(serde_json::from_str(json)?)
}

fn checked(content: TemplateContent) -> Result<TemplateContent, UnreadableTemplate> {
    let faults = consistency::faults(&content);
    if faults.is_empty() {
        Ok(content)
    } else {
        Err(UnreadableTemplate::Contradiction(faults))
    }
}

/// The yearly template without the other sections, and without the rules that name something of theirs.
fn sections_of_the_yearly(kept: &[&str]) -> Result<TemplateContent, UnreadableTemplate> {
    let mut content = yearly()?;
    content.sections.retain(|section| kept.contains(&section.code.as_str()));
    content
        .indicators
        .retain(|indicator| kept.contains(&indicator.section.as_str()));
    let indicators = content.indicators.iter();
    let known = indicators
        .map(|indicator| (indicator.code.as_str(), indicator))
        .collect();
    content.rules.retain(|rule| rule.rule.faults(&known).is_empty());
    checked(content)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reporting::template::content::{AcrossPeriods, AcrossUnits, Applicability, ValueType};

    fn asked_of(content: &TemplateContent, kind: Applicability) -> usize {
        content
            .indicators
            .iter()
            .filter(|indicator| indicator.applies_to.contains(&kind))
            .count()
    }

    #[test]
    fn each_kind_of_reporter_is_asked_its_share() {
        let content = yearly().unwrap();
        let counts = Applicability::ALL.map(|kind| asked_of(&content, kind));
        assert_eq!(counts, [1, 1, 101, 44, 43, 45, 0, 0, 0]);
        assert_eq!(content.indicators.len(), 107);
    }

    #[test]
    fn a_commune_answers_as_an_agency_too() {
        let content = yearly().unwrap();
        for code in ["C09", "D15", "D17.1", "D17.2", "D18", "E08"] {
            let indicator = content
                .indicators
                .iter()
                .find(|indicator| indicator.code == code)
                .unwrap();
            assert!(indicator.applies_to.contains(&Applicability::Commune), "{code}");
        }
    }

    #[test]
    fn stocks_take_the_latest_period_and_sum_over_units() {
        let content = yearly().unwrap();
        for code in [
            "A04", "A08", "B05", "B06", "F02", "F03.2", "G01", "G02.2", "G03", "H03", "H06",
        ] {
            let indicator = content
                .indicators
                .iter()
                .find(|indicator| indicator.code == code)
                .unwrap();
            assert_eq!(
                (indicator.across_units, indicator.across_periods),
                (AcrossUnits::Sum, AcrossPeriods::Latest)
            );
        }
    }

    #[test]
    fn numbers_start_at_zero_and_every_split_indicator_is_explained() {
        for indicator in yearly().unwrap().indicators {
            let bounds = indicator
                .value_type
                .is_number()
                .then_some((Some(0), Some(10_000_000_000_000)));
            assert_eq!(
                (indicator.minimum, indicator.maximum),
                bounds.unwrap_or_default(),
                "{}",
                indicator.code
            );
            let counted = matches!(
                indicator.value_type,
                ValueType::Integer | ValueType::Boolean | ValueType::Choice
            );
            assert_eq!(indicator.required, counted, "{}", indicator.code);
            if indicator.code.contains('.') {
                assert!(
                    indicator.definition.is_some() || indicator.how_to_count.is_some(),
                    "{}",
                    indicator.code
                );
            }
        }
    }

    #[test]
    fn each_asks_whom_the_law_names() {
        let asked = |content: TemplateContent| Applicability::ALL.map(|kind| asked_of(&content, kind));
        let only = |kind: Applicability, count| Applicability::ALL.map(|other| if other == kind { count } else { 0 });
        assert_eq!(asked(village_conventions().unwrap()), only(Applicability::Commune, 9));
        assert_eq!(
            asked(people_inspectorate().unwrap()),
            only(Applicability::InspectionBoard, 16)
        );
        assert_eq!(
            asked(community_supervision().unwrap()),
            only(Applicability::SupervisionBoard, 8)
        );
        assert_eq!(asked(village().unwrap()), only(Applicability::Village, 9));
        let rated = |content: TemplateContent| content.sections.iter().any(|section| section.code == "I");
        assert!(rated(yearly().unwrap()) && !rated(half_yearly().unwrap()) && !rated(quarterly().unwrap()));
        let rules = [yearly, half_yearly, quarterly].map(|read| read().unwrap().rules.len());
        assert_eq!(rules, [25, 25, 19]);
    }

    #[test]
    fn it_survives_a_round_trip() {
        let content = yearly().unwrap();
        let stored = serde_json::to_string(&content).unwrap();
        assert_eq!(serde_json::from_str::<TemplateContent>(&stored).unwrap(), content);
    }
}
