use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proptest::{option, prelude::*};
use rstest::rstest;

use super::{boundary_days, built_in, day, instant};
use crate::calendar::{
    AHEAD_OF_UTC, Course, Extension, Judgement, Receipt, Timeliness,
    Timeliness::{Closed, DueSoon, Late, NotDue, OnTime, Overdue},
    due_at, judge,
};

const DUE: &str = "2025-12-16T17:00:00Z";

fn owed() -> Course {
    Course::owed(instant(DUE), None)
}

#[rstest]
#[case::more_than_a_week_ahead("2025-12-09T16:59:59.999Z", None, NotDue)]
#[case::a_week_ahead("2025-12-09T17:00:00Z", None, DueSoon)]
#[case::the_last_moment("2025-12-16T16:59:59.999Z", None, DueSoon)]
#[case::the_deadline("2025-12-16T17:00:00Z", None, Overdue)]
#[case::long_after("2026-01-05T00:00:00Z", None, Overdue)]
#[case::early("2025-12-01T00:00:00Z", Some("2025-12-01T00:00:00Z"), OnTime)]
#[case::at_the_last_moment("2026-01-05T00:00:00Z", Some("2025-12-16T16:59:59.999Z"), OnTime)]
#[case::at_the_deadline("2026-01-05T00:00:00Z", Some("2025-12-16T17:00:00Z"), Late)]
#[case::after_it("2026-01-05T00:00:00Z", Some("2026-01-04T00:00:00Z"), Late)]
fn the_clock_decides_to_the_millisecond(
    #[case] now: &str,
    #[case] submitted: Option<&str>,
    #[case] expected: Timeliness,
) {
    let course = Course::owed(instant(DUE), submitted.map(instant));
    assert_eq!(judge(instant(now), &course).timeliness, expected);
}

/// The deadline was 16 December, extended to the end of the 19th.
#[rstest]
#[case::nothing_came("2025-12-10T00:00:00Z", None, DueSoon, true)]
#[case::granted_when_overdue("2025-12-18T00:00:00Z", None, DueSoon, true)]
#[case::came_within_it("2025-12-15T00:00:00Z", Some("2025-12-18T00:00:00Z"), OnTime, true)]
#[case::came_after_it("2025-12-15T00:00:00Z", Some("2025-12-19T17:00:00Z"), Late, true)]
#[case::came_before_it_was_granted("2025-12-18T00:00:00Z", Some("2025-12-17T23:59:59.999Z"), Late, false)]
#[case::came_as_it_was_granted("2025-12-18T00:00:00Z", Some("2025-12-18T00:00:00Z"), Late, false)]
#[case::came_early_anyway("2025-12-15T00:00:00Z", Some("2025-12-14T00:00:00Z"), OnTime, false)]
fn an_extension_counts_if_granted_before_the_report_came(
    #[case] granted_at: &str,
    #[case] submitted: Option<&str>,
    #[case] expected: Timeliness,
    #[case] extended: bool,
) {
    let until = instant("2025-12-19T17:00:00Z");
    let course = Course {
        extension: Some(Extension {
            granted_at: instant(granted_at),
            until,
        }),
        first_submitted_at: submitted.map(instant),
        ..owed()
    };
    let judged = judge(instant("2025-12-18T12:00:00Z"), &course);
    assert_eq!((judged.timeliness, judged.extended), (expected, extended));
    assert_eq!(judged.due_at, if extended { until } else { instant(DUE) });
}

/// The deadline ends 16 December in Vietnam.
#[rstest]
#[case::on_the_last_day(Some("2025-12-16"), None, OnTime, Some(Receipt::Otherwise(day("2025-12-16"))))]
#[case::the_day_after(Some("2025-12-17"), None, Late, Some(Receipt::Otherwise(day("2025-12-17"))))]
#[case::entered_later(
    Some("2025-12-16"),
    Some("2025-12-20T00:00:00Z"),
    OnTime,
    Some(Receipt::Otherwise(day("2025-12-16")))
)]
#[case::entered_before(
    Some("2025-12-18"),
    Some("2025-12-15T00:00:00Z"),
    OnTime,
    Some(Receipt::Submitted(instant("2025-12-15T00:00:00Z")))
)]
#[case::neither(None, None, Overdue, None)]
fn what_came_on_another_way_counts(
    #[case] otherwise: Option<&str>,
    #[case] submitted: Option<&str>,
    #[case] expected: Timeliness,
    #[case] receipt: Option<Receipt>,
) {
    let course = Course {
        received_otherwise_on: otherwise.map(day),
        first_submitted_at: submitted.map(instant),
        ..owed()
    };
    let judged = judge(instant("2025-12-25T00:00:00Z"), &course);
    assert_eq!((judged.timeliness, judged.receipt), (expected, receipt));
}

/// Who brings it on a day counts as bringing it in time for what was granted, and for what was due, on that day.
#[rstest]
#[case::granted_that_day("2025-12-17T05:00:00Z", OnTime)]
#[case::granted_the_day_after("2025-12-17T17:00:00Z", Late)]
fn of_a_day_the_doubt_is_for_the_reporter(#[case] granted_at: &str, #[case] expected: Timeliness) {
    let course = Course {
        extension: Some(Extension {
            granted_at: instant(granted_at),
            until: instant("2025-12-19T17:00:00Z"),
        }),
        received_otherwise_on: Some(day("2025-12-17")),
        ..owed()
    };
    assert_eq!(judge(instant("2025-12-25T00:00:00Z"), &course).timeliness, expected);
    let until_noon = Course {
        due_at: instant("2025-12-16T05:00:00Z"),
        received_otherwise_on: Some(day("2025-12-16")),
        ..owed()
    };
    assert_eq!(judge(instant("2025-12-25T00:00:00Z"), &until_noon).timeliness, OnTime);
}

#[rstest]
#[case::before_it("2025-12-11T00:00:00Z", None, DueSoon)]
#[case::from_then_on("2025-12-12T00:00:00Z", None, Closed)]
#[case::long_after("2026-12-12T00:00:00Z", None, Closed)]
#[case::what_came_stays_on_time("2026-12-12T00:00:00Z", Some("2025-12-11T00:00:00Z"), OnTime)]
fn a_closed_round_waits_for_nothing(#[case] now: &str, #[case] submitted: Option<&str>, #[case] expected: Timeliness) {
    let course = Course {
        closed_at: Some(instant("2025-12-12T00:00:00Z")),
        first_submitted_at: submitted.map(instant),
        ..owed()
    };
    assert_eq!(judge(instant(now), &course).timeliness, expected);
}

/// The instant at which a deadline on a boundary day falls, and an instant up to three weeks before or after it.
fn moments() -> impl Strategy<Value = (DateTime<Utc>, DateTime<Utc>)> {
    let weeks = 21 * 86_400_000_i64;
    let milliseconds = prop_oneof![-2_i64..=2, -weeks..=weeks];
    (boundary_days(), milliseconds).prop_map(|(last, milliseconds)| {
        let due = due_at(last, None, &built_in());
        (due, due + TimeDelta::milliseconds(milliseconds))
    })
}

fn vietnam(instant: DateTime<Utc>) -> NaiveDate {
    (instant + AHEAD_OF_UTC).date_naive()
}

/// Better for the reporter is greater.
fn rank(judged: Judgement) -> u8 {
    match judged.timeliness {
        Late | Overdue => 0,
        Closed => 1,
        DueSoon => 2,
        NotDue => 3,
        OnTime => 4,
    }
}

proptest! {
    #[test]
    fn on_time_is_before_the_deadline((due, submitted) in moments(), later in 0_i64..1_000_000_000) {
        let course = Course::owed(due, Some(submitted));
        let expected = if submitted < due { OnTime } else { Late };
        // Whatever the clock shows since.
        prop_assert_eq!(judge(submitted + TimeDelta::milliseconds(later), &course).timeliness, expected);
    }

    #[test]
    fn waiting_only_ever_comes_nearer_the_deadline((due, now) in moments(), later in 0_i64..2_000_000_000) {
        let course = Course::owed(due, None);
        let (before, after) = (judge(now, &course), judge(now + TimeDelta::milliseconds(later), &course));
        prop_assert!(before.timeliness <= after.timeliness);
        prop_assert_eq!(before.timeliness == Overdue, now >= due);
        prop_assert_eq!(before.receipt, None);
    }

    #[test]
    fn an_extension_never_takes_anything_away(
        (due, granted_at) in moments(), (_, until) in moments(), (_, now) in moments(), submitted in option::of(moments()),
    ) {
        let plain = Course::owed(due, submitted.map(|(_, at)| at));
        let extended = Course { extension: Some(Extension { granted_at, until }), ..plain };
        let (without, with) = (judge(now, &plain), judge(now, &extended));
        prop_assert!(rank(with) >= rank(without));
        prop_assert!(with.due_at >= due && with.extended == (with.due_at > due));
        if plain.first_submitted_at.is_some_and(|at| at <= granted_at) || until <= due {
            prop_assert_eq!(with, without);
        }
    }

    #[test]
    fn receipt_on_another_way_never_takes_anything_away((due, came) in moments(), submitted in option::of(moments())) {
        let now = due + TimeDelta::days(30);
        let plain = Course::owed(due, submitted.map(|(_, at)| at));
        let otherwise = Course { received_otherwise_on: Some(vietnam(came)), ..plain };
        let (without, with) = (judge(now, &plain), judge(now, &otherwise));
        prop_assert!(rank(with) >= rank(without));
        // It is on time up to the last day of the deadline, to whose end nothing is due.
        let last_day = vietnam(due - TimeDelta::milliseconds(1));
        prop_assert_eq!(with.timeliness == OnTime, vietnam(came) <= last_day || without.timeliness == OnTime);
    }

    #[test]
    fn closing_changes_only_what_has_not_come((due, closed_at) in moments(), (_, now) in moments(), submitted in option::of(moments())) {
        let plain = Course::owed(due, submitted.map(|(_, at)| at));
        let closed = Course { closed_at: Some(closed_at), ..plain };
        let (without, with) = (judge(now, &plain), judge(now, &closed));
        if submitted.is_some() || now < closed_at {
            prop_assert_eq!(with, without);
        } else {
            prop_assert_eq!(with.timeliness, Closed);
        }
    }
}
