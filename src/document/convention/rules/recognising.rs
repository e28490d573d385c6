//! What the committee decides on a dossier (Decree 61/2023 Art. 11, 18).

use chrono::NaiveDate;

use super::{ConventionAction, Today, complaining::answer_all, decree, in_force_on, last_decision};
use crate::{
    document::convention::{
        course::{Decision, Refusal},
        entity::{ConventionState, Model},
        objection::{AnswerKind, Answered},
    },
    document::{order::out_of_range, step::Timed},
    http::{Problem, Result},
};

/// The committee's decision on a dossier: within 5 working days of having it whole, else late (Art. 11.3b).
fn decided(row: &Model, pointer: &'static str, on: NaiveDate, today: &Today) -> Result<Timed> {
    let dossier = row.course.dossier.as_ref();
    let received = dossier.map(|dossier| dossier.received_on);
    let received = received.ok_or_else(|| Problem::internal("a convention submitted without a dossier"))?;
    today.follows(pointer, on, Some(received), ConventionAction::Recognise.follows())?;
    Ok(today.timed(on, received, decree(pointer, received)?.decide_days))
}

/// Recognises it; it is in force from the day of the decision (Art. 11.5). `decision.made` is worked out here.
pub fn recognise(row: &mut Model, mut decision: Decision, today: &Today) -> Result<()> {
    ConventionAction::Recognise.require(row)?;
    decision.made = decided(row, "/signed_on", decision.made.on, today)?;
    row.in_force_on = Some(decision.made.on);
    row.course.recognition = Some(decision);
    row.state = ConventionState::Recognised;
    Ok(())
}

/// Refuses it, in writing and with the reason (Art. 11.3b). `refusal.made` and what was refused are worked out here.
pub fn refuse(row: &mut Model, mut refusal: Refusal, today: &Today) -> Result<()> {
    ConventionAction::Refuse.require(row)?;
    refusal.made = decided(row, "/on", refusal.made.on, today)?;
    refusal.files = row.course.files_now().cloned().collect();
    row.course.refusals.push(refusal);
    row.state = ConventionState::Refused;
    Ok(())
}

/// Sends it back to the village and the Front: within 2 working days, else late (Art. 18.1a).
pub fn send_back(row: &mut Model, on: NaiveDate, today: &Today) -> Result<()> {
    ConventionAction::SendBack.require(row)?;
    let recognised = in_force_on(row)?;
    today.follows("/on", on, Some(recognised), ConventionAction::SendBack.follows())?;
    row.course.sent_back = Some(today.timed(on, recognised, decree("/on", recognised)?.send_back_days));
    Ok(())
}

/// Ends a convention whose place another has taken, from the day that was recognised (Art. 12.5, 13.4).
pub fn replaced(row: &mut Model, by: &Model) -> Result<()> {
    let since = in_force_on(by)?;
    if since <= in_force_on(row)? {
        return Err(out_of_range(
            "/signed_on",
            "Phải sau ngày văn bản bị thay thế có hiệu lực (Nghị định 61/2023/NĐ-CP Điều 11.5, 13.4).".to_owned(),
            "It must come after the day from which the one it replaces is in force (Decree 61/2023 Art. 11.5, 13.4)."
                .to_owned(),
        ));
    }
    let last = last_decision(row)?;
    if since < last {
        return Err(out_of_range(
            "/signed_on",
            format!(
                "Không được trước ngày {last} có quyết định về văn bản bị thay thế (Nghị định 61/2023/NĐ-CP Điều 12.5)."
            ),
            format!(
                "It must not come before {last}, when the one it replaces was decided on (Decree 61/2023 Art. 12.5)."
            ),
        ));
    }
    if let Some(decision) = &by.course.recognition {
        answer_all(row, &superseded(decision, since));
    }
    row.ended_on = Some(since);
    row.replaced_by_id = Some(by.id);
    row.state = ConventionState::Replaced;
    Ok(())
}

/// What answers whoever had complained of the text before.
fn superseded(decision: &Decision, on: NaiveDate) -> Answered {
    Answered {
        by: AnswerKind::Replaced,
        on,
        late: false,
        number: decision.number.clone(),
        reason: "Đã công nhận hương ước, quy ước sửa đổi, bổ sung hoặc thay thế.".to_owned(),
    }
}
