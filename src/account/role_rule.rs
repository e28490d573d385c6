//! Which roles a post may have: the organisation's kind decides.

use crate::access::{Capacity, OrganisationKind, Role};

/// Whether a post in an organisation of this kind may have this role.
pub fn suits(role: Role, kind: OrganisationKind) -> bool {
    match role {
        Role::Overseer => kind.capacity() == Capacity::Overseer,
        Role::Board => kind == OrganisationKind::InspectionBoard,
        // Boards and communities are people, not agencies with accounts of their own to look after.
        Role::Administrator => !matches!(kind, OrganisationKind::InspectionBoard | OrganisationKind::Community),
        Role::Officer | Role::Leader => true,
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;
    use crate::access::{OrganisationKind as Kind, Role as R};

    #[rstest]
    #[case(Kind::PeopleCommittee, &[R::Administrator, R::Officer, R::Leader])]
    #[case(Kind::PeopleCouncil, &[R::Administrator, R::Officer, R::Leader, R::Overseer])]
    #[case(Kind::CouncilCommittee, &[R::Administrator, R::Officer, R::Leader, R::Overseer])]
    #[case(Kind::FatherlandFront, &[R::Administrator, R::Officer, R::Leader, R::Overseer])]
    #[case(Kind::ProvincialDepartment, &[R::Administrator, R::Officer, R::Leader])]
    #[case(Kind::PublicServiceUnit, &[R::Administrator, R::Officer, R::Leader])]
    #[case(Kind::InspectionBoard, &[R::Officer, R::Leader, R::Board])]
    #[case(Kind::Community, &[R::Officer, R::Leader])]
    fn roles_suit_the_kind(#[case] kind: Kind, #[case] expected: &[R]) {
        let all = [R::Administrator, R::Officer, R::Leader, R::Overseer, R::Board];
        let suiting: Vec<R> = all.into_iter().filter(|role| suits(*role, kind)).collect();
        assert_eq!(suiting, expected);
    }
}
