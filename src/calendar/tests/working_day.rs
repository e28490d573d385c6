use proptest::prelude::*;

use super::{built_in, day, days};
use crate::calendar::Holidays;

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
    let first_of_tet = ["2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06"];
    let hung_vuong = ["2023-04-29", "2024-04-18", "2025-04-07", "2026-04-26", "2027-04-16"];
    for off in first_of_tet.into_iter().chain(hung_vuong) {
        assert!(!holidays.is_working_day(day(off)), "{off}");
    }
    for worked in ["2024-05-04", "2025-04-26", "2025-02-03", "2025-04-29", "2025-12-15"] {
        assert!(holidays.is_working_day(day(worked)), "{worked}");
    }
    for off in ["2024-05-05", "2025-12-13", "2025-12-14"] {
        assert!(!holidays.is_working_day(day(off)), "{off}");
    }
}

#[test]
fn a_list_that_cannot_be_read_names_the_line() {
    let refused =
        Holidays::from_csv("date,name_vi,kind\n2025-01-01,Tết,holiday\n2025-13-01,Tết,holiday\n").unwrap_err();
    assert!(refused.to_string().contains("line: 3"), "{refused}");
    assert!(Holidays::from_csv("date,name_vi,kind\n2025-01-01,Tết,day_off\n").is_err());
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
        ("2024-05-03", 1, "2024-05-04"),
        ("2025-04-25", 2, "2025-04-28"),
        ("2025-04-29", 1, "2025-05-05"),
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
    fn counting_working_days_counts_each(event in days(), count in 1_u16..60) {
        let holidays = built_in();
        let end = holidays.add_working_days(event, count);
        prop_assert!(holidays.is_working_day(end));
        let counted = event.iter_days().skip(1).take_while(|date| *date <= end).filter(|date| holidays.is_working_day(*date));
        prop_assert_eq!(counted.count(), usize::from(count));
    }
}
