//! What becomes of the organisations: decided from the lines of the act, the plan of the units and the organisations there are.

mod check;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    act::{OrganisationLine, ReorganisationLines},
    units::UnitPlan,
};
use crate::{
    access::{Level, OrganisationId, OrganisationKind, UnitId},
    http::Result,
    organisation::organisation::Model,
    territory::unit,
    text,
};

/// The organisations as the act finds them.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// Those in reach that have not ended.
    pub bodies: &'a [Model],
    /// Units in reach that stand after the act, and their level.
    pub levels: &'a BTreeMap<UnitId, Level>,
    pub units: &'a UnitPlan,
}

/// What carries the act out: its day, its name, and when it is recorded.
#[derive(Clone, Copy)]
pub struct Occasion<'a> {
    pub on: NaiveDate,
    pub legal_basis: &'a str,
    pub at: DateTime<Utc>,
    /// Gives new bodies their ids: the same for a rehearsal as for the act.
    pub id_of: &'a dyn Fn(OrganisationKind, UnitId) -> OrganisationId,
}

/// The changes of organisations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BodyPlan {
    pub opened: Vec<Model>,
    pub closed: Vec<Closed>,
    pub passed: Vec<Passed>,
}

/// A body that closes, and who goes on with its work.
#[derive(Clone, Debug, PartialEq)]
pub struct Closed {
    pub before: Model,
    pub after: Model,
    pub successor: Option<OrganisationId>,
    /// The successor goes by its code and identifiers.
    pub leaves_its_names: bool,
}

/// A body that comes to another unit or another manager.
#[derive(Clone, Debug, PartialEq)]
pub struct Passed {
    pub before: Model,
    pub after: Model,
}

/// Every unit has at most one of each of these, and the heir's is their successor.
const GOVERNING: [OrganisationKind; 3] = [
    OrganisationKind::PeopleCommittee,
    OrganisationKind::PeopleCouncil,
    OrganisationKind::FatherlandFront,
];

/// The plan, or all that speaks against it.
pub fn plan(standing: Standing<'_>, lines: &ReorganisationLines, occasion: Occasion<'_>) -> Result<BodyPlan> {
    let planning = Planning::of(standing, lines, occasion);
    planning.check()?;
    let opened = planning.opened();
    let outcome = Outcome {
        closing: planning.closing(&opened),
        committees: planning.committees(&opened),
    };
    let mut plan = BodyPlan {
        opened,
        ..BodyPlan::default()
    };
    for body in standing.bodies {
        match outcome.closing.get(&body.id) {
            Some(successor) => plan.closed.push(Closed {
                before: body.clone(),
                after: planning.closed(body),
                successor: *successor,
                leaves_its_names: false,
            }),
            None => plan.passed.extend(planning.passed(&outcome, body)),
        }
    }
    planning.fitting(&plan)?;
    plan.named_by_their_only_predecessor();
    planning.circle(&plan)?;
    Ok(plan)
}

/// The organisations by id and the lines by what they name, so that each is looked up once.
struct Planning<'a> {
    standing: Standing<'a>,
    lines: &'a ReorganisationLines,
    occasion: Occasion<'a>,
    by_id: BTreeMap<OrganisationId, &'a Model>,
    /// The first line that names an organisation.
    by_name: BTreeMap<OrganisationId, usize>,
    /// The lines of a kind, in their order.
    by_kind: BTreeMap<OrganisationKind, Vec<usize>>,
    levels_before: BTreeMap<UnitId, Level>,
}

/// Who closes and goes on as whom, and the committee of each unit afterwards.
struct Outcome {
    closing: BTreeMap<OrganisationId, Option<OrganisationId>>,
    committees: BTreeMap<UnitId, OrganisationId>,
}

impl<'a> Planning<'a> {
    fn of(standing: Standing<'a>, lines: &'a ReorganisationLines, occasion: Occasion<'a>) -> Self {
        let mut by_name = BTreeMap::new();
        let mut by_kind: BTreeMap<OrganisationKind, Vec<usize>> = BTreeMap::new();
        for (index, line) in lines.organisations.iter().enumerate() {
            if let Some(id) = line.organisation {
                by_name.entry(id).or_insert(index);
            }
            if let Some(kind) = line.kind {
                by_kind.entry(kind).or_default().push(index);
            }
        }
        let closed = standing.units.closed.iter();
        Self {
            by_id: standing.bodies.iter().map(|body| (body.id, body)).collect(),
            levels_before: closed.map(|unit| (unit.id, unit.level)).collect(),
            standing,
            lines,
            occasion,
            by_name,
            by_kind,
        }
    }

    /// The first line that names an organisation: one by its id wherever it stands, one by its kind among those that the act touches.
    fn line_of(&self, body: &Model) -> Option<&'a OrganisationLine> {
        self.line(self.index_of(body)?)
    }

    fn index_of(&self, body: &Model) -> Option<usize> {
        let of_kind = || {
            let mut lines = self.by_kind.get(&body.kind)?.iter().copied();
            lines.find(|index| self.line(*index).is_some_and(|line| self.suits(line, body)))
        };
        let named = self.by_name.get(&body.id).copied();
        let of_kind = if self.by_kind.contains_key(&body.kind) && self.touched(body) {
            of_kind()
        } else {
            None
        };
        [named, of_kind].into_iter().flatten().min()
    }

    fn line(&self, index: usize) -> Option<&'a OrganisationLine> {
        self.lines.organisations.get(index)
    }

    fn touched(&self, body: &Model) -> bool {
        let manager = body.managed_by.and_then(|id| self.by_id.get(&id));
        let ends = |unit| self.standing.units.closes(unit);
        ends(body.unit_id) || manager.is_some_and(|manager| ends(manager.unit_id))
    }

    fn suits(&self, line: &OrganisationLine, body: &Model) -> bool {
        let level = self
            .levels_before
            .get(&body.unit_id)
            .or_else(|| self.standing.levels.get(&body.unit_id));
        (line.sector.is_none() || line.sector == body.sector) && (line.level.is_none() || line.level.as_ref() == level)
    }

    /// The committee, Council and Front of each new unit, where one it came of had such a body.
    fn opened(&self) -> Vec<Model> {
        let mut had: BTreeMap<UnitId, BTreeSet<OrganisationKind>> = BTreeMap::new();
        for body in self
            .standing
            .bodies
            .iter()
            .filter(|body| GOVERNING.contains(&body.kind))
        {
            had.entry(body.unit_id).or_default().insert(body.kind);
        }
        let mut wanted: BTreeSet<(UnitId, OrganisationKind)> = BTreeSet::new();
        for line in &self.standing.units.lineage {
            let kinds = had.get(&line.predecessor_id).into_iter().flatten();
            wanted.extend(kinds.map(|kind| (line.successor_id, *kind)));
        }
        let units = self.standing.units.opened.iter();
        units
            .flat_map(|unit| GOVERNING.map(|kind| (unit, kind)))
            .filter(|(unit, kind)| wanted.contains(&(unit.id, *kind)))
            .map(|(unit, kind)| body_of(unit, kind, self.occasion))
            .collect()
    }

    /// Organs of a unit end with it; whatever else stands there goes on, unless the act says otherwise.
    fn closes(&self, body: &Model) -> bool {
        use OrganisationKind as Kind;
        let organ =
            GOVERNING.contains(&body.kind) || matches!(body.kind, Kind::CouncilCommittee | Kind::CommuneDivision);
        match self.line_of(body) {
            Some(line) => line.closes,
            None => organ && self.standing.units.closes(body.unit_id),
        }
    }

    fn closing(&self, opened: &[Model]) -> BTreeMap<OrganisationId, Option<OrganisationId>> {
        let new: BTreeMap<(UnitId, OrganisationKind), OrganisationId> =
            opened.iter().map(|body| ((body.unit_id, body.kind), body.id)).collect();
        let successor = |body: &Model| {
            let heir = self.standing.units.heir_of(body.unit_id)?;
            new.get(&(heir, body.kind)).copied()
        };
        let bodies = self.standing.bodies.iter().filter(|body| self.closes(body));
        bodies.map(|body| (body.id, successor(body))).collect()
    }

    /// The committee of each unit after the act.
    fn committees(&self, opened: &[Model]) -> BTreeMap<UnitId, OrganisationId> {
        let staying = self
            .standing
            .bodies
            .iter()
            .filter(|body| !self.standing.units.closes(body.unit_id));
        let committees = staying
            .chain(opened)
            .filter(|body| body.kind == OrganisationKind::PeopleCommittee);
        committees.map(|body| (body.unit_id, body.id)).collect()
    }

    /// It ends on the day of the act; one that began later, on the day after it began.
    fn closed(&self, body: &Model) -> Model {
        let next_day = body.valid_from.succ_opt().unwrap_or(body.valid_from);
        Model {
            valid_to: Some(self.occasion.on.max(next_day)),
            close_reason: Some(self.occasion.legal_basis.to_owned()),
            ..body.clone()
        }
    }

    /// A body that goes on, where the act changes anything for it.
    fn passed(&self, outcome: &Outcome, body: &Model) -> Option<Passed> {
        let line = self.line_of(body);
        let answering = || self.standing.units.answering(body.unit_id);
        let unit_id = line.and_then(|line| line.to_unit).unwrap_or_else(answering);
        let follows = || match (outcome.closing.get(&body.managed_by?), body.kind) {
            (None, _) => body.managed_by,
            (Some(Some(successor)), _) => Some(*successor),
            // A board whose union is gone is the Front's, and never the committee's that it watches.
            (Some(None), OrganisationKind::InspectionBoard) => None,
            (Some(None), _) => outcome
                .committees
                .get(&unit_id)
                .copied()
                .filter(|committee| *committee != body.id),
        };
        let managed_by = line.and_then(|line| line.to_manager).or_else(follows);
        let after = Model {
            unit_id,
            managed_by,
            ..body.clone()
        };
        (after != *body).then(|| Passed {
            before: body.clone(),
            after,
        })
    }
}

impl BodyPlan {
    /// What other programs know a body by passes to the one that goes on with its work alone, as where a unit changes its name only.
    fn named_by_their_only_predecessor(&mut self) {
        let mut predecessors: BTreeMap<OrganisationId, Vec<usize>> = BTreeMap::new();
        for (index, closed) in self.closed.iter().enumerate() {
            if let Some(successor) = closed.successor {
                predecessors.entry(successor).or_default().push(index);
            }
        }
        for body in &mut self.opened {
            let only = predecessors
                .get(&body.id)
                .filter(|all| all.len() == 1)
                .and_then(|all| all.first());
            if let Some(closed) = only.and_then(|index| self.closed.get_mut(*index)) {
                body.code = closed.after.code.take();
                closed.leaves_its_names = true;
            }
        }
    }
}

fn body_of(unit: &unit::Model, kind: OrganisationKind, occasion: Occasion<'_>) -> Model {
    let name = format!("{} {}", governing_name(kind), unit.said());
    Model {
        id: (occasion.id_of)(kind, unit.id),
        code: None,
        name_fold: text::fold(&name),
        name_sort: text::sort_key(&name),
        name,
        kind,
        sector: None,
        unit_id: unit.id,
        origin_unit_id: unit.id,
        managed_by: None,
        follows_parent: false,
        work_year_start: 1,
        valid_from: occasion.on,
        valid_to: None,
        legal_basis: Some(occasion.legal_basis.to_owned()),
        close_reason: None,
        created_at: occasion.at,
        version: 1,
    }
}

/// What the body of a unit is called, before the unit's own name.
pub const fn governing_name(kind: OrganisationKind) -> &'static str {
    match kind {
        OrganisationKind::PeopleCouncil => "Hội đồng nhân dân",
        OrganisationKind::FatherlandFront => "Ủy ban Mặt trận Tổ quốc Việt Nam",
        _ => "Ủy ban nhân dân",
    }
}
