//! For whom one may fill, how long, and when it ends: pure decisions.

use chrono::NaiveDate;

use super::entity::Model;
use crate::{
    http::{Code, Problem, Result},
    organisation::organisation,
};

/// 422 when a leave begins before today, ends before it begins, or is given to oneself or to a stranger: it is for the body that manages
/// the organisation, or for one of its own unit.
pub fn fits(row: &Model, giver: &organisation::Model, filler: &organisation::Model, today: NaiveDate) -> Result<()> {
    let near = filler.unit_id == giver.unit_id || giver.managed_by == Some(filler.id);
    if filler.id == giver.id || !near || !filler.exists_on(row.valid_from) {
        return Err(Problem::unknown_reference("/filler_id"));
    }
    if row.valid_from < today {
        return Err(Problem::invalid(
            "/valid_from",
            "out_of_range",
            "Không giao nhập thay cho thời gian đã qua.",
            "Nothing is given for days gone by.",
        ));
    }
    match row.valid_to.is_none_or(|end| end > row.valid_from) {
        true => Ok(()),
        false => Err(Problem::invalid(
            "/valid_to",
            "out_of_range",
            "Phải sau ngày bắt đầu.",
            "It must come after the first day.",
        )),
    }
}

/// 409 when the same organisation fills on some of the same days already.
pub fn first(row: &Model, given: &[Model]) -> Result<()> {
    let meet = |other: &&Model| {
        let begins_in_time = other.valid_to.is_none_or(|end| row.valid_from < end);
        other.filler_id == row.filler_id && begins_in_time && row.valid_to.is_none_or(|end| other.valid_from < end)
    };
    match given.iter().find(meet) {
        Some(other) => Err(Problem::new(Code::AlreadyExists).existing(other.id)),
        None => Ok(()),
    }
}

/// Ends a leave: from today, or before it began.
pub fn end(row: &mut Model, reason: &str, today: NaiveDate) -> Result<()> {
    if row.end_reason.is_some() || row.valid_to.is_some_and(|end| end <= today) {
        return Err(Problem::new(Code::StateForbids).detail("Việc nhập thay đã kết thúc.", "It has ended."));
    }
    row.valid_to = Some(today.max(row.valid_from));
    row.end_reason = Some(reason.to_owned());
    Ok(())
}
