//! What a cell means: read as its indicator wants it. What cannot be read so is passed on as it stands, and the check of a draft says why.

use calamine::{Data, DataType};
use chrono::NaiveDate;
use serde_json::Value;

use super::layout::YES_NO;
use crate::{
    reporting::template::content::{Indicator, ValueType},
    text,
};

/// 9999-12-31, as spreadsheets count days.
const LAST_DAY: f64 = 2_958_465.0;

/// What stands in a cell, whatever it is; none where nothing does.
fn raw(data: &Data) -> Option<Value> {
    match data {
        Data::Empty => None,
        Data::Bool(yes) => Some(Value::Bool(*yes)),
        Data::Int(number) => Some(Value::from(*number)),
        // `NaN` and `inf` are passed on as the words they are.
        Data::Float(number) if !number.is_finite() => Some(Value::String(number.to_string())),
        Data::Float(number) => Some(integer(data).unwrap_or_else(|| Value::from(*number))),
        Data::DateTime(_) | Data::DateTimeIso(_) => day(data).map(|day| Value::String(printed(day))),
        other => Some(other.to_string().trim().to_owned())
            .filter(|text| !text.is_empty())
            .map(Value::String),
    }
}

pub fn words(data: &Data) -> Option<String> {
    raw(data).map(|value| match value {
        Value::String(text) => text,
        other => other.to_string(),
    })
}

pub fn yes_or_no(data: &Data) -> Option<bool> {
    match data {
        Data::Bool(yes) => Some(*yes),
        Data::String(text) => {
            let said = text::fold(text.trim());
            let is = |word: &str| said == text::fold(word);
            match YES_NO {
                [yes, _] if is(yes) => Some(true),
                [_, no] if is(no) => Some(false),
                _ => None,
            }
        }
        _ => None,
    }
}

pub fn figure(indicator: &Indicator, data: &Data) -> Option<Value> {
    let raw = raw(data)?;
    let read = match indicator.value_type {
        ValueType::Integer | ValueType::Money => integer(data),
        ValueType::Decimal => decimal(data),
        ValueType::Boolean => yes_or_no(data).map(Value::Bool),
        ValueType::Choice => raw.as_str().map(|said| Value::String(choice(indicator, said))),
        ValueType::Date => day(data).map(|day| Value::String(day.to_string())),
        ValueType::Text => raw.is_number().then(|| Value::String(raw.to_string())),
    };
    Some(read.unwrap_or(raw))
}

/// A number as its digits; Vietnamese writes a comma before the decimals, and points between thousands, so that `1.234` is either.
fn decimal(data: &Data) -> Option<Value> {
    match data {
        Data::Int(_) | Data::Float(_) => data.as_string().map(Value::String),
        // Refused as no decimal, rather than taken for either.
        Data::String(text) if has_thousands(text.trim()) => Some(Value::String(text.trim().replace('.', " "))),
        Data::String(text) => Some(Value::String(text.trim().replace(',', "."))),
        _ => None,
    }
}

/// Whether a text is digits in groups of three with points between: one cannot tell what it means.
fn has_thousands(text: &str) -> bool {
    let mut groups = text.trim_start_matches('-').split('.');
    let first = groups.next().is_some_and(|group| (1..=3).contains(&group.len()));
    let rest: Vec<&str> = groups.collect();
    let digits = text
        .trim_start_matches('-')
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    first && digits && !rest.is_empty() && rest.iter().all(|group| group.len() == 3)
}

/// A whole number, as a number or as its digits.
fn integer(data: &Data) -> Option<Value> {
    let digits = match data {
        Data::Int(number) => number.to_string(),
        Data::Float(number) => number.to_string(),
        Data::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    digits.parse::<i64>().ok().map(Value::from)
}

/// A choice by its value, or by its name.
fn choice(indicator: &Indicator, said: &str) -> String {
    let known = indicator.choices.iter().any(|choice| choice.value == said);
    let mut named = indicator
        .choices
        .iter()
        .filter(|choice| !known && choice.name.vi.as_str() == said);
    named
        .next()
        .map_or_else(|| said.to_owned(), |choice| choice.value.clone())
}

/// A day as a date, or written `09/12/2025`.
fn day(data: &Data) -> Option<NaiveDate> {
    match data {
        // Beyond the days a spreadsheet knows, no day could be told.
        Data::DateTime(date) if !(0.0..=LAST_DAY).contains(&date.as_f64()) => None,
        Data::DateTime(_) | Data::DateTimeIso(_) => data.as_date(),
        Data::String(text) => NaiveDate::parse_from_str(text.trim(), "%d/%m/%Y").ok(),
        _ => None,
    }
}

fn printed(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

#[cfg(test)]
mod tests {
    use calamine::{ExcelDateTime, ExcelDateTimeType};
    use rstest::rstest;
    use serde_json::json;

    use super::*;

    fn indicator(value_type: &str) -> Indicator {
        let indicator = json!({
            "code": "A01", "section": "A", "name": {"vi": "Chỉ tiêu", "en": "Indicator"}, "value_type": value_type, "required": false,
            "choices": [{"value": "tot", "name": {"vi": "Tốt", "en": "Good"}}, {"value": "kha", "name": {"vi": "Khá", "en": "Fair"}}],
            "applies_to": ["commune"], "across_units": "none", "across_periods": "none",
        });
        serde_json::from_value(indicator).unwrap()
    }

    fn date(days: f64) -> Data {
        Data::DateTime(ExcelDateTime::new(days, ExcelDateTimeType::DateTime, false))
    }

    fn text(text: &str) -> Data {
        Data::String(text.to_owned())
    }

    #[rstest]
    #[case("integer", Data::Float(3.0), json!(3))]
    #[case("integer", text(" 12 "), json!(12))]
    #[case("integer", Data::Float(1.5), json!(1.5))]
    #[case("integer", text("1.234"), json!("1.234"))]
    #[case("integer", Data::Bool(true), json!(true))]
    #[case("decimal", Data::Float(0.1), json!("0.1"))]
    #[case("decimal", text("12,5"), json!("12.5"))]
    // Thousands or decimals: refused by the check, taken for neither.
    #[case("decimal", text("1.234"), json!("1 234"))]
    #[case("decimal", text("1.234,5"), json!("1.234.5"))]
    #[case("boolean", text("có"), json!(true))]
    #[case("boolean", text("KHÔNG"), json!(false))]
    #[case("boolean", text("x"), json!("x"))]
    #[case("choice", text("Tốt"), json!("tot"))]
    #[case("choice", text("kha"), json!("kha"))]
    #[case("choice", text("Kém"), json!("Kém"))]
    #[case("date", text("09/12/2025"), json!("2025-12-09"))]
    #[case("date", text("2025-12-09"), json!("2025-12-09"))]
    #[case("date", date(46_000.0), json!("2025-12-09"))]
    #[case("text", date(46_000.0), json!("09/12/2025"))]
    #[case("text", Data::Float(186.0), json!("186"))]
    #[case("text", text("186/QĐ ngày 26/02/2024"), json!("186/QĐ ngày 26/02/2024"))]
    fn a_cell_is_read_as_its_indicator_wants_it(#[case] value_type: &str, #[case] cell: Data, #[case] expected: Value) {
        assert_eq!(figure(&indicator(value_type), &cell), Some(expected));
    }

    #[test]
    fn nothing_is_no_answer_and_no_day_is_beyond_the_calendar() {
        for cell in [Data::Empty, text("  ")] {
            assert_eq!(figure(&indicator("text"), &cell), None);
        }
        assert_eq!(day(&date(-1e300)), None);
        assert_eq!(day(&date(1e300)), None);
    }
}
