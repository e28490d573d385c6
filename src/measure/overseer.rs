//! Who oversees how the resolution is carried out.

use crate::access::OrganisationKind;

/// Whether it oversees: Councils, their committees, the Front and socio-political organisations (Resolution 75 Art. 6.2, 6.3).
pub const fn oversees(kind: OrganisationKind) -> bool {
    matches!(
        kind,
        OrganisationKind::PeopleCouncil
            | OrganisationKind::CouncilCommittee
            | OrganisationKind::FatherlandFront
            | OrganisationKind::SocioPoliticalOrganisation
            | OrganisationKind::TradeUnion
    )
}
