//! Asking those a draft is for, as often as it changes: the law (Art. 25–28, 53–55, 71–74) does not say how often.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use super::RegulationAction;
use crate::{
    calendar::Holidays,
    document::{
        order::{follows, out_of_range},
        regulation::{
            entity::{Consultation, ConsultationResult, Model, RegulationState},
            law::{self, ConsultationForm, Consulted},
        },
    },
    http::{Code, Problem, Result},
    said::in_english,
};

/// More than live in a province.
const MOST_OPINIONS: u32 = 10_000_000;
/// Consultations on one draft at most.
const MOST_CONSULTATIONS: usize = 100;

/// Begins to ask: 422 for a form the law does not know here.
pub fn open_consultation(
    row: &mut Model,
    mut consultation: Consultation,
    today: NaiveDate,
    off: &Holidays,
) -> Result<()> {
    RegulationAction::OpenConsultation.require(row)?;
    not_too_many(row)?;
    let before = row.course.consultation.as_ref();
    let before = before.and_then(|before| before.result.as_ref());
    follows(
        "/opened_on",
        consultation.opened_on,
        before.map(|result| result.closed_on),
        today,
        RegulationAction::OpenConsultation.follows(row.setting),
    )?;
    once_each(&consultation.forms)?;
    if let Some(asked) = law::consulted(row.setting, consultation.opened_on) {
        known_forms(asked, &consultation)?;
        let last = asked
            .least_days
            .and_then(|days| consultation.opened_on.checked_add_days(Days::new(days)));
        consultation.open_until = last.map(|last| off.next_working_day_on_or_after(last));
    }
    let before = row.course.consultation.replace(consultation);
    row.course.earlier_consultations.extend(before);
    row.state = RegulationState::Consultation;
    Ok(())
}

/// 409 where it was asked about so often that more must be a mistake.
fn not_too_many(row: &Model) -> Result<()> {
    match row.course.consultations().count() < MOST_CONSULTATIONS {
        true => Ok(()),
        false => Err(Problem::new(Code::StateForbids).detail(
            format!("Đã lấy ý kiến {MOST_CONSULTATIONS} lần."),
            format!("It was consulted on {MOST_CONSULTATIONS} times."),
        )),
    }
}

/// 422 where a form is named twice.
fn once_each(forms: &[ConsultationForm]) -> Result<()> {
    let mut seen = BTreeSet::new();
    match forms.iter().all(|form| seen.insert(form)) {
        true => Ok(()),
        false => Err(Problem::invalid("/forms", "repeated", "Không lặp lại.", "None twice.")),
    }
}

fn known_forms(asked: &Consulted, consultation: &Consultation) -> Result<()> {
    let unknown = consultation.forms.iter().position(|form| !asked.forms.contains(form));
    match (unknown, consultation.forms.is_empty()) {
        (Some(index), _) => Err(Problem::invalid(
            format!("/forms/{index}"),
            "unsuited",
            format!("Không phải hình thức lấy ý kiến ở đây ({}).", asked.article),
            format!("It is no form of consultation here ({}).", in_english(asked.article)),
        )),
        (None, true) => Err(Problem::invalid(
            "/forms",
            "required",
            format!("Phải có ít nhất một hình thức ({}).", asked.article),
            format!("At least one form is needed ({}).", in_english(asked.article)),
        )),
        (None, false) => Ok(()),
    }
}

/// Ends the asking: 422 before its time, or when more was accepted than said.
pub fn close_consultation(row: &mut Model, result: ConsultationResult, today: NaiveDate) -> Result<()> {
    RegulationAction::CloseConsultation.require(row)?;
    let consultation = row
        .course
        .consultation
        .as_mut()
        .ok_or_else(|| Problem::internal("a consultation without its beginning"))?;
    follows(
        "/closed_on",
        result.closed_on,
        Some(consultation.opened_on),
        today,
        RegulationAction::CloseConsultation.follows(row.setting),
    )?;
    if let Some(until) = consultation.open_until.filter(|until| result.closed_on < *until) {
        return Err(Problem::invalid(
            "/closed_on",
            "too_early",
            format!("Phải lấy ý kiến đến hết ngày {until} (Luật 10/2022/QH15 Điều 28.2)."),
            format!("The people are asked until the end of {until} (Law 10/2022/QH15 Art. 28.2)."),
        ));
    }
    follows(
        "/explained_on",
        result.explained_on,
        Some(result.closed_on),
        today,
        RegulationAction::CloseConsultation.follows(row.setting),
    )?;
    if result.opinions > MOST_OPINIONS {
        return Err(out_of_range(
            "/opinions",
            format!("Tối đa {MOST_OPINIONS}."),
            format!("At most {MOST_OPINIONS}."),
        ));
    }
    if result.accepted > result.opinions {
        return Err(Problem::invalid(
            "/accepted",
            "out_of_range",
            "Không được nhiều hơn số ý kiến nhận được.",
            "Not more can be accepted than was said.",
        ));
    }
    consultation.result = Some(result);
    row.state = RegulationState::Consulted;
    Ok(())
}
