//! Sáp nhập thôn, tổ dân phố: what one village goes into, be it new or there already, decided from the rows and the day alone.

use chrono::NaiveDate;

use super::village;
use crate::{
    access::VillageId,
    http::{Code, Problem, Result},
};

/// How many villages may be merged into one at once.
const MOST_MERGED: usize = 20;

/// 422 for a merger without the Council's resolution, of too many villages, or that names one twice.
pub fn mergeable(new: &village::Model, came_of: &[VillageId]) -> Result<()> {
    let repeated = (1..came_of.len()).any(|at| {
        came_of
            .get(..at)
            .is_some_and(|before| came_of.get(at).is_some_and(|id| before.contains(id)))
    });
    match (came_of.is_empty(), new.legal_basis.is_some()) {
        (false, _) if repeated || came_of.len() > MOST_MERGED => Err(Problem::invalid(
            "/came_of",
            "out_of_range",
            format!("Tối đa {MOST_MERGED}, không lặp lại."),
            format!("At most {MOST_MERGED}, none twice."),
        )),
        (false, false) => Err(Problem::invalid(
            "/legal_basis",
            "required",
            "Sáp nhập phải có nghị quyết của Hội đồng nhân dân xã.",
            "A merger needs the resolution of the commune's Council.",
        )),
        _ => Ok(()),
    }
}

/// A village that ends as it is merged into a new one; 422 where it has ended or is to, begins no earlier, or another of `merged` goes into it later.
pub fn merge(
    before: &village::Model,
    into: &village::Model,
    merged: &[village::Model],
    pointer: &str,
) -> Result<village::Model> {
    if before.valid_to.is_some() || before.valid_from >= into.valid_from {
        return Err(Problem::invalid(
            pointer,
            "ended",
            "Thôn, tổ dân phố đã kết thúc hoặc đã có ngày kết thúc, hoặc chưa có trước ngày sáp nhập.",
            "The village has ended or is to end, or does not exist before the merger.",
        ));
    }
    outlasts(before, into.valid_from, merged, pointer)?;
    Ok(village::Model {
        valid_to: Some(into.valid_from),
        close_reason: into.legal_basis.clone(),
        successor_id: Some(into.id),
        ..before.clone()
    })
}

/// 409 for another end of a village that goes into a new one, which has it in its record: that one begins on the very day.
pub fn goes_into_a_new_one(row: &village::Model, others: &[village::Model]) -> Result<()> {
    let into = others.iter().find(|other| row.successor_id == Some(other.id));
    match into.filter(|into| row.valid_to == Some(into.valid_from)) {
        None => Ok(()),
        Some(into) => Err(Problem::new(Code::StateForbids).detail(
            format!(
                "Thôn, tổ dân phố sáp nhập vào thôn, tổ dân phố mới từ ngày {}.",
                into.valid_from
            ),
            format!("The village goes into a new one that begins on {}.", into.valid_from),
        )),
    }
}

/// 422 unless the village that another goes into is one of `others`, of the same commune, and there on the day.
pub fn receives(row: &village::Model, into: VillageId, on: NaiveDate, others: &[village::Model]) -> Result<()> {
    const POINTER: &str = "/merged_into";
    if into == row.id {
        return Err(Problem::invalid(
            POINTER,
            "unsuited",
            "Thôn, tổ dân phố không sáp nhập vào chính nó.",
            "A village is not merged into itself.",
        ));
    }
    let known = others.iter().find(|other| other.id == into);
    let known = known.filter(|other| other.unit_id == row.unit_id);
    let known = known.ok_or_else(|| Problem::unknown_reference(POINTER))?;
    match known.exists_on(on) {
        true => Ok(()),
        false => Err(Problem::invalid(
            POINTER,
            "ended",
            format!("Thôn, tổ dân phố nhận sáp nhập không có vào ngày {on}."),
            format!("The village that receives it does not exist on {on}."),
        )),
    }
}

/// 422 for the end of a village before the day on which another goes into it. So each ends no later than the one it goes into, and no chain comes round.
pub fn outlasts(row: &village::Model, on: NaiveDate, others: &[village::Model], pointer: &str) -> Result<()> {
    let merged = others.iter().filter(|other| other.successor_id == Some(row.id));
    let last = merged.filter_map(|other| other.valid_to).max();
    match last.filter(|last| on < *last) {
        None => Ok(()),
        Some(last) => Err(Problem::invalid(
            pointer,
            "out_of_range",
            format!("Thôn, tổ dân phố khác sáp nhập vào đây từ ngày {last}; không được kết thúc trước ngày đó."),
            format!("Another village is merged into this one on {last}; it does not end before."),
        )),
    }
}

#[cfg(test)]
mod tests;
