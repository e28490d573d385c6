use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use proptest::prelude::*;
use serde_json::{Value, from_value, json, to_value};

use super::{boundary_days, built_in, calendars, day, days, instant, key};
use crate::calendar::{AHEAD_OF_UTC, Calendar, DeadlineRule, EventDays, Holidays, due_at};

#[test]
fn a_deadline_is_the_midnight_that_ends_its_last_working_day() {
    let holidays = built_in();
    let table = [
        ("2025-12-16", "2025-12-16T17:00:00Z", "a Tuesday"),
        ("2025-12-20", "2025-12-22T17:00:00Z", "a Saturday moves to Monday"),
        ("2025-12-14", "2025-12-15T17:00:00Z", "a Sunday moves to Monday"),
        (
            "2025-01-25",
            "2025-02-03T17:00:00Z",
            "Saturday, Sunday, five days of Tết, a weekend",
        ),
        (
            "2027-02-04",
            "2027-02-11T17:00:00Z",
            "two days of Tết, a weekend in it, a day, two made up for",
        ),
        (
            "2025-04-30",
            "2025-05-05T17:00:00Z",
            "two holidays, a swapped Friday, a weekend",
        ),
        (
            "2026-08-29",
            "2026-09-03T17:00:00Z",
            "a weekend, a swapped Monday, two holidays",
        ),
        ("2024-05-04", "2024-05-04T17:00:00Z", "a Saturday worked"),
        (
            "2026-04-25",
            "2026-04-28T17:00:00Z",
            "a weekend holds a holiday, which is made up for on Monday",
        ),
        ("2026-11-24", "2026-11-25T17:00:00Z", "a holiday of its own"),
        ("2025-12-31", "2025-12-31T17:00:00Z", "the last day of the year"),
        ("2026-12-31", "2026-12-31T17:00:00Z", "the day before a long weekend"),
        (
            "2026-01-01",
            "2026-01-05T17:00:00Z",
            "New Year, a swapped Friday, a weekend",
        ),
        ("2024-02-29", "2024-02-29T17:00:00Z", "a leap day"),
    ];
    for (last_day, expected, why) in table {
        assert_eq!(due_at(day(last_day), None, &holidays), instant(expected), "{why}");
    }
    assert!(due_at(NaiveDate::MAX, None, &holidays) < DateTime::<Utc>::MAX_UTC);
}

#[test]
fn a_time_of_day_ends_the_last_day_early_and_moves_with_it() {
    let before = Some("16:30".parse().unwrap());
    let holidays = built_in();
    for (last_day, expected) in [
        ("2025-12-16", "2025-12-16T09:30:00Z"),
        ("2025-12-20", "2025-12-22T09:30:00Z"),
        ("2026-02-14", "2026-02-23T09:30:00Z"),
    ] {
        assert_eq!(
            due_at(day(last_day), before, &holidays),
            instant(expected),
            "{last_day}"
        );
    }
    let first_hours = Some("05:00".parse().unwrap());
    assert_eq!(
        due_at(day("2026-01-05"), first_hours, &holidays),
        instant("2026-01-04T22:00:00Z")
    );
}

fn rule(value: &Value) -> DeadlineRule {
    from_value(value.clone()).unwrap()
}

/// The round is opened on Friday 2025-11-21.
fn events(period: &str) -> EventDays {
    EventDays {
        period_end: key(period).window(Calendar::Reporting).to,
        round_opening: day("2025-11-21"),
    }
}

#[test]
fn rules_name_the_last_day_of_a_period() {
    let holidays = built_in();
    let table = [
        (json!({"kind": "on_date", "month": 12, "day": 19}), "2025", "2025-12-19"),
        (
            json!({"kind": "on_date", "month": 11, "day": 29, "year": "same"}),
            "2025",
            "2025-11-29",
        ),
        (
            json!({"kind": "on_date", "month": 1, "day": 31, "year": "next"}),
            "2024",
            "2025-01-31",
        ),
        (
            json!({"kind": "on_date", "month": 2, "day": 28}),
            "2024-Q1",
            "2024-02-28",
        ),
        (json!({"kind": "on_date", "month": 12, "day": 31}), "2024", "2024-12-31"),
        (json!({"kind": "on_day_of_month", "day": 20}), "2025-Q2", "2025-06-20"),
        (
            json!({"kind": "on_day_of_month", "day": 5, "month": "next"}),
            "2025",
            "2026-01-05",
        ),
        (json!({"kind": "on_day_of_month", "day": 31}), "2025-06", "2025-06-30"),
        (json!({"kind": "on_day_of_month", "day": 31}), "2024-02", "2024-02-29"),
        (
            json!({"kind": "on_day_of_month", "day": 30, "month": "next"}),
            "2025-01",
            "2025-02-28",
        ),
        (json!({"kind": "days_after", "days": 0}), "2025-H1", "2025-06-14"),
        (json!({"kind": "days_after", "days": 5}), "2025-H1", "2025-06-19"),
        (
            json!({"kind": "days_after", "days": 10, "event": "round_opening"}),
            "2025-H1",
            "2025-12-01",
        ),
        (json!({"kind": "working_days_after", "days": 2}), "2025", "2025-12-16"),
        (
            json!({"kind": "working_days_after", "days": 2}),
            "2024-02",
            "2024-02-16",
        ),
        (
            json!({"kind": "working_days_after", "days": 5, "event": "round_opening"}),
            "2025",
            "2025-11-28",
        ),
        (
            json!({"kind": "working_days_after", "days": 2, "event": "period_end", "before": "16:30"}),
            "2025-9M",
            "2025-09-16",
        ),
    ];
    for (value, period, expected) in table {
        let parsed = rule(&value);
        assert_eq!(
            parsed.last_day(events(period), &holidays),
            day(expected),
            "{value} {period}"
        );
        assert_eq!(rule(&to_value(parsed).unwrap()), parsed);
    }
}

#[test]
fn a_rule_is_due_at_its_time_of_day() {
    let holidays = built_in();
    let table = [
        (
            json!({"kind": "on_date", "month": 12, "day": 20}),
            "2025-12-22T17:00:00Z",
        ),
        (
            json!({"kind": "on_date", "month": 12, "day": 20, "before": "10:00"}),
            "2025-12-22T03:00:00Z",
        ),
        (
            json!({"kind": "on_day_of_month", "day": 31, "before": "10:00"}),
            "2025-12-31T03:00:00Z",
        ),
        (
            json!({"kind": "days_after", "days": 5, "before": "10:00"}),
            "2025-12-19T03:00:00Z",
        ),
        (
            json!({"kind": "working_days_after", "days": 5, "before": "10:00"}),
            "2025-12-19T03:00:00Z",
        ),
    ];
    for (value, expected) in table {
        assert_eq!(
            rule(&value).due_at(events("2025"), &holidays),
            instant(expected),
            "{value}"
        );
    }
}

#[test]
fn rules_that_name_no_day_are_refused() {
    let table = [
        (
            json!({"kind": "on_date", "month": 2, "day": 29}),
            "no day 29 of month 2",
        ),
        (
            json!({"kind": "on_date", "month": 4, "day": 31}),
            "no day 31 of month 4",
        ),
        (
            json!({"kind": "on_date", "month": 13, "day": 1}),
            "no day 1 of month 13",
        ),
        (
            json!({"kind": "on_date", "month": 12, "day": 0}),
            "no day 0 of month 12",
        ),
        (json!({"kind": "on_day_of_month", "day": 0}), "1 to 31"),
        (json!({"kind": "on_day_of_month", "day": 32}), "1 to 31"),
        (json!({"kind": "on_day_of_month", "day": 1, "month": 6}), "invalid type"),
        (
            json!({"kind": "on_date", "month": 12, "day": 1, "hour": 9}),
            "unknown field",
        ),
        (json!({"kind": "on_day_of_month", "day": 1, "hour": 9}), "unknown field"),
        (json!({"kind": "days_after", "days": 3, "hour": 9}), "unknown field"),
        (json!({"kind": "days_after", "days": 3, "before": "24:00"}), "16:30"),
        (
            json!({"kind": "days_after", "days": 3, "event": "someday"}),
            "unknown variant",
        ),
        (json!({"kind": "days_after", "days": 256}), "256"),
        (json!({"kind": "days_after"}), "missing field"),
        (json!({"kind": "some_day"}), "unknown variant"),
    ];
    for (value, message) in table {
        let refused = from_value::<DeadlineRule>(value.clone()).unwrap_err().to_string();
        assert!(refused.contains(message), "{value}: {refused}");
    }
}

fn in_vietnam(instant: DateTime<Utc>) -> chrono::NaiveDateTime {
    (instant + AHEAD_OF_UTC).naive_utc()
}

/// The day that ends at a deadline without a time of day.
fn ended_by(due: DateTime<Utc>) -> NaiveDate {
    in_vietnam(due - TimeDelta::milliseconds(1)).date()
}

fn holds(last: NaiveDate, holidays: &Holidays) -> Result<(), TestCaseError> {
    let due = due_at(last, None, holidays);
    let ended = ended_by(due);
    prop_assert_eq!(in_vietnam(due).time(), NaiveTime::MIN);
    prop_assert!(ended >= last && holidays.is_working_day(ended));
    // Nobody waits longer than for the first day that is worked.
    prop_assert!(
        last.iter_days()
            .take_while(|day| *day < ended)
            .all(|day| !holidays.is_working_day(day))
    );
    Ok(())
}

proptest! {
    #[test]
    fn a_deadline_ends_the_first_working_day_from_its_last_day_on(last in boundary_days()) {
        let due = due_at(last, None, &built_in());
        holds(last, &built_in())?;
        prop_assert!(due - TimeDelta::days(10) < (last + Days::new(1)).and_time(NaiveTime::MIN).and_utc());
    }

    #[test]
    fn whatever_days_are_off_or_worked(last in days(), holidays in calendars()) {
        holds(last, &holidays)?;
    }

    #[test]
    fn a_later_last_day_is_never_due_earlier(last in boundary_days(), more in 0_u64..40, holidays in calendars()) {
        prop_assert!(due_at(last, None, &holidays) <= due_at(last + Days::new(more), None, &holidays));
    }

    #[test]
    fn a_time_of_day_is_that_time_of_the_same_day(last in boundary_days(), hour in 0_u32..24, minute in 1_u32..60) {
        let time = format!("{hour:02}:{minute:02}");
        let due = due_at(last, Some(time.parse().unwrap()), &built_in());
        prop_assert_eq!(in_vietnam(due).date(), ended_by(due_at(last, None, &built_in())));
        prop_assert_eq!(in_vietnam(due).time().format("%H:%M").to_string(), time);
    }

    /// The day of the event is not counted, and the last day counted is worked.
    #[test]
    fn working_days_after_an_event_are_counted_from_the_next(event in boundary_days(), count in 1_u8..30) {
        let events = EventDays { period_end: event, round_opening: event };
        let rule = rule(&json!({"kind": "working_days_after", "days": count}));
        let last = rule.last_day(events, &built_in());
        let counted = event.iter_days().skip(1).take_while(|day| *day <= last);
        prop_assert_eq!(counted.filter(|day| built_in().is_working_day(*day)).count(), usize::from(count));
        prop_assert_eq!(ended_by(rule.due_at(events, &built_in())), last);
    }
}
