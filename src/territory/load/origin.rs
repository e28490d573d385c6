//! What new units came of: `merged_from` as lineage, with the one heir of each unit that ends.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Act, LineFault,
    known::Known,
    row::{Origin, Row},
};
use crate::{
    access::{Level, UnitId},
    territory::{lineage, unit},
};

/// A predecessor as one row names it.
struct Named<'r> {
    row: &'r Row,
    origin: &'r Origin,
    predecessor: &'r unit::Model,
    successor: UnitId,
}

/// All that the rows came of.
pub struct Origins<'r> {
    named: Vec<Named<'r>>,
    unknown: Vec<LineFault>,
}

impl<'r> Origins<'r> {
    /// Looks the predecessors up among the units of the day before the act.
    pub fn of(known: &'r Known, rows: &'r [Row], act: &Act, ids: &BTreeMap<String, UnitId>) -> Self {
        let before = act.valid_from.pred_opt().map(|day| known.on(day)).unwrap_or_default();
        let mut origins = Self {
            named: Vec::new(),
            unknown: Vec::new(),
        };
        for row in rows {
            let Some(successor) = ids.get(&row.code).copied() else {
                continue;
            };
            for origin in &row.merged_from {
                match find(&before, origin) {
                    Ok(predecessor) => origins.named.push(Named {
                        row,
                        origin,
                        predecessor,
                        successor,
                    }),
                    Err(message) => origins.unknown.push(row.place.fault(Some("merged_from"), message)),
                }
            }
        }
        // A unit that stays has not come of itself.
        origins.named.retain(|named| named.predecessor.id != named.successor);
        origins
    }

    /// Provinces that merge into a listed one.
    pub fn provinces(&self) -> BTreeSet<UnitId> {
        let units = self.named.iter().map(|named| named.predecessor);
        units
            .filter(|unit| unit.level == Level::Province)
            .map(|unit| unit.id)
            .collect()
    }

    /// The lines that are not yet in the register. A unit that lives on has no heir.
    pub fn lineage(&self, known: &Known, act: &Act, kept: &BTreeSet<UnitId>) -> Vec<lineage::Model> {
        let written: BTreeSet<(UnitId, UnitId)> = known
            .lineage
            .iter()
            .map(|line| (line.predecessor_id, line.successor_id))
            .collect();
        let of = self.by_predecessor();
        self.named
            .iter()
            .filter(|named| !written.contains(&(named.predecessor.id, named.successor)))
            .map(|named| lineage::Model {
                predecessor_id: named.predecessor.id,
                successor_id: named.successor,
                heir: !kept.contains(&named.predecessor.id)
                    && (named.origin.marked_heir || of.get(&named.predecessor.id).is_some_and(|all| all.len() == 1)),
                effective_on: act.valid_from,
                legal_basis: Some(act.legal_basis.clone()),
            })
            .collect()
    }

    /// Predecessors that cannot be found, lie elsewhere, or are left to nobody or to several.
    pub fn faults(&self, area: &BTreeSet<UnitId>, kept: &BTreeSet<UnitId>) -> Vec<LineFault> {
        let elsewhere = self
            .named
            .iter()
            .filter(|named| !area.contains(&named.predecessor.id))
            .map(|named| {
                let message = format!("`{}` is of a province that is not listed", named.origin.code);
                named.row.place.fault(Some("merged_from"), message)
            });
        let divided = self
            .by_predecessor()
            .into_values()
            .filter_map(|all| divided(&all, kept));
        self.unknown.iter().cloned().chain(elsewhere).chain(divided).collect()
    }

    fn by_predecessor(&self) -> BTreeMap<UnitId, Vec<&Named<'r>>> {
        let mut of: BTreeMap<UnitId, Vec<&Named<'r>>> = BTreeMap::new();
        for named in &self.named {
            of.entry(named.predecessor.id).or_default().push(named);
        }
        of
    }
}

fn find<'u>(before: &BTreeMap<&str, &'u unit::Model>, origin: &Origin) -> Result<&'u unit::Model, String> {
    match before.get(origin.code.as_str()) {
        None => Err(format!("no unit had the code `{}` on the day before", origin.code)),
        Some(unit) if unit.full_name() != origin.full_name => Err(format!(
            "`{}` was {}, not {}",
            origin.code,
            unit.full_name(),
            origin.full_name
        )),
        Some(unit) => Ok(unit),
    }
}

/// A unit that ends and goes to several has one of them marked as its heir.
fn divided(all: &[&Named<'_>], kept: &BTreeSet<UnitId>) -> Option<LineFault> {
    let marked = all.iter().filter(|named| named.origin.marked_heir).count();
    let first = all
        .first()
        .filter(|named| all.len() > 1 && marked != 1 && !kept.contains(&named.predecessor.id))?;
    let message = format!(
        "`{}` goes to {} units: mark its one heir with `*`, as in `{}:{}*`",
        first.origin.code,
        all.len(),
        first.origin.code,
        first.origin.full_name
    );
    Some(first.row.place.fault(Some("merged_from"), message))
}
