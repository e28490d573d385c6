//! The vote, and sending what came of it.

use chrono::NaiveDate;

use super::{ElectionAction, decree, judge, last_step};
use crate::{
    document::{order::out_of_range, step::Today},
    election::{
        course::{CandidateVotes, HeadVote, Purpose, Sent},
        entity::{ElectionState, Model},
    },
    http::{Problem, Result},
};

/// The counts of a meeting.
pub struct Counting {
    pub on: NaiveDate,
    pub households: i64,
    pub present: u32,
    pub candidates: Vec<CandidateVotes>,
    pub in_favour: Option<u32>,
}

/// Records the vote: whoever more than half of all households voted for is elected; as many must agree to a dismissal (Law Art. 21.1).
pub fn record_vote(row: &mut Model, counting: Counting, today: &Today) -> Result<()> {
    ElectionAction::RecordVote.require(row)?;
    today.follows(
        "/on",
        counting.on,
        Some(last_step(row)),
        ElectionAction::RecordVote.follows(),
    )?;
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
pub fn send_result(row: &mut Model, on: NaiveDate, received_on: NaiveDate, today: &Today) -> Result<()> {
    ElectionAction::SendResult.require(row)?;
    let law = decree("/on", row.course.call.signed.on)?;
    today.follows("/on", on, Some(row.meeting_on), ElectionAction::SendResult.follows())?;
    today.follows(
        "/received_on",
        received_on,
        Some(on),
        ElectionAction::SendResult.follows(),
    )?;
    row.course.sent = Some(Sent {
        sent: today.timed(on, row.meeting_on, law.send_days),
        received_on,
        decide_by: today.off.add_working_days(received_on, law.decide_days),
    });
    row.state = ElectionState::Sent;
    Ok(())
}
