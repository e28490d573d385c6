//! A commendation as it is kept, by the organisation that gives it.

use chrono::NaiveDate;
use sea_orm::{Condition, DeriveActiveEnum, EnumIter, FromJsonQueryResult, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{CommendationId, OrganisationId, Scope, Scoped, UnitId},
    attachment::attached::AttachedFile,
    document::number::DocumentNumber,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "commendation")]
pub struct Model {
    /// Chosen by the client.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: CommendationId,
    /// Who gives it.
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// The unit it arose in.
    pub origin_unit_id: UnitId,
    pub kind: CommendationKind,
    pub title: String,
    pub given_on: NaiveDate,
    pub collectives: i64,
    pub individuals: i64,
    pub content: CommendationContent,
    pub version: i64,
}

impl ActiveModelBehavior for ActiveModel {}

/// Hình thức khen thưởng.
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
pub enum CommendationKind {
    /// Biểu dương.
    Praise,
    /// Giấy khen.
    CertificateOfMerit,
    /// Bằng khen.
    CertificateOfCommendation,
    /// Hình thức khác.
    Other,
}

/// What is kept of a commendation beside what is counted.
#[serde_with::skip_serializing_none]
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, FromJsonQueryResult, ToSchema)]
pub struct CommendationContent {
    /// Số, ký hiệu quyết định.
    #[schema(nullable = false)]
    pub number: Option<DocumentNumber>,
    /// Thành tích.
    #[schema(nullable = false, example = "Vận động Nhân dân hiến 1.200 m² đất làm đường.")]
    pub merits: Option<String>,
    /// Quyết định.
    pub files: Vec<AttachedFile>,
}

impl Scoped for Entity {
    /// Whoever sees the place.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::OrganisationId, Column::UnitId);
        Condition::any().add(here).add(scope.own_rows(Column::OrganisationId))
    }
}

crate::record!(Entity, CommendationId, "commendation");
