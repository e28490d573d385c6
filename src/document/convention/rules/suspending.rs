//! Suspending and annulling (Decree 61/2023 Art. 12, 14).

use chrono::NaiveDate;

use super::{
    ConventionAction, Today,
    complaining::{answer, answer_all, waiting_at},
    last_decision,
};
use crate::{
    document::{
        convention::{
            entity::{ConventionState, Model},
            objection::{Annulment, AnnulmentGround, AnswerKind, Answered, Suspension, SuspensionGround},
        },
        order::out_of_range,
    },
    http::{Code, Problem, Result},
};

/// Suspends it: the whole for wrong procedure, a part for its content (Art. 12.1); the deadline for mending it must be set (Art. 12.3).
pub fn suspend(row: &mut Model, suspension: Suspension, complaint: Option<u32>, today: &Today) -> Result<()> {
    ConventionAction::Suspend.require(row)?;
    today.follows(
        "/on",
        suspension.on,
        Some(last_decision(row)?),
        ConventionAction::Suspend.follows(),
    )?;
    let whole = suspension.ground == SuspensionGround::Procedure;
    parts_fit(suspension.parts.is_some(), whole, "Điều 12.1", "Art. 12.1")?;
    if suspension.remedy_by <= suspension.on {
        return Err(out_of_range(
            "/remedy_by",
            "Phải sau ngày ký quyết định (Nghị định 61/2023/NĐ-CP Điều 12.3).".to_owned(),
            "It must come after the decision (Decree 61/2023 Art. 12.3).".to_owned(),
        ));
    }
    once(row, suspension.parts.as_deref())?;
    let said = Answered {
        by: AnswerKind::Suspended,
        on: suspension.on,
        late: false,
        number: suspension.number.clone(),
        reason: suspension.reason.clone(),
    };
    answer(row, said, complaint, today)?;
    row.course.suspensions.push(suspension);
    row.state = match whole {
        true => ConventionState::Suspended,
        false => ConventionState::SuspendedInPart,
    };
    Ok(())
}

/// 422 for a part that is suspended already, or annulled.
fn once(row: &Model, parts: Option<&str>) -> Result<()> {
    let suspended = still_suspended(row).any(|suspension| suspension.parts.as_deref() == parts);
    let mut annulled = row.course.annulments.iter();
    match suspended || (parts.is_some() && annulled.any(|annulment| annulment.parts.as_deref() == parts)) {
        false => Ok(()),
        true => Err(Problem::invalid(
            "/parts",
            "duplicate",
            "Phần này đã bị tạm ngừng hoặc bãi bỏ (Nghị định 61/2023/NĐ-CP Điều 12.1, 14.2).",
            "This part is suspended already, or was annulled (Decree 61/2023 Art. 12.1, 14.2).",
        )),
    }
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

/// Annuls it: the whole at once for unlawful content or a threshold that was not met, or what was suspended once its time is over (Art. 14), of
/// which the last day is a working day.
pub fn annul(row: &mut Model, annulment: Annulment, complaint: Option<u32>, today: &Today) -> Result<()> {
    ConventionAction::Annul.require(row)?;
    today.follows(
        "/on",
        annulment.on,
        Some(last_decision(row)?),
        ConventionAction::Annul.follows(),
    )?;
    let needed = match annulment.ground {
        AnnulmentGround::UnlawfulContent | AnnulmentGround::ThresholdNotMet => None,
        AnnulmentGround::ProcedureNotRemedied => Some(ConventionState::Suspended),
        AnnulmentGround::ContentNotRemedied => Some(ConventionState::SuspendedInPart),
    };
    let whole = annulment.ground != AnnulmentGround::ContentNotRemedied;
    parts_fit(annulment.parts.is_some(), whole, "Điều 14.1, 14.2", "Art. 14.1, 14.2")?;
    let suspension = match whole {
        true => row.course.suspensions.last(),
        false if row.state == ConventionState::SuspendedInPart => Some(suspended(row, annulment.parts.as_deref())?),
        false => None,
    };
    let last = suspension.map(|suspension| suspension.remedy_ends_on(&today.off));
    if let Some(needed) = needed {
        not_remedied(last.filter(|_| row.state == needed), annulment.on)?;
    }
    let said = Answered {
        by: AnswerKind::Annulled,
        on: annulment.on,
        late: false,
        number: annulment.number.clone(),
        reason: annulment.reason.clone(),
    };
    match whole {
        true => {
            complaint.map(|place| waiting_at(row, place)).transpose()?;
            answer_all(row, &said);
        }
        false => answer(row, said, complaint, today)?,
    }
    let on = annulment.on;
    row.course.annulments.push(annulment);
    let others = still_suspended(row).next().is_some();
    row.state = match (whole, others) {
        (true, _) => ConventionState::Annulled,
        (false, true) => ConventionState::SuspendedInPart,
        (false, false) => ConventionState::Recognised,
    };
    row.ended_on = whole.then_some(on);
    Ok(())
}

/// 409 unless it was suspended and the last day on which it could be mended is over.
fn not_remedied(last: Option<NaiveDate>, on: NaiveDate) -> Result<()> {
    match last {
        Some(last) if last < on => Ok(()),
        Some(last) => Err(Problem::new(Code::StateForbids).detail(
            format!(
                "Thời hạn khắc phục còn đến hết ngày {last}; chỉ bãi bỏ sau ngày đó (Nghị định 61/2023/NĐ-CP Điều 14.1b, 14.2)."
            ),
            format!(
                "There is time to mend it until the end of {last}; it is annulled after that (Decree 61/2023 Art. 14.1b, 14.2)."
            ),
        )),
        None => Err(Problem::new(Code::StateForbids).detail(
            "Chỉ bãi bỏ khi đã tạm ngừng và hết thời hạn khắc phục (Nghị định 61/2023/NĐ-CP Điều 14.1b, 14.2).",
            "It must have been suspended, and the time to mend it be over (Decree 61/2023 Art. 14.1b, 14.2).",
        )),
    }
}

/// What is to be mended next: of the whole, or of the part whose time is over first.
pub fn next_remedy(row: &Model) -> Option<&Suspension> {
    match row.state {
        ConventionState::Suspended => row.course.suspensions.last(),
        ConventionState::SuspendedInPart => still_suspended(row).min_by_key(|suspension| suspension.remedy_by),
        _ => None,
    }
}

/// The suspensions of parts that were not annulled since.
fn still_suspended(row: &Model) -> impl Iterator<Item = &Suspension> {
    let annulled = |suspension: &Suspension| {
        let mut annulments = row.course.annulments.iter();
        annulments.any(|annulment| annulment.parts == suspension.parts && annulment.on >= suspension.on)
    };
    let parts = row
        .course
        .suspensions
        .iter()
        .filter(|suspension| suspension.parts.is_some());
    parts.filter(move |suspension| !annulled(suspension))
}

/// The suspension of the parts that are to be annulled; 422 unless they were suspended together.
fn suspended<'a>(row: &'a Model, parts: Option<&str>) -> Result<&'a Suspension> {
    let mut suspensions = still_suspended(row);
    let together = suspensions.find(|suspension| suspension.parts.as_deref() == parts);
    together.ok_or_else(|| {
        let all: Vec<&str> = still_suspended(row)
            .filter_map(|suspension| suspension.parts.as_deref())
            .collect();
        let all = all.join("; ");
        Problem::invalid(
            "/parts",
            "unsuited",
            format!(
                "Chỉ bãi bỏ phần đã tạm ngừng, nêu như quyết định tạm ngừng: {all} (Nghị định 61/2023/NĐ-CP Điều 14.2)."
            ),
            format!("Only what was suspended is annulled, named as it was then: {all} (Decree 61/2023 Art. 14.2)."),
        )
    })
}
