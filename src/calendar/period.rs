use std::{borrow::Cow, cmp::Ordering, fmt, ops::RangeInclusive, str::FromStr};

use chrono::{Datelike, Days, Months, NaiveDate};
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{ObjectBuilder, RefOr, Schema, schema::Type},
};

use super::{Calendar, Window};
use crate::said::Said;

/// [`PATTERN`] and [`REFUSED`] say so too.
const YEARS: RangeInclusive<i32> = 1900..=2200;
const PATTERN: &str = "^(19[0-9]{2}|2[01][0-9]{2}|2200)(-(H[12]|9M|Q[1-4]|0[1-9]|1[0-2]))?$";
const REFUSED: Said = Said {
    vi: Cow::Borrowed(
        "Phải là kỳ báo cáo như 2025, 2025-H1, 2025-H2, 2025-9M, 2025-Q3 hoặc 2025-11, từ năm 1900 đến năm 2200.",
    ),
    en: Cow::Borrowed(
        "It must be a period such as 2025, 2025-H1, 2025-H2, 2025-9M, 2025-Q3 or 2025-11, of the years 1900 to 2200.",
    ),
};

/// Tần suất báo cáo: how often a report is due.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    ToSchema,
    EnumIter,
    DeriveActiveEnum,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum Periodicity {
    /// Hằng tháng.
    Month,
    /// Hằng quý.
    Quarter,
    /// Sáu tháng.
    HalfYear,
    /// Chín tháng.
    NineMonths,
    /// Hằng năm.
    Year,
    /// Đột xuất: when asked for; the round names whichever period is meant.
    AdHoc,
}

/// Kỳ báo cáo: a year `2025`, a half `2025-H1` or `2025-H2`, nine months `2025-9M`, a quarter `2025-Q3` or a month
/// `2025-11`, of the years 1900 to 2200.
///
/// Ordered by when the period ends; of those that end together the longest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PeriodKey {
    year: i32,
    part: Part,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Part {
    Year,
    FirstHalf,
    SecondHalf,
    NineMonths,
    /// 1 to 4.
    Quarter(u32),
    /// 1 to 12.
    Month(u32),
}

impl PeriodKey {
    /// The days the period covers. The reporting year 2025 is 2024-12-15 to 2025-12-14.
    pub fn window(self, calendar: Calendar) -> Window {
        let (first, last) = self.months();
        match calendar {
            Calendar::Reporting => Window {
                from: first_of(self.year, first) - Months::new(1) + Days::new(14),
                to: first_of(self.year, last) + Days::new(13),
            },
            Calendar::Civil => Window {
                from: first_of(self.year, first),
                to: first_of(self.year, last) + Months::new(1) - Days::new(1),
            },
        }
    }

    /// The period of this length in which a day lies. `None` outside the years 1900 to 2200, for `ad_hoc`, and after the
    /// nine months of a year.
    pub fn containing(day: NaiveDate, periodicity: Periodicity, calendar: Calendar) -> Option<Self> {
        // From the 15th on, a day counts towards the next reporting month.
        let counted = match calendar {
            Calendar::Reporting if day.day() >= 15 => day.checked_add_months(Months::new(1))?,
            Calendar::Reporting | Calendar::Civil => day,
        };
        let year = Some(counted.year()).filter(|year| YEARS.contains(year))?;
        let part = match (periodicity, counted.month()) {
            (Periodicity::Month, month) => Part::Month(month),
            (Periodicity::Quarter, month) => Part::Quarter(month.div_ceil(3)),
            (Periodicity::HalfYear, 1..=6) => Part::FirstHalf,
            (Periodicity::HalfYear, _) => Part::SecondHalf,
            (Periodicity::NineMonths, 1..=9) => Part::NineMonths,
            (Periodicity::Year, _) => Part::Year,
            (Periodicity::NineMonths | Periodicity::AdHoc, _) => return None,
        };
        Some(Self { year, part })
    }

    pub fn periodicity(self) -> Periodicity {
        match self.part {
            Part::Year => Periodicity::Year,
            Part::FirstHalf | Part::SecondHalf => Periodicity::HalfYear,
            Part::NineMonths => Periodicity::NineMonths,
            Part::Quarter(_) => Periodicity::Quarter,
            Part::Month(_) => Periodicity::Month,
        }
    }

    /// The period of the same length before this one, for comparisons; `None` before 1900.
    pub fn previous(self) -> Option<Self> {
        let this_year = |part| Some(Self { part, ..self });
        let last_year = |part| {
            Some(Self {
                year: self.year - 1,
                part,
            })
            .filter(|key| YEARS.contains(&key.year))
        };
        match self.part {
            Part::Year | Part::NineMonths => last_year(self.part),
            Part::FirstHalf => last_year(Part::SecondHalf),
            Part::SecondHalf => this_year(Part::FirstHalf),
            Part::Quarter(1) => last_year(Part::Quarter(4)),
            Part::Quarter(quarter) => this_year(Part::Quarter(quarter - 1)),
            Part::Month(1) => last_year(Part::Month(12)),
            Part::Month(month) => this_year(Part::Month(month - 1)),
        }
    }

    /// As a Vietnamese text says it: `quý III năm 2025`.
    pub fn said(self) -> String {
        const QUARTERS: [&str; 4] = ["I", "II", "III", "IV"];
        let year = self.year;
        match self.part {
            Part::Year => format!("năm {year}"),
            Part::FirstHalf => format!("6 tháng đầu năm {year}"),
            Part::SecondHalf => format!("6 tháng cuối năm {year}"),
            Part::NineMonths => format!("9 tháng năm {year}"),
            Part::Quarter(quarter) => {
                let numeral = QUARTERS.iter().zip(1_u32..).find(|(_, number)| *number == quarter);
                format!("quý {} năm {year}", numeral.map_or("", |(numeral, _)| numeral))
            }
            Part::Month(month) => format!("tháng {month} năm {year}"),
        }
    }

    /// First and last month of the period, 1 to 12.
    fn months(self) -> (u32, u32) {
        match self.part {
            Part::Year => (1, 12),
            Part::FirstHalf => (1, 6),
            Part::SecondHalf => (7, 12),
            Part::NineMonths => (1, 9),
            Part::Quarter(quarter) => (quarter * 3 - 2, quarter * 3),
            Part::Month(month) => (month, month),
        }
    }
}

/// Months from 1 to 12 of these years all have a first day.
fn first_of(year: i32, month: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default()
}

impl Ord for PeriodKey {
    fn cmp(&self, other: &Self) -> Ordering {
        let by_end = |key: &Self| {
            let (first, last) = key.months();
            (key.year, last, first)
        };
        by_end(self).cmp(&by_end(other))
    }
}

impl PartialOrd for PeriodKey {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl FromStr for PeriodKey {
    type Err = Said;

    fn from_str(key: &str) -> Result<Self, Said> {
        let (year, part) = match key.split_once('-') {
            None => (key, Part::Year),
            Some((year, "H1")) => (year, Part::FirstHalf),
            Some((year, "H2")) => (year, Part::SecondHalf),
            Some((year, "9M")) => (year, Part::NineMonths),
            Some((year, rest)) => match rest.strip_prefix('Q') {
                Some(quarter) => (year, Part::Quarter(digits(quarter, 1, 1..=4)?)),
                None => (year, Part::Month(digits(rest, 2, 1..=12)?)),
            },
        };
        let year = digits(year, 4, YEARS)?;
        Ok(Self { year, part })
    }
}

/// Exactly `length` digits, so that one period has one key.
fn digits<N: FromStr + PartialOrd>(text: &str, length: usize, within: RangeInclusive<N>) -> Result<N, Said> {
    Some(text)
        .filter(|text| text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))
        .and_then(|text| text.parse().ok())
        .filter(|number| within.contains(number))
        .ok_or(REFUSED)
}

impl fmt::Display for PeriodKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.year)?;
        match self.part {
            Part::Year => Ok(()),
            Part::FirstHalf => f.write_str("-H1"),
            Part::SecondHalf => f.write_str("-H2"),
            Part::NineMonths => f.write_str("-9M"),
            Part::Quarter(quarter) => write!(f, "-Q{quarter}"),
            Part::Month(month) => write!(f, "-{month:02}"),
        }
    }
}

impl Serialize for PeriodKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for PeriodKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl PartialSchema for PeriodKey {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "Kỳ báo cáo: a year `2025`, a half `2025-H1` or `2025-H2`, nine months `2025-9M`, a quarter `2025-Q3` or a \
                 month `2025-11`, of the years 1900 to 2200.",
            ))
            .pattern(Some(PATTERN))
            .examples(["2025-Q3"])
            .into()
    }
}

impl ToSchema for PeriodKey {}
