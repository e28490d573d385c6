//! Days in the order in which things happen.

use chrono::NaiveDate;

use crate::{
    http::{Code, Problem, Result},
    said::in_english,
};

/// What a step comes after, in both languages, and the article that says so.
pub type Lawful = (&'static str, &'static str, &'static str);

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

/// As [`in_order`], naming the article that says what comes first.
pub fn follows(
    pointer: &'static str,
    day: NaiveDate,
    first: Option<NaiveDate>,
    today: NaiveDate,
    (_, _, article): Lawful,
) -> Result<()> {
    match first.filter(|first| day < *first) {
        None => in_order(pointer, day, None, today),
        Some(first) => Err(out_of_range(
            pointer,
            format!("Không được trước ngày {first} ({article})."),
            format!("It must not come before {first} ({}).", in_english(article)),
        )),
    }
}

/// 422 for what is in force before it is signed, or has expired before it is in force.
pub fn in_force(signed_on: NaiveDate, in_force_on: NaiveDate, expires_on: Option<NaiveDate>) -> Result<()> {
    if in_force_on < signed_on {
        return Err(out_of_range(
            "/in_force_on",
            format!("Không được trước ngày ký, thông qua {signed_on}."),
            format!("It must not come before it is signed or adopted, on {signed_on}."),
        ));
    }
    match expires_on.is_some_and(|end| end <= in_force_on) {
        true => Err(out_of_range(
            "/expires_on",
            "Phải sau ngày có hiệu lực.".to_owned(),
            "It must come after it enters into force.".to_owned(),
        )),
        false => Ok(()),
    }
}

/// 409 for a step that is not the next: what it comes after, and the article that says so.
pub fn out_of_step((vi, en, article): Lawful) -> Problem {
    let english = in_english(article);
    Problem::new(Code::StateForbids).detail(format!("{vi} ({article})."), format!("{en} ({english})."))
}

/// A day or a number that lies wrong.
pub fn out_of_range(pointer: &'static str, vi: String, en: String) -> Problem {
    Problem::invalid(pointer, "out_of_range", vi, en)
}
