//! Suspending and annulling (Decree 61/2023 Art. 12, 14).

use super::{ConventionAction, Today, complaining::answer, in_force_on};
use crate::{
    document::{
        convention::{
            course::{Annulment, AnnulmentGround, AnswerKind, Answered, Suspension, SuspensionGround},
            entity::{ConventionState, Model},
        },
        order::out_of_range,
    },
    http::{Code, Problem, Result},
};

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
