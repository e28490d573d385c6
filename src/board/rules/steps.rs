//! Which step follows which, and by when.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::finding::{Finding, Weight};
use crate::{
    access::{BoardMemberId, OrganisationId},
    board::{
        course::{Notice, Recognition, Refusal},
        entity::{BoardState, Model as Board},
        ground::Held,
        kind::BoardKind,
        law::BoardLaw,
        member::{EndGround, MemberEnd, Model as Member},
    },
    document::{
        number::DocumentNumber,
        order::{out_of_range, out_of_step},
        step::{Timed, Today},
    },
    election::days_before,
    http::{Code, Problem, Result},
    said::in_english,
};

/// Việc có thể làm tiếp với Ban.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BoardAction {
    /// Ghi thành viên được bầu, cử.
    AddMembers,
    /// Ghi Trưởng ban, Phó Trưởng ban.
    NameLeaders,
    /// Cho thôi làm thành viên.
    EndMember,
    /// Công nhận.
    Recognise,
    /// Không công nhận.
    Refuse,
    /// Thông báo cho chủ đầu tư.
    Notify,
    /// Ghi kinh phí hỗ trợ.
    RecordSupport,
    /// Ghi quyết định khi sắp xếp.
    DecideFate,
    /// Giải thể, kết thúc.
    Dissolve,
}

impl BoardAction {
    pub const ALL: [Self; 9] = [
        Self::AddMembers,
        Self::NameLeaders,
        Self::EndMember,
        Self::Recognise,
        Self::Refuse,
        Self::Notify,
        Self::RecordSupport,
        Self::DecideFate,
        Self::Dissolve,
    ];

    /// Whether it stands where this needs it.
    pub fn fits(self, board: &Board, members: &[Member]) -> bool {
        let lives = board.state != BoardState::Ended;
        match self {
            Self::AddMembers | Self::DecideFate | Self::Dissolve => lives,
            Self::EndMember => lives && members.iter().any(|member| member.ended_on.is_none()),
            // The board elects its head once its members are recognised.
            Self::NameLeaders => {
                let recognised = |member: &Member| member.ended_on.is_none() && member.recognised_on.is_some();
                lives && members.iter().any(recognised)
            }
            Self::Recognise | Self::Refuse => lives && members.iter().any(Member::is_pending),
            Self::RecordSupport => board.state == BoardState::Recognised,
            Self::Notify => {
                let supervises = board.kind == BoardKind::CommunityInvestmentSupervision;
                supervises && board.state == BoardState::Recognised && board.course.notice.is_none()
            }
        }
    }

    /// 409 when it does not, naming the article that says what comes first.
    pub fn require(self, board: &Board, members: &[Member]) -> Result<()> {
        match self.fits(board, members) {
            true => Ok(()),
            false => Err(out_of_step(self.follows(board.kind))),
        }
    }
}

/// What the director decides on an election.
pub struct Decision {
    pub number: DocumentNumber,
    pub on: NaiveDate,
}

/// Recognises whoever is not recognised yet: 409 naming the article where the law leaves no choice, 422 where an explanation is wanting.
pub fn recognise(
    held: &mut Held,
    (decision, by): (Decision, OrganisationId),
    (signer, explanation): (String, Option<String>),
) -> Result<()> {
    let Held {
        board,
        members,
        today,
        findings,
    } = held;
    BoardAction::Recognise.require(board, members)?;
    if let Some(end) = board.term_to.filter(|end| *end <= decision.on) {
        return Err(out_of_range(
            "/signed_on",
            format!("Nhiệm kỳ kết thúc ngày {end} ({}).", board.kind.founding()),
            format!("The term ends on {end} ({}).", in_english(board.kind.founding())),
        ));
    }
    let pending: Vec<BoardMemberId> = members
        .iter()
        .filter(|member| member.is_pending())
        .map(|member| member.id)
        .collect();
    let concerns = |finding: &&Finding| finding.member_id.is_none_or(|id| pending.contains(&id));
    // Places that became vacant are filled one after the other: what a board that goes on still lacks is explained.
    let goes_on = board.state == BoardState::Recognised;
    let weight_of = move |finding: &Finding| match finding.weight {
        Weight::Blocks if goes_on && finding.code.is_lack() => Weight::Explain,
        weight => weight,
    };
    let weighing = |weight| {
        findings
            .iter()
            .filter(concerns)
            .filter(move |finding| weight_of(finding) == weight)
    };
    if weighing(Weight::Blocks).next().is_some() {
        return Err(blocked(weighing(Weight::Blocks)));
    }
    if explanation.is_none() && weighing(Weight::Explain).next().is_some() {
        let (vi, en) = told(weighing(Weight::Explain));
        return Err(Problem::invalid(
            "/explanation",
            "required",
            format!("Cần giải trình: {vi}."),
            format!("Explain what departs from the law: {en}."),
        ));
    }
    let waiting = members.iter().filter(|member| member.is_pending());
    let made = timed(board, waiting, decision.on, "/signed_on", today)?;
    for member in members.iter_mut().filter(|member| member.is_pending()) {
        member.recognised_on = Some(decision.on.max(board.term_from));
    }
    board.course.recognitions.push(Recognition {
        by,
        number: decision.number,
        made,
        signer,
        explanation,
        members: pending,
    });
    board.state = BoardState::Recognised;
    Ok(())
}

/// Refuses some of those who are not recognised yet, or all.
pub fn refuse(held: &mut Held, which: &[BoardMemberId], decision: Decision, reason: String) -> Result<()> {
    let Held {
        board, members, today, ..
    } = held;
    BoardAction::Refuse.require(board, members)?;
    let known = |id: &BoardMemberId| members.iter().any(|member| member.id == *id && member.is_pending());
    if let Some(at) = which.iter().position(|id| !known(id)) {
        return Err(Problem::unknown_reference(format!("/members/{at}")));
    }
    let concerned = |member: &Member| member.is_pending() && (which.is_empty() || which.contains(&member.id));
    let waiting = members.iter().filter(|member| concerned(member));
    let made = timed(board, waiting, decision.on, "/on", today)?;
    let refused = |member: &&mut Member| concerned(member);
    let mut ids = Vec::new();
    for member in members.iter_mut().filter(refused) {
        member.ended_on = Some(decision.on);
        member.end = Some(MemberEnd {
            ground: EndGround::Refused,
            reason: reason.clone(),
        });
        ids.push(member.id);
    }
    board.course.refusals.push(Refusal {
        number: decision.number,
        made,
        reason,
        members: ids,
    });
    Ok(())
}

/// The decision against its clock, which begins when the first result that waits had come.
fn timed<'m>(
    board: &Board,
    waiting: impl Iterator<Item = &'m Member>,
    on: NaiveDate,
    pointer: &'static str,
    today: &Today,
) -> Result<Timed> {
    let received: Vec<NaiveDate> = waiting.map(|member| member.decided_since(board.kind)).collect();
    let order = BoardAction::Recognise.follows(board.kind);
    today.follows(pointer, on, received.iter().max().copied(), order)?;
    let days = BoardLaw::on(on).and_then(|law| law.days_to_recognise(board.kind));
    Ok(match (days, received.iter().min()) {
        (Some(days), Some(first)) => today.timed(on, *first, days),
        _ => Timed::unhurried(on),
    })
}

/// Tells the investor of the plan and the members: 45 days before the supervision begins, else late (Law 10/2022 Art. 45.1b).
pub fn notify(held: &mut Held, decision: Decision, starts_on: NaiveDate) -> Result<()> {
    let Held {
        board, members, today, ..
    } = held;
    BoardAction::Notify.require(board, members)?;
    let recognised = board.course.recognitions.first().map(|first| first.made.on);
    today.follows("/on", decision.on, recognised, BoardAction::Notify.follows(board.kind))?;
    if starts_on < decision.on {
        return Err(out_of_range(
            "/starts_on",
            "Không được trước ngày thông báo (Luật 10/2022/QH15 Điều 45.1b).".to_owned(),
            "It must not come before the notice (Law 10/2022/QH15 Art. 45.1b).".to_owned(),
        ));
    }
    let days = BoardLaw::on(decision.on).map_or(0, |law| law.notice_days);
    let due_on = days_before(starts_on, days);
    board.course.notice = Some(Notice {
        number: decision.number,
        sent: Timed::by(decision.on, due_on),
        starts_on,
    });
    Ok(())
}

fn blocked<'f>(findings: impl Iterator<Item = &'f Finding>) -> Problem {
    let (vi, en) = told(findings);
    Problem::new(Code::StateForbids).detail(
        format!("Không được công nhận: {vi}."),
        format!("The law does not allow it to be recognised: {en}."),
    )
}

/// What was found, with the articles, in both languages.
fn told<'f>(findings: impl Iterator<Item = &'f Finding>) -> (String, String) {
    let mut all: Vec<(String, String)> = findings
        .map(|finding| {
            let (vi, en) = finding.code.said();
            (
                format!("{vi} ({})", finding.article),
                format!("{en} ({})", in_english(finding.article)),
            )
        })
        .collect();
    all.dedup();
    let (vi, en): (Vec<_>, Vec<_>) = all.into_iter().unzip();
    (vi.join("; "), en.join("; "))
}
