//! From the proposal to the dossier: what the community does (Decree 61/2023 Art. 7–11).

use chrono::NaiveDate;

use super::{ConventionAction, Today, decree};
use crate::{
    attachment::attached::AttachedFile,
    document::{
        convention::{
            course::{Dossier, Posting, Proposal, Proposer, Team, TeamMember, Vote, VoteForm, VoteOutcome},
            entity::{ConventionState, Model},
        },
        order::out_of_range,
    },
    http::{Code, Problem, Result},
};

/// 422 for a proposal the community need not be asked about (Art. 7), or one of days when there was no such village.
pub fn propose(proposal: &Proposal, village_since: NaiveDate, today: &Today) -> Result<()> {
    today.lies("/proposal/on", proposal.on, Some(village_since))?;
    let decree = decree("/proposal/on", proposal.on)?;
    let Some(households) = proposal.households else {
        return no_households(proposal);
    };
    let in_favour = i64::from(proposal.in_favour.unwrap_or_default());
    if in_favour > households {
        return Err(more_than_households("/proposal/in_favour", households, "7.3"));
    }
    let least = decree.proposal_percent;
    let enough = in_favour.saturating_mul(100) >= households.saturating_mul(least);
    match proposal.by == Proposer::Citizen && !enough {
        false => Ok(()),
        true => Err(Problem::invalid(
            "/proposal/in_favour",
            "below_threshold",
            format!(
                "Cần từ {least}% trong {households} hộ đồng thuận, hoặc Ban công tác Mặt trận tán thành (Nghị định 61/2023/NĐ-CP Điều 7.3)."
            ),
            format!(
                "At least {least}% of {households} households must agree, or the Front support it (Decree 61/2023 Art. 7.3)."
            ),
        )),
    }
}

fn more_than_households(pointer: &'static str, households: i64, article: &str) -> Problem {
    out_of_range(
        pointer,
        format!("Không được nhiều hơn {households} hộ của thôn (Nghị định 61/2023/NĐ-CP Điều {article})."),
        format!("The village has no more than {households} households (Decree 61/2023 Art. {article})."),
    )
}

/// 422 where households are counted for what a village head proposes (Art. 7.1).
fn no_households(proposal: &Proposal) -> Result<()> {
    match proposal.in_favour {
        None => Ok(()),
        Some(_) => Err(Problem::invalid(
            "/proposal/in_favour",
            "unsuited",
            "Chỉ nêu khi công dân đề xuất (Nghị định 61/2023/NĐ-CP Điều 7.3).",
            "It goes with a citizen's proposal only (Decree 61/2023 Art. 7.3).",
        )),
    }
}

/// Sets up the drafting team; in an ethnic-minority area an elder and somebody who speaks the language belong to it (Art. 8.2).
pub fn form_team(row: &mut Model, mut team: Team, ethnic_minority_area: bool, today: &Today) -> Result<()> {
    ConventionAction::FormTeam.require(row)?;
    today.follows(
        "/on",
        team.on,
        row.course.proposal.as_ref().map(|proposal| proposal.on),
        ConventionAction::FormTeam.follows(),
    )?;
    if team.of.is_empty() || !(1..=100).contains(&team.members) {
        return Err(out_of_range(
            "/members",
            "Từ 1 đến 100 người; nêu thành phần ở of.".to_owned(),
            "1 to 100 members; say in `of` who is among them.".to_owned(),
        ));
    }
    let needed = [TeamMember::VillageElder, TeamMember::SpeaksTheLanguage];
    if ethnic_minority_area && needed.iter().any(|member| !team.of.contains(member)) {
        return Err(Problem::invalid(
            "/of",
            "required",
            "Vùng đồng bào dân tộc thiểu số: phải có già làng, trưởng bản và người biết tiếng dân tộc (Nghị định 61/2023/NĐ-CP Điều 8.2).",
            "In an ethnic-minority area a village elder and somebody who speaks the language belong to it (Decree 61/2023 Art. 8.2).",
        ));
    }
    team.of.sort_unstable();
    team.of.dedup();
    row.course.team = Some(team);
    row.state = ConventionState::Drafting;
    Ok(())
}

/// Gives up what was not recognised.
pub fn withdraw(row: &mut Model, reason: String) -> Result<()> {
    ConventionAction::Withdraw.require(row)?;
    row.course.withdrawn = Some(reason);
    row.state = ConventionState::Withdrawn;
    Ok(())
}

/// Posts the draft for at least 30 days, with at least one further way of asking (Art. 9).
pub fn post(row: &mut Model, mut posting: Posting, today: &Today) -> Result<()> {
    ConventionAction::Post.require(row)?;
    today.follows("/on", posting.on, last_step(row), ConventionAction::Post.follows())?;
    if posting.forms.is_empty() {
        return Err(Problem::invalid(
            "/forms",
            "required",
            "Ngoài niêm yết phải có ít nhất một hình thức lấy ý kiến (Nghị định 61/2023/NĐ-CP Điều 9.2).",
            "Beside posting, at least one further way of asking is needed (Decree 61/2023 Art. 9.2).",
        ));
    }
    posting.forms.sort_unstable();
    posting.forms.dedup();
    posting.open_until = decree("/on", posting.on)?.posted_until(posting.on, &today.off);
    row.course.posting = Some(posting);
    row.state = ConventionState::Posted;
    Ok(())
}

/// The day of what was done last before a posting.
fn last_step(row: &Model) -> Option<NaiveDate> {
    let course = &row.course;
    let days = [
        course.team.as_ref().map(|team| team.on),
        course.votes.last().map(|vote| vote.on),
        course.refusals.last().map(|refusal| refusal.made.on),
    ];
    days.into_iter().flatten().max()
}

/// What was counted.
#[derive(Clone, Copy, Debug)]
pub struct Count {
    pub by: VoteForm,
    pub on: NaiveDate,
    pub households: i64,
    pub present: u32,
    pub in_favour: u32,
}

/// Records a vote: adopted with more than half of *all* households in favour, at a meeting that more than half attend, or by ballot after
/// one that too few attended (Art. 10; Law Art. 21.1).
pub fn record_vote(row: &mut Model, count: Count, today: &Today) -> Result<()> {
    ConventionAction::RecordVote.require(row)?;
    let posting = row
        .course
        .posting
        .as_ref()
        .ok_or_else(|| Problem::internal("a convention posted without a posting"))?;
    today.follows(
        "/on",
        count.on,
        Some(posting.on),
        ConventionAction::RecordVote.follows(),
    )?;
    if count.on < posting.open_until {
        let until = posting.open_until;
        return Err(Problem::invalid(
            "/on",
            "too_early",
            format!(
                "Phải niêm yết ít nhất 30 ngày: biểu quyết sớm nhất ngày {until} (Nghị định 61/2023/NĐ-CP Điều 9.1)."
            ),
            format!(
                "The draft is posted for at least 30 days: {until} is the first day to vote (Decree 61/2023 Art. 9.1)."
            ),
        ));
    }
    if i64::from(count.present) > count.households {
        return Err(more_than_households("/present", count.households, "10"));
    }
    if count.in_favour > count.present {
        return Err(out_of_range(
            "/in_favour",
            "Không được nhiều hơn số hộ tham gia.".to_owned(),
            "Not more can be in favour than took part.".to_owned(),
        ));
    }
    let failed =
        |vote: &Vote| vote.outcome == VoteOutcome::NoQuorum && vote.on >= posting.open_until && vote.on <= count.on;
    if count.by == VoteForm::Ballot && !row.course.votes.iter().any(failed) {
        return Err(Problem::new(Code::StateForbids).detail(
            "Chỉ phát phiếu sau khi cuộc họp không đủ số hộ tham dự (Nghị định 61/2023/NĐ-CP Điều 10.2a).",
            "Ballots follow only a meeting that too few households attended (Decree 61/2023 Art. 10.2a).",
        ));
    }
    let most = |part: u32| i64::from(part).saturating_mul(2) > count.households;
    let outcome = match (count.by, most(count.present), most(count.in_favour)) {
        (VoteForm::Meeting, false, _) => VoteOutcome::NoQuorum,
        (_, _, true) => VoteOutcome::Adopted,
        (_, _, false) => VoteOutcome::Rejected,
    };
    row.state = match outcome {
        VoteOutcome::NoQuorum => ConventionState::Posted,
        VoteOutcome::Adopted => ConventionState::Adopted,
        VoteOutcome::Rejected => ConventionState::NotAdopted,
    };
    row.course.votes.push(Vote {
        by: count.by,
        on: count.on,
        households: count.households,
        present: count.present,
        in_favour: count.in_favour,
        outcome,
    });
    Ok(())
}

/// What was sent, and when it had come whole.
pub struct Sending {
    pub on: NaiveDate,
    pub received_on: NaiveDate,
    pub request_file: Option<AttachedFile>,
    pub minutes_file: Option<AttachedFile>,
    pub text_file: Option<AttachedFile>,
}

/// Sends the dossier: within 5 working days of the vote, else late (Art. 11.3a).
pub fn send_dossier(row: &mut Model, sending: Sending, today: &Today) -> Result<()> {
    ConventionAction::SendDossier.require(row)?;
    let voted = row.course.votes.last().map(|vote| vote.on);
    let voted = voted.ok_or_else(|| Problem::internal("a convention adopted without a vote"))?;
    today.follows("/on", sending.on, Some(voted), ConventionAction::SendDossier.follows())?;
    today.follows(
        "/received_on",
        sending.received_on,
        Some(sending.on),
        ConventionAction::SendDossier.follows(),
    )?;
    let decree = decree("/on", voted)?;
    row.course.dossier = Some(Dossier {
        sent: today.timed(sending.on, voted, decree.send_days),
        received_on: sending.received_on,
        decide_by: today.off.add_working_days(sending.received_on, decree.decide_days),
        request_file: sending.request_file,
        minutes_file: sending.minutes_file,
        text_file: sending.text_file,
    });
    row.state = ConventionState::Submitted;
    Ok(())
}
