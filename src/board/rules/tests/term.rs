//! How long a term is, and how much of it is left for a by-election.

use rstest::rstest;

use super::*;
use crate::{board::course::Recognition, document::step::Timed};

/// Law 10/2022 Art. 60.3, 77.3: two years; Art. 36.2 with Decree 185/2026 Art. 4: five years, six months more at most.
#[rstest]
#[case::two_years(Kind::AgencyPeopleInspectorate, "2025-10-01", "2027-10-01", true)]
#[case::a_day_less(Kind::AgencyPeopleInspectorate, "2025-10-01", "2027-09-30", false)]
#[case::a_day_more(Kind::AgencyPeopleInspectorate, "2025-10-01", "2027-10-02", false)]
#[case::an_enterprise_s(Kind::EnterprisePeopleInspectorate, "2025-10-01", "2027-10-01", true)]
#[case::an_enterprise_s_third_year(Kind::EnterprisePeopleInspectorate, "2025-10-01", "2028-10-01", false)]
#[case::five_years_and_six_months(Kind::CommunePeopleInspectorate, "2026-05-26", "2031-11-26", true)]
#[case::a_day_beyond(Kind::CommunePeopleInspectorate, "2026-05-26", "2031-11-27", false)]
#[case::before_decree_185(Kind::CommunePeopleInspectorate, "2026-05-25", "2031-11-27", true)]
fn terms_have_their_length(#[case] kind: Kind, #[case] from: &str, #[case] to: &str, #[case] right: bool) {
    let board = board(kind, from, Some(to));
    let mut all = match kind {
        Kind::CommunePeopleInspectorate => inspectorate(5, 5),
        _ => staff(3),
    };
    let expected: &[(Code, Weight)] = if right { &[] } else { &[(Code::WrongTerm, EXPLAIN)] };
    assert_eq!(then(&board, &mut all, 5), expected);
}

/// Law 10/2022 Art. 36.2: while six months of the term are left.
#[rstest]
#[case::six_months("2026-04-01", true)]
#[case::a_day_less("2026-04-02", false)]
fn a_vacancy_is_filled_in_time(#[case] elected: &str, #[case] right: bool) {
    let mut board = board(Kind::CommunePeopleInspectorate, "2025-10-01", Some("2026-10-01"));
    board.course.recognitions = vec![Recognition {
        by: Uuid::nil().into(),
        number: DocumentNumber::read("1/QĐ-MTTQ").unwrap(),
        made: Timed::unhurried(day("2025-10-09")),
        signer: "A".to_owned(),
        explanation: None,
        members: Vec::new(),
    }];
    let mut all = inspectorate(5, 5);
    all[4].choice.on = day(elected);
    let expected: &[(Code, Weight)] = if right { &[] } else { &[(Code::LateByElection, EXPLAIN)] };
    assert_eq!(found(&board, &all, 5), expected);
}
