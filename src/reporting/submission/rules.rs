//! What may be done with a report, by whom, and when: pure decisions.

use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    access::{AccountId, EditSubmission, ExamineSubmission, Look, ReviewSubmission, SubmitSubmission},
    http::{Code, Problem, Result},
    reporting::{
        kinds::{Outcome, Progress},
        obligation::entity::Model as Obligation,
        submission::version,
    },
};

/// Việc có thể làm tiếp: what this caller may do with the report now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = ReportAction)]
pub enum Action {
    /// Soạn: save a draft.
    Edit,
    /// Ký và gửi.
    Submit,
    /// Thẩm tra.
    Examine,
    /// Tiếp nhận.
    Accept,
    /// Trả lại.
    Return,
}

impl Action {
    const ALL: [Self; 5] = [Self::Edit, Self::Submit, Self::Examine, Self::Accept, Self::Return];

    /// Where the report must stand for it.
    pub const fn fits(self, progress: Progress) -> bool {
        match self {
            Self::Edit => matches!(progress, Progress::NotStarted | Progress::Draft | Progress::Returned),
            Self::Submit => matches!(progress, Progress::Draft | Progress::Returned),
            Self::Examine | Self::Accept | Self::Return => matches!(progress, Progress::Submitted),
        }
    }

    /// 409 when the report does not stand where this needs it.
    pub fn require(self, progress: Progress) -> Result<()> {
        match self.fits(progress) {
            true => Ok(()),
            false => Err(self.refused(progress)),
        }
    }

    fn refused(self, progress: Progress) -> Problem {
        let (vi, en) = match (self, progress) {
            (_, Progress::Waived) => ("Nghĩa vụ này đã được miễn.", "This obligation has been waived."),
            (Self::Edit | Self::Submit, Progress::Submitted) => (
                "Báo cáo đã gửi, đang chờ tiếp nhận; chỉ sửa được khi bị trả lại.",
                "The report has been submitted and waits for acceptance; it can be changed only once returned.",
            ),
            (Self::Edit | Self::Submit, Progress::Accepted) => {
                ("Báo cáo đã được tiếp nhận.", "The report has been accepted.")
            }
            (Self::Submit, _) => ("Chưa có bản soạn để gửi.", "There is no draft to submit yet."),
            (_, _) => (
                "Báo cáo chưa ở trạng thái chờ tiếp nhận.",
                "The report is not waiting for acceptance.",
            ),
        };
        Problem::new(Code::StateForbids).detail(vi, en)
    }
}

/// How a caller stands to a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// It belongs to the caller's organisation.
    Owner,
    /// It belongs to the committee the caller's organisation acts for: may be drafted, not signed.
    OwnerByMandate,
    /// The caller's organisation receives it, or acts for the receiver.
    Receiver,
    /// It lies in the caller's scope, no more.
    Onlooker,
}

impl Relation {
    pub fn of(look: &impl Look, obligation: &Obligation) -> Self {
        let scope = look.scope();
        if obligation.organisation_id == scope.organisation {
            Self::Owner
        } else if scope.owns(obligation.organisation_id) {
            Self::OwnerByMandate
        } else if !scope.oversees() && scope.owns(obligation.receiver_id) {
            Self::Receiver
        } else {
            Self::Onlooker
        }
    }

    /// Whether the relation gives the action at all.
    pub const fn gives(self, action: Action) -> bool {
        match action {
            Action::Edit => matches!(self, Self::Owner | Self::OwnerByMandate),
            Action::Submit => matches!(self, Self::Owner),
            Action::Examine | Action::Accept | Action::Return => matches!(self, Self::Receiver),
        }
    }

    /// 403 when the relation does not give the action.
    pub fn require(self, action: Action) -> Result<()> {
        match self.gives(action) {
            true => Ok(()),
            false => Err(Problem::new(Code::NotYours).detail(
                "Việc này thuộc cơ quan khác: cơ quan nợ báo cáo ký gửi, cơ quan nhận báo cáo xem xét.",
                "This is another organisation's part: whoever owes the report signs it, whoever receives it decides on it.",
            )),
        }
    }
}

/// Nobody decides on what they signed themselves.
pub fn four_eyes(decider: AccountId, signed_by: AccountId) -> Result<()> {
    match decider == signed_by {
        true => Err(Problem::new(Code::FourEyes)),
        false => Ok(()),
    }
}

/// What this caller may do next.
pub fn allowed_actions(look: &impl Look, obligation: &Obligation, latest: Option<&version::Model>) -> Vec<Action> {
    let relation = Relation::of(look, obligation);
    let me = look.identity().account;
    let permitted = |action: Action| match action {
        Action::Edit => look.may::<EditSubmission>(),
        Action::Submit => look.may::<SubmitSubmission>(),
        Action::Examine => look.may::<ExamineSubmission>(),
        Action::Accept | Action::Return => {
            look.may::<ReviewSubmission>() && latest.is_none_or(|version| version.signed_by != me)
        }
    };
    Action::ALL
        .into_iter()
        .filter(|action| action.fits(obligation.progress) && relation.gives(*action) && permitted(*action))
        .collect()
}

/// The version that waits for a decision; 409 when none does.
pub fn pending(latest: Option<version::Model>) -> Result<version::Model> {
    latest
        .filter(|version| version.outcome == Outcome::Pending)
        .ok_or_else(|| Action::Accept.refused(Progress::NotStarted))
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case(Progress::NotStarted, &[Action::Edit])]
    #[case(Progress::Draft, &[Action::Edit, Action::Submit])]
    #[case(Progress::Submitted, &[Action::Examine, Action::Accept, Action::Return])]
    #[case(Progress::Returned, &[Action::Edit, Action::Submit])]
    #[case(Progress::Accepted, &[])]
    #[case(Progress::Waived, &[])]
    fn a_report_moves_only_along_its_line(#[case] progress: Progress, #[case] expected: &[Action]) {
        let fitting: Vec<Action> = Action::ALL.into_iter().filter(|action| action.fits(progress)).collect();
        assert_eq!(fitting, expected);
    }

    #[rstest]
    #[case(Relation::Owner, &[Action::Edit, Action::Submit])]
    #[case(Relation::OwnerByMandate, &[Action::Edit])]
    #[case(Relation::Receiver, &[Action::Examine, Action::Accept, Action::Return])]
    #[case(Relation::Onlooker, &[])]
    fn each_side_has_its_part(#[case] relation: Relation, #[case] expected: &[Action]) {
        let given: Vec<Action> = Action::ALL
            .into_iter()
            .filter(|action| relation.gives(*action))
            .collect();
        assert_eq!(given, expected);
    }
}
