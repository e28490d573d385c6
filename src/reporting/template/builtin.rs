//! The template every installation starts with: the yearly report on grassroots democracy.
//!
//! How many bodies had to report, and how many did so in time, are not among its indicators: the service knows that
//! from the round itself and shows it as progress.

use super::consistency::{self, TemplateFault};
use super::content::TemplateContent;

const YEARLY: &str = include_str!("../../../assets/report-templates/grassroots-democracy-yearly.json");

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

/// Báo cáo năm về thực hiện dân chủ ở cơ sở: the built-in yearly template, checked.
pub fn yearly() -> Result<TemplateContent, UnreadableTemplate> {
    let content: TemplateContent = serde_json::from_str(YEARLY)?;
    let faults = consistency::faults(&content);
    if faults.is_empty() {
        Ok(content)
    } else {
        Err(UnreadableTemplate::Contradiction(faults))
    }
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
        assert_eq!(counts, [1, 1, 101, 44, 43, 45]);
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
    fn it_survives_a_round_trip() {
        let content = yearly().unwrap();
        let stored = serde_json::to_string(&content).unwrap();
        assert_eq!(serde_json::from_str::<TemplateContent>(&stored).unwrap(), content);
    }
}
