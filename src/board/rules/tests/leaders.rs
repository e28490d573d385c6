//! The head of a board, and how many deputies it has.

use rstest::rstest;

use super::*;

/// Decree 59/2023 Art. 13.3, 17.3: two deputies at most; Art. 21.3, 25.2: that of boards of nine and more.
#[rstest]
#[case::a_commune_s_two(Kind::CommunePeopleInspectorate, 5, 2, "2025-10-01", &[])]
#[case::a_commune_s_three(Kind::CommunePeopleInspectorate, 5, 3, "2025-10-01", &[(Code::TooManyDeputies, BLOCKS)])]
#[case::before_the_decree(Kind::CommunePeopleInspectorate, 5, 3, "2023-08-14", &[])]
#[case::an_agency_s_one(Kind::AgencyPeopleInspectorate, 8, 1, "2025-10-01", &[])]
#[case::an_agency_s_two_of_eight(Kind::AgencyPeopleInspectorate, 8, 2, "2025-10-01", &[(Code::TooManyDeputies, EXPLAIN)])]
#[case::an_agency_s_two_of_nine(Kind::AgencyPeopleInspectorate, 9, 2, "2025-10-01", &[])]
#[case::an_agency_s_three_of_nine(Kind::AgencyPeopleInspectorate, 9, 3, "2025-10-01", &[(Code::TooManyDeputies, BLOCKS)])]
#[case::an_agency_s_three_of_eight(Kind::AgencyPeopleInspectorate, 8, 3, "2025-10-01", &[(Code::TooManyDeputies, BLOCKS)])]
#[case::an_enterprise_s_two_of_nine(Kind::EnterprisePeopleInspectorate, 9, 2, "2025-10-01", &[])]
#[case::an_enterprise_s_three_of_nine(Kind::EnterprisePeopleInspectorate, 9, 3, "2025-10-01", &[(Code::TooManyDeputies, BLOCKS)])]
#[case::a_supervision_board_s_two(Kind::CommunityInvestmentSupervision, 6, 2, "2025-10-01", &[])]
#[case::a_supervision_board_s_three(Kind::CommunityInvestmentSupervision, 6, 3, "2025-10-01", &[(Code::TooManyDeputies, BLOCKS)])]
#[case::a_supervision_board_s_three_before_the_decree(Kind::CommunityInvestmentSupervision, 6, 3, "2023-08-14", &[])]
fn deputies_are_few(
    #[case] kind: Kind,
    #[case] members: usize,
    #[case] deputies: usize,
    #[case] from: &str,
    #[case] expected: &[(Code, Weight)],
) {
    let to = match kind {
        Kind::CommunePeopleInspectorate => Some("2026-01-01"),
        Kind::CommunityInvestmentSupervision => None,
        _ => Some("2027-10-01"),
    };
    let board = board(kind, from, to);
    let mut all = match kind {
        Kind::CommunePeopleInspectorate => inspectorate(members, 5),
        Kind::CommunityInvestmentSupervision => supervision(1, 1, members - 2),
        _ => staff(members),
    };
    for member in all.iter_mut().skip(1).take(deputies) {
        member.position = BoardPosition::Deputy;
    }
    assert_eq!(then(&board, &mut all, 5), expected);
}

/// Art. 36.3, 41.2, 60.4, 77.4: a board has a head and a deputy, whom it elects once its members are recognised.
#[rstest]
#[case::in_a_commune(Kind::CommunePeopleInspectorate, Some("2026-01-01"), inspectorate(5, 5))]
#[case::over_a_project(Kind::CommunityInvestmentSupervision, None, supervision(1, 1, 3))]
#[case::in_an_agency(Kind::AgencyPeopleInspectorate, Some("2027-10-01"), staff(3))]
#[case::in_an_enterprise(Kind::EnterprisePeopleInspectorate, Some("2027-10-01"), staff(3))]
fn a_board_without_a_head_or_a_deputy_is_told(
    #[case] kind: Kind,
    #[case] to: Option<&str>,
    #[case] mut all: Vec<Member>,
) {
    let board = board(kind, "2025-10-01", to);
    assert_eq!(found(&board, &all, 5), []);
    all[1].position = BoardPosition::Member;
    assert_eq!(found(&board, &all, 5), [(Code::NoDeputy, Weight::Notice)]);
    all[0].position = BoardPosition::Member;
    assert_eq!(found(&board, &all, 5), [(Code::NoHead, Weight::Notice)]);
}
