//! A quarterly template of 60 indicators.

use crate::{
    access::derived,
    calendar::{Calendar, Periodicity},
    demo::day::{day, morning},
    http::{Problem, Result},
    reporting::{
        kinds::Line,
        template::{
            content::{
                AcrossPeriods, AcrossUnits, Applicability, Bilingual, Choice, Indicator, Section, TemplateContent,
                ValueType,
            },
            entity::{Content, Model},
        },
    },
    text::Paragraphs,
};

/// Indicators of each type.
const KINDS: [(ValueType, AcrossUnits, u32); 4] = [
    (ValueType::Integer, AcrossUnits::Sum, 48),
    (ValueType::Decimal, AcrossUnits::Sum, 4),
    (ValueType::Boolean, AcrossUnits::CountTrue, 6),
    (ValueType::Choice, AcrossUnits::CountByValue, 2),
];

/// The template, published.
pub fn row() -> Result<Model> {
    let mut indicators = Vec::new();
    for (value_type, across_units, many) in KINDS {
        for _ in 0..many {
            indicators.push(indicator(indicators.len() + 1, value_type, across_units)?);
        }
    }
    let content = TemplateContent {
        sections: vec![Section {
            code: "A".to_owned(),
            name: both("Số liệu")?,
        }],
        indicators,
        rules: Vec::new(),
        narrative: Vec::new(),
        late_allowed: true,
        attachments: Vec::new(),
        nothing_allowed: false,
    };
    Ok(Model {
        id: derived("demo/national/template"),
        organisation_id: None,
        unit_id: None,
        code: "national-quarterly".to_owned(),
        edition: 1,
        name_vi: "Báo cáo quý, quy mô toàn quốc".to_owned(),
        name_en: "Quarterly report at national scale".to_owned(),
        line: Line::Management,
        periodicity: Periodicity::Quarter,
        calendar: Calendar::Civil,
        legal_basis: None,
        content: Content(content),
        published_at: Some(morning(day(2025, 7, 1))),
        retired_at: None,
        retire_reason: None,
        version: 1,
    })
}

fn indicator(number: usize, value_type: ValueType, across_units: AcrossUnits) -> Result<Indicator> {
    let choices = match value_type {
        ValueType::Choice => vec![choice("tot", "Tốt")?, choice("kha", "Khá")?],
        _ => Vec::new(),
    };
    Ok(Indicator {
        code: format!("A{number:02}"),
        section: "A".to_owned(),
        name: both(&format!("Chỉ tiêu {number}"))?,
        definition: None,
        how_to_count: None,
        unit_of_measure: None,
        value_type,
        choices,
        source: None,
        scale: if value_type == ValueType::Decimal { 2 } else { 0 },
        required: true,
        minimum: value_type.is_number().then_some(0),
        maximum: None,
        applies_to: Applicability::ALL.to_vec(),
        across_units,
        across_periods: if across_units == AcrossUnits::Sum {
            AcrossPeriods::Sum
        } else {
            AcrossPeriods::None
        },
        legal_basis: Vec::new(),
    })
}

fn choice(value: &str, name: &str) -> Result<Choice> {
    Ok(Choice {
        value: value.to_owned(),
        name: both(name)?,
    })
}

fn both(text: &str) -> Result<Bilingual> {
    let text = || Paragraphs::try_from(text).map_err(|refused| Problem::internal(format!("{refused:?}")));
    Ok(Bilingual {
        vi: text()?,
        en: text()?,
    })
}
