//! What loading a list would change, decided without touching anything.
//!
//! A unit whose code, name, kind, level and parent are unchanged stays. Every other living unit of the listed provinces ends on
//! the day of the act, and the list's new units begin on it. Each unit that ends at a level the list still has leaves its history to
//! exactly one heir, found in `merged_from`.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    LineFault,
    check::check,
    known::Known,
    origin::Origins,
    row::{Place, Row},
};
use crate::{
    access::{Level, UnitId},
    territory::{lineage, unit},
    text,
};

/// The legal act a list follows: since when it holds, and its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act {
    pub valid_from: NaiveDate,
    pub legal_basis: String,
}

/// The changes a list makes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// New units, each after its parent.
    pub opened: Vec<unit::Model>,
    /// Units that end, as they were.
    pub closed: Vec<unit::Model>,
    pub lineage: Vec<lineage::Model>,
    /// How many listed units stay as they are.
    pub unchanged: usize,
}

impl Plan {
    pub fn is_empty(&self) -> bool {
        self.opened.is_empty() && self.closed.is_empty() && self.lineage.is_empty()
    }
}

/// The plan for `rows` by `act`, or everything that speaks against it.
pub fn plan(known: &Known, rows: &[Row], act: &Act) -> Result<Plan, Vec<LineFault>> {
    let faults = check(rows);
    let Some(first) = rows.first().filter(|_| faults.is_empty()) else {
        return Err(faults);
    };
    if act.valid_from < independence() {
        let message = format!("the nation begins on {}; no unit is older", independence());
        return Err(vec![first.place.fault(None, message)]);
    }
    let tree = Tree::of(known, rows, act);
    let origins = Origins::of(known, rows, act, &tree.ids);
    let area = known.under(&provinces(known, rows) | &origins.provinces());
    let current = known.on(act.valid_from);
    let ends = |unit: &&unit::Model| area.contains(&unit.id) && !tree.kept.contains(&unit.id);
    let closed: Vec<unit::Model> = current.values().copied().filter(ends).cloned().collect();
    let plan = Plan {
        lineage: origins.lineage(known, act, &tree.kept),
        unchanged: tree.kept.len(),
        opened: tree.opened,
        closed,
    };
    let mut faults = origins.faults(&area, &tree.kept);
    faults.extend(without_heir(&plan, rows, &first.place));
    faults.extend(codes_taken(&plan, rows, &current));
    faults.extend(out_of_order(&plan, known, &area, act, &first.place));
    match faults.is_empty() {
        true => Ok(plan),
        false => Err(faults),
    }
}

/// Every unit of the listed provinces, of whatever time, hangs under one of these.
fn provinces(known: &Known, rows: &[Row]) -> BTreeSet<UnitId> {
    let listed: BTreeSet<&str> = rows
        .iter()
        .filter(|row| row.level == Level::Province)
        .map(|row| row.code.as_str())
        .collect();
    let units = known.units.iter();
    units
        .filter(|unit| unit.level == Level::Province && listed.contains(unit.code.as_str()))
        .map(|unit| unit.id)
        .collect()
}

/// The listed units with their ids: those that stay and those that begin.
struct Tree {
    ids: BTreeMap<String, UnitId>,
    kept: BTreeSet<UnitId>,
    opened: Vec<unit::Model>,
}

impl Tree {
    fn of(known: &Known, rows: &[Row], act: &Act) -> Self {
        let current = known.on(act.valid_from);
        let nation = known.nation().cloned();
        let mut tree = Self {
            ids: BTreeMap::new(),
            kept: BTreeSet::new(),
            opened: Vec::new(),
        };
        let root = nation.map_or_else(
            || {
                let made = new_nation();
                let id = made.id;
                tree.opened.push(made);
                id
            },
            |nation| nation.id,
        );
        let mut by_level: Vec<&Row> = rows.iter().collect();
        by_level.sort_by_key(|row| row.level);
        for row in by_level {
            let parent = row.parent_code.as_ref().and_then(|code| tree.ids.get(code));
            let unit = new_unit(row, parent.copied().unwrap_or(root), act);
            let same = current.get(row.code.as_str()).filter(|old| is_same(old, &unit));
            let id = same.map_or(unit.id, |old| old.id);
            tree.ids.insert(row.code.clone(), id);
            match same {
                Some(_) => _ = tree.kept.insert(id),
                None => tree.opened.push(unit),
            }
        }
        tree
    }
}

fn is_same(old: &unit::Model, new: &unit::Model) -> bool {
    let of = |unit: &unit::Model| (unit.name.clone(), unit.kind.clone(), unit.level, unit.parent_id);
    of(old) == of(new)
}

fn new_unit(row: &Row, parent: UnitId, act: &Act) -> unit::Model {
    unit::Model {
        id: unit::id_of(&row.code, act.valid_from),
        code: row.code.clone(),
        name_fold: text::fold(&row.name),
        name_sort: text::sort_key(&row.name),
        name: row.name.clone(),
        kind: row.kind.clone(),
        level: row.level,
        parent_id: Some(parent),
        valid_from: act.valid_from,
        valid_to: None,
        legal_basis: Some(act.legal_basis.clone()),
        version: 1,
    }
}

/// The Declaration of Independence.
fn independence() -> NaiveDate {
    NaiveDate::from_ymd_opt(1945, 9, 2).unwrap_or_default()
}

fn new_nation() -> unit::Model {
    const NAME: &str = "Việt Nam";
    unit::Model {
        id: unit::id_of("VN", independence()),
        code: "VN".to_owned(),
        name: NAME.to_owned(),
        name_fold: text::fold(NAME),
        name_sort: text::sort_key(NAME),
        kind: "Nước".to_owned(),
        level: Level::Nation,
        parent_id: None,
        valid_from: independence(),
        valid_to: None,
        legal_basis: Some("Tuyên ngôn độc lập".to_owned()),
        version: 1,
    }
}

/// A unit of a tier that goes on must leave its history to somebody.
fn without_heir(plan: &Plan, rows: &[Row], place: &Place) -> Vec<LineFault> {
    let goes_on: BTreeSet<Level> = rows.iter().map(|row| row.level).collect();
    let inherited: BTreeSet<UnitId> = plan
        .lineage
        .iter()
        .filter(|l| l.heir)
        .map(|l| l.predecessor_id)
        .collect();
    let ending = plan.closed.iter();
    ending
        .filter(|unit| goes_on.contains(&unit.level) && !inherited.contains(&unit.id))
        .map(|unit| {
            let message = format!(
                "{} ({}) would end without an heir: no line names it",
                unit.full_name(),
                unit.code
            );
            place.fault(Some("merged_from"), message)
        })
        .collect()
}

/// A code belongs to one living unit at a time, and a unit's id to one code and day.
fn codes_taken(plan: &Plan, rows: &[Row], current: &BTreeMap<&str, &unit::Model>) -> Vec<LineFault> {
    let ending: BTreeSet<UnitId> = plan.closed.iter().map(|unit| unit.id).collect();
    let opened: BTreeSet<&str> = plan.opened.iter().map(|unit| unit.code.as_str()).collect();
    let begin = rows.iter().filter(|row| opened.contains(row.code.as_str()));
    begin
        .filter_map(|row| {
            let holder = current.get(row.code.as_str())?;
            let message = match ending.contains(&holder.id) {
                false => format!("{} of another province holds this code", holder.full_name()),
                true if plan.opened.iter().any(|unit| unit.id == holder.id) => {
                    format!(
                        "{} was loaded for this same day; a list does not change it",
                        holder.full_name()
                    )
                }
                true => return None,
            };
            Some(row.place.fault(Some("code"), message))
        })
        .collect()
}

/// Lists are loaded in the order of their days: history is not rewritten.
fn out_of_order(plan: &Plan, known: &Known, area: &BTreeSet<UnitId>, act: &Act, place: &Place) -> Option<LineFault> {
    let later = |unit: &unit::Model| {
        let ends_later = unit.valid_to.is_some_and(|end| end > act.valid_from);
        area.contains(&unit.id) && (unit.valid_from > act.valid_from || ends_later)
    };
    let one = known
        .units
        .iter()
        .find(|unit| later(unit))
        .filter(|_| !plan.is_empty())?;
    let day = one
        .valid_to
        .filter(|end| *end > act.valid_from)
        .unwrap_or(one.valid_from);
    Some(place.fault(
        None,
        format!(
            "a list valid from {day} was loaded already: {} changed then",
            one.full_name()
        ),
    ))
}
