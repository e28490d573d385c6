use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use proptest::prelude::*;
use serde_json::{from_value, json, to_value};

use super::{built_in, day, days, key};
use crate::calendar::{AHEAD_OF_UTC, Calendar, DUE_SOON, DeadlineRule, Timeliness, due_at, timeliness};

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

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
            "2025-04-30",
            "2025-05-05T17:00:00Z",
            "two holidays, a swapped Friday, a weekend",
        ),
        ("2024-05-04", "2024-05-04T17:00:00Z", "a Saturday worked"),
        (
            "2026-04-25",
            "2026-04-28T17:00:00Z",
            "a weekend holds a holiday, which is made up for on Monday",
        ),
        ("2025-12-31", "2025-12-31T17:00:00Z", "the last day of the year"),
    ];
    for (last_day, expected, why) in table {
        assert_eq!(due_at(day(last_day), &holidays), instant(expected), "{why}");
    }
    assert!(due_at(NaiveDate::MAX, &holidays) < DateTime::<Utc>::MAX_UTC);
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
        (json!({"kind": "days_after_period", "days": 0}), "2025-H1", "2025-06-14"),
        (json!({"kind": "days_after_period", "days": 5}), "2025-H1", "2025-06-19"),
        (
            json!({"kind": "working_days_after_period", "days": 2}),
            "2025",
            "2025-12-16",
        ),
        (
            json!({"kind": "working_days_after_period", "days": 2}),
            "2024-02",
            "2024-02-16",
        ),
    ];
    for (rule, period, expected) in table {
        let parsed: DeadlineRule = from_value(rule.clone()).unwrap();
        let window = key(period).window(Calendar::Reporting);
        assert_eq!(parsed.last_day(window, &holidays), day(expected), "{rule} {period}");
        assert_eq!(from_value::<DeadlineRule>(to_value(parsed).unwrap()).unwrap(), parsed);
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
        (
            json!({"kind": "on_date", "month": 12, "day": 1, "hour": 9}),
            "unknown field",
        ),
        (
            json!({"kind": "days_after_period", "days": 3, "hour": 9}),
            "unknown field",
        ),
        (json!({"kind": "days_after_period", "days": 256}), "256"),
        (json!({"kind": "days_after_period"}), "missing field"),
        (json!({"kind": "some_day"}), "unknown variant"),
    ];
    for (rule, message) in table {
        let refused = from_value::<DeadlineRule>(rule.clone()).unwrap_err().to_string();
        assert!(refused.contains(message), "{rule}: {refused}");
    }
}

#[test]
fn the_clock_decides_timeliness_to_the_millisecond() {
    use Timeliness::{DueSoon, Late, NotDue, OnTime, Overdue};
    let due = instant("2025-12-16T17:00:00Z");
    let table = [
        ("2025-12-09T16:59:59.999Z", None, NotDue),
        ("2025-12-09T17:00:00Z", None, DueSoon),
        ("2025-12-16T16:59:59.999Z", None, DueSoon),
        ("2025-12-16T17:00:00Z", None, Overdue),
        ("2026-01-05T00:00:00Z", None, Overdue),
        ("2025-12-01T00:00:00Z", Some("2025-12-01T00:00:00Z"), OnTime),
        ("2026-01-05T00:00:00Z", Some("2025-12-16T16:59:59.999Z"), OnTime),
        ("2026-01-05T00:00:00Z", Some("2025-12-16T17:00:00Z"), Late),
        ("2026-01-05T00:00:00Z", Some("2026-01-04T00:00:00Z"), Late),
    ];
    for (now, submitted, expected) in table {
        let answer = timeliness(instant(now), due, submitted.map(instant), DUE_SOON);
        assert_eq!(answer, expected, "now {now}, submitted {submitted:?}");
    }
}

proptest! {
    #[test]
    fn a_deadline_falls_after_its_last_day_within_a_long_tet(date in days()) {
        let due = due_at(date, &built_in());
        let local = (due + AHEAD_OF_UTC).naive_utc();
        prop_assert!(local.date() > date && local.date() <= date + Days::new(10));
        prop_assert_eq!(local.time(), NaiveTime::MIN);
        prop_assert!(built_in().is_working_day((local - TimeDelta::days(1)).date()));
    }
}
