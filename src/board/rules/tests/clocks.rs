//! By when an election is decided on, and the investor told.

use rstest::rstest;

use super::*;

/// Whoever is elected in a commune is recognised in 5 working days by the law, in a workplace by the decree, on a steering
/// committee by none.
#[rstest]
#[case(Kind::CommunePeopleInspectorate, "2023-06-30", None)]
#[case(Kind::CommunePeopleInspectorate, "2023-07-01", Some(5))]
#[case(Kind::CommunityInvestmentSupervision, "2023-07-01", Some(5))]
#[case(Kind::AgencyPeopleInspectorate, "2023-08-14", None)]
#[case(Kind::AgencyPeopleInspectorate, "2023-08-15", Some(5))]
#[case(Kind::EnterprisePeopleInspectorate, "2023-08-14", None)]
#[case(Kind::EnterprisePeopleInspectorate, "2023-08-15", Some(5))]
#[case(Kind::SteeringCommittee, "2026-06-01", None)]
fn days_to_recognise(#[case] kind: Kind, #[case] on: &str, #[case] expected: Option<u16>) {
    let law = BoardLaw::on(day(on));
    assert_eq!(law.and_then(|law| law.days_to_recognise(kind)), expected);
}

/// Law 10/2022 Art. 21.2: five working days, weekends and Tết not counted (2026: 14 to 22 February are off).
#[rstest]
#[case::within_the_week("2025-10-06", "2025-10-13", false)]
#[case::a_day_later("2025-10-06", "2025-10-14", true)]
#[case::across_tet("2026-02-12", "2026-02-26", false)]
#[case::across_tet_late("2026-02-12", "2026-02-27", true)]
fn recognition_has_five_working_days(#[case] received: &str, #[case] signed: &str, #[case] late: bool) {
    let mut members = inspectorate(5, 5);
    for member in &mut members {
        member.choice.on = day(received);
        member.choice.received_on = day(received);
    }
    let mut held = held(
        board(Kind::CommunePeopleInspectorate, "2025-10-01", Some("2030-10-01")),
        members,
    );
    recognise(&mut held, (decided(signed), Uuid::nil().into()), ("A".to_owned(), None)).unwrap();
    assert_eq!(held.board.course.recognitions[0].made.late, late);
    assert!(
        held.members
            .iter()
            .all(|member| member.recognised_on == Some(day(signed)))
    );
}

/// Law 10/2022 Art. 45.1b: 45 days before.
#[rstest]
#[case::forty_five("2026-01-05", "2026-02-19", false)]
#[case::forty_four("2026-01-05", "2026-02-18", true)]
fn the_investor_is_told_in_time(#[case] on: &str, #[case] starts_on: &str, #[case] late: bool) {
    let mut board = board(Kind::CommunityInvestmentSupervision, "2025-10-01", None);
    board.state = BoardState::Recognised;
    let mut held = held(board, inspectorate(5, 5));
    notify(&mut held, decided(on), day(starts_on)).unwrap();
    assert_eq!(held.board.course.notice.unwrap().sent.late, late);
}
