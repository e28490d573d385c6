//! Villages that merge while a board serves.

use rstest::rstest;

use super::*;

/// Villages of which some, by their number, have gone into another.
fn places(all: usize, into: &[(usize, usize)]) -> Vec<Place> {
    let gone = |number| into.iter().find(|(from, _)| *from == number);
    let place = |number| Place {
        id: village(number),
        lives: gone(number).is_none(),
        successor: gone(number).map(|(_, to)| village(*to)),
    };
    (0..all).map(place).collect()
}

/// Law 10/2022 Art. 36.1: as many members as villages, and five at least. Who is too many for that after a merger stays until the next election.
#[rstest]
#[case::one_into_another(inspectorate(6, 6), places(6, &[(5, 0)]), &[(0, 2)])]
#[case::two_into_a_new_one(inspectorate(6, 6), places(7, &[(4, 6), (5, 6)]), &[(6, 2)])]
#[case::one_after_the_other(inspectorate(7, 7), places(7, &[(5, 6), (6, 0)]), &[(0, 3)])]
#[case::five_of_four_are_not_too_many(inspectorate(5, 5), places(5, &[(4, 0)]), &[])]
#[case::under_another_name(inspectorate(6, 6), places(7, &[(5, 6)]), &[])]
fn a_surplus_is_told_of_the_village(
    #[case] members: Vec<Member>,
    #[case] villages: Vec<Place>,
    #[case] expected: &[(usize, i64)],
) {
    let board = board(Kind::CommunePeopleInspectorate, "2025-10-01", Some("2030-10-01"));
    let told: Vec<_> = seen(&board, &members, &villages)
        .into_iter()
        .map(|finding| (finding.code, finding.weight, finding.village_id, finding.found))
        .collect();
    let surplus =
        |(number, found): &(usize, i64)| (Code::Surplus, Weight::Notice, Some(village(*number)), Some(*found));
    assert_eq!(told, expected.iter().map(surplus).collect::<Vec<_>>());
}

#[test]
fn whose_village_is_gone_for_good_is_named() {
    let board = board(Kind::CommunePeopleInspectorate, "2025-10-01", Some("2030-10-01"));
    let members = inspectorate(6, 6);
    let mut villages = places(6, &[]);
    villages[5].lives = false;
    let told = seen(&board, &members, &villages);
    let told: Vec<_> = told.iter().map(|finding| (finding.code, finding.member_id)).collect();
    assert_eq!(told, [(Code::Surplus, Some(members[5].id))]);
}

fn seen(board: &Board, members: &[Member], villages: &[Place]) -> Vec<Finding> {
    let ground = Ground {
        today: day("2025-11-01"),
        villages,
        holders: &[],
        strangers: &[],
        outsiders: &[],
    };
    findings(board, members, &ground)
}
