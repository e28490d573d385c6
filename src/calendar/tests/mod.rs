mod deadline;
mod period;
mod working_day;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{Holidays, PeriodKey};

fn day(text: &str) -> NaiveDate {
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
