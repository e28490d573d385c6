//! What was made up by an earlier law goes on by it until the next term.

use rstest::rstest;

use super::*;

/// Decree 59/2023 Art. 29: what is older than the law goes on until the next election.
#[rstest]
#[case::the_day_before_the_law("2023-06-30", "2023-06-29", &[])]
#[case::its_first_day("2023-07-01", "2023-06-29", &[(Code::TooFewMembers, BLOCKS)])]
#[case::elected_under_it("2023-06-30", "2023-07-01", &[(Code::TooFewMembers, BLOCKS)])]
fn boards_before_the_law_are_not_judged_by_it(
    #[case] from: &str,
    #[case] elected: &str,
    #[case] expected: &[(Code, Weight)],
) {
    let board = board(Kind::CommunePeopleInspectorate, from, Some("2026-01-01"));
    let mut all = inspectorate(4, 4);
    for member in &mut all {
        member.choice.on = day(elected);
    }
    assert_eq!(found(&board, &all, 4), expected);
}

/// Decree 59/2023 Art. 29.2: a by-election does not make a board that goes on another one; Art. 13.2 is for the next term.
#[rstest]
#[case::goes_on_from_before_the_law("2023-06-30", BoardState::Recognised, &[])]
#[case::from_before_the_decree("2023-08-14", BoardState::Recognised, &[(Code::TooManyMembers, EXPLAIN)])]
#[case::of_the_decree("2023-08-15", BoardState::Recognised, &[(Code::TooManyMembers, BLOCKS)])]
#[case::not_recognised_yet("2023-06-30", BoardState::Forming, &[(Code::TooManyMembers, BLOCKS)])]
fn a_by_election_leaves_the_rest_as_it_was(
    #[case] from: &str,
    #[case] state: BoardState,
    #[case] expected: &[(Code, Weight)],
) {
    let mut board = board(Kind::CommunePeopleInspectorate, from, Some("2026-06-01"));
    board.state = state;
    let mut all = inspectorate(7, 4);
    for member in &mut all {
        member.choice.on = day(from);
        member.recognised_on = Some(day(from));
    }
    all[6].choice.on = day("2025-10-04");
    all[6].recognised_on = None;
    assert_eq!(found(&board, &all, 4), expected);
}
