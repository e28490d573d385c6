//! Hiệu lực: whether a document is in force on a day, from its own dates and from what others do to it.

use chrono::NaiveDate;
use sea_orm::{DeriveActiveEnum, EnumIter};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Tình trạng hiệu lực của văn bản, on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Force {
    /// Chưa có hiệu lực.
    NotYet,
    /// Còn hiệu lực.
    InForce,
    /// Hết hiệu lực một phần: another changes it, or ends a part of it.
    Partly,
    /// Tạm ngừng toàn bộ, of a village convention.
    Suspended,
    /// Chuyển tiếp: its unit, or whoever it is of, has ended. It holds for the former area or house until the heir replaces it;
    /// it counts neither as done nor as missing.
    CarriedOver,
    /// Hết hiệu lực: its time is over, or another has replaced or repealed it.
    Expired,
}

/// Quan hệ giữa hai văn bản.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// Thay thế.
    Replaces,
    /// Bãi bỏ.
    Repeals,
    /// Sửa đổi, bổ sung.
    Amends,
}

impl LinkKind {
    /// Whether the other is then over.
    pub const fn ends(self) -> bool {
        matches!(self, Self::Replaces | Self::Repeals)
    }
}

/// The days that decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dates {
    pub in_force_on: NaiveDate,
    /// The first day it no longer holds, by its own words or the decision that repealed it.
    pub expires_on: Option<NaiveDate>,
    /// The first day whoever it is of, or its unit, no longer exists.
    pub left_on: Option<NaiveDate>,
}

/// What stands on `day`. `done` is what other documents do to this one, each from a day on.
pub fn force(day: NaiveDate, dates: &Dates, done: impl IntoIterator<Item = (LinkKind, NaiveDate)>) -> Force {
    let done: Vec<LinkKind> = done
        .into_iter()
        .filter(|(_, from)| *from <= day)
        .map(|(relation, _)| relation)
        .collect();
    let over = |end: Option<NaiveDate>| end.is_some_and(|end| end <= day);
    match () {
        // What was repealed before its first day never holds.
        () if over(dates.expires_on) || done.iter().any(|relation| relation.ends()) => Force::Expired,
        () if day < dates.in_force_on => Force::NotYet,
        () if over(dates.left_on) => Force::CarriedOver,
        () if !done.is_empty() => Force::Partly,
        () => Force::InForce,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case::the_day_before("2025-01-09", None, None, None, Force::NotYet)]
    #[case::its_first_day("2025-01-10", None, None, None, Force::InForce)]
    #[case::its_last_day("2025-12-31", Some("2026-01-01"), None, None, Force::InForce)]
    #[case::repealed_before_its_first_day("2025-01-08", Some("2025-01-08"), None, None, Force::Expired)]
    #[case::before_it_was_repealed("2025-01-07", Some("2025-01-08"), None, None, Force::NotYet)]
    #[case::over("2026-01-01", Some("2026-01-01"), None, None, Force::Expired)]
    #[case::before_it_is_replaced("2025-05-31", None, None, Some((LinkKind::Replaces, "2025-06-01")), Force::InForce)]
    #[case::replaced("2025-06-01", None, None, Some((LinkKind::Replaces, "2025-06-01")), Force::Expired)]
    #[case::repealed("2025-06-01", None, None, Some((LinkKind::Repeals, "2025-06-01")), Force::Expired)]
    #[case::before_it_is_changed("2025-05-31", None, None, Some((LinkKind::Amends, "2025-06-01")), Force::InForce)]
    #[case::changed("2025-06-01", None, None, Some((LinkKind::Amends, "2025-06-01")), Force::Partly)]
    #[case::last_day_of_its_unit("2025-06-30", None, Some("2025-07-01"), None, Force::InForce)]
    #[case::its_unit_has_ended("2025-07-01", None, Some("2025-07-01"), None, Force::CarriedOver)]
    #[case::the_heir_replaced_it("2025-09-01", None, Some("2025-07-01"), Some((LinkKind::Replaces, "2025-09-01")), Force::Expired)]
    #[case::the_heir_will_replace_it("2025-08-31", None, Some("2025-07-01"), Some((LinkKind::Replaces, "2025-09-01")), Force::CarriedOver)]
    fn force_follows_the_days(
        #[case] day: NaiveDate,
        #[case] expires_on: Option<&str>,
        #[case] left_on: Option<&str>,
        #[case] done: Option<(LinkKind, &str)>,
        #[case] expected: Force,
    ) {
        let parsed = |day: &str| day.parse().unwrap();
        let dates = Dates {
            in_force_on: parsed("2025-01-10"),
            expires_on: expires_on.map(parsed),
            left_on: left_on.map(parsed),
        };
        let done = done.map(|(relation, from)| (relation, parsed(from)));
        assert_eq!(force(day, &dates, done), expected);
    }
}
