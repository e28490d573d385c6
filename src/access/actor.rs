//! Who acts, and how far they see. A caller has one, and so has every change they make.

use std::sync::Arc;

use super::{Identity, Kernel, Owner, Permission, Reach, Scope, scope::ScopePlace};
use crate::clock::Clocks;

/// A verified person under a permission they hold.
#[derive(Clone)]
pub struct Actor {
    pub(super) kernel: Arc<Kernel>,
    pub(super) identity: Arc<Identity>,
    pub(super) scope: Scope,
    pub(super) reach: Reach,
    pub(super) request_id: Option<String>,
}

impl Actor {
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    pub fn scope(&self) -> &Scope {
        &self.scope
    }

    /// In whose name the caller acts: that of the committee that gave the mandate, else its own organisation's.
    pub fn principal(&self) -> Owner {
        match (self.scope.acting_for, self.scope.place) {
            (Some(organisation), ScopePlace::Unit { root, .. }) => Owner {
                organisation,
                unit: root,
            },
            _ => Owner {
                organisation: self.identity.organisation,
                unit: self.identity.unit,
            },
        }
    }

    pub fn clocks(&self) -> Clocks {
        self.kernel.clocks
    }

    pub fn kernel(&self) -> &Arc<Kernel> {
        &self.kernel
    }

    /// Whether the caller also holds `Q`; for `allowed_actions`.
    pub fn may<Q: Permission>(&self) -> bool {
        self.kernel.permissions.allow::<Q>(&self.identity).is_ok()
    }
}
