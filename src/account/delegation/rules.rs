//! What can be delegated, for how long, and when it ends: pure decisions.

use chrono::{Days, NaiveDate};

use super::entity::Model;
use crate::{
    access::{Delegate, Effect, Permission, Role, Rule},
    http::{Code, Problem, Result},
};

/// The longest time a delegation holds.
const LONGEST: Days = Days::new(366);

/// Whether a permission is a leader's to hand on: what changes something, and not the handing on itself.
pub fn can_be_delegated(rule: &Rule) -> bool {
    rule.roles.contains(&Role::Leader) && rule.effect == Effect::Write && rule.name != Delegate::NAME
}

/// 422 for a time that begins before today, ends before it begins, or is longer than a year.
pub fn within_reason(from: NaiveDate, to: NaiveDate, today: NaiveDate) -> Result<()> {
    if from < today {
        return Err(Problem::invalid(
            "/valid_from",
            "out_of_range",
            "Không ủy quyền cho thời gian đã qua.",
            "Nothing is delegated for days gone by.",
        ));
    }
    let latest = from.checked_add_days(LONGEST).unwrap_or(from);
    match to > from && to <= latest {
        true => Ok(()),
        false => Err(Problem::invalid(
            "/valid_to",
            "out_of_range",
            format!("Sau ngày bắt đầu, không quá {latest}."),
            format!("After the first day, {latest} at the latest."),
        )),
    }
}

/// Ends a delegation: from today, or before it began.
pub fn end(row: &mut Model, reason: &str, today: NaiveDate) -> Result<()> {
    if row.end_reason.is_some() || row.valid_to <= today {
        return Err(Problem::new(Code::StateForbids).detail("Ủy quyền đã kết thúc.", "The delegation has ended."));
    }
    row.valid_to = today.max(row.valid_from);
    row.end_reason = Some(reason.to_owned());
    Ok(())
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("2026-01-10", "2026-01-11", None)]
    #[case("2026-01-09", "2026-01-11", Some("/valid_from"))]
    #[case("2026-01-10", "2026-01-10", Some("/valid_to"))]
    #[case("2026-01-10", "2027-01-11", None)]
    #[case("2026-01-10", "2027-01-12", Some("/valid_to"))]
    fn a_delegation_begins_today_or_later_and_lasts_a_year_at_most(
        #[case] from: &str,
        #[case] to: &str,
        #[case] refused: Option<&str>,
    ) {
        let day = |text: &str| text.parse().unwrap();
        let told = within_reason(day(from), day(to), day("2026-01-10"));
        let place = told.err().map(|problem| format!("{:?}", problem.faults));
        assert_eq!(place.is_some(), refused.is_some());
        assert!(refused.is_none_or(|pointer| place.is_some_and(|place| place.contains(pointer))));
    }
}
