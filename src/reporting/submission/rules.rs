//! What may be done with a report, by whom, and when: pure decisions.

use sea_orm::FromQueryResult;
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    access::{AccountId, Look},
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
    /// Bổ sung: begin a supplement to what was accepted.
    Supplement,
    /// Thẩm tra.
    Examine,
    /// Tiếp nhận.
    Accept,
    /// Trả lại.
    Return,
    /// Gia hạn.
    Extend,
    /// Miễn.
    Waive,
    /// Bỏ miễn.
    Reinstate,
    /// Ghi nhận bằng cách khác.
    ReceiveOtherwise,
}

impl Action {
    const ALL: [Self; 10] = [
        Self::Edit,
        Self::Submit,
        Self::Supplement,
        Self::Examine,
        Self::Accept,
        Self::Return,
        Self::Extend,
        Self::Waive,
        Self::Reinstate,
        Self::ReceiveOtherwise,
    ];

    /// Where the report must stand for it.
    pub const fn fits(self, progress: Progress) -> bool {
        match self {
            Self::Edit => matches!(progress, Progress::NotStarted | Progress::Draft | Progress::Returned),
            Self::Submit => matches!(progress, Progress::Draft | Progress::Returned),
            Self::Supplement => matches!(progress, Progress::Accepted),
            Self::Examine | Self::Accept | Self::Return => matches!(progress, Progress::Submitted),
            Self::Extend => matches!(progress, Progress::NotStarted | Progress::Draft),
            Self::Waive => matches!(progress, Progress::NotStarted | Progress::Draft | Progress::Returned),
            Self::Reinstate => matches!(progress, Progress::Waived),
            Self::ReceiveOtherwise => !matches!(progress, Progress::Waived),
        }
    }

    /// Whether nothing around the report stands in its way. A report that waits is decided on even when its round is closed.
    const fn is_open(self, around: Around) -> bool {
        let forbidden = match self {
            Self::Edit | Self::Supplement => around.round_closed,
            Self::Submit => around.round_closed || around.too_late,
            Self::Examine => false,
            Self::Accept | Self::Return => around.signed_by_me,
            Self::Extend => around.round_closed || around.received,
            Self::Waive => around.round_closed || around.counted || around.signed_by_me,
            Self::Reinstate => around.round_closed || around.body_gone,
            Self::ReceiveOtherwise => around.round_closed,
        };
        !forbidden && !around.history
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
            (Self::Supplement, _) => (
                "Chỉ bổ sung báo cáo đã được tiếp nhận.",
                "Only a report that was accepted is supplemented.",
            ),
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
    /// The caller's organisation fills for its owner: may draft, not sign.
    Filler,
    /// The caller's organisation receives it, or acts for the receiver.
    Receiver,
    /// The caller's organisation receives it, and fills for its owner.
    ReceiverAndFiller,
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
        } else if scope.owns(obligation.receiver_id) && scope.fills_for(obligation.organisation_id) {
            Self::ReceiverAndFiller
        } else if scope.owns(obligation.receiver_id) {
            Self::Receiver
        } else if scope.fills_for(obligation.organisation_id) {
            Self::Filler
        } else {
            Self::Onlooker
        }
    }

    /// Whether it may be drafted, and its draft be read.
    pub const fn drafts(self) -> bool {
        match self {
            Self::Owner | Self::OwnerByMandate | Self::Filler | Self::ReceiverAndFiller => true,
            Self::Receiver | Self::Onlooker => false,
        }
    }

    /// Whether it is decided on.
    pub const fn receives(self) -> bool {
        matches!(self, Self::Receiver | Self::ReceiverAndFiller)
    }

    /// Whether the relation gives the action at all.
    pub const fn gives(self, action: Action) -> bool {
        match action {
            Action::Edit | Action::Supplement => self.drafts(),
            Action::Submit => matches!(self, Self::Owner),
            Action::Examine
            | Action::Accept
            | Action::Return
            | Action::Extend
            | Action::Waive
            | Action::Reinstate
            | Action::ReceiveOtherwise => self.receives(),
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

/// What an action depends on beside the report's own row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub struct Around {
    /// The round takes no more reports.
    pub round_closed: bool,
    /// The unit has ended: its reports are read only.
    pub history: bool,
    /// Whoever owes it has closed.
    pub body_gone: bool,
    /// The caller signed the latest version.
    pub signed_by_me: bool,
    /// It was never sent, its deadline is over, and the round takes nothing late.
    pub too_late: bool,
    /// It has come, on one way or another.
    pub received: bool,
    /// A version of it was accepted.
    pub counted: bool,
}

/// What may be done next from one side by whoever has the permission; neither more nor less than the operations themselves take.
pub fn allowed(progress: Progress, relation: Relation, around: Around) -> Vec<Action> {
    let stands = |action: &Action| action.fits(progress) && relation.gives(*action) && action.is_open(around);
    Action::ALL.into_iter().filter(stands).collect()
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

    const OPEN: Around = Around {
        round_closed: false,
        history: false,
        body_gone: false,
        signed_by_me: false,
        too_late: false,
        received: false,
        counted: false,
    };
    const CLOSED: Around = Around {
        round_closed: true,
        ..OPEN
    };
    const HISTORY: Around = Around { history: true, ..OPEN };
    const GONE: Around = Around {
        body_gone: true,
        ..OPEN
    };
    const SIGNED: Around = Around {
        signed_by_me: true,
        received: true,
        ..OPEN
    };

    const RECEIVED: Around = Around { received: true, ..OPEN };
    const TOO_LATE: Around = Around { too_late: true, ..OPEN };
    const COUNTED: Around = Around {
        received: true,
        counted: true,
        ..OPEN
    };

    const WRITE: &[Action] = &[Action::Edit, Action::Submit];
    const DECIDE: &[Action] = &[
        Action::Examine,
        Action::Accept,
        Action::Return,
        Action::ReceiveOtherwise,
    ];

    #[rstest]
    #[case(Progress::NotStarted, Relation::Owner, OPEN, &[Action::Edit])]
    #[case(Progress::Draft, Relation::Owner, OPEN, WRITE)]
    #[case(Progress::Submitted, Relation::Owner, OPEN, &[])]
    #[case(Progress::Returned, Relation::Owner, OPEN, WRITE)]
    #[case(Progress::Accepted, Relation::Owner, COUNTED, &[Action::Supplement])]
    #[case(Progress::Accepted, Relation::OwnerByMandate, COUNTED, &[Action::Supplement])]
    #[case(Progress::Accepted, Relation::Owner, CLOSED, &[])]
    #[case(Progress::Waived, Relation::Owner, OPEN, &[])]
    #[case(Progress::NotStarted, Relation::OwnerByMandate, OPEN, &[Action::Edit])]
    #[case(Progress::Draft, Relation::OwnerByMandate, OPEN, &[Action::Edit])]
    #[case(Progress::Returned, Relation::OwnerByMandate, OPEN, &[Action::Edit])]
    #[case(Progress::NotStarted, Relation::Receiver, OPEN, &[Action::Extend, Action::Waive, Action::ReceiveOtherwise])]
    #[case(Progress::Draft, Relation::Receiver, OPEN, &[Action::Extend, Action::Waive, Action::ReceiveOtherwise])]
    #[case(Progress::NotStarted, Relation::Receiver, RECEIVED, &[Action::Waive, Action::ReceiveOtherwise])]
    #[case(Progress::Draft, Relation::Receiver, COUNTED, &[Action::ReceiveOtherwise])]
    #[case(Progress::Submitted, Relation::Receiver, RECEIVED, DECIDE)]
    #[case(Progress::Returned, Relation::Receiver, RECEIVED, &[Action::Waive, Action::ReceiveOtherwise])]
    #[case(Progress::Returned, Relation::Receiver, SIGNED, &[Action::ReceiveOtherwise])]
    #[case(Progress::Accepted, Relation::Receiver, COUNTED, &[Action::ReceiveOtherwise])]
    #[case(Progress::Waived, Relation::Receiver, OPEN, &[Action::Reinstate])]
    #[case(Progress::Waived, Relation::Receiver, GONE, &[])]
    #[case(Progress::Draft, Relation::Onlooker, OPEN, &[])]
    #[case(Progress::Submitted, Relation::Onlooker, OPEN, &[])]
    #[case(Progress::Draft, Relation::Owner, TOO_LATE, &[Action::Edit])]
    #[case(Progress::Draft, Relation::Owner, CLOSED, &[])]
    #[case(Progress::Returned, Relation::Owner, CLOSED, &[])]
    #[case(Progress::NotStarted, Relation::Receiver, CLOSED, &[])]
    #[case(Progress::Waived, Relation::Receiver, CLOSED, &[])]
    #[case(Progress::Submitted, Relation::Receiver, CLOSED, &[Action::Examine, Action::Accept, Action::Return])]
    #[case(Progress::Draft, Relation::Owner, HISTORY, &[])]
    #[case(Progress::Submitted, Relation::Receiver, HISTORY, &[])]
    #[case(Progress::Returned, Relation::Owner, SIGNED, WRITE)]
    #[case(Progress::Submitted, Relation::Receiver, SIGNED, &[Action::Examine, Action::ReceiveOtherwise])]
    fn each_side_does_its_part_while_it_can(
        #[case] progress: Progress,
        #[case] relation: Relation,
        #[case] around: Around,
        #[case] expected: &[Action],
    ) {
        assert_eq!(allowed(progress, relation, around), expected);
    }
}
