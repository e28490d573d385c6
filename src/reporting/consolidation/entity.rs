//! Báo cáo tổng hợp: a committee's report of what was reported to it, with the figures as they stood at one moment.

use chrono::{DateTime, Utc};
use sea_orm::{ColumnTrait, Condition, DeriveActiveEnum, EnumIter, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{AccountId, ConsolidationId, OrganisationId, PostId, RoundId, Scope, Scoped, SubmissionId, UnitId},
    reporting::{
        exact::ExactNumber,
        official::OfficialIssue,
        rollup::IndicatorTotal,
        submission::version::StoredNarrative,
        total::api::{Coverage, TreeBasis},
    },
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "report_consolidation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: ConsolidationId,
    pub round_id: RoundId,
    /// The committee that consolidates.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// 1, 2, 3 … of this committee in this round.
    pub number: i64,
    pub state: ConsolidationState,
    pub figures: Frozen,
    pub adjustments: Adjustments,
    pub narrative: StoredNarrative,
    /// SHA-256 over the canonical form, once signed.
    pub hash: Option<Vec<u8>>,
    pub drafted_by: AccountId,
    pub drafter_name: String,
    pub signed_at: Option<DateTimeUtc>,
    pub signed_by: Option<AccountId>,
    pub signed_in: Option<PostId>,
    pub signer_name: Option<String>,
    pub signer_title: Option<String>,
    /// The office in whose authority it was signed, where that was delegated.
    pub signed_for: Option<String>,
    /// The committee above; none at the top.
    pub receiver_id: Option<OrganisationId>,
    pub decided_at: Option<DateTimeUtc>,
    pub decider_name: Option<String>,
    /// Why it was returned.
    pub reason: Option<String>,
    pub published_at: Option<DateTimeUtc>,
    pub publisher_name: Option<String>,
    /// The number, date and signed copy it was issued under.
    pub official_issue: Option<OfficialIssue>,
    pub version: i64,
}

/// Trạng thái báo cáo tổng hợp.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, EnumIter, DeriveActiveEnum, ToSchema)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum ConsolidationState {
    /// Đang soạn.
    Draft,
    /// Đã ký: waits for the committee above, where there is one.
    Signed,
    /// Bị trả lại.
    Returned,
    /// Đã được tiếp nhận.
    Accepted,
}

/// The figures as they stood, and what they were made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Frozen {
    pub frozen_at: DateTime<Utc>,
    pub basis: TreeBasis,
    pub coverage: Coverage,
    pub indicators: Vec<IndicatorTotal>,
    pub sources: Vec<Source>,
}

/// A version that was added up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub version_id: Uuid,
    pub submission_id: SubmissionId,
    pub organisation_id: OrganisationId,
    pub number: i64,
    /// In hexadecimal.
    pub hash: String,
}

/// Điều chỉnh: a figure the committee reports otherwise than it was added up, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = ConsolidationAdjustment)]
pub struct Adjustment {
    /// Mã chỉ tiêu.
    #[schema(example = "A03")]
    pub indicator: String,
    /// The figure reported instead of the sum.
    pub value: ExactNumber,
    /// Giải trình: why.
    #[schema(example = "Trừ 120 lượt người hai xã cùng báo cáo.")]
    pub explanation: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult)]
#[serde(transparent)]
pub struct Adjustments(pub Vec<Adjustment>);

impl ActiveModelBehavior for ActiveModel {}

impl Scoped for Entity {
    /// Its own committee sees it always; those in whose scope it lies once it was signed, overseers once accepted or without anybody
    /// above; everybody once it was published.
    fn within(scope: &Scope) -> Condition {
        let done = Condition::any()
            .add(Column::State.eq(ConsolidationState::Accepted))
            .add(
                Condition::all()
                    .add(Column::State.eq(ConsolidationState::Signed))
                    .add(Column::ReceiverId.is_null()),
            );
        let sent = match scope.oversees() {
            true => done,
            false => Condition::all().add(Column::SignedAt.is_not_null()),
        };
        Condition::any()
            .add(scope.own_rows(Column::OrganisationId))
            .add(scope.places(Column::OrganisationId, Column::UnitId).add(sent))
            .add(Column::PublishedAt.is_not_null())
    }
}

crate::record!(Entity, ConsolidationId, "report_consolidation");
