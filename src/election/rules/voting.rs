//! The vote, and sending what came of it.

use chrono::NaiveDate;

use super::{
    ElectionAction, decree, judge, last_step,
    order::{ANOTHER_VOTE, BALLOT},
};
use crate::{
    document::{
        order::{out_of_range, out_of_step},
        step::Today,
    },
    election::{
        course::{CandidateVotes, HeadVote, HeadVoteForm, Purpose, Sent},
        entity::{ElectionState, Model},
    },
    http::{Problem, Result},
};

/// The counts of a meeting, or of ballots.
pub struct Counting {
    pub by: HeadVoteForm,
    pub on: NaiveDate,
    pub households: i64,
    pub present: u32,
    pub candidates: Vec<CandidateVotes>,
    pub in_favour: Option<u32>,
}

/// Records a vote: whoever more than half of all households voted for is elected; as many must agree to a dismissal, at a meeting and by ballot alike
/// (Law Art. 21.1; Decree Art. 4.6b). After a meeting too few came to there is another (Law Art. 17.2, 19.1b), never before it.
pub fn record_vote(row: &mut Model, counting: Counting, today: &Today) -> Result<()> {
    ElectionAction::RecordVote.require(row)?;
    let comes_after = match (&row.course.vote, counting.by) {
        (Some(_), _) => ANOTHER_VOTE,
        (None, HeadVoteForm::Meeting) => ElectionAction::RecordVote.follows(),
        (None, HeadVoteForm::Ballot) => return Err(out_of_step(BALLOT)),
    };
    today.follows("/on", counting.on, Some(last_step(row)), comes_after)?;
    require_sound(row.purpose, &counting)?;
    let carries = |votes: u32| i64::from(votes) * 2 > counting.households;
    let elected = counting.candidates.iter().find(|votes| carries(votes.in_favour));
    let carried = elected.is_some() || counting.in_favour.is_some_and(carries);
    let elected = elected.map(|votes| votes.person_id);
    match row.course.vote.take() {
        // What precedes a meeting was in time, or late, for the first.
        Some(failed) => {
            row.course.earlier_votes.push(failed);
            row.meeting_on = counting.on;
        }
        None => judge(row, counting.on),
    }
    row.course.vote = Some(HeadVote {
        by: counting.by,
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

/// 422 for more who took part than live there, more votes than took part, or what is not counted for this purpose.
fn require_sound(purpose: Purpose, counting: &Counting) -> Result<()> {
    let present = i64::from(counting.present);
    if present > counting.households {
        return Err(out_of_range(
            "/present",
            format!("Thôn có {} hộ.", counting.households),
            format!("The village has {} households.", counting.households),
        ));
    }
    let electing = purpose == Purpose::Elect;
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
    match cast > present {
        true => Err(out_of_range(
            if electing { "/candidates" } else { "/in_favour" },
            format!("Có {present} hộ tham gia."),
            format!("{present} households took part."),
        )),
        false => Ok(()),
    }
}

/// Sends the result: within 5 working days of the vote that carried it, else late (Art. 3.5d, 4.7).
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
