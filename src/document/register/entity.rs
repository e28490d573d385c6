//! A document's line in the register.

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, Condition, DeriveActiveEnum, EnumIter, entity::prelude::*};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    access::{DocumentId, OrganisationId, Scope, Scoped, UnitId},
    document::number::DocumentNumber,
};

#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    /// The document's own.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: DocumentId,
    pub kind: DocumentKind,
    pub organisation_id: OrganisationId,
    pub unit_id: UnitId,
    /// Whether overseers see it.
    pub open: bool,
    pub stage: Stage,
    pub title: String,
    pub title_fold: String,
    pub number: Option<i64>,
    pub symbol: Option<String>,
    /// What spellings of the symbol have in common.
    pub symbol_key: Option<String>,
    /// The year in which nothing else of the organisation has the number; none where several documents may have one.
    pub number_year: Option<i32>,
    pub signed_on: Option<NaiveDate>,
    /// The day it was signed, or else begun.
    pub dated_on: NaiveDate,
    /// The first day on which it was over; none while it is not, or where that day is not kept.
    pub over_on: Option<NaiveDate>,
}

impl ActiveModelBehavior for ActiveModel {}

/// Loại văn bản.
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
pub enum DocumentKind {
    /// Quy chế thực hiện dân chủ.
    DemocracyRegulation,
    /// Hương ước, quy ước.
    VillageConvention,
    /// Nghị quyết của Hội đồng nhân dân.
    CouncilResolution,
}

impl DocumentKind {
    /// Whether each has a number of its own. One decision may recognise the conventions of several villages.
    pub const fn has_own_numbers(self) -> bool {
        !matches!(self, Self::VillageConvention)
    }
}

/// Giai đoạn: how far a document of any kind has come.
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
pub enum Stage {
    /// Đang xây dựng.
    InPreparation,
    /// Đã ban hành, thông qua hoặc công nhận.
    Issued,
    /// Không được thông qua hoặc không được công nhận, or withdrawn before that was decided.
    Refused,
    /// Đã bãi bỏ hoặc thay thế.
    Ended,
}

impl Model {
    /// Số, ký hiệu, once issued.
    pub fn document_number(&self) -> Option<DocumentNumber> {
        DocumentNumber::kept(self.number, self.symbol.as_ref())
    }
}

impl Scoped for Entity {
    /// Whoever sees the document: its own organisation, whoever goes on with its work and those above from the beginning, overseers once it is open to them.
    fn within(scope: &Scope) -> Condition {
        let here = scope.places(Column::OrganisationId, Column::UnitId);
        let near = match scope.oversees() {
            true => here.add(Column::Open.eq(true)),
            false => here,
        };
        scope
            .own_and_left_rows(Column::OrganisationId, Column::SignedOn.is_not_null())
            .add(near)
    }
}
