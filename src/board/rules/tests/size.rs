//! How many members a board has, and of whom.

use rstest::rstest;

use super::*;

/// Law 10/2022 Art. 36.1: as many as villages, and not fewer than five; Decree 59/2023 Art. 13.2: under five villages at most
/// five.
#[rstest]
#[case::five_of_five(5, 5, &[])]
#[case::four_of_four(4, 4, &[(Code::TooFewMembers, BLOCKS)])]
#[case::five_of_four(5, 4, &[])]
#[case::six_of_four(6, 4, &[(Code::TooManyMembers, BLOCKS)])]
#[case::four_of_five(4, 5, &[(Code::TooFewMembers, BLOCKS), (Code::VillageUnrepresented, EXPLAIN)])]
#[case::nine_of_nine(9, 9, &[])]
#[case::eight_of_nine(8, 9, &[(Code::TooFewMembers, EXPLAIN), (Code::VillageUnrepresented, EXPLAIN)])]
#[case::ten_of_nine(10, 9, &[(Code::TooManyMembers, EXPLAIN)])]
fn a_commune_has_a_member_for_each_village(
    #[case] members: usize,
    #[case] villages: usize,
    #[case] expected: &[(Code, Weight)],
) {
    let board = board(Kind::CommunePeopleInspectorate, "2025-10-01", Some("2030-10-01"));
    assert_eq!(found(&board, &inspectorate(members, villages), villages), expected);
}

/// Between the law and the decree there was no cap for communes of few villages.
#[rstest]
#[case::under_the_law_alone("2023-08-14", EXPLAIN)]
#[case::under_the_decree("2023-08-15", BLOCKS)]
fn six_of_four_villages(#[case] from: &str, #[case] expected: Weight) {
    let board = board(Kind::CommunePeopleInspectorate, from, Some("2026-01-01"));
    assert_eq!(
        then(&board, &mut inspectorate(6, 4), 4),
        [(Code::TooManyMembers, expected)]
    );
}

/// Law 10/2022 Art. 60.1, 77.1: from three to nine; more if the conference so decides.
#[rstest]
#[case::two(2, &[(Code::TooFewMembers, BLOCKS)])]
#[case::three(3, &[])]
#[case::nine(9, &[])]
#[case::ten(10, &[(Code::TooManyMembers, EXPLAIN)])]
fn a_workplace_has_three_to_nine(
    #[values(Kind::AgencyPeopleInspectorate, Kind::EnterprisePeopleInspectorate)] kind: Kind,
    #[case] members: usize,
    #[case] expected: &[(Code, Weight)],
) {
    let board = board(kind, "2025-10-01", Some("2027-10-01"));
    assert_eq!(found(&board, &staff(members), 0), expected);
}

/// Law 10/2022 Art. 60.1: none in an agency of seven or fewer; of enterprises it says nothing.
#[rstest]
#[case::seven(Kind::AgencyPeopleInspectorate, 7, &[(Code::TooFewStaff, BLOCKS)])]
#[case::eight(Kind::AgencyPeopleInspectorate, 8, &[])]
#[case::an_enterprise_of_seven(Kind::EnterprisePeopleInspectorate, 7, &[])]
fn a_small_agency_has_none(#[case] kind: Kind, #[case] people: i64, #[case] expected: &[(Code, Weight)]) {
    let board = Board {
        staff: Some(people),
        ..board(kind, "2025-10-01", Some("2027-10-01"))
    };
    assert_eq!(found(&board, &staff(3), 0), expected);
}

/// Law 10/2022 Art. 41.1; Decree 59/2023 Art. 17.2.
#[rstest]
#[case::five(1, 1, 3, "2025-10-01", &[])]
#[case::four(1, 1, 2, "2025-10-01", &[(Code::TooFewMembers, BLOCKS)])]
#[case::five_residents(1, 1, 5, "2025-10-01", &[])]
#[case::six_residents(1, 1, 6, "2025-10-01", &[(Code::TooManyResidents, BLOCKS)])]
#[case::six_before_the_decree(1, 1, 6, "2023-08-14", &[])]
#[case::without_the_front(0, 2, 3, "2025-10-01", &[(Code::FrontUnrepresented, BLOCKS)])]
#[case::without_the_inspectorate(2, 0, 3, "2025-10-01", &[(Code::InspectorateUnrepresented, BLOCKS)])]
#[case::without_residents(3, 2, 0, "2025-10-01", &[(Code::ResidentsUnrepresented, BLOCKS)])]
fn a_supervision_board_is_of_three_parts(
    #[case] front: usize,
    #[case] inspectors: usize,
    #[case] residents: usize,
    #[case] from: &str,
    #[case] expected: &[(Code, Weight)],
) {
    let mut all = supervision(front, inspectors, residents);
    let board = board(Kind::CommunityInvestmentSupervision, from, None);
    assert_eq!(then(&board, &mut all, 0), expected);
}
