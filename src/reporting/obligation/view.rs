//! How an obligation is shown.

use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;

use super::entity::{Model, ReceiptOtherwise};
use crate::{
    access::{Look, ObligationId, RoundId, SubmissionId, UnitId},
    calendar::{Timeliness, judge},
    http::{Answer, Result},
    organisation::name::{NamedOrganisation, Names},
    reporting::{
        kinds::{Basis, Progress},
        round::closing::Closings,
        submission::{Action, Surroundings},
        template::content::Applicability,
    },
};

/// Nghĩa vụ báo cáo: one organisation owes one report in one round.
#[serde_with::skip_serializing_none]
#[derive(Serialize, ToSchema)]
pub struct ReportObligation {
    /// Its id.
    pub id: ObligationId,
    /// The round it belongs to.
    pub round_id: RoundId,
    /// Who owes the report; its name as it was when the round was opened.
    pub organisation: NamedOrganisation,
    /// The unit that answers for it.
    pub unit_id: UnitId,
    /// Why it is owed.
    pub basis: Basis,
    /// Which questions it is asked.
    pub asked_as: Vec<Applicability>,
    /// How far the work has come.
    pub progress: Progress,
    /// Where it stands against its deadline.
    pub timeliness: Timeliness,
    /// The first instant that is too late, an extension that counts included; without a time of day, midnight in Vietnam after the
    /// last day.
    pub due_at: DateTime<Utc>,
    /// Gia hạn: the latest extension of the deadline.
    #[schema(nullable = false)]
    pub extension: Option<DeadlineExtension>,
    /// When the report was first submitted.
    #[schema(nullable = false)]
    pub first_submitted_at: Option<DateTime<Utc>>,
    /// Nhận bằng cách khác: how it came when the network or the service had failed; it counts for the deadline, if it was earlier.
    #[schema(nullable = false)]
    pub received_otherwise: Option<ReceiptOtherwise>,
    /// Lý do miễn: why it is owed no more.
    #[schema(nullable = false)]
    pub waiver_reason: Option<String>,
    /// Lý do bổ sung: why it was added after the round was opened.
    #[schema(nullable = false)]
    pub addition_reason: Option<String>,
    /// Who receives the report.
    pub receiver: NamedOrganisation,
    /// The body that examines it for the receiver.
    #[schema(nullable = false)]
    pub handled_by: Option<NamedOrganisation>,
    /// The report, once begun; for others than its own organisation once sent.
    #[schema(nullable = false)]
    pub submission_id: Option<SubmissionId>,
    /// Number of the latest version sent.
    #[schema(nullable = false, example = 1)]
    pub latest_version: Option<i64>,
    /// Number of the version that counts.
    #[schema(nullable = false, example = 1)]
    pub accepted_version: Option<i64>,
    /// What you may do next with the report.
    pub allowed_actions: Vec<Action>,
}

/// Gia hạn: a later deadline, granted to one organisation. It counts when it was granted before the report came.
#[derive(Serialize, ToSchema)]
pub struct DeadlineExtension {
    /// The first instant that is too late.
    pub until: DateTime<Utc>,
    /// When it was granted.
    pub granted_at: DateTime<Utc>,
    /// Why.
    #[schema(example = "Mưa lũ, mất điện trên diện rộng.")]
    pub reason: String,
    /// The first instant that was too late when the round was opened.
    pub original_due_at: DateTime<Utc>,
}

impl DeadlineExtension {
    pub fn of(row: &Model) -> Option<Self> {
        Some(Self {
            until: row.extended_until?,
            granted_at: row.extended_at?,
            reason: row.extension_reason.clone()?,
            original_due_at: row.due_at,
        })
    }
}

/// What is shown beside some obligations, looked up for all of them at once.
pub struct Beside {
    names: Names,
    around: Surroundings,
    closings: Closings,
}

impl Beside {
    pub async fn of<'r>(look: &impl Look, rows: impl IntoIterator<Item = &'r Model> + Clone) -> Result<Self> {
        let each = || rows.clone().into_iter();
        let bodies = each().flat_map(|row| [row.receiver_id].into_iter().chain(row.handled_by));
        Ok(Self {
            names: Names::of(look, bodies).await?,
            around: Surroundings::of(look, each()).await?,
            closings: Closings::of(look, each().map(|row| row.round_id)).await?,
        })
    }

    pub fn view(&self, look: &impl Look, row: &Model) -> ReportObligation {
        let standing = judge(look.clocks().legal.now(), &row.course(self.closings.at(row.round_id)));
        ReportObligation {
            id: row.id,
            round_id: row.round_id,
            organisation: NamedOrganisation {
                id: row.organisation_id,
                name: row.organisation_name.clone(),
            },
            unit_id: row.unit_id,
            basis: row.basis,
            asked_as: row.applicability.0.clone(),
            progress: row.progress,
            timeliness: standing.timeliness,
            due_at: standing.due_at,
            extension: DeadlineExtension::of(row),
            first_submitted_at: row.first_submitted_at,
            received_otherwise: row.receipt.clone(),
            waiver_reason: row.waiver_reason.clone(),
            addition_reason: row.addition_reason.clone(),
            receiver: self.names.named(row.receiver_id),
            handled_by: row.handled_by.map(|id| self.names.named(id)),
            // What was never sent cannot be opened by others.
            submission_id: row
                .submission_id
                .filter(|_| row.latest_version.is_some() || look.scope().writes_for(row.organisation_id)),
            latest_version: row.latest_version,
            accepted_version: row.accepted_version,
            allowed_actions: self.around.allowed_actions(look, row),
        }
    }
}

/// The answer that shows one obligation.
pub async fn answer(look: &impl Look, row: &Model) -> Result<Answer> {
    let beside = Beside::of(look, [row]).await?;
    Answer::record(&beside.view(look, row), row.version)
}
