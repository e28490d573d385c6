//! What may be done with a reorganisation, and when.

use chrono::{Days, NaiveDate};
use serde::Serialize;
use utoipa::ToSchema;

use super::{act::ReorganisationLines, entity::Model, faults::Faults};
use crate::http::{Code, Problem, Result};

/// How far ahead an act may take effect.
const AHEAD: Days = Days::new(366);
/// More of a kind than any act has.
const MOST: usize = 1000;

/// Việc có thể làm tiếp với văn bản sắp xếp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReorganisationAction {
    /// Sửa.
    Change,
    /// Chạy thử.
    Preview,
    /// Thực hiện.
    Apply,
}

/// 409 once it was carried out.
pub fn still_a_draft(row: &Model) -> Result<()> {
    match row.applied_at {
        None => Ok(()),
        Some(_) => Err(Problem::new(Code::StateForbids).detail(
            "Việc sắp xếp đã được thực hiện.",
            "The reorganisation has been carried out.",
        )),
    }
}

/// 409 before its day: until then everything stands as it was.
pub fn in_force(row: &Model, today: NaiveDate) -> Result<()> {
    match row.effective_on <= today {
        true => Ok(()),
        false => Err(Problem::new(Code::StateForbids).detail(
            format!("Văn bản có hiệu lực từ {}.", row.effective_on),
            format!("The act takes effect on {}.", row.effective_on),
        )),
    }
}

/// 422 for a day that no act can have.
pub fn plausible(on: NaiveDate, today: NaiveDate) -> Result<()> {
    let earliest = NaiveDate::from_ymd_opt(1945, 9, 2).unwrap_or_default();
    let latest = today.checked_add_days(AHEAD).unwrap_or(today);
    match (earliest..=latest).contains(&on) {
        true => Ok(()),
        false => Err(Problem::invalid(
            "/effective_on",
            "out_of_range",
            format!("Ngày phải từ {earliest} đến {latest}."),
            format!("The day must lie between {earliest} and {latest}."),
        )),
    }
}

/// 422 where documents are to be replaced before the act takes effect.
pub fn in_time(lines: &ReorganisationLines, effective_on: NaiveDate) -> Result<()> {
    match lines.documents_by.is_none_or(|last| last >= effective_on) {
        true => Ok(()),
        false => Err(Problem::invalid(
            "/lines/documents_by",
            "out_of_range",
            "Không được trước ngày có hiệu lực.",
            "It must not come before the act takes effect.",
        )),
    }
}

/// 422 for more lines of a kind than an act may have.
pub fn bounded(lines: &ReorganisationLines) -> Result<()> {
    let kinds = [
        ("/opened", lines.opened.len()),
        ("/abolished", lines.abolished.len()),
        ("/organisations", lines.organisations.len()),
        ("/villages", lines.villages.len()),
    ];
    let mut faults = Faults::none();
    for (pointer, _) in kinds.into_iter().filter(|(_, many)| *many > MOST) {
        faults.add(
            pointer,
            "out_of_range",
            format!("Tối đa {MOST}."),
            format!("At most {MOST}."),
        );
    }
    faults.refuse()
}
