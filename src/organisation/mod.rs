//! Organisations: committees, councils, the Front, departments, public service units, enterprises and other bodies; and the
//! mandates committees give.

pub mod identifier;
pub mod mandate;
#[expect(clippy::module_inception, reason = "the record the feature is named after")]
pub mod organisation;
pub mod organisation_lineage;
pub mod organisation_reach;
pub mod staff;
