//! The numbers of Decree 59/2023/NĐ-CP on village heads, by the day: an amended decree is a further row, not an edit.

use chrono::{Days, NaiveDate};

use crate::calendar::holds;

/// What the law asks of an election or a dismissal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decree {
    pub from: NaiveDate,
    /// The first day it no longer holds.
    pub to: Option<NaiveDate>,
    /// Days before the meeting by which it is decided to hold one (Art. 6.1a).
    pub call_days: u64,
    /// Days before the meeting by which the candidates' minutes are sent (Art. 6.2).
    pub nominate_days: u64,
    /// Days before the meeting by which the election team is set up (Art. 6.1b).
    pub team_days: u64,
    /// Days before the election by which the decisions are made known (Art. 6.1b).
    pub announce_days: u64,
    /// Days before any other meeting by which it is made known (Art. 3.3).
    pub notice_days: u64,
    /// Households in a hundred that may ask for a dismissal (Art. 9.1b).
    pub petition_percent: i64,
    /// Working days for sending the result (Art. 3.5d, 4.7; Law Art. 20.3).
    pub send_days: u16,
    /// Working days for recognising or refusing (Art. 8, 9.3; Law Art. 21.2).
    pub decide_days: u16,
    /// Days after a dismissal within which a new election is decided (Art. 9.3).
    pub renew_days: u64,
}

/// Decree 59/2023 has held since 15 August 2023.
pub const FIRST: NaiveDate = match NaiveDate::from_ymd_opt(2023, 8, 15) {
    Some(day) => day,
    None => NaiveDate::MIN,
};

const DECREES: [Decree; 1] = [Decree {
    from: FIRST,
    to: None,
    call_days: 20,
    nominate_days: 15,
    team_days: 10,
    announce_days: 7,
    notice_days: 2,
    petition_percent: 50,
    send_days: 5,
    decide_days: 5,
    renew_days: 60,
}];

impl Decree {
    /// What held on a day; none before there was a decree on it that danchu knows.
    pub fn on(day: NaiveDate) -> Option<&'static Self> {
        DECREES.iter().find(|decree| holds(day, decree.from, decree.to))
    }
}

/// The last day for what is to be done so many days before another.
pub fn days_before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).unwrap_or(day)
}
