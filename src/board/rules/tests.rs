use chrono::NaiveDate;
use rstest::rstest;
use uuid::Uuid;

use super::{
    finding::{FindingCode as Code, Weight},
    *,
};
use crate::{
    access::{VillageId, derived, fresh},
    board::{
        course::{Course, Dissolution, DissolutionGround, Fate, FateDecision, Recognition},
        entity::BoardState,
        ground::Held,
        kind::{BoardKind as Kind, BoardPosition, Represents, Standing},
        member::{Choice, Standings},
    },
    calendar::Holidays,
    document::{
        number::DocumentNumber,
        step::{Timed, Today},
    },
};

mod ending;
mod merged;
mod since;

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn board(kind: Kind, from: &str, to: Option<&str>) -> Board {
    Board {
        id: fresh(),
        organisation_id: Uuid::nil().into(),
        unit_id: Uuid::nil().into(),
        origin_unit_id: Uuid::nil().into(),
        body_id: Uuid::nil().into(),
        host_id: Uuid::nil().into(),
        kind,
        name: "Ban".to_owned(),
        name_sort: Vec::new(),
        state: BoardState::Forming,
        staff: None,
        term_from: day(from),
        term_to: to.map(day),
        project_id: None,
        course: Course::default(),
        ended_on: None,
        version: 1,
    }
}

fn member(represents: Represents) -> Member {
    Member {
        id: fresh(),
        board_id: Uuid::nil().into(),
        person_id: fresh(),
        position: BoardPosition::Member,
        represents,
        village_id: None,
        department: None,
        choice: Choice {
            on: day("2025-10-04"),
            received_on: day("2025-10-06"),
            households: None,
            present: None,
            in_favour: None,
        },
        standing: Standings::default(),
        recognised_on: None,
        ended_on: None,
        end: None,
    }
}

fn village(number: usize) -> VillageId {
    derived(&format!("village {number}"))
}

/// One member from each of so many villages, in turn, the first their head.
fn inspectorate(members: usize, villages: usize) -> Vec<Member> {
    let mut all: Vec<Member> = (0..members)
        .map(|number| Member {
            village_id: Some(village(number % villages.max(1))),
            ..member(Represents::Village)
        })
        .collect();
    all[0].position = BoardPosition::Head;
    all
}

fn staff(members: usize) -> Vec<Member> {
    let mut all: Vec<Member> = (0..members).map(|_| member(Represents::Staff)).collect();
    all[0].position = BoardPosition::Head;
    all
}

fn supervision(front: usize, inspectors: usize, residents: usize) -> Vec<Member> {
    let of = |part, count| (0..count).map(move |_| member(part));
    let mut all: Vec<Member> = of(Represents::Front, front)
        .chain(of(Represents::Inspectorate, inspectors))
        .chain(of(Represents::Village, residents))
        .collect();
    all[0].position = BoardPosition::Head;
    all
}

/// What is found of a board and its members, who were elected when its term began.
fn then(board: &Board, members: &mut [Member], villages: usize) -> Vec<(Code, Weight)> {
    for member in members.iter_mut() {
        member.choice.on = board.term_from;
    }
    found(board, members, villages)
}

fn found(board: &Board, members: &[Member], villages: usize) -> Vec<(Code, Weight)> {
    let villages: Vec<Place> = (0..villages)
        .map(|number| Place {
            id: village(number),
            lives: true,
            successor: None,
        })
        .collect();
    let ground = Ground {
        today: day("2025-11-01"),
        villages: &villages,
        holders: &[],
        strangers: &[],
        outsiders: &[],
    };
    let all = findings(board, members, &ground);
    all.iter().map(|finding| (finding.code, finding.weight)).collect()
}

const BLOCKS: Weight = Weight::Blocks;
const EXPLAIN: Weight = Weight::Explain;

/// Law 10/2022 Art. 36.1: as many as villages, and not fewer than five; Decree 59/2023 Art. 13.2: under five villages at most five.
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

/// Whoever is elected in a commune is recognised in 5 working days by the law, in a workplace by the decree, on a steering committee by none.
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

/// Art. 36.3, 60.4: a board has a head, whom it elects once its members are recognised.
#[test]
fn a_board_without_a_head_is_told() {
    let board = board(Kind::AgencyPeopleInspectorate, "2025-10-01", Some("2027-10-01"));
    let mut all = staff(3);
    all[0].position = BoardPosition::Member;
    assert_eq!(found(&board, &all, 0), [(Code::NoHead, Weight::Notice)]);
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

fn held(board: Board, members: Vec<Member>) -> Held {
    let villages: Vec<Place> = (0..5)
        .map(|number| Place {
            id: village(number),
            lives: true,
            successor: None,
        })
        .collect();
    let today = day("2026-03-20");
    let ground = Ground {
        today,
        villages: &villages,
        holders: &[],
        strangers: &[],
        outsiders: &[],
    };
    Held {
        findings: findings(&board, &members, &ground),
        today: Today {
            day: today,
            off: Holidays::built_in().unwrap(),
        },
        board,
        members,
    }
}

fn decided(on: &str) -> Decision {
    Decision {
        number: DocumentNumber::read("21/QĐ-MTTQ").unwrap(),
        on: day(on),
    }
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
