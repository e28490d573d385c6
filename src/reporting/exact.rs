//! Sums that lose no digit, in memory and in JSON: an integer where every reader keeps it, a string of digits beyond.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Below this size a JSON number survives every reader.
const SAFE: u128 = 1 << 53;

/// An exact sum, in whole units.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ExactNumber", into = "ExactNumber")]
pub struct Exact(pub i128);

/// Số chính xác: a JSON integer below 2^53 in size, else a string of digits; decimals are always strings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(untagged)]
pub enum ExactNumber {
    Integer(i64),
    Digits(String),
}

/// A string that is no integer of 128 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an integer")]
pub struct NotAnInteger;

impl Exact {
    /// Adds `more`. The greatest number and the number of reports keep sums far below the limit of 128 bits.
    pub fn add(&mut self, more: i128) {
        self.0 = self.0.saturating_add(more);
    }

    /// The sum of units of 10^-`scale`, as a decimal without trailing zeros.
    pub fn decimal(self, scale: u8) -> ExactNumber {
        let unit = 10_u128.saturating_pow(scale.into());
        let size = self.0.unsigned_abs();
        let (whole, rest) = (
            size.checked_div(unit).unwrap_or_default(),
            size.checked_rem(unit).unwrap_or_default(),
        );
        let sign = if self.0 < 0 { "-" } else { "" };
        let fraction = format!("{rest:0width$}", width = usize::from(scale));
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        ExactNumber::Digits(format!("{sign}{whole}{point}{fraction}"))
    }
}

impl ExactNumber {
    /// As a report gives it.
    pub fn as_json(&self) -> Value {
        match self {
            Self::Integer(number) => (*number).into(),
            Self::Digits(digits) => digits.as_str().into(),
        }
    }
}

impl fmt::Display for ExactNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => number.fmt(f),
            Self::Digits(digits) => f.write_str(digits),
        }
    }
}

impl From<Exact> for ExactNumber {
    fn from(Exact(sum): Exact) -> Self {
        match i64::try_from(sum) {
            Ok(integer) if sum.unsigned_abs() < SAFE => Self::Integer(integer),
            Ok(_) | Err(_) => Self::Digits(sum.to_string()),
        }
    }
}

impl TryFrom<ExactNumber> for Exact {
    type Error = NotAnInteger;

    fn try_from(number: ExactNumber) -> Result<Self, NotAnInteger> {
        match number {
            ExactNumber::Integer(integer) => Ok(Self(integer.into())),
            ExactNumber::Digits(digits) => digits.parse().map(Self).or(Err(NotAnInteger)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integers_turn_to_strings_where_json_readers_would_round() {
        let cases = [
            (0, "0"),
            (-5, "-5"),
            ((1 << 53) - 1, "9007199254740991"),
            (1 << 53, "\"9007199254740992\""),
            (-(1 << 53), "\"-9007199254740992\""),
            (i128::MAX, "\"170141183460469231731687303715884105727\""),
        ];
        for (sum, expected) in cases {
            let written = serde_json::to_string(&Exact(sum)).unwrap();
            assert_eq!(written, expected);
            assert_eq!(serde_json::from_str::<Exact>(&written).unwrap(), Exact(sum));
        }
        assert!(serde_json::from_str::<Exact>("\"1.5\"").is_err());
    }

    #[test]
    fn decimals_are_strings_without_trailing_zeros() {
        let cases = [
            (0, 2, "0"),
            (1250, 2, "12.5"),
            (-1, 2, "-0.01"),
            (1200, 2, "12"),
            (5, 0, "5"),
            (100, 6, "0.0001"),
        ];
        for (sum, scale, expected) in cases {
            assert_eq!(Exact(sum).decimal(scale), ExactNumber::Digits(expected.to_owned()));
        }
    }
}
