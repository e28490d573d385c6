//! What may be done with a convention, in which order, with how many, and by when: pure decisions of Decree 61/2023/NĐ-CP.

mod adopting;
mod complaining;
mod order;
mod recognising;
mod suspending;

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;

pub use self::{
    adopting::{Count, Sending, form_team, post, propose, record_vote, send_dossier, withdraw},
    complaining::{Raised, dismiss, open_complaint, record_complaint, review},
    recognising::{recognise, refuse, replaced, send_back},
    suspending::{annul, next_remedy, suspend},
};
use super::{
    entity::{ConventionState, Model},
    law::Decree,
    objection::SuspensionGround,
};
use crate::{
    calendar::since::DECREE_61,
    document::{
        force::Force,
        order::{out_of_range, out_of_step},
        step::Today,
    },
    http::{Problem, Result},
};

/// Việc có thể làm tiếp với hương ước, quy ước.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ConventionAction {
    /// Sửa tên, tóm tắt, until it is posted; văn bản được thay thế, until it is recognised.
    Change,
    /// Thành lập Tổ soạn thảo.
    FormTeam,
    /// Niêm yết, lấy ý kiến.
    Post,
    /// Ghi kết quả biểu quyết.
    RecordVote,
    /// Gửi hồ sơ đề nghị công nhận.
    SendDossier,
    /// Công nhận.
    Recognise,
    /// Không công nhận.
    Refuse,
    /// Gửi lại thôn và Mặt trận.
    SendBack,
    /// Ghi kết quả rà soát hằng năm.
    Review,
    /// Ghi phản ánh, kiến nghị.
    RecordComplaint,
    /// Trả lời phản ánh không có cơ sở.
    DismissComplaint,
    /// Tạm ngừng thực hiện.
    Suspend,
    /// Bãi bỏ.
    Annul,
    /// Rút, before it is recognised.
    Withdraw,
}

impl ConventionAction {
    pub const ALL: [Self; 14] = [
        Self::Change,
        Self::FormTeam,
        Self::Post,
        Self::RecordVote,
        Self::SendDossier,
        Self::Recognise,
        Self::Refuse,
        Self::SendBack,
        Self::Review,
        Self::RecordComplaint,
        Self::DismissComplaint,
        Self::Suspend,
        Self::Annul,
        Self::Withdraw,
    ];

    /// Whether it stands where this needs it.
    pub fn fits(self, row: &Model) -> bool {
        use ConventionState::{
            Adopted, Drafting, NotAdopted, Posted, Proposed, Recognised, Refused, Submitted, Suspended, SuspendedInPart,
        };
        let state = row.state;
        let holds = matches!(state, Recognised | SuspendedInPart | Suspended);
        match self {
            Self::Change | Self::Withdraw => {
                matches!(
                    state,
                    Proposed | Drafting | Posted | Adopted | NotAdopted | Submitted | Refused
                )
            }
            Self::FormTeam => state == Proposed,
            // What was voted down, or refused, is mended and asked about again.
            Self::Post => state.is_written() && state != Proposed,
            Self::RecordVote => state == Posted,
            Self::SendDossier => state == Adopted,
            Self::Recognise | Self::Refuse => state == Submitted,
            // What is older than the decree was never sent in.
            Self::SendBack => holds && row.course.dossier.is_some() && row.course.sent_back.is_none(),
            Self::Review => matches!(state, Recognised | SuspendedInPart),
            Self::RecordComplaint | Self::Annul => holds,
            Self::DismissComplaint => holds && open_complaint(row).is_some(),
            Self::Suspend => matches!(state, Recognised | SuspendedInPart),
        }
    }

    /// 409 when it does not, naming the article that says what comes first.
    pub fn require(self, row: &Model) -> Result<()> {
        match self.fits(row) {
            true => Ok(()),
            false => Err(out_of_step(self.follows())),
        }
    }
}

/// The decree of a day; 422 for one before there was any.
fn decree(pointer: &'static str, day: NaiveDate) -> Result<&'static Decree> {
    Decree::on(day).ok_or_else(|| {
        out_of_range(
            pointer,
            format!(
                "Nghị định 61/2023/NĐ-CP có hiệu lực từ ngày {DECREE_61}; văn bản trước đó ghi ở recognised_before."
            ),
            format!("Decree 61/2023 holds from {DECREE_61} on; what is older is recorded with recognised_before."),
        )
    })
}

fn in_force_on(row: &Model) -> Result<NaiveDate> {
    row.in_force_on
        .ok_or_else(|| Problem::internal("a convention recognised without its day"))
}

/// The day of the last decision on what was recognised: none after it is dated before.
fn last_decision(row: &Model) -> Result<NaiveDate> {
    let suspended = row.course.suspensions.iter().map(|suspension| suspension.on);
    let annulled = row.course.annulments.iter().map(|annulment| annulment.on);
    Ok(suspended.chain(annulled).fold(in_force_on(row)?, Ord::max))
}

/// What stands on a day; nothing is said of what was not recognised.
pub fn force(row: &Model, day: NaiveDate, village_ended_on: Option<NaiveDate>) -> Option<Force> {
    let since = row.in_force_on?;
    let over = |end: Option<NaiveDate>| end.is_some_and(|end| end <= day);
    let mut suspensions = row.course.suspensions.iter().filter(|suspension| suspension.on <= day);
    let suspended = suspensions
        .clone()
        .any(|suspension| suspension.ground == SuspensionGround::Procedure);
    let partly = suspensions.next().is_some() || row.course.annulments.iter().any(|annulment| annulment.on <= day);
    Some(match () {
        () if day < since => Force::NotYet,
        () if over(row.ended_on) => Force::Expired,
        () if suspended => Force::Suspended,
        () if over(village_ended_on) => Force::CarriedOver,
        () if partly => Force::Partly,
        () => Force::InForce,
    })
}

#[cfg(test)]
mod tests;
