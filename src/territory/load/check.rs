//! What must hold of a list by itself, whatever is in the register: every code once, every unit under one of a higher level.

use std::collections::BTreeMap;

use super::{LineFault, row::Row};
use crate::access::Level;

/// The faults of the rows among each other.
pub fn check(rows: &[Row]) -> Vec<LineFault> {
    let mut first: BTreeMap<&str, &Row> = BTreeMap::new();
    let mut faults = Vec::new();
    for row in rows {
        if let Some(earlier) = first.get(row.code.as_str()) {
            let place = &earlier.place;
            let message = format!("`{}` is already on {}:{}", row.code, place.file, place.line);
            faults.push(row.place.fault(Some("code"), message));
        } else {
            first.insert(&row.code, row);
        }
    }
    faults.extend(rows.iter().filter_map(|row| misplaced(row, &first)));
    faults
}

/// A parent of a higher level for all but provinces; so no unit can lie under itself.
fn misplaced(row: &Row, rows: &BTreeMap<&str, &Row>) -> Option<LineFault> {
    let refuse = |message: String| Some(row.place.fault(Some("parent_code"), message));
    match (&row.parent_code, row.level) {
        (None, Level::Province) => None,
        (Some(_), Level::Province) => refuse("a province has no parent here".to_owned()),
        (None, _) => refuse("is missing: only a province has none".to_owned()),
        (Some(code), level) => match rows.get(code.as_str()) {
            None => refuse(format!("no line has the code `{code}`")),
            Some(parent) if parent.level >= level => refuse(format!("`{code}` is not of a higher level")),
            Some(_) => None,
        },
    }
}
