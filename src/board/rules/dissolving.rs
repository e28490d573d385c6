//! What ends a board, and when.

use chrono::NaiveDate;

use super::BoardAction;
use crate::{
    board::{
        course::{Dissolution, DissolutionGround, FateDecision},
        entity::{BoardState, Model as Board},
        ground::Held,
        kind::BoardKind,
        member::{EndGround, MemberEnd, Model as Member},
    },
    document::order::out_of_range,
    http::{Problem, Result},
    said::in_english,
};

/// Ends a board: a supervision board once its project is finished, others at the end of their term or by a decision.
pub fn dissolve(held: &mut Held, end: Dissolution) -> Result<()> {
    let Held {
        board, members, today, ..
    } = held;
    BoardAction::Dissolve.require(board, members)?;
    let decided = board.course.fates.last();
    let fate = decided.map(|fate| fate.decision);
    let suits = match end.ground {
        DissolutionGround::ProjectFinished => board.kind == BoardKind::CommunityInvestmentSupervision,
        DissolutionGround::TermOver => board.term_to.is_some(),
        DissolutionGround::NotRequired => board.kind == BoardKind::AgencyPeopleInspectorate,
        // What was decided of a board at a reorganisation holds; a supervision board at work goes on until its task is done (Art. 41.1).
        DissolutionGround::Combined => match fate {
            Some(fate) => fate == FateDecision::Combine,
            None => board.kind != BoardKind::CommunityInvestmentSupervision || board.state == BoardState::Forming,
        },
        DissolutionGround::ElectedAnew => fate == Some(FateDecision::ElectAnew),
        DissolutionGround::HostClosed => false,
    };
    if !suits {
        return Err(unsuited(board, end.ground));
    }
    if let (DissolutionGround::TermOver, Some(over)) = (end.ground, board.term_to.filter(|over| end.on < *over)) {
        return Err(not_over(board, over));
    }
    let first = board.term_from.succ_opt().unwrap_or(board.term_from);
    let rests_on = match end.ground {
        DissolutionGround::Combined | DissolutionGround::ElectedAnew => decided.map(|fate| fate.on),
        _ => None,
    };
    let latest = members.iter().filter_map(|member| member.recognised_on);
    let latest = latest.chain(rests_on).max();
    today.follows(
        "/on",
        end.on,
        Some(latest.map_or(first, |day| day.max(first))),
        BoardAction::Dissolve.follows(board.kind),
    )?;
    self::end(board, members, end);
    Ok(())
}

/// 422 for a day before the term is over.
fn not_over(board: &Board, over: NaiveDate) -> Problem {
    let article = board.kind.founding();
    out_of_range(
        "/on",
        format!("Nhiệm kỳ chưa hết: kết thúc ngày {over} ({article})."),
        format!("The term is not over: it ends on {over} ({}).", in_english(article)),
    )
}

/// 422 for a ground of another kind of board, or other than what was decided of this one.
fn unsuited(board: &Board, ground: DissolutionGround) -> Problem {
    let article = board.kind.founding();
    let decided = matches!(ground, DissolutionGround::Combined | DissolutionGround::ElectedAnew);
    let (vi, en) = match decided {
        true => (
            "Căn cứ không phù hợp với quyết định đã ghi khi sắp xếp",
            "The ground does not fit what was decided of the board at the reorganisation",
        ),
        false => (
            "Căn cứ không phù hợp với loại Ban",
            "The ground does not fit the kind of board",
        ),
    };
    Problem::invalid(
        "/ground",
        "unsuited",
        format!("{vi} ({article})."),
        format!("{en} ({}).", in_english(article)),
    )
}

/// Ends a board, and the membership of all.
pub fn end(board: &mut Board, members: &mut [Member], end: Dissolution) {
    for member in members.iter_mut().filter(|member| member.is_on_board(end.on)) {
        member.ended_on = Some(end.on);
        member.end = Some(MemberEnd {
            ground: EndGround::BoardEnded,
            reason: end.reason.clone(),
        });
    }
    board.ended_on = Some(end.on);
    board.state = BoardState::Ended;
    board.course.dissolution = Some(end);
}
