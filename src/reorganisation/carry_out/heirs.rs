//! Who answers for what a body had, once the act is carried out.

use std::collections::BTreeMap;

use crate::{
    access::{OrganisationId, UnitId},
    reorganisation::bodies::BodyPlan,
};

/// Somebody in a unit.
pub type Place = (OrganisationId, UnitId);

/// The bodies that the act touches, and who answers for what they had; nobody where none goes on with their work.
pub struct Heirs {
    closed: BTreeMap<OrganisationId, Option<Place>>,
    moved: BTreeMap<OrganisationId, Place>,
}

impl Heirs {
    pub fn of(plan: &BodyPlan, committees: &BTreeMap<UnitId, OrganisationId>) -> Self {
        let standing = committees.iter().map(|(unit, body)| (*body, *unit));
        let opened = plan.opened.iter().map(|body| (body.id, body.unit_id));
        let places: BTreeMap<OrganisationId, UnitId> = standing.chain(opened).collect();
        let heir = |body: OrganisationId| Some((body, *places.get(&body)?));
        let closed = plan.closed.iter();
        let passed = plan.passed.iter();
        Self {
            closed: closed
                .map(|closed| (closed.before.id, closed.successor.and_then(heir)))
                .collect(),
            moved: passed
                .map(|passed| (passed.after.id, (passed.after.id, passed.after.unit_id)))
                .collect(),
        }
    }

    /// All bodies that close or move.
    pub fn bodies(&self) -> Vec<OrganisationId> {
        self.closed.keys().chain(self.moved.keys()).copied().collect()
    }

    /// Where a body has moved.
    pub fn moved(&self, body: OrganisationId) -> Option<Place> {
        self.moved.get(&body).copied()
    }

    /// The body that goes on with the work of one: itself unless it closes.
    pub fn heir(&self, body: OrganisationId) -> OrganisationId {
        self.answering(body).map_or(body, |(heir, _)| heir)
    }

    /// The unit that answers for what a body does in the work of another, where the act touches either.
    pub fn unit(&self, body: OrganisationId, host: OrganisationId) -> Option<UnitId> {
        let place = self.moved(body).or_else(|| self.answering(host));
        place.map(|(_, unit)| unit)
    }

    /// Who answers for what a body had that goes on: itself where it moved, else its heir.
    pub fn answering(&self, body: OrganisationId) -> Option<Place> {
        self.moved(body).or_else(|| self.closed.get(&body).copied().flatten())
    }
}
