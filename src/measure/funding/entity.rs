//! Funding as it is kept: one record for each organisation, year and source.

use chrono::NaiveDate;
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::access::{FundingId, OrganisationId, Scope, Scoped, UnitId};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "funding")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: FundingId,
    /// Whose money it is.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub year: i64,
    pub source: FundingSource,
    /// The day up to which is told.
    pub counted_on: NaiveDate,
    /// In đồng.
    pub planned: i64,
    /// In đồng.
    pub spent: i64,
    pub content: FundingContent,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Nguồn kinh phí (Resolution 75 Art. 5).
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    EnumIter,
    DeriveActiveEnum,
    ToSchema,
)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
pub enum FundingSource {
    /// Ngân sách nhà nước, trong dự toán chi thường xuyên.
    StateBudget,
    /// Nguồn lực hợp pháp khác.
    Other,
}

/// What is kept of it beside what is counted.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
pub struct FundingContent {
    /// Quyết định giao dự toán.
    #[schema(nullable = false, example = "Quyết định số 512/QĐ-UBND ngày 20/12/2024")]
    pub document: Option<String>,
    /// Nội dung chi.
    #[schema(
        nullable = false,
        example = "Tập huấn, hội nghị đối thoại, hoạt động của Ban Thanh tra nhân dân."
    )]
    pub purposes: Option<String>,
}

impl Scoped for Entity {
    /// Whoever sees the place.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::OrganisationId, Column::UnitId);
        Condition::any().add(here).add(scope.own_rows(Column::OrganisationId))
    }
}

crate::record!(Entity, FundingId, "funding");
