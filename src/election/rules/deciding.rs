//! What the committee decides on a result.

use chrono::NaiveDate;

use super::{ElectionAction, decree};
use crate::{
    document::step::{Timed, Today},
    election::{
        course::{HeadDecision, HeadRefusal, Purpose},
        entity::{ElectionState, Model},
    },
    http::{Problem, Result},
};

/// The committee's decision: within 5 working days of having the result, else late (Art. 8, 9.3).
fn decided(row: &Model, pointer: &'static str, on: NaiveDate, today: &Today) -> Result<Timed> {
    let law = decree(pointer, row.course.call.signed.on)?;
    match &row.course.sent {
        Some(sent) => {
            today.follows(pointer, on, Some(sent.received_on), ElectionAction::Recognise.follows())?;
            Ok(today.timed(on, sent.received_on, law.decide_days))
        }
        None => {
            today.follows(pointer, on, Some(row.meeting_on), ElectionAction::Refuse.follows())?;
            Ok(Timed::unhurried(on))
        }
    }
}

/// Recognises it; against the meeting only where the Front has agreed (Art. 9.3). `decision.made` is worked out here.
pub fn recognise(row: &mut Model, mut decision: HeadDecision, today: &Today) -> Result<()> {
    ElectionAction::Recognise.require(row)?;
    decision.made = decided(row, "/signed_on", decision.made.on, today)?;
    let against = row.state == ElectionState::NotCarried;
    match decision.front_agreed_on {
        Some(agreed) if against => {
            today.follows(
                "/front_agreed_on",
                agreed,
                Some(row.meeting_on),
                ElectionAction::Recognise.follows(),
            )?;
            today.follows(
                "/signed_on",
                decision.made.on,
                Some(agreed),
                ElectionAction::Recognise.follows(),
            )?;
        }
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

/// Refuses it in writing and with the reason, or decides to elect anew, or not to dismiss (Art. 8, 9.3). `refusal.made` is worked out here.
pub fn refuse(row: &mut Model, mut refusal: HeadRefusal, today: &Today) -> Result<()> {
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
