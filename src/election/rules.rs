//! What may be done with an election, in which order, with how many, and by when: pure decisions of Decree 59/2023/NĐ-CP.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    course::{
        Call, CandidateVotes, Course, DismissalGround, ElectionTeam, HeadDecision, HeadRefusal, HeadVote, Nomination,
        Notice, Purpose, Sent,
    },
    entity::{ElectionState, Model},
    law::{Decree, FIRST, days_before},
};
use crate::{
    access::PersonId,
    document::{
        order::out_of_range,
        step::{Timed, Today},
    },
    http::{Code, Problem, Result},
};

/// Việc có thể làm tiếp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ElectionAction {
    /// Dời ngày họp.
    Postpone,
    /// Ghi danh sách người ứng cử.
    Nominate,
    /// Thành lập Tổ bầu cử.
    FormTeam,
    /// Thông báo, niêm yết.
    Announce,
    /// Ghi kết quả biểu quyết.
    RecordVote,
    /// Gửi quyết định của cộng đồng dân cư.
    SendResult,
    /// Công nhận.
    Recognise,
    /// Không công nhận, hoặc quyết định bầu lại.
    Refuse,
}

impl ElectionAction {
    pub const ALL: [Self; 8] = [
        Self::Postpone,
        Self::Nominate,
        Self::FormTeam,
        Self::Announce,
        Self::RecordVote,
        Self::SendResult,
        Self::Recognise,
        Self::Refuse,
    ];

    /// Whether it stands where this needs it.
    pub fn fits(self, row: &Model) -> bool {
        let electing = row.purpose == Purpose::Elect;
        let called = row.state == ElectionState::Called;
        match self {
            Self::Postpone | Self::Announce => called,
            Self::Nominate | Self::FormTeam => called && electing,
            Self::RecordVote => called && is_prepared(row),
            Self::SendResult => row.state == ElectionState::Carried,
            // What the meeting did not agree on, the committee may decide with the Front (Art. 9.3).
            Self::Recognise => {
                row.state == ElectionState::Sent || (!electing && row.state == ElectionState::NotCarried)
            }
            Self::Refuse => row.state == ElectionState::Sent,
        }
    }

    /// 409 when it does not, naming what the vote still needs.
    pub fn require(self, row: &Model) -> Result<()> {
        match (self.fits(row), self) {
            (true, _) => Ok(()),
            (false, Self::RecordVote) if row.state == ElectionState::Called => {
                Err(Problem::new(Code::StateForbids).detail(
                    "Phải có danh sách người ứng cử, Tổ bầu cử khi bầu, và thông báo trước cuộc họp (Nghị định 59/2023/NĐ-CP Điều 3.3, 6).",
                    "Candidates and a team for an election, and a notice, come before the meeting (Decree 59/2023 Art. 3.3, 6).",
                ))
            }
            (false, _) => Err(Problem::new(Code::StateForbids)),
        }
    }
}

/// Whether all is there that must precede the meeting.
fn is_prepared(row: &Model) -> bool {
    let course = &row.course;
    let stands = row.purpose == Purpose::Dismiss || (course.nomination.is_some() && course.team.is_some());
    stands && course.notice.is_some()
}

fn decree(pointer: &'static str, day: NaiveDate) -> Result<&'static Decree> {
    Decree::on(day).ok_or_else(|| {
        out_of_range(
            pointer,
            format!("Nghị định 59/2023/NĐ-CP có hiệu lực từ ngày {FIRST}; trước đó chỉ ghi chức danh."),
            format!("Decree 59/2023 holds from {FIRST} on; of what is older the appointment is recorded."),
        )
    })
}

/// A step so many days before the meeting.
fn ahead(on: NaiveDate, meeting_on: NaiveDate, days: u64) -> Timed {
    let due_on = days_before(meeting_on, days);
    Timed {
        on,
        due_on,
        late: on > due_on,
    }
}

/// What begins it.
pub struct Calling {
    pub purpose: Purpose,
    pub call: Call,
    pub meeting_on: NaiveDate,
    pub village_since: NaiveDate,
    /// Households of the village when they asked for a dismissal.
    pub households: Option<i64>,
    /// When the head before was dismissed.
    pub dismissed_on: Option<NaiveDate>,
}

/// Decides to hold the meeting: an election at least 20 days before it, else late (Art. 6.1a), and within 60 days of a dismissal (Art. 9.3); a petition
/// needs half of all households (Art. 9.1b).
pub fn call(calling: Calling, today: &Today<'_>) -> Result<Course> {
    let Calling {
        mut call, meeting_on, ..
    } = calling;
    let on = call.signed.on;
    let law = decree("/signed_on", on)?;
    today.lies("/signed_on", on, Some(calling.village_since))?;
    if meeting_on < on {
        return Err(meets_after(on));
    }
    match calling.purpose {
        Purpose::Elect => {
            call.signed = ahead(on, meeting_on, law.call_days);
            call.renew_by = calling.dismissed_on.map(|day| days_after(day, law.renew_days));
            call.renewed_late = call.renew_by.map(|last| on > last);
        }
        Purpose::Dismiss => {
            call.signed = Timed::unhurried(on);
            asked(&call, calling.households, law)?;
        }
    }
    Ok(Course {
        call,
        nomination: None,
        team: None,
        notice: None,
        vote: None,
        sent: None,
        recognition: None,
        refusal: None,
    })
}

fn days_after(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(chrono::Days::new(days)).unwrap_or(day)
}

fn meets_after(on: NaiveDate) -> Problem {
    out_of_range(
        "/meeting_on",
        format!("Không được trước ngày {on}."),
        format!("It must not come before {on}."),
    )
}

/// 422 unless a petition, and only one, says how many households asked, and they are enough.
fn asked(call: &Call, households: Option<i64>, law: &Decree) -> Result<()> {
    let petition = call.ground == Some(DismissalGround::Petition);
    match (petition, call.petitioners, households) {
        (false, None, _) => Ok(()),
        (true, Some(asking), Some(all)) if i64::from(asking) > all => Err(out_of_range(
            "/petitioners",
            format!("Thôn có {all} hộ."),
            format!("The village has {all} households."),
        )),
        (true, Some(asking), Some(all)) if i64::from(asking) * 100 < all * law.petition_percent => {
            Err(Problem::invalid(
                "/petitioners",
                "below_threshold",
                "Cần ít nhất 50 % tổng số hộ (Nghị định 59/2023/NĐ-CP Điều 9.1b).",
                "At least 50 % of all households are needed (Decree 59/2023 Art. 9.1b).",
            ))
        }
        (true, Some(_), Some(_)) => Ok(()),
        _ => Err(Problem::invalid(
            "/petitioners",
            "required",
            "Nêu số hộ kiến nghị khi hộ gia đình kiến nghị, và chỉ khi đó.",
            "Say how many households asked where households did, and only then.",
        )),
    }
}

/// Another day for the meeting; what was done before it is judged anew.
pub fn postpone(row: &mut Model, meeting_on: NaiveDate) -> Result<()> {
    ElectionAction::Postpone.require(row)?;
    if meeting_on < last_step(row) {
        return Err(meets_after(last_step(row)));
    }
    judge(row, meeting_on);
    Ok(())
}

/// The latest day on which something was done for it.
fn last_step(row: &Model) -> NaiveDate {
    let course = &row.course;
    let steps = [
        course.nomination.as_ref().map(|step| step.sent.on),
        course.team.as_ref().map(|step| step.signed.on),
        course.notice.as_ref().map(|step| step.given.on),
    ];
    steps.into_iter().flatten().fold(course.call.signed.on, NaiveDate::max)
}

/// Judges what precedes the meeting by the day it is held.
fn judge(row: &mut Model, meeting_on: NaiveDate) {
    row.meeting_on = meeting_on;
    let Some(law) = Decree::on(row.course.call.signed.on) else {
        return;
    };
    let electing = row.purpose == Purpose::Elect;
    let course = &mut row.course;
    let again = |step: &mut Timed, days| *step = ahead(step.on, meeting_on, days);
    if electing {
        again(&mut course.call.signed, law.call_days);
    }
    if let Some(nomination) = &mut course.nomination {
        again(&mut nomination.sent, law.nominate_days);
    }
    if let Some(team) = &mut course.team {
        again(&mut team.signed, law.team_days);
    }
    if let Some(notice) = &mut course.notice {
        again(
            &mut notice.given,
            if electing { law.announce_days } else { law.notice_days },
        );
    }
}

/// A step that precedes the meeting: not before the decision, not after the meeting.
fn precedes(row: &Model, pointer: &'static str, on: NaiveDate, today: &Today<'_>) -> Result<()> {
    today.lies(pointer, on, Some(row.course.call.signed.on))?;
    match on > row.meeting_on {
        true => Err(out_of_range(
            pointer,
            format!("Không được sau ngày họp {}.", row.meeting_on),
            format!("It must not come after the meeting, on {}.", row.meeting_on),
        )),
        false => Ok(()),
    }
}

/// Names the candidates: at least one, each once; 15 days before the meeting, else late (Art. 6.2).
pub fn nominate(row: &mut Model, on: NaiveDate, candidates: Vec<PersonId>, today: &Today<'_>) -> Result<()> {
    ElectionAction::Nominate.require(row)?;
    precedes(row, "/on", on, today)?;
    row.course.nomination = Some(Nomination {
        sent: Timed::unhurried(on),
        candidates,
    });
    judge(row, row.meeting_on);
    Ok(())
}

/// Sets up the election team: 10 days before the meeting, else late (Art. 6.1b).
pub fn form_team(row: &mut Model, team: ElectionTeam, today: &Today<'_>) -> Result<()> {
    ElectionAction::FormTeam.require(row)?;
    precedes(row, "/signed_on", team.signed.on, today)?;
    row.course.team = Some(team);
    judge(row, row.meeting_on);
    Ok(())
}

/// Makes it known: 7 days before an election, 2 before another meeting, else late (Art. 3.3, 6.1b).
pub fn announce(row: &mut Model, on: NaiveDate, today: &Today<'_>) -> Result<()> {
    ElectionAction::Announce.require(row)?;
    precedes(row, "/on", on, today)?;
    row.course.notice = Some(Notice {
        given: Timed::unhurried(on),
    });
    judge(row, row.meeting_on);
    Ok(())
}

/// The counts of a meeting.
pub struct Counting {
    pub on: NaiveDate,
    pub households: i64,
    pub present: u32,
    pub candidates: Vec<CandidateVotes>,
    pub in_favour: Option<u32>,
}

/// Records the vote: whoever more than half of all households voted for is elected; as many must agree to a dismissal (Law Art. 21.1).
pub fn record_vote(row: &mut Model, counting: Counting, today: &Today<'_>) -> Result<()> {
    ElectionAction::RecordVote.require(row)?;
    today.lies("/on", counting.on, Some(last_step(row)))?;
    let present = i64::from(counting.present);
    if present > counting.households {
        return Err(out_of_range(
            "/present",
            format!("Thôn có {} hộ.", counting.households),
            format!("The village has {} households.", counting.households),
        ));
    }
    let electing = row.purpose == Purpose::Elect;
    if electing != counting.in_favour.is_none() || electing == counting.candidates.is_empty() {
        return Err(Problem::invalid(
            "/candidates",
            "unsuited",
            "Khi bầu nêu số phiếu của từng người ứng cử; khi cho thôi nêu số hộ tán thành.",
            "An election counts votes by candidate, a dismissal the households in favour.",
        ));
    }
    let votes = counting.candidates.iter().map(|votes| i64::from(votes.in_favour));
    let cast: i64 = votes.chain(counting.in_favour.map(i64::from)).sum();
    if cast > present {
        return Err(out_of_range(
            if electing { "/candidates" } else { "/in_favour" },
            format!("Có {present} hộ dự họp."),
            format!("{present} households were represented."),
        ));
    }
    let carries = |votes: u32| i64::from(votes) * 2 > counting.households;
    let elected = counting.candidates.iter().find(|votes| carries(votes.in_favour));
    let carried = elected.is_some() || counting.in_favour.is_some_and(carries);
    let elected = elected.map(|votes| votes.person_id);
    judge(row, counting.on);
    row.course.vote = Some(HeadVote {
        on: counting.on,
        households: counting.households,
        present: counting.present,
        candidates: counting.candidates,
        in_favour: counting.in_favour,
        elected,
    });
    row.state = match carried {
        true => ElectionState::Carried,
        false => ElectionState::NotCarried,
    };
    Ok(())
}

/// Sends the result: within 5 working days of the meeting, else late (Art. 3.5d).
pub fn send_result(row: &mut Model, on: NaiveDate, received_on: NaiveDate, today: &Today<'_>) -> Result<()> {
    ElectionAction::SendResult.require(row)?;
    let law = decree("/on", row.course.call.signed.on)?;
    today.lies("/on", on, Some(row.meeting_on))?;
    today.lies("/received_on", received_on, Some(on))?;
    row.course.sent = Some(Sent {
        sent: today.timed(on, row.meeting_on, law.send_days),
        received_on,
        decide_by: today.off.add_working_days(received_on, law.decide_days),
    });
    row.state = ElectionState::Sent;
    Ok(())
}

/// The committee's decision: within 5 working days of having the result, else late (Art. 8, 9.3).
fn decided(row: &Model, pointer: &'static str, on: NaiveDate, today: &Today<'_>) -> Result<Timed> {
    let law = decree(pointer, row.course.call.signed.on)?;
    match &row.course.sent {
        Some(sent) => {
            today.lies(pointer, on, Some(sent.received_on))?;
            Ok(today.timed(on, sent.received_on, law.decide_days))
        }
        None => {
            today.lies(pointer, on, Some(row.meeting_on))?;
            Ok(Timed::unhurried(on))
        }
    }
}

/// Recognises it; against the meeting only where the Front has agreed (Art. 9.3). `decision.made` is worked out here.
pub fn recognise(row: &mut Model, mut decision: HeadDecision, today: &Today<'_>) -> Result<()> {
    ElectionAction::Recognise.require(row)?;
    decision.made = decided(row, "/signed_on", decision.made.on, today)?;
    let against = row.state == ElectionState::NotCarried;
    match decision.front_agreed_on {
        Some(agreed) if against => today.lies("/front_agreed_on", agreed, Some(row.meeting_on))?,
        None if !against => {}
        _ => {
            return Err(Problem::invalid(
                "/front_agreed_on",
                "required",
                "Nêu ngày Mặt trận thống nhất khi cuộc họp không tán thành, và chỉ khi đó (Nghị định 59/2023/NĐ-CP Điều 9.3).",
                "Say when the Front agreed where the meeting did not, and only then (Decree 59/2023 Art. 9.3).",
            ));
        }
    }
    row.course.recognition = Some(decision);
    row.state = ElectionState::Recognised;
    Ok(())
}

/// Refuses it in writing and with the reason, or decides to elect anew (Art. 8, 9.3). `refusal.made` is worked out here.
pub fn refuse(row: &mut Model, mut refusal: HeadRefusal, today: &Today<'_>) -> Result<()> {
    ElectionAction::Refuse.require(row)?;
    refusal.made = decided(row, "/on", refusal.made.on, today)?;
    if refusal.again && row.purpose == Purpose::Dismiss {
        return Err(Problem::invalid(
            "/again",
            "unsuited",
            "Chỉ bầu lại khi bầu.",
            "Only an election is held anew.",
        ));
    }
    row.course.refusal = Some(refusal);
    row.state = ElectionState::Refused;
    Ok(())
}

#[cfg(test)]
mod tests;
