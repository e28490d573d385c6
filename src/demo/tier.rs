//! What the two demonstrations have in common and where they differ.

use chrono::{DateTime, NaiveDate, Utc};

use super::day::{day, morning};
use crate::config::Demo;

/// A demonstration of one province.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tier {
    /// Since 2025-07-01.
    TwoTier,
    /// As it was in 2024.
    ThreeTier,
}

/// The name of the demonstration at the nation's size.
pub const NATIONAL: &str = "national";

impl Demo {
    /// The name in the database and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TwoTier => Tier::TwoTier.name(),
            Self::ThreeTier => Tier::ThreeTier.name(),
            Self::National => NATIONAL,
        }
    }

    /// The province it shows; none when it is all of them.
    pub const fn tier(self) -> Option<Tier> {
        match self {
            Self::TwoTier => Some(Tier::TwoTier),
            Self::ThreeTier => Some(Tier::ThreeTier),
            Self::National => None,
        }
    }
}

impl Tier {
    /// The name in the database and on the command line.
    pub const fn name(self) -> &'static str {
        match self {
            Self::TwoTier => "two-tier",
            Self::ThreeTier => "three-tier",
        }
    }

    /// The day it shows.
    pub(super) fn today(self) -> NaiveDate {
        match self {
            Self::TwoTier => day(2025, 12, 22),
            Self::ThreeTier => day(2024, 12, 20),
        }
    }

    /// Where its legal clock starts.
    pub fn start(self) -> DateTime<Utc> {
        morning(self.today())
    }

    /// The Friday that the province swaps for the Saturday after it.
    pub(super) fn swapped(self) -> NaiveDate {
        match self {
            Self::TwoTier => day(2026, 1, 16),
            Self::ThreeTier => day(2025, 1, 17),
        }
    }

    /// The year whose round is finished; that of the next is open.
    pub(super) const fn finished_year(self) -> i32 {
        match self {
            Self::TwoTier => 2024,
            Self::ThreeTier => 2023,
        }
    }

    /// Units whose committees have not begun their report of the open round: theirs is the one to try.
    pub(super) const fn untouched(self) -> &'static [&'static str] {
        match self {
            Self::TwoTier => &["03388", "03390"],
            Self::ThreeTier => &["03388", "03390", "105", "106"],
        }
    }
}

/// The first day of the two tiers.
pub fn two_tiers() -> NaiveDate {
    day(2025, 7, 1)
}
