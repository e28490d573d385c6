//! Who answers for what organisations had that close or move.

use std::collections::BTreeMap;

use crate::access::{OrganisationId, UnitId};

/// Somebody in a unit.
pub type Place = (OrganisationId, UnitId);

/// Organisations that close or move, and who answers for what they had; nobody where none goes on with their work.
pub struct Heirs {
    closed: BTreeMap<OrganisationId, Option<Place>>,
    moved: BTreeMap<OrganisationId, Place>,
}

impl Heirs {
    /// Who goes on with the work of those that close, and where the others have moved.
    pub const fn of(closed: BTreeMap<OrganisationId, Option<Place>>, moved: BTreeMap<OrganisationId, Place>) -> Self {
        Self { closed, moved }
    }

    /// All organisations that close or move.
    pub fn bodies(&self) -> Vec<OrganisationId> {
        self.closed.keys().chain(self.moved.keys()).copied().collect()
    }

    /// Those that close.
    pub fn closed(&self) -> Vec<OrganisationId> {
        self.closed.keys().copied().collect()
    }

    /// Those that move, by the unit they move to.
    pub fn moves(&self) -> BTreeMap<UnitId, Vec<OrganisationId>> {
        let mut moves: BTreeMap<UnitId, Vec<OrganisationId>> = BTreeMap::new();
        for (body, (_, unit)) in &self.moved {
            moves.entry(*unit).or_default().push(*body);
        }
        moves
    }

    /// Where an organisation has moved.
    pub fn moved(&self, body: OrganisationId) -> Option<Place> {
        self.moved.get(&body).copied()
    }

    /// Whether an organisation closes and nobody goes on with its work.
    pub fn is_heirless(&self, body: OrganisationId) -> bool {
        self.closed.get(&body).is_some_and(Option::is_none)
    }

    /// The organisation that goes on with the work of one: itself unless it closes.
    pub fn heir(&self, body: OrganisationId) -> OrganisationId {
        self.answering(body).map_or(body, |(heir, _)| heir)
    }

    /// The unit that answers for what an organisation does in the work of another, where either closes or moves.
    pub fn unit(&self, body: OrganisationId, host: OrganisationId) -> Option<UnitId> {
        let place = self.moved(body).or_else(|| self.answering(host));
        place.map(|(_, unit)| unit)
    }

    /// Who answers for what an organisation had that goes on: itself where it moved, else its heir.
    pub fn answering(&self, body: OrganisationId) -> Option<Place> {
        self.moved(body).or_else(|| self.closed.get(&body).copied().flatten())
    }
}
