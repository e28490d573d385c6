//! What may be done with a convention, in which order, with how many, and by when: pure decisions of Decree 61/2023/NĐ-CP.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    course::{
        Annulment, AnnulmentGround, AnswerKind, Answered, Complaint, ComplaintAim, Decision, Dossier, Posting,
        Proposal, Proposer, Refusal, Suspension, SuspensionGround, Team, TeamMember, Timed, Vote, VoteForm,
        VoteOutcome, YearlyReview,
    },
    entity::{ConventionState, Model},
    law::{Decree, FIRST},
};
use crate::{
    calendar::Holidays,
    document::{
        force::Force,
        order::{in_order, out_of_range},
    },
    http::{Code, Problem, Result},
};

/// Reviews of one convention, and complaints against it, at most.
const MOST: usize = 100;

/// Việc có thể làm tiếp với hương ước, quy ước.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConventionAction {
    /// Sửa tên, tóm tắt.
    Change,
    /// Thành lập Tổ soạn thảo.
    FormTeam,
    /// Niêm yết, lấy ý kiến.
    Post,
    /// Ghi kết quả biểu quyết.
    RecordVote,
    /// Gửi hồ sơ đề nghị công nhận.
    SendDossier,
    /// Công nhận.
    Recognise,
    /// Không công nhận.
    Refuse,
    /// Gửi lại thôn và Mặt trận.
    SendBack,
    /// Ghi kết quả rà soát hằng năm.
    Review,
    /// Ghi phản ánh, kiến nghị.
    RecordComplaint,
    /// Trả lời phản ánh không có cơ sở.
    DismissComplaint,
    /// Tạm ngừng thực hiện.
    Suspend,
    /// Bãi bỏ.
    Annul,
}

impl ConventionAction {
    pub const ALL: [Self; 13] = [
        Self::Change,
        Self::FormTeam,
        Self::Post,
        Self::RecordVote,
        Self::SendDossier,
        Self::Recognise,
        Self::Refuse,
        Self::SendBack,
        Self::Review,
        Self::RecordComplaint,
        Self::DismissComplaint,
        Self::Suspend,
        Self::Annul,
    ];

    /// Whether it stands where this needs it.
    pub fn fits(self, row: &Model) -> bool {
        use ConventionState::{
            Adopted, Drafting, NotAdopted, Posted, Proposed, Recognised, Refused, Submitted, Suspended, SuspendedInPart,
        };
        let state = row.state;
        let holds = matches!(state, Recognised | SuspendedInPart | Suspended);
        match self {
            Self::Change => matches!(state, Proposed | Drafting | NotAdopted | Refused),
            Self::FormTeam => state == Proposed,
            // What was voted down, or refused, is mended and asked about again.
            Self::Post => matches!(state, Drafting | NotAdopted | Refused),
            Self::RecordVote => state == Posted,
            Self::SendDossier => state == Adopted,
            Self::Recognise | Self::Refuse => state == Submitted,
            // What is older than the decree was never sent in.
            Self::SendBack => holds && row.course.dossier.is_some() && row.course.sent_back.is_none(),
            Self::Review => matches!(state, Recognised | SuspendedInPart),
            Self::RecordComplaint | Self::Annul => holds,
            Self::DismissComplaint => holds && open_complaint(row).is_some(),
            Self::Suspend => state == Recognised,
        }
    }

    /// 409 when it does not.
    pub fn require(self, row: &Model) -> Result<()> {
        match self.fits(row) {
            true => Ok(()),
            false => Err(Problem::new(Code::StateForbids)),
        }
    }
}

/// The day on which something is recorded, and the days off.
pub struct Today<'a> {
    pub day: NaiveDate,
    pub off: &'a Holidays,
}

impl Today<'_> {
    fn lies(&self, pointer: &'static str, day: NaiveDate, first: Option<NaiveDate>) -> Result<()> {
        in_order(pointer, day, first, self.day)
    }

    /// A step so many working days after what began its clock.
    fn timed(&self, on: NaiveDate, since: NaiveDate, working_days: u16) -> Timed {
        let due_on = self.off.add_working_days(since, working_days);
        Timed {
            on,
            due_on,
            late: on > due_on,
        }
    }
}

/// The decree of a day; 422 for one before there was any.
fn decree(pointer: &'static str, day: NaiveDate) -> Result<&'static Decree> {
    Decree::on(day).ok_or_else(|| {
        out_of_range(
            pointer,
            format!("Nghị định 61/2023/NĐ-CP có hiệu lực từ ngày {FIRST}; văn bản trước đó ghi ở recognised_before."),
            format!("Decree 61/2023 holds from {FIRST} on; what is older is recorded with recognised_before."),
        )
    })
}

/// 422 for a proposal the community need not be asked about (Art. 7), or one of days when there was no such village.
pub fn propose(proposal: &Proposal, village_since: NaiveDate, today: &Today<'_>) -> Result<()> {
    today.lies("/proposal/on", proposal.on, Some(village_since))?;
    let decree = decree("/proposal/on", proposal.on)?;
    let Some(households) = proposal.households else {
        return no_households(proposal);
    };
    let in_favour = i64::from(proposal.in_favour.unwrap_or_default());
    if in_favour > households {
        return Err(more_than_households("/proposal/in_favour", households));
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

fn more_than_households(pointer: &'static str, households: i64) -> Problem {
    out_of_range(
        pointer,
        format!("Không được nhiều hơn {households} hộ của thôn."),
        format!("The village has no more than {households} households."),
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
pub fn form_team(row: &mut Model, mut team: Team, ethnic_minority_area: bool, today: &Today<'_>) -> Result<()> {
    ConventionAction::FormTeam.require(row)?;
    today.lies("/on", team.on, row.course.proposal.as_ref().map(|proposal| proposal.on))?;
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

/// Posts the draft for at least 30 days, with at least one further way of asking (Art. 9).
pub fn post(row: &mut Model, mut posting: Posting, today: &Today<'_>) -> Result<()> {
    ConventionAction::Post.require(row)?;
    today.lies("/on", posting.on, last_step(row))?;
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
    posting.open_until = decree("/on", posting.on)?.posted_until(posting.on, today.off);
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
pub fn record_vote(row: &mut Model, count: Count, today: &Today<'_>) -> Result<()> {
    ConventionAction::RecordVote.require(row)?;
    let posting = row
        .course
        .posting
        .as_ref()
        .ok_or_else(|| Problem::internal("a convention posted without a posting"))?;
    today.lies("/on", count.on, Some(posting.on))?;
    if count.on < posting.open_until {
        let until = posting.open_until;
        return Err(Problem::invalid(
            "/on",
            "too_early",
            format!("Phải niêm yết ít nhất 30 ngày, đến hết ngày {until} (Nghị định 61/2023/NĐ-CP Điều 9.1)."),
            format!("The draft is posted for at least 30 days, until the end of {until} (Decree 61/2023 Art. 9.1)."),
        ));
    }
    if i64::from(count.present) > count.households {
        return Err(more_than_households("/present", count.households));
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
    pub text_file: Option<crate::attachment::attached::AttachedFile>,
}

/// Sends the dossier: within 5 working days of the vote, else late (Art. 11.3a).
pub fn send_dossier(row: &mut Model, sending: Sending, today: &Today<'_>) -> Result<()> {
    ConventionAction::SendDossier.require(row)?;
    let voted = row.course.votes.last().map(|vote| vote.on);
    let voted = voted.ok_or_else(|| Problem::internal("a convention adopted without a vote"))?;
    today.lies("/on", sending.on, Some(voted))?;
    today.lies("/received_on", sending.received_on, Some(sending.on))?;
    let decree = decree("/on", voted)?;
    row.course.dossier = Some(Dossier {
        sent: today.timed(sending.on, voted, decree.send_days),
        received_on: sending.received_on,
        decide_by: today.off.add_working_days(sending.received_on, decree.decide_days),
        text_file: sending.text_file,
    });
    row.state = ConventionState::Submitted;
    Ok(())
}

/// The committee's decision on a dossier: within 5 working days of having it whole, else late (Art. 11.3b).
fn decided(row: &Model, pointer: &'static str, on: NaiveDate, today: &Today<'_>) -> Result<Timed> {
    let dossier = row.course.dossier.as_ref();
    let received = dossier.map(|dossier| dossier.received_on);
    let received = received.ok_or_else(|| Problem::internal("a convention submitted without a dossier"))?;
    today.lies(pointer, on, Some(received))?;
    Ok(today.timed(on, received, decree(pointer, received)?.decide_days))
}

/// Recognises it; it is in force from the day of the decision (Art. 11.5). `decision.made` is worked out here.
pub fn recognise(row: &mut Model, mut decision: Decision, today: &Today<'_>) -> Result<()> {
    ConventionAction::Recognise.require(row)?;
    decision.made = decided(row, "/signed_on", decision.made.on, today)?;
    row.in_force_on = Some(decision.made.on);
    row.course.recognition = Some(decision);
    row.state = ConventionState::Recognised;
    Ok(())
}

/// Refuses it, in writing and with the reason (Art. 11.3b). `refusal.made` is worked out here.
pub fn refuse(row: &mut Model, mut refusal: Refusal, today: &Today<'_>) -> Result<()> {
    ConventionAction::Refuse.require(row)?;
    refusal.made = decided(row, "/on", refusal.made.on, today)?;
    row.course.refusals.push(refusal);
    row.state = ConventionState::Refused;
    Ok(())
}

/// Sends it back to the village and the Front: within 2 working days, else late (Art. 18.1a).
pub fn send_back(row: &mut Model, on: NaiveDate, today: &Today<'_>) -> Result<()> {
    ConventionAction::SendBack.require(row)?;
    let recognised = in_force_on(row)?;
    today.lies("/on", on, Some(recognised))?;
    row.course.sent_back = Some(today.timed(on, recognised, decree("/on", recognised)?.send_back_days));
    Ok(())
}

fn in_force_on(row: &Model) -> Result<NaiveDate> {
    row.in_force_on
        .ok_or_else(|| Problem::internal("a convention recognised without its day"))
}

/// Records the community's yearly review (Art. 15.4).
pub fn review(row: &mut Model, review: YearlyReview, today: &Today<'_>) -> Result<()> {
    ConventionAction::Review.require(row)?;
    today.lies("/on", review.on, Some(in_force_on(row)?))?;
    not_too_many(row.course.reviews.len())?;
    row.course.reviews.push(review);
    Ok(())
}

/// 409 where so much has been recorded that more must be a mistake.
fn not_too_many(recorded: usize) -> Result<()> {
    match recorded < MOST {
        true => Ok(()),
        false => Err(Problem::new(Code::StateForbids)
            .detail(format!("Đã ghi {MOST} lần."), format!("It was recorded {MOST} times."))),
    }
}

/// Records what was said against it, and starts its clock (Art. 12.2, 14.3).
pub fn record_complaint(
    row: &mut Model,
    received_on: NaiveDate,
    asks: ComplaintAim,
    content: String,
    today: &Today<'_>,
) -> Result<()> {
    ConventionAction::RecordComplaint.require(row)?;
    today.lies("/received_on", received_on, Some(in_force_on(row)?))?;
    let decree = decree("/received_on", received_on)?;
    let days = match asks {
        ComplaintAim::Suspension => decree.suspend_days,
        ComplaintAim::Annulment => decree.annul_days,
    };
    not_too_many(row.course.complaints.len())?;
    row.course.complaints.push(Complaint {
        received_on,
        content,
        asks,
        answer_by: today.off.add_working_days(received_on, days),
        answer: None,
    });
    Ok(())
}

/// The complaint that has waited longest.
pub fn open_complaint(row: &Model) -> Option<&Complaint> {
    row.course
        .complaints
        .iter()
        .find(|complaint| complaint.answer.is_none())
}

/// Answers the complaint that has waited longest, where one waits.
fn answer(row: &mut Model, answer: Answered, today: &Today<'_>) -> Result<()> {
    let mut waiting = row.course.complaints.iter_mut();
    let Some(complaint) = waiting.find(|complaint| complaint.answer.is_none()) else {
        return Ok(());
    };
    today.lies("/on", answer.on, Some(complaint.received_on))?;
    complaint.answer = Some(Answered {
        late: answer.on > complaint.answer_by,
        ..answer
    });
    Ok(())
}

/// Answers that a complaint is unfounded (Art. 12.2a, 14.3a).
pub fn dismiss(row: &mut Model, answered: Answered, today: &Today<'_>) -> Result<()> {
    ConventionAction::DismissComplaint.require(row)?;
    answer(row, answered, today)
}

/// Suspends it: the whole for wrong procedure, a part for its content (Art. 12.1); the deadline for mending it must be set (Art. 12.3).
pub fn suspend(row: &mut Model, suspension: Suspension, today: &Today<'_>) -> Result<()> {
    ConventionAction::Suspend.require(row)?;
    today.lies("/on", suspension.on, Some(in_force_on(row)?))?;
    let whole = suspension.ground == SuspensionGround::Procedure;
    parts_fit(suspension.parts.is_some(), whole, "Điều 12.1", "Art. 12.1")?;
    if suspension.remedy_by <= suspension.on {
        return Err(out_of_range(
            "/remedy_by",
            "Phải sau ngày ký quyết định (Nghị định 61/2023/NĐ-CP Điều 12.3).".to_owned(),
            "It must come after the decision (Decree 61/2023 Art. 12.3).".to_owned(),
        ));
    }
    let said = Answered {
        by: AnswerKind::Suspended,
        on: suspension.on,
        late: false,
        number: suspension.number.clone(),
        reason: suspension.reason.clone(),
    };
    answer(row, said, today)?;
    row.course.suspensions.push(suspension);
    row.state = match whole {
        true => ConventionState::Suspended,
        false => ConventionState::SuspendedInPart,
    };
    Ok(())
}

/// 422 unless parts are named exactly where it is not the whole.
fn parts_fit(named: bool, whole: bool, vi: &str, en: &str) -> Result<()> {
    match named == whole {
        false => Ok(()),
        true => Err(Problem::invalid(
            "/parts",
            "unsuited",
            format!("Nêu các điều, khoản khi chỉ áp dụng một phần, và chỉ khi đó (Nghị định 61/2023/NĐ-CP {vi})."),
            format!("Name the parts where it is not the whole, and only then (Decree 61/2023 {en})."),
        )),
    }
}

/// Annuls it: the whole at once for unlawful content or a threshold that was not met, or what was suspended once its time is over (Art. 14).
pub fn annul(row: &mut Model, annulment: Annulment, today: &Today<'_>) -> Result<()> {
    ConventionAction::Annul.require(row)?;
    today.lies("/on", annulment.on, Some(in_force_on(row)?))?;
    let needed = match annulment.ground {
        AnnulmentGround::UnlawfulContent | AnnulmentGround::ThresholdNotMet => None,
        AnnulmentGround::ProcedureNotRemedied => Some(ConventionState::Suspended),
        AnnulmentGround::ContentNotRemedied => Some(ConventionState::SuspendedInPart),
    };
    let remedied_by = row.course.suspensions.last().map(|suspension| suspension.remedy_by);
    if needed.is_some_and(|needed| row.state != needed || remedied_by.is_none_or(|last| annulment.on <= last)) {
        return Err(Problem::new(Code::StateForbids).detail(
            "Chỉ bãi bỏ khi đã tạm ngừng và hết thời hạn khắc phục (Nghị định 61/2023/NĐ-CP Điều 14.1b, 14.2).",
            "It must have been suspended, and the time to mend it be over (Decree 61/2023 Art. 14.1b, 14.2).",
        ));
    }
    let whole = annulment.ground != AnnulmentGround::ContentNotRemedied;
    parts_fit(annulment.parts.is_some(), whole, "Điều 14.1, 14.2", "Art. 14.1, 14.2")?;
    let said = Answered {
        by: AnswerKind::Annulled,
        on: annulment.on,
        late: false,
        number: annulment.number.clone(),
        reason: annulment.reason.clone(),
    };
    answer(row, said, today)?;
    if whole {
        row.ended_on = Some(annulment.on);
        row.state = ConventionState::Annulled;
    } else {
        row.state = ConventionState::Recognised;
    }
    row.course.annulments.push(annulment);
    Ok(())
}

/// Ends a convention whose place another has taken, from the day that was recognised (Art. 12.5, 13.4).
pub fn replaced(row: &mut Model, by: &Model) -> Result<()> {
    row.ended_on = Some(in_force_on(by)?);
    row.replaced_by_id = Some(by.id);
    row.state = ConventionState::Replaced;
    Ok(())
}

/// What stands on a day; nothing is said of what was not recognised.
pub fn force(row: &Model, day: NaiveDate, village_ended_on: Option<NaiveDate>) -> Option<Force> {
    let since = row.in_force_on?;
    let over = |end: Option<NaiveDate>| end.is_some_and(|end| end <= day);
    let mut suspensions = row.course.suspensions.iter().filter(|suspension| suspension.on <= day);
    let suspended = suspensions
        .clone()
        .any(|suspension| suspension.ground == SuspensionGround::Procedure);
    let partly = suspensions.next().is_some() || row.course.annulments.iter().any(|annulment| annulment.on <= day);
    Some(match () {
        () if day < since => Force::NotYet,
        () if over(row.ended_on) => Force::Expired,
        () if suspended => Force::Suspended,
        () if over(village_ended_on) => Force::CarriedOver,
        () if partly => Force::Partly,
        () => Force::InForce,
    })
}

#[cfg(test)]
mod tests;
