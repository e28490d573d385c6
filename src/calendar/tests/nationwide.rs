use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};

use super::day;
use crate::calendar::{
    DayKind, Holidays, ListedDay,
    nationwide::{nationwide, read},
};

fn listed(kind: DayKind) -> Vec<ListedDay> {
    let list = nationwide().unwrap().into_iter();
    list.filter(|listed| listed.kind == kind).collect()
}

/// The days of a year on which people are off although it is no weekend.
fn weekdays_off(year: i32) -> Vec<NaiveDate> {
    listed(DayKind::Holiday)
        .into_iter()
        .map(|listed| listed.day)
        .filter(|day| day.year() == year && !matches!(day.weekday(), Weekday::Sat | Weekday::Sun))
        .collect()
}

/// What was announced, as month-day.
#[test]
fn each_year_has_the_days_off_that_were_announced() {
    let announced = [
        (
            2023,
            "01-02 01-20 01-23 01-24 01-25 01-26 05-01 05-02 05-03 09-01 09-04",
        ),
        (
            2024,
            "01-01 02-08 02-09 02-12 02-13 02-14 04-18 04-29 04-30 05-01 09-02 09-03",
        ),
        (
            2025,
            "01-01 01-27 01-28 01-29 01-30 01-31 04-07 04-30 05-01 05-02 09-01 09-02",
        ),
        (
            2026,
            "01-01 01-02 02-16 02-17 02-18 02-19 02-20 04-27 04-30 05-01 08-31 09-01 09-02 11-24",
        ),
        (
            2027,
            "01-01 02-04 02-05 02-08 02-09 02-10 04-16 04-30 05-03 09-02 09-03 11-24",
        ),
    ];
    for (year, expected) in announced {
        let expected: Vec<NaiveDate> = expected.split(' ').map(|part| day(&format!("{year}-{part}"))).collect();
        assert_eq!(weekdays_off(year), expected, "{year}");
    }
    let worked: Vec<NaiveDate> = listed(DayKind::Working).into_iter().map(|listed| listed.day).collect();
    let announced = ["2024-05-04", "2025-04-26", "2026-01-10", "2026-08-22"].map(day);
    assert_eq!(worked, announced);
}

#[test]
fn each_day_worked_is_a_weekend_and_stands_for_a_day_off() {
    let off: BTreeSet<String> = listed(DayKind::Holiday)
        .iter()
        .map(|listed| listed.day.format("%d/%-m/%Y").to_string())
        .collect();
    for worked in listed(DayKind::Working) {
        assert!(
            matches!(worked.day.weekday(), Weekday::Sat | Weekday::Sun),
            "{worked:?}"
        );
        let instead = worked.name.trim_start_matches("Làm bù cho ").replace("/01/", "/1/");
        assert!(off.contains(&instead), "{worked:?}");
    }
}

/// A holiday of Article 112.1 on a weekend is made up for on the next working day (Article 111.3).
#[test]
fn each_statutory_holiday_on_a_weekend_is_made_up_for() {
    let statutory = listed(DayKind::Holiday)
        .into_iter()
        .filter(|listed| listed.legal_basis.contains("Điều 112.1"));
    let on_weekends = statutory.filter(|listed| matches!(listed.day.weekday(), Weekday::Sat | Weekday::Sun));
    let made_up = listed(DayKind::Holiday)
        .into_iter()
        .filter(|listed| listed.legal_basis.contains("Điều 111.3"));
    let weekends: Vec<i32> = on_weekends.map(|listed| listed.day.year()).collect();
    let made_up: Vec<i32> = made_up.map(|listed| listed.day.year()).collect();
    assert_eq!(weekends, made_up);
}

#[test]
fn each_day_is_listed_once_in_order_with_its_basis() {
    let list = nationwide().unwrap();
    assert!(list.windows(2).all(|pair| pair[0].day < pair[1].day));
    assert!(
        list.iter()
            .all(|listed| !listed.name.is_empty() && !listed.legal_basis.is_empty())
    );
    let years: BTreeSet<i32> = list.iter().map(|listed| listed.day.year()).collect();
    assert_eq!(years, (2023..=2027).collect());
}

#[test]
fn the_first_day_of_tet_and_the_commemoration_of_the_kings_are_lunar() {
    let holidays = Holidays::built_in().unwrap();
    let first_of_tet = ["2023-01-22", "2024-02-10", "2025-01-29", "2026-02-17", "2027-02-06"].map(day);
    let named: Vec<NaiveDate> = listed(DayKind::Holiday)
        .into_iter()
        .filter(|listed| listed.name.ends_with("(mùng 1)"))
        .map(|listed| listed.day)
        .collect();
    assert_eq!(named, first_of_tet);
    // 68 or 69 days later; a thirteenth month, as in 2023, puts 29 or 30 more between them.
    for kings in ["2023-04-29", "2024-04-18", "2025-04-07", "2026-04-26", "2027-04-16"].map(day) {
        assert!(!holidays.is_working_day(kings), "{kings}");
        let first = first_of_tet.iter().find(|first| first.year() == kings.year()).unwrap();
        let days = kings - *first;
        assert!([68, 69, 97].contains(&days.num_days()), "{kings}: {}", days.num_days());
    }
}

#[test]
fn a_list_that_cannot_be_read_names_the_line() {
    let head = "day,kind,name,legal_basis\n";
    let refused = read(&format!(
        "{head}2025-01-01,holiday,Tết,Luật\n2025-13-01,holiday,Tết,Luật\n"
    ))
    .unwrap_err();
    assert!(refused.to_string().contains("line: 3"), "{refused}");
    for line in ["2025-01-01,day_off,Tết,Luật", "2025-01-01,holiday,Tết"] {
        assert!(read(&format!("{head}{line}\n")).is_err(), "{line}");
    }
}
