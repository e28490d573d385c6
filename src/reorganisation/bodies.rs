//! What becomes of the organisations: decided from the lines of the act, the plan of the units and the organisations there are.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    act::{OrganisationLine, ReorganisationLines},
    faults::Faults,
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

impl BodyPlan {
    /// A body as the act leaves it; none when the act does not touch it.
    pub fn after(&self, id: OrganisationId) -> Option<&Model> {
        let closed = self.closed.iter().map(|closed| &closed.after);
        let mut all = closed.chain(self.passed.iter().map(|passed| &passed.after));
        all.find(|body| body.id == id)
    }
}

/// A body that closes, and who goes on with its work.
#[derive(Clone, Debug, PartialEq)]
pub struct Closed {
    pub before: Model,
    pub after: Model,
    pub successor: Option<OrganisationId>,
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
    check(standing, lines)?;
    let opened = opened(standing, occasion);
    let closing: BTreeMap<OrganisationId, Option<OrganisationId>> = standing
        .bodies
        .iter()
        .filter(|body| closes(standing, lines, body))
        .map(|body| (body.id, successor(standing.units, body, &opened)))
        .collect();
    let mut plan = BodyPlan {
        opened,
        ..BodyPlan::default()
    };
    for body in standing.bodies {
        match closing.get(&body.id) {
            Some(successor) => plan.closed.push(Closed {
                before: body.clone(),
                after: closed(body, occasion),
                successor: *successor,
            }),
            None => plan
                .passed
                .extend(passed(standing, lines, &closing, &plan.opened, body)),
        }
    }
    unmanaged_by_themselves(standing, &plan)?;
    Ok(plan)
}

/// The committee, Council and Front of each new unit, where one it came of had such a body.
fn opened(standing: Standing<'_>, occasion: Occasion<'_>) -> Vec<Model> {
    let had: BTreeSet<(UnitId, OrganisationKind)> = standing
        .bodies
        .iter()
        .filter(|body| GOVERNING.contains(&body.kind))
        .flat_map(|body| {
            let of = standing
                .units
                .lineage
                .iter()
                .filter(|line| line.predecessor_id == body.unit_id);
            of.map(|line| (line.successor_id, body.kind))
        })
        .collect();
    let units = standing.units.opened.iter();
    units
        .flat_map(|unit| GOVERNING.map(|kind| (unit, kind)))
        .filter(|(unit, kind)| had.contains(&(unit.id, *kind)))
        .map(|(unit, kind)| body_of(unit, kind, occasion))
        .collect()
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

/// Organs of a unit end with it; whatever else stands there goes on, unless the act says otherwise.
fn closes(standing: Standing<'_>, lines: &ReorganisationLines, body: &Model) -> bool {
    use OrganisationKind as Kind;
    let organ = matches!(
        body.kind,
        Kind::PeopleCommittee
            | Kind::PeopleCouncil
            | Kind::FatherlandFront
            | Kind::CouncilCommittee
            | Kind::CommuneDivision
    );
    match line_of(standing, lines, body) {
        Some(line) => line.closes,
        None => organ && standing.units.closes(body.unit_id),
    }
}

fn successor(units: &UnitPlan, body: &Model, opened: &[Model]) -> Option<OrganisationId> {
    let heir = units.heir_of(body.unit_id)?;
    opened
        .iter()
        .find(|new| new.unit_id == heir && new.kind == body.kind)
        .map(|new| new.id)
}

/// The first line that names an organisation: one by its id wherever it stands, one by its kind among those that the act touches.
fn line_of<'l>(standing: Standing<'_>, lines: &'l ReorganisationLines, body: &Model) -> Option<&'l OrganisationLine> {
    lines.organisations.iter().find(|line| match line.organisation {
        Some(id) => id == body.id,
        None => touched(standing, body) && suits(standing, line, body),
    })
}

fn touched(standing: Standing<'_>, body: &Model) -> bool {
    let manager = body
        .managed_by
        .and_then(|id| standing.bodies.iter().find(|other| other.id == id));
    standing.units.closes(body.unit_id) || manager.is_some_and(|manager| standing.units.closes(manager.unit_id))
}

fn suits(standing: Standing<'_>, line: &OrganisationLine, body: &Model) -> bool {
    let level = || {
        standing
            .units
            .closed
            .iter()
            .find(|unit| unit.id == body.unit_id)
            .map(|unit| unit.level)
    };
    let level = || level().or_else(|| standing.levels.get(&body.unit_id).copied());
    line.kind == Some(body.kind)
        && (line.sector.is_none() || line.sector == body.sector)
        && (line.level.is_none() || line.level == level())
}

fn closed(body: &Model, occasion: Occasion<'_>) -> Model {
    Model {
        valid_to: Some(occasion.on),
        close_reason: Some(occasion.legal_basis.to_owned()),
        ..body.clone()
    }
}

/// A body that goes on, where the act changes anything for it.
fn passed(
    standing: Standing<'_>,
    lines: &ReorganisationLines,
    closing: &BTreeMap<OrganisationId, Option<OrganisationId>>,
    opened: &[Model],
    body: &Model,
) -> Option<Passed> {
    let line = line_of(standing, lines, body);
    let unit_id = line
        .and_then(|line| line.to_unit)
        .unwrap_or_else(|| standing.units.answering(body.unit_id));
    let follows = || match closing.get(&body.managed_by?) {
        None => body.managed_by,
        Some(Some(successor)) => Some(*successor),
        Some(None) => committee_of(standing, closing, opened, unit_id).filter(|committee| *committee != body.id),
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

/// The committee of a unit after the act.
fn committee_of(
    standing: Standing<'_>,
    closing: &BTreeMap<OrganisationId, Option<OrganisationId>>,
    opened: &[Model],
    unit: UnitId,
) -> Option<OrganisationId> {
    let all = opened
        .iter()
        .chain(standing.bodies.iter().filter(|body| !closing.contains_key(&body.id)));
    let mut here = all.filter(|body| body.kind == OrganisationKind::PeopleCommittee && body.unit_id == unit);
    here.next().map(|body| body.id)
}

/// Each line names one organisation or a kind, and somewhere it can go.
fn check(standing: Standing<'_>, lines: &ReorganisationLines) -> Result<()> {
    let mut faults = Faults::none();
    let known = |id: OrganisationId| standing.bodies.iter().any(|body| body.id == id);
    for (index, line) in lines.organisations.iter().enumerate() {
        let at = |field: &str| format!("/organisations/{index}/{field}");
        if line.organisation.is_some() == line.kind.is_some() {
            faults.add(
                format!("/organisations/{index}"),
                "one_of",
                "Nêu một cơ quan hoặc một loại cơ quan.",
                "Name an organisation or a kind, one of the two.",
            );
        }
        if line.organisation.is_some_and(|id| !known(id)) {
            faults.add(
                at("organisation"),
                "unknown",
                "Không có cơ quan này đang hoạt động trong phạm vi.",
                "No such organisation lives in your scope.",
            );
        }
        let governing = |body: &Model| GOVERNING.contains(&body.kind) && standing.units.closes(body.unit_id);
        let named = line
            .organisation
            .and_then(|id| standing.bodies.iter().find(|body| body.id == id));
        if line.kind.is_some_and(|kind| GOVERNING.contains(&kind)) || named.is_some_and(governing) {
            faults.add(
                format!("/organisations/{index}"),
                "unsuited",
                "Ủy ban, Hội đồng, Mặt trận theo đơn vị hành chính.",
                "Committees, Councils and Fronts follow their unit.",
            );
        }
        if line.closes == (line.to_unit.is_some() || line.to_manager.is_some()) {
            faults.add(
                format!("/organisations/{index}/closes"),
                "one_of",
                "Kết thúc, hoặc chuyển về đơn vị hay cơ quan khác.",
                "Either they close, or they pass to a unit or a manager.",
            );
        }
        if line.to_unit.is_some_and(|unit| !standing.levels.contains_key(&unit)) {
            faults.add(
                at("to_unit"),
                "unknown",
                "Không có đơn vị này sau sắp xếp.",
                "There is no such unit after the act.",
            );
        }
        let new = |id: OrganisationId| {
            standing
                .bodies
                .iter()
                .any(|body| body.id == id && !closes(standing, lines, body))
        };
        if line
            .to_manager
            .is_some_and(|id| !new(id) || line.organisation == Some(id))
        {
            faults.add(
                at("to_manager"),
                "unknown",
                "Cơ quan này không có hoặc kết thúc theo văn bản.",
                "There is no such organisation, or the act closes it.",
            );
        }
    }
    faults.refuse()
}

/// 422 where an organisation would come to manage itself, however indirectly.
fn unmanaged_by_themselves(standing: Standing<'_>, plan: &BodyPlan) -> Result<()> {
    let mut managers: BTreeMap<OrganisationId, OrganisationId> = standing
        .bodies
        .iter()
        .filter_map(|body| Some((body.id, body.managed_by?)))
        .collect();
    for Passed { after, .. } in &plan.passed {
        match after.managed_by {
            Some(manager) => _ = managers.insert(after.id, manager),
            None => _ = managers.remove(&after.id),
        }
    }
    let above = |id: &OrganisationId| std::iter::successors(Some(*id), |at| managers.get(at).copied());
    let circle = plan.passed.iter().any(|passed| {
        above(&passed.after.id)
            .skip(1)
            .take(managers.len() + 1)
            .any(|id| id == passed.after.id)
    });
    let mut faults = Faults::none();
    if circle {
        let (vi, en) = (
            "Có cơ quan lại do chính mình quản lý.",
            "An organisation would come to manage itself.",
        );
        faults.add("/organisations", "circle", vi, en);
    }
    faults.refuse()
}
