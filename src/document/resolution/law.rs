//! What the law asks of a council's vote, by the day: an amended law is a further row, not an edit.

use chrono::NaiveDate;

use crate::calendar::holds;

/// How a resolution is passed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Majority {
    /// By the day of the vote; the last is the first day it no longer holds.
    pub from: NaiveDate,
    pub to: Option<NaiveDate>,
    /// More than this part of all deputies, as numerator and denominator.
    pub more_than: (u32, u32),
    pub vote: &'static str,
    pub examination: &'static str,
}

const fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(day) => day,
        None => NaiveDate::MIN,
    }
}

/// As the law stands.
pub const LATEST: Majority = Majority {
    from: day(2025, 6, 16),
    to: None,
    more_than: (1, 2),
    vote: "Luật Tổ chức chính quyền địa phương 72/2025/QH15",
    examination: "Luật Tổ chức chính quyền địa phương 72/2025/QH15",
};

const MAJORITIES: [Majority; 3] = [
    Majority {
        from: day(2016, 1, 1),
        to: Some(day(2025, 3, 1)),
        more_than: (1, 2),
        vote: "Luật Tổ chức chính quyền địa phương 77/2015/QH13 Điều 91.3",
        examination: "Luật Tổ chức chính quyền địa phương 77/2015/QH13 Điều 111",
    },
    Majority {
        from: day(2025, 3, 1),
        to: Some(day(2025, 6, 16)),
        more_than: (1, 2),
        vote: "Luật Tổ chức chính quyền địa phương 65/2025/QH15",
        examination: "Luật Tổ chức chính quyền địa phương 65/2025/QH15",
    },
    LATEST,
];

/// What the law asked on a day; before Law 77/2015 nothing that danchu checks.
pub fn majority(day: NaiveDate) -> Option<&'static Majority> {
    MAJORITIES.iter().find(|row| holds(day, row.from, row.to))
}
