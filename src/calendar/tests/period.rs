use chrono::Days;
use proptest::prelude::*;
use serde_json::{from_value, json, to_value};

use super::{day, days, key};
use crate::calendar::{Calendar, PeriodKey, Periodicity, Timeliness, Window};

#[test]
fn windows_are_those_of_decree_09_2019() {
    let table = [
        ("2025", "2024-12-15", "2025-12-14", "2025-01-01", "2025-12-31"),
        ("2025-H1", "2024-12-15", "2025-06-14", "2025-01-01", "2025-06-30"),
        ("2025-H2", "2025-06-15", "2025-12-14", "2025-07-01", "2025-12-31"),
        ("2025-9M", "2024-12-15", "2025-09-14", "2025-01-01", "2025-09-30"),
        ("2025-Q1", "2024-12-15", "2025-03-14", "2025-01-01", "2025-03-31"),
        ("2025-Q2", "2025-03-15", "2025-06-14", "2025-04-01", "2025-06-30"),
        ("2025-Q3", "2025-06-15", "2025-09-14", "2025-07-01", "2025-09-30"),
        ("2025-Q4", "2025-09-15", "2025-12-14", "2025-10-01", "2025-12-31"),
        ("2025-01", "2024-12-15", "2025-01-14", "2025-01-01", "2025-01-31"),
        ("2024-02", "2024-01-15", "2024-02-14", "2024-02-01", "2024-02-29"),
        ("2024-03", "2024-02-15", "2024-03-14", "2024-03-01", "2024-03-31"),
        ("1900", "1899-12-15", "1900-12-14", "1900-01-01", "1900-12-31"),
        ("1900-02", "1900-01-15", "1900-02-14", "1900-02-01", "1900-02-28"),
        ("2000-02", "2000-01-15", "2000-02-14", "2000-02-01", "2000-02-29"),
        ("2200-12", "2200-11-15", "2200-12-14", "2200-12-01", "2200-12-31"),
    ];
    for (period, from, to, civil_from, civil_to) in table {
        let reporting = Window {
            from: day(from),
            to: day(to),
        };
        let civil = Window {
            from: day(civil_from),
            to: day(civil_to),
        };
        assert_eq!(key(period).window(Calendar::Reporting), reporting, "{period}");
        assert_eq!(key(period).window(Calendar::Civil), civil, "{period}");
    }
}

#[test]
fn nothing_else_is_a_period() {
    let texts = [
        "",
        "25",
        "0000",
        "1899",
        "1899-12",
        "2201",
        "2201-Q1",
        "9999",
        "-2025",
        "02025",
        "2025-",
        "2025-H0",
        "2025-H3",
        "2025-M9",
        "2025-6M",
        "2025-09M",
        "2025-9m",
        "2025-Q0",
        "2025-Q5",
        "2025-Q01",
        "2025-0",
        "2025-00",
        "2025-1",
        "2025-13",
        "2025-011",
        "2025-+1",
        "+2025",
        "2025-q3",
        "2025-H1 ",
        " 2025",
        "2025-H1-H2",
        "２０２５",
        "2025-Q",
    ];
    for text in texts {
        assert!(text.parse::<PeriodKey>().is_err(), "{text:?}");
    }
}

#[test]
fn periods_are_ordered_by_their_end_and_the_longest_comes_first() {
    let in_order = [
        "2024-Q4", "2024-12", "2025-01", "2025-Q1", "2025-03", "2025-H1", "2025-Q2", "2025-06", "2025-9M", "2025-Q3",
        "2025-09", "2025", "2025-H2", "2025-Q4", "2025-12", "2026-01",
    ];
    let mut sorted = in_order.map(key);
    sorted.reverse();
    sorted.sort();
    assert_eq!(sorted.map(|period| period.to_string()), in_order);
}

#[test]
fn the_previous_period_has_the_same_length() {
    let table = [
        ("2025", Some("2024")),
        ("2025-9M", Some("2024-9M")),
        ("2025-H1", Some("2024-H2")),
        ("2025-H2", Some("2025-H1")),
        ("2025-Q1", Some("2024-Q4")),
        ("2025-Q4", Some("2025-Q3")),
        ("2025-01", Some("2024-12")),
        ("2025-11", Some("2025-10")),
        ("1900", None),
        ("1900-01", None),
        ("1900-02", Some("1900-01")),
        ("2000", Some("1999")),
    ];
    for (period, previous) in table {
        assert_eq!(key(period).previous(), previous.map(key), "{period}");
    }
}

#[test]
fn a_day_lies_in_one_period_of_each_length() {
    let table = [
        ("2024-12-14", Periodicity::Year, Calendar::Reporting, Some("2024")),
        ("2024-12-15", Periodicity::Year, Calendar::Reporting, Some("2025")),
        ("2024-12-15", Periodicity::Year, Calendar::Civil, Some("2024")),
        ("2025-01-31", Periodicity::Month, Calendar::Reporting, Some("2025-02")),
        (
            "2025-06-15",
            Periodicity::HalfYear,
            Calendar::Reporting,
            Some("2025-H2"),
        ),
        (
            "2025-09-14",
            Periodicity::NineMonths,
            Calendar::Reporting,
            Some("2025-9M"),
        ),
        ("2025-09-15", Periodicity::NineMonths, Calendar::Reporting, None),
        ("2025-09-15", Periodicity::Quarter, Calendar::Reporting, Some("2025-Q4")),
        ("2025-05-05", Periodicity::AdHoc, Calendar::Civil, None),
        ("2200-12-15", Periodicity::Year, Calendar::Reporting, None),
    ];
    for (date, periodicity, calendar, period) in table {
        assert_eq!(
            PeriodKey::containing(day(date), periodicity, calendar),
            period.map(key),
            "{date} {periodicity:?}"
        );
    }
}

#[test]
fn wire_names() {
    assert_eq!(to_value(key("2025-Q3")).unwrap(), json!("2025-Q3"));
    assert_eq!(from_value::<PeriodKey>(json!("2025-11")).unwrap(), key("2025-11"));
    assert!(
        from_value::<PeriodKey>(json!("2025-13"))
            .unwrap_err()
            .to_string()
            .contains("2025-H1")
    );
    assert_eq!(to_value(Calendar::Reporting).unwrap(), json!("reporting"));
    assert_eq!(
        to_value([Periodicity::HalfYear, Periodicity::NineMonths, Periodicity::AdHoc]).unwrap(),
        json!(["half_year", "nine_months", "ad_hoc"])
    );
    assert_eq!(
        to_value(key("2025").window(Calendar::Reporting)).unwrap(),
        json!({"from": "2024-12-15", "to": "2025-12-14"})
    );
    assert_eq!(
        to_value([Timeliness::NotDue, Timeliness::DueSoon, Timeliness::OnTime]).unwrap(),
        json!(["not_due", "due_soon", "on_time"])
    );
}

fn calendars() -> impl Strategy<Value = Calendar> {
    prop_oneof![Just(Calendar::Reporting), Just(Calendar::Civil)]
}

/// The parts lie end to end and together are the whole.
fn tile(whole: PeriodKey, parts: &[PeriodKey], calendar: Calendar) -> bool {
    let windows: Vec<Window> = parts.iter().map(|part| part.window(calendar)).collect();
    let end_to_end = windows
        .iter()
        .zip(windows.iter().skip(1))
        .all(|(left, right)| left.to + Days::new(1) == right.from);
    let whole = whole.window(calendar);
    end_to_end && windows.first().unwrap().from == whole.from && windows.last().unwrap().to == whole.to
}

proptest! {
    #[test]
    fn halves_quarters_and_months_tile_the_year(year in 1900_u32..=2200, calendar in calendars()) {
        let keys = |parts: &[&str]| parts.iter().map(|part| key(&format!("{year}-{part}"))).collect::<Vec<_>>();
        let whole = key(&year.to_string());
        prop_assert!(tile(whole, &keys(&["H1", "H2"]), calendar));
        prop_assert!(tile(whole, &keys(&["Q1", "Q2", "Q3", "Q4"]), calendar));
        prop_assert!(tile(whole, &keys(&["9M", "Q4"]), calendar));
        let months: Vec<PeriodKey> = (1..=12).map(|month| key(&format!("{year}-{month:02}"))).collect();
        prop_assert!(tile(whole, &months, calendar));
    }

    #[test]
    fn what_parses_prints_the_same(text in "(19[0-9]{2}|2[01][0-9]{2}|2200)(-(H[12]|9M|Q[1-4]|0[1-9]|1[0-2]))?") {
        prop_assert_eq!(key(&text).to_string(), text);
    }

    #[test]
    fn any_text_is_parsed_or_refused(text in any::<String>()) {
        if let Ok(period) = text.parse::<PeriodKey>() {
            prop_assert_eq!(period.to_string(), text);
        }
    }

    #[test]
    fn a_day_lies_in_its_period_and_the_previous_one_ends_the_day_before(date in days(), calendar in calendars()) {
        for periodicity in [Periodicity::Month, Periodicity::Quarter, Periodicity::HalfYear, Periodicity::Year] {
            let period = PeriodKey::containing(date, periodicity, calendar).unwrap();
            let previous = period.previous().unwrap();
            prop_assert_eq!(period.periodicity(), periodicity);
            prop_assert!(period.window(calendar).contains(date));
            prop_assert!(previous < period);
            prop_assert_eq!(previous.window(calendar).to + Days::new(1), period.window(calendar).from);
        }
    }
}
