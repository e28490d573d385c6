//! Nơi nhận báo cáo: who receives what an organisation reports, and who handles it there.
//!
//! The managing body where there is one, else the committee of the organisation's unit; for a committee, that of the unit
//! above as it stood on the day: commune → district → province until 2025-06-30, commune → province since. A board reports to the union
//! that directs it, else to the Front of its unit (NĐ 59/2023 Art. 14.3, 22.3, 26.3). A [`Directory`]
//! is read once for a day and then answers from memory, for one organisation as for ten thousand.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::FromQueryResult;

use super::{mandate, organisation};
use crate::{
    access::{Feature, OrganisationId, OrganisationKind, UnitId},
    calendar::holds,
};

mod load;
#[cfg(test)]
mod tests;

/// A unit as routing needs it.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct UnitRow {
    pub id: UnitId,
    pub parent_id: Option<UnitId>,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

/// A unit's heir: it inherits the history of a unit of its own tier that has ended.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct HeirRow {
    pub predecessor_id: UnitId,
    pub successor_id: UnitId,
}

/// A committee, a managing body or a mandated body, as routing needs it.
#[derive(Clone, Copy, Debug, FromQueryResult)]
pub struct BodyRow {
    pub id: OrganisationId,
    pub kind: OrganisationKind,
    pub unit_id: UnitId,
    pub valid_from: NaiveDate,
    pub valid_to: Option<NaiveDate>,
}

/// What a directory is made of.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    pub units: Vec<UnitRow>,
    pub heirs: Vec<HeirRow>,
    pub bodies: Vec<BodyRow>,
    pub mandates: Vec<mandate::Model>,
}

/// Committees, managing bodies and mandates as they stand on one day.
#[derive(Clone, Debug)]
pub struct Directory {
    parents: HashMap<UnitId, UnitId>,
    heirs: HashMap<UnitId, UnitId>,
    /// The living committee of each living unit.
    committees: HashMap<UnitId, OrganisationId>,
    /// The living Front of each living unit.
    fronts: HashMap<UnitId, OrganisationId>,
    /// The living bodies that others can report to.
    living: HashMap<OrganisationId, OrganisationKind>,
    mandated: HashMap<(OrganisationId, Feature), OrganisationId>,
}

impl Directory {
    /// The directory of `day`. Rows that do not hold on it are left out.
    pub fn new(day: NaiveDate, rows: Rows) -> Self {
        let standing: HashSet<UnitId> = rows
            .units
            .iter()
            .filter(|unit| holds(day, unit.valid_from, unit.valid_to))
            .map(|unit| unit.id)
            .collect();
        let bodies: Vec<&BodyRow> = rows
            .bodies
            .iter()
            .filter(|body| holds(day, body.valid_from, body.valid_to))
            .collect();
        let living: HashMap<OrganisationId, OrganisationKind> =
            bodies.iter().map(|body| (body.id, body.kind)).collect();
        let of_kind = |kind| {
            let here = bodies
                .iter()
                .filter(|body| body.kind == kind && standing.contains(&body.unit_id));
            here.map(|body| (body.unit_id, body.id)).collect()
        };
        Self {
            parents: rows
                .units
                .iter()
                .filter_map(|unit| Some((unit.id, unit.parent_id?)))
                .collect(),
            heirs: rows
                .heirs
                .iter()
                .map(|heir| (heir.predecessor_id, heir.successor_id))
                .collect(),
            committees: of_kind(OrganisationKind::PeopleCommittee),
            fronts: of_kind(OrganisationKind::FatherlandFront),
            mandated: rows
                .mandates
                .iter()
                .filter(|mandate| mandate.holds_on(day) && living.contains_key(&mandate.organisation_id))
                .map(|mandate| ((mandate.committee_id, mandate.feature), mandate.organisation_id))
                .collect(),
            living,
        }
    }

    /// Who receives what this organisation reports. None for the topmost committee, which owes nothing.
    ///
    /// A managing body that has ended gives way to the committee of the unit; for a board, to the unit's Front.
    pub fn receiver_of(&self, organisation: &organisation::Model) -> Option<OrganisationId> {
        let managing = organisation.managed_by.filter(|body| self.living.contains_key(body));
        match organisation.kind {
            OrganisationKind::PeopleCommittee => self.committee_above(organisation.unit_id),
            OrganisationKind::InspectionBoard => {
                managing.or_else(|| self.answering(&self.fronts, organisation.unit_id))
            }
            _ => managing.or_else(|| self.committee_of(organisation.unit_id)),
        }
    }

    /// What a body is that receives something.
    pub fn kind_of(&self, receiver: OrganisationId) -> Option<OrganisationKind> {
        self.living.get(&receiver).copied()
    }

    /// The body mandated by a committee for a feature.
    pub fn handled_by(&self, committee: OrganisationId, feature: Feature) -> Option<OrganisationId> {
        self.mandated.get(&(committee, feature)).copied()
    }

    /// The committee that answers for a unit: its own; when the unit has ended, its heir's; when its tier was abolished, that of
    /// the unit above.
    pub fn committee_of(&self, unit: UnitId) -> Option<OrganisationId> {
        self.answering(&self.committees, unit)
    }

    /// Among bodies by unit, the one that answers for a unit.
    fn answering(&self, bodies: &HashMap<UnitId, OrganisationId>, unit: UnitId) -> Option<OrganisationId> {
        // Every step leads to a unit that was not visited, so this ends even if the data go in a circle.
        let mut visited = HashSet::new();
        let mut at = unit;
        while visited.insert(at) {
            if let Some(body) = bodies.get(&at) {
                return Some(*body);
            }
            at = *self.heirs.get(&at).or_else(|| self.parents.get(&at))?;
        }
        None
    }

    /// The committee above a unit.
    fn committee_above(&self, unit: UnitId) -> Option<OrganisationId> {
        self.committee_of(*self.parents.get(&unit)?)
    }
}
