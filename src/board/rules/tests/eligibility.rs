//! Who may be a member, and elected by how many.

use rstest::rstest;

use super::*;
use crate::board::kind::Standing;

/// Law 10/2022 Art. 37.2, 42.2, 60.2, 77.2: each excludes others.
#[rstest]
#[case(Standing::CommuneOfficial, [true, true, false, false])]
#[case(Standing::NonProfessional, [true, false, false, false])]
#[case(Standing::NotResident, [true, true, false, false])]
#[case(Standing::ProjectRelative, [false, true, false, false])]
#[case(Standing::Head, [false, false, true, false])]
#[case(Standing::DeputyHead, [false, false, true, false])]
#[case(Standing::ChiefAccountant, [false, false, true, true])]
#[case(Standing::NotStaff, [false, false, true, true])]
#[case(Standing::AuthorisedRepresentative, [false, false, false, true])]
#[case(Standing::Management, [false, false, false, true])]
fn each_board_excludes_its_own(#[case] standing: Standing, #[case] expected: [bool; 4]) {
    let kinds = [
        Kind::CommunePeopleInspectorate,
        Kind::CommunityInvestmentSupervision,
        Kind::AgencyPeopleInspectorate,
        Kind::EnterprisePeopleInspectorate,
    ];
    assert_eq!(kinds.map(|kind| standing.excluded_by(kind).is_some()), expected);
}

#[test]
fn who_is_excluded_blocks_declared_or_on_record() {
    let board = board(Kind::CommunePeopleInspectorate, "2025-10-01", Some("2030-10-01"));
    let mut all = inspectorate(5, 5);
    all[1].standing = Standings(vec![Standing::CommuneOfficial]);
    assert_eq!(found(&board, &all, 5), [(Code::NotEligible, BLOCKS)]);
    all[1].standing = Standings::default();
    let villages: Vec<Place> = (0..5)
        .map(|number| Place {
            id: village(number),
            lives: true,
            successor: None,
        })
        .collect();
    let ground = Ground {
        today: day("2025-11-01"),
        villages: &villages,
        holders: &[all[2].person_id],
        strangers: &[],
        outsiders: &[],
    };
    let told = findings(&board, &all, &ground);
    assert_eq!(
        told.iter().map(|finding| finding.member_id).collect::<Vec<_>>(),
        [Some(all[2].id)]
    );
}

/// Law 10/2022 Art. 21.1: more than half of *all* households; Art. 51.2c, 69.2c: more than half of those at the conference.
#[rstest]
#[case::half_of_the_households(Kind::CommunePeopleInspectorate, 60, false)]
#[case::one_more(Kind::CommunePeopleInspectorate, 61, true)]
#[case::half_of_those_there(Kind::AgencyPeopleInspectorate, 50, false)]
#[case::one_more_of_those_there(Kind::AgencyPeopleInspectorate, 51, true)]
#[case::in_an_enterprise(Kind::EnterprisePeopleInspectorate, 50, false)]
fn a_member_has_a_majority(#[case] kind: Kind, #[case] in_favour: u32, #[case] carried: bool) {
    let mut all = match kind {
        Kind::CommunePeopleInspectorate => inspectorate(5, 5),
        _ => staff(3),
    };
    all[1].choice = Choice {
        households: (kind == Kind::CommunePeopleInspectorate).then_some(120),
        present: Some(100),
        in_favour: Some(in_favour),
        ..all[1].choice
    };
    let to = match kind {
        Kind::CommunePeopleInspectorate => "2030-10-01",
        _ => "2027-10-01",
    };
    let expected: &[(Code, Weight)] = if carried { &[] } else { &[(Code::NoMajority, BLOCKS)] };
    assert_eq!(found(&board(kind, "2025-10-01", Some(to)), &all, 5), expected);
}
