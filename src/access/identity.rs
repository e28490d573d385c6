//! Who is calling: the account, the post it acts in, and the organisation it acts for, as the database knows them now.

use std::collections::BTreeMap;

use super::{
    AccountId, Feature, OrganisationId, PostId, SessionId, UnitId,
    kind::{Capacity, Level, OrganisationKind, Role},
};

/// The caller, as loaded from the database.
#[derive(Clone, Debug)]
pub struct Identity {
    pub account: AccountId,
    /// The person's name.
    pub name: String,
    pub login: String,
    pub session: SessionId,
    pub post: PostId,
    /// The post's title.
    pub post_title: String,
    pub roles: Vec<Role>,
    pub organisation: OrganisationId,
    pub organisation_name: String,
    pub kind: OrganisationKind,
    pub unit: UnitId,
    pub level: Level,
    /// The organisation or its unit has ended: history may be read, nothing changed.
    pub ended: bool,
    pub mandates: Vec<Mandate>,
    /// The organisations whose reports the caller's drafts.
    pub fills_for: Vec<OrganisationId>,
    /// What leaders of the organisation have delegated to the caller.
    pub delegations: Vec<Delegated>,
    /// The units reached from the caller's own and from those of its committees, where they are few.
    pub near: BTreeMap<UnitId, Vec<UnitId>>,
    /// A one-time password is in use: nothing but choosing one's own is allowed.
    pub must_change_password: bool,
}

/// A committee's mandate to the caller's organisation.
#[derive(Clone, Copy, Debug)]
pub struct Mandate {
    pub feature: Feature,
    pub committee: OrganisationId,
    pub unit: UnitId,
    pub level: Level,
}

/// A leader's permission, exercised by somebody else.
#[derive(Clone, Debug)]
pub struct Delegated {
    /// Its name.
    pub permission: String,
    /// The office it is of.
    pub title: String,
}

impl Identity {
    /// The delegation of a permission to the caller, if any.
    pub fn delegation(&self, permission: &str) -> Option<&Delegated> {
        self.delegations
            .iter()
            .find(|delegated| delegated.permission == permission)
    }

    /// The mandate held in a feature, if any.
    pub fn mandate(&self, feature: Feature) -> Option<&Mandate> {
        self.mandates.iter().find(|mandate| mandate.feature == feature)
    }

    pub fn capacity(&self, feature: Feature) -> Capacity {
        match (self.kind.capacity(), self.mandate(feature)) {
            (Capacity::Body, Some(_)) => Capacity::Mandated,
            (capacity, _) => capacity,
        }
    }

    /// The level the caller works at in a feature: that of the committee it acts for, else of its own unit.
    pub fn level_in(&self, feature: Feature) -> Level {
        match self.capacity(feature) {
            Capacity::Mandated => self.mandate(feature).map_or(self.level, |mandate| mandate.level),
            Capacity::Committee | Capacity::Overseer | Capacity::Body => self.level,
        }
    }
}
