//! Nghĩa vụ báo cáo: one organisation owes one report in one round. The one row that says where that report stands; whoever
//! changes anything about the report locks it.

use sea_orm::{ColumnTrait, Condition, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};

use crate::{
    access::{ObligationId, OrganisationId, RoundId, Scope, Scoped, SubmissionId, UnitId, everyone},
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
    /// The first instant that is too late.
    pub due_at: DateTimeUtc,
    pub receiver_id: OrganisationId,
    /// The body that examines for the receiver.
    pub handled_by: Option<OrganisationId>,
    /// Chosen by the client that first drafts the report.
    pub submission_id: Option<SubmissionId>,
    pub first_submitted_at: Option<DateTimeUtc>,
    pub latest_version: Option<i64>,
    /// The version that counts.
    pub accepted_version: Option<i64>,
    pub accepted_at: Option<DateTimeUtc>,
    pub version: i64,
}

/// Which questions the organisation is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Asked(pub Vec<Applicability>);

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// An overseer sees a report once a version of it has been accepted, and its own always.
    fn within(scope: &Scope) -> Condition {
        let reviewed = match scope.oversees() {
            true => Condition::any()
                .add(Column::AcceptedVersion.is_not_null())
                .add(scope.own_rows(Column::OrganisationId)),
            false => everyone(),
        };
        scope.places(Column::OrganisationId, Column::UnitId).add(reviewed)
    }
}

crate::record!(Entity, ObligationId, "report_obligation");
