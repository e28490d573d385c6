//! One answer to one indicator, read strictly from JSON and written back in one canonical form.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};
use serde_json::{Number, Value};

use super::fault::FaultCode;
use super::template::content::{Indicator, ValueType};
use crate::text::normalise_paragraphs;

/// No number in a report is greater than this in size: JSON, both databases and spreadsheets then keep every digit.
pub const GREATEST_NUMBER: u64 = 10_000_000_000_000;

/// The longest text answer, in characters.
pub const LONGEST_TEXT: usize = 4_000;

/// What a cell of a spreadsheet holds at most, in UTF-16 units.
const LONGEST_CELL: usize = 32_767;

/// Số liệu: a checked answer, of the indicator's type and within its bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Figure {
    /// A count, or money in đồng.
    Integer(i64),
    /// Without trailing zeros.
    Decimal(Decimal),
    Boolean(bool),
    Choice(String),
    /// Normalised and not empty.
    Text(String),
    Date(NaiveDate),
}

/// Checked answers by indicator code.
pub type Figures = BTreeMap<String, Figure>;

impl Figure {
    /// Reads the answer to `indicator`; `None` when nothing is given: `null`, or a text of white space alone.
    pub fn read(indicator: &Indicator, given: &Value) -> Result<Option<Self>, FaultCode> {
        if given.is_null() {
            return Ok(None);
        }
        match indicator.value_type {
            ValueType::Integer | ValueType::Money => integer(indicator, given).map(Some),
            ValueType::Decimal => decimal(indicator, given).map(Some),
            ValueType::Boolean => given.as_bool().map(Self::Boolean).ok_or(FaultCode::WrongType).map(Some),
            ValueType::Choice => choice(indicator, given).map(Some),
            ValueType::Text => text(string(given)?, LONGEST_TEXT).map(|text| text.map(Self::Text)),
            ValueType::Date => date(given).map(Some),
        }
    }

    /// The number as an integer of units of 10^-`scale`, finer digits cut off; `None` for what is not a number.
    pub fn scaled(&self, scale: u8) -> Option<i128> {
        match self {
            Self::Integer(number) => Some(i128::from(*number).saturating_mul(10_i128.saturating_pow(scale.into()))),
            Self::Decimal(number) => {
                let wanted = 10_i128.saturating_pow(scale.into());
                let kept = 10_i128.saturating_pow(number.scale());
                number.mantissa().saturating_mul(wanted).checked_div(kept)
            }
            Self::Boolean(_) | Self::Choice(_) | Self::Text(_) | Self::Date(_) => None,
        }
    }
}

/// The canonical form: decimals without trailing zeros, as strings; the rest as given, normalised.
impl Serialize for Figure {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Integer(number) => serializer.serialize_i64(*number),
            Self::Decimal(number) => serializer.collect_str(number),
            Self::Boolean(answer) => serializer.serialize_bool(*answer),
            Self::Choice(text) | Self::Text(text) => serializer.serialize_str(text),
            Self::Date(date) => serializer.collect_str(date),
        }
    }
}

/// The stored spelling of a text of at most `longest` characters; `None` when nothing is left of it.
pub fn text(given: &str, longest: usize) -> Result<Option<String>, FaultCode> {
    let Ok(text) = normalise_paragraphs(given) else {
        return Err(FaultCode::MalformedText);
    };
    match text.chars().count() {
        0 => Ok(None),
        length if length > longest || text.encode_utf16().count() > LONGEST_CELL => Err(FaultCode::TextTooLong),
        _ => Ok(Some(text)),
    }
}

fn string(given: &Value) -> Result<&str, FaultCode> {
    given.as_str().ok_or(FaultCode::WrongType)
}

fn integer(indicator: &Indicator, given: &Value) -> Result<Figure, FaultCode> {
    let Value::Number(number) = given else {
        return Err(FaultCode::WrongType);
    };
    let Some(number) = number.as_i64() else {
        return Err(beyond_integers(number));
    };
    within(indicator, number.into(), 0)?;
    Ok(Figure::Integer(number))
}

/// What does not fit 64 bits is too large; what has a fraction or exponent is no JSON integer.
fn beyond_integers(number: &Number) -> FaultCode {
    let too_large = number.as_f64().is_none_or(|number| number.abs() > 1e13);
    if too_large {
        FaultCode::NumberTooLarge
    } else {
        FaultCode::WrongType
    }
}

fn decimal(indicator: &Indicator, given: &Value) -> Result<Figure, FaultCode> {
    let written = string(given)?;
    let unsigned = written.strip_prefix('-').unwrap_or(written);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return Err(FaultCode::WrongType);
    }
    if whole.trim_start_matches('0').len() > 14 {
        return Err(FaultCode::NumberTooLarge);
    }
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > usize::from(indicator.scale) {
        return Err(FaultCode::TooManyDecimals);
    }
    let sign = if unsigned.len() < written.len() { "-" } else { "" };
    let exact = format!("{sign}{}.{fraction}0", whole.trim_start_matches('0'));
    let Ok(number) = exact.parse::<Decimal>() else {
        return Err(FaultCode::WrongType);
    };
    let figure = Figure::Decimal(number.normalize());
    within(
        indicator,
        figure.scaled(indicator.scale).unwrap_or_default(),
        indicator.scale,
    )?;
    Ok(figure)
}

/// `number` counts units of 10^-`scale`.
fn within(indicator: &Indicator, number: i128, scale: u8) -> Result<(), FaultCode> {
    let unit = 10_i128.saturating_pow(scale.into());
    let bound = |whole: i64| i128::from(whole).saturating_mul(unit);
    if number.unsigned_abs() > u128::from(GREATEST_NUMBER).saturating_mul(unit.unsigned_abs()) {
        return Err(FaultCode::NumberTooLarge);
    }
    let low = indicator.minimum.is_some_and(|minimum| number < bound(minimum));
    let high = indicator.maximum.is_some_and(|maximum| number > bound(maximum));
    if low || high {
        Err(FaultCode::OutOfBounds)
    } else {
        Ok(())
    }
}

fn choice(indicator: &Indicator, given: &Value) -> Result<Figure, FaultCode> {
    let value = string(given)?;
    let known = indicator.choices.iter().any(|choice| choice.value == value);
    if known {
        Ok(Figure::Choice(value.to_owned()))
    } else {
        Err(FaultCode::NotAChoice)
    }
}

fn date(given: &Value) -> Result<Figure, FaultCode> {
    let written = string(given)?;
    match written.parse::<NaiveDate>() {
        // The parser also takes "2025-2-8" and years of five digits.
        Ok(date) if written.len() == 10 && date.to_string() == written => Ok(Figure::Date(date)),
        Ok(_) | Err(_) => Err(FaultCode::WrongType),
    }
}

#[cfg(test)]
mod tests;
