//! What may be done with a regulation, in which order and when: pure decisions.

mod consulting;
mod order;
mod reach;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

pub use self::{
    consulting::{close_consultation, open_consultation},
    reach::reaches,
};
use super::{
    entity::{Issue, Model, RegulationState, Review},
    law,
};
use crate::{
    document::{
        number::DocumentNumber,
        order::{follows, in_force, in_order, out_of_step},
        repeal::{self, Repeal},
    },
    http::{Code, Place, Problem, Result, Said},
    said::in_english,
};

/// Việc có thể làm tiếp với quy chế.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RegulationAction {
    /// Sửa dự thảo.
    Change,
    /// Lấy ý kiến.
    OpenConsultation,
    /// Kết thúc lấy ý kiến.
    CloseConsultation,
    /// Ban hành.
    Issue,
    /// Bắt đầu rà soát.
    OpenReview,
    /// Kết thúc rà soát.
    CloseReview,
    /// Bãi bỏ.
    Repeal,
    /// Rút, before it is issued.
    Withdraw,
}

impl RegulationAction {
    pub const ALL: [Self; 8] = [
        Self::Change,
        Self::OpenConsultation,
        Self::CloseConsultation,
        Self::Issue,
        Self::OpenReview,
        Self::CloseReview,
        Self::Repeal,
        Self::Withdraw,
    ];

    /// Whether it stands where this needs it.
    pub const fn fits(self, state: RegulationState) -> bool {
        use RegulationState::{Consultation, Consulted, Draft, Issued, UnderReview};
        match self {
            Self::Change | Self::Withdraw => matches!(state, Draft | Consultation | Consulted),
            Self::OpenConsultation => matches!(state, Draft | Consulted),
            Self::CloseConsultation => matches!(state, Consultation),
            // What was signed before there was a law on it was not consulted by it.
            Self::Issue => matches!(state, Draft | Consulted),
            Self::OpenReview => matches!(state, Issued),
            Self::CloseReview => matches!(state, UnderReview),
            Self::Repeal => matches!(state, Issued | UnderReview),
        }
    }

    /// 409 when it does not, naming the article that says what comes first.
    pub fn require(self, row: &Model) -> Result<()> {
        match (self.fits(row.state), row.state) {
            (true, _) => Ok(()),
            (false, RegulationState::Withdrawn) => Err(out_of_step(order::withdrawn(row.setting))),
            (false, _) => Err(out_of_step(self.follows(row.setting))),
        }
    }
}

/// The act of issuing.
pub struct Issuing {
    pub number: DocumentNumber,
    pub signed_on: NaiveDate,
    pub in_force_on: NaiveDate,
    pub expires_on: Option<NaiveDate>,
    pub issue: Issue,
}

/// Issues it: 409 where the law asks for a consultation that was not held, 422 for days out of order.
pub fn issue(row: &mut Model, new: Issuing, today: NaiveDate) -> Result<()> {
    RegulationAction::Issue.require(row)?;
    in_order("/signed_on", new.signed_on, None, today)?;
    let asked = law::consulted(row.setting, new.signed_on);
    let result = row
        .course
        .consultation
        .as_ref()
        .and_then(|consultation| consultation.result.as_ref());
    match (asked, result) {
        (Some(asked), None) => {
            return Err(Problem::new(Code::StateForbids).detail(
                format!("Dự thảo phải được lấy ý kiến trước khi ban hành ({}).", asked.article),
                format!(
                    "The draft must be consulted on before it is issued ({}).",
                    in_english(asked.article)
                ),
            ));
        }
        (_, Some(result)) => follows(
            "/signed_on",
            new.signed_on,
            Some(result.closed_on),
            today,
            RegulationAction::Issue.follows(row.setting),
        )?,
        (None, None) => {}
    }
    in_force(new.signed_on, new.in_force_on, new.expires_on)?;
    if let Some(article) = asked.and_then(|asked| asked.partner) {
        accompanied(article, &new.issue)?;
    }
    row.number = Some(i64::from(new.number.number));
    row.symbol = Some(new.number.symbol);
    row.signed_on = Some(new.signed_on);
    row.in_force_on = Some(new.in_force_on);
    row.expires_on = new.expires_on;
    row.course.issue = Some(new.issue);
    row.state = RegulationState::Issued;
    Ok(())
}

/// 422 unless either a partner took part or it is said why none did.
fn accompanied(article: &str, issue: &Issue) -> Result<()> {
    match issue.partner.is_some() == issue.no_partner_reason.is_some() {
        false => Ok(()),
        true => Err(Problem::new(Code::InvalidContent).fault(
            Place::Body("/partner".to_owned()),
            "required",
            Said::new(
                format!("Nêu tổ chức phối hợp xây dựng, hoặc lý do không có ({article})."),
                format!(
                    "Name the body that took part, or why none did ({}).",
                    in_english(article)
                ),
            ),
        )),
    }
}

/// Begins to look at it again, once it is in force.
pub fn open_review(row: &mut Model, begun_on: NaiveDate, reason: String, today: NaiveDate) -> Result<()> {
    RegulationAction::OpenReview.require(row)?;
    follows(
        "/begun_on",
        begun_on,
        row.in_force_on,
        today,
        RegulationAction::OpenReview.follows(row.setting),
    )?;
    row.course.review = Some(Review {
        begun_on,
        reason,
        ended_on: None,
        findings: None,
    });
    row.state = RegulationState::UnderReview;
    Ok(())
}

/// Ends the review; it stays in force until another replaces it or it is repealed.
pub fn close_review(row: &mut Model, ended_on: NaiveDate, findings: String, today: NaiveDate) -> Result<()> {
    RegulationAction::CloseReview.require(row)?;
    let review = row
        .course
        .review
        .as_mut()
        .ok_or_else(|| Problem::internal("a review without its beginning"))?;
    follows(
        "/ended_on",
        ended_on,
        Some(review.begun_on),
        today,
        RegulationAction::CloseReview.follows(row.setting),
    )?;
    review.ended_on = Some(ended_on);
    review.findings = Some(findings);
    row.state = RegulationState::Issued;
    Ok(())
}

/// Gives up what was not issued.
pub fn withdraw(row: &mut Model, reason: String) -> Result<()> {
    RegulationAction::Withdraw.require(row)?;
    row.course.withdrawn = Some(reason);
    row.state = RegulationState::Withdrawn;
    Ok(())
}

/// Repeals it without another in its place; `on` is the first day it no longer holds.
pub fn repeal(row: &mut Model, repeal: Repeal, on: NaiveDate, today: NaiveDate) -> Result<()> {
    RegulationAction::Repeal.require(row)?;
    repeal::end(row.signed_on, row.expires_on, &repeal, on, today)?;
    row.expires_on = Some(on);
    row.course.repeal = Some(repeal);
    row.state = RegulationState::Repealed;
    Ok(())
}

#[cfg(test)]
mod tests;
