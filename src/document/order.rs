//! Days in the order in which things happen.

use chrono::NaiveDate;

use crate::http::{Problem, Result};

/// 422 for what is yet to come, or comes before what it follows.
pub fn in_order(pointer: &'static str, day: NaiveDate, first: Option<NaiveDate>, today: NaiveDate) -> Result<()> {
    match (first.filter(|first| day < *first), day > today) {
        (Some(first), _) => Err(out_of_range(
            pointer,
            format!("Không được trước ngày {first}."),
            format!("It must not come before {first}."),
        )),
        (None, true) => Err(out_of_range(
            pointer,
            "Không được sau hôm nay.".to_owned(),
            "It must not come after today.".to_owned(),
        )),
        (None, false) => Ok(()),
    }
}

/// A day or a number that lies wrong.
pub fn out_of_range(pointer: &'static str, vi: String, en: String) -> Problem {
    Problem::invalid(pointer, "out_of_range", vi, en)
}
