use chrono::NaiveDate;

/// Whether what is valid from one day to another holds on a day; the last is the first day it no longer does.
pub fn holds(day: NaiveDate, from: NaiveDate, to: Option<NaiveDate>) -> bool {
    from <= day && to.is_none_or(|end| day < end)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2025-06-30", false)]
    #[case("2025-07-01", true)]
    #[case("2025-12-31", true)]
    #[case("2026-01-01", false)]
    fn the_first_day_counts_and_the_last_does_not(#[case] day: NaiveDate, #[case] expected: bool) {
        let from = NaiveDate::from_ymd_opt(2025, 7, 1).unwrap();
        let to = NaiveDate::from_ymd_opt(2026, 1, 1).unwrap();
        assert_eq!(holds(day, from, Some(to)), expected);
        assert_eq!(holds(day, from, None), expected || day >= to);
    }
}
