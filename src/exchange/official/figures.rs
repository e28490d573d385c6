//! Figures as a report prints them.

use serde_json::Value;

use super::report::{FigureRow, FigureTable};
use crate::reporting::{
    rollup::IndicatorTotal,
    template::content::{Indicator, TemplateContent},
};

/// The figures of a report, section by section; what was left out is not printed.
pub fn of_report(content: &TemplateContent, value: impl Fn(&str) -> Option<Value>) -> Vec<FigureTable> {
    tables(content, |indicator| {
        value(&indicator.code).map(|value| printed(indicator, &value))
    })
}

/// The figures of a consolidation.
pub fn of_totals(content: &TemplateContent, totals: &[IndicatorTotal]) -> Vec<FigureTable> {
    tables(content, |indicator| {
        let total = totals.iter().find(|total| total.code == indicator.code)?;
        total_of(indicator, total)
    })
}

fn tables(content: &TemplateContent, value: impl Fn(&Indicator) -> Option<String>) -> Vec<FigureTable> {
    let table = |section: &crate::reporting::template::content::Section| {
        let rows = content
            .indicators
            .iter()
            .filter(|indicator| indicator.section == section.code);
        let rows = rows.filter_map(|indicator| {
            Some(FigureRow {
                code: indicator.code.clone(),
                name: indicator.name.vi.to_string(),
                unit: indicator
                    .unit_of_measure
                    .as_ref()
                    .map(|unit| unit.vi.to_string())
                    .unwrap_or_default(),
                value: value(indicator)?,
            })
        });
        FigureTable {
            heading: format!("{}. {}", section.code, section.name.vi),
            rows: rows.collect(),
        }
    };
    content
        .sections
        .iter()
        .map(table)
        .filter(|table| !table.rows.is_empty())
        .collect()
}

fn total_of(indicator: &Indicator, total: &IndicatorTotal) -> Option<String> {
    let value = serde_json::to_value(total).ok()?;
    if let Some(counts) = value.get("counts").and_then(Value::as_object) {
        let said = counts
            .iter()
            .map(|(choice, count)| format!("{}: {count}", choice_name(indicator, choice)));
        return Some(said.collect::<Vec<_>>().join("; "));
    }
    value.get("value").filter(|value| !value.is_null()).map(printed_number)
}

/// An answer in words and in Vietnamese figures.
pub fn printed(indicator: &Indicator, value: &Value) -> String {
    match value {
        Value::Bool(true) => "Có".to_owned(),
        Value::Bool(false) => "Không".to_owned(),
        Value::Number(_) => printed_number(value),
        Value::String(text) => match indicator.value_type {
            crate::reporting::template::content::ValueType::Decimal => printed_number(value),
            crate::reporting::template::content::ValueType::Choice => choice_name(indicator, text),
            crate::reporting::template::content::ValueType::Date => day(text),
            _ => text.clone(),
        },
        other => other.to_string(),
    }
}

fn choice_name(indicator: &Indicator, value: &str) -> String {
    let choice = indicator.choices.iter().find(|choice| choice.value == value);
    choice.map_or_else(|| value.to_owned(), |choice| choice.name.vi.to_string())
}

/// `2025-12-09` as `09/12/2025`.
fn day(text: &str) -> String {
    text.parse::<chrono::NaiveDate>()
        .map_or_else(|_| text.to_owned(), |day| day.format("%d/%m/%Y").to_string())
}

/// Thousands are parted by full stops and decimals by a comma: 1.234.567,5.
fn printed_number(value: &Value) -> String {
    let written = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let (sign, digits) = written
        .strip_prefix('-')
        .map_or(("", written.as_str()), |digits| ("-", digits));
    let (whole, fraction) = digits
        .split_once('.')
        .map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut grouped = String::new();
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index) % 3 == 0 {
            grouped.push('.');
        }
        grouped.push(digit);
    }
    match fraction {
        Some(fraction) => format!("{sign}{grouped},{fraction}"),
        None => format!("{sign}{grouped}"),
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    #[rstest]
    #[case(json!(0), "0")]
    #[case(json!(999), "999")]
    #[case(json!(1000), "1.000")]
    #[case(json!(-1_234_567), "-1.234.567")]
    #[case(json!("12345.50"), "12.345,50")]
    fn numbers_are_written_the_vietnamese_way(#[case] value: Value, #[case] written: &str) {
        assert_eq!(printed_number(&value), written);
    }
}
