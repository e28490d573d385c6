//! What a law or a decree changes, on the last day before it and on its first.

use chrono::Months;
use rstest::rstest;

use super::*;

/// Decree 59/2023 Art. 13.3, 17.3, 21.3, 25.2, in force since 15 August 2023: the law alone says of no board how many deputies it has.
#[rstest]
#[case::a_commune_s_three(Kind::CommunePeopleInspectorate, 5, 3, BLOCKS)]
#[case::a_supervision_board_s_three(Kind::CommunityInvestmentSupervision, 6, 3, BLOCKS)]
#[case::an_agency_s_two_of_eight(Kind::AgencyPeopleInspectorate, 8, 2, EXPLAIN)]
#[case::an_agency_s_three_of_nine(Kind::AgencyPeopleInspectorate, 9, 3, BLOCKS)]
#[case::an_enterprise_s_two_of_eight(Kind::EnterprisePeopleInspectorate, 8, 2, EXPLAIN)]
#[case::an_enterprise_s_three_of_nine(Kind::EnterprisePeopleInspectorate, 9, 3, BLOCKS)]
fn deputies_are_counted_since_the_decree(
    #[case] kind: Kind,
    #[case] members: usize,
    #[case] deputies: usize,
    #[case] weight: Weight,
) {
    for (from, expected) in [
        ("2023-07-01", vec![]),
        ("2023-08-14", vec![]),
        ("2023-08-15", vec![(Code::TooManyDeputies, weight)]),
    ] {
        let has_a_term = kind != Kind::CommunityInvestmentSupervision;
        let to = has_a_term.then(|| (day(from) + Months::new(24)).to_string());
        let board = board(kind, from, to.as_deref());
        let mut all = match kind {
            Kind::CommunePeopleInspectorate => inspectorate(members, 5),
            Kind::CommunityInvestmentSupervision => supervision(1, 1, members - 2),
            _ => staff(members),
        };
        for member in all.iter_mut().skip(1).take(deputies) {
            member.position = BoardPosition::Deputy;
        }
        assert_eq!(then(&board, &mut all, 5), expected, "{from}");
    }
}

/// Decree 59/2023 Art. 17.2: not more than five of the people, since the same day.
#[rstest]
#[case::the_day_before_the_decree("2023-08-14", &[])]
#[case::its_first_day("2023-08-15", &[(Code::TooManyResidents, BLOCKS)])]
fn six_of_the_people(#[case] from: &str, #[case] expected: &[(Code, Weight)]) {
    let board = board(Kind::CommunityInvestmentSupervision, from, None);
    assert_eq!(then(&board, &mut supervision(1, 1, 6), 0), expected);
}

/// Law 10/2022 Art. 45.1b, in force since 1 July 2023: 45 days before. The decree changes nothing of it.
#[rstest]
#[case::a_day_before_that_was_before_the_law("2023-06-29", "2023-06-30", "2023-06-30", false)]
#[case::forty_five_on_the_law_s_first_day("2023-07-01", "2023-08-15", "2023-07-01", false)]
#[case::forty_four_on_the_law_s_first_day("2023-07-01", "2023-08-14", "2023-06-30", true)]
#[case::forty_six("2023-07-01", "2023-08-16", "2023-07-02", false)]
#[case::forty_five_before_the_decree("2023-08-14", "2023-09-28", "2023-08-14", false)]
#[case::forty_four_before_the_decree("2023-08-14", "2023-09-27", "2023-08-13", true)]
#[case::forty_five_on_the_decree_s_first_day("2023-08-15", "2023-09-29", "2023-08-15", false)]
#[case::forty_four_on_the_decree_s_first_day("2023-08-15", "2023-09-28", "2023-08-14", true)]
fn the_investor_is_told_45_days_before_since_the_law(
    #[case] on: &str,
    #[case] starts_on: &str,
    #[case] due_on: &str,
    #[case] late: bool,
) {
    let mut board = board(Kind::CommunityInvestmentSupervision, "2023-06-01", None);
    board.state = BoardState::Recognised;
    let mut held = held(board, supervision(1, 1, 3));
    notify(&mut held, decided(on), day(starts_on)).unwrap();
    let sent = held.board.course.notice.unwrap().sent;
    assert_eq!((sent.due_on, sent.late), (day(due_on), late));
}
