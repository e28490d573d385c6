mod deadline;
mod nationwide;
mod period;
mod time_of_day;
mod timeliness;
mod working_day;

use chrono::{DateTime, Days, NaiveDate, Utc};
use proptest::{collection::vec, prelude::*};

use super::{DayKind, Holidays, PeriodKey};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn instant(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn key(text: &str) -> PeriodKey {
    text.parse().unwrap()
}

fn built_in() -> Holidays {
    Holidays::built_in().unwrap()
}

/// Any day the built-in list covers.
fn days() -> impl Strategy<Value = NaiveDate> {
    (0_u64..1826).prop_map(|count| day("2023-01-01") + Days::new(count))
}

/// Days around which counting goes wrong: Tết, the longest chains of days off, swaps, the ends of years, leap days.
fn boundary_days() -> impl Strategy<Value = NaiveDate> {
    let around = vec![
        "2023-01-20",
        "2024-02-08",
        "2024-02-29",
        "2024-04-27",
        "2025-01-25",
        "2025-04-30",
        "2026-01-01",
        "2026-02-14",
        "2026-08-29",
        "2026-12-31",
        "2027-02-04",
        "2027-05-01",
        "2028-02-29",
    ];
    (prop::sample::select(around), 0_u64..24).prop_map(|(date, offset)| day(date) - Days::new(12) + Days::new(offset))
}

/// The built-in list with more on top: runs of up to forty days off or worked, wherever they fall.
fn calendars() -> impl Strategy<Value = Holidays> {
    let kind = prop_oneof![Just(DayKind::Holiday), Just(DayKind::Working)];
    let run = (days(), 1_u64..40, kind).prop_map(|(first, length, kind)| {
        (0..length)
            .map(|offset| (first + Days::new(offset), kind))
            .collect::<Vec<_>>()
    });
    vec(run, 0..6).prop_map(|runs| {
        let built_in = super::nationwide()
            .unwrap()
            .into_iter()
            .map(|listed| (listed.day, listed.kind));
        built_in.chain(runs.into_iter().flatten()).collect()
    })
}
