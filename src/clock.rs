//! The two clocks of danchu. `legal` answers what the law asks (deadlines, validity, "as of"); `real` times
//! tokens, sessions, limits and leases. They differ only in a demonstration database, whose legal clock is set to a
//! telling day. Nothing else in the crate reads the time.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, SubsecRound, Utc};

/// A source of the current time, in UTC and whole milliseconds, so that both databases keep the same value.
#[derive(Clone, Copy, Debug)]
pub struct Clock {
    ahead: Duration,
}

impl Clock {
    /// The machine's clock.
    pub const SYSTEM: Self = Self {
        ahead: Duration::zero(),
    };

    /// A clock that shows `instant` now and runs on from there.
    pub fn starting_at(instant: DateTime<Utc>) -> Self {
        Self {
            ahead: instant - Self::SYSTEM.now(),
        }
    }

    /// The current instant.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the machine's clock"
    )]
    pub fn now(self) -> DateTime<Utc> {
        (Utc::now() + self.ahead).trunc_subsecs(3)
    }

    /// Today's date in Vietnam.
    pub fn today(self) -> NaiveDate {
        date_in_vietnam(self.now())
    }
}

/// Both clocks, handed to everything that needs the time.
#[derive(Clone, Copy, Debug)]
pub struct Clocks {
    pub legal: Clock,
    pub real: Clock,
}

impl Clocks {
    pub const SYSTEM: Self = Self {
        legal: Clock::SYSTEM,
        real: Clock::SYSTEM,
    };
}

/// The date an instant falls on in Asia/Ho_Chi_Minh: UTC+7, without daylight saving.
pub fn date_in_vietnam(instant: DateTime<Utc>) -> NaiveDate {
    match FixedOffset::east_opt(7 * 3600) {
        Some(offset) => instant.with_timezone(&offset).date_naive(),
        None => instant.date_naive(),
    }
}
