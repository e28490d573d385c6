use chrono::Days;
use proptest::prelude::*;

use super::{boundary_days, built_in, calendars, day, days};
use crate::calendar::{DayKind, Holidays};

#[test]
fn the_built_in_list_covers_five_years_of_holidays() {
    let holidays = built_in();
    for year in 2023..=2027 {
        for fixed in ["01-01", "04-30", "05-01", "09-02"] {
            assert!(
                !holidays.is_working_day(day(&format!("{year}-{fixed}"))),
                "{year}-{fixed}"
            );
        }
    }
    for worked in [
        "2024-05-04",
        "2025-04-26",
        "2025-02-03",
        "2025-04-29",
        "2025-11-24",
        "2025-12-15",
    ] {
        assert!(holidays.is_working_day(day(worked)), "{worked}");
    }
    for off in ["2024-05-05", "2025-12-13", "2025-12-14", "2026-11-24"] {
        assert!(!holidays.is_working_day(day(off)), "{off}");
    }
}

#[test]
fn of_two_kinds_for_a_day_the_later_holds() {
    let of = |kinds: [DayKind; 2]| {
        kinds
            .map(|kind| (day("2026-06-01"), kind))
            .into_iter()
            .collect::<Holidays>()
    };
    assert!(of([DayKind::Holiday, DayKind::Working]).is_working_day(day("2026-06-01")));
    assert!(!of([DayKind::Working, DayKind::Holiday]).is_working_day(day("2026-06-01")));
}

#[test]
fn working_days_skip_weekends_holidays_and_the_event() {
    let holidays = built_in();
    let table = [
        ("2025-12-15", 0, "2025-12-15"),
        ("2025-12-15", 1, "2025-12-16"),
        ("2025-12-12", 1, "2025-12-15"),
        ("2025-12-14", 2, "2025-12-16"),
        ("2025-12-13", 0, "2025-12-13"),
        ("2025-01-24", 1, "2025-02-03"),
        ("2027-02-03", 1, "2027-02-11"),
        ("2024-05-03", 1, "2024-05-04"),
        ("2025-04-25", 2, "2025-04-28"),
        ("2025-04-29", 1, "2025-05-05"),
        ("2024-02-28", 1, "2024-02-29"),
        ("2025-12-31", 2, "2026-01-06"),
    ];
    for (event, count, expected) in table {
        assert_eq!(
            holidays.add_working_days(day(event), count),
            day(expected),
            "{event} + {count}"
        );
    }
}

proptest! {
    #[test]
    fn counting_working_days_counts_each(event in days(), count in 1_u16..60, holidays in calendars()) {
        let end = holidays.add_working_days(event, count);
        prop_assert!(holidays.is_working_day(end));
        let counted = event.iter_days().skip(1).take_while(|date| *date <= end).filter(|date| holidays.is_working_day(*date));
        prop_assert_eq!(counted.count(), usize::from(count));
    }

    #[test]
    fn counting_on_is_counting_more(event in boundary_days(), first in 0_u16..20, more in 1_u16..20) {
        let holidays = built_in();
        let at_once = holidays.add_working_days(event, first + more);
        prop_assert_eq!(holidays.add_working_days(holidays.add_working_days(event, first), more), at_once);
    }

    #[test]
    fn the_next_working_day_is_the_day_itself_or_the_first_after(from in boundary_days(), holidays in calendars()) {
        let next = holidays.next_working_day_on_or_after(from);
        let after = holidays.add_working_days(from - Days::new(1), 1);
        prop_assert_eq!(next, after);
    }
}

/// Decree 59/2023 Art. 14.1b, 22.1b, 26.1b: a plan is sent five working days before; 14 to 22 February 2026 are off.
#[test]
fn the_last_day_from_which_five_working_days_are_left() {
    let holidays = built_in();
    let table = [
        ("2025-11-17", "2025-11-10"),
        ("2025-11-12", "2025-11-05"),
        ("2025-11-10", "2025-11-03"),
        ("2026-02-25", "2026-02-11"),
    ];
    for (start, expected) in table {
        let last = holidays.last_day_before(day(start), 5);
        assert_eq!(last, day(expected), "before {start}");
        assert!(holidays.add_working_days(last, 5) <= day(start));
        assert!(holidays.add_working_days(last + Days::new(1), 5) > day(start));
    }
}
