//! What may be done with a resolution, in which order and when: pure decisions.

mod order;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

use super::{
    entity::{Adoption, Examination, Model, Rejection, ResolutionState},
    law,
};
use crate::{
    document::{
        number::DocumentNumber,
        order::{follows, in_force, out_of_range, out_of_step},
        repeal::{self, Repeal},
    },
    http::{Code, Problem, Result},
    said::in_english,
};

/// More than any council has.
const MOST_DEPUTIES: u32 = 1_000;

/// Việc có thể làm tiếp với nghị quyết.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResolutionAction {
    /// Sửa dự thảo.
    Change,
    /// Thẩm tra.
    Examine,
    /// Thông qua.
    Adopt,
    /// Không thông qua, hoặc rút.
    Reject,
    /// Bãi bỏ.
    Repeal,
}

impl ResolutionAction {
    pub const ALL: [Self; 5] = [Self::Change, Self::Examine, Self::Adopt, Self::Reject, Self::Repeal];

    /// Whether it stands where this needs it.
    pub const fn fits(self, state: ResolutionState) -> bool {
        use ResolutionState::{Adopted, Examined, Proposed};
        match self {
            Self::Change | Self::Reject => matches!(state, Proposed | Examined),
            Self::Examine => matches!(state, Proposed),
            // What was adopted before there was a law on it was not examined by it.
            Self::Adopt => matches!(state, Proposed | Examined),
            Self::Repeal => matches!(state, Adopted),
        }
    }

    /// 409 when it does not, naming the law that says what comes first.
    pub fn require(self, row: &Model) -> Result<()> {
        match self.fits(row.state) {
            true => Ok(()),
            false => Err(out_of_step(self.follows())),
        }
    }
}

/// A council's committee has examined it.
pub fn examine(row: &mut Model, examination: Examination, today: NaiveDate) -> Result<()> {
    ResolutionAction::Examine.require(row)?;
    follows(
        "/signed_on",
        examination.signed_on,
        Some(row.proposal.signed_on),
        today,
        ResolutionAction::Examine.follows(),
    )?;
    row.examination = Some(examination);
    row.state = ResolutionState::Examined;
    Ok(())
}

/// The act of adopting.
pub struct Adopting {
    pub number: DocumentNumber,
    pub adopted_on: NaiveDate,
    pub in_force_on: NaiveDate,
    pub expires_on: Option<NaiveDate>,
    pub adoption: Adoption,
}

/// Adopts it: 409 where the law asks for an examination that was not held, 422 for days out of order and for too few in favour.
pub fn adopt(row: &mut Model, new: Adopting, today: NaiveDate) -> Result<()> {
    ResolutionAction::Adopt.require(row)?;
    follows(
        "/adopted_on",
        new.adopted_on,
        Some(last_step(row)),
        today,
        ResolutionAction::Adopt.follows(),
    )?;
    if let (Some(asked), None) = (law::majority(new.adopted_on), &row.examination) {
        return Err(Problem::new(Code::StateForbids).detail(
            format!(
                "Dự thảo phải được thẩm tra trước khi thông qua ({}).",
                asked.examination
            ),
            format!(
                "The draft must be examined before it is adopted ({}).",
                in_english(asked.examination)
            ),
        ));
    }
    in_force(new.adopted_on, new.in_force_on, new.expires_on)?;
    counted(&new.adoption)?;
    carried(&new.adoption, new.adopted_on)?;
    row.number = Some(i64::from(new.number.number));
    row.symbol = Some(new.number.symbol);
    row.signed_on = Some(new.adopted_on);
    row.in_force_on = Some(new.in_force_on);
    row.expires_on = new.expires_on;
    row.adoption = Some(new.adoption);
    row.state = ResolutionState::Adopted;
    Ok(())
}

/// The day of what was done last before the council decides.
fn last_step(row: &Model) -> NaiveDate {
    let examination = row.examination.as_ref();
    examination.map_or(row.proposal.signed_on, |examination| examination.signed_on)
}

/// 422 for more in favour than present, or more present than there are.
fn counted(adoption: &Adoption) -> Result<()> {
    let ranges = [
        ("/deputies", adoption.deputies, 1, MOST_DEPUTIES),
        ("/present", adoption.present, 0, adoption.deputies),
        ("/in_favour", adoption.in_favour, 0, adoption.present),
    ];
    let wrong = ranges
        .iter()
        .find(|(_, count, least, most)| !(least..=most).contains(&count));
    match wrong {
        None => Ok(()),
        Some((pointer, _, least, most)) => Err(out_of_range(
            pointer,
            format!("Từ {least} đến {most}."),
            format!("{least} to {most}."),
        )),
    }
}

/// 422 for too few in favour.
fn carried(adoption: &Adoption, day: NaiveDate) -> Result<()> {
    let Some(asked) = law::majority(day) else { return Ok(()) };
    let (part, whole) = asked.more_than;
    match u64::from(adoption.in_favour) * u64::from(whole) > u64::from(adoption.deputies) * u64::from(part) {
        true => Ok(()),
        false => Err(Problem::invalid(
            "/in_favour",
            "below_threshold",
            format!(
                "Phải có quá {part}/{whole} tổng số đại biểu tán thành ({}).",
                asked.vote
            ),
            format!(
                "More than {part}/{whole} of all deputies must be in favour ({}).",
                in_english(asked.vote)
            ),
        )),
    }
}

/// It was voted down or withdrawn.
pub fn reject(row: &mut Model, rejection: Rejection, today: NaiveDate) -> Result<()> {
    ResolutionAction::Reject.require(row)?;
    follows(
        "/on",
        rejection.on,
        Some(last_step(row)),
        today,
        ResolutionAction::Reject.follows(),
    )?;
    row.rejection = Some(rejection);
    row.state = ResolutionState::Rejected;
    Ok(())
}

/// Repeals it without another in its place; `on` is the first day it no longer holds.
pub fn repeal(row: &mut Model, repeal: Repeal, on: NaiveDate, today: NaiveDate) -> Result<()> {
    ResolutionAction::Repeal.require(row)?;
    repeal::end(row.signed_on, row.expires_on, &repeal, on, today)?;
    row.expires_on = Some(on);
    row.repeal = Some(repeal);
    row.state = ResolutionState::Repealed;
    Ok(())
}

#[cfg(test)]
mod tests;
