//! Khóa tạm: whether a sign-in is admitted, and how long an account rests after wrong passwords.

use chrono::{DateTime, TimeDelta, Utc};

/// Failures in a row an account may have before it rests.
const PATIENCE: i64 = 5;
const LONGEST: TimeDelta = TimeDelta::minutes(15);

/// What the database knows of an account's sign-ins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    pub count: i64,
    pub locked_until: Option<DateTime<Utc>>,
}

/// What becomes of an attempt to sign in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Admitted,
    /// Refused without being counted: the account rests or is suspended, and guessing on tells nothing.
    Refused,
    /// Refused and counted.
    Counted(Failures),
}

/// Judges an attempt. A correct password does not open an account that rests.
pub fn judge(before: Failures, suspended: bool, correct: bool, now: DateTime<Utc>) -> Verdict {
    let resting = before.locked_until.is_some_and(|until| now < until);
    match (suspended || resting, correct) {
        (true, _) => Verdict::Refused,
        (false, true) => Verdict::Admitted,
        (false, false) => {
            let count = before.count.saturating_add(1);
            Verdict::Counted(Failures {
                count,
                locked_until: rest(count).map(|rest| now + rest),
            })
        }
    }
}

/// How long an account rests after its `count`th failure in a row: a minute after the fifth, then twice as long each time.
fn rest(count: i64) -> Option<TimeDelta> {
    // Past a few doublings the longest rest is reached anyway.
    let doublings = u32::try_from((count - PATIENCE).min(8)).ok()?;
    let minutes = 1_i64.checked_shl(doublings)?;
    Some(TimeDelta::minutes(minutes).min(LONGEST))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn noon() -> DateTime<Utc> {
        "2026-03-02T05:00:00Z".parse().unwrap()
    }

    #[rstest]
    #[case(1, None)]
    #[case(4, None)]
    #[case(5, Some(1))]
    #[case(6, Some(2))]
    #[case(7, Some(4))]
    #[case(8, Some(8))]
    #[case(9, Some(15))]
    #[case(1000, Some(15))]
    #[case(i64::MAX, Some(15))]
    fn an_account_rests_longer_each_time(#[case] failures: i64, #[case] minutes: Option<i64>) {
        assert_eq!(rest(failures), minutes.map(TimeDelta::minutes));
    }

    #[rstest]
    #[case(0, None, false, true, Verdict::Admitted)]
    #[case(4, None, false, true, Verdict::Admitted)]
    #[case(5, Some(1), false, true, Verdict::Refused)]
    #[case(5, Some(1), false, false, Verdict::Refused)]
    #[case(5, Some(0), false, true, Verdict::Admitted)]
    #[case(5, Some(-1), false, true, Verdict::Admitted)]
    #[case(0, None, true, true, Verdict::Refused)]
    #[case(0, None, true, false, Verdict::Refused)]
    #[case(0, None, false, false, Verdict::Counted(Failures { count: 1, locked_until: None }))]
    #[case(4, None, false, false, Verdict::Counted(Failures { count: 5, locked_until: Some(noon() + TimeDelta::minutes(1)) }))]
    #[case(5, Some(-1), false, false, Verdict::Counted(Failures { count: 6, locked_until: Some(noon() + TimeDelta::minutes(2)) }))]
    fn an_attempt_is_judged(
        #[case] count: i64,
        #[case] locked_for_minutes: Option<i64>,
        #[case] suspended: bool,
        #[case] correct: bool,
        #[case] expected: Verdict,
    ) {
        let before = Failures {
            count,
            locked_until: locked_for_minutes.map(|minutes| noon() + TimeDelta::minutes(minutes)),
        };
        assert_eq!(judge(before, suspended, correct, noon()), expected);
    }
}
