//! The yearly review, and what is said against a convention (Decree 61/2023 Art. 12.2, 14.3, 15.4).

use chrono::NaiveDate;

use super::{ConventionAction, Today, decree, in_force_on};
use crate::{
    document::convention::{
        course::YearlyReview,
        entity::Model,
        objection::{Answered, Complaint, ComplaintAim, ComplaintSource},
    },
    http::{Code, Problem, Result},
};

/// Reviews of one convention, and complaints against it, at most.
const MOST: usize = 100;

/// Records the community's yearly review (Art. 15.4).
pub fn review(row: &mut Model, review: YearlyReview, today: &Today) -> Result<()> {
    ConventionAction::Review.require(row)?;
    today.follows(
        "/on",
        review.on,
        Some(in_force_on(row)?),
        ConventionAction::Review.follows(),
    )?;
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

/// What is said against a convention.
pub struct Raised {
    pub received_on: NaiveDate,
    pub source: ComplaintSource,
    pub asks: ComplaintAim,
    pub content: String,
}

/// Records what was said against it, and starts its clock (Art. 12.2, 14.3).
pub fn record_complaint(row: &mut Model, raised: Raised, today: &Today) -> Result<()> {
    let Raised {
        received_on,
        source,
        asks,
        content,
    } = raised;
    ConventionAction::RecordComplaint.require(row)?;
    today.follows(
        "/received_on",
        received_on,
        Some(in_force_on(row)?),
        ConventionAction::RecordComplaint.follows(),
    )?;
    let decree = decree("/received_on", received_on)?;
    let days = match asks {
        ComplaintAim::Suspension => decree.suspend_days,
        ComplaintAim::Annulment => decree.annul_days,
    };
    not_too_many(row.course.complaints.len())?;
    row.course.complaints.push(Complaint {
        received_on,
        source,
        content,
        asks,
        answer_by: today.off.add_working_days(received_on, days),
        answer: None,
    });
    Ok(())
}

/// The complaint whose time ends first, of those that wait.
pub fn open_complaint(row: &Model) -> Option<&Complaint> {
    row.course
        .complaints
        .iter()
        .filter(|complaint| complaint.answer.is_none())
        .min_by_key(|complaint| complaint.turn())
}

/// Answers a complaint, by its place from 1 on: 422 where none waits there, or it came later. Where none is named, the one whose time ends first, if any
/// waits on that day.
pub(super) fn answer(row: &mut Model, answer: Answered, which: Option<u32>, today: &Today) -> Result<()> {
    let named = which.map(|place| waiting_at(row, place)).transpose()?;
    today.lies("/on", answer.on, named.map(|complaint| complaint.received_on))?;
    let placed = row.course.complaints.iter_mut().zip(1..);
    let placed = placed.filter(|(_, place)| which.is_none_or(|which| which == *place));
    let waiting = placed.map(|(complaint, _)| complaint);
    let waiting = waiting.filter(|complaint| complaint.answer.is_none() && complaint.received_on <= answer.on);
    if let Some(complaint) = waiting.min_by_key(|complaint| complaint.turn()) {
        complaint.answer = Some(answer.to(complaint.answer_by));
    }
    Ok(())
}

/// The complaint at a place from 1 on; 422 where there is none, or it was answered.
pub(super) fn waiting_at(row: &Model, place: u32) -> Result<&Complaint> {
    let mut placed = row.course.complaints.iter().zip(1..);
    let (complaint, _) = placed
        .find(|(_, at)| *at == place)
        .ok_or_else(|| Problem::unknown_reference("/complaint"))?;
    match complaint.answer {
        None => Ok(complaint),
        Some(_) => Err(Problem::invalid(
            "/complaint",
            "answered",
            "Phản ánh, kiến nghị này đã được trả lời (Nghị định 61/2023/NĐ-CP Điều 12.2, 14.3).",
            "This complaint was answered (Decree 61/2023 Art. 12.2, 14.3).",
        )),
    }
}

/// Answers every complaint that waits: there is nothing left to complain of.
pub(super) fn answer_all(row: &mut Model, answer: &Answered) {
    let waiting = row.course.complaints.iter_mut();
    for complaint in waiting.filter(|complaint| complaint.answer.is_none()) {
        let on = answer.on.max(complaint.received_on);
        complaint.answer = Some(Answered { on, ..answer.clone() }.to(complaint.answer_by));
    }
}

impl Complaint {
    fn turn(&self) -> (NaiveDate, NaiveDate) {
        (self.answer_by, self.received_on)
    }
}

impl Answered {
    /// Against the last day a complaint has.
    fn to(self, answer_by: NaiveDate) -> Self {
        Self {
            late: self.on > answer_by,
            ..self
        }
    }
}

/// Answers that a complaint is unfounded (Art. 12.2a, 14.3a).
pub fn dismiss(row: &mut Model, answered: Answered, which: Option<u32>, today: &Today) -> Result<()> {
    ConventionAction::DismissComplaint.require(row)?;
    let first = open_complaint(row).filter(|_| which.is_none());
    let first = first.map(|complaint| complaint.received_on);
    today.follows("/on", answered.on, first, ConventionAction::DismissComplaint.follows())?;
    answer(row, answered, which, today)
}
