//! The numbers of Decree 61/2023/NĐ-CP, by the day: an amended decree is a further row, not an edit.

use chrono::{Days, NaiveDate};

use crate::calendar::{Holidays, holds, since::DECREE_61};

/// What the law asks of a convention.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decree {
    pub from: NaiveDate,
    /// The first day it no longer holds.
    pub to: Option<NaiveDate>,
    /// Households in a hundred that make a citizen's proposal one that must be put to the community (Art. 7.3).
    pub proposal_percent: i64,
    /// Days a draft is posted at least (Art. 9.1).
    pub posted_days: u64,
    /// Working days for sending the dossier (Art. 11.3a).
    pub send_days: u16,
    /// Working days for recognising or refusing (Art. 11.3b).
    pub decide_days: u16,
    /// Working days for sending it back (Art. 18.1a).
    pub send_back_days: u16,
    /// Working days for suspending (Art. 12.2).
    pub suspend_days: u16,
    /// Working days for annulling (Art. 14.3).
    pub annul_days: u16,
    /// The month and day of the yearly review, where the community has agreed on no other (Art. 15.4a).
    pub review_on: (u32, u32),
}

const DECREES: [Decree; 1] = [Decree {
    from: DECREE_61,
    to: None,
    proposal_percent: 10,
    posted_days: 30,
    send_days: 5,
    decide_days: 5,
    send_back_days: 2,
    suspend_days: 3,
    annul_days: 5,
    review_on: (11, 18),
}];

impl Decree {
    /// What held on a day; none before there was a decree on it that danchu knows.
    pub fn on(day: NaiveDate) -> Option<&'static Self> {
        DECREES.iter().find(|decree| holds(day, decree.from, decree.to))
    }

    /// The day of a year's review.
    pub fn review_in(&self, year: i32) -> Option<NaiveDate> {
        let (month, day) = self.review_on;
        NaiveDate::from_ymd_opt(year, month, day)
    }

    /// The first day on which what was posted may be voted on: the last day of posting, which moves to a working day.
    pub fn posted_until(&self, on: NaiveDate, off: &Holidays) -> NaiveDate {
        let last = on.checked_add_days(Days::new(self.posted_days)).unwrap_or(on);
        off.next_working_day_on_or_after(last)
    }
}
