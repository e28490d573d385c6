//! Nghĩa vụ báo cáo: one organisation owes one report in one round. The one row that says where that report stands; whoever
//! changes anything about the report locks it.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::{
    ColumnTrait, Condition, FromJsonQueryResult,
    entity::prelude::*,
    sea_query::{CaseStatement, ExprTrait},
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{ObligationId, OrganisationId, RoundId, Scope, Scoped, SubmissionId, UnitId, everyone},
    calendar::{Course, Extension},
    reporting::{
        kinds::{Basis, Progress},
        template::content::Applicability,
    },
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "report_obligation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ObligationId,
    pub round_id: RoundId,
    pub organisation_id: OrganisationId,
    /// The unit that answers for it now.
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    /// The organisation's name when the round was opened.
    pub organisation_name: String,
    pub name_sort: Vec<u8>,
    pub basis: Basis,
    pub applicability: Asked,
    pub progress: Progress,
    /// The first instant that is too late, as set when the round was opened.
    pub due_at: DateTimeUtc,
    /// The first instant that is too late under the latest extension, and when that was granted.
    pub extended_until: Option<DateTimeUtc>,
    pub extended_at: Option<DateTimeUtc>,
    pub extension_reason: Option<String>,
    /// The nearest mark before its deadline, in days, at which it was last reminded of; 0 is past it.
    pub reminded_days: Option<i64>,
    /// The day it came on another way.
    pub received_on: Option<Date>,
    pub receipt: Option<ReceiptOtherwise>,
    pub waiver_reason: Option<String>,
    /// Why it was added after the round was opened.
    pub addition_reason: Option<String>,
    /// Why what was accepted is being supplemented; until the supplement is accepted.
    pub supplement_reason: Option<String>,
    pub receiver_id: OrganisationId,
    /// The body that examines for the receiver.
    pub handled_by: Option<OrganisationId>,
    /// Chosen by the client that first drafts the report.
    pub submission_id: Option<SubmissionId>,
    pub first_submitted_at: Option<DateTimeUtc>,
    pub latest_version: Option<i64>,
    /// The version that counts.
    pub accepted_version: Option<i64>,
    pub first_accepted_at: Option<DateTimeUtc>,
    pub version: i64,
}

/// Which questions the organisation is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Asked(pub Vec<Applicability>);

/// Nhận bằng cách khác: how a report came when the network or the service had failed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
#[schema(as = ReportReceipt)]
pub struct ReceiptOtherwise {
    /// The day it came; for the deadline its first instant counts.
    #[schema(example = "2025-12-19")]
    pub received_on: NaiveDate,
    /// Số, ký hiệu văn bản: number and symbol of the report as it came.
    #[schema(example = "215/BC-UBND")]
    pub document: String,
    /// Why it came on another way.
    #[schema(example = "Mất mạng do mưa lũ; nhận bản giấy qua bưu điện.")]
    pub reason: String,
    /// When that was recorded.
    pub recorded_at: DateTime<Utc>,
}

impl Model {
    /// What is known of its course, as far as its deadline is concerned; of a round closed at `closed_at`.
    pub fn course(&self, closed_at: Option<DateTime<Utc>>) -> Course {
        Course {
            due_at: self.due_at,
            extension: self
                .extended_at
                .zip(self.extended_until)
                .map(|(granted_at, until)| Extension { granted_at, until }),
            first_submitted_at: self.first_submitted_at,
            received_otherwise_on: self.received_on,
            closed_at,
        }
    }
}

/// The first instant that is too late for what has not come: the extension's, where that is later.
pub fn due() -> Expr {
    let extended = Expr::col((Entity, Column::ExtendedUntil));
    let set = Expr::col((Entity, Column::DueAt));
    CaseStatement::new()
        .case(extended.clone().gt(set.clone()), extended)
        .finally(set)
        .into()
}

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// An overseer sees a report once a version of it has been accepted, and always its own and what it receives.
    fn within(scope: &Scope) -> Condition {
        let reviewed = match scope.oversees() {
            true => Condition::any()
                .add(Column::AcceptedVersion.is_not_null())
                .add(scope.own_rows(Column::OrganisationId))
                .add(scope.own_rows(Column::ReceiverId)),
            false => everyone(),
        };
        let placed = scope.places(Column::OrganisationId, Column::UnitId).add(reviewed);
        scope.or_filled(placed, Column::OrganisationId)
    }
}

crate::record!(Entity, ObligationId, "report_obligation", is_filled: true);
