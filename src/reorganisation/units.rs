//! What becomes of the units: decided from the act and the map alone.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{
    act::{OpenedUnit, ReorganisationLines},
    faults::Faults,
};
use crate::{
    access::{Level, UnitId},
    http::Result,
    territory::{lineage, load::Known, unit},
    text,
};

/// The map as the act finds it.
#[derive(Clone, Copy, Debug)]
pub struct Ground<'a> {
    /// The units in reach, of all times, with their lineage.
    pub known: &'a Known,
    /// The unit whose committee carries the act out; it stays.
    pub root: UnitId,
    /// Living units elsewhere that bear a code the act gives out.
    pub codes_elsewhere: &'a BTreeSet<String>,
}

/// The changes of units.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct UnitPlan {
    /// Each after its parent.
    pub opened: Vec<unit::Model>,
    /// As they were.
    pub closed: Vec<unit::Model>,
    pub lineage: Vec<lineage::Model>,
    parents: BTreeMap<UnitId, UnitId>,
    heirs: BTreeMap<UnitId, UnitId>,
    ending: BTreeSet<UnitId>,
}

impl UnitPlan {
    pub fn closes(&self, unit: UnitId) -> bool {
        self.ending.contains(&unit)
    }

    /// The unit that inherits from one that closes; none for a tier that ends.
    pub fn heir_of(&self, unit: UnitId) -> Option<UnitId> {
        self.heirs.get(&unit).copied()
    }

    /// The unit that answers for `unit` after the act: itself, its heir, or the unit above.
    pub fn answering(&self, unit: UnitId) -> UnitId {
        let mut at = unit;
        // Every step leads to a successor or upward, so this ends.
        for _ in 0..=self.closed.len() {
            match (self.closes(at), self.heirs.get(&at).or_else(|| self.parents.get(&at))) {
                (true, Some(next)) => at = *next,
                _ => break,
            }
        }
        at
    }
}

/// The plan, or all that speaks against it.
pub fn plan(ground: Ground<'_>, lines: &ReorganisationLines, on: NaiveDate, legal_basis: &str) -> Result<UnitPlan> {
    let mut check = Check::new(ground, lines, on);
    for (index, opened) in lines.opened.iter().enumerate() {
        check.opened(index, opened);
    }
    for (index, unit) in lines.abolished.iter().enumerate() {
        check.ending(format!("/abolished/{index}"), *unit, Ending::Abolished);
    }
    check.heirs();
    check.tiers();
    check.left_behind();
    if lines.opened.is_empty() && lines.abolished.is_empty() && lines.organisations.is_empty() {
        check.faults.add(
            "/opened",
            "nothing",
            "Văn bản phải sắp xếp ít nhất một đơn vị hoặc tổ chức.",
            "The act changes nothing.",
        );
    }
    let plan = check.plan(legal_basis);
    check.faults.refuse()?;
    Ok(plan)
}

/// How a unit is named by the act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ending {
    Abolished,
    Passes { to: UnitId, heir: bool },
    Remains,
}

struct Check<'a> {
    lines: &'a ReorganisationLines,
    root: UnitId,
    on: NaiveDate,
    known: BTreeMap<UnitId, &'a unit::Model>,
    codes_elsewhere: &'a BTreeSet<String>,
    /// The units that the act as a whole ends.
    ending: BTreeSet<UnitId>,
    /// How each unit the act names ends, with the place that says so.
    named: BTreeMap<UnitId, Vec<(String, Ending)>>,
    faults: Faults,
}

impl<'a> Check<'a> {
    fn new(ground: Ground<'a>, lines: &'a ReorganisationLines, on: NaiveDate) -> Self {
        Self {
            lines,
            root: ground.root,
            on,
            known: ground.known.units.iter().map(|unit| (unit.id, unit)).collect(),
            codes_elsewhere: ground.codes_elsewhere,
            ending: lines.ending().collect(),
            named: BTreeMap::new(),
            faults: Faults::none(),
        }
    }

    fn id_of(&self, opened: &OpenedUnit) -> UnitId {
        unit::id_of(opened.code.as_str(), self.on)
    }

    fn opened(&mut self, index: usize, opened: &OpenedUnit) {
        let at = |field: &str| format!("/opened/{index}/{field}");
        let id = self.id_of(opened);
        let twin = self.lines.opened.iter().position(|other| other.code == opened.code);
        let mut staying = self.known.values().filter(|unit| self.stays(unit));
        let borne = staying.any(|unit| unit.code == opened.code.as_str());
        if twin != Some(index)
            || borne
            || self.known.contains_key(&id)
            || self.codes_elsewhere.contains(opened.code.as_str())
        {
            self.faults.add(
                at("code"),
                "taken",
                "Mã này đã cấp cho đơn vị khác.",
                "Another unit has this code.",
            );
        }
        if let Err((vi, en)) = self.parent(opened) {
            self.faults.add(at("parent_code"), "unsuited", vi, en);
        }
        if opened.came_of.is_empty() || opened.came_of.len() > 100 {
            let (vi, en) = ("Từ 1 đến 100 đơn vị trước sắp xếp.", "From 1 to 100 units before.");
            self.faults.add(at("came_of"), "out_of_range", vi, en);
        }
        for (part, of) in opened.came_of.iter().enumerate() {
            let pointer = format!("/opened/{index}/came_of/{part}");
            let twice = opened.came_of.iter().position(|other| other.unit == of.unit) != Some(part);
            if twice {
                self.faults.add(
                    format!("{pointer}/unit"),
                    "twice",
                    "Đơn vị nêu hai lần.",
                    "The unit is named twice.",
                );
                continue;
            }
            let ending = match of.remains {
                true => Ending::Remains,
                false => Ending::Passes { to: id, heir: of.heir },
            };
            self.ending(pointer, of.unit, ending);
        }
    }

    /// Whether a unit lives on after the act, as known now.
    fn stays(&self, unit: &unit::Model) -> bool {
        unit.valid_to.is_none() && !self.ending.contains(&unit.id)
    }

    /// The parent's id; it must stand from that day on and be of a higher level.
    fn parent(&self, opened: &OpenedUnit) -> std::result::Result<UnitId, (&'static str, &'static str)> {
        let code = opened.parent_code.as_str();
        let new = self.lines.opened.iter().find(|other| other.code.as_str() == code);
        let old = || {
            self.known
                .values()
                .find(|unit| unit.code == code && unit.exists_on(self.on) && self.stays(unit))
        };
        let found = match new {
            Some(new) => Some((self.id_of(new), new.level)),
            None => old().map(|unit| (unit.id, unit.level)),
        };
        match found {
            None => Err((
                "Không có đơn vị mang mã này từ ngày đó.",
                "No unit bears this code from that day on.",
            )),
            Some((_, level)) if level >= opened.level => Err((
                "Đơn vị cấp trên phải ở cấp cao hơn.",
                "The unit above must be of a higher level.",
            )),
            Some((id, _)) => Ok(id),
        }
    }

    fn ending(&mut self, pointer: String, id: UnitId, ending: Ending) {
        let field = match ending {
            Ending::Abolished => pointer.clone(),
            Ending::Passes { .. } | Ending::Remains => format!("{pointer}/unit"),
        };
        let Some(unit) = self.known.get(&id).copied() else {
            return self.faults.add(
                field,
                "unknown",
                "Không có đơn vị này trong phạm vi.",
                "There is no such unit in your scope.",
            );
        };
        if id == self.root {
            return self.faults.add(
                field,
                "own_unit",
                "Không thể tự kết thúc đơn vị mình.",
                "A unit cannot end itself.",
            );
        }
        if unit.valid_from >= self.on {
            let (vi, en) = (
                format!("Đơn vị này mới có từ {}.", unit.valid_from),
                format!("It begins on {} only.", unit.valid_from),
            );
            return self.faults.add(field, "before_its_beginning", vi, en);
        }
        if let Some(end) = unit.valid_to {
            let (vi, en) = (
                format!("Đơn vị này đã kết thúc từ {end}."),
                format!("It ended on {end}."),
            );
            return self.faults.add(field, "ended", vi, en);
        }
        self.named.entry(id).or_default().push((pointer, ending));
    }

    /// What ends goes either to nobody or to one heir, and what remains has none.
    fn heirs(&mut self) {
        let named = std::mem::take(&mut self.named);
        for ways in named.values() {
            let Some((pointer, first)) = ways.first() else { continue };
            let alike = |(_, way): &&(String, Ending)| std::mem::discriminant(way) == std::mem::discriminant(first);
            if let Some((other, _)) = ways.iter().find(|way| !alike(way)) {
                let (vi, en) = (
                    "Đơn vị vừa kết thúc vừa còn lại, hoặc vừa bỏ vừa sáp nhập.",
                    "The unit cannot both end and remain, nor both be abolished and pass on.",
                );
                self.faults.add(other, "contradiction", vi, en);
                continue;
            }
            if *first == Ending::Abolished && ways.len() > 1 {
                self.faults
                    .add(pointer, "twice", "Đơn vị nêu hai lần.", "The unit is named twice.");
            }
            let heirs = ways
                .iter()
                .filter(|(_, way)| matches!(way, Ending::Passes { heir: true, .. }))
                .count();
            let divided = matches!(first, Ending::Passes { .. }) && ways.len() > 1;
            if heirs > 1 || (divided && heirs != 1) {
                let (vi, en) = (
                    "Đơn vị chia cho nhiều nơi phải có đúng một nơi kế thừa.",
                    "A unit that goes to several leaves its history to exactly one heir.",
                );
                self.faults.add(format!("{pointer}/heir"), "one_heir", vi, en);
            }
        }
        self.named = named;
    }

    /// Only a tier as a whole ends without heirs.
    fn tiers(&mut self) {
        let standing = self
            .known
            .values()
            .filter(|unit| self.stays(unit))
            .map(|unit| unit.level);
        let levels: BTreeSet<Level> = standing
            .chain(self.lines.opened.iter().map(|opened| opened.level))
            .collect();
        let goes_on = |id: &UnitId| self.known.get(id).is_some_and(|unit| levels.contains(&unit.level));
        let abolished = (0_usize..).zip(&self.lines.abolished);
        let wrong: Vec<usize> = abolished
            .filter(|(_, id)| goes_on(id))
            .map(|(index, _)| index)
            .collect();
        for index in wrong {
            let (vi, en) = (
                "Cấp này vẫn còn: đơn vị kết thúc phải có đơn vị kế thừa.",
                "This tier goes on: a unit of it that ends has an heir.",
            );
            self.faults.add(format!("/abolished/{index}"), "without_heir", vi, en);
        }
    }

    /// Whatever lies in a unit that ends must end or be moved too.
    fn left_behind(&mut self) {
        let ends = |id: &UnitId| self.ending.contains(id);
        let left: Vec<String> = self
            .known
            .values()
            .filter(|unit| unit.valid_to.is_none() && unit.parent_id.as_ref().is_some_and(ends) && !ends(&unit.id))
            .map(|unit| unit.full_name())
            .collect();
        if let Some(one) = left.first() {
            let more = left.len();
            let vi = format!("{more} đơn vị trực thuộc chưa được sắp xếp, trong đó có {one}.");
            let en = format!("{more} units under those that end are left out, {one} among them.");
            self.faults.add("/opened", "left_behind", vi, en);
        }
    }

    fn plan(&self, legal_basis: &str) -> UnitPlan {
        let mut opened: Vec<unit::Model> = self
            .lines
            .opened
            .iter()
            .map(|line| self.unit(line, legal_basis))
            .collect();
        opened.sort_by_key(|unit| unit.level);
        let closed: Vec<unit::Model> = self
            .known
            .values()
            .filter(|unit| self.ending.contains(&unit.id))
            .map(|unit| (*unit).clone())
            .collect();
        let lineage: Vec<lineage::Model> = self
            .lines
            .opened
            .iter()
            .flat_map(|line| line.came_of.iter().map(|of| (self.id_of(line), *of)))
            .map(|(successor_id, of)| lineage::Model {
                predecessor_id: of.unit,
                successor_id,
                heir: !of.remains && (of.heir || self.named.get(&of.unit).is_some_and(|ways| ways.len() == 1)),
                effective_on: self.on,
                legal_basis: Some(legal_basis.to_owned()),
            })
            .collect();
        let above = self.known.values().copied().chain(&opened);
        UnitPlan {
            parents: above.filter_map(|unit| Some((unit.id, unit.parent_id?))).collect(),
            heirs: lineage
                .iter()
                .filter(|line| line.heir)
                .map(|line| (line.predecessor_id, line.successor_id))
                .collect(),
            ending: closed.iter().map(|unit| unit.id).collect(),
            opened,
            closed,
            lineage,
        }
    }

    fn unit(&self, line: &OpenedUnit, legal_basis: &str) -> unit::Model {
        unit::Model {
            id: self.id_of(line),
            code: line.code.to_string(),
            name_fold: text::fold(line.name.as_str()),
            name_sort: text::sort_key(line.name.as_str()),
            name: line.name.to_string(),
            kind: line.kind.to_string(),
            level: line.level,
            parent_id: self.parent(line).ok(),
            valid_from: self.on,
            valid_to: None,
            legal_basis: Some(legal_basis.to_owned()),
            version: 1,
        }
    }
}
