//! By which grounds boards end, and when.

use rstest::rstest;

use super::*;
use crate::board::course::{Dissolution, DissolutionGround, Fate, FateDecision};

#[rstest]
#[case(Kind::CommunityInvestmentSupervision, DissolutionGround::ProjectFinished, true)]
#[case(Kind::CommunePeopleInspectorate, DissolutionGround::ProjectFinished, false)]
#[case(Kind::CommunePeopleInspectorate, DissolutionGround::TermOver, false)]
#[case(Kind::SteeringCommittee, DissolutionGround::TermOver, true)]
#[case(Kind::CommunityInvestmentSupervision, DissolutionGround::TermOver, false)]
#[case(Kind::AgencyPeopleInspectorate, DissolutionGround::NotRequired, true)]
#[case(Kind::EnterprisePeopleInspectorate, DissolutionGround::NotRequired, false)]
#[case(Kind::EnterprisePeopleInspectorate, DissolutionGround::Combined, true)]
#[case(Kind::CommunityInvestmentSupervision, DissolutionGround::Combined, false)]
#[case(Kind::EnterprisePeopleInspectorate, DissolutionGround::ElectedAnew, false)]
fn boards_end_by_their_own_grounds(#[case] kind: Kind, #[case] ground: DissolutionGround, #[case] suits: bool) {
    let to = match kind {
        Kind::CommunityInvestmentSupervision => None,
        // Its term is over that very day; those of the others are not.
        Kind::SteeringCommittee => Some("2026-03-20"),
        _ => Some("2027-10-01"),
    };
    let mut board = board(kind, "2025-10-01", to);
    board.state = BoardState::Recognised;
    let mut held = held(board, inspectorate(5, 5));
    let end = Dissolution {
        ground,
        on: day("2026-03-20"),
        reason: "Hết nhiệm vụ".to_owned(),
    };
    assert_eq!(dissolve(&mut held, end).is_ok(), suits);
    assert_eq!(held.members.iter().all(|member| member.ended_on.is_some()), suits);
}

/// A ground that is right on another day is refused for its day, and the day is told; without a term, none is ever over.
#[rstest]
#[case::the_day_before(Some("2026-03-21"), Some(("/on", "2026-03-21")))]
#[case::on_the_day(Some("2026-03-20"), None)]
#[case::without_a_term(None, Some(("/ground", "loại Ban")))]
fn the_day_on_which_the_term_ends_is_told(#[case] term_to: Option<&str>, #[case] expected: Option<(&str, &str)>) {
    let board = board(Kind::CommunePeopleInspectorate, "2025-10-01", term_to);
    let mut held = held(board, inspectorate(5, 5));
    let end = Dissolution {
        ground: DissolutionGround::TermOver,
        on: day("2026-03-20"),
        reason: "Hết nhiệm kỳ".to_owned(),
    };
    let refused = dissolve(&mut held, end).err();
    let fault = refused.as_ref().and_then(|problem| problem.faults.first());
    assert_eq!(fault.is_some(), expected.is_some());
    let Some((fault, (pointer, told))) = fault.zip(expected) else {
        return;
    };
    assert_eq!(fault.place, crate::http::Place::Body(pointer.to_owned()));
    assert!(fault.said.vi.contains(told), "{:?}", fault.said);
    assert!(
        fault.said.vi.ends_with("(Luật 10/2022/QH15 Điều 36)."),
        "{:?}",
        fault.said
    );
    assert!(
        fault.said.en.ends_with("(Law 10/2022/QH15 Art. 36)."),
        "{:?}",
        fault.said
    );
}

/// A board ends before another is elected where that was decided at the reorganisation.
#[rstest]
#[case(FateDecision::Combine, DissolutionGround::ElectedAnew, false)]
#[case(FateDecision::ElectAnew, DissolutionGround::ElectedAnew, true)]
#[case(FateDecision::Continue, DissolutionGround::ElectedAnew, false)]
#[case(FateDecision::Combine, DissolutionGround::Combined, true)]
#[case(FateDecision::ElectAnew, DissolutionGround::Combined, false)]
#[case(FateDecision::Continue, DissolutionGround::Combined, false)]
fn boards_end_as_was_decided_of_them(
    #[case] decision: FateDecision,
    #[case] ground: DissolutionGround,
    #[case] suits: bool,
) {
    let mut board = board(Kind::CommunePeopleInspectorate, "2025-10-01", Some("2027-10-01"));
    board.course.fates.push(Fate {
        decision,
        number: decided("2026-03-01").number,
        on: day("2026-03-01"),
        by: None,
    });
    let mut held = held(board, inspectorate(5, 5));
    let end = Dissolution {
        ground,
        on: day("2026-03-20"),
        reason: "Sắp xếp đơn vị hành chính".to_owned(),
    };
    assert_eq!(dissolve(&mut held, end).is_ok(), suits);
}

/// What rests on a decision does not come before it.
#[rstest]
#[case::the_day_before("2026-03-09", false)]
#[case::the_day_of_it("2026-03-10", true)]
fn a_board_does_not_end_before_that_was_decided(#[case] on: &str, #[case] right: bool) {
    let mut board = board(Kind::CommunePeopleInspectorate, "2025-10-01", Some("2027-10-01"));
    board.course.fates.push(Fate {
        decision: FateDecision::Combine,
        number: decided("2026-03-10").number,
        on: day("2026-03-10"),
        by: None,
    });
    let mut held = held(board, inspectorate(5, 5));
    let end = Dissolution {
        ground: DissolutionGround::Combined,
        on: day(on),
        reason: "Hợp nhất".to_owned(),
    };
    assert_eq!(dissolve(&mut held, end).is_ok(), right);
}
